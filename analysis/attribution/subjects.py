"""Who a verb belongs to: the subject of each verb group of a sentence.

    subject_of(parse, k, shared) -> (phrase, how) | None
    main_subject(parse, past) -> phrase | None

`how` says where the subject was: `subject` right before the verb, `appositive`
before an inserted description, `relative` before a “who”, `shared` with a verb
before, `participle` for “adding that”, `control` for “vowed to say”.
"""

from __future__ import annotations

from analysis.attribution.cue_lexicon import Phrase, verb_at
from analysis.attribution.noun_phrases import (
    FINITE,
    VERBS,
    antecedent,
    can_speak,
    chain_before,
    chain_start,
    is_author,
    is_document,
)
from analysis.attribution.source_types import roles
from analysis.syntax.chunker import Chunk, Parse
from analysis.syntax.tokens import word_class

Found = tuple[Phrase, str]

# What an insertion between a subject and its verb begins with.
_INSERTED = frozenset("nWegvISpo")


def subject_of(
    p: Parse, k: int, shared: Phrase | None = None, depth: int = 0
) -> Found | None:
    """The subject of the verb group `k`, and how it was found.

    `shared` is the source of the report before it in the sentence.
    """
    if depth > 6 or k < 0:
        return None
    kind = p.chunks[k].kind
    if kind == "g":
        return _of_participle(p, k, shared, depth)
    if kind == "i":
        return _controlled(p, k, shared, depth)
    if kind == "b" and k == 0:
        return None
    return _of_finite(p, k, shared, depth)


def main_subject(p: Parse, past: int | None = None) -> Phrase | None:
    """The subject of the sentence's first finite verb before token `past`.

    None if that is “I” or “we”, or if the sentence has none.
    """
    for k, chunk in enumerate(p.chunks):
        if past is not None and chunk.first >= past:
            return None
        if chunk.kind in FINITE:
            found = subject_of(p, k)
            if found and found[1] == "subject" and not is_author(p, found[0]):
                return found[0]
    return None


# --- finite verbs -------------------------------------------------------------


def _of_finite(p: Parse, k: int, shared: Phrase | None, depth: int) -> Found | None:
    j = k - 1
    before = p.kinds[j] if j >= 0 else ""
    if before and (before == "n" or before in VERBS):
        behind = _past_relative(p, k)
        if behind:
            return behind, "appositive"
    if before == "n":
        return _behind_noun(p, k, shared, depth)
    if before == "W":
        return _relative(p, j)
    if before and before in ",-":
        if _is_bracketed(p, j):
            return _found(p, chain_before(p, j - 1), "subject")
        around = _around_insertion(p, j)
        return _found(p, around, "appositive") or _shared(p, k, shared, depth)
    if before and before in "CQ":
        around = _around_insertion(p, j) if before == "Q" else None
        found = _found(p, around, "appositive") or _shared(p, k, shared, depth)
        if found is None and before == "C" and p.kinds[j - 1 : j] == "n":
            return _found(p, chain_before(p, j - 1), "subject")
        return found
    if before and before in VERBS:
        return subject_of(p, j, shared, depth + 1)
    return None


def _behind_noun(p: Parse, k: int, shared: Phrase | None, depth: int) -> Found | None:
    """The noun phrase right before verb `k`, if it can be its subject.

    None in “a drink called “x””; in “but in an interview said” it is shared.
    """
    start = chain_start(p, k - 1)
    chain = chain_before(p, k - 1)
    opening = start > 1 and p.kinds[start - 2 : start] in ("CI", ",I")
    if opening and not can_speak(p.tokens, chain):
        return _shared(p, k, shared, depth)
    if _is_naming(p, k) and start and _is_object(p, start):
        return None
    return _found(p, chain, "subject")


def _is_naming(p: Parse, k: int) -> bool:
    """Whether verb `k` stands before a quote and can be a participle: “called “x””."""
    if p.kinds[k] != "v" or p.kinds[k + 1 : k + 2] not in ("Q", "d"):
        return False
    held = verb_at(p, k)
    return held is not None and held[0].kind == "judge" and held[0].form == "past"


def _is_bracketed(p: Parse, j: int) -> bool:
    """Whether the comma `j` only follows a bracket: “Lee (R-Ohio), said”.

    In “her niece, Ann Lee (R-Ohio), said” it ends an insertion.
    """
    if p.kinds[j - 1 : j] != "n" or p.tokens[p.chunks[j].first - 1].kind != ")":
        return False
    before = p.kinds[: max(0, p.kinds.rfind(",", 0, j))]
    return not before or bool((VERBS | {"I"}) & set(before))


def _past_relative(p: Parse, k: int) -> Phrase | None:
    """The subject before a relative clause without a comma at its end.

    `The man who lost his job last year said`: only “who” has a verb before `k`.
    """
    lo = max((n for n in range(k) if p.kinds[n] in "QS;:"), default=-1) + 1
    w = p.kinds.find("W", lo, k)
    end = w - 2 if p.kinds[w - 1 : w] == "," else w - 1
    if end < lo or p.kinds[end] != "n" or FINITE & set(p.kinds[lo:end]):
        return None
    inside = p.kinds[w + 1 : k]
    if not FINITE & set(inside) or "," in inside:
        return None
    if sum(kind in FINITE for kind in inside) > inside.count("W") + 1:
        return None
    return chain_before(p, end)


def _relative(p: Parse, w: int) -> Found | None:
    """“Who” itself as the source beside the verb; a bare name before it, instead."""
    before = antecedent(p, w)
    if before is None or p.low(w) != "who":
        return _found(p, before, "relative")
    if p.kinds[w - 1] == "n" and _is_bare_name(p, p.chunks[w - 1]):
        return before, "relative"
    return (p.chunks[w].first, p.chunks[w].past), "relative"


def _around_insertion(p: Parse, j: int) -> Phrase | None:
    """The subject before an insertion that ends at comma `j`.

    `X, a Y, said` gives X; `her deputy, X, said` gives X too.
    """
    for i in range(j - 1, 0, -1):
        if p.kinds[i] not in ",-" or p.kinds[i - 1] != "n":
            continue
        inside = p.kinds[i + 1 : j]
        if not inside or inside[0] not in _INSERTED:
            continue
        aged = p.tokens[p.chunks[i + 1].first].low[0].isdigit()  # “81 and retired”
        clause = inside[0] == "n" and FINITE & set(inside) and "W" not in inside
        if clause and not aged:
            continue
        start = chain_start(p, i - 1)
        if start and _is_object(p, start):
            continue
        if _describes_another(p, start):
            continue
        role = not p.tokens[p.chunks[i - 1].past - 1].capital
        if role and inside == "n" and _is_bare_name(p, p.chunks[i + 1]):
            return p.chunks[i + 1].first, p.chunks[i + 1].past
        return chain_before(p, i - 1)
    return None


def _is_object(p: Parse, start: int) -> bool:
    """Whether the phrase at `start` hangs on a preposition or a verb before it."""
    before = p.kinds[start - 1]
    if before == "C" and start == 1:
        return False  # “But Lee, who …”
    if before == "C" and p.kinds[start - 2 : start - 1] == "n":  # `X and Y, who …`
        return start > 2 and p.kinds[start - 3] not in ",Q;:"
    if before in "IC":
        return True
    held = verb_at(p, start - 1) if before in VERBS else None
    return before in VERBS and not (held and held[0].kind in ("say", "state", "think"))


def _describes_another(p: Parse, start: int) -> bool:
    """Whether the phrase at `start` is inserted behind another: `X, a Y, a Z`."""
    if start < 2 or p.kinds[start - 2 : start] not in ("n,", "n-"):
        return False
    if p.kinds[0] == "I" and chain_start(p, start - 2) == 1:
        return False  # “In a letter to the town, her aide, X, said”
    first = p.tokens[p.chunks[start].first]
    return not first.capital or first.low[0].isdigit()


def _is_bare_name(p: Parse, chunk: Chunk) -> bool:
    tokens = p.tokens[chunk.first : chunk.past]
    return all(token.capital and token.low not in roles() for token in tokens)


def _shared(p: Parse, k: int, shared: Phrase | None, depth: int) -> Found | None:
    """The subject shared with the report before, else with a verb before.

    That is the first verb of the nearest stretch between commas that has one whose
    subject can speak: in “Lee left after Stone came, saying” it is Lee who says.
    """
    if shared and p.lo <= shared[0] < p.chunks[k].first:
        return _found(p, shared, "shared")
    end = k - 1 if k and p.kinds[k - 1] in ",-Q" else k
    while end > 0:
        start = max(p.kinds.rfind(mark, 0, end) for mark in ",;-") + 1
        for m in range(start, end):
            found = None
            if p.kinds[start : start + 2] == "IW":  # “…, with whom he met, saying”
                break
            if p.kinds[m] in FINITE:
                found = subject_of(p, m, shared, depth + 1)
            if found and found[1] != "relative" and _may_say(p, found[0]):
                return found[0], "shared"
        end = start - 1
    return None


def _may_say(p: Parse, phrase: Phrase) -> bool:
    return can_speak(p.tokens, phrase) or is_document(p.tokens, phrase)


# --- other verbs --------------------------------------------------------------


def _of_participle(p: Parse, k: int, shared: Phrase | None, depth: int) -> Found | None:
    before = p.kinds[k - 1] if k else ""
    if before == "n":
        return _beside_noun(p, k, shared, depth)
    if before == "S" and p.low(k - 1) == "as" and p.kinds[k - 2 : k - 1] == "n":
        return _found(p, chain_before(p, k - 2), "participle")  # “quoted X as saying”
    found = _shared(p, k, shared, depth) or _subject_after(p, k, depth)
    return (found[0], "participle") if found else None


def _beside_noun(p: Parse, k: int, shared: Phrase | None, depth: int) -> Found | None:
    """“Lawmakers urging …”, “a sign saying …”; “issued a report saying” is X's."""
    chain = chain_before(p, k - 1)
    owner = _shared(p, k, shared, depth)
    verb = next((m for m in range(k - 1, -1, -1) if p.kinds[m] in VERBS), None)
    put_out = verb is not None and p.low(verb) in word_class("puts_out")
    start = chain_start(p, k - 1)
    base = p.chunks[start]
    text = is_document(p.tokens, (base.first, base.past))
    if owner and put_out and verb == start - 1:
        return owner[0], "participle"  # “wrote to supporters saying”
    if owner and (put_out if text else not can_speak(p.tokens, chain)):
        return owner[0], "participle"
    return _found(p, chain, "subject")


def _subject_after(p: Parse, k: int, depth: int) -> Found | None:
    """The subject of the main clause behind an opening participle."""
    for m in range(k + 1, len(p.chunks)):
        if p.kinds[m] in FINITE and p.kinds[m - 1] not in "WIS":
            found = subject_of(p, m, None, depth + 1)
            if found and can_speak(p.tokens, found[0]):
                return found
    return None


def _controlled(p: Parse, k: int, shared: Phrase | None, depth: int) -> Found | None:
    for m in range(k - 1, -1, -1):
        if p.kinds[m] in VERBS:
            found = subject_of(p, m, shared, depth + 1)
            able = found is not None and _may_say(p, found[0])
            return (found[0], "control") if able else None
        if p.kinds[m] in "S;":
            return None
    return None


def _found(p: Parse, phrase: Phrase | None, how: str) -> Found | None:
    return (phrase, how) if phrase else None
