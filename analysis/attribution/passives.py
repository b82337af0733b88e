"""Constructions whose subject is no speaker: passives, and claims of nobody.

    agentive_passive, bare_passive, asked, without_source, whom_asked

The speaker follows “by”; where none does, the clause has no source.  Whoever is asked
speaks next.
"""

from __future__ import annotations

from analysis.attribution.clauses import OBJECT, CuedClause
from analysis.attribution.content import ASKED
from analysis.attribution.cue_lexicon import Phrase, Verb, listed
from analysis.attribution.sentence import Syntax
from analysis.syntax.tokens import word_class

# What follows the participle of a verb that needs an object: “accused of”.
_HEADLINE = frozenset(("of", "for", "over", "to"))  # and without a “was”
_CHARGES = _HEADLINE | {"as", "about", "against", "on"}
_NEAR = 24  # tokens of a charge before the “by” that names who makes it


def asked(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`Asked whether …`, `when asked about …`: a question, and nobody named."""
    if p.low(k) not in ASKED:
        return None
    first, past = p.chunks[k].first, p.chunks[k].past
    alone = past - first == 1
    alone = alone and (p.kind_at(k - 1) in ("", "S") or p.kinds[:k] == "n,")
    if p.kinds[k] == "v" and not alone:
        return None  # only “when asked” and “Lee, asked why,” name nobody
    source = p.phrase_at(past + 1) if p.word_at(past) == "by" else None
    start = source[1] if source else past
    comma = next((c.first for c in p.chunks[k:] if c.kind in ",Q"), p.hi)
    if start >= comma:
        return None
    if source and not p.may_say(source):
        source = None  # “asked by telephone whether”
    return CuedClause((first, past), source, ((start, comma),), "asked")


def whom_asked(p: Syntax) -> Phrase | None:
    """Whoever is asked in a sentence: Ann Lee in “he asked Ann Lee how long”."""
    for k in range(len(p.kinds) - 1):
        if p.kinds[k : k + 2] == "vn" and p.verb_class(k) == "ask":
            return p.phrase_from(k + 1)
    return None


def agentive_passive(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`is perceived as … in Washington`, `was criticized by X`, `as described by X`."""
    found = p.verb_at(k)
    if not found or found[0].kind in ("utter", "address"):
        return None
    verb, past = found
    cue, after = (p.chunks[k].head, past), p.word_at(past)
    if after == "by" and p.kind_at(k - 1) != "W":  # not “a letter that is shown by Y”
        return _passive_by(p, cue, k, verb)
    if verb.kind != "judge" or after != "as":
        return None
    return _passive_as(p, cue, past)


def _passive_by(p: Syntax, cue: Phrase, k: int, verb: Verb) -> CuedClause | None:
    """What is said by whoever follows “by”, beside him or before verb group `k`."""
    source = p.phrase_at(cue[1] + 1)
    if not source or not p.can_speak(source):
        return None
    marks = (c.first for c in p.chunks if c.first >= source[1] and c.kind == ",")
    near = p.words(source[1], next(marks, p.hi))
    if verb.lemma in ("see", "view") and "as" not in near:
        return None  # “a letter seen by the Herald”
    first, behind = p.chunks[k].first, (source[1], p.hi)
    if p.word_at(first - 1) == "as" and verb.kind == "state":
        around = tuple((a, b) for a, b in ((p.lo, first - 1), behind) if a < b)
        return CuedClause(cue, source, around, "as-said")
    return CuedClause(cue, source, (behind, (p.lo, first)), "passive-by", rank=OBJECT)


def _passive_as(p: Syntax, cue: Phrase, past: int) -> CuedClause | None:
    """What is perceived “as …”, if whoever perceives it follows “by” or “in”."""
    for n in range(past + 1, min(p.hi, past + 10)):
        near = p.tokens[n].low in ("by", "in")
        source = p.phrase_at(n + 1) if near else None
        if source:
            return CuedClause(cue, source, ((past, n),), "passive-as")
    return None


def bare_passive(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`X was accused of …`, `Police criticised for “…”`: X does not speak.

    Who does may follow “by”; else nobody is named.
    """
    found = p.verb_at(k)
    if not found or found[0].form != "past":
        return None
    verb, past = found
    if p.kinds[k] in "pe":
        start = _charge_start(p, verb, past, _CHARGES)
    elif p.kinds[k] == "v" and _lacks_auxiliary(p, k):
        start = _charge_start(p, verb, past, _HEADLINE)
    else:
        return None
    if start is None:
        return None
    cue = p.chunks[k].head, start
    for n in range(start, min(p.hi, start + _NEAR)):
        source = p.phrase_at(n + 1) if p.tokens[n].low == "by" else None
        if source:
            content = ((start, n), (source[1], p.hi))
            return CuedClause(cue, source, content, "passive-by", rank=OBJECT)
    return CuedClause(cue, None, ((start, p.hi),), "passive-alone", rank=OBJECT)


def _lacks_auxiliary(p: Syntax, k: int) -> bool:
    """Whether verb `k` may be a passive of a headline: “Police criticised for”."""
    alone = p.chunks[k].past - p.chunks[k].first == 1
    subject = k - 1 if p.kind_at(k - 1) == "n" else k - 2
    named = p.kind_at(subject) == "n" and p.kind_at(k - 1) in ("n", ",")
    return alone and named and p.low(subject) not in word_class("pronoun")


def _charge_start(
    p: Syntax, verb: Verb, past: int, links: frozenset[str]
) -> int | None:
    """Where the charge begins behind the verb and one of the `links`, else None."""
    n = p.chunk_from(past)
    if n >= len(p.chunks):
        return None
    start, link = p.chunks[n].first, p.tokens[p.chunks[n].first].low
    if link == "to" and p.kinds[n : n + 2] == "In":
        return None  # “said to reporters”
    listed_charge = f"{verb.lemma} {link}" in listed("charge")
    charges = link in links and (listed_charge or verb.kind == "verdict")
    return start + 1 if charges else None


def without_source(p: Syntax, k: int, shared: Phrase | None) -> CuedClause | None:
    """`months of claiming that …`: a claim, and nobody named who makes it."""
    found = p.verb_at(k)
    if not found or found[0].kind not in ("say", "state"):
        return None
    past = found[1]
    if k == 0 or p.low(k - 1) != "of" or p.word_at(past) != "that":
        return None
    return CuedClause((p.chunks[k].first, past), None, ((past, p.hi),), "no-source")
