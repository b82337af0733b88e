"""Tables of articles, one a row: CSV, TSV, JSON, JSON lines and Parquet."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.articles import Article, CorpusError
from analysis.corpus.encoding import decoded, file_bytes, sha256_of
from analysis.corpus.facts import as_words, facts_of_row, with_facts

_Row = dict[str, Any]
_LISTS = ("articles", "items", "data", "results", "documents", "docs", "rows")
_SEPARATORS = ",;\t|"


def is_table(path: Path) -> bool:
    """Whether a file is read as a table, by the ending of its name."""
    return path.suffix.lower() in _READERS


def table_articles(
    path: Path, text_column: str = "text", id_column: str | None = None
) -> Iterator[Article]:
    """The articles of a table, a row each, with the facts that its columns state.

    `CorpusError` names the row that cannot be read.
    """
    rows, notes = _READERS[path.suffix.lower()](path, text_column)
    if not rows:
        raise CorpusError(f"{path}: no row in this table")
    names = dict.fromkeys(name for row in rows for name in row)
    _check_column(path, names, text_column, "--text-column")
    _check_column(path, names, id_column, "--id-column")
    ids = id_column or next((name for name in ("article", "id") if name in names), None)
    for number, row in enumerate(rows):
        text = _text(f"{path}: row {number + 1}", row, text_column)
        name = (as_words(row.get(ids)) if ids else None) or f"{path.stem}-{number}"
        article = Article(
            id=name,
            text=text,
            file=f"{path}:{name}",
            sha256=sha256_of(text.encode("utf-8", "surrogatepass")),
            label=name,
            warnings=notes if number == 0 else (),
        )
        yield with_facts(article, facts_of_row(row))


def _check_column(
    path: Path, names: Collection[str], wanted: str | None, option: str
) -> None:
    """Stop at a table that lacks the column which an option names."""
    if wanted is not None and wanted not in names:
        raise CorpusError(
            f"{path}: no column {wanted!r}; it has {', '.join(names)}: "
            f"name one with {option}"
        )


def _text(where: str, row: _Row, column: str) -> str:
    """The words of the article in a row; none if its cell is empty."""
    text = row.get(column)
    if text is not None and not isinstance(text, str):
        raise CorpusError(
            f"{where}: its {column!r} is no text but "
            f"{type(text).__name__}; every row needs the words of an article"
        )
    return text or ""


# --- formats ----------------------------------------------------------------------

_Table = tuple[list[_Row], tuple[str, ...]]


def _csv(path: Path, text_column: str) -> _Table:
    text, notes = decoded(path, file_bytes(path))
    text = text.removeprefix("\ufeff")
    separator = _separator(text, text_column)
    csv.field_size_limit(sys.maxsize)  # an article may be long
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[_Row] = []
    try:
        header = [name.strip() for name in next(lines, [])]
        for cells in lines:
            if not any(cells):
                continue
            if any(cells[len(header) :]):
                raise csv.Error("more cells than the header has names")
            rows.append(dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise CorpusError(
            f"{path}: row {len(rows) + 1}, line {lines.line_num}: {error}; a text that "
            f"holds {separator!r} or a double quote needs double quotes at both ends, "
            "and those inside doubled"
        ) from error
    return rows, notes


def _separator(text: str, text_column: str) -> str:
    """What parts the cells of a header: what shows the column, else most cells."""
    header = text.lstrip("\r\n").splitlines()[:1] or [""]

    def fit(separator: str) -> tuple[bool, int]:
        names = next(csv.reader(header, delimiter=separator), [])
        return text_column in map(str.strip, names), len(names)

    return max(_SEPARATORS, key=fit)


def _json(path: Path, text_column: str) -> _Table:
    text, notes = decoded(path, file_bytes(path))
    try:
        given = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise CorpusError(
            f"{path}, line {error.lineno}: not JSON ({error.msg}); if it has an object "
            "a line, name it .jsonl"
        ) from error
    if isinstance(given, dict) and text_column not in given:
        given = next(
            (given[n] for n in _LISTS if isinstance(given.get(n), list)), given
        )
    rows = given if isinstance(given, list) else [given]
    for number, row in enumerate(rows, start=1):
        _check_object(f"{path}: row {number}", row)
    return rows, notes


def _json_lines(path: Path, text_column: str) -> _Table:
    text, notes = decoded(path, file_bytes(path))
    rows = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CorpusError(
                f"{path}, line {number}: not JSON ({error.msg}); every line must be "
                "one object"
            ) from error
        _check_object(f"{path}, line {number}", row)
        rows.append(row)
    return rows, notes


def _check_object(where: str, row: object) -> None:
    if not isinstance(row, dict):
        raise CorpusError(
            f"{where}: {type(row).__name__}, not an object such as "
            '{"text": "…", "title": "…"}'
        )


def _parquet(path: Path, text_column: str) -> _Table:
    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: {' '.join(str(error).split())}") from error
    table = table.astype(object).where(table.notna(), None)
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")], ()


_READERS: dict[str, Callable[[Path, str], _Table]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".tab": _csv,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
}
