"""The same evidence under other defensible choices: what a multiverse is made of.

A `Universe` names one option for each choice an analyst has to make; the first option
of each is the one the report uses (Steegen et al. 2016).  A `View` holds the sentences,
quotes and sources that count in it; `universes.py` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import NamedTuple

import pandas as pd

CHOICES: Mapping[str, tuple[str, ...]] = {
    "coding": ("two of three passes", "pass a", "pass b", "pass c", "all three passes"),
    "display": ("headlines in", "headlines left out"),
    "named": ("as coded", "both countries named"),
    "unit": ("sentences counted", "words counted"),
    "within": ("out of all sentences", "out of those about the relationship"),
    "finder": ("found by the program", "found by the coding"),
    "kinds": ("all quotes", "direct quotes only"),
    "quoted": ("quoted words counted", "quotes counted"),
    "lexicon": ("VADER", "TextBlob", "Harvard IV-4", "Loughran–McDonald"),
    "voice": ("the whole piece", "the author only"),
}
WHAT = {
    "coding": "whose coding of the sentences: two of three passes, one of them, or "
    "only what all three say",
    "display": "headline and standfirst: counted with the writer’s text, or left out",
    "named": "sentences about the relationship: as coded, or only those that name both "
    "countries",
    "unit": "what is counted: sentences, or their words",
    "within": "out of what: all sentences, or those about the relationship",
    "finder": "who found quotes, speakers and sources: the program, or the coding",
    "kinds": "which quotes: all that have a speaker, or only those of a clause or more",
    "quoted": "what is counted of them: their words, or the quotes",
    "lexicon": "which list of words measures the tone",
    "voice": "whose sentences an instrument reads: all of the piece, or the author’s",
}


# Choices of how to count what is there, beside those of what is there.
_HOW = ("unit", "within", "quoted", "lexicon")


@dataclass(frozen=True, slots=True)
class Universe:
    """One option for each of `CHOICES`; without arguments, the report's own."""

    coding: str = CHOICES["coding"][0]
    display: str = CHOICES["display"][0]
    named: str = CHOICES["named"][0]
    unit: str = CHOICES["unit"][0]
    within: str = CHOICES["within"][0]
    finder: str = CHOICES["finder"][0]
    kinds: str = CHOICES["kinds"][0]
    quoted: str = CHOICES["quoted"][0]
    lexicon: str = CHOICES["lexicon"][0]
    voice: str = CHOICES["voice"][0]

    @property
    def changed(self) -> dict[str, str]:
        """The choices in which it differs from the report's own, with its options."""
        own = Universe()
        names = [field.name for field in fields(self)]
        return {n: o for n in names if (o := getattr(self, n)) != getattr(own, n)}

    def __str__(self) -> str:
        """What differs from the report's own choices, or `as in the report`."""
        return ", ".join(self.changed.values()) or "as in the report"


def universes(choices: Iterable[str]) -> list[Universe]:
    """Every combination of the options of `choices`, those near the report's first.

    >>> [str(universe) for universe in universes(["display"])]
    ['as in the report', 'headlines left out']
    """
    names = list(choices)
    options = product(*(CHOICES[name] for name in names))
    found = [Universe(**dict(zip(names, one, strict=True))) for one in options]
    return sorted(found, key=lambda universe: len(universe.changed))


class Coded(NamedTuple):
    """A sentence of a piece with its codes in one universe.

    `tone` is the codebook's: straight or ironic; `heard` the tone by each lexicon,
    -1 to 1.  `named`: whether it names both countries.
    """

    piece: str
    place: int
    layer: str
    start: int
    end: int
    text: str
    n_words: int
    named: bool
    actors: str
    relation: str
    also: str
    kind: str
    reality: str
    tone: str
    agent: str
    voice: str
    toward_us: int
    toward_iran: int
    judged_for: str
    heard: Mapping[str, float]

    @property
    def own(self) -> bool:
        """Whether the writer vouches for it: no source, and no borrowed report."""
        return self.voice in ("writer", "display")


class Spoken(NamedTuple):
    """Quoted words, or words handed to a source, with the side of whoever has them."""

    piece: str
    start: int
    end: int
    text: str
    n_words: int
    who: str | None
    side: str
    kind: str
    anonymous: bool


@dataclass(frozen=True)
class View:
    """What a claim is checked on: some of the pieces, in one universe.

    `roles`, `display` and `pieces` are the rows of the coding that stand
    in it, `ties` the words that tie a party to a third, as the program finds them.
    """

    universe: Universe
    titles: tuple[str, ...]
    sentences: tuple[Coded, ...]
    quotes: tuple[Spoken, ...]
    sources: tuple[Spoken, ...]
    roles: pd.DataFrame
    display: pd.DataFrame
    pieces: pd.DataFrame
    ties: pd.DataFrame

    def related(self, relation: str | None = None) -> list[Coded]:
        """The sentences about the relationship, or those of one relation."""
        return [
            s
            for s in self.sentences
            if s.relation != "none" and relation in (None, s.relation)
        ]

    def asked(self) -> list[Coded]:
        """The sentences out of which is counted."""
        whole = self.universe.within == CHOICES["within"][0]
        return list(self.sentences) if whole else self.related()

    def count(self, sentences: Iterable[Coded]) -> int:
        """How many sentences, or how many words in them."""
        if self.universe.unit == "words counted":
            return sum(s.n_words for s in sentences)
        return sum(1 for _ in sentences)

    def of(self, *titles: str) -> View:
        """The view of some pieces only; of all without any."""
        if not titles:
            return self
        frames = (self.roles, self.display, self.pieces, self.ties)
        roles, display, pieces, ties = (f[f["piece"].isin(titles)] for f in frames)
        return replace(
            self,
            titles=tuple(t for t in self.titles if t in titles),
            sentences=tuple(s for s in self.sentences if s.piece in titles),
            quotes=tuple(q for q in self.quotes if q.piece in titles),
            sources=tuple(c for c in self.sources if c.piece in titles),
            roles=roles,
            display=display,
            pieces=pieces,
            ties=ties,
        )

    def without(self, gone: Coded) -> View:
        """The view without one sentence and what is quoted, cited and cast in it."""

        def stays(piece: str, start: float) -> bool:
            return piece != gone.piece or not gone.start <= start < gone.end

        def left(rows: pd.DataFrame) -> pd.DataFrame:
            kept = list(map(stays, rows["piece"], rows["start"]))
            return rows if all(kept) else rows[kept]

        return replace(
            self,
            sentences=tuple(s for s in self.sentences if s != gone),
            quotes=tuple(q for q in self.quotes if stays(q.piece, q.start)),
            sources=tuple(c for c in self.sources if stays(c.piece, c.start)),
            roles=left(self.roles),
            ties=left(self.ties),
        )

    def without_piece(self, title: str) -> View:
        """The view of all pieces but one."""
        return self.of(*(other for other in self.titles if other != title))

    def key(self, reads: Iterable[str], choices: Iterable[str]) -> str:
        """What is read of the view, and how it is counted; equal keys are one input."""
        how = [getattr(self.universe, name) for name in choices if name in _HOW]
        what = [getattr(self, name) for name in reads]
        return repr(how) + "".join(
            part.to_csv() if isinstance(part, pd.DataFrame) else repr(part)
            for part in what
        )
