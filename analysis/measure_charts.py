"""Charts of what is measured: tone, readability, relation, evaluation."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from analysis import theme
from analysis.charts import PANEL_GAP, PHONE, Drawing, panels, pieces_axis, plot_width

GRADES = {
    "flesch_kincaid_grade": "Flesch–Kincaid",
    "gunning_fog": "Gunning fog",
    "coleman_liau_index": "Coleman–Liau",
    "automated_readability_index": "ARI",
}

_GAPS = alt.Scale(paddingInner=0.15)  # so that neighbouring tiles can be counted


def tone_strip(sentences: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """The tone of every sentence, a row for each voice, its mean as a tick.

    Columns piece, row, layer, tone_masked, read_as (`as meant` or `ironic`).
    """

    def draw(width: int) -> alt.LayerChart:
        y = pieces_axis(names)
        offset = alt.YOffset("row:N", sort=["author", "excerpt"])
        colour = alt.Color(
            "layer:N",
            scale=theme.scale(theme.LAYER, sentences["layer"]),
            legend=alt.Legend(title=None, symbolType="circle"),
        )
        x = alt.X(
            "tone_masked:Q",
            title="VADER compound of the sentence, actor names masked",
            scale=alt.Scale(domain=[-1, 1]),
            axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1], format="+.1f"),
        )
        base = alt.Chart(sentences)
        dots = base.mark_circle(size=42, opacity=0.55).encode(
            x=x,
            y=y,
            yOffset=offset,
            color=colour,
            tooltip=["piece", "layer", "tone_masked", "text"],
        )
        ironic = (
            base.transform_filter("datum.read_as == 'ironic'")
            .mark_point(size=130, filled=False, strokeWidth=1.6, shape="diamond")
            .encode(x=x, y=y, yOffset=offset, color=alt.value(theme.INK))
        )
        means = base.mark_tick(thickness=3, size=16, color=theme.INK).encode(
            x=alt.X("mean(tone_masked):Q"), y=y, yOffset=offset
        )
        return (dots + ironic + means).properties(
            width=plot_width(width), height=alt.Step(24)
        )

    return draw


def grade_ranges(grades: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """School grade of each voice by four formulas: the range, and each as a mark.

    Columns piece, voice, formula, grade.
    """
    voices = theme.in_order(grades["voice"], theme.LAYER)

    def draw(width: int) -> alt.LayerChart:
        y = pieces_axis(names)
        offset = alt.YOffset("voice:N", sort=voices)
        colour = alt.Color(
            "voice:N",
            scale=theme.scale(theme.LAYER, voices),
            legend=alt.Legend(title=None, symbolType="circle"),
        )
        base = alt.Chart(grades)
        ranges = base.mark_rule(strokeWidth=2).encode(
            x=alt.X(
                "min(grade):Q",
                title="US school grade",
                scale=alt.Scale(zero=False, nice=True),
            ),
            x2="max(grade):Q",
            y=y,
            yOffset=offset,
            color=colour,
        )
        marks = base.mark_point(size=55, filled=True, opacity=1).encode(
            x="grade:Q",
            y=y,
            yOffset=offset,
            color=colour,
            shape=alt.Shape(
                "formula:N",
                sort=list(GRADES.values()),
                scale=alt.Scale(
                    domain=list(GRADES.values()),
                    range=["circle", "square", "triangle-up", "diamond"],
                ),
                legend=alt.Legend(title=None, symbolFillColor=theme.INK),
            ),
            tooltip=["piece", "voice", "formula", alt.Tooltip("grade:Q", format=".1f")],
        )
        return (ranges + marks).properties(width=plot_width(width), height=alt.Step(16))

    return draw


def relation_strip(sentences: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """One tile for each sentence of a piece in order, coloured by relation.

    Columns piece, place (1, 2 … in the piece), relation.
    """
    most = int(sentences["place"].max())

    def draw(width: int) -> alt.Chart:
        return (
            alt.Chart(sentences)
            .mark_rect(strokeWidth=1)
            .encode(
                x=alt.X(
                    "place:O",
                    scale=_GAPS,
                    title="sentence, from first to last",
                    axis=alt.Axis(
                        values=[1, *range(5, most + 1, 5)], labelAngle=0, ticks=False
                    ),
                ),
                y=pieces_axis(names).scale(paddingInner=0.2),
                **_relation_colours(sentences["relation"]),
                tooltip=["piece", "place", "layer", "relation", "text"],
            )
            .properties(width=plot_width(width), height=alt.Step(38))
        )

    return draw


def relation_rows(tiles: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """The coded relation of a sentence above what the program finds, tile by tile.

    Columns piece, place, reader (`coded` or `program`), relation.
    """

    def draw(width: int) -> alt.FacetChart:
        return (
            alt.Chart(tiles)
            .mark_rect(strokeWidth=1)
            .encode(
                x=alt.X("place:O", scale=_GAPS, title=None, axis=None),
                y=alt.Y("reader:N", sort=["coded", "program"], scale=_GAPS, title=None),
                **_relation_colours(tiles["relation"]),
                tooltip=["piece", "sentence", "reader", "relation", "text"],
            )
            .properties(width=plot_width(width) + 40, height=alt.Step(22))
            .facet(row=panels(names), spacing=PANEL_GAP)
        )

    return draw


def evaluation_bars(counts: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """How many sentences judge an actor, against to the left and for to the right.

    Columns piece, actor, voice, signed (negative for sentences against).
    """
    colours = theme.LAYER | {"quoted": theme.KIND["direct"]}
    reach = int(counts["signed"].abs().max()) + 1

    def draw(width: int) -> alt.FacetChart:
        columns = 1 if width < PHONE else 2
        panel = plot_width(width) if columns == 1 else (width - 190) // 2
        return (
            alt.Chart(counts)
            .mark_bar(height=16)
            .encode(
                x=alt.X(
                    "signed:Q",
                    title="sentences: against ← → for",
                    scale=alt.Scale(domain=[-reach, reach]),
                    axis=alt.Axis(
                        tickMinStep=1, labelExpr="format(abs(datum.value), 'd')"
                    ),
                ),
                y=pieces_axis(names),
                color=alt.Color(
                    "voice:N", scale=theme.scale(colours, counts["voice"]), title=None
                ),
                tooltip=["piece", "actor", "voice", "signed"],
            )
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
            )
        )

    return draw


def _relation_colours(present: pd.Series) -> dict[str, alt.SchemaBase]:
    """A filled tile for a relation, an empty one for none, so that none recedes."""
    colours = theme.RELATION | {"none": theme.GROUND}
    edges = theme.RELATION | {"none": theme.AXIS}
    return {
        "fill": alt.Fill("relation:N", scale=theme.scale(colours, present), title=None),
        "stroke": alt.Stroke(
            "relation:N", scale=theme.scale(edges, present), title=None
        ),
    }
