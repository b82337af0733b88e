"""Ties of a party to others: what is found, what is not, and where it stands."""

from __future__ import annotations

import pytest
from case_files import cases
from report.seeds import SEEDS

import analysis
from analysis import analyze
from analysis.dyad.ties import TIE_KINDS
from analysis.lexicons import rows

CASES = cases("ties")
SHOWN = {
    "before": "The rebels are Iranian {}.",
    "hyphen": "The Iran-{} rebels fled.",
    "to": "The rebels {} to Iran fled.",
    "by": "The rebels {} by Iran fled.",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_ties_of_a_sentence(case):
    """Party, kind, word and expression of each tie, in text order."""
    document = analyze(case["text"])
    found = [
        f"{tie.party} {tie.kind} {document.text[slice(*tie.word)]}: "
        f"{document.text[tie.start : tie.end]}"
        for tie in document.ties
    ]
    assert found == case["expected"]


@pytest.mark.parametrize("row", rows("ties"), ids=lambda row: row["word"])
def test_every_word_ties(row):
    """Each word is found in each of its ways, by relations too."""
    word = row["word"].replace(r"\w*", "ed").replace("(?:y|ies)", "y").replace("?", "")
    for how in row["joined"].split():
        document = analyze(f"American rifles are here. {SHOWN[how].format(word)}")
        (tie,) = document.ties
        assert (tie.sentence, tie.party, tie.kind) == (1, "iran", row["kind"])
        named = analyze(f"American rifles: {SHOWN[how].format(word)}")
        (relation,) = named.relations
        assert relation.rule in ("leans-on", "engages")  # “allied to” is both


def test_ties_of_the_articles_are_listed_words_in_their_sentences():
    """The word stands in the expression, the expression in its sentence."""
    found = 0
    for document in analysis.load_corpus(SEEDS):
        for tie in document.ties:
            sentence = document.sentences[tie.sentence]
            assert sentence.start <= tie.start <= tie.word[0]
            assert tie.word[1] <= tie.end <= sentence.end
            assert tie.kind in TIE_KINDS
            found += 1
    assert found
