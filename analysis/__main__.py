"""The command line: articles in, tables out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis import __version__
from analysis.corpus import Article, CorpusError
from analysis.inputs import iter_articles
from analysis.tables import TABLES, Tables, build_tables, write_tables

_PROGRESS_EVERY = 50  # articles


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 2 input or output unusable."""
    options = _parser().parse_args(arguments)
    articles = iter_articles(options.paths, options.text_column, options.id_column)
    try:
        tables = build_tables(_reported(articles, options.quiet))
        written = write_tables(tables, options.out)
    except CorpusError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename or options.out}: {error.strerror or error}")
    if not options.quiet:
        print(_summary(tables, written, options.out))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Find voices, quotes, source attributions, actors, tone and "
        "readability in news articles, and write them as tables.",
        epilog=f"Writes {', '.join(TABLES)} as CSV and Parquet, and datapackage.json, "
        "which says what every column holds. Example: "
        "python -m analysis seeds --out out/tables",
    )
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a UTF-8 text file, a folder of .txt files (with catalogue.yml or "
        "without), or a .csv, .jsonl or .parquet file with a text column",
    )
    parser.add_argument("--out", required=True, type=Path, help="folder to write to")
    parser.add_argument(
        "--text-column", default="text", help="column with the text (default: text)"
    )
    parser.add_argument(
        "--id-column", help="column with the id (default: article, else id, else row)"
    )
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _reported(articles: Iterable[Article], quiet: bool) -> Iterator[Article]:
    """Pass the articles on; warnings go to standard error, and so does progress."""
    for number, article in enumerate(articles, start=1):
        for warning in article.warnings:
            print(f"warning: {warning}", file=sys.stderr)
        if not quiet and number % _PROGRESS_EVERY == 0:
            print(f"{number} articles read", file=sys.stderr)
        yield article


def _summary(tables: Tables, written: list[Path], out: Path) -> str:
    lines = [
        f"{row.article}: {row.n_words} words, {row.n_sentences} sentences, "
        f"{row.n_quotes} quotes, {row.n_attributions} attributions"
        for row in tables.articles.head(20).itertuples()
    ]
    more = len(tables.articles) - len(lines)
    lines += [f"… and {more} more"] if more else []
    return "\n".join([*lines, f"{len(written)} files in {out}"])


def _fail(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
