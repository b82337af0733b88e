"""Tables to charts: one function a picture, each a drawing for any width.

Every function returns a `Drawing`: called with the width of the page in pixels it
gives the Altair chart.  Pieces stand in the order of their dates, oldest first; a
layer, kind or relation has one colour throughout (`theme.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import altair as alt
import pandas as pd

from analysis.attribution.source_types import SOURCE_TYPES
from report import theme
from report.labels import pieces
from report.mark_labels import LAYER_NAME, words_on

Drawing = Callable[[int], alt.TopLevelMixin]

PANEL_GAP = 24  # room for the name of the next panel
PHONE = 480  # below this width labels get less room


def plot_width(width: int) -> int:
    """The width left for marks beside the names of the pieces."""
    return width - (130 if width < PHONE else 150)


def pieces_axis() -> alt.Y:
    """A row for each piece, oldest first."""
    return alt.Y("piece:N", sort=list(pieces().values()), title=None)


def filled_first(
    field: str, names: Sequence[str], title: str | None = None
) -> alt.Fill:
    """Filled marks for the first of two names of a field, hollow ones for the other."""
    return alt.Fill(
        f"{field}:N",
        scale=alt.Scale(domain=list(names), range=[theme.ACCENT, theme.GROUND]),
        legend=alt.Legend(
            title=title, symbolType="circle", symbolStrokeColor=theme.ACCENT
        ),
    )


def _layer_colour(present: Iterable[str]) -> alt.Color:
    """The colour of a layer, its name written without the underscore."""
    legend = alt.Legend(title=None, labelExpr="replace(datum.label, '_', ' ')")
    return alt.Color("layer:N", scale=theme.scale(theme.LAYER, present), legend=legend)


def layer_bars(words: pd.DataFrame) -> Drawing:
    """Words of each piece by layer, stacked: columns piece, layer, n_words."""
    present = theme.in_order(words["layer"], theme.LAYER)
    order = {layer: number for number, layer in enumerate(present)}
    rows = words.assign(order=words["layer"].map(order))

    longest = int(words.groupby("piece")["n_words"].sum().max())

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(rows).encode(
            y=pieces_axis(),
            order="order:O",
        )
        bars = base.mark_bar(stroke=theme.GROUND, strokeWidth=1).encode(
            x=alt.X("n_words:Q", title="words", stack="zero"),
            color=_layer_colour(present),
            tooltip=["piece", "layer", "n_words"],
        )
        room = f"datum.n_words > {longest * 60 / plot_width(width):.0f}"
        labels = words_on(base, "layer", theme.LAYER, LAYER_NAME, room).encode(
            x=alt.X("n_words:Q", stack="zero", bandPosition=0.5)
        )
        return (bars + labels).properties(width=plot_width(width), height=alt.Step(34))

    return draw


def voice_barcode(spans: pd.DataFrame) -> Drawing:
    """Each piece from first to last word, coloured by layer, quotes as a line above.

    Columns piece, start, end (share of the piece, 0 to 1), layer; rows whose layer
    is `quoted` are the lines.
    """
    voices, quoted = (
        spans[spans["layer"] != "quoted"],
        spans[spans["layer"] == "quoted"],
    )

    def draw(width: int) -> alt.TopLevelMixin:
        x = alt.X(
            "start:Q",
            title="first word to last",
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=False),
            scale=alt.Scale(domain=[0, 1]),
        )
        bars = (
            alt.Chart(voices)
            .mark_bar(size=22, yOffset=4)
            .encode(
                x=x,
                x2="end:Q",
                y=pieces_axis(),
                color=_layer_colour(voices["layer"]),
                tooltip=["piece", "layer"],
            )
        )
        lines = (
            alt.Chart(quoted)
            .mark_bar(size=5, yOffset=-13, color=theme.INK)
            .encode(x=x, x2="end:Q", y=pieces_axis())
        )
        room = f"datum.end - datum.start > {60 / plot_width(width):.2f}"
        labels = words_on(
            alt.Chart(voices).transform_calculate(
                middle="(datum.start + datum.end) / 2"
            ),
            *("layer", theme.LAYER, LAYER_NAME, room),
            dy=4,
        ).encode(x="middle:Q", y=pieces_axis())
        return (bars + labels + lines).properties(
            width=plot_width(width), height=alt.Step(44)
        )

    return draw


def speaker_bars(words: pd.DataFrame) -> Drawing:
    """Quoted words of each speaker, by kind of quote, one panel a piece.

    Columns piece, speaker, kind, n_words.
    """

    def draw(width: int) -> alt.FacetChart:
        return (
            alt.Chart(words)
            .mark_bar(height=14)
            .encode(
                x=alt.X("n_words:Q", title="quoted words"),
                y=alt.Y("speaker:N", sort="-x", title=None),
                color=alt.Color(
                    "kind:N", scale=theme.scale(theme.KIND, words["kind"]), title=None
                ),
                tooltip=["piece", "speaker", "kind", "n_words"],
            )
            .properties(width=plot_width(width) - 40, height=alt.Step(22))
            .facet(row=panels(), spacing=PANEL_GAP)
            .resolve_scale(y="independent")
        )

    return draw


def diversity_dots(points: pd.DataFrame) -> Drawing:
    """Types of source in a piece, hollow, and how many they amount to, filled.

    Columns piece, count (`types`, `effective number`), types.
    """

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(points).encode(
            x=alt.X("types:Q", title="types of source", scale=alt.Scale(domainMin=0)),
            y=pieces_axis(),
        )
        lines = base.mark_line(color=theme.AXIS).encode(detail="piece:N")
        dots = base.mark_point(size=100, strokeWidth=2, stroke=theme.ACCENT).encode(
            fill=filled_first("count", ["effective number", "types"]),
            tooltip=["piece", "count", alt.Tooltip("types:Q", format=".1f")],
        )
        return (lines + dots).properties(width=plot_width(width), height=alt.Step(30))

    return draw


def source_dots(attributions: pd.DataFrame) -> Drawing:
    """One dot for each attribution by type of source; hollow where it is unnamed.

    Iranian officials stand out, since the chart is about how seldom they speak.

    Columns piece, source_type, named (`named` or `unnamed`), place (1, 2 … in row).
    """
    most = int(attributions["place"].max())

    def draw(width: int) -> alt.FacetChart:
        return (
            alt.Chart(attributions)
            .mark_point(size=70, strokeWidth=2)
            .encode(
                x=alt.X(
                    "place:Q",
                    title="attributions",
                    scale=alt.Scale(domain=[0.4, most + 0.6]),
                    axis=alt.Axis(tickMinStep=1, grid=False),
                ),
                y=alt.Y("source_type:N", sort=list(SOURCE_TYPES.values()), title=None),
                stroke=alt.condition(
                    f"datum.source_type == '{SOURCE_TYPES['iran_official']}'",
                    alt.value(theme.ACCENT),
                    alt.value(theme.AXIS),
                ),
                fill=alt.Fill(
                    "named:N",
                    scale=alt.Scale(
                        domain=["named", "unnamed"], range=[theme.AXIS, theme.GROUND]
                    ),
                    legend=alt.Legend(
                        title=None, symbolStrokeColor=theme.AXIS, symbolType="circle"
                    ),
                ),
                tooltip=["piece", "source_type", "named", "source", "cue"],
            )
            .properties(width=plot_width(width) - 10, height=alt.Step(20))
            .facet(row=panels(), spacing=PANEL_GAP)
            .resolve_scale(y="independent")
        )

    return draw


def agreement_bars(counts: pd.DataFrame) -> Drawing:
    """What the program found, missed and added against the reference coding.

    Columns finder, outcome (`matched`, `missed`, `added`), n.
    """
    outcomes = {
        "matched": theme.ACCENT,
        "missed": theme.AXIS,
        "added": theme.RELATION["competition"],
    }
    order = {name: number for number, name in enumerate(outcomes)}
    rows = counts.assign(order=counts["outcome"].map(order))

    def draw(width: int) -> alt.Chart:
        return (
            alt.Chart(rows)
            .mark_bar(stroke=theme.GROUND, strokeWidth=1)
            .encode(
                x=alt.X("n:Q", title="records"),
                y=alt.Y(
                    "finder:N", sort=list(dict.fromkeys(rows["finder"])), title=None
                ),
                color=alt.Color("outcome:N", scale=theme.scale(outcomes), title=None),
                order="order:O",
                tooltip=["finder", "outcome", "n"],
            )
            .properties(width=plot_width(width), height=alt.Step(34))
        )

    return draw


def panels() -> alt.Row:
    """A panel for each piece, oldest first, its name above it."""
    return alt.Row(
        "piece:N",
        sort=list(pieces().values()),
        title=None,
        header=alt.Header(
            labelAngle=0, labelOrient="top", labelAnchor="start", labelPadding=0
        ),
    )
