"""How the charts are drawn: from rows to an Altair chart of a width in pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.starter.figures import BLUE, GREY, INK, ORANGE, WIDE, import_altair

MOST_ROWS = 40  # of a chart; its table has them all
QUOTED, REPORTED = "in quotation marks", "reported"
HOLLOW = "transparent"
_MOST_DOTS = {True: 15, False: 30}  # in a row, on a narrow page and on a wide one
_ON_A_MARK = "white"
_SHAPES = {"author": (BLUE, "circle"), "excerpt": (ORANGE, "triangle-up")}


def unit_dots(dots: pd.DataFrame, names: Sequence[str], most: int, width: int) -> Any:
    """A row of dots for each source; where they would not fit, bars.

    Columns source, said (`QUOTED` or `REPORTED`), place (1, 2 … within the source).
    """
    alt = import_altair()
    fill = alt.Fill(
        "said:N",
        scale=alt.Scale(domain=[QUOTED, REPORTED], range=[BLUE, HOLLOW]),
        legend=alt.Legend(title=None, symbolType="circle", symbolStrokeColor=BLUE),
    )
    base = alt.Chart(dots).encode(
        y=alt.Y("source:N", sort=list(names), title=None), fill=fill
    )
    whole = alt.Axis(tickMinStep=1, format="d")
    if most > _MOST_DOTS[width < WIDE]:
        marks = base.mark_bar(height=12, stroke=BLUE, strokeWidth=1)
        x = alt.X("count():Q", title="attributions", axis=whole)
    else:
        marks = base.mark_point(size=90, shape="circle", stroke=BLUE, strokeWidth=2)
        scale = alt.Scale(domain=[0, max(5, most) + 0.5], nice=False)
        title = "attributions, a dot each"
        x = alt.X("place:Q", title=title, scale=scale, axis=whole)
    return marks.encode(x=x).properties(height=alt.Step(24))


def bars(rows: Sequence[Sequence[Any]], unit: str, width: int) -> Any:
    """A bar for each row, the first cell its name and the second its length."""
    frame = pd.DataFrame([row[:2] for row in rows[:MOST_ROWS]], columns=["name", "n"])
    n_ticks = min(10, int(frame["n"].max())) if len(frame) else 1  # whole numbers
    alt = import_altair()
    base = alt.Chart(frame).encode(
        x=alt.X("n:Q", title=unit, axis=alt.Axis(tickCount=n_ticks, format="d")),
        y=alt.Y("name:N", sort=list(frame["name"]), title=None),
    )
    parts = base.mark_bar(color=BLUE, height=14)
    numbers = base.mark_text(align="left", dx=4, color=INK).encode(text="n:Q")
    return (parts + numbers).properties(height=alt.Step(22))


def tone_ticks(
    ticks: pd.DataFrame, means: pd.DataFrame, pieces: Sequence[str], width: int
) -> Any:
    """A tick a sentence and a mark a mean, a row an article."""
    alt = import_altair()
    x = alt.X(
        "tone:Q",
        title="tone, −1 (negative) to 1 (positive)",
        scale=alt.Scale(domain=[-1, 1]),
        axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1]),
    )
    y = alt.Y("piece:N", sort=list(pieces), title=None)
    shown = ticks[ticks["piece"].isin(pieces)]
    voices = [voice for voice in _SHAPES if (means["voice"] == voice).any()]
    shapes = [_SHAPES[voice] for voice in voices]
    domain = {"domain": voices}
    marks = (
        alt.Chart(shown)
        .mark_tick(color=GREY, height=16, thickness=1.5, opacity=0.6)
        .encode(x=x, y=y)
    )
    points = (
        alt.Chart(means[means["piece"].isin(pieces)])
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "voice:N",
                scale=alt.Scale(**domain, range=[colour for colour, _ in shapes]),
                title="mean of",
            ),
            shape=alt.Shape(
                "voice:N",
                scale=alt.Scale(**domain, range=[shape for _, shape in shapes]),
                title="mean of",
            ),
        )
    )
    return (marks + points).properties(height=alt.Step(34))


def grade_ranges(
    frame: pd.DataFrame, first: str, pieces: Sequence[str], width: int
) -> Any:
    """The grades of each article: a line, a tick a formula, a dot for the `first`."""
    shown = frame[frame["piece"].isin(pieces)]
    alt = import_altair()
    y = alt.Y("piece:N", sort=list(pieces), title=None)
    x = alt.X("grade:Q", title="US school grade (years)", scale=alt.Scale(zero=False))
    base = alt.Chart(shown).encode(y=y)
    lines = base.mark_rule(strokeWidth=2, opacity=0.5, color=GREY).encode(
        x=alt.X("min(grade):Q", title="US school grade (years)"), x2="max(grade):Q"
    )
    ticks = base.mark_tick(color=GREY, height=14, thickness=2).encode(x=x)
    dots = (
        base.transform_filter(f"datum.formula == '{first}'")
        .mark_circle(size=110, color=BLUE, opacity=1)
        .encode(x=x)
    )
    return (lines + ticks + dots).properties(height=alt.Step(30))


def stacks(
    frame: pd.DataFrame, unit: str, colours: Mapping[str, str], stroke: str, width: int
) -> Any:
    """A bar a row, cut by kind; each part has its number where there is room."""
    pieces = list(dict.fromkeys(frame["piece"]))[:MOST_ROWS]
    shown = frame[frame["piece"].isin(pieces) & (frame["n"] > 0)]
    longest = max(1, shown.groupby("piece")["n"].sum().max())
    hollow = [kind for kind, colour in colours.items() if colour == HOLLOW]
    alt = import_altair()
    room = longest * 30 / (width - (140 if width < WIDE else 240))
    base = alt.Chart(shown).encode(
        y=alt.Y("piece:N", sort=pieces, title=None), order="place:Q"
    )
    x = alt.X(
        "n:Q", title=unit, stack="zero", axis=alt.Axis(tickMinStep=1, format=",d")
    )
    fill = alt.Fill(
        "kind:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(title=None, symbolStrokeColor=stroke or "transparent"),
    )
    edge = {"stroke": stroke, "strokeWidth": 1.5} if stroke else {}
    bars = base.mark_bar(height=20, **edge).encode(x=x, fill=fill)
    numbers = (
        base.transform_calculate(told=f"datum.n >= {room:.2f} ? datum.n : ''")
        .mark_text()
        .encode(
            x=alt.X("n:Q", stack="zero", bandPosition=0.5),
            text="told:N",
            color=alt.condition(
                alt.FieldOneOfPredicate("kind", hollow),
                alt.value(INK),
                alt.value(_ON_A_MARK),
            ),
        )
    )
    return (bars + numbers).properties(height=alt.Step(30))
