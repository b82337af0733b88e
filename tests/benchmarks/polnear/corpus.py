"""Articles with their attributions marked by people, in the layout of PolNeAR.

    text/NAME.txt            the article, UTF-8
    attributions/NAME.ann    brat standoff: spans (T lines) and their roles (E lines)

The corpus (Newell, Margolin and Ruths, An attribution relations corpus for political
news, LREC 2018) is no part of this project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.articles import CorpusError
from analysis.corpus.encoding import file_bytes
from analysis.text.characters import Span

_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t(.+)")
_REMARKS = ("Discuss", "Discard")


@dataclass(frozen=True, slots=True)
class MarkedAttribution:
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
    attributions: tuple[MarkedAttribution, ...]
    remarks: tuple[Span, ...]


def split_folders(path: Path) -> list[Path]:
    """The folder itself if it holds `text`, else the folders in it that do, by name.

    Raises `CorpusError` where there is none.
    """
    if not path.is_dir():
        raise CorpusError(f"{path}: no such folder")
    if (path / "text").is_dir():
        return [path]
    splits = sorted(folder.parent for folder in path.glob("*/text") if folder.is_dir())
    if not splits:
        raise CorpusError(
            f"{path}: no folder `text` in it; a split holds `text` and `attributions`"
        )
    return splits


def load_split(folder: Path) -> tuple[MarkedArticle, ...]:
    """The articles of a split by name; `CorpusError` where a file is missing or bad."""
    articles = []
    for path in sorted((folder / "text").glob("*.txt"), key=lambda path: path.stem):
        marks = folder / "attributions" / f"{path.stem}.ann"
        text, standoff = _utf8(path), _utf8(marks)
        articles.append(MarkedArticle(path.stem, text, *read_marks(standoff)))
    if not articles:
        raise CorpusError(f"{folder / 'text'}: no .txt files in it")
    return tuple(articles)


def _utf8(file: Path) -> str:
    """The text of a marked file, whose places hold only if nothing is guessed."""
    try:
        return file_bytes(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file}: not UTF-8 at byte {error.start}") from error


def read_marks(standoff: str) -> tuple[tuple[MarkedAttribution, ...], tuple[Span, ...]]:
    r"""The attributions of a standoff file, and the spans of remarks in it.

    Numbered roles such as `Content2` are further pieces of the role.  Lines that
    are neither span nor event are skipped: remarks, and text that spilled over.

    >>> lines = "T1\tSource 0 2\tWe\nT2\tCue 3 6\tsay\nT3\tContent 7 9;12 14\tit is\n"
    >>> claims, _ = read_marks(lines + "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3")
    >>> claims[0].source, claims[0].cue, claims[0].content
    (((0, 2),), ((3, 6),), ((7, 9), (12, 14)))
    """
    spans: dict[str, tuple[Span, ...]] = {}
    remarks: list[Span] = []
    claims = []
    for line in standoff.split("\n"):
        if event := _EVENT.match(line):
            claims.append(event[1])
        elif span := _SPAN.match(line):
            pieces = (piece.split() for piece in span[3].split(";"))
            spans[span[1]] = tuple((int(start), int(end)) for start, end in pieces)
            if span[2] in _REMARKS:
                remarks += spans[span[1]]
    marked = (_attribution(roles, spans) for roles in claims)
    return tuple(sorted(filter(_first, marked), key=_first)), tuple(remarks)


def _attribution(roles: str, spans: dict[str, tuple[Span, ...]]) -> MarkedAttribution:
    pieces: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
    for role in roles.split():
        name, _, number = role.partition(":")
        pieces.setdefault(name.rstrip("0123456789"), []).extend(spans.get(number, ()))
    source, cue, content = (
        tuple(sorted(pieces[name])) for name in ("Source", "Cue", "Content")
    )
    return MarkedAttribution(source, cue, content)


def _first(claim: MarkedAttribution) -> tuple[int, ...]:
    """Where an attribution begins: its content, else its cue, else its source."""
    return (claim.content or claim.cue or claim.source or ((),))[0][:1]
