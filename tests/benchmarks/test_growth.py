"""A text twice as long takes twice the work: counted in calls, which never vary."""

from __future__ import annotations

import math
import sys

import pytest
from benchmarks.growth import FAMILIES, MOST, work


def n_calls(text: str) -> int:
    """How many functions are called for a text, those of C too."""
    n = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal n
        n += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return n


@pytest.mark.parametrize("name", FAMILIES)
def test_work_grows_no_faster_than_the_text(name):
    """From a size to its double the work at most doubles, and a little more."""
    size, family = FAMILIES[name]
    work(family(size // 2))  # so that what is learnt once is known
    one, two = (n_calls(family(n)) for n in (size // 4, size // 2))
    assert math.log2(two / one) <= MOST
