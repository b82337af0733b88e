"""What holds across the pieces: who speaks, how it is said, what is left out."""

from __future__ import annotations

import re
from collections import Counter

from report.multiverse.choices import View
from report.multiverse.claim import NO_ANSWER, SPRING, Check, claim

_CODED = ("coding", "display", "named")
_COUNTED = (*_CODED, "unit")
_WE = re.compile(r"\b(?:we|us|our)\b")  # case counts: “US” is a country


# --- who speaks ---------------------------------------------------------------


@claim(
    "charges-are-borrowed",
    "The charges are borrowed",
    "{n:Words} sentences have America and Iran blame, threaten or guard against each "
    "other, and {own:words} is a writer’s own; of the {blame:words} that lay blame, "
    "{own_blame:count} is. An admiral has {first:words} of the {n:words}, an analyst "
    "in London {second:words}, “the US” {third:words}, unnamed security officials in "
    "Basra {fourth:words}; the report that quotes them has {report:words} to itself. "
    "All stand in {where:titles}.",
    page="who-speaks",
    choices=_COUNTED,
    tested="Of the sentences of confrontation, less than a quarter are a writer’s own.",
    overturned_by="writers who charge Iran in their own voice",
)
def charges_are_borrowed(view: View) -> Check:
    charges = view.related("confrontation")
    if not charges:
        return NO_ANSWER
    own = [s for s in charges if s.own]
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
    return Check(4 * view.count(own) < view.count(charges), facts, charges)


@claim(
    "contempt-is-their-own",
    "The mockery is the writers’ own",
    "All {n:words} mocking sentences are a writer’s, or a headline’s. No source is "
    "ironic.",
    page="who-speaks",
    choices=(*_CODED, "within"),
    tested="Every ironic sentence is the writer’s own.",
    overturned_by="a source who mocks",
)
def contempt_is_their_own(view: View) -> Check:
    ironic = [s for s in view.asked() if s.tone == "ironic"]
    if not ironic:
        return NO_ANSWER
    return Check(all(s.own for s in ironic), {"n": len(ironic)}, ironic)


@claim(
    "mostly-their-own-side",
    "The writers turn on their own side",
    "In their own voice the writers judge the United States in {us:words} sentences, "
    "always against it, and Iran in {iran:words}, by a name. Counting sources too, "
    "{us_all:words} sentences go against the US; {us_relation:words} of them are about "
    "its dealings with Iran, the rest about something else.",
    page="who-speaks",
    choices=(*_CODED, "unit", "within"),
    tested="More sentences of the writers’ own go against the US than against Iran.",
    overturned_by="a coding by which the sneers at a partnership judge Iran",
)
def mostly_their_own_side(view: View) -> Check:
    asked = view.asked()
    against_us = [s for s in asked if s.toward_us < 0]
    us = [s for s in against_us if s.own]
    iran = [s for s in asked if s.own and s.toward_iran < 0]
    if not us and not iran:
        return NO_ANSWER
    facts = {
        "us": len(us),
        "iran": len(iran),
        "us_all": len(against_us),
        "us_relation": sum(s.judged_for == "relation" for s in against_us),
    }
    return Check(view.count(us) > view.count(iran), facts, [*us, *iran])


@claim(
    "americans-talk",
    "Americans do the talking",
    "Of {total} words in quotation marks that somebody speaks, Americans speak {us}, "
    "Iraqis {iraq}, Iranians {iran}. An analyst in London and a source without a name "
    "have the other {other}.",
    page="who-speaks",
    choices=("finder", "kinds", "quoted"),
    reads=("quotes",),
    tested="More than half of what is quoted is spoken by Americans.",
    overturned_by="other speakers found for the quotes",
)
def americans_talk(view: View) -> Check:
    if not view.quotes:
        return NO_ANSWER
    words: Counter[str] = Counter()
    for quote in view.quotes:
        words[quote.side] += quote.n_words
    quotes = Counter(quote.side for quote in view.quotes)
    counted = words if view.universe.quoted == "quoted words counted" else quotes
    facts = {
        "total": words.total(),
        **{side: words[side] for side in ("us", "iraq", "iran")},
        "other": words["other"] + words["unknown"],
    }
    return Check(2 * counted["us"] > counted.total(), facts, view.quotes)


@claim(
    "one-iranian",
    "One Iranian speaks, without a name",
    "Everything that Iran says, it says through “a senior Iranian official” in "
    "*Great news*: {words} quoted words, and {claims:words} statements in all.",
    page="who-speaks",
    choices=("finder", "kinds"),
    reads=("quotes", "sources"),
    tested="All quotes and statements of Iranians are one unnamed person’s.",
    overturned_by="a second Iranian source, or a name",
)
def one_iranian(view: View) -> Check:
    spoken = [q for q in view.quotes if q.side == "iran"]
    claims = [c for c in view.sources if c.side == "iran"]
    if not spoken and not claims:
        return NO_ANSWER
    who = {(c.piece, c.who) for c in (*spoken, *claims)}
    unnamed = all(c.anonymous for c in (*spoken, *claims))
    facts = {"words": sum(q.n_words for q in spoken), "claims": len(claims)}
    return Check(len(who) == 1 and unnamed, facts, spoken)


@claim(
    "america-is-cited",
    "America is cited most",
    "{us} of {n} statements that the pieces hand to a source are American; Iraqis "
    "make {iraq:words}, Iranians {iran:words}. {unnamed} of the {n} come from "
    "somebody who is not named.",
    page="who-speaks",
    choices=("finder",),
    reads=("sources",),
    tested="American sources make more statements than Iraqi and Iranian ones "
    "together.",
    overturned_by="a reading of “officials” that gives more of them to Baghdad",
)
def america_is_cited(view: View) -> Check:
    sides = Counter(c.side for c in view.sources)
    if not sides:
        return NO_ANSWER
    facts: dict[str, int] = {
        "n": sides.total(),
        **{side: sides[side] for side in ("us", "iraq", "iran")},
        "unnamed": sum(c.anonymous for c in view.sources),
    }
    most = sides["us"] > sides["iraq"] + sides["iran"]
    return Check(most, facts, [c for c in view.sources if c.side == "us"])


@claim(
    "america-acts",
    "America acts",
    "Where the relationship is the matter, America is the one who does something in "
    "{us} of {n} sentences: it blames, guards, watches, plans, courts. Iran does "
    "something in {iran:words}, in {thinks:words} of them by no more than thinking "
    "aloud of working with America; Iraqis, over whose country it all is, in "
    "{iraq:words}.",
    page="who-speaks",
    choices=_COUNTED,
    tested="America acts in more sentences than Iran, and than Iraqis.",
    overturned_by="a coding that has Iran act where it is accused",
)
def america_acts(view: View) -> Check:
    related = view.related()
    if not related:
        return NO_ANSWER
    acting = {
        side: [s for s in related if s.agent == side] for side in ("us", "iran", "iraq")
    }
    us, iran, iraq = (view.count(found) for found in acting.values())
    facts = {side: len(found) for side, found in acting.items()}
    facts["thinks"] = sum(
        s.relation == "cooperation" and s.reality == "possibility"
        for s in acting["iran"]
    )
    return Check(us > max(iran, iraq), facts | {"n": len(related)}, acting["us"])


# --- how the two stand ----------------------------------------------------------


@claim(
    "few-sentences",
    "Most of what the pieces say is about something else",
    "{n} of {total} sentences say anything of how the US and Iran stand to each other.",
    page="index",
    choices=_COUNTED,
    tested="Fewer than half of all sentences are about the relationship.",
    overturned_by="a wider notion of what concerns both countries",
)
def few_sentences(view: View) -> Check:
    if not view.sentences:
        return NO_ANSWER
    related = view.related()
    few = 2 * view.count(related) < view.count(view.sentences)
    facts = {"n": len(related), "total": len(view.sentences)}
    return Check(few, facts, related)


@claim(
    "one-relation-each",
    "Each blog post knows one relationship",
    "Each of the four blog posts relates them in one way only, a hostile name in "
    "passing apart. The news analysis alone has them partners and rivals at once.",
    page="side-by-side",
    choices=_CODED,
    tested="Spring offensive has more than one relation, every other piece one.",
    overturned_by="a second relation in a blog post",
)
def one_relation_each(view: View) -> Check:
    related = view.related()
    kinds = {
        title: {s.relation for s in related if s.piece == title}
        for title in view.titles
    }
    if not all(kinds.values()):
        return NO_ANSWER
    several = [title for title, found in kinds.items() if len(found) > 1]
    first = {(s.piece, s.relation): s for s in reversed(related)}
    known = [SPRING] if SPRING in view.titles else []
    opening = [s for s in related if first[s.piece, s.relation] is s]
    return Check(several == known, {}, opening)


@claim(
    "never-in-one-room",
    "They are never in one room",
    "In no piece, the comments below it apart, do an American and an Iranian meet. "
    "{contact:Words} sentences speak of contact, and in none of them do both sides "
    "act. In {both:words} others both act together, and none of these states it as a "
    "plain fact: one is a telephone call and a joke, and one says what a joint force "
    "can do, “as happened last month”. The headline that has a partnership as a fact "
    "has only America act.",
    page="how-it-is-said",
    choices=_CODED,
    tested="In no sentence of contact do both act, and in none that states a fact.",
    overturned_by="a sentence that reports a meeting",
)
def never_in_one_room(view: View) -> Check:
    contact = [s for s in view.related() if s.kind == "contact"]
    both = [s for s in view.related() if s.agent == "both"]
    if not contact and not both:
        return NO_ANSWER
    apart = all(s.agent != "both" for s in contact)
    unreal = all(s.reality != "fact" for s in both)
    facts = {"contact": len(contact), "both": len(both)}
    return Check(apart and unreal, facts, [*contact, *both])


@claim(
    "through-third-parties",
    "They meet through others",
    "In every piece the relationship is built against or over somebody else: "
    "insurgents, “special groups”, the government in Baghdad, ISIS.",
    page="how-it-is-said",
    choices=("coding",),
    reads=("pieces", "sentences"),
    tested="Every piece has a third party, by the pass or passes asked.",
    overturned_by="a piece in which they deal with each other alone",
)
def through_third_parties(view: View) -> Check:
    named = view.pieces.dropna(subset=["third_party"])
    if view.pieces.empty:
        return NO_ANSWER
    everywhere = set(named["piece"]) == set(view.titles)
    words = [word for cell in named["third_party"] for word in cell.split(" | ")]
    held = [s for s in view.related() if any(word in s.text for word in words)]
    return Check(everywhere, {}, held)


@claim(
    "only-for-now",
    "The calm of 2015 is for now",
    "*Spring offensive* finds Iran no trouble “at the moment” and “at present”: the "
    "only piece in which America is at ease with Iran limits it twice in time.",
    page="how-it-is-said",
    pieces=(SPRING,),
    choices=("coding",),
    reads=("pieces",),
    tested="The words that limit the relationship in time include both.",
    overturned_by="a reading by which these words limit something else",
)
def only_for_now(view: View) -> Check:
    horizons = view.pieces["time_horizon"].fillna("").tolist()
    if not horizons:
        return NO_ANSWER
    limits = ("at the moment", "at present")
    eased = [s for s in view.related() if any(limit in s.text for limit in limits)]
    return Check(all(all(limit in h for limit in limits) for h in horizons), {}, eased)


@claim(
    "large-type-is-harder",
    "The large type is mostly harder than the text",
    "Of {n:words} headlines, standfirsts, captions, pull quotes, link lines and "
    "borrowed titles, {harder:words} are more certain, more hostile or more complete "
    "than the closest sentence of the text under them; {softer:words} is softer. They "
    "stand in {pieces:words} of the five pieces.",
    page="how-it-is-said",
    choices=("coding",),
    reads=("display",),
    tested="More than half of the display texts are coded harder than the body.",
    overturned_by="a reader who takes “appears” and “some” to mean nothing",
)
def large_type_is_harder(view: View) -> Check:
    display = view.display
    if display.empty:
        return NO_ANSWER
    harder = display[display["hardening"] == "harder"]
    facts = {
        "n": len(display),
        "harder": len(harder),
        "softer": int((display["hardening"] == "softer").sum()),
        "pieces": harder["piece"].nunique(),
    }
    return Check(2 * len(harder) > len(display), facts)


@claim(
    "blogs-say-we",
    "The blog posts say “we”, the news analysis does not",
    "Every blogger writes of Americans as “we” at least once, the author of "
    "*Negotiating* in {most:words} sentences. The reporter of *Spring offensive* never "
    "does.",
    page="how-it-is-said",
    choices=("coding",),
    reads=("pieces",),
    tested="Every piece but Spring offensive has a “we” for Americans; that one has "
    "none.",
    overturned_by="a “we” that means all readers, or the West",
)
def blogs_say_we(view: View) -> Check:
    if view.pieces.empty:
        return NO_ANSWER
    most = view.pieces.groupby("piece")["we"].max()
    least = view.pieces.groupby("piece")["we"].min()
    blogs = least.index != SPRING
    says = (least[blogs] > 0).all() and (most[~blogs] == 0).all()
    own = [
        s
        for s in view.sentences
        if s.layer == "author" and s.piece != SPRING and _WE.search(s.text)
    ]
    return Check(bool(says), {"most": int(most.max())}, own)


ACROSS_CLAIMS = (
    few_sentences,
    charges_are_borrowed,
    contempt_is_their_own,
    mostly_their_own_side,
    americans_talk,
    one_iranian,
    america_is_cited,
    america_acts,
    never_in_one_room,
    through_third_parties,
    only_for_now,
    large_type_is_harder,
    blogs_say_we,
    one_relation_each,
)
