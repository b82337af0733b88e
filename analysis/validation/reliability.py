"""How far coders agree on nominal codes: raw agreement, Krippendorff's alpha, AC1.

Alpha and AC1 both take off the agreement to be expected by chance.  They differ in
what they take chance to be: where nearly all units fall into one category, alpha
can be low though the coders hardly ever differ, and AC1 stays near raw agreement.
So both are given, and always beside raw agreement.

One row is a unit and one value in it a coder's code; `None` is not coded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Units = Sequence[Sequence[Hashable | None]]
Coefficient = Literal["raw_agreement", "alpha", "ac1"]
Array = NDArray[Any]

# Any fixed number would do; the book shows it, so that its intervals can be redone.
SEED = 20071115


def raw_agreement(units: Units) -> float:
    """Share of pairs of values that are equal, averaged over units.

    0 to 1.  A pair is two values of one unit; a unit with fewer than two values has
    none and is left out.  NaN where no unit has a pair.  Agreement by chance is not
    taken off: with two categories, coders who toss coins agree on half the units.

    >>> raw_agreement([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b"), ("b", None)])
    0.75
    """
    return _on_all(_raw_agreement, _counts(units))


def alpha(units: Units) -> float:
    """Krippendorff's alpha for nominal data: 1 − observed / expected disagreement.

    1 where coders always agree, 0 where they agree as often as by chance, below 0
    where less often.  Expected are the pairs that come of shuffling all values; a
    unit with fewer than two values is left out.  NaN where no unit has two values, or
    where only one category is used: nothing then tells agreement from chance.

    Hayes & Krippendorff 2007, “Answering the call for a standard reliability
    measure for coding data”, Communication Methods and Measures 1(1), 77–89.

    >>> round(alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b"), ("b", None)]), 3)
    0.533
    """
    return _on_all(_alpha, _counts(units))


def ac1(units: Units, categories: Iterable[Hashable] | None = None) -> float:
    """Gwet's AC1: (p − e) / (1 − e), of raw agreement p and chance agreement e.

    −1 / (q − 1) to 1, and 0 where coders agree as often as by chance.  For the mean
    share πₖ of each of q categories, e = Σ πₖ (1 − πₖ) / (q − 1); p is over units
    with two values or more, πₖ over units with one or more.  `categories` are those
    of the codebook (default: those used).  NaN where no unit has two values, or q < 2.
    ValueError where a value is none of the categories.

    Gwet 2008, “Computing inter-rater reliability and its variance in the presence of
    high agreement”, British Journal of Mathematical and Statistical Psychology 61,
    29–48; with values missing, as in his Handbook of Inter-Rater Reliability (2014).

    >>> units = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "b"), ("b", None)]
    >>> round(ac1(units), 3), round(ac1(units, categories="abcd"), 3)
    (0.569, 0.709)
    """
    return _on_all(_ac1, _counts(units, categories))


def interval(
    units: Units,
    coefficient: Coefficient,
    *,
    seed: int,
    draws: int = 2000,
    categories: Iterable[Hashable] | None = None,
) -> tuple[float, float]:
    """Lower and upper bound of the middle 95% of a coefficient over redrawn units.

    Units are drawn with replacement, as many as there are (percentile bootstrap).  It
    says how much the coefficient depends on the units that happen to be there; it is no
    sampling error, as the units are no sample of a population.  Draws on which the
    coefficient is undefined are left out; NaN twice where it is so on all.  A
    coefficient that no draw can change, as with perfect agreement, gets no width.
    Same units, seed and draws: same interval.  `categories` as for `ac1`.

    Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.

    >>> low, high = interval([("a", "a"), ("b", "b"), ("a", "b")], "alpha", seed=SEED)
    >>> low <= alpha([("a", "a"), ("b", "b"), ("a", "b")]) <= high
    True
    """
    counts = _counts(units, categories)
    n_units = len(counts)
    if not n_units:
        return math.nan, math.nan
    generator = np.random.default_rng(seed)
    times = generator.multinomial(n_units, np.full(n_units, 1 / n_units), size=draws)
    values = _COEFFICIENTS[coefficient](counts, times)
    values = values[~np.isnan(values)]
    if not values.size:
        return math.nan, math.nan
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


# In what follows `counts`, with shape (U, Q), says how many of the values of each of U
# units fall into each of Q categories; `times`, with shape (D, U), how often each unit
# is taken in each of D draws.  A coefficient has one value a draw: shape (D,).


def _raw_agreement(counts: Array, times: Array) -> Array:
    counts, times = _pairable(counts, times)
    n_values = counts.sum(axis=1)
    equal = (counts * (counts - 1)).sum(axis=1) / (n_values * (n_values - 1))
    return _ratio(times @ equal, times.sum(axis=1))


def _alpha(counts: Array, times: Array) -> Array:
    counts, times = _pairable(counts, times)
    n_values = counts.sum(axis=1, keepdims=True)
    unequal = (counts * (n_values - counts) / (n_values - 1)).sum(axis=1)
    totals = times @ counts
    n = totals.sum(axis=1)
    expected = n**2 - (totals**2).sum(axis=1)
    return 1 - (n - 1) * _ratio(times @ unequal, expected)


def _ac1(counts: Array, times: Array) -> Array:
    n_categories = counts.shape[1]
    if n_categories < 2:
        return np.full(len(times), math.nan)
    n_values = counts.sum(axis=1, keepdims=True)
    coded = n_values[:, 0] > 0
    shares = counts[coded] / n_values[coded]
    n_coded = times[:, coded].sum(axis=1, keepdims=True)
    mean_shares = _ratio(times[:, coded] @ shares, n_coded)
    chance = (mean_shares * (1 - mean_shares)).sum(axis=1) / (n_categories - 1)
    return (_raw_agreement(counts, times) - chance) / (1 - chance)


_COEFFICIENTS: dict[Coefficient, Callable[[Array, Array], Array]] = {
    "raw_agreement": _raw_agreement,
    "alpha": _alpha,
    "ac1": _ac1,
}


def _on_all(coefficient: Callable[[Array, Array], Array], counts: Array) -> float:
    """The coefficient with each unit taken once."""
    return float(coefficient(counts, np.ones((1, len(counts))))[0])


def _pairable(counts: Array, times: Array) -> tuple[Array, Array]:
    """The units with two values or more, and how often each of them is taken."""
    kept = counts.sum(axis=1) >= 2
    return counts[kept], times[:, kept]


def _ratio(part: Array, whole: Array) -> Array:
    """Part of whole; NaN where the whole is 0."""
    undefined = np.full(np.broadcast(part, whole).shape, math.nan)
    return np.divide(part, whole, out=undefined, where=whole != 0)


def _counts(units: Units, categories: Iterable[Hashable] | None = None) -> Array:
    """How many values of each unit fall into each category."""
    used = dict.fromkeys(v for unit in units for v in unit if v is not None)
    listed = used if categories is None else dict.fromkeys(categories)
    unlisted = [value for value in used if value not in listed]
    if unlisted:
        raise ValueError(
            f"{unlisted}: more codes than the categories {list(listed)}; correct the "
            "codes, or give all categories of the codebook"
        )
    column = {value: number for number, value in enumerate(listed)}
    counts = np.zeros((len(units), len(listed)))
    for row, unit in zip(counts, units, strict=True):
        for value in filter(lambda value: value is not None, unit):
            row[column[value]] += 1
    return counts
