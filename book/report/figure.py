"""A chart as a citable figure: a claim, a picture for two widths, its data, its files.

A `Figure` shows itself in a notebook as static HTML: it needs no script and loads
nothing.  `Figure.files` is what the book publishes under `figures/SLUG/`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from html import escape
from importlib import metadata
from typing import Any

import altair
import pandas
import vl_convert

from analysis import __version__
from report import theme
from report.citations import LICENCE, credit
from report.interactive import explorable
from report.mark_links import (
    PASSAGES,
    linked,
    passage_links,
    printable,
    row_anchor,
    table_anchor,
)
from report.standalone import sheet, size

WIDE, NARROW = 680, 340

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A panel without marks of a layer holds a group for them all the same, unnamed.
_NO_MARKS = re.compile(r'<g [^>]*role="graphics-symbol"[^>]*/>')
# What a mark is called names its link too; a listener wants the values.
_ADDRESS = re.compile(r'; href: [^;"]*|(?<=")href: [^;"]*; ')
# vl-convert resolves relative links against this address; a figure's links are to
# passages of the book, so it is taken off again.
_VEGA_BASE = "https://vega.github.io/vega-datasets/"

Drawn = altair.TopLevelMixin
Chart = Drawn | Callable[[int], Drawn]


@dataclass(frozen=True)
class Figure:
    """A chart with an identity.  Make one with `figure`."""

    slug: str
    title: str
    wide: Drawn
    narrow: Drawn
    alt: str
    finding: str
    table: pandas.DataFrame

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification of the wide chart, data included."""
        return linked(_specification(self.wide, WIDE), self.slug, self.table)

    @cached_property
    def svg(self) -> str:
        """The wide chart as drawn, in the colours of a light ground."""
        return _svg(self.spec)

    @cached_property
    def csv(self) -> str:
        """What the chart draws; a cell that is undefined or unknown is empty."""
        return printable(self.table).to_csv(index=False, lineterminator="\n")

    def files(self) -> dict[str, str]:
        """The texts of the figure's files by name; see `png` for the picture."""
        facts = {
            "slug": self.slug,
            "title": self.title,
            "alt": self.alt,
            "finding": self.finding,
            "licence": LICENCE,
            "credit": credit(self.table),
            "versions": versions(),
        }
        return {
            "figure.svg": sheet(self.svg, self.slug, self.title, self.alt),
            "data.csv": self.csv,
            "spec.vl.json": _json(self.spec),
            "spec.js": explorable(self.slug, self.spec, self._narrow_spec),
            "metadata.json": _json(facts),
        }

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": self.alt}

    def _html(self) -> str:
        pictures = "\n".join(
            f'<div class="bookfig-{name}"{hidden}>{self._inline(svg, name)}</div>'
            for name, svg, hidden in (
                ("wide", self.svg, ""),
                # `hidden` for viewers without the book's stylesheet, such as Lab.
                ("narrow", _svg(self._narrow_spec), " hidden"),
            )
        )
        folder = f"figures/{self.slug}"
        links = "".join(
            f'<li><a href="{folder}/{name}">{label}</a></li>'
            for label, name in (
                ("PNG", "figure.png"),
                ("SVG", "figure.svg"),
                ("PDF", "figure.pdf"),
                ("Data", "data.csv"),
                ("Code", "index.html#code"),
                ("Report a problem", "index.html#report-a-problem"),
            )
        )
        # The book's extension writes these files and takes the payload out again;
        # it knows the number, and so writes the citation.
        payload = json.dumps(self.files(), ensure_ascii=False).replace("<", r"\u003c")
        return (
            f'<div class="bookfig" id="bookfig-{self.slug}" '
            f'data-spec="{folder}/spec.js" data-vega="figures/vega.js">\n'
            f'<p class="bookfig-title">{escape(self.title)}</p>\n'
            f"{pictures}\n"
            f'<p class="bookfig-finding">{escape(self.finding)}</p>\n'
            '<button class="bookfig-explore" type="button" hidden>Explore</button>\n'
            f'<ul class="bookfig-files"><li><a href="{folder}/index.html#cite">Cite'
            f"</a></li>{links}</ul>\n"
            '<details class="bookfig-data"><summary>Data table</summary>\n'
            f"{self._table()}\n</details>\n"
            f'<script type="application/json" data-figure="{self.slug}">{payload}'
            "</script>\n</div>"
        )

    @cached_property
    def _narrow_spec(self) -> dict[str, Any]:
        return linked(_specification(self.narrow, NARROW), self.slug, self.table)

    def _inline(self, svg: str, name: str) -> str:
        """The SVG for a page: named, themed, its ids unlike those of other figures."""
        # A picture with links inside is a document: `img` would hide them from readers
        # of the accessibility tree.
        role = "document" if "<a " in svg else "img"
        svg = re.sub(r'\bid="', f'id="{self.slug}-{name}-', svg)
        svg = svg.replace("url(#", f"url(#{self.slug}-{name}-")
        svg = svg.replace("xlink:href=", "href=")  # as SVG 2 and crawlers write it
        svg = svg.replace(
            "<svg ", f'<svg role="{role}" aria-label="{escape(self.alt)}" ', 1
        )
        return theme.themed(svg)

    def _table(self) -> str:
        rows = printable(self.table)
        kinds = [' class="number"' if number else "" for number in _numeric(self.table)]
        head = "".join(
            f'<th scope="col"{kind}>{escape(str(name))}</th>'
            for kind, name in zip(kinds, rows.columns, strict=True)
        )
        body = "\n".join(
            f'<tr id="{row_anchor(self.slug, number)}">'
            + "".join(
                f"<td{kind}>{passage_links(cell) if name == PASSAGES else escape(cell)}"
                "</td>"
                for name, kind, cell in zip(rows.columns, kinds, row, strict=True)
            )
            + "</tr>"
            for number, row in enumerate(rows.itertuples(index=False, name=None), 1)
        )
        # Focusable, because a table wider than a phone is scrolled with the keyboard.
        return (
            f'<div class="bookfig-scroll" id="{table_anchor(self.slug)}" tabindex="0" '
            f'role="group" aria-label="Data table: {escape(self.title)}">'
            f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
        )


def figure(
    chart: Chart,
    slug: str,
    title: str,
    alt: str,
    finding: str,
    table: pandas.DataFrame,
    narrow: Chart | None = None,
    caption: str = "",
) -> Figure:
    """The figure of a chart; the arguments are checked here, not in the reader's page.

    `chart` is an Altair chart or a function of the width in pixels that returns
    one; `narrow` is another for phones, where the first does not do.  A single or
    layered chart fills the width as given.  A facet or concatenation has no such
    width: give a function, which is called again with less until the whole fits.
    """
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"slug {slug!r}: lower-case words joined by hyphens, please")
    for name, text in (("title", title), ("alt", alt), ("finding", finding)):
        if not text.strip():
            raise ValueError(f"{slug}: the figure needs a text for {name!r}")
    if table.empty:
        raise ValueError(f"{slug}: the table behind the figure is empty")
    wide = _fitted(chart, WIDE, slug)
    small = _fitted(chart if narrow is None else narrow, NARROW, slug)
    return Figure(slug, title, wide, small, alt, finding, table)


@cache
def versions() -> dict[str, str]:
    """The versions that made a figure."""
    packages = ("altair", "vl-convert-python")
    return {"analysis": __version__} | {
        name: metadata.version(name) for name in packages
    }


# --- drawing -----------------------------------------------------------------


def _fitted(chart: Chart, width: int, slug: str) -> Drawn:
    """The chart no wider than `width`; a function is asked again with less."""
    ask = width
    for _ in range(3):
        drawn = chart(ask) if callable(chart) else chart
        excess = size(_svg(_specification(drawn, width)))[0] - width
        # Up to a tenth the page scales the picture down; the text stays readable.
        if excess <= width / 10:
            return drawn
        ask -= math.ceil(excess)
    raise ValueError(
        f"{slug}: {width + excess:.0f} px wide where {width} px are free; give a "
        "function of the width, fewer columns, or another chart as `narrow`"
    )


def _specification(chart: Drawn, width: int) -> dict[str, Any]:
    with theme.enable(narrow=width < WIDE):
        spec = chart.to_dict()
    facets = {"row", "column", "facet"} & set(spec.get("encoding", ()))
    if not facets and ("mark" in spec or "layer" in spec):
        spec |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    return spec


def _svg(spec: dict[str, Any]) -> str:
    return _drawn(json.dumps(spec))


@lru_cache(maxsize=8)  # a chart is drawn to be measured, then to be shown
def _drawn(spec: str) -> str:
    svg = vl_convert.vegalite_to_svg(spec).replace(_VEGA_BASE, "")
    return _ADDRESS.sub("", _NO_MARKS.sub("", svg))


# --- text --------------------------------------------------------------------


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _numeric(table: pandas.DataFrame) -> list[bool]:
    return [pandas.api.types.is_numeric_dtype(dtype) for dtype in table.dtypes]
