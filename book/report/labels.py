"""The names of things in charts and tables, each written once."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from analysis.corpus.catalogue import load_articles
from report.anchors import passages
from report.seeds import SEEDS

VOICES = {"writer": "the writer", "display": "large type", "report": "the report"}
"""Who vouches for a sentence, in a reader's words; a source has its own name."""


@cache
def pieces() -> dict[str, str]:
    """The short name of each article by its id, oldest first.

    >>> list(pieces().values())[0]
    'Negotiating, 2007'
    """
    return {article.id: article.piece for article in load_articles(SEEDS)}


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
