"""Records to tidy tables: one schema, one function a table, three file formats.

`schema.csv` is the contract: every column of every table with its type and what it
means.  Missing is empty in CSV and null in Parquet; 0 is only ever a measured zero.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis._version import __version__
from analysis.document import Document
from analysis.measures import readability, sentiment
from analysis.tabular.rows import SENTENCE_INSTRUMENT, VOICES, Row, rows_of

_DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
}
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

    def write(
        self, folder: Path | str, about: Mapping[str, Any] | None = None
    ) -> list[Path]:
        """Write each table as CSV and Parquet, and `datapackage.json`; the files.

        `about` is what the data package says of itself beyond its tables: name,
        title, licences.  All files are made in a folder of their own inside `folder`
        and moved out of it at the end, so that a failure leaves no half-written file.
        The same tables give the same bytes.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as name:
            draft = Path(name)
            for table in TABLES:
                frame = getattr(self, table)
                frame.to_csv(draft / f"{table}.csv", index=False, lineterminator="\n")
                frame.to_parquet(draft / f"{table}.parquet", index=False)
            package = json.dumps(
                _datapackage(self, draft, about or {}), indent=1, ensure_ascii=False
            )
            (draft / "datapackage.json").write_text(package + "\n", encoding="utf-8")
            return [
                Path(shutil.move(path, folder / path.name))
                for path in sorted(draft.iterdir())
            ]

    @classmethod
    def read(cls, folder: Path | str) -> Tables:
        """The tables of a folder that `write` or `write_corpus` wrote."""
        places = {name: Path(folder, name) for name in TABLES}
        return cls(
            **{
                name: pd.read_parquet(
                    place if place.is_dir() else place.with_suffix(".parquet")
                )
                for name, place in places.items()
            }
        )

    def without_comment_text(self) -> Tables:
        """The tables as they may be published: comments counted, their words left out.

        Readers address one another by handle; nobody is to be found by these tables.
        """
        cues = ["text", "relation_cue", "toward_us_cue", "toward_iran_cue"]
        worded = {"sentences": cues, "ties": ["text", "word"]}
        frames = {}
        for name, columns in worded.items():
            frame = getattr(self, name)
            words = frame[columns].mask(frame["layer"] == "comment")
            frames[name] = frame.assign(**words)
        return replace(self, **frames)


TABLES = tuple(Tables.__annotations__)


def tables(documents: Document | Iterable[Document]) -> Tables:
    """The tables of some documents, rows in the order given and in text order within.

    >>> from analysis.corpus.articles import Article
    >>> from analysis.document import analyze_article
    >>> document = analyze_article(Article("a", "“It rains,” Ann Lee said."))
    >>> tables(document).quotes["speaker"].tolist()
    ['Ann Lee']
    """
    if isinstance(documents, Document):
        documents = (documents,)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in documents:
        for name, new in rows_of(document).items():
            rows[name] += new
    return Tables(**{name: frame_of(name, rows[name]) for name in TABLES})


@cache
def schema() -> dict[str, dict[str, tuple[str, str]]]:
    """For each table, its columns in order with `(type, description)`.

    `articles` ends with the summaries of `voices`, one column for each measure and
    voice, such as `flesch_kincaid_grade_author`.
    """
    path = Path(__file__).with_name("schema.csv")
    with path.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    columns: dict[str, dict[str, tuple[str, str]]] = {name: {} for name in TABLES}
    for row in listed:
        columns[row["table"]][row["column"]] = (row["type"], row["description"])
    for voice in VOICES:
        for column, (kind, description) in columns["voices"].items():
            if column not in ("article", "piece", "voice"):
                name = f"{column}_{voice}"
                columns["articles"][name] = (kind, f"{description}; voice: {voice}")
    return columns


def frame_of(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Rows of a table as a frame with the columns and types of `schema.csv`."""
    columns = schema()[name]
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.astype({c: _DTYPES[kind] for c, (kind, _) in columns.items()}).round(
        _DECIMALS
    )


# --- the data package --------------------------------------------------------


def _datapackage(
    written: Tables, folder: Path, about: Mapping[str, Any]
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
                written.articles["file"], written.articles["sha256"], strict=True
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
            _resource(name, path)
            for name in TABLES
            for path in (folder / f"{name}.csv", folder / f"{name}.parquet")
        ],
    }


def _resource(table: str, path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    kind = path.suffix[1:]
    return {
        "name": f"{table}-{kind}",
        "path": path.name,
        "format": kind,
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "schema": {
            "fields": [
                {"name": column, "type": type_, "description": description}
                for column, (type_, description) in schema()[table].items()
            ],
            "missingValues": [""],
        },
    }
