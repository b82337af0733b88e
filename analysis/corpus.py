"""Articles as given: their text, their place in the catalogue, their integrity.

The text of an article is never changed.  Everything the library finds is a span
of code points into `Article.text`: the file decoded from UTF-8, newlines kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
SEEDS = REPOSITORY / "seeds"
CATALOGUE = "catalogue.yml"

Layer = Literal[
    "headline",
    "standfirst",
    "metadata",
    "caption",
    "author",
    "excerpt",
    "pull_quote",
    "boilerplate",
    "comment",
]
LAYERS: tuple[Layer, ...] = Layer.__args__
Basis = Literal["stated", "inferred", "unknown"]
FACTS = ("title", "date", "outlet", "author")


class CorpusError(Exception):
    """An input that cannot be read; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of an article, and on what ground.

    `evidence` holds the words of the file where `basis` is `stated`, and what
    the value was inferred from where it is `inferred`.
    """

    value: str | None = None
    basis: Basis = "unknown"
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of whole lines in one voice; `carrier` is whose words an excerpt is."""

    start: int
    end: int
    layer: Layer
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its untouched text, what is known of it, its declared voices."""

    id: str
    text: str
    file: str = ""
    sha256: str = ""
    label: str = ""
    title: Fact = Fact()
    date: Fact = Fact()
    outlet: Fact = Fact()
    author: Fact = Fact()
    declared: tuple[Segment, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)


def load_corpus(folder: Path | str = SEEDS) -> tuple[Article, ...]:
    """The catalogued articles of `folder`, oldest first, every file checked.

    Raises `CorpusError` where a catalogued file is missing or its sha256 differs,
    where an entry is not understood, or where the first or last words of a
    declared voice do not occur exactly once.

    >>> [article.label for article in load_corpus()][0]
    'Ceasefire talks'
    """
    folder = Path(folder)
    articles = [_catalogued(folder, entry) for entry in _entries(folder / CATALOGUE)]
    return tuple(sorted(articles, key=lambda a: (a.date.value or "", a.id)))


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
                    f"{article.file}: the id {article.id!r} was already used by "
                    f"{seen[article.id]}; rename one of the two"
                )
            seen[article.id] = article.file
            yield article


def read_text_file(path: Path) -> Article:
    """The article in one UTF-8 text file; nothing but its text is known."""
    raw = _bytes(path)
    return _uncatalogued(path.stem, _decoded(path, raw), str(path), _sha256(raw))


def _articles_at(
    path: Path, text_column: str, id_column: str | None
) -> Iterator[Article]:
    if path.is_dir():
        yield from _folder(path)
    elif path.suffix.lower() in _TABLE_READERS:
        yield from _table(path, text_column, id_column)
    elif path.exists() and (path.parent / CATALOGUE).exists():
        yield _listed(path) or read_text_file(path)
    else:
        yield read_text_file(path)


def _folder(folder: Path) -> Iterator[Article]:
    listed = load_corpus(folder) if (folder / CATALOGUE).exists() else ()
    yield from listed
    known = {article.file for article in listed}
    others = [p for p in sorted(folder.glob("*.txt")) if p.name not in known]
    if not listed and not others:
        raise CorpusError(f"{folder}: no .txt file in this folder")
    for path in others:
        article = read_text_file(path)
        note = f"{path}: no entry in {CATALOGUE}; its facts are unknown"
        yield _with_warning(article, note) if listed else article


def _listed(path: Path) -> Article | None:
    entries = _entries(path.parent / CATALOGUE)
    found = [entry for entry in entries if entry["file"] == path.name]
    return _catalogued(path.parent, found[0]) if found else None


# --- the catalogue -----------------------------------------------------------


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        text = _decoded(path, _bytes(path))
        # BaseLoader: every value is a string, dates and numbers too.
        entries = yaml.load(text, Loader=yaml.BaseLoader)["articles"]
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise CorpusError(
            f"{path}: not a catalogue: it must be YAML with a list `articles` "
            f"({' '.join(str(error).split())})"
        ) from error
    for number, entry in enumerate(entries, start=1):
        missing = {"article", "file", "sha256"} - set(entry)
        if missing:
            raise CorpusError(
                f"{path}: entry {number} lacks {', '.join(sorted(missing))}"
            )
    return entries


def _catalogued(folder: Path, entry: dict[str, Any]) -> Article:
    path = folder / entry["file"]
    if not path.exists():
        raise CorpusError(
            f"{path}: listed in {folder / CATALOGUE} but not there; "
            "restore the file or remove its entry"
        )
    raw = _bytes(path)
    if _sha256(raw) != entry["sha256"]:
        raise CorpusError(
            f"{path}: altered: its sha256 is {_sha256(raw)}, the catalogue has "
            f"{entry['sha256']}; restore the file or correct the entry"
        )
    text = _decoded(path, raw)
    return Article(
        id=entry["article"],
        text=text,
        file=path.name,
        sha256=entry["sha256"],
        label=entry.get("label", entry["article"]),
        declared=tuple(_declared(path, text, v) for v in entry.get("voices", ())),
        **{name: _fact(path, text, name, entry.get(name)) for name in FACTS},
    )


def _fact(path: Path, text: str, name: str, entry: dict[str, Any] | None) -> Fact:
    fact = Fact(**(entry or {}))
    if fact.basis not in Basis.__args__:
        raise CorpusError(f"{path}: {name}: unknown basis {fact.basis!r}")
    if fact.basis == "stated" and fact.evidence not in text:
        raise CorpusError(
            f"{path}: {name} is called stated, but the file does not hold the "
            f"words {fact.evidence!r}"
        )
    return fact


def _declared(path: Path, text: str, voice: dict[str, Any]) -> Segment:
    if voice.get("layer") not in LAYERS:
        raise CorpusError(f"{path}: unknown layer {voice.get('layer')!r}")
    start = _only_place(path, text, voice["first"])
    end = _only_place(path, text, voice["last"]) + len(voice["last"])
    if end <= start:
        raise CorpusError(f"{path}: {voice['last']!r} comes before {voice['first']!r}")
    line_before = text[text.rfind("\n", 0, start) + 1 : start]
    line_after = text[end:].partition("\n")[0]
    if line_before.strip() or line_after.strip():
        raise CorpusError(
            f"{path}: a voice covers whole lines; {voice['first']!r} … "
            f"{voice['last']!r} begins or ends inside one"
        )
    return Segment(start, end, voice["layer"], voice.get("carrier"))


def _only_place(path: Path, text: str, words: str) -> int:
    count = text.count(words)
    if count != 1:
        raise CorpusError(
            f"{path}: the words {words!r} must occur exactly once to mark a voice; "
            f"found {count} times"
        )
    return text.index(words)


# --- files -------------------------------------------------------------------


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from error


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _decoded(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path}: not UTF-8 at byte {error.start}; convert the file to UTF-8"
        ) from error
    if "\0" in text:
        raise CorpusError(f"{path}: not a text file (NUL at {text.index(chr(0))})")
    return text


def _uncatalogued(id: str, text: str, file: str, sha256: str) -> Article:
    article = Article(id=id, text=text, file=file, sha256=sha256, label=id)
    return article if text.strip() else _with_warning(article, f"{file}: empty")


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
        yield _uncatalogued(name, text, f"{path}:{name}", _sha256(raw))


def _read_table(path: Path):
    import pandas  # here, so that plain text files need no pandas

    readers = {
        ".csv": lambda: pandas.read_csv(path, dtype=str),
        ".jsonl": lambda: pandas.read_json(path, lines=True, dtype=False),
        ".parquet": lambda: pandas.read_parquet(path),
    }
    try:
        return readers[path.suffix.lower()]()
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: {' '.join(str(error).split())}") from error


_TABLE_READERS = frozenset({".csv", ".jsonl", ".parquet"})
