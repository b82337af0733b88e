"""Invented pages as they are copied from a browser, and what is wrong of each.

A page of `asked.json` and `whole_pages.json` has a label, a text and what is asked of
it, as `benchmarks.field` reads it; `lines` says what its lines are.  Those labelled
`apart` had no part in making the rules before they came here, and have none in
learning what lines are; those labelled `lines given` had none in the rules of who says
what.  A page of `pages.txt` says what every line is, blank lines between them or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benchmarks.field import answer
from case_files import CASES, cases

from analysis import Document, load_corpus
from analysis.corpus.articles import Article, Segment
from analysis.text.segmentation import find_segments


class CopiedPage(NamedTuple):
    """A text, what is asked of it, and its lines with their layers, several by bars.

    Lines that stand more than once are told apart by their order where `whole`.
    """

    label: str
    text: str
    expected: list[dict[str, Any]]
    lines: list[tuple[str, str]]
    whole: bool


def _pages() -> Iterator[CopiedPage]:
    for name in ("asked", "whole_pages"):
        for case in cases(name):
            lines = [(line, layers) for line, layers in case.get("lines", ())]
            yield CopiedPage(
                f"{name}: {case['label']}", case["text"], case["expected"], lines, False
            )
    for block in (CASES / "pages.txt").read_text("utf-8").split("## ")[1:]:
        label, *rows = block.strip().split("\n")
        lines = [(row.split("\t")[1], row.split("\t")[0]) for row in rows if row]
        for gap, name in (("\n", "close"), ("\n\n", "apart from each other")):
            text = gap.join(line for line, _ in lines)
            yield CopiedPage(f"{label}, lines {name}", text, [], lines, True)


PAGES = tuple(_pages())


def wrong(page: CopiedPage) -> list[str]:
    """What is asked of a page and comes out wrong, and the lines that do."""
    if page.whole:
        text, segments = page.text, find_segments(Article("page", page.text))
        found = []
    else:
        document = loaded(page.text)
        text, segments = document.text, document.segments
        found = [answer("page", document, expected) for expected in page.expected]
    lines = zip(page.lines, layers_of(page, text, segments), strict=True)
    return [
        *(f"asked: {one.asked}" for one in found if not one.right),
        *(
            f"{layer}: {line}"
            for (line, of), layer in lines
            if layer not in of.split("|")
        ),
    ]


@lru_cache(maxsize=1)  # a page is asked several things
def loaded(text: str) -> Document:
    """The text as the library reads it from a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "page.txt")
        path.write_bytes(text.encode("utf-8"))
        return load_corpus(path)[0]


def layers_of(
    page: CopiedPage, text: str, segments: Sequence[Segment]
) -> Iterator[str]:
    """The layer of each line of a page, as found in its text."""
    at = 0
    for line, _ in page.lines:
        at = text.index(line, at)
        yield next(s.layer for s in segments if s.start <= at < s.end)
        at = at + len(line) if page.whole else 0


@cache
def all_wrong() -> dict[str, list[str]]:
    """What is wrong of each page of which anything is."""
    found = ((page.label, wrong(page)) for page in PAGES)
    return {label: those for label, those in found if those}
