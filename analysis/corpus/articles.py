"""Articles as given: their text, what is known of them, their declared voices.

Everything the library finds is a span of code points into `Article.text`, the text
as it is read.  That is the file's own, decoded and with its newlines, unless something
in it would be misread (`corpus.repairs`): then `Article.origin` keeps the file's text
and where in it each character stands, and what is written out are places in the file.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from traceback import extract_tb
from typing import Annotated, Literal, TypeVar, get_args

from msgspec import Meta, Struct

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
FACTS = ("title", "date", "outlet", "author")
# In a catalogue words may be without quotation marks, numbers too.
PLAIN = "x-plain"
Words = Annotated[str, Meta(description="words", extra_json_schema={PLAIN: True})]
Made = TypeVar("Made")
_YEAR = re.compile(r"\b\d{4}\b")


@dataclass(eq=False)
class CorpusError(Exception):
    """An input that cannot be read: which, where in it, what is wrong, what to do.

    `place` is a line, row or byte of the file, and `article` an id, where one is known.
    `also` are further mistakes of the same article, or of the same catalogue.
    """

    message: str
    remedy: str = ""
    file: Path | str = ""
    place: str = ""
    article: str | None = None
    also: tuple[CorpusError, ...] = ()

    @property
    def mistakes(self) -> tuple[CorpusError, ...]:
        """This one and those that go with it."""
        return (self, *self.also)

    def __str__(self) -> str:
        """Each mistake on a line: file and place, what is wrong, what to do."""
        where = ", ".join(filter(None, (str(self.file), self.place)))
        said = "; ".join(filter(None, (self.message, self.remedy)))
        return "\n".join([": ".join(filter(None, (where, said))), *map(str, self.also)])


def together(mistakes: Sequence[CorpusError], most: int | None = None) -> CorpusError:
    """Some mistakes as one error, that tells as many of them as are wanted."""
    first, *others = mistakes[:most]
    if left := len(mistakes[1:]) - len(others):
        others.append(CorpusError(f"… and {left} more mistakes"))
    return replace(first, also=tuple(others))


def fault(error: Exception, article: Article) -> CorpusError:
    """What nobody foresaw, as an error of the article in which it came up."""
    frame = extract_tb(error.__traceback__)[-1:]
    at = "".join(f" at {Path(f.filename).name}:{f.lineno}" for f in frame)
    return CorpusError(
        f"{type(error).__name__}{at}: {error}",
        "too large for the memory of this machine"
        if isinstance(error, MemoryError)
        else "a fault of this program: please report it, with the text",
        article.file or article.id,
        article.place,
        article.id,
    )


def attempt(
    act: Callable[[Article], Made], article: Article | CorpusError
) -> Made | CorpusError:
    """What is made of an article, or why nothing is: none ends a run of many."""
    if isinstance(article, CorpusError):
        return article
    try:
        return act(article)
    except CorpusError as error:
        return replace(error, article=article.id)
    except Exception as error:
        return fault(error, article)


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of an article in one respect, and on what ground.

    `stated`: the evidence is words of the file; `inferred`: what it was inferred from;
    `found`: what was found on the page at `address`, on the ISO day `looked_up`;
    `unknown`: no value, and the evidence may say what misleads.
    """

    value: Words | None = None
    basis: Basis = "unknown"
    evidence: Words = ""
    address: str | None = None
    looked_up: Words | None = None


UNKNOWN = Fact()


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
    """One article: its text as read, what is known of it, its declared voices.

    `place` is its row or line where the file holds several.
    """

    id: str
    text: str
    file: str = ""
    sha256: str = ""
    label: str = ""
    title: Fact = UNKNOWN
    date: Fact = UNKNOWN
    outlet: Fact = UNKNOWN
    author: Fact = UNKNOWN
    declared: tuple[Segment, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
    origin: Origin | None = field(default=None, repr=False)
    place: str = field(default="", compare=False)

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
