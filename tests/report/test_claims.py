"""The claims: each can fail, tells no answer from no, and says what it counts."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
import yaml
from case_files import cases
from report.multiverse.choices import CHOICES, Coded, universes
from report.multiverse.claim import in_words, titles, write_sentence
from report.multiverse.ledger import ALL_CLAIMS, entry
from report.seeds import REPOSITORY

BY_SLUG = {claim.slug: claim for claim in ALL_CLAIMS}
SLUGS = list(BY_SLUG)


def ask(slug, view):
    """Whether a claim holds in a view of all pieces."""
    claim = BY_SLUG[slug]
    return claim.check(view.of(*claim.pieces)).holds


# --- a view that is changed so that a claim must fail ---------------------------------


def recoded(piece=None, n=None, having=(), **codes):
    """The first `n` sentences of a piece that have some codes, with other codes."""

    def change(view):
        found = [
            sentence
            for sentence in view.sentences
            if piece in (None, sentence.piece)
            and all(
                getattr(sentence, name) == value for name, value in dict(having).items()
            )
        ][:n]
        assert found
        changed = [s._replace(**codes) if s in found else s for s in view.sentences]
        return replace(view, sentences=tuple(changed))

    return change


def heard(tones):
    """Each piece with one tone in all its sentences, by every lexicon."""

    def change(view):
        by_piece = dict(zip(view.titles, tones, strict=True))
        return replace(
            view,
            sentences=tuple(
                s._replace(heard=dict.fromkeys(CHOICES["lexicon"], by_piece[s.piece]))
                for s in view.sentences
            ),
        )

    return change


def more(what, n=1, **fields):
    """The view with `n` more quotes or sources, made from its first."""

    def change(view):
        found = getattr(view, what)
        return replace(view, **{what: (*found, *[found[0]._replace(**fields)] * n)})

    return change


def rows(frame, piece=None, **columns):
    """The view with other values in the rows of a frame that are a piece's."""

    def change(view):
        table = getattr(view, frame).copy()
        at = table["piece"] == piece if piece else table["piece"].notna()
        for name, value in columns.items():
            table.loc[at, name] = value
        return replace(view, **{frame: table})

    return change


OVERTURNED = cases("overturned")
CHANGES = {"recoded": recoded, "heard": heard, "more": more, "rows": rows}


def test_every_claim_can_be_overturned():
    """No claim without a view in which it must fail."""
    assert {case["claim"] for case in OVERTURNED} == set(BY_SLUG)


@pytest.mark.parametrize("case", OVERTURNED, ids=str)
def test_a_claim_fails_where_the_data_say_the_contrary(own, case):
    """True on the pieces as they are, false on the changed ones."""
    change = CHANGES[case["change"]](**case["with"])
    assert ask(case["claim"], own) is True
    assert ask(case["claim"], change(own)) is False


def nothing(view):
    """All that can be read of a view, emptied."""
    lists = dict.fromkeys(("sentences", "quotes", "sources"), ())
    return lists | {"display": view.display.head(0), "pieces": view.pieces.head(0)}


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_left_to_ask_is_no_answer(own, slug):
    """With nothing in the view a claim is neither true nor false."""
    assert ask(slug, replace(own, **nothing(own))) is None


@pytest.mark.parametrize("slug", SLUGS)
def test_no_choice_that_reverses_a_claim_is_kept_back(bench, slug):
    """What a claim does not list among its choices does not make it false.

    Whose sentences an instrument reads is a choice for claims on instruments alone.
    """
    claim = BY_SLUG[slug]
    others = set(CHOICES) - set(claim.choices)
    if claim.page != "instruments":
        others.remove("voice")
    for name in others:
        for universe in universes([name]):
            assert ask(slug, bench.view(universe)) is not False, universe


@pytest.mark.parametrize("slug", SLUGS)
def test_a_claim_reads_nothing_but_what_it_says(own, slug):
    """Without all that it does not read, the outcome is the same."""
    gone = nothing(own)
    reads = BY_SLUG[slug].reads
    assert set(reads) <= set(gone)
    unread = {name: empty for name, empty in gone.items() if name not in reads}
    assert ask(slug, replace(own, **unread)) is True


# --- what a claim says ----------------------------------------------------------------

# The facts that count the passages which carry a claim.
CARRIED = {
    "negotiating-courted": ["n"],
    "cease-fire-enemy": ["n"],
    "great-news-joke": ["n"],
    "spring-partner-and-rival": ["partner", "rival"],
    "few-sentences": ["n"],
    "charges-are-borrowed": ["n"],
    "contempt-is-their-own": ["n"],
    "mostly-their-own-side": ["us", "iran"],
    "america-is-cited": ["us"],
    "america-acts": ["us"],
    "never-in-one-room": ["contact", "both"],
}
# The facts that count their words.
SPOKEN = {"americans-talk": ["us", "iraq", "iran", "other"], "one-iranian": ["words"]}
# Claims on whole pieces, or on texts that a table beside them shows.
WITHOUT_CARRIERS = {
    "large-type-is-harder",
    "lexicons-disagree",
    "hard-is-long",
}


@pytest.mark.parametrize("slug", CARRIED)
def test_facts_count_the_carriers(slug):
    """As many passages as the sentence says."""
    found = entry(slug)
    assert len(found.carriers) == sum(found.facts[name] for name in CARRIED[slug])


@pytest.mark.parametrize("slug", SLUGS)
def test_no_sentence_carries_a_claim_twice(slug):
    """A sentence is listed once; two statements in one are two."""
    found = [p for p in entry(slug).carriers if isinstance(p, Coded)]
    assert len({(p.piece, p.place) for p in found}) == len(found)


@pytest.mark.parametrize("slug", SPOKEN)
def test_facts_count_the_words_of_the_carriers(slug):
    """Quoted words are those of the quotes that are shown."""
    found = entry(slug)
    words = sum(passage.n_words for passage in found.carriers)
    assert words == sum(found.facts[name] for name in SPOKEN[slug])


@pytest.mark.parametrize(
    ("slug", "parts", "whole"),
    [
        ("charges-are-borrowed", "own report first second third fourth", "n"),
        ("americans-talk", "us iraq iran other", "total"),
    ],
)
def test_parts_add_up_to_the_whole(slug, parts, whole):
    """Whose they are is said of all."""
    facts = entry(slug).facts
    assert sum(facts[name] for name in parts.split()) == facts[whole]


def test_claims_without_passages_are_known():
    """Every other claim shows the words that carry it."""
    assert {
        e.claim.slug for e in map(entry, SLUGS) if not e.carriers
    } == WITHOUT_CARRIERS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_claim_is_carried_by_the_pieces_it_reads(slug):
    """No passage of a piece that a claim does not ask."""
    found = entry(slug)
    pieces = {passage.piece for passage in found.carriers}
    assert not found.claim.pieces or pieces <= set(found.claim.pieces)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_fact_is_said(slug):
    """The fields of the sentence are the facts of the check, no more and no fewer."""
    fields = {
        name for _, name, _, _ in string.Formatter().parse(BY_SLUG[slug].sentence)
    }
    assert fields - {None} == set(entry(slug).facts)


def test_claims_are_well_formed():
    """A slug used once, a page of the report, known choices, full stops where due."""
    toc = yaml.safe_load((REPOSITORY / "_toc.yml").read_text("utf-8"))
    pages = {toc["root"], *(c["file"] for c in toc["parts"][0]["chapters"])}
    assert len(BY_SLUG) == len(ALL_CLAIMS)
    for claim in ALL_CLAIMS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", claim.slug)
        assert f"book/{claim.page}" in pages, claim.slug
        assert set(claim.choices) <= set(CHOICES)
        assert claim.sentence.endswith(".")
        assert claim.tested.endswith(".")
        assert claim.overturned_by.strip(" .") == claim.overturned_by
        assert not claim.title.endswith(".")


@pytest.mark.parametrize(
    ("sentence", "facts", "written"),
    [
        ("{n:words} of them", {"n": 0}, "No of them"),
        ("of {n:Words}", {"n": 12}, "Of Twelve"),
        ("{n:words}", {"n": 1234}, "1,234"),
        ("{n:count}", {"n": 0}, "None"),
        ("{share:.1f}", {"share": 0.25}, "0.2"),
        ("{pieces:titles}", {"pieces": []}, "None"),
        ("{pieces:titles}", {"pieces": ["A", "B", "C"]}, "*A*, *B* and *C*"),
    ],
)
def test_facts_are_written_as_prose_has_them(sentence, facts, written):
    """Small counts in words, a capital first, pieces by name."""
    assert write_sentence(sentence, facts) == written


def test_words_end_where_digits_begin():
    """Twelve is a word, thirteen is not; one piece is a name alone."""
    assert [in_words(n) for n in (12, 13)] == ["twelve", "13"]
    assert titles(["A"]) == "*A*"
