"""Types of sources: the codebook's type of a source, and whether it is anonymous.

    source_type(words) -> SourceType | None
    is_anonymous(head, words) -> bool
    outlet(words), state(words) -> canonical name | None

The type follows from the office and the nation that the words name
(`source_types.csv`, `nations.csv`, `outlets.csv`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from analysis.lexicons import rows
from analysis.syntax.tokens import Token, word_class

SourceType = Literal[
    "us_military", "us_government", "us_politician", "iran_official",
    "iraq_official", "iraq_politician", "cleric_militia", "analyst", "journalist",
    "media", "government", "unknown",
]  # fmt: skip
RoleKind = Literal[
    "military", "official", "politician", "people", "cleric_militia", "analyst",
    "journalist", "media", "",
]  # fmt: skip
# The source types of the codebook, each as it is written for readers.
SOURCE_TYPES: dict[SourceType, str] = {
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
# The types by role and nation; a role that is no key is a type itself.
_TYPES: dict[tuple[RoleKind, str], SourceType] = {
    ("military", "us"): "us_military",
    ("military", ""): "us_military",  # the only military type there is
    ("military", "iran"): "iran_official",
    ("military", "iraq"): "iraq_official",
    ("official", "us"): "us_government",
    ("official", "iran"): "iran_official",
    ("official", "iraq"): "iraq_official",
    ("politician", "us"): "us_politician",
    ("politician", "iran"): "iran_official",
    ("politician", "iraq"): "iraq_politician",
}
_WEIGHTS = {"military": 0, "people": 2}  # the lightest decides; other roles: 1
_AWAY = frozenset(("in", "at", "to"))  # before the place where a soldier is stationed


class Role(NamedTuple):
    """What a word such as “senator” says of a person; `title`: it precedes a name."""

    kind: RoleKind
    nation: str
    title: bool


@cache
def roles() -> dict[str, Role]:
    """Each word of `source_types.csv`, with its role.

    >>> roles()["senator"]
    Role(kind='politician', nation='us', title=True)
    """
    found: dict[str, Role] = {}
    for row in rows("source_types"):
        if row["role"] not in get_args(RoleKind):
            raise ValueError(f"source_types.csv: no such role: {row['role']}")
        role = Role(cast(RoleKind, row["role"]), row["nation"], bool(row["title"]))
        found.update(dict.fromkeys(row["words"].split(), role))
    return found


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
    name = " ".join(w for w in words if w not in ("the", "'s")).lower()
    return _outlets().get(name)


def state(words: Sequence[str]) -> str | None:
    """The canonical name of a state, if these words name it and nothing else.

    >>> state(["the", "US"])
    'United States government'
    """
    name = "-".join(w for w in words if w not in word_class("determiner"))
    row = nations().get(name)
    return (row["state"] or None) if row else None


def source_type(words: Sequence[str]) -> SourceType | None:
    """The codebook's type of a source with this description; None if it names no role.

    Of a compound source the first role named counts.  A military rank without a
    nation is `us_military`, for the codebook has no other.

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
    for phrase in _phrases(terms):
        role = _deciding_role(phrase)
        if role:
            return _type_of_role(role, terms)
    return None


def _type_of_role(role: Role, terms: Sequence[str]) -> SourceType:
    """The type of somebody with this role, described by these terms."""
    kind = role.kind
    if kind in ("analyst", "journalist", "media", "cleric_militia"):
        return kind
    return _TYPES.get((kind, role.nation or _nation(terms, kind)), "unknown")


def _phrases(terms: Sequence[str]) -> Iterator[list[str]]:
    """The terms between prepositions, “and” and marks."""
    phrase: list[str] = []
    for term in terms:
        if term in word_class("inner") or term in ("and", "or", ";"):
            yield phrase
            phrase = []
        else:
            phrase.append(term)
    yield phrase


def _deciding_role(terms: Iterable[str]) -> Role | None:
    """Military words first, people last, the others from the head backwards."""
    named = [roles().get(w) or roles().get(w.split("-")[-1]) for w in terms]
    weighed = [role for role in reversed(named) if role and role.kind]
    return min(weighed, key=lambda role: _WEIGHTS.get(role.kind, 1), default=None)


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


def _nation(terms: Sequence[str], kind: RoleKind) -> str:
    """The first nation named; where a soldier is stationed is not his nation."""
    away = ""
    for n, term in enumerate(terms):
        row = nations().get(term) or nations().get(term.split("-")[0])
        if row and row["nation"]:
            if _AWAY.isdisjoint(terms[max(0, n - 2) : n]):
                return row["nation"]
            away = away or row["nation"]
    return "" if kind == "military" else away


def is_anonymous(head: Token, words: Sequence[str]) -> bool:
    """Whether a source phrase names nobody: no person, state, outlet or body."""
    if outlet(words) or state(words):
        return False
    if head.low in word_class("institution"):
        return False
    if not head.capital or (head.low.endswith("s") and head.low in nations()):
        return True
    role = roles().get(head.low)
    return bool(role and not role.title and role.kind != "cleric_militia")
