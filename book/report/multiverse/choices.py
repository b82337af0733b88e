"""The same evidence under other defensible choices: what a multiverse is made of.

A `Specification` names one option for each choice an analyst has to make; the first
option of each is the one the book uses (Steegen et al. 2016).  A `View` holds the
sentences, attributions and quotes that count under a specification; `bench.py` makes
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any, NamedTuple

from report.multiverse.tone_lexicons import LEXICONS

CHOICES: Mapping[str, tuple[str, ...]] = {
    "coding": ("reference", "pass-1", "pass-2"),
    "aliases": ("as coded", "broad", "narrow"),
    "voices": ("piece", "author and excerpt", "author"),
    "splitter": ("nupunkt", "sentencex"),
    "quotes": ("in", "out"),
    "doubled": ("as printed", "once"),
    "finder": ("program", "coding"),
    "lexicon": tuple(LEXICONS),
    "names": ("masked", "as written"),
    "formula": ("Flesch–Kincaid", "Gunning fog", "Coleman–Liau", "ARI", "Dale–Chall"),
}
"""What each choice is: who coded the sentences; whether a sentence with a relation
must name both countries, by any name or as countries; whose words count; what ends a
sentence; whether sentences that are mostly quoted count; whether a headline that is
printed twice counts twice; who found sources and quotes; which tone lexicon, and
whether actors' names are masked; which formula."""


CHOICE_NAMES = {
    "coding": "coding",
    "aliases": "both countries named",
    "voices": "whose words",
    "splitter": "sentence splitter",
    "quotes": "quoted sentences",
    "doubled": "a doubled headline",
    "finder": "sources found by",
    "lexicon": "tone lexicon",
    "names": "names of actors",
    "formula": "formula",
}


@dataclass(frozen=True, slots=True)
class Specification:
    """One option for each of `CHOICES`; without arguments, the book's own."""

    coding: str = CHOICES["coding"][0]
    aliases: str = CHOICES["aliases"][0]
    voices: str = CHOICES["voices"][0]
    splitter: str = CHOICES["splitter"][0]
    quotes: str = CHOICES["quotes"][0]
    doubled: str = CHOICES["doubled"][0]
    finder: str = CHOICES["finder"][0]
    lexicon: str = CHOICES["lexicon"][0]
    names: str = CHOICES["names"][0]
    formula: str = CHOICES["formula"][0]

    def __str__(self) -> str:
        """What differs from the book's own choices, or `as in the book`."""
        own = Specification()
        other = [
            f"{CHOICE_NAMES[field.name]}: {getattr(self, field.name)}"
            for field in fields(self)
            if getattr(self, field.name) != getattr(own, field.name)
        ]
        return "; ".join(other) or "as in the book"


def specifications(choices: Iterable[str]) -> list[Specification]:
    """Every combination of the options of `choices`, the book's own first.

    >>> [str(s) for s in specifications(["quotes"])]
    ['as in the book', 'quoted sentences: out']
    """
    names = list(choices)
    options = product(*(CHOICES[name] for name in names))
    return [Specification(**dict(zip(names, found, strict=True))) for found in options]


class Told(NamedTuple):
    """A sentence of a piece with its codes, under a specification.

    `quoted`: at least half of its words stand in quotation marks.  `named`: None,
    `broad` or `narrow`, whether it names both countries.  The codes are the
    codebook's; those of a relation are None without one.
    """

    piece: str
    place: int
    layer: str
    carrier: str | None
    start: int
    end: int
    text: str
    masked: str
    n_words: int
    quoted: bool
    named: str | None
    actors: frozenset[str]
    relation: str
    form: str | None
    status: str | None
    initiator: str | None
    target: str | None
    voice_of: str | None
    irony: bool
    toward_us: int
    toward_iran: int


class Cited(NamedTuple):
    """A claim that a piece hands to a source."""

    piece: str
    layer: str
    start: int
    source: str | None
    source_type: str | None
    anonymous: bool
    quoted: bool


class Spoken(NamedTuple):
    """A quoted span with a speaker, or without one."""

    piece: str
    layer: str
    start: int
    speaker: str | None
    kind: str
    n_words: int


@dataclass(frozen=True)
class View:
    """What a claim is checked on: the five pieces under one specification.

    `years` has the year of each piece; `framing` its coded roles, functions and
    items; `gone` the sentences that were taken out to see what hangs on them.
    """

    pieces: tuple[str, ...]
    years: Mapping[str, str]
    specification: Specification
    sentences: tuple[Told, ...]
    attributions: tuple[Cited, ...]
    quotes: tuple[Spoken, ...]
    framing: Mapping[str, Mapping[str, Any]]
    gone: tuple[Told, ...] = ()

    def drawn(
        self, piece: str | None = None, relation: str | None = None
    ) -> list[Told]:
        """The sentences that draw a relation, of one piece or of one relation."""
        return [
            told
            for told in self.sentences
            if told.relation != "none"
            and piece in (None, told.piece)
            and relation in (None, told.relation)
        ]

    def of(self, piece: str) -> list[Told]:
        """The sentences of one piece."""
        return [told for told in self.sentences if told.piece == piece]

    def without(self, gone: Told) -> View:
        """The view without one sentence and what is cited and quoted in it."""

        def stays(other: Any) -> bool:
            inside = gone.start <= other.start < gone.end
            return other.piece != gone.piece or not inside

        return replace(
            self,
            sentences=tuple(filter(stays, self.sentences)),
            attributions=tuple(filter(stays, self.attributions)),
            quotes=tuple(filter(stays, self.quotes)),
            gone=(*self.gone, gone),
        )

    def roles(self, actor: str) -> set[tuple[str, str, str]]:
        """Which roles the pieces give to `united_states` or `iran`, and by whom.

        As triples of piece, role and voice; a role goes with its last evidence.
        """
        return {
            (piece, role["role"], role["voice_of"])
            for piece, codes in self.framing.items()
            for role in codes["roles"][actor]
            if any(self._stands(piece, span) for span in role["evidence"])
        }

    def _stands(self, piece: str, span: Mapping[str, Any]) -> bool:
        """Whether a span of evidence is not in a sentence that was taken out."""
        return not any(
            told.piece == piece and told.start <= span["start"] < told.end
            for told in self.gone
        )
