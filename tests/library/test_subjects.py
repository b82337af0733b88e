"""Subjects: whose each verb of a sentence is, and how the two are linked.

A case has a text, a verb of it, the subject of that verb and their link; `group` says
which construction it stands for.
"""

from __future__ import annotations

import pytest
from case_files import cases

from analysis.attribution.sentence import Syntax
from analysis.syntax.tokens import Token, tokens_of

CASES = cases("subjects")
KNOWN_FAILURES = cases("subjects_known_failures")


def sentence(text: str) -> Syntax:
    """A text as a chunked sentence, with the stop that ends a paragraph."""
    tokens = tokens_of(text)
    stop = Token(len(text), len(text), "", "stop")
    return Syntax((*tokens, stop), 0, len(tokens))


def words(p: Syntax, text: str, phrase: tuple[int, int]) -> str:
    """The words of a phrase."""
    return text[p.tokens[phrase[0]].start : p.tokens[phrase[1] - 1].end]


def subject(text: str, verb: str) -> tuple[str | None, str | None]:
    """The subject of a verb, and how it is linked to it."""
    p = sentence(text)
    (k,) = (k for k in range(len(p.chunks)) if p.low(k) == verb)
    found = p.subject_of(k)
    return (words(p, text, found.phrase), found.link) if found else (None, None)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['group']}: {c['text']}")
def test_subject(case):
    """A subject is whole, what depends on it left out, wherever it stands.

    Right before its verb; before an insertion; shared with another verb, a participle
    or an infinitive; “who” itself in a relative clause.
    """
    assert subject(case["text"], case["verb"]) == (case["subject"], case["link"])


@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=lambda case: case["text"])
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(case):
    """What is still wrong; a sentence that comes out right moves to the others."""
    assert subject(case["text"], case["verb"])[0] == case["subject"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("On Monday the mayor left because it rained.", "the mayor"),
        ("The king was seen by the mayor.", "The king"),
        ("I left because it rained.", "it"),
        ("No rain, no ferry.", None),
    ],
)
def test_the_main_subject(text, phrase):
    """A sentence's subject is that of its first verb, but for the author's own."""
    p = sentence(text)
    found = p.main_subject
    assert (found and words(p, text, found)) == phrase
