"""The report as a reader gets it: in a real browser, without a network."""

from __future__ import annotations

import gzip
import re
from functools import partial
from pathlib import Path

import axe_playwright_python
import pytest

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
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
  const options = { resultTypes: ['violations'] };
  if (rules) options.runOnly = rules;
  const found = await axe.run(document, options);
  return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
}"""


@pytest.fixture(scope="session")
def pages(site) -> list[str]:
    """Every page of the built report, those of the figures and of errors too."""
    found = [path.relative_to(site) for path in sorted(site.rglob("*.html"))]
    return [path.as_posix() for path in found if "_static" not in path.parts]


@pytest.fixture
def visit(browser):
    """A function that opens a window."""
    contexts = []

    def opened(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _own(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", "data:", "about:", "blob:", "file:"))


# --- what is loaded ------------------------------------------------------------


def test_pages_ask_no_other_host_and_find_all_their_files(visit, address, pages):
    """No page requests anything but its own files, all there, and no script fails."""
    window = visit()
    wrong: list[str] = []
    window.on("request", lambda r: _own(r.url, address) or wrong.append(r.url))
    window.on("response", lambda r: r.status < 400 or wrong.append(r.url))
    window.on("pageerror", lambda error: wrong.append(str(error)))
    for page in [*pages, "search.html?q=Iran"]:
        window.goto(f"{address}/{page}", wait_until="load")
    assert not wrong


def test_pages_are_light(visit, address, pages):
    """Before interaction the first page is at most 200 KB compressed, any other 400."""
    heavy = []
    for page in pages:
        window = visit()  # with an empty cache
        loaded: list = []
        window.on("requestfinished", partial(list.append, loaded))
        window.goto(f"{address}/{page}", wait_until="load")
        bodies = [request.response().body() for request in loaded]
        size = sum(len(gzip.compress(body)) for body in bodies) / KB
        if size > (200 if page in ("index.html", "book/index.html") else 400):
            heavy.append(f"{page}: {size:.0f} KB")
        window.context.close()
    assert not heavy


# --- what is seen ----------------------------------------------------------------


def test_figures_show_without_scripts_from_a_folder(visit, site, pages):
    """Opened as files, with scripts off, each figure shows one drawing of real size."""
    window = visit(java_script_enabled=False)
    for page in pages:
        window.goto((site / page).as_uri())
        for figure in window.evaluate(DRAWN):
            assert len(figure["shown"]) == 1, f"{page}: {figure['slug']}"
            width, height = figure["shown"][0]
            assert width > 200, f"{page}: {figure['slug']}"
            assert height > 40, f"{page}: {figure['slug']}"


def test_pages_fit_a_phone(visit, address, pages):
    """At 390 px no page scrolls sideways, folded parts open or not."""
    window = visit(viewport=PHONE)
    for page in pages:
        window.goto(f"{address}/{page}")
        assert window.evaluate("document.documentElement.scrollWidth") <= 390, page
        window.evaluate(OPEN_ALL)
        assert window.evaluate("document.documentElement.scrollWidth") <= 390, page


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_first_page_answers_on_one_screen(visit, address, viewport):
    """Without scrolling, the first page says of all five pieces what they draw."""
    window = visit(viewport=viewport)
    window.goto(f"{address}/index.html")
    answer = window.locator("article ul").first
    assert answer.locator("li").count() == 5
    box = answer.bounding_box()
    assert box["y"] + box["height"] <= viewport["height"]


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_labels_lie_inside_their_figure(visit, address, pages, viewport):
    """No label of a chart is cut at the edge of its picture."""
    window = visit(viewport=viewport)
    for page in pages:
        window.goto(f"{address}/{page}")
        assert window.evaluate(CUT_LABELS) == [], page


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_marks_of_figures_stand_out(visit, address, pages, scheme, scripts):
    """On either ground words in charts have 4.5:1, and marks 3:1."""
    window = visit(color_scheme=scheme, java_script_enabled=scripts)
    faint = []
    for page in pages:
        if page.startswith("book/"):  # the pages of figures show the same drawings
            window.goto(f"{address}/{page}")
            faint += window.evaluate(FAINT)
    assert not faint


def test_dark_is_dark(visit, address):
    """Who prefers dark gets a dark page; on paper it is light again."""
    window = visit(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    ink = "getComputedStyle(document.querySelector('.role-axis-label text')).fill"
    window.goto(f"{address}/index.html")
    assert window.evaluate(ground) == "rgb(20, 24, 30)"
    on_screen = window.evaluate(ink)
    window.emulate_media(media="print")
    assert window.evaluate(ink) != on_screen
    assert window.evaluate(ink) == "rgb(28, 32, 36)"


def test_printed_pages_show_their_charts(visit, address, pages):
    """On paper each figure shows its wide drawing, and nothing to press."""
    window = visit()
    window.emulate_media(media="print")
    for page in pages:
        window.goto(f"{address}/{page}")
        for figure in window.evaluate(DRAWN):
            assert len(figure["shown"]) == 1, f"{page}: {figure['slug']}"
            assert figure["shown"][0][0] > 400, f"{page}: {figure['slug']}"
        assert not window.locator(".bookfig-files:visible, button.copy:visible").count()


# --- who it can be read by --------------------------------------------------------


def test_axe_finds_no_violation(visit, address, pages):
    """No page breaks a rule of axe-core, the theme's own parts included."""
    found = []
    window = visit(viewport=LAPTOP)
    for page in pages:
        window.goto(f"{address}/{page}")
        window.add_script_tag(path=AXE)
        found += [f"{page}: {one}" for one in window.evaluate(VIOLATIONS, None)]
    assert not found


def test_axe_finds_enough_contrast_in_the_dark(visit, address, pages):
    """On a dark phone all text stands out, and what is pressed is large enough."""
    found = []
    window = visit(viewport=PHONE, color_scheme="dark")
    for page in pages:
        if page.startswith("book/") or page in ("404.html", "figures/roles/index.html"):
            window.goto(f"{address}/{page}")
            window.add_script_tag(path=AXE)
            rules = ["color-contrast", "target-size", "link-in-text-block"]
            found += [f"{page}: {one}" for one in window.evaluate(VIOLATIONS, rules)]
    assert not found


# Where the focus is, and whether it shows: its own outline, shadow or edge changes.
FOCUSED = """() => {
  const at = document.activeElement;
  const seen = element => {
    const style = getComputedStyle(element);
    return [style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
      && style.outlineColor, style.boxShadow, style.stroke, style.strokeWidth,
      style.borderColor].join();
  };
  const shown = at.closest('svg') ? at.firstElementChild : at;
  const focused = seen(shown);
  at.blur();
  const changed = seen(shown) !== focused;
  at.focus({ focusVisible: true });
  const order = [...document.querySelectorAll('*')].indexOf(at);
  return { name: at.tagName + '.' + at.className, order, changed };
}"""


@pytest.mark.parametrize(
    "page", ["index.html", "book/article-great-news.html", "figures/roles/index.html"]
)
def test_tab_goes_through_the_page_in_order_and_shows_where_it_is(visit, address, page):
    """Tab meets everything that can be pressed, as it is read, and each shows it."""
    window = visit(viewport=LAPTOP)
    window.goto(f"{address}/{page}")
    window.add_style_tag(content="* { transition: none !important; }")
    window.wait_for_function(  # charts are one stop each once the page is idle
        "!document.querySelector('.bookfig svg a:not([tabindex])')"
    )
    stops = window.evaluate(
        """() => [...document.querySelectorAll(
             'a[href], button, input, summary, select, textarea, [tabindex="0"]')]
           .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({
             visibilityProperty: true }) && one.getClientRects().length).length"""
    )
    seen = []
    for _ in range(stops + 5):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement === document.body"):
            break
        seen.append(window.evaluate(FOCUSED))
    orders = [one["order"] for one in seen]
    assert len(set(orders)) >= stops - 2, "some control is not reached"
    main = [one for one in orders if one > orders[3]]
    assert main == sorted(main), "the focus jumps back"
    assert not [one["name"] for one in seen if not one["changed"]]


def test_layers_of_an_article_are_switched_by_keyboard(visit, address):
    """Space on a check box of the legend hides and shows its layer, without scripts."""
    window = visit(java_script_enabled=False)
    window.goto(f"{address}/book/article-great-news.html")
    chip = window.locator(".chip.rel").nth(1)
    assert chip.is_visible()
    window.focus("#show-relations")
    window.keyboard.press("Space")
    assert not chip.is_visible()
    window.keyboard.press("Space")
    assert chip.is_visible()


def test_arrow_keys_go_from_mark_to_mark_and_enter_to_the_passage(visit, address):
    """A chart is one stop; inside, arrows move and say the mark, Enter follows it."""
    window = visit(viewport=LAPTOP)
    window.goto(f"{address}/index.html")
    window.locator(".bookfig-wide svg a[tabindex='0']").first.focus()
    window.keyboard.press("ArrowRight")
    named = window.evaluate(
        "document.activeElement.querySelector('[aria-label]').ariaLabel"
    )
    assert window.locator(".bookfig-tip").inner_text() == named
    window.keyboard.press("Enter")
    window.wait_for_url(re.compile(r"book/article-negotiating\.html#s2$"))


def test_chart_is_explored_on_demand(visit, address):
    """Explore draws the chart anew, with a legend that picks, from the book's files."""
    window = visit(viewport=LAPTOP)
    window.goto(f"{address}/index.html")
    button = window.locator(".bookfig-explore")
    button.focus()
    window.keyboard.press("Enter")
    legend = window.locator(".bookfig-wide .role-legend-label text")
    window.wait_for_selector(".bookfig-explore[aria-pressed='true']")
    faded = ".bookfig-wide .mark-rect path[opacity='0.15']"
    assert window.locator(faded).count() == 0
    legend.first.focus()
    window.keyboard.press("Enter")
    window.wait_for_selector(faded)
    picked = window.locator(faded).count()
    legend.nth(1).click()
    window.wait_for_function(
        f"document.querySelectorAll(`{faded}`).length !== {picked}"
    )
    button.click()
    assert window.locator(faded).count() == 0


def test_long_table_is_filtered_and_sorted(visit, address):
    """A long table has a filter and headings that sort; nothing is lost by either."""
    window = visit(viewport=LAPTOP)
    window.goto(f"{address}/index.html")
    window.evaluate(OPEN_ALL)
    rows = window.locator(".bookfig-data tbody tr")
    n = rows.count()
    window.fill(".bookfig-filter input", "Peace deal")
    assert 0 < window.locator(".bookfig-data tbody tr:visible").count() < n
    window.fill(".bookfig-filter input", "")
    window.locator(".bookfig-data th button").first.click()
    pieces = rows.locator("td:first-child").all_inner_texts()
    assert len(pieces) == n
    assert pieces == sorted(pieces)


def test_terms_are_explained_in_place(visit, address):
    """A term that gets the focus shows its definition, which its link holds too."""
    window = visit(viewport=LAPTOP)
    window.goto(f"{address}/book/voices.html")
    term = window.locator("article a.term").first
    for _ in range(200):
        window.keyboard.press("Tab")
        if term.evaluate("one => one === document.activeElement"):
            break
    said = window.locator(".bookfig-tip").inner_text()
    assert said == term.get_attribute("aria-description")


def test_search_works_without_network(visit, site):
    """Opened from a folder, the search finds a word of an article's page."""
    window = visit()
    window.goto(f"{(site / 'search.html').as_uri()}?q=ceasefire")
    window.wait_for_selector("#search-results li")
    assert "article-" in window.locator("#search-results").inner_html()
