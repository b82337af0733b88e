"""Who says what, and what each line is, on invented pages; the pages are data.

A page has a label, a text and what is asked of it, as `benchmarks.field` reads it;
those of `whole_pages.json` are as they are copied from a browser, and `lines` says what
their lines are.  Those labelled `apart` had no part in making the rules before they
came here, those labelled `lines given` none in the rules of who says what.  What is
still wrong on a page is listed under `wrong` and `wrong_lines`, by its words: when it
comes out right, the page says so here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.field import answer

from analysis import Document, load_corpus

FOLDER = Path(__file__).parents[1] / "cases"
PAGES = [
    page
    for name in ("asked", "whole_pages")
    for page in json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["label"])
def test_page(page, tmp_path):
    """All is right but for what is known to be wrong."""
    path = tmp_path / "page.txt"
    path.write_bytes(page["text"].encode("utf-8"))
    document = load_corpus(path)[0]
    found = [answer("page", document, expected) for expected in page["expected"]]
    wrong = [one.asked for one in found if not one.right]
    assert wrong == page.get("wrong", [])
    wrong_lines = [
        line
        for line, layers in page.get("lines", ())
        if layer_of(document, line) not in layers.split("|")
    ]
    assert wrong_lines == page.get("wrong_lines", [])


def layer_of(document: Document, line: str) -> str:
    """The voice of a line that occurs once."""
    at = document.text.index(line)
    return next(s.layer for s in document.segments if s.start <= at < s.end)
