"""Tables to charts: one function a picture, each a drawing for any width.

Every function is a `Drawing`: of the table that is published beside the chart, and the
width of the page in pixels, it makes the Altair chart.  Pieces stand in the order of
their dates, oldest first; a relation has one colour throughout (`theme.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import altair as alt
import pandas as pd

from report import theme
from report.labels import pieces, without_year

Drawing = Callable[[pd.DataFrame, int], alt.TopLevelMixin]
Layers = alt.LayerChart | alt.FacetChart

PHONE = 480  # below this width labels get less room


def plot_width(width: int) -> int:
    """The width left for marks beside the names of the pieces."""
    return width - (130 if width < PHONE else 150)


def in_pixels(width: float, height: float, x: str, y: str) -> dict[str, Any]:
    """The channels of two fields in pixels, counted from the upper left corner."""
    across = alt.Scale(domain=[0, width], nice=False)
    down = alt.Scale(domain=[0, height], nice=False, reverse=True)
    return {
        "x": alt.X(f"{x}:Q", axis=None, scale=across),
        "y": alt.Y(f"{y}:Q", axis=None, scale=down),
    }


def pieces_axis() -> alt.Y:
    """A row for each piece, oldest first."""
    return alt.Y("piece:N", sort=list(pieces().values()), title=None)


def tips(fields: str) -> list[alt.Tooltip]:
    """What a mark tells: fields, each with the format of its number, if any.

    >>> tips("piece tone:.1f")[1].to_dict()
    {'field': 'tone', 'format': '.1f', 'type': 'quantitative'}
    """
    parts = (field.partition(":") for field in fields.split())
    return [
        alt.Tooltip(f"{n}:Q", format=how) if how else alt.Tooltip(n)
        for n, _, how in parts
    ]


def either(test: str, yes: Any, no: Any) -> Any:
    """One value for the marks that pass a test, another for the rest."""
    return alt.condition(test, alt.value(yes), alt.value(no))


def spoken_bars(quotes: pd.DataFrame, width: int) -> Layers:
    """Quoted words by the side of whoever speaks them; each quote a stretch of a bar.

    Columns text, piece, side, who, n_words, number (1, 2 … along the bar).
    """
    sides = list(dict.fromkeys(quotes["side"]))
    longest = int(quotes.groupby("side")["n_words"].sum().max())
    room = f"datum.n_words > {longest * 52 / (width - 20):.0f}"
    side = alt.Y("side:N", sort=sides, axis=None)
    base = alt.Chart(quotes).encode(y=side, order=alt.Order("number:O"))
    bars = base.mark_bar(height=26, yOffset=11, stroke=theme.GROUND, strokeWidth=2)
    stretches = bars.encode(
        x=alt.X("n_words:Q", title="words in quotation marks", stack="zero"),
        fill=either("datum.side == 'Iranian'", theme.INK, theme.ACCENT),
        tooltip=tips("text piece who n_words"),
    )
    speakers = (
        base.transform_calculate(last=f"{room} ? datum.label : ''")
        .mark_text(aria=False, color=theme.on(theme.ACCENT), dy=11)
        .encode(
            x=alt.X("n_words:Q", stack="zero", bandPosition=0.5),
            text=alt.Text("last:N"),
        )
    )
    heads = (
        alt.Chart(quotes)
        .transform_aggregate(total="sum(n_words)", groupby=["side"])
        .transform_calculate(head="datum.side + ': ' + datum.total + ' words'")
        .mark_text(align="left", dy=-13, fontWeight="bold", aria=False)
        .encode(y=alt.Y("side:N", sort=sides), x=alt.value(0), text=alt.Text("head:N"))
    )
    return (stretches + speakers + heads).properties(width=width, height=alt.Step(60))


def tie_ladder(ties: pd.DataFrame, width: int) -> Layers:
    """The words that tie a party to a third, tightest on top; a column for each year.

    Columns text, piece, year, kind, word, slot (1, 2 … within year and kind).
    """
    kinds = {
        "command": ("orders", theme.RELATION["confrontation"]),
        "support": ("help", theme.INK),
        "association": ("nearness", theme.MUTED),
    }
    years = list(dict.fromkeys(ties["year"]))
    steps = ties.groupby("kind")["slot"].max().reindex(list(kinds)).fillna(1)
    tops = steps.cumsum().shift(fill_value=0)

    left = 66 if width < PHONE else 110
    column = (width - left) / len(years)
    height = float(steps.sum()) * 24 + len(kinds) * 14 + 34

    def row(kind: str, slot: float) -> float:
        return 34 + list(kinds).index(kind) * 14 + (tops[kind] + slot - 0.5) * 24

    placed = ties.assign(
        x=[left + years.index(year) * column for year in ties["year"]],
        y=list(map(row, ties["kind"], ties["slot"])),
        shown="“" + ties["word"] + "”",
    )
    at = in_pixels(width, height, "x", "y")
    words = (
        alt.Chart(placed)
        .mark_text(align="left", fontSize=14, fontWeight="bold")
        .encode(
            **at,
            text=alt.Text("shown:N"),
            color=alt.Color("kind:N", legend=None).scale(
                domain=list(kinds), range=[colour for _, colour in kinds.values()]
            ),
            tooltip=tips("text piece kind"),
        )
    )
    heads: list[tuple[float, float, str]] = [
        (left + n * column, 8, year) for n, year in enumerate(years)
    ]
    heads += [(0, row(kind, 1), name) for kind, (name, _) in kinds.items()]
    names = (
        alt.Chart(pd.DataFrame(heads, columns=["x", "y", "name"]))
        .mark_text(align="left", color=theme.MUTED, aria=False)
        .encode(**at, text=alt.Text("name:N"))
    )
    heights = [row(kind, 0) - 1 for kind in kinds]
    lines = pd.DataFrame({"x": 0, "x2": width, "y": heights})
    rungs = (
        alt.Chart(lines)
        .mark_rule(color=theme.GRID, strokeWidth=2, aria=False)
        .encode(**at, x2=alt.X2("x2:Q"))
    )
    return (rungs + words + names).properties(width=width, height=height)


def tone_dots(sentences: pd.DataFrame, width: int) -> Layers:
    """The tone of each sentence, a row a piece; filled where it is not meant.

    Columns text, piece, tone (-1 to 1), meant (`as meant` or `mocking`).
    """
    mocking = theme.RELATION["confrontation"]
    base = alt.Chart(sentences).encode(
        x=alt.X("tone:Q", title="tone by VADER, from −1 to 1")
        .scale(domain=[-1, 1])
        .axis(values=[-1, -0.5, 0, 0.5, 1]),
        y=pieces_axis(),
    )
    dots = base.mark_point(size=90, strokeWidth=1.5, stroke=theme.INK).encode(
        fill=alt.Fill("meant:N")
        .scale(domain=["as meant", "mocking"], range=[theme.GROUND, mocking])
        .legend(title=None, symbolType="circle", symbolStrokeColor=theme.INK),
        tooltip=tips("text piece tone:+.2f meant"),
    )
    return dots.properties(width=plot_width(width), height=alt.Step(40))


def rank_lines(ranks: pd.DataFrame, width: int) -> Layers:
    """Where each piece stands by each lexicon, darkest on top; a line for each piece.

    The piece that most lexicons call the darkest stands out.

    Columns piece, lexicon, rank (1 for the darkest), mean_tone.
    """
    lexicons = list(dict.fromkeys(ranks["lexicon"]))
    short = ranks.assign(name=ranks["piece"].map(without_year))
    darkest = short.loc[short["rank"] == 1, "name"].mode()[0]

    # Free places to the right, for the names of the pieces.
    narrow = width < PHONE
    free = ["", " "] if narrow else [""]
    ends = alt.Axis(values=[1, 5], title=None, grid=False, domain=False)
    ends.labelExpr = "datum.value == 1 ? 'darkest' : 'brightest'"
    in_lines = "split(replace(datum.label, '–', '– '), ' ')"
    base = alt.Chart(short).encode(
        x=alt.X("lexicon:N", sort=lexicons, title=None)
        .axis(orient="top", labelAngle=0, labelExpr=in_lines)
        .scale(type="point", padding=0.2, domain=[*lexicons, *free]),
        y=alt.Y("rank:Q", axis=None if narrow else ends).scale(
            reverse=True, domain=[0.7, 5.3], nice=False
        ),
    )
    strong = either(f"datum.name == '{darkest}'", theme.ACCENT, theme.AXIS)
    lines = base.mark_line(strokeWidth=2.5).encode(
        detail=alt.Detail("piece:N"), color=strong
    )
    dots = base.mark_point(size=70).encode(
        color=strong, tooltip=tips("piece lexicon mean_tone:+.3f rank")
    )
    names = (
        base.transform_filter(f"datum.lexicon == '{lexicons[-1]}'")
        .mark_text(align="left", dx=10, aria=False)
        .encode(text=alt.Text("name:N"))
    )
    return (lines + dots + names).properties(width=width, height=230)


def grade_lengths(grades: pd.DataFrame, width: int) -> Layers:
    """The grade of each piece over the mean length of its sentences.

    Columns piece, words_per_sentence, grade.
    """
    rank = grades["words_per_sentence"].rank().astype(int) - 1
    named = grades.assign(
        name=grades["piece"].map(without_year), side=rank.clip(upper=2)
    )
    length = alt.X("words_per_sentence:Q", title="words in a sentence, on average")
    grade = alt.Y("grade:Q", title="Flesch–Kincaid grade")
    base = alt.Chart(named).encode(
        x=length.scale(zero=False, padding=84), y=grade.scale(zero=False, padding=16)
    )
    dots = base.mark_point(size=90, color=theme.ACCENT).encode(
        tooltip=tips("piece words_per_sentence:.1f grade:.1f")
    )
    # Neighbours on three sides of their dots, so that no two names meet.
    sides: list[tuple[Literal["left", "center", "right"], int, int]] = [
        ("right", -10, 0),
        ("center", 0, 17),
        ("center", 0, -13),
    ]
    words = [
        base.transform_filter(f"datum.side == {n}")
        .mark_text(align=align, dx=dx, dy=dy, aria=False)
        .encode(text=alt.Text("name:N"))
        for n, (align, dx, dy) in enumerate(sides)
    ]
    return alt.layer(dots, *words).properties(height=260)


def grade_range_bars(grades: pd.DataFrame, width: int) -> Layers:
    """The grade of each piece under every choice: a line from lowest to highest.

    Columns piece, formula, voice, quotes, grade, primary.  Each choice is a tick, the
    report's own a dot.
    """
    graded = grades.dropna(subset=["grade"])
    grade = alt.X("grade:Q", title="US school grade").scale(zero=False, padding=8)
    base = alt.Chart(graded).encode(y=pieces_axis())
    ranges = base.mark_rule(strokeWidth=3, color=theme.AXIS).encode(
        x=alt.X("min(grade):Q", title="US school grade"), x2=alt.X2("max(grade):Q")
    )
    choices = base.mark_tick(size=14, thickness=1.5, color=theme.MUTED).encode(
        x=grade, tooltip=tips("piece formula voice quotes grade:.1f")
    )
    first = (
        base.transform_filter("datum.primary")
        .mark_circle(size=90, color=theme.ACCENT, opacity=1)
        .encode(x=grade)
    )
    return (ranges + choices + first).properties(
        width=plot_width(width), height=alt.Step(34)
    )


def agreement_dots(table: pd.DataFrame, width: int) -> Layers:
    """How far three passes agree on each variable, with the interval of alpha.

    Columns variable, alpha, alpha_low, alpha_high, raw, all up to 1.
    """
    order = list(table["variable"])
    base = alt.Chart(table).encode(y=alt.Y("variable:N", sort=order, title=None))
    intervals = base.mark_rule(strokeWidth=2, color=theme.AXIS).encode(
        x=alt.X("alpha_low:Q", title="Krippendorff’s alpha")
        .scale(domain=[0, 1.02], nice=False)
        .axis(values=[0, 0.5, 0.8, 1], format=".1f"),
        x2=alt.X2("alpha_high:Q"),
    )
    dots = base.mark_point(size=70, color=theme.ACCENT).encode(
        x=alt.X("alpha:Q"), tooltip=tips("variable alpha:.2f n_units n_same")
    )
    return (intervals + dots).properties(width=plot_width(width), height=alt.Step(24))


def confusion_tiles(cells: pd.DataFrame, width: int) -> Layers:
    """A confusion matrix as numbers on tiles: rows as coded, columns as found.

    Columns coded, found, n (1 or more; a cell without sentences has no tile).
    """
    order = theme.in_order([*cells["coded"], *cells["found"]], theme.RELATION)
    same = "datum.coded == datum.found"
    spread: dict[str, Any] = {
        "sort": order,
        "scale": alt.Scale(domain=order, paddingInner=0.15),
    }
    found = alt.X("found:N", title="by the program", **spread)
    base = alt.Chart(cells).encode(
        x=found.axis(labelAngle=-40 if width < PHONE else 0, orient="top"),
        y=alt.Y("coded:N", title="as coded", **spread),
    )
    tiles = base.mark_rect(strokeWidth=1.5).encode(
        fill=either(same, theme.ACCENT, theme.GROUND),
        stroke=alt.value(theme.ACCENT),
        tooltip=tips("coded found n"),
    )
    numbers = base.mark_text(fontSize=14).encode(
        text=alt.Text("n:Q"), color=either(same, theme.GROUND, theme.INK)
    )
    return (tiles + numbers).properties(width=plot_width(width), height=alt.Step(34))


def reliability_dots(table: pd.DataFrame, width: int) -> Layers:
    """How often answers were right, by how sure they were, beside a perfect diagonal.

    Columns decides, confidence and right (0 to 1), n.
    """
    kinds = list(dict.fromkeys(table["decides"]))
    shapes = alt.Scale(domain=kinds, range=["circle", "square", "diamond"])
    colours = alt.Scale(domain=kinds, range=[theme.ACCENT, theme.INK, theme.MUTED])
    perfect = pd.DataFrame({"confidence": [0.0, 1.0], "right": [0.0, 1.0]})
    share: dict[str, Any] = {
        "scale": alt.Scale(domain=[0, 1]),
        "axis": alt.Axis(format="%", tickCount=5),
    }
    at: dict[str, Any] = {
        "x": alt.X("confidence:Q", title="how sure", **share),
        "y": alt.Y("right:Q", title="right", **share),
    }
    line = alt.Chart(perfect).mark_line(color=theme.MUTED, strokeDash=[4, 4])
    dots = alt.Chart(table).mark_point(filled=True, opacity=1, strokeWidth=1.5)
    sized = dots.encode(
        **at,
        size=alt.Size("n:Q", scale=alt.Scale(range=[25, 500]), legend=None),
        shape=alt.Shape("decides:N", scale=shapes, title=None),
        color=alt.Color("decides:N", scale=colours, title=None),
        tooltip=tips("decides low high n confidence right"),
    )
    side = min(width - 90, 360)
    return (line.encode(**at) + sized).properties(width=side, height=side)
