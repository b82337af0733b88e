"""What a catalogue may hold: the types, and a schema for editors."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from analysis.corpus.articles import PLAIN, Fact, Ground, Layer, Words

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
        extra_json_schema={PLAIN: True},
    ),
]
_Anchor = Annotated[
    str,
    Meta(min_length=1, description="words of the file that stand in it exactly once"),
]


class DateEntry(Fact, frozen=True, forbid_unknown_fields=True):
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
    carrier: Words | None = None
    basis: Ground = "declared"


class ArticleEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One article: its file and what is known of it."""

    article: _Id
    file: _File
    sha256: _Sum
    label: Words | None = None
    title: Fact = Fact()
    date: DateEntry = DateEntry()
    outlet: Fact = Fact()
    author: Fact = Fact()
    voices: tuple[VoiceEntry, ...] = ()


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of each article of a folder."""

    articles: tuple[ArticleEntry, ...]


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
        if schema.pop(PLAIN, False):
            schema["type"] = ["string", "integer"]
        for part in schema.values():
            _admit_numbers(part)
