"""Constructions that report: verbs, prepositions, nouns of report, set phrases.

    find_clauses(syntax) -> tuple[CuedClause, ...]

Each construction is a function of a sentence, the chunk it begins with and the source
of the clause before it; its docstring gives its pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from analysis.attribution.clauses import (
    CLAUSE,
    UNLISTED,
    CuedClause,
    has_quote,
    verb_clause,
)
from analysis.attribution.coordination import split_coordinated
from analysis.attribution.cue_lexicon import (
    CueClass,
    Phrase,
    listed,
    may_report,
)
from analysis.attribution.passives import (
    agentive_passive,
    asked,
    bare_passive,
    without_source,
)
from analysis.attribution.phrases import FINITE, MARKS, VERBS
from analysis.attribution.sentence import Syntax
from analysis.attribution.source_types import outlet, state
from analysis.syntax.chunker import brackets
from analysis.syntax.tokens import word_class

# Verbs that report only with the right object: “carries a story”, “issued a call”.
_CARRIES = frozenset(("has", "have", "had", "carries", "ran", "runs", "published"))
_OF_PIECE = frozenset(("about", "on", "of"))
_PUTS_OUT = frozenset(
    (
        *("issued", "put", "released", "made", "makes", "making", "sent", "repeated"),
        *("gave", "gives", "giving", "delivered", "published", "offered", "voiced"),
    )
)
_ABOUT = frozenset(("for", "to", "on", "about", "against", "at", "over"))
ANSWERS = frozenset(("reply", "answer", "response", "retort", "verdict"))
_SEEN = re.compile(r",?e[InC]*,|W?v(?:In)*,")  # “, seen by X,”, “who lives in X,”
_CITES = frozenset(("citing", "quoting"))
_CITED = frozenset(("cites", "cited", "quotes", "quoted"))  # “the BBC, which cited X,”
_QUOTE = re.compile("x?:?(?P<opens>(?:(?<=x)S)?Q)")  # “Lee's answer was: “…””
_SPEECH = ("say", "state", "tell")
_POSSESSIVE = frozenset(("his", "her", "their", "its"))
_VIEWS: dict[str, CueClass] = {"in": "view", "by": "reckoning"}
_OPENING = frozenset((",", "-", "quote", ":", ";"))  # tokens before a clause


def find_clauses(p: Syntax) -> tuple[CuedClause, ...]:
    """The clauses of a sentence that report, in the order of their cues.

    What stands in brackets is read as a sentence of its own.
    """
    sentence = p.tokens[p.lo : p.hi]
    words = {token.low for token in sentence}
    if not (may_report(words) or has_quote(sentence) or p.follows_quote()):
        return ()
    clauses = [*_in_sentence(p)]
    if not words.isdisjoint("(["):
        for a, b in brackets(p.tokens, p.lo, p.hi):
            clauses += _in_sentence(Syntax(p.tokens, a, b))
    clauses.sort(key=lambda clause: clause.cue[0])
    if not words.isdisjoint(_CITES | _CITED):
        clauses = _pass_on(p, clauses)
    return split_coordinated(p, clauses)


def _pass_on(p: Syntax, clauses: list[CuedClause]) -> list[CuedClause]:
    """The clauses; in `Reuters reported, citing X, …` X says what Reuters reports."""
    for k, chunk in enumerate(p.chunks[:-1]):
        carrier = _carrier(clauses, chunk.first) if _cites(p, k) else None
        if not carrier or not _carries_reports(p, carrier):
            continue
        phrase = p.phrase_from(k + 1)
        aside = chunk.first - 2 * (p.kinds[max(0, k - 2) : k] == ",W")
        pieces = [_outside(piece, (aside, phrase[1])) for piece in carrier.content]
        content = tuple(piece for piece in pieces if piece[0] < piece[1])
        cited = CuedClause((chunk.first, chunk.past), phrase, content, "citing")
        kept = [c for c in clauses if not chunk.first <= c.cue[0] < phrase[1]]
        kept[kept.index(carrier)] = replace(carrier, content=content)
        clauses = sorted((*kept, cited), key=lambda clause: clause.cue[0])
    return clauses


def _cites(p: Syntax, k: int) -> bool:
    """Whether verb `k` cites what stands behind it: “citing X”, “which cited X”."""
    if p.kinds[k : k + 2] == "gn" and p.low(k) in _CITES:
        return True
    return p.kinds[max(0, k - 1) : k + 2] == "Wvn" and p.low(k) in _CITED


def _carrier(clauses: list[CuedClause], at: int) -> CuedClause | None:
    """The clause that passes on what is cited at a token: before it, else around it."""
    before = [c for c in clauses if c.cue[1] <= at]
    around = [c for c in clauses if c.source and c.source[1] <= at < c.cue[0]]
    carriers = before or around
    return carriers[-1] if carriers else None


def _carries_reports(p: Syntax, clause: CuedClause) -> bool:
    """Whether a clause reports what a news medium passes on."""
    words = p.words(*clause.source) if clause.source else ()
    media = outlet(words) or not word_class("medium").isdisjoint(words)
    return bool(words) and bool(media or p.word_at(clause.cue[0]).startswith("report"))


def _outside(piece: Phrase, aside: Phrase) -> Phrase:
    """A piece of content without an aside that stands in it or behind it."""
    a, b = piece
    return (a, min(b, aside[0])) if a < aside[0] else (max(a, aside[1]), b)


def _in_sentence(p: Syntax) -> Iterator[CuedClause]:
    """The clause that begins at each chunk, outside the cue of the one before."""
    past, shared = p.lo, None
    nouns = _opening_nouns()
    for k, chunk in enumerate(p.chunks):
        if chunk.head < past or chunk.kind not in _CONSTRUCTIONS:
            continue
        if chunk.kind in "nI" and p.tokens[chunk.head].low not in nouns:
            continue
        for find in _CONSTRUCTIONS[chunk.kind]:
            clause = find(p, k, shared)
            if clause:
                break
        if clause:
            yield clause
            past = max(past, clause.cue[1])
            aside = clause.rule in ("preposition", "relative", "noun-of")
            if not (aside or clause.needs_quote) and clause.rank == CLAUSE:
                shared = clause.source


@cache
def _opening_nouns() -> frozenset[str]:
    """The nouns and prepositions with which a construction can begin."""
    nouns = (
        listed("view")
        | listed("reckoning")
        | listed("outcome")
        | listed("noun")
        | word_class("outcry")
    )
    return nouns | {"in", *(cue.split()[0] for cue in listed("preposition"))}


# --- prepositions ---------------------------------------------------------------


def _preposition(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`According to X, …` and `…, according to X`."""
    first = p.chunks[k].first
    length = p.cue_length(first, "preposition")
    source = p.phrase_at(first + length) if length else None
    if not source or (p.low(k) == "per" and not _is_per_source(p, k, source)):
        return None
    start = p.lo
    if p.lo > 1 and p.kinds.startswith("nv") and p.tokens[p.lo - 2].kind == "quote":
        start = p.lo - 2  # “…?” Ann Lee asked, according to a friend
    before, after = (start, first), (source[1], p.hi)
    n = p.chunk_from(source[1])
    if aside := _SEEN.match(p.kinds, n):  # “…, seen by X, …”, “a suit filed in X, …”
        n = aside.end() - 1
        after = (p.chunks[n].past, p.hi)
    goes_on = p.kind_at(n + 1) in FINITE | {"n", "Q"}
    if k < 2 and "Q" not in p.kinds[:k]:
        content: tuple[Phrase, ...] = (after,)
    elif p.kind_at(k - 1) == "," and p.kind_at(n) == "," and goes_on:
        content = (before, after)
    else:
        content = (before,)
    return CuedClause((first, first + length), source, content, "preposition")


def _is_per_source(p: Syntax, k: int, source: Phrase) -> bool:
    """Whether “per” hands a sentence over: “…, per the Coast Guard”, not “per week”."""
    head = p.tokens[source[1] - 1]
    return p.kind_at(k - 1) == "," and head.capital and p.can_speak(source)


def _in_poll(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`In a poll, …`."""
    if p.kinds[k : k + 2] != "In" or p.low(k) != "in":
        return None
    if p.low(k + 1) not in listed("poll"):
        return None
    cue, source = (p.chunks[k].first, p.chunks[k].past), p.phrase_from(k + 1)
    if k > 1 or source[1] >= p.hi:
        return None
    return CuedClause(cue, source, ((source[1], p.hi),), "in-poll")


def _in_view(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`In X's view, …`, `…, by X's count`."""
    if p.kind_at(k - 1) != "I":
        return None
    chunk, first = p.chunks[k], p.chunks[k - 1].first
    kind = _VIEWS.get(p.low(k - 1))
    source = owner_of(p, k) if kind and p.low(k) in listed(kind) else None
    if source is None:
        return None
    after = ((chunk.past, p.hi),)
    inserted = p.kind_at(k - 2) == p.kind_at(k + 1) == ","
    whole = k < 3 or (inserted and "Q" in p.kinds[:k] and p.kind_at(k + 2) == "Q")
    content = after if whole else ((p.lo, first), *(after if inserted else ()))
    return CuedClause((first, chunk.past), source, content, "in-view")


# --- nouns ------------------------------------------------------------------------


def owner_of(p: Syntax, k: int, *, states: bool = False) -> Phrase | None:
    """Whose noun `k` is: the X of “X's view”, “her” of “her view”, a state if asked."""
    chunk = p.chunks[k]
    for n in range(chunk.head - 1, chunk.first - 1, -1):
        low = p.tokens[n].low
        if low == "'s" and n > chunk.first:
            return chunk.first, n
        if low in _POSSESSIVE or (states and state([low])):
            return n, n + 1
    return None


def _noun(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`X's claim that`, `claims by X that`, `the claim that “…”` and their like."""
    if p.low(k) not in listed("noun") | word_class("outcry"):
        return None
    chunk = p.chunks[k]
    cue = (chunk.head, chunk.past)
    if p.low(k) in word_class("outcry"):
        return _outcry(p, k, shared)
    if p.kind_at(k + 1) == "I" and p.low(k + 1) == "by":
        source = p.phrase_at(chunk.past + 1)
        if source and p.word_at(source[1]) == "that":
            return CuedClause(cue, source, ((source[1], p.hi),), "noun-by")
        return None
    opens = _noun_content(p, k)
    if opens is None:
        return None
    content = ((p.chunks[opens].first, _clause_end(p, opens)),)
    source = owner_of(p, k, states=True)
    if source:
        return CuedClause(cue, source, content, "noun-of")
    if p.kinds[k + 1 : k + 3] == "SQ":
        return CuedClause(cue, None, content, "noun-alone")
    return None


def _outcry(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`X joined in a chant of “…”`, `to cries of “…”`."""
    if p.kinds[k + 1 : k + 3] not in ("IQ", "Id") or p.low(k + 1) != "of":
        return None
    first, past = p.chunks[k].head, p.chunks[k + 1].past
    joins = p.kind_at(k - 1) == "I" and p.low(k - 1) in ("in", "into", "with")
    verb = k - 2 if joins else k - 1
    subject = p.subject_of(verb, shared) if p.kind_at(verb) in FINITE else None
    source = subject.phrase if subject and p.may_say(subject.phrase) else None
    quote = p.chunks[k + 2]
    return CuedClause((first, past), source, ((past, quote.past),), "noun-alone", True)


def _noun_content(p: Syntax, k: int) -> int | None:
    """The chunk with which the content of noun `k` begins: a “that”, else a quote.

    None where a verb reports it: “said in a statement that”, “called her claim “x””.
    """
    that, quote = _that(p, k), _QUOTE.match(p.kinds, k + 1)
    before = p.kind_at(k - 1)
    verb = k - 2 if before == "I" else k - 1
    kind = p.verb_class(verb) if p.kind_at(verb) in VERBS else "other"
    if kind in (_SPEECH if before == "I" else ("judge",)):
        return None
    if that is not None:
        return that
    return quote.start("opens") if quote else None


def _that(p: Syntax, k: int) -> int | None:
    """The “that” behind noun `k`: of “her claim on Tuesday's show”, “her claim is”."""
    n = p.past_links(k + 1, "In")
    n += p.kind_at(n) == "x"
    return n if p.kind_at(n) in ("S", "W") and p.low(n) == "that" else None


def _clause_end(p: Syntax, k: int) -> int:
    """Where the clause behind chunk `k` ends: with a quote that is all of it.

    So in “the claim that “…” strikes me as odd”.
    """
    verb = p.kind_at(k + 2) in FINITE or p.kinds[k + 2 : k + 4] == "no"  # strikes me
    return p.chunks[k + 1].past if verb and p.kinds[k + 1] == "Q" else p.hi


def _existential(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`There are reports that …`: the reports are the source."""
    if p.kind_at(k - 1) != "x" or p.low(k) not in listed("outcome"):
        return None
    there = p.chunks[k - 1].first - 1
    near = (chunk for chunk in p.chunks[k + 1 : k + 4])
    that = next((c for c in near if p.word_at(c.first) == "that"), None)
    if p.word_at(there) != "there" or not that:
        return None
    head = p.chunks[k].head
    content = ((that.first, p.hi),)
    return CuedClause((there, that.past), (head, head + 1), content, "existential")


def _was_answer(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`“…” was X's answer`."""
    if p.kind_at(k + 1) != "n" or p.low(k + 1) not in ANSWERS:
        return None
    quoted = p.kinds[:k] in ("Q", "Q,")
    source = owner_of(p, k + 1) if quoted else None
    if not source:
        return None
    first, answer = p.chunks[k].first, p.chunks[k + 1]
    cue = (answer.head, answer.past)
    return CuedClause(cue, source, ((p.lo, first),), "noun-of")


# --- verbs in other forms -----------------------------------------------------------


def _as_said(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`As X reported, …` and `…, as X put it`."""
    found = p.verb_at(k)
    if not found or found[0].kind == "utter":
        return None
    n = p.chunk_from(found[1])
    if n < len(p.chunks) and p.kinds[n] not in MARKS:
        return None
    subject = p.subject_of(k, shared)
    if not subject or subject.link not in ("subject", "appositive"):
        return None
    first = subject.phrase[0] - 1
    if p.word_at(first) not in ("as", "like"):
        return None
    opening = p.word_at(first - 1) in ("and", "but")
    end = p.chunks[n].past if n < len(p.chunks) else p.hi
    content = ((end, p.hi),) if opening else ((p.lo, first), (end, p.hi))
    cue = (p.chunks[k].head, found[1])
    return CuedClause(cue, subject.phrase, content, "as-said")


def _state_of_mind(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`X are confident that …`."""
    opinion = p.kinds[k : k + 3] == "xIn" and p.low(k + 1) == "of"
    opinion = opinion and p.low(k + 2) in listed("view")  # “is of the opinion that”
    n = k + 3 if opinion else k + 1
    if p.kind_at(n) != "S" or p.low(n) != "that":
        return None
    first, that = p.chunks[k].first, p.chunks[n]
    words = p.words(first, that.first)
    if not opinion and listed("state_of_mind").isdisjoint(words):
        return None
    subject = p.subject_of(k, shared)
    if not subject:
        return None
    content = ((that.first, p.hi),)
    return CuedClause((first, that.past), subject.phrase, content, "state-of-mind")


def _set_phrase(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`X has a story about …`, `X put out a call for …`, `X had no word on …`."""
    first, low = p.chunks[k].first, p.low(k)
    length = p.cue_length(first, "non_answer")
    past = first + length if length else None
    if not past and low in _CARRIES:
        past = _object_end(p, k, listed("piece"), _OF_PIECE)
    puts_out = not past and low in _PUTS_OUT
    if puts_out:
        past = _object_end(p, k, listed("statement"), _ABOUT)
    subject = p.subject_of(k, shared) if past else None
    if not past or not subject or (puts_out and not p.may_say(subject.phrase)):
        return None
    at = past
    if past == p.hi:
        at = p.chunks[k].past  # “declined to comment”, and no word on what
    return CuedClause((first, at), subject.phrase, ((at, p.hi),), "set-phrase")


def _object_end(
    p: Syntax, k: int, nouns: frozenset[str], links: frozenset[str]
) -> int | None:
    """Where the object of verb `k` ends, if it is listed and goes on right."""
    if p.kind_at(k + 1) != "n" or p.low(k + 1) not in nouns:
        return None
    past = p.chunks[k + 1].past
    n = p.chunk_from(past)
    link = p.word_at(p.chunks[n].first) if n < len(p.chunks) else ""
    return past if link in links | {"that", "saying"} else None


# --- a colon ----------------------------------------------------------------------


def _before_quote(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`Name: “…”` and `It did not surprise Name: “…”`, where no verb reports."""
    return None if shared or k == 0 or p.kind_at(k + 1) != "Q" else _name_colon(p, k)


def _name_colon(p: Syntax, k: int) -> CuedClause | None:
    """Whoever is named before colon `k`, else the subject of the sentence."""
    cue = (p.chunks[k].first, p.chunks[k].past)
    content = ((cue[1], p.hi),)
    if p.kinds[:k] == "In" and p.low(0) == "from":  # “From the report: “…””
        return CuedClause(cue, p.phrase_from(1), content, "name-colon")
    name = p.phrase_to(k - 1) if p.kinds[k - 1] == "n" else None
    opens = name and (name[0] == p.lo or p.tokens[name[0] - 1].kind in _OPENING)
    label = p.tokens[p.chunks[k - 1].head]
    capital = label.capital and label.low not in word_class("no_label")
    if _is_label(p, k):  # “Ann, 81: “…””
        return CuedClause(cue, p.phrase_from(0), content, "name-colon")
    if name and opens:
        return CuedClause(cue, name, content, "name-colon") if capital else None
    subject = _colon_subject(p, name if capital else None)
    if subject is None:
        return None
    return CuedClause(cue, subject, content, "subject-colon", True, UNLISTED)


def _colon_subject(p: Syntax, name: Phrase | None) -> Phrase | None:
    """The subject of a sentence if it can say something, else the name at its colon."""
    subject = p.main_subject
    return subject if subject and p.may_say(subject) else name or subject


def _is_label(p: Syntax, k: int) -> bool:
    """Whether before colon `k` stands a name with an age or a description of it."""
    if p.kinds[:k] != "n,n":
        return False
    age = p.low(2).isdigit()
    described = p.can_speak((p.chunks[2].first, p.chunks[2].past))
    return age or (p.is_bare_name(p.chunks[0]) and described)


# The constructions that begin with a chunk of each kind, in the order they are tried.
_CONSTRUCTIONS: dict[
    str, tuple[Callable[[Syntax, int, Phrase | None], CuedClause | None], ...]
] = {
    "I": (_preposition, _in_poll),
    "n": (_in_view, _existential, _noun),
    ":": (_before_quote,),
    "v": (
        _as_said,
        asked,
        _set_phrase,
        _state_of_mind,
        bare_passive,
        verb_clause,
    ),
    "m": (_as_said, _set_phrase, verb_clause),
    "p": (asked, _state_of_mind, agentive_passive, bare_passive, verb_clause),
    "x": (_was_answer, _set_phrase, _state_of_mind, verb_clause),
    "g": (without_source, verb_clause),
    "i": (_set_phrase, verb_clause),
    "e": (asked, agentive_passive, bare_passive, verb_clause),
    "b": (verb_clause,),
}
