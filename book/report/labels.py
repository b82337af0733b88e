"""The names of things in charts, tables and notes, each written once."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from analysis.text.segmentation import PIECE
from report.anchors import YEAR, passages
from report.seeds import articles

VOICES = {"writer": "the writer", "display": "large type", "report": "the report"}
"""Who vouches for a sentence, in a reader's words; a source has its own name."""
RELATIONS = {
    "cooperation": "partnership",
    "confrontation": "confrontation",
    "competition": "rivalry",
    "none": "neither",
}
"""What a sentence says of the two countries, in a reader's words."""

_REALITIES = {"possibility": "only possible", "plan": "planned"}


@cache
def pieces() -> dict[str, str]:
    """The short name of each article by its id, oldest first.

    >>> list(pieces().values())[0]
    'Negotiating, 2007'
    """
    return {article.id: article.piece for article in articles()}


def without_year(piece: str) -> str:
    """The label of a piece.

    >>> without_year("Great news, 2014")
    'Great news'
    """
    return YEAR.sub("", piece)


def with_year(label: str) -> str:
    """The name of a piece by its label.

    >>> with_year("Great news")
    'Great news, 2014'
    """
    return next(name for name in pieces().values() if without_year(name) == label)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each a dict by the names of its columns."""
    rows = table.to_dict("records")
    return [{str(name): cell for name, cell in row.items()} for row in rows]


def with_piece(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a first column `piece` in place of `article`.

    An article that is not one of the report keeps its id.  A column `anchors`
    becomes the last one, `passages`: where in the book they are.
    """
    piece = table["article"].astype(object).replace(pieces()).rename("piece")
    shown = pd.concat([piece, table.drop(columns=["article"])], axis=1)
    if "anchors" not in shown:
        return shown
    places = zip(shown["piece"], shown.pop("anchors"), strict=True)
    return shown.assign(passages=[passages(*place) for place in places])


def in_piece(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand in the pieces; those of comments and furniture do not."""
    return rows[rows["layer"].isin(PIECE)]


def coded_words(
    relation: str, reality: str, tone: str, toward_us: float, toward_iran: float
) -> list[str]:
    """What a sentence says of the two countries, as coded, in a reader's words.

    >>> coded_words("cooperation", "possibility", "ironic", 0, -1)
    ['partnership, only possible, mocked', 'against Iran']
    >>> coded_words("none", "", "ironic", 0, 0)
    ['mocking']
    """
    mocked = tone == "ironic"
    words = ["mocking" * mocked]
    if relation != "none":
        words = [RELATIONS[relation], _REALITIES.get(reality, ""), "mocked" * mocked]
    judged = [
        f"{'for' if toward > 0 else 'against'} {name}"
        for toward, name in ((toward_us, "the US"), (toward_iran, "Iran"))
        if toward
    ]
    return list(filter(None, [", ".join(filter(None, words)), *judged]))


def day_in_words(iso: str) -> str:
    """A date as prose has it, as exact as it is known.

    >>> day_in_words("2007-05-28"), day_in_words("2014-06"), day_in_words("2007")
    ('28 May 2007', 'June 2014', '2007')
    """
    parts = iso.split("-")
    parsed = date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    known = [str(parsed.day), f"{parsed:%B}", str(parsed.year)]
    return " ".join(known[3 - len(parts) :])


def signed(number: float) -> str:
    """A number with its sign and two decimals, the minus as a minus.

    >>> signed(-0.5)
    '−0.50'
    """
    return f"{number:+.2f}".replace("-", "−")
