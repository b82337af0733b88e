"""What a source is: its type in the codebook, and whether it is named.

    source_type(words) -> str | None
    is_anonymous(head, words) -> bool
    outlet(words), state(words) -> canonical name | None

The type follows from the office and the nation that the words name
(`source_types.csv`, `nations.csv`, `outlets.csv`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from analysis.lexicons import rows
from analysis.syntax.tokens import Token, word_class

_MILITARY, _OFFICIAL, _POLITICIAN = "military", "official", "politician"
# The codebook's types by role and nation; a role that is no key is a type itself.
_TYPES = {
    (_MILITARY, "us"): "us_military",
    (_MILITARY, ""): "us_military",  # the only military type there is
    (_MILITARY, "iran"): "iran_official",
    (_MILITARY, "iraq"): "iraq_official",
    (_OFFICIAL, "us"): "us_government",
    (_OFFICIAL, "iran"): "iran_official",
    (_OFFICIAL, "iraq"): "iraq_official",
    (_POLITICIAN, "us"): "us_politician",
    (_POLITICIAN, "iran"): "iran_official",
    (_POLITICIAN, "iraq"): "iraq_politician",
}
_OWN_TYPE = frozenset({"analyst", "journalist", "media", "cleric_militia"})
# The source types of the codebook, each as it is written for readers.
SOURCE_TYPES = {
    "us_military": "US military",
    "us_government": "US government",
    "us_politician": "US politician",
    "iran_official": "Iranian official",
    "iraq_official": "Iraqi official",
    "iraq_politician": "Iraqi politician",
    "cleric_militia": "cleric or militia",
    "analyst": "analyst",
    "journalist": "journalist",
    "media": "media",
    "government": "government",
    "unknown": "unknown",
}


@cache
def roles() -> dict[str, dict[str, str]]:
    """Each word of `source_types.csv`, with its row."""
    return {w: row for row in rows("source_types") for w in row["words"].split()}


@cache
def nations() -> dict[str, dict[str, str]]:
    """Each word of `nations.csv`, with its row."""
    return {w: row for row in rows("nations") for w in row["words"].split()}


@cache
def _outlets() -> dict[str, str]:
    return {
        name.lower(): row["name"]
        for row in rows("outlets")
        for name in row["words"].split("|")
    }


def outlet(words: Sequence[str]) -> str | None:
    """The full name of a news outlet, if these words name one.

    >>> outlet(["the", "NYT"])
    'The New York Times'
    """
    named = " ".join(w for w in words if w not in ("the", "'s")).lower()
    return _outlets().get(named)


def state(words: Sequence[str]) -> str | None:
    """The canonical name of a state, if these words name it and nothing else.

    >>> state(["the", "US"])
    'United States government'
    """
    named = "-".join(w for w in words if w not in word_class("determiner"))
    row = nations().get(named)
    return (row["state"] or None) if row else None


def source_type(words: Sequence[str]) -> str | None:
    """The codebook's type for the words that describe a source, if they tell it.

    Of a compound source the first named counts.  A military rank without a nation
    is `us_military`, for the codebook has no other.

    >>> source_type("a senior Iranian official".lower().split())
    'iran_official'
    >>> source_type(["US", "lawmakers", "and", "administration", "officials"])
    'us_politician'
    """
    if outlet(words):
        return "media"
    if state(words) and "pentagon" not in words:
        return "government"
    if words and words[-1] in ("government", "administration"):
        return "government"
    terms = _terms(words)
    for chunk in _chunks(terms):
        found = [roles().get(w) or roles().get(w.split("-")[-1]) for w in chunk]
        row = _weightiest([row for row in found if row and row["role"]])
        if row and row["role"] in _OWN_TYPE:
            return row["role"]
        if row:
            nation = row["nation"] or _nation(terms, row["role"])
            return _TYPES.get((row["role"], nation), "unknown")
    return None


def _chunks(terms: Sequence[str]) -> Iterator[list[str]]:
    """The terms between prepositions, “and” and marks."""
    chunk: list[str] = []
    for term in terms:
        if term in word_class("inner") or term in ("and", "or", ";"):
            yield chunk
            chunk = []
        else:
            chunk.append(term)
    yield chunk


def _weightiest(found: list[dict[str, str]]) -> dict[str, str] | None:
    """Military words first, people last, the others from the head backwards."""
    rank = {_MILITARY: 0, "people": 2}
    ranked = sorted(reversed(found), key=lambda row: rank.get(row["role"], 1))
    return ranked[0] if ranked else None


def _terms(words: Sequence[str]) -> list[str]:
    """The words, two of them joined where the pair is listed."""
    terms: list[str] = []
    for word in words:
        if terms and terms[-1] in _opens_pair():
            pair = f"{terms[-1]}-{word}"
            if pair in nations() or pair in roles():
                terms[-1] = pair
                continue
        terms.append(word)
    return terms


@cache
def _opens_pair() -> frozenset[str]:
    return frozenset(w.split("-")[0] for w in (*nations(), *roles()) if "-" in w)


def _nation(terms: Sequence[str], role: str) -> str:
    """The first nation named; where a soldier is stationed is not his nation."""
    away = ""
    for n, term in enumerate(terms):
        row = nations().get(term) or nations().get(term.split("-")[0])
        if row and row["nation"]:
            if not {"in", "at", "to"} & set(terms[max(0, n - 2) : n]):
                return row["nation"]
            away = away or row["nation"]
    return "" if role == _MILITARY else away


def is_anonymous(head: Token, words: Sequence[str]) -> bool:
    """Whether a source phrase names nobody: no person, state, outlet or body."""
    if outlet(words) or state(words):
        return False
    if head.low in word_class("institution"):
        return False
    if not head.capital or (head.low.endswith("s") and head.low in nations()):
        return True
    row = roles().get(head.low)
    return bool(row and not row["title"] and row["role"] != "cleric_militia")
