"""A report of hostile articles, clicked through: nothing runs, and nothing is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hostile import PAYLOADS, relabel, write_hostile
from playwright.sync_api import BrowserContext, Route
from report.seeds import REPOSITORY
from served import serve
from visits import is_refused, script

from analysis import load_corpus
from analysis.__main__ import main
from analysis.explain.terminal import printable
from analysis.text.characters import straighten

pytestmark = [pytest.mark.built, pytest.mark.xdist_group("hostile")]
TOUCH_ALL = script("touchAll")
ACTIVE = script("active")
READERS = {
    "as it is": {},
    "without its policy": {"bypass_csp": True},
    "without scripts": {"java_script_enabled": False},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The built report of the hostile articles, every warning an error."""
    place = tmp_path_factory.mktemp("hostile")
    made, title = place / "report", " ".join(list(PAYLOADS.values())[::5])
    source = write_hostile(place / "articles.jsonl")
    assert main(["new", str(made), str(source), "--title", title, "--quiet"]) == 0
    relabel(made / "articles" / "catalogue.yml")
    program = Path(sys.executable).with_name("jupyter-book")
    done = subprocess.run(
        [program, "build", made, "-W", "-n", "--keep-going"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return made


@pytest.fixture(scope="module")
def site(folder) -> Path:
    """Its pages."""
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def pages(site) -> list[str]:
    """The addresses of all pages, and of the search for each payload."""
    paths = [path.relative_to(site) for path in site.rglob("*.html")]
    found = sorted(p.as_posix() for p in paths if "_static" not in p.parts)
    words = " ".join(PAYLOADS.values())
    return [*found, f"search.html?q={quote(words)}"]


@pytest.fixture(scope="module")
def address(site) -> Iterator[str]:
    """The address of a local server of the pages."""
    with serve(site) as address:
        yield address


@pytest.mark.parametrize("reader", READERS)
def test_nothing_runs(browser, address, pages, reader):
    """Every page, everything on it touched: no canary, dialog, window, other host."""
    wrong: dict[str, list[str]] = {}
    with browser.new_context(**READERS[reader]) as context:
        for page in pages:
            seen, n_pressed = _touched(context, address, page)
            assert n_pressed > 5, page
            if seen:
                wrong[page] = seen
    assert not wrong


def _touched(context: BrowserContext, address: str, page: str) -> tuple[list[str], int]:
    """What a page does that it should not, and how many things on it were pressed."""
    seen: list[str] = []
    own = (f"{address}/", "data:", "about:", "blob:")
    is_there = False

    def go(route: Route) -> None:
        """Let files of the report through; when the page is there, it stays."""
        request = route.request
        if not request.url.startswith(own):
            seen.append(f"asked for {request.url}")
        if is_there and request.is_navigation_request():
            route.fulfill(status=204)
        elif request.url.startswith(own):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", go)
    window = context.new_page()
    window.expose_function("canary", lambda what: seen.append(f"ran {what}"))
    window.add_init_script("window.print = () => {}")
    window.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    window.on("console", lambda said: is_refused(said, seen))
    window.on("pageerror", lambda error: seen.append(str(error)))
    window.goto(f"{address}/{page}", wait_until="load")
    is_there = True
    seen += window.evaluate(ACTIVE)
    n_pressed = window.evaluate(TOUCH_ALL)
    window.wait_for_timeout(200)
    for opened in context.pages:  # of links that open a window
        opened.close()
    context.unroute("**/*")
    return seen, n_pressed


def test_nothing_is_lost(folder, site):
    """Title, facts and every line of an article stand on its page, word for word."""
    for document in load_corpus(folder / "articles"):
        article = document.article
        page = site / "pages" / f"article-{Path(article.file).stem}.html"
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        title = article.title.value
        head = soup.select_one("article h1").get_text().removesuffix("#")
        assert straighten(_words(head)) == straighten(_words(printable(title)))
        cells = {_words(cell.get_text()) for cell in soup.select("article td")}
        for name in ("title", "author", "outlet"):
            assert _words(printable(getattr(article, name).value)) in cells, name
        for number in soup.select(".ww-text a, .ww-text sup"):
            number.decompose()  # of the marks
        shown = _words(soup.select_one(".ww-text").get_text())
        for segment in document.segments:
            if segment.layer != "comment":
                for line in segment.text.splitlines():
                    assert _words(line) in shown, line


def _words(text: str) -> str:
    """Words without spaces, and without what directs writing or a terminal."""
    return "".join(c for c in text if unicodedata.category(c)[0] not in "CZ")


def test_what_heads_a_page_directs_nothing(site, pages):
    """No control character, no mark that turns the direction, in titles and menus."""
    for page in pages[:-1]:
        soup = BeautifulSoup((site / page).read_text("utf-8"), "html.parser")
        for tag in soup.select("title, h1, nav, th, td, caption, .ww-scroll"):
            found = re.findall(
                r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
                tag.get_text() + str(tag.attrs),
            )
            assert not found, (page, tag.name, found)


def test_nothing_is_worked_out(site, pages):
    """No expression of a payload is found as its value."""
    for page in pages[:-1]:
        text = (site / page).read_text("utf-8")
        assert "1337" not in text, page
        assert "root:" not in text, page
