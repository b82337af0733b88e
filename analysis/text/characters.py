"""Plain text: one-for-one normalisation, paragraphs, sentences, words.

Every function here works on `str` and gives spans `(start, end)` in code points,
end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import nupunkt

Span = tuple[int, int]

# One character for one character, so that every offset survives.
_STRAIGHT = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'",
    "–": "-", "—": "-", "―": "-", "‑": "-", "−": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\ufeff": " ",
}  # fmt: skip

# Letters or digits, joined inside by apostrophes, hyphens, full stops or commas:
# "Iraq's", "seven-month-long", "U.S", "1.2" and "12,000" are one word each.
_WORD = re.compile(r"[^\W_]+(?:[-'’.,&][^\W_]+)*")
# What no sentence begins with: “Ann Lee (D-Md.), who spoke” is one.
_GOES_ON = frozenset(",;:)]")
_PLAIN_END = re.compile(r"\b([a-z]{3,})\.[\"”’')]*\s+(?=[\"“‘'`]{0,3}[A-Z])")
# A full stop before an opening mark and a capital ends a sentence, but for a title.
_BEFORE_MARK = re.compile(r"\b(\w{2,})\.\s+(?=(?:''|``|[\"“])[A-Z])")
_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "lt", "col", "capt", "sgt")
)
_SHORT = frozenset(("etc", "est", "vol", "fig", "dept", "approx", "ext", "ave"))
# What ends no sentence before a small letter: a bracket, or a row of initials.
_OPEN_END = re.compile(r"(?:\)|\b(?:[A-Z]\.){2,})$")
_LONGEST_SHORT = 12  # characters of the longest row of initials
_LINE = re.compile(r"[^\r\n]+")


def straighten(text: str) -> str:
    r"""The text with curly marks, dashes and odd spaces made plain, same length.

    >>> straighten("“isn’t” – so")
    '"isn\'t" - so'
    """
    for odd, plain in _STRAIGHT.items():  # many times as fast as `str.translate`
        text = text.replace(odd, plain)
    return text


def stripped(text: str, start: int, end: int) -> Span:
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
    lines = (stripped(text, *m.span()) for m in _LINE.finditer(text, start, end))
    return [(a, b) for a, b in lines if a < b]


def words(text: str) -> list[Span]:
    """The words of a text; marks and dashes between words belong to none.

    >>> len(words("The U.S. doesn’t pay $1.2 billion."))
    6
    """
    return [m.span() for m in _WORD.finditer(text)]


def n_words(text: str) -> int:
    """How many words `words` finds."""
    return sum(1 for _ in _WORD.finditer(text))


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of a stretch of text, by nupunkt, one paragraph at a time.

    A span without a word, such as “[…]” for cut text, is not a sentence.  The
    splitter is fed paragraphs since it joins sentences across blank lines when
    given whole files.

    >>> text = "Gen. Smith spoke. The U.S. listened."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Gen. Smith spoke.', 'The U.S. listened.']
    """
    found = []
    for a, b in paragraphs(text, start, end):
        for left, right in _split_further(text[a:b]):
            span = stripped(text, a + left, a + right)
            if found and span[0] > a and _goes_on(text, found[-1][1], span[0]):
                span = (found.pop()[0], span[1])
            if _WORD.search(text, *span):
                found.append(span)
    return found


def _goes_on(text: str, before: int, at: int) -> bool:
    """Whether no sentence begins: at a comma, or in lower case behind “C.I.O.”."""
    if text[at] in _GOES_ON:
        return True
    open_end = _OPEN_END.search(text[max(0, before - _LONGEST_SHORT) : before])
    return text[at].islower() and open_end is not None


def _split_further(paragraph: str) -> Iterator[Span]:
    """The spans of nupunkt, cut where it took a plain word for a short form."""
    for left, right in nupunkt.sent_spans(paragraph):
        inside = paragraph.find(".", left, right - 2) >= 0
        for end in _missed_ends(paragraph, left, right) if inside else ():
            yield left, end
            left = end
        yield left, right


def _missed_ends(paragraph: str, left: int, right: int) -> list[int]:
    plain = _PLAIN_END.finditer(paragraph, left, right)
    marked = _BEFORE_MARK.finditer(paragraph, left, right)
    return sorted(
        {m.end() for m in plain if m[1] not in _SHORT}
        | {m.end() for m in marked if m[1].lower() not in _TITLES}
    )


def joined(text: str, pieces: tuple[Span, ...]) -> str:
    """The words of the pieces, joined by a space."""
    return " ".join(text[a:b] for a, b in pieces)


def row_pieces(row: Mapping[str, object]) -> list[Span]:
    """The pieces of a row of the sentences or quotes table; one, where nothing cuts it.

    >>> row_pieces({"start": 5, "end": 22, "pieces": "5-8 18-22"})
    [(5, 8), (18, 22)]
    """
    pieces = row["pieces"]
    if not isinstance(pieces, str):
        return [(int(row["start"]), int(row["end"]))]
    return [tuple(map(int, piece.split("-"))) for piece in pieces.split()]


def passage(row: Mapping[str, object]) -> str:
    """The words of a sentence row; what cuts it in two is shown as […].

    >>> row = {"text": "One [advert] two.", "start": 5, "end": 22}
    >>> passage(row | {"pieces": "5-8 18-22"})
    'One […] two.'
    """
    text, start = str(row["text"]), int(row["start"])
    return " […] ".join(text[a - start : b - start] for a, b in row_pieces(row))
