"""Who says what on invented pages of the kinds that fail; the pages are data.

A page has a label, a text and what is asked of it, as `benchmarks.field` reads it.
Those labelled `apart` had no part in making the rules before they came here.  What is
still wrong on a page is listed under `wrong`, by its first words: when it comes out
right, the page says so here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.field import answer

from analysis import load_corpus

PAGES = json.loads(
    (Path(__file__).parents[1] / "cases" / "asked.json").read_text("utf-8")
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["label"])
def test_page(page, tmp_path):
    """Every answer is right but for those that are known to be wrong."""
    path = tmp_path / "page.txt"
    path.write_bytes(page["text"].encode("utf-8"))
    document = load_corpus(path)[0]
    found = [answer("page", document, expected) for expected in page["expected"]]
    wrong = [one.asked for one in found if not one.right]
    assert wrong == page.get("wrong", [])
