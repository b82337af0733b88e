"""Names and descriptions of people in the running text of an article.

name_runs(tokens) -> the names, as token numbers
descriptors, titled, abbreviations, descriptions: what the text says beside them
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from analysis.attribution.cue_lexicon import verb_forms
from analysis.attribution.folding import Stream
from analysis.attribution.source_types import nations, roles
from analysis.syntax.tokens import Token, word_class

_REACH = 12  # tokens beside a name that may describe its bearer


def name_runs(
    tokens: Sequence[Token], first: int = 0, past: int | None = None
) -> Iterator[tuple[int, int]]:
    """Runs of capital words, without the titles and nations that open them."""
    past = len(tokens) if past is None else past
    done = first
    for k in [k for k in range(first, past) if tokens[k].capital]:
        if k < done or not _in_name(tokens[k]):
            continue
        a, b = k, k + 1
        while b < past and (_in_name(tokens[b]) or _joins_names(tokens, b, past)):
            b += 1
        done = b
        a = _behind_titles(tokens, a, b)
        body = tokens[b - 1].low in word_class("organisation")  # the Arab League
        while not body and a < b and _opens_no_name(tokens[a], b - a):
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
    if a > 1 and tokens[a - 1].low == "of" and is_office(tokens[a - 2]):
        return a + 1 if past - a > 2 else a
    offices = [k for k in range(a, past - 1) if is_office(tokens[k])]
    return offices[-1] + 1 if offices else a


def is_office(token: Token) -> bool:
    """Whether a word is the title of an official or a politician: “Minister”."""
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
    if left > 1 and token.low.endswith("ed") and token.low in verb_forms():
        return True  # “Added Lee: “…””
    row = roles().get(token.low)
    if row:
        return bool(row["title"]) or left > 1 or row["role"] in ("people", "official")
    return token.low in nations() and left > 1


def descriptors(tokens: Sequence[Token], a: int, b: int) -> list[str]:
    """The words that describe a name: those before it and its apposition."""
    before: list[str] = []
    k = a - 1
    followed = b < len(tokens) and tokens[b].kind == ","
    while k >= 0 and a - k <= 6:
        crosses = tokens[k].kind == "," and followed and not before
        if not crosses and (
            tokens[k].kind != "word" or tokens[k].low in _ends_description()
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


@cache
def _ends_description() -> frozenset[str]:
    classes = ("boundary", "verb", "linker", "auxiliary", "inner")
    return frozenset().union(*map(word_class, classes))


def _opens_apposition(token: Token) -> bool:
    return token.kind == "word" and (
        token.low in word_class("determiner")
        or token.low == "who"
        or token.low in roles()
        or token.low in nations()
    )


def titled(text: str, runs: Sequence[tuple[Stream, int, int]]) -> dict[str, str]:
    """Surnames that the article gives only with a title: “Ayatollah Sistani”."""
    found: dict[str, str] = {}
    for stream, a, b in runs:
        before = stream.tokens[a - 1] if a and b - a == 1 else None
        row = roles().get(before.low) if before else None
        if row and row["title"] and before.capital:
            name = text[stream.tokens[a].start : stream.tokens[a].end]
            found.setdefault(name, text[before.start : stream.tokens[a].end])
    return found


def held_offices(
    text: str, runs: Sequence[tuple[Stream, int, int]], full: Mapping[str, str]
) -> dict[str, str]:
    """Offices that one person alone has in the article: “Minister Ann Lee”."""
    holders: dict[str, set[str]] = {}
    for stream, a, b in runs:
        before = stream.tokens[a - 1] if a else None
        if before and is_office(before) and before.capital:
            name = text[stream.tokens[a].start : stream.tokens[b - 1].end]
            holders.setdefault(before.low, set()).add(full.get(name, name))
    return {office: names.pop() for office, names in holders.items() if len(names) == 1}


def abbreviations(text: str, streams: Sequence[Stream]) -> dict[str, str]:
    """Short names in brackets, “Islamic State militants (IS”, by their initials."""
    found: dict[str, str] = {}
    for stream in streams:
        tokens = stream.tokens
        opened = [k for k, token in enumerate(tokens[:-1]) if token.kind == "("]
        for k in opened:
            low = tokens[k + 1].low  # behind the bracket
            for a in range(k - 1, max(-1, k - 8), -1) if low.isupper() else ():
                b = a + len(low)
                if b > k:
                    continue
                if low == "".join(text[t.start] for t in tokens[a:b]):
                    found[low] = text[tokens[a].start : tokens[b - 1].end]
                    break
    return found


def descriptions(
    text: str, streams: Sequence[Stream]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The first full description of each unnamed source, by its head word."""
    known = roles()
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for stream in streams:
        for k, token in enumerate(stream.tokens):
            if token.capital or token.low not in known or token.low in found:
                continue
            if not known[token.low]["role"]:
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
        if before in _plain():
            if before in word_class("determiner"):
                a -= 1
            break
        a -= 1
    return a
