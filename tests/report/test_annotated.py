"""The annotated pages: every sentence once, numbered, cited; nothing of its readers."""

from __future__ import annotations

import re
from copy import copy

import pytest
from bs4 import BeautifulSoup
from report import findings, tiles
from report.anchors import anchor, article_page
from report.coding import CODING, with_codes
from report.multiverse.choices import Coded, Universe
from report.pages.annotated import annotated, spans, tags
from report.seeds import articles
from written import parsed

from analysis.text.segmentation import PIECE

IDS = {article.label: article.id for article in articles()}
TEXTS = {article.id: article.text for article in articles()}
FURNITURE = {"boilerplate", "metadata", "comment"}


@pytest.fixture(scope="module", params=IDS)
def label(request):
    """Each of the five pieces."""
    return request.param


@pytest.fixture(scope="module")
def page(tables, label):
    """Its page."""
    return BeautifulSoup(annotated(tables, label).html, "html.parser")


@pytest.fixture(scope="module")
def coded(tables, label):
    """Its coded sentences."""
    both = with_codes(tables)
    return both[both["article"] == IDS[label]].to_dict("records")


def test_every_sentence_of_the_piece_has_a_number_that_links_to_it(page, coded):
    """From one on, in the order of the text, each at the place of its sentence."""
    links = page.select("a.ref")
    assert [link.get_text() for link in links] == [
        str(n + 1) for n in range(len(coded))
    ]
    for link, row in zip(links, coded, strict=True):
        assert link["href"] == f"#{anchor(row['start'], row['end'])}"
        assert page.find(id=link["href"][1:])
        assert f"rel-{row['coded_relation']}" in link["class"]


def test_what_is_no_sentence_of_the_piece_has_no_number(page):
    """Adverts, bylines, captions and comments are not counted."""
    for section in page.select("section.voice"):
        layer = section["class"][1].removeprefix("voice-")
        assert layer in PIECE or not section.select("a.ref"), layer


def test_numbers_are_the_same_everywhere(page, coded, label, tables, bench):
    """On the page, in its notes, on the tiles, in the findings, and in the coding."""
    numbers = {link["href"][1:]: int(link.get_text()) for link in page.select("a.ref")}
    notes = {
        item.a["href"][1:]: int(item.a.get_text().removeprefix("Sentence "))
        for item in page.select("li[id^=n-s]")
        if item.a.get_text().startswith("Sentence ")
    }
    rows = tiles.sentence_tiles(tables)
    rows = rows[rows["passages"].isin([f"article-{_slug(label)}#{a}" for a in numbers])]
    drawn = {r["passages"].split("#")[1]: r["place"] for r in rows.to_dict("records")}
    found = {
        anchor(s.start, s.end): int(re.search(r"sentence (\d+)", _what(s))[1])
        for s in bench.view(Universe()).sentences
        if s.piece == label
    }
    units = CODING.table("units")
    own = units[units["article"] == IDS[label]]
    files = {anchor(u.start, u.end): u.unit for u in own.itertuples()}
    assert numbers == notes == drawn == found == files


def _slug(label):
    return label.lower().replace(" ", "-")


def _what(sentence: Coded) -> str:
    """How a finding calls a sentence."""
    return findings._place(sentence)["what"]


def test_every_sentence_can_be_cited(page, coded):
    """Behind its note: the piece, its number and anchor, the version; and a button."""
    for row in coded:
        place = anchor(row["start"], row["end"])
        cite = page.find(id=f"cite-{place}").get_text()
        assert f"sentence {row['place']}" in cite
        assert f"#{place}" in cite
        assert re.search(r"version \d+\.\d+", cite)
        assert page.select_one(f'button[data-copy="cite-{place}"]')


def test_the_words_are_those_of_the_file(page, label):
    """Letter by letter, in order; comments apart, whose words are their writers'."""
    shown = copy(page)
    ours = ".notes, .tags, .whose, summary, a.ref, .rights, .layers, .voice-comment"
    for part in shown.select(ours):
        part.decompose()
    letters = "".join(shown.get_text().split())
    text = TEXTS[IDS[label]]
    segments = CODING.table("segments").query("layer == 'comment'")
    for row in reversed(segments[segments["article"] == IDS[label]].to_dict("records")):
        text = text[: row["start"]] + text[row["end"] :]
    assert letters == "".join(text.split())


def test_furniture_is_folded_and_the_piece_is_not(page):
    """What nobody came for is one click away; what they came for is there."""
    layers = set()
    for section in page.select("section.voice"):
        layer = section["class"][1].removeprefix("voice-")
        layers.add(layer)
        folded = section.select_one(":scope > details.furniture")
        assert (folded is not None) is (layer in FURNITURE), layer
        assert not (folded and folded.has_attr("open"))
    assert "author" in layers


def test_no_reader_is_shown(tables):
    """Comments are counted: neither their words nor their handles are on the page."""
    html = annotated(tables, "Cease-fire over").html
    coded = CODING.table("segments").query("layer == 'comment'")
    handles = set(coded["carrier"]) - {"legion", "Michael"}  # words of the text, too
    assert len(handles) > 3
    assert not [handle for handle in handles if handle in html]
    assert html.count("counted, not shown") == len(coded)
    text = TEXTS[IDS["Cease-fire over"]]
    first = coded.sort_values("start").iloc[0]
    words = text[int(first["start"]) : int(first["end"])].split("\n")[-1].strip()
    assert len(words) > 20
    assert words[:40] not in html


def test_ids_are_used_once_and_links_lead_to_them(page):
    """No two passages share an anchor; each link on the page has its target."""
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(set(ids)) == len(ids)
    for link in page.select('a[href^="#"]'):
        assert link["href"][1:] in ids


def test_tags_are_plain_words_below_the_paragraph(page, coded):
    """One for each sentence that says or judges something, out of the running text."""
    shown = [tag.get_text() for tag in page.select(".tags > .tag")]
    expected = [f"{row['place']} {tags(row)}" for row in coded if tags(row)]
    assert shown == expected
    assert not page.select("p:not(.tags) .tag")


def test_passages_only_keep_every_anchor(tables, monkeypatch):
    """With the setting, sentences without evidence are left out and can be linked."""
    whole = BeautifulSoup(annotated(tables, "Great news").html, "html.parser")
    monkeypatch.setenv("REPORT_ARTICLES", "passages")
    part = BeautifulSoup(annotated(tables, "Great news").html, "html.parser")
    anchors = [{t["id"] for t in p.find_all(id=True)} for p in (whole, part)]
    assert anchors[0] == anchors[1]
    assert "[…]" in part.get_text()
    assert "Great news: Iran thinking" in part.get_text()
    assert len(part.get_text()) < len(whole.get_text())


def test_the_book_shows_what_is_made(site, page, label):
    """Numbers, tags, citations and folds, one after the other."""
    built = parsed(site / "book" / f"{article_page(label)}.html")
    for part in ("a.ref", ".tag", "[id^=cite-c]", "details.furniture > summary"):
        shown, made = (
            [(tag.get_text(), tag.get("href")) for tag in html.select(part)]
            for html in (built, page)
        )
        assert shown == made
    assert len(built.select("a.ref")) > 15


def test_layers_are_switched_without_a_script(page):
    """A box and its words for each layer, in a fold."""
    boxes = page.select("details.show-layers input[type=checkbox]")
    assert len(boxes) == 5
    assert all(box.find_parent("label") for box in boxes)


# --- notes ----------------------------------------------------------------------------


def test_a_sentence_that_nobody_coded_has_no_tag():
    """Of comments and furniture nothing is said."""
    assert tags({"coded_relation": None}) == ""


def test_spans_of_a_row_leave_out_what_is_missing():
    """Start and end of each field that the row has."""
    row = {"cue_start": 3, "cue_end": 7, "source_start": None}
    assert spans(row, "cue", "source", "content") == [(3, 7)]
