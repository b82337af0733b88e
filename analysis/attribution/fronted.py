"""What stands before `X said`, where that is what X said: a quote, or a clause.

content_before(act) -> stretches | None
follows_quote(parse) -> bool
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.attribution.complements import NEEDS_OBJECT, Complement
from analysis.attribution.cue_lexicon import Phrase, Verb, verb_at
from analysis.attribution.noun_phrases import FINITE, can_speak, chain_start
from analysis.syntax.chunker import Parse
from analysis.syntax.tokens import word_class

SPEAKING = ("say", "tell", "state", "ask", "utter", "think")


class Act(NamedTuple):
    """A verb group with its subject and what follows: perhaps an act of reporting.

    `k` is the number of its chunk, `past` the token behind the verb, `how` where the
    subject was found (see `subjects`).
    """

    p: Parse
    k: int
    verb: Verb
    past: int
    source: Phrase
    how: str
    following: Complement

    @property
    def stands_alone(self) -> bool:
        """Whether nothing follows that the verb could report, but where or to whom."""
        following, behind = self.following, self.p.kinds[self.k + 1 : self.k + 2]
        told = self.verb.kind == "tell" and following.at >= self.p.hi
        aside = following.kind == "object" and behind in ("I", "b", "g", "e")
        return following.kind == "none" or told or aside


def content_before(act: Act) -> tuple[Phrase, ...] | None:
    """The stretches before the act, and behind it, that are its content; else None."""
    p, verb = act.p, act.verb
    inserted = p.tokens[act.source[1]].kind == ","
    first = _before_name(p, act.source[0]) if inserted else act.source[0]
    beside = [token.kind for token in p.tokens[max(p.lo, first - 2) : first]]
    quoted = beside[-1:] == ["quote"] or beside == ["quote", ","]
    announced = p.kinds[act.k] == "m" and quoted and verb.kind in ("say", "tell")
    if p.kinds[act.k] in "gib" or (p.kinds[act.k] == "m" and not announced):
        return None
    if first <= p.lo:
        return _sentence_before(act)
    if beside[-1] not in (",", "quote", "-"):
        return None
    if not any(c.kind in "nQoxvmp" for c in p.chunks if c.past <= first):
        return _tail(act) or None  # “And, X says, it rained.”
    governs = _governs_quote(act, first) if quoted else _governs_clause(act)
    return ((p.lo, first), *_tail(act)) if governs else None


def _sentence_before(act: Act) -> tuple[Phrase, ...] | None:
    """The quote that is the sentence before, if it ends so that “X said” goes on."""
    p = act.p
    if act.verb.kind == "other" or not follows_quote(p):
        return None
    open_end = p.tokens[p.lo - 2].low in ("?", "!", ",", "…")
    speaks = act.verb.kind in SPEAKING and act.following.kind == "object"
    goes_on = act.stands_alone or (open_end and speaks)
    return ((p.lo - 2, p.lo - 1),) if goes_on else None


def _governs_quote(act: Act, first: int) -> bool:
    """Whether the quote before token `first` is what the act reports."""
    if _in_opening_clause(act.p, first) or _is_owned(act.p, first):
        return False
    if not _ends_open(act.p, first) and _goes_on_in(act.p, first):
        return False
    if act.verb.kind == "other" and not act.stands_alone:
        return False
    weak = act.verb.kind in ("other", *NEEDS_OBJECT)
    speech = _ends_open(act.p, first) and can_speak(act.p.tokens, act.source)
    return speech or not (weak and act.stands_alone)


def _governs_clause(act: Act) -> bool:
    """Whether the clause before the act, without marks, is what it reports."""
    hearer_missing = act.verb.kind == "tell" and act.following.cue_past == act.past
    no_speech = act.verb.kind in ("other", "utter", *NEEDS_OBJECT)
    return act.stands_alone and not hearer_missing and not no_speech


def _before_name(p: Parse, first: int) -> int:
    """Where `the assailant, X,` begins, if `first` is the token of X."""
    for k, chunk in enumerate(p.chunks):
        if chunk.past == first - 1 and p.tokens[first - 1].kind == ",":
            role = chunk.kind == "n" and not p.tokens[chunk.head].capital
            return p.chunks[chain_start(p, k)].first if role else first
    return first


def _in_opening_clause(p: Parse, first: int) -> bool:
    """Whether the quote before token `first` ends a clause: “When he said “…,” X …”."""
    chunks = [chunk.kind for chunk in p.chunks if chunk.past <= first]
    if chunks[-1:] == [","]:
        chunks.pop()
    if chunks[0] == "g" and "," not in chunks:
        return True  # “Recalling “…,” X urged”
    whole = "".join(chunks).rstrip("QC,").lstrip("C,")
    clause = whole.rpartition(",")[2].lstrip("C")
    if not FINITE & set(clause):
        return False
    if clause.startswith("S") or (clause.startswith("I") and "W" in clause):
        return True
    if whole.startswith("S") and clause[:1] in FINITE:  # “While X, a Y, said “…,” …”
        return True
    said = next((k for k in range(len(chunks) - 1, -1, -1) if chunks[k] == "v"), None)
    held = verb_at(p, said) if said is not None and whole.startswith("S") else None
    return held is not None and held[0].kind in ("say", "tell", "state", "ask")


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
    listed = word_class("determiner") | word_class("pronoun")
    return not token.capital and token.low.isalpha() and token.low not in listed


def _tail(act: Act) -> tuple[Phrase, ...]:
    """Where the content goes on behind `“…,” X said in Dover`: not in Dover."""
    p = act.p
    if act.following.kind in ("quote", "that", "colon", "clause"):
        return ((act.following.at, p.hi),)
    for at in range(act.past, p.hi - 1):
        goes_on = at == act.past or p.tokens[at + 1].kind == "quote"
        if p.tokens[at].kind in (",", "-") and goes_on:
            return ((at + 1, p.hi),)
    return ()


def follows_quote(p: Parse) -> bool:
    """Whether the sentence before is a quote and nothing else."""
    if p.lo < 2 or p.tokens[p.lo - 2].kind != "quote":
        return False
    alone = p.lo == 2 or p.tokens[p.lo - 3].kind == "stop"
    return alone and p.tokens[p.lo - 1].kind == "stop"
