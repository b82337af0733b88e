"""Readability under other splitters, voices and quotes."""

from __future__ import annotations

import re

import pytest
import sentencex
import textstat
from hypothesis import given
from hypothesis import strategies as st
from report import figure as figures
from report.doubt_charts import grade_range_bars
from report.multiverse.readability_choices import (
    FORMULAS,
    SPLITTERS,
    grade_choices,
    other_sentences,
    sentencex_spans,
    textstat_spans,
)
from report.seeds import SEEDS

import analysis
from analysis.corpus.articles import Article, Segment
from analysis.corpus.catalogue import load_articles
from analysis.measures.readability import count_text, flesch_kincaid_grade
from analysis.text.characters import paragraphs
from analysis.text.segmentation import find_segments

ARTICLES = load_articles(SEEDS)
CHOICE = ["splitter", "voices", "quotes"]


@pytest.fixture(scope="module")
def choices(tables, names):
    """The grades of the five articles under all choices."""
    return grade_choices(tables)


def texts(article, splitter):
    """The sentences of a whole text by a splitter."""
    spans = other_sentences(article, find_segments(article), SPLITTERS[splitter])
    return [article.text[start:end] for _, start, end in spans]


def check_spans(article, segments, split):
    """Spans lie in their segments, in order and apart, and hold all but space."""
    spans = other_sentences(article, segments, split)
    after, held = 0, ""
    for number, start, end in spans:
        assert segments[number].start <= start < end <= segments[number].end
        assert after <= start
        assert article.text[start:end].strip() == article.text[start:end]
        after, held = end, held + article.text[start:end]
    whole = "".join(article.text[s.start : s.end] for s in segments)
    assert "".join(held.split()) == "".join(whole.split())
    assert [s[0] for s in spans] == sorted(s[0] for s in spans)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id[:3])
@pytest.mark.parametrize("splitter", SPLITTERS)
def test_spans_hold_the_text_of_their_segments(article, splitter):
    """In the articles, every character but space is in one sentence of its segment."""
    check_spans(article, find_segments(article), SPLITTERS[splitter])


@given(
    st.text(st.sampled_from("Ab .!?…\n\r\"“”'(1,é😀\u2028\u00a0")), st.integers(0, 9)
)
@pytest.mark.parametrize("splitter", SPLITTERS)
def test_spans_hold_any_text(splitter, text, cut):
    """So it is in any text, cut into two segments anywhere between lines."""
    lines = paragraphs(text)
    groups = [lines[:cut], lines[cut:]]
    segments = [Segment(g[0][0], g[-1][1], "author") for g in groups if g]
    check_spans(Article("x", text), segments, SPLITTERS[splitter])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Smith spoke. The U.S. listened.", 2),
        ("“It’s over.” He left the room.", 2),
        ("One line\nand another", 2),  # a line is a paragraph
        ("Plan A\u00a0. So", 2),  # a panic in sentencex, left to itself
        ("", 0),
    ],
)
def test_sentencex_on_small_texts(text, expected):
    """Titles and abbreviations end no sentence; a line does."""
    assert len(texts(Article("x", text), "sentencex")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He told the U.S. of the plan.", ["He told the U.S.", "of the plan."]),
        ("No answer. They left us there.", ["No answer. They left us there."]),
        ("They left us there. No answer.", ["They left us there. No answer."]),
        ("Oh.", ["Oh."]),
        ("…", ["…"]),
        ("“They left us!” “We will stay here.”", None),
    ],
)
def test_textstat_on_small_texts(text, expected):
    """Full stops end sentences; two words or fewer belong to what stands beside."""
    found = [text[a:b] for a, b in textstat_spans(text)]
    assert found == (expected or ["“They left us!” “", "We will stay here.”"])


def test_textstat_spans_are_as_many_as_textstat_counts():
    """Paragraph by paragraph, in all five articles: no regex of ours beside theirs."""
    for article in ARTICLES:
        for start, end in paragraphs(article.text):
            paragraph = article.text[start:end]
            assert len(textstat_spans(paragraph)) == textstat.sentence_count(paragraph)


def test_sentencex_spans_are_its_own_sentences():
    """The sentences that `sentencex.segment` gives, without space around them."""
    for start, end in paragraphs(ARTICLES[0].text):
        paragraph = ARTICLES[0].text[start:end]
        own = map(str.strip, sentencex.segment("en", paragraph))
        assert [paragraph[a:b] for a, b in sentencex_spans(paragraph)] == list(own)


def test_table_has_a_row_for_each_choice(choices, names):
    """Two formulas, three splitters, two voices, quotes in and out: 24 a piece."""
    keys = ["piece", "formula", *CHOICE]
    assert len(choices) == 24 * len(names)
    assert not choices.duplicated(keys).any()
    assert list(dict.fromkeys(choices["piece"])) == list(names.values())
    assert choices["grade"].notna().all()
    assert (choices["n_sentences"] > 0).all()


def test_primary_choice_is_that_of_the_other_chapters(tables, choices, names):
    """One row a piece and formula, with the grade that the tables have for it."""
    primary = choices[choices["primary"]].set_index(["piece", "formula"])
    assert len(primary) == len(names) * len(FORMULAS)
    author = tables.voices[tables.voices["voice"] == "author"].set_index("article")
    columns = {"Flesch–Kincaid": "flesch_kincaid_grade", "Dale–Chall": "dale_chall"}
    for article, piece in names.items():
        for formula, column in columns.items():
            row = primary.loc[(piece, formula)]
            assert row["grade"] == pytest.approx(author.loc[article, column], abs=1e-5)
            assert row["n_words"] == author.loc[article, "n_words"]


def test_splitters_see_the_same_words(choices):
    """A splitter moves boundaries only; textstat may cut one word, as in “1.2”."""
    words = choices[choices["quotes"] == "in"].pivot_table(
        index=["piece", "voices"], columns="splitter", values="n_words"
    )
    assert (words["nupunkt"] == words["sentencex"]).all()
    assert (words["textstat"] - words["nupunkt"]).between(0, 2).all()


def test_leaving_quotes_out_never_adds_words(choices):
    """Quoted sentences go, the others stay."""
    keys = ["piece", "formula", "splitter", "voices"]
    counts = choices.pivot(index=keys, columns="quotes", values="n_words")
    assert (counts["out"] <= counts["in"]).all()
    assert (counts["out"] < counts["in"]).any()


def test_a_sentence_cut_by_an_insert_is_one_for_every_splitter(tables, choices):
    """Twenty-six to sentencex in “Spring offensive”; in two pieces it made 27."""
    own = tables.sentences[tables.sentences["pieces"].notna()]
    assert own["layer"].tolist() == ["author"]
    spring = choices[choices["piece"].str.startswith("Spring") & ~choices["primary"]]
    sentencex = spring[(spring["splitter"] == "sentencex") & (spring["quotes"] == "in")]
    assert set(sentencex["n_sentences"]) == {26}


def grades_of(text, **choice):
    """The rows of one small article under a choice."""
    articles = [Article("x", text, label="x")]
    tables = analysis.tables(map(analysis.analyze, articles))
    table = grade_choices(tables, articles)
    for column, value in choice.items():
        table = table[table[column] == value]
    return table


def test_quoted_sentences_are_left_out_from_half_their_words_on():
    """Of two sentences the quoted one goes; the grade is that of the other."""
    text = "The soldiers left the city today.\n\n“We will come back,” he told them."
    rows = grades_of(text, formula="Flesch–Kincaid", voices="author", quotes="out")
    assert rows["n_words"].tolist() == [6, 6, 6]
    expected = flesch_kincaid_grade(count_text(["The soldiers left the city today."]))
    assert rows["grade"].tolist() == pytest.approx([expected] * 3)


def test_nothing_left_is_undefined_and_not_drawn():
    """Where all is quoted there is no grade; the chart shows what is left."""
    text = "“The soldiers left the city.”"
    rows = grades_of(text)
    out = rows[rows["quotes"] == "out"]
    assert out["grade"].isna().all()
    assert (out["n_sentences"] == 0).all()
    assert rows[rows["quotes"] == "in"]["grade"].notna().all()
    chart = grade_range_bars(rows)(figures.NARROW).to_dict()
    [[*drawn], *_] = chart["datasets"].values()
    assert all(row["quotes"] == "in" for row in drawn)


def test_table_needs_no_words_of_comments(tables, choices):
    """The published tables, in which comments have no text, give the same."""
    assert grade_choices(tables.without_comment_text()).equals(choices)


def test_hardest_piece_is_the_same_under_every_choice(choices):
    """By Flesch–Kincaid, “Spring offensive” has the highest grade of all, always."""
    grades = choices[choices["formula"] == "Flesch–Kincaid"]
    for _, row in grades.groupby(CHOICE):
        hardest = row.loc[row["grade"].idxmax(), "piece"]
        assert re.match("Spring offensive", hardest)


def test_grade_chart_fits(choices, names):
    """Drawn for both widths, a panel for each formula."""
    drawn = figures.figure(
        grade_range_bars(choices), "grades", "T", "C", "Alt.", "Text.", choices
    )
    for chart in (drawn.wide, drawn.narrow):
        assert len(chart["vconcat"]) == len(FORMULAS)
