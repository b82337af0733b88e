"""Passages and tables as a page shows them: escaped, labelled, with their place.

The text of an article is data: the templates escape it, wherever it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader
from markdown_it import MarkdownIt
from markupsafe import Markup

from analysis.document import Shown, marked
from analysis.text.characters import Span, passage
from report.labels import records

_NUMBER = re.compile(r"[+−-]?\d[\d.,]*%?")


def rendered(template: str, **context: Any) -> str:
    """A template of the report with its fields filled and escaped."""
    return _templates().get_template(template).render(inline=inline, **context)


def inline(text: str) -> Markup:
    """A line of our own Markdown as HTML; an article's words in it must be escaped."""
    return Markup(MarkdownIt().renderInline(text))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def evidence(sentences: pd.DataFrame, columns: Sequence[str] = ()) -> Shown:
    """The sentences as quoted passages, each with its piece, voice and place.

    `columns` are shown behind the place of each passage, such as its coded relation.
    Rows are those of the `sentences` table; an inserted block is left out as […].
    """
    rows = [row | {"words": passage(row)} for row in records(sentences)]
    html = rendered("evidence.html", rows=rows, columns=columns)
    return Shown(html, "\n".join(row["words"] for row in rows))


def plain_table(frame: pd.DataFrame, caption: str) -> Shown:
    """A small table with a caption, its cells escaped, gaps shown as a dash.

    Columns of numbers, formatted or not, stand to the right with their headings.
    """
    shown = frame.astype(object).where(frame.notna(), "–")
    html = rendered(
        "plain-table.html",
        caption=caption,
        columns=[(name, _is_of_numbers(frame[name])) for name in frame],
        rows=list(shown.itertuples(index=False, name=None)),
    )
    return Shown(html, f"{caption}\n{shown.to_string(index=False)}")


def _is_of_numbers(column: pd.Series) -> bool:
    """Whether each cell that is no gap is a number or is written as one.

    >>> [_is_of_numbers(pd.Series(cells)) for cells in (["−0.5", None], ["1", "two"])]
    [True, False]
    """
    cells = [str(cell) for cell in column.dropna() if cell not in ("–", "")]
    return bool(cells) and all(map(_NUMBER.fullmatch, cells))


def definitions(terms: Mapping[str, str], fold: str = "") -> Shown:
    """Terms with what they mean; each at an anchor of its words.

    With the words of a `fold` they are inside one, which opens without a script.
    """
    html = rendered("definitions.html", terms=terms, fold=fold)
    return Shown(html, "\n".join(map(": ".join, terms.items())))


def numbered_list(items: Iterable[str], prefix: str) -> Shown:
    """A numbered list; the first item is at `#PREFIX-1`."""
    items = list(items)
    html = rendered("numbered-list.html", items=items, prefix=prefix)
    return Shown(html, "\n".join(items))


def rule_list(table: pd.DataFrame, caption: str) -> Shown:
    """The rules of `rules.rule_table`, each with its example, at `#rule-NAME`.

    In an example the source is bold and the cue underlined.  On a phone each rule is
    a block of its own.
    """
    rows = [row | {"example": marked_example(row)} for row in records(table)]
    html = rendered("rule-list.html", rows=rows, caption=caption)
    return Shown(html, f"{caption}\n{table.to_string(index=False)}")


def marked_example(row: Mapping[str, str]) -> Markup:
    r"""The example of a rule, escaped, with its source bold and its cue underlined.

    >>> marked_example({"example": r"A: I.\nB: No.", "source": "B", "cue": ":"})
    Markup('A: I.<br><b>B</b><u>:</u> No.')
    """
    text = row["example"].replace(r"\n", "\n")
    spans = zip("bu", example_spans(text, row), strict=True)
    marks = [(span, f"<{tag}>", f"</{tag}>") for tag, span in spans if span]
    html = marked(text, (0, len(text)), marks, {})
    return Markup(re.sub("\n+", "<br>", html))


def example_spans(text: str, row: Mapping[str, str]) -> tuple[Span | None, Span | None]:
    """Where source and cue stand in an example: where they are nearest."""
    places: list[Sequence[Span | None]] = [
        _places(row[name], text) or [None] for name in ("source", "cue")
    ]
    sources, cues = places
    return min(product(sources, cues), key=lambda pair: _apart(*pair))


def _places(words: str, text: str) -> list[Span]:
    """Where some words stand, as whole words; nowhere, where there are none."""
    edges = [r"\b" if words[at:][:1].isalnum() else "" for at in (0, -1)]
    pattern = edges[0] + re.escape(words) + edges[1]
    return [found.span() for found in re.finditer(pattern, text)] if words else []


def _apart(one: Span | None, other: Span | None) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0) if one and other else 0
