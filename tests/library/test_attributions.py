"""Attributions: who said what, by which rule."""

from __future__ import annotations

import pytest
from coded import read
from report.coding import CODING
from report.validation.accuracy import match_attributions

from analysis.corpus.articles import Article, Segment


def test_modes_and_names_are_those_of_the_reference(tables):
    """How words are given, and the full name of whoever has one."""
    claims = match_attributions(CODING, tables)
    assert len(claims.pairs) > 60
    for pair in claims.pairs.to_dict("records"):
        code, claim = claims.coded.iloc[pair["coded"]], claims.found.iloc[pair["found"]]
        assert code["mode"] == claim["mode"]
        assert claim["source"] == code["source"] or code["anonymous"]


def test_a_pronoun_takes_the_person_last_spoken_of():
    """“He” is the last person who spoke or was the subject of a sentence."""
    text = "Ann Lee said it rained. Bob Stone left the town. He said it snowed."
    sources = [a.source for a in read(Article("a", text))[3]]
    assert sources == ["Ann Lee", "Bob Stone"]


def test_the_official_is_the_one_described_before():
    """“The official” has the fuller name given to him before."""
    text = (
        "A senior French official told Reuters it rained. The official said it snowed."
    )
    sources = {a.source for a in read(Article("a", text))[3]}
    assert sources == {"senior French official"}


def test_a_name_and_a_colon_in_a_headline():
    """`Name: claim` is an attribution if the article knows the name."""
    text = "Lee: It never rains\n\nAnn Lee spoke on Monday."
    found = read(Article("a", text))[3]
    assert [(a.source, a.cue, a.rule) for a in found] == [
        ("Ann Lee", ":", "name-colon")
    ]
    assert not read(Article("a", "Bridge News: It rains\n\nIt rained on Monday."))[3]


def test_a_lead_in_hands_over_to_an_excerpt():
    """`X reports:` before an excerpt reports the whole of it."""
    text = "Ann Lee reports:\n\nIt rained on Monday."
    start = text.index("It rained")
    excerpt = Segment(start, len(text), "excerpt", "Ann Lee")
    (found,) = read(Article("a", text, declared=(excerpt,)))[3]
    assert (found.mode, found.source_type) == ("direct", "journalist")
    assert [text[a:b] for a, b in found.contents] == ["It rained on Monday."]


def test_words_quoted_a_second_time():
    """A claim without a source takes the speaker whose words it repeats."""
    text = "“It never rains,” said Ann Lee.\n\nThe claim that “it never rains” is odd."
    sources = [a.source for a in read(Article("a", text))[3]]
    assert sources == ["Ann Lee", "Ann Lee"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The United States said that it would wait.", ["United States government"]),
        ("Secretary of State Ann Moss said it rained.", ["Ann Moss"]),
        ("Transport Minister Paul Okafor said it rained.", ["Paul Okafor"]),
        ("Moss Says Rain Will Come", ["Moss"]),
        ("Ann Lee met the United Nations. “We wait,” she said.", ["Ann Lee"]),
    ],
)
def test_names_are_read_as_names(text, sources):
    """A verb in a name is no cue, a title no name, and no “she” is an institution."""
    assert [a.source for a in read(Article("a", text))[3]] == sources
