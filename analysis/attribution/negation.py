"""Negation: reports of what a source did not say.

is_negated(tokens, cue, source) -> bool
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from analysis.attribution.cue_lexicon import Phrase, verb_forms
from analysis.syntax.tokens import Token, word_class

_NO = frozenset(("no", "none", "nobody", "neither", "nor", "without"))
_MERELY = frozenset(("only", "just", "merely", "simply"))
_REFUSES = frozenset(("refuse", "decline"))
_LONGEST_GROUP = 6  # tokens of a verb group before its main verb


def is_negated(
    tokens: Sequence[Token], cue: Phrase | None, source: Phrase | None
) -> bool:
    """Whether the text says that the source did not say it: “has not said that”.

    So too “declined to say”, “had no comment” and “neither of them said”.  “Denied that
    it rained” is no such case: that was said.

    >>> from analysis.syntax.tokens import tokens_of
    >>> is_negated(tokens_of("Lee has not yet said that it rained."), (4, 5), (0, 1))
    True
    """
    if cue is None:
        return False
    no = word_class("negation") | _NO
    inside = not no.isdisjoint(token.low for token in tokens[cue[0] : cue[1]])
    beside = tokens[max(0, source[0] - 1) : source[0] + 1] if source else ()
    nobody = not _NO.isdisjoint(token.low for token in beside)
    return inside or nobody or _refuses(tokens, cue) or _is_behind_not(tokens, cue[0])


def _refuses(tokens: Sequence[Token], cue: Phrase) -> bool:
    """Whether a cue, with what may follow it, is “declined to say”."""
    verb = verb_forms().get(tokens[cue[0]].low)
    behind = [token.low for token in tokens[cue[0] + 1 : cue[0] + 3]]
    says = len(behind) == 2 and behind[0] == "to" and behind[1] in verb_forms()
    return verb is not None and verb.lemma in _REFUSES and says


def _is_behind_not(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a negation stands in the verb group before its main verb."""
    negations, helpers = _before_verbs()
    after = tokens[verb]
    for token in reversed(tokens[max(0, verb - _LONGEST_GROUP) : verb]):
        if token.low in negations:
            return after.low not in _MERELY
        if token.low not in helpers and not token.low.endswith("ly"):
            return False
        after = token
    return False


@cache
def _before_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """The negations before a verb, and the helpers that stand before one."""
    helpers = word_class("auxiliary") | word_class("modal") | word_class("adverb")
    return word_class("negation") | {"nor", "without"}, helpers | {"yet"}
