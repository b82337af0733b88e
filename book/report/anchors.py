"""Where a passage stands in the book: the page of its article, and its anchor there.

An anchor on the page of an article is a place in its file: `c10-42` is characters 10
to 42, which no better rule can move.  `voice-LAYER` is the first segment of a layer,
`text` the whole piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

YEAR = re.compile(r", \d{4}$")  # in the name of a piece, behind its label


def article_page(piece: str) -> str:
    """The page of an article, by the name of its piece or its label.

    >>> article_page("Great news, 2014")
    'article-great-news'
    """
    label = YEAR.sub("", piece).lower()
    return "article-" + re.sub(r"[^a-z0-9]+", "-", label).strip("-")


def anchor(start: float, end: float) -> str:
    """The anchor of a stretch of characters.

    >>> anchor(10, 42)
    'c10-42'
    """
    return f"c{int(start)}-{int(end)}"


def anchors_of(rows: pd.DataFrame) -> list[str]:
    """The anchor of each sentence, quote or segment of a table."""
    return list(map(anchor, rows["start"], rows["end"]))


def attribution_anchors(rows: pd.DataFrame) -> list[str]:
    """The anchor of each attribution: its cue, else its content, else its source."""
    return [
        next(
            anchor(row[f"{part}_start"], row[f"{part}_end"])
            for part in ("cue", "content", "source")
            if not pd.isna(row[f"{part}_start"])
        )
        for row in rows.to_dict("records")
    ]


def passages(piece: str, anchors: str) -> str:
    """References to the anchors of a piece, joined by spaces.

    >>> passages("Great news, 2014", "c10-42 text")
    'article-great-news#c10-42 article-great-news#text'
    """
    return " ".join(f"{article_page(piece)}#{anchor}" for anchor in anchors.split())


def join_anchors(anchors: Iterable[str]) -> str:
    """Anchors as one text, each once, in their order; for use when rows are grouped."""
    return " ".join(dict.fromkeys(anchors))


def voice_anchors(
    segments: pd.DataFrame, layers: Mapping[str, Iterable[str]]
) -> dict[tuple[str, str], str]:
    """For each article and voice, the anchors of the layers that it has there."""
    there = segments.groupby("article")["layer"].agg(set)
    return {
        (str(article), voice): join_anchors(
            f"voice-{name}" for name in names if name in found
        )
        for article, found in there.items()
        for voice, names in layers.items()
    }


def holding(sentences: pd.DataFrame, article: str, start: int, end: int) -> str:
    """The anchors of the sentences that hold a stretch of an article, or `text`."""
    own = sentences[sentences["article"] == article]
    found = own[(own["start"] < end) & (own["end"] > start)]
    return join_anchors(anchors_of(found)) or "text"
