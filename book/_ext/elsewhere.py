"""Notebooks away from their repository: what a page offers for download or launch.

The notebook that a page offers is the one of the repository with a first cell.  Where
the report is installed the cell does nothing.  Elsewhere it fetches the very version
that the page shows, which it can name if `BOOK_REPOSITORY` was set for the build.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from report.citations import Edition

BRANCH = "notebooks"  # where `.ci/notebooks` puts what Colab opens, by commit
_BINDER = "https://mybinder.org/v2/gh"
_COLAB = "https://colab.research.google.com/github"
_FETCH = """\
# Away from its repository this notebook first fetches the version of its page.
import subprocess
import sys
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

repository = "{repository}"
commit = "{commit}"
if find_spec("report") is None:
    source = Path(f"whose-words-{{commit}}").resolve()
    if not source.exists():
        clone = ["git", "clone", "--quiet", repository, str(source)]
        subprocess.run(clone, check=True)
    checkout = ["git", "-C", str(source), "checkout", "--quiet", commit]
    subprocess.run(checkout, check=True)
    if "whose-words" not in [one.name for one in distributions()]:
        install = [sys.executable, "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, f"{{source}}[report]"], check=True)
    sys.path[:0] = [str(source), str(source / "book")]
"""
_EXPLAIN = """\
# This notebook belongs to a repository whose address its page does not know.
from importlib.util import find_spec

if find_spec("report") is None:
    raise ModuleNotFoundError(
        "Put this notebook back into the repository of the report, and open it with "
        "`make lab` or with the Python of .venv"
    )
"""


def first_cell(repository: str, commit: str) -> dict[str, Any]:
    """The cell that makes a notebook run by itself, or says why it cannot."""
    known = repository and commit != "unknown"
    code = _FETCH.format(repository=repository, commit=commit) if known else _EXPLAIN
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "elsewhere",
        "metadata": {"jupyter": {"source_hidden": True}, "tags": ["remove-cell"]},
        "outputs": [],
        "source": code.splitlines(keepends=True),
    }


def complete(sources: Path, repository: str, edition: Edition) -> None:
    """Give each notebook that pages offer for download its first cell."""
    cell = first_cell(repository, _clean(edition))
    for path in sources.rglob("*.ipynb"):
        notebook = json.loads(path.read_text("utf-8"))
        notebook["cells"].insert(0, cell)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, "utf-8", newline="")


def launch_menu(repository: str, edition: Edition, page: str) -> dict[str, Any]:
    """The menu that opens the notebook of a page on Binder or Colab, for the theme.

    Empty where the repository is not on GitHub, or the commit is not known.
    """
    commit, address = _clean(edition), urlsplit(repository)
    if address.hostname != "github.com" or commit == "unknown":
        return {}
    name = address.path.strip("/").removesuffix(".git")
    places = {
        "Binder": f"{_BINDER}/{name}/{commit}?urlpath=lab/tree/{page}.ipynb",
        "Colab": f"{_COLAB}/{name}/blob/{BRANCH}/{commit}/{page}.ipynb",
    }
    buttons = [
        {"type": "link", "text": f"Run on {place}", "url": url}
        for place, url in places.items()
    ]
    menu = {"type": "group", "label": "launch-buttons", "icon": "fas fa-rocket"}
    return menu | {"tooltip": "Run this page elsewhere", "buttons": buttons}


def _clean(edition: Edition) -> str:
    """The commit that others can fetch: what is not committed is not there."""
    return edition.commit.removesuffix("-changed")
