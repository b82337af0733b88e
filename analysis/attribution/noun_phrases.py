"""Noun phrases: where one begins and ends, what its head is, whether it can speak.

    phrase_from(parse, chunk), phrase_to(parse, chunk) -> (first, past)
    antecedent(parse, chunk) -> (first, past) | None
    head_of(tokens, first, past) -> Token
    can_speak(tokens, phrase), is_document(tokens, phrase), is_author(parse, phrase)

Rules read the kinds of chunks, one letter each (see the chunker); the sets and the
two functions below say what a rule asks of them.  The tokens of a paragraph end with
a stop, so that there is a token behind every chunk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attribution.cue_lexicon import Phrase, verb_class
from analysis.attribution.source_types import nations, roles
from analysis.syntax.chunker import Chunk, Parse
from analysis.syntax.tokens import Token, word_class

# Kinds of chunks.
VERBS = frozenset("vmpxgieb")
FINITE = frozenset("vmpx")  # a verb with a tense: plain, modal, passive, “be” alone
NOUNS = frozenset("no")  # a noun phrase, or a pronoun that is an object
DASHES = frozenset(",-")  # marks around an insertion
MARKS = frozenset(",-:")
CLAUSE_VERBS = frozenset(("say", "tell", "state", "think"))  # report a whole clause

_CHAIN = re.compile(r"n(?:In)*$")
_LINKS = frozenset(("of", "from", "for", "at", "with", "in", "by"))
_LINKS_OF_NAMES = frozenset(("of", "from"))
_NOMINATIVE = frozenset(("he", "she", "they"))  # “the fleet and he said” is his alone
_AGENT = re.compile(r"\w{3,}(?:[^l]ist|cian|rian|geon)s?")  # economist, historian
_CLAUSE_ENDS = frozenset(",-SCQ:;")


def kind_at(p: Parse, k: int) -> str:
    """The kind of chunk `k`; empty before the first chunk and behind the last."""
    return p.kinds[k] if 0 <= k < len(p.kinds) else ""


def chunk_from(p: Parse, token: int) -> int:
    """The number of the first chunk that begins at a token or behind it."""
    for k, chunk in enumerate(p.chunks):
        if chunk.first >= token:
            return k
    return len(p.chunks)


def word_at(p: Parse, token: int) -> str:
    """The word at a token, in lower case; empty outside the sentence."""
    return p.tokens[token].low if p.lo <= token < p.hi else ""


def past_links(p: Parse, k: int, *links: str) -> int:
    """The chunk behind a row of links that begins at chunk `k`, such as `In`, `Cn`."""
    while p.kinds[k : k + 2] in links:
        k += 2
    return k


def phrase_from(p: Parse, k: int) -> Phrase:
    """The phrase that begins with noun phrase `k`: `X of Y`, `X and Y`.

    A name takes only “of” and “from”, for “in” and “at” tell where it was said.
    """
    capital = p.tokens[p.chunks[k].head].capital
    links = _LINKS_OF_NAMES if capital else _LINKS
    first = p.chunks[k].first
    while True:
        after = p.kinds[k + 1 : k + 3]
        if after == "In":
            joined = p.low(k + 1) in links
        elif after == "Cn" and kind_at(p, k + 3) not in FINITE:
            joined = p.low(k + 1) in ("and", "&")
        else:
            joined = False
        if not joined:
            return first, p.chunks[k].past
        k += 2


def phrase_at(p: Parse, token: int) -> Phrase | None:
    """The phrase that begins with a token, None where no noun phrase begins."""
    k = chunk_from(p, token)
    near = kind_at(p, k) in NOUNS and p.chunks[k].first == token
    return phrase_from(p, k) if near else None


def phrase_to(p: Parse, k: int) -> Phrase:
    """The phrase that ends with noun phrase `k`: `X of Y`, `X and Y`.

    Behind a preposition at the beginning of its clause a phrase that ends in a name
    is cut before the name: “In a statement Ann Lee said”.
    """
    if p.low(k) in _NOMINATIVE:
        return p.chunks[k].first, p.chunks[k].past
    start = phrase_start(p, k)
    opens = start == 0 or p.kinds[start - 1] in _CLAUSE_ENDS
    start = _with_coordinated(p, start)
    if start and p.kinds[start - 1] == "I" and not opens:
        return _final_name(p, p.chunks[k])
    end = next((m - 1 for m in range(start, k) if p.kinds[m] in "egv"), k)
    return p.chunks[start].first, p.chunks[end].past


def _with_coordinated(p: Parse, start: int) -> int:
    """The first chunk of `X and Y`, if Y begins at chunk `start`."""
    while start > 1 and p.kinds[start - 2 : start] == "nC":
        first = _chain_to(p, start - 2)
        if first and p.kinds[first - 1] not in _CLAUSE_ENDS:
            finite = p.kinds[first - 1] in FINITE
            if not finite or verb_class(p, first - 1) not in ("say", "state", "think"):
                break
        start = first
    return start


def _chain_to(p: Parse, k: int) -> int:
    """The first chunk of the chain `n`, `nIn`, … that ends with noun phrase `k`."""
    chain = _CHAIN.search(p.kinds, 0, k + 1)
    return chain.start() if chain else k


def phrase_start(p: Parse, k: int) -> int:
    """The first chunk of `X of Y`, or of `a letter obtained by Y`, if Y is chunk `k`."""
    start = _chain_to(p, k)
    before = p.kinds[max(0, start - 3) : start]
    if before in ("neI", "ngI") or (before == "nvI" and is_reduced(p, start - 2)):
        return phrase_start(p, start - 3)
    if before[1:] == "ng":
        return phrase_start(p, start - 2)
    return start


def is_reduced(p: Parse, k: int) -> bool:
    """Whether verb `k` is a participle after its noun: “one man involved in it”."""
    chunk = p.chunks[k]
    if chunk.past - chunk.first > 1 or k + 1 >= len(p.kinds):
        return False
    if p.kinds[k + 1] != "I" and p.tokens[chunk.past].low != "as":
        return False
    if k and p.low(k - 1) in word_class("pronoun"):
        return False
    return p.low(k).endswith(("ed", "en")) and verb_class(p, k) not in CLAUSE_VERBS


def _final_name(p: Parse, chunk: Chunk) -> Phrase:
    """The name that ends a phrase, where a plain noun stands before it."""
    first = chunk.past - 1
    while first > chunk.first and p.tokens[first - 1].capital:
        first -= 1
    cut = p.tokens[chunk.past - 1].capital and p.tokens[first - 1].low not in roles()
    return (first if cut else chunk.first), chunk.past


def antecedent(p: Parse, k: int) -> Phrase | None:
    """The phrase that “who”, “which” or “that” at chunk `k` stands for."""
    if p.low(k) not in ("who", "which", "that"):
        return None
    before = k - 2 if kind_at(p, k - 1) in (",", "-", "I") else k - 1
    return phrase_to(p, before) if kind_at(p, before) == "n" else None


def can_speak(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase can be a source: a name, an office, a person, a body."""
    head = head_of(tokens, *phrase)
    if head.low in word_class("pronoun") or head.low == "who":
        return head.low not in word_class("speaker") | {"it", "this", "that"}
    if head.capital:
        return True
    words = [token.low for token in tokens[phrase[0] : phrase[1]]]
    return (
        any(word in roles() or word in nations() for word in words)
        or bool(_AGENT.fullmatch(head.low))
        or head.low in word_class("institution")
        or head.low in word_class("person")
    )


def is_document(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase names a text that can speak for whoever wrote it."""
    return head_of(tokens, *phrase).low in word_class("document")


def is_author(p: Parse, phrase: Phrase) -> bool:
    """Whether a phrase is “I”, “we”, “you” or “one”: no reported source."""
    alone = phrase[1] - phrase[0] == 1
    return alone and p.tokens[phrase[0]].low in word_class("speaker")


def head_of(tokens: Sequence[Token], first: int, past: int) -> Token:
    """The head word of a phrase: the last word before the first preposition."""
    head = tokens[first]
    for k in range(first, past):
        low = tokens[k].low
        if k > first and (low in word_class("inner") or tokens[k].kind != "word"):
            if low == "of" and head.low in word_class("part") and k + 1 < past:
                return head_of(tokens, k + 1, past)  # “a series of emails”
            break
        if low != "'s":
            head = tokens[k]
    return head
