"""Tables of articles, one a row: CSV, TSV, JSON, JSON lines and Parquet.

Rows are read one at a time, from the start or from a place that an earlier reading
gave, so that a table may be larger than memory.  Only JSON is read at once.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.articles import Article, CorpusError
from analysis.corpus.encoding import Lines, decoded, file_bytes, sha256_of
from analysis.corpus.facts import as_words, facts_of_row, with_facts

_Row = dict[str, Any]
_LISTS = ("articles", "items", "data", "results", "documents", "docs", "rows")
_SEPARATORS = ",;\t|"
_ROWS_AT_ONCE = 100  # of a Parquet file


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row of a table begins: the rows, lines and bytes before it."""

    row: int = 0
    line: int = 0
    byte: int = 0


class _Read(NamedTuple):
    """A row where it begins, or what is wrong there, and warnings on the file."""

    place: Place
    row: _Row | CorpusError
    notes: tuple[str, ...] = ()


START = Place()


def is_table(path: Path) -> bool:
    """Whether a file is read as a table, by the ending of its name."""
    return path.suffix.lower() in _READERS


def table_articles(
    path: Path,
    text_column: str = "text",
    id_column: str | None = None,
    begin: Place = START,
) -> Iterator[tuple[Place, Article | CorpusError]]:
    """The articles of a table from a place on, each with its place and its facts.

    A row that cannot be read is a `CorpusError` that names it; the rows behind it are
    read where that is safe.  Raises `CorpusError` where nothing can be read.
    """
    place = None
    for place, row, notes in _READERS[path.suffix.lower()](path, text_column, begin):
        if isinstance(row, CorpusError):
            yield place, row
        else:
            yield place, _article(path, place, row, text_column, id_column, notes)
    if place is None and begin == START:
        raise CorpusError(f"{path}: no row in this table")


def _article(
    path: Path,
    place: Place,
    row: _Row,
    text_column: str,
    id_column: str | None,
    notes: tuple[str, ...],
) -> Article | CorpusError:
    """The article of a row; an error where it lacks a column or its text is none."""
    where = f"{path}: row {place.row + 1}"
    for column, option in ((text_column, "--text-column"), (id_column, "--id-column")):
        if column is not None and column not in row:
            return CorpusError(
                f"{where}: no column {column!r}; it has "
                f"{', '.join(map(str, row))}: name one with {option}"
            )
    text = "" if row[text_column] is None else row[text_column]
    if not isinstance(text, str):
        return CorpusError(
            f"{where}: its {text_column!r} is no text but {type(text).__name__}; "
            "every row needs the words of an article"
        )
    ids = id_column or next((name for name in ("article", "id") if name in row), None)
    name = (as_words(row[ids]) if ids else None) or f"{path.stem}-{place.row}"
    article = Article(
        id=name,
        text=text,
        file=f"{path.name}:{name}",
        sha256=sha256_of(text.encode("utf-8", "surrogatepass")),
        label=name,
        warnings=notes,
    )
    return with_facts(article, facts_of_row(row))


# --- formats ----------------------------------------------------------------------


def _csv(path: Path, text_column: str, begin: Place) -> Iterator[_Read]:
    csv.field_size_limit(sys.maxsize)  # an article may be long
    with Lines(path) as lines:
        first = next((line for line in lines if line.strip("\r\n")), "")
        separator = _separator(first, text_column)
        names = next(csv.reader([first], delimiter=separator), [])
        if begin != START:
            lines.seek(begin.byte, begin.line)
        yield from _cells(path, lines, separator, names, begin.row)


def _cells(
    path: Path, lines: Lines, separator: str, names: Sequence[str], n_rows: int
) -> Iterator[_Read]:
    """The rows from the next line on; none behind one whose end nobody can know."""
    header = [name.strip() for name in names]
    cells = csv.reader(lines, delimiter=separator, strict=True)
    wrong = ""
    while not wrong:
        place, row = Place(n_rows, lines.number, lines.byte), None
        try:
            row = next(cells, None)
        except csv.Error as error:
            wrong = str(error)
        if row is None and not wrong:
            return
        many = row is not None and any(row[len(header) :])
        if wrong or many:
            said = wrong or "more cells than the header has names"
            yield _Read(
                place,
                CorpusError(
                    f"{path}: row {n_rows + 1}, line {lines.number}: {said}; a text "
                    f"that holds {separator!r} or a double quote needs double quotes "
                    "at both ends, and those inside doubled"
                ),
            )
        elif row and any(row):
            known = dict(zip(header, row, strict=False))
            yield _Read(place, known, lines.take_notes())
        n_rows += bool(row and any(row))


def _separator(header: str, text_column: str) -> str:
    """What parts the cells of a header: what shows the column, else most cells."""

    def fit(separator: str) -> tuple[bool, int]:
        names = next(csv.reader([header], delimiter=separator), [])
        return text_column in map(str.strip, names), len(names)

    return max(_SEPARATORS, key=fit)


def _json(path: Path, text_column: str, begin: Place) -> Iterator[_Read]:
    text, notes = decoded(path, file_bytes(path))
    try:
        given = json.loads(text.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, ValueError) else ""
        raise CorpusError(
            f"{path}{line}: not JSON ({getattr(error, 'msg', 'too deep')}); if it has "
            "an object a line, name it .jsonl"
        ) from error
    if isinstance(given, dict) and text_column not in given:
        given = next(
            (given[n] for n in _LISTS if isinstance(given.get(n), list)), given
        )
    rows = given if isinstance(given, list) else [given]
    for number, row in enumerate(rows[begin.row :], start=begin.row):
        where = f"{path}: row {number + 1}"
        yield _Read(Place(number), _object(where, row), () if number else notes)


def _json_lines(path: Path, text_column: str, begin: Place) -> Iterator[_Read]:
    with Lines(path) as lines:
        lines.seek(begin.byte, begin.line)
        place = begin
        for line in lines:
            if line.strip():
                row = _json_line(path, lines.number, line)
                yield _Read(place, row, lines.take_notes())
            n_rows = place.row + bool(line.strip())
            place = Place(n_rows, lines.number, lines.byte)


def _json_line(path: Path, number: int, line: str) -> _Row | CorpusError:
    try:
        return _object(f"{path}, line {number}", json.loads(line))
    except (json.JSONDecodeError, RecursionError) as error:
        return CorpusError(
            f"{path}, line {number}: not JSON ({getattr(error, 'msg', 'too deep')}); "
            "every line must be one object"
        )


def _object(where: str, row: object) -> _Row | CorpusError:
    if isinstance(row, dict):
        return row
    return CorpusError(
        f"{where}: {type(row).__name__}, not an object such as "
        '{"text": "…", "title": "…"}'
    )


def _parquet(path: Path, text_column: str, begin: Place) -> Iterator[_Read]:
    try:
        with pq.ParquetFile(path) as file:
            groups, number = _groups_from(file, begin.row)
            for batch in file.iter_batches(_ROWS_AT_ONCE, row_groups=groups):
                for row in batch.to_pylist():
                    if number >= begin.row:
                        yield _Read(Place(number), row)
                    number += 1
    except (OSError, ValueError, pa.ArrowException) as error:
        raise CorpusError(f"{path}: {' '.join(str(error).split())}") from error


def _groups_from(file: pq.ParquetFile, row: int) -> tuple[list[int], int]:
    """The row groups from the one that holds a row on, and the rows before them."""
    before = 0
    for group in range(file.num_row_groups):
        n_rows = file.metadata.row_group(group).num_rows
        if before + n_rows > row:
            return list(range(group, file.num_row_groups)), before
        before += n_rows
    return [], before


_READERS: dict[str, Callable[[Path, str, Place], Iterator[_Read]]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".tab": _csv,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
}
