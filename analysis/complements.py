"""What follows a reporting verb: a quote, a clause, an object, nothing.

complement(parse, chunk, past, verb) -> Complement
takes(parse, verb, complement) -> bool
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.chunks import Parse
from analysis.cues import Verb, listed
from analysis.phrases import FINITE, is_reduced
from analysis.tokens import word_class

NEEDS_OBJECT = ("judge", "verdict", "address")
_REACH = 9  # chunks between a verb and the quote it governs
# What may stand between a verb and its quote: “said: “…””, “dismissed it as a “…””.
_TO_QUOTE = re.compile(r"[,d:S]*Q|[no](?:In)*Sd?Q")
_NOUN_THAT = re.compile(r"n(?:In)*S")  # “repeated accusations that …”
_TIMES = frozenset(("before", "after", "when", "as", "while"))


class Complement(NamedTuple):
    """What follows a verb: its kind, the token it begins at, where the cue ends."""

    kind: str  # quote, colon, that, clause, object, infinitive, none
    at: int
    cue_past: int


def complement(p: Parse, k: int, past: int, verb: Verb) -> Complement:
    n = k + 1
    while n < len(p.chunks) and p.chunks[n].first < past:
        n += 1
    m = _past_hearers(p, n, verb)
    cue_past = past
    if m > n and verb.kind == "tell" and p.chunks[m - 1].past - past <= 4:
        cue_past = p.chunks[m - 1].past
    at = p.chunks[m].first if m < len(p.chunks) else p.hi
    rest = p.kinds[m : m + _REACH]
    if _TO_QUOTE.match(rest) and not rest.startswith(",S"):
        return Complement("quote", at, cue_past)
    if rest[:1] == ":":
        return Complement("colon", at + 1, cue_past)
    if rest[:1] == "S" and p.low(m) in _TIMES:
        for n in range(m + 1, len(p.kinds)):
            if p.kinds[n] == "S" and p.low(n) == "that":
                return Complement("that", p.chunks[n].first, cue_past)
    if rest[:1] == "S" or rest[:1] == "W":
        if p.low(m) in word_class("clause") or rest[0] == "W":
            return Complement("that", at, cue_past)
        return Complement("none", at, cue_past)
    if rest[:1] in ("", ",", "-", ";", "C"):
        return Complement("none", at, cue_past)
    noun = _NOUN_THAT.match(rest)
    if noun and p.low(m + noun.end() - 1) == "that" and p.low(m) in _claims():
        return Complement("that", at, cue_past)
    if rest[:1] == "i":
        return Complement("infinitive", at, cue_past)
    speaking = verb.kind in ("say", "tell", "state", "think")
    if rest[:1] == "n" and _is_clause(p, m, speaking):
        return Complement("clause", at, cue_past)
    return Complement("object", at, cue_past)


def _past_hearers(p: Parse, n: int, verb: Verb) -> int:
    """The chunk behind whoever is told and where it was said."""
    m = n
    asked = verb.kind == "ask" and p.kinds[m + 1 : m + 2] in ("S", "i", "I", "W")
    if (verb.kind == "tell" or asked) and p.kinds[m : m + 1] in ("n", "o"):
        m += 1
        while p.kinds[m : m + 2] in ("In", "Cn"):
            m += 2
    elif p.kinds[m : m + 1] == "o":
        m += 1
    at = m
    while p.kinds[at : at + 2] in ("In", "Io"):
        at += 2
    if p.kinds[at : at + 1] in ("S", ":", "Q") or p.kinds[at : at + 2] in (",Q", "dQ"):
        return at
    return m


def _is_clause(p: Parse, m: int, speaking: bool) -> bool:
    """Whether a subject and its finite verb begin at chunk `m`.

    After a verb of speaking the quote may hold the verb: said the plan “would fail”.
    """
    n = m + 1
    while p.kinds[n : n + 2] in ("In", "Cn"):
        n += 2
    if n >= len(p.kinds):
        return False
    return (p.kinds[n] in FINITE and not is_reduced(p, n)) or (
        speaking and p.kinds[n] == "Q"
    )


def _claims() -> frozenset[str]:
    return listed("noun") | listed("outcome") | listed("idea")


def takes(p: Parse, verb: Verb, following: Complement) -> bool:
    """Whether a verb of this class reports with this complement."""
    kind, at = following.kind, following.at
    if kind == "quote":
        return True
    if verb.kind == "other":
        return False
    if kind == "colon":
        return verb.kind not in ("think", *NEEDS_OBJECT)
    if kind == "that":
        return verb.kind not in NEEDS_OBJECT and verb.kind != "utter"
    if kind == "clause":
        return verb.kind in ("say", "tell", "state", "think")
    if kind == "object":
        return _takes_object(p, verb, at)
    return kind == "infinitive" and verb.lemma in listed("intention")


def _takes_object(p: Parse, verb: Verb, at: int) -> bool:
    if verb.kind == "say":
        return p.tokens[at].low not in word_class("inner")
    if verb.kind == "ask":
        return p.tokens[at].low == "about"
    if verb.lemma in listed("announcement"):
        return p.tokens[at].low not in word_class("inner") | word_class("boundary")
    if verb.kind in ("tell", "state", "think"):
        ready = set(p.words(at, min(p.hi, at + 3))) & listed("readiness")
        return bool(ready)
    low = p.tokens[at].low
    if low in word_class("inner") or low in ("as", "by", "to"):
        return False
    if verb.kind == "judge":
        named = verb.lemma in ("consider", "deem", "call")
        return named or "as" in p.words(at, min(p.hi, at + 10))
    return verb.kind == "verdict"
