"""The two parties that relations, judgments and ties are between, and who else is near.

By default these are the United States and Iran, with Iraq and armed groups beside
them (`actors.csv`).  A `parties.yml` names any other two: states, or a union and a
company (`parties_file`).  Rules know the parties by their ids only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.lexicons import rows

Scope = Literal["narrow", "broad"]
GROUP = "armed_group"  # what the name of an armed group means


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two parties, or a third actor beside them, and its names.

    `narrow` names the party itself (name, abbreviation, people), `broad` its capital,
    offices, forces and persons.  Case counts: "US" is a country, "us" is not.
    """

    id: str  # in rules, and in columns such as `toward_us`
    name: str  # in what the tables say of their columns
    nation: str = ""  # ISO 3166 alpha-3 code, for a state
    narrow: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    actor: str = ""  # in the column `actors`, where that is not its id

    @property
    def meaning(self) -> str:
        """What its names mean in the tables: the actor."""
        return self.actor or self.id


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two parties; the third actors that agents and sides may be; armed groups' names.

    An armed group is no party, but its name must not be taken for a country's
    ("Islamic State of Iraq"), and is masked when tone is measured.
    """

    one: Party
    other: Party
    thirds: tuple[Party, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[Party, ...]:
        """The two parties, and then the third actors."""
        return self.one, self.other, *self.thirds

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the two parties, and then those of the third actors."""
        return tuple(party.id for party in self.named)

    @property
    def actors(self) -> tuple[str, ...]:
        """What a name can mean."""
        return *(party.meaning for party in self.named), GROUP

    @property
    def agents(self) -> tuple[str, ...]:
        """Who can make a relation: `other` is coded only, never found."""
        one, other, *thirds = self.ids
        return one, other, "both", *thirds, "militia", "other", "unclear"

    @property
    def sides(self) -> tuple[str, ...]:
        """Where a source can speak from."""
        return *self.ids, "other", "unknown"

    def names(self) -> Iterator[tuple[str, str, Scope]]:
        """Each name, the actor that it means, and its scope."""
        for party in self.named:
            for name in party.narrow:
                yield name, party.meaning, "narrow"
            for name in party.broad:
                yield name, party.meaning, "broad"
        for name in self.groups:
            yield name, GROUP, "broad"


@cache
def us_and_iran() -> Dyad:
    """The two parties where nothing else is said, by the names of `actors.csv`.

    >>> us_and_iran().ids
    ('us', 'iran', 'iraq')
    """

    def names(actor: str, scope: Scope) -> tuple[str, ...]:
        kind = actor, scope
        listed = rows("actors")
        return tuple(r["name"] for r in listed if (r["actor"], r["scope"]) == kind)

    def party(identity: str, name: str, nation: str, actor: str) -> Party:
        narrow, broad = names(actor, "narrow"), names(actor, "broad")
        return Party(identity, name, nation, narrow, broad, actor)

    return Dyad(
        party("us", "the US", "USA", "united_states"),
        party("iran", "Iran", "IRN", "iran"),
        (party("iraq", "Iraq", "IRQ", "iraq"),),
        names(GROUP, "broad"),
    )
