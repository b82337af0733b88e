"""Content: what a verb reports, behind its cue (complement) or before it (fronted)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from analysis.attribution.cue_lexicon import Phrase, Verb, listed, topics
from analysis.attribution.phrases import CLAUSE_VERBS, DASHES, FINITE, NOUNS
from analysis.attribution.sentence import Link, Syntax
from analysis.syntax.tokens import word_class

# What follows a verb; a `claim` is a noun with a “that” of its own, a `topic` what a
# listed preposition names: “boasted of it”.
ComplementKind = Literal[
    "quote", "colon", "that", "claim", "clause", "object", "infinitive", "topic", "none"
]
NEEDS_OBJECT = frozenset(("judge", "verdict", "address"))
SPEAKING = CLAUSE_VERBS | {"ask", "utter"}
_LONGEST_CUE = 4  # tokens of a hearer that counts as part of the cue
_LONGEST_ASIDE = 9  # chunks between two dashes behind a verb
_REACH = 9  # chunks between a verb and the quote it governs
# What may stand between a verb and its quote: “said: “…””, “dismissed it as a “…””.
_TO_QUOTE = re.compile(r"[,d:S]*Q|[no](?:In)*Sd?Q")
_NOUN_THAT = re.compile(r"n(?:In)*S")  # “repeated accusations that …”
_ASIDE = re.compile(r"(?:e?I[no])*")  # “in a letter seen by Lee”
_TO_WHOM = frozenset(("to", "with", "in", "at", "from", "before", "during"))
_TELLS_TO = frozenset(
    ("advise", "order", "encourage", "beg", "instruct", "implore", "exhort", "caution")
)
ASKED = frozenset(("asked", "pressed", "questioned"))
_TIMES = frozenset(("before", "after", "when", "as", "while"))
_NO_COMPLEMENT = frozenset(("", ",", "-", ";", "C", "S"))


class Complement(NamedTuple):
    """What follows a verb: its kind, the token it begins at, where the cue ends."""

    kind: ComplementKind
    at: int
    cue_past: int


@dataclass(frozen=True)
class Predicate:
    """A verb group with its subject and its complement: perhaps an act of reporting.

    `k` is the number of its chunk, `past` the token behind the verb, `source` the
    subject and `link` where that stands.
    """

    p: Syntax
    k: int
    verb: Verb
    past: int
    source: Phrase
    link: Link

    @property
    def cue(self) -> Phrase:
        """The verb, with a short hearer: “told reporters”."""
        return self.p.chunks[self.k].head, self.complement.cue_past

    @property
    def needs_object(self) -> bool:
        """Whether the verb reports only with an object: “blamed”, “praised”."""
        return self.verb.kind in NEEDS_OBJECT

    @property
    def stands_alone(self) -> bool:
        """Whether nothing follows that the verb could report, but where or to whom."""
        complement, behind = self.complement, self.p.kind_at(self.k + 1)
        hearer = self.verb.kind == "tell" and complement.at >= self.p.hi
        aside = complement.kind in ("object", "topic") and behind in tuple("Ibge")
        return complement.kind == "none" or hearer or aside

    @property
    def has_gap(self) -> bool:
        """Whether the clause reported lacks its subject: “a plan (which) he said …”.

        What is before that is the object of a verb, else a comma follows it.
        """
        p, n = self.p, self.p.chunk_from(self.source[0])
        if self.link != "subject" or self.verb.kind not in CLAUSE_VERBS:
            return False
        word = p.low(n - 1) if p.kind_at(n - 1) in ("W", "S") else ""
        which = word in ("which", "that", "who")
        if which and p.kind_at(n - 2) == ",":
            return True
        if word == "what":  # “died in what he said was an attack”
            return p.kind_at(n - 2) == "I"
        before = n - 1 - which
        return p.kind_at(before) == "n" and not FINITE.isdisjoint(p.kinds[:before])

    # --- behind the cue -----------------------------------------------------------

    @cached_property
    def complement(self) -> Complement:
        """What follows the verb."""
        p, tells = self.p, self.verb.kind == "tell"
        n = self._past_insertion(p.chunk_from(self.past))
        m, past = self._past_hearers(n), self.past
        if m > n and tells and p.chunks[m - 1].past - past <= _LONGEST_CUE:
            past = p.chunks[m - 1].past
        kind = self._kind_of_complement(m)
        that = self._later_that(m, kind)
        if that is not None:
            kind, m = "that", that
        link = self._link_to_topic(n) if kind in ("object", "none") else None
        if link is not None:
            at = p.chunks[link].past
            return Complement("topic", at, at if link == n else past)
        at = p.chunks[m].first if m < len(p.chunks) else p.hi
        at -= kind == "clause" and p.word_at(at - 1) == "there"
        at -= 2 * (p.word_at(at - 1) == "than")  # “said more than 20 boats left”
        return Complement(kind, at + (kind == "colon"), past)

    def _past_insertion(self, n: int) -> int:
        """The chunk behind an aside before a clause: “said, if elected, she would”."""
        p = self.p
        end = p.kinds.find(",", n + 1, n + _REACH) if p.kind_at(n) == "," else -1
        inside = p.kinds[n + 1 : end]
        if end < 0 or inside[:1] not in tuple("gIS"):
            return n
        return end + 1 if p.kind_at(end + 1) == "n" else n

    def _link_to_topic(self, n: int) -> int | None:
        """The preposition that names what is spoken about, behind hearer and place.

        `n` is the chunk behind the verb: “told reporters in Dover about it”.
        """
        p, links = self.p, topics().get(self.verb.lemma, ())
        if links and self.verb.kind in ("tell", "ask") and p.kind_at(n) in NOUNS:
            n += 1
        while links and p.kind_at(n) == "I" and p.kind_at(n + 1) not in ("", ","):
            if p.low(n) in links:
                return n
            if p.low(n) not in _TO_WHOM:
                break
            n += 2
        return None

    def _later_that(self, m: int, kind: ComplementKind) -> int | None:
        """The chunk of a “that” behind a time or an aside: “said after the vote that”.

        The time or the aside begins at `m`, where a complement of this kind would.
        """
        p = self.p
        if kind != "quote" and p.kind_at(m) == "S" and p.low(m) in _TIMES:
            return next((n for n in range(m + 1, len(p.kinds)) if _is_that(p, n)), None)
        return self._that_behind_aside(m) if kind == "none" else None

    def _that_behind_aside(self, m: int) -> int | None:
        """The chunk of a “that” behind words between two commas or dashes at `m`."""
        p, mark = self.p, self.p.kind_at(m)
        if mark not in DASHES:
            return None
        closed = p.kinds.find(mark, m + 1, m + _LONGEST_ASIDE)
        return closed + 1 if closed > 0 and _is_that(p, closed + 1) else None

    def _past_hearers(self, m: int) -> int:
        """The chunk behind the hearers and the place of an utterance."""
        p, kind = self.p, self.verb.kind
        asked = kind == "ask" and p.kind_at(m + 1) in ("S", "i", "I", "W")
        warned = self.verb.lemma in _TELLS_TO | {"warn"}  # “warned ministers that”
        asked = asked or (warned and _is_that(p, m + 1))
        if (kind == "tell" or asked) and p.kind_at(m) in NOUNS:
            m = p.past_links(m + 1, "In", "Cn")
        elif p.kind_at(m) == "o" and not self.needs_object:
            m += 1
        aside = _ASIDE.match(p.kinds, m)
        at = aside.end() if aside else m
        said = p.kind_at(at) in ("S", ":", "Q") or p.kinds[at : at + 2] in (",Q", "dQ")
        clause = kind == "say" and p.kind_at(at) == "n" and p.kind_at(at + 1) in FINITE
        return at if said or clause else m

    def _kind_of_complement(self, m: int) -> ComplementKind:
        """The kind of the complement that begins at chunk `m`."""
        p, rest, opens = self.p, self.p.kinds[m : m + _REACH], self.p.kind_at(m)
        if _TO_QUOTE.match(rest):
            return "quote"
        if opens == "W" or (opens == "S" and p.low(m) in word_class("clause")):
            return "that"
        if opens in _NO_COMPLEMENT:
            return "none"
        claim = _NOUN_THAT.match(rest)
        if claim and _is_that(p, m + claim.end() - 1) and p.low(m) in _claims():
            return "claim"
        if self._is_clause(m):
            return "clause"
        told = self.verb.lemma in _TELLS_TO and opens in NOUNS
        if told and p.kind_at(p.past_links(m + 1, "In", "Cn")) == "i":
            return "infinitive"  # “advised drivers to wait”
        if opens == ":":
            return "colon"
        return "infinitive" if opens == "i" else "object"

    def _is_clause(self, m: int) -> bool:
        """Whether a subject and its finite verb begin at chunk `m`.

        After a verb of speaking the quote may hold the verb: said the plan “would
        fail”.  “There” is no chunk, and “a plan which he said would fail” has its
        subject before.
        """
        if self.p.kind_at(m) in FINITE:
            there = self.p.word_at(self.p.chunks[m].first - 1) == "there"
            return there or self.has_gap
        if self.p.kind_at(m) != "n":
            return False
        n = self._past_aside(self.p.past_links(m + 1, "In", "Cn"))
        if self.p.kind_at(n) in FINITE:
            return not self.p.is_reduced(n)
        return self.verb.kind in CLAUSE_VERBS and self.p.kind_at(n) == "Q"

    def _past_aside(self, n: int) -> int:
        """The chunk behind “as mayor” and what stands between commas at chunk `n`."""
        p = self.p
        if p.kinds[n : n + 2] == "Sn" and p.low(n) == "as":
            n = p.past_links(n + 2, "In", "Cn")
        end = p.kinds.find(",", n + 1, n + _REACH) if p.kind_at(n) == "," else -1
        return end + 1 if end > 0 and p.kind_at(end + 1) in FINITE else n

    @property
    def _complement_chunk(self) -> int:
        return self.p.chunk_from(self.complement.at)

    @property
    def is_licensed(self) -> bool:
        """Whether a verb of this class reports with the complement that it has."""
        kind, verb = self.complement.kind, self.verb
        if kind in ("quote", "claim"):
            return True
        if kind in ("colon", "that"):
            that = verb.kind == "address" and _is_that(self.p, self._complement_chunk)
            return that or not self.needs_object
        if kind == "clause":
            return verb.kind in CLAUSE_VERBS
        if kind == "object":
            return self._is_licensed_object()
        if kind == "infinitive":
            return verb.lemma in listed("intention")
        return kind == "topic"

    def _is_licensed_object(self) -> bool:
        """Whether the verb reports with its object."""
        p, verb, at = self.p, self.verb, self.complement.at
        low, inner = p.tokens[at].low, word_class("inner")
        if p.kind_at(p.chunk_from(at)) in FINITE and low != "having":
            return False  # “the plan he announced will fail”
        plain = low not in inner and low not in word_class("boundary")
        if plain and verb.lemma in listed("announcement"):
            return True
        if verb.kind == "say":
            return verb.lemma == "say"
        if verb.kind in CLAUSE_VERBS:
            return not listed("readiness").isdisjoint(p.words(at, min(p.hi, at + 3)))
        if low in inner or low in ("as", "by", "to"):
            return False
        if verb.kind == "judge":
            called = verb.lemma in ("consider", "deem", "call") and self._is_called()
            return called or "as" in p.words(at, min(p.hi, at + 10))
        return verb.kind == "verdict"

    def _is_called(self) -> bool:
        """Whether the object is called something: “called him a liar”."""
        p, m = self.p, self.p.chunk_from(self.complement.at)
        past = p.chunks[m].past
        if p.tokens[past].kind not in ("word", "quote"):
            return False
        links = word_class("inner") | word_class("boundary") | word_class("linker")
        return p.tokens[past].low not in links

    # --- before the cue -----------------------------------------------------------

    @property
    def fronted_content(self) -> tuple[Phrase, ...] | None:
        """The stretches before `X said`, and behind it, that X said; None if X did not.

        Fronted is a quote, or a clause without marks: “It rained, Lee said.”
        """
        p, first = self.p, self._first
        beside = [token.kind for token in p.tokens[max(p.lo, first - 2) : first]]
        quoted = beside[-1:] == ["quote"] or "".join(beside) in ("quote,", "quote-")
        if not self._may_follow_content(quoted):
            return None
        if first <= p.lo:
            return self._sentence_before()
        if beside[-1] not in (",", "quote", "-"):
            return None
        before = "".join(chunk.kind for chunk in p.chunks if chunk.past <= first)
        if set(before).isdisjoint("nQoxvmp"):
            return self._resumed_content()  # “And, X says, it rained.”
        if self._only_opens(before, quoted):
            return None
        governs = self._governs_quote(first) if quoted else self._governs_clause()
        start = self._fronted_start(first, quoted)
        if not governs or start >= first:
            return None
        return ((start, first), *self._resumed_content(quoted=quoted))

    def _only_opens(self, before: str, quoted: bool) -> bool:
        """Whether the chunks before the source open its clause and are not reported."""
        if self.p.tokens[self.p.lo].low == "as" and FINITE.isdisjoint(before):
            return "Q" not in before  # “As seen by Lee, divers found over 20 coins”
        if quoted or not _is_opening_phrase(before):
            return False  # not “In a letter, which we have, X objects to it”
        return not (self.complement.kind == "none" and self._resumed_content())

    def _fronted_start(self, first: int, quoted: bool) -> int:
        """Where what stands before token `first` begins to be reported.

        Behind a question (“Asked why, …”), and at a quote behind a colon.
        """
        p = self.p
        if p.low(p.kinds.startswith("S")) in ASKED:
            return next((c.past for c in p.chunks if c.kind in ",Q"), p.lo)
        colon = p.kinds.rfind(":Q", 0, p.chunk_from(first)) if quoted else -1
        return p.chunks[colon].past if colon > 1 else p.lo  # not behind “OB: ”

    @property
    def _first(self) -> int:
        """The token at which the source begins, be it `the assailant, X,`."""
        p, first = self.p, self.source[0]
        if p.tokens[self.source[1]].kind == "," == p.tokens[first - 1].kind:
            for k, chunk in enumerate(p.chunks):
                if chunk.past == first - 1 and chunk.kind == "n":
                    return p.chunks[p.phrase_start(k)].first
        return first

    def _may_follow_content(self, quoted: bool) -> bool:
        """Whether the form of the verb can follow content: “said”, not “to say”."""
        kind = self.p.kinds[self.k]
        if kind == "m":  # ““…,” Lee will say”
            return quoted and self.verb.kind in ("say", "tell")
        return kind not in "gib"

    def _sentence_before(self) -> tuple[Phrase, ...] | None:
        """The quote that is the sentence before, if “X said” goes on from its end."""
        p = self.p
        if self.verb.kind == "other" or not p.follows_quote():
            return None
        open_end = p.tokens[p.lo - 2].low in ("?", "!", ",", "…")
        goes_on = open_end or (self.stands_alone and self.verb.kind in SPEAKING)
        return ((p.lo - 2, p.lo - 1),) if goes_on else None

    def _governs_quote(self, first: int) -> bool:
        """Whether the quote before token `first` is what the verb reports."""
        p, kind = self.p, self.verb.kind
        before = "".join(chunk.kind for chunk in p.chunks if chunk.past <= first)
        if before.rstrip(",").endswith("In'Q"):  # a thing: on Lee's “Morning Show”
            return False
        if _is_opening_clause(before.removesuffix(",")):
            return False
        beside = p.tokens[first - 1]
        quote = beside if beside.kind == "quote" else p.tokens[first - 2]
        ends_open = quote.low != ""  # in a mark, as speech does
        if not ends_open and _continues_phrase(p, first):
            return False
        speaks = self.stands_alone and ends_open and p.can_speak(self.source)
        return speaks or kind != "other"

    def _governs_clause(self) -> bool:
        """Whether the clause before the verb, without marks, is what it reports."""
        reports = self.verb.kind not in ("other", "utter") and not self.needs_object
        return reports and self.stands_alone

    def _resumed_content(self, *, quoted: bool = False) -> tuple[Phrase, ...]:
        """Where the content goes on behind `“…,” X said in Dover`: not in Dover.

        Behind a quote, what has no marks is an aside: “…,” X said, pointing at it.
        """
        p, complement = self.p, self.complement
        if complement.kind in ("quote", "that", "colon", "clause"):
            return ((complement.at, p.hi),)
        behind = complement.at if complement.kind == "none" else self.past
        n = p.chunk_from(behind)
        if p.kind_at(n) in DASHES and p.kind_at(n + 1) in FINITE:
            return ((p.chunks[n].past, p.hi),)
        for at in range(self.past, p.hi - 1):
            after = p.tokens[at + 1]  # “the files show, he said in Oslo, that …”
            here = at == self.past and not quoted
            goes_on = here or after.kind == "quote" or after.low == "that"
            if p.tokens[at].kind in DASHES and goes_on:
                return ((at + 1, p.hi),)
        return ()


def _is_that(p: Syntax, n: int) -> bool:
    return p.kind_at(n) == "S" and p.low(n) == "that"


def _claims() -> frozenset[str]:
    return listed("noun") | listed("outcome") | listed("idea")


def _is_opening_clause(kinds: str) -> bool:
    """Whether the first chunks are a clause that a quote ends: “When he said “…,””."""
    whole = kinds.rstrip("QC,").lstrip("C,")
    clause = whole.rpartition(",")[2].lstrip("C")
    if FINITE.isdisjoint(clause):
        return False
    if kinds.endswith(",Q"):
        return False  # “When it rains, “…,” X said”
    if clause[0] in "SI":
        return True
    return whole.startswith("S") and clause[0] in FINITE  # “While X, a Y, said …”


def _is_opening_phrase(kinds: str) -> bool:
    """Whether the first chunks are no clause: “In a letter, which is in Dover,”."""
    parts = kinds.lstrip("C").split(",")
    main = (part.partition("W")[0] for part in parts)
    return parts[0][:1] == "I" and all(FINITE.isdisjoint(part) for part in main)


def _continues_phrase(p: Syntax, first: int) -> bool:
    """Whether a quote is part of the phrase at `first`: “the “poison” pill”."""
    token = p.tokens[first]
    opens = word_class("determiner") | word_class("pronoun")
    return not token.capital and token.low not in opens
