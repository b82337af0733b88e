"""The program against the coding, record by record."""

from __future__ import annotations

import pytest
from coded import ARTICLES, damaged
from report.coding import CODING
from report.validation.accuracy import (
    agreement_counts,
    agreement_table,
    differences,
    match_records,
)

from analysis.validation.scores import Agreement

# Records in the coding, found, and matched.
COUNTS = {
    "voices": (67, 67, 67),
    "sentences": (125, 125, 125),
    "quotes": (27, 27, 27),
    "quotes with kind": (27, 27, 27),
    "quotes with speaker": (27, 27, 24),
    "attributions": (66, 66, 66),
    "attributions with source": (66, 66, 66),
    "attributions with type": (66, 66, 62),
}


def test_counts_in_the_five_articles(tables):
    """The program has what the coding has, but some types and names of the unnamed."""
    counts = agreement_counts(CODING, tables)
    assert counts == {name: Agreement(*numbers) for name, numbers in COUNTS.items()}
    table = agreement_table(counts).set_index("records")
    columns = ["reference", "program", "matched"]
    assert table[columns].apply(tuple, axis=1).to_dict() == COUNTS
    assert table.loc["quotes with speaker", "F1"] == "0.89"


def test_what_only_one_side_has(tmp_path, tables):
    """A row taken from the coding is added by the program, a row of it alone missed."""

    def move(rows):
        first = (rows["article"] == "003") & (rows["id"] == "q1")
        rows.loc[first, "start"] = "1107"
        return rows

    quotes = match_records(damaged(tmp_path, "quotes", move), tables)["quotes"]
    assert quotes.agreement == Agreement(27, 27, 26)
    assert len(quotes.matched) == 26
    for rest, start in ((quotes.missed, 1107), (quotes.added, 1106)):
        assert rest[["article", "start"]].values.tolist() == [
            [ARTICLES["003"].id, start]
        ]


def test_differences_are_the_types(tables):
    """The attributions differ in four types, and in no source."""
    found = differences(CODING, tables)
    assert list(found["difference"]) == ["type"] * 4
    assert list(found["coding"]) == [
        "us_government",
        "iraq_official",
        "government",
        "analyst",
    ]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("anonymous", "no", ("anonymity", False, True)),
        ("source_label", "the minister", ("source", "the minister", "The official")),
    ],
)
def test_a_difference_has_both_sides(tmp_path, tables, column, value, expected):
    """A field that is coded otherwise is listed with what each side has."""

    def recode(rows):
        rows.loc[(rows["article"] == "000") & (rows["id"] == "a3"), column] = value
        return rows

    found = differences(damaged(tmp_path, "attributions", recode), tables)
    here = found[found["article"].str.startswith("000")]
    (row,) = here[["difference", "coding", "program"]].itertuples(index=False)
    assert tuple(row) == expected
