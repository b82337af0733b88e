"""Pages on which no script runs that the build did not put there.

Each page carries a Content-Security-Policy, which a browser enforces on a page opened
from a folder, too.  It names the scripts and styles inside the page by their hashes, so
it can be written only when the page is.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

from sphinx.jinja2glue import BuiltinTemplateLoader

_DATA = ("application/json", "application/ld+json")  # what a browser does not run
_CHARSET = re.compile(r"<meta charset=[^>]*>")
# A handler of the theme's, which `print.js` takes over.
_PRINT, _TO_PRINT = 'onclick="window.print()"', "data-print"


class Templates(BuiltinTemplateLoader):
    """The templates of Sphinx, each page with its policy; see `template_bridge`."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """The page of a template, with its policy behind its character set."""
        return with_policy(super().render(template, context))


def with_policy(page: str) -> str:
    """The page with its policy; anything without a head as it is.

    >>> page = '<head><meta charset="utf-8"><script>f()</script></head>'
    >>> "script-src 'self' 'sha256-" in with_policy(page)
    True
    """
    return _CHARSET.sub(
        lambda match: (
            f'{match[0]}<meta http-equiv="Content-Security-Policy" '
            f'content="{policy(page)}">'
        ),
        page.replace(_PRINT, _TO_PRINT),
        count=1,
    )


def policy(page: str) -> str:
    """What a page may load: files beside it, and what stands in it now.

    `data:` pictures are the theme's icons; a form is that of the search.  Where an
    element has a style of its own, such as the width of a bar, any style may stand in
    the page: such styles cannot be named by hashes, and none can run anything.
    """
    inside = _Inside()
    inside.feed(page)
    styles = ["'unsafe-inline'"] if inside.styled else inside.hashes["style"]
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *inside.hashes["script"])),
            " ".join(("style-src 'self'", *styles)),
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


class _Inside(HTMLParser):
    """The hashes of the scripts and styles that stand in a page, each once."""

    def __init__(self) -> None:
        super().__init__()
        self.hashes: dict[str, dict[str, None]] = {"script": {}, "style": {}}
        self.styled = False
        self.tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.styled |= "style" in given
        runs = "src" not in given and given.get("type") not in _DATA
        self.tag = tag if runs and tag in self.hashes else ""

    def handle_data(self, data: str) -> None:
        if self.tag:
            digest = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
            self.hashes[self.tag][f"'sha256-{digest}'"] = None
            self.tag = ""
