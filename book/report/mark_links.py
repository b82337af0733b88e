"""From the marks of a chart to the passages that they count.

A table behind a figure may have a column `passages`: references `PAGE#ANCHOR`, joined
by spaces.  A mark that counts one passage links to it; one that counts several links
to its row in the data table below the chart, which lists them all.
"""

from __future__ import annotations

import copy
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas
from markupsafe import Markup

from report.references import page_link

PASSAGES = "passages"
# Marks that stand for many rows at once lead to the table as a whole.
_JOINED = ("line", "trail", "area")


def target(reference: str) -> str:
    """The address of a reference, as seen from a chapter.

    >>> target("article-great-news#c10-42")
    '../book/article-great-news.ipynb#c10-42'
    """
    page, _, anchor = reference.partition("#")
    return page_link(page, anchor)


def text_of(value: Any) -> str:
    """A cell as page and CSV show it; undefined and unknown are empty."""
    if value is None or (not isinstance(value, list | tuple) and pandas.isna(value)):
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".") if math.isfinite(value) else ""
    return str(value)


def printable(table: pandas.DataFrame) -> pandas.DataFrame:
    """The table as text: what the page shows and what the CSV holds are the same."""
    return table.astype(object).map(text_of)


def passage_links(references: str) -> Markup:
    """The links to the passages of one row, as HTML; empty without references."""
    links = (
        Markup('<a href="{}">{}</a>').format(
            target(reference), passage_name(reference.partition("#")[2])
        )
        for reference in references.split()
    )
    return Markup(" ").join(links)


def passage_name(anchor: str) -> str:
    """What the link to an anchor says: the characters, or the anchor in words.

    >>> passage_name("c10-42"), passage_name("voice-author")
    ('10–42', 'voice author')
    """
    place = re.fullmatch(r"c(\d+)-(\d+)", anchor)
    return f"{place[1]}–{place[2]}" if place else anchor.replace("-", " ")


def link_marks(
    spec: dict[str, Any], slug: str, table: pandas.DataFrame
) -> dict[str, Any]:
    """The specification with a link on every mark; unchanged without passages.

    `ValueError` if the chart draws a row that the table has not, or leaves one out:
    the published data are what is drawn.
    """
    if PASSAGES not in table:
        return spec
    spec = copy.deepcopy(spec)
    rows = printable(table)
    numbers = {row: at for at, row in enumerate(rows.itertuples(False, None), 1)}
    drawn = [row for data in spec["datasets"].values() for row in data]
    left = dict(numbers)
    for row in (row for row in drawn if PASSAGES in row):
        key = tuple(text_of(row.get(str(name))) for name in rows)
        if key not in numbers:
            raise ValueError(
                f"{slug}: the chart draws a row that its table has not: "
                f"{json.dumps(row, ensure_ascii=False, default=str)[:300]}"
            )
        left.pop(key, None)
        row["href"] = _href(row[PASSAGES], slug, numbers[key])
        row["said"] = _said(dict(zip(map(str, rows), key, strict=True)))
    if left:
        raise ValueError(f"{slug}: the chart does not draw the row {next(iter(left))}")
    _link_units(spec, slug)
    return spec


def _href(references: str, slug: str, number: int) -> str:
    one = references.split()
    return target(one[0]) if len(one) == 1 else f"#{slug}-r{number}"


def _said(cells: Mapping[str, str]) -> str:
    """What a mark is called: the sentence first, then its fields in words."""
    named = {n: cell for n, cell in cells.items() if cell and n != PASSAGES}
    text = named.pop("text", "")
    fields = (f"{name}: {cell}" for name, cell in named.items())
    return "; ".join(filter(None, [text, *fields]))


def _link_units(spec: dict[str, Any], slug: str) -> None:
    """A link and a name for every unit: its row, or the table where it joins rows."""
    for unit in units(spec):
        mark = unit["mark"]
        if not isinstance(mark, str) and mark.get("aria") is False:
            continue  # words on marks, which have the link
        kind = mark if isinstance(mark, str) else mark["type"]
        channels = unit.setdefault("encoding", {})
        joined = kind in _JOINED or any(
            isinstance(channel, dict) and "aggregate" in channel
            for channel in channels.values()
        )
        if joined:
            channels["href"] = {"value": f"#{slug}-data"}
            continue
        channels["href"] = {"field": "href", "type": "nominal"}
        channels.setdefault("description", {"field": "said", "type": "nominal"})


def units(spec: Mapping[str, Any]) -> Iterator[Any]:
    """The parts of a specification that have a mark."""
    if "mark" in spec:
        yield spec
    for layer in spec.get("layer", ()):
        yield from units(layer)
