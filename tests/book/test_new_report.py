"""A new report as a reader gets it: made, built with warnings as errors, looked at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import HANDLES, INPUTS, write_input
from playwright.sync_api import Page
from report.seeds import REPOSITORY
from served import serve
from visits import AXE, LAPTOP, PHONE, VIOLATIONS, WIDTH, is_refused, script
from written import leads_somewhere, parsed

from analysis.__main__ import main

pytestmark = [pytest.mark.built, pytest.mark.xdist_group("new-report")]
# All five ways of giving articles are built by `make starters`.
KINDS = INPUTS if os.environ.get("STARTERS") == "all" else INPUTS[1:2]
READERS = {
    "laptop by day": {"viewport": LAPTOP, "color_scheme": "light"},
    "phone by night": {"viewport": PHONE, "color_scheme": "dark"},
}
DRAWN = script("drawnCharts")

LARGE = script("largeIcons")


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Jupyter Book at work on a folder, every warning an error."""
    program = Path(sys.executable).with_name("jupyter-book")
    return subprocess.run(
        [program, "build", folder, "-W", "-n", "--keep-going"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module", params=KINDS)
def built(request, tmp_path_factory) -> Path:
    """The pages of a report of invented articles, just as `new` made it."""
    place = tmp_path_factory.mktemp("new")
    folder = place / "report"
    arguments = write_input(place, request.param)
    assert main(["new", str(folder), *arguments, "--quiet"]) == 0
    done = build(folder)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "WARNING" not in done.stdout + done.stderr
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def pages(built) -> list[str]:
    """The addresses of all pages."""
    paths = [path.relative_to(built) for path in built.rglob("*.html")]
    return sorted(p.as_posix() for p in paths if "_static" not in p.parts)


@pytest.fixture(scope="module")
def address(built) -> Iterator[str]:
    """The address of a local server of the pages."""
    with serve(built) as address:
        yield address


def test_links_lead_somewhere(built, pages):
    """Every link inside the report, and every fragment, has a target."""
    links = [
        (page, tag["href"])
        for page in pages
        for tag in parsed(built / page).select("article a[href]")
    ]
    assert not [
        (page, link)
        for page, link in links
        if not leads_somewhere(built, built / page, link)
    ]


def test_no_reader_is_named(built, pages):
    """The handles of commenters stand on no page and in no search index."""
    files = [*(built / page for page in pages), built / "searchindex.js"]
    for path in files:
        words = path.read_text("utf-8")
        assert not [name for name in HANDLES if re.search(rf"\b{name}\b", words)], path


def test_titles_are_words_and_nothing_else(built, pages):
    """Signs of Markdown, HTML and roles in a title stand for themselves."""
    (page,) = [page for page in pages if "ortega" in page]
    title = (
        parsed(built / page)
        .select_one("article h1")
        .get_text()
        .removesuffix("#")
        .strip()
    )
    assert title.startswith("A shoal is not a war")
    if "$5" in title:
        assert title == "A shoal is not a war: $5, *stars* & {braces} <b>"


@pytest.mark.parametrize("reader", READERS)
def test_pages_are_whole_and_accessible(browser, address, pages, reader):
    """No page asks elsewhere, fails, scrolls sideways or offends a rule of axe."""
    with browser.new_context(**READERS[reader]) as context:
        wrong = {page: _faults(context.new_page(), address, page) for page in pages}
    assert not {page: faults for page, faults in wrong.items() if faults}


def _faults(window: Page, address: str, page: str) -> list[str]:
    """What is wrong with a page."""
    seen: list[str] = []
    own = (f"{address}/", "data:", "about:", "blob:")
    window.on("request", lambda one: one.url.startswith(own) or seen.append(one.url))
    window.on("response", lambda one: one.status < 400 or seen.append(one.url))
    window.on("pageerror", lambda error: seen.append(str(error)))
    window.on("console", lambda said: is_refused(said, seen))
    window.goto(f"{address}/{page}", wait_until="load")
    faults = [*seen]  # axe itself asks for style sheets at wrong addresses
    if window.evaluate(WIDTH) > window.viewport_size["width"]:
        faults.append("scrolls sideways")
    for shown in window.evaluate(DRAWN):
        if len(shown) != 1 or shown[0] < 200:
            faults.append(f"drawings of the widths {shown}")
    if window.evaluate(LARGE):
        faults.append("icons larger than words")
    window.evaluate(AXE)
    faults += window.evaluate(VIOLATIONS, None)
    window.close()
    return faults


def test_mistakes_in_the_catalogue_stop_the_build(tmp_path):
    """Before any notebook is run, the build ends with file, line and what to do."""
    folder = tmp_path / "report"
    main(["new", str(folder), *write_input(tmp_path, "folder"), "--quiet"])
    path = folder / "articles" / "catalogue.yml"
    path.write_text(path.read_text("utf-8").replace("label:", "lable:", 1), "utf-8")
    done = build(folder)
    assert done.returncode != 0
    told = re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)
    assert "catalogue.yml, line 24: Ortega blog has an unknown field: lable" in told
    assert "Traceback" not in told
