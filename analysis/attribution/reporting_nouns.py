"""Nouns that report: `X's claim that …`, `in X's view`, `there are reports that …`.

in_view, in_poll, noun, outcome: patterns, as `patterns` tries them
"""

from __future__ import annotations

import re

from analysis.attribution.cue_lexicon import Phrase, Report, listed, verb_at
from analysis.attribution.noun_phrases import (
    FINITE,
    VERBS,
    phrase_at_token,
    phrase_from,
)
from analysis.attribution.source_types import state
from analysis.syntax.chunker import Parse

_QUOTE = re.compile("x?:?(?P<opens>(?:(?<=x)S)?Q)")  # “Lee's answer was: “…””
_SPEECH = ("say", "state", "tell")
_POSSESSIVE = frozenset(("his", "her", "their", "its"))


def in_view(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`In X's view, …`."""
    if p.low(k) not in listed("view") or p.kinds[k - 1 : k + 1] != "In":
        return None
    chunk = p.chunks[k]
    if p.low(k - 1) != "in" and (p.low(k - 1), p.low(k)) != ("to", "mind"):
        return None
    for n in range(chunk.head - 1, chunk.first - 1, -1):
        if p.tokens[n].low == "'s":
            source = (chunk.first, n)
        elif p.tokens[n].low in _POSSESSIVE:
            source = (n, n + 1)
        else:
            continue
        first = p.chunks[k - 1].first
        after = ((chunk.past, p.hi),) if chunk.past < p.hi else ()
        inserted = p.kinds[k - 2 : k - 1] == "," and p.kinds[k + 1 : k + 2] == ","
        content = after if k < 3 else ((p.lo, first), *(after if inserted else ()))
        return Report((first, chunk.past), source, content, "in-view")
    return None


def in_poll(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`In a poll, …`."""
    if p.kinds[k : k + 2] != "In" or p.low(k) != "in":
        return None
    if p.low(k + 1) not in listed("poll"):
        return None
    cue, source = (p.chunks[k].first, p.chunks[k].past), phrase_from(p, k + 1)
    if k > 1 or source[1] >= p.hi:
        return None
    return Report(cue, source, ((source[1], p.hi),), "in-poll")


def noun(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`X's claim that`, `claims by X that`, `the claim that “…”` and their like."""
    if p.kinds[k] != "n" or p.low(k) not in listed("noun"):
        return None
    chunk = p.chunks[k]
    cue = (chunk.head, chunk.past)
    after = p.kinds[k + 1 : k + 2]
    if after == "I" and p.low(k + 1) == "by":
        source = phrase_at_token(p, chunk.past + 1)
        if source and source[1] < p.hi and p.tokens[source[1]].low == "that":
            return Report(cue, source, ((source[1], p.hi),), "noun-by")
        return None
    that = _that(p, k)
    quote = _QUOTE.match(p.kinds, k + 1)
    if (that is None and not quote) or _is_verbs_own(p, k, that is None):
        return None
    opens = quote.start("opens") if that is None else that
    content = ((p.chunks[opens].first, _clause_end(p, opens)),)
    for n in range(chunk.head - 1, chunk.first - 1, -1):
        low = p.tokens[n].low
        if low == "'s":
            return Report(cue, (chunk.first, n), content, "noun-of")
        if low in _POSSESSIVE and _is_act(p, k - 1):
            return None  # “defended his claim that” is one act, the verb's
        if low in _POSSESSIVE or state([low]):
            return Report(cue, (n, n + 1), content, "noun-of")
    if p.kinds[k + 1 : k + 3] == "SQ":
        return Report(cue, None, content, "noun-alone")
    return None


def _is_verbs_own(p: Parse, k: int, bare: bool) -> bool:
    """Whether a verb reports what noun `k` seems to.

    “Said in a statement that”; “called her claim “absurd””.
    """
    preposition = p.kinds[k - 1 : k] == "I"
    verb = k - 2 if preposition else k - 1
    held = verb_at(p, verb) if verb >= 0 and p.kinds[verb] in VERBS else None
    if held is None:
        return False
    return held[0].kind in (_SPEECH if preposition else ("judge",) if bare else ())


def _that(p: Parse, k: int) -> int | None:
    """The “that” behind noun `k`, past “her claim on Tuesday's show”."""
    n = k + 1
    while p.kinds[n : n + 2] == "In":
        n += 2
    return n if p.kinds[n : n + 1] in ("S", "W") and p.low(n) == "that" else None


def _is_act(p: Parse, k: int) -> bool:
    """Whether chunk `k` is a finite verb of speech."""
    held = verb_at(p, k) if k >= 0 and p.kinds[k] in FINITE else None
    return held is not None and held[0].kind != "think"


def _clause_end(p: Parse, k: int) -> int:
    """Where the clause behind chunk `k` ends: at a second verb right behind its own."""
    for n in range(k + 1, len(p.chunks) - 1):
        if p.kinds[n] in FINITE and p.kinds[n + 1] in FINITE:
            return p.chunks[n + 1].first
    return p.hi


def outcome(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`There are reports that …`: the reports are the source."""
    if k == 0 or p.kinds[k] != "n" or p.low(k) not in listed("outcome"):
        return None
    verb = p.chunks[k - 1]
    there = verb.first - 1
    if verb.kind != "x" or there < p.lo or p.tokens[there].low != "there":
        return None
    that = next((c for c in p.chunks[k + 1 : k + 4] if c.kind == "S"), None)
    if not that or p.tokens[that.first].low != "that":
        return None
    head = p.chunks[k].head
    cue = (there, that.past)
    return Report(cue, (head, head + 1), ((that.first, p.hi),), "existential")
