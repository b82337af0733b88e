"""Agreement coefficients: as published, as other programs have it, and as they must be.

`krippendorff` and `agreement` are independent programs; they only check ours.
"""

from __future__ import annotations

import math
import random
from functools import partial

import agreement.metrics
import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.validation.reliability import SEED, ac1, alpha, interval, raw_agreement

COEFFICIENTS = {"raw_agreement": raw_agreement, "alpha": alpha, "ac1": ac1}
N = None


def from_coders(*coders):
    """Units from one row a coder."""
    return list(zip(*coders, strict=True))


def from_table(table):
    """Units of two coders from counts: rows are the first one's codes."""
    return [
        (first, second)
        for first, row in enumerate(table)
        for second, count in enumerate(row)
        for _ in range(count)
    ]


def from_distribution(distribution):
    """Units from how many coders chose each category."""
    return [
        [category for category, count in enumerate(row) for _ in range(count)]
        for row in distribution
    ]


# Krippendorff 2011, “Computing Krippendorff's Alpha-Reliability”, University of
# Pennsylvania, repository.upenn.edu/asc_papers/43: sections A (Meg and Owen), B (Ben
# and Gerry) and C (observers A to D), nominal.  The data of C are also an example in
# the docstring of `krippendorff.alpha`.
MEG_OWEN = from_coders("0100000010", "1110010000")
BEN_GERRY = from_coders("aabbdcccedda", "babbbccceddd")
FOUR_OBSERVERS = from_coders(
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
)

# Gwet, README of his R package irrCAC (github.com/kgwet/irrCAC), which is the overview
# of its version on CRAN too; the data are from his Handbook of Inter-Rater Reliability
# (4th edition, 2014).  `cac.raw4raters` (page 120) is FOUR_OBSERVERS but for who gave
# the only value of the last unit, which no coefficient here depends on.
ABSTRACTORS = from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])  # cont3x3abstractors
SIX_RATERS = from_distribution(  # distrib.6raters, after Fleiss 1971
    [
        (0, 0, 0, 6, 0),
        (0, 3, 0, 0, 3),
        (0, 1, 4, 0, 1),
        (0, 0, 0, 0, 6),
        (0, 3, 0, 3, 0),
        (2, 0, 4, 0, 0),
        (0, 0, 4, 0, 2),
        (2, 0, 3, 1, 0),
        (2, 0, 0, 4, 0),
        (0, 0, 0, 0, 6),
        (1, 0, 0, 5, 0),
        (1, 1, 0, 4, 0),
        (0, 3, 3, 0, 0),
        (1, 0, 0, 5, 0),
        (0, 2, 0, 3, 1),
    ]
)

PUBLISHED = [
    (MEG_OWEN, "alpha", "0.095"),
    (BEN_GERRY, "alpha", "0.692"),
    (FOUR_OBSERVERS, "alpha", "0.743"),
    (FOUR_OBSERVERS, "alpha", "0.74342"),
    (FOUR_OBSERVERS, "ac1", "0.77544"),
    (FOUR_OBSERVERS, "raw_agreement", "0.8181818"),
    (ABSTRACTORS, "alpha", "0.7972585"),
    (ABSTRACTORS, "ac1", "0.8493305"),
    (ABSTRACTORS, "raw_agreement", "0.89"),
    (SIX_RATERS, "alpha", "0.4204384"),
    (SIX_RATERS, "ac1", "0.4448007"),
    (SIX_RATERS, "raw_agreement", "0.5511111"),
]


def answers(units, categories):
    """How many coders gave each category (columns) to each coded unit (rows)."""
    table = [[list(unit).count(k) for k in categories] for unit in units]
    return np.array([row for row in table if any(row)]).reshape(-1, len(categories))


def pairable(units):
    """The values of the units that have two or more."""
    coded = [[value for value in unit if value is not None] for unit in units]
    return [value for unit in coded if len(unit) >= 2 for value in unit]


def other_programs(units, categories):
    """Raw agreement, alpha twice and AC1 as the other two programs give them."""
    counts = answers(units, categories)
    values = {"raw_agreement": [agreement.metrics.observed_agreement(counts)]}
    values["ac1"] = [agreement.metrics.gwets_gamma(counts)]
    if len(set(pairable(units))) > 1:
        values["alpha"] = [
            krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"),
            agreement.metrics.krippendorffs_alpha(counts),
        ]
    return values


@st.composite
def codings(draw, missing=True):
    """Units of 2 to 4 coders with 2 to 5 categories, and the number of categories."""
    n_coders, n_categories = draw(st.integers(2, 4)), draw(st.integers(2, 5))
    value = st.integers(0, n_categories - 1)
    unit = st.lists(
        st.none() | value if missing else value, min_size=n_coders, max_size=n_coders
    )
    return draw(st.lists(unit, min_size=1, max_size=25)), n_categories


@pytest.mark.parametrize(("units", "name", "printed"), PUBLISHED)
def test_published_values(units, name, printed):
    """A worked example gives the published value, as precisely as it is printed."""
    decimals = len(printed.partition(".")[2])
    assert f"{COEFFICIENTS[name](units):.{decimals}f}" == printed.ljust(decimals, "0")


@pytest.mark.parametrize(
    "units", [MEG_OWEN, BEN_GERRY, FOUR_OBSERVERS, ABSTRACTORS, SIX_RATERS]
)
def test_published_examples_in_other_programs(units):
    """On the worked examples the other programs agree with ours."""
    categories = sorted({value for unit in units for value in unit} - {None})
    for name, values in other_programs(units, categories).items():
        for value in values:
            assert COEFFICIENTS[name](units) == pytest.approx(value, abs=1e-6)


@given(codings())
def test_other_programs_agree(coding):
    """Random units, values missing: the other programs agree wherever it is defined."""
    units, n_categories = coding
    assume(pairable(units))
    ours = COEFFICIENTS | {"ac1": partial(ac1, categories=range(n_categories))}
    for name, values in other_programs(units, range(n_categories)).items():
        for value in values:
            assert ours[name](units) == pytest.approx(value, abs=1e-6)


@given(codings())
def test_undefined_is_nan_and_nothing_else_is(coding):
    """No pair: all three are NaN; one category used: only alpha is."""
    units, n_categories = coding
    values = pairable(units)
    assert math.isnan(raw_agreement(units)) == (not values)
    assert math.isnan(ac1(units, range(n_categories))) == (not values)
    assert math.isnan(alpha(units)) == (len(set(values)) < 2)


@pytest.mark.parametrize("units", [[], [()], [(None, None)], [("a", None)]])
@pytest.mark.parametrize("name", COEFFICIENTS)
def test_nothing_to_compare_is_undefined(units, name):
    """Without a pair of values there is neither a coefficient nor an interval."""
    assert math.isnan(COEFFICIENTS[name](units))
    assert all(map(math.isnan, interval(units, name, seed=SEED)))


def test_one_category_leaves_ac1_to_the_codebook():
    """Only the codebook can say that coders who all say “a” had a choice."""
    units = [("a", "a"), ("a", "a")]
    assert math.isnan(alpha(units))
    assert math.isnan(ac1(units))
    assert ac1(units, "ab") == raw_agreement(units) == 1


@given(codings())
def test_ranges(coding):
    """Raw agreement is 0 to 1, AC1 −1 / (q − 1) to 1, alpha at most 1."""
    units, n_categories = coding
    assume(pairable(units))
    assert 0 <= raw_agreement(units) <= 1
    lowest = -1 / (n_categories - 1)
    assert lowest - 1e-12 <= ac1(units, range(n_categories)) <= 1
    assert not alpha(units) > 1


@given(st.lists(st.sampled_from("ab"), min_size=2), st.integers(2, 4))
def test_perfect_agreement_is_one(codes, n_coders):
    """Two categories in use and never a difference: both coefficients are 1."""
    assume(len(set(codes)) == 2)
    units = [(code,) * n_coders for code in codes]
    assert raw_agreement(units) == alpha(units) == ac1(units) == 1
    assert interval(units, "ac1", seed=SEED, draws=50, categories="ab") == (1, 1)


@given(codings(), st.randoms(use_true_random=False))
def test_order_is_nothing(coding, chance):
    """Neither the order of units nor that of coders, nor names of codes, matter."""
    units, n_categories = coding
    order = chance.sample(range(len(units[0])), len(units[0]))
    numbers = chance.sample(range(n_categories), n_categories)
    names = {None: None} | dict(enumerate(numbers))
    moved = [[names[unit[coder]] for coder in order] for unit in units]
    chance.shuffle(moved)
    ours = COEFFICIENTS | {"ac1": partial(ac1, categories=range(n_categories))}
    for coefficient in ours.values():
        expected = pytest.approx(coefficient(units), abs=1e-12, nan_ok=True)
        assert coefficient(moved) == expected


def test_categories_of_the_codebook_count():
    """The codebook's categories count, used or not; their order does not."""
    units = [("a", "a"), ("a", "b"), ("b", "b")]
    assert ac1(units) == ac1(units, "ba")
    assert ac1(units, "abc") == ac1(units, iter("cab")) > ac1(units)


@pytest.mark.parametrize("categories", ["a", "acd"])
def test_a_code_outside_the_codebook_is_an_error(categories):
    """A value that is none of the categories is not silently counted."""
    with pytest.raises(ValueError, match="more codes than"):
        ac1([("a", "b")], categories)


@given(codings(), st.sampled_from(sorted(COEFFICIENTS)))
def test_interval_is_repeatable_and_in_order(coding, name):
    """The same seed gives the same interval, its bounds in order or both NaN."""
    units, n_categories = coding
    of = partial(interval, units, name, draws=40, categories=range(n_categories))
    low, high = of(seed=SEED)
    assert np.array_equal(of(seed=SEED), (low, high), equal_nan=True)
    assert low <= high or (math.isnan(low) and math.isnan(high))


def test_interval_depends_on_the_seed():
    """Another seed moves it a little; the coefficient lies within."""
    low, high = interval(ABSTRACTORS, "alpha", seed=SEED)
    assert (low, high) != interval(ABSTRACTORS, "alpha", seed=SEED + 1)
    assert low < alpha(ABSTRACTORS) < high


@pytest.mark.parametrize("name", COEFFICIENTS)
@pytest.mark.parametrize("units", [ABSTRACTORS, FOUR_OBSERVERS, SIX_RATERS])
def test_interval_is_that_of_redrawn_units(units, name):
    """Redrawing whole units one by one gives the same percentiles, up to chance."""
    # On redrawn units a category may be missing, but the codebook still has it.
    categories = {value for unit in units for value in unit} - {None}
    ours = COEFFICIENTS | {"ac1": partial(ac1, categories=categories)}
    chance = random.Random(7)
    values = [ours[name](chance.choices(units, k=len(units))) for _ in range(3000)]
    expected = np.nanquantile(values, [0.025, 0.975])
    found = interval(units, name, seed=SEED, draws=3000, categories=categories)
    assert found == pytest.approx(expected, abs=0.03)
