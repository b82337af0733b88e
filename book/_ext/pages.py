"""The theme's pages made lighter and more accessible, once they are written.

The theme ships some 2,000 icons as a 1.5 MB script and three fonts; this book uses
a dozen, drawn in `_static/report.css`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

# What the theme writes, and what stands there instead.
_EDITS = [
    # Without scripts, "auto" matches none of the theme's sets of colours.
    (r'(<html\b[^>]*) data-theme="auto"', r"\1"),
    # The script with the icons.
    (r"<script\b[^>]*/fontawesome\.js[^>]*></script>\s*", ""),
    # Scripts asked for early keep the words waiting.
    (r'<link rel="preload" as="script"[^>]*>\s*', ""),
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
    # A role that has been withdrawn, in a list that holds more than list items.
    (r' role="doc-biblioentry"| role="list"(?= class="citation-list")', ""),
    # Not in the standard; no search needs it.
    (r'\s+autocorrect="off"', ""),
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

# A rule for dark pages, in the theme's style sheets and in this book's.
_DARK_RULE = re.compile(r'([^{}]*html\[data-theme="?dark"?\][^{}]*)\{([^{}]*)\}', re.S)
_DARK = re.compile(r'html\[data-theme="?dark"?\]')


# The search runs on its own page; the theme loads it and the index on all.
_SEARCH = re.compile(
    r'<script [^>]*src="[^"]*(?:searchtools|language_data|searchindex)\.js">'
    r"</script>\s*"
)


def tidy(page: str, html: str) -> str:
    """The page with the theme's defects mended."""
    if page != "search.html":
        html = _SEARCH.sub("", html)
    for pattern, new in _EDITS:
        html = pattern.sub(new, html)
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
    for path in (*static.glob("*.css"), *(static / "styles").glob("*.css")):
        css = path.read_text("utf-8")
        path.write_text(css + dark_without_scripts(css), "utf-8")
    # A search result shows prose, not axis labels and code.
    search = static / "searchtools.js"
    search.write_text(
        search.read_text("utf-8").replace(
            '[".headerlink", "script", "style"]',
            '[".headerlink", "script", "style", ".bookfig", "details"]',
        ),
        "utf-8",
    )


def dark_without_scripts(css: str) -> str:
    """The rules for dark pages again, for a reader without scripts.

    The theme writes into the page, by script, which colours to use; where nothing is
    written, what the system prefers decides.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    rules = [
        f"{_DARK.sub('html:not([data-theme])', selector).strip()}{{{body}}}"
        for selector, body in _DARK_RULE.findall(css)
    ]
    if not rules:
        return ""
    return f"\n@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}\n"
