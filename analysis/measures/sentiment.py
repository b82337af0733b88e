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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from statistics import fmean

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.text.characters import Span, n_words, straighten

INSTRUMENT = f"vaderSentiment {version('vaderSentiment')}"
# The authors' thresholds for a sentence that is positive or negative at all.
POSITIVE, NEGATIVE = 0.05, -0.05
_LONGEST = 1_000  # words of a sentence
_MASK = "someone"  # on no word list, and grammatical where a name stood


@dataclass(frozen=True, slots=True)
class Tone:
    """The tone of some sentences, -1 to 1; NaN without a sentence that has words.

    `mean` is that of the sentences with actors' names masked, `mean_as_written` with
    them; `n_positive` and `n_negative` count masked sentences beyond the thresholds.
    """

    n_sentences: int
    mean: float
    mean_as_written: float
    n_positive: int
    n_negative: int


def summarise_tone(masked: Sequence[float], as_written: Sequence[float]) -> Tone:
    """The summary of sentence tones, undefined ones left out of the means.

    >>> summarise_tone([0.5, -0.5, 0.3], [0.5, 0.5, 0.2]).n_positive
    2
    """
    return Tone(
        n_sentences=len(masked),
        mean=_mean(masked),
        mean_as_written=_mean(as_written),
        n_positive=sum(value >= POSITIVE for value in masked),
        n_negative=sum(value <= NEGATIVE for value in masked),
    )


def _mean(values: Iterable[float]) -> float:
    defined = [value for value in values if not math.isnan(value)]
    return fmean(defined) if defined else math.nan


def tone(sentence: str) -> float:
    """VADER's compound of one sentence: -1 (most negative) to 1; NaN without words.

    NaN also for more than a thousand words, which are no sentence: there VADER
    saturates, and takes four times as long for twice the words.

    >>> tone("The US blames Iran.")
    -0.4019
    >>> tone("") != tone("")
    True
    """
    if not 0 < n_words(sentence) <= _LONGEST:
        return math.nan
    return float(_vader().polarity_scores(straighten(sentence))["compound"])


def mask_names(text: str, names: Sequence[Span]) -> str:
    """The text with each of the spans `names` (in order, apart) made a plain word.

    >>> mask_names("Iran blames the US.", [(0, 4), (16, 18)])
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
