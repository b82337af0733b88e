"""The five articles of the report, their tables, and where all that is."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import analysis
from analysis.corpus.articles import Article
from analysis.corpus.catalogue import load_articles
from analysis.tabular.files import Tables

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY / "seeds"
BUILT = REPOSITORY / "_build" / "html"


@cache
def articles() -> tuple[Article, ...]:
    """The five catalogued articles, oldest first."""
    return tuple(load_articles(SEEDS))


@cache
def seed_documents() -> tuple[analysis.Document, ...]:
    """The five articles and all that is found in them, oldest first."""
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
