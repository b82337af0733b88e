"""Tables to charts: one function a picture, each a drawing for any width.

Every function returns a `Drawing`: called with the width of the page in pixels it
gives the Altair chart.  Pieces stand in the order of their dates, oldest first; a
layer, kind or relation has one colour throughout (`theme.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import altair as alt
import pandas as pd

from analysis import theme

Drawing = Callable[[int], alt.TopLevelMixin]

_PHONE = 480  # below this width labels get less room
GRADES = {
    "flesch_kincaid_grade": "Flesch–Kincaid",
    "gunning_fog": "Gunning fog",
    "coleman_liau_index": "Coleman–Liau",
    "automated_readability_index": "ARI",
}


def piece_names(articles: pd.DataFrame) -> dict[str, str]:
    """For each article id its name in charts: label and year, in the table's order."""
    years = articles["date"].str[:4]
    return {
        article: f"{label}, {year}" if isinstance(year, str) else label
        for article, label, year in zip(
            articles["article"], articles["label"], years, strict=True
        )
    }


def named(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The table with a first column `piece`, the name of each row's article."""
    pieces = table["article"].map(names).rename("piece")
    return pd.concat([pieces, table.drop(columns="article")], axis=1)


def _plot_width(width: int) -> int:
    return width - (130 if width < _PHONE else 150)


def _pieces(names: Mapping[str, str], **options) -> alt.Y:
    return alt.Y("piece:N", sort=list(names.values()), title=None, **options)


def layer_bars(words: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """Words of each piece by layer, stacked: columns piece, layer, n_words."""
    present = theme.in_order(words["layer"], theme.LAYER)
    order = {layer: number for number, layer in enumerate(present)}
    rows = words.assign(order=words["layer"].map(order))

    def draw(width: int) -> alt.Chart:
        return (
            alt.Chart(rows)
            .mark_bar(stroke=theme.GROUND, strokeWidth=1)
            .encode(
                x=alt.X("n_words:Q", title="words", stack="zero"),
                y=_pieces(names),
                color=alt.Color(
                    "layer:N", scale=theme.scale(theme.LAYER, present), title=None
                ),
                order="order:O",
                tooltip=["piece", "layer", "n_words"],
            )
            .properties(width=_plot_width(width), height=alt.Step(34))
        )

    return draw


def voice_barcode(spans: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """Each piece from first to last word, coloured by layer, quotes as a line above.

    Columns piece, start, end (share of the piece, 0 to 1), layer; rows whose layer
    is `quoted` are the lines.
    """
    voices, quoted = (
        spans[spans["layer"] != "quoted"],
        spans[spans["layer"] == "quoted"],
    )

    def draw(width: int) -> alt.LayerChart:
        x = alt.X(
            "start:Q",
            title="from the first word of the piece to the last",
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=False),
            scale=alt.Scale(domain=[0, 1]),
        )
        bars = (
            alt.Chart(voices)
            .mark_bar(size=22, yOffset=4)
            .encode(
                x=x,
                x2="end:Q",
                y=_pieces(names),
                color=alt.Color(
                    "layer:N",
                    scale=theme.scale(theme.LAYER, voices["layer"]),
                    title=None,
                ),
                tooltip=["piece", "layer"],
            )
        )
        lines = (
            alt.Chart(quoted)
            .mark_bar(size=5, yOffset=-13, color=theme.INK)
            .encode(x=x, x2="end:Q", y=_pieces(names))
        )
        return (bars + lines).properties(width=_plot_width(width), height=alt.Step(44))

    return draw


def speaker_bars(words: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
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
            .properties(width=_plot_width(width) - 40, height=alt.Step(22))
            .facet(row=_panels(names), spacing=8)
            .resolve_scale(y="independent")
        )

    return draw


def source_dots(attributions: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """One dot for each attribution by type of source; hollow where it is unnamed.

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
                y=alt.Y("source_type:N", sort=_by_count(attributions), title=None),
                stroke=alt.value(theme.ACCENT),
                fill=alt.Fill(
                    "named:N",
                    scale=alt.Scale(
                        domain=["named", "unnamed"], range=[theme.ACCENT, theme.GROUND]
                    ),
                    legend=alt.Legend(
                        title=None, symbolStrokeColor=theme.ACCENT, symbolType="circle"
                    ),
                ),
                tooltip=["piece", "source_type", "named", "source", "cue"],
            )
            .properties(width=_plot_width(width) - 10, height=alt.Step(20))
            .facet(row=_panels(names), spacing=8)
            .resolve_scale(y="independent")
        )

    return draw


def tone_strip(sentences: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """The tone of every sentence, a row for each voice, its mean as a tick.

    Columns piece, layer, tone_masked, read_as (`as meant` or `ironic`).
    """

    def draw(width: int) -> alt.LayerChart:
        y = _pieces(names)
        offset = alt.YOffset("layer:N", sort=["author", "excerpt"])
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
            width=_plot_width(width), height=alt.Step(24)
        )

    return draw


def grade_ranges(grades: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """School grade of each voice by four formulas: the range, and each as a mark.

    Columns piece, voice, formula, grade.
    """
    voices = theme.in_order(grades["voice"], theme.LAYER)

    def draw(width: int) -> alt.LayerChart:
        y = _pieces(names)
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
        return (ranges + marks).properties(
            width=_plot_width(width), height=alt.Step(16)
        )

    return draw


def relation_strip(sentences: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """One tile for each sentence of a piece in order, coloured by relation.

    Columns piece, place (1, 2 … in the piece), relation.
    """
    most = int(sentences["place"].max())

    def draw(width: int) -> alt.Chart:
        return (
            alt.Chart(sentences)
            .mark_rect(stroke=theme.GROUND, strokeWidth=1.5)
            .encode(
                x=alt.X(
                    "place:O",
                    title="sentence, from first to last",
                    axis=alt.Axis(
                        values=[1, *range(5, most + 1, 5)], labelAngle=0, ticks=False
                    ),
                ),
                y=_pieces(names),
                color=_relation_colour(sentences["relation"]),
                tooltip=["piece", "place", "layer", "relation", "text"],
            )
            .properties(width=_plot_width(width), height=alt.Step(38))
        )

    return draw


def relation_rows(tiles: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """The coded relation of a sentence above what the program finds, tile by tile.

    Columns piece, place, reader (`coded` or `program`), relation.
    """

    def draw(width: int) -> alt.FacetChart:
        return (
            alt.Chart(tiles)
            .mark_rect(stroke=theme.GROUND, strokeWidth=1.5)
            .encode(
                x=alt.X("place:O", title=None, axis=None),
                y=alt.Y("reader:N", sort=["coded", "program"], title=None),
                color=_relation_colour(tiles["relation"]),
                tooltip=["piece", "sentence", "reader", "relation", "text"],
            )
            .properties(width=_plot_width(width) + 40, height=alt.Step(22))
            .facet(row=_panels(names), spacing=6)
        )

    return draw


def evaluation_bars(counts: pd.DataFrame, names: Mapping[str, str]) -> Drawing:
    """How many sentences judge an actor, against to the left and for to the right.

    Columns piece, actor, layer, signed (negative for sentences against).
    """
    reach = int(counts["signed"].abs().max()) + 1

    def draw(width: int) -> alt.FacetChart:
        columns = 1 if width < _PHONE else 2
        panel = _plot_width(width) if columns == 1 else (width - 190) // 2
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
                y=_pieces(names),
                color=alt.Color(
                    "layer:N",
                    scale=theme.scale(theme.LAYER, counts["layer"]),
                    title=None,
                ),
                tooltip=["piece", "actor", "layer", "signed"],
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
            .properties(width=_plot_width(width), height=alt.Step(34))
        )

    return draw


def _panels(names: Mapping[str, str]) -> alt.Row:
    return alt.Row(
        "piece:N",
        sort=list(names.values()),
        title=None,
        header=alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start"),
    )


def _relation_colour(present: pd.Series) -> alt.Color:
    return alt.Color(
        "relation:N", scale=theme.scale(theme.RELATION, present), title=None
    )


def _by_count(attributions: pd.DataFrame) -> list[str]:
    return attributions["source_type"].value_counts().index.tolist()
