"""Where the pieces come from: each row can be checked, and lies where it says."""

from __future__ import annotations

import csv
import re
from datetime import date

import pytest
from report.seeds import SEEDS

from analysis.corpus.catalogue import load_articles

ARTICLES = {article.id: article for article in load_articles(SEEDS)}
COLUMNS = {
    "sources": "article what outlet author date title address how_sure looked_up note",
    "cuts": "article start end mark what_stood_there words what_stands_now address "
    "how_sure looked_up note",
    "context": "date event address source looked_up note",
}
VALUES = {
    "article": set(ARTICLES),
    "what": {"piece", "excerpt", "title used as summary", "report behind it"},
    "mark": {"ellipsis", "ellipsis in brackets", "silent", "left out"},
    "how_sure": {
        "own page",
        "copy with the same text",
        "long quotation on another site",
        "reference only",
    },
}
MAY_BE_EMPTY = {"author", "date", "words", "note"}
MOST_WORDS = 12


def read(name: str) -> list[dict[str, str]]:
    """The rows of a table of `seeds/provenance`."""
    with (SEEDS / "provenance" / f"{name}.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return list(csv.DictReader(file, strict=True))


def straight(text: str) -> str:
    """A text in small letters with straight quotation marks."""
    return text.translate(str.maketrans("“”‘’", "\"\"''")).casefold()


TABLES = {name: read(name) for name in COLUMNS}
ROWS = [
    pytest.param(row, id=f"{name}-{number}")
    for name, rows in TABLES.items()
    for number, row in enumerate(rows, start=1)
]
CUTS = [
    pytest.param(row, ARTICLES[row["article"]].text, id=f"{row['article'][:3]}-{n}")
    for n, row in enumerate(TABLES["cuts"], start=1)
]


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_have_their_columns(name):
    """Each table has the columns that the README describes, in that order."""
    assert list(TABLES[name][0]) == COLUMNS[name].split()


@pytest.mark.parametrize("row", ROWS)
def test_every_row_can_be_checked(row):
    """A row has a web address and a day, and its words are of the vocabulary."""
    assert re.fullmatch(r"https?://[^\s/]+/\S*", row["address"])
    assert date.fromisoformat(row["looked_up"]).isoformat() == row["looked_up"]
    assert {name for name, value in row.items() if not value} <= MAY_BE_EMPTY
    assert all(row[name] in values for name, values in VALUES.items() if name in row)


def test_dates_of_the_sources_are_days_or_months():
    """A date is a day or a month; empty where no page has one."""
    written = [row["date"] for row in TABLES["sources"] if row["date"]]
    assert all(re.fullmatch(r"\d{4}-\d\d(-\d\d)?", day) for day in written)
    assert all(date.fromisoformat(f"{day}-01"[:10]) for day in written)


def test_events_stand_in_order():
    """The events run from the oldest to the newest, each a day."""
    days = [date.fromisoformat(row["date"]) for row in TABLES["context"]]
    assert days == sorted(days)


@pytest.mark.parametrize(("row", "text"), CUTS)
def test_cut_lies_where_its_mark_says(row, text):
    """The place lies in the article and shows an ellipsis just where one is told."""
    start, end = int(row["start"]), int(row["end"])
    assert 0 <= start < end <= len(text)
    place = text[start:end]
    assert ("…" in place) == row["mark"].startswith("ellipsis")
    assert ("[…]" in place) == (row["mark"] == "ellipsis in brackets")


@pytest.mark.parametrize(("row", "text"), CUTS)
def test_words_of_a_report_are_few_and_cut(row, text):
    """At most twelve words of a report are quoted, and the piece has them nowhere."""
    assert len(row["words"].split()) <= MOST_WORDS
    assert not row["words"] or straight(row["words"]) not in straight(text)


@pytest.mark.parametrize(("row", "text"), CUTS)
def test_what_stands_now_is_quoted_from_the_piece(row, text):
    """The words quoted as standing now occur in the file as they are quoted."""
    quoted = re.findall("“([^”]+)”", row["what_stands_now"])
    assert quoted
    assert all(words in text for words in quoted)


@pytest.mark.parametrize("row", ROWS)
def test_no_text_is_copied(row):
    """No quotation in any column is longer than twelve words."""
    quoted = re.findall("“([^”]+)”", " ".join(row.values()))
    assert all(len(words.split()) <= MOST_WORDS for words in quoted)


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda a: a.label)
def test_what_the_catalogue_found_is_in_the_sources(article):
    """A fact with the basis `found` is the one that the source at its address has."""
    pieces = {
        row["address"]: row
        for row in TABLES["sources"]
        if row["article"] == article.id and row["what"] == "piece"
    }
    for name in ("date", "outlet", "author"):
        fact = getattr(article, name)
        if fact.basis == "found":
            source = pieces[fact.address]
            assert (fact.value, fact.looked_up) == (source[name], source["looked_up"])
