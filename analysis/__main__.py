"""The command line: articles in, tables out, or each decision explained."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis._version import __version__
from analysis.corpus.articles import CorpusError
from analysis.corpus.readers import iter_articles
from analysis.document import Document, analyze_article
from analysis.explain.grounds import HELP, article_record, as_json, rules_in
from analysis.explain.terminal import as_text, legend, printable
from analysis.tabular.files import TABLES, Tables, tables

_PROGRESS_EVERY = 50  # articles
_NARROWEST, _WIDEST = 40, 100  # columns; longer lines are hard to read


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 2 input or output unusable."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        run(options)
    except CorpusError as error:
        return _fail(str(error))
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}")
    return 0


def _write_tables(options: argparse.Namespace) -> None:
    """Write the tables of all articles."""
    found = tables(_documents(options))
    written = found.write(options.out)
    if not options.quiet:
        print(_summary(found, written, options.out))


def _explain(options: argparse.Namespace) -> None:
    """Print each quote and attribution with its grounds; at the end, the rules."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may lack a character
        sys.stdout.reconfigure(errors="backslashreplace")
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = sys.stdout.isatty() and not plain
    columns = shutil.get_terminal_size((88, 24)).columns
    width = min(max(columns, _NARROWEST), _WIDEST)
    rules: set[str] = set()
    for number, document in enumerate(_documents(options)):
        record = article_record(document)
        if options.json:
            print(as_json(record))
            continue
        rules |= rules_in(record)
        print(("\n" if number else "") + as_text(record, width, colour))
    if rules and not options.quiet:
        print("\n" + legend(rules, width, colour))
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Find voices, quotes, source attributions, actors, tone and "
        "readability in news articles.",
        epilog="`tables --help` and `explain --help` list the options of each.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="tables | explain")
    command = commands.add_parser(
        "tables",
        help="write what is found as tables",
        description="Write what is found in news articles as tables.",
        epilog=f"Writes {', '.join(TABLES)} as CSV and Parquet, and datapackage.json, "
        "which says what every column holds. Example: "
        "python -m analysis tables seeds --out out/tables",
    )
    _add_inputs(command, quiet="print errors only")
    command.add_argument("--out", required=True, type=Path, help="folder to write to")
    command.set_defaults(run=_write_tables)
    command = commands.add_parser(
        "explain",
        help="say why each quote and attribution was read so",
        description="Print every quote and attribution of news articles with its "
        "place,\nits source, the rule that decided, and how often that rule is right.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_inputs(command, quiet="leave out what the rules do, and the progress")
    command.add_argument(
        "--json", action="store_true", help="print JSON lines, one object an article"
    )
    command.set_defaults(run=_explain)
    return parser


def _add_inputs(parser: argparse.ArgumentParser, quiet: str) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a text file (UTF-8; HTML, Markdown and RTF are read as the words they "
        "hold), a folder of .txt files (with catalogue.yml or without), or a .csv, "
        ".tsv, .json, .jsonl, .ndjson or .parquet file with a text column",
    )
    parser.add_argument(
        "--text-column", default="text", help="column with the text (default: text)"
    )
    parser.add_argument(
        "--id-column", help="column with the id (default: article, else id, else row)"
    )
    parser.add_argument(
        "--min-confidence",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="withhold attributions and speakers that are less sure than this share "
        "between 0 and 1 (default: 0, all are given)",
    )
    parser.add_argument("--quiet", action="store_true", help=quiet)


def _share(written: str) -> float:
    """A share between 0 and 1, as an option holds it."""
    share = float(written)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{written} is no share between 0 and 1")
    return share


def _documents(options: argparse.Namespace) -> Iterator[Document]:
    """The articles, analysed; warnings and progress go to standard error."""
    articles = iter_articles(options.paths, options.text_column, options.id_column)
    for number, article in enumerate(articles, start=1):
        for warning in article.warnings:
            print(f"warning: {printable(warning)}", file=sys.stderr)
        if not options.quiet and number % _PROGRESS_EVERY == 0:
            print(f"{number} articles read", file=sys.stderr)
        yield analyze_article(article, options.min_confidence)


def _summary(found: Tables, written: list[Path], out: Path) -> str:
    lines = [
        f"{row.article}: {row.n_words} words, {row.n_sentences} sentences, "
        f"{row.n_quotes} quotes, {row.n_attributions} attributions"
        for row in found.articles.head(20).itertuples()
    ]
    more = len(found.articles) - len(lines)
    lines += [f"… and {more} more"] if more else []
    return "\n".join([*lines, f"{len(written)} files in {out}"])


def _fail(message: str) -> int:
    print(f"error: {printable(message)}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
