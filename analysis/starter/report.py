"""A report's articles and what is found in them, for its notebooks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.articles import CorpusError
from analysis.corpus.catalogue import CATALOGUE, catalogued_article, load_articles
from analysis.document import Document, analyze_article
from analysis.dyad.parties import Dyad
from analysis.dyad.parties_file import load_dyad
from analysis.explain.terminal import printable
from analysis.starter.html import Link
from analysis.tabular.files import Tables, tables

ARTICLES = "articles"  # the folder of the texts and the catalogue
PAGES = "pages"  # the folder of the notebooks of single articles
PARTIES = "parties.yml"


@dataclass(frozen=True)
class Report:
    """The articles of a folder that `new` made, analysed when they are first asked for.

    `depth` is how many folders a page lies below the first page.
    """

    folder: Path
    depth: int = 0

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All articles and what is found in them, oldest first."""
        files = [*(self.folder / ARTICLES).iterdir(), self.folder / PARTIES]
        state = [(p.name, p.stat().st_mtime_ns) for p in sorted(files) if p.is_file()]
        return _documents(self.folder.resolve(), tuple(state))

    @cached_property
    def tables(self) -> Tables:
        """What is found, as tables."""
        return tables(self.documents)

    @cached_property
    def stems(self) -> dict[str, str]:
        """The name of each article's file without its ending, by the article's id."""
        return {d.article.id: Path(d.article.file).stem for d in self.documents}

    @cached_property
    def names(self) -> dict[str, str]:
        """The short name of each article, unlike those of the others, by its id."""
        pieces = {d.article.id: printable(d.article.piece) for d in self.documents}
        n = Counter(pieces.values())
        return {
            id: piece if n[piece] == 1 else f"{piece} ({printable(id)})"
            for id, piece in pieces.items()
        }

    def document(self, file: str) -> Document:
        """One article, by the name of its file; no other is analysed."""
        article = catalogued_article(self.folder / ARTICLES / file)
        if article is None:
            raise CorpusError(f"{file}: no entry in {ARTICLES}/{CATALOGUE}")
        return analyze_article(article, dyad=self.dyad)

    def address(self, article: str, start: int | None = None) -> str:
        """Where the page of an article is, or a sentence on it by where it begins."""
        page = f"{'../' * self.depth}{PAGES}/article-{self.stems[article]}.html"
        return page if start is None else f"{page}#c{start}"

    def link(self, article: str, start: int | None = None) -> Link:
        """The short name of an article, that leads to its page or a sentence on it."""
        return Link(self.names[article], self.address(article, start))

    @cached_property
    def dyad(self) -> Dyad | None:
        """The two parties of `parties.yml`, if `new` was given one."""
        return _dyad(self.folder)


@lru_cache(maxsize=1)
def _documents(
    folder: Path, state: tuple[tuple[str, int], ...]
) -> tuple[Document, ...]:
    """What is found, once for all notebooks of a kernel while no file is changed."""
    articles = load_articles(folder / ARTICLES)
    return tuple(analyze_article(article, dyad=_dyad(folder)) for article in articles)


def _dyad(folder: Path) -> Dyad | None:
    path = folder / PARTIES
    return load_dyad(path) if path.exists() else None


def open_report(folder: Path | str | None = None) -> Report:
    """The report of a folder, or of the nearest folder above the current one.

    So a notebook of the report runs from any folder of it.  `CorpusError` where there
    is none.
    """
    here = Path(folder) if folder else Path.cwd()
    candidates = [here] if folder else [here, *here.parents]
    for depth, place in enumerate(candidates):
        if (place / ARTICLES / CATALOGUE).is_file():
            return Report(place, depth)
    raise CorpusError(
        f"{here}: no {ARTICLES}/{CATALOGUE} here or in a folder above; run this from a "
        "folder of the report, or name its folder: open_report('FOLDER')"
    )


def records(frame: pd.DataFrame) -> list[Any]:
    """The rows of a table, each with its columns as attributes."""
    return list(frame.itertuples(index=False))
