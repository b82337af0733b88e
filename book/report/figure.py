"""A chart as a citable figure: a claim, a picture for two widths, its data, its files.

A `Figure` shows itself in a notebook as static HTML, the same in the book, in
JupyterLab and in nbconvert: it needs no script and loads nothing.  While the book is
built it also writes its files to `$REPORT_FIGURES/SLUG/`.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import altair
import pandas
import vl_convert
from markupsafe import Markup
from pandas.api.types import is_numeric_dtype

from analysis import __version__
from analysis.starter.figures import NARROW, WIDE, in_page
from analysis.tabular.files import as_arrow, as_csv
from report import citations, theme
from report.charts import Drawing
from report.interactive import explorable
from report.mark_links import link_marks, passage_links, printable
from report.pages.html import inline, rendered
from report.prose import fill
from report.references import FIGURES, figure_number
from report.same_pdf import same_pdf
from report.standalone import sheet, zipped
from report.versions import installed, other_versions, recorded

FRAGMENT = "fragment.html"  # what the page of the figure shows of it

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A panel without marks of a layer holds a group for them all the same, unnamed.
_NO_MARKS = re.compile(r'<g [^>]*role="graphics-symbol"[^>]*/>')
# What a mark is called names its link too; a listener wants the values.
_ADDRESS = re.compile(r'; href: [^;"]*|(?<=")href: [^;"]*; ')
_LONG_NUMBER = re.compile(r"(?<=[MLHVCSAZhvlcsa,(\" -])\d+\.\d{3,}(?=[^\d])")
# vl-convert resolves relative links against this address; a figure's links are to
# passages of the book, so it is taken off again.
_VEGA_BASE = "https://vega.github.io/"
Spec = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart with an identity.  Make one with `figure`.

    `wide` and `narrow` are Vega-Lite specifications, data included.
    """

    slug: str
    title: str
    caption: str
    alt: str
    finding: str
    table: pandas.DataFrame
    wide: Spec
    narrow: Spec

    @property
    def number(self) -> int:
        """Its place among the figures of the book, from 1."""
        return figure_number(self.slug)

    @property
    def work(self) -> citations.Work:
        """The figure as something to cite."""
        path = f"figures/{self.slug}/"
        return citations.Work(self.title, path, self.number, self.slug)

    @cached_property
    def svg(self) -> str:
        """The wide chart as drawn, in the colours of a light ground."""
        return _drawing(json.dumps(self.wide))

    @cached_property
    def caption_html(self) -> Markup:
        """The caption, written in Markdown, as HTML."""
        return inline(fill(self.caption))

    def facts(self) -> dict[str, Any]:
        """What is known of the figure: its words, number, place, citation, versions."""
        edition = citations.edition()
        return {
            "slug": self.slug,
            "number": self.number,
            "title": self.title,
            "caption": self.caption_html.striptags(),
            "alt": self.alt,
            "finding": self.finding,
            "page": f"book/{FIGURES[self.slug]}.html#fig-{self.slug}",
            "permalink": citations.permalink(self.work.path, edition),
            "citation": citations.as_text(self.work, edition),
            "licence": citations.LICENCE,
            "credit": citations.credit(map(str, self.table)),
            "version": edition.version,
            "commit": edition.commit,
            "date": edition.day,
            "versions": {
                "analysis": __version__,
                "altair": metadata.version("altair"),
                "vl-convert-python": metadata.version("vl-convert-python"),
                **installed(),
            },
        }

    def files(self) -> dict[str, str]:
        """The texts of the figure's files, by name."""
        edition = citations.edition()
        return {
            "figure.svg": sheet(self.svg, self.slug, self.title, self.alt),
            "data.csv": as_csv(as_arrow(printable(self.table))),
            "spec.vl.json": _json(self.wide),
            "spec.js": explorable(self.slug, self.wide, self.narrow),
            "metadata.json": _json(self.facts()),
        } | citations.files(self.work, edition)

    def write(self, folder: Path) -> None:
        """Write all files of the figure, and `SLUG.zip` of them, into its folder."""
        texts = self.files()
        files = {name: text.encode() for name, text in texts.items()}
        files["figure.png"] = vl_convert.svg_to_png(texts["figure.svg"], scale=2)
        files["figure.pdf"] = same_pdf(vl_convert.svg_to_pdf(texts["figure.svg"]))
        files[f"{self.slug}.zip"] = zipped(files, self.slug)
        # The page of the figure lies a folder deeper than its chapter.
        page = self.html(published=True).replace('="../', '="../../')
        files[FRAGMENT] = page.encode()
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            Path(folder, name).write_bytes(content)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:
        published = os.environ.get("REPORT_FIGURES")
        if published:
            self.write(Path(published, self.slug))
        return {"text/html": self.html(bool(published)), "text/plain": self.alt}

    def html(self, published: bool) -> str:
        """The figure as a page shows it; with links to its files if they are there."""
        rows = printable(self.table)
        return rendered(
            "figure.html",
            slug=self.slug,
            number=self.number,
            title=self.title,
            caption=self.caption_html,
            finding=self.finding,
            folder=f"../figures/{self.slug}",
            published=published,
            wide=Markup(self._inline(self.svg, "wide")),
            narrow=Markup(self._inline(_drawing(json.dumps(self.narrow)), "narrow")),
            columns=[(name, is_numeric_dtype(self.table[name])) for name in rows],
            rows=list(rows.itertuples(index=False, name=None)),
            passage_links=passage_links,
            other_versions=other_versions(installed(), recorded()),
        )

    def _inline(self, svg: str, name: str) -> str:
        """The SVG for a page: named, themed, its ids unlike those of other figures."""
        # A picture with links inside is a document: `img` would hide them from readers
        # of the accessibility tree.  `xlink:href` stays: JupyterLab cannot show `href`.
        role = "document" if "<a " in svg else "img"
        return theme.themed(in_page(svg, f"{self.slug}-{name}", self.alt, role))


def figure(
    drawing: Drawing,
    slug: str,
    title: str,
    caption: str,
    alt: str,
    finding: str,
    table: pandas.DataFrame,
) -> Figure:
    """The figure of a chart; the arguments are checked here, not in the reader's page.

    `drawing` makes the chart, single or layered, of the table for a width in pixels.
    `caption` is Markdown, filled as `prose` is.
    """
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"slug {slug!r}: lower-case words joined by hyphens, please")
    texts = {"title": title, "caption": caption, "alt": alt, "finding": finding}
    for name, text in texts.items():
        if not text.strip():
            raise ValueError(f"{slug}: the figure needs a text for {name!r}")
    if table.empty:
        raise ValueError(f"{slug}: the table behind the figure is empty")
    wide, narrow = (_specify(drawing, width, slug, table) for width in (WIDE, NARROW))
    return Figure(slug, title, caption, alt, finding, table, wide, narrow)


# --- drawing -----------------------------------------------------------------


def _specify(drawing: Drawing, width: int, slug: str, table: pandas.DataFrame) -> Spec:
    """The specification of a chart at a width, in our colours, its marks linked."""
    with altair.theme.enable("none"):
        chart = drawing(table, width).to_dict()
    fit = {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    spec = {"config": theme.config(narrow=width < WIDE)} | chart | fit
    return link_marks(spec, slug, table)


@lru_cache(maxsize=8)  # a chart is drawn for the page and for its files
def _drawing(spec: str) -> str:
    svg = vl_convert.vegalite_to_svg(spec)
    svg = svg.replace(f"{_VEGA_BASE}vega-datasets/", "").replace(_VEGA_BASE, "../")
    svg = _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}", svg)
    return _ADDRESS.sub("", _NO_MARKS.sub("", svg))


# --- text and files ----------------------------------------------------------


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
