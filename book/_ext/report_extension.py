"""All that this book adds to Jupyter Book, in the order in which it happens.

1. Kernels can import `analysis` and `report` without installing them; the tables of
   the articles are made and published as `tables/`, and the notebooks, which read
   them, run in parallel and write their figures to `figures/`.
2. The places for what only the whole book knows (the gallery, the figures that count
   a passage) are filled, and terms are linked.
3. Each page says in its head what it is; each figure gets a page of its own.
4. What stands beside the pages is written: one style sheet, the first page at the
   root, a page for wrong addresses, a site map, notebooks that run by themselves.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from posixpath import join, normpath, relpath
from textwrap import shorten
from typing import Any

import vl_convert
import yaml
from bs4 import BeautifulSoup
from docutils import nodes
from markupsafe import Markup
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.config import Config

# A kernel starts in book/ with the environment of this process.
_PATHS = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]
os.environ["PYTHONPATH"] = os.pathsep.join(
    [*_PATHS, *filter(None, [os.environ.get("PYTHONPATH")])]
)
sys.path[:0] = _PATHS

import styles  # noqa: E402
from elsewhere import complete, launch_menu  # noqa: E402
from figure_pages import counted_in, figure_pages, published  # noqa: E402
from report import citations, releases, theme, versions  # noqa: E402
from report.coding import publish_coding  # noqa: E402
from report.seeds import seed_tables  # noqa: E402
from report.standalone import card  # noqa: E402
from terms import explain_terms  # noqa: E402

from analysis.starter.execution import execute  # noqa: E402
from analysis.starter.sphinx import POLICY, close_fold, open_fold  # noqa: E402

_PASSAGE = re.compile(r'<span class="counted" data-passage="([^"]*)"></span>')
_PLACE = re.compile(r'<div data-fill="(\w+)"></div>')
_CARD = "_static/card.png"
_LINKS = ("href", "src", "action", "data-spec", "data-vega", "xlink:href")
_UNLISTED = ("404", "search", "genindex", "_static")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the steps; called by Sphinx."""
    app.add_node(HideCodeCellNode, override=True, html=(open_fold, close_fold))
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _prepare)
    app.connect("builder-inited", _execute, priority=900)  # with the cache set up
    app.connect("env-get-outdated", _read_all)
    app.connect("source-read", _fill_places)
    app.connect("doctree-resolved", explain_terms)
    app.connect("doctree-resolved", _count)
    app.connect("html-collect-pages", _collect_pages)
    app.connect("html-page-context", _describe, priority=900)
    # Late, because Jupyter Book writes its own index.html at the same moment.
    app.connect("build-finished", _finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _configure(app: Sphinx, config: Config) -> None:
    """With `BOOK_URL` set, every page names its canonical address; each its policy."""
    config.html_baseurl = citations.edition().address
    config.template_bridge = POLICY


# --- 1. before pages are read ----------------------------------------------------


def _prepare(app: Sphinx) -> None:
    """Write the tables, and say where notebooks find and leave files."""
    if others := versions.other_versions(versions.installed(), versions.recorded()):
        # No warning of Sphinx's, which would be an error: the report can be built.
        print(f"Warning: {others}", file=sys.stderr)
    for name in ("REPORT_TABLES", "REPORT_FIGURES"):  # of a build before, in a test
        os.environ.pop(name, None)
    tables, figures = Path(app.outdir, "tables"), Path(app.outdir, "figures")
    about = yaml.safe_load(Path(__file__).with_name("tables.yml").read_text("utf-8"))
    seed_tables().without_comment_text().write(tables, about)
    shutil.rmtree(figures, ignore_errors=True)
    publish_coding(Path(app.outdir, "coding"))
    os.environ |= {"REPORT_TABLES": str(tables), "REPORT_FIGURES": str(figures)}


def _execute(app: Sphinx) -> None:
    """Run all notebooks anew; MyST-NB reads them from its cache."""
    paths = Path(app.confdir, "book").glob("*.ipynb")
    # The longest begins first, so that no kernel ends long after the other.
    notebooks = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
    execute(app, notebooks, forget="import report.prose; report.prose.forget()")
    edition = citations.edition()
    facts = {"version": edition.version, "commit": edition.commit, "date": edition.day}
    index = facts | {"figures": published(Path(app.outdir))}
    listed = Path(app.outdir, "figures", "index.json")
    _write(listed, json.dumps(index, ensure_ascii=False, indent=1) + "\n")


def _read_all(app: Sphinx, env: Any, *changes: set[str]) -> list[str]:
    """All pages, at every build: their notebooks have run anew."""
    return sorted(env.found_docs)


# --- 2. in each page -------------------------------------------------------------


def _fill_places(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the gallery, the citation and the changes in their places on a page."""
    source[0] = _PLACE.sub(lambda place: _filled(app, place[1]), source[0])


def _filled(app: Sphinx, name: str) -> str:
    site = Path(app.outdir)
    since, changed = releases.changes(site)
    context = {"figures": published(site), "since": since, "changed": changed}
    context["citation"] = citations.as_text(citations.THE_REPORT, citations.edition())
    return app.builder.templates.render(f"{name}.html", context)


def _count(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Name at each passage of an article the figures that count it."""
    if app.builder.name != "html" or not page.startswith("book/article-"):
        return
    figures = counted_in(Path(app.outdir))
    for node in doctree.findall(nodes.raw):
        html = _PASSAGE.sub(lambda at: _counted(figures.get(at[1], ())), node.astext())
        node.children = [nodes.Text(html)]


def _counted(figures: Sequence[dict[str, Any]]) -> str:
    links = [f'<a href="../{each["page"]}">{each["number"]}</a>' for each in figures]
    said = f"Counted in figure{'s' * (len(links) > 1)} {', '.join(links)}"
    return f'<span class="counted">{said}</span>' if links else ""


# --- 3. as pages are written -----------------------------------------------------


def _collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages of figures, the gallery at their folder, a page for wrong addresses."""
    if app.builder.name != "html":
        return
    yield from figure_pages(app)
    title = "All figures and data"
    body = f"<h1>{title}</h1>\n{_filled(app, 'gallery')}"
    yield "figures/index", {"title": title, "body": body}, "page.html"
    start = citations.edition().address or "/"
    yield "404", {"report": citations.REPORT, "start": start}, "404.html"


def _describe(app: Sphinx, page: str, _: str, context: dict, doctree: Any) -> None:
    """Say in the head of a page what it is, how to cite it, and what previews show.

    A preview needs absolute addresses: without a public address it has no picture.
    """
    context["default_mode"] = ""  # without scripts, what the system prefers decides
    for script in context["script_files"]:
        # Scripts wait for the page, but for the one that an inline script reads.
        if "documentation_options" not in str(script.filename):
            script.attributes.setdefault("defer", "defer")
    edition, figure = citations.edition(), context.get("figure")
    context["edition"] = edition
    if Path(context.get("sourcename") or "").suffix == ".ipynb":
        context["header_buttons"] += launch_menu(citations.repository(), edition, page)
    words, work = doctree and _opening(doctree), citations.THE_REPORT
    if figure:
        title, slug = figure["title"], figure["slug"]
        words = figure["finding"]
        work = citations.Work(title, f"figures/{slug}/", figure["number"], slug)
    head = {
        "title": Markup(context.get("title", "")).striptags(),
        "description": shorten(words or citations.SUBTITLE, 200, placeholder=" …"),
        "report": citations.REPORT,
        "root": edition.address,
        "address": _address(edition.address, page),
        "picture": f"{work.path}figure.png" if figure else _CARD,
        "picture_alt": figure["alt"] if figure else citations.SUBTITLE,
        "citation": citations.head_tags(work, edition),
    }
    tags = app.builder.templates.render("head.html", head)
    context["metatags"] = context.get("metatags", "") + tags


def _opening(doctree: nodes.document) -> str:
    """The first paragraph of a page that is more than its subtitle."""
    for paragraph in doctree.findall(nodes.paragraph):
        if [type(part) for part in paragraph] != [nodes.emphasis]:
            return " ".join(paragraph.astext().split())
    return ""


def _address(root: str, page: str) -> str:
    return root + f"{page}.html".removesuffix("index.html")


# --- 4. beside the pages ---------------------------------------------------------


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html":
        return
    site, edition = Path(app.outdir), citations.edition()
    complete(site / "_sources", citations.repository(), edition)
    # The program that draws interactive charts, loaded only when asked for; in a
    # function of its own, or its names meet those of the theme's scripts.
    vega = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    _write(site / "figures" / "vega.js", f"(() => {{\n{vega}\n}})();\n")
    for name, text in citations.files(citations.THE_REPORT, edition).items():
        _write(site / name, text)
    # The root has a first page of its own: Jupyter Book's is a redirect without a
    # title or a card, and no hook of Sphinx writes one page at two addresses.
    first = (site / f"{app.config.root_doc}.html").read_text("utf-8")
    _write(site / "index.html", at_the_root(first, "book"))
    drawn = site / "figures" / published(site)[0]["slug"] / "figure.svg"
    (site / _CARD).write_bytes(card(drawn.read_text("utf-8")))
    if edition.address:
        pages = (path.relative_to(site) for path in sorted(site.rglob("*.html")))
        listed = [
            _address(edition.address, path.with_suffix("").as_posix())
            for path in pages
            if path.with_suffix("").parts[0] not in _UNLISTED
        ]
        sitemap = app.builder.templates.render("sitemap.xml", {"addresses": listed})
        _write(site / "sitemap.xml", sitemap)
        robots = f"User-agent: *\nAllow: /\nSitemap: {edition.address}sitemap.xml\n"
        _write(site / "robots.txt", robots)
    css_files = vars(app.builder)["_css_files"]
    sheets = [str(file.filename) for file in css_files]
    styles.bundle(site, sheets, theme.stylesheet())


def at_the_root(html: str, folder: str) -> str:
    """A page of `folder` with its relative links made right for the root."""
    page = BeautifulSoup(html, "html.parser")
    for element in page.find_all(True):
        for name in _LINKS:
            address = str(element.get(name, ""))
            if address and not address.startswith(("#", "/")) and ":" not in address:
                element[name] = relpath(normpath(join(folder, address)), ".")
        if "data-content_root" in element.attrs:
            element["data-content_root"] = "./"
    return str(page)


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="")
