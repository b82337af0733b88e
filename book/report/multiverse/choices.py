"""The same evidence under other defensible choices: what a multiverse is made of.

A `Universe` names one option for each choice an analyst has to make; the first option
of each is the one the report uses (Steegen et al. 2016).  A `View` holds the sentences,
quotes and sources that count in it; `universes.py` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

_LISTED = yaml.safe_load(Path(__file__).with_name("choices.yml").read_text("utf-8"))
CHOICES: Mapping[str, list[str]] = {n: row["options"] for n, row in _LISTED.items()}
WHAT: Mapping[str, str] = {name: row["what"] for name, row in _LISTED.items()}

# Choices of how to count what is there, beside those of what is there.
_HOW = ("unit", "within", "quoted", "lexicon")
_OWN = {name: options[0] for name, options in CHOICES.items()}


class Universe(NamedTuple):
    """One option for each of `CHOICES`; without arguments, the report's own."""

    coding: str = _OWN["coding"]
    display: str = _OWN["display"]
    named: str = _OWN["named"]
    unit: str = _OWN["unit"]
    within: str = _OWN["within"]
    finder: str = _OWN["finder"]
    kinds: str = _OWN["kinds"]
    quoted: str = _OWN["quoted"]
    lexicon: str = _OWN["lexicon"]
    voice: str = _OWN["voice"]

    @property
    def changed(self) -> dict[str, str]:
        """The choices in which it differs from the report's own, with its options."""
        return {n: o for n, o in self._asdict().items() if o != _OWN[n]}

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

    `display` and `pieces` are the rows of the coding that stand in it.
    """

    universe: Universe
    titles: tuple[str, ...]
    sentences: tuple[Coded, ...]
    quotes: tuple[Spoken, ...]
    sources: tuple[Spoken, ...]
    display: pd.DataFrame
    pieces: pd.DataFrame

    def related(self, relation: str | None = None) -> list[Coded]:
        """The sentences about the relationship, or those of one relation."""
        related = (s for s in self.sentences if s.relation != "none")
        return [s for s in related if relation in (None, s.relation)]

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
        return replace(
            self,
            titles=tuple(t for t in self.titles if t in titles),
            sentences=tuple(s for s in self.sentences if s.piece in titles),
            quotes=tuple(q for q in self.quotes if q.piece in titles),
            sources=tuple(c for c in self.sources if c.piece in titles),
            display=self.display[self.display["piece"].isin(titles)],
            pieces=self.pieces[self.pieces["piece"].isin(titles)],
        )

    def without(self, gone: Coded) -> View:
        """The view without one sentence and what is quoted and cited in it."""

        def stays(one: Spoken) -> bool:
            return one.piece != gone.piece or not gone.start <= one.start < gone.end

        return replace(
            self,
            sentences=tuple(s for s in self.sentences if s != gone),
            quotes=tuple(filter(stays, self.quotes)),
            sources=tuple(filter(stays, self.sources)),
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
