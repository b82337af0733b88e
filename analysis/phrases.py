"""Source phrases: where the noun phrase beside a cue begins and ends.

    phrase_before(tokens, at), phrase_after(tokens, at) -> (first, past) | None
    head_of(tokens, first, past) -> Token

There is no parser here.  A phrase is what lies between two words that no phrase runs
across (`words.csv`), found from the side on which it touches the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from analysis.clauses import Token, word_class
from analysis.sources import nations, roles

_ARTICLES = frozenset(
    ("a", "an", "the", "his", "her", "its", "their", "my", "our", "your", "every", "no")
)
_LONGEST = 14  # tokens in a source phrase


def phrase_before(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before token `at`, as token numbers."""
    first, k = at, at - 1
    while k >= 0 and at - first <= _LONGEST:
        token = tokens[k]
        if token.kind == ")":
            k = _opening_bracket(tokens, k)
        elif token.low in _pronouns() and token.kind == "word":
            first = k if first == at else first
            break
        elif token.low in word_class("determiner"):
            first = k
            if k == 0 or tokens[k - 1].low not in _before_determiner():
                break
        elif _is_joint(token):
            if first == at or not _joins(tokens, k):
                break
        elif token.low != "'s":
            if not _nounish(token) or _is_verb_form(tokens, k):
                break
            first = k
        k -= 1
    return _trimmed(tokens, first, at)


def phrase_after(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token `at`, as token numbers."""
    past, fresh = at, True  # fresh: a noun may follow, whatever stands before it
    for k in range(at, min(len(tokens), at + _LONGEST)):
        token, low = tokens[k], tokens[k].low
        if token.kind != "word" or low in _hearers():
            break
        if low in _pronouns():
            past = k + 1 if k == at else past
            break
        if _is_joint(token):
            if past == at or not _goes_on(tokens, k):
                break
            fresh = True
        elif low in word_class("determiner"):
            if not fresh:
                break
        else:
            if low != "'s":
                if not _nounish(token) or not _may_follow(tokens, k, fresh):
                    break
                past = k + 1
            fresh = False
    return _trimmed(tokens, at, past)


def head_of(tokens: Sequence[Token], first: int, past: int) -> Token:
    """The head word of a phrase: the last word before the first preposition."""
    head = tokens[first]
    for k in range(first, past):
        low = tokens[k].low
        if k > first and (low in word_class("inner") or tokens[k].kind != "word"):
            break
        if low != "'s":
            head = tokens[k]
    return head


def _nounish(token: Token) -> bool:
    """Whether a token can be a noun, a name or an adjective."""
    if token.kind != "word" or token.low in _no_noun():
        return False
    if token.low in word_class("time") and token.capital:
        return False
    adverb = token.low.endswith("ly") and not token.capital
    return not adverb or token.low in word_class("noun_ly")


@cache
def _no_noun() -> frozenset[str]:
    classes = "inner linker boundary auxiliary modal negation adverb determiner verb"
    return frozenset().union(
        *map(word_class, classes.split()),
        _pronouns(),
        word_class("object") - {"reporters", "journalists"},
        {"yesterday", "today", "tonight", "tomorrow"},
    )


def _is_verb_form(tokens: Sequence[Token], k: int) -> bool:
    """Whether a word in -ed or -ing is a verb, and not as in “a leading member”."""
    token = tokens[k]
    form = len(token.low) > 5 and token.low.endswith(("ed", "ing"))
    if not form or token.capital or "-" in token.low:
        return False
    if k == 0 or tokens[k - 1].kind != "word":
        return False
    before = tokens[k - 1].low
    return before not in word_class("determiner") and before != "'s"


def _is_joint(token: Token) -> bool:
    return token.low in word_class("inner") or token.low in word_class("linker")


def _joins(tokens: Sequence[Token], k: int) -> bool:
    """Whether the preposition or “and” at `k` joins two parts of one phrase."""
    if k == 0 or not _nounish(tokens[k - 1]):
        return False
    return tokens[k].low in word_class("inner") or _one_subject(tokens, k)


@cache
def _before_determiner() -> frozenset[str]:
    return word_class("inner") | word_class("determiner")


@cache
def _pronouns() -> frozenset[str]:
    return word_class("pronoun") - {"many", "others"}


@cache
def _hearers() -> frozenset[str]:
    return word_class("object") - _pronouns() - {"reporters", "journalists"}


def _one_subject(tokens: Sequence[Token], linker: int) -> bool:
    """Whether nothing but nouns stands between a clause's beginning and an “and”."""
    for k in range(linker - 1, max(-1, linker - 9), -1):
        token = tokens[k]
        if token.kind != "word":
            return token.kind != ")"
        low = token.low
        if low in word_class("boundary"):
            return True
        if low in word_class("inner") or low in word_class("determiner"):
            continue
        if low != "'s" and (not _nounish(token) or low.endswith("ed")):
            return False
    return linker < 9


def _goes_on(tokens: Sequence[Token], k: int) -> bool:
    """Whether a phrase goes on behind the preposition or “and” at `k`."""
    if k + 1 >= len(tokens):
        return False
    after, before = tokens[k + 1], tokens[k - 1]
    if after.low in word_class("time"):
        return False
    if tokens[k].low in word_class("linker"):
        return _nounish(after) and after.capital == before.capital
    return _nounish(after) or after.low in word_class("determiner")


def _may_follow(tokens: Sequence[Token], k: int, fresh: bool) -> bool:
    """Whether a noun may go on a phrase: no verb after a full name."""
    token, before = tokens[k], tokens[k - 1]
    if fresh or token.capital or not before.capital:
        return True
    if before.low in nations() or token.low in roles():
        return True
    if token.low in word_class("particle"):
        return True
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return bool(after and after.capital and _nounish(after)) or (
        token.low.endswith("s") and not (k > 1 and tokens[k - 2].capital)
    )


def _trimmed(tokens: Sequence[Token], first: int, past: int) -> tuple[int, int] | None:
    while first < past and (
        tokens[first].kind != "word"
        or tokens[first].low in word_class("inner") | word_class("linker") | {"'s"}
    ):
        first += 1
    while past > first and (
        tokens[past - 1].kind != "word"
        or tokens[past - 1].low in word_class("inner") | word_class("linker")
    ):
        past -= 1
    bare = all(t.low in _ARTICLES for t in tokens[first:past])
    return None if bare else (first, past)


def _opening_bracket(tokens: Sequence[Token], k: int) -> int:
    for n in range(k - 1, max(-1, k - 12), -1):
        if tokens[n].kind == "(":
            return n
    return 0
