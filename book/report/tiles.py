"""Texts as pictures: a tile for each sentence, in reading order.

A tile is coloured by what its sentence says of the two countries; it is hatched where
that is only possible or planned, has a wave over it where it is mocked, and is paler
where one of three passes of the coding differs.  The sign on it is that of its colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple

import altair as alt
import pandas as pd

from analysis.tabular.files import Tables
from report import theme
from report.charts import PHONE, Layers, either, in_pixels, tips
from report.coding import with_codes
from report.labels import RELATIONS, VOICES, pieces, records, with_piece, with_year

GAP = 3  # px between tiles
ROOM = 12  # px, from which a tile has room for its sign
FLAT = 9  # px, the height of a tile whose sentence says nothing of the two
TEXT = 12  # px, the smallest that is read
PHONE_ROW = 16  # tiles in a row there
ADVANCE = 6.4  # px a character of it takes on average, with room to spare
_LINES: dict[str, Any] = {"filled": False, "aria": False}
_WAVE = "M-1,0C-.5,-.9,-.5,-.9,0,0C.5,.9,.5,.9,1,0"

_TOOLTIP = ["text", "piece", "place", "voice", "relation", "reality", "tone", "agreed"]


class Label(NamedTuple):
    """A line of text on a drawing, at pixels from its upper left corner."""

    x: float
    y: float
    label: str
    colour: str = theme.INK
    weight: Literal["normal", "bold"] = "normal"
    align: Literal["left", "center", "right"] = "left"
    size: int = TEXT


def sentence_tiles(tables: Tables) -> pd.DataFrame:
    """One row a sentence of the pieces: what a tile is drawn from.

    Columns text, piece, place, layer, voice (`writer`, `display`, `report` or a
    source), relation, reality, tone, agreed (`3 of 3`), passages.
    """
    both = with_codes(tables)
    names = ("voice", "relation", "reality", "tone")
    both = both.assign(agreed=both["coded_relation_votes"].astype(str) + " of 3")
    both = both.drop(columns=["relation", "tone"]).rename(
        columns={f"coded_{name}": name for name in names}
    )
    columns = ["article", "text", "place", "layer", *names, "agreed", "anchors"]
    return with_piece(both[columns])


def placed(
    rows: pd.DataFrame, x: Any, y: Any, wide: float, high: float
) -> pd.DataFrame:
    """The rows with the corners and the middle of their tiles, in pixels."""
    # What says nothing of the two lies low.
    top = y + (high - FLAT) * rows["relation"].eq("none")
    return rows.assign(
        x=x,
        x2=x + wide,
        y=top,
        y2=y + high,
        mx=x + wide / 2,
        my=y + high / 2,
        over=top - 7,
    )


def hatching(ratio: float) -> str:
    """The path of two diagonal lines inside a tile 2 wide and 2 × `ratio` high.

    >>> hatching(1)
    'M-1,0.333L0.333,-1M-0.333,1L1,-0.333'
    """
    parts = []
    for c in (-(1 + ratio) / 3, (1 + ratio) / 3):  # y = c - x
        left, right = max(-1.0, c - ratio), min(1.0, c + ratio)
        parts.append(f"M{left:.3g},{c - left:.3g}L{right:.3g},{c - right:.3g}")
    return "".join(parts)


def tiles(rows: pd.DataFrame, width: float, height: float) -> Layers:
    """The tiles of `placed` rows: fill, hatching and wave."""
    wide, high = (float((rows[f"{a}2"] - rows[a]).max()) for a in "xy")
    base = alt.Chart(rows).encode(**in_pixels(width, height, "mx", "my"))
    fill = base.mark_rect(strokeWidth=1).encode(
        **in_pixels(width, height, "x", "y"),
        x2=alt.X2("x2:Q"),
        y2=alt.Y2("y2:Q"),
        fill=alt.Fill("relation:N", scale=theme.scale(theme.RELATION), legend=None),
        # Pale inside, but with an edge that stands out from the ground.
        fillOpacity=either("datum.agreed == '3 of 3'", 1, 0.4),
        stroke=alt.Stroke("relation:N", scale=theme.scale(theme.RELATION), legend=None),
        tooltip=[alt.Tooltip(name) for name in _TOOLTIP if name in rows],
    )
    hatched = base.transform_filter("datum.reality != '' && datum.reality != 'fact'")
    lines = hatched.mark_point(
        shape=hatching(high / wide),
        size=wide**2,
        stroke=theme.GROUND,
        strokeWidth=1.5,
        **_LINES,
    )
    mocked = base.transform_filter("datum.tone == 'ironic'")
    waves = mocked.mark_point(
        shape=_WAVE, size=min(wide, 15) ** 2, stroke=theme.INK, strokeWidth=2, **_LINES
    ).encode(**in_pixels(width, height, "mx", "over"))
    signs = _signs(rows) if wide >= ROOM else []
    return alt.layer(fill, lines, waves, *labels(signs, width, height))


def _signs(rows: pd.DataFrame) -> list[Label]:
    """The sign of each relation on its tile, so that colour never says it alone."""
    signs = []
    for row in records(rows):
        sure = row["agreed"] == "3 of 3"
        sign, fill = theme.SIGN[row["relation"]], theme.RELATION[row["relation"]]
        colour = theme.on(fill) if sure else theme.INK
        if sign:
            signs.append(
                Label(row["mx"], row["my"], sign, colour, "bold", "center", 14)
            )
    return signs


def labels(lines: Sequence[Label], width: float, height: float) -> Iterator[alt.Chart]:
    """Lines of text on a drawing; a chart for each colour, weight, alignment, size."""
    for style in dict.fromkeys(line[3:] for line in lines):
        colour, weight, align, size = style
        some = pd.DataFrame(line[:3] for line in lines if line[3:] == style)
        yield (
            alt.Chart(some.set_axis(["x", "y", "label"], axis=1))
            .mark_text(
                align=align,
                fontWeight=weight,
                color=colour,
                aria=False,
                fontSize=size,
                baseline="middle",
            )
            .encode(**in_pixels(width, height, "x", "y"), text=alt.Text("label:N"))
        )


def legend(
    drawn: pd.DataFrame, width: float, top: float
) -> tuple[pd.DataFrame, list[Label]]:
    """What colour, hatching, wave and paleness mean: sample tiles and their words.

    The samples are rows like those of the tiles, but lead nowhere; only what is `drawn`
    is explained.
    """
    samples: list[dict[str, Any]] = [
        {"relation": name, "words": words}
        for name, words in RELATIONS.items()
        if name in set(drawn["relation"])
    ]
    for field, values, said in (
        ("reality", ("possibility", "plan"), "possible or planned"),
        ("tone", ("ironic",), "mocked"),
        ("agreed", ("2 of 3",), "less sure"),
    ):
        if drawn[field].isin(values).any():
            first = samples[0]["relation"]
            samples.append({"relation": first, field: values[0], "words": said})
    x, y = 0.0, top
    rows: list[dict[str, Any]] = []
    lines: list[Label] = []
    for sample in samples:
        room = 18 + ADVANCE * len(sample["words"]) + 16
        if x + room > width + 16:
            x, y = 0.0, y + 32
        rows.append(
            {"reality": "fact", "tone": "", "agreed": "3 of 3", "x": x, "y": y} | sample
        )
        lines.append(Label(x + 19, y + 8, sample["words"], theme.MUTED))
        x += room
    table = pd.DataFrame(rows).drop(columns="words")
    return placed(table, table["x"], table["y"], 14, 16), lines


def draw_tiles(
    rows: pd.DataFrame,
    lines: Sequence[Label],
    width: float,
    height: float,
    *more: alt.Chart,
) -> Layers:
    """Tiles, words and a legend below them as one drawing; `height` without legend."""
    samples, words = legend(rows, width, height + 18)
    whole = float(samples["y2"].max()) + 4
    return alt.layer(
        tiles(rows, width, whole),
        *more,
        tiles(samples, width, whole),
        *labels([*lines, *words], width, whole),
    ).properties(width=width, height=whole)


def reading_strips(
    rows: pd.DataFrame,
    width: int,
    answers: Mapping[str, str],
    quotes: Mapping[str, str],
) -> Layers:
    """Figure 1: each piece as a strip of tiles, with a few of its words below.

    `answers` has what the two are to each other in each piece; `quotes` words by
    piece, each of which must stand in a sentence of it.  `ValueError` for other words.
    """
    names = list(pieces().values())
    high, line = 28, 50
    # On a phone a piece wraps, as its text would.
    in_row = PHONE_ROW if width < PHONE else int(rows["place"].max())
    step = width / in_row
    lengths = rows.groupby("piece")["place"].max()
    heights = [48 + line * math.ceil(lengths[name] / in_row) for name in names]
    tops = dict(zip(names, accumulate(heights, initial=0), strict=False))
    at = placed(
        rows,
        (rows["place"] - 1) % in_row * step,
        rows["piece"].map(tops) + 36 + (rows["place"] - 1) // in_row * line,
        step - GAP,
        high,
    )
    lines = []
    for name, top in tops.items():
        lines.append(Label(0, top + 8, name, theme.INK, "bold"))
        after = 10 + len(name) * 6.6
        lines.append(Label(after, top + 8, answers[name], theme.MUTED))
    for name, quote in quotes.items():
        held = at[(at["piece"] == name) & at["text"].str.contains(quote, regex=False)]
        if held.empty:
            raise ValueError(f"{name}: no sentence has the words “{quote}”")
        x = min(float(held["x"].iloc[0]), width - ADVANCE * len(quote) - 12)
        y = float(held["y2"].iloc[0]) + 10
        lines.append(Label(max(x, 0), y, f"↑ “{quote}”"))
    return draw_tiles(at, lines, width, sum(heights))


def own_and_borrowed(rows: pd.DataFrame, width: int) -> Layers:
    """Sentences about the relationship: the writers' own to the left, others' right."""
    names = list(pieces().values())
    own = rows["voice"].isin(["writer", "display"])
    side = own.map({True: "own", False: "borrowed"})
    groups = rows.groupby([rows["piece"], side])["place"]
    n, size = groups.cumcount(), groups.transform("size")
    left = int(size[own].max())
    most = left + int(size[~own].max())
    row_height, high = 66, 24
    step = min(width / (most + 1), 30)
    middle = left * step + step / 2
    x = (middle + 6 + n * step).where(~own, middle - 6 - (size - n) * step)
    y = rows["piece"].map(names.index) * row_height + 56
    at = placed(rows, x, y, step - GAP, high)
    lines = [
        Label(middle - 8, 8, "the writers’ own", theme.MUTED, align="right"),
        Label(middle + 8, 8, "somebody else’s", theme.MUTED),
    ]
    lines += [
        Label(0, place * row_height + 30, name, theme.INK, "bold")
        for place, name in enumerate(names)
    ]
    return draw_tiles(at, lines, width, len(names) * row_height + 24)


_OWN = {name: VOICES[name] for name in ("writer", "display")}


def fingerprint_rows(tables: Tables, label: str) -> pd.DataFrame:
    """What the fingerprint of a piece is drawn from: `sentence_tiles` and two measures.

    Adds whose (`the writer`, `large type` or `somebody else`), tone_heard (VADER, names
    masked, -1 to 1) and quoted (share of the words in quotation marks, 0 to 1).
    """
    rows = sentence_tiles(tables)
    both = with_codes(tables)
    rows = rows.assign(
        whose=both["coded_voice"].map(_OWN).fillna("somebody else"),
        tone_heard=both["tone_masked"].round(4),
        quoted=both["in_quote_share"].round(4),
    )
    rows = rows[rows["piece"] == with_year(label)].drop(columns="layer")
    return rows.assign(passages=rows.pop("passages")).reset_index(drop=True)


def fingerprint(rows: pd.DataFrame, width: int) -> Layers:
    """A piece as four rows of marks: whose words, relation, tone, quotes."""
    shades = {
        "the writer": theme.INK,
        "somebody else": theme.AXIS,
        "large type": theme.GROUND,
    }
    left = 62 if width < PHONE else 84
    step = (width - left) / int(rows["place"].max())
    x = left + (rows["place"] - 1) * step
    at = placed(rows, x, 30, step - GAP, 24).assign(
        low=74 - 14 * rows["tone_heard"].clip(lower=0),
        high=74 - 14 * rows["tone_heard"].clip(upper=0),
        base=112,
        tip=112 - 18 * rows["quoted"],
        top=0,
        below=12,
        short="sentence " + rows["place"].astype(str),
    )
    height = 118.0
    _, words = legend(rows, width, height + 18)
    whole = max(word.y for word in words) + 16

    def bars(top: str, bottom: str, **mark: Any) -> alt.Chart:
        return (
            alt.Chart(at)
            .mark_rect(**mark)
            .encode(
                **in_pixels(width, whole, "x", top),
                x2=alt.X2("x2:Q"),
                y2=alt.Y2(f"{bottom}:Q"),
                tooltip=tips("text whose tone_heard quoted"),
                description=alt.Description("short:N"),
            )
        )

    whose = bars("top", "below", stroke=theme.INK, strokeWidth=1).encode(
        fill=alt.Fill("whose:N", scale=theme.scale(shades, rows["whose"])).legend(
            title=None, orient="top", columns=3, symbolStrokeColor=theme.INK
        )
    )
    rows_named = {"voice": 6, "relation": 42, "tone": 74, "quotes": 102}
    lines = [Label(0, y, name, theme.MUTED) for name, y in rows_named.items()]
    zeros = alt.Chart(pd.DataFrame({"x": [left], "x2": [width], "y": [74]}))
    zero = zeros.mark_rule(color=theme.GRID, aria=False).encode(
        **in_pixels(width, whole, "x", "y"), x2=alt.X2("x2:Q")
    )
    return draw_tiles(
        at,
        lines,
        width,
        height,
        zero,
        whose,
        bars("low", "high", color=theme.MUTED),
        bars("tip", "base", color=theme.INK),
    ).resolve_scale(fill="independent")
