"""What stands by itself: a chart as a sheet that says where it is from; archives."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections.abc import Mapping
from html import escape
from itertools import count

import vl_convert

from analysis import __version__
from report import theme
from report.citations import LICENCE, REPORT, SUBTITLE

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
    text = f'font-family="{theme.FONT}" x="16"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" '
        f'height="{height:g}" viewBox="0 0 {width:g} {height:g}">',
        f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>",
        f'<rect width="100%" height="100%" fill="{theme.GROUND}"/>',
        *(
            f'<text {text} y="{y}" font-size="17px" font-weight="bold" '
            f'fill="{theme.INK}">{escape(line)}</text>'
            for y, line in zip(count(30, 22), lines, strict=False)
        ),
        # Links lead to passages of the report; a file of its own has none.
        re.sub(r"</?a\b[^>]*>", "", svg).replace("<svg ", f'<svg x="16" y="{top}" ', 1),
        f'<text {text} y="{height - 12:g}" font-size="11px" fill="{theme.MUTED}">'
        f"{REPORT} · {slug} · version {__version__} · {LICENCE}</text>",
        "</svg>\n",
    ]
    return "\n".join(parts)


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
    scale = min(1080 / width, 330 / height)
    lines = textwrap.wrap(SUBTITLE, 48)
    subtitle = "".join(
        f'<text x="60" y="{176 + 44 * at}" font-size="34" fill="{theme.MUTED}">'
        f"{escape(line)}</text>"
        for at, line in enumerate(lines)
    )
    inner = re.sub(
        r'x="16" y="[\d.]+"(.*?)width="[\d.]+" height="[\d.]+"',
        rf'x="60" y="250" \1width="{width * scale:.0f}" height="{height * scale:.0f}"',
        drawing,
        count=1,
        flags=re.S,
    )
    return bytes(
        vl_convert.svg_to_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" '
            f'font-family="{theme.FONT}"><rect width="1200" height="630" '
            f'fill="{theme.GROUND}"/><text x="60" y="116" font-size="66" '
            f'font-weight="bold" fill="{theme.INK}">{escape(REPORT)}</text>'
            f"{subtitle}{inner}</svg>"
        )
    )
