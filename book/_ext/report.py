"""All that this book adds to Jupyter Book, in the order in which it happens.

1. Kernels can import `analysis` without installing it.
2. The chart colours of `analysis.theme` become a style sheet; the tables of the
   articles are made, published as `tables/`, and read from there by the notebooks.
3. The written pages give up their figures' files (`figures/SLUG/`), lose what the
   theme does not need here, and the root gets a first page of its own.
"""

from __future__ import annotations

import json
import os
import re
import sys
from html import unescape
from pathlib import Path
from posixpath import join, normpath, relpath

import pages
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

_PAYLOAD = re.compile(
    r'<script type="application/json" data-figure="([^"]+)">(.*?)</script>\n?', re.S
)
_LINK = re.compile(r'\b(href|src|action)="([^"#:][^":]*)"')
_CAPTION = (
    r'<figure\b[^>]*\bid="fig-{}".*?<span class="caption-number">\D*(\d+) </span>'
    r'<span class="caption-text">(.*?)</span><a class="headerlink"'
)

_ABOUT_THE_TABLES = {
    "name": "us-iran-in-iraq",
    "title": "What the report finds in its five articles",
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "title": "The tables, but for the words of the articles in them (columns "
            "text, title, cue and mention), which remain their rights holders'",
        }
    ],
}


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the steps; called by Sphinx."""
    root = str(app.confdir)
    # A kernel starts in book/ with the environment of this process.
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([root, path] if path else [root])
    sys.path.insert(0, root)
    app.connect("config-inited", _address)
    app.connect("builder-inited", _colours)
    app.connect("builder-inited", _tables)
    app.connect("builder-inited", _execute, priority=900)  # with the cache set up
    # Late, because Jupyter Book writes its own index.html at the same moment.
    app.connect("build-finished", _finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _address(app: Sphinx, config) -> None:
    """Where the book will stand, if the one who publishes it says so.

    With `BOOK_URL` set, every page names its canonical address; without, none does.
    """
    config.html_baseurl = os.environ.get("BOOK_URL", "")


def _colours(app: Sphinx) -> None:
    from analysis import theme  # after `setup` has made it importable

    folder = Path(app.doctreedir, "report")
    folder.mkdir(parents=True, exist_ok=True)
    Path(folder, "colours.css").write_text(theme.stylesheet(), "utf-8")
    app.config.html_static_path.append(str(folder))
    app.add_css_file("colours.css")


def _tables(app: Sphinx) -> None:
    from analysis.tables import seed_tables, without_comment_text, write_tables

    os.environ.pop("REPORT_TABLES", None)  # of an earlier build in this process
    folder = Path(app.outdir, "tables")
    write_tables(without_comment_text(seed_tables()), folder, _ABOUT_THE_TABLES)
    os.environ["REPORT_TABLES"] = str(folder)


def _execute(app: Sphinx) -> None:
    """Run all notebooks anew, one on each processor; MyST-NB reads them from its cache.

    A notebook that fails is not cached: MyST-NB then runs it again and says why.
    """
    cache = get_cache(app.env.mystnb_config.execution_cache_path)
    cache.clear_cache()  # it knows only the cells, not the library behind them
    for path in sorted(Path(app.confdir, "book").glob("*.ipynb")):
        cache.add_nb_to_project(str(path))
    load_executor("local-parallel", cache).run_and_cache(timeout=300)


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    published: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        if "_static" in path.parts:
            continue
        page = path.relative_to(site).as_posix()
        html = path.read_text("utf-8")
        _publish(site, page, html, published)
        path.write_text(pages.tidy(_without_payload(page, html)), "utf-8")
    _first_page(site, app.config.root_doc)
    pages.lighten(site / "_static")


# --- figures -----------------------------------------------------------------


def _publish(site: Path, page: str, html: str, published: dict[str, str]) -> None:
    """Write the files of each figure on a page; complain of what is not citable."""
    from analysis import figures

    for slug, payload in _PAYLOAD.findall(html):
        if slug in published:
            logger.warning("%s: figure %s is also on %s", page, slug, published[slug])
        published[slug] = page
        files = json.loads(payload)
        facts = json.loads(files["metadata.json"])
        caption = re.search(_CAPTION.format(re.escape(slug)), html, re.S)
        if caption:
            facts |= {
                "number": int(caption[1]),
                "caption": unescape(re.sub(r"<[^>]+>", "", caption[2])),
                "page": f"{page}#fig-{slug}",
            }
        else:
            logger.warning(
                "%s: figure %s has no caption; its cell needs the metadata "
                '"mystnb": {"figure": {"name": "fig-%s", "caption": "…"}}',
                *(page, slug, slug),
            )
        files["metadata.json"] = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
        folder = site / "figures" / slug
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8")
        Path(folder, "figure.png").write_bytes(figures.png(files["figure.svg"]))


def _without_payload(page: str, html: str) -> str:
    """The page without its figures' payloads, the links to their files made right."""
    to_root = relpath(".", Path(page).parent.as_posix())
    html = _PAYLOAD.sub("", html)
    return html.replace('href="figures/', f'href="{to_root}/figures/')


def _first_page(site: Path, root_doc: str) -> None:
    """A copy of the book's first page at the root, instead of a bare redirect."""
    if root_doc == "index":
        return
    folder = str(Path(root_doc).parent.as_posix())
    html = Path(site, f"{root_doc}.html").read_text("utf-8")
    html = _LINK.sub(lambda m: f'{m[1]}="{normpath(join(folder, m[2]))}"', html)
    html = html.replace('data-content_root="../"', 'data-content_root="./"')
    Path(site, "index.html").write_text(html, "utf-8")
