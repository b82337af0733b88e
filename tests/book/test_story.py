"""The built report as a story: its length, and that each finding is told once."""

from __future__ import annotations

import json
import re
from copy import copy
from functools import cache

import pytest
from bs4 import BeautifulSoup
from report.labels import pieces
from report.multiverse.ledger import ALL_CLAIMS, SURE, entry
from report.pages.html import inline
from report.seeds import REPOSITORY
from written import MAIN, parsed

MOST_WORDS, MOST_FIGURES = 7000, 12
# What is no running text: tables, captions, folds, code, figures with their labels.
NO_TEXT = (
    "table, caption, figcaption, figure, svg, details, pre, code, script, style, "
    ".headerlink, .visually-hidden, [hidden]"
)
SLUGS = [claim.slug for claim in ALL_CLAIMS]


@cache
def page(name):
    """A chapter as built, its main part."""
    path = REPOSITORY / "_build" / "html" / "book" / f"{name}.html"
    return parsed(path).find("article")


def text(tag):
    """What a reader reads of a tag, spaces evened."""
    return " ".join(tag.get_text(" ").split())


@cache
def running_text(name):
    """The words of a chapter without what is beside them."""
    words = copy(page(name))
    for part in words.select(NO_TEXT):
        part.decompose()
    return text(words)


@cache
def squeezed_page(name):
    """All words of a chapter, without a space."""
    return re.sub(r"\s", "", page(name).get_text())


def pages(site):
    """Every page of the book."""
    return sorted(path.stem for path in (site / "book").glob("*.html"))


# --- how much there is ----------------------------------------------------------------


def test_the_main_story_is_short(site, record_property):
    """At most seven thousand words and twelve figures together."""
    words = {name: len(re.findall(r"\w[\w’'-]*", running_text(name))) for name in MAIN}
    figures = sum(len(page(name).select(".bookfig")) for name in MAIN)
    print(f"\n{sum(words.values())} words, {figures} figures: {words}")
    record_property("words", sum(words.values()))
    assert 3000 < sum(words.values()) <= MOST_WORDS
    assert 0 < figures <= MOST_FIGURES


@pytest.mark.parametrize("name", MAIN)
def test_no_refrain_of_a_ledger_is_in_the_story(site, name):
    """How often a finding holds is for the fold and the ledger."""
    assert "holds in" not in running_text(name)
    assert not re.search(r"\d+ of \d+ (?:universes|specifications)", running_text(name))


# --- findings -------------------------------------------------------------------------


def test_each_finding_is_told_once_where_its_claim_says(site):
    """One place in all pages, on the page that the claim names."""
    told = [
        (name, tag["id"])
        for name in pages(site)
        for tag in page(name).select("[id^=finding-]")
    ]
    assert sorted(told) == sorted((c.page, f"finding-{c.slug}") for c in ALL_CLAIMS)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_words_of_a_finding_are_nowhere_else(site, slug):
    """Elsewhere it is linked, and not told again."""
    sentence = text(BeautifulSoup(str(inline(entry(slug).sentence)), "html.parser"))
    squeezed = re.sub(r"\s", "", sentence)
    found = [
        name for name in pages(site) for _ in range(squeezed_page(name).count(squeezed))
    ]
    assert found == [entry(slug).claim.page]


def test_every_label_beside_a_finding_is_defined_and_true(site):
    """A linked word of the four or five, which leads to its meaning or its finding."""
    labels = {tag["id"] for tag in page("how-sure").select("dt[id]")}
    assert labels == {word.replace(" ", "-") for word in SURE}
    for name in pages(site):
        for link in page(name).select("a.sure"):
            target = link["href"].rpartition("#")[2]
            if target.startswith("finding-"):
                expected = entry(target.removeprefix("finding-")).sure
                assert link.get_text() == expected
            else:
                assert link.get_text().replace(" ", "-") == target


def test_the_first_page_answers_for_each_piece(site):
    """Five lines, oldest first, each to its reading, with how sure it is."""
    lines = page("index").select("ol.answers > li")
    assert [line.a.get_text() for line in lines] == list(pieces().values())
    for line in lines:
        assert "readings.html#finding-" in line.a["href"]
        assert line.select_one("a.sure").get_text() in SURE


# --- numbers that were told apart -----------------------------------------------------


def test_a_grade_of_a_piece_is_one_number(site, tables):
    """In the readings, the instruments and the appendix: that of the body."""
    body = {f"{grade:.1f}" for grade in tables.articles["flesch_kincaid_grade_body"]}
    spring = f"{tables.articles['flesch_kincaid_grade_body'].max():.1f}"
    told = {
        name: re.findall(r"\bgrade (\d+\.\d)", text(page(name)))
        for name in ("index", "readings", "instruments", "measures")
    }
    assert set(told["readings"]) == body
    assert set(told["index"]) | set(told["instruments"]) <= body
    assert spring in told["instruments"]
    assert told["measures"][0] == spring
    assert "without its headlines" in text(page("measures"))


# --- citations ------------------------------------------------------------------------


def test_no_citation_ends_in_a_file_of_the_server(site):
    """A citation leads to a place, and never to index.html."""
    index = json.loads((site / "figures" / "index.json").read_text("utf-8"))
    cited = [figure["citation"] for figure in index["figures"]]
    cited += [
        path.read_text("utf-8")
        for path in site.rglob("cite.*")
        if path.suffix != ".html"
    ]
    for name in pages(site):
        parsed = page(name)
        cited += [text(tag) for tag in parsed.select("[id^=cite-c], .citation")]
    assert len(cited) > 100
    assert not [cite for cite in cited if "index.html" in cite]
