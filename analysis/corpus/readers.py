"""Whatever a user points at, as articles: files, folders and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.corpus.articles import (
    Article,
    CorpusError,
    decoded,
    file_bytes,
    sha256_of,
)
from analysis.corpus.catalogue import CATALOGUE, catalogued_article, load_articles
from analysis.corpus.markup import first_tag


def iter_articles(
    paths: Sequence[Path | str],
    text_column: str = "text",
    id_column: str | None = None,
) -> Iterator[Article]:
    """Articles from files, folders and tables, one at a time, ids unique.

    A folder with a `catalogue.yml` is read by it; other `.txt` files in it are
    read too, with a warning.  A `.csv`, `.jsonl` or `.parquet` file is a table
    with one article a row.  Raises `CorpusError` for anything unreadable.
    """
    seen: dict[str, str] = {}
    for path in map(Path, paths):
        for article in _articles_at(path, text_column, id_column):
            if article.id in seen:
                raise CorpusError(
                    f"{article.file}: the id {article.id!r} was already used "
                    f"({seen[article.id]}); every article needs an id of its own"
                )
            seen[article.id] = article.file
            yield article


def read_text_file(path: Path) -> Article:
    """The article in one UTF-8 text file; nothing but its text is known."""
    raw = file_bytes(path)
    return _uncatalogued(path.stem, decoded(path, raw), str(path), sha256_of(raw))


def _articles_at(
    path: Path, text_column: str, id_column: str | None
) -> Iterator[Article]:
    if path.is_dir():
        yield from _folder(path)
    elif path.suffix.lower() in _TABLE_READERS:
        yield from _table(path, text_column, id_column)
    elif path.exists() and (path.parent / CATALOGUE).exists():
        yield catalogued_article(path) or read_text_file(path)
    else:
        yield read_text_file(path)


def _folder(folder: Path) -> Iterator[Article]:
    listed = load_articles(folder) if (folder / CATALOGUE).exists() else ()
    yield from listed
    known = {article.file for article in listed}
    others = [p for p in sorted(folder.glob("*.txt")) if p.name not in known]
    if not listed and not others:
        raise CorpusError(f"{folder}: no .txt file in this folder")
    for path in others:
        article = read_text_file(path)
        note = f"{path}: no entry in {CATALOGUE}; its facts are unknown"
        yield _with_warning(article, note) if listed else article


def _uncatalogued(id: str, text: str, file: str, sha256: str) -> Article:
    article = Article(id=id, text=text, file=file, sha256=sha256, label=id)
    if not text.strip():
        return _with_warning(article, f"{file}: empty")
    if found := first_tag(text):
        place, tag = found
        line = text.count("\n", 0, place) + 1
        note = f"{file}, line {line}: markup such as {tag}; what it encloses is read"
        return _with_warning(article, note)
    return article


def _with_warning(article: Article, warning: str) -> Article:
    return replace(article, warnings=(*article.warnings, warning))


def _table(path: Path, text_column: str, id_column: str | None) -> Iterator[Article]:
    table = _read_table(path)
    if text_column not in table.columns:
        raise CorpusError(
            f"{path}: no column {text_column!r}; it has "
            f"{', '.join(map(str, table.columns))}: name one with --text-column"
        )
    ids = id_column or next((c for c in ("article", "id") if c in table.columns), None)
    if id_column and id_column not in table.columns:
        raise CorpusError(f"{path}: no column {id_column!r}")
    names = table[ids].astype(str) if ids else [f"{path.stem}-{n}" for n in table.index]
    for name, text in zip(
        names, table[text_column].fillna("").astype(str), strict=True
    ):
        raw = text.encode("utf-8", "surrogatepass")
        yield _uncatalogued(name, text, f"{path}:{name}", sha256_of(raw))


def _read_csv(path: Path) -> pd.DataFrame:
    remedy = "a text that holds a comma needs double quotes, at both ends"
    try:
        table = pd.read_csv(path, dtype=str)
    except pd.errors.ParserError as error:
        raise ValueError(f"{str(error).strip()}; {remedy}") from error
    if not isinstance(table.index, pd.RangeIndex):  # pandas: the first cells are names
        raise ValueError(f"row 1 has more cells than the header has names; {remedy}")
    return table


_TABLE_READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": _read_csv,
    ".jsonl": lambda path: pd.read_json(path, lines=True, dtype=False),
    ".parquet": pd.read_parquet,
}


def _read_table(path: Path) -> pd.DataFrame:
    try:
        return _TABLE_READERS[path.suffix.lower()](path)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: {' '.join(str(error).split())}") from error
