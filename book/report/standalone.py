"""What stands by itself: a chart as a sheet that says where it is from; archives."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections.abc import Mapping

import vl_convert
from markupsafe import Markup

from analysis import __version__
from report import theme
from report.citations import LICENCE, REPORT, SUBTITLE
from report.pages.html import rendered

_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_LEAST = 712  # px: room for the line of the source


def size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing, in pixels; `ValueError` for what has none."""
    found = _SIZE.search(svg)
    if not found:
        raise ValueError(f"no drawing: {svg[:60]}")
    return float(found[1]), float(found[2])


def sheet(svg: str, slug: str, title: str, alt: str) -> str:
    """The drawing on a white ground, its claim above, source and version below."""
    chart_width, chart_height = size(svg)
    width = max(chart_width + 32, _LEAST)
    # 9 px is the mean advance of the bold 17 px title, with room to spare.
    lines = textwrap.wrap(title, int((width - 32) / 9))
    top = 24 + 22 * len(lines)
    height = top + chart_height + 34
    # Links lead to passages of the report; a file of its own has none.
    drawing = re.sub(r"</?a\b[^>]*>", "", svg)
    drawing = drawing.replace("<svg ", f'<svg x="16" y="{top}" ', 1)
    return rendered(
        "sheet.svg",
        theme=theme,
        width=f"{width:g}",
        height=f"{height:g}",
        title=title,
        alt=alt,
        lines=lines,
        drawing=Markup(drawing),
        foot=f"{height - 12:g}",
        source=(REPORT, slug, f"version {__version__}", LICENCE),
    )


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """A zip of the files in a folder of its own, the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}")  # dated 1 January 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # on every system; else the bytes name it
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def card(published: str) -> bytes:
    """The picture of a link preview, 1200 × 630: the drawing of a published SVG."""
    drawing = published[published.index('<svg x="16"') : published.rindex("<text ")]
    width, height = size(drawing)
    svg = rendered(
        "card.svg",
        theme=theme,
        title=REPORT,
        lines=textwrap.wrap(SUBTITLE, 48),
        scale=min(1080 / width, 330 / height),
        drawing=Markup(re.sub(r'x="16" y="\d+" ', "", drawing, count=1)),
    )
    return bytes(vl_convert.svg_to_png(svg))
