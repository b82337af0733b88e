"""What the book adds to its pages: style sheet, heads, terms, the PDF."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import heads
import pages
import pytest
import styles
from bs4 import BeautifulSoup
from report.seeds import REPOSITORY


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
    assert styles.pruned(css, {"a"}) == kept


def test_pages_ask_for_one_style_sheet(site):
    """Every page but the one for wrong addresses asks for `book.css` and no other."""
    for page in site.rglob("*.html"):
        if "_static" in page.parts or page.name == "404.html":
            continue
        head = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        sheets = [link["href"] for link in head.select('link[rel="stylesheet"]')]
        assert len(sheets) == 1, page
        assert (page.parent / sheets[0]).resolve() == site / "_static" / "book.css"


def test_dark_rules_are_there_for_readers_without_scripts():
    """A rule for dark pages is repeated for who prefers dark and has no scripts."""
    css = 'a{x:1}html[data-theme="dark"] a{x:2}/* html[data-theme=dark] b{x:3} */'
    found = pages.dark_without_scripts(css)
    assert "html:not([data-theme]) a{x:2}" in found
    assert "x:1" not in found
    assert "x:3" not in found
    assert pages.dark_without_scripts("a{x:1}") == ""


def test_terms_are_linked_where_a_chapter_first_uses_them(site):
    """A term is linked once a chapter, to its entry, with its definition beside it."""
    glossary = BeautifulSoup(
        (site / "book" / "glossary.html").read_text("utf-8"), "html.parser"
    )
    n = 0
    for page in (site / "book").glob("*.html"):
        found = BeautifulSoup(page.read_text("utf-8"), "html.parser").select("a.term")
        links = [term["href"] for term in found]
        assert len(set(links)) == len(links), page.name
        for term in found:
            entry = glossary.find(id=term["href"].partition("#")[2])
            definition = " ".join(entry.find_next("dd").get_text().split())
            assert term["title"] == definition
            n += 1
    assert n > 50


def test_files_beside_the_pages(tmp_path):
    """With a public address every page is in the sitemap; without one there is none."""
    for name in ("index.html", "book/voices.html", "figures/x/index.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
    heads.beside_the_pages(tmp_path, "")
    assert (tmp_path / "404.html").exists()
    assert not (tmp_path / "sitemap.xml").exists()
    heads.beside_the_pages(tmp_path, "https://example.org/r/")
    tree = ElementTree.parse(tmp_path / "sitemap.xml")
    assert {one.text for one in tree.iter() if one.tag.endswith("loc")} == {
        "https://example.org/r/",
        "https://example.org/r/book/voices.html",
        "https://example.org/r/figures/x/",
    }
    assert "sitemap.xml" in (tmp_path / "robots.txt").read_text("utf-8")


def test_previews_have_absolute_addresses():
    """A link preview has a picture only where the public address is known."""
    from report.citations import Edition

    html = "<title>T</title><h1>T</h1>\n<p>Words “of” <em>it</em>.</p>"
    at_home = heads.described("book/a.html", html, None, Edition())
    assert "og:image" not in at_home
    assert 'content="Words “of” it."' in at_home
    public = heads.described(
        "book/index.html", html, None, Edition(address="https://example.org/r/")
    )
    assert 'content="https://example.org/r/_static/card.png"' in public
    assert 'content="https://example.org/r/book/"' in public


def test_report_is_printed_whole_with_drawn_charts(site, browser, tmp_path):
    """The PDF has every chapter in its bookmarks, and charts as lines, not pictures."""
    pdf = tmp_path / "report.pdf"
    script = REPOSITORY / "book" / "_ext" / "printed.py"
    done = subprocess.run(
        [sys.executable, script, pdf], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) > 60
    assert b"/Subtype /Image" not in content
    assert b"/Outlines" in content
    assert not list((site / "_static").glob("whole-report*"))
