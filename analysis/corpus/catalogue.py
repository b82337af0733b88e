"""The catalogue of a folder of articles: what is known of each, and its integrity."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from analysis.corpus.articles import (
    BASES,
    FACTS,
    LAYERS,
    Article,
    CorpusError,
    Fact,
    Segment,
)
from analysis.corpus.encoding import decoded, file_bytes, sha256_of
from analysis.corpus.repairs import as_read

CATALOGUE = "catalogue.yml"


def load_articles(folder: Path | str) -> tuple[Article, ...]:
    """The catalogued articles of `folder`, oldest first, every file checked.

    Raises `CorpusError` where a catalogued file is missing or its sha256 differs,
    where an entry is not understood, or where the first or last words of a
    declared voice do not occur exactly once.

    >>> [article.label for article in load_articles("seeds")][0]
    'Negotiating'
    """
    folder = Path(folder)
    articles = [_catalogued(folder, entry) for entry in _entries(folder / CATALOGUE)]
    return tuple(sorted(articles, key=lambda a: (a.date.value or "", a.id)))


def catalogued_article(path: Path) -> Article | None:
    """The article of a file listed in the catalogue of its folder; None if it is not.

    Raises `CorpusError` as `load_articles` does.
    """
    entries = _entries(path.parent / CATALOGUE)
    found = [entry for entry in entries if entry["file"] == path.name]
    return _catalogued(path.parent, found[0]) if found else None


# --- the catalogue -----------------------------------------------------------


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        text, _ = decoded(path, file_bytes(path))
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
    raw = file_bytes(path)
    if sha256_of(raw) != entry["sha256"]:
        raise CorpusError(
            f"{path}: altered: its sha256 is {sha256_of(raw)}, the catalogue has "
            f"{entry['sha256']}; restore the file or correct the entry"
        )
    text, notes = decoded(path, raw)
    where = f"{folder / CATALOGUE}: {entry['article']}"
    facts: Any = {
        name: _fact(f"{where}: {name}", text, entry.get(name) or {}) for name in FACTS
    }
    article = Article(
        id=entry["article"],
        text=text,
        file=path.name,
        sha256=entry["sha256"],
        label=entry.get("label", entry["article"]),
        declared=tuple(_declared(path, text, v) for v in entry.get("voices", ())),
        warnings=notes,
        **facts,
    )
    return as_read(article)


def _fact(where: str, text: str, entry: dict[str, Any]) -> Fact:
    unknown = set(entry) - {field.name for field in fields(Fact)}
    if unknown:
        raise CorpusError(f"{where} has an unknown field: {', '.join(sorted(unknown))}")
    fact = Fact(**entry)
    mistake = _mistake(fact, text)
    if mistake:
        raise CorpusError(f"{where} {mistake}")
    return fact


def _mistake(fact: Fact, text: str) -> str | None:
    """What is wrong with a fact, to follow its name; None if nothing is."""
    if fact.basis not in BASES:
        return f"has an unknown basis {fact.basis!r}"
    if fact.basis == "stated" and fact.evidence not in text:
        return (
            f"is called stated, but the file does not hold the words {fact.evidence!r}"
        )
    if fact.basis == "found":
        for name in ("value", "evidence", "address", "looked_up"):
            if not getattr(fact, name):
                return f"is called found, but has no {name}"
    if fact.address and not fact.address.startswith(("http://", "https://")):
        return f"has an address that is none of the web: {fact.address!r}"
    if fact.looked_up and not _is_day(fact.looked_up):
        return f"has a looked_up that is no day as 2026-11-26 is: {fact.looked_up!r}"
    return None


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


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
    return Segment(start, end, voice["layer"], voice.get("carrier"), text[start:end])


def _only_place(path: Path, text: str, words: str) -> int:
    count = text.count(words)
    if count != 1:
        raise CorpusError(
            f"{path}: the words {words!r} must occur exactly once to mark a voice; "
            f"found {count} times"
        )
    return text.index(words)
