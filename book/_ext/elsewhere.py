"""Notebooks away from their repository: what a page offers for download or launch.

The notebook that a page offers is the one of the repository with a first cell.  Where
the report is installed the cell does nothing.  Elsewhere it fetches the very version
that the page shows, which it can name if `BOOK_REPOSITORY` was set for the build.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
from jinja2 import Template
from nbformat.v4 import new_code_cell
from report.citations import Edition

BRANCH = "notebooks"  # where `.ci/notebooks` puts what Colab opens, by commit
_TEMPLATE = Path(__file__).parent / "templates" / "first-cell.py.jinja"


def first_cell(repository: str, commit: str) -> dict[str, Any]:
    """The cell that makes a notebook run by itself, or says why it cannot."""
    template = Template(_TEMPLATE.read_text("utf-8"), trim_blocks=True)
    known = repository and commit != "unknown"
    code = template.render(repository=repository, commit=commit, known=known)
    shown = {"jupyter": {"source_hidden": True}, "tags": ["remove-cell"]}
    return new_code_cell(code, id="elsewhere", metadata=shown)


def complete(sources: Path, repository: str, edition: Edition) -> None:
    """Give each notebook that pages offer for download its first cell."""
    cell = first_cell(repository, _clean(edition))
    for path in sources.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(0, cell)
        nbformat.write(notebook, path)


def launch_menu(repository: str, edition: Edition, page: str) -> list[dict[str, Any]]:
    """What opens the notebook of a page on Binder or Colab: a menu for the theme.

    Empty where the repository is not on GitHub, or the commit is not known.
    """
    commit, place = _clean(edition), urlsplit(repository)
    if place.hostname != "github.com" or commit == "unknown":
        return []
    name = place.path.strip("/").removesuffix(".git")
    binder = f"mybinder.org/v2/gh/{name}/{commit}?urlpath=lab/tree/{page}.ipynb"
    colab = (
        f"colab.research.google.com/github/{name}/blob/{BRANCH}/{commit}/{page}.ipynb"
    )
    buttons = [
        {"type": "link", "text": f"Run on {where}", "url": f"https://{address}"}
        for where, address in (("Binder", binder), ("Colab", colab))
    ]
    menu = {"type": "group", "label": "launch-buttons", "icon": "fas fa-rocket"}
    return [menu | {"tooltip": "Run this page elsewhere", "buttons": buttons}]


def _clean(edition: Edition) -> str:
    """The commit that others can fetch: what is not committed is not there."""
    return edition.commit.removesuffix("-changed")
