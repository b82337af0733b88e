"""Sentences with computed numbers, the same in book, JupyterLab and nbconvert."""

from __future__ import annotations

from html import escape
from typing import Any

from IPython.display import Markdown

from report.findings import told_link
from report.multiverse.claim import Prose
from report.references import REFERENCES

_FACTS: dict[str, Any] = {}


def numbers(**facts: Any) -> None:
    """Make each fact available by name to the `prose` of this notebook.

    Scalars of numpy and pandas become Python's own, which formats understand; words
    are escaped.
    """
    for name, fact in facts.items():
        value = fact.item() if hasattr(fact, "item") else fact
        # Words may be an article's: in Markdown they must not become HTML.
        _FACTS[name] = escape(value, quote=False) if isinstance(value, str) else value


def forget() -> None:
    """Take all facts back, as a new kernel has none."""
    _FACTS.clear()


def prose(text: str) -> Markdown:
    """Markdown with its fields filled: facts of `numbers`, and references.

    A field is Python's, or `{n:words}`: `{share:.0%}`, `{FIGURE:ties}`,
    `{WORK:steegen2016}`, `{CLAIM:america-acts}` (how sure, linked to where it is told).
    `KeyError` for a fact that nobody gave.
    """
    return Markdown(fill(text))


def fill(text: str) -> str:
    """The text with its fields filled, as `prose` fills them.

    >>> numbers(n=3)
    >>> fill("All {n} of them.")
    'All 3 of them.'
    """
    fields = _FACTS | REFERENCES | {"CLAIM": told_link}
    return Prose().vformat(text, (), fields)
