"""What a claim is: a sentence of the report, a check, and what could reverse it.

The check is a function of a `View`.  It returns a `Check`: whether the claim holds
there, the numbers that the sentence names, and the passages that carry it; `holds` is
None where the view has too little left to ask.  The sentences hold no digit but those
of their facts, so that the report says what the data bear.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from report.multiverse.choices import Coded, Spoken, View

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve"),
)

Passage = Coded | Spoken


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of a claim in one view: true, false, or None for no answer."""

    holds: bool | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    carriers: Sequence[Passage] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that the report makes, and what would make it false: see `claims.yml`.

    `tested` says what the check asks.
    """

    slug: str
    title: str
    sentence: str
    page: str
    choices: Sequence[str]
    tested: str
    overturned_by: str
    check: Callable[[View], Check]
    pieces: Sequence[str] = ()
    reads: Sequence[str] = ("sentences",)


class Prose(string.Formatter):
    """Formats of prose: `words`, `Words`, `count` for numbers, `titles` for pieces.

    A field that is a function is what it makes of the format: `{FIGURE:ties}`.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """A count in words, pieces by name, or as Python formats it."""
        formats: dict[str, Callable[[Any], str]] = {
            "words": in_words,
            "Words": lambda n: in_words(n).capitalize(),
            "count": lambda n: in_words(n) if n else "none",
            "titles": titles,
        }
        if callable(value):
            return str(value(format_spec))
        if format_spec in formats:
            return formats[format_spec](value)
        return str(super().format_field(value, format_spec))


def write_sentence(sentence: str, facts: Mapping[str, Any]) -> str:
    """A sentence with its facts, its first letter a capital.

    >>> write_sentence("{n:words} of {pieces:titles}", {"n": 3, "pieces": ["A", "B"]})
    'Three of *A* and *B*'
    """
    written = Prose().vformat(sentence, (), facts)
    return written[0].upper() + written[1:]


def in_words(n: int) -> str:
    """A count as prose has it: a word up to twelve, then digits.

    >>> in_words(3), in_words(41)
    ('three', '41')
    """
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"


def titles(labels: Iterable[str]) -> str:
    """Pieces by name, as prose has them; `none` without any.

    >>> titles(["Great news", "Peace deal"])
    '*Great news* and *Peace deal*'
    """
    names = [f"*{label}*" for label in labels]
    if len(names) < 2:
        return names[0] if names else "none"
    return f"{', '.join(names[:-1])} and {names[-1]}"
