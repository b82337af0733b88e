"""Lines of a page: their shape, and what `lines.csv` knows of their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from analysis.corpus.articles import Ground, Layer
from analysis.lexicons import rows
from analysis.text.characters import Span, find_words, straighten

Row = dict[str, str]

PLACES = ("head", "tail", "top", "cross", "inset", "title")  # of `lines.csv`

_LONGEST_LISTED = 300
_LONGEST_INITIALED = 15  # words of a headline that ends in “U.S.”
_FEWEST_PROSE = 3  # words of a sentence that stands as a paragraph
_LONGEST_DISPLAY = 25  # words; a longer line is a paragraph, whatever it ends in
_STOPS = (".", "!", "?", "…")
_BEHIND_STOP = "\"')]*_"
_LONGEST_ROW = 12  # characters of the longest row of initials
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_BULLET = re.compile(r"[-*•·▪●◦–]\s|\d{1,2}[.)]\s")
_QUOTED = re.compile(r"\"[^\"]*\"?|'.*[.!?,]?'|''.*''")
_LONGEST_DATELINE = 100
_DASH = re.compile(r"-\s|--")
_NAMED = re.compile(r"\(\?P<\w+>")
_PART = re.compile(r"%(\w+)%")
_LONG_WORD = re.compile(r"[^\W\d_][\w'-]{3,}")
_LONGEST_CALL = 45  # words of a sentence in which a site calls to its reader
_TO_READER = re.compile(r"(?i)(?!Sir\b|Dear\b|To\b)(?:.*\b(?:your|our)|we|you)\b")
_TITLED = 0.75  # of the longer words of a headline in capitals begin with one


class Voice(NamedTuple):
    """What a line is: layer, carrier, a number that keeps entries apart, the ground."""

    layer: Layer
    carrier: str | None = None
    entry: int = 0
    basis: Ground = "inferred"


class Page(NamedTuple):
    """The lines of a page, and the voices of those of which it is known."""

    lines: Sequence[Line]
    voices: dict[int, Voice]

    @property
    def free(self) -> list[int]:
        """The numbers of the lines that nothing claims yet."""
        return [n for n in range(len(self.lines)) if n not in self.voices]

    @property
    def prose(self) -> list[int]:
        """The numbers of those of them that are paragraphs."""
        return [n for n in self.free if self.lines[n].prose]

    @property
    def spaced(self) -> bool:
        """Whether blank lines part most of its lines."""
        return sum(line.apart for line in self.lines) > len(self.lines) / 2

    def layer(self, n: int) -> Layer | None:
        """The layer of a line; None if nothing claims it, or there is none."""
        return self.voices[n].layer if n in self.voices else None


@dataclass(frozen=True)
class Line:
    """A line with curly marks made plain; `apart` if a blank line stands above it."""

    text: str
    apart: bool

    @cached_property
    def words(self) -> list[str]:
        """Its words, in small letters."""
        return find_words(self.text.lower())

    @cached_property
    def n_words(self) -> int:
        """How many words it has."""
        return len(self.words)

    @cached_property
    def closed(self) -> bool:
        """Whether it ends as a sentence does, and not in “U.S.”."""
        end = self.text.rstrip(_BEHIND_STOP)[-1:]
        initials = end == "." and _INITIALS.search(self.text[-_LONGEST_ROW:])
        if initials and self.n_words <= _LONGEST_INITIALED:
            return False
        return end in _STOPS

    @cached_property
    def prose(self) -> bool:
        """Whether it is a paragraph by its shape: a sentence, or long."""
        closed = self.closed and self.n_words >= _FEWEST_PROSE
        return closed or self.n_words > _LONGEST_DISPLAY or self.dateline > 0

    @cached_property
    def dateline(self) -> int:
        """How long the place and agency are with which it begins; 0 if none do."""
        return _dateline_length(self.text[:_LONGEST_DATELINE])

    @cached_property
    def _capitals(self) -> list[bool]:
        """Of each word of some length, whether it begins with a capital."""
        return [word[0].isupper() for word in _LONG_WORD.findall(self.text)]

    @property
    def titled(self) -> bool:
        """Whether its longer words have capitals, as in many headlines."""
        capitals = self._capitals
        return len(capitals) > 2 and sum(capitals) >= _TITLED * len(capitals)

    @property
    def titled_all(self) -> bool:
        """Whether it can be a name: every word of some length begins with a capital."""
        return all(self._capitals)

    @cached_property
    def quoted(self) -> bool:
        """Whether all of it stands in quotation marks."""
        return _QUOTED.fullmatch(self.text) is not None

    @cached_property
    def display(self) -> bool:
        """Whether it can be a heading or a label: short, without an end, no list."""
        return (
            not self.closed
            and 0 < self.n_words <= _LONGEST_DISPLAY
            and not self.quoted
            and not self.text.endswith((":", ",", ";", "-"))
            and not _BULLET.match(self.text)
            and not self.text.startswith('"')
            and not self.text[:1].islower()
        )

    @cached_property
    def to_reader(self) -> bool:
        """Whether the site speaks in it to its reader: “our”, “you”, and no quote."""
        told = '"' not in self.text and self.n_words <= _LONGEST_CALL
        return told and _TO_READER.match(self.text) is not None

    @cached_property
    def dated(self) -> bool:
        """Whether it ends in a date or its time: “Oslo - Issued on: 17/10/2023”."""
        return _dated().search(self.text) is not None

    @property
    def bulleted(self) -> bool:
        """Whether it is a point of a list."""
        return _BULLET.match(self.text) is not None

    @cached_property
    def row(self) -> Row | None:
        """The first row for any place whose pattern is the whole line."""
        return self.listed("any")

    def listed(self, place: str) -> Row | None:
        """The first row of `lines.csv` for a place that is the whole line."""
        return next((row for _, row in self.matches(place)), None)

    @cached_property
    def places(self) -> frozenset[str]:
        """The places on a page for which a row is the whole line."""
        return frozenset(place for place in PLACES if self.listed(place))

    def matches(self, place: str) -> Iterator[tuple[re.Match[str], Row]]:
        """The rows for a place that the line is, each with its match."""
        if len(self.text) <= _LONGEST_LISTED and _any(place).fullmatch(self.text):
            for pattern, row in _patterns(place):
                if match := _compiled(pattern).fullmatch(self.text):
                    yield match, row


def read_lines(text: str, spans: Sequence[Span]) -> list[Line]:
    """The lines of a text that stand at some places, in order."""
    gaps = [True, *(_is_blank(text[a[1] : b[0]]) for a, b in pairwise(spans))]
    plain = flatten(text)
    return [Line(plain[a:b], gap) for (a, b), gap in zip(spans, gaps, strict=False)]


def flatten(text: str) -> str:
    """The text with plain marks and every dash a hyphen, same length."""
    return straighten(text).replace("—", "-")


def dateline_length(text: str) -> int:
    """How much of a plain text is a dateline: place, day, agency, and a dash.

    >>> dateline_length("OSLO, Norway (Reuters) - Ships moored on Monday.")
    25
    """
    return _dateline_length(flatten(text[:_LONGEST_DATELINE]))


def _dateline_length(text: str) -> int:
    match = _dateline().match(text) if _DASH.search(text) else None
    return match.end() if match else 0


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(part("dateline"))


@cache
def _dated() -> re.Pattern[str]:
    day = rf"{part('month')}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} {part('month')},? \d{{4}}"
    time = rf"(?:[, -]+(?:{part('time')}))?(?: ?[A-Za-z]{{2,4}})?"
    return re.compile(rf"(?:{day}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}){time}$")


def part(name: str) -> str:
    """A part of `line_parts.csv` as a pattern, the parts in it filled in."""
    return _PART.sub(lambda m: f"(?:{part(m[1])})", _parts()[name])


def _is_blank(gap: str) -> bool:
    gap = gap.replace("\r\n", "\n")
    return gap.count("\n") + gap.count("\r") > 1


@cache
def _parts() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in rows("line_parts")}


@cache
def _patterns(place: str) -> tuple[tuple[str, Row], ...]:
    """The patterns of a place; those of reader comments have a place of their own."""
    return tuple(
        (_PART.sub(lambda m: f"(?:{part(m[1])})", row["pattern"]), row)
        for row in rows("lines")
        if (row["layer"] if row["layer"] == "comment" else row["place"]) == place
    )


@cache
def _any(place: str) -> re.Pattern[str]:
    """One pattern for all of a place, since most lines are none of them."""
    each = (_NAMED.sub("(?:", pattern) for pattern, _ in _patterns(place))
    return re.compile("|".join(f"(?:{pattern})" for pattern in each))


_compiled = cache(re.compile)  # those that are needed, out of a hundred
