"""The program measured on strangers' articles: `python -m benchmarks.polnear PATH`.

The figures go into one file, `RECORD`, which only this command writes and the book
reads.  It holds counts, rates and rule names, and no word of the articles.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.polnear.corpus import MarkedArticle, Split, load_split, split_folders
from benchmarks.polnear.figures import Figures, split_figures
from benchmarks.polnear.record import RECORD, read_record
from benchmarks.polnear.scores import ArticleScore, score_reading
from report.seeds import REPOSITORY

from analysis import __version__
from analysis.corpus.articles import CorpusError

_INSTRUMENTS = ("nupunkt", "lemminflect")
_PROGRESS_EVERY = 50  # articles
_PROCESSES = get_context("spawn")  # a fork of a process with threads may hang
_CHUNK = 4  # articles handed to a process at a time


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 2 input or output unusable."""
    options = _parser().parse_args(arguments)
    try:
        made = _made(options.out)
        record = read_record(options.out) if options.out.exists() else {"splits": {}}
        for folder in [options.out.parent, *filter(None, [options.predictions])]:
            folder.mkdir(parents=True, exist_ok=True)
        for split in [load_split(folder) for folder in split_folders(options.path)]:
            figures, lines = measure(split, options.processes)
            record["splits"][split.name] = made | {"sha256": split.sha256} | figures
            if options.predictions:
                _write(options.predictions / f"{split.name}.jsonl", "\n".join(lines))
            print(summary(split.name, figures))
        _write(options.out, json.dumps(_ordered(record), ensure_ascii=False, indent=1))
    except CorpusError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename or options.out}: {error.strerror or error}")
    return 0


def measure(split: Split, processes: int = 1) -> tuple[Figures, list[str]]:
    """The figures of a split, and the predictions of each article as a line of JSON."""
    scores: list[ArticleScore] = []
    lines = []
    for number, (score, line) in enumerate(_scored(split.articles, processes), start=1):
        scores.append(score)
        lines.append(line)
        if number % _PROGRESS_EVERY == 0 or number == len(split.articles):
            print(
                f"{split.name}: {number} of {len(split.articles)} articles read",
                file=sys.stderr,
            )
    return split_figures(scores), lines


def summary(name: str, figures: Figures) -> str:
    """The figures of a split as a table to read."""
    spans, found = figures["spans"], figures["detection"]
    lines = [
        f"{name}: {figures['articles']} articles; quoted spans: "
        + ", ".join(f"{count} {label}" for label, count in spans.items()),
        f"{'':24}{'P':>7}{'R':>7}{'F1':>7}",
        *(
            _agreement_line(row, found[row])
            for row in ("all_found", "all_exact", "attributed", "attributed_exact")
        ),
        f"unattributed kept out {_percent(found['kept_out']['share'])} of "
        f"{found['kept_out']['n']}; balanced accuracy "
        f"{_percent(found['balanced_accuracy'])}; spurious {found['spurious']}",
        f"{'speaker':24}{'n':>7}" + "".join(f"{r:>10}" for r in _SPEAKER_COLUMNS),
        *(_speaker_line(kind, row) for kind, row in figures["speakers"].items()),
        "all attributions",
        *(_agreement_line(*item) for item in figures["attributions"].items()),
        f"{'rule, quotes':32}{'n':>10}{'right':>7}{'no quote':>10}",
        *(
            f"{rule:32}{row['n']:10}{_percent(row['share']):>7}{row['no_quote']:10}"
            for rule, row in figures["rules"]["quotes"].items()
        ),
        f"{'rule, indirect':32}{'n':>10}{'right':>7}",
        *(
            f"{rule:32}{row['n']:10}{_percent(row['share']):>7}"
            for rule, row in figures["rules"]["indirect"].items()
        ),
        f"{'what became of a quote':32}"
        + "".join(f"{kind:>8}" for kind in figures["failures"]),
        *(
            f"{outcome.replace('_', ' '):32}"
            + "".join(f"{kind[outcome]:8}" for kind in figures["failures"].values())
            for outcome in figures["failures"]["all"]
        ),
    ]
    return "\n".join(lines) + "\n"


_SPEAKER_COLUMNS = (
    "found",
    "exact",
    "same_head",
    "head_in",
    "last",
    "overlap",
    "name",
    "answered",
    "right then",
)


def _agreement_line(name: str, row: Figures) -> str:
    rates = "".join(f"{_percent(row[r]):>7}" for r in ("precision", "recall", "f1"))
    return f"{name.replace('_', ' '):24}{rates}"


def _speaker_line(kind: str, row: Figures) -> str:
    shares = row["shares"] | {"right then": row["head_in_of_answered"]}
    cells = "".join(f"{_percent(shares[name]):>10}" for name in _SPEAKER_COLUMNS)
    return f"{kind:24}{row['n']:7}{cells}"


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{100 * rate:.1f}"


# --- running -----------------------------------------------------------------


def _scored(
    articles: Sequence[MarkedArticle], processes: int
) -> Iterator[tuple[ArticleScore, str]]:
    """The articles read and scored, in order; in one process if need be."""
    done = 0
    if processes > 1:
        try:
            with ProcessPoolExecutor(processes, _PROCESSES) as pool:
                for scored in pool.map(score_reading, articles, chunksize=_CHUNK):
                    yield scored
                    done += 1
        except (BrokenProcessPool, NotImplementedError, OSError):
            print("going on in one process", file=sys.stderr)
    yield from map(score_reading, articles[done:])


def _made(out: Path) -> dict[str, Any]:
    """When, from which commit and with what the figures are made.

    `dirty` is whether the working tree differs from the commit, the record aside.
    Both are None where there is no git, or the repository is another's.
    """
    ours = _git("rev-parse", "--show-prefix") == ""
    changes = _git("status", "--porcelain", "--", ".", f":(exclude){_in_tree(out)}")
    versions = {"analysis": __version__, "python": platform.python_version()}
    for name in _INSTRUMENTS:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _git("rev-parse", "HEAD") if ours else None,
        "dirty": bool(changes) if ours else None,
        "versions": versions,
    }


def _in_tree(path: Path) -> str:
    """The path from the repository's folder; the record's own if it lies outside."""
    inside = path.resolve().is_relative_to(REPOSITORY)
    return (path.resolve() if inside else RECORD).relative_to(REPOSITORY).as_posix()


def _git(*arguments: str) -> str | None:
    """What git says of this repository; None without git or outside a repository."""
    try:
        run = subprocess.run(
            ["git", "-C", str(REPOSITORY), *arguments], capture_output=True, text=True
        )
    except OSError:
        return None
    return run.stdout.strip() if run.returncode == 0 else None


def _ordered(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its splits by name."""
    return record | {"splits": dict(sorted(record["splits"].items()))}


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
        "the code)",
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
