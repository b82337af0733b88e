"""Quotation marks to spans: which mark opens, which closes, and what stands between.

    find_marked(text, start, end, following) -> list[MarkedSpan]

A mark is judged by its shape and by the side it stands on.  Where the two disagree,
as in “typed the wrong way round“, what is open decides.  Marks pair like brackets,
and only quotes that stand in no other are given.  A quote whose closing mark is
missing ends where the next begins or with the paragraph: a stray mark spoils one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from analysis.text.characters import strip_span

GOES_ON = "no closing mark: goes on in the next paragraph"
UNCLOSED = "no closing mark"

Role = Literal["open", "close", "either"]

# A pair of apostrophes is one mark; of three, one belongs to a quote inside.  Here and
# below, that the set of all marks comes first makes the search fast.
_DOUBLE = re.compile(
    r"[\"“”„‟«»″`‘’'](?:(?<=[^`‘’'])|(?<=`)`|(?<=‘)‘|(?<=’)’(?!’)"
    r"|(?<=')'(?:(?<![^\s([{—–-]'')|(?!')))"
)
_OPENERS = frozenset(["“", "„", "‟", "«", "``", "‘‘"])
_CLOSERS = frozenset(["”", "»", "’’"])
_STRAIGHT = frozenset(['"', "″", "''"])
_PAIRS = frozenset(
    [
        "“”",
        "„“",
        "„”",
        "‟”",
        "«»",
        "»«",
        "»»",
        "``''",
        "‘‘’’",
        *(2 * s for s in _STRAIGHT),
    ]
)
_BEFORE_OPENING = frozenset("([{—–―-/\u200b\u202a\ufeff")  # and white space
_AFTER_CLOSING = frozenset(".,;:!?)]}([—–―-'’")
_STOPS = frozenset(".,;:!?)]}")
_SENTENCE_BEFORE = re.compile(r"[.!?…][)\]'’]*\s+$")
_FEET_AND_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")
_INCHES = re.compile(r"(?<![\d.,])\d{1,3}$")
_DEEPEST = 3  # quotes within quotes; a fourth means that the first was never closed
_LETTER = re.compile(r"[^\W_]")

_SINGLE_OPEN = (
    r"(?<!’)(?<![\w.,!?'’‘)].)(?=[^\W\d_]|\d(?!\d\b)(?!\d*s\b)|[\[(…$£€#@]|\.\.)"
    # Words that begin with an apostrophe of their own.
    r"(?!(?i:n|s|t|re|ve|d|m|ll)\b)"
    r"(?!(?i:tis|twas|til|till|em|cause|cuz|bout|round|neath|nuff)\b(?!['’]))"
)
_SINGLE_CLOSE = r"(?<![‚‛])(?<=[^\s'‘’(].)(?!\w)"
_SINGLE = re.compile(rf"['‘’‚‛](?:(?P<opens>{_SINGLE_OPEN})|{_SINGLE_CLOSE})")
# A plural owner's apostrophe or a dropped g's: it closes a quote if nothing else does.
_DOUBTFUL = re.compile(r"(?:s|\w\win)$")
_CLOSES_SPEECH = re.compile(r"(?<=[.,!?])['’](?!\w)")


class MarkedSpan(NamedTuple):
    """A quoted span: the words inside, the marks around them, what is odd about it."""

    start: int
    end: int
    outer: tuple[int, int]
    note: str | None


class _Mark(NamedTuple):
    start: int
    end: int
    shape: str
    role: Role
    side: Role


_Pair = tuple[_Mark, _Mark | None]


def closing_mark(text: str, start: int, end: int) -> int | None:
    """Where the first double mark of a stretch stands."""
    mark = _DOUBLE.search(text, start, end)
    return mark.start() if mark else None


def find_marked(
    text: str, start: int, end: int, following: int | None = None
) -> list[MarkedSpan]:
    """The quoted spans of a paragraph in text order; none lies inside another.

    `following` is where the next paragraph begins: if with a mark, then a quote that
    is still open goes on in it.

    >>> text = "She said, “We saw ‘it’ all.” A 'fine' day."
    >>> [text[m.start : m.end] for m in find_marked(text, 0, len(text))]
    ['We saw ‘it’ all.', 'fine']
    """
    doubles: list[MarkedSpan] = []
    if marks := _double_marks(text, start, end):
        doubles = list(_spans(text, _paired(text, marks, start), end, following))
    return _with_singles(text, start, end, doubles)


# --- double marks ------------------------------------------------------------


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    for found in _DOUBLE.finditer(text, start, end):
        a, b = found.span()
        if _FEET_AND_INCHES.search(text, max(start, a - 6), a):
            continue
        beside = marks[-1].side if marks and marks[-1].end == a else None
        side = _side(text, a, b, start, end, beside)
        marks.append(_Mark(a, b, found[0], _role(found[0], side), side))
    return marks


def _side(text: str, a: int, b: int, start: int, end: int, beside: Role | None) -> Role:
    """Open for a mark at the left of a word, close for one at the right."""
    if b == end:
        return "close"
    at = a - 1 if a - 1 > start and text[a - 1] in "'‘’" else a
    before, after = text[at - 1] if at > start else " ", text[b]
    if before in _BEFORE_OPENING or before.isspace() or beside == "open":
        stop = after in _STOPS and not text.startswith("..", b)
        return "either" if after.isspace() or stop else "open"
    return "close" if after.isspace() or after in _AFTER_CLOSING else "either"


def _role(shape: str, side: Role) -> Role:
    if shape in _CLOSERS:
        return "either" if side == "open" else "close"
    if shape in _OPENERS:
        return "open" if side == "open" else "either"
    return side


def _paired(text: str, marks: Sequence[_Mark], start: int) -> list[_Pair]:
    """The outermost pairs in text order; an opening mark may lack its partner."""
    opened: list[_Mark] = []
    found: list[list[_Pair]] = [[]]  # one list more than there are open marks
    free = start
    for n, mark in enumerate(marks):
        after = marks[n + 1].role if n + 1 < len(marks) else None
        if _opens(text, mark, bool(opened), after):
            if len(opened) == _DEEPEST:
                _give_up_first(opened, found)
            opened.append(mark)
            found.append([])
        elif opened:
            if len(opened) == 1 and after == "close" and _is_inches(text, mark):
                continue
            first, inner = opened.pop(), found.pop()
            if _plausible(text, inner):
                found[-1].append((first, mark))
            else:
                found[-1] += [(first, None), *inner]
        elif single := _single_before(text, free, mark):
            found[0].append((single, mark))
        free = mark.end
    while opened:
        _give_up_first(opened, found)
    return found[0]


def _opens(text: str, mark: _Mark, inside: bool, after: Role | None) -> bool:
    """Whether a mark opens, given whether a quote is open and the next mark's role."""
    if mark.role != "either":
        return mark.role == "open"
    if inside:
        return mark.shape not in _STRAIGHT and mark.side != "close" and after == "close"
    number = mark.start > 0 and text[mark.start - 1].isnumeric()
    return after in ("close", "either") and not number


def _give_up_first(opened: list[_Mark], found: list[list[_Pair]]) -> None:
    """Take the outermost open mark for one that was never closed."""
    found[0] += [(opened.pop(0), None), *found.pop(1)]


def _plausible(text: str, inner: Sequence[_Pair]) -> bool:
    """Whether quotes may stand inside another, or rather it was never closed.

    Of several quotes, one that begins after a sentence's end is no inner one.
    """
    return len(inner) < 2 or not any(
        closed is None
        or _SENTENCE_BEFORE.search(text, max(0, first.start - 6), first.start)
        for first, closed in inner
    )


def _is_inches(text: str, mark: _Mark) -> bool:
    before = _INCHES.search(text, max(0, mark.start - 4), mark.start)
    return bool(before) and text[mark.end : mark.end + 1] in (" ", "-")


def _single_before(text: str, free: int, mark: _Mark) -> _Mark | None:
    """A single mark that a double one closes, as in ‘so,”."""
    if mark.start == free or text[mark.start - 1] not in ".,!?":
        return None
    singles = list(_SINGLE.finditer(text, free, mark.start))
    if not singles or singles[-1].lastgroup != "opens":
        return None
    return _Mark(*singles[-1].span(), singles[-1][0], "open", "open")


def _spans(
    text: str, pairs: Sequence[_Pair], end: int, following: int | None
) -> Iterator[MarkedSpan]:
    for n, (opened, closed) in enumerate(pairs):
        last = n + 1 == len(pairs)
        if closed:
            stop, outer = closed.start, closed.end
            match = opened.shape + closed.shape in _PAIRS
            note = None if match else f"opened by {opened.shape} closed by {closed[2]}"
        else:
            if opened.role == "either":
                continue
            stop = outer = end if last else pairs[n + 1][0].start
            goes_on = last and following is not None and _DOUBLE.match(text, following)
            note = GOES_ON if goes_on else UNCLOSED
            if single := _lone_single(text, opened.end, stop):
                stop, outer = single.span()
                note = f"opened by {opened.shape} closed by {single[0]}"
        start, stop = strip_span(text, opened.end, stop)
        if _LETTER.search(text, start, stop):
            yield MarkedSpan(start, stop, (opened.start, outer), note)


def _lone_single(text: str, start: int, end: int) -> re.Match[str] | None:
    """A single mark that closes speech and that no single mark before it opened."""
    closed = _CLOSES_SPEECH.search(text, start, end)
    if closed is None:
        return None
    singles = _SINGLE.finditer(text, start, closed.start())
    return None if any(mark.lastgroup == "opens" for mark in singles) else closed


# --- single marks ------------------------------------------------------------


def _with_singles(
    text: str, start: int, end: int, doubles: list[MarkedSpan]
) -> list[MarkedSpan]:
    """The double quotes and the single ones outside them, or around them."""
    marks = []
    ends = [start, *(double.outer[1] for double in doubles)]
    begins = [*(double.outer[0] for double in doubles), end]
    for gap, (a, b) in enumerate(zip(ends, begins, strict=True)):
        marks += [(mark, gap) for mark in _SINGLE.finditer(text, a, b)]
    if not marks:
        return doubles
    singles = list(_singles(text, marks))
    starts = [single.start for single in singles]
    before = [bisect_left(starts, double.start) - 1 for double in doubles]
    kept = [
        double
        for double, at in zip(doubles, before, strict=True)
        if at < 0 or singles[at].end < double.start
    ]
    return sorted(kept + singles)


def _singles(
    text: str, marks: Sequence[tuple[re.Match[str], int]]
) -> Iterator[MarkedSpan]:
    opening = [n for n, (mark, _) in enumerate(marks) if mark.lastgroup == "opens"]
    for n, stop in zip(opening, [*opening[1:], len(marks)], strict=False):
        opened, gap = marks[n]
        closed = _closing_single(text, gap, marks[n + 1 : stop])
        if closed and _LETTER.search(text, opened.end(), closed.start()):
            outer = (opened.start(), closed.end())
            yield MarkedSpan(
                *strip_span(text, opened.end(), closed.start()), outer, None
            )


def _closing_single(
    text: str, gap: int, marks: Sequence[tuple[re.Match[str], int]]
) -> re.Match[str] | None:
    """The mark that closes: a sure one first, beyond a double quote after a stop."""
    near = [mark for mark, g in marks if g == gap]
    sure = (mark for mark in near if not _is_doubtful(text, mark))
    far = (m for m, g in marks if g > gap and text[m.start() - 1] in ".,!?")
    return next(sure, None) or next(far, None) or next(iter(near), None)


def _is_doubtful(text: str, mark: re.Match[str]) -> bool:
    after = text[mark.end() : mark.end() + 1]
    return after not in _STOPS and bool(
        _DOUBTFUL.search(text, max(0, mark.start() - 4), mark.start())
    )
