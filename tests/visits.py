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

# The labels that reach over an edge of their picture.
CUT_LABELS = """() => [...document.querySelectorAll('.bookfig svg')].flatMap(svg => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => {
    const label = text.getBoundingClientRect();
    return label.width && (label.left < box.left - 0.5 || label.right > box.right + 0.5
      || label.top < box.top - 0.5 || label.bottom > box.bottom + 0.5);
  }).map(text => text.textContent);
})"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(d => d.open = true)"
# The drawings that a reader sees: figure, and the size of the picture.
DRAWN = """() => [...document.querySelectorAll('.bookfig')].map(figure => ({
  slug: figure.id,
  shown: [...figure.querySelectorAll('svg')].map(svg => svg.getBoundingClientRect())
    .filter(box => box.width).map(box => [box.width, box.height]),
}))"""
# What stands out too little in the drawings, by contrast as WCAG 2 computes it: words
# against what is behind them, marks, by fill or by edge, against the page.
FAINT = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = numbers(getComputedStyle(document.body).backgroundColor);
  const blend = (colour, opacity, below) => {
    if (colour === 'none') return below;
    const [r, g, b, a = 1] = numbers(colour);
    const share = a * opacity;
    return [r, g, b].map((part, at) => part * share + below[at] * (1 - share));
  };
  const contrast = (colour, opacity, below = ground) => {
    const [low, high] = [light(blend(colour, opacity, below)), light(below)]
      .sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  // What is drawn behind a word: the last mark that its middle lies in, or the page.
  const behind = (text, marks) => {
    const { left, top, width, height } = text.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return marks.filter(({ box, mark }) => box.left <= x && x <= box.right
      && box.top <= y && y <= box.bottom
      && mark.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)
      .reduce((below, { fill, opacity }) => blend(fill, opacity, below), ground);
  };
  const faint = [];
  for (const figure of document.querySelectorAll('.bookfig')) {
    const svg = [...figure.querySelectorAll('svg')]
      .find(one => one.getBoundingClientRect().width);
    const marks = [...svg.querySelectorAll('[role="graphics-symbol"]:not(text, g)')]
      .map(mark => {
        const { fill, opacity, fillOpacity } = getComputedStyle(mark);
        return { mark, fill, opacity: opacity * fillOpacity,
          box: mark.getBoundingClientRect() };
      });
    for (const text of svg.querySelectorAll('text')) {
      const style = getComputedStyle(text);
      if (style.opacity === '0') continue; // left out, lest it touch its neighbour
      const found = contrast(
        style.fill, style.opacity * style.fillOpacity, behind(text, marks));
      if (text.textContent && found < 4.5)
        faint.push(`${figure.id}: ${text.textContent} ${found.toFixed(2)}`);
    }
    for (const { mark } of marks) {
      const style = getComputedStyle(mark);
      const found = Math.max(
        contrast(style.fill, style.opacity * style.fillOpacity),
        contrast(style.stroke, style.opacity * style.strokeOpacity));
      if (found < 3) faint.push(`${figure.id}: ${mark.ariaLabel} ${found.toFixed(2)}`);
    }
  }
  return faint;
}"""
VIOLATIONS = """async rules => {
  const options = { resultTypes: ['violations'], selectors: false };
  if (rules) options.runOnly = rules;
  const found = await axe.run(document, options);
  return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
}"""
# Elements that are drawn only when they come near the screen, hence not on a picture of
# the whole page.
DRAWN_LATE = """() => [...document.querySelectorAll('*')]
  .filter(one => getComputedStyle(one).contentVisibility === 'auto')
  .map(one => one.outerHTML.slice(0, 100))"""
# A change of medium or colours has arrived: scripts have heard of it, nothing fades.
SETTLED = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.allSettled(document.getAnimations().map(one => one.finished));
}"""
SETTLED_WITHOUT_SCRIPTS = """async () => {
  await Promise.allSettled(document.getAnimations().map(one => one.finished));
}"""
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
