"""All that this book adds to Jupyter Book, in the order in which it happens.

1. Kernels can import `analysis` without installing it.
2. The chart colours of `analysis.theme` become a style sheet; the tables of the
   articles are made, published as `tables/`, and read from there by the notebooks.
3. The written pages give up their figures' files (`figures/SLUG/`), lose what the
   theme does not need here, and the root gets a first page of its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import relpath

import heads
import pages
import published
import styles
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from sphinx.application import Sphinx
from sphinx.util import logging
from terms import explain_terms

logger = logging.getLogger(__name__)

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
    root = os.pathsep.join(str(app.confdir / part) for part in ("", "book", "tests"))
    # A kernel starts in book/ with the environment of this process.
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([root, path] if path else [root])
    sys.path[:0] = root.split(os.pathsep)
    app.connect("config-inited", _address)
    app.connect("builder-inited", _colours)
    app.connect("builder-inited", _tables)
    app.connect("builder-inited", _execute, priority=900)  # with the cache set up
    app.connect("doctree-resolved", explain_terms)
    app.connect("html-collect-pages", _publish)
    # Late, because Jupyter Book writes its own index.html at the same moment.
    app.connect("build-finished", _finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _address(app: Sphinx, config) -> None:
    """Where the book will stand, if the one who publishes it says so.

    With `BOOK_URL` set, every page names its canonical address; without, none does.
    """
    address = os.environ.get("BOOK_URL", "")
    config.html_baseurl = f"{address.rstrip('/')}/" if address else ""


def _colours(app: Sphinx) -> None:
    from report import theme

    folder = Path(app.doctreedir, "report")
    folder.mkdir(parents=True, exist_ok=True)
    Path(folder, "colours.css").write_text(theme.stylesheet(), "utf-8")
    app.config.html_static_path.append(str(folder))
    app.add_css_file("colours.css")


def _tables(app: Sphinx) -> None:
    from report.seeds import seed_tables

    os.environ.pop("REPORT_TABLES", None)  # of an earlier build in this process
    folder = Path(app.outdir, "tables")
    seed_tables().without_comment_text().write(folder, _ABOUT_THE_TABLES)
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


def _publish(app: Sphinx) -> Iterator[tuple[str, dict[str, str], str]]:
    """Write the figures' files; the pages of the figures, for Sphinx to write."""
    app.report_figures = []
    if app.builder.name != "html":
        return
    made = published.edition(Path(app.confdir), app.config.html_baseurl)
    site = Path(app.outdir)
    app.report_edition = made
    app.report_figures = published.publish(site, Path(app.confdir), made)
    app.report_changes = published.changes(site)
    yield from published.figure_pages(
        app.report_figures, Path(app.confdir), *app.report_changes
    )


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    fills = _fills(app)
    redirect = site / "index.html"  # Jupyter Book's; a real first page replaces it
    own_page = {f"figures/{f.slug}/index.html": f for f in app.report_figures}
    for path in sorted(site.rglob("*.html")):
        if "_static" in path.parts or path == redirect:
            continue
        page = path.relative_to(site).as_posix()
        html = published.without_payload(page, path.read_text("utf-8"))
        html = published.counted(html, app.report_figures)
        for name, text in fills.items():
            html = html.replace(f'<div data-fill="{name}"></div>', text)
        html = heads.described(page, html, own_page.get(page), app.report_edition)
        path.write_text(pages.tidy(page, html), "utf-8")
    _copy_page(site, app.config.root_doc, "index")
    _copy_page(site, "book/figures", "figures/index")
    if app.report_figures:
        sheet = Path(site, "figures", app.report_figures[0].slug, "figure.svg")
        Path(site, heads.CARD).write_bytes(heads.card(sheet.read_text("utf-8")))
    heads.beside_the_pages(site, app.config.html_baseurl)
    pages.lighten(site / "_static")
    found = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    styles.bundle(site, sorted(found))


def _fills(app: Sphinx) -> dict[str, str]:
    """What pages show that only the built book knows, by the name of its place."""
    from report import citations

    work, made = citations.Work(citations.REPORT), app.report_edition
    (Path(app.outdir) / "cite.bib").write_text(citations.as_bibtex(work, made), "utf-8")
    (Path(app.outdir) / "cite.ris").write_text(
        citations.as_ris(work, made), "utf-8", newline=""
    )
    return {
        "gallery": published.gallery(app.report_figures),
        "citation": published.citation(citations.as_text(work, made), "../"),
        "changes": published.all_changes(app.report_figures, *app.report_changes),
    }


def _copy_page(site: Path, page: str, to: str) -> None:
    """A copy of a page at another address, its links made right."""
    if page == to:
        return
    old, new = Path(page).parent.as_posix(), Path(to).parent.as_posix()
    html = Path(site, f"{page}.html").read_text("utf-8")
    html = published.moved(html, old, new)
    root = relpath(".", new)
    html = re.sub(r'data-content_root="[^"]*"', f'data-content_root="{root}/"', html)
    Path(site, f"{to}.html").write_text(html, "utf-8")
