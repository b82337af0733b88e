"""Charts of what is measured: tone, readability, relation, evaluation."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.charts import (
    PANEL_GAP,
    PHONE,
    Drawing,
    panels,
    pieces_axis,
    plot_width,
)
from report.mark_labels import relation_legend, relation_signs, words_on

GRADES = {
    "flesch_kincaid_grade": "Flesch–Kincaid",
    "gunning_fog": "Gunning fog",
    "coleman_liau_index": "Coleman–Liau",
    "automated_readability_index": "ARI",
}

_GAPS = alt.Scale(paddingInner=0.15)  # so that neighbouring tiles can be counted


def tone_strip(sentences: pd.DataFrame) -> Drawing:
    """The tone of every sentence, a row for each voice, its mean as a tick.

    Columns piece, row, layer, tone_masked, read_as (`as meant` or `ironic`).
    """

    def draw(width: int) -> alt.FacetChart:
        x = alt.X(
            "tone_masked:Q",
            title="VADER compound, names masked",
            scale=alt.Scale(domain=[-1, 1]),
            axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1], format="+.1f"),
        )
        y = _rows(sentences["row"])
        base = alt.Chart()
        dots = base.mark_circle(size=42).encode(
            x=x,
            y=y,
            color=alt.Color(
                "layer:N",
                scale=theme.scale(theme.LAYER, sentences["layer"]),
                legend=alt.Legend(title=None, symbolType="circle"),
            ),
            tooltip=["piece", "layer", "tone_masked", "text"],
        )
        ironic = (
            base.transform_filter("datum.read_as == 'ironic'")
            .mark_point(size=150, filled=False, strokeWidth=1.8, shape="diamond")
            .encode(
                x=x,
                y=y,
                color=alt.value(theme.INK),
                description=alt.value("coded as ironic"),
            )
        )
        means = base.mark_tick(thickness=3, size=18, color=theme.INK).encode(
            x="mean(tone_masked):Q", y=y
        )
        return _in_panels(dots + ironic + means, sentences, width)

    return draw


def grade_ranges(grades: pd.DataFrame) -> Drawing:
    """School grade of each voice by four formulas: the range, and each as a mark.

    Columns piece, voice, formula, grade.
    """

    def draw(width: int) -> alt.FacetChart:
        y = _rows(grades["voice"], "voice")
        colour = alt.Color(
            "voice:N", scale=theme.scale(theme.LAYER, grades["voice"]), legend=None
        )
        base = alt.Chart()
        ranges = base.mark_rule(strokeWidth=2).encode(
            x=alt.X(
                "min(grade):Q",
                title="US school grade",
                scale=alt.Scale(zero=False, nice=True),
            ),
            x2="max(grade):Q",
            y=y,
            color=colour,
        )
        marks = base.mark_point(size=60, filled=True, opacity=1).encode(
            x="grade:Q",
            y=y,
            color=colour,
            shape=alt.Shape(
                "formula:N",
                scale=alt.Scale(
                    domain=list(GRADES.values()),
                    range=["circle", "square", "triangle-up", "diamond"],
                ),
                legend=alt.Legend(
                    title=None,
                    symbolFillColor=theme.INK,
                    columns=2 if width < PHONE else 4,
                ),
            ),
            tooltip=["piece", "voice", "formula", alt.Tooltip("grade:Q", format=".1f")],
        )
        return _in_panels(ranges + marks, grades, width)

    return draw


def _rows(present: pd.Series, column: str = "row") -> alt.Y:
    """A row for each voice that a panel has, author first."""
    order = theme.in_order(present, theme.LAYER)
    return alt.Y(f"{column}:N", sort=order, title=None)


def _in_panels(
    layers: alt.LayerChart,
    table: pd.DataFrame,
    width: int,
) -> alt.FacetChart:
    """The layers once a piece, each panel with the rows that it has."""
    return (
        layers.properties(width=plot_width(width) + 40, height=alt.Step(22))
        .facet(row=panels(), spacing=PANEL_GAP, data=table)
        .resolve_scale(y="independent")
    )


def relation_strip(sentences: pd.DataFrame) -> Drawing:
    """One tile for each sentence of a piece in order, coloured by relation.

    Columns piece, place (1, 2 … in the piece), relation.
    """
    most = int(sentences["place"].max())

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(sentences).encode(
            x=alt.X(
                "place:O",
                scale=_GAPS,
                title="sentence, from first to last",
                axis=alt.Axis(
                    values=[1, *range(5, most + 1, 5)], labelAngle=0, ticks=False
                ),
            ),
            y=pieces_axis().scale(paddingInner=0.2),
        )
        tiles = base.mark_rect(strokeWidth=1).encode(
            **_relation_colours(sentences["relation"]),
            tooltip=["piece", "place", "layer", "relation", "text"],
        )
        return (tiles + relation_signs(base)).properties(
            width=plot_width(width), height=alt.Step(38)
        )

    return draw


def relation_rows(tiles: pd.DataFrame) -> Drawing:
    """The coded relation of a sentence above what the program finds, tile by tile.

    Columns piece, place, reader (`coded` or `program`), relation.
    """

    def draw(width: int) -> alt.FacetChart:
        base = alt.Chart().encode(
            x=alt.X("place:O", scale=_GAPS, title=None, axis=None),
            y=alt.Y("reader:N", sort=["coded", "program"], scale=_GAPS, title=None),
        )
        drawn = base.mark_rect(strokeWidth=1).encode(
            **_relation_colours(tiles["relation"]),
            tooltip=["piece", "sentence", "reader", "relation", "text"],
        )
        return (
            (drawn + relation_signs(base))
            .properties(width=plot_width(width) + 40, height=alt.Step(22))
            .facet(row=panels(), spacing=PANEL_GAP, data=tiles)
        )

    return draw


def evaluation_bars(counts: pd.DataFrame) -> Drawing:
    """How many sentences judge an actor, against to the left and for to the right.

    Columns piece, actor, voice, signed (negative for sentences against).
    """
    colours = theme.LAYER | {"quoted": theme.LAYER["pull_quote"]}
    sides = counts.groupby(["piece", "actor", counts["signed"] > 0])["n"].sum()
    reach = int(sides.max()) + 1

    def draw(width: int) -> alt.FacetChart:
        columns = 1 if width < PHONE else 2
        panel = plot_width(width) if columns == 1 else (width - 190) // 2
        x = alt.X(
            "signed:Q",
            title="sentences: against ← → for",
            scale=alt.Scale(domain=[-reach, reach]),
            axis=alt.Axis(tickMinStep=1, labelExpr="format(abs(datum.value), 'd')"),
        )
        base = alt.Chart().encode(y=pieces_axis())
        bars = base.mark_bar(height=16).encode(
            x=x,
            color=alt.Color(
                "voice:N", scale=theme.scale(colours, counts["voice"]), title=None
            ),
            tooltip=["piece", "actor", "voice", "signed"],
        )
        letters = words_on(
            base, "voice", colours, "slice(datum.voice, 0, 1)", "datum.signed != 0"
        ).encode(x=alt.X("signed:Q", stack="zero", bandPosition=0.5))
        return (
            (bars + letters)
            .properties(width=panel, height=alt.Step(26))
            .facet(
                facet=alt.Facet(
                    "actor:N",
                    sort=["toward the US", "toward Iran"],
                    title=None,
                    header=alt.Header(labelAnchor="start"),
                ),
                columns=columns,
                spacing=16,
                data=counts,
            )
        )

    return draw


def _relation_colours(present: pd.Series) -> dict[str, alt.SchemaBase]:
    """A filled tile for a relation, an empty one for none, so that none recedes."""
    colours = theme.RELATION | {"none": theme.GROUND}
    edges = theme.RELATION | {"none": theme.AXIS}
    legend = relation_legend()
    return {
        "fill": alt.Fill(
            "relation:N", scale=theme.scale(colours, present), legend=legend
        ),
        "stroke": alt.Stroke(
            "relation:N", scale=theme.scale(edges, present), legend=legend
        ),
    }
