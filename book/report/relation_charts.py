"""Charts of the relation: where the two meet, who draws what, pairs, confusion."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from report import theme
from report.charts import (
    PANEL_GAP,
    PHONE,
    Drawing,
    filled_first,
    panels,
    plot_width,
)
from report.mark_labels import relation_legend, relation_signs

_TILE = alt.Scale(paddingInner=0.15)


def dyad_ticks(places: pd.DataFrame) -> Drawing:
    """A tick where a sentence names both countries, two rows a piece.

    Columns piece, at (0 to 1), names (`as countries` or `by any name`), text.
    """

    def draw(width: int) -> alt.FacetChart:
        return (
            alt.Chart(places)
            .mark_tick(thickness=3, size=14)
            .encode(
                x=alt.X(
                    "at:Q",
                    title="first sentence to last",
                    scale=alt.Scale(domain=[0, 1]),
                    axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
                ),
                y=alt.Y("names:N", sort=["as countries", "by any name"], title=None),
                color=alt.Color(
                    "names:N",
                    scale=alt.Scale(
                        domain=["as countries", "by any name"],
                        range=[theme.ACCENT, theme.AXIS],
                    ),
                    legend=None,
                ),
                tooltip=["piece", "sentence", "names", "text"],
            )
            .properties(width=plot_width(width) + 20, height=alt.Step(20))
            .facet(row=panels(), spacing=PANEL_GAP)
        )

    return draw


def relation_tiles_by(
    rows: pd.DataFrame,
    column: str,
    order: Sequence[str] | None = None,
) -> Drawing:
    """A tile for each sentence with a relation, a row for each value of a column.

    Columns piece, `column`, relation, n (1, 2 … in the row), text; `form`, where
    there is one, is the letter on a tile: v for verbal, m for material.
    """
    most = int(rows["n"].max())
    sort = list(order) if order else "-x"
    form = "slice(datum.form, 0, 1)" if "form" in rows else "''"

    def draw(width: int) -> alt.FacetChart:
        base = alt.Chart().encode(
            x=alt.X(
                "n:O",
                scale=alt.Scale(domain=list(range(1, most + 1)), paddingInner=0.15),
                title="sentences",
                axis=alt.Axis(labelAngle=0, ticks=False),
            ),
            y=alt.Y(f"{column}:N", sort=sort, scale=_TILE, title=None),
        )
        tiles = base.mark_rect().encode(
            fill=alt.Fill(
                "relation:N",
                scale=theme.scale(theme.RELATION, rows["relation"]),
                legend=relation_legend(),
            ),
            tooltip=["piece", column, "relation", "text"],
        )
        return (
            alt.layer(tiles, relation_signs(base, form))
            .properties(width=plot_width(width) + 20, height=alt.Step(22))
            .facet(row=panels(), spacing=PANEL_GAP, data=rows)
            .resolve_scale(y="independent")
        )

    return draw


def confusion_tiles(cells: pd.DataFrame) -> Drawing:
    """A confusion matrix as numbers on tiles: rows as coded, columns as found.

    Columns coded, found, n (1 or more; a cell without sentences has no tile).
    """
    order = theme.in_order([*cells["coded"], *cells["found"]], theme.RELATION)
    same = (cells["coded"] == cells["found"]).map({True: "the same", False: "not"})
    cells = cells.assign(same=same)

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(cells).encode(
            x=alt.X(
                "found:N",
                sort=order,
                scale=alt.Scale(domain=order, paddingInner=0.15),
                title="by the program",
                axis=alt.Axis(labelAngle=-40 if width < PHONE else 0, orient="top"),
            ),
            y=alt.Y(
                "coded:N",
                sort=order,
                scale=alt.Scale(domain=order, paddingInner=0.15),
                title="as coded",
            ),
        )
        tiles = base.mark_rect(strokeWidth=1.5).encode(
            fill=alt.condition(
                "datum.same == 'the same'",
                alt.value(theme.ACCENT),
                alt.value(theme.GROUND),
            ),
            stroke=alt.value(theme.ACCENT),
            tooltip=["coded", "found", "n"],
        )
        numbers = base.mark_text(fontSize=14).encode(
            text="n:Q",
            color=alt.condition(
                "datum.same == 'the same'",
                alt.value(theme.GROUND),
                alt.value(theme.INK),
            ),
        )
        return (tiles + numbers).properties(
            width=plot_width(width), height=alt.Step(34)
        )

    return draw


def pair_bars(points: pd.DataFrame) -> Drawing:
    """The two ends of the widest contrast of each pair, its measure over the line.

    Columns pair, measure, piece, side (`the older`, `the newer`), share (0 to 1).
    """
    order = list(dict.fromkeys(points["pair"]))
    sides = ["the older", "the newer"]
    first = points.drop_duplicates("pair")

    def draw(width: int) -> alt.LayerChart:
        y = alt.Y("pair:N", sort=order, axis=None)
        base = alt.Chart(points).encode(
            x=alt.X(
                "share:Q",
                title="share",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
            ),
            y=y,
        )
        lines = base.mark_line(color=theme.AXIS, yOffset=14).encode(detail="pair:N")
        dots = base.mark_point(
            size=90, strokeWidth=2, stroke=theme.ACCENT, yOffset=14
        ).encode(
            fill=filled_first("side", sides),
            tooltip=["piece", "measure", alt.Tooltip("share:Q", format=".0%")],
        )
        words = alt.Chart(first).encode(y=y, x=alt.value(0))
        pair = words.mark_text(align="left", dy=-14, fontWeight="bold").encode(
            text="pair:N"
        )
        measure = words.mark_text(align="left", dy=1, color=theme.MUTED).encode(
            text="measure:N"
        )
        return (lines + dots + pair + measure).properties(
            width=width, height=alt.Step(58)
        )

    return draw
