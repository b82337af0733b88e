"""Sentences: their noun phrases, their reporting verbs, and the subjects of verbs.

Rules read the kinds of chunks, one letter each (see the chunker); the sets below and
the methods of `Syntax` say what a rule asks of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import Literal, NamedTuple

from analysis.attribution.cue_lexicon import (
    CueClass,
    Phrase,
    Verb,
    VerbClass,
    cues_by_first_word,
    first_words,
    verb_forms,
)
from analysis.attribution.nations import nations
from analysis.attribution.source_types import roles
from analysis.syntax.chunker import Chunk, ChunkedSentence
from analysis.syntax.tokens import Token, head_of, word_class

# Kinds of chunks.
VERBS = frozenset("vmpxgieb")
FINITE = frozenset("vmpx")  # a verb with a tense: plain, modal, passive, “be” alone
NOUNS = frozenset("no")  # a noun phrase, or a pronoun that is an object
DASHES = frozenset(",-")  # marks around an insertion
MARKS = frozenset(",-:")
_CLAUSE_ENDS = frozenset(",-SCQ:;")
_INSERTED = frozenset("nWegvISpoi")  # what an insertion begins with
# Classes of verbs.
CLAUSE_VERBS = frozenset(("say", "tell", "state", "think"))  # report a whole clause
_NO_HEARER = frozenset(("say", "state", "think"))  # and need nobody who is told
# Where a subject stands: `subject` right before its verb, `appositive` before an
# inserted description, `relative` before a “who”, `shared` with a verb before,
# `participle` for “adding that”, `control` for “vowed to say”.
Link = Literal["subject", "appositive", "relative", "shared", "participle", "control"]

_CHAIN = re.compile(r"n(?:In)*$")
# “A man known in town as “Tank” said”, “one who calls himself “Tank” said”.
_CALLED = re.compile(r"n(?:e|W[vxp])(?:In|o)*[SI]?Q$")
_LINKS = frozenset(("of", "from", "for", "at", "with", "in", "by"))
_LINKS_OF_NAMES = frozenset(("of", "from"))
_NOMINATIVE = frozenset(("he", "she", "they"))  # “the fleet and he said” is his alone
AGENT = re.compile(r"\w{3,}(?:[^l]ist|cian|rian|geon)s?")  # economist, historian
_TAG = re.compile(r"\d|[RDIrdi]-\w")  # an age, a party and state: “Lee, R-Ohio,”
_DEEPEST = 6  # verbs passed on the way to a subject


class Subject(NamedTuple):
    """The subject of a verb, and how the two are linked."""

    phrase: Phrase
    link: Link


def is_one_of_several(tokens: Sequence[Token], k: int) -> bool:
    """Whether a token is the “one” of “one said” and “one, who …,”, not “one may”."""
    verb = verb_forms().get(tokens[k + 1].low)
    told = tokens[k + 2].low == "who" if tokens[k + 1].kind == "," else False
    return tokens[k].low == "one" and (told or bool(verb and verb.form == "past"))


class Syntax(ChunkedSentence):
    """The syntax of a sentence: its chunks, asked for phrases, verbs and subjects.

    `k` is the number of a chunk.  The tokens of a paragraph end with a stop, so that
    there is a token behind every chunk.
    """

    def kind_at(self, k: int) -> str:
        """The kind of chunk `k`; empty before the first chunk and behind the last."""
        return self.kinds[k] if 0 <= k < len(self.kinds) else ""

    def word_at(self, token: int) -> str:
        """The word at a token, in lower case; empty outside the sentence."""
        return self.tokens[token].low if self.lo <= token < self.hi else ""

    def chunk_from(self, token: int) -> int:
        """The number of the first chunk that begins at a token or behind it."""
        return bisect_left(self.chunks, token, key=itemgetter(1))

    def past_links(self, k: int, *links: str) -> int:
        """The chunk behind a row of links, such as `In`, that begins at chunk `k`."""
        while self.kinds[k : k + 2] in links:
            k += 2
        return k

    # --- cues ---------------------------------------------------------------------

    def cue_length(self, first: int, kind: CueClass) -> int:
        """The number of words of the longest cue of a class at a token; 0 if none."""
        for words in cues_by_first_word(kind).get(self.tokens[first].low, ()):
            if self.words(first, min(self.hi, first + len(words))) == words:
                return len(words)
        return 0

    def verb_at(self, k: int) -> tuple[Verb, int] | None:
        """The reporting verb that heads verb group `k`, and the token behind it."""
        head = self.chunks[k].head
        low = self.tokens[head].low
        if head + 1 < self.hi and low in first_words():
            after = head + 1 + (self.word_at(head + 1) == "it")  # “made it clear”
            for second in {head + 1, after}:
                pair = verb_forms().get(f"{low} {self.tokens[second].low}")
                if pair:
                    return pair, second + 1
        verb = verb_forms().get(low.lower())
        return (verb, head + 1) if verb else None

    def verb_class(self, k: int) -> VerbClass:
        """The class of the verb that heads verb group `k`."""
        verb = self.verb_at(k)
        return verb[0].kind if verb else "other"

    def follows_quote(self) -> bool:
        """Whether the sentence before is a quote and nothing else."""
        if self.lo < 2 or self.tokens[self.lo - 2].kind != "quote":
            return False
        alone = self.tokens[self.lo - 3].kind == "stop"  # the last, if it is the first
        return alone and self.tokens[self.lo - 1].kind == "stop"

    # --- noun phrases -------------------------------------------------------------

    def phrase_from(self, k: int) -> Phrase:
        """The phrase that begins with noun phrase `k`: `X of Y`, `X and Y`.

        A name takes only “of” and “from”, for “in” and “at” tell where it was said.
        """
        first, _, head = self.chunks[k][1:]
        links = _LINKS_OF_NAMES if self.tokens[head].capital else _LINKS
        while True:
            after = self.kinds[k + 1 : k + 3]
            joined = after == "In" and self.low(k + 1) in links
            if after == "Cn" and self.kind_at(k + 3) not in FINITE:
                joined = self.low(k + 1) in ("and", "&")
            if not joined:
                return first, self.chunks[k].past
            k += 2

    def phrase_at(self, token: int) -> Phrase | None:
        """The phrase that begins at a token, None where no noun phrase follows."""
        k = self.chunk_from(token)
        return self.phrase_from(k) if self.kind_at(k) in NOUNS else None

    def phrase_to(self, k: int) -> Phrase:
        """The phrase that ends with noun phrase `k`: `X of Y`, `X and Y`.

        Behind a preposition at the beginning of its clause a phrase that ends in a name
        is cut before the name: “In a statement Ann Lee said”.
        """
        if self.low(k) in _NOMINATIVE:
            return self.chunks[k].first, self.chunks[k].past
        start = self.phrase_start(k)
        opens = start == 0 or self.kinds[start - 1] in _CLAUSE_ENDS
        start = self._coordination_start(start)
        if start and self.kinds[start - 1] == "I" and not opens:
            return self._final_name(self.chunks[k])
        end = next((m - 1 for m in range(start, k) if self.kinds[m] in "egv"), k)
        return self.chunks[start].first, self.chunks[end].past

    def phrase_start(self, k: int) -> int:
        """The first chunk of `X of Y` or `a letter obtained by Y`; Y is chunk `k`."""
        start = self._chain_start(k)
        before = self.kinds[max(0, start - 3) : start]
        if before in ("neI", "ngI") or (before == "nvI" and self.is_reduced(start - 2)):
            return self.phrase_start(start - 3)
        return self.phrase_start(start - 2) if before[1:] == "ng" else start

    def _chain_start(self, k: int) -> int:
        """The first chunk of the chain `n`, `nIn`, … that ends with noun phrase `k`."""
        chain = _CHAIN.search(self.kinds, 0, k + 1)
        return chain.start() if chain else k

    def _coordination_start(self, start: int) -> int:
        """The first chunk of `X and Y`, if Y begins at chunk `start`."""
        while start > 1 and self.kinds[start - 2 : start] == "nC":
            first = self._chain_start(start - 2)
            before = self.kind_at(first - 1)
            if before and before not in _CLAUSE_ENDS:
                verb = before in FINITE and self.verb_class(first - 1)
                if verb not in _NO_HEARER:
                    break
            start = first
        return start

    def _final_name(self, chunk: Chunk) -> Phrase:
        """The name that ends a phrase, where a plain noun stands before it."""
        first, tokens = chunk.past - 1, self.tokens
        while first > chunk.first and tokens[first - 1].capital:
            first -= 1
        return (first if tokens[first].capital else chunk.first), chunk.past

    def is_reduced(self, k: int) -> bool:
        """Whether verb `k` is a participle after its noun: “one man involved in it”."""
        first, past, _ = self.chunks[k][1:]
        if past - first > 1 or k + 1 >= len(self.kinds):
            return False
        if self.kinds[k + 1] != "I" and self.tokens[past].low != "as":
            return False
        participle = self.low(k).endswith(("ed", "en"))
        return participle and self.verb_class(k) not in CLAUSE_VERBS

    def antecedent(self, k: int) -> Phrase | None:
        """The phrase that “who”, “which” or “that” at chunk `k` stands for."""
        if self.low(k) not in ("who", "which", "that"):
            return None
        before = k - 2 if self.kind_at(k - 1) in (",", "-", "I") else k - 1
        return self.phrase_to(before) if self.kind_at(before) == "n" else None

    def can_speak(self, phrase: Phrase) -> bool:
        """Whether a phrase can be a source: a name, an office, a person, a body."""
        head = head_of(self.tokens, *phrase)
        if head.low in word_class("pronoun"):
            return head.low not in word_class("speaker") | {"it", "this", "that"}
        if head.low == "one":
            return not self.is_author(phrase)
        if head.capital or head.low in word_class("institution"):
            return True
        if any(word in roles() or word in nations() for word in self.words(*phrase)):
            return True
        return head.low in word_class("person") or bool(AGENT.fullmatch(head.low))

    def is_document(self, phrase: Phrase) -> bool:
        """Whether a phrase names a text that can speak for whoever wrote it."""
        return head_of(self.tokens, *phrase).low in word_class("document")

    def is_author(self, phrase: Phrase) -> bool:
        """Whether a phrase is “I”, “we”, “you” or “one”: no reported source.

        “One said” and “One, who …,” mean somebody of a group.
        """
        first, past = phrase
        if past - first > 1 or self.tokens[first].low not in word_class("speaker"):
            return False
        return not is_one_of_several(self.tokens, first)

    def _is_bare_name(self, chunk: Chunk) -> bool:
        tokens = self.tokens[chunk.first : chunk.past]
        return all(token.capital for token in tokens)

    # --- subjects of finite verbs -------------------------------------------------

    @cached_property
    def main_subject(self) -> Phrase | None:
        """The subject of the sentence's first finite verb that has one before it.

        None if that is “I” or “we”, or if the sentence has none.
        """
        for k in [k for k, kind in enumerate(self.kinds) if kind in FINITE]:
            phrase, link = self.subject_of(k) or (None, None)
            named = link in ("subject", "appositive")
            if phrase and named and not self.is_author(phrase):
                return phrase
        return None

    def subject_of(
        self, k: int, shared: Phrase | None = None, depth: int = 0
    ) -> Subject | None:
        """The subject of the verb group `k`, and how it was found.

        `shared` is the source of the clause before it in the sentence.
        """
        kind = self.kind_at(k)
        if depth > _DEEPEST:
            return None
        if kind == "g":
            return self._of_participle(k, shared, depth)
        if kind == "i":
            return self._of_infinitive(k, shared, depth)
        return self._of_finite(k, shared, depth)

    def _of_finite(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject of a finite verb, by the kind of chunk before it."""
        before = self.kind_at(k - 1)
        if before in NOUNS | VERBS and (phrase := self._before_relative(k)):
            return Subject(phrase, "appositive")
        if before == "n":
            return Subject(self.phrase_to(k - 1), "subject")
        if before == "W":
            return self._in_relative(k - 1)
        if before in VERBS:
            return self.subject_of(k - 1, shared, depth + 1)
        if before in DASHES or before == "Q":
            return self._behind_mark(k, shared, depth)
        return self._coordinated(k, shared, depth) if before == "C" else None

    def _behind_mark(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject of a finite verb behind a comma, a dash or a quote."""
        quote = self.kind_at(k - 1) == "Q"
        if quote and (called := _CALLED.search(self.kinds, 0, k)):
            return Subject(self.phrase_to(called.start()), "subject")
        inserted = self._before_insertion(k - 1)
        if not (inserted or quote) and (phrase := self._before_relative(k)):
            return Subject(phrase, "appositive")
        return inserted or self._shared(k, shared, depth)

    def _coordinated(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject of a verb behind an “and”: shared, else the noun before it."""
        subject = self._shared(k, shared, depth)
        if subject or self.kind_at(k - 2) != "n":
            return subject
        before = self.phrase_start(k - 2) - 1
        if self.kind_at(before) in FINITE:
            owner = self.subject_of(before, None, depth + 1)  # “lost it and says”
            return owner and Subject(owner.phrase, "shared")
        return Subject(self.phrase_to(k - 2), "subject")

    def _before_relative(self, k: int) -> Phrase | None:
        """The subject before a relative clause without a comma at its end.

        `The man who lost his job last year said`: only “who” has a verb before `k`.
        """
        kinds = self.kinds
        if "W" not in kinds[:k]:
            return None
        start = max((n for n in range(k) if kinds[n] in "QS;:"), default=-1) + 1
        who = kinds.find("W", start, k)
        end = who - 2 if self.kind_at(who - 1) == "," else who - 1
        if end < start or kinds[end] != "n" or FINITE & set(kinds[start:end]):
            return None
        inside = kinds[who + 1 : k].removesuffix(",")
        n_verbs = sum(kind in FINITE for kind in inside)
        whole = 0 < n_verbs <= inside.count("W") + 1 and "," not in inside
        return self.phrase_to(end) if whole else None

    def _in_relative(self, who: int) -> Subject | None:
        """“Who” itself as the subject, but a bare name before it instead."""
        before, chunk = self.antecedent(who), self.chunks[who]
        if before is None:
            return None
        bare = self.kinds[who - 1] == "n" and self._is_bare_name(self.chunks[who - 1])
        alone = self.low(who) == "who" and not bare
        return Subject((chunk.first, chunk.past) if alone else before, "relative")

    def _before_insertion(self, end: int) -> Subject | None:
        """The subject before an insertion that ends at comma `end`.

        `X, a Y, said` gives X; `her deputy, X, said` gives X too.
        """
        for comma in range(end - 1, 0, -1):
            if self.kinds[comma] not in DASHES or self.kinds[comma - 1] != "n":
                continue
            start = self.phrase_start(comma - 1)
            if not self._is_insertion(comma, end) or self._describes_another(start):
                continue
            if start and self._is_object(start):
                if self.kinds[:start] == "I":  # “At the gate Lee, 58, said”
                    name = self._final_name(self.chunks[comma - 1])
                    return Subject(name, "appositive")
                continue
            inner = self.chunks[comma + 1]
            role = not self.tokens[self.chunks[comma - 1].past - 1].capital
            named = self.tokens[inner.past - 1].capital
            if role and named and comma + 2 == end:
                return Subject((inner.first, inner.past), "appositive")
            return Subject(self.phrase_to(comma - 1), "appositive")
        return None

    def _is_insertion(self, comma: int, end: int) -> bool:
        """Whether what stands between two commas describes what precedes, no clause.

        Between two dashes a clause may stand: “Lee—he is 80—said”.
        """
        inside = self.kinds[comma + 1 : end]
        if self.kinds[comma] == self.kinds[end] == "-":
            return True
        if not inside or inside[0] not in _INSERTED:
            return False
        if inside[0] != "n" or FINITE.isdisjoint(inside) or "W" in inside:
            return True
        aged = self.tokens[self.chunks[comma + 1].first].low  # “81 and retired”
        return aged[0].isdigit()

    def _is_object(self, start: int) -> bool:
        """Whether the phrase at `start` is the object of a preposition or a verb."""
        before = self.kinds[start - 1]
        if before == "C" and start == 1:
            return False  # “But Lee, who …”
        if before == "C":  # `X and Y, who …`
            return start > 2 and self.kinds[start - 3] not in ",Q;:"
        if before == "I":
            return True
        return before in VERBS and self.verb_class(start - 1) not in _NO_HEARER

    def _describes_another(self, start: int) -> bool:
        """Whether the phrase at `start` is inserted behind another: `X, a Y, a Z`."""
        if start < 2 or self.kinds[start - 2 : start] not in ("n,", "n-"):
            return False
        first = self.tokens[self.chunks[start].first]
        if self.kinds[0] == "I":
            return bool(_TAG.match(first.low))  # “In a letter to Y, her aide, X, said”
        return not first.capital

    # --- subjects shared with another verb ------------------------------------------

    def _shared(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject shared with the clause before, else with a verb before.

        That is the first verb of the nearest stretch between commas that has one whose
        subject can speak: in “Lee left after Stone came, saying” it is Lee who says.
        """
        if shared:
            return Subject(shared, "shared")
        end = k - 1 if self.kind_at(k - 1) in (",", "-", "Q") else k
        while end > 0:
            start = max(self.kinds.rfind(mark, 0, end) for mark in ",;-") + 1
            for n in range(start, end):
                finite = self.kinds[n] in FINITE
                found = self.subject_of(n, shared, depth + 1) if finite else None
                if found and found.link != "relative" and self.may_say(found.phrase):
                    return Subject(found.phrase, "shared")
            end = start - 1
        return None

    def may_say(self, phrase: Phrase) -> bool:
        """Whether a phrase can be a source, or is a text that speaks for one."""
        return self.can_speak(phrase) or self.is_document(phrase)

    def _verb_before(self, k: int) -> int:
        """The nearest verb before chunk `k`; -1 if there is none."""
        return max((n for n in range(k) if self.kinds[n] in VERBS), default=-1)

    def _of_participle(
        self, k: int, shared: Phrase | None, depth: int
    ) -> Subject | None:
        before = self.kind_at(k - 1)
        if before == "n":
            return self._beside_noun(k, shared, depth)
        if self.kinds[max(0, k - 2) : k] == "nS" and self.low(k - 1) == "as":
            if self.kind_at(k - 3) == "I":  # “was quoted by X as saying”
                return self.subject_of(k - 4, shared, depth + 1)
            return Subject(self.phrase_to(k - 2), "participle")  # “quoted X as saying”
        subject = self._shared(k, shared, depth) or self._subject_after(k, depth)
        return Subject(subject.phrase, "participle") if subject else None

    def _beside_noun(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """“Lawmakers urging …”, “a sign saying …”; “issued a report saying” is X's."""
        start, phrase = self.phrase_start(k - 1), self.phrase_to(k - 1)
        owner, verb = self._shared(k, shared, depth), self._verb_before(k)
        put_out = verb >= 0 and self.low(verb) in word_class("puts_out")
        base = self.chunks[start]
        speaks = self.is_document((base.first, base.past)) or self.can_speak(phrase)
        if owner and (put_out or not speaks):
            return Subject(owner.phrase, "participle")
        return Subject(phrase, "subject")

    def _subject_after(self, k: int, depth: int) -> Subject | None:
        """The subject of the main clause behind an opening participle."""
        for n in range(k + 1, len(self.kinds)):
            if self.kinds[n] in FINITE and self.kinds[n - 1] not in "WIS":
                subject = self.subject_of(n, None, depth + 1)
                if subject and self.can_speak(subject.phrase):
                    return subject
        return None

    def _of_infinitive(
        self, k: int, shared: Phrase | None, depth: int
    ) -> Subject | None:
        """The subject of the verb before it in the same clause: “vowed to say”."""
        verb = self._verb_before(k)
        led = verb >= 0 and self.low(verb) in word_class("leads_to")
        if led and self.kinds[k - 1] in NOUNS and self.phrase_start(k - 1) == verb + 1:
            return Subject(self.phrase_to(k - 1), "control")  # “led her to say”
        if verb < 0 or not {"S", ";"}.isdisjoint(self.kinds[verb + 1 : k]):
            return None
        subject = self.subject_of(verb, shared, depth + 1)
        able = subject is not None and self.may_say(subject.phrase)
        return Subject(subject.phrase, "control") if subject and able else None
