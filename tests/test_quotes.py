"""Quotes: their places, their marks, their kinds."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from coded import ARTICLES, read, reference
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import Article
from analysis.quotes import LEFT_OUT

CASES = json.loads((Path(__file__).parent / "cases" / "quotes.json").read_text("utf-8"))
TEXTS = st.text(alphabet="ab A.,?!:'\"“”‘’«»…\n\r-()0’s", max_size=200)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case):
    """Each written case gives the quotes expected, marks left outside."""
    article = Article("case", case["text"])
    _, _, quotes, _ = read(article)
    assert [article.text[q.start : q.end] for q in quotes] == case["expected"]
    if "note" in case:
        assert quotes[0].note == case["note"]


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_spans_of_the_reference(number):
    """In the five articles the quotes are those of the reference, none more."""
    _, _, quotes, _ = read(ARTICLES[number])
    coded = reference(number)["quotes"]
    assert [(q.start, q.end) for q in quotes] == [(c["start"], c["end"]) for c in coded]
    for quote, code in zip(quotes, coded, strict=True):
        whole = [[quote.start, quote.end]]
        assert [list(piece) for piece in quote.pieces] == code.get("pieces", whole)


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_kinds_of_the_reference(number):
    """In the five articles each quote has the reference's kind."""
    _, _, quotes, _ = read(ARTICLES[number])
    coded = reference(number)["quotes"]
    assert [q.kind for q in quotes] == [code["kind"] for code in coded]


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_speakers_of_the_reference(number):
    """Each speaker is the reference's: its name, or for the unnamed its mention."""
    article = ARTICLES[number]
    _, _, quotes, _ = read(article)
    for quote, code in zip(quotes, reference(number)["quotes"], strict=True):
        assert quote.anonymous == code["anonymous"]
        if code["anonymous"]:
            mention = article.text[quote.speaker_start : quote.speaker_end]
            assert mention == code["speaker_label"]
        else:
            assert quote.speaker == code["speaker"]


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_continuations_of_the_reference(number):
    """A quote goes on from another exactly where the reference says so."""
    _, _, quotes, _ = read(ARTICLES[number])
    coded = reference(number)["quotes"]
    numbers = {code["id"]: n for n, code in enumerate(coded)}
    expected = [numbers.get(code.get("continues")) for code in coded]
    assert [quote.continues for quote in quotes] == expected


def test_an_insert_cuts_a_quote_in_two():
    """A pull quote inside a quote is no part of its pieces."""
    article = ARTICLES["001"]
    cut = [quote for quote in read(article)[2] if len(quote.pieces) > 1]
    assert len(cut) == 1
    assert "McCain" not in " ".join(article.text[a:b] for a, b in cut[0].pieces)
    assert "McCain" in article.text[cut[0].start : cut[0].end]


def test_a_name_of_a_work_is_a_title():
    """Capitals on every word after “novel” or the like make a title, not a quote."""
    article = Article("a", "She read the novel “The Open Bridge” and slept.")
    assert [quote.kind for quote in read(article)[2]] == ["title"]


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_no_quotes_in_comments_or_boilerplate(number):
    """Comments and boilerplate hold no quotes."""
    segments, _, quotes, _ = read(ARTICLES[number])
    layers = Counter(segments[quote.segment].layer for quote in quotes)
    assert not set(layers) & set(LEFT_OUT)


@given(TEXTS)
def test_offsets_lie_in_any_text(text):
    """Whatever the text, nothing is raised; quotes are ordered, stripped, apart."""
    article = Article("any", text)
    segments, sentences, quotes, _ = read(article)
    for quote in quotes:
        words = text[quote.start : quote.end]
        assert words and words == words.strip()
        assert 0 <= quote.segment < len(segments)
        assert quote.sentence is None or quote.sentence < len(sentences)
        assert quote.pieces[0][0] == quote.start and quote.pieces[-1][1] == quote.end
    for one, other in pairwise(quotes):
        assert one.end <= other.start
