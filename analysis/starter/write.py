"""A report of anyone's articles: a folder with all that it is built from."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.corpus.articles import CorpusError, Segment
from analysis.corpus.catalogue import CATALOGUE, declared_segment, load_articles
from analysis.corpus.catalogue_schema import VoiceEntry, json_schema
from analysis.corpus.encoding import sha256_of
from analysis.corpus.repairs import as_read
from analysis.document import Document
from analysis.explain.terminal import printable
from analysis.starter.catalogue_text import (
    SCHEMA,
    Entry,
    catalogue_text,
    is_noise,
    template,
)
from analysis.starter.proposal import Proposal, propose
from analysis.starter.report import ARTICLES, PAGES, PARTIES
from analysis.tabular.folders import check_folder, replaced
from analysis.text.segmentation import find_segments

MOST_ARTICLES = 300  # each has a page that is run by itself; more are for `tables`
_LONGEST_STEM, _LONGEST_LABEL = 60, 28  # characters
_NOTEBOOKS = ("index", "who-speaks", "how-it-is-said", "voices", "columns")
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_CLAUSE = re.compile(r"[:;–—|]| - ")


def write_report(
    documents: Iterable[Document],
    folder: Path,
    title: str = "",
    parties: Path | None = None,
) -> int:
    """Write a report of some articles into a new folder; how many they are.

    Nothing is left behind where that fails.  `CorpusError` where the folder holds
    something, there are no articles or too many, or one cannot be a file of UTF-8.
    """
    check_folder(folder)
    if folder.exists() and any(folder.iterdir()):
        remedy = "name a folder that is not there yet"
        raise CorpusError("not empty", remedy, folder)
    documents = list(islice(documents, MOST_ARTICLES + 1))
    if len(documents) > MOST_ARTICLES:
        raise CorpusError(
            f"more than {MOST_ARTICLES} articles, each of which would have a page of "
            "its own",
            "take a sample, or use `tables`",
            documents[-1].article.file,
        )
    if not documents:
        raise CorpusError("no article in what was named", "name one that can be read")
    with replaced(folder) as draft:
        try:
            _write(draft, documents, title or _as_title(folder.resolve().name))
        except CorpusError as error:
            said = str(error).replace(str(draft), str(folder))
            raise CorpusError(said) from error
        if parties is not None:
            shutil.copyfile(parties, draft / PARTIES)
    return len(documents)


def _write(folder: Path, documents: Sequence[Document], title: str) -> None:
    texts, pages = folder / ARTICLES, folder / PAGES
    texts.mkdir(parents=True)
    pages.mkdir()
    entries = _write_articles(texts, documents)
    _write_json(texts / SCHEMA, json_schema())
    for name in _NOTEBOOKS:
        filled = _filled(f"{name}.ipynb", {"@TITLE@": _plain(title)})
        _write_json(folder / f"{name}.ipynb", filled)
    for entry in entries:
        words = entry.proposal.facts["title"].value or entry.label
        marks = {"@TITLE@": _plain(words), "@FILE@": entry.file}
        name = f"article-{Path(entry.file).stem}.ipynb"
        _write_json(pages / name, _filled("article.ipynb", marks))
    listed = [f"      - file: {PAGES}/article-{Path(e.file).stem}" for e in entries]
    contents = template("toc.yml").replace("@PAGES@", "\n".join(listed))
    _write_text(folder / "_toc.yml", contents)
    config = template("config.yml").replace("@TITLE@", json.dumps(printable(title)))
    _write_text(folder / "_config.yml", config)
    readme = template("readme.md").replace("@TITLE@", _plain(title))
    _write_text(folder / "README.md", readme)


# --- articles ---------------------------------------------------------------------


def _write_articles(folder: Path, documents: Sequence[Document]) -> list[Entry]:
    """Write texts and catalogue; where reading them changes a voice, say so there."""
    stems = _stems([document.article.id for document in documents])
    entries = []
    labels: dict[str, int] = {}
    for document, stem in zip(documents, stems, strict=True):
        article = document.article
        try:
            raw = article.original.encode("utf-8")
        except UnicodeEncodeError as error:
            said = f"half a character at {error.start}"
            raise CorpusError(said, "mend the text", article.file) from error
        (folder / f"{stem}.txt").write_bytes(raw)
        proposal = propose(document, article.file.partition(":")[0])
        named = article.label if article.label != article.id else ""
        label = named or _label(proposal.facts["title"].value or article.id)
        labels[label] = labels.get(label, 0) + 1
        label = label if labels[label] == 1 else f"{label} ({labels[label]})"
        entry = Entry(article.id, f"{stem}.txt", sha256_of(raw), label, proposal)
        entries.append(replace(entry, voices_declared=_is_kept(document, proposal)))
    _write_text(folder / CATALOGUE, catalogue_text(entries))
    load_articles(folder)  # whatever is written is read back before it is handed over
    return entries


def _is_kept(document: Document, proposal: Proposal) -> bool:
    """Whether the proposed voices, declared, are the very ones that were found."""
    article = document.article
    declared = []
    for voice in proposal.voices:
        if voice.first is None or voice.last is None or is_noise(voice):
            continue
        segment = voice.segment
        entry = VoiceEntry(
            segment.layer, voice.first, voice.last, segment.carrier, segment.basis
        )
        found = declared_segment(article.file, article.original, entry)
        if not isinstance(found, Segment):
            return False
        declared.append(found)
    bare = replace(
        article, text=article.original, origin=None, declared=tuple(declared)
    )
    try:
        return find_segments(as_read(bare)) == document.segments
    except CorpusError:
        return False


def _stems(ids: Sequence[str]) -> list[str]:
    """A file name for each id, safe on every system and unlike the others.

    >>> _stems(["A/b", "a b", "Ärger", "…"])
    ['a-b', 'a-b-2', 'arger', 'article']
    """
    stems: dict[str, None] = {}
    for name in ids:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9_]+", "-", plain.lower())[:_LONGEST_STEM].strip("-")
        stem = stem or "article"
        unique, n = stem, 1
        while unique in stems:
            n += 1
            unique = f"{stem}-{n}"
        stems[unique] = None
    return list(stems)


def _label(title: str) -> str:
    """A short name for charts: the first clause of a title, as far as there is room.

    >>> _label("Shoal row: Manila protests after water cannon is used")
    'Shoal row'
    >>> _label("Manila protests after water cannon is used again")
    'Manila protests after water…'
    """
    clause = _CLAUSE.split(title)[0].strip()
    words = (clause if len(clause.split()) > 1 else title).split()
    label = " ".join(words)
    if len(label) <= _LONGEST_LABEL:
        return label
    while words and len(" ".join(words)) >= _LONGEST_LABEL:
        words.pop()
    return (" ".join(words) or label[: _LONGEST_LABEL - 1]) + "…"


# --- notebooks and settings -------------------------------------------------------


def _filled(name: str, marks: dict[str, str]) -> Any:
    """A notebook of the templates with its marks filled."""
    notebook = json.loads(template(name))
    for cell in notebook["cells"]:
        words = "".join(cell["source"])
        for mark, new in marks.items():
            words = words.replace(mark, new)
        cell["source"] = words.splitlines(keepends=True)
    return notebook


def _plain(words: str) -> str:
    """Words for Markdown, where they stand for nothing but themselves."""
    return _MARKDOWN.sub(r"\\\1", " ".join(printable(words).split()))


def _as_title(name: str) -> str:
    """The name of a folder as a title."""
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _write_json(path: Path, content: Any) -> None:
    _write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
