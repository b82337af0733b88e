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

from analysis.attribution.attitudes import Attitude
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
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A prediction, or one line of it, without marks and stops at its edges.

    `marked` is whether quotation marks stand around it.
    """

    words: frozenset[int]
    marked: bool
    prediction: Prediction

    @property
    def source(self) -> tuple[Span, ...]:
        """The speaker as the pieces of a span; empty without one."""
        return (self.prediction.speaker,) if self.prediction.speaker else ()


def find_predictions(
    document: Document, attitudes: bool = True
) -> tuple[Prediction, ...]:
    """The predictions of an article: its quotes, then what is reported outside them.

    PolNeAR marks attitudes as it marks reports, so these are among them, unless
    `attitudes` is false.  What stands in the words of another is left out if it holds
    no quote, since PolNeAR marks nothing there.
    """
    quoted = [piece for quote in document.quotes for piece in quote.pieces]
    kept: dict[int, Attribution | Attitude] = {}
    holders: dict[int, int] = {}
    for number, claim in enumerate(document.attributions):
        if claim.quotes or not _is_nested(claim, quoted):
            kept[number] = claim
            holders.update(dict.fromkeys(claim.quotes, number))
    first = len(document.attributions) + len(document.quotes)
    for number, attitude in enumerate(document.attitudes if attitudes else (), first):
        if attitude.inside is None:
            kept[number] = attitude
            for q in _quotes_within(document, attitude):
                holders.setdefault(q, number)
    predictions: list[Prediction] = []
    for q, quote in enumerate(document.quotes):
        group = holders.get(q, len(document.attributions) + q)
        predictions += (
            _prediction(piece, True, group, kept.get(group), quote.rule)
            for piece in quote.pieces
        )
    for number, one in kept.items():
        outside = _unmarked(document.text, _without(one.contents, quoted))
        predictions += (
            _prediction(piece, False, number, one, one.rule) for piece in outside
        )
    return tuple(predictions)


def _quotes_within(document: Document, attitude: Attitude) -> list[int]:
    """The numbers of the quotes that stand in what an attitude is about."""
    return [
        q
        for q, quote in enumerate(document.quotes)
        if quote.kind != "title"
        and any(a <= quote.start and quote.end <= b for a, b in attitude.contents)
    ]


def _prediction(
    piece: Span,
    quoted: bool,
    group: int,
    holder: Attribution | Attitude | None,
    rule: str | None,
) -> Prediction:
    if holder is None:
        return Prediction(*piece, False, quoted, group)
    speaker = _span(holder.source_start, holder.source_end)
    cue = _span(holder.cue_start, holder.cue_end)
    rule = rule or holder.rule  # of a quote that an attitude holds
    return Prediction(*piece, True, quoted, group, speaker, cue, rule, holder.mention)


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
    quotes = [
        {
            "start": prediction.start,
            "end": prediction.end,
            "speaker_start": prediction.speaker and prediction.speaker[0],
            "speaker_end": prediction.speaker and prediction.speaker[1],
            "cue_start": prediction.cue and prediction.cue[0],
            "cue_end": prediction.cue and prediction.cue[1],
            "attributed": prediction.attributed,
            "group": prediction.group,
        }
        for prediction in predictions
    ]
    return json.dumps({"article": name, "quotes": quotes}, ensure_ascii=False)


def find_pieces(
    words: Words, predictions: Sequence[Prediction], edges: Collection[Span]
) -> tuple[Piece, ...]:
    """The predictions cut at line ends and trimmed; those without a word left out.

    `edges` are the quoted spans of the article: what has the edges of one is marked.
    """
    pieces = []
    for prediction in predictions:
        for line in _LINE.finditer(words.text, prediction.start, prediction.end):
            span = trimmed(words.text, *line.span())
            if span[0] < span[1]:
                marked = span in edges or _is_marked(words.text, *span)
                pieces.append(Piece(words.inside([span]), marked, prediction))
    return tuple(pieces)


def _is_marked(text: str, start: int, end: int) -> bool:
    """Whether a mark stands before, and another, or the line's end, behind."""
    after = text[end : end + _AFTER]
    if not _MARK_BEFORE.search(text[max(0, start - _BEFORE) : start]):
        return False
    open_ended = _LINE_END.match(after) and not _MARK_INSIDE.search(text, start, end)
    return bool(_MARK_AFTER.match(after) or open_ended)
