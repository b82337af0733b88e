"""Who is who in an article: full names, descriptions, and one name for each source.

    find_cast(streams) -> Cast
    Cast.source(tokens, first, past) -> Source

A person is mostly named in full once and by surname after that; an unnamed source is
described in full once (“a senior Iranian official”) and then called “the official”.
Both are told apart by what the article itself says, never by a list of people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.attribution.folding import Stream
from analysis.attribution.names import (
    abbreviations,
    descriptions,
    descriptors,
    held_offices,
    name_runs,
    titled,
)
from analysis.attribution.noun_phrases import head_of
from analysis.attribution.source_types import is_anonymous, outlet, source_type, state
from analysis.syntax.tokens import Token, word_class

_DESCRIBED = 80  # words kept that describe one name


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the article knows it: its canonical name, type and anonymity."""

    name: str
    source_type: str
    anonymous: bool
    many: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The names and descriptions of one article.

    `full` leads from a surname or an abbreviation to the full name, `words` from a
    name to the words that describe its bearer, `described` from the head of an
    unnamed source's description to its fullest form, `offices` from an office that one
    person alone has here to that person.
    """

    text: str
    full: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    described: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    known: dict[str, Source] = field(default_factory=dict, compare=False)

    def gender(self, source: Source) -> str:
        """`m` or `f` where a title or a word beside the name tells it, else empty."""
        words = {*self.words.get(source.name, ()), *source.name.lower().split()}
        for gender in ("m", "f"):
            if words & word_class(f"gender_{gender}"):
                return gender
        return ""

    def is_person(self, source: Source) -> bool:
        """Whether “he” or “she” may mean this source."""
        if source.source_type in ("media", "government"):
            return False
        last = source.name.lower().split()[-1]
        if last in word_class("organisation"):
            return False
        named = " " in source.name and source.name in self.words
        return source.anonymous or named or self.full.get(source.name) == source.name

    def source(self, tokens: Sequence[Token], first: int, past: int) -> Source:
        """The source that a phrase names, the same for the same words."""
        phrase = self.text[tokens[first].start : tokens[past - 1].end]
        if phrase not in self.known:
            self.known[phrase] = self._source(tokens, first, past)
        return self.known[phrase]

    def _source(self, tokens: Sequence[Token], first: int, past: int) -> Source:
        words = [token.low for token in tokens[first:past]]
        head = head_of(tokens, first, past)
        many = _is_plural(head, words)
        named = outlet(words) or state(words)
        if named:
            return Source(named, source_type(words) or "unknown", False)
        name = self.name(tokens, first, past)
        whole = "and" in words or (not head.capital and head.low != "'s")
        if name and whole and not is_anonymous(head, words):  # “the Swedish government”
            start = first + (words[0] in word_class("determiner") and past - first > 1)
            name = self.text[tokens[start].start : tokens[past - 1].end]
        if name and not is_anonymous(head, words):
            return self._named(name, words, many)
        return self._description(tokens, first, past)

    def _named(self, name: str, words: Sequence[str], many: bool = False) -> Source:
        """The source of this name, its type by these words or by those beside it."""
        described = [*words, ";", *self.words.get(name, [])]
        kind = source_type(words) or source_type(described) or "unknown"
        return Source(name, kind, False, many)

    def name(self, tokens: Sequence[Token], first: int, past: int) -> str | None:
        """The full name a phrase ends in, as far as the article gives it."""
        runs = list(name_runs(tokens, first, past))
        if not runs:
            return None
        a, b = runs[0] if len(runs) == 1 else max(runs, key=lambda r: r[1] - r[0])
        name = self.text[tokens[a].start : tokens[b - 1].end]
        return self.full.get(name, name)

    def _description(self, tokens: Sequence[Token], first: int, past: int) -> Source:
        head = head_of(tokens, first, past)
        definite = tokens[first].low == "the" or past - first == 1
        holder = self.offices.get(tokens[past - 1].low)
        if tokens[first].low == "the" and past - first == 2 and holder:
            return self._named(holder, [*(t.low for t in tokens[first:past])])
        words = tuple(token.low for token in tokens[first:past])
        start = first
        while start < past - 1 and tokens[start].low in {"a", "an", "the", "this"}:
            start += 1
        name = self.text[tokens[start].start : tokens[past - 1].end]
        if definite and head.low in self.described and past - first <= 3:
            name, more = self.described[head.low]
            words += more
        anonymous = is_anonymous(head, words)
        kind = source_type(words) or "unknown"
        return Source(name, kind, anonymous, _is_plural(head, words))


def find_cast(text: str, streams: Sequence[Stream]) -> Cast:
    """The cast of an article, from the names and descriptions in its streams."""
    runs = [(s, a, b) for s in streams for a, b in name_runs(s.tokens)]
    names: Counter[str] = Counter()
    beside: dict[str, list[str]] = {}
    for stream, a, b in runs:
        name = text[stream.tokens[a].start : stream.tokens[b - 1].end]
        if b - a > 1:
            names[name] += 1
        kept = beside.setdefault(name, [])
        if len(kept) < _DESCRIBED:
            kept += descriptors(stream.tokens, a, b)
    full: dict[str, str] = {}
    for name, _ in names.most_common():
        parts = name.split()
        for n in range(1, len(parts)):
            full.setdefault(" ".join(parts[n:]), name)
    for surname, name in titled(text, runs).items():
        full.setdefault(surname, name)
    full.update(abbreviations(text, streams))
    full.update({name: name for name in (*full.values(),)})
    words: dict[str, list[str]] = {}
    for name, found in beside.items():
        kept = words.setdefault(full.get(name, name), [])
        kept += found[: max(0, _DESCRIBED - len(kept))]
    offices = held_offices(text, runs, full)
    return Cast(text, full, words, descriptions(text, streams), offices)


def _is_plural(head: Token, words: Sequence[str]) -> bool:
    return "and" in words or (head.low.endswith("s") and not head.capital)
