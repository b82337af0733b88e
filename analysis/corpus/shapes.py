"""Files that people write, read as records of a type, with all mistakes told at once.

The types are structs of msgspec, which itself stops at the first mistake; what a
value must be is said by the description in its type.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct, structs

from analysis.corpus.articles import CorpusError, together
from analysis.corpus.yaml_lines import Lined, Path, read_yaml

Record = TypeVar("Record", bound=Struct)
_NAMES = ("article", "id")  # fields by which an entry is called
_MOST_SHOWN = 20  # mistakes in one message
_LONGEST = 60  # characters of a value that a message shows
_Mistake = tuple[Path, Path, str]  # the part, the place that shows it, what is wrong


def read_shaped(file: pathlib.Path, kind: type[Record]) -> tuple[Record, Lined]:
    """What a YAML file holds as a record, and where each part of it stands.

    The first field of `kind` is a list, without which the file is of another kind.
    `CorpusError` has a line for every mistake that shows in the file itself.
    """
    written = read_yaml(file)
    content, listed = written.content, kind.__struct_fields__[0]
    if not isinstance(content, Mapping) or listed not in content:
        raise written.mistake(f"it must have a list `{listed}`", ())
    stop_at(
        [
            written.mistake(_subject(content, part) + said, place)
            for part, place, said in _check_struct((), content, kind)
        ]
    )
    return msgspec.convert(content, kind), written


def stop_at(mistakes: Sequence[CorpusError]) -> None:
    """Raise a `CorpusError` of all mistakes, if there are any."""
    if mistakes:
        raise together(mistakes, _MOST_SHOWN)


def repeated(
    written: Lined, places: Sequence[Path], *fields: str
) -> Iterator[CorpusError]:
    """A mistake for each entry that has the same in a field as one before it."""
    for field in fields:
        first: dict[str, int] = {}
        for number, (listed, at) in enumerate(places):
            value = written.content[listed][at].get(field)
            before = first.setdefault(value, number)
            if value and before != number:
                said = f"has the {field} of entry {before + 1}; each needs its own"
                subject = _subject(written.content, (listed, at))
                yield written.mistake(subject + said, (listed, at, field))


def _subject(content: Any, part: Path) -> str:
    """What a part is called: its entry, and its field if it is but part of that."""
    if len(part) < 2:
        return "".join(f"{name} " for name in part)
    entry, called = content[part[0]][part[1]], f"entry {int(part[1]) + 1}"
    if isinstance(entry, Mapping):
        names = [entry[name] for name in _NAMES if name in entry]
        called = next((name for name in names if name and name == str(name)), called)
    if len(part) == 2:
        return f"{called} "
    if len(part) > 3:
        return f"{called}: {str(part[2]).removesuffix('s')} {int(part[3]) + 1} "
    return f"{called}: {part[2]} "


def _check(path: Path, value: Any, kind: Any) -> Iterator[_Mistake]:
    """What is wrong with a value that must be of a kind."""
    if get_origin(kind) in (UnionType, Union):
        kind = get_args(kind)[0]  # None is what is not there
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield from _check_struct(path, value, kind)
    elif get_origin(kind) is not tuple:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            yield path[:-1], path, _unfit(path[-1], value, kind)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _check((*path, number), item, get_args(kind)[0])
    else:
        said = f"is {_shown(value)}; it must be a list, each entry behind a dash"
        yield path, path, said


def _check_struct(path: Path, value: Any, kind: type[Struct]) -> Iterator[_Mistake]:
    fields = {field.name: field for field in structs.fields(kind)}
    if not isinstance(value, Mapping):
        inside = ", ".join(fields)
        said = f"is {_shown(value)}; it must hold lines of its own: {inside}"
        yield path, path, said
        return
    for name in value:
        if name not in fields:
            close = get_close_matches(name, fields, 1)
            remedy = f"is {close[0]} meant?" if close else ""
            remedy = remedy or f"there are {', '.join(fields)}"
            yield path, (*path, name), f"has an unknown field: {name}; {remedy}"
    missing = [f.name for f in fields.values() if f.required and f.name not in value]
    if missing:
        yield path, path, f"lacks {', '.join(missing)}"
    for name, inner in value.items():
        if name in fields:
            yield from _check((*path, name), inner, fields[name].type)


def _unfit(place: str | int, value: Any, kind: Any) -> str:
    name = place if isinstance(place, str) else f"entry {place + 1}"
    if get_origin(kind) is Literal and isinstance(value, str):
        known = ", ".join(get_args(kind))
        return f"has an unknown {name} {_shown(value)}; there are {known}"
    meta = (m.description for m in get_args(kind)[1:] if isinstance(m, Meta))
    return f"has {_shown(value)} as {name}; it must be {next(meta, 'words')}"


def _shown(value: Any) -> str:
    """A value in a message, short."""
    if not isinstance(value, str):
        return "a list" if isinstance(value, list) else "lines of its own"
    return repr(value if len(value) <= _LONGEST else value[:_LONGEST] + "…")
