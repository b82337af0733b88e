"""Word classes: one letter a token, and what neighbours make of an unclear word."""

from __future__ import annotations

import pytest

from analysis.syntax.tagger import tags_of
from analysis.syntax.tokens import tokens_of

NOUN_OR_VERB = [
    ("The minister claims that the dam is false.", "DNVSDNXJ"),
    ("The claims of the minister were false.", "DNIDNXJ"),
    ("Iran claims victory.", "PVN"),
    ("The army plans a raid on the port.", "DNVDNIDN"),
    ("The army's plans were found.", "DN'NXE"),
    ("Officials plan to close the port.", "NVTBDN"),
    ("Radio Noord reports that the king fled.", "PPVSDNV"),
    ("New reports of a raid reached the capital.", "JNIDNVDN"),
    ("The reports show that it rained.", "DNVSOV"),
    ("The states share the river.", "DNVDN"),
    ("He states his case.", "OVDN"),
    ("The court orders the ferry to stop.", "DNVDNTB"),
    ("Orders came at dawn.", "NVIN"),
    ("The army fears a raid.", "DNVDN"),
    ("The fears of the army grew.", "DNIDNV"),
    ("Moscow demands a vote.", "PVDN"),
    ("Its demands grew.", "DNV"),
    ("The farmers need water.", "DNVN"),
    ("The need for water grew.", "DNINV"),
    ("The guards watch the gate.", "DNVDN"),
    ("They cannot answer.", "OMB"),
]
APOSTROPHE_S = [
    ("Iran's willing to talk.", "PXJTB"),
    ("Iran's a state.", "PXDN"),
    ("Iran's been warned.", "PXxE"),
    ("Iran's claims are false.", "P'NXJ"),
    ("It's a bridge.", "OXDN"),
    ("The bank's forecast fell.", "DN'NV"),
]
REDUCED = [
    ("The views expressed here are false.", "DNERXJ"),
    ("The man who left had a key.", "DNWVXDN"),
]
CAPITALS_AND_TIMES = [
    ("The US will act in May.", "DPMBIY"),
    ("He may go.", "OMB"),
    ("Will Estrada said so.", "PPVR"),
    ("On Monday the mayor said on Tuesday that it rained.", "IYDNVIYSOV"),
    ("U.S. officials said it rained.", "PNVOV"),
]
SMALL_WORDS = [
    ("She gave her word.", "OVDN"),
    ("They saw her.", "OVo"),
    ("He said that it rained.", "OVSOV"),
    ("He left that week.", "OVDN"),
    ("That plan was bold.", "DNXJ"),
    ("She would have said so.", "OMxER"),
    ("He had left.", "OXE"),
    ("He had a key.", "OXDN"),
]
KNOWN_FAILURES = [
    ("The claims are old.", "DNXJ", "“old” is a noun where no noun follows"),
    ("He saw the dam that broke.", "OVDNWV", "“that” before the last verb: a relative"),
    ("The key that he had was lost.", "DNWOXXE", "“that” of an object: a relative"),
    ("The ship that sank carried grain.", "DNWVVN", "“carried” is the main verb"),
    ("May brought rain.", "YVN", "a month that opens the sentence"),
    ("Minister Says Dam Is False", "NVNXJ", "“dam” is a noun: the verb follows"),
    ("Ad spending rose.", "NNV", "a noun in -ing behind its noun"),
]


def tags(text: str) -> str:
    """The tags of a sentence."""
    tokens = tokens_of(text)
    return tags_of(tokens, 0, len(tokens))


@pytest.mark.parametrize(("text", "expected"), NOUN_OR_VERB)
def test_a_noun_or_a_verb(text, expected):
    """“Claims”, “plan” and “reports” are what their neighbours make of them."""
    assert tags(text) == expected


@pytest.mark.parametrize(("text", "expected"), APOSTROPHE_S)
def test_an_apostrophe_and_s(text, expected):
    """An 's is a possessive before a noun, else “is” or “has”."""
    assert tags(text) == expected


@pytest.mark.parametrize(("text", "expected"), REDUCED)
def test_a_verb_behind_its_noun(text, expected):
    """A participle behind its noun is told from the verb of the sentence."""
    assert tags(text) == expected


@pytest.mark.parametrize(("text", "expected"), CAPITALS_AND_TIMES)
def test_capitals_and_times(text, expected):
    """A capital makes a name of a word, but for days and months."""
    assert tags(text) == expected


@pytest.mark.parametrize(("text", "expected"), SMALL_WORDS)
def test_small_words(text, expected):
    """“That”, “her” and “had” have the class that the words around them ask for."""
    assert tags(text) == expected


@pytest.mark.parametrize(("text", "expected", "why"), KNOWN_FAILURES)
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(text, expected, why):
    """What is still wrong; a sentence that comes out right moves to the others."""
    assert tags(text) == expected, why


def test_a_part_of_a_text():
    """The tags of a part are those of its tokens alone."""
    tokens = tokens_of("It rained, the mayor said.")
    assert tags_of(tokens, 3, 6) == "DNV"
    assert tags_of(tokens, 2, 2) == ""
