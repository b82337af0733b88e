"""Claims on each piece: which relation it draws, and how."""

from __future__ import annotations

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
    in_words,
)

_FIGURE = "relation-by-sentence"


@claim(
    "negotiating-courts-an-enemy",
    "An enemy courted",
    "{piece}, in {drawn} of its {all} sentences, both the blogger’s own: “making nice "
    "with America’s enemies”.",
    figure=_FIGURE,
    choices=CODED,
    overturned_by="a sentence on the two in the report that the post reproduces",
)
def negotiating(view: View) -> Check:
    """Only cooperation, only in the author's voice, the US acting on Iran."""
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
    "{piece}, in {drawn} of {all}: blame, rockets, a guarded border; {own} of them, "
    "which faults America, the blogger’s own.",
    figure=_FIGURE,
    choices=CODED,
    overturned_by="a sentence of tolerance or talks between the two",
)
def cease_fire_over(view: View) -> Check:
    """Only confrontation."""
    drawn = view.drawn(CEASE_FIRE)
    holds = all(told.relation == "confrontation" for told in drawn)
    own = sum(told.voice_of == "author" for told in drawn)
    return _check(view, CEASE_FIRE, drawn, holds, own=in_words(own))


@claim(
    "peace-deal-has-a-broker",
    "A broker, and America left out",
    "{piece}, in {drawn} of {all}, neither of them in the news report that the piece "
    "is built on.",
    figure=_FIGURE,
    choices=CODED,
    overturned_by="a sentence on America in the report that the post reproduces",
)
def peace_deal(view: View) -> Check:
    """Only competition, none of it in the report; the US sidelined, Iran a broker."""
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
    "{piece}, in {drawn} of {all}: {reported} reported from an Iranian official, the "
    "others the blogger’s, {ironic} of them plainly ironic; none as a fact.",
    figure=_FIGURE,
    choices=CODED,
    overturned_by="a sentence that reports joint action, or a headline that means it",
)
def great_news(view: View) -> Check:
    """Only cooperation, never actual or past, and some of it ironic."""
    drawn = view.drawn(GREAT)
    holds = all(
        told.relation == "cooperation" and told.status not in ("actual", "past")
        for told in drawn
    )
    facts = {
        "reported": in_words(sum(told.voice_of != "author" for told in drawn)),
        "ironic": in_words(sum(told.irony for told in drawn)),
    }
    mocked = any(told.irony for told in drawn)
    return _check(view, GREAT, drawn, holds and mocked, **facts)


@claim(
    "spring-offensive-has-both",
    "A partner that is a rival",
    "{piece}, in {drawn} of {all}: {coop} of cooperation (its "
    "headline, printed twice, counts twice), {comp} of competition.",
    figure=_FIGURE,
    choices=CODED,
    overturned_by="a coding that drops either of the two",
)
def spring_offensive(view: View) -> Check:
    """Cooperation and competition, each at least a quarter, and nothing else."""
    drawn = view.drawn(SPRING)
    coop, comp = (
        len(view.drawn(SPRING, name)) for name in ("cooperation", "competition")
    )
    holds = coop + comp == len(drawn) and min(coop, comp) >= len(drawn) / 4
    facts = {"coop": in_words(coop), "comp": in_words(comp)}
    return _check(view, SPRING, drawn, holds, **facts)


PIECE_CLAIMS = (negotiating, cease_fire_over, peace_deal, great_news, spring_offensive)


def _check(
    view: View, piece: str, drawn: list[Told], holds: bool, **facts: str
) -> Check:
    """The check of a piece: None where none of its sentences draws a relation."""
    anchor = piece.lower().replace(" ", "-")
    facts |= {
        "piece": f"[*{piece}*, {view.years[piece]}](piece-{anchor})",
        "drawn": in_words(len(drawn)),
        "all": in_words(len(view.of(piece))),
    }
    return Check(holds if drawn else None, facts)
