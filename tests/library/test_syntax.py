"""What a sentence is made of: the classes of its words, its chunks, its subjects.

A case has a text and what is expected of it; its label or group says what it stands
for.  Of tags that is a letter a token, of chunks their kinds in a row, of subjects the
subject of a verb of the text and how the two are linked.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from case_files import cases
from coded import parse

from analysis.attribution.sentence import Syntax
from analysis.syntax.tagger import tags_of
from analysis.syntax.tokens import Token, tokens_of


def tags(case: dict[str, str]) -> str:
    """A word that can be several things is what its neighbours make of it.

    “Claims”, “plan”, “that”, “her” and “had” are; an 's is a possessive before a noun;
    a participle is no verb of its sentence; a capital makes a name, but of no month.
    """
    tokens = tokens_of(case["text"])
    return tags_of(tokens, 0, len(tokens))


def chunks(case: dict[str, str]) -> str:
    """A phrase is one chunk, a verb group another, in order, each with its head.

    Times, adverbs, brackets and the state behind a place are left out, so that a
    subject stands beside its verb.
    """
    sentence = parse(case["text"])
    found = sentence.chunks
    assert all(one.past <= other.first for one, other in pairwise(found))
    assert all(chunk.first <= chunk.head < chunk.past for chunk in found)
    assert len(sentence.kinds) == len(found)
    return sentence.kinds


def subject(case: dict[str, str]) -> tuple[str | None, str | None]:
    """A subject is whole, what depends on it left out, wherever it stands.

    Right before its verb; before an insertion; shared with another verb, a participle
    or an infinitive; “who” itself in a relative clause.
    """
    p = syntax(case["text"])
    (k,) = (k for k in range(len(p.chunks)) if p.low(k) == case["verb"])
    found = p.subject_of(k)
    return (words(p, case["text"], found.phrase), found.link) if found else (None, None)


def syntax(text: str) -> Syntax:
    """A text as a chunked sentence, with the stop that ends a paragraph."""
    tokens = tokens_of(text)
    stop = Token(len(text), len(text), "", "stop")
    return Syntax((*tokens, stop), 0, len(tokens))


def words(p: Syntax, text: str, phrase: tuple[int, int]) -> str:
    """The words of a phrase."""
    return text[p.tokens[phrase[0]].start : p.tokens[phrase[1] - 1].end]


FOUND = {"tags": tags, "chunks": chunks, "subjects": subject}


def listed(ending: str = "") -> list[Any]:
    """The cases of all three, each with what it is asked of."""
    return [
        pytest.param(found, case, id=f"{name}: {case['text']}")
        for name, found in FOUND.items()
        for case in cases(name + ending)
    ]


@pytest.mark.parametrize(("found", "case"), listed())
def test_case(found, case):
    """What is expected is found."""
    wanted = case["expected"] if "expected" in case else (case["subject"], case["link"])
    assert found(case) == wanted


@pytest.mark.parametrize(("found", "case"), listed("_known_failures"))
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(found, case):
    """What is still wrong; a sentence that comes out right moves to the others."""
    if "expected" in case:
        assert found(case) == case["expected"], case["why"]
    else:
        assert found(case)[0] == case["subject"]


def test_a_part_of_a_text():
    """The tags of a part are those of its tokens alone."""
    tokens = tokens_of("It rained, the mayor said.")
    assert tags_of(tokens, 3, 6) == "DNV"
    assert tags_of(tokens, 2, 2) == ""


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
    p = syntax(text)
    found = p.main_subject
    assert (found and words(p, text, found)) == phrase
