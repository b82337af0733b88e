"""Parts of pages as HTML that needs no script and no style sheet beside it.

Colours are those of the page around: everything can be read on a light and on a dark
ground, in the built report as in JupyterLab.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from analysis.document import Shown
from analysis.explain.terminal import printable

_SHORT, _LONG = len("2026-11-26"), 50  # characters of a cell
Cell = Any  # a string, a number, None for unknown, NaN for undefined, or a `Link`


class Link(NamedTuple):
    """Words that lead somewhere."""

    words: str
    address: str


@cache
def style_sheet() -> str:
    """The style sheet of the parts; the policy of pages knows it by its words."""
    return " ".join(Path(__file__).with_name("style.css").read_text("utf-8").split())


def shown(body: str, words: str) -> Shown:
    """A part of a page, its style in a drawing of nothing, where HTML allows it."""
    hidden = 'class="ww-hidden" aria-hidden="true" width="0" height="0"'
    style = f"<svg {hidden}><style>{style_sheet()}</style></svg>"
    return Shown(f'<div class="ww">{style}{body}</div>', words)


def note(words: str) -> Shown:
    """A sentence in the place of what there is nothing of."""
    return shown(f"<p>{escape(words)}</p>", words)


def decide(title: str, items: Iterable[Sequence[str | Link]]) -> Shown:
    """What a person must still decide, each point made of words and links."""
    points = [list(item) for item in items]
    lines = "".join(f"<li>{''.join(map(_part, point))}</li>" for point in points)
    body = (
        f'<div class="ww-decide"><strong>To decide: {escape(title)}</strong>'
        f"<ul>{lines}</ul></div>"
    )
    words = "\n".join("- " + "".join(map(_words, point)) for point in points)
    return shown(body, f"To decide: {title}\n{words}")


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    ids: Sequence[str] = (),
) -> str:
    """A table; numbers to the right, its first column the heads of its rows.

    A wide one scrolls by itself, by keys too.  `ids` are the anchors of its rows.
    """
    numeric = [
        any(_is_number(row[n]) for row in rows)
        and all(_is_number(row[n]) or row[n] is None for row in rows)
        for n in range(len(columns))
    ]
    heads = "".join(
        f'<th scope="col"{_class(numeric[n])}>{escape(name)}</th>'
        for n, name in enumerate(columns)
    )
    lines = []
    for number, row in enumerate(rows):
        cells = []
        for n, cell in enumerate(row):
            tag, scope = ("td", "") if n else ("th", ' scope="row"')
            kind = _class(numeric[n], len(_words(cell)))
            cells.append(f"<{tag}{scope}{kind}>{_part(cell)}</{tag}>")
        anchor = f' id="{escape(ids[number])}"' if ids else ""
        lines.append(f"<tr{anchor}>{''.join(cells)}</tr>")
    return (
        f'<div class="ww-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def shortened(text: object, longest: int) -> str:
    """Words in one line, cut where they are longer."""
    line = " ".join(str(text).split())
    return line if len(line) <= longest else line[:longest].rstrip() + "…"


def spaced(name: object) -> str:
    """The name of a column or a layer as words."""
    return str(name).replace("_", " ")


def folded(summary: str, body: str) -> str:
    """A part that opens on demand."""
    return f"<details><summary>{escape(summary)}</summary>{body}</details>"


def _class(is_numeric: bool, n_characters: int = 0) -> str:
    """The class of a cell, by what is in it: a long one needs room, a day no break."""
    if is_numeric:
        return ' class="ww-number"'
    if n_characters > _LONG:
        return ' class="ww-long"'
    return ' class="ww-short"' if 0 < n_characters <= _SHORT else ""


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _part(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.address)}">{escape(_words(cell))}</a>'
    return escape(_words(cell))


def _words(cell: Cell) -> str:
    """A cell as words: what is not known and what is not defined say so."""
    if isinstance(cell, Link):
        return printable(cell.words)
    if cell is None:
        return "unknown"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return "undefined" if math.isnan(cell) else f"{cell:.2f}".replace("-", "−")
    return f"{cell:,}" if isinstance(cell, int) else printable(str(cell))
