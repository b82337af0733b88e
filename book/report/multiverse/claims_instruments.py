"""What instruments hear: claims on tone lexicons and readability formulas."""

from __future__ import annotations

from statistics import mean

from analysis.measures.readability import count_text, flesch_kincaid_grade
from report.labels import signed
from report.multiverse.choices import CHOICES, View
from report.multiverse.claim import GREAT, NO_ANSWER, Check, claim
from report.tone_lexicons import kendalls_w


@claim(
    "sneer-scores-as-praise",
    "A sneer scores as praise",
    "The headline of *Great news* scores {tone} by VADER, on a scale that ends at one. "
    "The score is right and has understood nothing.",
    page="instruments",
    pieces=(GREAT,),
    choices=("lexicon",),
    tested="The ironic headline has a positive tone.",
    overturned_by="a lexicon that hears “Great news” as it is meant",
)
def sneer_scores_as_praise(view: View) -> Check:
    sneers = [s for s in view.sentences if s.layer == "headline" and s.tone == "ironic"]
    if not sneers:
        return NO_ANSWER
    tone = sneers[0].heard[view.universe.lexicon]
    facts = {"tone": signed(tone)}
    return Check(tone > 0, facts, sneers[:1])


@claim(
    "lexicons-disagree",
    "Four lexicons, more than one order",
    "Ranked by tone, the five pieces stand in a different order by each lexicon: the "
    "concordance of the four is {w:.2f}, where one would be the same order four times.",
    page="instruments",
    choices=("voice",),
    tested="Kendall’s W of the lexicons over the pieces is under 0.8.",
    overturned_by="a concordance of four fifths or more",
)
def lexicons_disagree(view: View) -> Check:
    rankings = [list(mean_tones(view, name).values()) for name in CHOICES["lexicon"]]
    if any(len(ranking) < len(view.titles) for ranking in rankings):
        return NO_ANSWER
    w = kendalls_w(rankings)
    return Check(w < 0.8, {"w": w})


@claim(
    "hard-is-long",
    "The hardest piece has the longest sentences",
    "Headlines apart, {hardest:titles} reads at grade {grade:.1f} by Flesch–Kincaid, "
    "the hardest of the five, and has the longest sentences, {length:.0f} words on "
    "average.",
    page="instruments",
    choices=("voice",),
    tested="The piece with the highest Flesch–Kincaid grade has the longest sentences.",
    overturned_by="a voice in which another piece is the hardest, or has the longest",
)
def hard_is_long(view: View) -> Check:
    counts = {
        title: count_text(
            s.text for s in view.sentences if s.piece == title and s.layer != "headline"
        )
        for title in view.titles
    }
    if not all(found.n_sentences for found in counts.values()):
        return NO_ANSWER
    grades = {title: flesch_kincaid_grade(found) for title, found in counts.items()}
    lengths = {t: found.n_words / found.n_sentences for t, found in counts.items()}
    hardest = max(grades, key=lambda title: grades[title])
    longest = max(lengths, key=lambda title: lengths[title])
    facts = {
        "hardest": [hardest],
        "grade": grades[hardest],
        "length": lengths[hardest],
    }
    return Check(hardest == longest, facts)


def mean_tones(view: View, lexicon: str) -> dict[str, float]:
    """The mean tone of each piece by a lexicon, of the sentences that have one."""
    tones = {
        title: [
            s.heard[lexicon]
            for s in view.sentences
            if s.piece == title and s.layer != "headline"
        ]
        for title in view.titles
    }
    # Rounded, since equal means may differ in the last bit.
    return {title: round(mean(own), 9) for title, own in tones.items() if own}


INSTRUMENT_CLAIMS = (sneer_scores_as_praise, lexicons_disagree, hard_is_long)
