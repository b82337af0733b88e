"""What follows a reporting verb: a quote, a clause, an object, nothing.

complement(parse, chunk, past, verb) -> Complement
takes(parse, verb, complement) -> bool
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.attribution.cue_lexicon import Verb, listed
from analysis.attribution.noun_phrases import FINITE, is_reduced
from analysis.syntax.chunker import Parse
from analysis.syntax.tokens import word_class

NEEDS_OBJECT = ("judge", "verdict", "address")
_LONGEST_CUE = 4  # tokens of a hearer that counts as part of the cue
_REACH = 9  # chunks between a verb and the quote it governs
# What may stand between a verb and its quote: “said: “…””, “dismissed it as a “…””.
_TO_QUOTE = re.compile(r"[,d:S]*Q|[no](?:In)*Sd?Q")
_NOUN_THAT = re.compile(r"n(?:In)*S")  # “repeated accusations that …”
_TIMES = frozenset(("before", "after", "when", "as", "while"))


class Complement(NamedTuple):
    """What follows a verb: its kind, the token it begins at, where the cue ends."""

    kind: str  # quote, colon, that, claim (that), clause, object, infinitive, none
    at: int
    cue_past: int


def complement(p: Parse, k: int, past: int, verb: Verb) -> Complement:
    """What follows verb group `k`, whose verb ends before token `past`."""
    n = next((n for n, c in enumerate(p.chunks) if c.first >= past), len(p.chunks))
    m = _past_hearers(p, n, verb)
    cue_past = past
    if m > n and verb.kind == "tell" and p.chunks[m - 1].past - past <= _LONGEST_CUE:
        cue_past = p.chunks[m - 1].past
    kind, m = _kind(p, m, verb)
    at = p.chunks[m].first if m < len(p.chunks) else p.hi
    return Complement(kind, at + (kind == "colon"), cue_past)


def _kind(p: Parse, m: int, verb: Verb) -> tuple[str, int]:
    """The kind of the complement that begins at chunk `m`, and its first chunk."""
    rest = p.kinds[m : m + _REACH]
    opens = rest[:1]
    if _TO_QUOTE.match(rest) and not rest.startswith(",S"):
        return "quote", m
    if opens == "S" and p.low(m) in _TIMES:
        that = (n for n in range(m + 1, len(p.kinds)) if _is_that(p, n))
        m = next(that, m)
    if opens == "W" or (opens == "S" and p.low(m) in word_class("clause")):
        return "that", m
    if opens in ("", ",", "-", ";", "C", "S"):
        return "none", m
    claim = _NOUN_THAT.match(rest)
    if claim and _is_that(p, m + claim.end() - 1) and p.low(m) in _claims():
        return "claim", m
    speaking = verb.kind in ("say", "tell", "state", "think")
    if opens == "n" and _is_clause(p, m, speaking):
        return "clause", m
    return {":": "colon", "i": "infinitive"}.get(opens, "object"), m


def _is_that(p: Parse, n: int) -> bool:
    return p.kinds[n] == "S" and p.low(n) == "that"


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


def _is_named(p: Parse, at: int) -> bool:
    """Whether an object is called something: “called him a liar”, not “his wife”."""
    m = next((n for n, c in enumerate(p.chunks) if c.first >= at), len(p.chunks))
    if p.kinds[m : m + 1] not in ("n", "o"):
        return False
    past = p.chunks[m].past
    if past >= p.hi or p.tokens[past].kind not in ("word", "quote"):
        return False
    links = word_class("inner") | word_class("boundary") | word_class("linker")
    return p.tokens[past].low not in links


def _claims() -> frozenset[str]:
    return listed("noun") | listed("outcome") | listed("idea")


def takes(p: Parse, verb: Verb, following: Complement) -> bool:
    """Whether a verb of this class reports with this complement."""
    kind, at = following.kind, following.at
    if kind in ("quote", "claim"):
        return True
    if verb.kind == "other":
        return False
    if kind == "colon":
        return verb.kind not in ("think", *NEEDS_OBJECT)
    if kind == "that":
        described = verb.lemma == "describe" and p.tokens[at].low == "how"
        return described or verb.kind not in (*NEEDS_OBJECT, "utter")
    if kind == "clause":
        return verb.kind in ("say", "tell", "state", "think")
    if kind == "object":
        return _takes_object(p, verb, at)
    return kind == "infinitive" and verb.lemma in listed("intention")


def _takes_object(p: Parse, verb: Verb, at: int) -> bool:
    if verb.kind == "say":
        m = next((n for n, c in enumerate(p.chunks) if c.first >= at), len(p.chunks))
        stated = p.kinds[m : m + 1] == "n" and p.low(m) in listed("statement")
        plain = verb.lemma == "say" and p.tokens[at].low not in word_class("inner")
        return plain or stated
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
        named = verb.lemma in ("consider", "deem", "call") and _is_named(p, at)
        return named or "as" in p.words(at, min(p.hi, at + 10))
    return verb.kind == "verdict"
