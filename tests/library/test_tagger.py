"""Word classes: one letter a token, and what neighbours make of an unclear word.

A case has a text and its tags; `label` says what it stands for.
"""

from __future__ import annotations

import pytest
from case_files import cases

from analysis.syntax.tagger import tags_of
from analysis.syntax.tokens import tokens_of

CASES = cases("tags")
KNOWN_FAILURES = cases("tags_known_failures")


def tags(text: str) -> str:
    """The tags of a sentence."""
    tokens = tokens_of(text)
    return tags_of(tokens, 0, len(tokens))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['label']}: {c['text']}")
def test_tags(case):
    """A word that can be several things is what its neighbours make of it.

    “Claims”, “plan”, “that”, “her” and “had” are; an 's is a possessive before a noun;
    a participle is no verb of its sentence; a capital makes a name, but of no month.
    """
    assert tags(case["text"]) == case["expected"]


@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(case):
    """What is still wrong; a sentence that comes out right moves to the others."""
    assert tags(case["text"]) == case["expected"], case["why"]


def test_a_part_of_a_text():
    """The tags of a part are those of its tokens alone."""
    tokens = tokens_of("It rained, the mayor said.")
    assert tags_of(tokens, 3, 6) == "DNV"
    assert tags_of(tokens, 2, 2) == ""
