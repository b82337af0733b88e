"""Where the United States and Iran meet in a sentence, and what its words suggest.

A first, plain reading by word list: which sentences name both actors, and whether
the words of such a sentence speak of cooperation, confrontation or competition.
It sees no irony, no negation and no actor that is only implied; the framing chapter
sets it beside the reference coding, sentence by sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Literal

from analysis.actors import IRAN, UNITED_STATES, Mention, Scope
from analysis.lexicons import rows
from analysis.text import straighten

Relation = Literal["cooperation", "confrontation", "competition"]
RELATIONS: tuple[Relation, ...] = Relation.__args__


def dyad_sentences(mentions: Iterable[Mention], scope: Scope) -> set[int]:
    """The numbers of the sentences that name both the United States and Iran.

    Scope `narrow` takes the country itself (name, abbreviation, people); `broad`
    takes capitals, offices, forces and persons as well.
    """
    named: dict[int, set[str]] = {}
    for mention in mentions:
        if scope == "broad" or mention.scope == "narrow":
            named.setdefault(mention.sentence, set()).add(mention.actor)
    return {n for n, actors in named.items() if {UNITED_STATES, IRAN} <= actors}


def relation(sentence: str) -> Relation | None:
    """The relation that most listed cues of the sentence suggest; None without a cue.

    A tie goes to the relation whose cue comes first.

    >>> relation("Iran may be willing to cooperate with Washington")
    'cooperation'
    >>> relation("The report was published on Monday") is None
    True
    """
    found = [name for _, name in relation_cues(sentence)]
    if not found:
        return None
    return Counter(found).most_common(1)[0][0]  # equal counts keep text order


def relation_cues(sentence: str) -> list[tuple[str, Relation]]:
    """The cues of `relations.csv` in the sentence, in text order, with their class."""
    text = straighten(sentence)
    hits = [
        (match.start(), match[0], name)
        for pattern, name in _cues()
        for match in pattern.finditer(text)
    ]
    return [(words, name) for _, words, name in sorted(hits)]


@cache
def _cues() -> tuple[tuple[re.Pattern[str], Relation], ...]:
    return tuple(
        (re.compile(rf"\b(?:{row['pattern']})\b", re.IGNORECASE), row["relation"])
        for row in rows("relations")
    )
