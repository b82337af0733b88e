"""Claims on the relation: which, whose, real or not, who acts."""

from __future__ import annotations

from collections import Counter
from statistics import mean

from report.multiverse.choices import View
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
    titles,
)


@claim(
    "few-sentences",
    "Three pieces say little of the two",
    "{drawn} of {all} sentences say anything of their relationship; in {pieces} fewer "
    "than a third do.",
    figure="relation-by-sentence",
    choices=CODED,
    overturned_by="a coding that reads a relation into every third sentence of theirs",
)
def few_sentences(view: View) -> Check:
    """Negotiating, Peace deal, Great news: each draws it in under a third."""
    few = (NEGOTIATING, PEACE, GREAT)
    holds = all(len(view.drawn(name)) < len(view.of(name)) / 3 for name in few)
    facts = {
        "drawn": in_words(len(view.drawn())),
        "all": in_words(len(view.sentences)),
        "pieces": titles(few),
    }
    return Check(holds, facts)


@claim(
    "one-relation-each",
    "All pieces but one draw a single relationship",
    "Four of the pieces draw one relationship and no other; only {two} draws two.",
    figure="relation-by-sentence",
    choices=CODED,
    overturned_by="one sentence of another kind in any of the four",
)
def one_relation_each(view: View) -> Check:
    """Spring offensive has two relations, every other piece exactly one."""
    kinds = {
        piece: {told.relation for told in view.drawn(piece)} for piece in view.pieces
    }
    if not all(kinds.values()):
        return Check(None, {})
    two = [piece for piece, found in kinds.items() if len(found) > 1]
    return Check(two == [SPRING], {"two": titles(two)})


@claim(
    "confrontation-in-one-piece",
    "Confrontation is drawn in one piece only",
    "All {n} sentences coded as confrontation stand in {where}.",
    figure="relation-by-sentence",
    choices=CODED,
    overturned_by="a sentence of blame or force between the two in any other piece",
)
def confrontation_in_one_piece(view: View) -> Check:
    """Every sentence of confrontation stands in Cease-fire over."""
    found = view.drawn(relation="confrontation")
    where = sorted({told.piece for told in found})
    holds = where == [CEASE_FIRE] if found else None
    return Check(holds, {"where": titles(where), "n": in_words(len(found))})


@claim(
    "confrontation-is-reproduced",
    "The confrontation is reproduced",
    "Of the {n} sentences of confrontation in {cease} the blogger wrote {own}; the "
    "rest stand in a news report that the post reproduces, or in the summary above it.",
    figure="who-draws-it",
    choices=[choice for choice in CODED if choice != "voices"],
    overturned_by="a file that shows the report to be the blogger’s own",
)
def confrontation_is_reproduced(view: View) -> Check:
    """At most a quarter of the confrontation is the author's, some is the report's."""
    found = view.drawn(CEASE_FIRE, "confrontation")
    if not found:
        return Check(None, {})
    own = sum(told.layer == "author" for told in found)
    report = sum(told.layer == "excerpt" for told in found)
    facts = {
        "n": in_words(len(found)),
        "own": in_words(own),
        "cease": titles([CEASE_FIRE]),
    }
    return Check(own <= len(found) / 4 and report > len(found) / 2, facts)


@claim(
    "loss-drawn-outside-the-report",
    "America’s loss is drawn outside the news",
    "In {peace} the reproduced report names no American. That Iran’s brokering is a "
    "loss for the United States is said in {n} sentences, one of them the blogger’s "
    "and one a title borrowed from Juan Cole.",
    figure="who-draws-it",
    choices=["coding", "aliases", "splitter", "quotes"],
    overturned_by="an American, or American interests, named in the report",
)
def loss_drawn_outside_the_report(view: View) -> Check:
    """The report names nobody American; one relation is the author's, one is Cole's."""
    report = [told for told in view.of(PEACE) if told.carrier == "Leila Fadel"]
    drawn = view.drawn(PEACE)
    if len(drawn) < 2:
        return Check(None, {})
    silent = not any("united_states" in told.actors for told in report)
    voices = sorted(told.carrier or told.layer for told in drawn)
    facts = {"peace": titles([PEACE]), "n": in_words(len(drawn))}
    return Check(silent and voices == ["Juan Cole", "author"], facts)


@claim(
    "partnership-not-a-fact",
    "A partnership that is never a fact",
    "All {n} sentences of {great} that draw cooperation speak of what may be, or do "
    "not mean it.",
    figure="relation-status",
    choices=CODED,
    overturned_by="a sentence that reports joint action as under way",
)
def partnership_not_a_fact(view: View) -> Check:
    """Every sentence of Great news with a relation is hypothetical or rhetorical."""
    drawn = view.drawn(GREAT)
    facts = {"great": titles([GREAT]), "n": in_words(len(drawn))}
    unreal = all(told.status in ("hypothetical", "rhetorical") for told in drawn)
    return Check(unreal if drawn else None, facts)


@claim(
    "competition-told-as-fact",
    "In the newest piece rivalry is put as happening",
    "In {spring} {comp_real} of the {comp} sentences of competition are put as "
    "happening, and {coop_real} of the {coop} of cooperation.",
    figure="relation-status",
    choices=CODED,
    overturned_by="one sentence of competition recoded as possible",
)
def competition_told_as_fact(view: View) -> Check:
    """All competition in Spring offensive is actual, and not all cooperation."""
    comp, coop = (view.drawn(SPRING, name) for name in ("competition", "cooperation"))
    if not comp or not coop:
        return Check(None, {})
    real = [sum(told.status == "actual" for told in found) for found in (comp, coop)]
    facts = {
        "spring": titles([SPRING]),
        "comp": in_words(len(comp)),
        "coop": in_words(len(coop)),
        "comp_real": "all" if real[0] == len(comp) else in_words(real[0]),
        "coop_real": in_words(real[1]),
    }
    return Check(real[0] == len(comp) and real[1] < len(coop), facts)


@claim(
    "competition-is-handed-on",
    "In the newest piece rivalry is somebody else’s word",
    "{spring} hands all {n} sentences of competition to a source; of its {coop} "
    "sentences of cooperation {own} are the author’s own.",
    figure="who-draws-it",
    choices=CODED,
    overturned_by="a sentence of rivalry in the author’s own voice",
)
def competition_is_handed_on(view: View) -> Check:
    """No competition in Spring offensive is the author's own, some cooperation is."""
    comp, coop = (view.drawn(SPRING, name) for name in ("competition", "cooperation"))
    if not comp or not coop:
        return Check(None, {})
    own = sum(told.voice_of == "author" for told in coop)
    facts = {
        "spring": titles([SPRING]),
        "n": in_words(len(comp)),
        "coop": in_words(len(coop)),
        "own": in_words(own),
    }
    handed = all(told.voice_of != "author" for told in comp)
    return Check(handed and own > 0, facts)


@claim(
    "partner-first-rival-last",
    "In the newest piece partnership mostly comes first",
    "In {spring} a sentence of cooperation is on average number {coop} of the piece, "
    "one of competition number {comp}.",
    figure="relation-by-sentence",
    choices=CODED,
    overturned_by="competition in the opening paragraphs, or cooperation at the close",
)
def partner_first_rival_last(view: View) -> Check:
    """In Spring offensive cooperation has a lower mean place than competition."""
    comp, coop = (
        [told.place for told in view.drawn(SPRING, name)]
        for name in ("competition", "cooperation")
    )
    if not comp or not coop:
        return Check(None, {})
    facts = {
        "spring": titles([SPRING]),
        "comp": f"{mean(comp):.0f}",
        "coop": f"{mean(coop):.0f}",
    }
    return Check(mean(coop) < mean(comp), facts)


@claim(
    "cooperation-mostly-prospect",
    "Cooperation is mostly a prospect",
    "Across the five, {real} of the {n} sentences that draw cooperation state it "
    "as happening.",
    figure="relation-status",
    choices=CODED,
    overturned_by="a coding that takes tolerance or plans for cooperation under way",
)
def cooperation_mostly_prospect(view: View) -> Check:
    """Fewer than half of the sentences of cooperation are actual or past."""
    found = view.drawn(relation="cooperation")
    real = sum(told.status in ("actual", "past") for told in found)
    holds = real < len(found) / 2 if found else None
    return Check(holds, {"real": in_words(real), "n": in_words(len(found))})


@claim(
    "iran-acts-in-two-pieces",
    "Iran acts on America in two pieces",
    "In {where} Iran acts in more sentences than the United States; in the other "
    "three America does the acting.",
    figure="who-acts",
    choices=CODED,
    overturned_by="one more sentence in which Iran takes the first step elsewhere",
)
def iran_acts_in_two_pieces(view: View) -> Check:
    """Iran is the initiator more often than the US in Peace deal and Great news."""
    more = []
    for piece in view.pieces:
        who = Counter(told.initiator for told in view.drawn(piece))
        if who["iran"] > who["us"]:
            more.append(piece)
    holds = more == [PEACE, GREAT] if view.drawn() else None
    return Check(holds, {"where": titles(more)})


@claim(
    "words-then-arms",
    "Words in one piece, weapons in another",
    "{verbal} of the {great_n} sentences of {great} on the two are of talk and "
    "offers; {material} of the {spring_n} of {spring} are of arms, troops and "
    "militias.",
    figure="relation-status",
    choices=CODED,
    overturned_by="a coding that takes thoughts of joint action for material",
)
def words_then_arms(view: View) -> Check:
    """Most of Great news is verbal, most of Spring offensive material."""
    great, spring = view.drawn(GREAT), view.drawn(SPRING)
    if not great or not spring:
        return Check(None, {})
    verbal = sum(told.form == "verbal" for told in great)
    material = sum(told.form == "material" for told in spring)
    facts = {
        "great": titles([GREAT]),
        "spring": titles([SPRING]),
        "verbal": in_words(verbal),
        "great_n": in_words(len(great)),
        "material": in_words(material),
        "spring_n": in_words(len(spring)),
    }
    return Check(verbal > len(great) / 2 and material > len(spring) / 2, facts)


RELATION_CLAIMS = (
    few_sentences,
    one_relation_each,
    confrontation_in_one_piece,
    confrontation_is_reproduced,
    loss_drawn_outside_the_report,
    partnership_not_a_fact,
    competition_told_as_fact,
    competition_is_handed_on,
    partner_first_rival_last,
    cooperation_mostly_prospect,
    iran_acts_in_two_pieces,
    words_then_arms,
)
