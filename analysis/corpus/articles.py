"""Articles as given: their text, what is known of them, their declared voices.

Everything the library finds is a span of code points into `Article.text`, the text
as it is read.  That is the file's own, decoded and with its newlines, unless something
in it would be misread (`corpus.repairs`): then `Article.origin` keeps the file's text
and where in it each character stands, and what is written out are places in the file.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Literal, get_args

Layer = Literal[
    "headline",
    "standfirst",
    "metadata",
    "caption",
    "author",
    "excerpt",
    "pull_quote",
    "boilerplate",
    "comment",
]
LAYERS: tuple[Layer, ...] = get_args(Layer)
Ground = Literal["declared", "listed", "inferred", "unsure"]
GROUNDS: tuple[Ground, ...] = get_args(Ground)
Basis = Literal["stated", "inferred", "found", "unknown"]
BASES: tuple[Basis, ...] = get_args(Basis)
FACTS = ("title", "date", "outlet", "author")
_YEAR = re.compile(r"\b\d{4}\b")


class CorpusError(Exception):
    """An input that cannot be read; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an article, and on what ground.

    `evidence` holds the words of the file where `basis` is `stated`, what the value
    was inferred from where it is `inferred`, and what was found where it is `found`:
    on the page at `address`, on the ISO day `looked_up`.
    """

    value: str | None = None
    basis: Basis = "unknown"
    evidence: str = ""
    address: str | None = None
    looked_up: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of whole lines in one voice; `carrier` is whose words an excerpt is.

    `basis` says how its layer is known: `declared` in the catalogue, `listed` by the
    words of its lines, `inferred` from their shape and place, or `unsure`: a guess.
    """

    start: int
    end: int
    layer: Layer
    carrier: str | None = None
    text: str = ""
    basis: Ground = "declared"


@dataclass(frozen=True, slots=True)
class Origin:
    """A file's text, and where in it each character of the text as read stands."""

    text: str
    starts: array[int]
    ends: array[int]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text as read, what is known of it, its declared voices."""

    id: str
    text: str
    file: str = ""
    sha256: str = ""
    label: str = ""
    title: Fact = Fact()
    date: Fact = Fact()
    outlet: Fact = Fact()
    author: Fact = Fact()
    declared: tuple[Segment, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
    origin: Origin | None = field(default=None, repr=False)

    @property
    def piece(self) -> str:
        """Its short name: the label, and the year where it is known."""
        name = self.label or self.id
        year = _YEAR.search(self.date.value or "")
        return f"{name}, {year[0]}" if year else name

    @property
    def original(self) -> str:
        """The text of the file."""
        return self.origin.text if self.origin else self.text

    def in_file(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of the file of a stretch of the text as read."""
        if self.origin is None:
            return start, end
        starts, ends = self.origin.starts, self.origin.ends
        first = starts[start] if start < len(starts) else len(self.origin.text)
        return first, ends[end - 1] if start < end else first
