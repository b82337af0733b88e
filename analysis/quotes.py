"""Quotation marks to quotes: where each begins and ends, and what it looks like.

    find_quotes(article, segments, sentences) -> tuple[Quote, ...]

A `Quote` leaves the finder with its place, its kind by shape and a note on odd
marks; its speaker fields are empty until `attributions.settle_quotes` fills them.

Marks are paired within a paragraph by the side they stand on, not by counting, so
that one missing or mismatched mark spoils one quote and not the rest.  Single marks
make a quote only outside double ones.  Reader comments and boilerplate are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from analysis.corpus import Article, Layer, Segment
from analysis.text import Span, n_words, paragraphs, stripped
from analysis.voices import Sentence

Kind = Literal["direct", "mixed", "scare", "title"]

# Other people's words about the piece, and words that are no part of it.
LEFT_OUT: tuple[Layer, ...] = ("comment", "boilerplate")

# A pair of apostrophes is a double mark; of three, one belongs to a quote inside.
_DOUBLE = re.compile(r"[“”„‟«»\"]|``|‘‘|’’|(?<!\S)''|''(?!')")
_OPENERS = frozenset("“„‟«") | {"``", "‘‘"}
_CLOSERS = frozenset("”»") | {"’’"}
_FEET_AND_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")
_SINGLE_OPEN = re.compile(r"(?<![\w.'’‘])['‘](?=[^\W\d_]|\d+\b(?!s\b))")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s'‘’(])['’](?!\w)")
# Words that begin with an apostrophe of their own.
_CLIPPED = re.compile(r"(?:tis|twas|til|till|em|cause|bout|round|n|s|t|re|ve|d|ll)\b")
_WORD = re.compile(r"[^\W_]")
_BEFORE_OPENING = re.compile(r"[\s([{—–―/-]")
_ENDS_SENTENCE = re.compile(r"[.!?…][)\]'’]*$")
_NAME_OF_A_WORK = re.compile(
    r"\b(?:album|article|blog|book|column|documentary|editorial|episode|essay|film|"
    r"headlined|memoir|movie|novel|play|poem|series|show|song|sitcom|"
    r"(?:en)?titled|called)(?: \w+)?,? ?$"
)
_NESTING = 40  # marks looked at ahead to tell a nested quote from an unclosed one
_MINOR_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    ]
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted span, its marks outside `start` and `end`.

    `pieces` is `((start, end),)` unless an inserted block cuts the quote; then
    `start` and `end` run across the insert.  `segment` and `sentence` are the
    numbers of those it starts in.  `note` records odd marks.  The fields from
    `speaker` on are filled by `settle_quotes`: `continues` is the number of the
    earlier quote that this one goes on from, `rule` the rule that decided.
    """

    start: int
    end: int
    pieces: tuple[Span, ...]
    segment: int
    sentence: int | None
    kind: Kind
    note: str | None = None
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_type: str | None = None
    anonymous: bool = False
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    continues: int | None = None
    rule: str | None = None


class _Found(NamedTuple):
    start: int
    end: int
    notes: tuple[str, ...]


def find_quotes(
    article: Article, segments: Sequence[Segment], sentences: Sequence[Sentence]
) -> tuple[Quote, ...]:
    r"""The quotes of an article outside comments and boilerplate, in text order.

    >>> from analysis.voices import find_segments, find_sentences
    >>> article = Article("a", "He’s 6'2\" tall. “It’s a ‘tall’ order,\" she said.")
    >>> segments = find_segments(article)
    >>> for quote in find_quotes(article, segments, find_sentences(article, segments)):
    ...     print(article.text[quote.start : quote.end], "|", quote.note)
    It’s a ‘tall’ order, | opened by “ closed by "
    """
    text = article.text
    starts = [sentence.start for sentence in sentences]
    quotes: list[Quote] = []
    done = 0  # a quote that runs across an insert has used up what follows
    for number, segment in enumerate(segments):
        if segment.layer in LEFT_OUT:
            continue
        lines = paragraphs(text, segment.start, segment.end)
        for n, (a, b) in enumerate(lines):
            next_line = lines[n + 1][0] if n + 1 < len(lines) else None
            for found in _in_paragraph(text, max(a, done), b, next_line):
                at = bisect_right(starts, found.start) - 1
                pieces = _pieces(text, found, sentences[at] if at >= 0 else None)
                if len(pieces) > 1:
                    done = pieces[-1][1] + 1
                    found = _Found(found.start, pieces[-1][1], ())
                quotes.append(
                    Quote(
                        *found[:2],
                        pieces,
                        number,
                        at if at >= 0 else None,
                        kind_by_shape(text, *found[:2]),
                        "; ".join(found.notes) or None,
                    )
                )
    return tuple(sorted(quotes, key=lambda quote: quote.start))


def kind_by_shape(text: str, start: int, end: int) -> Kind:
    """What a quote looks like, before it is known whether anyone is cited.

    A capital and a sentence's end, or length, make it `direct`; a capital on every
    word and a word such as “film” before it, `title`; two words or fewer, `scare`.
    """
    words = text[start:end].split()
    if not words:
        return "scare"
    capital = next((c for c in text[start:end] if c.isalnum()), "")
    begins = capital.isupper() or capital.isdigit()
    ends = bool(_ENDS_SENTENCE.search(text[start:end])) or words[-1].endswith(",")
    major = [w for w in words if w.lower() not in _MINOR_WORDS]
    titled = begins and all(w[:1].isupper() or not w[:1].isalpha() for w in major)
    if titled and len(major) > 1 and not _ENDS_SENTENCE.search(text[start:end]):
        before = text[max(0, start - 40) : start - 1].rstrip("'`")
        if _NAME_OF_A_WORK.search(before) and len(words) <= 12:
            return "title"
    if begins and (ends or len(words) >= 6):
        return "direct"
    return "mixed" if n_words(text[start:end]) > 2 else "scare"


# --- pairing -----------------------------------------------------------------


def _in_paragraph(text: str, a: int, b: int, next_line: int | None) -> Iterator[_Found]:
    """The quotes that open in a paragraph, in text order."""
    free = a  # where the stretch begins that no double quote covers
    for found in _double(text, a, b, next_line):
        yield from _single(text, free, found.start - 1)
        yield found
        free = found.end + 1
    yield from _single(text, free, b)


def _double(text: str, a: int, b: int, next_line: int | None) -> Iterator[_Found]:
    opened: re.Match[str] | None = None
    nested = 0
    marks = [
        mark
        for mark in _DOUBLE.finditer(text, a, b)
        if not _FEET_AND_INCHES.search(text, max(a, mark.start() - 6), mark.start())
    ]
    for n, mark in enumerate(marks):
        if opened is None:
            if _can_open(text, mark, a, b):
                opened = mark
        elif mark[0] in _OPENERS and _opens(text, mark, a):
            if _closers_left(marks[n : n + _NESTING]) > 1:
                nested += 1
            else:  # the mark before was never closed: it ends where this begins
                yield from _found(text, opened, mark.start(), None)
                opened = mark
        elif nested:
            nested -= 1
        elif not (_opens(text, mark, a) and mark.end() < b and n + 1 < len(marks)):
            yield from _found(text, opened, mark.start(), mark)
            opened = None
    if opened is not None:
        runs_on = next_line is not None and _begins_with_mark(text, next_line)
        yield from _found(text, opened, b, None, runs_on)


def _found(
    text: str,
    opened: re.Match[str],
    end: int,
    closed: re.Match[str] | None,
    runs_on: bool = False,
) -> Iterator[_Found]:
    start, end = stripped(text, opened.end(), end)
    if not _WORD.search(text, start, end):
        return
    notes = []
    if runs_on:
        notes.append("no closing mark: goes on in the next paragraph")
    elif closed is None:
        notes.append("no closing mark")
    elif not _match(opened[0], closed[0]):
        notes.append(f"opened by {opened[0]} closed by {closed[0]}")
    yield _Found(start, end, tuple(notes))


def _match(opened: str, closed: str) -> bool:
    pairs = {("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("``", "''")}
    return opened == closed or (opened, closed) in pairs | {("‘‘", "’’"), ("‟", "”")}


def _opens(text: str, mark: re.Match[str], a: int) -> bool:
    """Whether a mark stands at the left of a word."""
    before = text[mark.start() - 1] if mark.start() > a else " "
    after = text[mark.end() : mark.end() + 1]
    return bool(_BEFORE_OPENING.match(before)) and bool(after) and not after.isspace()


def _can_open(text: str, mark: re.Match[str], a: int, b: int) -> bool:
    """Whether a mark may open a quote: a straight one unless it follows a word."""
    if mark.end() >= b:
        return False
    if mark[0] in _OPENERS or _opens(text, mark, a):
        return True
    before = text[mark.start() - 1] if mark.start() > a else " "
    return mark[0] not in _CLOSERS and not before.isalnum() and before not in ".,!?"


def _closers_left(marks: Sequence[re.Match[str]]) -> int:
    openers = sum(mark[0] in _OPENERS for mark in marks)
    return len(marks) - openers - (openers - 1)


def _begins_with_mark(text: str, at: int) -> bool:
    return bool(_DOUBLE.match(text, at))


def _single(text: str, a: int, b: int) -> Iterator[_Found]:
    """Quotes in single marks where no double quote is open."""
    at = a
    while opened := _SINGLE_OPEN.search(text, at, max(a, b)):
        at = opened.end()
        if _CLIPPED.match(text, at):
            continue
        later = _SINGLE_OPEN.search(text, at, b)
        stop = later.start() if later else b
        closers = list(_SINGLE_CLOSE.finditer(text, at, stop))
        # An s before the mark may be a plural's own apostrophe.
        sure = [c for c in closers if text[c.start() - 1] != "s"]
        if closers:
            closed = (sure or closers)[0]
            if _WORD.search(text, opened.end(), closed.start()):
                yield _Found(opened.end(), closed.start(), ())
            at = closed.end()


def _pieces(text: str, found: _Found, sentence: Sentence | None) -> tuple[Span, ...]:
    """The pieces of a quote: two where its sentence goes on behind an insert."""
    whole = ((found.start, found.end),)
    if sentence is None or len(sentence.pieces) < 2 or not found.notes:
        return whole
    (_, cut), (again, stop) = sentence.pieces[0], sentence.pieces[1]
    closed = _DOUBLE.search(text, again, stop)
    if found.end < cut or closed is None or found.start > cut:
        return whole
    return ((found.start, found.end), (again, closed.start()))
