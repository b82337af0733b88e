"""One style sheet for all pages, without the rules that no page can use.

The theme and its extensions ask for ten sheets, most of whose rules style parts that
this book does not have; a phone waits for all of them before it shows a word.  The
theme also ships some 2,000 icons as a script and three fonts; this book uses a dozen,
drawn in `_static/report.css`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Any

import tinycss2

SHEET = "_static/book.css"
# What the theme's own page loads before all others.
_THEME = ("_static/styles/theme.css", "_static/styles/pydata-sphinx-theme.css")
# Sheets of this book; all their rules are wanted, those for the whole PDF too.
_OWN = ("annotated.css", "report.css")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_IMPORT = re.compile('@import "([^"]+)";')
_SOURCE_MAP = re.compile(r"\s*/\*# sourceMappingURL=[^*]*\*/")
# Classes that only bootstrap.js gives; its words are no guide, it knows far more parts.
_GIVEN = re.compile(r"(show|fade|collaps|dropdown|tooltip|bs-tooltip|modal-open)")
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


def bundle(site: Path, sheets: Iterable[str], own: str) -> None:
    """Write `book.css`, which every page asks for, and remove what it replaces.

    `sheets` are the files that Sphinx and its extensions ask for, as seen from the
    root of the site; `own` are rules of this book beside them.
    """
    named = [sheet.partition("?")[0] for sheet in sheets]
    local = [name for name in named if (site / name).exists()]
    used = _used(site)
    css = "\n".join([*(_sheet(site, name, used) for name in (*_THEME, *local)), own])
    Path(site, SHEET).write_text(css + dark_without_scripts(css), "utf-8")
    static = site / "_static"
    for path in (*static.rglob("*.map"), *static.glob("*-macros.html")):
        path.unlink()
    (static / "scripts" / "fontawesome.js").unlink(missing_ok=True)
    shutil.rmtree(static / "vendor" / "fontawesome", ignore_errors=True)
    # A search result shows prose, not axis labels and code.
    search, removed = static / "searchtools.js", '[".headerlink", "script", "style"'
    script = search.read_text("utf-8")
    search.write_text(script.replace(removed, f'{removed}, ".bookfig", "details"'))


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


def _used(site: Path) -> set[str]:
    """The classes of all pages, and every word of the scripts that add some."""
    used: set[str] = set()
    for page in site.rglob("*.html"):
        if "_static" not in page.parts:
            used.update(*map(str.split, _CLASS.findall(page.read_text("utf-8"))))
    for script in Path(site, "_static").rglob("*.js"):
        if script.name not in ("bootstrap.js", "fontawesome.js"):
            used.update(_WORD.findall(script.read_text("utf-8")))
    return used


def _sheet(site: Path, sheet: str, used: set[str]) -> str:
    """A sheet with what it imports in its place."""
    css = _IMPORT.sub(
        lambda link: _sheet(site, normpath(join(dirname(sheet), link[1])), used),
        Path(site, sheet).read_text("utf-8"),
    )
    css = _ICON_LETTERS.sub('""', _ICON_RULES.sub("", _SOURCE_MAP.sub("", css)))
    return css if basename(sheet) in _OWN else prune(css, used)


def prune(css: str, used: set[str]) -> str:
    """The sheet without the rules whose classes are not among the `used`."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_rule(rule, used) for rule in rules)


def _rule(rule: Any, used: set[str]) -> str:
    if rule.type == "qualified-rule":
        kept = [
            selector
            for selector in _selectors(rule.prelude)
            if _classes(selector) <= used
        ]
        body = tinycss2.serialize(rule.content).strip()
        return f"{','.join(kept)}{{{body}}}" if kept and body else ""
    nested = rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports")
    if nested and rule.content:
        inner = prune(tinycss2.serialize(rule.content), used)
        prelude = tinycss2.serialize(rule.prelude).strip()
        return f"@{rule.lower_at_keyword} {prelude}{{{inner}}}" if inner else ""
    return rule.serialize() if rule.type == "at-rule" else ""


def _selectors(prelude: list[Any]) -> list[str]:
    """The selectors of a list, split at its outer commas."""
    groups = groupby(prelude, lambda t: t.type == "literal" and t.value == ",")
    return [tinycss2.serialize(group).strip() for comma, group in groups if not comma]


def _classes(selector: str) -> set[str]:
    """The classes that an element must have; those in parentheses may be others'."""
    outer = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", selector)
    outer = re.sub(r"\[[^\]]*\]", "", outer)
    return {
        name
        for name in re.findall(r"\.(-?[A-Za-z_][\w-]*)", outer)
        if not _GIVEN.match(name)
    }
