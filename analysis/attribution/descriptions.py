"""Descriptions: what the words beside a source say it is, and of which nation.

    source_kind(words) -> SourceKind, a type and a nation

The head of a description decides (“a military analyst” is an expert); a word such as
“spokesman” speaks for whatever it belongs to (“a police spokesman”, “a spokesman for
the rebels”).  The nation is the first that is shown, as an adjective, a name, a place
or a seat; what somebody studies, backs, or is stationed in is not his nation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.attribution.nations import (
    Nation,
    gazetteer,
    is_people,
    key,
    nation_of,
    nations,
)
from analysis.attribution.source_types import (
    Role,
    SourceType,
    joined,
    outlet,
    roles,
    state,
)
from analysis.syntax.tokens import word_class

# What is no head of a description but takes its head's type by the words of a class.
_CLASSES: tuple[tuple[str, SourceType], ...] = (
    ("document", "document"),
    ("institution", "organisation"),
    ("organisation", "organisation"),
    ("person", "citizen"),
)
# Those whose subject may be another nation: “a China expert”, “a Chinese food critic”.
_STUDIES = frozenset(("expert", "journalist", "document"))
# Those who may be anywhere: “a commander in Iraq”.
_STATIONED = frozenset(
    ("military", "diplomat", "journalist", "armed_group", "international_body")
)
_GOVERNS = frozenset(("governor", "gov", "sheriff", "sen", "rep", "mayor"))
_FORMER = frozenset(("former", "ex", "onetime", "late", "ousted", "deposed"))
_AWAY = frozenset(("in", "at", "near", "inside", "outside", "behind", "under"))
_TOPIC = frozenset(("on", "about", "against", "by", "with", "between", "over"))
_ENDS = frozenset(("and", "or", ";", "&"))
_CUTS = frozenset(("who", "that", "which", "whose", "based"))
_CACHED = 1 << 16  # terms whose role is kept
_KEPT = 1 << 12  # and descriptions
_LONGEST = 4  # words of a listed name


class SourceKind(NamedTuple):
    """What a source is, and the ISO 3166 code of its nation; None if words tell not."""

    type: SourceType | None
    nation: str | None


class _Phrase(NamedTuple):
    """The terms behind a preposition, or those before the first."""

    preposition: str
    terms: list[str]


@lru_cache(_KEPT)
def source_kind(words: tuple[str, ...]) -> SourceKind:
    """What a source with this description is; the words are as they are written.

    Of a compound source the first counts.

    >>> source_kind(tuple("a senior Iranian official".split()))
    SourceKind(type='official', nation='IRN')
    >>> source_kind(tuple("US lawmakers and administration officials".split()))
    SourceKind(type='politician', nation='USA')
    >>> source_kind(tuple("a spokesman for the US-backed militia".split()))
    SourceKind(type='armed_group', nation=None)
    """
    if outlet(words):
        return SourceKind("media", None)
    if state(words):
        name = joined(words)
        role = roles().get(name)
        if role:
            return SourceKind(role.kind, role.nation)
        return SourceKind("government", nations()[name].code)
    kinds = [_kind(phrases) for phrases in _clusters(_terms(words))]
    types = [kind.type for kind in kinds if kind.type]
    known = [kind for kind in types if kind != "unknown"]
    nation = next((kind.nation for kind in kinds if kind.nation), None)
    return SourceKind(next(iter(known or types), None), nation)


def _terms(words: Sequence[str]) -> list[str]:
    """The words, joined where together they are listed or a hyphen joins them."""
    terms: list[str] = []
    k = 0
    while k < len(words):
        n = _listed_length(words, k)
        term = "-".join(words[k : k + n])
        if terms and (term == "-" or terms[-1].endswith("-")):
            terms[-1] += term
        else:
            terms.append(term)
        k += n
    return terms


def _listed_length(words: Sequence[str], k: int) -> int:
    """How many words from `k` on are one listed name; else one."""
    if key(words[k]) not in _openings():
        return 1
    for n in range(min(_LONGEST, len(words) - k), 1, -1):
        name = "-".join(key(word) for word in words[k : k + n])
        if name in roles() or (name in gazetteer() and words[k][0].isupper()):
            return n
    return 1


@cache
def _openings() -> frozenset[str]:
    return frozenset(w.split("-")[0] for w in (*gazetteer(), *roles()) if "-" in w)


def _clusters(terms: Sequence[str]) -> Iterator[list[_Phrase]]:
    """The terms between “and” and marks, in phrases; what is behind a verb is not."""
    phrases, cut = [_Phrase("", [])], False
    for n, term in enumerate(terms):
        low = term.lower()
        if low in _ENDS:
            yield phrases
            phrases, cut = [_Phrase("", [])], False
        elif cut or _opens_clause(terms, n):
            cut = True
        elif low in word_class("inner") or low in _TOPIC:
            phrases.append(_Phrase(low, []))
        else:
            phrases[-1].terms.append(term)
    yield phrases


def _opens_clause(terms: Sequence[str], n: int) -> bool:
    """Whether term `n` opens a clause: “who met”, “an aide visiting”; not “who is”."""
    low, before = terms[n].lower(), terms[n - 1] if n else ";"
    if low in _CUTS:
        says_what = terms[n + 1 : n + 2] and terms[n + 1] in word_class("be")
        return not (before == ";" and says_what)
    return low.endswith(("ing", "ed")) and bool(_role(before)) and low == terms[n]


def _kind(phrases: Sequence[_Phrase]) -> SourceKind:
    """What a cluster of phrases says: the first that has a head with a role decides."""
    for n, phrase in enumerate(phrases):
        k = _head(phrase.terms)
        if k is not None:
            kind = _type(phrases[n:], k)
            return SourceKind(kind, _nation(phrases[n:], k, kind))
    terms = phrases[0].terms
    if _are_people(terms):
        return SourceKind("citizen", _nation(phrases, len(terms) - 1, "citizen"))
    described = map(nation_of, terms)
    found = (n.code for n in described if n and n.code and n.is_adjective)
    return SourceKind(None, next(found, None))


def _are_people(terms: Sequence[str]) -> bool:
    """Whether terms mean some of a people: “some Iraqis”, “a young Swede”."""
    if len(terms) < 2 or terms[0].lower() == "the":
        return bool(terms) and is_people(key(terms[-1]))
    nation = nation_of(terms[-1])
    counted = terms[0].lower() in word_class("determiner")
    return bool(counted and nation and nation.how == "adjective")


def _head(terms: Sequence[str]) -> int | None:
    """The place of the last term that is a role or, if it ends the phrase, a person.

    A word such as “general” ahead of others is a title only with a capital.
    """
    for k in range(len(terms) - 1, -1, -1):
        role = _role(terms[k])
        last = k == len(terms) - 1
        if role and (role.kind or "body" in role.use):
            if last or not role.title or terms[k][0].isupper():
                return k
        elif last and _class_type(terms[k]):
            return k
    return None


@lru_cache(_CACHED)
def _role(term: str) -> Role | None:
    return roles().get(key(term)) or roles().get(key(term.rsplit("-", 1)[-1]))


@lru_cache(_CACHED)
def _class_type(term: str) -> SourceType | None:
    low = term.lower()
    if low.endswith(("ologist", "ologists")):
        return "expert"
    forms = {low, low.removesuffix("s")}
    return next((kind for name, kind in _CLASSES if forms & word_class(name)), None)


def _type(phrases: Sequence[_Phrase], k: int) -> SourceType:
    """The type of a source whose description has its head at term `k` of phrase 0."""
    terms = phrases[0].terms
    role = _role(terms[k])
    if role is None:
        kind = _class_type(terms[k]) or "unknown"
        return (kind == "organisation" and _body(phrases[:1], k)) or kind
    if "body" in role.use:
        body = _body(phrases, k)
        if body:
            return "official" if body == "government" else body
        if "state" in role.use and _is_of_state(phrases, k):
            return "official"
    if "office" in role.use and _is_former(terms, k):
        return "politician"
    return role.kind or "unknown"


def _is_former(terms: Sequence[str], k: int) -> bool:
    """Whether head `k` is of somebody who left: “former minister”, “ex-minister”."""
    former = any(term.lower() in _FORMER for term in terms[:k])
    return former or terms[k].lower().startswith("ex-")


def _body(phrases: Sequence[_Phrase], k: int) -> SourceType | None:
    """The type of the body that a head speaks for, beside it or in a later phrase."""
    terms = phrases[0].terms
    for n in range(k - 1, -1, -1):
        role = _role(terms[n])
        body = role and (not role.title or terms[n + 1] == "'s")
        if role and body and role.kind:
            return role.kind
    for n, phrase in enumerate(phrases[1:], 1):
        head = _head(phrase.terms)
        if head is not None and phrase.preposition not in _TOPIC:
            kind = _type(phrases[n:], head)
            return None if kind in ("unknown", "document") else kind
    return None


def _is_of_state(phrases: Sequence[_Phrase], k: int) -> bool:
    """Whether a head speaks for a state: “Iraqi leaders”, “spokesman for Iraq”."""
    behind = phrases[1].terms if len(phrases) > 1 else []
    beside = map(nation_of, [*phrases[0].terms[:k][-1:], *behind])
    return any(nation and nation.code for nation in beside)


def _nation(phrases: Sequence[_Phrase], k: int, kind: SourceType) -> str | None:
    """The first nation shown of somebody whose description has its head at `k`."""
    away = None
    for n, phrase in enumerate(phrases):
        for at, term in enumerate(phrase.terms):
            role, nation = _role(term), nation_of(term)
            if role and role.nation and term[0].isupper():
                return role.nation
            if not nation or not nation.code:
                continue
            place = _Place(n, phrase, at, nation, kind, phrases[0].terms[k])
            if place.is_shown():
                return place.code()
            if place.is_away():
                away = away or place.code()
    return away


class _Place(NamedTuple):
    """Where a nation stands in the description of a source."""

    number: int  # of its phrase
    phrase: _Phrase
    at: int
    nation: Nation
    kind: SourceType
    head: str

    def is_shown(self) -> bool:
        """Whether it is the nation of the source."""
        preposition = self.phrase.preposition if self.number else ""
        if self.kind in _STUDIES or self.head.lower().startswith("critic"):
            return self._is_own()
        if preposition == "to":
            return self.nation.is_adjective
        if preposition == "for" and self._is_envoy():
            return False
        if preposition in _AWAY:
            return self._is_of_body()
        return not self._thing_behind()

    def _is_of_body(self) -> bool:
        """Whether it is that of a body: “in the British government”."""
        return self.nation.is_adjective and _head(self.phrase.terms) is not None

    def _is_envoy(self) -> bool:
        role = _role(self.head)
        return bool(role and role.kind == "diplomat")

    def _is_own(self) -> bool:
        """Whether somebody who studies nations is of this one."""
        if self.number:
            preposition = self.phrase.preposition
            if preposition in ("at", "for"):
                named = self.phrase.terms[-1][0].isupper()  # “American University of …”
                return self._is_of_body() and not named
            return preposition == "from"
        based = self.phrase.terms[self.at].endswith("-based")
        if based or not self.nation.is_adjective:
            return based
        return not self._thing_behind()

    def _thing_behind(self) -> bool:
        """Whether a thing follows that somebody may study or sell: “Vietnam War”."""
        behind = [term.lower() for term in self.phrase.terms[self.at + 1 :]]
        if behind[:1] == ["war"]:
            return True
        studied = self.kind in (*_STUDIES, "citizen")
        return studied and bool(word_class("national_thing").intersection(behind))

    def is_away(self) -> bool:
        """Whether it is where the source is, and sources of its kind live there."""
        here = self.number and self.phrase.preposition in _AWAY
        return bool(
            here and not self.nation.is_adjective and self.kind not in _STATIONED
        )

    def code(self) -> str:
        """Its code; “a Georgia senator” and “governor of Georgia” are American."""
        possessive = self.phrase.terms[self.at + 1 : self.at + 2] == ["'s"]
        beside = not self.number and not possessive
        regional = beside or self.head.lower() in _GOVERNS
        return (self.nation.place_in if regional else "") or self.nation.code
