"""A chart as the page loads it on demand: tooltips, and a legend that picks.

The file is a script and no JSON, since a page opened from a folder may load scripts
only.  Its colours are the CSS variables of the drawings (`theme.themed`).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from report import theme
from report.mark_links import units

FADED = 0.15


def explorable(slug: str, wide: dict[str, Any], narrow: dict[str, Any]) -> str:
    """The script that holds both specifications of a figure, ready to be explored."""
    specs = {"wide": picking(wide), "narrow": picking(narrow)}
    text = theme.themed(json.dumps(specs, ensure_ascii=False))
    return f"(window.bookfigSpecs ??= {{}})[{json.dumps(slug)}] = {text};\n"


def picking(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with a legend that picks: a click fades all other marks.

    Unchanged without a legend.  Marks that know nothing of the legend's field stay.
    """
    spec = copy.deepcopy(spec)
    listed = [(unit, field) for unit in units(spec) if (field := _legend_field(unit))]
    if not listed:
        return spec
    first, field = listed[0]
    first["params"] = [
        {
            "name": "pick",
            "select": {"type": "point", "fields": [field]},
            "bind": "legend",
        }
    ]
    for unit, own in listed:
        if own == field:
            mark = unit["mark"] if isinstance(unit["mark"], dict) else {}
            unit["encoding"]["opacity"] = {
                "condition": {"param": "pick", "value": mark.get("opacity", 1)},
                "value": FADED,
            }
    return spec


def _legend_field(unit: Mapping[str, Any]) -> str | None:
    """The field of the unit's legend, if it has a legend of names."""
    for channel in ("color", "fill", "stroke", "shape"):
        encoding = unit.get("encoding", {}).get(channel, {})
        named = encoding.get("type") == "nominal" and "field" in encoding
        if named and encoding.get("legend", True) is not None:
            return str(encoding["field"])
    return None
