"""Records to tidy tables: one schema, one function a table, three file formats.

`schema.csv` is the contract: every column of every table with its type and what it
means.  Missing is empty in CSV and null in Parquet; 0 is only ever a measured zero.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pandas.api.internals import create_dataframe_from_blocks
from pandas.api.types import pandas_dtype

from analysis._version import __version__
from analysis.corpus.encoding import whole
from analysis.document import Document
from analysis.dyad.parties import Dyad, us_and_iran
from analysis.lexicons import read_rows
from analysis.measures import readability, sentiment
from analysis.tabular.folders import replaced
from analysis.tabular.rows import SENTENCE_INSTRUMENT, VOICES, Row, rows_of

_DTYPES: dict[str, Any] = {
    "string": pandas_dtype("str"),
    "integer": pd.Int64Dtype(),
    "number": np.dtype("float64"),
    "boolean": pd.BooleanDtype(),
}
_ARROW = {
    "string": pa.large_string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
_KINDS = {of: kind for kind, of in _ARROW.items()}
_CSV_ENCODING = "utf-8-sig"  # its mark tells spreadsheets that it is UTF-8
# How a cell begins that a spreadsheet takes for a formula, in full width too; a number
# is none.
_RUN = re.compile(r"(?![+-]?[\d.,]+\Z)[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_DECIMALS = 6  # enough for every measure here, and the same on every machine


@dataclass(frozen=True)
class Tables:
    """The tables of a set of articles; `schema.csv` says what each column holds."""

    articles: pd.DataFrame
    voices: pd.DataFrame
    segments: pd.DataFrame
    sentences: pd.DataFrame
    quotes: pd.DataFrame
    attributions: pd.DataFrame
    attitudes: pd.DataFrame
    mentions: pd.DataFrame
    ties: pd.DataFrame
    display: pd.DataFrame
    errors: pd.DataFrame
    dyad: Dyad = field(default_factory=us_and_iran, compare=False)

    def _repr_html_(self) -> str:
        frames = ((name, getattr(self, name)) for name in TABLES)
        rows = "".join(
            f"<tr><th>{name}</th><td>{len(frame):,}</td>"
            f"<td>{', '.join(frame)}</td></tr>"
            for name, frame in frames
        )
        head = "<tr><th>table</th><th>rows</th><th>columns</th></tr>"
        return f"<table>{head}{rows}</table>"

    def write(
        self, folder: Path | str, about: Mapping[str, Any] | None = None
    ) -> list[Path]:
        """Write each table as CSV and Parquet, and `datapackage.json`; the files.

        `about` is what the data package says of itself beyond its tables: name,
        title, licences.  The folder has the old files or the new ones, whenever this is
        stopped; other files in it stay.  The same tables give the same bytes.
        """
        with replaced(folder, OWN) as draft:
            columns = {name: as_arrow(getattr(self, name)) for name in TABLES}
            write_files(columns, draft, self.dyad, about)
            names = sorted(path.name for path in draft.iterdir())
        return [Path(folder, name) for name in names]

    @classmethod
    def read(cls, folder: Path | str, dyad: Dyad | None = None) -> Tables:
        """The tables of a folder that `write` or `write_corpus` wrote.

        `dyad` is that of their columns, by default the US and Iran.
        """
        places = {name: Path(folder, name) for name in TABLES}
        return cls(
            dyad=dyad or us_and_iran(),
            **{
                name: pd.read_parquet(
                    place if place.is_dir() else place.with_suffix(".parquet")
                )
                for name, place in places.items()
            },
        )

    def without_comment_text(self) -> Tables:
        """The tables as they may be published: comments counted, their words left out.

        Readers address one another by handle; nobody is to be found by these tables.
        """
        cues = [name for name in map(str, self.sentences) if name.endswith("_cue")]
        worded = {"sentences": ["text", *cues], "ties": ["text", "word"]}
        frames = {}
        for name, columns in worded.items():
            frame = getattr(self, name)
            words = frame[columns].mask(frame["layer"] == "comment")
            frames[name] = frame.assign(**words)
        return replace(self, **frames)


TABLES = tuple(name for name in Tables.__annotations__ if name != "dyad")
# Whatever a run has in its folder, few articles or many.
OWN = frozenset(
    (
        "datapackage.json",
        "shards",
        *(f"{name}{ending}" for name in TABLES for ending in ("", ".csv", ".parquet")),
    )
)


def tables(documents: Document | Iterable[Document]) -> Tables:
    """The tables of some documents, rows in the order given and in text order within.

    All must be of the same two parties, which give columns their names.

    >>> from analysis.corpus.articles import Article
    >>> from analysis.document import analyze_article
    >>> document = analyze_article(Article("a", "“It rains,” Ann Lee said."))
    >>> tables(document).quotes["speaker"].tolist()
    ['Ann Lee']
    """
    if isinstance(documents, Document):
        documents = (documents,)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    dyad = None
    for document in documents:
        if dyad and document.dyad != dyad:
            raise ValueError("documents of other parties: make tables for each two")
        dyad = document.dyad
        for name, new in rows_of(document).items():
            rows[name] += new
    dyad = dyad or us_and_iran()
    frames = {name: _frame_of(columns_of(name, rows[name], dyad)) for name in TABLES}
    return Tables(**frames, dyad=dyad)


class Column(NamedTuple):
    """The type of a column, what it means, and its values if their list is closed."""

    type: str
    description: str
    values: tuple[str, ...] = ()


@cache
def schema(dyad: Dyad | None = None) -> dict[str, dict[str, Column]]:
    """For each table, its columns in order, as they are for two parties.

    `articles` ends with the summaries of `voices`, one column for each measure and
    voice, such as `flesch_kincaid_grade_author`.
    """
    dyad = dyad or us_and_iran()
    a, b = dyad.ids[:2]
    parties = {"a": a, "b": b, "one": dyad.one.name, "other": dyad.other.name}
    words = {"agents": dyad.agents, "sides": dyad.sides, "actors": dyad.actors}
    said = parties | {name: ", ".join(each) for name, each in words.items()}
    spaced = parties | {name: " ".join(each) for name, each in words.items()}
    columns: dict[str, dict[str, Column]] = {name: {} for name in TABLES}
    for row in read_rows(Path(__file__).with_name("schema.csv")):
        columns[row["table"]][row["column"].format(**parties)] = Column(
            row["type"],
            row["description"].format(**said),
            tuple(row["values"].format(**spaced).split()),
        )
    for voice in VOICES:
        for name, column in columns["voices"].items():
            if name not in ("article", "piece", "voice"):
                described = f"{column.description}; voice: {voice}"
                columns["articles"][f"{name}_{voice}"] = Column(column.type, described)
    return columns


def columns_of(name: str, rows: Sequence[Row], dyad: Dyad) -> pa.Table:
    """Rows of a table as Parquet holds them; what is missing is null."""
    columns = schema(dyad)[name].items()
    arrays = [_array([row.get(key) for row in rows], to.type) for key, to in columns]
    return pa.table(arrays, schema=_arrow_schema(name, dyad))


@cache
def _arrow_schema(name: str, dyad: Dyad) -> pa.Schema:
    """The columns and types of a table, with what pandas is to make of them."""
    types = {key: _DTYPES[column.type] for key, column in schema(dyad)[name].items()}
    return as_arrow(pd.DataFrame(columns=list(types)).astype(types)).schema


def _array(cells: list[Any], kind: str) -> pa.Array:
    if kind == "number":
        values = np.array(cells, dtype=float).round(_DECIMALS)
        return pa.array(values, from_pandas=True)
    try:
        return pa.array(cells, _ARROW[kind])
    except UnicodeEncodeError:  # half characters, which no file can hold
        return pa.array([cell and whole(cell) for cell in cells], _ARROW[kind])


def _frame_of(columns: pa.Table) -> pd.DataFrame:
    """What `to_pandas` makes of columns, for few rows in a third of the time."""
    numbers, blocks = [], []
    for place, column in enumerate(columns.columns):
        if column.type == _ARROW["number"]:
            numbers.append(place)
        else:
            dtype = _DTYPES[_KINDS[column.type]]
            blocks.append((dtype.__from_arrow__(column), np.array([place])))
    if numbers:
        values = np.array([columns[place].to_numpy() for place in numbers])
        blocks.append((values, np.array(numbers)))
    names = pd.Index(columns.column_names)
    return create_dataframe_from_blocks(blocks, pd.RangeIndex(len(columns)), names)


def as_arrow(frame: pd.DataFrame) -> pa.Table:
    """The columns of a frame as Parquet holds them; what is missing is null."""
    return pa.Table.from_pandas(frame, preserve_index=False)


def as_csv(columns: pa.Table) -> str:
    r"""Columns as CSV, an apostrophe before each text that a spreadsheet would run.

    >>> as_csv(pa.table({"text": ["=1+1", "Rain.", "-0.5"], "n": [1, None, 2]}))
    "text,n\n'=1+1,1\nRain.,\n-0.5,2\n"
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns.column_names)
    cells = (
        [_inert(cell) for cell in column.to_pylist()] for column in columns.columns
    )
    writer.writerows(zip(*cells, strict=True))
    return written.getvalue()


def _inert(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and _RUN.match(cell) else cell


def write_files(
    tables: Mapping[str, pa.Table],
    folder: Path,
    dyad: Dyad,
    about: Mapping[str, Any] | None = None,
) -> None:
    """Write what `Tables.write` does to a folder that is empty, one file at a time."""
    for name, columns in tables.items():
        (folder / f"{name}.csv").write_text(as_csv(columns), _CSV_ENCODING, newline="")
        pq.write_table(columns, folder / f"{name}.parquet")
    package = _datapackage(tables["articles"], folder, dyad, about or {})
    text = msgspec.json.format(msgspec.json.encode(package), indent=1)
    (folder / "datapackage.json").write_bytes(text + b"\n")


# --- the data package --------------------------------------------------------


def _datapackage(
    articles: pa.Table, folder: Path, dyad: Dyad, about: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "name": "article-tables",
        "profile": "data-package",
        "version": __version__,
        "description": "What the analysis library finds in each article.",
        **about,
        "sources": [
            {"title": file, "hash": f"sha256:{sha256}"}
            for file, sha256 in zip(
                articles["file"].to_pylist(),
                articles["sha256"].to_pylist(),
                strict=True,
            )
        ],
        "contributors": [
            {"title": instrument, "role": "instrument"}
            for instrument in (
                SENTENCE_INSTRUMENT,
                readability.INSTRUMENT,
                sentiment.INSTRUMENT,
            )
        ],
        "resources": [
            _resource(name, path, dyad)
            for name in TABLES
            for path in (folder / f"{name}.csv", folder / f"{name}.parquet")
        ],
    }


# What names a row within its article, where something does.
_KEYS = {
    "voices": "voice",
    "segments": "segment",
    "sentences": "sentence",
    "quotes": "quote",
    "attributions": "attribution",
    "attitudes": "attitude",
    "ties": "tie",
}


def _resource(table: str, path: Path, dyad: Dyad) -> dict[str, Any]:
    raw = path.read_bytes()
    kind = path.suffix[1:]
    return {
        "name": f"{table}-{kind}",
        "path": path.name,
        "format": kind,
        "encoding": _CSV_ENCODING if kind == "csv" else "utf-8",
        # Validators count the bytes of text files only.
        **({"bytes": len(raw)} if kind == "csv" else {}),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "schema": {
            "fields": [_field(*item) for item in schema(dyad)[table].items()],
            "missingValues": [""],
            **_keys(table, kind),
        },
    }


def _field(name: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "type": column.type,
        "description": column.description,
    }
    if column.values:
        whole = column.type == "integer"
        values = [int(value) if whole else value for value in column.values]
        field["constraints"] = {"enum": values}
    return field


def _keys(table: str, kind: str) -> dict[str, Any]:
    """What names a row of a table, and the row of another that it belongs to."""
    if table == "articles":
        return {"primaryKey": ["article"]}
    if table == "errors":
        return {}
    reference = {"resource": f"articles-{kind}", "fields": ["article"]}
    keys: dict[str, Any] = {
        "foreignKeys": [{"fields": ["article"], "reference": reference}]
    }
    if table in _KEYS:
        keys["primaryKey"] = ["article", _KEYS[table]]
    return keys
