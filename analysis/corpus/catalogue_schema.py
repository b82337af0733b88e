"""What a catalogue may hold: the types, what is wrong with one, a schema for editors.

check_catalogue(content) -> every mistake with its place
json_schema() -> JSON Schema, for editors that check while one writes
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct, structs

from analysis.corpus.articles import Basis, Ground, Layer
from analysis.corpus.yaml_lines import Path

_LONGEST = 60  # characters of a value that a message shows
_PLAIN = "x-plain"  # what a person may write without quotation marks, numbers too
_Id = Annotated[
    str,
    Meta(min_length=1, description="a name that no other article has"),
]
_File = Annotated[
    str,
    Meta(
        pattern=r"^[^/\\]+$",
        description="the name of a text file in the folder of the catalogue",
    ),
]
_Sum = Annotated[
    str,
    Meta(pattern="^[0-9a-f]{64}$", description="the SHA-256 of the file, 64 digits"),
]
_Day = Annotated[
    str,
    Meta(
        pattern=r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$",
        description="a year, a month or a day, written 2014, 2014-06 or 2014-06-13",
        extra_json_schema={_PLAIN: True},
    ),
]
_Words = Annotated[str, Meta(description="words", extra_json_schema={_PLAIN: True})]
_Anchor = Annotated[
    str,
    Meta(min_length=1, description="words of the file that stand in it exactly once"),
]


class FactEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of an article in one respect, and on what ground.

    `stated`: the evidence is words of the file; `inferred`: what it was inferred from;
    `found`: what was found on the page at `address`, on the day `looked_up`; `unknown`:
    no value, and the evidence may say what misleads.
    """

    value: _Words | None = None
    basis: Basis = "unknown"
    evidence: _Words = ""
    address: str | None = None
    looked_up: _Words | None = None


class DateEntry(FactEntry, frozen=True, forbid_unknown_fields=True):
    """When an article appeared, and on what ground; as exactly as is known."""

    value: _Day | None = None


class VoiceEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Whole lines in one voice, from the first to the last words given.

    `carrier` is whose words an excerpt is.  `basis` says how the voice is known:
    `declared` by a person (so where it is left out), `listed`, `inferred` or `unsure`
    by the program.
    """

    layer: Layer
    first: _Anchor
    last: _Anchor
    carrier: _Words | None = None
    basis: Ground = "declared"


class ArticleEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One article: its file and what is known of it."""

    article: _Id
    file: _File
    sha256: _Sum
    label: _Words | None = None
    title: FactEntry = FactEntry()
    date: DateEntry = DateEntry()
    outlet: FactEntry = FactEntry()
    author: FactEntry = FactEntry()
    voices: tuple[VoiceEntry, ...] = ()


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of each article of a folder."""

    articles: tuple[ArticleEntry, ...]


class Mistake(NamedTuple):
    """What is wrong with a part of the catalogue, and the place that shows it."""

    part: Path
    place: Path
    message: str


def json_schema() -> dict[str, Any]:
    """The schema of a catalogue as JSON Schema, as editors read it."""
    schema = msgspec.json.schema(Catalogue)
    _admit_numbers(schema)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "A catalogue of articles", **schema}


def _admit_numbers(schema: Any) -> None:
    """Let plain words be numbers: an editor takes 2014 for one, the program does not.

    What is left out has no default: an editor would ask for it.
    """
    if isinstance(schema, list):
        for part in schema:
            _admit_numbers(part)
    elif isinstance(schema, dict):
        schema.pop("default", None)
        if schema.pop(_PLAIN, False):
            schema["type"] = ["string", "integer"]
        for part in schema.values():
            _admit_numbers(part)


def check_catalogue(content: Any) -> list[Mistake]:
    """Every mistake of a catalogue that shows without its files, in their order."""
    if not isinstance(content, Mapping) or "articles" not in content:
        return [Mistake((), (), "not a catalogue: it must have a list `articles`")]
    found = list(_check_struct((), content, Catalogue))
    return found or list(_check_twice(content["articles"]))


def _check_twice(entries: Sequence[Mapping[str, str]]) -> Iterator[Mistake]:
    """Two entries of one name, or of one file."""
    for name in ("article", "file"):
        first: dict[str, int] = {}
        for number, entry in enumerate(entries):
            before = first.setdefault(entry[name], number)
            if before != number:
                part: Path = ("articles", number)
                said = f"has the {name} of entry {before + 1}; each needs its own"
                yield Mistake(part, (*part, name), said)


def _check(path: Path, value: Any, kind: Any) -> Iterator[Mistake]:
    """What is wrong with a value that must be of a kind."""
    if get_origin(kind) in (UnionType, Union):
        kind = get_args(kind)[0]  # None is what is not there
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield from _check_struct(path, value, kind)
    elif get_origin(kind) is tuple:
        yield from _check_list(path, value, get_args(kind)[0])
    else:
        yield from _check_words(path, value, kind)


def _check_struct(path: Path, value: Any, kind: type[Struct]) -> Iterator[Mistake]:
    fields = {field.name: field for field in structs.fields(kind)}
    if not isinstance(value, Mapping):
        inside = ", ".join(fields)
        said = f"is {_shown(value)}; it must hold lines of its own: {inside}"
        yield Mistake(path, path, said)
        return
    for name in value:
        if name not in fields:
            yield Mistake(path, (*path, name), _unknown(name, list(fields)))
    missing = [f.name for f in fields.values() if f.required and f.name not in value]
    if missing:
        yield Mistake(path, path, f"lacks {', '.join(missing)}")
    for name, inner in value.items():
        if name in fields:
            yield from _check((*path, name), inner, fields[name].type)


def _check_list(path: Path, value: Any, kind: Any) -> Iterator[Mistake]:
    if not isinstance(value, list):
        said = f"is {_shown(value)}; it must be a list, each entry behind a dash"
        yield Mistake(path, path, said)
        return
    for number, item in enumerate(value):
        yield from _check((*path, number), item, kind)


def _check_words(path: Path, value: Any, kind: Any) -> Iterator[Mistake]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        yield Mistake(path[:-1], path, _unfit(str(path[-1]), value, kind))


def _unknown(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, 1)
    remedy = f"is {close[0]} meant?" if close else f"there are {', '.join(known)}"
    return f"has an unknown field: {name}; {remedy}"


def _unfit(name: str, value: Any, kind: Any) -> str:
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
