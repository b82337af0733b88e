"""Charts of doubt: a measure under every choice that could have been made."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.charts import PHONE, Drawing, pieces_axis, plot_width
from report.labels import pieces

# How much of the accent a tile has, from the first rank to the last: little enough
# for its number to be read on it, on a light ground and on a dark one.
TILE_OPACITY = (0.45, 0.0)
_VOICES = {"author": "author’s words", "piece": "whole piece"}
_GRADES = {
    "Flesch–Kincaid": "Flesch–Kincaid, US school grade",
    "Dale–Chall": "Dale–Chall score",
}
_PANEL_GAP = 14


def tone_ranks(table: pd.DataFrame) -> Drawing:
    """Each piece's rank by tone as a tile: a row for each lexicon, a column a piece.

    A panel for each voice and way with names.  Columns piece, lexicon, voice,
    mean_tone, rank (1 for the most negative).
    """
    ranked = table.dropna(subset=["rank"])
    voice = ranked["voice"].map(_VOICES).fillna(ranked["voice"])
    ranked = ranked.assign(panel=voice + ", names " + ranked["names"])
    panels = list(dict.fromkeys(ranked["panel"]))

    def draw(width: int) -> alt.VConcatChart:
        tiles = [_tiles(ranked[ranked["panel"] == panel], width) for panel in panels]
        return alt.vconcat(_heads(width), *tiles, spacing=_PANEL_GAP)

    return draw


def _columns() -> alt.X:
    return alt.X("piece:N", sort=list(pieces().values()), title=None, axis=None)


def _heads(width: int) -> alt.Chart:
    """The names of the pieces over the tiles, upright on a phone; year on line two."""
    upright = width < PHONE
    height = 96 if upright else 18
    return (
        alt.Chart(pd.DataFrame({"piece": list(pieces().values())}))
        .mark_text(
            aria=False,
            baseline="middle",
            lineBreak=", ",
            align="left" if upright else "center",
            angle=270 if upright else 0,
        )
        .encode(x=_columns(), y=alt.value(height if upright else 0), text="piece:N")
        .properties(width=plot_width(width), height=height)
    )


def _tiles(ranked: pd.DataFrame, width: int) -> alt.LayerChart:
    """One panel of `tone_ranks`."""
    base = alt.Chart(ranked).encode(
        x=_columns(),
        y=alt.Y("lexicon:N", sort=list(dict.fromkeys(ranked["lexicon"])), title=None),
        tooltip=["piece", "lexicon", "names", "voice", "mean_tone", "rank"],
    )
    tiles = base.mark_rect(color=theme.ACCENT, stroke=theme.AXIS, strokeWidth=1).encode(
        fillOpacity=alt.FillOpacity(
            "rank:Q",
            scale=alt.Scale(domain=[1, len(pieces())], range=list(TILE_OPACITY)),
            legend=None,
        )
    )
    numbers = base.mark_text().encode(text="rank:Q")
    title = alt.Title(ranked["panel"].iloc[0], fontSize=12, frame="group", offset=6)
    return (tiles + numbers).properties(
        title=title, width=plot_width(width), height=alt.Step(24)
    )


def grade_range_bars(table: pd.DataFrame) -> Drawing:
    """The grade of each piece over all choices: the range, each choice, the first one.

    A panel for each formula; the dot is the choice of the other chapters.  Columns
    piece, formula, splitter, voices, quotes, grade, primary; choices that leave no
    sentence have no grade and are not drawn.
    """
    graded = table.dropna(subset=["grade"])
    formulas = list(dict.fromkeys(graded["formula"]))

    def draw(width: int) -> alt.VConcatChart:
        drawn = [
            _ranges(graded[graded["formula"] == formula], width) for formula in formulas
        ]
        return alt.vconcat(*drawn, spacing=_PANEL_GAP)

    return draw


def _ranges(graded: pd.DataFrame, width: int) -> alt.LayerChart:
    """One panel of `grade_range_bars`."""
    formula = graded["formula"].iloc[0]
    base = alt.Chart(graded).encode(y=pieces_axis())
    axis = {
        "title": _GRADES.get(formula, formula),
        "scale": alt.Scale(zero=False, padding=8),
        "axis": alt.Axis(tickCount=6),
    }
    grade = alt.X("grade:Q", **axis)
    ranges = base.mark_rule(strokeWidth=3, color=theme.AXIS).encode(
        x=alt.X("min(grade):Q", **axis), x2="max(grade):Q"
    )
    choices = base.mark_tick(size=12, thickness=1.5, color=theme.MUTED).encode(
        x=grade,
        tooltip=[
            "piece",
            "splitter",
            "voices",
            "quotes",
            alt.Tooltip("grade:Q", format=".1f"),
        ],
    )
    first = (
        base.transform_filter("datum.primary")
        .mark_circle(size=90, color=theme.ACCENT, opacity=1)
        .encode(x=grade)
    )
    return (ranges + choices + first).properties(
        width=plot_width(width), height=alt.Step(26)
    )


def pass_intervals(points: pd.DataFrame) -> Drawing:
    """How far two coding passes agree on each field, with the interval of alpha.

    Columns field, coefficient, agreement, low, high (all up to 1), as in
    `doubt_views.pass_points`.
    """
    order = list(dict.fromkeys(points["field"]))
    coefficients = list(dict.fromkeys(points["coefficient"]))

    def draw(width: int) -> alt.LayerChart:
        y = alt.Y("field:N", sort=order, title=None)
        intervals = (
            alt.Chart(points)
            .transform_filter("datum.coefficient == 'alpha' && isValid(datum.low)")
            .mark_rule(strokeWidth=2, color=theme.AXIS)
            .encode(
                x=alt.X(
                    "low:Q",
                    title="agreement of the two passes",
                    scale=alt.Scale(domain=[-0.2, 1.02], nice=False),
                    axis=alt.Axis(values=[0, 0.5, 1], format=".1f"),
                ),
                x2="high:Q",
                y=y,
            )
        )
        dots = (
            alt.Chart(points)
            .mark_point(size=60, filled=True, opacity=0.85)
            .encode(
                x="agreement:Q",
                y=y,
                shape=alt.Shape(
                    "coefficient:N",
                    scale=alt.Scale(
                        domain=coefficients, range=["triangle-up", "circle", "diamond"]
                    ),
                    title=None,
                ),
                color=alt.Color(
                    "coefficient:N",
                    scale=alt.Scale(
                        domain=coefficients,
                        range=[theme.MUTED, theme.ACCENT, theme.INK],
                    ),
                    legend=alt.Legend(title=None),
                ),
                tooltip=[
                    "field",
                    "coefficient",
                    alt.Tooltip("agreement:Q", format=".2f"),
                ],
            )
        )
        return (intervals + dots).properties(
            width=plot_width(width), height=alt.Step(24)
        )

    return draw


def claim_bars(table: pd.DataFrame) -> Drawing:
    """In what share of all specifications each claim holds, its title over its bar.

    Columns title, outcome (`holds`, `fails`), n, share (0 to 1), label (`8 of 10`).
    """
    order = list(dict.fromkeys(table["title"]))
    holds = table[table["outcome"] == "holds"]

    def draw(width: int) -> alt.LayerChart:
        y = alt.Y("title:N", sort=order, axis=None)
        bars = (
            alt.Chart(table)
            .mark_bar(height=8, yOffset=9, stroke=theme.AXIS, strokeWidth=1)
            .encode(
                x=alt.X(
                    "share:Q",
                    title="share of all specifications",
                    stack="zero",
                    scale=alt.Scale(domain=[0, 1]),
                    axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
                ),
                y=y,
                color=alt.Color(
                    "outcome:N",
                    scale=alt.Scale(
                        domain=["holds", "fails"], range=[theme.ACCENT, theme.GROUND]
                    ),
                    title=None,
                ),
                order=alt.Order("outcome:N", sort="descending"),
                tooltip=["title", "outcome", "n"],
            )
        )
        text = alt.Chart(holds).encode(y=y)
        titles = text.mark_text(align="left", dy=-5, limit=width - 75).encode(
            x=alt.value(0), text="title:N"
        )
        counts = text.mark_text(align="right", dy=-5, color=theme.MUTED).encode(
            x=alt.value("width"), text="label:N"
        )
        return (bars + titles + counts).properties(width=width, height=alt.Step(38))

    return draw
