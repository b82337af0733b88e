"""Articles as given: their text, what is known of them, their declared voices.

The text of an article is never changed.  Everything the library finds is a span
of code points into `Article.text`: the file decoded from UTF-8, newlines kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
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
Basis = Literal["stated", "inferred", "found", "unknown"]
BASES: tuple[Basis, ...] = get_args(Basis)
FACTS = ("title", "date", "outlet", "author")


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
    """A stretch of whole lines in one voice; `carrier` is whose words an excerpt is."""

    start: int
    end: int
    layer: Layer
    carrier: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its untouched text, what is known of it, its declared voices."""

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

    @property
    def piece(self) -> str:
        """Its short name: the label, and the year where it is known."""
        name = self.label or self.id
        return f"{name}, {self.date.value[:4]}" if self.date.value else name


def file_bytes(path: Path) -> bytes:
    """The bytes of a file; `CorpusError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from error


def sha256_of(raw: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def decoded(path: Path, raw: bytes) -> str:
    """The text of a UTF-8 file, newlines kept; `CorpusError` where it is none."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path}: not UTF-8 at byte {error.start}; convert the file to UTF-8"
        ) from error
    if "\0" in text:
        raise CorpusError(f"{path}: not a text file (NUL at {text.index(chr(0))})")
    return text
