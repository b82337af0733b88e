"""What notebooks put into their text: numbers, references, claims with their doubt."""

from __future__ import annotations

import re

import pytest
from report.findings import claims, findings, pieces
from report.multiverse.ledger import entry, ledger
from report.prose import fill, numbers, prose
from report.references import FIGURES, work_link
from report.seeds import REPOSITORY


def test_fields_are_filled_with_facts_and_references():
    """A fact by its format, a figure by its number, a work by its authors and year."""
    numbers(share=0.25)
    text = prose("{share:.0%} in {FIGURE:roles}; see {WORK:entman1993}.").data
    number = list(FIGURES).index("roles") + 1
    assert text.startswith("25% in <a href=")
    assert f">Figure {number}</a>" in text
    assert ">Entman (1993)</a>" in text


@pytest.mark.parametrize(
    ("field", "error"), [("{nothing}", KeyError), ("{FIGURE:nothing}", KeyError)]
)
def test_a_field_without_a_fact_is_an_error(field, error):
    """Nothing is left out of a sentence in silence."""
    with pytest.raises(error):
        fill(field)


def test_words_of_an_article_stay_words():
    """A fact that holds markup is shown, never run."""
    numbers(who="<script>alert(1)</script>")
    assert "<script>" not in prose("Said by {who}.").data


def test_works_are_named_as_prose_names_them():
    """One author, two, or the first and others."""
    assert ">Gerner and others (2002)</a>" in work_link("gerner2002")


def test_a_finding_says_where_it_is_shown_and_how_often_it_holds():
    """One line a claim, in the order asked for, with its figure and its doubt."""
    lines = findings("nobody-praises-america", "iran-hardly-speaks").data.split("\n")
    title = entry("nobody-praises-america").claim.title
    assert lines[0].startswith(f"- **{title}.** ")
    assert "#fig-evaluation" in lines[0]
    assert re.search(r"#claim-iran-hardly-speaks.>holds in \d+ of \d+", lines[1])


def test_every_claim_stands_in_the_ledger_once():
    """With an anchor, its doubt, and what would overturn it."""
    text = claims().data
    for found in ledger():
        assert text.count(f'<a id="claim-{found.claim.slug}"></a>') == 1
        assert f"overturned by {found.claim.overturned_by}." in text


def test_every_claim_s_figure_is_in_the_book():
    """The figure that a claim leans on is one that the book has."""
    assert {found.claim.figure for found in ledger()} <= set(FIGURES)


def test_the_first_page_has_a_claim_on_each_piece():
    """Five lines, each with a link to the piece's own section."""
    lines = pieces().data.split("\n")
    text = (REPOSITORY / "book" / "pieces.ipynb").read_text(encoding="utf-8")
    for line in lines:
        piece, year = re.match(r".*\[\*(.+?)\*, (\d{4})\]", line).groups()
        assert f"## {piece}, {year}" in text
    assert len(lines) == 5
