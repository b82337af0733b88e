"""Headlines and captions beside the text below: closest sentence, dropped hedges."""

from __future__ import annotations

import math

import pytest
from report.coding import CODING
from report.seeds import seed_tables

from analysis import Article, Segment, Sentence, analyze
from analysis.measures.display import dropped_hedges, match_display
from analysis.text.sentences import find_sentences

BODY = "Rain fell on the valley. The truce in the valley appears to have collapsed."


@pytest.mark.parametrize(
    ("headline", "closest", "similarity"),
    [
        ("Valley truce collapses", 2, 1.0),
        ("Washington", 3, 1.0),
        ("Oil", None, 0.0),
        ("So what", None, math.nan),
    ],
)
def test_the_closest_sentence_shares_most(headline, closest, similarity):
    """Its number and the share of words; none without one, NaN with no word at all."""
    (match,) = analyze(f"{headline}\n\n{BODY} The U.S. is at ease.").display()
    assert match.closest == closest
    assert match.similarity == pytest.approx(similarity, nan_ok=True)


def test_rare_words_weigh_more():
    """Of two words that a headline shares, the one that fewer sentences have counts."""
    text = "Rain, truce\n\nRain fell. Rain stopped. A truce held."
    (match,) = analyze(text).display()
    assert match.closest == 3
    assert 0.5 < match.similarity < 1


@pytest.mark.parametrize(("between", "found"), [(290, True), (310, False)])
def test_a_sentence_far_from_the_large_type_is_not_the_closest(between, found):
    """Over three hundred sentences on, or before, nothing is looked for."""
    shown, told = "Valley truce collapses.", "The truce collapses."
    filler = "It snowed. " * between
    for text in (f"{shown} {filler}{told}", f"{told} {filler}{shown}"):
        at = text.index(shown)
        end = at + len(shown)
        segments = (
            Segment(0, at, "author"),
            Segment(at, end, "headline"),
            Segment(end, len(text), "author"),
        )
        article = Article("a", text)
        sentences = find_sentences(article, segments)
        (match,) = match_display(article, segments, sentences, ())
        assert (match.similarity > 0) is found


def test_a_headline_without_a_text_has_nothing_to_be_compared_with():
    """No text below: NaN, and no closest sentence."""
    headline = Segment(0, 5, "headline", None, "Truce")
    sentence = Sentence(0, 5, 0, ((0, 5),), "Truce")
    (match,) = match_display(Article("a", "Truce"), [headline], [sentence], ())
    assert match.closest is None
    assert math.isnan(match.similarity)


@pytest.mark.parametrize(
    ("display", "below", "expected"),
    [
        ("Truce over", "It appears to be over.", ["appears to"]),
        ("Truce seems over", "It appears to be over.", []),
        ("Talks open", "Some may try to talk.", ["Some", "may", "try"]),
        ("Talks may open", "In May they talked.", []),
        ("They fight", "They do, to a large degree.", ["to a large degree"]),
    ],
)
def test_hedges_that_the_display_text_lacks(display, below, expected):
    """Words of a kind of which the display text has none, in the order of the text."""
    assert [hedge[0] for hedge in dropped_hedges(display, below)] == expected


def test_closest_sentences_of_the_articles_against_the_coding():
    """Of twelve display sentences with a coded place, seven are sent to it."""
    places = CODING.table("display").dropna(subset=["start"])
    places = places.drop_duplicates(["coder", "article", "text"])
    right = []
    for row in seed_tables().display.dropna(subset=["closest"]).to_dict("records"):
        own = places[(places["article"] == row["article"])]
        own = own[[_same(text, row["text"]) for text in own["text"]]]
        hits = (own["start"] < row["closest_end"]) & (own["end"] > row["closest_start"])
        right += [2 * hits.sum() > len(own)] if len(own) else []
    assert len(right) == 12
    assert sum(right) >= 7


def _same(coded: str, found: str) -> bool:
    return coded[:30] in found or found[:30] in coded
