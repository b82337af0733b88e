"""The command line: articles in, tables out, or each decision explained."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from analysis._version import __version__
from analysis.corpus.articles import Article, CorpusError, Made, attempt, fault
from analysis.corpus.readers import batches, read_all
from analysis.corpus.tables import Columns
from analysis.document import Document, analyze_article
from analysis.dyad.parties_file import load_dyad
from analysis.explain.grounds import article_record, as_json, help_text, rules_in
from analysis.explain.terminal import as_text, legend, printable
from analysis.exports.files import write_annotations
from analysis.starter.write import write_report
from analysis.streams import StandardError, drop_output, open_streams, say
from analysis.tabular.files import TABLES
from analysis.tabular.folders import check_folder
from analysis.tabular.shards import MERGED, Done, write_corpus

_MOST_TOLD = 50  # errors and warnings of a run; the tables hold all
_NARROWEST, _WIDEST = 40, 100  # columns; longer lines are hard to read


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; its exit code.

    0: done; 1: done, but some articles failed; 2: stopped, a line says by what; 130:
    stopped by Ctrl-C.
    """
    is_closed = open_streams()
    try:
        options = _parser().parse_args(arguments)
        if is_closed and options.run is _explain:
            raise CorpusError(
                "standard output is closed", "leave it open, or use `tables`"
            )
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except SystemExit as stop:  # help, or options that are none
        return _ended(stop)
    except KeyboardInterrupt:
        say("stopped by Ctrl-C; the same command goes on")
        return 130
    except CorpusError as error:
        return _fail(str(error))
    except BrokenPipeError:  # whoever read the output has seen enough
        drop_output()
        return 0
    except OSError as error:
        if error.filename is None:
            drop_output()
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}")
    except Exception as error:  # a traceback helps nobody who only runs this
        return _fail(str(fault(error, Article("", ""))))


def _ended(stop: SystemExit) -> int:
    """The exit code of a command that only printed its help or what is wrong in it."""
    try:
        sys.stdout.flush()
    except OSError as error:
        drop_output()
        return _fail(f"output: {error.strerror or error}")
    return stop.code if isinstance(stop.code, int) else 2


def _write_tables(options: argparse.Namespace) -> int:
    """Write the tables of all articles; 1 where some of them failed."""
    check_folder(options.out)
    run = _Run(options)
    told = 0
    # No bar where nobody looks on.
    hidden = options.quiet or None
    error = StandardError()
    n = run.n_articles
    with tqdm(total=n, unit=" articles", disable=hidden, file=error) as bar:

        def tell(done: Done) -> None:
            nonlocal told
            for message in done.messages:
                if told < _MOST_TOLD:
                    bar.write(printable(message), file=error)
                told += 1
            bar.update(done.n_articles)

        done = write_corpus(
            run.batches,
            options.out,
            min_confidence=options.min_confidence,
            dyad=run.dyad,
            jobs=options.jobs,
            scheduler=options.scheduler,
            strict=run.strict,
            tell=tell,
        )
    if told > _MOST_TOLD:
        more = f"{told - _MOST_TOLD} more errors and warnings: see the tables"
        say(f"… and {more} articles and errors")
    if not options.quiet:
        _sum_up(_summary(options.out, done))
    return 1 if done.n_failed else 0


def _annotate(options: argparse.Namespace) -> int:
    """Write what is found as annotations for other programs."""
    check_folder(options.out)
    run = _Run(options)
    written = write_annotations(run.documents(), options.out, run.fail)
    if not options.quiet and written:
        _sum_up(f"{len(written)} files in {printable(str(options.out))}")
    return run.code()


def _explain(options: argparse.Namespace) -> int:
    """Print each quote and attribution with its grounds; at the end, the rules."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = sys.stdout.isatty() and not plain
    columns = shutil.get_terminal_size((88, 24)).columns
    width = min(max(columns, _NARROWEST), _WIDEST)

    def explained(document: Document) -> tuple[set[str], str]:
        record = article_record(document)
        page = as_json(record) if options.json else as_text(record, width, colour)
        return rules_in(record), page

    rules: set[str] = set()
    before = ""
    run = _Run(options)
    for used, page in run.results(explained):
        print(page if options.json else before + page)
        rules |= used
        before = "\n"
    if rules and not options.json and not options.quiet:
        print("\n" + legend(rules, width, colour))
    return run.code()


class _Run:
    """The articles of a command, one by one, and how many of them failed."""

    def __init__(self, options: argparse.Namespace) -> None:
        parties = getattr(options, "parties", None)
        self.dyad = load_dyad(parties) if parties else None
        columns = Columns(options.text_column, options.id_column)
        self.batches = batches(options.paths, columns)
        self.n_articles = sum(batch.count for batch in self.batches)
        self.strict = options.strict or self.n_articles == 1
        self._share = getattr(options, "min_confidence", 0.0)
        self._n_failed = self._n_read = 0

    def results(self, act: Callable[[Document], Made]) -> Iterator[Made]:
        """What is made of each of them; errors and warnings are said."""

        def made(article: Article) -> Made:
            return act(analyze_article(article, self._share, self.dyad))

        for article in read_all(self.batches):
            self._n_read += 1
            if isinstance(article, Article):
                for warning in article.warnings:
                    say(f"warning: {warning}")
            result = attempt(made, article)
            if isinstance(result, CorpusError):
                self.fail(result)
            else:
                yield result

    def documents(self) -> Iterator[Document]:
        """All that can be read and analysed."""
        return self.results(lambda document: document)

    def fail(self, error: CorpusError) -> None:
        """Say that an article failed, and go on; stop where that is asked for."""
        if self.strict:
            raise error
        self._n_failed += 1
        for line in str(error).splitlines():
            say(f"error: {line}")

    def code(self) -> int:
        """The exit code: 1 where some failed, 2 where all did."""
        return bool(self._n_failed) + (self._n_failed == self._n_read > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Find voices, quotes, source attributions, actors, tone and "
        "readability in news articles.",
        epilog="`tables --help`, `annotations --help`, `explain --help` and "
        "`new --help` list the options of each.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        required=True, metavar="tables | annotations | explain | new"
    )
    out: dict[str, Any] = {
        "required": True,
        "type": _path,
        "help": "folder to write to",
    }
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
    _add_inputs(command, _write_tables)
    _add_confidence(command)
    command.add_argument("--out", **out)
    _add_parties(command, " (default: the United States and Iran)")
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
    command = commands.add_parser(
        "annotations",
        help="write what is found as annotations for other programs",
        description="Write voices, quotes and attributions as W3C Web Annotations "
        "(ID.annotations.json) and as UIMA CAS (ID.xmi) for INCEpTION, where "
        "TypeSystem.xml is to be imported first.",
    )
    _add_inputs(command, _annotate)
    _add_confidence(command)
    command.add_argument("--out", **out)
    command = commands.add_parser(
        "explain",
        help="say why each quote and attribution was read so",
        description="Print every quote and attribution of news articles with its "
        "place,\nits source, the rule that decided, and how often that rule is right.",
        epilog=help_text(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_inputs(command, _explain, quiet="leave out what the rules do")
    command.add_argument(
        "--json", action="store_true", help="print JSON lines, one object an article"
    )
    _add_confidence(command)
    command = commands.add_parser(
        "new",
        help="start a report of your own articles, to be corrected and built",
        description="Write a folder that Jupyter Book builds as it is: the articles, a "
        "catalogue that proposes what is known of each, and notebooks with charts and "
        "an annotated page for each article.",
        epilog="Example: python -m analysis new my-report my-articles.csv",
    )
    command.add_argument("folder", type=_path, metavar="DIR", help="a new folder")
    _add_inputs(command, _start_report)
    command.add_argument("--title", default="", help="title (default: from DIR)")
    _add_parties(command, "; it is copied into the report")
    return parser


def _start_report(options: argparse.Namespace) -> int:
    """Write a report of some articles; say what to do next."""
    run, folder = _Run(options), options.folder
    n_articles = write_report(run.documents(), folder, options.title, options.parties)
    if not options.quiet:
        steps = (
            f"{n_articles} articles; their report is in {folder}",
            f"1. Correct {folder / 'articles' / 'catalogue.yml'}: search for CHECK",
            f"2. jupyter-book build {folder}",
            f"3. Open {folder / '_build' / 'html' / 'index.html'}",
        )
        _sum_up("\n".join(map(printable, steps)))
    return run.code()


def _add_inputs(
    parser: argparse.ArgumentParser,
    run: Callable[[argparse.Namespace], int],
    quiet: str = "print errors only",
) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "paths",
        nargs="+",
        type=_path,
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
        "--strict",
        action="store_true",
        help="stop at the first article that fails (default: the others are done)",
    )
    parser.add_argument("--quiet", action="store_true", help=quiet)


def _add_confidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--min-confidence",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="withhold attributions and speakers that are less sure than this share "
        "between 0 and 1 (default: 0, all are given)",
    )


def _add_parties(parser: argparse.ArgumentParser, more: str) -> None:
    parser.add_argument(
        "--parties",
        type=_path,
        metavar="FILE",
        help="a parties.yml that names the two whose relation is looked for" + more,
    )


def _path(written: str) -> Path:
    """The name of a file or folder, as an option holds it."""
    if not written.strip():
        raise argparse.ArgumentTypeError("empty; name a file or folder")
    return Path(written)


def _share(written: str) -> float:
    """A share between 0 and 1, as an option holds it."""
    with suppress(ValueError):
        if 0 <= float(written) <= 1:
            return float(written)
    raise argparse.ArgumentTypeError(f"{written} is no share between 0 and 1")


def _count(written: str) -> int:
    """A number of one or more, as an option holds it."""
    with suppress(ValueError):
        if int(written) >= 1:
            return int(written)
    raise argparse.ArgumentTypeError(f"{written} is no number, 1 or more")


def _summary(out: Path, done: Done) -> str:
    """What a run wrote, article by article where they are few."""
    lines = []
    if done.n_articles <= MERGED:
        articles = pd.read_parquet(out / "articles.parquet")
        lines = [
            f"{printable(str(row.article))}: {row.n_words} words, "
            f"{row.n_sentences} sentences, {row.n_quotes} quotes, "
            f"{row.n_attributions} attributions"
            for row in articles.head(20).itertuples()
        ]
    n_read = done.n_articles - done.n_failed
    more = n_read - len(lines)
    lines += [f"… and {more} more"] if lines and more else []
    failed = f", {done.n_failed} failed: see errors" if done.n_failed else ""
    return "\n".join(
        [
            *lines,
            f"{n_read} articles{failed}; their tables are in {printable(str(out))}",
        ]
    )


def _sum_up(words: str) -> None:
    """Print what was done; that nobody reads on changes no exit code."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        drop_output()


def _fail(message: str) -> int:
    for line in message.splitlines():  # of a catalogue every mistake is told
        say(f"error: {line}")
    return 2


if __name__ == "__main__":
    sys.exit(main())
