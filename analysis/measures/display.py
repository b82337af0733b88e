"""Headlines beside the text below: the closest sentence, and the hedges it has more.

For each sentence of a headline, standfirst, caption or pull quote the sentence of the
author's or an excerpt's text that shares most of its words.  A proposal where to look,
and no judgment: what a headline sharpens can stand in other words, or nowhere.

Similarity is the share of the words of the display sentence that the other sentence
has too, 0 to 1, each word weighted by its rarity in the text: ln((1 + N) / (1 + n)) + 1
for a word in n of its N sentences (Spärck Jones 1972, smoothed).  Function words are
left out, a word is its first six letters (“threat”, “threatening”), and each name of
an actor is the actor (“Washington”, “U.S.”).  Of sentences that share as much the
one with fewest other words is closest, then the first.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.corpus.articles import Article, Layer, Segment
from analysis.dyad.actors import Mention
from analysis.lexicons import rows
from analysis.measures.sentiment import mask_names
from analysis.syntax.morphology import listed_tag
from analysis.syntax.tokens import low_words
from analysis.text.sentences import Sentence

DISPLAY: tuple[Layer, ...] = ("headline", "standfirst", "caption", "pull_quote")
BELOW: tuple[Layer, ...] = ("author", "excerpt")
_STEM = 6  # letters
_NEAR = 300  # sentences before and after a display text among which the closest is


@dataclass(frozen=True, slots=True)
class DisplayMatch:
    """A sentence of a headline and the like, and the closest one of the text below.

    `closest` is None where no sentence shares a word, `similarity` NaN where there is
    no text below or no word to compare.  `dropped_hedges` are the words of `hedges.csv`
    in the closest sentence of whose kind the display sentence has none.
    """

    sentence: int
    closest: int | None
    similarity: float
    dropped_hedges: tuple[str, ...]


def match_display(
    article: Article,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
) -> tuple[DisplayMatch, ...]:
    r"""Each sentence of the display texts with the closest one below, in text order.

    >>> from analysis import analyze
    >>> document = analyze("Truce over\n\nThe valley truce appears to be over.")
    >>> [(m.closest, m.dropped_hedges) for m in document.display()]
    [(1, ('appears to',))]
    """
    layers = [segments[sentence.segment].layer for sentence in sentences]
    shown = [n for n, layer in enumerate(layers) if layer in DISPLAY]
    below = [n for n, layer in enumerate(layers) if layer in BELOW] if shown else []
    named: dict[int, list[Mention]] = {}
    for mention in mentions:
        named.setdefault(mention.sentence, []).append(mention)
    stems = {
        n: _stems(article, sentences[n], named.get(n, ())) for n in (*shown, *below)
    }
    holding: dict[str, list[int]] = {stem: [] for n in stems for stem in stems[n]}
    for n in below:
        for stem in stems[n]:
            holding[stem].append(n)
    weights = {
        stem: math.log((1 + len(below)) / (1 + len(held))) + 1
        for stem, held in holding.items()
    }

    def weight(words: Iterable[str]) -> float:
        return math.fsum([weights[word] for word in words])

    wholes = {n: weight(stems[n]) for n in below}

    def match(number: int) -> DisplayMatch:
        whole = weight(stems[number])
        if not (below and whole):
            return DisplayMatch(number, None, math.nan, ())
        at = bisect_left(below, number)
        near = below[max(0, at - _NEAR) : at + _NEAR]
        alike: set[int] = set()  # those that have a stem of it
        for held in map(holding.__getitem__, stems[number]):
            alike.update(
                held[bisect_left(held, near[0]) : bisect_right(held, near[-1])]
            )
        if not alike:
            return DisplayMatch(number, None, 0.0, ())
        shared = {n: weight(stems[number] & stems[n]) for n in sorted(alike)}
        best = min(shared, key=lambda n: (-shared[n], wholes[n]))
        hedges = dropped_hedges(sentences[number].text, sentences[best].text)
        words = tuple(hedge[0] for hedge in hedges)
        return DisplayMatch(number, best, shared[best] / whole, words)

    return tuple(map(match, shown))


def _stems(
    article: Article, sentence: Sentence, named: Sequence[Mention]
) -> frozenset[str]:
    """The stems of a sentence, and its actors."""
    stems = {f"@{mention.actor}" for mention in named}
    for start, end in sentence.pieces:
        inside = [
            (m.start - start, m.end - start) for m in named if start <= m.start < end
        ]
        words = mask_names(article.text[start:end], inside)
        stems.update(*map(_stems_of, low_words(words)))
    return frozenset(stems)


@lru_cache(maxsize=1 << 16)
def _stems_of(word: str) -> frozenset[str]:
    """The stems of the parts of a word; none of such as “the”."""
    parts = () if listed_tag(word) else word.split("-")
    return frozenset(part.lower()[:_STEM] for part in parts) - {""}


def dropped_hedges(display: str, below: str) -> list[re.Match[str]]:
    """The hedges of a text below of whose kind the display text has none, in order.

    >>> [hedge[0] for hedge in dropped_hedges("Truce over", "It appears to be over.")]
    ['appears to']
    """
    kept = {kind for kind, pattern in _hedges() if pattern.search(display)}
    found = (
        match
        for kind, pattern in _hedges()
        if kind not in kept
        for match in pattern.finditer(below)
    )
    return sorted(found, key=lambda match: match.start())


@cache
def _hedges() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], re.compile(rf"(?i)\b(?:{row['word']})\b"))
        for row in rows("hedges")
    )
