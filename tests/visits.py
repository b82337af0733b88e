"""Pages as kinds of readers get them: one visit each, and all that is asked of it.

A visit returns plain data; `test_browser.py` says what they must be.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Evaluated, since the policy of a page lets no script in.
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(
    "utf-8"
)
KB = 1024
_SCRIPTS = Path(__file__).with_suffix(".js")


def script(name: str, file: Path = _SCRIPTS) -> str:
    """One of the functions that a file of JavaScript holds, as Playwright takes it."""
    return f"given => {file.read_text('utf-8').rstrip()}.{name}(given)"


CUT_LABELS = script("cutLabels")
OPEN_ALL = script("openAll")
DRAWN = script("drawn")
FAINT = script("faint")
VIOLATIONS = script("violations")
DRAWN_LATE = script("drawnLate")
SETTLED = script("settled")
SETTLED_WITHOUT_SCRIPTS = script("settledWithoutScripts")
WIDTH = "document.documentElement.scrollWidth"


@dataclass(frozen=True)
class Laptop:
    """What a page asks for and shows on a laptop, by day, by night and on paper."""

    wrong: list[str]  # asked elsewhere, not there, failed, refused by the policy
    kilobytes: float  # compressed, before interaction
    cut_labels: list[str]
    drawn_late: list[str]
    faint: list[str]
    faint_in_the_dark: list[str]
    violations: list[str]
    on_paper: list[dict]
    buttons_on_paper: int


@dataclass(frozen=True)
class Phone:
    """What a page shows on a phone by night."""

    width: int
    width_unfolded: int
    cut_labels: list[str]
    violations: list[str]  # of the rules that depend on colour and size


@dataclass(frozen=True)
class Plain:
    """What a page shows without scripts, opened from a folder."""

    wrong: list[str]  # refused by the policy
    drawn: list[dict]
    faint: list[str]
    faint_in_the_dark: list[str]


class Visits:
    """The visits to a site, each made when it is first asked for.

    A kind of reader has one window for all pages, since a new one takes longer to begin
    than a small page to load.
    """

    def __init__(self, browser: Browser, address: str, site: Path) -> None:
        self.browser, self.address, self.site = browser, address, site
        self.sizes: dict[str, float] = {}
        self.laptop = cache(self._laptop)
        self.phone = cache(self._phone)
        self.plain = cache(self._plain)

    @cached_property
    def _laptop_window(self) -> Page:
        window = self.browser.new_context(viewport=LAPTOP).new_page()
        # Each page is the first that is read: all that it needs is loaded.
        caching = window.context.new_cdp_session(window)
        caching.send("Network.setCacheDisabled", {"cacheDisabled": True})
        return window

    @cached_property
    def _phone_window(self) -> Page:
        dark = self.browser.new_context(viewport=PHONE, color_scheme="dark")
        return dark.new_page()

    @cached_property
    def _plain_window(self) -> Page:
        plain = self.browser.new_context(viewport=LAPTOP, java_script_enabled=False)
        return plain.new_page()

    def _laptop(self, page: str) -> Laptop:
        wrong: list[str] = []
        loaded: list[Request] = []
        window = self._laptop_window
        window.emulate_media(media="screen", color_scheme="light")
        with _heard(
            window,
            request=lambda one: self._is_own(one.url, wrong),
            response=lambda one: one.status < 400 or wrong.append(one.url),
            pageerror=lambda error: wrong.append(str(error)),
            console=lambda said: is_refused(said, wrong),
            requestfinished=lambda one: loaded.append(one),
        ):
            window.goto(f"{self.address}/{page}", wait_until="load")
            kilobytes = sum(self._kilobytes(request) for request in tuple(loaded))
            cut_labels = window.evaluate(CUT_LABELS)
            drawn_late = window.evaluate(DRAWN_LATE)
            faint = window.evaluate(FAINT) if is_chapter(page) else []
            violations = _violations(window)
            window.emulate_media(media="print")
            window.evaluate(SETTLED)
            on_paper = window.evaluate(DRAWN)
            buttons = window.locator(".bookfig-files:visible, button.copy:visible")
            n_buttons = buttons.count()
            dark = []
            if is_chapter(page):
                window.emulate_media(media="screen", color_scheme="dark")
                window.evaluate(SETTLED)
                dark = window.evaluate(FAINT)
        return Laptop(
            wrong,
            kilobytes,
            cut_labels,
            drawn_late,
            faint,
            dark,
            violations,
            on_paper,
            n_buttons,
        )

    def _phone(self, page: str) -> Phone:
        window = self._phone_window
        window.goto(f"{self.address}/{page}", wait_until="load")
        width = window.evaluate(WIDTH)
        cut_labels = window.evaluate(CUT_LABELS)
        violations = []
        if is_seen_in_the_dark(page):
            violations = _violations(
                window, ["color-contrast", "target-size", "link-in-text-block"]
            )
        window.evaluate(OPEN_ALL)
        return Phone(width, window.evaluate(WIDTH), cut_labels, violations)

    def _plain(self, page: str) -> Plain:
        window, wrong = self._plain_window, list[str]()
        window.emulate_media(color_scheme="light")
        with _heard(window, console=lambda said: is_refused(said, wrong)):
            window.goto((self.site / page).as_uri(), wait_until="load")
            drawn = window.evaluate(DRAWN)
            if not is_chapter(page):
                return Plain(wrong, drawn, [], [])
            faint = window.evaluate(FAINT)
            window.emulate_media(color_scheme="dark")
            window.evaluate(SETTLED_WITHOUT_SCRIPTS)
            return Plain(wrong, drawn, faint, window.evaluate(FAINT))

    def _is_own(self, url: str, wrong: list[str]) -> None:
        own = (f"{self.address}/", "data:", "about:", "blob:")
        if not url.startswith(own):
            wrong.append(url)

    def _kilobytes(self, request: Request) -> float:
        """The compressed size of a file, computed once for all its readers."""
        response = request.response()
        if response and request.url not in self.sizes:
            body = response.body()
            self.sizes[request.url] = len(gzip.compress(body)) / KB
        return self.sizes.get(request.url, 0)


@contextmanager
def _heard(window: Page, **handlers: Callable[[Any], Any]) -> Iterator[None]:
    """Hear of what happens in a window, by the name of each kind of event."""
    for event, handler in handlers.items():
        window.on(event, handler)
    yield
    for event, handler in handlers.items():
        window.remove_listener(event, handler)


def is_refused(said: ConsoleMessage, wrong: list[str]) -> None:
    """Note what the policy of a page refused, as the browser says it."""
    if "Content Security Policy" in said.text:
        wrong.append(said.text)


def is_chapter(page: str) -> bool:
    """Whether it is a page of the book: those of figures show the same drawings."""
    return page.startswith("book/")


def is_seen_in_the_dark(page: str) -> bool:
    """Whether a dark phone visits it: chapters, and one of each other kind of page."""
    return is_chapter(page) or page in ("404.html", "figures/ties/index.html")


def _violations(window: Page, rules: list[str] | None = None) -> list[str]:
    window.evaluate(AXE)
    return window.evaluate(VIOLATIONS, rules)
