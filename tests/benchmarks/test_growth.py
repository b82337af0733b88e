"""A text twice as long takes twice the work: counted in calls, which never vary."""

from __future__ import annotations

import math
from cProfile import Profile

import pytest
from benchmarks.growth import FAMILIES, MOST, work


def n_calls(text: str) -> int:
    """How many functions are called for a text, those of C too."""
    profile = Profile(subcalls=False)
    profile.runcall(work, text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", FAMILIES)
def test_work_grows_no_faster_than_the_text(name):
    """From a size to its double the work at most doubles, and a little more."""
    size, family = FAMILIES[name]
    work(family(size // 2))  # so that what is learnt once is known
    one, two = (n_calls(family(n)) for n in (size // 4, size // 2))
    assert math.log2(two / one) <= MOST
