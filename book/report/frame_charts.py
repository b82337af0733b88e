"""Charts of the frame: roles, functions, conflict and responsibility items."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.charts import (
    PANEL_GAP,
    Drawing,
    filled_first,
    panels,
    pieces_axis,
    plot_width,
)

_TILE = alt.Scale(paddingInner=0.15)


def role_dots(points: pd.DataFrame) -> Drawing:
    """The roles that each piece gives to the two; hollow where only others do.

    Columns piece, actor, role, by (`the author`, `others`, `both`).
    """
    actors = ["United States", "Iran"]
    drawn = points.assign(
        whose=points["by"].replace({"both": "the author", "others": "only others"})
    )

    def draw(width: int) -> alt.FacetChart:
        return (
            alt.Chart(drawn)
            .mark_point(size=110, strokeWidth=2, stroke=theme.ACCENT)
            .encode(
                x=alt.X(
                    "actor:N",
                    sort=actors,
                    scale=alt.Scale(domain=actors),
                    title=None,
                    axis=alt.Axis(labelAngle=0, grid=True),
                ),
                y=alt.Y("role:N", title=None),
                fill=filled_first("whose", ["the author", "only others"], "given by"),
                tooltip=["piece", "actor", "role", "voices", "evidence"],
            )
            .properties(width=plot_width(width), height=alt.Step(24))
            .facet(row=panels(), spacing=PANEL_GAP)
            .resolve_scale(y="independent")
        )

    return draw


def function_grid(cells: pd.DataFrame) -> Drawing:
    """Entman's four functions by piece: in whose voice, or absent.

    Columns piece, function, voice (`author`, `others`, `absent`), passes; where the
    passes `differ`, the tile says so.
    """
    order = list(dict.fromkeys(cells["function"]))
    label = cells["voice"].where(cells["passes"] == "agree", "one pass")
    cells = cells.assign(label=label)

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(cells).encode(
            x=alt.X(
                "function:N",
                sort=order,
                title=None,
                scale=_TILE,
                axis=alt.Axis(labelAngle=0, orient="top"),
            ),
            y=pieces_axis().scale(paddingInner=0.15),
        )
        tiles = base.mark_rect(strokeWidth=1.5).encode(
            fill=alt.Fill(
                "voice:N",
                scale=alt.Scale(
                    domain=["author", "others", "absent"],
                    range=[theme.ACCENT, theme.MUTED, theme.GROUND],
                ),
                legend=None,
            ),
            stroke=alt.value(theme.AXIS),
            tooltip=["piece", "function", "voices", "statement", "passes"],
        )
        words = base.mark_text().encode(
            text="label:N",
            color=alt.condition(
                "datum.voice == 'absent'",
                alt.value(theme.MUTED),
                alt.value(theme.GROUND),
            ),
        )
        return (tiles + words).properties(width=plot_width(width), height=alt.Step(34))

    return draw


def item_grid(points: pd.DataFrame) -> Drawing:
    """The nine yes/no items by piece: filled for yes, a diamond where passes differ.

    Columns piece, item, question, value, passes.
    """
    drawn = points.assign(
        answer=points["value"].where(points["passes"] == "agree", "passes differ")
    )
    answers = ["yes", "no", "passes differ"]
    legend = alt.Legend(title=None, symbolType=alt.Undefined)

    def draw(width: int) -> alt.LayerChart:
        return (
            alt.Chart(drawn)
            .mark_point(size=120, strokeWidth=2, stroke=theme.ACCENT)
            .encode(
                x=alt.X(
                    "item:N", title=None, axis=alt.Axis(labelAngle=0, orient="top")
                ),
                y=pieces_axis(),
                # The same legend twice is one legend, with shape and fill.
                shape=alt.Shape(
                    "answer:N",
                    scale=alt.Scale(
                        domain=answers, range=["circle", "circle", "diamond"]
                    ),
                    legend=legend,
                ),
                fill=alt.Fill(
                    "answer:N",
                    scale=alt.Scale(
                        domain=answers, range=[theme.ACCENT, theme.GROUND, theme.GRID]
                    ),
                    legend=legend,
                ),
                tooltip=["piece", "item", "question", "value", "passes"],
            )
            .properties(width=plot_width(width), height=alt.Step(30))
        )

    return draw
