"""The checks of the claims, each with the name of its claim in `claims.yml`.

A check returns no answer where the view has nothing left of what it asks.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import mean

from analysis.measures.readability import count_text, flesch_kincaid_grade
from report.labels import signed
from report.multiverse.choices import CHOICES, Coded, View
from report.multiverse.claim import Check
from report.tone_lexicons import kendalls_w

_ANALYSIS = "Spring offensive"  # the one piece that is no blog post
_WE = re.compile(r"\b(?:we|us|our)\b")  # case counts: “US” is a country


# --- the pieces: what the two countries are to each other -----------------------------


def negotiating_courted(view: View) -> Check:
    related = view.related()
    courted = all(
        s.own and s.relation == "cooperation" and s.agent == "us" for s in related
    )
    report = [s for s in view.sentences if s.layer == "excerpt"]
    silent = not any("iran" in s.actors.split() for s in report)
    holds = courted and silent if related else None
    return Check(holds, {"n": len(related)}, related)


def cease_fire_enemy(view: View) -> Check:
    related = view.related()
    sourced = [s for s in related if not s.own and s.voice != "report"]
    hostile = all(s.relation == "confrontation" for s in related)
    most = 2 * view.count(sourced) > view.count(related)
    facts = {"n": len(related), "sourced": len(sourced)}
    return Check(hostile and most if related else None, facts, related)


def peace_deal_broker(view: View) -> Check:
    related = view.related()
    report = [s for s in view.sentences if s.layer == "excerpt" and s not in related]
    silent = not any("united_states" in s.actors.split() for s in report)
    displaced = all(s.kind == "displacement" for s in related)
    holds = silent and displaced if related and report else None
    return Check(holds, {"report": len(report)}, related)


def great_news_joke(view: View) -> Check:
    related = view.related()
    mocked = [s for s in related if s.tone == "ironic"]
    sourced = [s for s in related if not s.own]
    facts = {"n": len(related), "mocked": len(mocked)}
    if not sourced:
        return Check(None, facts)
    possible = all(
        s.relation == "cooperation" and s.reality == "possibility" for s in related
    )
    first = bool(mocked) and mocked[0].place < sourced[0].place
    return Check(possible and first, facts, related)


def spring_partner_and_rival(view: View) -> Check:
    partner, rival = view.related("cooperation"), view.related("competition")
    both = len(partner) >= 2 <= len(rival)
    reported = all(s.reality == "fact" and not s.own for s in rival)
    holds = both and reported if partner or rival else None
    facts = {"partner": len(partner), "rival": len(rival)}
    return Check(holds, facts, [*partner, *rival])


# --- who speaks -----------------------------------------------------------------------


def charges_are_borrowed(view: View) -> Check:
    charges = view.related("confrontation")
    own = [s for s in charges if s.own]
    few = 4 * view.count(own) < view.count(charges)
    voices = Counter(s.voice for s in charges)
    facts = {
        "n": len(charges),
        "own": len(own),
        "blame": sum(s.kind == "blame" for s in charges),
        "where": list(dict.fromkeys(s.piece for s in charges)),
        "own_blame": sum(s.kind == "blame" for s in own),
        "report": voices["report"],
        "first": voices["Greg Smith"],
        "second": voices["Martin Navias"],
        "third": voices["the US"],
        "fourth": sum(n for voice, n in voices.items() if "in Basra" in voice),
    }
    return Check(few if charges else None, facts, charges)


def contempt_is_their_own(view: View) -> Check:
    ironic = [s for s in view.asked() if s.tone == "ironic"]
    holds = all(s.own for s in ironic) if ironic else None
    return Check(holds, {"n": len(ironic)}, ironic)


def mostly_their_own_side(view: View) -> Check:
    asked = view.asked()
    against_us = [s for s in asked if s.toward_us < 0]
    us = [s for s in against_us if s.own]
    iran = [s for s in asked if s.own and s.toward_iran < 0]
    facts = {
        "us": len(us),
        "iran": len(iran),
        "us_all": len(against_us),
        "us_relation": sum(s.judged_for == "relation" for s in against_us),
    }
    holds = view.count(us) > view.count(iran) if us or iran else None
    return Check(holds, facts, [*us, *iran])


def americans_talk(view: View) -> Check:
    words: Counter[str] = Counter()
    for quote in view.quotes:
        words[quote.side] += quote.n_words
    quotes = Counter(quote.side for quote in view.quotes)
    counted = words if view.universe.quoted == "quoted words counted" else quotes
    facts = {side: words[side] for side in ("us", "iraq", "iran")} | {
        "total": words.total(),
        "other": words["other"] + words["unknown"],
    }
    most = 2 * counted["us"] > counted.total()
    return Check(most if view.quotes else None, facts, view.quotes)


def one_iranian(view: View) -> Check:
    spoken = [q for q in view.quotes if q.side == "iran"]
    claims = [c for c in view.sources if c.side == "iran"]
    who = {(c.piece, c.who) for c in (*spoken, *claims)}
    unnamed = all(c.anonymous for c in (*spoken, *claims))
    facts = {"words": sum(q.n_words for q in spoken), "claims": len(claims)}
    return Check(len(who) == 1 and unnamed if who else None, facts, spoken)


def america_is_cited(view: View) -> Check:
    sides = Counter(c.side for c in view.sources)
    facts = {side: sides[side] for side in ("us", "iraq", "iran")} | {
        "n": sides.total(),
        "unnamed": sum(c.anonymous for c in view.sources),
    }
    most = sides["us"] > sides["iraq"] + sides["iran"]
    american = [c for c in view.sources if c.side == "us"]
    return Check(most if sides else None, facts, american)


def america_acts(view: View) -> Check:
    related = view.related()
    acting = {
        side: [s for s in related if s.agent == side] for side in ("us", "iran", "iraq")
    }
    us, iran, iraq = map(view.count, acting.values())
    facts = {side: len(found) for side, found in acting.items()} | {
        "n": len(related),
        "thinks": sum(
            s.relation == "cooperation" and s.reality == "possibility"
            for s in acting["iran"]
        ),
    }
    return Check(us > max(iran, iraq) if related else None, facts, acting["us"])


# --- how the two stand ----------------------------------------------------------------


def few_sentences(view: View) -> Check:
    related = view.related()
    few = 2 * view.count(related) < view.count(view.sentences)
    facts = {"n": len(related), "total": len(view.sentences)}
    return Check(few if view.sentences else None, facts, related)


def one_relation_each(view: View) -> Check:
    related = view.related()
    kinds = {
        title: {s.relation for s in related if s.piece == title}
        for title in view.titles
    }
    several = [title for title, found in kinds.items() if len(found) > 1]
    holds = several == [title for title in view.titles if title == _ANALYSIS]
    first = {(s.piece, s.relation): s for s in reversed(related)}
    opening = [s for s in related if first[s.piece, s.relation] is s]
    return Check(holds if all(kinds.values()) else None, {}, opening)


def never_in_one_room(view: View) -> Check:
    contact = [s for s in view.related() if s.kind == "contact"]
    both = [s for s in view.related() if s.agent == "both"]
    apart = all(s.agent != "both" for s in contact)
    unreal = all(s.reality != "fact" for s in both)
    holds = apart and unreal if contact or both else None
    facts = {"contact": len(contact), "both": len(both)}
    return Check(holds, facts, [*contact, *both])


def through_third_parties(view: View) -> Check:
    named = view.pieces.dropna(subset=["third_party"])
    everywhere = set(named["piece"]) == set(view.titles)
    words = [word for cell in named["third_party"] for word in cell.split(" | ")]
    held = [s for s in view.related() if any(word in s.text for word in words)]
    return Check(everywhere if len(view.pieces) else None, {}, held)


def only_for_now(view: View) -> Check:
    limits = ("at the moment", "at present")
    horizons = view.pieces["time_horizon"].fillna("").tolist()
    limited = all(limit in horizon for limit in limits for horizon in horizons)
    eased = [s for s in view.related() if any(limit in s.text for limit in limits)]
    return Check(limited if horizons else None, {}, eased)


def large_type_is_harder(view: View) -> Check:
    display = view.display
    harder = display[display["hardening"] == "harder"]
    facts = {
        "n": len(display),
        "harder": len(harder),
        "softer": int((display["hardening"] == "softer").sum()),
        "pieces": harder["piece"].nunique(),
    }
    return Check(2 * len(harder) > len(display) if len(display) else None, facts)


def blogs_say_we(view: View) -> Check:
    if view.pieces.empty:
        return Check(None)
    said = view.pieces.groupby("piece")["we"].agg(["min", "max"])
    blogs = said.index != _ANALYSIS
    holds = (said.loc[blogs, "min"] > 0).all() and (said.loc[~blogs, "max"] == 0).all()
    own = [
        s
        for s in view.sentences
        if s.layer == "author" and s.piece != _ANALYSIS and _WE.search(s.text)
    ]
    return Check(bool(holds), {"most": int(said["max"].max())}, own)


# --- what instruments hear ------------------------------------------------------------


def sneer_scores_as_praise(view: View) -> Check:
    sneers = [s for s in view.sentences if s.layer == "headline" and s.tone == "ironic"]
    if not sneers:
        return Check(None)
    tone = sneers[0].heard[view.universe.lexicon]
    return Check(tone > 0, {"tone": signed(tone)}, sneers[:1])


def lexicons_disagree(view: View) -> Check:
    rankings = [list(mean_tones(view, name).values()) for name in CHOICES["lexicon"]]
    w = kendalls_w(rankings)
    complete = all(len(ranking) == len(view.titles) for ranking in rankings)
    return Check(w < 0.8 if complete else None, {"w": w})


def hard_is_long(view: View) -> Check:
    texts = {t: [s.text for s in own] for t, own in _bodies(view).items()}
    counts = {title: count_text(text) for title, text in texts.items()}
    if not all(found.n_sentences for found in counts.values()):
        return Check(None)
    grades = {title: flesch_kincaid_grade(found) for title, found in counts.items()}
    lengths = {t: found.n_words / found.n_sentences for t, found in counts.items()}
    hardest = max(grades, key=lambda title: grades[title])
    longest = max(lengths, key=lambda title: lengths[title])
    grade, length = grades[hardest], lengths[hardest]
    facts = {"hardest": [hardest], "grade": grade, "length": length}
    return Check(hardest == longest, facts)


def mean_tones(view: View, lexicon: str) -> dict[str, float]:
    """The mean tone of each piece by a lexicon, of the sentences that have one."""
    # Rounded, since equal means may differ in the last bit.
    return {
        title: round(mean(s.heard[lexicon] for s in own), 9)
        for title, own in _bodies(view).items()
        if own
    }


def _bodies(view: View) -> dict[str, list[Coded]]:
    """The sentences of each piece without its headlines."""
    body = [s for s in view.sentences if s.layer != "headline"]
    return {title: [s for s in body if s.piece == title] for title in view.titles}
