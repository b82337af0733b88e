"""What notebooks put into their text: claims with their figure and their doubt."""

from __future__ import annotations

import re

import pytest
from report.multiverse.ledger import entry, ledger
from report.prose import claims, findings, pieces
from report.seeds import REPOSITORY


def test_a_finding_says_where_it_is_shown_and_how_often_it_holds():
    """One line a claim, in the order asked for, with figure and specifications."""
    first, second = findings("nobody-praises-america", "iran-hardly-speaks").data.split(
        "\n"
    )
    title = entry("nobody-praises-america").claim.title
    assert first.startswith(f"- **{title}.** ")
    assert "{numref}`fig-evaluation`" in first
    assert re.search(r"\[holds in \d+ of \d+.*\]\(claim-iran-hardly-speaks\)", second)


def test_a_dropped_claim_is_no_finding():
    """The build stops where a chapter states a claim that was dropped."""
    dropped = next(found for found in ledger() if not found.kept)
    with pytest.raises(ValueError, match=dropped.claim.slug):
        findings(dropped.claim.slug)


def test_every_claim_stands_in_the_ledger_once():
    """Kept or dropped, with an anchor, its doubt, and what would overturn it."""
    kept, dropped = claims(dropped=False).data, claims(dropped=True).data
    for found in ledger():
        here, there = (kept, dropped) if found.kept else (dropped, kept)
        anchor = f"(claim-{found.claim.slug})="
        assert here.count(anchor) == 1
        assert anchor not in there
        assert f"overturned by {found.claim.overturned_by}." in here


def test_every_claim_s_figure_is_in_the_book():
    """The figure that a claim leans on is one that a notebook makes."""
    notebooks = (REPOSITORY / "book").glob("*.ipynb")
    text = " ".join(path.read_text(encoding="utf-8") for path in notebooks)
    for found in ledger():
        assert f'"name": "fig-{found.claim.figure}"' in text


def test_the_first_page_has_a_claim_on_each_piece():
    """Five lines, each with a link to the piece's own section."""
    lines = pieces().data.split("\n")
    targets = [re.search(r"\]\((piece-[a-z-]+)\)", line)[1] for line in lines]
    text = (REPOSITORY / "book" / "pieces.ipynb").read_text(encoding="utf-8")
    assert len(set(targets)) == 5
    assert all(f"({target})=" in text for target in targets)
