"""Negation: reports of what a source did not say, and quotes that nobody said.

is_negated(tokens, cue, source) -> bool
is_imagined(tokens, lo, k) -> bool
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attribution.cue_lexicon import Phrase, verb_forms
from analysis.syntax.tokens import Token, word_class

_NO = frozenset(("no", "none", "nobody", "neither", "nor", "without"))
_MERELY = frozenset(("only", "just", "merely", "simply"))
_REFUSES = frozenset(("refuse", "decline"))
_NOBODY = re.compile(r"^(?:but |and )?(?:nobody|no one|no-one|none)\b")
_SAY = "(?:say|said|says|ask|reply|replied|answer|answered|shout|shouted|cry|whisper)"
_IMAGINED = re.compile(  # what stands right before words that are only thought up
    rf"\b(?:about to {_SAY}|(?:as if|as though) to {_SAY}|(?:can|could) almost hear.*"
    rf"|(?:might|could|would) (?:as well|(?:\w+ )?have) {_SAY}"
    r"|(?:think|thinks|thinking|thought|reminiscent) of"
    r"|reminds? (?:me|you|us|one) of"
    rf"|(?:kind|sort) of \w+ (?:who|that) (?:\w+ )?{_SAY}),? $"
)
_BEFORE = 12  # tokens before a quote that may show that it is only thought up
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


def is_imagined(tokens: Sequence[Token], lo: int, k: int) -> bool:
    """Whether quote token `k` of a sentence from `lo` is of words that nobody said.

    “Nobody would say “x””, “about to say “x””, “it made me think of “x””.

    >>> from analysis.syntax.tokens import tokens_of
    >>> is_imagined(tokens_of("He seemed about to say “x”"), 0, 5)
    True
    """
    before = "".join(f"{token.low} " for token in tokens[lo:k])
    if _NOBODY.match(before):
        return "quote" not in {token.kind for token in tokens[lo:k]}
    near = "".join(f"{token.low} " for token in tokens[max(lo, k - _BEFORE) : k])
    return _IMAGINED.search(near) is not None


def _refuses(tokens: Sequence[Token], cue: Phrase) -> bool:
    """Whether a cue, with what may follow it, is “declined to say”."""
    verb = verb_forms().get(tokens[cue[0]].low)
    behind = [token.low for token in tokens[cue[0] + 1 : cue[0] + 3]]
    says = len(behind) == 2 and behind[0] == "to" and behind[1] in verb_forms()
    return verb is not None and verb.lemma in _REFUSES and says


def _is_behind_not(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a negation stands in the verb group before its main verb."""
    helpers = word_class("auxiliary") | word_class("modal") | word_class("adverb")
    helpers |= {"yet"}
    after = tokens[verb]
    for token in reversed(tokens[max(0, verb - _LONGEST_GROUP) : verb]):
        if token.low in word_class("negation") | {"nor", "without"}:
            return after.low not in _MERELY
        if token.low not in helpers and not token.low.endswith("ly"):
            return False
        after = token
    return False
