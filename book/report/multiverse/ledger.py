"""The ledger: every claim with its check, its doubt, and whether it is kept.

A claim that fails under the book's own choices is an error, and so is one that holds
there but in fewer than three quarters of all specifications: the build stops.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from report.multiverse.choices import Specification, Told, specifications
from report.multiverse.claim import Claim, write_sentence
from report.multiverse.claims_instruments import INSTRUMENT_CLAIMS
from report.multiverse.claims_pieces import PIECE_CLAIMS
from report.multiverse.claims_relation import RELATION_CLAIMS
from report.multiverse.claims_voices import VOICE_CLAIMS
from report.multiverse.universes import PROGRAM, Bench
from report.seeds import seed_tables

ALL_CLAIMS: tuple[Claim, ...] = (
    *PIECE_CLAIMS,
    *RELATION_CLAIMS,
    *VOICE_CLAIMS,
    *INSTRUMENT_CLAIMS,
)
ENOUGH = 0.75
"""The share of the specifications in which a claim must hold to be made."""


class ClaimError(Exception):
    """A claim that the data do not bear; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as checked.

    `sentence` has its `facts` in it.  `holds` are the specifications in which the
    claim holds, `fails` those in which it does not, `unasked` those that leave too
    little to ask.  `leverage` are the sentences without any one of which it does not
    hold.  `by_program` says whether it holds on the relations that the rules find,
    None where the coding of sentences has no part in it.
    """

    claim: Claim
    sentence: str
    facts: Mapping[str, Any]
    holds: tuple[Specification, ...]
    fails: tuple[Specification, ...]
    unasked: tuple[Specification, ...]
    leverage: tuple[Told, ...]
    by_program: bool | None

    @property
    def n_asked(self) -> int:
        """In how many specifications the claim could be asked."""
        return len(self.holds) + len(self.fails)


def check_claim(bench: Bench, claim: Claim) -> Entry:
    """A claim under every specification; `ClaimError` if it is not borne out."""
    found = _entry(bench, claim)
    if Specification() not in found.holds:
        raise ClaimError(
            f"the data no longer bear the claim {claim.slug}: {claim.tested} "
            "Rewrite the claim, or find out what changed the data."
        )
    if len(found.holds) < ENOUGH * found.n_asked:
        raise ClaimError(
            f"the claim {claim.slug} holds under {len(found.holds)} of {found.n_asked} "
            f"choices, fewer than {ENOUGH:.0%}: it hangs on the choice; drop it"
        )
    return found


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


def _entry(bench: Bench, claim: Claim) -> Entry:
    outcomes: dict[bool | None, list[Specification]] = {True: [], False: [], None: []}
    for specification in specifications(claim.choices):
        holds = claim.check(bench.view(specification)).holds
        outcomes[None if holds is None else bool(holds)].append(specification)
    own = bench.view(Specification())
    leverage = [
        told
        for told in own.sentences
        if claim.check(own.without(told)).holds is not True
    ]
    by_rule = bench.view(Specification(coding=PROGRAM))
    on_sentences = {"coding", "splitter"} <= set(claim.choices)
    return Entry(
        claim=claim,
        facts=(facts := claim.check(own).facts),
        sentence=write_sentence(claim.sentence, facts),
        holds=tuple(outcomes[True]),
        fails=tuple(outcomes[False]),
        unasked=tuple(outcomes[None]),
        leverage=tuple(leverage),
        by_program=claim.check(by_rule).holds if on_sentences else None,
    )
