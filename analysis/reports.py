"""Acts of reporting in a sentence: a cue, its source, and the content it governs.

    find_reports(tokens) -> tuple[Report, ...]

A `Report` speaks in token numbers; `drafts` and `attributions` turn it into places
in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.clauses import Token, word_class
from analysis.cues import Phrase, Place, Report, Verb, listed, openers, verb_at
from analysis.patterns import PATTERNS
from analysis.phrases import phrase_after
from analysis.subjects import can_speak, subject_of

_FINITE = (word_class("auxiliary") | word_class("modal")) - frozenset(
    ("'s", "having", "being", "been", "be")
)
_LONGEST = 400  # tokens in a sentence
_REACH = 16  # tokens between a verb and what it governs
_NEEDS_OBJECT = ("judge", "verdict", "address")
_RULES = {
    "subject": "cue-before",
    "appositive": "cue-before",
    "shared": "shared-subject",
    "relative": "relative",
    "participle": "participle",
}


class _Complement(NamedTuple):
    """What follows a verb: its kind, where it begins, and where the cue ends."""

    kind: str  # quote, colon, that, bare, none
    at: int
    cue_past: int


def find_reports(tokens: Sequence[Token]) -> tuple[Report, ...]:
    """The reports of a stream, in the order of their cues."""
    found: list[Report] = []
    for lo, hi in sentence_ranges(tokens):
        past, shared = lo, None
        for k in range(lo, hi):
            if k < past or tokens[k].low not in openers():
                continue
            place = Place(tokens, k, lo, hi, shared)
            report = _verb(place)
            for pattern in PATTERNS:
                report = pattern(place) or report
            if report and report.cue:
                found.append(report)
                past = report.cue[1]
                shared = None if report.rule == "preposition" else report.source
    return tuple(found)


def sentence_ranges(tokens: Sequence[Token]) -> Iterator[Phrase]:
    """The sentences of a stream, as token numbers, stops left out.

    What runs on for hundreds of tokens is no sentence and is cut.
    """
    lo = 0
    for k, token in enumerate(tokens):
        if token.kind == "stop" or k - lo == _LONGEST:
            if lo < k:
                yield lo, k
            lo = k + (token.kind == "stop")


def _verb(place: Place) -> Report | None:
    """`X said that …`, `“…,” X said`, `“…,” said X` and their like."""
    held = verb_at(place)
    if not held:
        return None
    verb, past = held
    inverted = _inverted(place, past, verb)
    if inverted:
        return inverted
    subject = subject_of(place, verb)
    if not subject:
        return None
    source, how = subject
    following = _complement(place, past, verb)
    cue = (place.k, following.cue_past)
    before = _content_before(place, source, verb, following, past)
    if before and how in ("subject", "appositive"):
        return Report(cue, source, before, "cue-after")
    if not _takes(place, verb, following, past):
        return None
    anyone = verb.kind in ("say", "tell", "ask") and how != "relative"
    if following.kind != "quote" and not anyone and not can_speak(place, source):
        return None
    sure = following.kind != "quote" or verb.kind not in ("utter", *_NEEDS_OBJECT)
    return Report(cue, source, ((following.at, place.hi),), _RULES[how], sure)


def _inverted(place: Place, past: int, verb: Verb) -> Report | None:
    """A cue before its source: `“…,” said X` and, at the end, `…, said X`."""
    k = place.k
    if verb.form == "ing" or verb.kind not in ("say", "state", "ask", "utter", "think"):
        return None
    quoted = place.kind(k - 1) == "quote" or (
        place.kind(k - 1) == "," and place.kind(k - 2) == "quote"
    )
    if not quoted and (place.kind(k - 1) != "," or verb.kind not in ("say", "state")):
        return None
    source = place.within(phrase_after(place.tokens, past))
    if not source or source[0] != past or place.low(past) in ("we", "you", "one"):
        return None
    behind = place.low(source[1])
    if behind in _FINITE or behind in word_class("clause"):
        return None
    if not quoted and place.kind(source[1]) not in ("", ",", "-"):
        return None
    after = ((source[1], place.hi),) if source[1] < place.hi else ()
    return Report((k, past), source, ((place.lo, k), *after), "cue-inverted")


def _complement(place: Place, past: int, verb: Verb) -> _Complement:
    k = _past_hearer(place, past) if verb.kind == "tell" else past
    cue_past = k if k - past <= 4 else past
    opens_late = verb.kind in ("say", "tell", "state", "ask")
    for n in range(k, min(place.hi, k + _REACH)):
        kind = place.kind(n)
        if kind == "quote":
            return _Complement("quote", n if n - k <= 1 else k, cue_past)
        if kind == ":":
            return _Complement("colon", n + 1, cue_past)
        if place.low(n) in word_class("clause") and (n == k or opens_late):
            return _Complement("that", n, cue_past)
        if kind in ("-", ")") or (kind == "," and n > k + 3):
            break
    return _Complement("bare" if place.kind(k) == "word" else "none", k, cue_past)


def _past_hearer(place: Place, past: int) -> int:
    """Where the hearer ends whom “told” names."""
    if place.low(past) in word_class("object"):
        return past + 1
    hearer = place.within(phrase_after(place.tokens, past))
    return hearer[1] if hearer and hearer[0] == past else past


def _content_before(
    place: Place, source: Phrase, verb: Verb, following: _Complement, past: int
) -> tuple[Phrase, ...] | None:
    """What stands before `X said`, if that is the content: a quote, or a clause."""
    first, lo = source[0], place.lo
    if first <= lo:  # a quote that ends in a stop may be a sentence before
        quoted = lo > 1 and place.tokens[lo - 2].kind == "quote"
        return ((lo - 2, lo - 1),) if quoted and following.kind == "none" else None
    quoted = place.kind(first - 1) == "quote"
    if quoted and following.kind != "none":
        governs = verb.kind not in _NEEDS_OBJECT
        return ((lo, first), (past, place.hi)) if governs else None
    if following.kind != "none" or place.kind(first - 1) not in (",", "quote", "-"):
        return None
    hearer_missing = verb.kind == "tell" and following.cue_past == past
    if not quoted and (verb.kind in ("utter", *_NEEDS_OBJECT) or hearer_missing):
        return None
    goes_on = place.kind(following.at) in (",", "-")
    after = ((following.at + 1, place.hi),) if goes_on else ()
    return ((lo, first), *after)


def _takes(place: Place, verb: Verb, following: _Complement, past: int) -> bool:
    """Whether a verb of this class reports with this complement."""
    kind, at = following.kind, following.at
    if kind == "quote":
        return True
    if kind == "colon":
        return verb.kind not in ("think", *_NEEDS_OBJECT)
    if verb.kind == "utter":
        return kind == "that" and at == past
    if kind == "that":
        return verb.kind not in _NEEDS_OBJECT
    return kind == "bare" and _takes_bare(place, verb, at)


def _takes_bare(place: Place, verb: Verb, at: int) -> bool:
    """Whether a verb reports with a clause without “that”, or with an object."""
    if verb.kind == "say":
        return True
    if verb.kind in ("tell", "state", "think"):
        ready = set(place.words((at, at + 3))) & listed("readiness")
        return bool(ready) or _is_clause(place, at)
    if verb.kind == "judge":
        if place.low(at) in word_class("inner") or place.low(at) in ("as", "by", "to"):
            return False
        named = verb.lemma in ("consider", "deem", "call")
        return named or "as" in place.words((at, min(place.hi, at + 10)))
    return verb.kind == "verdict" and place.low(at) not in word_class("inner") | {"by"}


def _is_clause(place: Place, at: int) -> bool:
    """Whether a clause begins at `at`: a subject, and a finite verb within reach."""
    if place.low(at) in word_class("pronoun"):
        return place.kind(at + 1) == "word" and place.low(at + 1) != "to"
    if place.low(at) in ("to", "of", "in", "for", "by"):
        return False
    for n in range(at + 1, min(place.hi, at + 14)):
        if place.kind(n) in (":", "-", "quote"):
            return False
        if place.low(n) in _FINITE:
            return True
    return False
