"""The command line: articles in, tables out, or each decision explained."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tqdm import tqdm

from analysis._version import __version__
from analysis.corpus.articles import CorpusError
from analysis.corpus.readers import Columns, batches, iter_articles
from analysis.document import Document, analyze_article
from analysis.dyad.parties_file import load_dyad
from analysis.explain.grounds import HELP, article_record, as_json, rules_in
from analysis.explain.terminal import as_text, legend, printable
from analysis.exports.files import write_annotations
from analysis.tabular.files import TABLES, Tables
from analysis.tabular.shards import MERGED, Done, write_corpus

_MOST_TOLD = 50  # errors and warnings of a run; the tables hold all
_NARROWEST, _WIDEST = 40, 100  # columns; longer lines are hard to read


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; its exit code.

    0: done; 1: done, but some articles could not be read; 2: nothing could be done.
    """
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except CorpusError as error:
        return _fail(str(error))
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}")
    return 0


def _write_tables(options: argparse.Namespace) -> int:
    """Write the tables of all articles; 1 where some of them failed."""
    parts = batches(options.paths, Columns(options.text_column, options.id_column))
    dyad = load_dyad(options.parties) if options.parties else None
    n_articles = sum(batch.count for batch in parts)
    told = 0
    # No bar where nobody looks on.
    hidden = options.quiet or None
    with tqdm(total=n_articles, unit=" articles", disable=hidden) as bar:

        def tell(done: Done) -> None:
            nonlocal told
            for message in done.messages:
                if told < _MOST_TOLD:
                    bar.write(printable(message), file=sys.stderr)
                told += 1
            bar.update(done.n_articles)

        done = write_corpus(
            parts,
            options.out,
            min_confidence=options.min_confidence,
            dyad=dyad,
            jobs=options.jobs,
            scheduler=options.scheduler,
            strict=options.strict or n_articles == 1,
            tell=tell,
        )
    if told > _MOST_TOLD:
        more = f"{told - _MOST_TOLD} more errors and warnings: see the tables"
        print(f"… and {more} articles and errors", file=sys.stderr)
    if not options.quiet:
        print(_summary(options.out, done))
    return 1 if done.n_failed else 0


def _annotate(options: argparse.Namespace) -> int:
    """Write what is found as annotations for other programs."""
    written = write_annotations(_documents(options), options.out)
    if not options.quiet:
        print(f"{len(written)} files in {options.out}")
    return 0


def _explain(options: argparse.Namespace) -> int:
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
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Find voices, quotes, source attributions, actors, tone and "
        "readability in news articles.",
        epilog="`tables --help`, `annotations --help` and `explain --help` list "
        "the options of each.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        required=True, metavar="tables | annotations | explain"
    )
    command = commands.add_parser(
        "tables",
        help="write what is found as tables",
        description="Write what is found in news articles as tables.",
        epilog=f"Writes {', '.join(TABLES)} as CSV and Parquet, and datapackage.json, "
        "which says what every column holds. More than "
        f"{MERGED:,} articles give folders of Parquet files. A run that was stopped "
        "goes on where it was, by the same command. Example: "
        "python -m analysis tables seeds --out out/tables",
    )
    _add_inputs(command, quiet="print errors only")
    command.add_argument("--out", required=True, type=Path, help="folder to write to")
    command.add_argument(
        "--parties",
        type=Path,
        metavar="FILE",
        help="a parties.yml that names the two whose relation is looked for (default: "
        "the United States and Iran)",
    )
    command.add_argument(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="processes that share the work (default: 1)",
    )
    command.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler, such as tcp://host:8786, whose workers share the work",
    )
    command.add_argument(
        "--strict",
        action="store_true",
        help="stop at the first article that cannot be read",
    )
    command.set_defaults(run=_write_tables)
    command = commands.add_parser(
        "annotations",
        help="write what is found as annotations for other programs",
        description="Write voices, quotes and attributions as W3C Web Annotations "
        "(ID.annotations.json) and as UIMA CAS (ID.xmi) for INCEpTION, where "
        "TypeSystem.xml is to be imported first.",
    )
    _add_inputs(command, quiet="print errors only")
    command.add_argument("--out", required=True, type=Path, help="folder to write to")
    command.set_defaults(run=_annotate)
    command = commands.add_parser(
        "explain",
        help="say why each quote and attribution was read so",
        description="Print every quote and attribution of news articles with its "
        "place,\nits source, the rule that decided, and how often that rule is right.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_inputs(command, quiet="leave out what the rules do")
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


def _count(written: str) -> int:
    """A number of one or more, as an option holds it."""
    count = int(written)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{written} is not 1 or more")
    return count


def _documents(options: argparse.Namespace) -> Iterator[Document]:
    """The articles, analysed; warnings go to standard error."""
    articles = iter_articles(options.paths, options.text_column, options.id_column)
    for article in articles:
        for warning in article.warnings:
            print(printable(f"warning: {warning}"), file=sys.stderr)
        yield analyze_article(article, options.min_confidence)


def _summary(out: Path, done: Done) -> str:
    """What a run wrote, article by article where they are few."""
    lines = []
    if done.n_articles <= MERGED:
        articles = Tables.read(out).articles
        lines = [
            f"{row.article}: {row.n_words} words, {row.n_sentences} sentences, "
            f"{row.n_quotes} quotes, {row.n_attributions} attributions"
            for row in articles.head(20).itertuples()
        ]
    n_read = done.n_articles - done.n_failed
    more = n_read - len(lines)
    lines += [f"… and {more} more"] if lines and more else []
    failed = f", {done.n_failed} failed: see errors" if done.n_failed else ""
    return "\n".join([*lines, f"{n_read} articles{failed}; their tables are in {out}"])


def _fail(message: str) -> int:
    print(f"error: {printable(message)}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
