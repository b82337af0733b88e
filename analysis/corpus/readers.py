"""Whatever a user points at, as articles: files, folders and tables."""

from __future__ import annotations

import json
import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import numpy as np

from analysis.corpus.articles import Article, CorpusError
from analysis.corpus.catalogue import (
    CATALOGUE,
    catalogued_article,
    catalogued_articles,
    listed_files,
)
from analysis.corpus.edits import warned
from analysis.corpus.encoding import decoded, file_bytes, sha256_of, unreadable
from analysis.corpus.repairs import read_safely
from analysis.corpus.tables import (
    COLUMNS,
    START,
    Columns,
    Place,
    is_table,
    table_articles,
)

LARGEST_BATCH = 100  # articles
_Id = tuple[str, str] | None  # the id of an article and where it is from, if known


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles that can be read without the others, a hundred at most.

    They are `count` rows of a table from `place` on, the files `names` of a folder, one
    file, or a folder with a catalogue.  `taken` are those of them whose id an earlier
    article has, each by its number in the batch, with the file of that one.
    """

    path: Path
    count: int = 1
    columns: Columns = COLUMNS
    place: Place = START
    names: tuple[str, ...] = ()
    taken: tuple[tuple[int, str], ...] = ()


_LONGEST_NAME = 255  # bytes of the name of a file or folder


def iter_articles(
    paths: Sequence[Path | str],
    text_column: str = "text",
    id_column: str | None = None,
) -> Iterator[Article]:
    """Articles from files, folders and tables, one at a time, ids unique.

    A folder with a `catalogue.yml` is read by it; other `.txt` files in it are
    read too, with a warning.  A `.csv`, `.tsv`, `.json`, `.jsonl`, `.ndjson` or
    `.parquet` file is a table with one article a row.  Any other file is one article;
    HTML, Markdown and RTF in it are read as the words they hold.  Raises `CorpusError`
    for anything unreadable.
    """
    for article in read_all(batches(paths, Columns(text_column, id_column))):
        if isinstance(article, CorpusError):
            raise article
        yield article


def read_all(parts: Iterable[Batch]) -> Iterator[Article | CorpusError]:
    """The articles of some batches; in the place of an unreadable one, the error."""
    for batch in parts:
        yield from read_batch(batch)


def batches(
    paths: Sequence[Path | str], columns: Columns = COLUMNS
) -> tuple[Batch, ...]:
    """What is to be read, in order, in parts that can be read by themselves.

    Tables are looked through for where their rows begin and for ids; no text is
    analysed.  Raises `CorpusError` where a source is not there, or a catalogue is not
    understood.
    """
    found: list[Batch] = []
    seen = array("Q")
    for batch, ids in _all_batches(paths, columns):
        found.append(batch)
        seen.extend(_fingerprint(known[0]) for known in ids if known)
    prints, counts = np.unique(np.frombuffer(seen, np.uint64), return_counts=True)
    if (counts > 1).any():
        twice = frozenset(prints[counts > 1].tolist())
        found = list(_with_taken(_all_batches(paths, columns), twice))
    return tuple(found)


def read_batch(batch: Batch) -> Iterator[Article | CorpusError]:
    """The articles of a batch; in the place of one that cannot be read, the error."""
    taken = dict(batch.taken)
    for number, article in enumerate(_read_batch(batch)):
        if number in taken and isinstance(article, Article):
            yield CorpusError(
                f"the id {article.id!r} was already used ({taken[number]})",
                "every article needs an id of its own",
                article.file,
                article.place,
                article.id,
            )
        else:
            yield article


def _read_batch(batch: Batch) -> Iterator[Article | CorpusError]:
    if is_table(batch.path):
        rows = table_articles(batch.path, batch.columns, batch.place)
        for _, row in islice(rows, batch.count):
            yield row if isinstance(row, CorpusError) else checked(row)
    elif batch.names:
        yield from (_read_file(batch.path / name) for name in batch.names)
    elif batch.path.is_dir():
        yield from _catalogued_folder(batch.path)
    else:
        yield _read_file(batch.path)


def read_text_file(path: Path) -> Article | CorpusError:
    """The article in one text file; nothing but its text is known."""
    raw = file_bytes(path)
    text, notes = decoded(path, raw)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[{")) and _is_json(text):
        raise CorpusError("JSON", f"name it {path.stem}.json (or .jsonl)", path)
    stem = _printable(path.stem)
    return checked(
        Article(
            id=stem,
            text=text,
            file=_printable(path.name),
            sha256=sha256_of(raw),
            label=stem,
            warnings=notes,
        )
    )


def checked(article: Article) -> Article | CorpusError:
    """The article as it is to be read, and a warning where it has no words."""
    if not article.text.strip("\ufeff \t\r\n"):
        return warned(article, "empty")
    return read_safely(article)


def _printable(name: str) -> str:
    r"""The name of a file; bytes in it that are no UTF-8 are written out, as `\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


# --- where articles are -----------------------------------------------------------


def _all_batches(
    paths: Sequence[Path | str], columns: Columns
) -> Iterator[tuple[Batch, list[_Id]]]:
    for path in map(Path, paths):
        yield from _batches_at(path, columns)


def _batches_at(path: Path, columns: Columns) -> Iterator[tuple[Batch, list[_Id]]]:
    """The batches of a file, folder or table, each with the ids of its articles."""
    _check_name(path)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise unreadable(path, error) from error
    if is_folder and (path / CATALOGUE).exists():
        articles = _catalogued_folder(path)
        yield Batch(path, len(articles)), _ids(articles)
    elif is_folder:
        yield from _batches_of_folder(path)
    elif is_table(path):
        yield from _batches_of_table(path, columns)
    else:
        yield Batch(path), _ids([_read_file(path)])


def _check_name(path: Path) -> None:
    """Stop at what can be no name of a file, such as the text of an article."""
    name = str(path)
    long = any(len(os.fsencode(part)) > _LONGEST_NAME for part in path.parts)
    if long or "\n" in name or "\0" in name:
        raise CorpusError(
            f"{' '.join(name.split())[:40]}…: no name of a file",
            "if it is the text of an article, use `read_text`",
        )


def _batches_of_table(
    path: Path, columns: Columns
) -> Iterator[tuple[Batch, list[_Id]]]:
    rows = table_articles(path, columns)
    for place, first in rows:
        part = [first, *(row for _, row in islice(rows, LARGEST_BATCH - 1))]
        yield Batch(path, len(part), columns, place), _ids(part)


def _batches_of_folder(folder: Path) -> Iterator[tuple[Batch, list[_Id]]]:
    texts = _texts_in(folder)
    if not texts:
        files = sorted(folder.iterdir())
        named = ", ".join(path.name for path in files[:3]) or "nothing"
        raise CorpusError(
            f"no .txt file in this folder; it has {named}",
            "name the files themselves",
            folder,
        )
    for n in range(0, len(texts), LARGEST_BATCH):
        part = texts[n : n + LARGEST_BATCH]
        names = tuple(path.name for path in part)
        ids: list[_Id] = [(_printable(p.stem), str(p)) for p in part]
        yield Batch(folder, len(part), names=names), ids


def _texts_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix.lower() == ".txt")


def _catalogued_folder(folder: Path) -> list[Article | CorpusError]:
    """The articles of the catalogue, then the other texts, with a warning."""
    read = catalogued_articles(folder)
    known = listed_files(folder)
    for path in _texts_in(folder):
        if path.name not in known:
            other = _read_file(path, catalogue=False)
            note = f"no entry in {CATALOGUE}; its facts are unknown"
            read.append(warned(other, note) if isinstance(other, Article) else other)
    return read


def _read_file(path: Path, catalogue: bool = True) -> Article | CorpusError:
    """The article of a file, by the catalogue beside it if it is there and wanted."""
    try:
        listed = catalogue and (path.parent / CATALOGUE).exists()
        return (catalogued_article(path) if listed else None) or read_text_file(path)
    except CorpusError as error:
        return error


# --- ids --------------------------------------------------------------------------


def _ids(read: Sequence[Article | CorpusError]) -> list[_Id]:
    return [(one.id, one.file) if isinstance(one, Article) else None for one in read]


def _fingerprint(name: str) -> int:
    """Eight bytes that stand for an id, so that millions of them are held at once."""
    raw = name.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest())


def _with_taken(
    found: Iterable[tuple[Batch, list[_Id]]], twice: frozenset[int]
) -> Iterator[Batch]:
    """The batches, with those of their articles whose id another before them has.

    `twice` are the fingerprints of the ids that may be such.
    """
    first: dict[str, str] = {}
    for batch, ids in found:
        taken = []
        for number, known in enumerate(ids):
            if known and _fingerprint(known[0]) in twice:
                name, file = known
                if name in first:
                    taken.append((number, first[name]))
                else:
                    first[name] = file
        yield replace(batch, taken=tuple(taken))


def _is_json(text: str) -> bool:
    try:
        json.JSONDecoder().raw_decode(text.strip("\ufeff \t\r\n"))
    except (ValueError, RecursionError):
        return False
    return True
