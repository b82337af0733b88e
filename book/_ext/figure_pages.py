"""The figures as the kernels wrote them, and a page for each at its address."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
from report import citations, releases
from report.figure import FRAGMENT
from report.mark_links import PASSAGES
from report.references import FIGURES
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)


@cache
def published(site: Path) -> list[dict[str, Any]]:
    """The facts of each figure of a built book (`metadata.json`), by number."""
    facts = [site / "figures" / slug / "metadata.json" for slug in FIGURES]
    for path in facts:
        if not path.exists():
            logger.warning("%s: the figure of `report/figures.yml` is not drawn", path)
    return [json.loads(path.read_text("utf-8")) for path in facts if path.exists()]


@cache
def counted_in(site: Path) -> dict[str, list[dict[str, Any]]]:
    """For each passage the figures that count it."""
    counts = defaultdict(list)
    for figure in published(site):
        data = pd.read_csv(site / "figures" / figure["slug"] / "data.csv")
        for passage in set(" ".join(data[PASSAGES].dropna()).split()):
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
            "code": code.get(slug, ""),
            "repository": citations.repository(),
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
