"""Sources: the extent of a phrase, its type, its anonymity, its one name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from coded import read

from analysis.attribution.source_types import outlet, source_type, state
from analysis.corpus.articles import Article
from analysis.lexicons import rows

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "sources.json").read_text("utf-8")
)
LEXICONS = ("cues", "source_types", "nations", "outlets", "rules", "words")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_type(case):
    """The words of a description tell the codebook's type."""
    words = [w if w.isupper() else w.lower() for w in case["words"].split()]
    assert source_type(words) == case["type"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A spokesman for the group said it rained.", "A spokesman for the group"),
        ("On Thursday French officials said it rained.", "French officials"),
        (
            "But a leading member of the party said it rained.",
            "a leading member of the party",
        ),
        ("Residents and officials said it rained.", "Residents and officials"),
        (
            "It rained, said officials from both countries.",
            "officials from both countries",
        ),
        (
            "“It rained,” said Omar al-Masri of the council.",
            "Omar al-Masri of the council",
        ),
        ("Sen. Ann Lee (D-Ohio) said it rained.", "Sen. Ann Lee"),
        ("It rained for days and then Ann Lee said it snowed.", "Ann Lee"),
    ],
)
def test_extent(text, expected):
    """A source phrase begins and ends where a reader would say."""
    (found,) = read(Article("a", text))[3]
    assert text[found.source_start : found.source_end].startswith(expected)


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("An aide said it rained.", True),
        ("Analysts say it rained.", True),
        ("Some Iraqis say it rained.", True),
        ("Ann Lee said it rained.", False),
        ("The US says it rained.", False),
        ("Reuters said it rained.", False),
        ("The ministry said it rained.", False),
    ],
)
def test_anonymity(text, anonymous):
    """A person, state, outlet or body is named; people by their role are not."""
    (found,) = read(Article("a", text))[3]
    assert found.anonymous is anonymous


def test_canonical_names():
    """Outlets and states have one name, whatever the article calls them."""
    assert outlet(["the", "NYT"]) == outlet(["new", "york", "times"])
    assert state(["the", "US"]) == state(["america"])
    assert state(["US", "officials"]) is None


@pytest.mark.parametrize("name", LEXICONS)
def test_every_row_says_why(name):
    """Every row of a word list gives a reason and has no empty first column."""
    for row in rows(name):
        assert row["reason"].strip()
        assert next(iter(row.values())).strip()
