"""Whose words: every line of an article belongs to one layer.

A voice declared in the catalogue holds.  What is not declared is detected by plain
rules on whole lines; what no rule claims is the author's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from analysis.corpus.articles import LAYERS, Article, CorpusError, Layer, Segment
from analysis.lexicons import member, rows
from analysis.text.characters import Span, n_words, paragraphs

# The layers of the piece itself, in which its sentences are counted.
PIECE: tuple[Layer, ...] = ("headline", "standfirst", "author", "excerpt")
# Its running text, measured for tone and readability: a headline is no prose.
BODY: tuple[Layer, ...] = ("standfirst", "author", "excerpt")
# What measures are summarised by, beside each layer by its own name.
_GROUPS = {"piece": PIECE, "body": BODY}

_LONGEST_HEADLINE = 25  # words; a longer first line is a paragraph
_COMMENTS = re.compile(r"(?:\d+ )?(?:reader )?comments?(?: \(\d+\))?:?", re.IGNORECASE)
COMMENT_OPENING = re.compile(r"(\d+)\.\s+(\S.{0,60}?) (?:says|said|writes|wrote):")

# What a line is: its layer, its carrier, and a number that keeps comments apart.
_Voice = tuple[Layer, str | None, int]
_AUTHOR: _Voice = ("author", None, 0)
_HEADLINE: _Voice = ("headline", None, 0)
_BOILERPLATE: _Voice = ("boilerplate", None, 0)


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
    `reader 2` … by first appearance, so that no handle is shown.  Raises
    `CorpusError` where two declared voices claim the same line.

    >>> from analysis.corpus.catalogue import load_articles
    >>> [(s.layer, s.carrier) for s in find_segments(load_articles("seeds")[2])][2]
    ('excerpt', 'Leila Fadel')
    """
    text, lines = article.text, paragraphs(article.text)
    voices = _detected(text, lines)
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
            voices[number] = (declared.layer, declared.carrier, entry)
    segments = []
    for (layer, carrier, _), group in groupby(range(len(lines)), voices.__getitem__):
        run = list(group)
        start, end = lines[run[0]][0], lines[run[-1]][1]
        if layer == "comment":  # the indent of its number is part of the entry
            start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        segments.append(Segment(start, end, layer, carrier, text[start:end]))
    return tuple(segments)


# --- detection ---------------------------------------------------------------


def _detected(text: str, lines: Sequence[Span]) -> list[_Voice]:
    """The voice of each line by rule: comments, headline, listed patterns, author."""
    strings = [text[a:b] for a, b in lines]
    comments = _comments(strings)
    voices: list[_Voice] = []
    block: _Voice | None = None  # a box goes on until the next blank line
    for number, line in enumerate(strings):
        new_block = number == 0 or _blank_between(text, lines, number)
        if new_block:
            block = None
        voice = block
        if number in comments:
            voice = comments[number]
        elif voice is None and (rule := _listed(line)):
            voice = (member(rule["layer"], LAYERS), None, 0)
            block = voice if rule["extent"] == "block" else None
        voices.append(voice or _AUTHOR)
    if len(lines) > 1 and voices[0] == _AUTHOR and _is_headline(strings[0]):
        repeats = 2 if strings[1] == strings[0] else 1
        voices[:repeats] = [_HEADLINE] * repeats
    return voices


def _blank_between(text: str, lines: Sequence[Span], number: int) -> bool:
    gap = text[lines[number - 1][1] : lines[number][0]].replace("\r\n", "\n")
    return gap.count("\n") + gap.count("\r") > 1


def _is_headline(line: str) -> bool:
    return n_words(line) <= _LONGEST_HEADLINE and not line.endswith((".", ":", ","))


def _comments(strings: Sequence[str]) -> dict[int, _Voice]:
    """The lines of a comment block: a heading, then entries numbered from 1."""
    voices: dict[int, _Voice] = {}
    readers: dict[str, str] = {}
    for number, line in enumerate(strings):
        entry = COMMENT_OPENING.fullmatch(line)
        if entry and int(entry[1]) == (voices[number - 1][2] if voices else 0) + 1:
            if not voices and number and _COMMENTS.fullmatch(strings[number - 1]):
                voices[number - 1] = _BOILERPLATE
            reader = readers.setdefault(entry[2], f"reader {len(readers) + 1}")
            voices[number] = ("comment", reader, int(entry[1]))
        elif voices:
            voices[number] = voices[number - 1]
    return voices


def _listed(line: str) -> dict[str, str] | None:
    """The first row of `lines.csv` whose pattern is the whole line."""
    return next((row for pattern, row in _patterns() if pattern.fullmatch(line)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(row["pattern"]), row) for row in rows("lines"))
