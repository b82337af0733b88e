"""The catalogue of a folder of articles: what is known of each, and its integrity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from analysis.corpus.articles import (
    FACTS,
    Article,
    CorpusError,
    Fact,
    Segment,
    together,
)
from analysis.corpus.catalogue_schema import (
    ArticleEntry,
    Catalogue,
    DateEntry,
    VoiceEntry,
)
from analysis.corpus.encoding import decoded, file_bytes, sha256_of
from analysis.corpus.repairs import read_safely
from analysis.corpus.shapes import read_shaped, repeated, stop_at
from analysis.corpus.yaml_lines import Lined
from analysis.corpus.yaml_lines import Path as YamlPath

CATALOGUE = "catalogue.yml"
_Mistake = tuple[YamlPath, str]  # the part of an entry, and what is wrong with it


def load_articles(folder: Path | str) -> tuple[Article, ...]:
    """The catalogued articles of `folder`, oldest first, every file checked.

    Raises `CorpusError` with a line for every mistake: where an entry is not
    understood, a catalogued file is missing or its sha256 differs, or the first or
    last words of a declared voice do not occur exactly once.

    >>> [article.label for article in load_articles("seeds")][0]
    'Negotiating'
    """
    read = list(catalogued_articles(Path(folder)))
    stop_at([m for r in read if isinstance(r, CorpusError) for m in r.mistakes])
    return tuple(article for article in read if isinstance(article, Article))


def catalogued_articles(folder: Path) -> list[Article | CorpusError]:
    """The catalogued articles of a folder, oldest first, then the errors of others.

    Raises `CorpusError` where the catalogue itself is not understood.
    """
    listed = _read(folder / CATALOGUE)
    read = [_catalogued(listed, number) for number in range(len(listed.entries))]
    good = [article for article in read if isinstance(article, Article)]
    good.sort(key=lambda article: (article.date.value or "", article.id))
    return [*good, *(error for error in read if isinstance(error, CorpusError))]


def listed_files(folder: Path) -> frozenset[str]:
    """The names of the files that the catalogue of a folder lists."""
    return frozenset(entry.file for entry in _read(folder / CATALOGUE).entries)


def catalogued_article(path: Path) -> Article | None:
    """The article of a file listed in the catalogue of its folder; None if it is not.

    Raises `CorpusError` as `load_articles` does.
    """
    listed = _read(path.parent / CATALOGUE)
    for number, entry in enumerate(listed.entries):
        if entry.file == path.name:
            read = _catalogued(listed, number)
            if isinstance(read, CorpusError):
                raise read
            return read
    return None


class _Listed(NamedTuple):
    """The entries of a catalogue, and where they are written."""

    entries: tuple[ArticleEntry, ...]
    written: Lined


def _read(path: Path) -> _Listed:
    """A catalogue of the right shape; its files are still to be looked at."""
    catalogue, written = read_shaped(path, Catalogue)
    places = [("articles", number) for number in range(len(catalogue.articles))]
    stop_at(list(repeated(written, places, "article", "file")))
    return _Listed(catalogue.articles, written)


# --- an entry and its file -------------------------------------------------------


def _catalogued(listed: _Listed, number: int) -> Article | CorpusError:
    """The article of an entry, or every mistake in what the entry says of its file."""
    entry = listed.entries[number]
    path = listed.written.file.parent / entry.file
    try:
        if not path.exists():
            line = listed.written.line(("articles", number, "file"))
            return CorpusError(
                f"listed in {CATALOGUE}, {line}, but not there",
                "restore the file or remove its entry",
                path,
                article=entry.article,
            )
        raw = file_bytes(path)
        text, notes = decoded(path, raw)
    except CorpusError as error:
        return replace(error, article=entry.article)
    if sha256_of(raw) != entry.sha256:
        line = listed.written.line(("articles", number, "sha256"))
        return CorpusError(
            f"altered: its sha256 is {sha256_of(raw)}, {CATALOGUE}, {line}, has "
            f"{entry.sha256}",
            "restore the file or correct the entry",
            path,
            article=entry.article,
        )
    declared, wrong = _declared(entry, text)
    mistakes = [
        listed.written.mistake(
            f"{entry.article}: {said}", ("articles", number, *part), entry.article
        )
        for part, said in (*_mistakes(entry, text), *wrong)
    ]
    if mistakes:
        return together(mistakes)
    facts: Any = {name: getattr(entry, name) for name in FACTS}
    article = Article(
        id=entry.article,
        text=text,
        file=path.name,
        sha256=entry.sha256,
        label=entry.label or entry.article,
        declared=tuple(declared),
        warnings=notes,
        **facts,
    )
    return read_safely(article)


def _declared(entry: ArticleEntry, text: str) -> tuple[list[Segment], list[_Mistake]]:
    """The voices that an entry declares, and every mistake in them."""
    declared: list[Segment] = []
    mistakes: list[_Mistake] = []
    for n, voice in enumerate(entry.voices):
        found = declared_segment(entry.file, text, voice)
        if isinstance(found, Segment):
            start, end = found.start, found.end
            others = [s for s in declared if s.start < end and start < s.end]
            declared.append(found)
            if not others:
                continue
            words = others[0].text[:40]
            found = "first", f"two declared voices claim the lines of {words!r}"
        mistakes.append((("voices", n, found[0]), found[1]))
    return declared, mistakes


def _mistakes(entry: ArticleEntry, text: str) -> Iterator[_Mistake]:
    """What is wrong with the facts of an entry."""
    for name in FACTS:
        fact: Fact = getattr(entry, name)
        for field, said in (*_mistakes_of_basis(fact, text), *_unread(fact)):
            yield (name, field), f"{name} {said}"


def _unread(fact: Fact) -> Iterator[tuple[str, str]]:
    """The address and the days of a fact that are none."""
    if fact.address and not fact.address.startswith(("http://", "https://")):
        yield "address", f"has an address that is none of the web: {fact.address!r}"
    days = {"looked_up": fact.looked_up}
    if isinstance(fact, DateEntry) and len(fact.value or "") > len("2026-11"):
        days["value"] = fact.value
    for name, day in days.items():
        if day and not _is_day(day):
            yield name, f"has a {name} that is no day as 2026-11-26 is: {day!r}"


def _mistakes_of_basis(fact: Fact, text: str) -> Iterator[tuple[str, str]]:
    """What a fact lacks of that which its basis calls for."""
    if fact.basis == "unknown" and fact.value:
        yield "value", "has a value without a basis; say stated, inferred or found"
    elif fact.basis == "found":
        for name in ("value", "evidence", "address", "looked_up"):
            if not getattr(fact, name):
                yield name, f"is called found, but has no {name}"
    elif fact.basis != "unknown" and not fact.value:
        yield "basis", f"is called {fact.basis}, but has no value"
    if fact.basis == "stated" and fact.evidence not in text:
        yield (
            "evidence",
            f"is called stated, but the file does not hold the words {fact.evidence!r}",
        )


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def declared_segment(
    file: str, text: str, voice: VoiceEntry
) -> Segment | tuple[str, str]:
    """The segment of a declared voice, or the field that is wrong, and how."""
    for name in ("first", "last"):
        words = getattr(voice, name)
        count = text.count(words)
        if count != 1:
            return name, (
                f"the words {words!r} must occur exactly once to mark a voice; "
                f"found {count} times in {file}"
            )
    start = text.index(voice.first)
    end = text.index(voice.last) + len(voice.last)
    if end <= start:
        return "last", f"{voice.last!r} comes before {voice.first!r}"
    line_before = text[text.rfind("\n", 0, start) + 1 : start]
    line_after = text[end:].partition("\n")[0]
    if line_before.strip() or line_after.strip():
        return "first" if line_before.strip() else "last", (
            f"a voice covers whole lines; {voice.first!r} … {voice.last!r} begins or "
            "ends inside one"
        )
    return Segment(start, end, voice.layer, voice.carrier, text[start:end], voice.basis)
