"""Links from prose to figures, works, claims and pages, the same in book and Lab.

Each is an object that formats itself, so that a sentence names what it refers to:
`f"{FIGURE:who-draws-it}"` is a link that reads “Figure 3”.
"""

from __future__ import annotations

import os

# The slug of each figure and its page, in the order of the book: the number of a
# figure is its place in this list, and a test holds it against the built pages.
FIGURES = {
    "relation-by-sentence": "index",
    "words-by-layer": "pieces",
    "whose-words": "voices",
    "quoted-words": "quotes",
    "sources": "sources",
    "source-diversity": "sources",
    "dyad-in-text": "framing",
    "who-draws-it": "framing",
    "relation-status": "framing",
    "who-acts": "framing",
    "evaluation": "judgment",
    "roles": "judgment",
    "functions": "judgment",
    "items": "judgment",
    "pair-contrasts": "comparison",
    "tone-by-sentence": "tone",
    "tone-lexicons": "tone",
    "grades": "readability",
    "grade-choices": "readability",
    "relation-program": "program",
    "relation-confusion": "program",
    "relation-other-news": "program",
    "multiverse": "doubt",
    "passes": "doubt",
    "agreement": "methods",
}


def figure_number(slug: str) -> int:
    """The number of a figure, from 1; `ValueError` for an unknown slug."""
    return list(FIGURES).index(slug) + 1


def page_link(page: str, anchor: str = "") -> str:
    """The address of a page of `book/` as seen from another: HTML while building.

    In JupyterLab the notebook itself opens; anchors there mean nothing.

    >>> page_link("doubt", "claim-few-sentences")
    'doubt.ipynb#claim-few-sentences'
    """
    ending = ".html" if "REPORT_TABLES" in os.environ else ".ipynb"
    return f"{page}{ending}" + (f"#{anchor}" if anchor else "")


def figure_link(slug: str) -> str:
    """The link to a figure, as HTML inside Markdown: “Figure 3”."""
    address = page_link(FIGURES[slug], f"fig-{slug}")
    return f'<a href="{address}">Figure {figure_number(slug)}</a>'
