"""What the book adds to its pages: style sheet, heads, terms, the PDF."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import html5lib
import pytest
import report_extension
import styles
from report.seeds import REPOSITORY
from written import parsed


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{x:1}.b{x:2}", ".a{x:1}"),
        (".a,.b{x:1}", ".a{x:1}"),
        (".b .a{x:1}", ""),
        ("p,#i{x:1}", "p,#i{x:1}"),
        (".a:not(.b){x:1}", ".a:not(.b){x:1}"),
        (".dropdown.show{x:1}", ".dropdown.show{x:1}"),
        ("@media print{.a{x:1}.b{x:1}}", "@media print{.a{x:1}}"),
        ("@media print{.b{x:1}}", ""),
        ("@page{margin:0}", "@page{margin:0}"),
    ],
)
def test_rules_that_no_page_uses_are_left_out(css, kept):
    """A rule stays if an element could have all classes that it asks for."""
    assert styles.prune(css, {"a"}) == kept


def test_pages_ask_for_one_style_sheet(site):
    """Every page but the one for wrong addresses asks for `book.css` and no other."""
    for page in site.rglob("*.html"):
        if "_static" in page.parts or page.name == "404.html":
            continue
        links = parsed(page).select('link[rel="stylesheet"]')
        sheets = [link["href"] for link in links]
        assert len(sheets) == 1, page
        assert (page.parent / sheets[0]).resolve() == site / "_static" / "book.css"


def test_dark_rules_are_there_for_readers_without_scripts():
    """A rule for dark pages is repeated for who prefers dark and has no scripts."""
    css = 'a{x:1}html[data-theme="dark"] a{x:2}/* html[data-theme=dark] b{x:3} */'
    found = styles.dark_without_scripts(css)
    assert "html:not([data-theme]) a{x:2}" in found
    assert "x:1" not in found
    assert "x:3" not in found
    assert styles.dark_without_scripts("a{x:1}") == ""


def test_terms_are_linked_where_a_chapter_first_uses_them(site):
    """A term is linked once a chapter, to its entry, with its definition beside it.

    Each of the glossary is used on some page.
    """
    glossary = parsed(site / "book" / "glossary.html")
    used = set()
    for page in (site / "book").glob("*.html"):
        found = parsed(page).select("a.term")
        links = [term["href"] for term in found]
        assert len(set(links)) == len(links), page.name
        for term in found:
            entry = glossary.find(id=term["href"].partition("#")[2])
            definition = " ".join(entry.find_next("dd").get_text().split())
            assert term["title"] == definition
            used.add(entry["id"])
    assert used == {entry["id"] for entry in glossary.select("dt[id]")}


def test_a_page_at_the_root_is_the_same_page():
    """Only addresses change; text, marks and code are as they were."""
    html = (
        '<!DOCTYPE html><p title="a &amp; b">1 &lt; 2 <a href="x.html?q=1&amp;'
        'r=2#s">é</a><img src="../y.png"/><a href="https://e.org/"></a>'
        "<script>if (1 < 2) { '<b>' }</script><!-- c --></p>"
    )
    moved = report_extension.at_the_root(html, "book").replace("\n", "")
    assert moved == html.replace('"x.html', '"book/x.html').replace("../y", "y")


def test_an_address_names_a_folder_by_its_slash():
    """The index of a folder is found at the folder."""
    root = "https://example.org/r/"
    assert report_extension._address(root, "index") == root
    assert report_extension._address(root, "figures/x/index") == f"{root}figures/x/"
    assert report_extension._address(root, "book/a") == f"{root}book/a.html"


def test_wrong_addresses_have_a_page_that_stands_for_itself(site):
    """A server may show it at any depth: it needs no other file."""
    page = (site / "404.html").read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "stylesheet" not in page
    assert 'href="/"' in page


def test_report_is_printed_whole_with_drawn_charts(site, browser, tmp_path):
    """The PDF has every chapter in its bookmarks, and charts as lines, not pictures."""
    pdf = tmp_path / "report.pdf"
    done = subprocess.run(
        [sys.executable, "-m", "report.pdf", pdf],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "book")},
    )
    assert done.returncode == 0, done.stderr
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) > 60
    assert b"/Subtype /Image" not in content
    assert b"/Outlines" in content
    assert not list((site / "_static").glob("whole-report*"))
