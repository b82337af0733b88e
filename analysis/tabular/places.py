"""Places in the text as read made places in the file, row by row."""

from __future__ import annotations

from typing import Any

from analysis.corpus.articles import Article

Row = dict[str, Any]


def in_file(article: Article, row: Row) -> Row:
    """The row with every start, end and piece in it as a place in the file.

    A row in several pieces has the words of the file, so that these cut it right.

    >>> from analysis import read_text
    >>> article = read_text("A &amp; <b>B</b>").article
    >>> article.text, in_file(article, {"start": 2, "end": 5})
    ('A & B', {'start': 2, 'end': 12})
    """
    if article.origin is None:
        return row
    moved = dict(row)
    for key in row:
        name, joint, last = key.rpartition("_")
        if last == "start":
            end = f"{name}{joint}end"
            if row[key] is not None and row[end] is not None:
                moved[key], moved[end] = article.in_file(row[key], row[end])
        elif last == "pieces":
            moved[key] = _pieces(article, row[key])
    if "at" in row:
        moved["at"], _ = article.in_file(row["at"], row["at"] + 1)
    if "contents" in row:
        moved["contents"] = [in_file(article, content) for content in row["contents"]]
    several = moved.get("pieces")
    if "text" in row and several and (isinstance(several, str) or len(several) > 1):
        moved["text"] = article.original[moved["start"] : moved["end"]]
    return moved


def _pieces(article: Article, pieces: Any) -> Any:
    """Pieces as a table has them, “5-8 18-22”, or as JSON has them."""
    if isinstance(pieces, str):
        spans = [map(int, piece.split("-")) for piece in pieces.split()]
        return " ".join("{}-{}".format(*article.in_file(*span)) for span in spans)
    return pieces and [list(article.in_file(*piece)) for piece in pieces]
