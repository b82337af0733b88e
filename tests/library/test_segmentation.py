"""Voices: the five articles as coded, and plain rules on strangers' pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from case_files import cases
from coded import ARTICLES, coded
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.articles import Article, CorpusError, Segment
from analysis.text.characters import paragraphs
from analysis.text.segmentation import find_segments
from analysis.text.sentences import find_sentences

SEGMENTS = cases("segments")


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_every_segment_is_as_coded(number):
    """Same spans, same layers, and outside comments the same carriers."""
    codes = coded("segments", number)
    found = find_segments(ARTICLES[number])
    assert [(s.start, s.end, s.layer) for s in found] == [
        (code["start"], code["end"], code["layer"]) for code in codes
    ]
    for segment, code in zip(found, codes, strict=True):
        if segment.layer != "comment":
            assert segment.carrier == code["carrier"]


def test_readers_are_numbered_one_to_one():
    """Each handle is one number and each number one handle; no handle is shown."""
    pairs = [
        (segment.carrier, code["carrier"])
        for segment, code in zip(
            find_segments(ARTICLES["002"]), coded("segments", "002"), strict=True
        )
        if code["layer"] == "comment"
    ]
    assert len(pairs) == 31
    readers, handles = map(set, zip(*pairs, strict=True))
    assert len(set(pairs)) == len(readers) == len(handles)
    assert not readers & handles


def test_sentence_behind_a_pull_quote_is_one_sentence():
    """The sentence cut by the pull quote has the two pieces of the coding."""
    article = ARTICLES["001"]
    segments = find_segments(article)
    cut = [s for s in find_sentences(article, segments) if len(s.pieces) > 1]
    assert [s.pieces for s in cut] == [((714, 823), (944, 1050))]


KINDS_OF_LINE = """A headline
A headline
A sentence. And one more.
Advertisement
Trending now
3 min read
Comments
1. me says:
2. you says:
  x
"""
LINES = st.lists(st.sampled_from(KINDS_OF_LINE.split("\n")))


@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_segments_hold_every_line_once(lines, newline):
    """Segments are in order, apart, and leave no non-blank line out."""
    text = newline.join(lines)
    found = find_segments(Article("test", text))
    inside = [sum(s.start <= a < s.end for s in found) for a, _ in paragraphs(text)]
    assert all(count == 1 for count in inside)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = "".join(text[s.start : s.end] for s in found)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize("case", SEGMENTS, ids=lambda case: case["label"])
def test_cases(case):
    """Each segment begins and ends where the case says, in its layer and carrier.

    A pattern claims whole lines of its shape only, a box ends at a blank line, and
    comments count up from one.
    """
    article = Article("test", case["text"])
    assert [[s.layer, s.carrier, s.text] for s in find_segments(article)] == case[
        "expected"
    ]


def test_two_voices_on_one_line_are_refused():
    """Voices declared over the same line cannot both be right."""
    text = "One line.\nAnother line."
    both = (Segment(0, 9, "excerpt", "A"), Segment(0, len(text), "caption"))
    with pytest.raises(CorpusError, match="two declared voices claim 'One line"):
        find_segments(Article("test", text, declared=both))


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff"])
def test_text_without_words(text):
    """A text without words has no sentences, and nothing fails."""
    article = Article("test", text)
    assert find_sentences(article, find_segments(article)) == ()


@pytest.mark.parametrize("kind", ["British court report", "agency copy, US dateline"])
def test_an_article_that_was_copied_twice_is_no_thread(kind):
    """Lines such as “Reply” come again under every comment; paragraphs do not."""
    page = next(c for c in cases("whole_pages") if c["label"].startswith(kind))
    segments = find_segments(Article("page", page["text"]))
    told = "\n\n".join(s.text.strip() for s in segments if s.layer == "author")
    found = find_segments(Article("twice", f"{told}\n\n{told}"))
    assert "comment" not in {segment.layer for segment in found}
