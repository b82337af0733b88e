"""Words and signs on the marks of a chart, so that colour never says it alone."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from report import theme

LAYER_NAME = "replace(datum.layer, '_', ' ')"


def words_on(
    base: alt.Chart,
    field: str,
    colours: Mapping[str, str],
    words: str,
    where: str,
    *,
    channel: str = "fill",
    dy: int = 0,
) -> alt.Chart:
    """Words on the marks of a chart, so that colour never says it alone.

    `words` is a Vega expression for them, `where` one for the marks that have room;
    `colours` are those of the marks by the values of `field`.  `channel` is the one of
    `fill` and `color` that the marks do not use, `dy` how far below their middle.
    """
    colour = {"fill": alt.Fill, "color": alt.Color}[channel](
        f"{field}:N",
        scale=alt.Scale(
            domain=list(colours),
            range=[theme.on(colour) for colour in colours.values()],
        ),
        legend=None,
    )
    return (
        # No filter: what has no words still takes its place in a stack.
        base.transform_calculate(words=f"{where} ? {words} : ''")
        .mark_text(aria=False, fontSize=11, dy=dy)
        .encode(text="words:N", **{channel: colour})
    )


def relation_signs(base: alt.Chart, more: str = "''") -> alt.Chart:
    """The sign of each relation on its tile, and what the expression `more` gives."""
    relations = {name: theme.RELATION[name] for name in theme.SIGN if name != "none"}
    return words_on(
        base,
        "relation",
        relations,
        f"({_signs('relation', '{sign}')}'') + {more}",
        "datum.relation != 'none'",
        channel="color",
    )


def relation_legend() -> alt.Legend:
    """The legend of the relations, each with its sign."""
    signs = _signs("label", "{sign} {name}")
    return alt.Legend(title=None, labelExpr=f"{signs}datum.label")


def _signs(field: str, words: str) -> str:
    """A Vega expression that tells relations apart, but for its last choice."""
    return "".join(
        f"datum.{field} == '{name}' ? '{words.format(name=name, sign=sign)}' : "
        for name, sign in theme.SIGN.items()
        if sign
    )
