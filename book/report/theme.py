"""One look for every chart: the colours, and the Altair theme that uses them.

A colour has a name and two hexes, one for a light ground and one for a dark one.
Charts are drawn with the light hexes; on a page each becomes a CSS variable
(`themed`), so that dark mode and print need no second drawing.  Files keep the
light hexes.  A hex that is not listed here stays as it is on every ground.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import altair

# vl-convert carries Liberation Sans, which has the widths of Arial: text is
# measured, and drawn in files, the same on every machine.
FONT = "Arial, Liberation Sans, sans-serif"

# name: (on a light ground, on a dark ground).  Within a family any two colours
# stay apart for the common kinds of colour blindness, and each has 3:1 against
# its ground, text 4.5:1 (tests/test_figures.py computes both).
_NEUTRAL = {
    "ground": ("#FFFFFF", "#14181E"),
    "ink": ("#1C2024", "#E3E7EB"),
    "muted": ("#59616A", "#A7B0BA"),
    "axis": ("#868E97", "#757F8A"),
    "grid": ("#E1E5E9", "#2E363F"),
    "accent": ("#0F5C7A", "#6CC3DD"),
}
_LAYER = {
    "headline": ("#2A0030", "#FCFFF7"),
    "standfirst": ("#4395EB", "#57DFFF"),
    "metadata": ("#373737", "#B8B8B8"),
    "caption": ("#5C3703", "#EDD841"),
    "author": ("#0844CE", "#1F6ACB"),
    "excerpt": ("#DD5A00", "#E9722D"),
    "pull_quote": ("#A13889", "#BB6BAE"),
    "boilerplate": ("#929292", "#666666"),
    "comment": ("#06784A", "#4FB271"),
}
_RELATION = {
    "cooperation": ("#1F6FB5", "#7DB7F0"),
    "confrontation": ("#AB0023", "#FF756F"),
    "competition": ("#D08000", "#E8B830"),
    "none": ("#8F9194", "#8A9098"),
}
_KIND = {
    "direct": ("#332288", "#A79BF5"),
    "mixed": ("#7A63C9", "#7462D8"),
    "scare": ("#C2407E", "#F28AB8"),
    "title": ("#6F7A2E", "#B9C46A"),
}
# Text on a filled mark, by what is readable on its colour for a light ground and on
# that for a dark one; hexes that differ by nothing an eye sees, as each needs its own.
_ON = {
    "on-ww": ("#FEFFFF", "#FFFFFF"),
    "on-wb": ("#FFFEFF", "#000000"),
    "on-bw": ("#010000", "#FFFFFF"),
    "on-bb": ("#000100", "#000000"),
}
COLOURS: Mapping[str, tuple[str, str]] = _NEUTRAL | _LAYER | _RELATION | _KIND | _ON

# What charts use: the light hexes, by name.
GROUND, INK, MUTED, AXIS, GRID, ACCENT = (light for light, _ in _NEUTRAL.values())
LAYER = {name: light for name, (light, _) in _LAYER.items()}
RELATION = {name: light for name, (light, _) in _RELATION.items()}
KIND = {name: light for name, (light, _) in _KIND.items()}

_NAMES = {light: name for name, (light, _) in COLOURS.items()}
_HEX = re.compile(r'"(#[0-9A-F]{6})"')

# What tells relations apart where colour does not.
SIGN = {"cooperation": "+", "confrontation": "×", "competition": "≠", "none": ""}


def on(colour: str) -> str:
    """The colour for text on a mark whose colour is `colour`, one of the listed.

    >>> on(LAYER["author"])
    '#FEFFFF'
    """
    best = ["w" if luminance(side) < 0.179 else "b" for side in COLOURS[_NAMES[colour]]]
    return _ON["on-" + "".join(best)][0]


def luminance(colour: str) -> float:
    """The relative luminance of a hex, 0 (black) to 1 (white), as WCAG 2 defines it.

    0.179 has the same contrast, 4.58:1, with black and with white.

    >>> luminance("#FFFFFF")
    1.0
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue, 6)


def scale(
    colours: Mapping[str, str], present: Iterable[str] | None = None
) -> altair.Scale:
    """The Altair scale of a family, in its own order, only for what is `present`.

    >>> scale(RELATION, ["none", "cooperation"]).to_dict()["domain"]
    ['cooperation', 'none']
    """
    names = in_order(present, colours) if present is not None else list(colours)
    return altair.Scale(domain=names, range=[colours[name] for name in names])


def in_order(items: Iterable[str], order: Iterable[str]) -> list[str]:
    """The distinct `items` in the order of the list `order`; unknown ones last.

    >>> in_order(["comment", "author", "author"], ["headline", "author", "comment"])
    ['author', 'comment']
    """
    distinct = dict.fromkeys(items)
    known = [name for name in order if name in distinct]
    return known + [name for name in distinct if name not in known]


def config(narrow: bool = False) -> Any:
    """The Vega-Lite configuration; `narrow` is for phones: shorter labels and rows."""
    text = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    ink = {"labelColor": INK, "titleColor": MUTED}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None, "continuousWidth": 340, "continuousHeight": 220},
        "axis": {
            **text,
            **ink,
            "domainColor": AXIS,
            "gridColor": GRID,
            "labelLimit": 130 if narrow else 260,
            "labelSeparation": 8,
            "tickColor": AXIS,
            "tickSize": 4,
            "titlePadding": 8,
        },
        "axisDiscrete": {"domain": False, "ticks": False, "labelPadding": 8},
        "axisX": {"titleAnchor": "start"},
        "header": {
            **text,
            **ink,
            "labelFontWeight": "bold",
            "labelLimit": 320,
            "labelPadding": 4,
        },
        "legend": {
            **text,
            **ink,
            "orient": "top",
            "direction": "horizontal",
            "columns": 2 if narrow else 5,
            "labelLimit": 150,
            "offset": 8,
            "symbolType": "square",
            "titleAnchor": "start",
        },
        "title": {"anchor": "start", "color": INK, "fontSize": 13},
        "range": {"category": [ACCENT, *RELATION.values(), *KIND.values()]},
        "mark": {"color": ACCENT},
        "bar": {"color": ACCENT},
        "text": {"color": INK, "fontSize": 12},
        "rule": {"color": MUTED},
        # Opaque, or colours would not stand out as computed.
        "point": {"filled": True, "size": 60, "opacity": 1},
        "circle": {"opacity": 1},
        "tick": {"opacity": 1},
        "line": {"strokeWidth": 2},
    }


def themed(svg: str) -> str:
    """The SVG with every listed hex as a CSS variable; the hex is the fallback.

    >>> themed('<path fill="#0844CE"/>')
    '<path fill="var(--fig-author,#0844CE)"/>'
    """

    def variable(match: re.Match[str]) -> str:
        name = _NAMES.get(match[1])
        return f'"var(--fig-{name},{match[1]})"' if name else match[0]

    return _HEX.sub(variable, svg)


def stylesheet() -> str:
    """The CSS that gives the variables of `themed` their light and dark values."""
    light, dark = (
        "".join(f"--fig-{name}:{pair[side]};" for name, pair in COLOURS.items())
        for side in (0, 1)
    )
    return f":root{{{light}}}\n@media screen{{html[data-theme=dark]{{{dark}}}}}\n"
