"""Charts and claims as recorded: what changes in them must be wanted."""

from __future__ import annotations

import pytest
from recorded import claimed, drawings, read, specified

CHARTS, CLAIMS = read("charts"), read("claims")


@pytest.fixture(scope="module")
def drawn(tables):
    """The charts of the five articles."""
    return drawings(tables)


@pytest.mark.parametrize("slug", CHARTS)
def test_a_chart_is_specified_as_recorded(drawn, slug):
    """Marks, channels, scales and places, on a page and on a phone."""
    assert specified(drawn[slug]) == CHARTS[slug]


def test_every_chart_is_recorded(drawn):
    """No chart is drawn that nobody looked at."""
    assert list(drawn) == list(CHARTS)


@pytest.mark.parametrize("slug", CLAIMS)
def test_a_claim_stands_as_recorded(slug):
    """What carries it, where it holds and fails, and on what it leans."""
    assert claimed()[slug] == CLAIMS[slug]


def test_every_claim_is_recorded():
    """No claim is made that nobody looked at."""
    assert list(claimed()) == list(CLAIMS)
