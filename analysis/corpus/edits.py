"""Changes to the text of an article that keep every character's place in the file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from operator import eq

from analysis.corpus.articles import Article, Origin, Segment

Edit = tuple[int, int, str]  # start, end (not empty), and the words instead
_LONGEST = 30  # characters of a text that a warning shows


def edited(
    article: Article, edits: Iterable[Edit], done: str = "", shown: str = ""
) -> Article:
    """The article with its text changed at some places, in text order and apart.

    `done` says in a warning what was done; `{}` in it is what is shown of it, or else
    the first of what was changed.

    >>> article = edited(Article("a", "So &amp; so"), [(3, 8, "&")])
    >>> article.text, article.original, article.in_file(3, 6)
    ('So & so', 'So &amp; so', (3, 10))
    """
    edits = list(edits)
    if not edits:
        return article
    text, old = article.text, article.origin or _unchanged(article.text)
    parts: list[str] = []
    starts, ends, at = array("l"), array("l"), 0
    for start, end, new in edits:
        kept = sum(takewhile(bool, map(eq, text[start:end], new)))
        start, new = start + kept, new[kept:]
        parts += [text[at:start], new]
        starts.extend(old.starts[at:start])
        ends.extend(old.ends[at:start])
        first = min(start, end - 1)  # what is put in stands where it is put in
        starts.extend([old.starts[first]] * len(new))
        ends.extend([old.ends[end - 1]] * len(new))
        at = end
    starts.extend(old.starts[at:])
    ends.extend(old.ends[at:])
    changed = replace(
        article,
        text="".join(parts) + text[at:],
        origin=Origin(old.text, starts, ends),
    )
    if not done:
        return changed
    first, last = next((a, b) for a, b, _ in edits if text[a:b].strip() or shown)
    words = " ".join((shown or text[first:last]).split())
    words = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
    return warned(changed, done.replace("{}", words), old.starts[first])


def substitutions(
    pattern: re.Pattern[str], text: str, new: Callable[[re.Match[str]], str | None]
) -> list[Edit]:
    """An edit for each match of a pattern; none where `new` gives None."""
    found = ((match, new(match)) for match in pattern.finditer(text))
    return [(*match.span(), words) for match, words in found if words is not None]


def warned(article: Article, note: str, place: int | None = None) -> Article:
    """The article with one more warning, that names the line of a place in the file."""
    where = article.file or article.id
    if place is not None:
        where += f", line {line_of(article.original, place)}"
    return replace(article, warnings=(*article.warnings, f"{where}: {note}"))


def line_of(text: str, place: int) -> int:
    r"""The number of the line of a place, from 1.

    >>> line_of("One\r\n\rThree", 6)
    3
    """
    return bisect_right(_line_ends(text), place) + 1


@lru_cache(maxsize=1)
def _line_ends(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\r\n?|\n", text)]


def declared_again(article: Article) -> Article:
    """The article with its declared voices, given as places in the file, at their own.

    A stretch that begins or ends in what was left out begins or ends behind it.
    """
    if article.origin is None:
        return article
    starts, moved = article.origin.starts, []
    for voice in article.declared:
        a, b = bisect_left(starts, voice.start), bisect_left(starts, voice.end)
        text = article.text[a:b]
        moved.append(Segment(a, b, voice.layer, voice.carrier, text, voice.basis))
    return replace(article, declared=tuple(moved))


def _unchanged(text: str) -> Origin:
    return Origin(
        text, array("l", range(len(text))), array("l", range(1, len(text) + 1))
    )
