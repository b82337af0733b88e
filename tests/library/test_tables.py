"""The tables: a contract of columns, offsets that hold, bytes that repeat."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from report.coding import CODING
from report.seeds import SEEDS, seed_tables

import analysis
from analysis.attribution.source_types import SOURCE_TYPES
from analysis.corpus.catalogue import load_articles
from analysis.dyad.parties import us_and_iran
from analysis.dyad.relations import MODALITIES
from analysis.dyad.ties import TIE_KINDS
from analysis.measures.display import DISPLAY
from analysis.tabular.files import (
    TABLES,
    Tables,
    columns_of,
    schema,
)
from analysis.text.segmentation import PIECE


@pytest.fixture(scope="module")
def texts():
    """The texts of the five articles by id."""
    return {article.id: article.text for article in load_articles(SEEDS)}


@pytest.mark.parametrize("name", TABLES)
def test_columns_and_types_are_those_of_the_schema(tables, name):
    """Every column is there, in order, with its type, and is described."""
    dtypes = {"string": "str", "integer": "Int64", "number": "float64"}
    frame = getattr(tables, name)
    assert list(frame.columns) == list(schema()[name])
    for column, (kind, description, _) in schema()[name].items():
        assert str(frame[column].dtype) == dtypes.get(kind, "boolean")
        assert description


@pytest.mark.parametrize(
    ("name", "start", "end", "words"),
    [
        ("sentences", "start", "end", "text"),
        ("quotes", "start", "end", "text"),
        ("quotes", "cue_start", "cue_end", "cue"),
        ("quotes", "speaker_start", "speaker_end", "speaker_mention"),
        ("attributions", "cue_start", "cue_end", "cue"),
        ("attributions", "source_start", "source_end", "source_mention"),
        ("mentions", "start", "end", "text"),
        ("ties", "start", "end", "text"),
        ("display", "start", "end", "text"),
    ],
)
def test_offsets_give_the_words_back(tables, texts, name, start, end, words):
    """text[start:end] of the article is what the row says it is."""
    frame = getattr(tables, name).dropna(subset=[start])
    assert len(frame)
    for row in frame.to_dict("records"):
        assert texts[row["article"]][row[start] : row[end]] == row[words]


def test_rows_refer_to_rows_that_exist(tables):
    """Segments, sentences and quotes named in other tables are there."""
    for child, parent, column in (
        ("sentences", "segments", "segment"),
        ("quotes", "sentences", "sentence"),
        ("mentions", "sentences", "sentence"),
        ("ties", "sentences", "sentence"),
        ("display", "sentences", "sentence"),
    ):
        own = set(map(tuple, getattr(tables, parent)[["article", column]].values))
        rows = getattr(tables, child)[["article", column]].dropna()
        assert set(map(tuple, rows.values)) <= own


def test_piece_counts_are_those_of_the_reference(tables):
    """Quotes by kind and sentences of each piece agree with the coding."""
    articles = tables.articles.set_index("article")
    quotes = CODING.table("quotes").groupby("article")["kind"]
    kinds = quotes.value_counts().unstack().fillna(0)
    for kind in ("direct", "mixed", "scare"):
        assert articles[f"n_quotes_{kind}"].to_dict() == kinds[kind].to_dict()
    sentences = CODING.table("units").groupby("article").size()
    assert articles["n_sentences"].to_dict() == sentences.to_dict()


def test_words_add_up(tables):
    """Words by sentence, by segment and by article are the same words."""
    sentences = tables.sentences.groupby("article")["n_words"].sum()
    segments = tables.segments.groupby("article")["n_words"].sum()
    assert sentences.to_dict() == segments.to_dict()
    piece = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    words = tables.articles.set_index("article")["n_words"]
    assert piece.groupby("article")["n_words"].sum().to_dict() == words.to_dict()


def test_no_comment_counts_as_the_piece(tables):
    """No quote or attribution comes from comments or boilerplate."""
    for name in ("quotes", "attributions"):
        layers = set(getattr(tables, name)["layer"])
        assert not layers & {"comment", "boilerplate"}


VOCABULARIES = {
    ("sentences", "modality"): MODALITIES,
    ("sentences", "agent"): us_and_iran().agents,
    ("quotes", "speaker_side"): us_and_iran().sides,
    ("quotes", "speaker_type"): SOURCE_TYPES,
    ("attributions", "source_type"): SOURCE_TYPES,
    ("attributions", "source_side"): us_and_iran().sides,
    ("ties", "party"): us_and_iran().ids[:2],
    ("ties", "kind"): TIE_KINDS,
    ("display", "layer"): DISPLAY,
}


@pytest.mark.parametrize(("name", "column"), VOCABULARIES)
def test_closed_columns_hold_described_words(tables, name, column):
    """Every value is one of the vocabulary, and the schema names all of these."""
    allowed = VOCABULARIES[name, column]
    assert set(getattr(tables, name)[column].dropna()) <= set(allowed)
    assert set(schema()[name][column].values) == set(allowed)
    assert all(word in schema()[name][column].description for word in allowed)


def test_no_words_of_readers_are_published(tables):
    """Without the text of comments their rows are there, and no word of them is."""
    public = tables.without_comment_text()
    for name, columns in {"sentences": ["text"], "ties": ["text", "word"]}.items():
        rows = getattr(public, name)
        assert len(rows) == len(getattr(tables, name))
        comments = rows[rows["layer"] == "comment"]
        assert len(comments)
        assert comments[columns].isna().all(axis=None)


@pytest.mark.parametrize("text", ["", "\n\n", "…", "“", "<script>alert(1)</script>"])
def test_texts_with_nothing_to_measure(text):
    """Undefined measures are missing, counts are zero, and nothing fails."""
    row = analysis.tables(analysis.analyze(text)).articles.iloc[0]
    assert row["n_quotes"] == 0
    if row["n_words_body"] == 0:
        assert math.isnan(row["flesch_kincaid_grade_body"])
        assert math.isnan(row["tone_mean_body"])


def test_an_attribution_without_contents_has_no_place_of_any():
    """“The mayor added:” at the end of an article, as copied pages have it."""
    document = analysis.analyze("“It rained,” Mayor Ann Lee said.\n\nLee added:\n")
    row = analysis.tables(document).attributions.iloc[-1]
    assert (row["cue"], row["source"]) == ("added", "Ann Lee")
    assert pd.isna(row["content_start"])
    assert pd.isna(row["content_end"])


def test_half_a_character_is_replaced():
    """No file can hold it; all else of its column stays."""
    rows = [{"article": "a", "text": "\ud800 rain"}, {"article": "b", "text": None}]
    columns = columns_of("sentences", rows, us_and_iran()).to_pydict()
    assert columns["text"][0].endswith(" rain")
    assert columns["text"][1] is None
    assert columns["article"] == ["a", "b"]


def test_same_input_gives_the_same_bytes(tables, tmp_path):
    """Two runs write the same files, byte for byte."""
    first = tables.write(tmp_path / "a")
    seed_tables().write(tmp_path / "b")
    assert len(first) == 2 * len(TABLES) + 1
    for path in first:
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    assert {p.name for p in (tmp_path / "a").iterdir()} == {p.name for p in first}


def test_csv_and_parquet_hold_the_same(tables, tmp_path):
    """A reader of either format gets the same values and the same gaps."""
    tables.write(tmp_path)
    for name in TABLES:
        parquet = pd.read_parquet(tmp_path / f"{name}.parquet")
        csv = pd.read_csv(tmp_path / f"{name}.csv", dtype=parquet.dtypes.to_dict())
        pd.testing.assert_frame_equal(csv, parquet, check_dtype=False)


def test_spreadsheets_show_marks_right(tables, tmp_path):
    """The byte order mark tells a spreadsheet that a CSV is UTF-8."""
    tables.write(tmp_path)
    assert (tmp_path / "quotes.csv").read_bytes().startswith(b"\xef\xbb\xbfarticle,")


def test_no_folder_of_this_machine_is_written(tmp_path):
    """Neither the tables nor the data package say where the input was."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "empty.txt").write_bytes(b"")
    (source / "western.txt").write_bytes(b"The caf\xe9 is shut.")
    (source / "rows.csv").write_text("id,text\nr,\nq,It rained.\n", "utf-8")
    documents = analysis.load_corpus(source, source / "rows.csv")
    written = analysis.tables(documents).write(out)
    assert len(analysis.tables(documents).articles["warnings"].dropna()) == 3
    for path in written:
        assert str(tmp_path).encode() not in path.read_bytes()


def test_tables_read_back_as_they_were(tables, tmp_path):
    """What the notebooks read while the book is built is what was computed."""
    tables.write(tmp_path)
    back = Tables.read(tmp_path)
    assert back.dyad == tables.dyad == us_and_iran()
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(back, name), getattr(tables, name))
