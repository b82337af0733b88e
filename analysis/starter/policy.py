"""Pages on which no script runs but those of the theme and of the build.

Each page carries a Content-Security-Policy, which a browser enforces on a page opened
from a folder, too.  The few scripts and styles that the theme has inside its pages are
named by their hashes, and known by the templates that they come from: what got into a
page by another way, say from the text of an article, is never named.  A hash can be
computed only when a page is written, hence the policy is put in by what writes pages.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import escape
from sphinx.jinja2glue import BuiltinTemplateLoader

from analysis.starter.html import style_sheet

_INSIDE = re.compile(r"<(script|style)\b[^>]*>([^<]+)</")
_FILLED = re.compile(r"\\\{\\\{.*?\\\}\\\}")  # what a template fills in, escaped
_WORD = r"[\w ./-]*"  # what it may be: a setting, never code
_CHARSET = re.compile(r"<meta charset=[^>]*>")
# Words that the theme prints into a page as if they were HTML already; escaped, they
# can be escaped again without harm.
_PLAIN = ("docstitle", "shorttitle", "pagetitle", "root_title")
_SEARCH = "searchtools.js"  # it parses other pages, with the style sheet inside of them
# The theme's icons bring a style sheet, which a rule of `starter.css` makes needless.
_ICONS = re.compile(r'<script [^>]*scripts/fontawesome\.js[^">]*"')
# The theme's one handler, of a button that `print.js` and `report.js` take over.
_PRINT, _TO_PRINT = 'onclick="window.print()"', "data-print"


class Templates(BuiltinTemplateLoader):
    """The templates of Sphinx, each page with its policy; see `template_bridge`."""

    def init(self, *given: Any, **named: Any) -> None:
        """Read the scripts and styles of all templates, those of the theme too."""
        super().init(*given, **named)
        paths = (path for chain in self.pathchain for path in Path(chain).rglob("*"))
        texts = [p.read_text("utf-8") for p in paths if p.suffix == ".html"]
        self._known = known_inside(texts)

    def render(  # type: ignore[override]  # Sphinx says None and gives text
        self, template: str, context: dict[str, Any]
    ) -> str:
        """The page of a template, with its policy behind its character set.

        A part of a page, which has no character set, is left as it is.
        """
        plain = {name: escape(context[name]) for name in _PLAIN if name in context}
        page = super().render(template, context | plain)
        head = _CHARSET.search(page)
        if not head:
            return page
        scripts = context.get("script_files", ())  # some are a line of text, not a file
        bodies = [vars(one).get("attributes", {}).get("body") for one in scripts]
        exact = re.compile("|".join(map(re.escape, filter(None, bodies))) or "(?!)")
        said = policy(page, [*self._known, exact])
        meta = f'<meta http-equiv="Content-Security-Policy" content="{said}">'
        page = _ICONS.sub(r'\g<0> data-auto-add-css="false"', page)
        page = page.replace(_PRINT, _TO_PRINT)
        return page.replace(head[0], head[0] + meta, 1)


def known_inside(templates: Iterable[str]) -> list[re.Pattern[str]]:
    """The scripts and styles inside of templates, and the style sheet of notebooks.

    >>> (script, _) = known_inside(['<script>mode = "{{ mode }}";</script>'])
    >>> bool(script.fullmatch('mode = "dark";'))
    True
    >>> bool(script.fullmatch('mode = "dark"; alert(1);'))
    False
    """
    texts = {found[2] for page in templates for found in _INSIDE.finditer(page)}
    return [
        re.compile(_FILLED.sub(lambda _: _WORD, re.escape(text)))
        for text in [*sorted(texts), style_sheet()]
        if "{%" not in text
    ]


def policy(page: str, known: Iterable[re.Pattern[str]]) -> str:
    """What a page may load: files beside it, and what is known inside of it.

    `data:` pictures and fonts are the theme's icons; a form is that of the search.
    """
    hashes: dict[str, dict[str, None]] = {"script": {}, "style": {}}
    inside = _INSIDE.findall(page)
    if _SEARCH in page:
        inside.append(("style", style_sheet()))
    for tag, text in inside:
        if any(pattern.fullmatch(text) for pattern in known):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest())
            hashes[tag][f"'sha256-{digest.decode()}'"] = None
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *hashes["script"])),
            " ".join(("style-src 'self'", *hashes["style"])),
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )
