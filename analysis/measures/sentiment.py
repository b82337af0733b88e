"""Tone: what a word list makes of one sentence at a time.

VADER (Hutto and Gilbert 2014) sums the valence of listed words and looks at
negation, emphasis and marks.  It knows nothing of who is judged, nor of irony.  Its
contractions are written with straight apostrophes, so the text is straightened
first; and names score ("Islamic Supreme Council" counts as praise), so each sentence
is scored a second time with the actors' names masked.  A document is the
distribution and the mean of its sentences: VADER saturates on whole texts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.text.characters import Span, n_words, straighten

INSTRUMENT = f"vaderSentiment {version('vaderSentiment')}"
# The authors' thresholds for a sentence that is positive or negative at all.
POSITIVE, NEGATIVE = 0.05, -0.05
_MASK = "someone"  # on no word list, and grammatical where a name stood


def tone(sentence: str) -> float:
    """VADER's compound of one sentence: -1 (most negative) to 1; NaN without words.

    >>> tone("The US blames Iran.")
    -0.4019
    >>> tone("") != tone("")
    True
    """
    if not n_words(sentence):
        return math.nan
    return float(_vader().polarity_scores(straighten(sentence))["compound"])


def masked(text: str, names: Sequence[Span]) -> str:
    """The text with each of the spans `names` (in order, apart) made a plain word.

    >>> masked("Iran blames the US.", [(0, 4), (16, 18)])
    'someone blames the someone.'
    """
    parts, after = [], 0
    for start, end in names:
        parts += [text[after:start], _MASK]
        after = end
    return "".join([*parts, text[after:]])


@cache
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
