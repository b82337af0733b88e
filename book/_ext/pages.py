"""The theme's pages made lighter and more accessible, once they are written.

The theme ships some 2,000 icons as a 1.5 MB script and three fonts; this book uses
a dozen, drawn in `_static/report.css`.
"""

from __future__ import annotations

import re
import shutil
from html import escape, unescape
from pathlib import Path
from textwrap import shorten

# What the theme writes, and what stands there instead.
_EDITS = [
    # Without scripts, "auto" matches none of the theme's sets of colours.
    (r'(<html\b[^>]*) data-theme="auto"', r"\1"),
    # The script with the icons.
    (r"<script\b[^>]*/fontawesome\.js[^>]*></script>\s*", ""),
    # Scripts wait for the page, but for the one that an inline script reads.
    (
        r'<script (?!defer)([^>]*src="(?![^"]*documentation_options))',
        r"<script defer \1",
    ),
    # Icons are for the eye: the button around one has the name.
    (r'(<i class="[^"]*\bfa-[^"]*")([^>]*?) title="[^"]*"', r"\1\2"),
    (r'<(i|span) class="(?=[^"]*\bfa-)', r'<\1 aria-hidden="true" class="'),
    # A button that shows a word is named by that word.
    (r'(<button class="btn search-button-field[^>]*) aria-label="[^"]*"', r"\1"),
    (
        r'<span class="search-button__kbd-shortcut"',
        r'<span aria-hidden="true" class="search-button__kbd-shortcut"',
    ),
    # So is the fold over a piece of code; and no paragraph belongs in one.
    (
        r'<summary aria-label="[^"]*">\s*<p ([^>]*)>(.*?)</p>\s*'
        r"<p ([^>]*)>(.*?)</p>\s*</summary>",
        r"<summary><span \1>\2</span><span \3>\4</span></summary>",
    ),
    # All content belongs to a landmark.
    (
        r'<div id="pst-primary-sidebar"',
        r'<div id="pst-primary-sidebar" role="complementary" aria-label="Book"',
    ),
    # A place kept for somebody else's advertisements.
    (r'<div id="ethical-ad-placement"[^>]*>\s*</div>', ""),
]
_EDITS = [(re.compile(pattern, re.S), new) for pattern, new in _EDITS]

# In the theme's style sheet: its icon fonts, its icons, and the letters of these
# fonts that other rules show (they lie in Unicode's private range).
_ICON_RULES = re.compile(
    r"@font-face\{[^}]*fontawesome[^}]*\}"
    r'|(?:\.fa-[\w-]+:{1,2}before,?)+\{content:"[^"]*"\}'
)
_ICON_LETTERS = re.compile('"(?:[\ue000-\uf8ff]|\\\\f[0-9a-f]{3})"')


_OPENING = re.compile(r"<h1>.*?</h1>\s*<p>(.*?)</p>", re.S)


def tidy(html: str) -> str:
    """The page with the theme's defects mended, described by its first paragraph."""
    for pattern, new in _EDITS:
        html = pattern.sub(new, html)
    if opening := _OPENING.search(html):
        words = " ".join(unescape(re.sub(r"<[^>]+>", "", opening[1])).split())
        described = escape(shorten(words, 200, placeholder=" …"))
        meta = f'<meta name="description" content="{described}" />\n'
        html = html.replace("</title>", f"</title>\n    {meta}", 1)
    return html


def lighten(static: Path) -> None:
    """Remove from `_static` what no page asks for."""
    for path in (*static.rglob("*.map"), *static.glob("*-macros.html")):
        path.unlink()
    (static / "scripts" / "fontawesome.js").unlink(missing_ok=True)
    shutil.rmtree(static / "vendor" / "fontawesome", ignore_errors=True)
    for path in (static / "styles").glob("*.css"):
        css = _ICON_RULES.sub("", path.read_text("utf-8"))
        css = re.sub(r"\s*/\*# sourceMappingURL=[^*]*\*/", "", css)
        path.write_text(_ICON_LETTERS.sub('""', css), "utf-8")
    # A search result shows prose, not axis labels and code.
    search = static / "searchtools.js"
    search.write_text(
        search.read_text("utf-8").replace(
            '[".headerlink", "script", "style"]',
            '[".headerlink", "script", "style", ".bookfig", "details"]',
        ),
        "utf-8",
    )
