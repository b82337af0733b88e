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
    in_words,
    titles,
)

_JUDGED = ("coding", "voices", "splitter", "quotes")


@claim(
    "nobody-praises-america",
    "No sentence is coded in America’s favour",
    "{against} sentences judge against the United States, at least one in {pieces}, "
    "and {favour} for it.",
    figure="evaluation",
    choices=_JUDGED,
    overturned_by="a coding that takes an officer’s account of his own side for praise",
)
def nobody_praises_america(view: View) -> Check:
    """No sentence is for the US; some in at least three pieces are against."""
    against = [told for told in view.sentences if told.toward_us < 0]
    favour = [told for told in view.sentences if told.toward_us > 0]
    pieces = {told.piece for told in against}
    facts = {
        "against": in_words(len(against)),
        "pieces": "each piece" if len(pieces) == 5 else f"{len(pieces)} pieces",
        "favour": "none" if not favour else in_words(len(favour)),
    }
    return Check(not favour and len(pieces) >= 3, facts)


@claim(
    "writers-judge-america-others-iran",
    "The writers judge America, others judge Iran",
    "Of the {us} judgments against the United States {us_own} are the writers’ own; of "
    "the {iran} against Iran, {iran_own}.",
    figure="evaluation",
    choices=["coding", "splitter"],
    overturned_by="two of the reported judgments of Iran found to be the writers’ own",
)
def writers_judge_america(view: View) -> Check:
    """Most judgments against the US are the writers' own, most against Iran are not."""
    us = [told for told in view.sentences if told.toward_us < 0]
    iran = [told for told in view.sentences if told.toward_iran < 0]
    if not us or not iran:
        return Check(None, {})
    us_own, iran_own = (sum(map(_own, found)) for found in (us, iran))
    facts = {
        "us": in_words(len(us)),
        "us_own": in_words(us_own),
        "iran": in_words(len(iran)),
        "iran_own": in_words(iran_own),
    }
    return Check(us_own > len(us) / 2 and iran_own < len(iran) / 2, facts)


@claim(
    "iran-hardly-speaks",
    "Iran hardly speaks",
    "Of {n} claims that the pieces hand to a source, {iran} come from its side, all "
    "through one unnamed official in {where}.",
    figure="sources",
    choices=FOUND,
    overturned_by="a named Iranian, or one in any other piece",
)
def iran_hardly_speaks(view: View) -> Check:
    """One Iranian source, unnamed, in Great news alone, with a tenth of all or less."""
    found = [c for c in view.attributions if c.source_type == "iran_official"]
    if not found:
        return Check(None, {})
    where = sorted({cited.piece for cited in found})
    facts = {
        "iran": in_words(len(found)),
        "n": in_words(len(view.attributions)),
        "where": titles(where),
    }
    few = len(found) <= len(view.attributions) / 10
    one = len({cited.source for cited in found}) == 1
    hidden = all(cited.anonymous for cited in found)
    return Check(where == [GREAT] and few and one and hidden, facts)


@claim(
    "america-is-cited",
    "American officials are cited most",
    "American officers, officials and politicians are the sources of {us} of the {n} "
    "claims, more than any other side.",
    figure="sources",
    choices=FOUND,
    overturned_by="a count by source instead of by claim that ranks them otherwise",
)
def america_is_cited(view: View) -> Check:
    """American sources have more claims than those of any other side."""
    sides = Counter(map(_side, view.attributions))
    if not view.attributions:
        return Check(None, {})
    others = max((n for side, n in sides.items() if side != "us"), default=0)
    facts = {"us": in_words(sides["us"]), "n": in_words(len(view.attributions))}
    return Check(sides["us"] > others, facts)


@claim(
    "unnamed-majority",
    "Unnamed sources carry two of the pieces",
    "In {pieces} most claims come from unnamed sources: {one} of {one_n} and {two} of "
    "{two_n}.",
    figure="sources",
    choices=FOUND,
    overturned_by="a rule that takes “lawmakers” or “members of parliament” for named",
)
def unnamed_majority(view: View) -> Check:
    """More than half of the claims of Peace deal and of Great news are unnamed."""
    counts = []
    for piece in (PEACE, GREAT):
        own = [cited for cited in view.attributions if cited.piece == piece]
        counts.append((sum(cited.anonymous for cited in own), len(own)))
    if not all(n for _, n in counts):
        return Check(None, {})
    (one, one_n), (two, two_n) = counts
    facts = {
        "pieces": titles([PEACE, GREAT]),
        "one": in_words(one),
        "one_n": in_words(one_n),
        "two": in_words(two),
        "two_n": in_words(two_n),
    }
    return Check(one > one_n / 2 and two > two_n / 2, facts)


@claim(
    "a-general-leads",
    "One general has the floor",
    "{who} alone has {share} of all the words that the five pieces quote from anybody.",
    figure="quoted-words",
    choices=["finder", "voices"],
    overturned_by="a rule that gives his quotes to somebody else",
)
def a_general_leads(view: View) -> Check:
    """Martin Dempsey has the most quoted words of all speakers."""
    words: Counter[str] = Counter()
    for spoken in view.quotes:
        if spoken.speaker and spoken.kind in ("direct", "mixed"):
            words[spoken.speaker] += spoken.n_words
    if not words:
        return Check(None, {})
    who, n = words.most_common(1)[0]
    facts = {"who": who, "share": f"{n / words.total():.0%}"}
    return Check(who == "Martin Dempsey", facts)


@claim(
    "borrowed-reports",
    "Two pieces are mostly somebody else’s words",
    "Their writers have {one} of the words of {cease} and {two} of {peace}; the "
    "other three are mostly their writers’ own.",
    figure="whose-words",
    choices=["splitter", "quotes"],
    overturned_by="a count that leaves the reproduced reports out",
)
def borrowed_reports(view: View) -> Check:
    """The author's share is under half in two pieces, above in the others."""
    shares = {}
    for piece in view.pieces:
        own = view.of(piece)
        author = sum(told.n_words for told in own if told.layer == "author")
        shares[piece] = author / max(1, sum(told.n_words for told in own))
    less = {piece for piece, share in shares.items() if share < 0.5}
    facts = {
        "one": f"{shares[CEASE_FIRE]:.0%}",
        "two": f"{shares[PEACE]:.0%}",
        "cease": titles([CEASE_FIRE]),
        "peace": titles([PEACE]),
    }
    return Check(less == {CEASE_FIRE, PEACE}, facts)


@claim(
    "two-roles-of-iran",
    "Two roles are given to Iran again and again",
    "Iran is a patron of militias in {patron} pieces and an adversary in {adversary}. "
    "No role of the United States is found in more than {us}.",
    figure="roles",
    choices=["coding"],
    overturned_by="a coding that finds no adversary behind “Shiite terrorists”",
)
def two_roles_of_iran(view: View) -> Check:
    """Both roles of Iran stand in three pieces or more, none of the US in three."""
    iran, us = _spread(view, "iran"), _spread(view, "united_states")
    patron, adversary = iran["patron_of_militias"], iran["adversary"]
    most = max(us.values(), default=0)
    facts = {
        "patron": in_words(patron),
        "adversary": in_words(adversary),
        "us": in_words(most),
    }
    return Check(min(patron, adversary) >= 3 > most, facts)


@claim(
    "enemy-early-and-late",
    "An enemy early and late",
    "Iran is an adversary in {pieces}: named so, blamed as such, or put on a level "
    "with the enemy.",
    figure="roles",
    choices=["coding"],
    overturned_by="a coding that finds no adversary behind “Shiite terrorists”",
)
def enemy_early_and_late(view: View) -> Check:
    """The adversaries are in Negotiating, Cease-fire over and Great news."""
    found = {piece for piece, role, _ in view.roles("iran") if role == "adversary"}
    pieces = titles(piece for piece in view.pieces if piece in found)
    return Check(found == {NEGOTIATING, CEASE_FIRE, GREAT}, {"pieces": pieces})


@claim(
    "sidelined-once",
    "America is sidelined in one piece only",
    "Only {where} makes the United States the one that is left out, and only there "
    "is Iran a broker.",
    figure="roles",
    choices=["coding"],
    overturned_by="the same role given in any other piece",
)
def sidelined_once(view: View) -> Check:
    """Sidelined (US) and broker (Iran) are roles of Peace deal and of no other."""
    us, iran = (
        {piece for piece, role, _ in view.roles(actor) if role == wanted}
        for actor, wanted in (("united_states", "sidelined"), ("iran", "broker"))
    )
    return Check(us == iran == {PEACE}, {"where": titles(sorted(us))})


@claim(
    "one-remedy",
    "One piece says what should be done",
    "Of Entman’s four functions the remedy is the rarest: only {where} has one.",
    figure="functions",
    choices=["coding"],
    overturned_by="a reading that takes a warning for advice",
)
def one_remedy(view: View) -> Check:
    """The remedy is present in Peace deal and nowhere else."""
    found = view.functions("remedy")
    return Check(found == {PEACE}, {"where": titles(sorted(found))})


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
    one_remedy,
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
