"""The figures as the kernels wrote them, and a page for each at its address."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from report import releases
from report.figure import FRAGMENT
from report.mark_links import PASSAGES
from report.references import FIGURES
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

FILES = {
    "{slug}.zip": "all files of the figure in one",
    "figure.png": "picture, with source, slug and version in it",
    "figure.svg": "drawing",
    "figure.pdf": "drawing for print",
    "data.csv": "the data, exactly as drawn",
    "spec.vl.json": "the chart as a Vega-Lite specification",
    "metadata.json": "caption, alternative text, finding, licence, versions, inputs",
    "cite.bib": "citation for BibTeX",
    "cite.ris": "citation as RIS",
    "cite.json": "citation as CSL-JSON",
}


def files_of(slug: str) -> dict[str, str]:
    """The files of a figure that a reader may want, and what each holds."""
    return {name.format(slug=slug): what for name, what in FILES.items()}


@dataclass(frozen=True)
class Published:
    """A figure as written: its facts (`metadata.json`) and the passages it counts."""

    slug: str
    facts: dict[str, Any]
    passages: frozenset[str]

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return int(self.facts["number"])

    @property
    def page(self) -> str:
        """Where it stands in the book."""
        return str(self.facts["page"])

    def listed(self) -> dict[str, Any]:
        """What the index of all figures says of it."""
        kept = [
            "slug",
            "number",
            "title",
            "finding",
            "alt",
            "caption",
            "page",
            "citation",
        ]
        files = {name: f"figures/{self.slug}/{name}" for name in files_of(self.slug)}
        return {name: self.facts[name] for name in kept} | {"files": files}


@cache
def published(site: str) -> list[Published]:
    """The figures of a built book, in the order of their numbers."""
    figures = []
    for slug in FIGURES:
        folder = Path(site, "figures", slug)
        if not folder.exists():
            logger.warning("the figure %s of `report.references` is not drawn", slug)
            continue
        facts = json.loads((folder / "metadata.json").read_text("utf-8"))
        with (folder / "data.csv").open(encoding="utf-8", newline="") as file:
            cells = [row.get(PASSAGES) or "" for row in csv.DictReader(file)]
        passages = frozenset(name for cell in cells for name in cell.split())
        figures.append(Published(slug, facts, passages))
    return figures


def figure_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page of each figure, as Sphinx takes them."""
    site, code = Path(app.outdir), _code_of_figures(Path(app.confdir))
    since, changes = releases.changes(site)
    for figure in published(app.outdir):
        fragment = site / "figures" / figure.slug / FRAGMENT
        context = {
            "title": escape(f"Figure {figure.number}: {figure.facts['title']}"),
            "figure": figure.facts,
            "fragment": fragment.read_text("utf-8"),
            "since": since,
            "changes": changes.get(figure.slug, []),
            "files": list(files_of(figure.slug).items()),
            "code": code.get(figure.slug, ""),
            "repository": os.environ.get("BOOK_REPOSITORY", "").rstrip("/"),
        }
        fragment.unlink()
        yield f"figures/{figure.slug}/index", context, "figure-page.html"


def _code_of_figures(root: Path) -> dict[str, str]:
    """The cell that draws each figure, by slug."""
    cells = [
        "".join(cell["source"])
        for path in sorted((root / "book").glob("*.ipynb"))
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    return {
        slug: cell for slug in FIGURES for cell in cells if f'slug="{slug}"' in cell
    }
