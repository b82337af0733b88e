"""Who is who in an article: full names, descriptions, and one name for each source.

    find_cast(streams) -> Cast
    Cast.source(tokens, first, past) -> Source

A person is mostly named in full once and by surname after that; an unnamed source is
described in full once (“a senior Iranian official”) and then called “the official”.
Both are told apart by what the article itself says, never by a list of people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from analysis.phrases import head_of
from analysis.sources import is_anonymous, nations, outlet, roles, source_type, state
from analysis.streams import Stream
from analysis.tokens import Token, word_class

_DESCRIBED = 80  # words kept that describe one name
_REACH = 12  # tokens beside a name that may describe its bearer


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
    unnamed source's description to its fullest form.
    """

    text: str
    full: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    described: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
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
        if name and not is_anonymous(head, words):
            described = [*words, ";", *self.words.get(name, [])]
            kind = source_type(words) or source_type(described) or "unknown"
            return Source(name, kind, False, many)
        return self._description(tokens, first, past)

    def name(self, tokens: Sequence[Token], first: int, past: int) -> str | None:
        """The full name a phrase ends in, as far as the article gives it."""
        runs = list(_name_runs(tokens, first, past))
        if not runs:
            return None
        a, b = runs[0] if len(runs) == 1 else max(runs, key=lambda r: r[1] - r[0])
        name = self.text[tokens[a].start : tokens[b - 1].end]
        return self.full.get(name, name)

    def _description(self, tokens: Sequence[Token], first: int, past: int) -> Source:
        head = head_of(tokens, first, past)
        definite = tokens[first].low == "the" or past - first == 1
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
    runs = [(s, a, b) for s in streams for a, b in _name_runs(s.tokens)]
    names: Counter[str] = Counter()
    beside: dict[str, list[str]] = {}
    for stream, a, b in runs:
        name = text[stream.tokens[a].start : stream.tokens[b - 1].end]
        if b - a > 1:
            names[name] += 1
        kept = beside.setdefault(name, [])
        if len(kept) < _DESCRIBED:
            kept += _descriptors(stream.tokens, a, b)
    full: dict[str, str] = {}
    for name, _ in names.most_common():
        parts = name.split()
        for n in range(1, len(parts)):
            full.setdefault(" ".join(parts[n:]), name)
    for surname, name in _titled(text, runs).items():
        full.setdefault(surname, name)
    full.update(_abbreviations(text, streams))
    full.update({name: name for name in (*full.values(),)})
    words: dict[str, list[str]] = {}
    for name, found in beside.items():
        kept = words.setdefault(full.get(name, name), [])
        kept += found[: max(0, _DESCRIBED - len(kept))]
    return Cast(text, full, words, _descriptions(text, streams))


def _name_runs(
    tokens: Sequence[Token], first: int = 0, past: int | None = None
) -> Iterator[tuple[int, int]]:
    """Runs of capital words, without the titles and nations that open them."""
    past = len(tokens) if past is None else past
    done = first
    for k in range(first, past):
        if k < done or not _in_name(tokens[k]):
            continue
        a, b = k, k + 1
        while b < past and (_in_name(tokens[b]) or _joins_names(tokens, b, past)):
            b += 1
        done = b
        a = _behind_titles(tokens, a, b)
        while a < b and _opens_no_name(tokens[a], b - a):
            a += 1
        if a < b:
            yield a, b


def _joins_names(tokens: Sequence[Token], k: int, past: int) -> bool:
    """Whether a particle such as “al” or “von” stands between parts of a name."""
    if tokens[k].low not in word_class("particle") or k + 1 >= past:
        return False
    return tokens[k + 1].capital or tokens[k + 1].low in word_class("particle")


def _behind_titles(tokens: Sequence[Token], a: int, past: int) -> int:
    """Where the name begins behind a title: “Transport Minister”, “Secretary of State”.

    A surname may be a title too (“Ann Bishop”): the last word never is one.
    """
    if a > 1 and tokens[a - 1].low == "of" and _is_office(tokens[a - 2]):
        return a + 1 if past - a > 2 else a
    offices = [k for k in range(a, past - 1) if _is_office(tokens[k])]
    return offices[-1] + 1 if offices else a


def _is_office(token: Token) -> bool:
    row = roles().get(token.low)
    return bool(row and row["title"] and row["role"] in ("official", "politician"))


def _in_name(token: Token) -> bool:
    return token.kind == "word" and token.capital and token.low not in _plain()


@cache
def _plain() -> frozenset[str]:
    return (
        word_class("boundary")
        | word_class("determiner")
        | word_class("pronoun")
        | word_class("auxiliary")
        | word_class("modal")
        | word_class("time")
        | word_class("inner")
        | word_class("linker")
        | word_class("verb")
        | word_class("adverb")
    )


def _opens_no_name(token: Token, left: int) -> bool:
    row = roles().get(token.low)
    if row:
        return bool(row["title"]) or left > 1 or row["role"] in ("people", "official")
    return token.low in nations() and left > 1


def _descriptors(tokens: Sequence[Token], a: int, b: int) -> list[str]:
    """The words that describe a name: those before it and its apposition."""
    before: list[str] = []
    k = a - 1
    followed = b < len(tokens) and tokens[b].kind == ","
    while k >= 0 and a - k <= 6:
        crosses = tokens[k].kind == "," and followed and not before
        if not crosses and (
            tokens[k].kind != "word"
            or tokens[k].low
            in word_class("boundary") | word_class("verb") | word_class("linker")
            or tokens[k].low in word_class("auxiliary") | word_class("inner")
        ):
            break
        if not crosses:
            before.insert(0, tokens[k].low)
        k -= 1
    after: list[str] = []
    if followed and b + 1 < len(tokens) and _opens_apposition(tokens[b + 1]):
        for token in tokens[b + 1 : b + 1 + _REACH]:
            if token.kind != "word":
                break
            after.append(token.low)
    return [*before, ";", *after, ";"]


def _opens_apposition(token: Token) -> bool:
    return token.kind == "word" and (
        token.low in word_class("determiner")
        or token.low == "who"
        or token.low in roles()
        or token.low in nations()
    )


def _titled(text: str, runs: Sequence[tuple[Stream, int, int]]) -> dict[str, str]:
    """Surnames that the article gives only with a title: “Ayatollah Sistani”."""
    found: dict[str, str] = {}
    for stream, a, b in runs:
        before = stream.tokens[a - 1] if a and b - a == 1 else None
        row = roles().get(before.low) if before else None
        if row and row["title"] and before.capital:
            name = text[stream.tokens[a].start : stream.tokens[a].end]
            found.setdefault(name, text[before.start : stream.tokens[a].end])
    return found


def _abbreviations(text: str, streams: Sequence[Stream]) -> dict[str, str]:
    """Short names in brackets, “Islamic State militants (IS”, by their initials."""
    found: dict[str, str] = {}
    for stream in streams:
        tokens = stream.tokens
        for k, token in enumerate(tokens):
            short = k > 1 and tokens[k - 1].kind == "(" and token.low.isupper()
            if not short:
                continue
            for a in range(k - 2, max(-1, k - 9), -1):
                b = a + len(token.low)
                initials = "".join(text[t.start] for t in tokens[a:b])
                if b < k and initials == token.low:
                    found[token.low] = text[tokens[a].start : tokens[b - 1].end]
                    break
    return found


def _descriptions(
    text: str, streams: Sequence[Stream]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The first full description of each unnamed source, by its head word."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for stream in streams:
        for k, token in enumerate(stream.tokens):
            if token.capital or token.low not in roles() or token.low in found:
                continue
            if not roles()[token.low]["role"]:
                continue
            a, b = _described_from(stream.tokens, k), k + 1
            words = tuple(t.low for t in stream.tokens[a:b])
            if words[0] in ("the", "these", "those", "his", "their"):
                continue
            while a < b - 1 and stream.tokens[a].low in ("a", "an"):
                a += 1
            if b - a > 1 or words[0] in ("a", "an"):
                name = text[stream.tokens[a].start : stream.tokens[b - 1].end]
                found[token.low] = (name, words)
    return found


def _described_from(tokens: Sequence[Token], k: int) -> int:
    """Where the description that ends in `k` begins: at its article, if near."""
    a = k
    while a and k - a < 6 and tokens[a - 1].kind == "word":
        before = tokens[a - 1].low
        if before in word_class("boundary") | word_class("inner") | _plain():
            if before in word_class("determiner"):
                a -= 1
            break
        a -= 1
    return a


def _is_plural(head: Token, words: Sequence[str]) -> bool:
    return "and" in words or (head.low.endswith("s") and not head.capital)
