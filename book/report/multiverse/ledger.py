"""The ledger: every claim with its check, how sure it is, and whether it is kept.

A claim that fails as the report has it is an error, and so is one that holds there but
in fewer than three quarters of the universes that have an answer: the build stops.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from report.multiverse import claims
from report.multiverse.choices import Coded, Universe, universes
from report.multiverse.claim import Claim, Passage, write_sentence
from report.multiverse.universes import Bench
from report.seeds import REPOSITORY, seed_tables

_LISTED = yaml.safe_load(Path(__file__).with_name("claims.yml").read_text("utf-8"))
ALL_CLAIMS = tuple(
    Claim(slug, check=getattr(claims, slug.replace("-", "_")), **fields)
    for slug, fields in _LISTED.items()
)
ENOUGH = 0.75
"""The share of the universes with an answer in which a claim must hold to be made."""

SURE: Mapping[str, str] = {
    "firm": "holds under every choice that could reverse it, the three passes of the "
    "coding among them where it rests on the coding; it does not fall with any one "
    "sentence, and without any one piece the others do not say the contrary",
    "fairly firm": "fails only where two choices or more are changed at once",
    "leans on one sentence": "does not hold without a certain sentence",
    "leans on one piece": "without a certain piece the others give the contrary",
    "leans on one choice": "a single other choice gives the contrary",
}


class ClaimError(Exception):
    """A claim that the data do not bear; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as checked.

    `sentence` has its `facts` in it, `carriers` are the passages that carry it.
    `holds`, `fails` and `silent` are the universes in which it holds, does not, and has
    no answer, each distinct input counted once.  `leverage` are the sentences without
    any one of which it does not hold, `pieces` those without one of which it is false.
    """

    claim: Claim
    sentence: str
    facts: Mapping[str, Any]
    carriers: Sequence[Passage]
    holds: tuple[Universe, ...]
    fails: tuple[Universe, ...]
    silent: tuple[Universe, ...]
    leverage: tuple[Coded, ...]
    pieces: tuple[str, ...]

    @property
    def n_answers(self) -> int:
        """In how many distinct universes there is an answer."""
        return len(self.holds) + len(self.fails)

    @property
    def sure(self) -> str:
        """How sure it is, in one of the terms of `SURE`."""
        if self.leverage:
            return "leans on one sentence"
        if self.pieces:
            return "leans on one piece"
        if any(len(universe.changed) == 1 for universe in self.fails):
            return "leans on one choice"
        return "fairly firm" if self.fails else "firm"

    @property
    def tested_at(self) -> tuple[str, int, str]:
        """File and line of the check, and its code."""
        code, line = inspect.getsourcelines(self.claim.check)
        path = Path(inspect.getsourcefile(self.claim.check) or "")
        return path.relative_to(REPOSITORY).as_posix(), line, "".join(code)


def check_claim(bench: Bench, claim: Claim) -> Entry:
    """A claim in every universe; `ClaimError` if the data do not bear it."""
    view = bench.view(Universe()).of(*claim.pieces)
    own = claim.check(view)
    if own.holds is not True:
        raise ClaimError(
            f"the data no longer bear the claim {claim.slug}: {claim.tested} "
            "Rewrite the claim, or find out what changed the data."
        )
    outcomes = _outcomes(bench, claim)
    titles = () if claim.pieces else view.titles
    found = Entry(
        claim=claim,
        sentence=write_sentence(claim.sentence, own.facts),
        facts=own.facts,
        carriers=own.carriers,
        holds=tuple(outcomes[True]),
        fails=tuple(outcomes[False]),
        silent=tuple(outcomes[None]),
        leverage=tuple(
            sentence
            for sentence in view.sentences
            if claim.check(view.without(sentence)).holds is not True
        ),
        pieces=tuple(
            title
            for title in titles
            if claim.check(view.without_piece(title)).holds is False
        ),
    )
    if len(found.holds) < ENOUGH * found.n_answers:
        raise ClaimError(
            f"the claim {claim.slug} holds in {len(found.holds)} of {found.n_answers} "
            f"universes, fewer than {ENOUGH:.0%}: it leans on the choice; drop it"
        )
    return found


def _outcomes(bench: Bench, claim: Claim) -> dict[bool | None, list[Universe]]:
    """The universes by the outcome of a claim, each distinct input counted once."""
    outcomes: dict[bool | None, list[Universe]] = {True: [], False: [], None: []}
    seen = set()
    for universe in universes(claim.choices):
        view = bench.view(universe).of(*claim.pieces)
        key = view.key(claim.reads, claim.choices)
        if key not in seen:
            seen.add(key)
            outcomes[claim.check(view).holds].append(universe)
    return outcomes


@cache
def entry(slug: str) -> Entry:
    """One claim of the report, checked on the five articles; `KeyError` without it."""
    return check_claim(_bench(), {found.slug: found for found in ALL_CLAIMS}[slug])


def ledger() -> tuple[Entry, ...]:
    """All claims of the report, checked on the five articles."""
    return tuple(entry(claim.slug) for claim in ALL_CLAIMS)


@cache
def _bench() -> Bench:
    return Bench(seed_tables())
