"""The ledger: what counts once, how sure a claim is, what stops the build."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from report.multiverse.choices import CHOICES, Coded, Universe, View, universes
from report.multiverse.claim import Check, Claim
from report.multiverse.ledger import (
    ALL_CLAIMS,
    ENOUGH,
    SURE,
    ClaimError,
    Entry,
    check_claim,
    ledger,
)
from report.seeds import REPOSITORY

OWN, PASS_A, PASS_B, PASS_C, ALL = (Universe(coding=name) for name in CHOICES["coding"])
SENTENCE = Coded(
    *("A", 1, "author", 0, 9, "Iran did.", 2, False, "iran", "none", "", "", ""),
    *("straight", "", "writer", 0, 0, "", {}),
)
NO_ROWS = pd.DataFrame({"piece": [], "start": []})


class Invented:
    """Views of two pieces whose sentences depend on the universe as a test says."""

    def __init__(self, sentences):
        self.sentences = sentences

    def view(self, universe):
        """The invented sentences, those that end in a B in another piece."""
        found = tuple(
            SENTENCE._replace(text=text, piece="B" if text.endswith("B") else "A")
            for text in self.sentences(universe)
        )
        return View(universe, ("A", "B"), found, (), (), *[NO_ROWS] * 2)


def claimed(check, *choices, slug="a-claim"):
    """A claim with a check and the choices that could reverse it."""
    words = ("A claim", "It is so.", "index", choices, "It is so.", "the data")
    return Claim(slug, *words, check)


def said(view):
    """The texts of a view."""
    return [sentence.text for sentence in view.sentences]


BY_CODING = Invented(lambda universe: [universe.coding])
SAME = Invented(lambda universe: ["the same"])


def outcome(**outcomes):
    """A check with an outcome for some codings, by their last word, else true."""
    return lambda view: Check(outcomes.get(view.universe.coding.split()[-1], True))


# --- what counts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bench", "choices", "n"),
    [
        (SAME, [], 1),
        (SAME, ["coding", "display", "named", "finder", "kinds", "voice"], 1),
        (SAME, ["unit"], 2),  # another way of counting is another question
        (SAME, ["lexicon"], 4),  # each hears the same sentences otherwise
        (SAME, ["coding", "lexicon"], 4),
        (BY_CODING, ["coding"], 5),
        (BY_CODING, ["coding", "display"], 5),
        (BY_CODING, ["display"], 1),
    ],
)
def test_equal_input_counts_once(bench, choices, n):
    """A choice that changes nothing adds no universe."""
    found = check_claim(bench, claimed(lambda view: Check(True), *choices))
    assert len(found.holds) == found.n_answers == n
    assert found.holds[0] == OWN


def test_no_answer_is_not_the_contrary():
    """True, false and None are three outcomes, and None is no answer."""
    found = check_claim(BY_CODING, claimed(outcome(a=False, b=None), "coding"))
    assert (found.holds, found.fails, found.silent) == (
        (OWN, PASS_C, ALL),
        (PASS_A,),
        (PASS_B,),
    )
    assert found.n_answers == 4


def test_every_universe_of_a_claim_is_accounted_for():
    """What holds, fails and has no answer are distinct combinations of its choices."""
    for found in ledger():
        asked = [*found.holds, *found.fails, *found.silent]
        every = universes(found.claim.choices)
        assert len(set(asked)) == len(asked) <= len(every), found.claim.slug
        assert set(asked) <= set(every)


# --- what stops the build -------------------------------------------------------------


@pytest.mark.parametrize("holds", [False, None])
def test_a_claim_that_the_data_do_not_bear_stops_the_build(holds):
    """The error names the claim and says what to do."""
    false = claimed(lambda view: Check(holds), "coding", slug="iran-speaks-most")
    with pytest.raises(ClaimError, match=r"iran-speaks-most.*Rewrite the claim"):
        check_claim(SAME, false)


@pytest.mark.parametrize(
    ("outcomes", "kept"),
    [
        ({}, True),
        ({"a": False}, True),
        ({"a": False, "b": False}, False),  # three of five
        ({"a": False, "b": None}, True),  # three of four, which is enough
        ({"a": False, "b": None, "c": None}, False),  # two of three
        ({"a": None, "b": None, "c": None}, True),
    ],
)
def test_a_claim_that_fails_too_often_stops_the_build(outcomes, kept):
    """Three quarters of the universes that have an answer must bear it."""
    assert ENOUGH == 0.75
    weak = claimed(outcome(**outcomes), "coding", slug="holds-here-only")
    if kept:
        assert check_claim(BY_CODING, weak).holds[0] == OWN
    else:
        with pytest.raises(ClaimError, match=r"holds-here-only holds in \d of \d"):
            check_claim(BY_CODING, weak)


# --- how sure -------------------------------------------------------------------------

TWO_CHANGED = PASS_A._replace(unit="words counted")


@pytest.mark.parametrize(
    ("fails", "silent", "leverage", "pieces", "sure"),
    [
        ((), (), (), (), "firm"),
        ((), (PASS_A, TWO_CHANGED), (), (), "firm"),
        ((TWO_CHANGED,), (), (), (), "fairly firm"),
        ((TWO_CHANGED,), (PASS_A,), (), (), "fairly firm"),
        ((PASS_A,), (), (), (), "leans on one choice"),
        ((TWO_CHANGED, PASS_A), (), (), (), "leans on one choice"),
        ((PASS_A,), (), (), ("A", "B"), "leans on one piece"),
        ((), (), (SENTENCE,), (), "leans on one sentence"),
        ((PASS_A,), (), (SENTENCE, SENTENCE), ("A",), "leans on one sentence"),
    ],
)
def test_how_sure_a_claim_is(fails, silent, leverage, pieces, sure):
    """The weakest point names the label; what has no answer weakens nothing."""
    found = Entry(ALL_CLAIMS[0], "", {}, (), (OWN,), fails, silent, leverage, pieces)
    assert found.sure == sure
    assert SURE[sure]


def test_one_choice_that_reverses_a_claim_is_not_hidden_by_two():
    """What one change does is put down to it, though two others leave the same."""

    def sentences(universe):
        both = {"display", "named"} <= set(universe.changed)
        return ["weak" if both or universe.coding == "pass a" else str(universe)]

    check = claimed(
        lambda view: Check(said(view) != ["weak"]), "display", "named", "coding"
    )
    for choices in (check.choices, check.choices[::-1]):
        found = check_claim(Invented(sentences), replace(check, choices=choices))
        assert found.sure == "leans on one choice", choices


@pytest.mark.parametrize(
    ("texts", "leverage"),
    [(["the one", "another"], ["the one"]), (["the one", "the one too"], [])],
)
def test_a_claim_leans_on_the_sentence_without_which_it_fails(texts, leverage):
    """One that alone carries it is listed; of two that both would do, none is."""
    needs = claimed(lambda view: Check(any("the one" in text for text in said(view))))
    found = check_claim(Invented(lambda universe: texts), needs)
    assert [sentence.text for sentence in found.leverage] == leverage


@pytest.mark.parametrize(
    ("without", "pieces"), [(False, ["A"]), (None, []), (True, [])]
)
def test_a_claim_leans_on_the_piece_without_which_it_is_false(without, pieces):
    """False of the rest, and not merely unanswered."""
    check = claimed(lambda view: Check(True if "A" in view.titles else without))
    found = check_claim(Invented(lambda universe: ["one", "two B"]), check)
    assert list(found.pieces) == pieces
    alone = replace(check, pieces=("A",))
    assert not check_claim(Invented(lambda universe: ["one"]), alone).pieces


def test_a_firm_claim_holds_in_each_pass_and_under_each_choice():
    """As the word says: true, not merely unanswered, wherever one choice is changed."""
    for found in ledger():
        if found.sure == "firm":
            alone = [u for u in found.silent if len(u.changed) == 1]
            assert not alone, found.claim.slug


# --- the claims of the report ---------------------------------------------------------


def test_the_ledger_says_where_each_claim_is_tested():
    """File and line are those of the function that checks it."""
    for found in ledger():
        path, line, body = found.tested_at
        lines = (REPOSITORY / path).read_text("utf-8").splitlines(keepends=True)
        own = lines[line - 1 : line - 1 + body.count("\n")]
        assert "".join(own) == body, found.claim.slug
        assert body.startswith(f"def {found.claim.slug.replace('-', '_')}(")
