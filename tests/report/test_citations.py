"""Citations as libraries read them, heads of pages, links of marks, explored charts."""

from __future__ import annotations

import io
import json
import re

import pandas
import pytest
import rispy
from pybtex.database import parse_string
from report import citations, theme
from report.anchors import anchors_of, article_page, holding, join_anchors, passages
from report.citations import Edition, Work
from report.interactive import picking
from report.mark_links import link_marks, passage_links, printable

MADE = Edition("0123456789ab", "2026-11-25", "https://example.org/report/", "0.2.0")
HOME = Edition("0123456789ab", "2026-11-25", "", "0.2.0")
FIGURE = Work("50% & more {of} “it”_all #1", "figures/it-all/", 3, "it-all")


@pytest.mark.parametrize("work", [Work(citations.REPORT), FIGURE])
@pytest.mark.parametrize("made", [MADE, HOME, Edition()])
def test_bibtex_is_read_back(work, made):
    """A library reads title, version, commit and permalink out of the BibTeX entry."""
    (entry,) = parse_string(citations.as_bibtex(work, made), "bibtex").entries.values()
    title = entry.fields["title"]
    for mark in ("{", "}", "\\"):
        title = title.replace(mark, "")
    wanted = work.title if work.number else f"{citations.REPORT}: {citations.SUBTITLE}"
    assert title == wanted.replace("{", "").replace("}", "")
    assert entry.fields["version"] == made.version
    assert made.commit in entry.fields["note"]
    assert entry.fields.get("url", "") == (
        citations.permalink(work, made) if made.address else ""
    )
    authors = [str(one).strip("{}") for one in entry.persons["author"]]
    assert authors == ["The project’s authors"]


@pytest.mark.parametrize("work", [Work(citations.REPORT), FIGURE])
@pytest.mark.parametrize("made", [MADE, HOME])
def test_ris_is_read_back(work, made):
    """A library reads the same out of the RIS record."""
    (entry,) = rispy.load(io.StringIO(citations.as_ris(work, made), newline=""))
    assert entry["year"] == "2026"
    assert entry["authors"] == ["The project’s authors"]
    assert work.title in entry["title"]
    assert any(made.commit in note for note in entry["notes"])
    if made.address:
        assert citations.permalink(work, made) in json.dumps(entry)


def test_permalink_is_that_of_the_release():
    """With a public address it leads into the release's own copy; else it is a path."""
    assert citations.permalink(FIGURE, MADE) == (
        "https://example.org/report/v0.2/figures/it-all/"
    )
    assert citations.permalink(FIGURE, HOME) == "figures/it-all/"


def test_text_names_all_that_a_reader_needs():
    """Title, number, version, commit, date and address are in the sentence."""
    text = citations.as_text(FIGURE, MADE)
    for part in (FIGURE.title, "Figure 3", "0.2.0", MADE.commit, "25 November 2026"):
        assert part in text


def test_head_is_escaped_and_its_json_parses():
    """Markup in a title stays text; the JSON-LD is JSON and names the data."""
    work = Work('</script><b> "x"', "figures/x/", 1, "x")
    head = citations.head_tags(work, MADE, "figures/x/data.csv")
    assert head.count("</script>") == 1
    found = json.loads(re.search(r'ld\+json">(.*?)</script>', head, re.S)[1])
    assert found["name"] == work.title
    assert found["distribution"]["contentUrl"].endswith("figures/x/data.csv")


# --- from marks to passages -----------------------------------------------------------


@pytest.fixture
def rows() -> pandas.DataFrame:
    """Two rows: one counts a passage, one two."""
    return pandas.DataFrame(
        {
            "piece": ["Peace deal, 2008", "Great news, 2014"],
            "n": [1, 2],
            "passages": ["article-peace-deal#c0-9", "article-great-news#c0-9 doubt#x"],
        }
    )


def _spec(values: list[dict]) -> dict:
    return {
        "data": {"values": [dict(row) for row in values]},
        "mark": "bar",
        "encoding": {"color": {"field": "piece", "type": "nominal"}},
    }


def test_marks_lead_to_one_passage_or_to_their_row(rows):
    """A mark of one passage links to it, one of several to its row in the table."""
    spec = link_marks(_spec(rows.to_dict("records")), "x", rows)
    links = [row["href"] for row in spec["data"]["values"]]
    assert links == ["../book/article-peace-deal.ipynb#c0-9", "#x-r2"]
    assert spec["encoding"]["href"]["field"] == "href"


def test_chart_and_table_hold_the_same_rows(rows):
    """A row that only one of them has is an error that names the figure."""
    values = rows.to_dict("records")
    with pytest.raises(ValueError, match="x: the chart does not draw"):
        link_marks(_spec(values[:1]), "x", rows)
    with pytest.raises(ValueError, match="x: the chart draws a row"):
        link_marks(_spec([*values, {**values[0], "n": 9}]), "x", rows)


def test_words_on_marks_have_no_link_of_their_own(rows):
    """What is drawn for the eye only is no second stop for the keyboard."""
    spec = _spec(rows.to_dict("records"))
    spec["mark"] = {"type": "text", "aria": False}
    assert "href" not in link_marks(spec, "x", rows)["encoding"]


def test_legend_picks_and_changes_nothing_else(rows):
    """A click on the legend fades the other marks; without a legend nothing changes."""
    spec = _spec(rows.to_dict("records"))
    found = picking(spec)
    assert found["params"][0]["select"]["fields"] == ["piece"]
    assert found["encoding"]["opacity"]["condition"]["param"] == "pick"
    assert "params" not in spec
    spec["encoding"]["color"]["legend"] = None
    assert picking(spec) == spec


def test_references_become_links():
    """References are shown as links, escaped."""
    assert passage_links("article-a#c0-9") == (
        '<a href="../book/article-a.ipynb#c0-9">0–9</a>'
    )
    assert "<b>" not in passage_links("a#<b>")


def test_passages_of_a_piece():
    """Anchors become references to the page of the piece; each stands once."""
    assert article_page("Cease-fire over, 2008") == "article-cease-fire-over"
    assert passages("Peace deal, 2008", "c0-9 text") == (
        "article-peace-deal#c0-9 article-peace-deal#text"
    )
    assert join_anchors(["s2", "s1", "s2"]) == "s2 s1"


def test_spans_lie_in_their_sentences(tables):
    """A span is in each sentence that it overlaps; the whole text holds none."""
    sentences = tables.sentences
    article = sentences["article"].iloc[0]
    first, second = sentences.iloc[0], sentences.iloc[1]
    both = {"start": first["end"] - 1, "end": second["start"] + 1}
    assert holding(sentences, article, [both]) == " ".join(
        anchors_of(sentences.iloc[:2])
    )
    assert holding(sentences, article, []) == "text"


def test_every_passage_of_every_figure_is_on_its_page(site):
    """References in the published data lead to an anchor of the built book."""
    n = 0
    for path in sorted((site / "figures").glob("*/data.csv")):
        table = pandas.read_csv(path, dtype=str, keep_default_na=False)
        if "passages" not in table:
            continue
        for reference in " ".join(table["passages"]).split():
            page, _, anchor = reference.partition("#")
            html = _html(site / "book" / f"{page}.html")
            assert f'id="{anchor}"' in html, f"{path.parent.name}: {reference}"
            n += 1
    assert n > 500


_PAGES: dict = {}


def _html(path) -> str:
    return _PAGES.setdefault(path, path.read_text("utf-8"))


def test_csv_equals_what_the_chart_draws(site):
    """Each row of the published CSV is drawn, and no other: read from both files."""
    for folder in sorted(path.parent for path in (site / "figures").glob("*/data.csv")):
        table = pandas.read_csv(folder / "data.csv", dtype=str, keep_default_na=False)
        assert "passages" in table, folder.name
        spec = json.loads((folder / "spec.vl.json").read_text("utf-8"))
        drawn = pandas.DataFrame(
            [
                {name: row.get(name) for name in table}
                for data in spec["datasets"].values()
                for row in data
                if "passages" in row
            ]
        )
        drawn = printable(drawn[list(table)].astype(object))
        assert set(drawn.itertuples(False, None)) == set(
            table.itertuples(False, None)
        ), folder.name


def test_signs_differ_between_relations():
    """What tells relations apart without colour is another sign for each."""
    assert len(set(theme.SIGN.values())) == len(theme.SIGN) == len(theme.RELATION)
