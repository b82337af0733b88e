"""Phrases: the noun phrases of a sentence, its reporting verbs, and who can speak.

Rules read the kinds of chunks, one letter each (see the chunker); the sets below and
the methods of `Phrases` say what a rule asks of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

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
# Classes of verbs.
CLAUSE_VERBS = frozenset(("say", "tell", "state", "think"))  # report a whole clause
NO_HEARER = frozenset(("say", "state", "think"))  # and need nobody who is told

_CHAIN = re.compile(r"n(?:In)*$")
_LINKS = frozenset(("of", "from", "for", "at", "with", "in", "by"))
NAMED = frozenset(("named", "called"))  # “a nurse named Ann Lee”
_LINKS_OF_NAMES = frozenset(("of", "from"))
NOMINATIVE = frozenset(("he", "she", "they", "i", "we"))  # “a ship and he said”: he
AGENT = re.compile(r"\w{3,}(?:[^l]ist|cian|rian|geon)s?")  # economist, historian


def is_one_of_several(tokens: Sequence[Token], k: int) -> bool:
    """Whether a token is the “one” of “one said” and “one, who …,”, not “one may”."""
    verb = verb_forms().get(tokens[k + 1].low)
    told = tokens[k + 2].low == "who" if tokens[k + 1].kind == "," else False
    says = verb and (verb.form == "past" or (verb.form, verb.kind) == ("s", "say"))
    return tokens[k].low == "one" and (told or bool(says))


class Phrases(ChunkedSentence):
    """The chunks of a sentence, asked for noun phrases and reporting verbs.

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
        if low in first_words():
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
            if after == "In" and self._is_article(k + 2):  # “a man at the back”
                joined = self.kinds[k + 3 : k + 5] == "In"  # “… of the hall”
            if after in ("en", "vn") and self.low(k + 1) in NAMED:
                joined = True
            if not joined:
                return first, self.chunks[k].past
            k += 2

    def phrase_at(self, token: int) -> Phrase | None:
        """The phrase that begins at a token, None where no noun phrase follows."""
        k = self.chunk_from(token)
        return self.phrase_from(k) if self.kind_at(k) in NOUNS else None

    def _is_article(self, k: int) -> bool:
        """Whether noun phrase `k` is a determiner whose noun is none here."""
        first, past, head = self.chunks[k][1:]
        low = self.tokens[head].low
        return past - first == 1 and low in ("a", "an", "the")

    def phrase_to(self, k: int) -> Phrase:
        """The phrase that ends with noun phrase `k`: `X of Y`, `X and Y`.

        Behind a preposition at the beginning of its clause a phrase that ends in a name
        is cut before the name: “In a statement Ann Lee said”.
        """
        if self.low(k) in NOMINATIVE:
            return self.chunks[k].first, self.chunks[k].past
        start = self.phrase_start(k)
        opens = start == 0 or self.kinds[start - 1] in _CLAUSE_ENDS
        start = self._coordination_start(start)
        if start and self.kinds[start - 1] == "I" and not opens:
            return self.final_name(self.chunks[k])
        ends = (m for m in range(start, k) if self.kinds[m] in "egv")
        end = next((m - 1 for m in ends if self.low(m) not in NAMED), k)
        return self.chunks[start].first, self.chunks[end].past

    def phrase_start(self, k: int) -> int:
        """The first chunk of `X of Y` or `a letter obtained by Y`; Y is chunk `k`."""
        start = self._chain_start(k)
        before = self.kinds[max(0, start - 3) : start]
        if before in ("neI", "ngI") or (before == "nvI" and self.is_reduced(start - 2)):
            return self.phrase_start(start - 3)
        named = before[1:] in ("ne", "nv") and self.low(start - 1) in NAMED
        return self.phrase_start(start - 2) if before[1:] == "ng" or named else start

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
                if verb not in NO_HEARER:
                    break
            start = first
        return start

    def final_name(self, chunk: Chunk) -> Phrase:
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
        if self.kind_at(k - 1) == "C":  # “X, who left and who says”
            return self.antecedent(self.kinds.rfind("W", 0, k))
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

    def is_bare_name(self, chunk: Chunk) -> bool:
        """Whether a phrase is a name and nothing else."""
        tokens = self.tokens[chunk.first : chunk.past]
        return all(token.capital for token in tokens)

    def may_say(self, phrase: Phrase) -> bool:
        """Whether a phrase can be a source, or is a text that speaks for one."""
        return self.can_speak(phrase) or self.is_document(phrase)
