"""What tests share: the tables, the built book, and a browser to look at it."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from report.labels import pieces
from report.multiverse.choices import Universe, View
from report.multiverse.universes import Bench
from report.seeds import REPOSITORY, seed_tables
from served import serve

from analysis.tabular.files import Tables

# No name is found but that of this machine, so that nothing comes from elsewhere.
_NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

# Where a run was begun in the background, Ctrl-C is ignored, by what tests begin too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in each run: a check of a change must not fail by chance.  Other
# examples are drawn by `pytest --hypothesis-profile=wide`.  A slow machine is no fault.
_ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", _ANY_SPEED, derandomize=True)
settings.register_profile("wide", _ANY_SPEED, max_examples=2000)
settings.load_profile("same")


# What takes longest is begun first, so that no worker ends long after the other: first
# what waits for other programs, then the report, whose tests share what they compute.
_LONG = ("test_lab", "test_new_report", "test_shards", "test_starter")
_REPORT, _PAGES = REPOSITORY / "tests" / "report", REPOSITORY / "tests" / "book"


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need the built report, and share out all of them.

    A worker does a file as a whole, or all files of the report, so that what its tests
    share is computed once.  Of the built pages one worker parses each once, while
    another looks at them in a browser, where each page has its own group.
    """
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker("built")
        built = item.get_closest_marker("built") is not None
        if built and item.path.parent not in (_REPORT, _PAGES):
            raise pytest.UsageError(f"{item.nodeid}: `make pages` does not look here")
        by_page = built and item.path.stem == "test_browser"
        if not by_page and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(_group(item.path, built)))
    items.sort(key=_rank)


def pytest_collection_finish() -> None:
    """Look for garbage only among what tests make; the rest is there to the end."""
    gc.freeze()


@cache
def _group(path: Path, built: bool) -> str:
    if built:
        return "pages"
    of_report = {_REPORT, REPOSITORY / "book" / "report"} & {*path.parents}
    return "report" if of_report else path.stem


def _rank(item: pytest.Item) -> int:
    if item.path.stem in _LONG:
        return 0
    return 1 if _REPORT in item.path.parents else 2


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The tables of the five articles."""
    return seed_tables()


@pytest.fixture(scope="session")
def names() -> dict[str, str]:
    """The names of the pieces."""
    return pieces()


@pytest.fixture(scope="session")
def bench(tables: Tables) -> Bench:
    """The five pieces in any universe."""
    return Bench(tables)


@pytest.fixture(scope="session")
def own(bench: Bench) -> View:
    """The five pieces under the report's own choices."""
    return bench.view(Universe())


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built pages."""
    folder = REPOSITORY / "_build" / "html"
    if not (folder / "index.html").exists():
        pytest.fail("the report is not built: run `make book` first")
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of a local server of the built pages."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium or Chrome: the machine's own, or Playwright's."""
    playwright = pytest.importorskip("playwright.sync_api")
    from report.pdf import BROWSERS

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with playwright.sync_playwright() as engine:
        try:
            # Without a sandbox, because continuous integration runs as root.
            chromium = engine.chromium.launch(
                executable_path=found, args=["--no-sandbox", _NO_NETWORK]
            )
        except playwright.Error:
            if found:
                raise
            missing = (
                "no browser: install Chrome or Debian's `chromium-headless-shell`, "
                "or run `.venv/bin/playwright install chromium`"
            )
            if os.environ.get("REQUIRE_BROWSER") == "1":
                pytest.fail(missing)
            pytest.skip(missing)
        yield chromium
        chromium.close()
