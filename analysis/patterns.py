"""Reporting without a plain verb: prepositions, nouns of report, set phrases.

PATTERNS: the rules, each from a parse, a chunk and the source before to a `Report`.
"""

from __future__ import annotations

from collections.abc import Callable

from analysis.chunks import Parse
from analysis.cues import (
    CARRIES,
    PUTS_OUT,
    Phrase,
    Report,
    listed,
    phrase_at,
    verb_at,
)
from analysis.phrases import can_speak, chain_before, phrase_from
from analysis.sources import state
from analysis.subjects import main_subject, subject_of
from analysis.tokens import word_class

_POSSESSIVE = frozenset(("his", "her", "their", "its"))


def _phrase_at_token(p: Parse, token: int) -> Phrase | None:
    for m, chunk in enumerate(p.chunks):
        if chunk.first >= token:
            near = chunk.first == token and chunk.kind in "no"
            return phrase_from(p, m) if near else None
    return None


def _preposition(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`According to X, …` and `…, according to X`."""
    first = p.chunks[k].first
    length = phrase_at(p, first, "preposition")
    source = _phrase_at_token(p, first + length) if length else None
    if not source:
        return None
    start = p.lo
    if p.lo > 1 and p.kinds.startswith("nv") and p.tokens[p.lo - 2].kind == "quote":
        start = p.lo - 2  # “…?” Ann Lee asked, according to a friend
    after = (source[1], p.hi)
    inserted = p.kinds[k - 1 : k] == "," and after[0] < p.hi - 1
    inserted = inserted and p.tokens[source[1]].kind == ","
    opening = k < 2 and "Q" not in p.kinds[:k]
    content = (after,) if opening else ((start, first), after) if inserted else None
    content = content or ((start, first),)
    return Report((first, first + length), source, content, "preposition")


def _in_view(p: Parse, k: int, shared: Phrase | None) -> Report | None:
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
        content = (chunk.past, p.hi) if k < 3 else (p.lo, first)
        return Report((first, chunk.past), source, (content,), "in-view")
    return None


def _in_poll(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`In a poll, …`."""
    if p.kinds[k : k + 2] != "In" or p.low(k) != "in":
        return None
    if p.low(k + 1) not in listed("poll"):
        return None
    cue, chunk = (p.chunks[k].first, p.chunks[k].past), p.chunks[k + 1]
    if k > 1 or chunk.past >= p.hi:
        return None
    content = (chunk.past, p.hi)
    return Report(cue, (chunk.first, chunk.past), (content,), "in-poll")


def _as_said(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`As X reported, …` and `…, as X put it`."""
    if p.kinds[k] not in "vm" or p.kinds[k + 1 : k + 2] not in ("", ",", "-", ":"):
        return None
    held = verb_at(p, k)
    if not held or held[0].kind == "utter":
        return None
    found = subject_of(p, k, shared)
    if not found or found[1] not in ("subject", "appositive"):
        return None
    source, first = found[0], found[0][0] - 1
    if first < p.lo or p.tokens[first].low not in ("as", "like"):
        return None
    cue = (p.chunks[k].head, held[1])
    opening = not any(c.kind in "nvmxpQ" for c in p.chunks if c.past <= first)
    end = p.chunks[k + 1].past if k + 1 < len(p.chunks) else p.hi
    content = (end, p.hi) if opening else (p.lo, first)
    if content[0] >= content[1]:
        return None
    return Report(cue, source, (content,), "as-said")


def _asked(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`Asked whether …`, `when asked about …`: a question, and nobody named."""
    if p.kinds[k] not in "epv" or p.low(k) not in ("asked", "pressed", "questioned"):
        return None
    if p.kinds[k] == "v" and p.chunks[k].past - p.chunks[k].first == 1:
        return None
    after = p.tokens[p.chunks[k].past].low if p.chunks[k].past < p.hi else ""
    if after not in word_class("clause") | {"about", "by", "to", "what", "who", "for"}:
        return None
    past = p.chunks[k].past
    comma = next((c.first for c in p.chunks[k:] if c.kind in ",Q"), p.hi)
    source = _phrase_at_token(p, past + 1) if after == "by" else None
    start = source[1] if source else past
    if start >= comma:
        return None
    cue = (p.chunks[k].first, past)
    return Report(cue, source, ((start, comma),), "asked")


def _noun(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`X's claim that`, `claims by X that`, `the claim that “…”` and their like."""
    if p.kinds[k] != "n" or p.low(k) not in listed("noun"):
        return None
    chunk = p.chunks[k]
    cue = (chunk.head, chunk.past)
    after = p.kinds[k + 1 : k + 2]
    if after == "I" and p.low(k + 1) == "by":
        source = _phrase_at_token(p, chunk.past + 1)
        if source and source[1] < p.hi and p.tokens[source[1]].low == "that":
            return Report(cue, source, ((source[1], p.hi),), "noun-by")
        return None
    quoted = p.kinds[k + 1 : k + 2] == "Q" or p.kinds[k + 1 : k + 3] in ("xQ", ":Q")
    n = k + 1
    while p.kinds[n : n + 2] == "In":  # “her claim on Tuesday's show that”
        n += 2
    that = p.kinds[n : n + 1] in ("S", "W") and p.low(n) == "that"
    if not that and not quoted:
        return None
    content = ((p.chunks[n if that else k + 1].first, p.hi),)
    for n in range(chunk.head - 1, chunk.first - 1, -1):
        low = p.tokens[n].low
        if low == "'s":
            return Report(cue, (chunk.first, n), content, "noun-of")
        if low in _POSSESSIVE or state([low]):
            return Report(cue, (n, n + 1), content, "noun-of")
    if p.kinds[k + 1 : k + 3] == "SQ":
        return Report(cue, None, content, "noun-alone")
    return None


def _outcome(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`There are reports that …`: the reports are the source."""
    first = p.chunks[k].first
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
    del first
    return Report(cue, (head, head + 1), ((that.first, p.hi),), "existential")


def _state_of_mind(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`X are confident that …`."""
    chunk = p.chunks[k]
    if p.kinds[k + 1 : k + 2] != "S" or chunk.kind not in "xpv":
        return None
    that = p.chunks[k + 1]
    words = p.words(chunk.first, that.first)
    mind = [w for w in words if w in listed("state_of_mind")]
    if p.tokens[that.first].low != "that" or not mind:
        return None
    if not set(words) & word_class("be"):
        return None
    found = subject_of(p, k, shared)
    if not found:
        return None
    return Report(
        (chunk.first, that.past), found[0], ((that.first, p.hi),), "state-of-mind"
    )


def _set_phrase(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`X has a story about …`, `X put out a call for …`, `X had no word on …`."""
    chunk = p.chunks[k]
    if chunk.kind not in "vxmi":
        return None
    low = p.low(k)
    length = phrase_at(p, chunk.first, "non_answer")
    past = chunk.first + length if length else None
    if not past and low in CARRIES:
        past = _object(p, k, "piece", ("about", "on", "that", "saying", "of"))
    if not past and low in PUTS_OUT:
        past = _object(p, k, "statement", ("for", "to", "that", "saying", "on"))
    found = subject_of(p, k, shared) if past else None
    if not past or not found:
        return None
    return Report((chunk.first, past), found[0], ((past, p.hi),), "set-phrase")


def _object(p: Parse, k: int, kind: str, then: tuple[str, ...]) -> int | None:
    """Where an object of this class ends, if one begins at `at` and goes on right."""
    if p.kinds[k + 1 : k + 2] != "n" or p.low(k + 1) not in listed(kind):
        return None
    past = p.chunks[k + 1].past
    return past if set(then) & set(p.words(past, min(p.hi, past + 3))) else None


def _passive(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`is perceived as … in Washington`, `was criticized by X`, `as described by X`."""
    if p.kinds[k] not in "pe":
        return None
    held = verb_at(p, k)
    if not held or held[0].kind in ("utter", "address"):
        return None
    verb, past = held
    cue = (p.chunks[k].head, past)
    by = past < p.hi and p.tokens[past].low == "by"
    if by and p.kinds[k - 1 : k] == "W":  # “…,” X said in a letter shown by Y
        return None
    if by:
        source = _phrase_at_token(p, past + 1)
        if not source or not can_speak(p.tokens, source):
            return None
        content = ((source[1], p.hi), (p.lo, p.chunks[k].first))
        return Report(cue, source, content, "passive-by")
    if verb.kind != "judge" or p.kinds[k] != "p" or p.tokens[past].low != "as":
        return None
    for n in range(past + 1, min(p.hi, past + 10)):
        low = p.tokens[n].low
        source = _phrase_at_token(p, n + 1) if low in ("by", "in") else None
        if source and (low == "by" or state(p.words(*source))):
            return Report(cue, source, ((past, n),), "passive-as")
    return None


def _without_source(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`months of claiming that …`: a claim, and nobody named who makes it."""
    held = verb_at(p, k) if p.kinds[k] == "g" else None
    if not held or held[0].kind not in ("say", "state") or k == 0:
        return None
    past = held[1]
    if p.low(k - 1) != "of" or past >= p.hi or p.tokens[past].low != "that":
        return None
    return Report((p.chunks[k].first, past), None, ((past, p.hi),), "no-source")


def _name_colon(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`Name: “…”`, where no verb reports."""
    if p.kinds[k] != ":" or shared or p.kinds[k + 1 : k + 2] != "Q" or not k:
        return None
    cue = (p.chunks[k].first, p.chunks[k].past)
    source = chain_before(p, k - 1) if p.kinds[k - 1] == "n" else None
    if source is None or not _opens_clause(p, source):
        source = main_subject(p)
        if source is None or not can_speak(p.tokens, source):
            return None
        return Report(cue, source, ((cue[1], p.hi),), "subject-colon", rank=2)
    if not p.tokens[p.chunks[k - 1].head].capital:
        return None
    return Report(cue, source, ((cue[1], p.hi),), "name-colon")


def _opens_clause(p: Parse, phrase: Phrase) -> bool:
    before = p.tokens[phrase[0] - 1].kind if phrase[0] > p.lo else ""
    return before in ("", ",", "-", "quote", ":", ";")


Pattern = Callable[[Parse, int, Phrase | None], Report | None]
_OF_VERBS = (
    _as_said,
    _asked,
    _set_phrase,
    _state_of_mind,
    _without_source,
    _passive,
)
# The patterns that begin with a chunk of each kind, in the order they are tried.
PATTERNS: dict[str, tuple[Pattern, ...]] = {
    "I": (_preposition, _in_poll),
    "n": (_in_view, _outcome, _noun),
    ":": (_name_colon,),
    **dict.fromkeys("vmpxgieb", _OF_VERBS),
}
