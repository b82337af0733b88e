"""The five articles of the report: where they are, and their tables."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import analysis
from analysis.tabular.files import Tables

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY / "seeds"


@cache
def seed_documents() -> tuple[analysis.Document, ...]:
    """The five catalogued articles and all that is found in them, oldest first."""
    return analysis.load_corpus(SEEDS)


def seed_tables() -> Tables:
    """The tables of the five catalogued articles, oldest article first.

    While the book is built they are made once and published with it, and the
    notebooks read the published files, whose folder is in `REPORT_TABLES`.

    >>> len(seed_tables().articles)
    5
    """
    published = os.environ.get("REPORT_TABLES")
    if published:
        return Tables.read(published)
    return analysis.tables(seed_documents())
