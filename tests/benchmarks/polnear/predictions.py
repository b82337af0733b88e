"""What the library finds in an article, as predictions that can be scored.

A prediction is one stretch of text with the speaker and the cue beside it: a piece of
a quote, or a part of what an attribution reports outside quotes.  Those of one
attribution share a `group`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.polnear.words import Words, trimmed

from analysis.attribution.attributions import Attribution
from analysis.document import Document
from analysis.text.characters import Span
from analysis.validation.scores import overlap

_LINE = re.compile(r"[^\n]+")
_MARK_BEFORE = re.compile(r"(?:[“„\"]|''|``)[\W_]*$")
_MARK_AFTER = re.compile(r"[^\w\n]*?(?:[”\"]|'')")
_LINE_END = re.compile(r"[^\w\n]*(?:\n|$)")
_MARK_INSIDE = re.compile(r"[”\"]|''")
_BEFORE, _AFTER = 4, 5  # characters beside a piece in which its marks are looked for


@dataclass(frozen=True, slots=True)
class Prediction:
    """A stretch of text and who is taken to have said it.

    `attributed` is whether an attribution holds it, `quoted` whether it is a piece of
    a quote; speaker and cue are None where none was found.
    """

    start: int
    end: int
    attributed: bool
    quoted: bool
    group: int
    speaker: Span | None = None
    cue: Span | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A prediction, or one line of it, without marks and stops at its edges.

    `marked` is whether quotation marks stand around it.
    """

    start: int
    end: int
    words: frozenset[int]
    marked: bool
    prediction: Prediction

    @property
    def source(self) -> tuple[Span, ...]:
        """The speaker as the pieces of a span; empty without one."""
        return (self.prediction.speaker,) if self.prediction.speaker else ()


def find_predictions(reading: Document) -> tuple[Prediction, ...]:
    """The predictions of an article: its quotes, then what is reported outside them.

    An attribution in the words of another is left out if it holds no quote, since
    PolNeAR marks none in the words of others.
    """
    quoted = [piece for quote in reading.quotes for piece in quote.pieces]
    kept = [
        (number, attribution)
        for number, attribution in enumerate(reading.attributions)
        if attribution.quotes or not _is_nested(attribution, quoted)
    ]
    holders = {q: held for held in kept for q in held[1].quotes}
    found: list[Prediction] = []
    for q, quote in enumerate(reading.quotes):
        number, holder = holders.get(q, (len(reading.attributions) + q, None))
        rule = quote.rule if holder else None
        found += (_prediction(p, True, number, holder, rule) for p in quote.pieces)
    for number, attribution in kept:
        outside = _unmarked(
            reading.article.text, _without(attribution.contents, quoted)
        )
        rule = attribution.rule
        found += (_prediction(p, False, number, attribution, rule) for p in outside)
    return tuple(found)


def _prediction(
    piece: Span, quoted: bool, group: int, holder: Attribution | None, rule: str | None
) -> Prediction:
    if holder is None:
        return Prediction(*piece, False, quoted, group)
    speaker = _span(holder.source_start, holder.source_end)
    cue = _span(holder.cue_start, holder.cue_end)
    return Prediction(*piece, True, quoted, group, speaker, cue, rule)


def _span(start: int | None, end: int | None) -> Span | None:
    """A span; None where it is missing or holds no character."""
    if start is None or end is None or start >= end:
        return None
    return start, end


def _is_nested(attribution: Attribution, quoted: Iterable[Span]) -> bool:
    """Whether it stands in the words of another, or within quotation marks."""
    at = _span(attribution.cue_start, attribution.cue_end)
    at = at or _span(attribution.source_start, attribution.source_end)
    within = at is not None and any(overlap(at, piece) for piece in quoted)
    return attribution.inside is not None or within


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """The parts of the spans that none of the others covers.

    >>> list(_without([(0, 9)], [(2, 4), (3, 6)]))
    [(0, 2), (6, 9)]
    """
    taken = sorted(taken)
    for start, end in spans:
        for a, b in taken:
            if b <= start or a >= end:
                continue
            if start < a:
                yield start, a
            start = max(start, b)
        if start < end:
            yield start, end


def _unmarked(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The lines of the spans, none of which can be taken for a quote.

    What stands between two quotes in straight marks seems to have marks of its own.
    It is given short of its last letter: the same words, and no mark beside them.
    """
    for span in spans:
        for line in _LINE.finditer(text, *span):
            start, end = trimmed(text, *line.span())
            end -= _is_marked(text, start, end)
            if start < end:
                yield start, end


def prediction_line(name: str, predictions: Iterable[Prediction]) -> str:
    """The predictions of an article as a line of JSON: offsets, no text.

    >>> prediction_line("a", [Prediction(0, 4, False, True, 0)])[:48]
    '{"article": "a", "quotes": [{"start": 0, "end": '
    """
    quotes = []
    for one in predictions:
        speaker, cue = one.speaker or (None, None), one.cue or (None, None)
        quotes.append(
            {
                "start": one.start,
                "end": one.end,
                "speaker_start": speaker[0],
                "speaker_end": speaker[1],
                "cue_start": cue[0],
                "cue_end": cue[1],
                "attributed": one.attributed,
                "group": one.group,
            }
        )
    return json.dumps({"article": name, "quotes": quotes}, ensure_ascii=False)


def find_pieces(
    words: Words, predictions: Sequence[Prediction], edges: Collection[Span]
) -> tuple[Piece, ...]:
    """The predictions cut at line ends and trimmed; those without a word left out.

    `edges` are the quoted spans of the article: what has the edges of one is marked.
    """
    found = []
    for one in predictions:
        for line in _LINE.finditer(words.text, one.start, one.end):
            span = trimmed(words.text, *line.span())
            if span[0] < span[1]:
                marked = span in edges or _is_marked(words.text, *span)
                found.append(Piece(*span, words.inside([span]), marked, one))
    return tuple(found)


def _is_marked(text: str, start: int, end: int) -> bool:
    """Whether a mark stands before, and another, or the line's end, behind."""
    after = text[end : end + _AFTER]
    if not _MARK_BEFORE.search(text[max(0, start - _BEFORE) : start]):
        return False
    open_ended = _LINE_END.match(after) and not _MARK_INSIDE.search(text, start, end)
    return bool(_MARK_AFTER.match(after) or open_ended)
