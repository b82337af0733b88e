"""Content: what a verb reports, behind its cue (complement) or before it (fronted).

find_complement(parse, chunk, past, verb) -> Complement
licenses(parse, verb, complement) -> bool
fronted_content(predicate) -> stretches | None
follows_quote(parse) -> bool
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from analysis.attribution.cue_lexicon import Phrase, Verb, listed, verb_class
from analysis.attribution.noun_phrases import (
    CLAUSE_VERBS,
    DASHES,
    FINITE,
    NOUNS,
    can_speak,
    chunk_from,
    is_reduced,
    kind_at,
    past_links,
    phrase_start,
)
from analysis.attribution.subjects import Link
from analysis.syntax.chunker import Parse
from analysis.syntax.tokens import word_class

# What follows a verb; a `claim` is a noun with a “that” of its own.
ComplementKind = Literal[
    "quote", "colon", "that", "claim", "clause", "object", "infinitive", "none"
]
NEEDS_OBJECT = frozenset(("judge", "verdict", "address"))
SPEAKING = CLAUSE_VERBS | {"ask", "utter"}
_LONGEST_CUE = 4  # tokens of a hearer that counts as part of the cue
_REACH = 9  # chunks between a verb and the quote it governs
# What may stand between a verb and its quote: “said: “…””, “dismissed it as a “…””.
_TO_QUOTE = re.compile(r"[,d:S]*Q|[no](?:In)*Sd?Q")
_NOUN_THAT = re.compile(r"n(?:In)*S")  # “repeated accusations that …”
_TIMES = frozenset(("before", "after", "when", "as", "while"))
_NO_COMPLEMENT = frozenset(("", ",", "-", ";", "C", "S"))


class Complement(NamedTuple):
    """What follows a verb: its kind, the token it begins at, where the cue ends."""

    kind: ComplementKind
    at: int
    cue_past: int


class Predicate(NamedTuple):
    """A verb group with its subject and its complement: perhaps an act of reporting.

    `k` is the number of its chunk, `past` the token behind the verb, `source` the
    subject and `link` where that stands.
    """

    p: Parse
    k: int
    verb: Verb
    past: int
    source: Phrase
    link: Link
    complement: Complement

    @property
    def cue(self) -> Phrase:
        """The verb, with a short hearer: “told reporters”."""
        return self.p.chunks[self.k].head, self.complement.cue_past

    @property
    def stands_alone(self) -> bool:
        """Whether nothing follows that the verb could report, but where or to whom."""
        complement, behind = self.complement, kind_at(self.p, self.k + 1)
        hearer = self.verb.kind == "tell" and complement.at >= self.p.hi
        aside = complement.kind == "object" and behind in ("I", "b", "g", "e")
        return complement.kind == "none" or hearer or aside


# --- behind the cue -----------------------------------------------------------


def find_complement(p: Parse, k: int, past: int, verb: Verb) -> Complement:
    """What follows verb group `k`, whose verb ends before token `past`."""
    n = chunk_from(p, past)
    m = _past_hearers(p, n, verb)
    cue_past = past
    if m > n and verb.kind == "tell" and p.chunks[m - 1].past - past <= _LONGEST_CUE:
        cue_past = p.chunks[m - 1].past
    kind = _complement_kind(p, m, verb)
    if kind != "quote" and kind_at(p, m) == "S" and p.low(m) in _TIMES:
        that = next((n for n in range(m + 1, len(p.kinds)) if _is_that(p, n)), None)
        if that is not None:  # “said after the vote that …”
            kind, m = "that", that
    at = p.chunks[m].first if m < len(p.chunks) else p.hi
    return Complement(kind, at + (kind == "colon"), cue_past)


def _past_hearers(p: Parse, n: int, verb: Verb) -> int:
    """The chunk behind the hearers and the place of an utterance."""
    m = n
    asked = verb.kind == "ask" and kind_at(p, m + 1) in ("S", "i", "I", "W")
    if (verb.kind == "tell" or asked) and kind_at(p, m) in NOUNS:
        m = past_links(p, m + 1, "In", "Cn")
    elif kind_at(p, m) == "o":
        m += 1
    at = past_links(p, m, "In", "Io")
    ready = kind_at(p, at) in ("S", ":", "Q") or p.kinds[at : at + 2] in (",Q", "dQ")
    return at if ready else m


def _complement_kind(p: Parse, m: int, verb: Verb) -> ComplementKind:
    """The kind of the complement that begins at chunk `m`."""
    rest, opens = p.kinds[m : m + _REACH], kind_at(p, m)
    if _TO_QUOTE.match(rest) and not rest.startswith(",S"):
        return "quote"
    if opens == "W" or (opens == "S" and p.low(m) in word_class("clause")):
        return "that"
    if opens in _NO_COMPLEMENT:
        return "none"
    claim = _NOUN_THAT.match(rest)
    if claim and _is_that(p, m + claim.end() - 1) and p.low(m) in _claims():
        return "claim"
    if opens == "n" and _is_clause(p, m, verb.kind in CLAUSE_VERBS):
        return "clause"
    if opens == ":":
        return "colon"
    return "infinitive" if opens == "i" else "object"


def _is_that(p: Parse, n: int) -> bool:
    return p.kinds[n] == "S" and p.low(n) == "that"


def _is_clause(p: Parse, m: int, speaking: bool) -> bool:
    """Whether a subject and its finite verb begin at chunk `m`.

    After a verb of speaking the quote may hold the verb: said the plan “would fail”.
    """
    n = past_links(p, m + 1, "In", "Cn")
    if kind_at(p, n) in FINITE:
        return not is_reduced(p, n)
    return speaking and kind_at(p, n) == "Q"


def _claims() -> frozenset[str]:
    return listed("noun") | listed("outcome") | listed("idea")


def licenses(p: Parse, verb: Verb, complement: Complement) -> bool:
    """Whether a verb of this class reports with this complement."""
    kind, at = complement.kind, complement.at
    if kind in ("quote", "claim"):
        return True
    if verb.kind == "other":
        return False
    if kind == "colon":
        return verb.kind != "think" and verb.kind not in NEEDS_OBJECT
    if kind == "that":
        described = verb.lemma == "describe" and p.tokens[at].low == "how"
        return described or not (verb.kind in NEEDS_OBJECT or verb.kind == "utter")
    if kind == "clause":
        return verb.kind in CLAUSE_VERBS
    if kind == "object":
        return _licenses_object(p, verb, at)
    return kind == "infinitive" and verb.lemma in listed("intention")


def _licenses_object(p: Parse, verb: Verb, at: int) -> bool:
    """Whether a verb reports with the object that begins at token `at`."""
    low, inner = p.tokens[at].low, word_class("inner")
    if verb.kind == "say":
        m = chunk_from(p, at)
        stated = kind_at(p, m) == "n" and p.low(m) in listed("statement")
        return stated or (verb.lemma == "say" and low not in inner)
    if verb.kind == "ask":
        return low == "about"
    if verb.lemma in listed("announcement"):
        return low not in inner and low not in word_class("boundary")
    if verb.kind in CLAUSE_VERBS:
        return not listed("readiness").isdisjoint(p.words(at, min(p.hi, at + 3)))
    if low in inner or low in ("as", "by", "to"):
        return False
    if verb.kind == "judge":
        called = verb.lemma in ("consider", "deem", "call") and _is_called(p, at)
        return called or "as" in p.words(at, min(p.hi, at + 10))
    return verb.kind == "verdict"


def _is_called(p: Parse, at: int) -> bool:
    """Whether an object is called something: “called him a liar”, not “his wife”."""
    m = chunk_from(p, at)
    if kind_at(p, m) not in NOUNS:
        return False
    past = p.chunks[m].past
    if past >= p.hi or p.tokens[past].kind not in ("word", "quote"):
        return False
    links = word_class("inner") | word_class("boundary") | word_class("linker")
    return p.tokens[past].low not in links


# --- before the cue -----------------------------------------------------------


def fronted_content(pred: Predicate) -> tuple[Phrase, ...] | None:
    """The stretches before `X said`, and behind it, that X said; None if X did not.

    Fronted is a quote, or a clause without marks: “It rained, Lee said.”
    """
    p = pred.p
    inserted = p.tokens[pred.source[1]].kind == ","
    first = _before_name(p, pred.source[0]) if inserted else pred.source[0]
    beside = [token.kind for token in p.tokens[max(p.lo, first - 2) : first]]
    quoted = beside[-1:] == ["quote"] or beside == ["quote", ","]
    if not _may_follow_content(pred, quoted):
        return None
    if first <= p.lo:
        return _sentence_before(pred)
    if beside[-1] not in (",", "quote", "-"):
        return None
    if not any(c.kind in "nQoxvmp" for c in p.chunks if c.past <= first):
        return _resumed_content(pred) or None  # “And, X says, it rained.”
    governs = _governs_quote(pred, first) if quoted else _governs_clause(pred)
    return ((p.lo, first), *_resumed_content(pred)) if governs else None


def _may_follow_content(pred: Predicate, quoted: bool) -> bool:
    """Whether the form of a verb can follow what it reports: “said”, not “to say”."""
    kind = pred.p.kinds[pred.k]
    if kind == "m":  # ““…,” Lee will say”
        return quoted and pred.verb.kind in ("say", "tell")
    return kind not in "gib"


def _sentence_before(pred: Predicate) -> tuple[Phrase, ...] | None:
    """The quote that is the sentence before, if it ends so that “X said” goes on."""
    p = pred.p
    if pred.verb.kind == "other" or not follows_quote(p):
        return None
    open_end = p.tokens[p.lo - 2].low in ("?", "!", ",", "…")
    speaks = pred.verb.kind in SPEAKING and pred.complement.kind == "object"
    goes_on = pred.stands_alone or (open_end and speaks)
    return ((p.lo - 2, p.lo - 1),) if goes_on else None


def _governs_quote(pred: Predicate, first: int) -> bool:
    """Whether the quote before token `first` is what the verb reports."""
    p, kind = pred.p, pred.verb.kind
    if _in_opening_clause(p, first) or _is_owned(p, first):
        return False
    ends_open = _ends_open(p, first)
    if not ends_open and _goes_on_in(p, first):
        return False
    if not pred.stands_alone:
        return kind != "other"
    if ends_open and can_speak(p.tokens, pred.source):
        return True
    return kind != "other" and kind not in NEEDS_OBJECT


def _governs_clause(pred: Predicate) -> bool:
    """Whether the clause before the verb, without marks, is what it reports."""
    kind = pred.verb.kind
    hearer_missing = kind == "tell" and pred.complement.cue_past == pred.past
    no_speech = kind in ("other", "utter") or kind in NEEDS_OBJECT
    return pred.stands_alone and not hearer_missing and not no_speech


def _before_name(p: Parse, first: int) -> int:
    """Where `the assailant, X,` begins, if `first` is the token of X."""
    for k, chunk in enumerate(p.chunks):
        if chunk.past == first - 1 and p.tokens[first - 1].kind == ",":
            role = chunk.kind == "n" and not p.tokens[chunk.head].capital
            return p.chunks[phrase_start(p, k)].first if role else first
    return first


def _in_opening_clause(p: Parse, first: int) -> bool:
    """Whether the quote before token `first` ends a clause: “When he said “…,” X …”."""
    kinds = "".join(chunk.kind for chunk in p.chunks if chunk.past <= first)
    kinds = kinds.removesuffix(",")
    if kinds[:1] == "g" and "," not in kinds:
        return True  # “Recalling “…,” X urged”
    whole = kinds.rstrip("QC,").lstrip("C,")
    clause = whole.rpartition(",")[2].lstrip("C")
    if FINITE.isdisjoint(clause):
        return False
    if clause[0] == "S" or (clause[0] == "I" and "W" in clause):
        return True
    if not whole.startswith("S"):
        return False
    if clause[0] in FINITE:  # “While X, a Y, said “…,” …”
        return True
    said = kinds.rfind("v")
    return said >= 0 and verb_class(p, said) in ("say", "tell", "state", "ask")


def _is_owned(p: Parse, first: int) -> bool:
    """Whether the quote before token `first` is a thing: `on Lee's “Morning Show”`."""
    before = "".join(chunk.kind for chunk in p.chunks if chunk.past <= first)
    return before.rstrip(",").endswith("In'Q")


def _ends_open(p: Parse, first: int) -> bool:
    """Whether the quote before token `first` ends in a mark, as speech does."""
    quote = p.tokens[first - 1 if p.tokens[first - 1].kind == "quote" else first - 2]
    return quote.low != "" or p.tokens[first - 1].kind == ","


def _goes_on_in(p: Parse, first: int) -> bool:
    """Whether a quote is part of the phrase at `first`: “the “poison” pill”."""
    token = p.tokens[first]
    opens = word_class("determiner") | word_class("pronoun")
    return not token.capital and token.low.isalpha() and token.low not in opens


def _resumed_content(pred: Predicate) -> tuple[Phrase, ...]:
    """Where the content goes on behind `“…,” X said in Dover`: not in Dover."""
    p = pred.p
    if pred.complement.kind in ("quote", "that", "colon", "clause"):
        return ((pred.complement.at, p.hi),)
    for at in range(pred.past, p.hi - 1):
        goes_on = at == pred.past or p.tokens[at + 1].kind == "quote"
        if p.tokens[at].kind in DASHES and goes_on:
            return ((at + 1, p.hi),)
    return ()


def follows_quote(p: Parse) -> bool:
    """Whether the sentence before is a quote and nothing else."""
    if p.lo < 2 or p.tokens[p.lo - 2].kind != "quote":
        return False
    alone = p.lo == 2 or p.tokens[p.lo - 3].kind == "stop"
    return alone and p.tokens[p.lo - 1].kind == "stop"
