"""What a page says of itself in its head, and the files beside the pages.

Readers see little of it: citation managers, search engines, link previews and the
server that has to say that an address leads nowhere do.
"""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from textwrap import shorten, wrap

_OPENING = re.compile(r"<h1>.*?</h1>(?:\s*<p><em>.*?</em></p>)?\s*<p>(.*?)</p>", re.S)
_INDEX = re.compile(r"(^|/)index\.html$")
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
CARD = "_static/card.png"
_NOT_LISTED = ("404.html", "search.html", "genindex.html")


def described(page: str, html: str, figure, made) -> str:
    """The page with its description, its citation and its link preview in the head.

    `figure` is the published figure whose page it is, or None; `made` the edition.
    A preview needs absolute addresses: without a public address it has no picture.
    """
    from report import citations

    opening = _OPENING.search(html)
    words = _plain(opening[1]) if opening else citations.SUBTITLE
    title = _plain(_TITLE.search(html)[1])
    work, data = citations.Work(citations.REPORT), ""
    if figure:
        words = figure.facts["finding"]
        data = f"figures/{figure.slug}/data.csv"
        work = citations.Work(
            title=figure.facts["title"],
            path=f"figures/{figure.slug}/",
            number=figure.facts["number"],
            slug=figure.slug,
        )
    picture = f"figures/{figure.slug}/figure.png" if figure else CARD
    description = shorten(words, 200, placeholder=" …")
    preview = {
        "og:title": title,
        "og:description": description,
        "og:type": "article",
        "og:site_name": citations.REPORT,
    }
    if made.address:
        preview |= {
            "og:url": made.address + _INDEX.sub("/", page).lstrip("/"),
            "og:image": made.address + picture,
            "og:image:alt": figure.facts["alt"] if figure else citations.SUBTITLE,
        }
    tags = [f'<meta name="description" content="{escape(description)}" />']
    tags += [
        f'<meta property="{name}" content="{escape(text)}" />'
        for name, text in preview.items()
    ]
    tags.append('<meta name="twitter:card" content="summary_large_image" />')
    tags.append(citations.head_tags(work, made, data))
    return html.replace("</title>", "</title>\n    " + "\n    ".join(tags), 1)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


_DRAWING = re.compile(r'<svg x="16" y="\d+" .*</svg>(?=\n<text)', re.S)


def card(sheet: str) -> bytes:
    """The picture of a link preview, 1200 × 630, with a figure's drawing."""
    import vl_convert
    from report import citations, theme
    from report.standalone import size

    drawing = _DRAWING.search(sheet)[0]
    width, height = size(drawing)
    scale = min(1080 / width, 330 / height)
    lines = wrap(citations.SUBTITLE, 48)
    subtitle = "".join(
        f'<text x="60" y="{176 + 44 * at}" font-size="34" fill="{theme.MUTED}">'
        f"{escape(line)}</text>"
        for at, line in enumerate(lines)
    )
    inner = re.sub(
        r'x="16" y="\d+"(.*?)width="[\d.]+" height="[\d.]+"',
        rf'x="60" y="250" \1width="{width * scale:.0f}" height="{height * scale:.0f}"',
        drawing,
        count=1,
    )
    return vl_convert.svg_to_png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" '
        f'font-family="{theme.FONT}"><rect width="1200" height="630" '
        f'fill="{theme.GROUND}"/><text x="60" y="116" font-size="66" '
        f'font-weight="bold" fill="{theme.INK}">{escape(citations.REPORT)}</text>'
        f"{subtitle}{inner}</svg>"
    )


def beside_the_pages(site: Path, address: str) -> None:
    """Write `404.html`; with a public address also `sitemap.xml` and `robots.txt`."""
    Path(site, "404.html").write_text(_not_found(address), "utf-8")
    if not address:
        return
    pages = sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "_static" not in path.parts and path.name not in _NOT_LISTED
    )
    listed = "".join(
        f"<url><loc>{escape(address + _INDEX.sub('/', page).lstrip('/'))}</loc></url>\n"
        for page in pages
    )
    Path(site, "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}'
        "</urlset>\n",
        "utf-8",
    )
    Path(site, "robots.txt").write_text(
        f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n", "utf-8"
    )


def _not_found(address: str) -> str:
    """A page that stands for itself: a server may show it at any depth."""
    from report.citations import REPORT

    start = escape(address) or "/"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="description" content="This address leads nowhere.">
<title>Not found: {escape(REPORT)}</title>
<style>
:root {{ background: #fff; color: #1c2024; }}
body {{ font: 1.125rem/1.6 Charter, Georgia, serif; margin: 3rem auto; max-width: 36rem;
  padding: 0 1rem; }}
a {{ color: #0f5c7a; }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ background: #14181e; color: #e3e7eb; }}
  a {{ color: #6cc3dd; }}
}}
</style>
</head>
<body>
<main>
<h1>Nothing stands at this address</h1>
<p>No figure, sentence or page of the report loses its address, so the link that led
here is probably cut or misspelt.</p>
<ul>
<li><a href="{start}">The first page</a></li>
<li><a href="{start}figures/">All figures and data</a></li>
<li><a href="{start}search.html">Search</a></li>
</ul>
</main>
</body>
</html>
"""
