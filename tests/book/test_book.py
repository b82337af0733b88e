"""The report as built: every page, figure and link, as files.

What a reader sees of it is tested in `test_browser.py`.
"""

from __future__ import annotations

import csv
import json
import re
from copy import copy
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
import rispy
from bs4 import Tag
from pybtex.database import parse_string
from report.coding import CODING
from written import LISTED, leads_somewhere, parsed

FILES = (
    "figure.svg",
    "figure.png",
    "figure.pdf",
    "data.csv",
    "spec.vl.json",
    "metadata.json",
    "cite.bib",
    "cite.ris",
    "index.html",
)


PAGES = ["index.html", *(f"{name}.html" for name in LISTED)]


def _article(site: Path, page: str) -> Tag:
    return parsed(site / page).find("article")


def _figures(site: Path) -> list[tuple[str, Tag]]:
    """Each figure with its page; the first page and its copy at the root are one."""
    return [
        (page, figure)
        for page in PAGES[1:]
        for figure in _article(site, page).select(".bookfig")
    ]


# --- read --------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_contents_exists_with_a_title(site, page):
    """Every page that the table of contents names is there and has one title."""
    assert (site / page).exists()
    assert len(_article(site, page).find_all("h1")) == 1


@pytest.mark.parametrize("page", PAGES)
def test_headings_do_not_skip_a_level(site, page):
    """A heading is at most one level below the one before it."""
    headings = _article(site, page).find_all(re.compile("^h[1-6]$"))
    levels = [int(heading.name[1]) for heading in headings]
    assert levels[0] == 1
    assert all(deep - above <= 1 for above, deep in pairwise(levels))


@pytest.mark.parametrize("page", PAGES)
def test_text_holds_no_sign_of_a_failed_cell(site, page):
    """No page shows a traceback, an undefined share or a directive left unread."""
    article = copy(_article(site, page))
    for code in article.select("pre, code, .bookfig-data"):
        code.decompose()
    broken = re.search(
        r"Traceback \(most recent|\bnan\b|\{(glue|numref|doc|ref)\b",
        article.get_text(" "),
    )
    assert not broken, broken


def test_links_lead_somewhere(site):
    """Every link inside the report, and every fragment, has a target."""
    dead = []
    for page in sorted(site.rglob("*.html")):
        for tag in parsed(page).find_all(["a", "link", "script", "img", "form"]):
            link = tag.get("href") or tag.get("src") or tag.get("action")
            if link and not leads_somewhere(site, page, link):
                dead.append(f"{page.relative_to(site)}: {link}")
    assert not dead


def test_icons_are_drawn(site):
    """Every icon that a page names has a drawing in our style sheet."""
    drawn = set(re.findall(r"\.(fa-[\w-]+) \{", _style(site)))
    named = {
        name
        for page in PAGES
        for icon in parsed(site / page).select(".fas, .fa-solid, .fab, .fa-brands")
        for name in icon["class"]
        if name.startswith("fa-") and name not in ("fa-solid", "fa-lg")
    }
    assert named <= drawn


def test_pictures_have_a_source(site):
    """No picture is an empty frame."""
    for page in PAGES:
        assert all(image.get("src") for image in parsed(site / page).select("img")), (
            page
        )


def _style(site: Path) -> str:
    return (site / "_static" / "report.css").read_text("utf-8")


# --- figures -----------------------------------------------------------------


def test_figures_have_number_words_and_data(site):
    """Every figure has a caption number, an alternative text, a finding and a table."""
    for page, figure in _figures(site):
        slug = figure["id"].removeprefix("bookfig-")
        frame = figure.find_parent("figure")
        assert frame and frame["id"] == f"fig-{slug}", f"{page}: {slug}"
        assert re.match(r"Figure \d+", frame.select_one(".caption-number").get_text())
        assert frame.select_one(".caption-text").get_text(strip=True)
        for svg in figure.find_all("svg"):
            assert svg["aria-label"].strip()
        for part in (".bookfig-title", ".bookfig-finding", "table td"):
            assert figure.select_one(part).get_text(strip=True), f"{slug}: {part}"


def test_marks_of_figures_have_a_name(site):
    """Every mark that a screen reader meets says what it stands for."""
    for page, figure in _figures(site):
        for mark in figure.select('[role="graphics-symbol"]'):
            assert mark.get("aria-label"), f"{page}: {figure['id']}"


def test_figures_are_numbered_once(site):
    """Figure numbers run from 1 without a gap, and no slug is used twice."""
    frames = [figure.find_parent("figure") for _, figure in _figures(site)]
    numbers = [
        int(re.sub(r"\D", "", frame.select_one(".caption-number").get_text()))
        for frame in frames
    ]
    assert numbers
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len({frame["id"] for frame in frames}) == len(frames)


def test_figure_files_hold_what_the_page_shows(site):
    """Each figure's files are there; its CSV equals the table on the page."""
    for _, figure in _figures(site):
        folder = site / "figures" / figure["id"].removeprefix("bookfig-")
        assert all((folder / name).stat().st_size > 0 for name in FILES), folder
        with (folder / "data.csv").open(encoding="utf-8", newline="") as file:
            published = list(csv.reader(file))
        shown = [
            [_cell(cell) for cell in row.find_all(["th", "td"])]
            for row in figure.select("table tr")
        ]
        assert published == shown, folder.name
        facts = json.loads((folder / "metadata.json").read_text("utf-8"))
        caption = figure.find_parent("figure").select_one(".caption-number")
        assert f"Figure {facts['number']}" == caption.get_text(strip=True)


def _cell(cell: Tag) -> str:
    """The text of a cell; links to passages as the references of the CSV."""
    links = [
        link["href"].removeprefix("../book/").replace(".html#", "#")
        for link in cell.find_all("a")
    ]
    return " ".join(links) or cell.get_text()


def test_published_citations_are_read_back(site):
    """The citation files of the report and of each figure parse and name it."""
    index = json.loads((site / "figures" / "index.json").read_text("utf-8"))
    for figure in index["figures"]:
        folder = site / "figures" / figure["slug"]
        bibtex = parse_string((folder / "cite.bib").read_text("utf-8"), "bibtex")
        assert list(bibtex.entries) == [f"framing-us-iran-{figure['slug']}"]
        with (folder / "cite.ris").open(encoding="utf-8", newline="") as file:
            (ris,) = rispy.load(file)
        assert ris["title"] == figure["title"]
        assert figure["citation"] in parsed(folder / "index.html").get_text()
    assert len(parse_string((site / "cite.bib").read_text("utf-8"), "bibtex").entries)


def test_pages_are_valid_html(site):
    """No page makes the HTML parser of the standard complain; no id stands twice."""
    for page in sorted(site.rglob("*.html")):
        if "_static" in page.parts:
            continue
        html = page.read_text("utf-8")
        html5lib.HTMLParser(strict=True).parse(html)
        ids = re.findall(
            r'\sid="([^"]+)"', re.sub(r"<pre.*?</pre>", "", html, flags=re.S)
        )
        twice = {name for name in ids if ids.count(name) > 1}
        assert not twice, f"{page.relative_to(site)}: {twice}"


def test_heads_describe_and_cite(site):
    """Every page has a description and citation tags; that of a figure names it."""
    for page in sorted(site.rglob("*.html")):
        if "_static" in page.parts or page.name in ("404.html",):
            continue
        head = parsed(page).head
        assert head.find("meta", attrs={"name": "description"})["content"]
        titles = head.find_all("meta", attrs={"name": "citation_title"})
        assert len(titles) == 1, page
        linked_data = head.find("script", type="application/ld+json")
        assert json.loads(linked_data.string)["name"] == titles[0]["content"]


def test_no_reader_is_named(site):
    """No handle of a commenter stands on any page, in any table or in the search."""
    codes = CODING.table("segments").query("layer == 'comment'")
    handles = {name for name in codes["carrier"] if name not in ("legion", "Michael")}
    assert len(handles) > 3
    kinds = {".html", ".csv", ".json", ".js", ".txt", ".ipynb"}
    for path in (p for p in site.rglob("*") if p.suffix in kinds):
        words = path.read_text("utf-8")
        assert not [name for name in handles if name in words], path
