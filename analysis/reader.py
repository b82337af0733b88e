"""Passages and tables as a page shows them: escaped, labelled, with their place.

The text of an article is data: it is escaped here, wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd


@dataclass(frozen=True)
class Shown:
    """A piece of HTML that a notebook shows, with its plain text beside it."""

    html: str
    text: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def evidence(
    sentences: pd.DataFrame, names: Mapping[str, str], columns: Iterable[str] = ()
) -> Shown:
    """The sentences as quoted passages, each with its piece, voice and place.

    `columns` are shown behind the place of each passage, such as its coded relation.
    Rows are those of the `sentences` table; an inserted block is left out as […].
    """
    rows = sentences.to_dict("records")
    passages = []
    for row in rows:
        voice = row["layer"].replace("_", " ")
        if isinstance(row["carrier"], str):
            carrier = row["carrier"]
            voice += " of an unnamed outlet" if carrier == "unknown" else f": {carrier}"
        place = [names[row["article"]], voice, f"sentence {row['sentence']}"]
        place.append(f"characters {row['start']}–{row['end']}")
        place += [_said(row[column], column) for column in columns]
        passages.append(
            '<blockquote class="evidence">'
            f"<p>{escape(passage(row))}</p>"
            f"<footer>{escape(' · '.join(place))}</footer></blockquote>"
        )
    return Shown("\n".join(passages), "\n".join(passage(row) for row in rows))


def passage(row: Mapping[str, object]) -> str:
    """The words of a sentence row; what cuts it in two is shown as […].

    >>> passage({"text": "One [advert] two.", "start": 5, "pieces": "5-8 18-22"})
    'One […] two.'
    """
    text, start = str(row["text"]), int(row["start"])
    if not isinstance(row["pieces"], str):
        return text
    spans = (map(int, piece.split("-")) for piece in row["pieces"].split())
    return " […] ".join(text[a - start : b - start] for a, b in spans)


def plain_table(frame: pd.DataFrame, caption: str) -> Shown:
    """A small table with a caption, its cells escaped, gaps shown as a dash."""
    shown = frame.astype(object).where(frame.notna(), "–")
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in shown)
    body = "\n".join(
        "<tr>" + "".join(map(_cell, row)) + "</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    html = (
        '<div class="plain-table" tabindex="0" role="group" '
        f'aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    return Shown(html, f"{caption}\n{shown.to_string(index=False)}")


_LONG = 60  # characters from which a cell needs room to be read
_ACTORS = {"toward_us": "the US", "toward_iran": "Iran"}
_SIDES = {-1: "against", 0: "neither for nor against", 1: "for"}


def _cell(value: object) -> str:
    """A cell, numbers to the right, long text not squeezed."""
    text = str(value)
    number = isinstance(value, int | float)
    kind = "number" if number else "long" if len(text) > _LONG else ""
    attribute = f' class="{kind}"' if kind else ""
    return f"<td{attribute}>{escape(text)}</td>"


def _said(value: object, column: str) -> str:
    """A field of a passage in words: `against Iran`, `tone masked −0.10`."""
    if column in _ACTORS:
        return f"{_SIDES[value]} {_ACTORS[column]}"
    name = column.replace("_", " ")
    if isinstance(value, float):
        return f"{name} {value:+.2f}".replace("-", "−")
    return f"{name}: {value}"
