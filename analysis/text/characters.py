"""Plain text: one-for-one normalisation, paragraphs, words.

Every function here works on `str` and gives spans `(start, end)` in code points,
end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

Span = tuple[int, int]

# One character for one character, so that every offset survives.  A long dash stays:
# between two words it parts them, where a short one joins.
_STRAIGHT = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'",
    "–": "-", "―": "—", "‑": "-", "−": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\ufeff": " ",
}  # fmt: skip

# Letters or digits, joined inside by apostrophes, hyphens, full stops or commas:
# "Iraq's", "seven-month-long", "U.S", "1.2" and "12,000" are one word each.
_WORD = re.compile(r"[^\W_]+(?:[-'’.,&][^\W_]+)*")
_LINE = re.compile(r"\S[^\r\n]*")


def straighten(text: str) -> str:
    r"""The text with curly marks, short dashes and odd spaces made plain, same length.

    >>> straighten("“isn’t” – so")
    '"isn\'t" - so'
    """
    if text.isascii():
        return text.replace("`", "'")
    for odd, plain in _STRAIGHT.items():  # many times as fast as `str.translate`
        text = text.replace(odd, plain)
    return text


def strip_span(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty if nothing else is there."""
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return (start + left, max(start + left, start + len(inner.rstrip())))


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    r"""The non-blank lines of a stretch of text: a line is a paragraph here.

    >>> paragraphs("One.\n\n  Two. ")
    [(0, 4), (8, 12)]
    """
    end = len(text) if end is None else end
    lines = _LINE.finditer(text, start, end)
    return [(m.start(), m.start() + len(m[0].rstrip())) for m in lines]


def words(text: str) -> list[Span]:
    """The words of a text; marks and dashes between words belong to none.

    >>> len(words("The U.S. doesn’t pay $1.2 billion."))
    6
    """
    return [m.span() for m in _WORD.finditer(text)]


def find_words(text: str) -> list[str]:
    """The words of a text by themselves, as `words` finds them."""
    return _WORD.findall(text)


def n_words(text: str) -> int:
    """How many words there are."""
    return len(_WORD.findall(text))


def lies_inside(place: int, spans: Sequence[Span]) -> bool:
    """Whether a place lies inside one of some spans, which are sorted and apart.

    >>> [lies_inside(place, [(2, 4), (6, 9)]) for place in (1, 2, 4, 8)]
    [False, True, False, True]
    """
    before = bisect_right(spans, place, key=lambda span: span[0])
    return before > 0 and place < spans[before - 1][1]


def join_pieces(text: str, pieces: tuple[Span, ...]) -> str:
    """The words of the pieces, joined by a space."""
    return " ".join(text[a:b] for a, b in pieces)


def row_pieces(row: Mapping[str, Any]) -> list[Span]:
    """The pieces of a row of the sentences or quotes table; one, where nothing cuts it.

    >>> row_pieces({"start": 5, "end": 22, "pieces": "5-8 18-22"})
    [(5, 8), (18, 22)]
    """
    pieces = row["pieces"]
    if not isinstance(pieces, str):
        return [(int(row["start"]), int(row["end"]))]
    ends = (piece.split("-") for piece in pieces.split())
    return [(int(start), int(end)) for start, end in ends]


def passage(row: Mapping[str, Any]) -> str:
    """The words of a sentence row; what cuts it in two is shown as […].

    >>> row = {"text": "One [advert] two.", "start": 5, "end": 22}
    >>> passage(row | {"pieces": "5-8 18-22"})
    'One […] two.'
    """
    text, start = row["text"], row["start"]
    return " […] ".join(text[a - start : b - start] for a, b in row_pieces(row))
