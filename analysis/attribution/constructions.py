"""Reporting without a plain verb: prepositions, nouns of report, set phrases.

find_pattern(parse, chunk, shared) -> Report | None
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from analysis.attribution.cue_lexicon import (
    CARRIES,
    PUTS_OUT,
    Phrase,
    Report,
    listed,
    phrase_at,
    verb_at,
)
from analysis.attribution.noun_phrases import (
    FINITE,
    can_speak,
    chain_before,
    phrase_at_token,
    phrase_from,
)
from analysis.attribution.reporting_nouns import in_poll, in_view, noun, outcome
from analysis.attribution.source_types import state
from analysis.attribution.subjects import main_subject, subject_of
from analysis.syntax.chunker import Parse
from analysis.syntax.tokens import word_class


def _preposition(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`According to X, …` and `…, according to X`."""
    first = p.chunks[k].first
    length = phrase_at(p, first, "preposition")
    source = phrase_at_token(p, first + length) if length else None
    if not source:
        return None
    start = p.lo
    if p.lo > 1 and p.kinds.startswith("nv") and p.tokens[p.lo - 2].kind == "quote":
        start = p.lo - 2  # “…?” Ann Lee asked, according to a friend
    after = (source[1], p.hi)
    behind = [c.kind for c in p.chunks if c.first >= source[1]][:2]
    inserted = p.kinds[k - 1 : k] == "," and behind[:1] == [","]
    inserted = inserted and len(behind) > 1 and behind[1] in FINITE | {"n", "Q"}
    opening = k < 2 and "Q" not in p.kinds[:k]
    content = (after,) if opening else ((start, first), after) if inserted else None
    content = content or ((start, first),)
    return Report((first, first + length), source, content, "preposition")


def _as_said(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`As X reported, …` and `…, as X put it`."""
    held = verb_at(p, k) if p.kinds[k] in "vm" else None
    if not held or held[0].kind == "utter":
        return None
    behind = [c for c in p.chunks[k + 1 :] if c.first >= held[1]]
    if behind and behind[0].kind not in ",-:":
        return None
    found = subject_of(p, k, shared)
    if not found or found[1] not in ("subject", "appositive"):
        return None
    source, first = found[0], found[0][0] - 1
    if first < p.lo or p.tokens[first].low not in ("as", "like"):
        return None
    cue = (p.chunks[k].head, held[1])
    opening = not any(c.kind in "nvmxpQ" for c in p.chunks if c.past <= first)
    end = behind[0].past if behind else p.hi
    after = ((end, p.hi),) if end < p.hi else ()
    content = after if opening else ((p.lo, first), *after)
    return Report(cue, source, content, "as-said") if content else None


def _asked(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`Asked whether …`, `when asked about …`: a question, and nobody named."""
    if p.kinds[k] not in "epv" or p.low(k) not in ("asked", "pressed", "questioned"):
        return None
    alone = p.kinds[k] == "v" and p.chunks[k].past - p.chunks[k].first == 1
    if alone and p.kinds[k - 1 : k] not in ("", "S"):  # “when asked” names nobody
        return None
    after = p.tokens[p.chunks[k].past].low if p.chunks[k].past < p.hi else ""
    if after not in word_class("clause") | {"about", "by", "to", "what", "who", "for"}:
        return None
    past = p.chunks[k].past
    comma = next((c.first for c in p.chunks[k:] if c.kind in ",Q"), p.hi)
    source = phrase_at_token(p, past + 1) if after == "by" else None
    start = source[1] if source else past
    if start >= comma:
        return None
    cue = (p.chunks[k].first, past)
    return Report(cue, source, ((start, comma),), "asked")


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
        source = phrase_at_token(p, past + 1)
        if not source or not can_speak(p.tokens, source):
            return None
        content = ((source[1], p.hi), (p.lo, p.chunks[k].first))
        return Report(cue, source, content, "passive-by", rank=1)
    if verb.kind != "judge" or p.kinds[k] != "p" or p.tokens[past].low != "as":
        return None
    for n in range(past + 1, min(p.hi, past + 10)):
        low = p.tokens[n].low
        source = phrase_at_token(p, n + 1) if low in ("by", "in") else None
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
    if p.kinds[:k] == "In" and p.low(0) == "from":  # “From the report: “…””
        return Report(cue, phrase_from(p, 1), ((cue[1], p.hi),), "name-colon")
    source = chain_before(p, k - 1) if p.kinds[k - 1] == "n" else None
    if source is None or not _opens_clause(p, source):
        source = main_subject(p)
        if source is None or not can_speak(p.tokens, source):
            return None
        return Report(cue, source, ((cue[1], p.hi),), "subject-colon", False, 2)
    if not p.tokens[p.chunks[k - 1].head].capital:
        return None
    return Report(cue, source, ((cue[1], p.hi),), "name-colon")


def _opens_clause(p: Parse, phrase: Phrase) -> bool:
    before = p.tokens[phrase[0] - 1].kind if phrase[0] > p.lo else ""
    return before in ("", ",", "-", "quote", ":", ";")


Pattern = Callable[[Parse, int, Phrase | None], Report | None]
# The patterns that begin with a chunk of each kind, in the order they are tried.
_PATTERNS: dict[str, tuple[Pattern, ...]] = {
    "I": (_preposition, in_poll),
    "n": (in_view, outcome, noun),
    ":": (_name_colon,),
    "v": (_as_said, _asked, _set_phrase, _state_of_mind),
    "m": (_as_said, _set_phrase),
    "p": (_asked, _state_of_mind, _passive),
    "x": (_set_phrase, _state_of_mind),
    "g": (_without_source,),
    "i": (_set_phrase,),
    "e": (_asked, _passive),
}


def find_pattern(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """The report that begins with chunk `k`, by the first pattern that fits.

    `shared` is the source of the report before it in the sentence.
    """
    for pattern in _PATTERNS.get(p.kinds[k], ()):
        report = pattern(p, k, shared)
        if report:
            return report
    return None


@cache
def pattern_words() -> frozenset[str]:
    """The head words of the phrases with which a pattern can begin."""
    nouns = listed("view") | listed("outcome") | listed("noun")
    return nouns | {"in", *(cue.split()[0] for cue in listed("preposition"))}
