"""Noun phrases: where one begins, what its head is, and whether it can speak.

chain_before(parse, chunk), antecedent(parse, chunk) -> (first, past)
head_of(tokens, first, past) -> Token
can_speak(tokens, phrase), is_document(tokens, phrase), is_author(parse, phrase)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.attribution.cue_lexicon import Phrase, verb_at
from analysis.attribution.source_types import nations, roles
from analysis.syntax.chunker import Chunk, Parse
from analysis.syntax.tokens import Token, word_class

VERBS = frozenset("vmpxgieb")
FINITE = frozenset("vmpx")
_CHAIN = re.compile(r"n(?:In)*$")
_LINKS = frozenset(("of", "from", "for", "at", "with", "in", "by"))
_NOMINATIVE = frozenset(("he", "she", "they"))  # “the fleet and he said” is his alone
_AGENT = re.compile(r"\w{3,}(?:[^l]ist|cian|rian|geon)s?")  # economist, historian
_CLAUSE_ENDS = frozenset(",-SCQ:;")


def phrase_from(p: Parse, m: int) -> Phrase:
    """The phrase that begins with noun phrase `m`: `X of Y`, `X and Y`.

    A name takes only “of” and “from”, for “in” and “at” tell where it was said.
    """
    links = frozenset(("of", "from")) if p.tokens[p.chunks[m].head].capital else _LINKS
    first, n = p.chunks[m].first, m
    while True:
        after = p.kinds[n + 1 : n + 3]
        joined = after == "In" and p.low(n + 1) in links
        if after == "Cn" and p.kinds[n + 3 : n + 4] not in ("v", "m", "x", "p"):
            joined = p.low(n + 1) in ("and", "&")
        if not joined:
            return first, p.chunks[n].past
        n += 2


def chain_before(p: Parse, j: int) -> Phrase:
    """The phrase that ends with noun phrase `j`: `X of Y`, `X and Y`.

    Behind a preposition at the beginning of its clause a phrase that ends in a name
    is cut before the name: “In a statement Ann Lee said”.
    """
    if p.low(j) in _NOMINATIVE:
        return p.chunks[j].first, p.chunks[j].past
    start = chain_start(p, j)
    opens = start == 0 or p.kinds[start - 1] in _CLAUSE_ENDS
    while start > 1 and p.kinds[start - 1] == "C" and p.kinds[start - 2] == "n":
        first = _CHAIN.search(p.kinds, 0, start - 1).start()
        if first and p.kinds[first - 1] not in _CLAUSE_ENDS:
            held = verb_at(p, first - 1) if p.kinds[first - 1] in FINITE else None
            if not held or held[0].kind not in ("say", "state", "think"):
                break
        start = first
    if start and p.kinds[start - 1] == "I" and not opens:
        return _named_tail(p, p.chunks[j])
    end = next((m - 1 for m in range(start, j) if p.kinds[m] in "egv"), j)
    return p.chunks[start].first, p.chunks[end].past


def chain_start(p: Parse, j: int) -> int:
    """The first chunk of `X of Y`, or of `a letter obtained by Y`."""
    start = _CHAIN.search(p.kinds, 0, j + 1).start()
    before = p.kinds[max(0, start - 3) : start]
    if before in ("neI", "ngI") or (before == "nvI" and is_reduced(p, start - 2)):
        return chain_start(p, start - 3)
    if before[1:] == "ng":
        return chain_start(p, start - 2)
    return start


def is_reduced(p: Parse, m: int) -> bool:
    """Whether verb `m` is a participle after its noun: “one man involved in it”."""
    chunk = p.chunks[m]
    follows = p.kinds[m + 1 : m + 2] == "I" or p.tokens[chunk.past].low == "as"
    if chunk.past - chunk.first > 1 or m + 1 >= len(p.kinds) or not follows:
        return False
    if m and p.low(m - 1) in word_class("pronoun"):
        return False
    held = verb_at(p, m)
    clause = held is not None and held[0].kind in ("say", "tell", "state", "think")
    return p.low(m).endswith(("ed", "en")) and not clause


def _named_tail(p: Parse, chunk: Chunk) -> Phrase:
    """The name that ends a phrase, where a plain noun stands before it."""
    first = chunk.past - 1
    while first > chunk.first and p.tokens[first - 1].capital:
        first -= 1
    cut = p.tokens[chunk.past - 1].capital and p.tokens[first - 1].low not in roles()
    return (first if cut else chunk.first), chunk.past


def antecedent(p: Parse, w: int) -> Phrase | None:
    """The phrase that “who”, “which” or “that” at chunk `w` stands for."""
    if p.low(w) not in ("who", "which", "that") or w == 0:
        return None
    j = w - 1
    if p.kinds[j] in ",-I":
        j -= 1
    if j >= 0 and p.kinds[j] == "n":
        return chain_before(p, j)
    return None


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
        if k > first and (low in _ends_head() or tokens[k].kind != "word"):
            if low == "of" and head.low in word_class("part") and k + 1 < past:
                return head_of(tokens, k + 1, past)  # “a series of emails”
            break
        if low != "'s":
            head = tokens[k]
    return head


def _ends_head() -> frozenset[str]:
    return word_class("inner")


def phrase_at_token(p: Parse, token: int) -> Phrase | None:
    """The phrase that begins with a token, None where no noun phrase begins."""
    for m, chunk in enumerate(p.chunks):
        if chunk.first >= token:
            near = chunk.first == token and chunk.kind in "no"
            return phrase_from(p, m) if near else None
    return None
