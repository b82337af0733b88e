"""Claims on the relation: which, whose, real or not, who acts."""

from __future__ import annotations

from collections import Counter
from statistics import median

from analysis.claims import (
    CEASE_FIRE,
    CODED,
    GREAT,
    PEACE,
    SPRING,
    Check,
    claim,
    in_words,
    titles,
)
from analysis.specifications import View


@claim(
    "few-sentences",
    "Little of any piece is about the two",
    "{drawn} of {all} sentences say anything of their relationship, and in "
    "{fewest} of the pieces no more than two do.",
    figure="relation-by-sentence",
    choices=CODED,
    overturned_by="a coding that reads a relation into most sentences of the five",
)
def few_sentences(view: View) -> Check:
    """Fewer than half of all sentences draw a relation; in some piece two or fewer."""
    drawn = [len(view.drawn(piece)) for piece in view.pieces]
    fewest = sum(n <= 2 for n in drawn)
    holds = sum(drawn) < len(view.sentences) / 2 and fewest >= 2
    return Check(
        holds,
        {
            "drawn": in_words(sum(drawn)),
            "all": in_words(len(view.sentences)),
            "fewest": in_words(fewest),
        },
    )


@claim(
    "one-relation-each",
    "Each piece draws one relationship, but for the newest",
    "Four of the pieces draw one relationship and no other; only {two} draws two.",
    figure="relation-by-sentence",
    choices=CODED,
    overturned_by="one sentence of another kind in any of the four",
)
def one_relation_each(view: View) -> Check:
    """Spring offensive has more than one relation, and no other piece has."""
    kinds = {
        piece: {told.relation for told in view.drawn(piece)} for piece in view.pieces
    }
    two = [piece for piece, found in kinds.items() if len(found) > 1]
    return Check(two == [SPRING], {"two": titles(two)})


@claim(
    "confrontation-in-one-piece",
    "Confrontation is drawn in one piece only",
    "All {n} sentences of blame, threat or force between the two stand in {where}.",
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
    "Of the {n} sentences of confrontation in {cease} the blogger wrote {own}; "
    "the rest stand in a news report that he reproduces, or in the summary above "
    "it.",
    figure="who-draws-it",
    choices=[choice for choice in CODED if choice != "voices"],
    overturned_by="a file that shows the summary or the report to be the blogger’s own",
)
def confrontation_is_reproduced(view: View) -> Check:
    """The author's own sentences are the smaller part of the confrontation."""
    found = view.drawn(CEASE_FIRE, "confrontation")
    own = sum(told.layer == "author" for told in found)
    holds = own < len(found) / 2 if found else None
    facts = {
        "n": in_words(len(found)),
        "own": in_words(own),
        "cease": titles([CEASE_FIRE]),
    }
    return Check(holds, facts)


@claim(
    "loss-drawn-outside-the-report",
    "America’s loss is drawn outside the news",
    "In {peace} the reproduced report names no American. That Iran’s brokering is"
    " a loss for the United States is said in {n} sentences, one of them the "
    "blogger’s and one a title that he borrows.",
    figure="who-draws-it",
    choices=["coding", "aliases", "splitter", "quotes"],
    overturned_by="an American, or American interests, named in the report",
)
def loss_drawn_outside_the_report(view: View) -> Check:
    """The long excerpt of Peace deal names nobody American and draws no relation."""
    report = [told for told in view.of(PEACE) if told.carrier == "Leila Fadel"]
    drawn = view.drawn(PEACE)
    silent = not any("united_states" in told.actors for told in report)
    holds = silent and all(told not in report for told in drawn) if drawn else None
    facts = {"peace": titles([PEACE]), "n": in_words(len(drawn))}
    return Check(holds, facts)


@claim(
    "partnership-not-a-fact",
    "A partnership that is never a fact",
    "All {n} sentences of {great} that draw cooperation speak of what may be, or "
    "do not mean it.",
    figure="relation-status",
    choices=CODED,
    overturned_by="a sentence that reports joint action as under way",
)
def partnership_not_a_fact(view: View) -> Check:
    """No sentence of Great news that draws a relation is actual or past."""
    drawn = view.drawn(GREAT)
    real = [told for told in drawn if told.status in ("actual", "past")]
    facts = {"great": titles([GREAT]), "n": in_words(len(drawn))}
    return Check(not real if drawn else None, facts)


@claim(
    "competition-told-as-fact",
    "Rivalry is told as fact, partnership with a reserve",
    "In {spring} {comp_real} of the {comp} sentences of competition are stated as"
    " happening, and {coop_real} of the {coop} of cooperation.",
    figure="relation-status",
    choices=CODED,
    overturned_by="two of the sentences of cooperation recoded as actual",
)
def competition_told_as_fact(view: View) -> Check:
    """A larger share of competition than of cooperation is actual."""
    comp, coop = (view.drawn(SPRING, name) for name in ("competition", "cooperation"))
    real = [sum(told.status == "actual" for told in found) for found in (comp, coop)]
    holds = real[0] / len(comp) > real[1] / len(coop) if comp and coop else None
    facts = {
        "spring": titles([SPRING]),
        "comp": in_words(len(comp)),
        "coop": in_words(len(coop)),
        "comp_real": "all" if real[0] == len(comp) else in_words(real[0]),
        "coop_real": in_words(real[1]),
    }
    return Check(holds, facts)


@claim(
    "partner-first-rival-last",
    "Partner first, rival last",
    "{spring} opens on cooperation and closes on competition: the middle sentence"
    " of the one is number {coop} of the piece, that of the other number {comp}.",
    figure="relation-by-sentence",
    choices=CODED,
    overturned_by="competition in the opening paragraphs, or cooperation at the close",
)
def partner_first_rival_last(view: View) -> Check:
    """In Spring offensive the median place of competition lies behind cooperation's."""
    comp, coop = (
        [told.place for told in view.drawn(SPRING, name)]
        for name in ("competition", "cooperation")
    )
    if not comp or not coop:
        return Check(None, {})
    facts = {
        "spring": f"{titles([SPRING])}",
        "comp": f"{median(comp):.0f}",
        "coop": f"{median(coop):.0f}",
    }
    return Check(median(coop) < median(comp), facts)


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
    partner_first_rival_last,
    cooperation_mostly_prospect,
    iran_acts_in_two_pieces,
    words_then_arms,
)
