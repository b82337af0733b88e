"""Four tone lexicons: values, limits, ranks, and their agreement."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.seeds import REPOSITORY
from report.tone_lexicons import (
    AS_WRITTEN,
    LEXICONS,
    MASKED,
    VOICES,
    concordance,
    kendalls_w,
    sentence_texts,
    tone_table,
)

import analysis
from analysis.corpus.articles import Article
from analysis.measures import sentiment
from analysis.text.segmentation import PIECE

IRONIC = "Great news: Iran thinking of working with U.S. to pacify Iraq"

# In a fresh process with no compiled code of lexicons, no network, warnings as errors.
_ALONE = f"""
import json, socket, sys
import analysis.document

sys.pycache_prefix = sys.argv[1]

def refuse(*_, **__):
    raise OSError("no network here")

socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from report.tone_lexicons import LEXICONS
print(json.dumps({{name: tone({IRONIC!r}) for name, tone in LEXICONS.items()}}))
"""


@pytest.fixture(scope="module")
def tones(tables, names):
    """The tone table of the five articles."""
    return tone_table(tables)


@pytest.mark.parametrize("lexicon", LEXICONS)
@pytest.mark.parametrize("text", ["", " \n", "…", "“–”"])
def test_no_words_is_undefined(lexicon, text):
    """Without a word there is no tone, not a neutral one."""
    assert math.isnan(LEXICONS[lexicon](text))


@pytest.mark.parametrize("lexicon", LEXICONS)
@pytest.mark.parametrize("text", ["someone", "Someone met someone on 12 May 2007."])
def test_no_listed_word_is_zero(lexicon, text):
    """Neither plain words nor the mask itself have a tone."""
    assert LEXICONS[lexicon](text) == 0


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_good_and_bad_news_have_their_signs(lexicon):
    """What any list must get right."""
    assert LEXICONS[lexicon]("An excellent success.") > 0
    assert LEXICONS[lexicon]("The worst disaster.") < 0


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_every_lexicon_takes_the_ironic_headline_for_praise(lexicon):
    """Irony is read as meant, by all four."""
    assert LEXICONS[lexicon](IRONIC) > 0.5


@pytest.mark.parametrize("lexicon", LEXICONS)
@pytest.mark.parametrize(
    "text",
    ["It isn’t threatening US forces.", "‘Peace’ – it won’t last", "“no good” deal"],
)
def test_curly_marks_score_as_straight_ones(lexicon, text):
    """The marks of print change no tone."""
    plain = text.translate(str.maketrans("’‘–“”", "''-\"\""))
    assert LEXICONS[lexicon](text) == LEXICONS[lexicon](plain)


@pytest.mark.parametrize(
    ("lexicon", "text", "expected"),
    [
        ("VADER", "The US blames Iran.", -0.4019),
        ("TextBlob", "It is good.", 0.7),
        ("TextBlob", "A great success.", 0.55),
        ("TextBlob", "It is not good.", -0.35),
        ("TextBlob", "It isn't good.", 0.7),  # known limit: contracted negation
        ("Harvard IV-4", "A good peace.", 1),  # surnames too, and still on the list
        ("Harvard IV-4", "A battle, a threat and a good peace.", 0),
        (
            "Harvard IV-4",
            "They cooperate for peace, and fear a battle and an attack.",
            -0.2,
        ),
        ("Harvard IV-4", "He helped to arrest them.", 0),  # each is on both sides
        ("Harvard IV-4", "It is not good.", 1),  # known limit: counted, not read
        ("Loughran–McDonald", "Good, but it failed and it was delayed.", -1 / 3),
        ("Loughran–McDonald", "The talks failed.", -1),
        ("Loughran–McDonald", "They bombed the city.", 0),  # not a matter for 10-Ks
    ],
)
def test_tone_of_small_texts(lexicon, text, expected):
    """Values that can be worked out by hand from the lists."""
    assert LEXICONS[lexicon](text) == pytest.approx(expected)


@given(st.text())
def test_tone_is_in_range_or_undefined(text):
    """Any text has a tone from -1 to 1 in each lexicon, or in none."""
    tones = [tone(text) for tone in LEXICONS.values()]
    assert all(math.isnan(t) for t in tones) or all(-1 <= t <= 1 for t in tones)


def test_lexicons_need_no_network_and_give_no_warning(tmp_path):
    """As first run after an installation, offline, each gives the same tone."""
    environment = {
        "PYTHONPATH": os.pathsep.join(["book", "."]),
        "NLTK_DATA": str(tmp_path),
        "HOME": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", _ALONE, tmp_path / "compiled"],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
        env=os.environ | environment,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout) == {
        name: tone(IRONIC) for name, tone in LEXICONS.items()
    }


@pytest.mark.parametrize(
    ("how", "column"), [(MASKED, "tone_masked"), (AS_WRITTEN, "tone")]
)
def test_texts_are_those_whose_tone_is_in_the_tables(tables, how, column):
    """VADER on the texts gives the tables' own tone, sentence by sentence."""
    texts = sentence_texts(tables, how)
    own = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    assert list(texts.index) == list(own.index)
    expected = own[column].tolist()
    assert texts.map(sentiment.tone).round(6).tolist() == expected


def test_masking_leaves_inserts_out_and_names_too(tables):
    """The sentence that a pull quote cuts has neither the insert nor a name."""
    own = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    [cut] = own[own["pieces"].notna()].to_dict("index").items()
    row, sentence = cut
    plain, masked = (sentence_texts(tables, h)[row] for h in (AS_WRITTEN, MASKED))
    assert len(plain) < len(sentence["text"])
    assert "someone" in masked and "Iran" not in masked


def test_table_has_a_row_for_each_specification_and_piece(tones, names):
    """Four lexicons, names masked or not, two voices, five pieces."""
    keys = ["lexicon", "names", "voice", "piece"]
    assert len(tones) == len(LEXICONS) * 2 * len(VOICES) * len(names)
    assert not tones.duplicated(keys).any()
    assert list(tones["piece"][:5]) == list(names.values())
    ranks = tones.groupby(keys[:3])["rank"]
    assert (ranks.sum() == 15).all()
    assert (tones.loc[ranks.idxmin(), "mean_tone"] <= 0.1).all()


def test_table_agrees_with_the_voices_of_the_tables(tables, tones, names):
    """VADER's means for the author are those already in the tables."""
    own = tables.voices[tables.voices["voice"] == "author"].set_index("article")
    vader = tones[(tones["lexicon"] == "VADER") & (tones["voice"] == "author")]
    for how, column in ((MASKED, "tone_masked_mean"), (AS_WRITTEN, "tone_mean")):
        means = vader[vader["names"] == how].set_index("piece")
        for article, piece in names.items():
            row = means.loc[piece]
            assert row["mean_tone"] == pytest.approx(own.loc[article, column], abs=1e-5)
            assert row["n_sentences"] == own.loc[article, "n_sentences"]


def test_table_needs_no_words_of_comments(tables, tones):
    """The published tables, in which comments have no text, give the same."""
    published = tone_table(tables.without_comment_text())
    pd.testing.assert_frame_equal(published, tones)


def test_pieces_with_equal_tones_share_a_rank():
    """And a piece without a sentence of the author has none."""
    texts = {"a": "It was a good day.", "b": "It was a good day.", "c": ""}
    tables = analysis.tables(
        analysis.analyze(Article(k, text, label=k)) for k, text in texts.items()
    )
    table = tone_table(tables)
    assert set(table["piece"]) == {"a", "b"}
    assert (table["rank"] == 1.5).all()


def test_concordance_is_kendalls_w_of_the_ranks(tones):
    """One W for each voice and way with names, from that part of the table."""
    agreement = concordance(tones)
    assert len(agreement) == 4
    assert agreement["kendalls_w"].between(0, 1).all()
    for row in agreement.to_dict("records"):
        own = tones[(tones["names"] == row["names"]) & (tones["voice"] == row["voice"])]
        ranks = [own.loc[own["lexicon"] == name, "rank"] for name in LEXICONS]
        assert row["kendalls_w"] == kendalls_w([list(r) for r in ranks])


# --- Kendall's W ---------------------------------------------------------------


def test_kendalls_w_of_an_example_with_many_ties():
    """Three raters, ten items, ties in every ranking: W = 0.828 by the formula."""
    raters = [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
    assert round(kendalls_w(raters), 3) == 0.828


def test_kendalls_w_by_hand_with_ties():
    """Rank sums 4.5 4.5 9.5 11.5: S = 38, ties 6 + 6; 456 / (540 - 36)."""
    raters = [[1, 2, 3, 4], [1.5, 1.5, 3, 4], [2, 1, 3.5, 3.5]]
    assert kendalls_w(raters) == pytest.approx(456 / 504)


@pytest.mark.parametrize(
    ("raters", "expected"),
    [
        ([[1, 2, 3], [1, 2, 3]], 1),
        ([[1, 1, 3], [0, 0, 9]], 1),  # the same ties, too, are full agreement
        ([[1, 2, 3], [3, 2, 1]], 0),
        ([[-0.5, 0.1, 0.7], [10, 20, 30]], 1),  # any values that rank the items
    ],
)
def test_kendalls_w_at_its_ends(raters, expected):
    """One for one order, zero where the rank sums are equal."""
    assert kendalls_w(raters) == pytest.approx(expected)


@pytest.mark.parametrize(
    "raters",
    [
        [],
        [[1, 2, 3]],
        [[1], [1]],
        [[2, 2], [1, 1]],
        [[1, math.nan], [1, 2]],
    ],
)
def test_kendalls_w_is_undefined_where_nothing_is_ranked(raters):
    """Too few raters or items, a gap, or nothing but ties: NaN."""
    assert math.isnan(kendalls_w(raters))


@given(
    st.integers(2, 6).flatmap(
        lambda n: st.lists(st.permutations(range(n)), min_size=2, max_size=6)
    )
)
def test_kendalls_w_follows_from_spearmans_rho(raters):
    """Without ties the mean rho of all pairs is (m W - 1) / (m - 1)."""
    m, n = len(raters), len(raters[0])
    distances = [
        sum((a - b) ** 2 for a, b in zip(one, two, strict=True))
        for one, two in combinations(raters, 2)
    ]
    rho = 1 - 6 * sum(distances) / len(distances) / (n**3 - n)
    w = kendalls_w(raters)
    assert 0 <= w <= 1
    assert (m * w - 1) / (m - 1) == pytest.approx(rho)
