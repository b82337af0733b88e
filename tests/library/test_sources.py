"""Sources: the extent of a phrase, its type, its anonymity, its one name."""

from __future__ import annotations

import inspect
import re
from typing import get_args

import pytest
from case_files import cases
from coded import read

from analysis.attribution import cue_lexicon, source_types
from analysis.attribution.cue_lexicon import cues
from analysis.attribution.descriptions import source_kind
from analysis.attribution.names import find_names
from analysis.attribution.source_types import (
    SOURCE_TYPES,
    SourceType,
    outlet,
    roles,
    state,
)
from analysis.corpus.articles import Article
from analysis.lexicons import rows
from analysis.syntax.tokens import tokens_of
from analysis.text.characters import straighten

CASES = cases("sources")
PHRASES = cases("source_phrases")
KNOWN_FAILURES = cases("source_phrases_known_failures")


@pytest.mark.parametrize(
    ("text", "past", "name"),
    [
        ("Omar el Masri spoke", 4, "Omar el Masri"),
        ("Omar el Masri spoke", 2, "Omar"),
        ("Omar el Masri spoke", 1, "Omar"),
        ("Omar el spoke", 3, "Omar"),
        ("Ann van der Lee spoke", 5, "Ann van der Lee"),
    ],
)
def test_a_name_ends_where_its_stretch_ends(text, past, name):
    """A particle joins the parts of a name only where the next part may be read."""
    tokens = tokens_of(text)
    found = [
        text[tokens[a].start : tokens[b - 1].end]
        for a, b in find_names(tokens, 0, past)
    ]
    assert found == [name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"])
def test_kind(case):
    """The words of a description tell what a source is, and of which nation."""
    text = straighten(case["words"])
    words = [text[token.start : token.end] for token in tokens_of(text)]
    assert source_kind(tuple(words)) == (case["type"], case["nation"])


def test_kinds_are_of_all_sorts():
    """The cases have every type, and more than forty nations."""
    assert {case["type"] for case in CASES} == {None, *SOURCE_TYPES}
    assert len({case["nation"] for case in CASES}) > 40


def described(text: str) -> dict[str, object]:
    """The one source of a text, in the form of a case."""
    (found,) = read(Article("a", text))[3]
    return {
        "mention": text[found.source_start : found.source_end],
        "source": found.source,
        "type": found.source_type,
        "nation": found.source_nation,
        "anonymous": found.anonymous,
    }


def wanted(case: dict) -> dict[str, object]:
    """What a case asks for."""
    return {
        key: case[key] for key in ("mention", "source", "type", "nation", "anonymous")
    }


@pytest.mark.parametrize("case", PHRASES, ids=lambda case: case["text"])
def test_phrase(case):
    """A source phrase begins and ends where a reader would say, and names or hides.

    A person, state, outlet or body is named; people by their role are not.
    """
    assert described(case["text"]) == wanted(case)


@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=lambda case: case["text"])
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(case):
    """What is still wrong; a phrase that comes out right moves to the others."""
    assert described(case["text"]) == wanted(case)


@pytest.mark.parametrize(
    ("name", "column", "read_rows"),
    [("source_types", "type", roles), ("cues", "class", cues)],
)
def test_an_unknown_word_is_refused(monkeypatch, name, column, read_rows):
    """A role or a class of cues that does not exist is named, not passed on."""
    row = {**rows(name)[0], column: "admirer"}
    for module in (source_types, cue_lexicon):
        monkeypatch.setattr(module, "rows", lambda _: (row,))
    with pytest.raises(ValueError, match="admirer"):
        inspect.unwrap(read_rows)()


def test_every_type_is_explained():
    """Each type of source has a meaning, and no other has."""
    assert set(SOURCE_TYPES) == set(get_args(SourceType))


def test_every_nation_has_a_code_of_its_own():
    """Codes have three capitals, each country has one, and no name is two states'."""
    codes = [row["nation"] for row in rows("nations")]
    assert len(set(codes)) == len(codes) > 190
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    names = [name for row in rows("nations") for name in row["names"].split("|")]
    assert len(set(names)) == len(names)
    shown = {row["nation"] for row in rows("source_types")} - {""}
    assert shown <= set(codes)


def test_canonical_names():
    """Outlets and states have one name, whatever the article calls them."""
    assert outlet(["the", "NYT"]) == outlet(["new", "york", "times"])
    assert state(["the", "US"]) == state(["america"])
    assert state(["US", "officials"]) is None
