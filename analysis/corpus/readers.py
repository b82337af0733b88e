"""Whatever a user points at, as articles: files, folders and tables."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import numpy as np

from analysis.corpus.articles import Article, CorpusError
from analysis.corpus.catalogue import CATALOGUE, catalogued_article, load_articles
from analysis.corpus.edits import warned
from analysis.corpus.encoding import decoded, file_bytes, sha256_of
from analysis.corpus.repairs import as_read
from analysis.corpus.tables import START, Place, is_table, table_articles

LARGEST_BATCH = 100  # articles
_Id = tuple[str, str]  # the id of an article and where it is from


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that hold the text and the id of its articles."""

    text: str = "text"
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles that can be read without the others, a hundred at most.

    They are `count` rows of a table from `place` on, the files `names` of a folder, one
    file, or a folder with a catalogue.
    """

    path: Path
    count: int = 1
    columns: Columns = Columns()
    place: Place = START
    names: tuple[str, ...] = ()


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
    for batch in batches(paths, Columns(text_column, id_column)):
        for article in read_batch(batch):
            if isinstance(article, CorpusError):
                raise article
            yield article


def batches(
    paths: Sequence[Path | str], columns: Columns = Columns()
) -> tuple[Batch, ...]:
    """What is to be read, in order, in parts that can be read by themselves.

    Tables are looked through for where their rows begin and for ids; no text is
    analysed.  Raises `CorpusError` where two articles have one id, or a source cannot
    be read at all.
    """
    found: list[Batch] = []
    seen = array("Q")
    for path in map(Path, paths):
        for batch, ids in _batches_at(path, columns):
            found.append(batch)
            seen.extend(_fingerprint(name) for name, _ in ids)
    if np.unique(np.frombuffer(seen, np.uint64)).size < len(seen):
        _tell_twice(paths, columns)
    return tuple(found)


def read_batch(batch: Batch) -> Iterator[Article | CorpusError]:
    """The articles of a batch; in the place of one that cannot be read, the error."""
    if is_table(batch.path):
        columns = batch.columns
        rows = table_articles(batch.path, columns.text, columns.id, batch.place)
        for _, row in islice(rows, batch.count):
            yield row if isinstance(row, CorpusError) else checked(row)
    elif batch.names:
        yield from (_read_file(batch.path / name) for name in batch.names)
    elif batch.path.is_dir():
        yield from _catalogued_folder(batch.path)
    else:
        yield _read_file(batch.path)


def read_text_file(path: Path) -> Article:
    """The article in one text file; nothing but its text is known."""
    raw = file_bytes(path)
    text, notes = decoded(path, raw)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[{")) and _is_json(text):
        raise CorpusError(f"{path}: JSON; name it {path.stem}.json (or .jsonl)")
    return checked(
        Article(
            id=path.stem,
            text=text,
            file=path.name,
            sha256=sha256_of(raw),
            label=path.stem,
            warnings=notes,
        )
    )


def checked(article: Article) -> Article:
    """The article as it is to be read, and a warning where it has no words."""
    if not article.text.strip("\ufeff \t\r\n"):
        return warned(article, "empty")
    return as_read(article)


# --- where articles are -----------------------------------------------------------


def _batches_at(path: Path, columns: Columns) -> Iterator[tuple[Batch, list[_Id]]]:
    """The batches of a file, folder or table, each with the ids of its articles."""
    _check_name(path)
    if is_table(path):
        yield from _batches_of_table(path, columns)
    elif (path / CATALOGUE).exists():
        articles = list(_catalogued_folder(path))
        yield Batch(path, len(articles)), _ids(articles)
    elif path.is_dir():
        yield from _batches_of_folder(path)
    else:
        article = _read_file(path)
        if isinstance(article, CorpusError) and not path.exists():
            raise article
        yield Batch(path), _ids([article])


def _check_name(path: Path) -> None:
    """Stop at what can be no name of a file, such as the text of an article."""
    name = str(path)
    long = any(len(os.fsencode(part)) > _LONGEST_NAME for part in path.parts)
    if long or "\n" in name or "\0" in name:
        raise CorpusError(
            f"{' '.join(name.split())[:40]}…: no name of a file; if it is the text of "
            "an article, use `read_text`"
        )


def _batches_of_table(
    path: Path, columns: Columns
) -> Iterator[tuple[Batch, list[_Id]]]:
    rows = table_articles(path, columns.text, columns.id)
    for place, first in rows:
        part = [first, *(row for _, row in islice(rows, LARGEST_BATCH - 1))]
        yield Batch(path, len(part), columns, place), _ids(part)


def _batches_of_folder(folder: Path) -> Iterator[tuple[Batch, list[_Id]]]:
    files = sorted(folder.iterdir())
    texts = [path for path in files if path.suffix.lower() == ".txt"]
    if not texts:
        named = ", ".join(path.name for path in files[:3]) or "nothing"
        raise CorpusError(
            f"{folder}: no .txt file in this folder; it has {named}: name the files "
            "themselves"
        )
    for n in range(0, len(texts), LARGEST_BATCH):
        part = texts[n : n + LARGEST_BATCH]
        names = tuple(path.name for path in part)
        yield Batch(folder, len(part), names=names), [(p.stem, str(p)) for p in part]


def _catalogued_folder(folder: Path) -> Iterator[Article]:
    """The articles of the catalogue, then the other texts, with a warning."""
    listed = load_articles(folder)
    yield from listed
    known = {article.file for article in listed}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() == ".txt" and path.name not in known:
            note = f"no entry in {CATALOGUE}; its facts are unknown"
            yield warned(read_text_file(path), note)


def _read(path: Path) -> Article:
    if path.exists() and (path.parent / CATALOGUE).exists():
        return catalogued_article(path) or read_text_file(path)
    return read_text_file(path)


def _read_file(path: Path) -> Article | CorpusError:
    """The article of a file, or what is wrong with it."""
    try:
        return _read(path)
    except CorpusError as error:
        return error


# --- ids --------------------------------------------------------------------------


def _ids(read: Sequence[Article | CorpusError]) -> list[_Id]:
    return [(one.id, one.file) for one in read if isinstance(one, Article)]


def _fingerprint(name: str) -> int:
    """Eight bytes that stand for an id, so that millions of them are held at once."""
    raw = name.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest())


def _tell_twice(paths: Sequence[Path | str], columns: Columns) -> None:
    """Stop at the first id that two articles have."""
    seen: dict[str, str] = {}
    for path in map(Path, paths):
        for _, ids in _batches_at(path, columns):
            for name, file in ids:
                if name in seen:
                    raise CorpusError(
                        f"{file}: the id {name!r} was already used ({seen[name]}); "
                        "every article needs an id of its own"
                    )
                seen[name] = file


def _is_json(text: str) -> bool:
    try:
        json.JSONDecoder().raw_decode(text.strip("\ufeff \t\r\n"))
    except json.JSONDecodeError:
        return False
    return True
