"""Charts and claims as recorded: what changes in them must be wanted."""

from __future__ import annotations

import pytest
from recorded import DRAWN, claimed, read, specified

CHARTS, CLAIMS = read("charts"), read("claims")


@pytest.mark.parametrize("slug", CHARTS)
def test_a_chart_is_specified_as_recorded(tables, slug):
    """Marks, channels, scales and places, on a page and on a phone."""
    assert specified(slug, tables) == CHARTS[slug]


def test_every_chart_is_recorded():
    """No chart is drawn that nobody looked at."""
    assert list(DRAWN) == list(CHARTS)


@pytest.mark.parametrize("slug", CLAIMS)
def test_a_claim_stands_as_recorded(slug):
    """What carries it, where it holds and fails, and on what it leans."""
    assert claimed()[slug] == CLAIMS[slug]


def test_every_claim_is_recorded():
    """No claim is made that nobody looked at."""
    assert list(claimed()) == list(CLAIMS)
