"""Attitudes: what is one and what is none, whose it is, and what it is about."""

from __future__ import annotations

from typing import get_args

import pytest
from case_files import cases
from coded import ARTICLES

from analysis import analyze
from analysis.attribution.attitude_cues import AttitudeKind, Part, attitude_cues
from analysis.document import analyze_article
from analysis.lexicons import rows

CASES = cases("attitudes")
# Complements that are named by two words; the others are one, such as `inf` or `of`.
FORMS = {"obj-inf", "obj-as"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_attitudes_of_a_sentence(case):
    """Kind, source, cue and words of each attitude, in text order; none where none."""
    found = [
        f"{one.kind}: {one.source or 'nobody'} | {one.cue} | {one.text}"
        for one in analyze(case["text"]).attitudes
    ]
    assert found == case["expected"]


def test_an_attitude_in_reported_words_says_in_whose():
    """Inside a report it names the report; inside a quote it is not listed."""
    document = analyze("Ann Lee said that Stone hopes to win. “I hope so,” Poe said.")
    (hope,) = document.attitudes
    assert document.attributions[hope.inside].source == "Ann Lee"


def test_what_is_reported_is_no_attitude_again():
    """No cue of an attitude shares a word with the cue of an attribution."""
    for article in ARTICLES.values():
        document = analyze_article(article)
        reports = [(a.cue_start, a.cue_end) for a in document.attributions if a.cue]
        for one in document.attitudes:
            assert not any(a < one.cue_end and one.cue_start < b for a, b in reports)


def test_the_less_sure_are_withheld():
    """As with attributions, a floor of confidence leaves out what is below it."""
    article = ARTICLES["000"]
    sure = analyze_article(article, min_confidence=1.0)
    assert analyze_article(article).attitudes
    assert sure.attitudes == ()


def test_rows_of_the_lexicon_are_whole():
    """A row has a part and a kind; a cue has each complement but once."""
    for row in rows("attitudes"):
        assert row["part"] in get_args(Part)
        assert row["kind"] in get_args(AttitudeKind)
        assert bool(row["complements"]) is (row["part"] != "adverb")
        cues = row["cues"].split()
        assert len(set(cues)) == len(cues)
        for complement in row["complements"].split():
            assert complement in FORMS or complement.isalpha()


@pytest.mark.parametrize("part", get_args(Part))
def test_every_cue_is_reachable(part):
    """A cue of each row is found by its form."""
    ours = [row["cues"].split() for row in rows("attitudes") if row["part"] == part]
    listed = {cue.replace("-", " ") for cues in ours for cue in cues}
    assert listed <= set(attitude_cues(part))
