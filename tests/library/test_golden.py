"""The tables of the five articles as recorded: a changed rule must be seen here.

`tests/golden` holds the tables as version 0.2 published them, on Python 3.11.7.
"""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from report.seeds import REPOSITORY

from analysis.tabular.files import TABLES

GOLDEN = REPOSITORY / "tests" / "golden"
# Differences that are wanted: columns that came since, by table.
ADDED = {name: {"piece"} for name in TABLES} | {
    "attributions": {"piece", "sentence", "text"}
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_as_recorded(tables, name):
    """Every recorded value is found again, column by column, and nothing is added."""
    table = getattr(tables.without_comment_text(), name)
    found = list(csv.DictReader(StringIO(table.to_csv(index=False))))
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        recorded = list(csv.DictReader(file))
    assert set(found[0]) - set(recorded[0]) == ADDED.get(name, set())
    assert [{c: row[c] for c in recorded[0]} for row in found] == recorded
