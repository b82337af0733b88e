"""Subjects: whose each verb of a sentence is, and how the two are linked.

A case has a text, a verb of it, the subject of that verb and their link; `group` says
which construction it stands for.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from coded import parse

from analysis.attribution.subjects import main_subject, subject_of
from analysis.syntax.chunker import Parse

FOLDER = Path(__file__).parents[1] / "cases"
CASES = json.loads((FOLDER / "subjects.json").read_text("utf-8"))
KNOWN_FAILURES = json.loads(
    (FOLDER / "subjects_known_failures.json").read_text("utf-8")
)


def words(p: Parse, text: str, phrase: tuple[int, int]) -> str:
    """The words of a phrase."""
    return text[p.tokens[phrase[0]].start : p.tokens[phrase[1] - 1].end]


def subject(text: str, verb: str) -> tuple[str | None, str | None]:
    """The subject of a verb, and how it is linked to it."""
    p = parse(text)
    (k,) = (k for k in range(len(p.chunks)) if p.low(k) == verb)
    found = subject_of(p, k)
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
    p = parse(text)
    found = main_subject(p)
    assert (found and words(p, text, found)) == phrase
