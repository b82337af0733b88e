"""A chart as a figure: drawn once for a wide and once for a narrow page, no script.

Marks have colours that stand out on white and on black; lines and words have the
colour of the text around, so that no page needs a second drawing for the dark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from analysis.corpus.articles import CorpusError
from analysis.starter.html import Cell, folded, shown, table

if TYPE_CHECKING:
    import altair

WIDE, NARROW = 680, 340  # pixels
# As those of `charts.yml`, to be read on a white and on a black page.
BLUE, ORANGE, GREY = "#1F6EDB", "#C44E0A", "#6B7279"
INK = "#010203"  # stands for the colour of the text around, here and in `figures.yml`
_ID = re.compile(r'\bid="|url\(#')


@dataclass(frozen=True)
class Figure:
    """A chart with its words and the numbers behind it; shows itself in a notebook.

    `draw` gives the Altair chart for a width in pixels; `chart` is it for a wide page,
    to be changed by hand.
    """

    name: str
    title: str
    caption: str
    alt: str
    draw: Callable[[int], altair.TopLevelMixin]
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def chart(self) -> altair.TopLevelMixin:
        """The Altair chart."""
        return self.draw(WIDE)

    def svg(self, width: int) -> str:
        """The chart as a drawing of a width."""
        import vl_convert

        spec: Any = self.draw(width).to_dict()
        spec |= {
            "width": width,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "config": _config(width),
        }
        drawing: str = vl_convert.vegalite_to_svg(json.dumps(spec))
        drawing = drawing.replace(f'"{INK}"', '"currentColor"')
        return in_page(drawing, f"{self.name}-{width}", self.alt)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:
        numbers = table(f"The numbers: {self.title}", self.columns, self.rows)
        body = (
            f'<figure id="{self.name}"><figcaption>'
            f"<strong>{escape(self.title)}</strong>"
            f"<p>{escape(self.caption)}</p></figcaption>"
            f'<div class="ww-wide">{self.svg(WIDE)}</div>'
            f'<div class="ww-narrow">{self.svg(NARROW)}</div>'
            f"{folded('The numbers', numbers)}</figure>"
        )
        return shown(body, self.alt)._repr_mimebundle_()


def in_page(svg: str, name: str, alt: str, role: str = "img") -> str:
    """A drawing for a page: said in words, its ids unlike those of other drawings.

    >>> in_page('<svg ><g id="a"/></svg>', "n", "A & b")
    '<svg role="img" aria-label="A &amp; b" ><g id="n-a"/></svg>'
    """
    svg = _ID.sub(lambda found: f"{found[0]}{name}-", svg)
    label = f'<svg role="{role}" aria-label="{escape(alt)}" '
    return svg.replace("<svg ", label, 1)


def import_altair() -> Any:
    """Altair, if what draws charts is there; else a `CorpusError` that says what to do.

    >>> import_altair().__name__
    'altair'
    """
    try:
        import altair
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise CorpusError(
            f"charts need the package {error.name}: install the library with its extra "
            "`report`, pip install 'whose-words[report]'"
        ) from error
    return altair


def _config(width: int) -> dict[str, Any]:
    """The configuration of `figures.yml`, with less room for words on a narrow page."""
    listed = Path(__file__).with_suffix(".yml").read_text("utf-8")
    config: dict[str, Any] = yaml.safe_load(listed)
    if width < WIDE:
        config["axis"]["labelLimit"] = 130
        config["legend"]["columns"] = 3
    return config
