"""Clauses that report: a cue, its source, and the content it governs.

    verb_clause(syntax, chunk, shared) -> CuedClause | None

Here are those with a reporting verb (`X said that …`, `“…,” X said`, `“…,” said X`);
`constructions` has the others.  A clause speaks in token numbers of its paragraph;
`attributions` turns them into places in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.attribution.content import SPEAKING, Predicate
from analysis.attribution.cue_lexicon import OTHER, Phrase, Verb, listed
from analysis.attribution.phrases import FINITE, MARKS, VERBS
from analysis.attribution.sentence import Syntax
from analysis.attribution.source_types import state
from analysis.syntax.tokens import Token, head_of, word_class

# What a cue governs, in the order in which clauses claim a quote.
CLAUSE, OBJECT, UNLISTED = range(3)
_RULES = {
    "subject": "cue-before",
    "appositive": "cue-before",
    "shared": "shared-subject",
    "relative": "relative",
    "participle": "participle",
    "control": "control",
}
# Verbs with which a thing may show what nobody says: “the damage shows that”.
_SHOWS = frozenset(
    (
        *("show", "demonstrate", "indicate", "signal", "reveal", "imply", "confirm"),
        "require",
    )
)
_HEARD = Verb("hear", "state", "past")  # what was said to a court
# “Asked not to be named”, “asked that her name not be used”.
_ANONYMITY = 8  # words behind “asked” that may say so
_NAMED = frozenset(("named", "identified", "quoted", "photographed"))
_NAMES = frozenset(("name", "names", "surname", "surnames", "identity", "identities"))
_WHOSE = frozenset(("his", "her", "their"))
# What may stand between a noun and its verb: “published in Oslo”, “that it leads”.
_BEHIND_NOUN = re.compile(r"(?:[ev](?:I[no])+|W[vpx]n?(?:In)*)")
_SENDS = frozenset(  # “wrote to tell me that”
    ("wrote", "writes", "emailed", "e-mailed", "texted", "phoned", "rang", "called")
)


@dataclass(frozen=True, slots=True)
class CuedClause:
    """A cue with its source and its content, in token numbers.

    `source` is the phrase beside the cue (None: nobody is named), `content` the
    stretches that are reported, `rule` the rule that found them.  A clause that
    `needs_quote` reports only if its content turns out to hold one.  `rank` is CLAUSE
    where the cue governs a clause or a quote, OBJECT where it governs an object,
    UNLISTED for a verb on no list; a quote goes to the lowest.  `referent` is the
    phrase that a “who” stands for, if that is the source.
    """

    cue: Phrase
    source: Phrase | None
    content: tuple[Phrase, ...]
    rule: str
    needs_quote: bool = False
    rank: int = CLAUSE
    referent: Phrase | None = None


@dataclass(frozen=True, slots=True)
class UncuedClause:
    """A source with words that no cue links to it: the context does."""

    source: Phrase
    content: tuple[Phrase, ...]
    rule: str


Clause = CuedClause | UncuedClause


def has_quote(tokens: Sequence[Token]) -> bool:
    """Whether a quote is among the tokens."""
    return any(token.kind == "quote" for token in tokens)


def verb_clause(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`X said that …`, `“…,” X said`, `“…,” said X` and their like at chunk `k`.

    `shared` is the source of the clause before it in the sentence.
    """
    heard = _hears(p, k)
    verb, past = p.verb_at(k) or (OTHER, p.chunks[k].past)
    verb = _HEARD if heard else verb
    if verb is OTHER and "Q" not in p.kinds and not p.follows_quote():
        return None
    inverted = _inverted(p, k, past, verb)
    if inverted:
        return inverted
    active = heard or p.kinds[k] not in "pe"
    subject = p.subject_of(k, shared) if active else None
    if not subject:
        return None
    pred = Predicate(p, k, verb, past, *subject)
    if p.is_author(pred.source) and not _speaks_directly(pred):
        return None
    return _fronted(pred) or (
        _unlisted_verb(pred) if verb is OTHER else _listed_verb(pred)
    )


def _fronted(pred: Predicate) -> CuedClause | None:
    """The clause of `“…,” X said`; where a court heard it, somebody else spoke."""
    finite = pred.link in ("subject", "appositive")
    before = pred.fronted_content if finite else None
    if not before:
        return None
    other = pred.verb is OTHER
    rank = UNLISTED if other else OBJECT if pred.verb is _HEARD else CLAUSE
    mention, referent = _mention(pred), _referent(pred)
    return CuedClause(pred.cue, mention, before, "cue-after", other, rank, referent)


def _hears(p: Syntax, k: int) -> bool:
    """Whether a court or a meeting hears something: “the inquest was told that”."""
    told = p.kinds[k] == "p" and p.low(k) == "told"
    if not told and p.low(k) not in listed("hearing"):
        return False
    subject = p.subject_of(k)
    head = head_of(p.tokens, *subject.phrase).low if subject else ""
    return head in word_class("hearing")


def _speaks_directly(pred: Predicate) -> bool:
    """Whether “I said” stands right beside a quote."""
    if pred.verb.kind not in SPEAKING or pred.verb.kind == "think":
        return False
    first = pred.source[0]
    quoted = first > pred.p.lo and pred.p.tokens[first - 1].kind == "quote"
    behind = first == pred.p.lo and pred.p.follows_quote()
    return quoted or behind or pred.complement.kind == "quote"


def _unlisted_verb(pred: Predicate) -> CuedClause | None:
    """A verb on no list, beside a quote or a “that”, if its subject can speak."""
    p, source = pred.p, pred.source
    speaks = p.can_speak(source) and not state(p.words(*source))
    governs = pred.complement.kind in ("quote", "that") and p.kinds[pred.k] != "x"
    if not speaks or not governs:
        return None
    content = ((pred.complement.at, p.hi),)
    return CuedClause(
        pred.cue, _mention(pred), content, "any-verb", True, UNLISTED, _referent(pred)
    )


def _listed_verb(pred: Predicate) -> CuedClause | None:
    """The clause of a verb with what follows it; one of a quote, if nothing else."""
    p, verb, complement = pred.p, pred.verb, pred.complement
    shows = complement.kind == "object" and verb.kind == "state"
    shows = shows and p.is_document(pred.source)
    sure = (shows or pred.is_licensed) and _may_report(pred)
    if complement.kind == "quote" and (verb.kind == "utter" or pred.needs_object):
        sure = False
    if not sure and not has_quote(p.tokens[complement.at : p.hi]):
        return None
    clause = verb.kind == "say" or complement.kind in ("that", "claim", "clause")
    quoted = complement.kind in ("quote", "colon") and verb.kind != "address"
    direct = quoted or (sure and clause)
    content = ((complement.at, _content_end(pred)),)
    rule, rank = _RULES[pred.link], CLAUSE if direct else OBJECT
    return CuedClause(
        pred.cue, _mention(pred), content, rule, not sure, rank, _referent(pred)
    )


def _content_end(pred: Predicate) -> int:
    """Where an opening participle or an inserted clause ends, else the sentence."""
    p, k = pred.p, pred.k
    opening = pred.link == "participle" and pred.source[0] > p.chunks[k].first
    dependent = opening or p.kinds.lstrip("C").startswith("S")
    phrase = pred.complement.kind in ("object", "topic", "infinitive")
    phrase = phrase and pred.verb.kind != "say" and "Q" not in p.kinds[k:]
    for n in range(k + 1, len(p.chunks)):
        if p.kinds[n] not in "Q,C;":
            continue
        relative = marks_which(p, pred.source) and "Q" not in p.kinds[k:n]
        if p.kinds[n] == "Q" and (relative or _ends_with_quote(p, n, dependent)):
            return p.chunks[n].past
        if _ends_aside(pred, n, opening) or (phrase and _ends_phrase(pred, n)):
            return p.chunks[n].first
    return p.hi


def marks_which(p: Syntax, source: Phrase) -> bool:
    """Whether a source stands behind “which”: “a law, which he called “x””."""
    which = p.kind_at(p.chunk_from(source[0]) - 1) == "W"
    return which and p.word_at(source[0] - 1) in ("which", "whom", "that")


def _ends_aside(pred: Predicate, n: int, opening: bool) -> bool:
    """Whether the main clause follows comma `n` behind an opening or an insertion."""
    p, k = pred.p, pred.k
    if p.kinds[n] != ",":
        return False
    inserted = pred.link == "relative" or (p.kinds[k] == "g" and "," in p.kinds[:k])
    inserted = inserted or (pred.complement.kind == "clause" and pred.has_gap)
    dependent = p.kinds.startswith("S") and p.low(0) != "as"
    if dependent and not set(p.kinds[1:k]) & (FINITE | {","}):
        opening = opening or p.kind_at(p.past_links(n + 2, "In")) in FINITE
    behind = p.kind_at(n + 1)
    return (opening and behind == "n") or (inserted and behind in FINITE)


def _ends_phrase(pred: Predicate, n: int) -> bool:
    """Whether chunk `n` ends an object: a comma before a clause, a new verb or subject.

    In “attacked the plan, which …” and “attacked the plan and left”.
    """
    p, start = pred.p, pred.p.chunk_from(pred.complement.at)
    if n <= start or p.kinds[n] not in (",", "C", ";"):
        return False
    behind = n + 1 + (p.kinds[n] == "," and p.kind_at(n + 1) == "C")
    subject = p.past_links(behind + 1, "In") if p.kind_at(behind) == "n" else behind
    finite = p.kind_at(subject) in FINITE
    if p.kinds[n] == "C":
        return finite and FINITE.isdisjoint(p.kinds[start:n])
    return p.kinds[n] == ";" or p.kind_at(behind) == "W" or finite


def _ends_with_quote(p: Syntax, n: int, dependent: bool) -> bool:
    """Whether the clause ends with quote `n`: a main clause or a new verb follows."""
    behind = p.kind_at(n + 1)
    if behind == "n":
        return dependent and p.tokens[p.chunks[n].head].low == ","
    return behind == "C" and p.kind_at(n + 2) in FINITE


def _mention(pred: Predicate) -> Phrase:
    """The source beside the verb: of a quote, the “that” of “a sign that said “x””.

    What is behind its noun is part of it: “a study published in Oslo found”.
    """
    p, who = pred.p, pred.k - 1
    that = pred.link == "relative" and p.low(who) != "who"
    if that and has_quote(p.tokens[pred.complement.at : p.hi]):
        return p.chunks[who].first, p.chunks[who].past
    behind = p.chunk_from(pred.source[1])
    whole = pred.link in ("subject", "appositive")
    whole = whole and _BEHIND_NOUN.fullmatch(p.kinds, behind, pred.k) is not None
    if not whole or (p.kinds[behind] == "v" and not p.is_reduced(behind)):
        return pred.source
    return pred.source[0], p.chunks[pred.k - 1].past


def _referent(pred: Predicate) -> Phrase | None:
    """The phrase to be resolved, if it is not the source beside the verb.

    That for which a “who” stands (“who likes to say”), or a noun alone.
    """
    who = pred.p.chunk_from(pred.source[0])
    who = pred.k - 1 if pred.link == "relative" else who
    if pred.p.kind_at(who) == "W":
        return pred.p.antecedent(who)
    return None if _mention(pred) == pred.source else pred.source


def _may_report(pred: Predicate) -> bool:
    """Whether a verb with this subject reports where it governs no quote."""
    p, source = pred.p, pred.source
    others = (_names_act, _is_unreal, _asks_for_anonymity, _is_skill)
    if any(is_other(pred) for is_other in others):
        return False
    if pred.verb.kind in ("say", "tell", "ask") and pred.link != "relative":
        return True
    that = p.tokens[pred.complement.at].low == "that"
    that = that or pred.complement.kind == "clause"
    if that and pred.verb.kind in ("state", "utter") and pred.verb.lemma not in _SHOWS:
        return True  # “the rules state that”, “it argues that”
    clause = pred.complement.kind == "clause"
    if clause and pred.verb.kind == "think" and p.words(*source) == ["it"]:
        return True  # “it believes the dam will hold”
    return p.can_speak(source) or p.is_document(source)


def _is_skill(pred: Predicate) -> bool:
    """Whether a source “learned how to swim”."""
    at = pred.complement.at
    return pred.verb.kind == "think" and pred.p.words(at, at + 2) == ["how", "to"]


def _asks_for_anonymity(pred: Predicate) -> bool:
    """Whether a source “asked not to be named”, “asked that her name not be used”."""
    if pred.verb.kind != "ask":
        return False
    words = pred.p.words(pred.past, min(pred.p.hi, pred.past + _ANONYMITY))
    if "not" not in words:
        return False
    named = not _NAMED.isdisjoint(words) and "be" in words
    return named or any(a in _WHOSE and b in _NAMES for a, b in pairwise(words))


def _is_unreal(pred: Predicate) -> bool:
    """Whether the verb tells what would, may or ought to be said, not what was."""
    p, k = pred.p, pred.k
    if p.kinds[k] == "m" and not _says_only(pred):
        return True
    if _is_conditional(p, pred.source, pred.verb):
        return True
    if p.kinds[k] == "i" and not _is_done(pred):
        return True
    return pred.link == "shared" and _shares_modal(p, k)


def _says_only(pred: Predicate) -> bool:
    """Whether somebody “would say only that”, which is said."""
    chunk = pred.p.chunks[pred.k]
    words = pred.p.words(chunk.first, pred.past + 1)
    return pred.verb.kind == "say" and "only" in words


def _is_done(pred: Predicate) -> bool:
    """Whether an infinitive tells what was said: “went on to say that”.

    Not so what somebody wants, has or asks another to say.
    """
    p, k = pred.p, pred.k
    verb = max((n for n in range(k) if p.kinds[n] in VERBS), default=0)
    said = pred.verb.kind in ("say", "state") and pred.verb.lemma not in _SHOWS
    said = said or (pred.verb.kind == "tell" and p.low(verb) in _SENDS)
    claims = said and pred.complement.kind in ("that", "claim", "clause")
    found = p.verb_at(verb)
    before = found[0] if found else OTHER
    meant = before.kind in ("think", "ask", "tell", "verdict")
    meant = meant or before.lemma in listed("intention")
    meant = meant or p.low(verb) in word_class("unfulfilled")
    return claims and not meant


def _names_act(pred: Predicate) -> bool:
    """Whether the verb names an act: “for denying entry”, but not “by denying it”.

    So too in “a group (is) threatening to march”, and in “she said, referring to it”,
    which tells what is meant.
    """
    p, k = pred.p, pred.k
    if pred.link == "participle" and pred.verb.lemma == "refer to":
        return True
    if pred.complement.kind == "infinitive" and pred.verb.form == "ing":
        return p.kinds[k] == "v" or p.kinds[k - 1 : k + 1] == "ng"
    act = pred.complement.kind in ("object", "infinitive") or pred.verb.kind == "think"
    return (
        act and p.kinds[k] == "g" and p.kind_at(k - 1) in "IS" and p.low(k - 1) != "by"
    )


def _is_conditional(p: Syntax, source: Phrase, verb: Verb) -> bool:
    """Whether “if” stands before the source; before a thought, “when” too."""
    if source[0] == p.lo:
        return False
    at = source[0] - 1
    before = p.tokens[at - (p.tokens[at].low == "only")].low
    doubtful = verb.kind == "think" and before in ("when", "until")
    return doubtful or before in word_class("condition")


def _shares_modal(p: Syntax, k: int) -> bool:
    """Whether a base form shares the “would” of the verb before it."""
    verb = p.verb_at(k)
    before = next((kind for kind in reversed(p.kinds[:k]) if kind in VERBS), "")
    return before == "m" and verb is not None and verb[0].form == "base"


# --- the source behind its verb -----------------------------------------------


def _inverted(p: Syntax, k: int, past: int, verb: Verb) -> CuedClause | None:
    """A cue before its source: `“…,” said X` and, at the end, `…, said X`."""
    m = p.chunk_from(past)
    if p.kinds[k] != "v" or p.kind_at(m) != "n":
        return None
    source = p.phrase_from(m)
    cue, n = (p.chunks[k].head, past), p.chunk_from(source[1])
    if k == 0 and p.kinds[n : n + 2] in (",Q", ":Q"):
        return CuedClause(cue, source, ((p.chunks[n].past, p.hi),), "cue-inverted")
    if not _ends_content(p, k, n, verb, source):
        return None
    content = ((p.lo, p.chunks[k].first), *_resumed_content(p, n))
    return CuedClause(cue, source, content, "cue-inverted")


def _ends_content(p: Syntax, k: int, n: int, verb: Verb, source: Phrase) -> bool:
    """Whether what stands before verb `k` is its content; chunk `n` is behind X."""
    reduced = n < len(p.chunks) and (p.is_reduced(n) or p.low(n) in ("named", "called"))
    behind = "e" if reduced else p.kind_at(n)
    that = behind == "S" and p.low(n) == "that"
    if that or behind in FINITE or behind == "i":
        return False
    if p.kind_at(k - 1) == "Q" or p.kinds[max(0, k - 2) : k] in ("Q,", "Q-"):
        return _may_follow_quote(p, k, verb, source)
    behind = p.kind_at(p.past_links(n, "In"))
    ends = p.kind_at(k - 1) == "," and behind in ("", ",", "-", "I", "W")
    return verb.kind in ("say", "state") and ends and p.can_speak(source)


def _may_follow_quote(p: Syntax, k: int, verb: Verb, source: Phrase) -> bool:
    """Whether a verb can stand between a quote and its speaker."""
    ends_open = p.tokens[p.chunks[k].first - 1].low != ""
    if verb.kind in SPEAKING:  # “soup” found its way: nobody speaks
        return ends_open or p.may_say(source)
    return ends_open and p.can_speak(source)


def _resumed_content(p: Syntax, n: int) -> tuple[Phrase, ...]:
    """Where what was said goes on behind `said X` at chunk `n`.

    At once, if the clause goes on there; else at the next quote: not at the
    description of X.
    """
    behind = p.kind_at(n + 1)
    if p.kind_at(n) in MARKS and behind in FINITE:
        return ((p.chunks[n].past, p.hi),)
    for m in range(n, len(p.chunks) - 1):
        if p.kinds[m] in MARKS and p.kinds[m + 1] in "Qd":
            return ((p.chunks[m].past, p.hi),)
    return ()
