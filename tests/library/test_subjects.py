"""Subjects: whose each verb of a sentence is, and how that was told."""

from __future__ import annotations

import pytest
from coded import parse

from analysis.attribution.subjects import main_subject, subject_of
from analysis.syntax.chunker import Parse

BESIDE = [
    ("The mayor of Dover said it rained.", "said", "The mayor of Dover", "subject"),
    ("Ann Lee said the mayor lied.", "lied", "the mayor", "subject"),
    ("Iran's claims reached the court.", "reached", "Iran's claims", "subject"),
    ("Men involved in the talks said so.", "said", "Men", "subject"),
    ("A letter obtained by Reuters says so.", "says", "A letter", "subject"),
    ("The man accused of the theft denied it.", "denied", "The man", "subject"),
    ("Officials working on the plan said so.", "said", "Officials", "subject"),
    ("While Brandt left, Kroon said it rained.", "said", "Kroon", "subject"),
    ("In Oslo the mayor said it rained.", "said", "the mayor", "subject"),
    ("In a statement the embassy said it rained.", "said", "the embassy", "subject"),
    ("Ann told reporters the islands were old.", "were", "the islands", "subject"),
]
INSERTED = [
    (
        "Karim Haddad, a baker from Tyre, Lebanon, said so.",
        "said",
        "Karim Haddad",
        "appositive",
    ),
    ("Ann Lee, who runs the port, said it rained.", "said", "Ann Lee", "appositive"),
    ("Ann Lee, 54, said it rained.", "said", "Ann Lee", "appositive"),
    (
        "Ann Lee, 54, of Salem, Oregon, said it rained.",
        "said",
        "Ann Lee",
        "appositive",
    ),
    (
        "Brandt, a sailor, a miller and a judge, said it rained.",
        "said",
        "Brandt",
        "appositive",
    ),
    ("Her deputy, Ann Lee, said it rained.", "said", "Ann Lee", "appositive"),
    (
        "The captain, speaking in Oslo, said it rained.",
        "said",
        "The captain",
        "appositive",
    ),
    (
        "The docker who lost two fingers said it rained.",
        "said",
        "The docker",
        "appositive",
    ),
]
SHARED = [
    ("Brandt left and said it rained.", "said", "Brandt", "shared"),
    ("The king was seen by the mayor and waved.", "waved", "The king", "shared"),
    ("Brandt left, saying it rained.", "saying", "Brandt", "participle"),
    ("Calling the draft dead, Brandt left.", "calling", "Brandt", "participle"),
    ("Brandt vowed to close the port.", "close", "Brandt", "control"),
    ("Brandt began to say that it rained.", "say", "Brandt", "control"),
]
RELATIVE = [
    ("The judge fined a captain who said it rained.", "said", "who", "relative"),
    ("Ann Lee, who runs the port, said so.", "runs", "who", "relative"),
    ("The ship that sank was old.", "sank", "The ship", "relative"),
]
KNOWN_FAILURES = [
    ("Lawmakers urging a vote said it rained.", "said", "Lawmakers"),
    ("The court orders the ferry to stop.", "stop", "the ferry"),
    ("The key that he had was lost.", "lost", "The key"),
    ("The letter, which says it rained, was lost.", "rained", "it"),
    ("The aide, who said he left, told Kroon so.", "left", "he"),
    ("What he said was false.", "was", "What he said"),
]


def words(p: Parse, text: str, phrase: tuple[int, int]) -> str:
    """The words of a phrase."""
    return text[p.tokens[phrase[0]].start : p.tokens[phrase[1] - 1].end]


def subject(text: str, verb: str) -> tuple[str | None, str | None]:
    """The subject of a verb, and how it was found."""
    p = parse(text)
    (k,) = (k for k in range(len(p.chunks)) if p.low(k) == verb)
    found = subject_of(p, k)
    return (words(p, text, found[0]), found[1]) if found else (None, None)


@pytest.mark.parametrize(("text", "verb", "phrase", "how"), BESIDE)
def test_beside_its_verb(text, verb, phrase, how):
    """A subject right before its verb is whole, what hangs on it left out."""
    assert subject(text, verb) == (phrase, how)


@pytest.mark.parametrize(("text", "verb", "phrase", "how"), INSERTED)
def test_before_an_insertion(text, verb, phrase, how):
    """A description between a subject and its verb hides nobody."""
    assert subject(text, verb) == (phrase, how)


@pytest.mark.parametrize(("text", "verb", "phrase", "how"), SHARED)
def test_shared_with_another_verb(text, verb, phrase, how):
    """A second verb, a participle and an infinitive have the first verb's subject."""
    assert subject(text, verb) == (phrase, how)


@pytest.mark.parametrize(("text", "verb", "phrase", "how"), RELATIVE)
def test_of_a_relative_clause(text, verb, phrase, how):
    """“Who” is the subject of its verb; “that” gives what it stands for."""
    assert subject(text, verb) == (phrase, how)


@pytest.mark.parametrize(("text", "verb", "phrase"), KNOWN_FAILURES)
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(text, verb, phrase):
    """What is still wrong; a sentence that comes out right moves to the others."""
    assert subject(text, verb)[0] == phrase


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
