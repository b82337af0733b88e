"""The report as a reader gets it: in a real browser, without a network."""

from __future__ import annotations

import base64
import re

import pytest
from report.seeds import REPOSITORY
from visits import (
    LAPTOP,
    OPEN_ALL,
    PHONE,
    Visits,
    is_chapter,
    is_seen_in_the_dark,
    script,
)

SITE = REPOSITORY / "_build" / "html"
# Every page of the built report, those of the figures and of errors too.
PAGES = [
    path.relative_to(SITE).as_posix()
    for path in sorted(SITE.rglob("*.html"))
    if "_static" not in path.relative_to(SITE).parts
] or ["index.html"]  # not built, which the fixture `site` says
CHAPTERS = [page for page in PAGES if is_chapter(page)]
IN_THE_DARK = [page for page in PAGES if is_seen_in_the_dark(page)]


def each(pages: list[str]) -> pytest.MarkDecorator:
    """Ask of each page; one worker, who visits it once, is asked all about it."""
    groups = [pytest.param(page, marks=pytest.mark.xdist_group(page)) for page in pages]
    return pytest.mark.parametrize("page", groups)


@pytest.fixture(scope="session")
def visits(browser, address, site) -> Visits:
    """What each kind of reader gets of each page."""
    return Visits(browser, address, site)


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


# --- what is loaded ------------------------------------------------------------


@each([*PAGES, "search.html?q=Iran"])
def test_page_asks_no_other_host_and_finds_all_its_files(visits, page):
    """A page requests nothing but its own files, all there, and no script fails.

    Nor is anything refused by the page's own policy.
    """
    assert not visits.laptop(page).wrong


@each(PAGES)
def test_page_is_light(visits, page):
    """Before interaction the first page is at most 200 KB compressed, any other 400."""
    most = 200 if page in ("index.html", "book/index.html") else 400
    assert 0 < visits.laptop(page).kilobytes <= most


# --- what is seen ----------------------------------------------------------------


@each(PAGES)
def test_figures_show_without_scripts_from_a_folder(visits, page):
    """Opened as a file, without scripts, each figure shows one drawing of real size."""
    assert not visits.plain(page).wrong
    for figure in visits.plain(page).drawn:
        assert len(figure["shown"]) == 1, figure["slug"]
        width, height = figure["shown"][0]
        assert width > 200, figure["slug"]
        assert height > 40, figure["slug"]


@each(PAGES)
def test_page_fits_a_phone(visits, page):
    """At 390 px no page scrolls sideways, folded parts open or not."""
    assert visits.phone(page).width <= 390
    assert visits.phone(page).width_unfolded <= 390


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("page", ["index.html", "book/index.html"])
def test_first_page_answers_on_one_screen(visit, address, viewport, page):
    """Without scrolling, the first page has its question and all five answers."""
    window = visit(viewport=viewport)
    window.goto(f"{address}/{page}")
    answers = window.locator(".answers li")
    assert answers.count() == 5
    for part in (window.locator("article h1"), *answers.all()):
        box = part.bounding_box()
        assert box["height"] > 10
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= viewport["height"]
        assert 0 <= box["x"] <= box["x"] + box["width"] <= viewport["width"]


def test_a_finding_opens_without_scripts(visit, address):
    """A click shows sentences, the test with its place, what would overturn it."""
    window = visit(viewport=PHONE, java_script_enabled=False)
    window.goto(f"{address}/book/readings.html")
    finding = window.locator("#finding-great-news-joke")
    fold = finding.locator(":scope > details")
    passage = fold.locator(".carriers > li").first
    assert not passage.is_visible()
    fold.locator(":scope > summary").click()
    assert passage.is_visible()
    words = fold.inner_text()
    assert re.search(r"claims\.py.*line \d+", words)
    assert "What would overturn it:" in words
    assert "def great_news_joke" not in words  # one fold more
    fold.locator("details summary").last.click()
    assert "def great_news_joke" in fold.inner_text()


def test_an_answer_leads_to_its_finding(visit, address):
    """From the first page to the reading, with the finding in view."""
    window = visit(viewport=PHONE)
    window.goto(f"{address}/index.html")
    window.locator(".answers li").nth(3).locator("a").first.click()
    window.wait_for_url(re.compile(r"book/readings\.html#finding-great-news-joke$"))
    box = window.locator("#finding-great-news-joke").bounding_box()
    assert 0 <= box["y"] < PHONE["height"]


@each(PAGES)
@pytest.mark.parametrize("reader", ["laptop", "phone"])
def test_labels_lie_inside_their_figure(visits, reader, page):
    """No label of a chart is cut at the edge of its picture."""
    assert getattr(visits, reader)(page).cut_labels == []


@each(CHAPTERS)
@pytest.mark.parametrize("reader", ["laptop", "plain"], ids=["scripts", "no-scripts"])
def test_words_and_marks_of_figures_stand_out(visits, reader, page):
    """On either ground words in charts have 4.5:1, and marks 3:1."""
    seen = getattr(visits, reader)(page)
    assert not seen.faint
    assert not seen.faint_in_the_dark


def test_dark_is_dark(visit, address):
    """Who prefers dark gets a dark page; on paper it is light again."""
    window = visit(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    texts = "[...document.querySelectorAll('.bookfig svg text')]"
    name = f"{texts}.find(one => one.textContent.startsWith('Negotiating'))"
    ink = f"getComputedStyle({name}).fill"
    window.goto(f"{address}/index.html")
    assert window.evaluate(ground) == "rgb(20, 24, 30)"
    on_screen = window.evaluate(ink)
    window.emulate_media(media="print")
    assert window.evaluate(ink) != on_screen
    assert window.evaluate(ink) == "rgb(28, 32, 36)"


@each(PAGES)
def test_printed_page_shows_its_charts(visits, page):
    """On paper each figure shows its wide drawing, and nothing to press."""
    for figure in visits.laptop(page).on_paper:
        assert len(figure["shown"]) == 1, figure["slug"]
        assert figure["shown"][0][0] > 400, figure["slug"]
    assert not visits.laptop(page).buttons_on_paper


@each(PAGES)
def test_nothing_waits_to_be_scrolled_to(visits, page):
    """Nothing is drawn late, which would be missing on a picture of the whole page."""
    assert not visits.laptop(page).drawn_late


COLOURS = script("colours")


@pytest.mark.parametrize(
    ("page", "n"), [("readings", 5), ("who-speaks", 2), ("instruments", 3)]
)
def test_charts_are_on_a_picture_of_the_whole_page(visit, address, page, n):
    """A capture of a long page shows every chart, however far down it stands."""
    window = visit(viewport=LAPTOP, bypass_csp=True)
    window.goto(f"{address}/book/{page}.html")
    picture = base64.b64encode(window.screenshot(full_page=True)).decode()
    colours = window.evaluate(COLOURS, picture)
    assert len(colours) == n
    assert min(colours) > 10


# --- who it can be read by --------------------------------------------------------


@each(PAGES)
def test_axe_finds_no_violation(visits, page):
    """No page breaks a rule of axe-core, the theme's own parts included."""
    assert not visits.laptop(page).violations


@each(IN_THE_DARK)
def test_axe_finds_enough_contrast_in_the_dark(visits, page):
    """On a dark phone all text stands out, and what is pressed is large enough."""
    assert not visits.phone(page).violations


FOCUSED = script("focused")


@pytest.mark.parametrize(
    "page", ["index.html", "book/article-great-news.html", "figures/ties/index.html"]
)
def test_tab_goes_through_the_page_in_order_and_shows_where_it_is(visit, address, page):
    """Tab meets everything that can be pressed, as it is read, and each shows it."""
    window = visit(viewport=LAPTOP, bypass_csp=True)
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
    tag = window.locator(".tags .tag").first
    assert tag.is_visible()
    window.locator(".show-layers summary").focus()
    window.keyboard.press("Enter")
    window.focus("#show-relations")
    window.keyboard.press("Space")
    assert not tag.is_visible()
    window.keyboard.press("Space")
    assert tag.is_visible()


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_number_leads_to_its_sentence_and_furniture_is_folded(
    visit, address, viewport
):
    """Without scripts: a click on a number goes to its anchor; adverts stay shut."""
    window = visit(viewport=viewport, java_script_enabled=False)
    window.goto(f"{address}/book/article-spring-offensive.html")
    number = window.locator("a.ref").nth(9)
    anchor = number.get_attribute("href")
    number.click()
    assert window.url.endswith(anchor)
    assert window.locator(anchor).is_visible()
    for fold in window.locator("details.furniture").all():
        assert fold.get_attribute("open") is None
        assert not fold.locator("p").first.is_visible()


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
    window.wait_for_url(re.compile(r"book/article-negotiating\.html#c\d+-\d+$"))


def test_chart_is_explored_on_demand(visit, address):
    """Explore draws the chart anew, with a legend that picks, from the book's files."""
    window = visit(viewport=LAPTOP)
    window.goto(f"{address}/book/instruments.html")
    figure = "#bookfig-tone-by-sentence"
    button = window.locator(f"{figure} .bookfig-explore")
    button.focus()
    window.keyboard.press("Enter")
    legend = window.locator(f"{figure} .bookfig-wide .role-legend-label text")
    window.wait_for_selector(f"{figure} .bookfig-explore[aria-pressed='true']")
    faded = f"{figure} .bookfig-wide .mark-symbol path[opacity='0.15']"
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
    window.goto(f"{address}/book/program.html")
    term = window.locator("article a.term").first
    for _ in range(200):
        window.keyboard.press("Tab")
        if term.evaluate("one => one === document.activeElement"):
            break
    said = window.locator(".bookfig-tip").inner_text()
    assert said == term.get_attribute("aria-description")


INTRUDE = script("intrude")


@pytest.mark.parametrize("place", ["site", "folder"])
@pytest.mark.parametrize("page", ["index.html", "404.html", "book/program.html"])
def test_what_does_not_belong_to_a_page_is_refused(visit, address, site, place, page):
    """Served or opened from a folder: no added script runs, no host is asked."""
    window = visit()
    window.goto(f"{address if place == 'site' else site.as_uri()}/{page}")
    window.evaluate(INTRUDE)
    window.wait_for_timeout(200)
    assert window.evaluate("window.intruded") is None
    refused = window.evaluate("refused.join()")
    for kind in (
        "script-src-elem inline",
        "script-src-attr inline",
        "style-src-attr inline",
        "img-src https://example.org",
        "script-src eval",
    ):
        assert kind in refused
    colour = "one => getComputedStyle(one).color"
    assert window.locator("body > p").last.evaluate(colour) != "rgb(255, 0, 0)"


def test_the_search_form_leads_to_the_search(visit, site):
    """On a page that is opened from a folder, words typed are looked up."""
    window = visit(viewport=LAPTOP)
    window.goto((site / "search.html").as_uri())
    field = window.locator(".bd-search-container input").first
    field.fill("ceasefire")
    field.press("Enter")
    window.wait_for_url(re.compile(r"search\.html\?q=ceasefire"))
    window.wait_for_selector("#search-results li")


def test_a_page_is_printed_by_its_button(visit, address):
    """The theme's button prints, although no handler may stand in a page."""
    window = visit(viewport=LAPTOP)
    window.add_init_script("window.print = () => { window.printed = true; }")
    window.goto(f"{address}/book/program.html")
    assert window.locator("[onclick]").count() == 0
    window.locator("button[data-print]").dispatch_event("click")
    assert window.evaluate("window.printed")


def test_search_works_without_network(visit, site):
    """Opened from a folder, the search finds a word of an article's page."""
    window = visit()
    window.goto(f"{(site / 'search.html').as_uri()}?q=ceasefire")
    window.wait_for_selector("#search-results li")
    assert "article-" in window.locator("#search-results").inner_html()
