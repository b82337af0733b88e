"""What a report adds to Jupyter Book: runs of its notebooks, mends of its theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.config import Config

from analysis.corpus.articles import CorpusError
from analysis.corpus.catalogue import load_articles
from analysis.starter.execution import execute
from analysis.starter.report import ARTICLES

POLICY = "analysis.starter.policy.Templates"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the steps; called by Sphinx."""
    app.connect("config-inited", _add_own)
    app.connect("builder-inited", _check_catalogue)
    app.connect("builder-inited", _execute, priority=900)  # with the cache set up
    app.add_css_file("starter.css")
    app.add_js_file("print.js", loading_method="defer")
    app.add_node(HideCodeCellNode, override=True, html=(open_fold, close_fold))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add_own(app: Sphinx, config: Config) -> None:
    """Name the templates and the style sheet that the theme is to use."""
    here = Path(__file__).parent
    config.templates_path.append(str(here / "templates" / "theme"))
    config.html_static_path.append(str(here / "static"))
    config.template_bridge = POLICY


def _check_catalogue(app: Sphinx) -> None:
    """Stop at a mistake in the catalogue, before any notebook meets it."""
    folder = Path(app.confdir) / ARTICLES
    try:
        load_articles(folder)
    except CorpusError as error:
        # Not an error of Sphinx, of which Jupyter Book would print three tracebacks.
        raise SystemExit(f"The catalogue has to be mended first:\n{error}") from None


def _execute(app: Sphinx) -> None:
    """Run all notebooks of the table of contents; MyST-NB reads them from its cache."""
    paths = [
        Path(app.confdir, f"{name}.ipynb") for name in app.config.external_site_map
    ]
    execute(app, [path for path in paths if path.exists()])


def open_fold(translator: Any, node: nodes.Element) -> None:
    """A fold over code: its summary is named by its words and holds no paragraph."""
    classes = " ".join(node["classes"])
    translator.body.append(
        f'<details class="admonition hide {classes}">\n<summary>'
        f'<span class="collapsed admonition-title">{node["prompt_show"]}</span>'
        f'<span class="expanded admonition-title">{node["prompt_hide"]}</span>'
        "</summary>\n"
    )


def close_fold(translator: Any, node: nodes.Element) -> None:
    """The end of a fold over code."""
    translator.body.append("</details>\n")
