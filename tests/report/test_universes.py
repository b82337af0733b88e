"""Universes: what a choice changes in the evidence, and what it leaves alone."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from coded import GREAT, SPRING
from report.coding import CODING
from report.multiverse.choices import CHOICES, WHAT, Universe, universes
from report.multiverse.claims import mean_tones

from analysis.validation.coding import OF_SENTENCE

PASSES = {"pass a": "a", "pass b": "b", "pass c": "c", "all three passes": "unanimous"}


def places(found):
    """Where quotes or sources stand."""
    return {(one.piece, one.start) for one in found}


# --- universes ------------------------------------------------------------------------


def test_every_choice_is_explained_and_has_an_alternative():
    """A choice with one option is none, and two options are not the same."""
    assert Universe._fields == tuple(WHAT) == tuple(CHOICES)
    assert all(len(set(options)) > 1 for options in CHOICES.values())


@pytest.mark.parametrize("choices", [[], ["display"], ["coding", "unit"], ["lexicon"]])
def test_universes_are_every_combination_the_own_one_first(choices):
    """As many as the options multiply to, none twice."""
    found = universes(choices)
    assert len(set(found)) == math.prod(len(CHOICES[name]) for name in choices)
    assert len(found) == len(set(found))
    assert found[0] == Universe()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "as in the report"),
        ({"unit": CHOICES["unit"][0]}, "as in the report"),
        ({"coding": "pass a", "unit": "words counted"}, "pass a, words counted"),
    ],
)
def test_a_universe_is_called_by_what_differs(options, said):
    """The options that are not the report's own, in the order of the choices."""
    universe = Universe(**options)
    assert str(universe) == said
    assert list(universe.changed.values()) == (
        [] if not universe.changed else said.split(", ")
    )


# --- the report's own view ------------------------------------------------------------


def test_the_own_view_is_the_coding_and_the_program(own, tables):
    """All coded sentences, attributions, and quotes that somebody speaks."""
    codes = CODING.match(tables)
    assert [s.place for s in own.sentences] == codes["place"].tolist()
    assert [s.relation for s in own.sentences] == codes["coded_relation"].tolist()
    assert len(own.sources) == len(tables.attributions)
    spoken = tables.quotes[tables.quotes["kind"].isin(["direct", "mixed"])]
    assert sum(q.n_words for q in own.quotes) == spoken["n_words"].sum()


def test_what_is_one_s_own_is_the_writer_s_or_large_type(own):
    """A source vouches for the rest, or the quoted report."""
    assert {s.voice for s in own.sentences if s.own} == {"writer", "display"}
    assert "report" in {s.voice for s in own.sentences if not s.own}


# --- what each choice changes ---------------------------------------------------------


@pytest.mark.parametrize(("option", "coder"), PASSES.items())
def test_a_pass_is_read_as_it_coded(bench, tables, option, coder):
    """Every code of every sentence is that pass's, or what all three say."""
    view = bench.view(Universe(coding=option))
    codes = CODING.match(tables, coder)
    for name in OF_SENTENCE:
        found = [getattr(sentence, name) for sentence in view.sentences]
        assert found == codes[f"coded_{name}"].tolist(), name


def test_all_three_passes_leave_out_what_one_does_not_say(bench, own):
    """A code stands or is gone; nothing is said that the majority does not say."""
    strict = bench.view(Universe(coding="all three passes"))
    pairs = list(zip(own.sentences, strict.sentences, strict=True))
    assert all(few.relation in ("none", many.relation) for many, few in pairs)
    assert all(few.toward_us in (0, many.toward_us) for many, few in pairs)
    assert any(few.relation != many.relation for many, few in pairs)


@pytest.mark.parametrize("coding", CHOICES["coding"])
def test_a_text_printed_twice_is_one_display_text(bench, coding):
    """In no universe does a repeated headline count as two."""
    display = bench.view(Universe(coding=coding)).display
    assert not display.duplicated(["piece", "text"]).any()
    assert display["hardening"].notna().all()


@pytest.mark.parametrize("universe", universes(["display", "named", "voice"]), ids=str)
def test_leaving_out_adds_nothing(bench, own, universe):
    """Sentences and relations go; what stays is as it was."""
    whole = {(s.piece, s.start): s for s in own.sentences}
    unrelated = dict.fromkeys(("also", "kind", "reality", "agent"), "")
    for found in bench.view(universe).sentences:
        before = whole[found.piece, found.start]
        assert found in (before, before._replace(relation="none", **unrelated))


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (
            {"display": "headlines left out"},
            lambda s: s.layer not in ("headline", "standfirst"),
        ),
        ({"voice": "the author only"}, lambda s: s.layer == "author"),
        ({"named": "both countries named"}, lambda s: s.named or s.relation == "none"),
    ],
)
def test_each_choice_leaves_out_what_it_names(bench, own, options, left):
    """Some sentence of the report's own view is not one that the choice leaves."""
    assert all(map(left, bench.view(Universe(**options)).sentences))
    assert not all(map(left, own.sentences))


def test_direct_quotes_only(bench, own):
    """Fragments go, quotes of a clause stay, the sources too."""
    direct = bench.view(Universe(kinds="direct quotes only"))
    assert {quote.kind for quote in direct.quotes} == {"direct"}
    assert places(direct.quotes) < places(own.quotes)
    assert direct.sources == own.sources


def test_another_finder_has_the_sides_of_the_coding(bench):
    """Each type of source of the coding is on a side, or on none that is known."""
    coded = bench.view(Universe(finder="found by the coding"))
    sides = {claim.side for claim in coded.sources}
    assert sides == {"us", "iraq", "iran", "other", "unknown"}
    assert len(coded.sources) == len(CODING.table("attributions"))
    [(piece, who)] = {(q.piece, q.who) for q in coded.quotes if q.side == "iran"}
    assert (piece, who) == (GREAT, "senior Iranian official")
    analysts = {q.who for q in coded.quotes if q.side == "other"}
    assert "Martin Navias" in analysts


def test_a_government_is_on_the_side_of_its_country(bench):
    """By the coding, too, what “the US” says is American: 35 statements in all."""
    coded = bench.view(Universe(finder="found by the coding"))
    governments = [
        c for c in coded.sources if "United States government" in (c.who or "")
    ]
    assert len(governments) > 3
    assert {claim.side for claim in governments} == {"us"}
    assert sum(claim.side == "us" for claim in coded.sources) == 35


@pytest.mark.parametrize("finder", CHOICES["finder"])
def test_sources_stand_in_their_piece(bench, finder):
    """Every quote and statement starts inside the text that it is counted for."""
    view = bench.view(Universe(finder=finder))
    for title in view.titles:
        end = max(s.end for s in view.sentences if s.piece == title)
        places = [c.start for c in (*view.quotes, *view.sources) if c.piece == title]
        assert places
        assert all(0 <= start < end for start in places)


@pytest.mark.parametrize(
    ("options", "n"),
    [({}, 2), ({"unit": "words counted"}, 7)],
)
def test_sentences_or_words_are_counted(own, options, n):
    """Two sentences of three and four words are two, or seven."""
    sentences = [own.sentences[0]._replace(n_words=words) for words in (3, 4)]
    assert replace(own, universe=Universe(**options)).count(sentences) == n


def test_what_is_asked_is_all_or_what_is_about_the_two(own):
    """Out of those about the relationship: no sentence without one."""
    few = replace(own, universe=Universe(within="out of those about the two"))
    assert own.asked() == list(own.sentences)
    assert few.asked() == own.related()
    assert own.related("competition") == [
        s for s in own.sentences if s.relation == "competition"
    ]


# --- parts of a view ------------------------------------------------------------------


def test_a_view_of_some_pieces_holds_nothing_of_others(own):
    """Sentences, quotes, sources and frames are theirs; without names it is all."""
    part = own.of(GREAT, SPRING)
    records = (*part.sentences, *part.quotes, *part.sources)
    assert {record.piece for record in records} == {GREAT, SPRING} == set(part.titles)
    assert {*part.display["piece"], *part.pieces["piece"]} <= {GREAT, SPRING}
    assert own.of() is own
    assert own.without_piece(GREAT).titles == tuple(t for t in own.titles if t != GREAT)


@pytest.mark.parametrize("frame", ["quotes", "sources"])
def test_without_takes_a_sentence_and_what_is_in_it(own, frame):
    """What is quoted, cited, cast and tied in the sentence goes, and nothing else."""
    found = getattr(own, frame)
    last = found[-1]
    gone = next(
        s
        for s in own.sentences
        if s.piece == last.piece and s.start <= last.start < s.end
    )
    less = own.without(gone)
    assert [s for s in own.sentences if s not in less.sentences] == [gone]
    assert places(getattr(less, frame)) == {
        (piece, start)
        for piece, start in places(found)
        if piece != gone.piece or not gone.start <= start < gone.end
    }
    assert len(getattr(less, frame)) < len(found)
    assert less.pieces is own.pieces


OTHER = Universe(coding="pass a", unit="words counted", lexicon="TextBlob")


@pytest.mark.parametrize(
    ("change", "reads", "choices", "same"),
    [
        ({}, ["sentences", "pieces"], ["coding", "unit"], True),
        ({"universe": OTHER}, ["sentences"], ["coding", "display"], True),
        ({"universe": OTHER}, ["sentences"], ["coding", "unit"], False),
        ({"universe": OTHER}, ["sentences"], ["lexicon"], False),
        ({"sentences": ()}, ["sentences"], [], False),
        ({"sentences": ()}, ["quotes", "sources"], [], True),
        ({"quotes": ()}, ["quotes", "sources"], [], False),
    ],
)
def test_equal_keys_are_equal_input(own, change, reads, choices, same):
    """A view is what is read of it and how that is counted, whatever it is called."""
    keys = [view.key(reads, choices) for view in (own, replace(own, **change))]
    assert (keys[0] == keys[1]) is same


@pytest.mark.parametrize("frame", ["display", "pieces"])
def test_a_key_tells_frames_apart(own, frame):
    """One row less is another input."""
    fewer = replace(own, **{frame: getattr(own, frame).iloc[1:]})
    assert fewer.key([frame], []) != own.key([frame], [])
    assert fewer.key(["sentences"], []) == own.key(["sentences"], [])


def test_mean_tones_leave_out_pieces_without_sentences(own):
    """A mean of each piece that has a sentence; the others have none."""
    view = replace(own, sentences=tuple(s for s in own.sentences if s.piece == GREAT))
    assert list(mean_tones(view, "VADER")) == [GREAT]
    assert mean_tones(own, "VADER")[GREAT] == mean_tones(view, "VADER")[GREAT]
