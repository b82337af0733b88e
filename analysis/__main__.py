"""The command line: articles in, tables out, or each decision explained."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis import __version__
from analysis.corpus.articles import Article, CorpusError
from analysis.corpus.readers import iter_articles
from analysis.document import read_article
from analysis.explain.grounds import HELP, article_record, as_json, rules_in
from analysis.explain.terminal import as_text, legend, printable
from analysis.tabular.files import TABLES, Tables, build_tables, write_tables

_PROGRESS_EVERY = 50  # articles
_NARROWEST, _WIDEST = 40, 100  # columns; longer lines are hard to read


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 2 input or output unusable."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # Tables always have an output folder, an explanation never.
    tables_wanted = any(one.startswith("--o") for one in arguments)
    if arguments[:1] == ["explain"] and not tables_wanted:
        return _explain(arguments[1:])
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


def _explain(arguments: list[str]) -> int:
    """Print each quote and attribution with its grounds; the exit code as of `main`."""
    options = _explain_parser().parse_args(arguments)
    articles = iter_articles(options.paths, options.text_column, options.id_column)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may lack a character
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        for piece in _explained(_reported(articles, options.quiet), options):
            print(piece)
        sys.stdout.flush()
    except CorpusError as error:
        return _fail(str(error))
    except BrokenPipeError:  # whoever read this has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _fail(f"output: {error.strerror or error}")
    return 0


def _explained(
    articles: Iterable[Article], options: argparse.Namespace
) -> Iterator[str]:
    """What is printed, article by article; at the end, what the rules do."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = sys.stdout.isatty() and not plain
    columns = shutil.get_terminal_size((88, 24)).columns
    width = min(max(columns, _NARROWEST), _WIDEST)
    rules: set[str] = set()
    for number, article in enumerate(articles):
        record = article_record(read_article(article))
        if options.json:
            yield as_json(record)
            continue
        rules |= rules_in(record)
        yield ("\n" if number else "") + as_text(record, width, colour)
    if rules and not options.quiet:
        yield "\n" + legend(rules, width, colour)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Find voices, quotes, source attributions, actors, tone and "
        "readability in news articles, and write them as tables.",
        epilog=f"Writes {', '.join(TABLES)} as CSV and Parquet, and datapackage.json, "
        "which says what every column holds. Example: "
        "python -m analysis seeds --out out/tables. To see why each quote and "
        "attribution was read so: python -m analysis explain --help",
    )
    _add_inputs(parser, quiet="print errors only")
    parser.add_argument("--out", required=True, type=Path, help="folder to write to")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _explain_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis explain",
        description="Print every quote and attribution of news articles with its "
        "place,\nits source, the rule that decided, and how often that rule is right.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_inputs(parser, quiet="leave out what the rules do, and the progress")
    parser.add_argument(
        "--json", action="store_true", help="print JSON lines, one object an article"
    )
    return parser


def _add_inputs(parser: argparse.ArgumentParser, quiet: str) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a UTF-8 text file, a folder of .txt files (with catalogue.yml or "
        "without), or a .csv, .jsonl or .parquet file with a text column",
    )
    parser.add_argument(
        "--text-column", default="text", help="column with the text (default: text)"
    )
    parser.add_argument(
        "--id-column", help="column with the id (default: article, else id, else row)"
    )
    parser.add_argument("--quiet", action="store_true", help=quiet)


def _reported(articles: Iterable[Article], quiet: bool) -> Iterator[Article]:
    """Pass the articles on; warnings go to standard error, and so does progress."""
    for number, article in enumerate(articles, start=1):
        for warning in article.warnings:
            print(f"warning: {printable(warning)}", file=sys.stderr)
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
    print(f"error: {printable(message)}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
