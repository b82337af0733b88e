"""Articles with their attributions marked by people, in the layout of PolNeAR.

    text/NAME.txt            the article, UTF-8
    attributions/NAME.ann    brat standoff: spans (T lines), what joins them (E lines)

The corpus (Newell, Margolin and Ruths, An attribution relations corpus for political
news, LREC 2018) is no part of this project.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.articles import CorpusError, decoded, file_bytes
from analysis.text.characters import Span

_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_JOINED = re.compile(r"E\d+\t(.+)")
_REMARKS = ("Discuss", "Discard")


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as people marked it; each role is its pieces, in text order.

    A role is empty where the article has nothing for it, such as no source.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article, its attributions in text order, and the spans people remarked on."""

    name: str
    text: str
    attributions: tuple[Marked, ...]
    remarks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The articles of one folder, and the sha256 over their names and bytes."""

    name: str
    articles: tuple[MarkedArticle, ...]
    sha256: str


def split_folders(path: Path) -> list[Path]:
    """The folder itself if it holds `text`, else the folders in it that do, by name.

    Raises `CorpusError` where there is none.
    """
    if not path.is_dir():
        raise CorpusError(f"{path}: no such folder")
    if (path / "text").is_dir():
        return [path]
    found = sorted(folder.parent for folder in path.glob("*/text") if folder.is_dir())
    if not found:
        raise CorpusError(
            f"{path}: no folder `text` in it; a split holds `text` and `attributions`"
        )
    return found


def load_split(folder: Path) -> Split:
    """The articles of a split by name; `CorpusError` where a file is missing or bad."""
    digest = hashlib.sha256()
    articles = []
    for path in sorted((folder / "text").glob("*.txt"), key=lambda path: path.stem):
        marks = folder / "attributions" / f"{path.stem}.ann"
        texts = []
        for file in (path, marks):
            raw = file_bytes(file)
            digest.update(
                f"{file.relative_to(folder).as_posix()}\0{len(raw)}\0".encode()
            )
            digest.update(raw)
            texts.append(decoded(file, raw))
        articles.append(MarkedArticle(path.stem, texts[0], *read_marks(texts[1])))
    if not articles:
        raise CorpusError(f"{folder / 'text'}: no .txt files in it")
    return Split(folder.resolve().name, tuple(articles), digest.hexdigest())


def read_marks(standoff: str) -> tuple[tuple[Marked, ...], tuple[Span, ...]]:
    r"""The attributions of a standoff file, and the spans of remarks in it.

    Numbered roles such as `Content2` are further pieces of the role.  Lines that
    are neither span nor join are skipped: remarks, and text that spilled over.

    >>> lines = "T1\tSource 0 2\tWe\nT2\tCue 3 6\tsay\nT3\tContent 7 9;12 14\tit is\n"
    >>> read_marks(lines + "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3")[0]
    (Marked(source=((0, 2),), cue=((3, 6),), content=((7, 9), (12, 14))),)
    """
    lines = standoff.split("\n")
    spans: dict[str, tuple[Span, ...]] = {}
    remarks: list[Span] = []
    for found in filter(None, map(_SPAN.match, lines)):
        name, kind, places = found.groups()
        spans[name] = tuple(_place(place) for place in places.split(";"))
        if kind in _REMARKS:
            remarks += spans[name]
    joined = [_marked(m[1], spans) for m in filter(None, map(_JOINED.match, lines))]
    whole = [one for one in joined if _first(one)]
    return tuple(sorted(whole, key=_first)), tuple(remarks)


def _place(place: str) -> Span:
    start, end = map(int, place.split())
    return start, end


def _marked(roles: str, spans: dict[str, tuple[Span, ...]]) -> Marked:
    pairs = [role.partition(":") for role in roles.split()]

    def pieces(wanted: str) -> Iterable[Span]:
        for role, _, name in pairs:
            if role.rstrip("0123456789") == wanted:
                yield from spans.get(name, ())

    return Marked(*(tuple(sorted(pieces(r))) for r in ("Source", "Cue", "Content")))


def _first(marked: Marked) -> tuple[int, ...]:
    """Where an attribution begins: its content, else its cue, else its source."""
    return (marked.content or marked.cue or marked.source or ((),))[0][:1]
