"""Descriptions: what an article says beside its names, and of its unnamed sources.

beside(tokens, a, b) -> the words before a name, and its apposition
phrases_beside(tokens, a, b, near) -> those of its phrases that say who that is
find_descriptions(text, paragraphs) -> those of unnamed sources, by their head word
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.attribution.cue_lexicon import Phrase, verb_forms
from analysis.attribution.names import (
    Tokens,
    courtesy,
    find_names,
    is_title,
    name_at,
    plain_words,
)
from analysis.attribution.nations import gazetteer, nation_of
from analysis.attribution.phrases import AGENT
from analysis.attribution.source_types import roles
from analysis.syntax.tokens import Token, head_of, word_class

_BEFORE_NAME = 6  # tokens before a name that may describe its bearer
BEHIND_NAME = 12  # and behind it
_LONGEST_DESCRIPTION = 6  # words before the head of an unnamed source's description
_DOER = re.compile(r"\w{3,}(?:er|or|eer|man|woman|ess)")  # baker, curator, waitress
_THINGS = ("media", "document", "organisation", "government", "international_body")
# What somebody is called later whose rank or office was shortened: “the admiral”.
RANKS = {
    "adm": ("admiral",),
    "capt": ("captain",),
    "cmdr": ("commander",),
    "col": ("colonel",),
    "cpl": ("corporal",),
    "dr": ("doctor",),
    "gen": ("general",),
    "gov": ("governor",),
    "lt": ("lieutenant",),
    "maj": ("major",),
    "prof": ("professor",),
    "rep": ("representative", "congressman", "congresswoman"),
    "rev": ("reverend", "minister", "pastor"),
    "sen": ("senator",),
    "sgt": ("sergeant",),
}
_RELATIVES = frozenset(("who", "whose", "which", "that"))
_DEFINITE = frozenset(("the", "these", "those", "his", "their"))


@dataclass(frozen=True, slots=True)
class Described:
    """A description in the text: where, its words, and whom it describes."""

    place: int
    words: tuple[str, ...]  # as they are written
    name: str
    named: bool = False


def describing(words: Iterable[str]) -> list[str]:
    """The words of a phrase that say what somebody is."""
    small = word_class("determiner") | word_class("inner") | {"and", "'s"}
    return [low for low in words if low not in small]


@lru_cache(maxsize=1 << 12)
def describes_person(low: str) -> bool:
    """Whether a word describes a person: “mayor”, “spokesman”, “woman”."""
    role = roles().get(low)
    if role and role.kind in _THINGS:
        return False
    known = bool(role) or low in word_class("person") or is_title(low)
    thing = low in word_class("institution") or low in word_class("document")
    agent = AGENT.fullmatch(low) or _DOER.fullmatch(low)
    return not thing and (known or bool(agent and low not in word_class("no_doer")))


def gender_of_role(word: str) -> str:
    """`m` or `f` by a word such as “spokeswoman”, else nothing."""
    low = word.lower().rstrip(".")
    told = (g for g in "mf" if low in word_class(f"gender_{g}"))
    return next(told, "f" if low.endswith("woman") else "")


def head_word(phrase: str) -> str:
    """The last word of a description before a preposition or a “that”."""
    words = phrase.lower().split()
    ends = word_class("inner") | {"that"}
    inner = [n for n, low in enumerate(words) if n and low in ends]
    return words[min(inner, default=len(words)) - 1]


def written(tokens: Tokens, first: int, past: int) -> list[str]:
    """The words of a description as written, without the names of persons in it."""
    if first == past:
        return []
    told = [
        token.low.capitalize() if token.capital and token.low.islower() else token.low
        for token in tokens[first:past]
    ]
    if sum(token.capital for token in tokens[first:past]) > 1:
        for a, b in reversed(list(find_names(tokens, first, past))):
            if b <= past and _names_person(tokens, a, b):
                del told[a - first : b - first]
    return told


def _names_person(tokens: Tokens, a: int, b: int) -> bool:
    """Whether a name is a person's, as far as it tells: no state, body or office."""
    if b - a == 1:
        role = roles().get(tokens[a - 1].low) if a else None
        return bool(role and role.title and tokens[a].low in word_class("namesake"))
    role = roles().get(tokens[b - 1].low)
    if role and not role.title:
        return False
    name = "-".join(token.low for token in tokens[a:b])
    bodies = word_class("organisation") | word_class("institution")
    return not (tokens[b - 1].low in bodies or name in roles() or name in gazetteer())


def beside(tokens: Tokens, a: int, b: int) -> tuple[Phrase, Phrase]:
    """What describes a name: the words before it, and its apposition."""
    apposed = tokens[b].kind == ","
    past = a - 1 if apposed and a and tokens[a - 1].kind == "," else a
    first = past
    while first > max(0, a - _BEFORE_NAME) and _describes(tokens, first - 1):
        first -= 1
    start = end = b + 1
    if tokens[b].kind in (",", "(") and _opens_apposition(tokens[start]):
        while end < start + BEHIND_NAME and tokens[end].kind == "word":
            end += 1
    return (first, past), (min(start, len(tokens)), min(end, len(tokens)))


def _describes(tokens: Tokens, k: int) -> bool:
    return tokens[k].kind == "word" and tokens[k].low not in _ends_description()


def phrases_beside(
    tokens: Tokens, a: int, b: int, near: tuple[Phrase, Phrase]
) -> Iterator[Phrase]:
    """The phrases that say who the bearer of a name is, given those `beside` it."""
    before, after = _widened(tokens, a, b, near[0]), near[1]
    who = [k for k in range(*after) if tokens[k].low in _RELATIVES]
    for start, end in (before, (after[0], min([*who, after[1]]))):
        opens = _past_small(tokens, start, end)
        mister = end == a == opens + 1 and courtesy(tokens, a)
        if opens == end or mister:
            continue
        head = head_of(tokens, opens, end).low
        if describes_person(head) and not head.endswith("s"):
            yield opens, end


def _widened(tokens: Tokens, a: int, b: int, near: Phrase) -> Phrase:
    """The phrase before a name, back over prepositions where it may hold them."""
    first, past = near
    at = a - (a > 1 and is_title(tokens[a - 1].low) and tokens[a - 2].kind == ",")
    before = tokens[at - 1] if at else None
    ends = tokens[b].kind != "word"
    apart = before and before.kind == "," and ends  # “a diver for the port, Dr. Lee.”
    if apart or (before and before.low in ("named", "called")):
        wide = _wide_start(tokens, at - 1), at - 1
        if at == a or (wide[0] < wide[1] and _is_person(tokens, wide)):
            return wide
    if 1 < first < past and tokens[first - 1].low == "of":  # “Chief of Staff Ann Lee”
        first = _wide_start(tokens, past) if is_title(tokens[first - 2].low) else first
    return first, past


def _is_person(tokens: Tokens, phrase: Phrase) -> bool:
    return describes_person(head_of(tokens, *phrase).low)


def _past_small(tokens: Tokens, first: int, past: int) -> int:
    """Where a description begins behind verbs, articles and prepositions."""
    small = word_class("determiner") | word_class("inner")
    verbs = (k + 1 for k in range(first, past) if _is_verb(tokens[k]))
    first = max([first, *verbs])
    while first < past and tokens[first].low in small:
        first += 1
    return first


def _is_verb(token: Token) -> bool:
    verb = verb_forms().get(token.low)
    return verb is not None and verb.form == "past"


def _wide_start(tokens: Tokens, past: int) -> int:
    """Where a description that may hold prepositions begins, back from its end."""
    first = past
    ends = _ends_description() - word_class("inner")
    while first > max(0, past - BEHIND_NAME):
        token = tokens[first - 1]
        if token.kind != "word" or token.low in ends:
            break
        first -= 1
    return first


@cache
def _ends_description() -> frozenset[str]:
    classes = ("boundary", "verb", "linker", "auxiliary", "inner")
    return frozenset().union(*map(word_class, classes))


def _opens_apposition(token: Token) -> bool:
    if token.kind != "word":
        return False
    known = token.low in roles() or nation_of(token.low.capitalize()) is not None
    return known or token.low in word_class("determiner") or token.low == "who"


def find_descriptions(
    text: str, paragraphs: Sequence[Tokens]
) -> dict[str, list[Described]]:
    """The full descriptions of unnamed sources, by their head word."""
    described: dict[str, list[Described]] = {}
    heads = {low for low, role in roles().items() if role.kind}
    for tokens in paragraphs:
        for k, token in enumerate(tokens):
            if token.low not in heads or token.capital:
                continue
            a, past = _description_start(tokens, k), k + 1
            indefinite = tokens[a].low in ("a", "an")
            definite = tokens[a].low in _DEFINITE
            while a < k and tokens[a].low in ("a", "an"):
                a += 1
            if not definite and (past - a > 1 or indefinite):
                words = tuple(written(tokens, a, past))
                name = name_at(text, tokens, a, past)
                one = Described(tokens[k].start, words, name)
                described.setdefault(token.low, []).append(one)
    return described


def _description_start(tokens: Tokens, k: int) -> int:
    """Where the description that ends in `k` begins: at its article, if near."""
    a = k
    while a and k - a < _LONGEST_DESCRIPTION and tokens[a - 1].kind == "word":
        before = tokens[a - 1].low
        if before in plain_words():
            return a - 1 if before in word_class("determiner") else a
        a -= 1
    return a
