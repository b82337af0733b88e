"""Who is named: the United States, Iran, Iraq, and those who act for them.

`actors.csv` lists the names, each with its scope: `narrow` for the country itself
(name, abbreviation, people), `broad` for capitals, offices, forces and persons.
Names of armed groups are listed too: they are no party to the relationship, but
their names must not be taken for a country's ("Islamic State of Iraq") and are
masked when tone is measured.  Case counts: "US" is a country, "us" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from analysis.corpus.articles import Article
from analysis.lexicons import member, rows
from analysis.text.sentences import Sentence

Actor = Literal["united_states", "iran", "iraq", "armed_group"]
Scope = Literal["narrow", "broad"]
ACTORS: tuple[Actor, ...] = get_args(Actor)
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named in a sentence."""

    start: int
    end: int
    sentence: int
    actor: Actor
    scope: Scope


def find_mentions(
    article: Article, sentences: Sequence[Sentence]
) -> tuple[Mention, ...]:
    """Every name of `actors.csv` in the sentences, in text order.

    Where two names overlap, the longer one is meant.

    >>> from analysis.corpus.articles import Article
    >>> text = "U.S. troops fought the Islamic State of Iraq."
    >>> sentence = Sentence(0, len(text), 0, ((0, len(text)),), text)
    >>> [m.actor for m in find_mentions(Article("x", text), [sentence])]
    ['united_states', 'armed_group']
    """
    pattern, meaning = _names()
    return tuple(
        Mention(*match.span(), number, *meaning[match[0]])
        for number, sentence in enumerate(sentences)
        for piece in sentence.pieces
        for match in pattern.finditer(article.text, *piece)
    )


def actor_named(name: str) -> Actor | None:
    """The actor that a name alone means.

    >>> actor_named("Raymond Odierno"), actor_named("Ann Lee")
    ('united_states', None)
    """
    meaning = _names()[1].get(name)
    return meaning[0] if meaning else None


@cache
def _names() -> tuple[re.Pattern[str], dict[str, tuple[Actor, Scope]]]:
    meaning = {
        row["name"]: (member(row["actor"], ACTORS), member(row["scope"], SCOPES))
        for row in rows("actors")
    }
    names = any_of(map(re.escape, meaning), r"[\w.]")
    return re.compile(rf"{names}(?!\w)"), meaning


def any_of(patterns: Iterable[str], *before: str) -> str:
    """The pattern of any of these, the longest first, with none of these before it.

    By their first letters, so that a search passes over all other places.
    """
    by_letter: dict[str, list[str]] = {}
    for pattern in sorted(patterns, key=len, reverse=True):
        by_letter.setdefault(pattern[0], []).append(pattern[1:])
    letters = []
    for letter, rest in by_letter.items():
        behind = "".join(f"(?<!{one}{letter})" for one in before)
        letters.append(f"{letter}{behind}(?:{'|'.join(rest)})")
    return f"(?:{'|'.join(letters)})"
