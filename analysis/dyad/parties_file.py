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

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from re import fullmatch
from typing import Any

from analysis.attribution.nations import names_of_nation
from analysis.corpus.articles import CorpusError
from analysis.corpus.encoding import decoded, file_bytes
from analysis.corpus.yaml_lines import Lined, YamlError, read_yaml
from analysis.corpus.yaml_lines import Path as Place
from analysis.dyad.parties import GROUP, Dyad, Party

_KEYS = ("parties", "thirds", "armed_groups")
_NARROW = ("aliases", "demonyms")
_BROAD = ("capitals", "offices", "forces", "people")
_FIELDS = ("id", "name", "nation", *_NARROW, *_BROAD)
# What the tables say where no party is meant.
_TAKEN = ("both", "group", "militia", "none", "other", "unclear", "unknown")


def load_dyad(path: Path | str) -> Dyad:
    """The two parties that a `parties.yml` names.

    `CorpusError` says in one line where a file is not understood, and what to do.
    """
    path = Path(path)
    text, _ = decoded(path, file_bytes(path))
    try:
        return _dyad(read_yaml(text))
    except YamlError as error:
        said = " ".join(str(error).split())
        raise CorpusError(f"{path}, line {error.line}: {said}") from error


def _dyad(written: Lined) -> Dyad:
    content = _mapping(written, (), written.content, _KEYS)
    owners: dict[str, str] = {}
    places: list[Place] = []
    for key in ("parties", "thirds"):
        entries = content.get(key, [])
        if not isinstance(entries, list):
            raise _mistake(written, (key,), f"{key} must be a list, each behind a dash")
        if key == "parties" and len(entries) != 2:
            remedy = "name two in `parties`, any others in `thirds`"
            raise _mistake(written, (key,), f"{len(entries)} parties; {remedy}")
        places += [(key, number) for number in range(len(entries))]
    parties = [_party(written, place, owners) for place in places]
    groups = _words(written, ("armed_groups",), content, owners, GROUP)
    one, other, *thirds = (_with_nation(party, owners) for party in parties)
    _check_apart(written, places, parties)
    return Dyad(one, other, tuple(thirds), groups)


def _party(written: Lined, place: Place, owners: dict[str, str]) -> Party:
    """A party by what is written of it, without the names that its nation has."""
    entry = written.content[place[0]][place[1]]
    entry = _mapping(written, place, entry, _FIELDS)
    for name in ("id", "name", "nation"):
        if not isinstance(entry.get(name, ""), str):
            raise _mistake(written, (*place, name), f"{name} must be one word or name")
    party = entry.get("id", "")
    if not fullmatch("[a-z][a-z0-9]{0,19}", party) or party in _TAKEN:
        remedy = "small letters and digits, such as china, and no word of the tables"
        raise _mistake(
            written, (*place, "id"), f"{party!r} is no id; it must be {remedy}"
        )
    nation = entry.get("nation", "")
    if nation and not names_of_nation(nation)[0]:
        remedy = "a code of three letters of ISO 3166, such as CHN"
        where = (*place, "nation")
        raise _mistake(written, where, f"{nation!r} is no nation; it must be {remedy}")
    named = {"name": [entry["name"]]} if "name" in entry else {}
    narrow, broad = (
        tuple(
            name
            for field in fields
            for name in _words(written, (*place, field), entry | named, owners, party)
        )
        for fields in (("name", *_NARROW), _BROAD)
    )
    if not nation and not narrow:
        raise _mistake(written, place, f"{party} has no name; give it one, or a nation")
    name = (*narrow, *names_of_nation(nation)[0])[0]
    return Party(party, name, nation, narrow, broad)


def _with_nation(party: Party, owners: dict[str, str]) -> Party:
    """A party with the names of its nation, but for those that are another's."""
    narrow, broad = (
        tuple(name for name in names if owners.setdefault(name, party.id) == party.id)
        for names in names_of_nation(party.nation)
    )
    every = party.narrow + narrow, party.broad + broad
    return Party(party.id, party.name, party.nation, *every)


def _words(
    written: Lined, place: Place, entry: Any, owners: dict[str, str], owner: str
) -> tuple[str, ...]:
    """The names of a list, now the owner's; two cannot own one name."""
    field = str(place[-1])
    listed = entry.get(field, [])
    if not isinstance(listed, list):
        raise _mistake(written, place, f"{field} must be a list, such as [A, B]")
    names = []
    for number, name in enumerate(listed):
        where = (*place, number)
        if not isinstance(name, str) or not fullmatch(r"(?s)\w[^@]*[\w.]", name):
            remedy = "it must be letters, two or more"
            raise _mistake(written, where, f"a name in {field} is none; {remedy}")
        names.append(" ".join(name.split()))
        before = owners.setdefault(names[-1], owner)
        if before != owner:
            said = f"{names[-1]} is a name of {before} and of {owner}; keep one"
            raise _mistake(written, where, said)
    return tuple(names)


def _mapping(
    written: Lined, place: Place, content: Any, keys: Sequence[str]
) -> dict[str, Any]:
    if not isinstance(content, dict):
        said = f"not what it must be: lines that begin with {', '.join(keys)}"
        raise _mistake(written, place, said)
    for key in content:
        if key not in keys:
            close = get_close_matches(key, keys, 1)
            remedy = (
                f"is {close[0]} meant?" if close else f"there are {', '.join(keys)}"
            )
            raise _mistake(written, (*place, key), f"unknown: {key}; {remedy}")
    return content


def _check_apart(
    written: Lined, places: Sequence[Place], parties: Sequence[Party]
) -> None:
    """Stop at two parties of one id, or of one nation."""
    for field in ("id", "nation"):
        known: set[str] = set()
        for place, party in zip(places, parties, strict=True):
            value = getattr(party, field)
            if value in known:
                said = f"{value} is the {field} of two; each needs its own"
                raise _mistake(written, (*place, field), said)
            known |= {value} - {""}


def _mistake(written: Lined, place: Place, message: str) -> YamlError:
    return YamlError(written.line(place), message)
