"""Claims on voices: who judges, who is cited, which roles the two are given."""

from __future__ import annotations

from collections import Counter

from report.multiverse.choices import Cited, Told, View
from report.multiverse.claim import (
    CEASE_FIRE,
    FOUND,
    GREAT,
    NEGOTIATING,
    PEACE,
    Check,
    claim,
)

_JUDGED = ("coding", "voices", "splitter", "quotes")


@claim(
    "nobody-praises-america",
    "No sentence is coded in America’s favour",
    "{against:words} sentences judge against the United States, at least one in "
    "{pieces}, and {favour:count} for it.",
    figure="evaluation",
    choices=_JUDGED,
    tested="No sentence is for the US; some in at least three pieces are against.",
    overturned_by="a coding that takes an officer’s account of his own side for praise",
)
def nobody_praises_america(view: View) -> Check:
    against = [told for told in view.sentences if told.toward_us < 0]
    favour = [told for told in view.sentences if told.toward_us > 0]
    pieces = {told.piece for told in against}
    facts = {
        "against": len(against),
        "pieces": "each piece" if len(pieces) == 5 else f"{len(pieces)} pieces",
        "favour": len(favour),
    }
    return Check(not favour and len(pieces) >= 3, facts)


@claim(
    "writers-judge-america-others-iran",
    "The writers judge America, others judge Iran",
    "Of the {us:words} judgments against the United States {us_own:words} are the "
    "writers’ own; of the {iran:words} against Iran, {iran_own:words}.",
    figure="evaluation",
    choices=["coding", "splitter"],
    tested="Most judgments against the US are the writers' own, most against Iran "
    "are not.",
    overturned_by="two of the reported judgments of Iran found to be the writers’ own",
)
def writers_judge_america(view: View) -> Check:
    us = [told for told in view.sentences if told.toward_us < 0]
    iran = [told for told in view.sentences if told.toward_iran < 0]
    if not us or not iran:
        return Check(None, {})
    us_own, iran_own = (sum(map(_own, found)) for found in (us, iran))
    facts = {
        "us": len(us),
        "us_own": us_own,
        "iran": len(iran),
        "iran_own": iran_own,
    }
    return Check(us_own > len(us) / 2 and iran_own < len(iran) / 2, facts)


@claim(
    "iran-hardly-speaks",
    "Iran hardly speaks",
    "Of {n:words} claims that the pieces hand to a source, {iran:words} come from its "
    "side, all through one unnamed official in {where:titles}.",
    figure="sources",
    choices=FOUND,
    tested="One Iranian source, unnamed, in Great news alone, with a tenth of all "
    "or less.",
    overturned_by="a named Iranian, or one in any other piece",
)
def iran_hardly_speaks(view: View) -> Check:
    found = [c for c in view.attributions if c.source_type == "iran_official"]
    if not found:
        return Check(None, {})
    where = sorted({cited.piece for cited in found})
    facts = {
        "iran": len(found),
        "n": len(view.attributions),
        "where": where,
    }
    few = len(found) <= len(view.attributions) / 10
    one = len({cited.source for cited in found}) == 1
    hidden = all(cited.anonymous for cited in found)
    return Check(where == [GREAT] and few and one and hidden, facts)


@claim(
    "america-is-cited",
    "American officials are cited most",
    "American officers, officials and politicians are the sources of {us:words} of "
    "the {n:words} claims, more than any other side.",
    figure="sources",
    choices=FOUND,
    tested="American sources have more claims than those of any other side.",
    overturned_by="a count by source instead of by claim that ranks them otherwise",
)
def america_is_cited(view: View) -> Check:
    sides = Counter(map(_side, view.attributions))
    if not view.attributions:
        return Check(None, {})
    others = max((n for side, n in sides.items() if side != "us"), default=0)
    facts = {"us": sides["us"], "n": len(view.attributions)}
    return Check(sides["us"] > others, facts)


@claim(
    "unnamed-majority",
    "Unnamed sources carry two of the pieces",
    "In {pieces:titles} most claims come from unnamed sources: {one:words} of "
    "{one_n:words} and {two:words} of {two_n:words}.",
    figure="sources",
    choices=FOUND,
    tested="More than half of the claims of Peace deal and of Great news are unnamed.",
    overturned_by="a rule that takes “lawmakers” or “members of parliament” for named",
)
def unnamed_majority(view: View) -> Check:
    counts = []
    for piece in (PEACE, GREAT):
        own = [cited for cited in view.attributions if cited.piece == piece]
        counts.append((sum(cited.anonymous for cited in own), len(own)))
    if not all(n for _, n in counts):
        return Check(None, {})
    (one, one_n), (two, two_n) = counts
    facts = {
        "pieces": [PEACE, GREAT],
        "one": one,
        "one_n": one_n,
        "two": two,
        "two_n": two_n,
    }
    return Check(one > one_n / 2 and two > two_n / 2, facts)


@claim(
    "a-general-leads",
    "One general has the floor",
    "{who} alone has {share:.0%} of all the words that the five pieces quote from "
    "anybody.",
    figure="quoted-words",
    choices=["finder", "voices"],
    tested="Martin Dempsey has the most quoted words of all speakers.",
    overturned_by="a rule that gives his quotes to somebody else",
)
def a_general_leads(view: View) -> Check:
    words: Counter[str] = Counter()
    for spoken in view.quotes:
        if spoken.speaker and spoken.kind in ("direct", "mixed"):
            words[spoken.speaker] += spoken.n_words
    if not words:
        return Check(None, {})
    who, n = words.most_common(1)[0]
    facts = {"who": who, "share": n / words.total()}
    return Check(who == "Martin Dempsey", facts)


@claim(
    "borrowed-reports",
    "Two pieces are mostly somebody else’s words",
    "Their writers have {one:.0%} of the words of {cease:titles} and {two:.0%} of "
    "{peace:titles}; the other three are mostly their writers’ own.",
    figure="whose-words",
    choices=["splitter", "quotes"],
    tested="The author's share is under half in two pieces, above in the others.",
    overturned_by="a count that leaves the reproduced reports out",
)
def borrowed_reports(view: View) -> Check:
    shares = {}
    for piece in view.pieces:
        own = view.of(piece)
        author = sum(told.n_words for told in own if told.layer == "author")
        shares[piece] = author / max(1, sum(told.n_words for told in own))
    less = {piece for piece, share in shares.items() if share < 0.5}
    facts = {
        "one": shares[CEASE_FIRE],
        "two": shares[PEACE],
        "cease": [CEASE_FIRE],
        "peace": [PEACE],
    }
    return Check(less == {CEASE_FIRE, PEACE}, facts)


@claim(
    "two-roles-of-iran",
    "Two roles are given to Iran again and again",
    "Iran is a patron of militias in {patron:words} pieces and an adversary in "
    "{adversary:words}. No role of the United States is found in more than "
    "{us:words}.",
    figure="roles",
    choices=["coding"],
    tested="Both roles of Iran stand in three pieces or more, none of the US in three.",
    overturned_by="a coding that finds no adversary behind “Shiite terrorists”",
)
def two_roles_of_iran(view: View) -> Check:
    iran, us = _spread(view, "iran"), _spread(view, "united_states")
    patron, adversary = iran["patron_of_militias"], iran["adversary"]
    most = max(us.values(), default=0)
    facts = {
        "patron": patron,
        "adversary": adversary,
        "us": most,
    }
    return Check(min(patron, adversary) >= 3 > most, facts)


@claim(
    "enemy-early-and-late",
    "An enemy early and late",
    "Iran is an adversary in {pieces:titles}: named so, blamed as such, or put on a "
    "level with the enemy.",
    figure="roles",
    choices=["coding"],
    tested="The adversaries are in Negotiating, Cease-fire over and Great news.",
    overturned_by="a coding that finds no adversary behind “Shiite terrorists”",
)
def enemy_early_and_late(view: View) -> Check:
    found = {piece for piece, role, _ in view.roles("iran") if role == "adversary"}
    pieces = [piece for piece in view.pieces if piece in found]
    return Check(found == {NEGOTIATING, CEASE_FIRE, GREAT}, {"pieces": pieces})


@claim(
    "sidelined-once",
    "America is sidelined in one piece only",
    "Only {where:titles} makes the United States the one that is left out, and only "
    "there is Iran a broker.",
    figure="roles",
    choices=["coding"],
    tested="Sidelined (US) and broker (Iran) are roles of Peace deal and of no other.",
    overturned_by="the same role given in any other piece",
)
def sidelined_once(view: View) -> Check:
    us, iran = (
        {piece for piece, role, _ in view.roles(actor) if role == wanted}
        for actor, wanted in (("united_states", "sidelined"), ("iran", "broker"))
    )
    return Check(us == iran == {PEACE}, {"where": sorted(us)})


VOICE_CLAIMS = (
    nobody_praises_america,
    writers_judge_america,
    iran_hardly_speaks,
    america_is_cited,
    unnamed_majority,
    a_general_leads,
    borrowed_reports,
    two_roles_of_iran,
    enemy_early_and_late,
    sidelined_once,
)


def _own(told: Told) -> bool:
    """Whether a sentence is its writer's own: not quoted, not handed to a source."""
    handed = told.voice_of not in (None, "author")
    return told.layer in ("headline", "author") and not told.quoted and not handed


def _side(cited: Cited) -> str:
    known = cited.source_type or "unknown"
    side = known.split("_")[0]
    return side if side in ("us", "iran", "iraq") else known


def _spread(view: View, actor: str) -> Counter[str]:
    """In how many pieces each role is given to an actor."""
    return Counter(role for _, role in {pair[:2] for pair in view.roles(actor)})
