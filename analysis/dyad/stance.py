"""Judgments: for or against which of the two parties the words of a sentence speak.

Rules are rows of `evaluations.csv`; `rules` says how they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.dyad.masking import MaskedSentence
from analysis.dyad.relations import DyadRelation
from analysis.dyad.rules import rules_of
from analysis.text.characters import Span

Direction = Literal[-1, 1]
_DIRECTIONS: dict[str, Direction] = {"against": -1, "for": 1}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A judgment of one of the two: -1 against, 1 for, with its rule and cue."""

    sentence: int
    actor: str
    direction: Direction
    rule: str
    cue: Span


def find_evaluations(
    masked: Sequence[MaskedSentence],
    relations: Sequence[DyadRelation],
    ids: tuple[str, ...],
) -> tuple[Evaluation, ...]:
    """The judgments of either party in the words of sentences, in text order.

    A judgment of a party that only the sentence before names counts where the
    sentence states a relation of the two.

    >>> ids = ("us", "iran")
    >>> sentence = "The @us blames @iran."
    >>> masked = MaskedSentence(sentence, (0,), ((0, 21),), frozenset(ids))
    >>> [(e.actor, e.direction) for e in find_evaluations([masked], (), ids)]
    [('iran', -1)]
    """
    related = {relation.sentence for relation in relations}
    return tuple(
        evaluation
        for number, sentence in enumerate(masked)
        if sentence.parties or number in related
        for evaluation in _evaluations(number, sentence, number in related, ids)
    )


def _evaluations(
    number: int, sentence: MaskedSentence, related: bool, ids: tuple[str, ...]
) -> list[Evaluation]:
    """The first judgment of each party that a rule finds in a sentence."""
    parties = sentence.parties
    judged: dict[str, Evaluation] = {}
    for rule in rules_of("evaluations", ids):
        meant = rule.one in parties or (related and rule.row["needs"] == "topic")
        if rule.one in judged or not meant:
            continue
        if match := rule.pattern.search(sentence.text):
            direction = _DIRECTIONS[rule.row["direction"]]
            cue = sentence.place(*match.span())
            judged[rule.one] = Evaluation(number, rule.one, direction, rule.name, cue)
    return list(judged.values())
