"""Whatever a user points at, as articles: files, folders and tables."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.corpus.articles import Article, CorpusError
from analysis.corpus.catalogue import CATALOGUE, catalogued_article, load_articles
from analysis.corpus.edits import warned
from analysis.corpus.encoding import decoded, file_bytes, sha256_of
from analysis.corpus.repairs import as_read
from analysis.corpus.tables import is_table, table_articles

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
    """The article in one text file; nothing but its text is known."""
    raw = file_bytes(path)
    text, notes = decoded(path, raw)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[{")) and _is_json(text):
        raise CorpusError(f"{path}: JSON; name it {path.stem}.json (or .jsonl)")
    return checked(
        Article(
            id=path.stem,
            text=text,
            file=str(path),
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


def _articles_at(
    path: Path, text_column: str, id_column: str | None
) -> Iterator[Article]:
    _check_name(path)
    if path.is_dir():
        yield from _folder(path)
    elif is_table(path):
        yield from map(checked, table_articles(path, text_column, id_column))
    elif path.exists() and (path.parent / CATALOGUE).exists():
        yield catalogued_article(path) or read_text_file(path)
    else:
        yield read_text_file(path)


def _check_name(path: Path) -> None:
    """Stop at what can be no name of a file, such as the text of an article."""
    name = str(path)
    long = any(len(os.fsencode(part)) > _LONGEST_NAME for part in path.parts)
    if long or "\n" in name or "\0" in name:
        raise CorpusError(
            f"{' '.join(name.split())[:40]}…: no name of a file; if it is the text of "
            "an article, use `read_text`"
        )


def _folder(folder: Path) -> Iterator[Article]:
    listed = load_articles(folder) if (folder / CATALOGUE).exists() else ()
    yield from listed
    known = {article.file for article in listed}
    files = sorted(folder.iterdir())
    others = [p for p in files if p.suffix.lower() == ".txt" and p.name not in known]
    if not listed and not others:
        named = ", ".join(p.name for p in files[:3]) or "nothing"
        raise CorpusError(
            f"{folder}: no .txt file in this folder; it has {named}: name the files "
            "themselves"
        )
    for path in others:
        article = read_text_file(path)
        note = f"no entry in {CATALOGUE}; its facts are unknown"
        yield warned(article, note) if listed else article


def _is_json(text: str) -> bool:
    try:
        json.JSONDecoder().raw_decode(text.strip("\ufeff \t\r\n"))
    except json.JSONDecodeError:
        return False
    return True
