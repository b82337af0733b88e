"""Characters, paragraphs, sentences, words: spans that never lose their place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.characters import n_words, paragraphs, straighten, words
from analysis.text.sentences import sentence_spans

# Sentences of one text a line; a blank line ends the text.
SENTENCES = [
    block.splitlines()
    for block in (Path(__file__).parents[1] / "cases" / "sentences.txt")
    .read_text("utf-8")
    .split("\n\n")
]


@given(st.text())
def test_straightening_changes_odd_marks_alone(text):
    """Character by character, whatever else the text holds."""
    assert straighten(text) == "".join(map(straighten, text))
    assert straighten(f"``{text}") == "''" + straighten(text)


@given(st.text())
def test_straightening_keeps_every_offset(text):
    """One character becomes one character, whatever the text."""
    assert len(straighten(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("aB .!?…“”\"'\n\r 1,")))
def test_sentences_are_in_order_apart_and_without_outer_space(text):
    """Sentences never overlap, never go backwards, and lose no word."""
    spans = sentence_spans(text)
    assert all(a < b for a, b in spans)
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert sum(n_words(text[a:b]) for a, b in spans) == n_words(text)


@given(st.text())
def test_paragraphs_hold_all_that_is_not_white_space(text):
    """What stands outside the paragraphs is white space only."""
    kept = "".join(text[a:b] for a, b in paragraphs(text))
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Iran’s Quds Force", 3),
        ("the seven-month-long cease-fire", 3),
        ("U.S. troops", 2),
        ("$1.2 billion in 2015", 4),
        ("12,000 ISIS guerrillas", 3),
        ("so – why?", 2),
        ("“…”", 0),
        ("", 0),
    ],
)
def test_words(text, count):
    """Apostrophes, hyphens and numbers join a word; marks and dashes are none."""
    assert n_words(text) == count == len(words(text))


@pytest.mark.parametrize("sentences", SENTENCES, ids=lambda lines: lines[0])
def test_sentence_boundaries(sentences):
    """Joined by spaces, the sentences come back as they were."""
    text = " ".join(sentences)
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


def test_a_mark_for_cut_text_is_no_sentence():
    """“[…]” holds no word, so nobody said it."""
    assert sentence_spans("[…]") == []
