"""The library measured on marked articles: `python -m benchmarks.polnear PATH`.

The figures go into one file, `RECORD`, which only this command writes and the report
reads; how often each rule was right also goes into `lexicons/rule_accuracy.csv`, for
the library.  Both hold counts, rates and rule names, and no word of the articles.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.polnear.corpus import MarkedArticle, load_split, split_folders
from benchmarks.polnear.figures import Figures, split_figures
from benchmarks.polnear.predictions import find_predictions, prediction_line
from benchmarks.polnear.scores import score_article
from benchmarks.records import RULE_ACCURACY, provenance, write_record

from analysis import Article, CorpusError, analyze

RECORD = Path(__file__).resolve().with_name("record.json")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 2 input or output unusable."""
    options = _parser().parse_args(arguments)
    try:
        record = read_record(options.out) if options.out.exists() else {"splits": {}}
        for folder in filter(None, (options.out.parent, options.predictions)):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in split_folders(options.path):
            name = folder.resolve().name
            figures, lines = measure(load_split(folder), options.attitudes)
            record["splits"][name] = provenance(options.out) | figures
            if options.predictions:
                _write(options.predictions / f"{name}.jsonl", "\n".join(lines))
            print(_summary(name, figures))
        record["splits"] = dict(sorted(record["splits"].items()))
        record["checked"] = list(_checked(record["splits"], options.attitudes))
        write_record(options.out, record)
        if options.out == RECORD:
            write_rule_accuracy(record)
    except CorpusError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename or options.out}: {error.strerror or error}")
    return 0


def measure(
    articles: Iterable[MarkedArticle], attitudes: bool = True
) -> tuple[Figures, list[str]]:
    """The figures of a split, and the predictions of each article as a line of JSON."""
    scores, lines = [], []
    for article in articles:
        document = analyze(Article(article.name, article.text))
        predictions = find_predictions(document, attitudes)
        scores.append(score_article(article, predictions))
        lines.append(prediction_line(article.name, predictions))
    return split_figures(scores), lines


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """What was recorded, split by split; `CorpusError` where it is no record."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        record["splits"].items()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CorpusError(
            f"{path}: not a record of this command; remove it or name another"
        ) from error
    return record


def write_rule_accuracy(record: Mapping[str, Any], path: Path = RULE_ACCURACY) -> None:
    """Write how often each rule was right, by split, for the library to show."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["rule", "decides", "mention", "split", "n", "right"])
        writer.writerows(accuracy_rows(record))


def accuracy_rows(record: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of `rule_accuracy.csv`, the counts last."""
    for split, figures in record["splits"].items():
        for decides, rules in figures["rules"].items():
            for rule, mentions in rules.items():
                for mention, row in mentions.items():
                    counts = str(row["n"]), str(row["right"])
                    yield (rule, decides, mention, split, *counts)


def _summary(name: str, figures: Figures) -> str:
    """The main figures of a split in one line, in per cent."""
    rates = {
        "quotes F1": figures["detection"]["attributed"]["f1"],
        "speakers right": figures["speakers"]["all"]["right_of_all"],
        "words of contents F1": figures["attributions"]["content_words"]["f1"],
        "cues F1": figures["attributions"]["cues"]["f1"],
    }
    shown = (
        f"{label} {'–' if r is None else f'{r:.1%}'}" for label, r in rates.items()
    )
    return f"{name}: {', '.join(shown)}"


def _checked(splits: Mapping[str, Any], attitudes: bool) -> Iterator[dict[str, Any]]:
    """The rows for the page of checks, one a split that was made by this command."""
    corpus = "PolNeAR" if attitudes else "GUM"
    for name, made in splits.items():
        if "speakers" in made:
            counts = made["speakers"]["all"]
            yield {
                "what": f"quotes of strangers with the right speaker, {corpus}, {name}",
                "figure": f"{counts['right']:,} of {counts['n']:,}",
                "command": f"make {corpus.lower()} {corpus.upper()}=PATH",
                **{key: made[key] for key in ("date", "commit", "dirty", "versions")},
            }


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _fail(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 2


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
        "--without-attitudes",
        dest="attitudes",
        action="store_false",
        help="score reports alone, for a corpus that marks no attitudes, as GUM",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
