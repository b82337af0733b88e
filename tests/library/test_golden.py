"""The tables of the five articles as recorded: a changed rule must be seen here.

`tests/golden` holds them as CSV, comments without their words, on Python 3.11.7.  A
change that is wanted is recorded anew (`make record`), with its reason in the commit.
"""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from recorded import odd_tables, read
from report.seeds import REPOSITORY

from analysis.tabular.files import TABLES

GOLDEN = REPOSITORY / "tests" / "golden"


@pytest.mark.parametrize("name", ["odd", "other parties"])
def test_tables_of_odd_articles_are_as_recorded(name):
    """What the command writes of markup, formulas, nothing, half characters, errors."""
    found, recorded = odd_tables()[name], read("odd_articles")[name]
    assert list(found) == list(recorded)
    for file, content in recorded.items():
        assert found[file] == content, file


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_as_recorded(tables, name):
    """Every recorded value is found again, column by column, and nothing is added."""
    table = getattr(tables.without_comment_text(), name)
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        recorded = list(csv.DictReader(file))
    assert list(csv.DictReader(StringIO(table.to_csv(index=False)))) == recorded


def test_every_recorded_table_is_one_of_the_tables():
    """No table is left that the library no longer makes."""
    recorded = {path.stem for path in GOLDEN.glob("*.csv")}
    assert recorded - {"inputs", "versions"} == set(TABLES)
