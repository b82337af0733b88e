"""Actors, tone, readability, relation: each measure on texts small enough to check."""

from __future__ import annotations

import math

import pytest
import textstat
from case_files import cases
from hypothesis import given
from hypothesis import strategies as st
from report.coding import CODING
from report.seeds import SEEDS

from analysis import analyze
from analysis.corpus.articles import Article
from analysis.corpus.catalogue import load_articles
from analysis.dyad.actors import find_mentions
from analysis.dyad.masking import dyad_sentences
from analysis.dyad.parties import us_and_iran
from analysis.lexicons import rows
from analysis.measures import readability as r
from analysis.measures.pronouns import n_we
from analysis.measures.sentiment import mask_names, summarise_tone, tone
from analysis.text.segmentation import find_segments
from analysis.text.sentences import Sentence, find_sentences

SOURCES = cases("sides")


def mentions(text):
    """The mentions in a text that is taken as one sentence."""
    whole = Sentence(0, len(text), 0, ((0, len(text)),), text)
    return find_mentions(Article("test", text), [whole], us_and_iran())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. and Iranian forces", ["united_states", "iran"]),
        ("The US-led coalition in Iraq", ["united_states", "iraq"]),
        ("Tell us about Americans.", ["united_states"]),
        (
            "IT IS US AND THEM",
            ["armed_group", "united_states"],
        ),  # known limit: capitals
        ("the Islamic State of Iraq", ["armed_group"]),
        ("Al Qaeda in Iraq (AQI)", ["armed_group", "armed_group"]),
        ("the Islamic Supreme Council of Iraq", ["iraq"]),
        ("Iran’s Revolutionary Guard Corps", ["iran", "iran"]),
        ("Iranology, a USB stick and an Iraqization", []),
        ("", []),
    ],
)
def test_mentions(text, expected):
    """Names are whole words, the longest wins, and case counts."""
    assert [m.actor for m in mentions(text)] == expected


def test_mentions_of_the_articles_round_trip():
    """Every mention is a listed name at its offsets, inside its sentence."""
    listed = {row["name"]: row["actor"] for row in rows("actors")}
    for article in load_articles(SEEDS):
        sentences = find_sentences(article, find_segments(article))
        for mention in find_mentions(article, sentences, us_and_iran()):
            assert listed[article.text[mention.start : mention.end]] == mention.actor
            pieces = sentences[mention.sentence].pieces
            assert any(a <= mention.start < mention.end <= b for a, b in pieces)


def test_dyad_needs_both_actors_and_scope_widens_it():
    """Narrow takes country names only, broad takes capitals and persons too."""
    found = mentions("Tehran turned down Washington.")
    assert dyad_sentences(found, "narrow", us_and_iran()) == set()
    assert dyad_sentences(found, "broad", us_and_iran()) == {0}
    assert (
        dyad_sentences(mentions("Iran and Iraq met."), "broad", us_and_iran()) == set()
    )


def test_tone_reads_curly_apostrophes_as_straight():
    """VADER knows “isn't” only with a straight mark, so both must score alike."""
    assert tone("It isn’t threatening.") == tone("It isn't threatening.") > 0


def test_a_sentence_of_over_a_thousand_words_has_no_tone():
    """VADER would take too long; one of a thousand has."""
    longest = " ".join(["good"] * 1_000)
    assert tone(longest) > 0.9
    assert math.isnan(tone(f"{longest} day"))


def test_masking_takes_names_out_of_the_tone():
    """A name with a listed word scores until it is masked."""
    text = "The United States met the Islamic Supreme Council of Iraq."
    names = [(m.start, m.end) for m in mentions(text)]
    assert tone(text) > 0.3
    assert tone(mask_names(text, names)) == 0


@given(st.text())
def test_tone_is_in_range_or_undefined(text):
    """Any text has a compound from -1 to 1, or none at all."""
    value = tone(text)
    assert math.isnan(value) or -1 <= value <= 1


# One text on which our sentence boundaries and textstat's own agree, so that its
# formulas must give what ours give.
PLAIN = [
    "The government asked the neighbouring country for diplomatic assistance.",
    "Nobody expected the negotiations to succeed so quickly.",
    "The soldiers left the city in the morning.",
]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (r.flesch_reading_ease, textstat.flesch_reading_ease),
        (r.flesch_kincaid_grade, textstat.flesch_kincaid_grade),
        (r.gunning_fog, textstat.gunning_fog),
        (r.coleman_liau_index, textstat.coleman_liau_index),
        (r.automated_readability_index, textstat.automated_readability_index),
        (r.dale_chall, textstat.dale_chall_readability_score),
    ],
)
def test_formulas_agree_with_textstat_where_boundaries_do(ours, theirs):
    """Same counts, same formula, same value."""
    counts = r.count_text(PLAIN)
    assert textstat.sentence_count(" ".join(PLAIN)) == counts.n_sentences
    # textstat counts the full stops for ARI, and rounds Coleman-Liau's 0.0588.
    tolerance = {"automated_readability_index": 0.6, "coleman_liau_index": 0.5}
    assert ours(counts) == pytest.approx(
        theirs(" ".join(PLAIN)), abs=tolerance.get(ours.__name__, 1e-6)
    )


# Twenty words a sentence, a syllable and a half a word, a tenth of the words complex.
COUNTS = r.TextCounts(
    n_sentences=40,
    n_words=800,
    n_letters=3600,
    n_characters=3800,
    n_syllables=1200,
    n_polysyllables=90,
    n_complex=80,
    n_unfamiliar=120,
)
BY_HAND = {
    "flesch_reading_ease": 59.635,
    "flesch_kincaid_grade": 9.91,
    "gunning_fog": 12,
    "smog_index": 11.698219,
    "coleman_liau_index": 9.18,
    "automated_readability_index": 10.9425,
    "dale_chall": 6.997,
}


@pytest.mark.parametrize("name", r.FORMULAS)
def test_formulas_by_hand(name):
    """Each formula as its authors have it, worked out on paper."""
    assert r.FORMULAS[name](COUNTS) == pytest.approx(BY_HAND[name], abs=1e-5)


def test_dale_and_chall_add_nothing_at_five_percent():
    """Only a share of unfamiliar words above five in a hundred is penalised."""
    assert r.dale_chall(COUNTS._replace(n_unfamiliar=40)) == pytest.approx(1.7815)
    more = r.dale_chall(COUNTS._replace(n_unfamiliar=44))  # five and a half
    assert more == pytest.approx(5.49695)


def test_tones_at_the_thresholds():
    """At the threshold a tone counts, inside it does not, an undefined one never."""
    masked = [0.05, -0.05, 0.049, -0.049, 0.4, math.nan]
    tones = summarise_tone(masked, [0.5, math.nan, 0.1])
    assert (tones.n_sentences, tones.n_positive, tones.n_negative) == (6, 2, 1)
    assert tones.mean == pytest.approx(0.08)
    assert tones.mean_as_written == pytest.approx(0.3)


def test_smog_is_undefined_under_thirty_sentences():
    """SMOG is defined on thirty sentences; with fewer it is NaN, not zero."""
    assert math.isnan(r.smog_index(r.count_text((PLAIN * 10)[1:])))
    thirty = r.count_text(PLAIN * 10)
    expected = 1.0430 * math.sqrt(thirty.n_polysyllables) + 3.1291
    assert r.smog_index(thirty) == pytest.approx(expected)


@given(st.lists(st.sampled_from(sorted(r._sounds())[::97]), min_size=1, max_size=4))
def test_syllables_are_those_of_textstat(words):
    """Whatever letters are capital."""
    for text in (" ".join(words), " ".join(words).title()):
        assert r._count_syllables(text) == textstat.syllable_count(text)


def test_hyphenated_words_are_scored_by_their_parts():
    """A compound has the syllables of its parts and is one word."""
    counts = r.count_text(["A seven-month-long truce"])
    assert (counts.n_words, counts.n_syllables) == (3, 1 + 4 + 1)


def test_nothing_to_read_is_undefined():
    """No sentences: every formula is NaN, and the counts are zero."""
    empty = r.count_text([])
    assert empty.n_words == 0
    assert all(math.isnan(formula(empty)) for formula in r.FORMULAS.values())


# --- whose side a source is on, and who says “we” -----------------------------------


@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case["text"])
def test_sides_of_sources(case):
    """By type, nationality or apposition; a topic or a place in a clause is no side."""
    assert analyze(case["text"]).sides() == case["expected"]


def test_quoted_words_by_side(tables):
    """The words of the five articles' speakers, as they were counted by hand."""
    words = tables.quotes.groupby("speaker_side")["n_words"].sum().to_dict()
    assert words == {"us": 314, "iraq": 72, "iran": 24, "other": 47, "unknown": 75}


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ("We saw it ourselves, and ours is ours.", [], 4),
        ("Let’s say it’s us; let's go.", [], 3),
        ("The US told US forces: tell U.S. of it.", [], 0),
        ("We said “we won”.", [(9, 15)], 1),
        ("Wednesday was outlet, lets, bus.", [], 0),
        ("", [], 0),
    ],
)
def test_first_person_plural(text, quoted, expected):
    """Whole words outside of quotes; the country in capitals is not “us”."""
    assert n_we(text, [(0, len(text))], quoted) == expected


def test_authors_who_say_we(tables):
    """As many sentences as are coded, and in 000 three of nobody or of the writer."""
    own = tables.sentences[tables.sentences["layer"] == "author"]
    found = (own["n_we"] > 0).groupby(own["article"]).sum()
    coded = CODING.majority("pieces", "we").set_index("article")["we"]
    beyond = {a[:3]: int(found[a] - coded[a]) for a in coded.index}
    assert beyond == {"000": 3, "001": 0, "002": 0, "003": 0, "004": 0}
