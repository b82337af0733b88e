"""One look for every chart: the colours, and the Altair theme that uses them.

A colour has a name and two hexes, one for a light ground and one for a dark one
(`theme.yml`, beside the configuration).
Charts are drawn with the light hexes; on a page each becomes a CSS variable
(`themed`), so that dark mode and print need no second drawing.  Files keep the
light hexes.  A hex that is not listed here stays as it is on every ground.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import altair
import yaml

_THEME = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
COLOURS: Mapping[str, tuple[str, str]] = {
    name: (pair["light"], pair["dark"])
    for family in _THEME["colours"].values()
    for name, pair in family.items()
}
FONT: str = _THEME["config"]["font"]


def _light(family: str) -> dict[str, str]:
    return {name: COLOURS[name][0] for name in _THEME["colours"][family]}


# What charts use: the light hexes, by name.
GROUND, INK, MUTED, AXIS, GRID, ACCENT = _light("neutral").values()
LAYER, RELATION, KIND = map(_light, ("layer", "relation", "kind"))

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
    return COLOURS["on-" + "".join(best)][0]


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
    found = copy.deepcopy(_THEME["config"])
    if narrow:
        found["axis"]["labelLimit"] = 130
        found["legend"]["columns"] = 2
    return found


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
