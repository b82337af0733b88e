"""Sentences: where each begins and ends, in one piece or around an inserted block.

find_sentences(article, segments) -> tuple[Sentence, ...]
sentence_spans(text) -> list[Span]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import nupunkt

from analysis.corpus.articles import Article, Layer, Segment
from analysis.lexicons import words_of
from analysis.text.characters import (
    Span,
    find_words,
    join_pieces,
    paragraphs,
    strip_span,
)
from analysis.text.comments import opening_lines
from analysis.text.lines import read_lines

# Blocks that a layout may drop into the middle of a sentence.
_INSERTS: tuple[Layer, ...] = ("pull_quote", "caption", "boilerplate")
_SENTENCE_END = re.compile(r"[.!?…:]['\"”’)\]]*$")
# What no sentence begins with: “Ann Lee (D-Md.), who spoke” is one.
_GOES_ON = frozenset(",;:)]")
_PLAIN_END = re.compile(r"\b([a-z]{3,})\.[\"”’')]*\s+(?=[\"“‘'`]{0,3}[A-Z])")
# A full stop before an opening mark and a capital ends a sentence, but for a title.
_BEFORE_MARK = re.compile(r"\b(\w{2,})\.\s+(?=(?:''|``|[\"“])[A-Z])")
_TITLES = words_of("words", "short_title")
_TITLE_END = re.compile(r"\b([A-Z][a-z]+)\.$")
_SHORT = frozenset(("etc", "est", "vol", "fig", "dept", "approx", "ext", "ave"))
# What ends no sentence before a small letter: a bracket, or a row of initials.
_OPEN_END = re.compile(r"(?:\)|\b(?:[A-Z]\.){2,})$")
_LONGEST_SHORT = 12  # characters of the longest row of initials


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, the number of its segment, its pieces and words.

    `pieces` is `((start, end),)` unless an inserted block cuts the sentence in two;
    then `start` and `end` run across the insert, and `pieces` and `text` leave it out.
    """

    start: int
    end: int
    segment: int
    pieces: tuple[Span, ...]
    text: str


def find_sentences(
    article: Article, segments: Sequence[Segment]
) -> tuple[Sentence, ...]:
    """The sentences of every segment, in text order of their starts.

    A sentence that runs on behind a pull quote, caption or advert, in the same
    voice and in lower case, is one sentence in two pieces.  The line that opens a
    comment ("3. NAME says:") is the page's, not the reader's, and no sentence.
    """
    text = article.text
    sentences: list[Sentence] = []
    for number, segment in enumerate(segments):
        start = segment.start
        if segment.layer == "comment":
            lines = paragraphs(text, start, segment.end)
            opening = opening_lines(read_lines(text, lines))
            start = lines[opening - 1][1] if opening else start
        spans = sentence_spans(text, start, segment.end)
        cut = _cut_by_insert(text, sentences, segments, number) if spans else None
        if cut is not None and text[spans[0][0]].islower():
            first = sentences.pop(cut)
            pieces = (*first.pieces, spans.pop(0))
            words = join_pieces(text, pieces)
            sentences.append(
                Sentence(first.start, pieces[-1][1], first.segment, pieces, words)
            )
        sentences += [Sentence(a, b, number, ((a, b),), text[a:b]) for a, b in spans]
    return tuple(sorted(sentences, key=lambda sentence: sentence.start))


def _cut_by_insert(
    text: str, sentences: Sequence[Sentence], segments: Sequence[Segment], number: int
) -> int | None:
    """The index of a sentence without an end, if only an inserted block follows it.

    `number` is the segment behind the block, in the voice of the one before it.
    """
    if number < 2 or segments[number - 1].layer not in _INSERTS:
        return None
    before, after = segments[number - 2], segments[number]
    if (before.layer, before.carrier) != (after.layer, after.carrier):
        return None
    held = range(len(sentences) - 1, -1, -1)
    last = next((n for n in held if sentences[n].segment <= number - 2), None)
    if last is None or sentences[last].segment < number - 2:
        return None
    start, end = sentences[last].start, sentences[last].end
    return None if _SENTENCE_END.search(text, start, end) else last


# --- splitting ----------------------------------------------------------------


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of a stretch of text, by nupunkt, one paragraph at a time.

    A span without a word, such as “[…]” for cut text, is not a sentence.  The
    splitter is fed paragraphs since it joins sentences across blank lines when
    given whole files.

    >>> text = "Gen. Smith spoke. The U.S. listened."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Gen. Smith spoke.', 'The U.S. listened.']
    """
    spans: list[Span] = []
    for a, b in paragraphs(text, start, end):
        for left, right in _split_further(text[a:b]):
            span = strip_span(text, a + left, a + right)
            if spans and span[0] > a and _goes_on(text, spans[-1][1], span[0]):
                span = (spans.pop()[0], span[1])
            if find_words(text[slice(*span)]):
                spans.append(span)
    return spans


def _goes_on(text: str, before: int, at: int) -> bool:
    """Whether no sentence begins: at a comma, behind “Lt.”, “C.I.O.” and no capital."""
    if text[at] in _GOES_ON:
        return True
    end = text[max(0, before - _LONGEST_SHORT) : before]
    title = _TITLE_END.search(end)
    if title and title[1].lower() in _TITLES:
        return True
    open_end = _OPEN_END.search(end)
    return text[at].islower() and open_end is not None


def _split_further(paragraph: str) -> Iterator[Span]:
    """The spans of nupunkt, cut where it took a plain word for a short form."""
    for left, right in nupunkt.sent_spans(paragraph):
        inside = paragraph.find(".", left, right - 2) >= 0
        for end in _missed_ends(paragraph, left, right) if inside else ():
            yield left, end
            left = end
        yield left, right


def _missed_ends(paragraph: str, left: int, right: int) -> list[int]:
    plain = _PLAIN_END.finditer(paragraph, left, right)
    marked = _BEFORE_MARK.finditer(paragraph, left, right)
    return sorted(
        {m.end() for m in plain if m[1] not in _SHORT}
        | {m.end() for m in marked if m[1].lower() not in _TITLES}
    )
