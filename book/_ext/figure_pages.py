"""The figures as the kernels wrote them, and a page for each at its address."""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator
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


@cache
def published(site: Path) -> list[dict[str, Any]]:
    """The facts of each figure of a built book (`metadata.json`), by number."""
    figures = []
    for slug in FIGURES:
        facts = site / "figures" / slug / "metadata.json"
        if facts.exists():
            figures.append(json.loads(facts.read_text("utf-8")))
        else:
            logger.warning("the figure %s of `report.references` is not drawn", slug)
    return figures


@cache
def counted_in(site: Path) -> dict[str, list[dict[str, Any]]]:
    """For each passage the figures that count it."""
    counts = defaultdict(list)
    for figure in published(site):
        data = site / "figures" / figure["slug"] / "data.csv"
        with data.open(encoding="utf-8", newline="") as file:
            cells = [row.get(PASSAGES) or "" for row in csv.DictReader(file)]
        for passage in set(" ".join(cells).split()):
            counts[passage].append(figure)
    return counts


def figure_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page of each figure, as Sphinx takes them."""
    site, code = Path(app.outdir), _code_of_figures(Path(app.confdir))
    since, changes = releases.changes(site)
    for figure in published(site):
        slug = figure["slug"]
        fragment = site / "figures" / slug / FRAGMENT
        context = {
            "title": escape(f"Figure {figure['number']}: {figure['title']}"),
            "figure": figure,
            "fragment": fragment.read_text("utf-8"),
            "since": since,
            "changes": changes.get(slug, []),
            "files": list(files_of(slug).items()),
            "code": code.get(slug, ""),
            "repository": os.environ.get("BOOK_REPOSITORY", "").rstrip("/"),
        }
        fragment.unlink()
        yield f"figures/{slug}/index", context, "figure-page.html"


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
