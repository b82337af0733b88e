"""Speakers: whom a mention means, and one name for each, in small whole texts."""

from __future__ import annotations

import pytest
from case_files import cases

import analysis

CASES = cases("speakers")


def found(text: str, words: str) -> set[str | None]:
    """Who says these words: the speakers of the quotes, else the sources, with them."""
    document = analysis.analyze(text)
    quotes = [quote for quote in document.quotes if words in quote.text]
    if quotes:
        return {quote.speaker for quote in quotes}
    claims = [claim for claim in document.attributions if words in claim.text]
    shortest = min((len(claim.text) for claim in claims), default=0)
    return {claim.source for claim in claims if len(claim.text) == shortest}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_speaker(case):
    """Each quote and each report of a text has its speaker, by the one name."""
    said = {words: found(case["text"], words) for words, _ in case["who"]}
    assert said == {words: {name} for words, name in case["who"]}


def test_description_of_a_source():
    """Office and house of a person are kept, the fullest words that the text has."""
    document = analysis.analyze(
        "Port Authority spokeswoman Ana Serra said it rained. Ana Serra, a spokeswoman "
        "for the Port Authority of Tilburn, said it snowed. “It is cold,” Serra said."
    )
    fullest = "spokeswoman for the Port Authority of Tilburn"
    assert {claim.source_description for claim in document.attributions} == {fullest}
    assert document.quotes[0].speaker_description == fullest
