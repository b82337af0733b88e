"""Reporting without a plain verb: prepositions, nouns of report, set phrases.

PATTERNS: the rules, each from a `Place` to a `Report` or None; a later one wins.
"""

from __future__ import annotations

from collections.abc import Callable

from analysis.clauses import word_class
from analysis.cues import (
    CARRIES,
    PUTS_OUT,
    Phrase,
    Place,
    Report,
    Verb,
    listed,
    listed_at,
    verb_at,
)
from analysis.phrases import head_of, phrase_after, phrase_before
from analysis.sources import state
from analysis.subjects import auxiliaries_before, can_speak, subject_of

_BE = Verb("be", "think", "s")
_HAVE = Verb("have", "say", "s")


def _preposition(place: Place) -> Report | None:
    """`According to X, …` and `…, according to X`."""
    past = listed_at(place, "preposition")
    source = _right_after(place, past) if past else None
    if not past or not source:
        return None
    opening = place.k - place.lo <= 1
    content = (source[1], place.hi) if opening else (place.lo, place.k)
    return Report((place.k, past), source, (content,), "preposition")


def _noun(place: Place) -> Report | None:
    """`X's claim that`, `claims by X that`, `the claim that “…”` and their like."""
    k = place.k
    if place.low(k) not in listed("noun"):
        return None
    cue = (k, k + 1)
    if place.low(k + 1) == "by":
        source = _right_after(place, k + 2)
        if source and place.low(source[1]) == "that":
            return Report(cue, source, ((source[1], place.hi),), "noun-by")
        return None
    if place.low(k + 1) != "that":
        return None
    content = ((k + 1, place.hi),)
    before = place.low(k - 1)
    if before == "'s":
        source = place.within(phrase_before(place.tokens, k - 1))
        return Report(cue, source, content, "noun-of") if source else None
    if before in ("his", "her", "their", "its") or (before and state([before])):
        return Report(cue, (k - 1, k), content, "noun-of")
    if place.kind(k + 2) == "quote":
        return Report(cue, None, content, "noun-alone")
    return None


def _outcome(place: Place) -> Report | None:
    """`There are reports that …`: the reports are the source."""
    if place.low(place.k) != "there" or place.low(place.k + 1) not in word_class("be"):
        return None
    for n in range(place.k + 2, min(place.hi, place.k + 6)):
        if place.low(n) in listed("outcome"):
            for m in range(n + 1, min(place.hi, n + 5)):
                if place.low(m) == "that":
                    content = ((m, place.hi),)
                    return Report((place.k, m + 1), (n, n + 1), content, "existential")
    return None


def _state_of_mind(place: Place) -> Report | None:
    """`X are confident that …`."""
    k = place.k
    if place.low(k) not in listed("state_of_mind") or place.low(k + 1) != "that":
        return None
    be = k - 1
    while place.low(be).endswith("ly") or place.low(be) in word_class("adverb"):
        be -= 1
    if place.low(be) not in word_class("be"):
        return None
    there = Place(place.tokens, be, place.lo, place.hi, place.shared)
    subject = subject_of(there, _BE)
    if not subject:
        return None
    return Report((be, k + 2), subject[0], ((k + 1, place.hi),), "state-of-mind")


def _set_phrase(place: Place) -> Report | None:
    """`X has a story about …`, `X put out a call for …`, `X had no word on …`."""
    k, low = place.k, place.low(place.k)
    past = listed_at(place, "non_answer")
    if low in CARRIES:
        after = ("about", "on", "that", "saying", "of")
        past = past or _object(place, k + 1, "piece", after)
    if low in PUTS_OUT and not past:
        at = k + 2 if place.low(k + 1) == "out" else k + 1
        past = _object(place, at, "statement", ("for", "to", "that", "saying", "on"))
    subject = subject_of(place, _HAVE) if past else None
    if not past or not subject:
        return None
    return Report((k, past), subject[0], ((past, place.hi),), "set-phrase")


def _object(place: Place, at: int, kind: str, then: tuple[str, ...]) -> int | None:
    """Where an object of this class ends, if one begins at `at` and goes on right."""
    if place.low(at) not in word_class("determiner"):
        return None
    for n in range(at + 1, min(place.hi, at + 5)):
        if place.low(n) in listed(kind):
            after = place.words((n + 1, min(place.hi, n + 4)))
            return n + 1 if set(then) & set(after) else None
        if place.kind(n) != "word":
            return None
    return None


def _passive(place: Place) -> Report | None:
    """`is perceived as … in Washington`, `was criticized by X`, `as described by X`."""
    held = verb_at(place)
    if not held or held[0].form != "past" or held[0].kind in ("utter", "address"):
        return None
    verb, past = held
    cue = (place.k, past)
    if place.low(past) == "by":
        source = _right_after(place, past + 1)
        if not source or not can_speak(place, source):
            return None
        content = ((source[1], place.hi), (place.lo, place.k))
        return Report(cue, source, content, "passive-by")
    _, passive, _ = auxiliaries_before(place)
    if verb.kind != "judge" or not passive or place.low(past) != "as":
        return None
    for n in range(past + 1, min(place.hi, past + 10)):
        source = _right_after(place, n + 1) if place.low(n) in ("by", "in") else None
        if source and (place.low(n) == "by" or state(place.words(source))):
            return Report(cue, source, ((past, n),), "passive-as")
    return None


def _without_source(place: Place) -> Report | None:
    """`months of claiming that …`: a claim, and nobody named who makes it."""
    held = verb_at(place)
    if not held or held[0].form != "ing" or held[0].kind not in ("say", "state"):
        return None
    past = held[1]
    if place.low(place.k - 1) != "of" or place.low(past) != "that":
        return None
    return Report((place.k, past), None, ((past, place.hi),), "no-source")


def _name_colon(place: Place) -> Report | None:
    """`Name: “…”`, where no verb reports."""
    k = place.k
    if place.kind(k) != ":" or place.shared or place.kind(k + 1) != "quote":
        return None
    source = place.within(phrase_before(place.tokens, k))
    if not source or not head_of(place.tokens, *source).capital:
        return None
    return Report((k, k + 1), source, ((k + 1, place.hi),), "name-colon")


def _right_after(place: Place, past: int) -> Phrase | None:
    """The phrase that begins at `past`."""
    source = place.within(phrase_after(place.tokens, past))
    return source if source and source[0] == past and source[1] <= place.hi else None


PATTERNS: tuple[Callable[[Place], Report | None], ...] = (
    _name_colon,
    _without_source,
    _passive,
    _set_phrase,
    _state_of_mind,
    _noun,
    _outcome,
    _preposition,
)
