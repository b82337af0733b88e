"""Claims on the relation: which, whose, real or not, who acts."""

from __future__ import annotations

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
)


@claim(
    "few-sentences",
    "Three pieces say little of the two",
    "{drawn:words} of {all:words} sentences say anything of their relationship; in "
    "{pieces:titles} fewer than a third do.",
    figure="relation-by-sentence",
    choices=CODED,
    tested="Negotiating, Peace deal, Great news: each draws it in under a third.",
    overturned_by="a coding that reads a relation into every third sentence of theirs",
)
def few_sentences(view: View) -> Check:
    few = (NEGOTIATING, PEACE, GREAT)
    holds = all(len(view.drawn(name)) < len(view.of(name)) / 3 for name in few)
    facts = {
        "drawn": len(view.drawn()),
        "all": len(view.sentences),
        "pieces": few,
    }
    return Check(holds, facts)


@claim(
    "one-relation-each",
    "All pieces but one draw a single relationship",
    "Four of the pieces draw one relationship and no other; only {two:titles} draws "
    "two.",
    figure="relation-by-sentence",
    choices=CODED,
    tested="Spring offensive has two relations, every other piece exactly one.",
    overturned_by="one sentence of another kind in any of the four",
)
def one_relation_each(view: View) -> Check:
    kinds = {
        piece: {told.relation for told in view.drawn(piece)} for piece in view.pieces
    }
    if not all(kinds.values()):
        return Check(None, {})
    two = [piece for piece, found in kinds.items() if len(found) > 1]
    return Check(two == [SPRING], {"two": two})


@claim(
    "confrontation-in-one-piece",
    "Confrontation is drawn in one piece only",
    "All {n:words} sentences coded as confrontation stand in {where:titles}.",
    figure="relation-by-sentence",
    choices=CODED,
    tested="Every sentence of confrontation stands in Cease-fire over.",
    overturned_by="a sentence of blame or force between the two in any other piece",
)
def confrontation_in_one_piece(view: View) -> Check:
    found = view.drawn(relation="confrontation")
    where = sorted({told.piece for told in found})
    holds = where == [CEASE_FIRE] if found else None
    return Check(holds, {"where": where, "n": len(found)})


@claim(
    "confrontation-is-reproduced",
    "The confrontation is reproduced",
    "Of the {n:words} sentences of confrontation in {cease:titles} the blogger wrote "
    "{own:words}; the rest stand in a news report that the post reproduces, or in the "
    "summary above it.",
    figure="who-draws-it",
    choices=[choice for choice in CODED if choice != "voices"],
    tested="At most a quarter of the confrontation is the author's, some is the "
    "report's.",
    overturned_by="a file that shows the report to be the blogger’s own",
)
def confrontation_is_reproduced(view: View) -> Check:
    found = view.drawn(CEASE_FIRE, "confrontation")
    if not found:
        return Check(None, {})
    own = sum(told.layer == "author" for told in found)
    report = sum(told.layer == "excerpt" for told in found)
    facts = {
        "n": len(found),
        "own": own,
        "cease": [CEASE_FIRE],
    }
    return Check(own <= len(found) / 4 and report > len(found) / 2, facts)


@claim(
    "loss-drawn-outside-the-report",
    "America’s loss is drawn outside the news",
    "In {peace:titles} the reproduced report names no American. That Iran’s brokering "
    "is a loss for the United States is said in {n:words} sentences, one of them the "
    "blogger’s and one a title borrowed from Juan Cole.",
    figure="who-draws-it",
    choices=["coding", "aliases", "splitter", "quotes"],
    tested="The report names nobody American; one relation is the author's, one is "
    "Cole's.",
    overturned_by="an American, or American interests, named in the report",
)
def loss_drawn_outside_the_report(view: View) -> Check:
    report = [told for told in view.of(PEACE) if told.carrier == "Leila Fadel"]
    drawn = view.drawn(PEACE)
    if len(drawn) < 2:
        return Check(None, {})
    silent = not any("united_states" in told.actors for told in report)
    voices = sorted(told.carrier or told.layer for told in drawn)
    facts = {"peace": [PEACE], "n": len(drawn)}
    return Check(silent and voices == ["Juan Cole", "author"], facts)


@claim(
    "partnership-not-a-fact",
    "A partnership that is never a fact",
    "All {n:words} sentences of {great:titles} that draw cooperation speak of what "
    "may be, or do not mean it.",
    figure="relation-status",
    choices=CODED,
    tested="Every sentence of Great news with a relation is hypothetical or "
    "rhetorical.",
    overturned_by="a sentence that reports joint action as under way",
)
def partnership_not_a_fact(view: View) -> Check:
    drawn = view.drawn(GREAT)
    facts = {"great": [GREAT], "n": len(drawn)}
    unreal = all(told.status in ("hypothetical", "rhetorical") for told in drawn)
    return Check(unreal if drawn else None, facts)


@claim(
    "competition-told-as-fact",
    "In the newest piece rivalry is put as happening",
    "In {spring:titles} {comp_real:words} of the {comp:words} sentences of "
    "competition are put as happening, and {coop_real:words} of the {coop:words} of "
    "cooperation.",
    figure="relation-status",
    choices=CODED,
    tested="All competition in Spring offensive is actual, and not all cooperation.",
    overturned_by="one sentence of competition recoded as possible",
)
def competition_told_as_fact(view: View) -> Check:
    comp, coop = (view.drawn(SPRING, name) for name in ("competition", "cooperation"))
    if not comp or not coop:
        return Check(None, {})
    real = [sum(told.status == "actual" for told in found) for found in (comp, coop)]
    facts = {
        "spring": [SPRING],
        "comp": len(comp),
        "coop": len(coop),
        "comp_real": "all" if real[0] == len(comp) else real[0],
        "coop_real": real[1],
    }
    return Check(real[0] == len(comp) and real[1] < len(coop), facts)


@claim(
    "competition-is-handed-on",
    "In the newest piece rivalry is somebody else’s word",
    "{spring:titles} hands all {n:words} sentences of competition to a source; of its "
    "{coop:words} sentences of cooperation {own:words} are the author’s own.",
    figure="who-draws-it",
    choices=CODED,
    tested="No competition in Spring offensive is the author's own, some "
    "cooperation is.",
    overturned_by="a sentence of rivalry in the author’s own voice",
)
def competition_is_handed_on(view: View) -> Check:
    comp, coop = (view.drawn(SPRING, name) for name in ("competition", "cooperation"))
    if not comp or not coop:
        return Check(None, {})
    own = sum(told.voice_of == "author" for told in coop)
    facts = {
        "spring": [SPRING],
        "n": len(comp),
        "coop": len(coop),
        "own": own,
    }
    handed = all(told.voice_of != "author" for told in comp)
    return Check(handed and own > 0, facts)


@claim(
    "partner-first-rival-last",
    "In the newest piece partnership mostly comes first",
    "In {spring:titles} a sentence of cooperation is on average number {coop:.0f} of "
    "the piece, one of competition number {comp:.0f}.",
    figure="relation-by-sentence",
    choices=CODED,
    tested="In Spring offensive cooperation has a lower mean place than competition.",
    overturned_by="competition in the opening paragraphs, or cooperation at the close",
)
def partner_first_rival_last(view: View) -> Check:
    comp, coop = (
        [told.place for told in view.drawn(SPRING, name)]
        for name in ("competition", "cooperation")
    )
    if not comp or not coop:
        return Check(None, {})
    facts = {
        "spring": [SPRING],
        "comp": mean(comp),
        "coop": mean(coop),
    }
    return Check(mean(coop) < mean(comp), facts)


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
)
