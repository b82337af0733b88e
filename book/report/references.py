"""Links from prose to figures and works, the same in book and JupyterLab.

Each kind is a function of a name, and a sentence names what it refers to:
`{FIGURE:words-heard}` becomes a link that reads “Figure 8”.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import yaml
from pybtex.database import BibliographyData, parse_file
from pybtex.plugin import find_plugin

from analysis.document import Shown
from report.seeds import REPOSITORY

_LISTED = Path(__file__).with_name("figures.yml").read_text("utf-8")
FIGURES: dict[str, str] = yaml.safe_load(_LISTED)


def figure_number(slug: str) -> int:
    """The number of a figure, from 1; `ValueError` for an unknown slug."""
    return list(FIGURES).index(slug) + 1


def page_link(page: str, anchor: str = "") -> str:
    """The address of a page of the book as seen from another: HTML while building.

    In JupyterLab the notebook itself opens; anchors there mean nothing.

    >>> page_link("ledger", "claim-few-sentences")
    '../book/ledger.ipynb#claim-few-sentences'
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


REFERENCES = {"FIGURE": figure_link, "WORK": work_link}
