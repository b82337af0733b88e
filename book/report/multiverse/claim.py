"""What a claim is: a sentence, a check, a figure, and what it hangs on.

The check is a function of a `View`.  It returns a `Check`: whether the claim holds
there, and the facts that the sentence names; `holds` is None where the view has too
little left to ask.  The sentences hold no digit but those of their facts, so that the
report says what the data bear.  `ledger.py` checks all of them, under the book's own
choices and under every other.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from report.multiverse.choices import View

NEGOTIATING, CEASE_FIRE = "Negotiating", "Cease-fire over"
PEACE, GREAT, SPRING = "Peace deal", "Great news", "Spring offensive"
# What claims on the coding, and claims on what the program finds, may hang on.
CODED = ("coding", "aliases", "voices", "splitter", "quotes", "doubled")
FOUND = ("finder", "voices", "quotes")
_NUMBERS = "no one two three four five six seven eight nine ten".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a claim holds in a view (None: too little to ask), and its facts."""

    holds: bool | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that the report makes, and what would make it false.

    `slug` never changes.  `sentence` has a field for each fact of the check, `figure`
    is the slug of the figure that shows it, `choices` are those of
    `choices.CHOICES` that could bear on it, `tested` says what the check asks.
    """

    slug: str
    title: str
    sentence: str
    figure: str
    choices: tuple[str, ...]
    tested: str
    overturned_by: str
    check: Callable[[View], Check]


def claim(
    slug: str,
    title: str,
    sentence: str,
    *,
    figure: str,
    choices: Iterable[str],
    tested: str,
    overturned_by: str,
) -> Callable[[Callable[[View], Check]], Claim]:
    """Make the decorated check a `Claim`."""

    def made(check: Callable[[View], Check]) -> Claim:
        return Claim(
            slug, title, sentence, figure, tuple(choices), tested, overturned_by, check
        )

    return made


class _Prose(string.Formatter):
    """Formats of sentences: `words` and `count` for numbers, `titles` for pieces."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """A count in words (of nothing: no, or none), pieces by name, or as Python."""
        if isinstance(value, str):
            return value
        if format_spec == "count":
            return in_words(value) if value else "none"
        formats: dict[str, Callable[[Any], str]] = {"words": in_words, "titles": titles}
        if format_spec in formats:
            return formats[format_spec](value)
        return str(super().format_field(value, format_spec))


def write_sentence(sentence: str, facts: Mapping[str, Any]) -> str:
    """A sentence with its facts, its first letter a capital.

    >>> write_sentence("{n:words} of {pieces:titles}", {"n": 3, "pieces": ["A", "B"]})
    'Three of *A* and *B*'
    """
    written = _Prose().vformat(sentence, (), facts)
    return written[0].upper() + written[1:]


def in_words(n: int) -> str:
    """A count as prose has it: a word up to ten, then digits.

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
