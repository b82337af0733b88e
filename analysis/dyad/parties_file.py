"""`parties.yml`: any two parties, named by hand.

    parties:
      - id: china            # in columns such as `toward_china`
        nation: CHN          # its names, people and capital are known
        people: [Wang Yi]
      - id: philippines
        nation: PHL
        forces: [BRP Sierra Madre]

A party that is no state has a `name` and no `nation`.  `thirds` lists others whose part
is to be told apart, each as a party is; `armed_groups` is a list of names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from analysis.attribution.nations import names_of_nation
from analysis.corpus.shapes import read_shaped, repeated, stop_at
from analysis.corpus.yaml_lines import Lined
from analysis.corpus.yaml_lines import Path as Place
from analysis.dyad.parties import GROUP, Dyad, Party

# What the tables say where no party is meant.
_TAKEN = "both|group|militia|none|other|unclear|unknown"
_Id = Annotated[
    str,
    Meta(
        pattern=rf"^(?!(?:{_TAKEN})\Z)[a-z][a-z0-9]{{0,19}}\Z",
        description="small letters and digits, such as china, and no word of the "
        "tables",
    ),
]
_Name = Annotated[
    str, Meta(pattern=r"(?s)^\w[^@]*[\w.]\Z", description="letters, two or more")
]


class PartyEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A party by what is written of it."""

    id: _Id
    name: _Name | None = None
    nation: str = ""
    aliases: tuple[_Name, ...] = ()
    demonyms: tuple[_Name, ...] = ()
    capitals: tuple[_Name, ...] = ()
    offices: tuple[_Name, ...] = ()
    forces: tuple[_Name, ...] = ()
    people: tuple[_Name, ...] = ()


class PartiesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """What a `parties.yml` holds."""

    parties: tuple[PartyEntry, ...]
    thirds: tuple[PartyEntry, ...] = ()
    armed_groups: tuple[_Name, ...] = ()


_NARROW = ("name", "aliases", "demonyms")
_BROAD = ("capitals", "offices", "forces", "people")


def load_dyad(path: Path | str) -> Dyad:
    """The two parties that a `parties.yml` names.

    `CorpusError` says where a file is not understood, and what to do.
    """
    read, written = read_shaped(Path(path), PartiesFile)
    if len(read.parties) != 2:
        remedy = "name two in `parties`, any others in `thirds`"
        raise written.mistake(f"{len(read.parties)} parties; {remedy}", ("parties",))
    entries: dict[Place, PartyEntry] = {
        (listed, number): entry
        for listed in ("parties", "thirds")
        for number, entry in enumerate(getattr(read, listed))
    }
    stop_at(list(repeated(written, list(entries), "id", "nation")))
    owners: dict[str, str] = {}
    parties = [_party(written, *entry, owners) for entry in entries.items()]
    groups = _own(written, ("armed_groups",), read.armed_groups, GROUP, owners)
    one, other, *thirds = (_with_nation(party, owners) for party in parties)
    return Dyad(one, other, tuple(thirds), groups)


def _party(
    written: Lined, place: Place, entry: PartyEntry, owners: dict[str, str]
) -> Party:
    """A party without the names that its nation has."""
    of_nation, _ = names_of_nation(entry.nation)
    if entry.nation and not of_nation:
        said = f"{entry.id}: {entry.nation!r} is no nation; it must be a code of three "
        place = (*place, "nation")
        raise written.mistake(f"{said}letters of ISO 3166, such as CHN", place)
    names = {field: getattr(entry, field) for field in (*_NARROW, *_BROAD)}
    names["name"] = (entry.name,) if entry.name else ()
    narrow, broad = (
        tuple(
            name
            for field in fields
            for name in _own(written, (*place, field), names[field], entry.id, owners)
        )
        for fields in (_NARROW, _BROAD)
    )
    if not (*narrow, *of_nation):
        said = f"{entry.id} has no name; give it one, or a nation"
        raise written.mistake(said, place)
    return Party(entry.id, (*narrow, *of_nation)[0], entry.nation, narrow, broad)


def _with_nation(party: Party, owners: dict[str, str]) -> Party:
    """A party with the names of its nation, but for those that are another's."""
    narrow, broad = (
        tuple(name for name in names if owners.setdefault(name, party.id) == party.id)
        for names in names_of_nation(party.nation)
    )
    return replace(party, narrow=party.narrow + narrow, broad=party.broad + broad)


def _own(
    written: Lined,
    place: Place,
    names: Iterable[str],
    owner: str,
    owners: dict[str, str],
) -> tuple[str, ...]:
    """The names of a list, now the owner's; two cannot own one name."""
    names = tuple(" ".join(name.split()) for name in names)
    for number, name in enumerate(names):
        before = owners.setdefault(name, owner)
        if before != owner:
            said = f"{name} is a name of {before} and of {owner}; keep one"
            raise written.mistake(said, (*place, number))
    return names
