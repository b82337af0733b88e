"""Clauses of attitude: a cue, who holds it, and what it is about.

    find_attitude_clauses(syntax) -> tuple[AttitudeClause, ...]

Each construction is a function of a sentence and the chunk it begins with; its
docstring gives its pattern.  They speak in token numbers, as `clauses` do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from analysis.attribution.attitude_cues import (
    AttitudeCue,
    AttitudeKind,
    attitude_cues,
    attitude_words,
    modifiers,
)
from analysis.attribution.clauses import CuedClause
from analysis.attribution.constructions import owner_of
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.phrases import FINITE, MARKS, NOUNS, VERBS
from analysis.attribution.sentence import Link, Syntax
from analysis.syntax.morphology import can_be
from analysis.syntax.tokens import word_class

_EXAMPLES = frozenset(("including", "like"))  # they go on behind a comma
_REASONS = frozenset(("for", "as", "over"))  # behind an agent: “praised by X for Y”
_NON_FINITE = frozenset("igb")
_FINITE_ONLY = frozenset(("act", "appearance"))  # kinds that an infinitive never shows
_SOURCELESS = frozenset(("topic", "belief"))  # that it shows though nobody is named
_UNNAMED = frozenset(("influence", "evaluation", "factive"))  # in a passive
_QUESTIONS = frozenset(("how", "why", "where", "when"))
_POSSIBLE = frozenset(("could", "should", "may"))  # nobody is said to think it yet
_RAISES = "raise"  # the complement of “seem”: its subject belongs to the content


class AttitudeClause(NamedTuple):
    """A clause of attitude and its kind."""

    kind: AttitudeKind
    clause: CuedClause


class Complement(NamedTuple):
    """What follows a cue: its name, the token it begins at, where the cue ends."""

    name: str
    at: int
    cue_past: int


def find_attitude_clauses(p: Syntax) -> tuple[AttitudeClause, ...]:
    """The clauses of attitude of a sentence, in text order, one a cue."""
    lows = [token.low for token in p.tokens[p.lo : p.hi]]
    if attitude_words().isdisjoint(lows):
        return ()
    modified = not modifiers().isdisjoint(lows)
    words, light = attitude_words(), word_class("light")
    found: list[AttitudeClause] = []
    past = p.lo
    for k, chunk in enumerate(p.chunks):
        if chunk.head < past:
            continue
        low = p.tokens[chunk.head].low
        opens = low in words or low in light
        finds = _CONSTRUCTIONS.get(chunk.kind, ()) if opens else ()
        if modified and chunk.kind in VERBS:
            finds = (*_MODIFIED, *finds)
        for find in finds:
            one = find(p, k)
            if one:
                found.append(one)
                past = one.clause.cue[1]
                break
    return tuple(found)


# --- complements ----------------------------------------------------------------


def _complements(p: Syntax, m: int, past: int) -> Iterator[Complement]:
    """What the words behind a cue can be, that ends at token `past`, before chunk `m`.

    The most telling comes first: `obj-inf` of “asked him to leave”, then `obj`.
    """
    opens = p.kind_at(m)
    if not opens:
        return
    at, low = p.chunks[m].first, p.low(m)
    at -= at > past and p.word_at(at - 1) == "not"  # “decided not to run”
    if opens == "I":
        yield Complement(low, p.chunks[m].past, p.chunks[m].past)
    elif opens in "Sig" or opens == "W":
        name = _name_of_clause(opens, low)
        yield Complement(name, at + (name == "as"), past + (name == "as"))
    elif opens in NOUNS or opens in "Qd":
        yield from (Complement(name, at, past) for name in _names_of_object(p, m))


def _name_of_clause(kind: str, low: str) -> str:
    """`that`, `as`, `W` (a question), `inf`, `ger`, or the word that opens it."""
    if kind == "S":
        if low in word_class("clause"):
            return "that"
        return "W" if low in _QUESTIONS else low
    return {"i": "inf", "g": "ger", "W": "W"}[kind]


def _names_of_object(p: Syntax, m: int) -> Iterator[str]:
    """What an object at chunk `m` can be, by what follows it."""
    n = p.past_links(m + 1 + (p.kinds[m] == "d"), "In", "Cn")
    behind = p.kind_at(n)
    if behind == "i":
        yield "obj-inf"
    if behind and behind in FINITE and p.kinds[m] == "n":
        yield "clause"
    if behind in ("I", "S") and p.low(n) == "as":
        yield "obj-as"
    yield "obj"


def _licensed(
    cues: Iterable[AttitudeCue], complements: Sequence[Complement]
) -> tuple[AttitudeCue, Complement] | None:
    """The first complement that one of the cues takes, with that cue."""
    for complement in complements:
        for cue in cues:
            if complement.name in cue.complements:
                return cue, complement
    return None


def _clause_end(p: Syntax, complement: Complement, closed: bool) -> int:
    """Where a complement ends: at a mark that opens no list, or at another verb.

    `closed` is whether a clause around it may go on behind: in “those who want peace
    left” the second verb is another clause's, in “wants the town he loves” it is not.
    """
    licensed = complement.name in ("clause", "that", "W")
    for n in range(p.chunk_from(complement.at), len(p.chunks)):
        kind, first = p.kinds[n], p.chunks[n].first
        if kind in FINITE:
            if p.kind_at(n - 1) == "C" and not _shares_to(p, n, complement):
                return p.chunks[n - 1].first
            if closed and not licensed:
                return first
            licensed = False
        elif kind in "SW":
            licensed = True
        elif licensed or kind not in MARKS or first <= complement.at:
            continue
        elif not _goes_on(p, n):
            return first
    return p.hi


def _shares_to(p: Syntax, n: int, complement: Complement) -> bool:
    """Whether verb `n` shares the “to” of the complement: “to leave and find work”."""
    return complement.name in ("inf", "obj-inf") and "B" in can_be(p.low(n))


def _goes_on(p: Syntax, n: int) -> bool:
    """Whether a phrase goes on behind mark `n`: “rain, hail and snow”, a colon."""
    if p.kinds[n] == ":":
        return True
    behind = p.kind_at(n + 1)
    if behind == "I":
        return p.low(n + 1) in _EXAMPLES
    if behind == "C" and p.kind_at(n + 2) == "n":
        return p.kind_at(p.past_links(n + 3, "In")) in ("", ",")
    return behind == "n" and p.kind_at(p.past_links(n + 2, "In")) in ("", ",", "C")


# --- verbs ------------------------------------------------------------------------


def _cues_at(p: Syntax, k: int) -> tuple[tuple[AttitudeCue, ...], int]:
    """What verb `k` can be, and the token behind it, a particle counted: “laid out”."""
    head, verbs = p.chunks[k].head, attitude_cues("verb")
    low = p.tokens[head].low
    pair = verbs.get(f"{low} {p.word_at(head + 1)}")
    if pair:
        return pair, head + 2
    return verbs.get(low, ()), p.chunks[k].past


def _verb(p: Syntax, k: int) -> AttitudeClause | None:
    """`X hopes to V`, `X opposes Y`, `X wants Y to V`, `X called for Y`."""
    cues, past = _cues_at(p, k)
    if not cues:
        return None
    found = _licensed(cues, tuple(_complements(p, p.chunk_from(past), past)))
    if not found:
        return None
    cue, complement = found
    head = p.chunks[k].head
    if p.kinds[k] in _NON_FINITE and cue.kind in _FINITE_ONLY:
        return None
    if p.kinds[k] == "m" and p.word_at(p.chunks[k].first) in _POSSIBLE:
        return None
    span = head, max(complement.cue_past, head + 1)
    return _clause(p, k, cue, span, complement, "attitude-verb")


def _light(p: Syntax, k: int) -> AttitudeClause | None:
    """`X takes issue with Y`, `X has no plans to V`."""
    chunk = p.chunks[k]
    m = p.chunk_from(chunk.past)
    if p.low(k) not in word_class("light") or p.kind_at(m) != "n":
        return None
    cues = attitude_cues("object").get(p.low(m), ())
    found = _licensed(cues, tuple(_complements(p, m + 1, p.chunks[m].past)))
    if not found:
        return None
    cue, complement = found
    span = chunk.head, complement.cue_past
    return _clause(p, k, cue, span, complement, "attitude-verb")


def _clause(
    p: Syntax, k: int, cue: AttitudeCue, span: Phrase, complement: Complement, rule: str
) -> AttitudeClause | None:
    """The clause of verb `k`, whose subject is the source."""
    subject = p.subject_of(k)
    source, link = subject or (None, None)
    if source is None and p.kinds[k] in _NON_FINITE and cue.kind not in _SOURCELESS:
        return None
    referent = p.antecedent(k - 1) if link == "relative" else None
    content = ((complement.at, _clause_end(p, complement, _is_closed(p, k, link))),)
    return AttitudeClause(
        cue.kind, CuedClause(span, source, content, rule, referent=referent)
    )


def _is_closed(p: Syntax, k: int, link: Link | None) -> bool:
    """Whether verb `k` stands in a clause with another around it."""
    return link in (None, "relative") or (link == "subject" and p.kinds[k] == "g")


def _raising(p: Syntax, k: int) -> AttitudeClause | None:
    """`Y seems to V`, `Y appears likely`: nobody is named to whom it seems so."""
    past = p.chunks[k].past
    cues = attitude_cues("verb").get(p.low(k), ())
    cue = next((cue for cue in cues if _RAISES in cue.complements), None)
    if cue is None or p.kind_at(k + 1) in ("", "I", *MARKS):
        return None
    subject = p.subject_of(k)
    if subject is None:
        return None
    complement = next(_complements(p, k + 1, past), Complement("", past, past))
    after = past, _clause_end(p, complement, _is_closed(p, k, subject.link))
    clause = CuedClause(
        (p.chunks[k].head, past), None, (subject.phrase, after), "attitude-raising"
    )
    return AttitudeClause(cue.kind, clause)


def _passive(p: Syntax, k: int) -> AttitudeClause | None:
    """`Y is expected to V`, `Y was condemned by X`, `Y is seen as Z`."""
    chunk, low = p.chunks[k], p.low(k)
    complements = tuple(_complements(p, k + 1, chunk.past))
    about, closed = _passive_subject(p, k)
    verbs = attitude_cues("verb").get(low, ())
    if verbs and complements and complements[0].name == "by":
        takes = (cue for cue in verbs if "obj" in cue.complements)
        return _passive_by(p, k, next(takes, verbs[0]), complements[0].at)
    found = _licensed(attitude_cues("passive").get(low, ()), complements)
    if found:
        cue, complement = found
        rest = complement.at, _clause_end(p, complement, closed)
        return _about(cue, (chunk.head, complement.cue_past), None, about, rest)
    if not verbs or chunk.kind == "e" or verbs[0].kind not in _UNNAMED:
        return None
    if not any("obj" in cue.complements for cue in verbs):
        return None  # “was fired”
    rest = chunk.past, chunk.past
    if complements and complements[0].name in ("obj", "that", "W"):
        rest = chunk.past, _clause_end(p, complements[0], closed)
    return _about(verbs[0], (chunk.head, chunk.past), None, about, rest)


def _passive_by(p: Syntax, k: int, cue: AttitudeCue, at: int) -> AttitudeClause | None:
    """The clause of a passive whose agent begins at token `at`: `by X for Y`."""
    source = p.phrase_at(at)
    if source is None:
        return None
    about, closed = _passive_subject(p, k)
    first, past = source
    cut = (t for t in range(first + 1, past) if p.word_at(t) in _REASONS)
    source = first, next(cut, past)
    n = p.chunk_from(source[1])
    why = p.kind_at(n) in ("I", "S") and p.low(n) in _REASONS
    end = _clause_end(p, Complement("", source[1], 0), closed) if why else source[1]
    span = p.chunks[k].head, p.chunks[k].past
    return _about(cue, span, source, about, (source[1], end))


def _passive_subject(p: Syntax, k: int) -> tuple[Phrase | None, bool]:
    """The subject of a passive, and whether a clause around it may go on behind.

    Of a participle it is the noun before: “a law opposed by Lee”, “the law, opposed by
    Lee”.
    """
    if p.kinds[k] == "e":
        noun = k - 2 if p.kind_at(k - 1) == "," else k - 1
        return (p.phrase_to(noun) if p.kind_at(noun) == "n" else None), True
    phrase, link = p.subject_of(k) or (None, None)
    return phrase, _is_closed(p, k, link)


def _about(
    cue: AttitudeCue,
    span: Phrase,
    source: Phrase | None,
    about: Phrase | None,
    rest: Phrase,
) -> AttitudeClause | None:
    """The clause of a passive: its subject and what follows are the content."""
    content = tuple(part for part in (about, rest) if part and part[0] < part[1])
    clause = CuedClause(span, source, content, "attitude-passive")
    return AttitudeClause(cue.kind, clause)


# --- adjectives and adverbs ---------------------------------------------------------


def _adjective(p: Syntax, k: int) -> AttitudeClause | None:
    """`X is confident that`, `X was wary of Y`, `X is alarmed at Y`."""
    chunk, adjectives = p.chunks[k], attitude_cues("adjective")
    behind = p.chunks[k + 1].first if k + 1 < len(p.chunks) else p.hi
    first = chunk.first + (chunk.kind != "e")
    at = next((t for t in range(first, behind) if p.word_at(t) in adjectives), None)
    if at is None:
        return None
    complements = tuple(_complements(p, k + 1, at + 1))
    found = _licensed(adjectives[p.word_at(at)], complements)
    if not found:
        return None
    cue, complement = found
    span = at, complement.cue_past
    return _clause(p, k, cue, span, complement, "attitude-adjective")


def _adverb(p: Syntax, k: int) -> AttitudeClause | None:
    """`Y reportedly V`, `Y was allegedly V`: by whom it is said, nobody says."""
    first, past = p.chunks[k].first, p.chunks[k].past
    before = p.chunks[k - 1].past if k else p.lo
    adverbs = attitude_cues("adverb")
    at = next((t for t in range(before, past) if p.word_at(t) in adverbs), None)
    subject = p.subject_of(k) if at is not None else None
    if at is None or subject is None:
        return None
    closed = _is_closed(p, k, subject.link)
    end = _clause_end(p, Complement("", past, past), closed)
    content = (subject.phrase, (first, at), (max(first, at + 1), end))
    clause = CuedClause((at, at + 1), None, content, "attitude-adverb")
    return AttitudeClause(adverbs[p.word_at(at)][0].kind, clause)


# --- nouns ------------------------------------------------------------------------


def _noun(p: Syntax, k: int) -> AttitudeClause | None:
    """`X's criticism of Y`, `X voiced support for Y`, `Y won the support of X`."""
    chunk = p.chunks[k]
    cues = attitude_cues("noun").get(p.low(k), ())
    if not cues or p.tokens[chunk.head].capital:
        return None
    found = _licensed(cues, tuple(_complements(p, k + 1, chunk.past)))
    if not found:
        return None
    cue, complement = found
    source = owner_of(p, k, states=True)
    verb = p.low(k - 1) if p.kind_at(k - 1) in VERBS else ""
    if complement.name in ("from", "among") or (
        complement.name == "of" and verb in word_class("receives")
    ):
        content, source = source or _subject(p, k - 1), p.phrase_at(complement.at)
        if not (content and source):
            return None
    else:
        content = complement.at, _clause_end(p, complement, not verb)
        if source is None and verb in word_class("expresses"):
            source = _subject(p, k - 1)
    span = chunk.head, complement.cue_past
    return AttitudeClause(
        cue.kind, CuedClause(span, source, (content,), "attitude-noun")
    )


def _subject(p: Syntax, k: int) -> Phrase | None:
    subject = p.subject_of(k)
    return subject.phrase if subject else None


_Construction = Callable[[Syntax, int], AttitudeClause | None]
_MODIFIED: tuple[_Construction, ...] = (_adverb, _adjective)
_CONSTRUCTIONS: dict[str, tuple[_Construction, ...]] = {
    **dict.fromkeys(VERBS - {"p", "e"}, (_raising, _light, _verb)),
    **dict.fromkeys("pe", (_passive,)),
    "n": (_noun,),
}
