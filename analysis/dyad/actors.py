"""Who is named in a text: the two parties, third actors, and those who act for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.corpus.articles import Article
from analysis.dyad.parties import Dyad, Scope
from analysis.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named in a sentence: one of those of a dyad."""

    start: int
    end: int
    sentence: int
    actor: str
    scope: Scope


def find_mentions(
    article: Article, sentences: Sequence[Sentence], dyad: Dyad
) -> tuple[Mention, ...]:
    """Every name of the dyad in the sentences, in text order.

    Where two names overlap, the longer one is meant.

    >>> from analysis.corpus.articles import Article
    >>> from analysis.dyad.parties import us_and_iran
    >>> text = "U.S. troops fought the Islamic State of Iraq."
    >>> sentence = Sentence(0, len(text), 0, ((0, len(text)),), text)
    >>> [m.actor for m in find_mentions(Article("x", text), [sentence], us_and_iran())]
    ['united_states', 'armed_group']
    """
    pattern, meaning = _names(dyad)
    return tuple(
        Mention(*match.span(), number, *meaning[match[0]])
        for number, sentence in enumerate(sentences)
        for piece in sentence.pieces
        for match in pattern.finditer(article.text, *piece)
    )


def meanings(dyad: Dyad) -> Mapping[str, tuple[str, Scope]]:
    """The actor that each name alone means, and its scope.

    >>> from analysis.dyad.parties import us_and_iran
    >>> meanings(us_and_iran())["Raymond Odierno"]
    ('united_states', 'broad')
    """
    return _names(dyad)[1]


@cache
def _names(dyad: Dyad) -> tuple[re.Pattern[str], dict[str, tuple[str, Scope]]]:
    meaning = {
        spelling: (actor, scope)
        for name, actor, scope in dyad.names()
        for spelling in (name, name.replace("'", "’"))
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
