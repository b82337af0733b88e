"""Ties of a party to somebody else: “Iran-affiliated militias”, “backed by the US”.

The words are rows of `ties.csv`, each with its kind: `association` (linked, close,
allied), `support` (backed, armed, trained) or `command` (led, controlled, a proxy).

A tie is what words say, not what is so.  Who is tied is not looked for: an armed group
as a rule, but also a government, or a coalition that is “US-led”.  Not found are ties
told as a deed (“Iran arms the rebels”), by a pronoun, or by words that are not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

from analysis.dyad.actors import any_of
from analysis.dyad.masking import MaskedSentence
from analysis.dyad.rules import both_orders, compiled, joined
from analysis.lexicons import member, rows
from analysis.text.characters import Span

TieKind = Literal["association", "support", "command"]
TIE_KINDS: tuple[TieKind, ...] = get_args(TieKind)


@dataclass(frozen=True, slots=True)
class Tie:
    """An expression that ties somebody to a party, and the place of its `word`.

    `start` and `end` are those of the whole expression, from the word to the party or
    from the party to the word.
    """

    start: int
    end: int
    sentence: int
    party: str
    word: Span
    kind: TieKind


def find_ties(
    masked: Sequence[MaskedSentence], ids: tuple[str, ...]
) -> tuple[Tie, ...]:
    """The ties of either party to others, in text order.

    Words of one kind that share a party are one tie (“Iranian-trained and supplied”),
    words of two kinds are two (“armed and led by”).  A tie of the two parties to each
    other is none.

    >>> from analysis import analyze
    >>> [(t.party, t.kind) for t in analyze("Rebels close to Iran fled.").ties]
    [('iran', 'association')]
    """
    return tuple(
        tie
        for number, sentence in enumerate(masked)
        if sentence.parties and _words().search(sentence.text.lower())
        for tie in _merged(sorted(_ties(number, sentence, ids), key=_place))
    )


def _place(tie: Tie) -> Span:
    return tie.start, tie.end


def _ties(number: int, sentence: MaskedSentence, ids: tuple[str, ...]) -> Iterator[Tie]:
    """Each listed word that is joined to a party in a sentence."""
    parties = sentence.parties
    for party, kind, pattern, mutual in _patterns(ids):
        if party in parties:
            for match in pattern.finditer(sentence.text):
                if not mutual.search(sentence.text, 0, match.start()):
                    start, end = sentence.place(*match.span())
                    word = sentence.place(*match.span("word"))
                    yield Tie(start, end, number, party, word, kind)


def _merged(ties: Sequence[Tie]) -> list[Tie]:
    """The ties, those of one kind and party that overlap made one by its first word."""
    found: list[Tie] = []
    for tie in ties:
        for n, one in enumerate(found):
            alike = (one.party, one.kind) == (tie.party, tie.kind)
            if alike and tie.start < one.end:
                found[n] = replace(one, end=max(one.end, tie.end))
                break
        else:
            found.append(tie)
    return found


@cache
def _words() -> re.Pattern[str]:
    """Any word of the list: without one a sentence has no tie."""
    listed = (row["word"] for row in rows("ties"))
    return re.compile(any_of(listed, r"\w") + r"\b")


@cache
def _patterns(
    ids: tuple[str, ...],
) -> tuple[tuple[str, TieKind, re.Pattern[str], re.Pattern[str]], ...]:
    """How each word is joined to each party, and the other party right before it."""
    patterns = []
    for row in rows("ties"):
        for how in row["joined"].split():
            for party, other in both_orders(ids):
                tied = joined(how, f"(?P<word>{row['word']})") + "(?:(?:'s)? {B})*"
                mutual = rf"@{other}(?:'s)? (?:(?!and |n?or )[\w-]+ )?$"
                patterns.append(
                    (
                        party,
                        member(row["kind"], TIE_KINDS),
                        compiled(tied, (other, party, *ids[2:])),
                        re.compile(mutual),
                    )
                )
    return tuple(patterns)
