"""The library measured on marked articles: `python -m benchmarks.polnear PATH`.

The figures go into one file, `RECORD`, which only this command writes and the report
reads; how often each rule was right also goes into `lexicons/rule_accuracy.csv`, for
the library.  Both hold counts, rates and rule names, and no word of the articles.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.polnear.corpus import Split, load_split, split_folders
from benchmarks.polnear.figures import Figures, split_figures
from benchmarks.polnear.scores import ArticleScore, score_article_of_library

from analysis import CorpusError, __version__
from analysis.lexicons import FOLDER

HERE = Path(__file__).resolve().parent
RECORD = HERE / "record.json"
RULE_ACCURACY = FOLDER / "rule_accuracy.csv"
_PROGRESS_EVERY = 50  # articles
_CHUNK = 4  # articles given to a process at a time


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 2 input or output unusable."""
    options = _parser().parse_args(arguments)
    try:
        record = read_record(options.out) if options.out.exists() else {"splits": {}}
        for folder in filter(None, (options.out.parent, options.predictions)):
            folder.mkdir(parents=True, exist_ok=True)
        for split in map(load_split, split_folders(options.path)):
            figures, lines = measure(split, options.processes)
            record["splits"][split.name] = (
                _provenance(options.out) | {"sha256": split.sha256} | figures
            )
            if options.predictions:
                path = options.predictions / f"{split.name}.jsonl"
                _write(path, "\n".join(lines))
            print(_summary(split.name, figures))
        record["splits"] = dict(sorted(record["splits"].items()))
        _write(options.out, json.dumps(record, ensure_ascii=False, indent=1))
        if options.out == RECORD:
            write_rule_accuracy(record)
    except CorpusError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename or options.out}: {error.strerror or error}")
    return 0


def measure(split: Split, processes: int = 1) -> tuple[Figures, list[str]]:
    """The figures of a split, and the predictions of each article as a line of JSON."""
    scores, lines = [], []
    for number, (score, line) in enumerate(_scored(split, processes), start=1):
        scores.append(score)
        lines.append(line)
        if number % _PROGRESS_EVERY == 0 or number == len(split.articles):
            of = f"{number} of {len(split.articles)} articles read"
            print(f"{split.name}: {of}", file=sys.stderr)
    return split_figures(scores), lines


def _scored(split: Split, processes: int) -> Iterator[tuple[ArticleScore, str]]:
    if processes == 1:
        yield from map(score_article_of_library, split.articles)
        return
    # Spawned, because a fork of a process with threads may hang.
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        yield from pool.map(score_article_of_library, split.articles, chunksize=_CHUNK)


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """What was recorded, split by split; `CorpusError` where it is no record."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CorpusError(f"{path}: no JSON ({error}); remove it") from error
    if not isinstance(record, dict) or not isinstance(record.get("splits"), dict):
        raise CorpusError(
            f"{path}: not a record of this command; remove it or name another"
        )
    return record


def write_rule_accuracy(record: Mapping[str, Any], path: Path = RULE_ACCURACY) -> None:
    """Write how often each rule was right, by split, for the library to show."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["rule", "decides", "split", "n", "share"])
        writer.writerows(_accuracy_rows(record))


def _accuracy_rows(record: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for split, figures in record["splits"].items():
        for decides, rules in figures["rules"].items():
            for rule, row in rules.items():
                share = "" if row["share"] is None else str(row["share"])
                yield rule, decides, split, str(row["n"]), share


def _summary(name: str, figures: Figures) -> str:
    """The main figures of a split in five lines."""
    found, speakers = figures["detection"], figures["speakers"]
    rates = {
        "quotes called attributed, F1": found["attributed"]["f1"],
        "unattributed spans kept out": found["kept_out"]["share"],
        "speaker right": speakers["all"]["shares"]["right"],
        "speaker right, mixed quotes": speakers["mixed"]["shares"]["right"],
        "speaker right, of those named": speakers["all"]["right_of_answered"],
        "words of contents, F1": figures["attributions"]["content_words"]["f1"],
        "cues, F1": figures["attributions"]["cues"]["f1"],
    }
    lines = [f"{name}: {figures['articles']} articles"]
    lines += [
        f"  {label:32}{'–' if rate is None else format(100 * rate, '.1f'):>6}"
        for label, rate in rates.items()
    ]
    return "\n".join(lines) + "\n"


def _provenance(out: Path) -> dict[str, Any]:
    """When, from which commit and with what the figures are made.

    `dirty` is whether the working tree differs from the commit, the record and what
    is written with it aside.  Both are None outside of this project's repository.
    """
    root = _git("rev-parse", "--show-toplevel")
    ours = root is not None and HERE.is_relative_to(root)
    written = [f":(exclude){path}" for path in (out.resolve(), RULE_ACCURACY)]
    changes = _git("status", "--porcelain", "--", f"{root}", *written) if ours else None
    names = ("nupunkt", "lemminflect")
    versions = {"analysis": __version__, "python": platform.python_version()}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _git("rev-parse", "HEAD") if ours else None,
        "dirty": bool(changes) if ours else None,
        "versions": versions | {name: metadata.version(name) for name in names},
    }


def _git(*arguments: str) -> str | None:
    """What git says of the folder of this file; None without git or a repository."""
    try:
        run = subprocess.run(
            ["git", "-C", str(HERE), *arguments], capture_output=True, text=True
        )
    except OSError:
        return None
    return run.stdout.strip() if run.returncode == 0 else None


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.polnear",
        description="Measure quotes, speakers and attributions against articles that "
        "people have marked, in the layout of PolNeAR, and record the figures.",
        epilog="Example: python -m benchmarks.polnear polnear/dev",
    )
    parser.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help="a split: a folder with text/NAME.txt and attributions/NAME.ann; "
        "or a folder of splits",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=RECORD,
        metavar="FILE",
        help="the record; other splits in it are kept (default: record.json beside "
        "the code, and the library's rule_accuracy.csv with it)",
    )
    parser.add_argument(
        "--predictions",
        type=Path,
        metavar="DIR",
        help="folder to write what was found to, as SPLIT.jsonl: offsets, no text",
    )
    parser.add_argument(
        "--processes",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes to read with; the figures do not depend on it (default: all)",
    )
    return parser


def _fail(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 2
