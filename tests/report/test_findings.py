"""Findings as pages show them, and sentences with computed numbers."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from report import findings
from report.labels import coded_words
from report.multiverse.ledger import ALL_CLAIMS, SURE, entry, ledger
from report.prose import fill, forget, numbers, prose
from report.references import FIGURES, work_link
from report.seeds import REPOSITORY

SLUGS = [claim.slug for claim in ALL_CLAIMS]


def parsed(shown):
    """The HTML of what is shown, as a tree."""
    return BeautifulSoup(shown.html, "html.parser")


# --- findings -------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_a_finding_has_its_grounds_below_it(slug):
    """Its label, its words, what is tested and where, and what would overturn it."""
    found = entry(slug)
    box = parsed(findings.finding(slug)).select_one(f"div#finding-{slug}")
    sure = box.select_one("p > a.sure")
    assert sure.get_text() == found.sure
    assert sure["title"] == SURE[found.sure]
    fold = box.select_one(":scope > details")
    assert fold.summary.get_text().startswith("Why we say so")
    text = " ".join(fold.get_text(" ").split())
    path, line, body = found.tested_at
    for expected in (
        found.claim.tested,
        path,
        f"line {line}",
        found.claim.overturned_by,
    ):
        assert expected in text
    assert fold.pre.get_text() == body
    assert len(fold.select(".carriers > li")) == len(found.carriers)
    for link in fold.select(".carriers a"):
        assert re.search(r"article-[a-z-]+\.(html|ipynb)#c\d+-\d+$", link["href"])


def test_many_passages_are_folded_once_more():
    """The first are seen when the fold is opened, the others behind their number."""
    box = parsed(findings.finding("few-sentences"))
    n = len(entry("few-sentences").carriers)
    first, rest = box.select("ul.carriers")
    assert len(first.select("li")) < n
    assert rest.find_parent("details").summary.get_text() == (
        f"{len(rest.select('li'))} more"
    )


def test_a_carrier_is_cited_by_the_number_of_its_sentence():
    """Piece, sentence, and its codes in plain words."""
    items = parsed(findings.finding("great-news-joke")).select(".carriers a")
    assert items[0].get_text() == (
        "Great news, 2014 · sentence 1 · partnership, only possible, mocked"
        " · large type"
    )


def test_an_answer_leads_to_its_reading():
    """One line a claim: the piece, the words, how sure."""
    shown = findings.answers([("great-news-joke", "a *joke* & no more")])
    [line] = parsed(shown).select("ol.answers > li")
    assert re.sub(r"\s+", " ", line.get_text()) == (
        f"Great news, 2014: a joke & no more {entry('great-news-joke').sure}"
    )
    assert line.a["href"] == "../book/readings.ipynb#finding-great-news-joke"
    assert shown.text == "a joke & no more"


def test_every_claim_stands_in_the_ledger_once():
    """A row each, at its own anchor, with its label and a link to where it is told."""
    rows = parsed(findings.ledger_table()).select("tbody > tr")
    assert [row["id"] for row in rows] == [f"claim-{slug}" for slug in SLUGS]
    for row, found in zip(rows, ledger(), strict=True):
        assert row.a["href"].endswith(
            f"{found.claim.page}.ipynb#finding-{found.claim.slug}"
        )
        cells = [cell.get_text() for cell in row.select("td")]
        assert cells[0] == found.sure
        assert cells[1] == f"{len(found.holds)} of {found.n_answers}"


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("none", "", "straight", 0, 0), []),
        (("none", "", "ironic", 0, 0), ["mocking"]),
        (("none", "", "ironic", -1, 0), ["mocking", "against the US"]),
        (("none", "", "straight", -1, -1), ["against the US", "against Iran"]),
        (("cooperation", "fact", "straight", 0, 1), ["partnership", "for Iran"]),
        (("competition", "fact", "straight", 0, 0), ["rivalry"]),
        (("confrontation", "plan", "straight", 0, 0), ["confrontation, planned"]),
        (("cooperation", "fact", "ironic", 0, 0), ["partnership, mocked"]),
        (
            ("cooperation", "possibility", "ironic", 0, 0),
            ["partnership, only possible, mocked"],
        ),
    ],
)
def test_codes_are_said_in_plain_words(codes, said):
    """Relation, reality and irony, then whom it judges; nothing for nothing."""
    assert coded_words(*codes) == said


def test_every_passage_that_is_shown_stands_in_its_file():
    """What a fold quotes begins and ends with words of the articles."""
    files = [path.read_text("utf-8") for path in (REPOSITORY / "seeds").glob("0*.txt")]
    texts = " ".join(" ".join(files).split())
    for found in ledger():
        for passage in found.carriers:
            words = " ".join(passage.text.strip('“”"').split())
            assert words[:40] in texts, words
            assert words[-40:] in texts, words  # a pull quote may cut a sentence


# --- sentences with numbers -----------------------------------------------------------


def test_fields_are_filled_with_facts_and_references():
    """A fact by its format, a figure by its number, a work, a claim by its label."""
    numbers(share=0.25, n=3)
    text = prose("{share:.0%}, {n:words} in {FIGURE:ties}; {WORK:entman1993}.").data
    assert text.startswith("25%, three in <a href=")
    assert f">Figure {list(FIGURES).index('ties') + 1}</a>" in text
    assert ">Entman (1993)</a>" in text
    sure = fill("{CLAIM:america-acts}")
    assert sure.endswith(f'#finding-america-acts">{entry("america-acts").sure}</a>')


@pytest.mark.parametrize("field", ["{nothing}", "{FIGURE:nothing}", "{CLAIM:nothing}"])
def test_a_field_without_a_fact_is_an_error(field):
    """Nothing is left out of a sentence in silence."""
    with pytest.raises(KeyError):
        fill(field)


def test_words_of_an_article_stay_words():
    """A fact that holds markup is shown, never run."""
    numbers(who="<script>alert(1)</script>")
    assert "<script>" not in prose("Said by {who}.").data


def test_facts_are_forgotten():
    """Another notebook in the same kernel knows nothing of them."""
    numbers(n=3)
    forget()
    with pytest.raises(KeyError):
        fill("{n}")


@pytest.mark.parametrize(
    ("key", "said"),
    [("kincaid1975", "Kincaid and others (1975)"), ("entman1993", "Entman (1993)")],
)
def test_works_are_named_as_prose_names_them(key, said):
    """One author, two, or the first and others."""
    assert f">{said}</a>" in work_link(key)
