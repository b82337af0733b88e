"""Tables of articles, one a row: CSV, TSV, JSON, JSON lines and Parquet.

Rows are read one at a time, from the start or from a place that an earlier reading
gave, so that a table may be larger than memory.  Only JSON is read at once.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.articles import Article, CorpusError, attempt
from analysis.corpus.encoding import (
    Lines,
    check_is_file,
    decoded,
    file_bytes,
    sha256_of,
    whole,
)
from analysis.corpus.facts import as_words, facts_of_row, with_facts

_Row = dict[str, Any]
_LISTS = ("articles", "items", "data", "results", "documents", "docs", "rows")
_SEPARATORS = ",;\t|"
_ROWS_AT_ONCE = 100  # of a Parquet file
_LONGEST_LIST = 200  # characters of the names of columns in a message


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row of a table begins: the rows, lines and bytes before it."""

    row: int = 0
    line: int = 0
    byte: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that hold the text and, if one is named, the id."""

    text: str = "text"
    id: str | None = None


class _Read(NamedTuple):
    """A row or what is wrong with it, where it begins and is; warnings on the file."""

    place: Place
    where: str
    row: _Row | CorpusError
    notes: tuple[str, ...] = ()


START, COLUMNS = Place(), Columns()


def is_table(path: Path) -> bool:
    """Whether a file is read as a table, by the ending of its name."""
    return path.suffix.lower() in _READERS


def table_articles(
    path: Path, columns: Columns = COLUMNS, begin: Place = START
) -> Iterator[tuple[Place, Article | CorpusError]]:
    """The articles of a table from a place on, each with its place and its facts.

    A row that cannot be read is a `CorpusError` that names it, and so is a table of
    which nothing, or no more, can be read; the rows behind it are read where that is
    safe.
    """
    place = begin
    try:
        n_rows = 0
        for read in _READERS[path.suffix.lower()](path, columns, begin):
            n_rows, place = n_rows + 1, read.place
            yield place, _article(path, read, columns)
        if not n_rows and begin == START:
            yield begin, CorpusError("no row in this table", "leave it out", path)
    except CorpusError as error:
        yield place, error


def _article(path: Path, read: _Read, columns: Columns) -> Article | CorpusError:
    """The article of a row; an error where it lacks a column or its text is none."""
    place, where, row, notes = read
    if isinstance(row, CorpusError):
        return row
    if lacking := _lacking(row, columns, path, where):
        return lacking
    ids = columns.id or next((name for name in ("article", "id") if name in row), None)
    given = as_words(row[ids]) if ids else None
    text = "" if row[columns.text] is None else row[columns.text]
    if not isinstance(text, str):
        return CorpusError(
            f"its {columns.text!r} is no text but {type(text).__name__}",
            "every row needs the words of an article",
            path,
            where,
            given,
        )
    name = given or f"{path.stem}-{place.row}"
    raw = text.encode("utf-8", "surrogatepass")
    if whole(text) != text:
        said = "a NUL or half a character, as no text file holds; read as \ufffd"
        notes = (*notes, f"{path.name}, {where}: {said}")
    article = Article(
        id=name,
        text=whole(text),
        file=f"{path.name}:{name}",
        sha256=sha256_of(raw),
        label=name,
        warnings=notes,
        place=where,
    )
    # Whatever its other cells hold.
    return attempt(lambda known: with_facts(known, facts_of_row(row)), article)


def _lacking(
    names: Iterable[str], columns: Columns, path: Path, where: str
) -> CorpusError | None:
    """The error of a row or header without the columns of text and id."""
    there = list(names)
    for column, option in (columns.text, "--text-column"), (columns.id, "--id-column"):
        if column is not None and column not in there:
            known = shorten(", ".join(map(str, there)), _LONGEST_LIST, placeholder=" …")
            remedy = f"it has {known}: name one with {option}"
            return CorpusError(f"no column {column!r}", remedy, path, where)
    return None


# --- formats ----------------------------------------------------------------------


def _csv(path: Path, columns: Columns, begin: Place) -> Iterator[_Read]:
    csv.field_size_limit(sys.maxsize)  # an article may be long
    with Lines(path) as lines:
        first = next((line for line in lines if line.strip("\r\n")), "")
        if wrong := lines.take_wrong():
            raise wrong
        separator = _separator(first, columns.text)
        try:
            names = next(csv.reader([first], delimiter=separator), [])
        except csv.Error as error:
            said = "name the columns in the first line, each once"
            raise CorpusError(str(error), said, path, "line 1") from error
        header = [name.strip() for name in names]
        lacking = _lacking(header, columns, path, f"line {lines.number}")
        if lacking and first:
            raise lacking
        if begin != START:
            lines.seek(begin.byte, begin.line)
        yield from _cells(path, lines, separator, header, begin.row)


def _cells(
    path: Path, lines: Lines, separator: str, header: Sequence[str], n_rows: int
) -> Iterator[_Read]:
    """The rows from the next line on; none behind one whose end nobody can know."""
    cells = csv.reader(lines, delimiter=separator, strict=True)
    lost = False
    while not lost:
        place = Place(n_rows, lines.number, lines.byte)
        where = f"row {n_rows + 1}, line {lines.number + 1}"
        wrong = None
        try:
            row = next(cells)
        except StopIteration:
            return
        except csv.Error as error:
            row, lost = ["?"], True
            remedy = f"{_quoting(separator)}; no row behind this one was read"
            wrong = CorpusError(str(error), remedy, path, where)
        if any(row[len(header) :]) and not lost:
            said = "more cells than the header has names"
            wrong = CorpusError(said, _quoting(separator), path, where)
        wrong = lines.take_wrong() or wrong
        if wrong or any(row):
            known = dict.fromkeys(header) | dict(zip(header, row, strict=False))
            yield _Read(place, where, wrong or known, lines.take_notes())
            n_rows += 1


def _quoting(separator: str) -> str:
    return (
        f"a text that holds {separator!r} or a double quote needs double quotes at "
        "both ends, and those inside doubled"
    )


def _separator(header: str, text_column: str) -> str:
    """What parts the cells of a header: what shows the column, else most cells."""

    def fit(separator: str) -> tuple[bool, int]:
        names = next(csv.reader([header], delimiter=separator), [])
        return text_column in map(str.strip, names), len(names)

    return max(_SEPARATORS, key=fit)


def _json(path: Path, columns: Columns, begin: Place) -> Iterator[_Read]:
    text, notes = decoded(path, file_bytes(path))
    given = _of_json(text.removeprefix("\ufeff"), path)
    if isinstance(given, CorpusError):
        raise given
    if isinstance(given, dict) and columns.text not in given:
        given = next(
            (given[n] for n in _LISTS if isinstance(given.get(n), list)), given
        )
    rows = given if isinstance(given, list) else [given]
    for number, row in enumerate(rows[begin.row :], start=begin.row):
        where = f"row {number + 1}"
        yield _Read(
            Place(number), where, _object(path, where, row), () if number else notes
        )


def _json_lines(path: Path, columns: Columns, begin: Place) -> Iterator[_Read]:
    with Lines(path) as lines:
        lines.seek(begin.byte, begin.line)
        place = begin
        for line in lines:
            where = f"line {lines.number}"
            wrong = lines.take_wrong()
            if line.strip():
                given = wrong or _of_json(line, path, where)
                row = wrong or _object(path, where, given)
                yield _Read(place, where, row, lines.take_notes())
            n_rows = place.row + bool(line.strip())
            place = Place(n_rows, lines.number, lines.byte)


def _of_json(text: str, path: Path, where: str = "") -> Any:
    """What a file or one line of JSON holds, or the error in it."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        said = {
            json.JSONDecodeError: getattr(error, "msg", ""),
            RecursionError: "lists and objects too deep in one another",
        }.get(type(error), "a number of too many digits")
        remedy = "every line must be one object; if it is a list of them, name it .json"
        if not where:
            where = f"line {error.lineno}" if hasattr(error, "lineno") else ""
            remedy = "if it has an object a line, name it .jsonl"
        return CorpusError(f"not JSON ({said})", remedy, path, where)


def _object(path: Path, where: str, row: Any) -> _Row | CorpusError:
    if isinstance(row, dict | CorpusError):
        return row
    return CorpusError(
        f"{type(row).__name__}, not an object",
        'every article is one such as {"text": "…", "title": "…"}',
        path,
        where,
    )


def _parquet(path: Path, columns: Columns, begin: Place) -> Iterator[_Read]:
    try:
        check_is_file(path)
        with pq.ParquetFile(path) as file:
            lacking = _lacking(file.schema_arrow.names, columns, path, "")
            if lacking:
                raise lacking
            groups, number = _groups_from(file, begin.row)
            for batch in file.iter_batches(_ROWS_AT_ONCE, row_groups=groups):
                for n in range(batch.num_rows):
                    where = f"row {number + 1}"
                    if number >= begin.row:
                        row = _row_of(batch, n, path, where)
                        yield _Read(Place(number), where, row)
                    number += 1
    except (OSError, ValueError, pa.ArrowException) as error:
        said = " ".join(str(error).split()).rstrip(".")
        remedy = "write the file anew, as Parquet"
        raise CorpusError(f"not Parquet ({said})", remedy, path) from error


def _row_of(
    batch: pa.RecordBatch, n: int, path: Path, where: str
) -> _Row | CorpusError:
    """A row as plain values, or what in it cannot be one."""
    try:
        (row,) = batch.slice(n, 1).to_pylist()
    except Exception as error:  # a day before year 1, bytes that are no UTF-8, …
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return CorpusError(said, "mend the row, or leave out the column", path, where)
    return dict(row)


def _groups_from(file: pq.ParquetFile, row: int) -> tuple[list[int], int]:
    """The row groups from the one that holds a row on, and the rows before them."""
    before = 0
    for group in range(file.num_row_groups):
        n_rows = file.metadata.row_group(group).num_rows
        if before + n_rows > row:
            return list(range(group, file.num_row_groups)), before
        before += n_rows
    return [], before


_READERS: dict[str, Callable[[Path, Columns, Place], Iterator[_Read]]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".tab": _csv,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
}
