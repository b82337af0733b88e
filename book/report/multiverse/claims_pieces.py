"""Claims on each piece: which relation it draws, and how."""

from __future__ import annotations

from typing import Any

from report.multiverse.choices import Told, View
from report.multiverse.claim import (
    CEASE_FIRE,
    CODED,
    GREAT,
    NEGOTIATING,
    PEACE,
    SPRING,
    Check,
    claim,
)

_FIGURE = "relation-by-sentence"


@claim(
    "negotiating-courts-an-enemy",
    "An enemy courted",
    "{piece}, in {drawn:words} of its {all:words} sentences, both the blogger’s own: "
    "“making nice with America’s enemies”.",
    figure=_FIGURE,
    choices=CODED,
    tested="Only cooperation, only in the author's voice, the US acting on Iran.",
    overturned_by="a sentence on the two in the report that the post reproduces",
)
def negotiating(view: View) -> Check:
    drawn = view.drawn(NEGOTIATING)
    holds = all(
        (told.relation, told.layer, told.initiator, told.target)
        == ("cooperation", "author", "us", "iran")
        for told in drawn
    )
    return _check(view, NEGOTIATING, drawn, holds)


@claim(
    "cease-fire-over-has-an-enemy",
    "An enemy",
    "{piece}, in {drawn:words} of {all:words}: blame, rockets, a guarded border; "
    "{own:words} of them, which faults America, the blogger’s own.",
    figure=_FIGURE,
    choices=CODED,
    tested="Only confrontation.",
    overturned_by="a sentence of tolerance or talks between the two",
)
def cease_fire_over(view: View) -> Check:
    drawn = view.drawn(CEASE_FIRE)
    holds = all(told.relation == "confrontation" for told in drawn)
    own = sum(told.voice_of == "author" for told in drawn)
    return _check(view, CEASE_FIRE, drawn, holds, own=own)


@claim(
    "peace-deal-has-a-broker",
    "A broker, and America left out",
    "{piece}, in {drawn:words} of {all:words}, neither of them in the news report "
    "that the piece is built on.",
    figure=_FIGURE,
    choices=CODED,
    tested="Only competition, none of it in the report; the US sidelined, Iran a "
    "broker.",
    overturned_by="a sentence on America in the report that the post reproduces",
)
def peace_deal(view: View) -> Check:
    drawn = view.drawn(PEACE)
    holds = all(
        told.relation == "competition" and told.carrier != "Leila Fadel"
        for told in drawn
    )
    cast = {role for piece, role, _ in view.roles("united_states") if piece == PEACE}
    cast |= {role for piece, role, _ in view.roles("iran") if piece == PEACE}
    return _check(view, PEACE, drawn, holds and {"sidelined", "broker"} <= cast)


@claim(
    "great-news-mocks-a-partner",
    "A partner, mocked",
    "{piece}, in {drawn:words} of {all:words}: {reported:words} reported from an "
    "Iranian official, the others the blogger’s, {ironic:words} of them plainly "
    "ironic; none as a fact.",
    figure=_FIGURE,
    choices=CODED,
    tested="Only cooperation, never actual or past, and some of it ironic.",
    overturned_by="a sentence that reports joint action, or a headline that means it",
)
def great_news(view: View) -> Check:
    drawn = view.drawn(GREAT)
    holds = all(
        told.relation == "cooperation" and told.status not in ("actual", "past")
        for told in drawn
    )
    facts = {
        "reported": sum(told.voice_of != "author" for told in drawn),
        "ironic": sum(told.irony for told in drawn),
    }
    mocked = any(told.irony for told in drawn)
    return _check(view, GREAT, drawn, holds and mocked, **facts)


@claim(
    "spring-offensive-has-both",
    "A partner that is a rival",
    "{piece}, in {drawn:words} of {all:words}: {coop:words} of cooperation (its "
    "headline, printed twice, counts twice), {comp:words} of competition.",
    figure=_FIGURE,
    choices=CODED,
    tested="Cooperation and competition, each at least a quarter, and nothing else.",
    overturned_by="a coding that drops either of the two",
)
def spring_offensive(view: View) -> Check:
    drawn = view.drawn(SPRING)
    coop, comp = (
        len(view.drawn(SPRING, name)) for name in ("cooperation", "competition")
    )
    holds = coop + comp == len(drawn) and min(coop, comp) >= len(drawn) / 4
    facts = {"coop": coop, "comp": comp}
    return _check(view, SPRING, drawn, holds, **facts)


PIECE_CLAIMS = (negotiating, cease_fire_over, peace_deal, great_news, spring_offensive)


def _check(
    view: View, piece: str, drawn: list[Told], holds: bool, **facts: Any
) -> Check:
    """The check of a piece: None where none of its sentences draws a relation."""
    anchor, year = piece.lower().replace(" ", "-"), view.years[piece]
    facts |= {
        "piece": f"[*{piece}*, {year}](pieces.ipynb#{anchor}-{year})",
        "drawn": len(drawn),
        "all": len(view.of(piece)),
    }
    return Check(holds if drawn else None, facts)
