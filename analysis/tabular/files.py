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

from analysis import __version__
from analysis.corpus.articles import Article
from analysis.document import read_article
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
    mentions: pd.DataFrame


TABLES = tuple(Tables.__annotations__)


def build_tables(articles: Iterable[Article]) -> Tables:
    """The tables of `articles`, rows in the order given and in text order within."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for article in articles:
        keys = {"article": article.id, "piece": article.piece}
        for name, found in rows_of(read_article(article)).items():
            rows[name] += [keys | row for row in found]
    return Tables(**{name: _frame(name, rows[name]) for name in TABLES})


@cache
def schema() -> dict[str, dict[str, tuple[str, str]]]:
    """For each table, its columns in order with `(type, description)`.

    `articles` ends with the summaries of `voices`, one column for each measure and
    voice, such as `flesch_kincaid_grade_author`.
    """
    path = Path(__file__).with_name("schema.csv")
    with path.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    tables: dict[str, dict[str, tuple[str, str]]] = {name: {} for name in TABLES}
    for row in listed:
        tables[row["table"]][row["column"]] = (row["type"], row["description"])
    for voice in VOICES:
        for column, (kind, description) in tables["voices"].items():
            if column not in ("article", "piece", "voice"):
                name = f"{column}_{voice}"
                tables["articles"][name] = (kind, f"{description}; voice: {voice}")
    return tables


def without_comment_text(tables: Tables) -> Tables:
    """The tables as they are published: comments counted, their words left out.

    Readers address one another by handle, and nobody is to be found by these tables.
    """
    comments = tables.sentences["layer"] == "comment"
    worded = ["text", "relation_cue", "toward_us_cue", "toward_iran_cue"]
    text = tables.sentences[worded].mask(comments)
    return replace(tables, sentences=tables.sentences.assign(**text))


def write_tables(
    tables: Tables, folder: Path, about: Mapping[str, Any] | None = None
) -> list[Path]:
    """Write each table as CSV and Parquet, with `datapackage.json`; the files written.

    `about` is what the data package says of itself beyond this: name, title,
    licences.  All files are made in a folder of their own inside `folder` and moved
    out of it at the end, so that a failure leaves no half-written file.  The same
    tables give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as temporary:
        draft = Path(temporary)
        for name in TABLES:
            table = getattr(tables, name)
            table.to_csv(draft / f"{name}.csv", index=False, lineterminator="\n")
            table.to_parquet(draft / f"{name}.parquet", index=False)
        package = json.dumps(
            _datapackage(tables, draft, about or {}), indent=1, ensure_ascii=False
        )
        (draft / "datapackage.json").write_text(package + "\n", encoding="utf-8")
        return [
            Path(shutil.move(path, folder / path.name))
            for path in sorted(draft.iterdir())
        ]


def _frame(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    columns = schema()[name]
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.astype({c: _DTYPES[kind] for c, (kind, _) in columns.items()}).round(
        _DECIMALS
    )


def read_tables(folder: Path) -> Tables:
    """The tables that `write_tables` wrote to `folder`."""
    return Tables(
        **{name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES}
    )


# --- the data package --------------------------------------------------------


def _datapackage(
    tables: Tables, folder: Path, about: Mapping[str, Any]
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
                tables.articles["file"], tables.articles["sha256"], strict=True
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
