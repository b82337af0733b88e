"""Links from prose to figures, works and claims, the same in book and JupyterLab.

Each kind is an object that formats itself, so that a sentence names what it refers
to: `f"{FIGURE:who-draws-it}"` is a link that reads “Figure 8”.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from pybtex.database import BibliographyData, parse_file
from pybtex.plugin import find_plugin

from report.pages.shown import Shown
from report.seeds import REPOSITORY

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
    """The address of a page of the book as seen from another: HTML while building.

    In JupyterLab the notebook itself opens; anchors there mean nothing.

    >>> page_link("doubt", "claim-few-sentences")
    '../book/doubt.ipynb#claim-few-sentences'
    """
    ending = ".html" if "REPORT_FIGURES" in os.environ else ".ipynb"
    return f"../book/{page}{ending}" + (f"#{anchor}" if anchor else "")


def figure_link(slug: str) -> str:
    """The link to a figure, as HTML inside Markdown: “Figure 3”."""
    address = page_link(FIGURES[slug], f"fig-{slug}")
    return f'<a href="{address}">Figure {figure_number(slug)}</a>'


def work_link(key: str) -> str:
    """The link to a work of the bibliography: “Gerner and others (2002)”."""
    entry = _works().entries[key]
    names = [" ".join(person.last_names) for person in entry.persons["author"]]
    authors = names[0] if len(names) == 1 else f"{names[0]} and {names[1]}"
    authors = f"{names[0]} and others" if len(names) > 2 else authors
    address = page_link("bibliography", f"cite-{key}")
    return f'<a href="{address}">{authors} ({entry.fields["year"]})</a>'


@cache
def _works() -> BibliographyData:
    return parse_file(REPOSITORY / "book" / "references.bib")


def bibliography() -> Shown:
    """All works, by author and year, each at the anchor that `work_link` leads to."""
    style = find_plugin("pybtex.style.formatting", "unsrt")()
    backend = find_plugin("pybtex.backends", "html")()
    entries = sorted(
        _works().entries.items(),
        key=lambda item: (str(item[1].persons["author"][0]), item[1].fields["year"]),
    )
    items = [
        f'<li id="cite-{key}">{style.format_entry("", entry).text.render(backend)}</li>'
        for key, entry in entries
    ]
    html = f'<ul class="works">{"".join(items)}</ul>'
    return Shown(html, "\n".join(key for key, _ in entries))


def claim_link(slug: str, words: str = "how sure") -> str:
    """The link to a claim in the ledger."""
    return f'<a href="{page_link("doubt", f"claim-{slug}")}">{words}</a>'


class _Reference:
    """What a link is made of, when its name is a format: `{FIGURE:roles}`."""

    def __init__(self, link: Callable[[str], str]) -> None:
        self._link = link

    def __format__(self, name: str) -> str:
        return self._link(name)


REFERENCES = {
    "FIGURE": _Reference(figure_link),
    "WORK": _Reference(work_link),
    "CLAIM": _Reference(claim_link),
}
