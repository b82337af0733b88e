"""Claims on instruments: what tone lexicons and grade formulas can tell."""

from __future__ import annotations

from functools import cache
from statistics import mean

from analysis.measures import readability
from report.measure_charts import GRADES
from report.multiverse.choices import Told, View
from report.multiverse.claim import (
    CEASE_FIRE,
    GREAT,
    SPRING,
    Check,
    claim,
)
from report.multiverse.tone_lexicons import LEXICONS, kendalls_w

_TONE = ("lexicon", "names", "voices", "splitter", "quotes")
_GRADE = ("formula", "voices", "splitter", "quotes")
_FORMULAS = {
    label: readability.FORMULAS[name]
    for name, label in (GRADES | {"dale_chall": "Dale–Chall"}).items()
}


@claim(
    "sneer-scores-as-praise",
    "Word lists take a sneer for praise",
    "The headline of {great:titles} scores {tone} by VADER, on a scale that ends at "
    "one. Its “Great news” is meant as the opposite.",
    figure="tone-lexicons",
    choices=["lexicon", "names"],
    tested="The ironic headline has a positive tone.",
    overturned_by="a lexicon that hears “Great news” as it is meant",
)
def sneer_scores_as_praise(view: View) -> Check:
    headlines = [
        told for told in view.of(GREAT) if told.layer == "headline" and told.irony
    ]
    if not headlines:
        return Check(None, {})
    tone = _tone(view, headlines[0])
    facts = {"great": [GREAT], "tone": f"{tone:+.2f}".replace("-", "−")}
    return Check(tone > 0, facts)


@claim(
    "lexicons-disagree",
    "Tone lexicons rank the pieces differently",
    "Four lexicons rank the five with a concordance of {w:.2f}, where one is full "
    "agreement and nought is none.",
    figure="tone-lexicons",
    choices=["voices", "names", "splitter", "quotes"],
    tested="Kendall's W of the lexicons over the pieces is under 0.8.",
    overturned_by="a concordance of four fifths or more",
)
def lexicons_disagree(view: View) -> Check:
    means = [_mean_tones(view, lexicon) for lexicon in LEXICONS]
    if any(len(found) < len(view.pieces) for found in means):
        return Check(None, {})
    rankings = [list(found.values()) for found in means]
    w = kendalls_w(rankings)
    return Check(w < 0.8, {"w": w})


@claim(
    "spring-is-hardest",
    "One piece is the hardest to read",
    "Taken whole, {hardest:titles} reads at grade {grade:.1f} by Flesch–Kincaid, the "
    "next piece at {next:.1f}.",
    figure="grade-choices",
    choices=_GRADE,
    tested="Spring offensive has the highest grade.",
    overturned_by="a choice of formula or sentences that puts another piece first",
)
def spring_is_hardest(view: View) -> Check:
    grades = _grades(view)
    if len(grades) < len(view.pieces):
        return Check(None, {})
    first, second = sorted(grades, key=lambda piece: grades[piece], reverse=True)[:2]
    facts = {
        "hardest": [first],
        "grade": grades[first],
        "next": grades[second],
    }
    return Check(first == SPRING, facts)


@claim(
    "darkest-tone",
    "One piece has the darkest words",
    "By VADER {which:titles} has the most negative sentences on average.",
    figure="tone-lexicons",
    choices=_TONE,
    tested="Cease-fire over has the lowest mean tone.",
    overturned_by="another lexicon, or other voices",
)
def darkest_tone(view: View) -> Check:
    means = _mean_tones(view)
    if len(means) < len(view.pieces):
        return Check(None, {})
    which = min(means, key=lambda piece: means[piece])
    return Check(which == CEASE_FIRE, {"which": [which]})


INSTRUMENT_CLAIMS = (
    sneer_scores_as_praise,
    lexicons_disagree,
    spring_is_hardest,
    darkest_tone,
)


@cache
def _heard(lexicon: str, text: str) -> float:
    return LEXICONS[lexicon](text)


def _tone(view: View, told: Told, lexicon: str | None = None) -> float:
    text = told.masked if view.specification.names == "masked" else told.text
    return _heard(lexicon or view.specification.lexicon, text)


def _mean_tones(view: View, lexicon: str | None = None) -> dict[str, float]:
    """The mean tone of each piece that has any sentences left."""
    return {
        # Rounded, since equal means may differ in the last bit.
        piece: round(mean(_tone(view, told, lexicon) for told in own), 9)
        for piece in view.pieces
        if (own := view.of(piece))
    }


def _grades(view: View) -> dict[str, float]:
    formula = _FORMULAS[view.specification.formula]
    return {
        piece: formula(_counted(tuple(told.text for told in own)))
        for piece in view.pieces
        if (own := view.of(piece))
    }


@cache
def _counted(sentences: tuple[str, ...]) -> readability.TextCounts:
    return readability.count_text(sentences)
