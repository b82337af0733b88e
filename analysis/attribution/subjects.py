"""Subjects: who a verb of a sentence belongs to.

subject_of(parse, chunk, shared) -> Subject | None
main_subject(parse) -> phrase | None
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from analysis.attribution.cue_lexicon import Phrase, verb_at, verb_class
from analysis.attribution.noun_phrases import (
    DASHES,
    FINITE,
    VERBS,
    antecedent,
    can_speak,
    is_author,
    is_document,
    kind_at,
    phrase_start,
    phrase_to,
)
from analysis.attribution.source_types import roles
from analysis.syntax.chunker import Chunk, Parse
from analysis.syntax.tokens import word_class

# Where a subject stands: `subject` right before its verb, `appositive` before an
# inserted description, `relative` before a “who”, `shared` with a verb before,
# `participle` for “adding that”, `control` for “vowed to say”.
Link = Literal["subject", "appositive", "relative", "shared", "participle", "control"]
_INSERTED = frozenset("nWegvISpo")  # what an insertion begins with
_DEEPEST = 6  # verbs passed on the way to a subject


class Subject(NamedTuple):
    """The subject of a verb, and how the two are linked."""

    phrase: Phrase
    link: Link


def subject_of(
    p: Parse, k: int, shared: Phrase | None = None, depth: int = 0
) -> Subject | None:
    """The subject of the verb group `k`, and how it was found.

    `shared` is the source of the clause before it in the sentence.
    """
    if depth > _DEEPEST or k < 0:
        return None
    kind = p.kinds[k]
    if kind == "g":
        return _of_participle(p, k, shared, depth)
    if kind == "i":
        return _of_infinitive(p, k, shared, depth)
    if kind == "b" and k == 0:
        return None
    return _of_finite(p, k, shared, depth)


def main_subject(p: Parse) -> Phrase | None:
    """The subject of the sentence's first finite verb that has one before it.

    None if that is “I” or “we”, or if the sentence has none.
    """
    for k, kind in enumerate(p.kinds):
        if kind in FINITE:
            subject = subject_of(p, k)
            if subject and subject.link == "subject":
                if not is_author(p, subject.phrase):
                    return subject.phrase
    return None


# --- finite verbs -------------------------------------------------------------


def _of_finite(p: Parse, k: int, shared: Phrase | None, depth: int) -> Subject | None:
    """The subject of a finite verb, by the kind of chunk before it."""
    before = kind_at(p, k - 1)
    if before == "n" or before in VERBS:
        phrase = _before_relative(p, k)
        if phrase:
            return Subject(phrase, "appositive")
    if before == "n":
        return _behind_noun(p, k, shared, depth)
    if before == "W":
        return _in_relative(p, k - 1)
    if before in DASHES:
        if _only_closes_bracket(p, k - 1):
            return Subject(phrase_to(p, k - 2), "subject")
        return _before_insertion(p, k - 1) or _shared(p, k, shared, depth)
    if before == "Q":
        return _before_insertion(p, k - 1) or _shared(p, k, shared, depth)
    if before == "C":
        subject = _shared(p, k, shared, depth)
        if subject is None and kind_at(p, k - 2) == "n":
            return Subject(phrase_to(p, k - 2), "subject")
        return subject
    return subject_of(p, k - 1, shared, depth + 1) if before in VERBS else None


def _behind_noun(p: Parse, k: int, shared: Phrase | None, depth: int) -> Subject | None:
    """The noun phrase right before verb `k`, if it can be its subject.

    None in “a drink called “x””; in “but in an interview said” it is shared.
    """
    start = phrase_start(p, k - 1)
    phrase = phrase_to(p, k - 1)
    opening = start > 1 and p.kinds[start - 2 : start] in ("CI", ",I")
    if opening and not can_speak(p.tokens, phrase):
        return _shared(p, k, shared, depth)
    if _is_naming(p, k) and start and _is_object(p, start):
        return None
    return Subject(phrase, "subject")


def _is_naming(p: Parse, k: int) -> bool:
    """Whether verb `k` stands before a quote and can be a participle: “called “x””."""
    if p.kinds[k] != "v" or kind_at(p, k + 1) not in ("Q", "d"):
        return False
    found = verb_at(p, k)
    return found is not None and found[0].kind == "judge" and found[0].form == "past"


def _only_closes_bracket(p: Parse, k: int) -> bool:
    """Whether the comma `k` only follows a bracket: “Lee (R-Ohio), said”.

    In “her niece, Ann Lee (R-Ohio), said” it ends an insertion.
    """
    if kind_at(p, k - 1) != "n" or p.tokens[p.chunks[k].first - 1].kind != ")":
        return False
    before = p.kinds[: max(0, p.kinds.rfind(",", 0, k))]
    return not before or bool((VERBS | {"I"}) & set(before))


def _before_relative(p: Parse, k: int) -> Phrase | None:
    """The subject before a relative clause without a comma at its end.

    `The man who lost his job last year said`: only “who” has a verb before `k`.
    """
    lo = max((n for n in range(k) if p.kinds[n] in "QS;:"), default=-1) + 1
    who = p.kinds.find("W", lo, k)
    end = who - 2 if kind_at(p, who - 1) == "," else who - 1
    if end < lo or p.kinds[end] != "n" or FINITE & set(p.kinds[lo:end]):
        return None
    inside = p.kinds[who + 1 : k]
    n_verbs = sum(kind in FINITE for kind in inside)
    whole = 0 < n_verbs <= inside.count("W") + 1 and "," not in inside
    return phrase_to(p, end) if whole else None


def _in_relative(p: Parse, who: int) -> Subject | None:
    """“Who” itself as the source beside the verb; a bare name before it, instead."""
    before = antecedent(p, who)
    if before is None:
        return None
    bare = p.kinds[who - 1] == "n" and _is_bare_name(p, p.chunks[who - 1])
    if p.low(who) != "who" or bare:
        return Subject(before, "relative")
    return Subject((p.chunks[who].first, p.chunks[who].past), "relative")


def _before_insertion(p: Parse, end: int) -> Subject | None:
    """The subject before an insertion that ends at comma `end`.

    `X, a Y, said` gives X; `her deputy, X, said` gives X too.
    """
    for opening in range(end - 1, 0, -1):
        if p.kinds[opening] in DASHES and p.kinds[opening - 1] == "n":
            start = phrase_start(p, opening - 1)
            if _is_insertion(p, opening, end) and not (
                (start and _is_object(p, start)) or _describes_another(p, start)
            ):
                name = p.chunks[opening + 1]
                role = not p.tokens[p.chunks[opening - 1].past - 1].capital
                if role and opening + 2 == end and _is_bare_name(p, name):
                    return Subject((name.first, name.past), "appositive")
                return Subject(phrase_to(p, opening - 1), "appositive")
    return None


def _is_insertion(p: Parse, opening: int, end: int) -> bool:
    """Whether what stands between two commas describes what precedes, no clause."""
    inside = p.kinds[opening + 1 : end]
    if not inside or inside[0] not in _INSERTED:
        return False
    if inside[0] != "n" or not FINITE & set(inside) or "W" in inside:
        return True
    return p.tokens[p.chunks[opening + 1].first].low[0].isdigit()  # “81 and retired”


def _is_object(p: Parse, start: int) -> bool:
    """Whether the phrase at `start` depends on a preposition or a verb before it."""
    before = p.kinds[start - 1]
    if before == "C" and start == 1:
        return False  # “But Lee, who …”
    if before == "C" and p.kinds[start - 2] == "n":  # `X and Y, who …`
        return start > 2 and p.kinds[start - 3] not in ",Q;:"
    if before in "IC":
        return True
    return before in VERBS and verb_class(p, start - 1) not in ("say", "state", "think")


def _describes_another(p: Parse, start: int) -> bool:
    """Whether the phrase at `start` is inserted behind another: `X, a Y, a Z`."""
    if start < 2 or p.kinds[start - 2 : start] not in ("n,", "n-"):
        return False
    if p.kinds[0] == "I" and phrase_start(p, start - 2) == 1:
        return False  # “In a letter to the town, her aide, X, said”
    first = p.tokens[p.chunks[start].first]
    return not first.capital or first.low[0].isdigit()


def _is_bare_name(p: Parse, chunk: Chunk) -> bool:
    tokens = p.tokens[chunk.first : chunk.past]
    return all(token.capital and token.low not in roles() for token in tokens)


def _shared(p: Parse, k: int, shared: Phrase | None, depth: int) -> Subject | None:
    """The subject shared with the clause before, else with a verb before.

    That is the first verb of the nearest stretch between commas that has one whose
    subject can speak: in “Lee left after Stone came, saying” it is Lee who says.
    """
    if shared and p.lo <= shared[0] < p.chunks[k].first:
        return Subject(shared, "shared")
    end = k - 1 if kind_at(p, k - 1) in (",", "-", "Q") else k
    while end > 0:
        start = max(p.kinds.rfind(mark, 0, end) for mark in ",;-") + 1
        phrase = _first_speaker(p, start, end, shared, depth)
        if phrase:
            return Subject(phrase, "shared")
        end = start - 1
    return None


def _first_speaker(
    p: Parse, start: int, end: int, shared: Phrase | None, depth: int
) -> Phrase | None:
    """The first subject of a finite verb between two chunks that can speak."""
    if p.kinds[start : start + 2] == "IW":  # “…, with whom he met, saying”
        return None
    for k in range(start, end):
        if p.kinds[k] in FINITE:
            subject = subject_of(p, k, shared, depth + 1)
            if subject and subject.link != "relative" and _may_say(p, subject.phrase):
                return subject.phrase
    return None


def _may_say(p: Parse, phrase: Phrase) -> bool:
    return can_speak(p.tokens, phrase) or is_document(p.tokens, phrase)


# --- other verbs --------------------------------------------------------------


def _of_participle(
    p: Parse, k: int, shared: Phrase | None, depth: int
) -> Subject | None:
    before = kind_at(p, k - 1)
    if before == "n":
        return _beside_noun(p, k, shared, depth)
    if before == "S" and p.low(k - 1) == "as" and kind_at(p, k - 2) == "n":
        return Subject(phrase_to(p, k - 2), "participle")  # “quoted X as saying”
    subject = _shared(p, k, shared, depth) or _subject_after(p, k, depth)
    return Subject(subject.phrase, "participle") if subject else None


def _beside_noun(p: Parse, k: int, shared: Phrase | None, depth: int) -> Subject | None:
    """“Lawmakers urging …”, “a sign saying …”; “issued a report saying” is X's."""
    phrase = phrase_to(p, k - 1)
    owner = _shared(p, k, shared, depth)
    verb = _verb_before(p, k)
    put_out = verb is not None and p.low(verb) in word_class("puts_out")
    start = phrase_start(p, k - 1)
    if owner and put_out and verb == start - 1:
        return Subject(owner.phrase, "participle")  # “wrote to supporters saying”
    base = p.chunks[start]
    text = is_document(p.tokens, (base.first, base.past))
    if owner and (put_out if text else not can_speak(p.tokens, phrase)):
        return Subject(owner.phrase, "participle")
    return Subject(phrase, "subject")


def _verb_before(p: Parse, k: int) -> int | None:
    """The nearest verb before chunk `k`."""
    return next((n for n in range(k - 1, -1, -1) if p.kinds[n] in VERBS), None)


def _subject_after(p: Parse, k: int, depth: int) -> Subject | None:
    """The subject of the main clause behind an opening participle."""
    for n in range(k + 1, len(p.chunks)):
        if p.kinds[n] in FINITE and p.kinds[n - 1] not in "WIS":
            subject = subject_of(p, n, None, depth + 1)
            if subject and can_speak(p.tokens, subject.phrase):
                return subject
    return None


def _of_infinitive(
    p: Parse, k: int, shared: Phrase | None, depth: int
) -> Subject | None:
    """The subject of the verb before it in the same clause: “vowed to say”."""
    verb = _verb_before(p, k)
    if verb is None or not {"S", ";"}.isdisjoint(p.kinds[verb + 1 : k]):
        return None
    subject = subject_of(p, verb, shared, depth + 1)
    able = subject is not None and _may_say(p, subject.phrase)
    return Subject(subject.phrase, "control") if subject and able else None
