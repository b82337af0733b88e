"""Whose words: every line of an article belongs to one layer.

A voice declared in the catalogue holds.  What is not declared is told by its words,
its shape and its neighbours (`page`).
"""

from __future__ import annotations

from itertools import groupby

from analysis.corpus.articles import (
    GROUNDS,
    LAYERS,
    Article,
    CorpusError,
    Layer,
    Segment,
)
from analysis.text.characters import paragraphs
from analysis.text.lines import Voice, read_lines
from analysis.text.page import find_voices

# The layers of the piece itself, in which its sentences are counted.
PIECE: tuple[Layer, ...] = ("headline", "standfirst", "author", "excerpt")
# Its running text, measured for tone and readability: a headline is no prose.
BODY: tuple[Layer, ...] = ("standfirst", "author", "excerpt")
# What measures are summarised by, beside each layer by its own name.
_GROUPS = {"piece": PIECE, "body": BODY}


def layers_of(voice: str) -> tuple[Layer, ...]:
    """The layers of a voice: `piece`, `body`, or a layer by its own name.

    `ValueError` for any other name.

    >>> layers_of("body")
    ('standfirst', 'author', 'excerpt')
    """
    known = _GROUPS | {layer: (layer,) for layer in LAYERS}
    if voice not in known:
        raise ValueError(f"no voice {voice!r}; there are {', '.join(known)}")
    return known[voice]


def find_segments(article: Article) -> tuple[Segment, ...]:
    """The voices of an article in text order; together they hold every non-blank line.

    Neighbouring lines in one voice are one segment, the blank lines between them
    included; each reader comment is a segment of its own, its carrier `reader 1`,
    `reader 2` … by first appearance, so that no handle is shown; headings and buttons
    among comments have none.  A line that is a guess (`unsure`) is kept apart from
    those that are none.  Raises `CorpusError` where
    two declared voices claim the same line.

    >>> from analysis.corpus.catalogue import load_articles
    >>> [(s.layer, s.carrier) for s in find_segments(load_articles("seeds")[2])][2]
    ('excerpt', 'Leila Fadel')
    """
    text, lines = article.text, paragraphs(article.text)
    voices = find_voices(read_lines(text, lines))
    claimed: set[int] = set()
    for declared in article.declared:
        held = {n for n, a in enumerate(lines) if declared.start <= a[0] < declared.end}
        if held & claimed:
            words = text[slice(*lines[min(held & claimed)])][:40]
            raise CorpusError(f"{article.file}: two declared voices claim {words!r}")
        claimed |= held
        # Comments stay apart, however close they stand.
        entry = article.declared.index(declared) if declared.layer == "comment" else 0
        for number in held:
            voices[number] = Voice(
                declared.layer, declared.carrier, entry, declared.basis
            )
    segments = []
    for (layer, carrier, *_), group in groupby(
        range(len(lines)), lambda number: _block(voices[number])
    ):
        run = list(group)
        start, end = lines[run[0]][0], lines[run[-1]][1]
        if layer == "comment":  # the indent of its number is part of the entry
            line = text.rfind("\n", 0, start) + 1
            start = max(line, text.rfind("\r", line, start) + 1)
        basis = max((voices[n].basis for n in run), key=GROUNDS.index)
        segments.append(Segment(start, end, layer, carrier, text[start:end], basis))
    return tuple(segments)


def _block(voice: Voice) -> tuple[Layer, str | None, int, bool]:
    """What the lines of a segment have in common."""
    return voice.layer, voice.carrier, voice.entry, voice.basis == "unsure"
