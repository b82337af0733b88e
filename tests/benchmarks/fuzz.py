"""Texts that make no sense: read, analysed, made tables, explained: `make fuzz`.

    python -m benchmarks.fuzz --texts 100000
    python -m benchmarks.fuzz --only 4711      one text again, with its traceback

A run that was stopped goes on where it was, as long as the library is the same.

Each text is drawn by its number: Unicode at large, parts of the five articles and of
the cases of the tests with their ends cut off, mutated, as markup, full of quotation
marks.  Of each all must hold that holds of any text: no exception, segments and
sentences in their order and apart, every place cuts out the very words.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from traceback import extract_tb
from typing import NamedTuple

import pyarrow.parquet as pq
from benchmarks.records import checked, write_record
from report.seeds import REPOSITORY, SEEDS

from analysis import Document, read_text
from analysis.dyad.parties import us_and_iran
from analysis.explain.grounds import article_record, as_json
from analysis.explain.terminal import as_text
from analysis.exports.web_annotation import web_annotations
from analysis.starter.catalogue_text import Entry, catalogue_text
from analysis.starter.proposal import propose
from analysis.tabular.files import TABLES, as_csv, columns_of
from analysis.tabular.rows import Row, rows_of

RECORD = Path(__file__).with_name("fuzz.json")
CASES = REPOSITORY / "tests" / "cases"
AT_ONCE = 250  # texts that a process does before it says how it went
ENDLESS = 60  # seconds of the processor for a text of some hundred characters
LONGEST = 800  # characters of a text, about
MARKS = "\"'“”‘’„‚«»‹›`´′″'‟‛〝〞「」"
SPACES = " \t\n\r\x0b\x0c\x85\u2028\u2029"
SIGNS = f"{MARKS}{SPACES}.,:;!?…–—-()[]{{}}<>&*_#|\\/@=+~^$%0123456789"
ODD = "\0\x01\x1b\x7f\xad\u034f\u061c\u200b\u200d\u202e\u2066\ufeff\ufffd\ufffe"
ODD += "\ud800\udfff"
PIECES = (
    *("<p>", "</p>", "<br/>", "<q>", "<blockquote>", "</", "<!--", "-->", "<![CDATA["),
    *("<script>", "<style>", "<html>", "<a href='", "&ldquo;", "&#8220;", "&#xD800;"),
    *(
        "&amp;amp;",
        "&#x110000;",
        "**",
        "__",
        "[a](b)",
        "![",
        "# ",
        "> ",
        "```",
        "- ",
        "|",
    ),
    *("{\\rtf1 ", "\\u8220?", "\\'93", "}", "â€œ", "Ã©", "â€", "\\n", "\\u201c", "--"),
    *("ADVERTISEMENT", "Comments (3)", "Reply", "Share", "By Ann Lee", "Q:", "A:"),
    *("LEE:", "said", "told", "according to", "he", "she", "who", "that", "the US"),
    *("Iran", "Ann Lee", "Mr.", "U.S.", "3 p.m.", "Jan. 3", "[…]", "(AP) —", "photo:"),
)


class Fault(NamedTuple):
    """A text for which something does not hold, and what."""

    text: int
    kind: str
    said: str


# --- texts ------------------------------------------------------------------------


@cache
def sources() -> tuple[str, ...]:
    """The five articles, and every text in the cases of the tests."""
    found = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for path in sorted(CASES.glob("*.json")):
        if path.name != "bad_inputs.json":
            found += _strings(json.loads(path.read_text("utf-8")))
    return tuple(text for text in found if len(text) > 20)


def _strings(content: object) -> Iterable[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _strings(part)


def cut(draw: random.Random) -> str:
    """A part of a source that begins and ends anywhere."""
    text = draw.choice(sources())
    start = draw.randrange(len(text))
    return text[start : start + draw.randrange(1, LONGEST)]


def large_unicode(draw: random.Random) -> str:
    """Characters of all planes, and some blocks of them in a row."""
    parts = []
    for _ in range(draw.randrange(1, 30)):
        first = draw.choice((draw.randrange(0x500), draw.randrange(0x110000)))
        count = draw.randrange(1, 12)
        parts += [chr(min(first + draw.randrange(64), 0x10FFFF)) for _ in range(count)]
        parts.append(draw.choice((" ", "\n", "", draw.choice(SIGNS), draw.choice(ODD))))
    return "".join(parts)


def mutated(draw: random.Random) -> str:
    """A part of a source with characters lost, doubled, moved and put in."""
    text = list(cut(draw))
    for _ in range(draw.randrange(1, 20)):
        at, other = draw.randrange(len(text)), draw.randrange(len(text))
        text[at] = draw.choice(
            ("", text[at] * 2, text[other], draw.choice(SIGNS), draw.choice(ODD))
        )
    return "".join(text)


def shuffled(draw: random.Random) -> str:
    """Parts of several sources, one behind the other."""
    parts = (cut(draw)[: draw.randrange(1, 200)] for _ in range(draw.randrange(2, 8)))
    return draw.choice(("", " ", "\n", "\n\n", "\r\n", "\t")).join(parts)


def markup(draw: random.Random) -> str:
    """Words with whatever looks like HTML, Markdown, RTF or the rest of a page."""
    return _strewn(draw, PIECES)


def quoted(draw: random.Random) -> str:
    """Words with marks of quotation anywhere."""
    return _strewn(draw, MARKS)


def _strewn(draw: random.Random, pieces: Iterable[str]) -> str:
    words, some = cut(draw).split(" "), list(pieces)
    for _ in range(draw.randrange(1, 25)):
        glue = draw.choice((" ", "", "\n"))
        words.insert(draw.randrange(len(words) + 1), glue + draw.choice(some) + glue)
    return draw.choice((" ", "", "\n")).join(words)


KINDS: tuple[Callable[[random.Random], str], ...] = (
    cut,
    large_unicode,
    mutated,
    shuffled,
    markup,
    quoted,
)


def text_of(number: int) -> tuple[str, str]:
    """The kind and the words of a text."""
    kind = KINDS[number % len(KINDS)]
    return kind.__name__, kind(random.Random(number))


# --- what must hold ---------------------------------------------------------------


def check(text: str) -> dict[str, list[Row]]:
    """The rows of a text; raises where something does not hold of it."""
    document = read_text(text)
    assert document.article.original == text, "the file's text was changed"
    _check_segments(document)
    _check_places(document)
    _check_words(document)
    rows = rows_of(document)
    for row in rows["sentences"] + rows["quotes"] + rows["segments"]:
        assert 0 <= row["start"] < row["end"] <= len(text), "a place in the file"
    record = article_record(document)
    as_json(record).encode("ascii")
    as_text(record, 80, colour=False).encode()
    json.dumps(web_annotations(document))
    document._repr_html_()
    proposal = propose(document, "a.txt")
    catalogue_text([Entry("a", "a.txt", "0" * 64, "a", proposal)])
    return rows


def _check_segments(document: Document) -> None:
    text = document.text
    ends = [0, *(s.end for s in document.segments)]
    starts = [*(s.start for s in document.segments), len(text)]
    for end, start in zip(ends, starts, strict=True):
        assert end <= start and not text[end:start].strip(), "segments do not tile"
    for segment in document.segments:
        assert text[segment.start : segment.end] == segment.text, "words of a segment"


def _check_places(document: Document) -> None:
    for before, after in pairwise(document.sentences):
        assert before.start <= after.start, "order of sentences"
    for sentence in document.sentences:
        last = sentence.start
        for start, end in sentence.pieces:
            assert last <= start < end <= sentence.end, "pieces of a sentence"
            last = end


def _check_words(document: Document) -> None:
    text = document.text
    for quote in document.quotes:
        words = [text[start:end] for start, end in quote.pieces]
        assert all(piece in quote.text for piece in words), "words of a quote"
        if len(words) == 1:
            assert words[0] == quote.text == text[quote.start : quote.end], "a quote"
    for found in document.attributions:
        if found.cue_start is not None and found.cue is not None:
            assert found.cue_end is not None, "a cue without an end"
        for start, end in found.contents:
            assert 0 <= start < end <= len(text), "content outside the text"


def faults(numbers: range) -> list[Fault]:
    """The texts among some for which something does not hold."""
    warnings.simplefilter("error")
    signal.signal(signal.SIGPROF, _is_endless)
    found = []
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for number in numbers:
        try:
            signal.setitimer(signal.ITIMER_PROF, ENDLESS)
            for name, new in check(text_of(number)[1]).items():
                rows[name] += new
        except Exception as error:
            found.append(_fault(number, error))
    signal.setitimer(signal.ITIMER_PROF, 0)
    try:  # a table of all of them, since making one costs more than a text
        for name in TABLES:
            columns = columns_of(name, rows[name], us_and_iran())
            as_csv(columns).encode()
            pq.write_table(columns, BytesIO())
    except Exception as error:
        found.append(_fault(numbers.start, error))
    return found


def _is_endless(number: int, frame: object) -> None:
    raise TimeoutError(f"no end after {ENDLESS} seconds")


def _fault(number: int, error: Exception) -> Fault:
    frame = extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    said = ascii(f"{type(error).__name__} at {where}: {error}")
    return Fault(number, text_of(number)[0], said[:200])


# --- a run ------------------------------------------------------------------------


def notes() -> Path:
    """The file that says which texts were done with the library as it is."""
    made_of = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted((REPOSITORY / "analysis").rglob("*")):
        if path.suffix in (".py", ".csv"):
            made_of.update(path.read_bytes())
    for text in sources():
        made_of.update(text.encode("utf-8", "surrogatepass"))
    return REPOSITORY / "_build" / "fuzz" / f"{made_of.hexdigest()[:16]}.jsonl"


def done_before(path: Path) -> dict[range, list[Fault]]:
    """The texts that a run which was stopped has done, and their faults."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    each = (json.loads(line) for line in lines if line.endswith("]]"))
    return {range(*ends): [Fault(*fault) for fault in found] for ends, found in each}


def main() -> None:
    """Print and record what does not hold; exit code 1 where something does not."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="N")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--only", type=int, metavar="N", help="check one text, aloud")
    options = parser.parse_args()
    if options.only is not None:
        kind, text = text_of(options.only)
        print(f"{kind}: {text!r}")
        check(text)
        return
    path, last = notes(), options.first + options.texts
    parts = [
        range(n, min(n + AT_ONCE, last)) for n in range(options.first, last, AT_ONCE)
    ]
    known = done_before(path)
    found = [fault for part in parts for fault in known.get(part, ())]
    left = [part for part in parts if part not in known]
    print(f"{sum(map(len, left)):,} texts to do; notes in {path}", flush=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        path.open("a", encoding="utf-8") as file,
        ProcessPoolExecutor(options.jobs) as pool,
    ):
        for part, new in zip(left, pool.map(faults, left), strict=True):
            found += new
            ends = [part.start, part.stop]
            file.write(f"{json.dumps([ends, [list(fault) for fault in new]])}\n")
            file.flush()
            for fault in new:
                print(f"{fault.text} ({fault.kind}): {fault.said}", flush=True)
            if part.stop % 5_000 == 0:
                print(f"{part.stop:,} texts, {len(found)} faults", flush=True)
    row = checked(
        "random texts, seeded, on which the library does not fail",
        f"{options.texts - len(found):,} of {options.texts:,}",
        "make fuzz",
        RECORD,
    )
    record = {
        "first": options.first,
        "texts": options.texts,
        "kinds": [kind.__name__ for kind in KINDS],
        "exceptions": len(found),
        "faults": [fault._asdict() for fault in found],
        "checked": [row],
    }
    write_record(RECORD, record)
    print(f"{options.texts:,} texts, {len(found)} faults")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
