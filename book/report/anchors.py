"""Where a passage stands in the book: the page of its article, and its anchor there.

Anchors on the page of an article: `s3` a sentence, `q3` a quote, `a3` an attribution,
`v3` a segment, `voice-LAYER` the first segment of a layer, `text` the whole piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd


def article_page(piece: str) -> str:
    """The page of an article, by the name of its piece or its label.

    >>> article_page("Great news, 2014")
    'article-great-news'
    """
    label = re.sub(r", \d{4}$", "", piece)
    return "article-" + re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")


def passages(piece: str, anchors: str) -> str:
    """References to the anchors of a piece, joined by spaces.

    >>> passages("Great news, 2014", "s3 q1")
    'article-great-news#s3 article-great-news#q1'
    """
    return " ".join(f"{article_page(piece)}#{anchor}" for anchor in anchors.split())


def joined(anchors: Iterable[str]) -> str:
    """Anchors as one text, each once, in their order; for use when rows are grouped."""
    return " ".join(dict.fromkeys(anchors))


def voice_anchors(
    segments: pd.DataFrame, layers: Mapping[str, Iterable[str]]
) -> dict[tuple[str, str], str]:
    """For each article and voice, the anchors of the layers that it has there."""
    there = segments.groupby("article")["layer"].agg(set)
    return {
        (article, voice): joined(f"voice-{name}" for name in names if name in found)
        for article, found in there.items()
        for voice, names in layers.items()
    }


def holding(sentences: pd.DataFrame, article: str, spans: Iterable[Mapping]) -> str:
    """The anchors of the sentences that hold spans of an article; `text` of none."""
    own = sentences[sentences["article"] == article]
    found = [
        name
        for span in spans
        for name in own[(own["start"] < span["end"]) & (own["end"] > span["start"])][
            "sentence"
        ]
    ]
    return joined(found) or "text"
