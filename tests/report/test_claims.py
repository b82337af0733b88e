"""The claims: each can fail, each is checked everywhere, a false one stops all."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from report.coding import coded, with_codes
from report.multiverse.choices import CHOICES, Cited, Specification, specifications
from report.multiverse.claim import (
    CEASE_FIRE,
    GREAT,
    NEGOTIATING,
    PEACE,
    SPRING,
    Check,
    claim,
)
from report.multiverse.ledger import ALL_CLAIMS, ClaimError, check_claim, ledger
from report.multiverse.universes import PROGRAM, Bench
from report.seeds import SEEDS

from analysis.corpus.catalogue import load_articles

BY_SLUG = {found.slug: found for found in ALL_CLAIMS}


@pytest.fixture(scope="module")
def bench(tables):
    """The five pieces under any specification."""
    return Bench(tables)


@pytest.fixture(scope="module")
def own(bench):
    """The view under the book's own choices."""
    return bench.view(Specification())


# --- a view that is changed so that a claim must fail ---------------------------------


def coded_as(piece, **codes):
    """All sentences of a piece with other codes."""
    return lambda view: replace(
        view,
        sentences=tuple(
            told._replace(**codes) if told.piece == piece else told
            for told in view.sentences
        ),
    )


def first_coded_as(piece, n=1, **codes):
    """The first sentences of a piece with other codes."""

    def change(view):
        own = [told for told in view.sentences if told.piece == piece][:n]
        return replace(
            view,
            sentences=tuple(
                told._replace(**codes) if told in own else told
                for told in view.sentences
            ),
        )

    return change


def cited_by(piece, n, **fields):
    """The view with `n` more attributions in a piece."""
    plain = Cited(piece, "author", 0, "somebody", "unknown", False, False)
    return lambda view: replace(
        view,
        attributions=(*view.attributions, *[plain._replace(**fields)] * n),
    )


def played(piece, actor, role):
    """The view with one more role given to an actor."""

    def change(view):
        codes = view.framing[piece]
        evidence = [{"start": 0, "end": 1, "text": "x", "layer": "author"}]
        more = {"role": role, "voice_of": "author", "evidence": evidence}
        roles = codes["roles"] | {actor: [*codes["roles"][actor], more]}
        functions = codes["entman"] | {role: {"present": True, "evidence": evidence}}
        framing = dict(view.framing)
        framing[piece] = codes | {"roles": roles, "entman": functions}
        return replace(view, framing=framing)

    return change


def said_by(speaker, n_words):
    """The view with a long quote of somebody else."""
    return lambda view: replace(
        view,
        quotes=(
            *view.quotes,
            view.quotes[0]._replace(
                speaker=speaker, kind="direct", n_words=n_words, piece=GREAT
            ),
        ),
    )


BLAMED = {"relation": "confrontation", "status": "actual", "form": "verbal"}
OVERTURNED = {
    "negotiating-courts-an-enemy": coded_as(NEGOTIATING, layer="excerpt"),
    "cease-fire-over-has-an-enemy": coded_as(CEASE_FIRE, relation="cooperation"),
    "peace-deal-has-a-broker": coded_as(PEACE, carrier="Leila Fadel"),
    "great-news-mocks-a-partner": coded_as(GREAT, irony=False),
    "spring-offensive-has-both": coded_as(SPRING, relation="competition"),
    "few-sentences": coded_as(GREAT, **BLAMED),
    "one-relation-each": first_coded_as(GREAT, **BLAMED),
    "confrontation-in-one-piece": first_coded_as(NEGOTIATING, **BLAMED),
    "confrontation-is-reproduced": coded_as(CEASE_FIRE, **BLAMED, layer="author"),
    "loss-drawn-outside-the-report": coded_as(
        PEACE, actors=frozenset({"united_states"})
    ),
    "partnership-not-a-fact": first_coded_as(GREAT, status="actual"),
    "competition-told-as-fact": coded_as(SPRING, status="future"),
    "competition-is-handed-on": coded_as(SPRING, voice_of="author"),
    "partner-first-rival-last": first_coded_as(SPRING, 15, relation="competition"),
    "nobody-praises-america": first_coded_as(GREAT, toward_us=1),
    "writers-judge-america-others-iran": coded_as(GREAT, toward_iran=-1),
    "iran-hardly-speaks": cited_by(SPRING, 1, source_type="iran_official"),
    "america-is-cited": cited_by(SPRING, 30, source_type="iraq_official"),
    "unnamed-majority": cited_by(GREAT, 20),
    "a-general-leads": said_by("Ann Lee", 500),
    "borrowed-reports": coded_as(PEACE, layer="author"),
    "two-roles-of-iran": played(GREAT, "united_states", "reluctant_partner"),
    "enemy-early-and-late": played(SPRING, "iran", "adversary"),
    "sidelined-once": played(SPRING, "united_states", "sidelined"),
    "sneer-scores-as-praise": coded_as(
        GREAT, text="Dreadful, awful.", masked="Dreadful, awful."
    ),
    "lexicons-disagree": None,  # below: five texts on which all lexicons agree
    "spring-is-hardest": coded_as(SPRING, text="He ran."),
    "darkest-tone": coded_as(CEASE_FIRE, masked="A great success."),
}


def test_every_claim_can_be_overturned():
    """No claim without a view in which it must fail."""
    assert set(OVERTURNED) == set(BY_SLUG)


@pytest.mark.parametrize("slug", [slug for slug, way in OVERTURNED.items() if way])
def test_a_claim_fails_on_data_that_do_not_bear_it(own, slug):
    """True on the pieces as they are, false on the changed ones."""
    check = BY_SLUG[slug].check
    assert check(own).holds is True
    assert check(OVERTURNED[slug](own)).holds is False


def test_lexicons_agree_where_the_words_are_plain(own):
    """From ruin to success all lexicons give one order, and the claim fails."""
    ladder = [
        "It was a terrible failure, bad and wrong.",
        "It was bad and wrong, though good.",
        "It was a table.",
        "It was good and strong, though bad.",
        "It was a great success, excellent and good.",
    ]
    view = own
    for piece, text in zip(own.pieces, ladder, strict=True):
        view = coded_as(piece, masked=text)(view)
    assert BY_SLUG["lexicons-disagree"].check(own).holds is True
    assert BY_SLUG["lexicons-disagree"].check(view).holds is False


# --- the ledger -----------------------------------------------------------------------


def test_every_specification_is_accounted_for():
    """Held, failed and not asked add up to all combinations of the claim's choices."""
    for entry in ledger():
        every = specifications(entry.claim.choices)
        found = [*entry.holds, *entry.fails, *entry.unasked]
        assert sorted(map(str, found)) == sorted(map(str, every))


def test_no_digit_is_typed_into_a_claim():
    """Numbers come from the facts of the check; a claim without facts has none."""
    for found in ALL_CLAIMS:
        typed = re.sub(r"\{[^}]*\}", "", found.title + found.sentence)
        assert not re.search(r"\d", typed), found.slug


def test_quotation_marks_in_a_claim_hold_words_of_the_articles():
    """What a claim, or what would overturn it, puts in marks stands in a file."""
    texts = " ".join(article.text for article in load_articles(SEEDS))
    for found in ALL_CLAIMS:
        for words in re.findall("“([^”]*)”", found.sentence + found.overturned_by):
            assert words.casefold() in texts.casefold(), found.slug


def test_claims_are_well_formed():
    """A slug of words and hyphens, used once; known choices; what would overturn it."""
    assert len(BY_SLUG) == len(ALL_CLAIMS)
    for found in ALL_CLAIMS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", found.slug)
        assert set(found.choices) <= set(CHOICES)
        assert found.overturned_by.strip()
        assert found.tested.strip()


def test_a_false_claim_stops_the_build(bench):
    """The error names the claim and says what to do."""
    false = claim(
        "iran-speaks-most",
        "Iran speaks most",
        "Iran speaks most.",
        figure="sources",
        choices=["finder"],
        tested="It is so.",
        overturned_by="the data",
    )(lambda view: Check(False, {}))
    with pytest.raises(ClaimError, match=r"iran-speaks-most.*Rewrite the claim"):
        check_claim(bench, false)


def test_a_claim_that_holds_here_only_stops_the_build(bench):
    """True in one of two specifications is not enough."""
    weak = claim(
        "holds-here-only",
        "Holds here only",
        "Here only.",
        figure="sources",
        choices=["quotes"],
        tested="Quoted sentences count.",
        overturned_by="leaving quotes out",
    )(lambda view: Check(view.specification.quotes == "in", {}))
    with pytest.raises(ClaimError, match="holds-here-only holds under 1 of 2"):
        check_claim(bench, weak)


def test_the_same_input_gives_the_same_ledger(bench):
    """Nothing in it is left to chance."""
    again = tuple(check_claim(bench, found) for found in ALL_CLAIMS)
    assert again == ledger()


def test_leverage_lists_each_sentence_that_alone_carries_a_claim(bench):
    """A claim that needs one sentence has exactly that sentence listed."""
    needs_one = claim(
        "needs-one-sentence",
        "Needs one sentence",
        "One.",
        figure="sources",
        choices=[],
        tested="It is so.",
        overturned_by="a sentence less",
    )(lambda view: Check(any(told.irony for told in view.of(NEGOTIATING)), {}))
    entry = check_claim(bench, needs_one)
    assert [told.irony for told in entry.leverage] == [True]


# --- views ---------------------------------------------------------------------------


def test_the_book_s_own_view_is_the_coding(own, tables):
    """Without another choice a view holds the coded sentences, attributions, quotes."""
    codes = with_codes(tables)
    assert len(own.sentences) == len(codes)
    assert len(own.drawn()) == (coded("sentences")["dyad"] != "none").sum()
    assert len(own.attributions) == len(tables.attributions)
    assert len(own.quotes) == len(tables.quotes)


@pytest.mark.parametrize(
    "specification", specifications(["voices", "quotes", "aliases"])
)
def test_a_view_only_leaves_out(bench, own, specification):
    """Voices, quotes and aliases take sentences and relations away, never add any."""
    view = bench.view(specification)
    whole = {(told.piece, told.start): told for told in own.sentences}
    for told in view.sentences:
        before = whole[told.piece, told.start]
        assert told == before or told == before._replace(relation="none")
    if specification.voices == "author":
        assert {told.layer for told in view.sentences} == {"author"}
    if specification.quotes == "out":
        assert not any(told.quoted for told in view.sentences)
    if specification.aliases == "narrow":
        assert {told.named for told in view.drawn()} <= {"narrow"}


def test_a_doubled_headline_can_count_once(bench, own):
    """Spring offensive prints its headline twice; nothing else is left out."""
    once = bench.view(Specification(doubled="once"))
    assert len(once.sentences) == len(own.sentences) - 1
    headlines = [told for told in once.of(SPRING) if told.layer == "headline"]
    assert len(headlines) == 1


def test_other_sentences_carry_the_codes_over(bench, own):
    """Another splitter keeps nearly all relations, each on words that had it."""
    other = bench.view(Specification(splitter="sentencex"))
    assert {told.text for told in other.sentences} != {t.text for t in own.sentences}
    assert abs(len(other.drawn()) - len(own.drawn())) <= 3
    for told in other.drawn():
        near = [
            t for t in own.of(told.piece) if t.start < told.end > told.start < t.end
        ]
        assert told.relation in {t.relation for t in near}


def test_the_program_s_view_has_the_relations_of_the_rules(bench, tables):
    """Beside the codings stands what the rules find, irony unheard."""
    view = bench.view(Specification(coding=PROGRAM))
    codes = with_codes(tables)
    assert [t.relation for t in view.sentences if t.piece == SPRING] == codes[
        codes["article"].str.startswith("001")
    ]["relation"].tolist()
    assert not any(told.irony for told in view.sentences)


def test_without_takes_a_sentence_and_what_is_in_it(own):
    """What is cited and quoted in the sentence goes with it, and nothing else."""
    spoken = own.quotes[0]
    told = next(
        t
        for t in own.sentences
        if t.piece == spoken.piece and t.start <= spoken.start < t.end
    )
    less = own.without(told)
    assert len(less.sentences) == len(own.sentences) - 1
    assert spoken not in less.quotes
    assert all(c in own.attributions for c in less.attributions)
