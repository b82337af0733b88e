"""The five articles of the report: where they are, and their tables."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.corpus.catalogue import load_corpus
from analysis.tabular.files import Tables, build_tables, read_tables

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY / "seeds"


def seed_tables() -> Tables:
    """The tables of the five catalogued articles, oldest article first.

    While the book is built they are made once and published with it, and the
    notebooks read the published files, whose folder is in `REPORT_TABLES`.

    >>> len(seed_tables().articles)
    5
    """
    published = os.environ.get("REPORT_TABLES")
    if published:
        return read_tables(Path(published))
    return build_tables(load_corpus(SEEDS))
