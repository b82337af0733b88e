"""The five answers: what the two countries are to each other in each piece."""

from __future__ import annotations

from report.multiverse.choices import View
from report.multiverse.claim import (
    CEASE_FIRE,
    GREAT,
    NEGOTIATING,
    NO_ANSWER,
    PEACE,
    SPRING,
    Check,
    claim,
)

_CODED = ("coding", "display", "named")
_AMERICA, _IRAN = "united_states", "iran"


@claim(
    "negotiating-courted",
    "An enemy, courted",
    "{n:words} sentences of *Negotiating* are about Iran, the second by the name of "
    "“America’s enemies”; both are the blogger’s own, and both say that Bush is "
    "courting it. The report quoted below does not name Iran at all.",
    page="readings",
    pieces=(NEGOTIATING,),
    choices=_CODED,
    tested="Every sentence about the relationship is the writer’s, of cooperation, "
    "with the US acting, and no sentence of the quoted report names Iran.",
    overturned_by="a sentence of the report that names Iran, or a second way in which "
    "the blogger relates them",
)
def negotiating_courted(view: View) -> Check:
    related = view.related()
    if not related:
        return NO_ANSWER
    courted = all(
        s.own and s.relation == "cooperation" and s.agent == "us" for s in related
    )
    report = [s for s in view.sentences if s.layer == "excerpt"]
    silent = not any(_IRAN in s.actors.split() for s in report)
    return Check(courted and silent, {"n": len(related)}, related)


@claim(
    "cease-fire-enemy",
    "An enemy, on somebody’s word",
    "{n:words} sentences of *Cease-fire over* set America and Iran against each "
    "other, and none does anything else. In {sourced:words} of them an admiral, an "
    "analyst, a security official or “the US” vouches for it.",
    page="readings",
    pieces=(CEASE_FIRE,),
    choices=(*_CODED, "unit"),
    tested="Every sentence about the relationship is one of confrontation, and sources "
    "vouch for more than half of it.",
    overturned_by="a sentence of cooperation or rivalry, or a coding that lays the "
    "charges at the door of the report",
)
def cease_fire_enemy(view: View) -> Check:
    related = view.related()
    if not related:
        return NO_ANSWER
    sourced = [s for s in related if not s.own and s.voice != "report"]
    hostile = all(s.relation == "confrontation" for s in related)
    most = 2 * view.count(sourced) > view.count(related)
    facts = {"n": len(related), "sourced": len(sourced)}
    return Check(hostile and most, facts, related)


@claim(
    "peace-deal-broker",
    "A broker, and somebody who was not asked",
    "The report that *Peace deal* reproduces names no American in its {report:words} "
    "sentences. That Iraq “turned to Iran and not the US” is the blogger’s conclusion, "
    "that Bush is irrelevant another blogger’s title.",
    page="readings",
    pieces=(PEACE,),
    choices=_CODED,
    tested="No sentence of the news report names the US, and every sentence about the "
    "relationship stands outside it and puts Iran in America’s place.",
    overturned_by="an American in the report, or a relation inside it",
)
def peace_deal_broker(view: View) -> Check:
    related = view.related()
    report = [s for s in view.sentences if s.layer == "excerpt" and s not in related]
    if not related or not report:
        return NO_ANSWER
    silent = not any(_AMERICA in s.actors.split() for s in report)
    displaced = all(s.kind == "displacement" for s in related)
    return Check(silent and displaced, {"report": len(report)}, related)


@claim(
    "great-news-joke",
    "Partners, as a joke",
    "All {n:words} sentences of *Great news* about both countries speak of working "
    "together, and none puts it as more than a possibility. {mocked:Words} of them "
    "mock it, and the first sneer stands before the official’s first word.",
    page="readings",
    pieces=(GREAT,),
    choices=_CODED,
    tested="Every sentence about the relationship is a possible cooperation, some of "
    "them are ironic, and one of these stands before the first that a source vouches "
    "for.",
    overturned_by="a sentence that has them working together in fact, or a reading "
    "of the sneers as meant",
)
def great_news_joke(view: View) -> Check:
    related = view.related()
    mocked = [s for s in related if s.tone == "ironic"]
    sourced = [s for s in related if not s.own]
    if not related or not sourced:
        return NO_ANSWER
    possible = all(
        s.relation == "cooperation" and s.reality == "possibility" for s in related
    )
    first = bool(mocked) and mocked[0].place < sourced[0].place
    return Check(
        possible and first, {"n": len(related), "mocked": len(mocked)}, related
    )


@claim(
    "spring-partner-and-rival",
    "A partner for now, a rival through others",
    "*Spring offensive* has {partner:words} sentences in which America sides with "
    "Iran or is untroubled by it, a repeated headline among them, and {rival:words} "
    "in which they are rivals. The rivalry is reported as fact, and always in "
    "somebody else’s words.",
    page="readings",
    pieces=(SPRING,),
    choices=_CODED,
    tested="There are two sentences or more of cooperation and of competition; every "
    "one of competition states a fact, and none is the writer’s.",
    overturned_by="a sentence in which the reporter says in his own voice that they "
    "are rivals, or puts the rivalry as possible only",
)
def spring_partner_and_rival(view: View) -> Check:
    partner, rival = view.related("cooperation"), view.related("competition")
    if not partner and not rival:
        return NO_ANSWER
    both = len(partner) >= 2 <= len(rival)
    reported = all(s.reality == "fact" and not s.own for s in rival)
    facts = {"partner": len(partner), "rival": len(rival)}
    return Check(both and reported, facts, [*partner, *rival])


PIECE_CLAIMS = (
    negotiating_courted,
    cease_fire_enemy,
    peace_deal_broker,
    great_news_joke,
    spring_partner_and_rival,
)
