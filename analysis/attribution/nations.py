"""Nations: the countries that words name, by the codes of ISO 3166 (alpha-3).

    nations() -> {word: Nation}; gazetteer(), with the places in them
    nation_of(word) -> Nation | None
    is_people(word) -> bool

`nations.csv` has a row for each country: its names, the adjectives and people that go
with it, its capitals, and places in it.  A word of several parts is written with
hyphens: `north-korea`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.lexicons import rows
from analysis.syntax.tokens import word_class

# A state is a source by its name; one whose name is an adjective, too, is spelt out.
_ALONE = {"USA": "United States government"}
_CACHED = 1 << 16  # words whose form in the lists is kept
_PARTY = frozenset("dri")  # D-Ohio, R-Maine
_AGAINST = frozenset(("anti", "pro", "non", "un", "counter"))  # before a hyphen


class Nation(NamedTuple):
    """The nation that a word names: its code, empty for a people of no one state.

    `how` is what the word is: a `name` of the state, an `adjective`, a `capital`, or
    another `place`.  `state` is the one name of the state that it stands for when
    alone; `place_in` the code of another country that has a place of this name;
    `is_adjective` whether it can stand as one: “Iranian”, “US”.
    """

    code: str
    how: str
    state: str | None = None
    place_in: str = ""
    is_adjective: bool = False


@cache
def nations() -> dict[str, Nation]:
    """Each word that names a nation, its people or its capital.

    >>> nations()["tehran"]
    Nation(code='IRN', how='capital', state='Tehran', place_in='', is_adjective=False)
    """
    return {w: nation for w, nation in gazetteer().items() if nation.how != "place"}


@cache
def gazetteer() -> dict[str, Nation]:
    """Each word that names a nation, its people, its capital or a place in it."""
    found = {w: _adjective("") for w in word_class("people")}
    for word, nation in _listed():
        before = found.get(word)
        if before is None:
            found[word] = nation
        elif before.code == nation.code:
            is_adjective = before.is_adjective or nation.is_adjective
            found[word] = before._replace(is_adjective=is_adjective)
        elif nation.how == "place":
            found[word] = before._replace(place_in=nation.code)
        else:
            found[word] = nation._replace(place_in=before.code)
    return found


def _listed() -> Iterator[tuple[str, Nation]]:
    for row in rows("nations"):
        code, adjectives = row["nation"], row["adjectives"].split("|")
        names = row["names"].split("|")
        alone = _ALONE.get(code, names[0])
        for name in names:
            yield key(name), Nation(code, "name", alone, "", name.isupper())
        for word in filter(None, adjectives):
            for form in _people(word):
                yield key(form), _adjective(code)
        for how, column in (("capital", "capitals"), ("place", "places")):
            for name in filter(None, row[column].split("|")):
                yield key(name), Nation(code, how, name if how == "capital" else None)


def _people(adjective: str) -> tuple[str, ...]:
    """An adjective, and several of its people where that is another word."""
    alike = adjective.endswith(("s", "sh", "ch", "ese", "men"))
    return (adjective,) if alike else (adjective, f"{adjective}s")


def names_of_nation(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a nation and its people are written, and its capitals; none if unknown.

    >>> names_of_nation("PAK")
    (('Pakistan', 'Pakistani', 'Pakistanis'), ('Islamabad',))
    """
    for row in rows("nations"):
        if row["nation"] == code:
            listed = (row[kind].split("|") for kind in ("names", "adjectives"))
            names, adjectives = (tuple(filter(None, words)) for words in listed)
            people = (form for word in adjectives for form in _people(word))
            return (*names, *people), tuple(filter(None, row["capitals"].split("|")))
    return (), ()


def _adjective(code: str) -> Nation:
    return Nation(code, "adjective", is_adjective=True)


@lru_cache(_CACHED)
def key(words: str) -> str:
    """Words as the lists have them: joined, in small letters but for abbreviations.

    >>> key("North Korea"), key("US")
    ('north-korea', 'US')
    """
    return "-".join(
        word if 2 <= len(word) <= 6 and word.isupper() else word.lower().rstrip(".")
        for word in words.replace("-", " ").split()
    )


def nation_of(word: str) -> Nation | None:
    """The nation that a word names, as it is written, or a part of it behind a hyphen.

    >>> nation_of("Iranian-American").code, nation_of("US-led").code
    ('USA', 'USA')
    >>> nation_of("US-backed"), nation_of("turkey")
    (None, None)
    """
    if not word[:1].isupper():
        return None
    whole = gazetteer().get(key(word))
    if whole or "-" not in word:
        return whole
    first, last = word.lower().split("-", 1)[0], word.lower().rsplit("-", 1)[1]
    if last in word_class("based") or first in _AGAINST:
        return None
    if first in _PARTY:
        return (
            Nation("USA", "place", is_adjective=True)
            if last in word_class("region")
            else None
        )
    parts = (last, first, first.upper())
    return next(filter(None, map(gazetteer().get, parts)), None)


@cache
def nationality(code: str) -> str:
    """The adjective of a nation.

    >>> nationality("IRN"), nationality("USA")
    ('Iranian', 'United States')
    """
    row = next(row for row in rows("nations") if row["nation"] == code)
    return (row["adjectives"] or row["names"]).split("|")[0]


def is_people(word: str) -> bool:
    """Whether a word means several of a people: “Iraqis”, “Sunnis”.

    >>> is_people("iraqis"), is_people("philippines"), is_people("iraqi")
    (True, False, False)
    """
    nation = nations().get(word) if word.endswith("s") else None
    return bool(nation and nation.how == "adjective")
