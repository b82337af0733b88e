"""Types of sources: what they speak as, and the words that say so.

    roles() -> {word: Role}
    outlet(words), state(words) -> canonical name | None
    is_anonymous(head, words) -> bool
    described(type, nation) -> the two in a reader's words

A type is a role; the nation of a source is apart from it (`nations`).  The words are
those of `source_types.csv` and `outlets.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

from analysis.attribution.nations import is_people, key, nationality, nations
from analysis.lexicons import member, rows
from analysis.syntax.tokens import Token, word_class

SourceType = Literal[
    "government", "official", "politician", "diplomat", "military", "police", "court",
    "armed_group", "cleric", "expert", "journalist", "media", "company", "organisation",
    "international_body", "document", "citizen", "unknown",
]  # fmt: skip
# What each type is: what its sources speak as.  A source has one, its nation apart.
SOURCE_TYPES: dict[SourceType, str] = {
    "government": "a state, or those who govern it, as a whole",
    "official": "who holds an office of state or speaks for one, and the office",
    "politician": "who has or seeks an elected seat or once had a high office; a party",
    "diplomat": "who speaks for a state abroad, and an embassy",
    "military": "the armed forces of a state, and who serves or served in them",
    "police": "the police, and who serves in it",
    "court": "a court, a judge, a prosecutor",
    "armed_group": "who fights for no state, and those who speak for them",
    "cleric": "a church or another religious authority, and who speaks for it",
    "expert": "who speaks from study: a scholar, an analyst, a doctor",
    "journalist": "a person who works for a news outlet",
    "media": "a news outlet, or what it published",
    "company": "a business, and who leads it or speaks for it",
    "organisation": "a body of people that is none of these, and who speaks for it",
    "international_body": "a body of several states, and who speaks for it",
    "document": "a text that is no news: a report, a letter, a poll",
    "citizen": "who speaks for no body: a resident, a worker, a voter, a lawyer",
    "unknown": "what the article does not tell",
}
# Bodies are named by what they are: “the Arab League”.
_BODIES = frozenset(("organisation", "company", "international_body", "court"))


class Role(NamedTuple):
    """What a word such as “senator” says of a source.

    `nation` is a code, where the word itself shows it; `use` says how it is used:
    `title` (precedes a name), `body` (speaks for whatever it belongs to), `state`
    (for a state, too), `office` (a high office of state), `name` (the name of a body),
    `seat` (of a government).
    """

    kind: SourceType | None
    nation: str
    use: frozenset[str]

    @property
    def title(self) -> bool:
        """Whether it precedes a name."""
        return "title" in self.use


@cache
def roles() -> dict[str, Role]:
    """Each word of `source_types.csv`, with its role.

    >>> roles()["senator"].kind, roles()["senator"].title
    ('politician', True)
    """
    found: dict[str, Role] = {}
    for row in rows("source_types"):
        kind = member(row["type"], get_args(SourceType)) if row["type"] else None
        role = Role(kind, row["nation"], frozenset(row["use"].split()))
        found.update(dict.fromkeys(row["words"].split(), role))
    return found


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
    name = " ".join(w for w in words if w.lower() not in ("the", "'s")).lower()
    return _outlets().get(name)


def state(words: Sequence[str]) -> str | None:
    """The canonical name of a state, if these words name it and nothing else.

    >>> state(["the", "US"]), state(["White", "House"])
    ('United States government', 'White House')
    """
    name = joined(words)
    role = roles().get(name)
    if role and "seat" in role.use:
        return name.replace("-", " ").title()
    nation = nations().get(name)
    return nation.state if nation else None


def joined(words: Sequence[str]) -> str:
    """Words as the lists have them: with hyphens, and without determiners.

    >>> joined(["the", "White", "House"])
    'white-house'
    """
    return "-".join(key(w) for w in words if w.lower() not in word_class("determiner"))


def described(kind: str | None, nation: str | None) -> str:
    """A type and a nation in a reader's words.

    >>> described("official", "IRN"), described("armed_group", None)
    ('Iranian official', 'armed group')
    >>> described("unknown", "IRN"), described(None, None)
    ('Iranian, type unknown', 'type unknown')
    """
    adjective = nationality(nation) if nation else ""
    if kind in (None, "unknown"):
        return f"{adjective}, type unknown".removeprefix(", ")
    return f"{adjective} {kind}".strip().replace("_", " ")


def is_anonymous(head: Token, words: Sequence[str]) -> bool:
    """Whether a source phrase names nobody: no person, state, outlet or body."""
    if outlet(words) or state(words):
        return False
    if head.low in word_class("institution"):
        return False
    if not head.capital or is_people(head.low):
        return True
    role = roles().get(head.low)
    if role is None or role.use & {"title", "name", "seat"}:
        return False
    return role.kind not in _BODIES or head.low.endswith("s")
