"""Chunks: a sentence as a short row of noun phrases, verb groups and joints.

    ChunkedSentence(tokens, lo, hi).chunks
    brackets(tokens, lo, hi) -> what stands in brackets

    n noun phrase   v finite verb group   m one with a modal   p passive   x be alone
    g verb in -ing   i infinitive   e participle   b base form   d a bare article
    I preposition   C and, or   S that, if …   W who, which   Q quote   marks as such

Adverbs, times (“on Monday”) and what stands in brackets are left out, so that a rule
sees a subject and its verb side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analysis.syntax.tagger import tags_of
from analysis.syntax.tokens import Token, word_class

_CHUNK = re.compile(
    r"(?P<joint>[^TMXxVBEGDYJNPORo])"
    r"|(?P<i>TR*(?:xR*)*[BVEG]|TR*xR*)"
    r"|(?P<verb>(?:MR*)?(?:[Xx]R*)*[VBEG]|MR*(?:[Xx]R*)*|[Xx]R*(?:[Xx]R*)*)"
    r"|(?P<d>D+(?:RJ|J)*(?=Q))"
    r"|(?P<y>D*Y+(?![YJNP'])|Y+(?![Y']))"
    r"|(?P<n>(?:D*Y+'?)?D*(?:(?:RJ|[JNP])*[NP]'D?)*(?:(?:RJ|[JNP])*[NP])|D+J*|O)"
    r"|(?P<o>o)|(?P<R>[RJ])|(?P<I>T)|(?P<Y>Y)"
)


_chunk = tuple.__new__  # Chunk(...) by its quickest way: there are many
_ALONE = {"V": "v", "B": "b", "G": "g", "E": "e", "M": "m", "X": "x", "x": "x"}
_BRACKETS: dict[str | None, int] = {"(": 1, "[": 1, ")": -1, "]": -1}
_LEFT_OUT = frozenset(("R", *_BRACKETS))  # adverbs, and what stands in brackets
_BEFORE_TIME = frozenset(("a", "an", "the", "this", "last", "next", "earlier", "late"))


class Chunk(NamedTuple):
    """A chunk: its kind, its tokens from `first` to `past`, its head token."""

    kind: str
    first: int
    past: int
    head: int


@dataclass(frozen=True)
class ChunkedSentence:
    """A sentence, from token `lo` to `hi`; its chunks are found when asked for.

    >>> from analysis.syntax.tokens import tokens_of
    >>> tokens = tokens_of("On Monday the mayor of Dover said that it rained.")
    >>> ChunkedSentence(tokens, 0, len(tokens)).kinds
    'nInvSnv'
    """

    tokens: Sequence[Token]
    lo: int
    hi: int

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """The chunks in the order of the text."""
        return tuple(_without_states(self.tokens, _found_chunks(self)))

    @cached_property
    def kinds(self) -> str:
        """The kind of every chunk, one letter each."""
        return "".join([chunk.kind for chunk in self.chunks])

    def low(self, chunk: int) -> str:
        """The head word of a chunk in lower case."""
        return self.tokens[self.chunks[chunk].head].low

    def words(self, first: int, past: int) -> list[str]:
        """The words of some tokens, in lower case."""
        return [token.low for token in self.tokens[first:past]]


def brackets(tokens: Sequence[Token], lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """What stands in brackets, from the first token inside to the one past the last."""
    opened: int | None = None
    for k in range(lo, hi):
        if tokens[k].kind in ("(", "["):
            opened = k + 1
        elif tokens[k].kind in (")", "]") and opened is not None:
            if k - opened > 1:
                yield opened, k
            opened = None


def _found_chunks(p: ChunkedSentence) -> list[Chunk]:
    """The chunks outside brackets, without adverbs, times and their prepositions."""
    found: list[Chunk] = []
    tokens, lo, depth, before = p.tokens, p.lo, 0, ","
    for match in _CHUNK.finditer(tags_of(tokens, lo, p.hi)):
        kind = match.lastgroup
        if kind == "joint":
            kind = match[0]
        if kind in _BRACKETS:
            depth = max(0, depth + _BRACKETS[kind])
        if depth or kind in _LEFT_OUT:
            continue
        a = lo + match.start()
        kind, b = _settled(tokens, a, lo + match.end(), kind, match[0])
        nothing = before == "I" if kind == "y" else kind == before == ","
        if nothing:  # no “on” of a time, no commas around nothing
            if found:
                found.pop()
            before = found[-1].kind if found else ","
        elif kind and kind != "y":
            found.append(_chunk(Chunk, (kind, a, b, b - 1)))
            before = kind
    return found


def _settled(
    tokens: Sequence[Token], a: int, b: int, kind: str | None, tags: str
) -> tuple[str | None, int]:
    """The kind of a chunk by its words, and where it ends."""
    if kind == "verb":
        return _verb_kind(tokens, a, b, tags), b
    if kind == "n":
        ago = b < len(tokens) and tokens[b].low == "ago"
        ago = ago and tokens[b - 1].low in word_class("span")
        b = a if ago else _before_time(tokens, a, b, tags)
        return ("n" if b > a else "y"), b
    if kind == "o" and a and tokens[a - 1].low == "of":
        return "n", b  # “one of them”
    return kind, b


def _without_states(tokens: Sequence[Token], found: list[Chunk]) -> list[Chunk]:
    """The chunks without the state and the commas of “in Salem, Ohio, …”."""
    if "In,n" not in "".join([chunk.kind for chunk in found]):
        return found
    kept: list[Chunk] = []
    k = 0
    while k < len(found):
        kept.append(found[k])
        if _names_state(tokens, kept, found[k + 1 : k + 4]):
            inserted = _in_insertion(kept)
            closed = found[k + 3 : k + 4] and found[k + 3].kind == ","
            k += 3 if closed and not inserted else 2
        k += 1
    return kept


def _in_insertion(kept: Sequence[Chunk]) -> bool:
    """Whether a comma before the place opened an insertion: “a baker from Tyre”."""
    kinds = "".join(chunk.kind for chunk in kept)
    comma = kinds.rfind(",")
    return comma > 0 and not set("vmpx") & set(kinds[comma:])


def _names_state(
    tokens: Sequence[Token], kept: Sequence[Chunk], ahead: Sequence[Chunk]
) -> bool:
    """Whether `, Ohio` follows a place that stands behind a preposition."""
    if kept[-1].kind != "n" or len(ahead) < 2 or ahead[0].kind != ",":
        return False
    kinds = "".join(chunk.kind for chunk in (*kept[-2:], *ahead))
    if not kinds.startswith("In,n") or kinds[4:] == "v":
        return False
    place, state = kept[-1], ahead[1]
    name = "-".join(token.low for token in tokens[state.first : state.past])
    return tokens[place.head].capital and name in word_class("region")


def _before_time(tokens: Sequence[Token], a: int, b: int, tags: str) -> int:
    """Where a noun phrase ends before the time it closes with: “a rally last week”."""
    if tokens[b - 1].low not in word_class("time"):
        return b
    while b > a and tags[b - 1 - a] in "NDJR" and _tells_time(tokens, a, b):
        b -= 1
    return b


def _tells_time(tokens: Sequence[Token], a: int, b: int) -> bool:
    low = tokens[b - 1].low
    return low in word_class("time") or low in _BEFORE_TIME


def _verb_kind(tokens: Sequence[Token], a: int, b: int, tags: str) -> str:
    """What a group of verbs is by its last and its first."""
    last = tags[-1]
    if len(tags) == 1:
        return _ALONE[last]
    if "M" in tags:
        return "m"
    if last in "XxR":
        return "x"
    if tokens[a].low == "'s" and tokens[b - 1].low == "said":
        return "v"  # “he's said”
    be = [n for n in range(a, b - 1) if tags[n - a] in "Xx"]
    if last == "E" and tokens[be[-1]].low in word_class("be"):
        return "p"
    return "v"
