"""Charts and claims as recorded: what changes in them must be wanted."""

from __future__ import annotations

import pytest
from drawn_views import answered
from recorded import DRAWN, claimed, figure_files, read, specified, viewed
from report.multiverse.ledger import ALL_CLAIMS

CHARTS, CLAIMS, ANSWERS = read("charts"), read("claims"), read("answers")
FIGURE, VIEWS = read("figure"), read("views")


@pytest.mark.parametrize("claim", ALL_CLAIMS, ids=lambda claim: claim.slug)
def test_a_claim_answers_as_recorded(claim):
    """In views of any codes: borne, not borne, no answer; and with what facts."""
    assert answered(claim) == ANSWERS[claim.slug]


@pytest.mark.parametrize("name", FIGURE)
def test_a_figure_is_written_as_recorded(name):
    """Every file of an invented figure, and what a page shows of it."""
    assert figure_files()[name] == FIGURE[name]


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


def test_a_view_holds_what_is_recorded(bench):
    """Sentences, quotes, sources and rows of the coding, whatever one choice is."""
    assert viewed(bench) == VIEWS
