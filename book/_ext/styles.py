"""One style sheet for all pages, without the rules that no page can use.

The theme and its extensions ask for ten sheets, most of whose rules style parts that
this book does not have; a phone waits for all of them before it shows a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import normpath, relpath

import tinycss2

SHEET = "_static/book.css"
# Sheets of this book; all their rules are wanted, those for the whole PDF too.
_OWN = ("colours.css", "annotated.css", "report.css")
_LINK = re.compile(
    r'<link\b(?=[^>]*rel="stylesheet")[^>]*href="([^"?]+)[^"]*"[^>]*>\s*'
)
_CLASSES = re.compile(r'class="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
# Classes that only bootstrap.js gives; its words are no guide, it knows far more parts.
_GIVEN = re.compile(r"(show|fade|collaps|dropdown|tooltip|bs-tooltip|modal-open)")


def bundle(site: Path, pages: Iterable[Path]) -> None:
    """Write `book.css` and let every page ask for it alone."""
    texts = {page: page.read_text("utf-8") for page in pages}
    used = _used(site, texts.values())
    sheets: dict[str, None] = {}
    for page, html in texts.items():
        folder = page.parent.relative_to(site).as_posix()
        for link in _LINK.findall(html):
            sheets[normpath(f"{folder}/{link}")] = None
    css = "\n".join(_sheet(site, sheet, used) for sheet in sheets)
    Path(site, SHEET).write_text(css, "utf-8")
    for page, html in texts.items():
        to_root = relpath(".", page.parent.relative_to(site).as_posix())
        one = f'<link rel="stylesheet" href="{normpath(f"{to_root}/{SHEET}")}" />\n'
        first = _LINK.search(html)
        if first:
            html = html[: first.start()] + one + _LINK.sub("", html[first.start() :])
            page.write_text(html, "utf-8")


def _used(site: Path, pages: Iterable[str]) -> set[str]:
    """The classes of all pages, and every word of the scripts that add some."""
    names = {
        name
        for html in pages
        for found in _CLASSES.findall(html)
        for name in found.split()
    }
    for script in Path(site, "_static").rglob("*.js"):
        if script.name != "bootstrap.js":
            names.update(_WORD.findall(script.read_text("utf-8")))
    return names


def _sheet(site: Path, sheet: str, used: set[str]) -> str:
    """A sheet with what it imports in its place."""
    css = Path(site, sheet).read_text("utf-8")
    parts = []
    for link in re.findall(r'@import "([^"]+)";', css):
        imported = normpath(f"{Path(sheet).parent.as_posix()}/{link}")
        parts.append(_sheet(site, imported, used))
    css = re.sub(r'@import "[^"]+";', "", css)
    own = Path(sheet).name in _OWN
    return "\n".join([*parts, css if own else pruned(css, used)])


def pruned(css: str, used: set[str]) -> str:
    """The sheet without the rules whose classes are not among the `used`."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(filter(None, (_rule(rule, used) for rule in rules)))


def _rule(rule, used: set[str]) -> str:
    if rule.type == "qualified-rule":
        kept = [
            selector
            for selector in _selectors(rule.prelude)
            if _classes(selector) <= used
        ]
        body = tinycss2.serialize(rule.content).strip()
        return f"{','.join(kept)}{{{body}}}" if kept and body else ""
    if (
        rule.type == "at-rule"
        and rule.content
        and rule.lower_at_keyword
        in (
            "media",
            "supports",
        )
    ):
        inner = pruned(tinycss2.serialize(rule.content), used)
        prelude = tinycss2.serialize(rule.prelude).strip()
        return f"@{rule.lower_at_keyword} {prelude}{{{inner}}}" if inner else ""
    return rule.serialize() if rule.type == "at-rule" else ""


def _selectors(prelude: list) -> list[str]:
    """The selectors of a list, split at its outer commas."""
    groups: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    return [tinycss2.serialize(group).strip() for group in groups]


def _classes(selector: str) -> set[str]:
    """The classes that an element must have; those in parentheses may be others'."""
    outer = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", selector)
    outer = re.sub(r"\[[^\]]*\]", "", outer)
    return {
        name
        for name in re.findall(r"\.(-?[A-Za-z_][\w-]*)", outer)
        if not _GIVEN.match(name)
    }
