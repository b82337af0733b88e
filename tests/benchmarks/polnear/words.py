"""The words of a text by number, the head of a mention, and when two mentions agree.

A word is a run of letters, digits and underscores here, so that “aren’t” is two: all
overlaps of the measurement count such words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from analysis.text.characters import Span

WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_ENDS_HEAD = frozenset(",(;:—–")
# Prepositions and relatives: the head of a mention stands before the first of them.
_ENDS_HEAD_WORDS = frozenset(
    re.findall(
        r"\w+",
        "about after against as at before by during for from in including near of on "
        "than that to under when where which while who whom whose with",
    )
)


class Words:
    """The words of a text by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [word.span() for word in WORD.finditer(text)]
        self._starts = [start for start, _ in self.spans]
        self._ends = [end for _, end in self.spans]

    def inside(self, pieces: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words of which a character lies in one of the pieces."""
        numbers: set[int] = set()
        for start, end in pieces:
            if start >= end:
                continue
            first = bisect_right(self._ends, start)
            numbers.update(range(first, bisect_left(self._starts, end, lo=first)))
        return frozenset(numbers)

    def lower(self, number: int) -> str:
        """A word in small letters."""
        return self.text[slice(*self.spans[number])].lower()

    def head(self, pieces: Sequence[Span]) -> int | None:
        """The number of a mention's head word; None for a mention without a word.

        It is the last word before the first comma, bracket, dash, preposition or
        relative pronoun; a possessive s is no word of its own.

        >>> words = Words("the head of Iran's army, a general")
        >>> words.lower(words.head([(0, 34)])), words.lower(words.head([(12, 34)]))
        ('head', 'army')
        """
        numbers = sorted(self.inside(pieces[:1]) or self.inside(pieces))
        if not numbers:
            return None
        head = numbers[0]
        for before, number in pairwise(numbers):
            gap = self.text[self.spans[before][1] : self.spans[number][0]]
            word = self.lower(number)
            if word == "s" and gap in ("'", "’"):
                continue
            if _ENDS_HEAD & set(gap) or (word in _ENDS_HEAD_WORDS and " " in gap):
                break
            head = number
        return head


def trimmed(text: str, start: int, end: int) -> Span:
    """The span from its first letter or digit to its last; empty if it has none.

    >>> trimmed("“So,” he", 0, 5)
    (1, 3)
    """
    letters = _LETTERS.search(text, start, end)
    return letters.span() if letters else (start, start)


def names_speaker(
    words: Words, source: Sequence[Span], mention: Sequence[Span]
) -> bool:
    """Whether a mention names a marked source: its head word lies in the source."""
    head = words.head(mention)
    return head is not None and head in words.inside(source)
