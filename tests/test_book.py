"""The report as built: every page, figure and link, read and looked at."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from analysis.coding import coded
from analysis.corpus import REPOSITORY

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
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# The labels that reach over an edge of their picture.
CUT_LABELS = """[...document.querySelectorAll('.bookfig svg')].flatMap(svg => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => {
    const label = text.getBoundingClientRect();
    return label.width && (label.left < box.left - 0.5 || label.right > box.right + 0.5
      || label.top < box.top - 0.5 || label.bottom > box.bottom + 0.5);
  }).map(text => text.textContent);
})"""


def _contents() -> list[str]:
    """The pages that the table of contents names, and the first page."""
    toc = yaml.safe_load((REPOSITORY / "_toc.yml").read_text("utf-8"))
    chapters = [c for part in toc["parts"] for c in part["chapters"]]
    names = [toc["root"], *(chapter["file"] for chapter in chapters)]
    return ["index.html", *(f"{name}.html" for name in names)]


PAGES = _contents()


@cache
def _parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def _article(site: Path, page: str) -> Tag:
    return _parsed(site / page).find("article")


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
    article = BeautifulSoup(str(_article(site, page)), "html.parser")
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
        for tag in _parsed(page).find_all(["a", "link", "script", "img", "form"]):
            link = tag.get("href") or tag.get("src") or tag.get("action")
            if link and not _leads_somewhere(site, page, link):
                dead.append(f"{page.relative_to(site)}: {link}")
    assert not dead


def _leads_somewhere(site: Path, page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = page
    if parts.path:  # from the root of the host, or from the page
        base = site if parts.path.startswith("/") else page.parent
        target = (base / unquote(parts.path).lstrip("/")).resolve()
    if target.is_dir():
        target /= "index.html"
    if not target.is_file() or not target.is_relative_to(site):
        return False
    if not parts.fragment or target.suffix != ".html":
        return True
    return bool(_parsed(target).find(id=unquote(parts.fragment)))


def test_icons_are_drawn(site):
    """Every icon that a page names has a drawing in our style sheet."""
    drawn = set(re.findall(r"\.(fa-[\w-]+) \{", _style(site)))
    named = {
        name
        for page in PAGES
        for icon in _parsed(site / page).select(".fas, .fa-solid, .fab, .fa-brands")
        for name in icon["class"]
        if name.startswith("fa-") and name not in ("fa-solid", "fa-lg")
    }
    assert named <= drawn


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
    links = [link["href"].replace(".html#", "#") for link in cell.find_all("a")]
    return " ".join(links) or cell.get_text()


def test_pages_do_not_carry_the_payload_of_the_figures(site):
    """What was published as files is no longer inside the page."""
    assert not any("data-figure=" in (site / page).read_text("utf-8") for page in PAGES)


def test_no_reader_is_named(site):
    """No handle of a commenter stands on any page, in any table or in the search."""
    codes = coded("segments").query("layer == 'comment'")
    handles = {name for name in codes["carrier"] if name not in ("legion", "Michael")}
    assert len(handles) > 3
    kinds = {".html", ".csv", ".json", ".js", ".txt", ".ipynb"}
    for path in (p for p in site.rglob("*") if p.suffix in kinds):
        words = path.read_text("utf-8")
        assert not [name for name in handles if name in words], path


# --- looked at ---------------------------------------------------------------


def test_no_page_asks_another_host_for_anything(site, address, browser):
    """Opened in a browser, no page requests anything but its own files, all there."""
    context = browser.new_context()
    foreign: list[str] = []
    missing: list[str] = []
    page = context.new_page()
    page.on("request", lambda r: _own(r.url, address) or foreign.append(r.url))
    page.on("response", lambda r: r.status < 400 or missing.append(r.url))
    context.route(
        lambda url: not _own(url, address),
        lambda route: route.abort(),
    )
    for name in [*PAGES, "search.html?q=Iran"]:
        page.goto(f"{address}/{name}", wait_until="load")
    context.close()
    assert not foreign
    assert not missing


def _own(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", "data:", "about:", "blob:"))


def test_figures_show_without_scripts(site, address, browser):
    """With scripts off, every figure shows exactly one drawing, of a real size."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{address}/{name}")
        for figure in page.locator(".bookfig").all():
            boxes = [svg.bounding_box() for svg in figure.locator("svg").all()]
            shown = [box for box in boxes if box]
            assert len(shown) == 1, name
            assert shown[0]["width"] > 200, name
            assert shown[0]["height"] > 40, name
    context.close()


def test_pages_fit_a_phone(site, address, browser):
    """At 390 px no page scrolls sideways, folded parts open or not."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    open_all = "document.querySelectorAll('details').forEach(d => d.open = true)"
    for name in PAGES:
        page.goto(f"{address}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        page.evaluate(open_all)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    context.close()


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_labels_lie_inside_their_figure(address, browser, viewport):
    """No label of a chart is cut at the edge of its picture."""
    context = browser.new_context(viewport=viewport)
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{address}/{name}")
        assert page.evaluate(CUT_LABELS) == [], name
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_figures_stands_out(site, address, browser, scheme):
    """In either colour scheme the drawn labels differ clearly from the ground."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/{PAGES[2]}")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    fills = page.evaluate(
        "[...document.querySelectorAll('.bookfig-wide .role-axis-label text')]"
        ".map(label => getComputedStyle(label).fill)"
    )
    context.close()
    assert fills
    assert all(_contrast(fill, ground) >= 4.5 for fill in fills)


def _contrast(one: str, other: str) -> float:
    lights = sorted(_luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
