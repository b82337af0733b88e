"""The ledger: every claim with its check, its doubt, and whether it is kept.

A claim that fails under the book's own choices is an error: the build stops.  One
that holds there and in fewer than three quarters of all specifications is dropped:
it is listed as dropped, and no finding of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from report.multiverse.choices import Specification, Told, specifications
from report.multiverse.claim import Claim
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
"""The share of the specifications in which a claim must hold to be kept."""


class ClaimError(Exception):
    """A claim that the data do not bear; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as checked.

    `sentence` has its facts in it.  `holds` are the specifications in which the
    claim holds, `fails` those in which it does not, `unasked` those that leave too
    little to ask.  `leverage` are the sentences without any one of which it does not
    hold.  `by_program` says whether it holds on the relations that the rules find,
    None where the coding of sentences has no part in it.
    """

    claim: Claim
    sentence: str
    holds: tuple[Specification, ...]
    fails: tuple[Specification, ...]
    unasked: tuple[Specification, ...]
    leverage: tuple[Told, ...]
    by_program: bool | None

    @property
    def n_asked(self) -> int:
        """In how many specifications the claim could be asked."""
        return len(self.holds) + len(self.fails)

    @property
    def kept(self) -> bool:
        """Whether it holds in enough of them to be a finding."""
        return len(self.holds) >= ENOUGH * self.n_asked


def check_claim(bench: Bench, claim: Claim) -> Entry:
    """A claim checked under every specification; `ClaimError` if it is false here."""
    found = _entry(bench, claim)
    if Specification() not in found.holds:
        raise ClaimError(
            f"the data no longer bear the claim {claim.slug}: {claim.check.__doc__} "
            "Rewrite the claim, or find out what changed the data."
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
        sentence=_capital(claim.sentence.format(**claim.check(own).facts)),
        holds=tuple(outcomes[True]),
        fails=tuple(outcomes[False]),
        unasked=tuple(outcomes[None]),
        leverage=tuple(leverage),
        by_program=claim.check(by_rule).holds if on_sentences else None,
    )


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
