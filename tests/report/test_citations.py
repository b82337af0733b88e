"""Citations as libraries read them, heads of pages, links of marks, explored charts."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile

import altair
import pandas
import pytest
import rispy
import yaml
from pybtex.database import parse_string
from report import citations, references, theme
from report.anchors import anchors_of, holding
from report.citations import Edition, Work
from report.figure import FRAGMENT, figure
from report.interactive import picking
from report.mark_links import link_marks, passage_links
from report.seeds import REPOSITORY
from written import parsed

from analysis import __version__

MADE = Edition("0123456789ab", "2026-11-25", "https://example.org/report/", "0.2.0")
HOME = Edition("0123456789ab", "2026-11-25", "", "0.2.0")
ARCHIVE = Edition("unknown", "2026-11-25", "", "0.2.0")
REPORT = citations.THE_REPORT
FIGURE = Work("50% & more {of} “it”_all #1", "figures/it-all/", 3, "it-all")
HOSTILE = Work("}} x\\, y = {\nER  - \r\n~^@misc{", "figures/it-all/", 3, "it-all")
AUTHOR = "Partner, rival, broker, enemy: project authors"


def untex(text: str) -> str:
    """What a title in a BibTeX entry stands for."""
    marks = {made: mark for mark, made in citations._TEX.items()}
    any_of_them = "|".join(map(re.escape, marks))
    return re.sub(any_of_them, lambda found: marks[found[0]], text)


@pytest.mark.parametrize("work", [REPORT, FIGURE, HOSTILE])
@pytest.mark.parametrize("made", [MADE, HOME, ARCHIVE, Edition()])
def test_bibtex_is_read_back(work, made):
    """A library reads author, title, version, commit and permalink out of the entry."""
    (entry,) = parse_string(citations.as_bibtex(work, made), "bibtex").entries.values()
    title = entry.fields["title"].removeprefix("{").removesuffix("}")
    wanted = work.title if work.number else citations.WHOLE
    assert " ".join(untex(title).split()) == " ".join(wanted.split())
    assert entry.fields["version"] == made.version
    note = entry.fields.get("note", "")
    assert ("commit" in note) == (made.commit != "unknown")
    assert entry.fields.get("url", "") == citations.permalink(work.path, made)
    (author,) = entry.persons["author"]
    assert author.last_names == [f"{{{AUTHOR}}}"]


@pytest.mark.parametrize("work", [REPORT, FIGURE, HOSTILE])
@pytest.mark.parametrize("made", [MADE, HOME])
def test_ris_is_read_back(work, made):
    """A library reads the same out of the RIS record."""
    (entry,) = rispy.load(io.StringIO(citations.as_ris(work, made), newline=""))
    assert entry["year"] == "2026"
    assert entry["authors"] == [f"{AUTHOR},"]
    assert " ".join(work.title.split()) in entry["title"]
    assert any(made.commit in note for note in entry["notes"])
    assert entry.get("urls", [""]) == [citations.permalink(work.path, made)]


@pytest.mark.parametrize(
    ("work", "kind", "title"),
    [(REPORT, "report", citations.WHOLE), (FIGURE, "graphic", FIGURE.title)],
)
def test_csl_json_is_read_back(work, kind, title):
    """The one item of the list has the fields of CSL under their names."""
    (item,) = json.loads(citations.as_csl_json(work, MADE))
    assert (item["type"], item["title"]) == (kind, title)
    assert item["author"] == [{"literal": AUTHOR}]
    assert item["version"] == MADE.version
    assert item["issued"] == {"date-parts": [[2026, 11, 25]]}
    assert item["URL"] == citations.permalink(work.path, MADE)
    assert item["id"] == f"framing-us-iran-{work.slug}"
    assert MADE.commit in item["note"]


def test_csl_json_leaves_out_what_is_unknown():
    """Without address, day and commit there is no field for them."""
    (item,) = json.loads(citations.as_csl_json(REPORT, Edition()))
    assert not {"URL", "issued", "note"} & set(item)


def test_permalink_is_that_of_the_release():
    """With a public address it leads into the copy of the release; else it is empty."""
    assert citations.permalink(FIGURE.path, MADE) == (
        "https://example.org/report/v0.2/figures/it-all/"
    )
    assert citations.permalink(REPORT.path, MADE) == "https://example.org/report/v0.2/"
    assert citations.permalink(FIGURE.path, HOME) == ""


@pytest.mark.parametrize(
    ("work", "made", "end"),
    [
        (
            FIGURE,
            MADE,
            "Version 0.2.0 (commit 0123456789ab, 25 November 2026). "
            "https://example.org/report/v0.2/figures/it-all/",
        ),
        (
            FIGURE,
            HOME,
            "Version 0.2.0 (commit 0123456789ab, 25 November 2026). "
            "Figure slug: it-all.",
        ),
        (REPORT, HOME, "Version 0.2.0 (commit 0123456789ab, 25 November 2026)."),
        (REPORT, ARCHIVE, "Version 0.2.0 (25 November 2026)."),
        (FIGURE, ARCHIVE, "Version 0.2.0 (25 November 2026). Figure slug: it-all."),
    ],
)
def test_text_ends_with_version_and_place(work, made, end):
    """Author, title and number begin the sentence; what is unknown is left out."""
    text = citations.as_text(work, made)
    named = f"“{work.title}.” Figure 3 in " if work.number else ""
    assert text == f"{AUTHOR}. {named}{citations.WHOLE}. {end}"


def test_archive_has_the_day_of_its_release(tmp_path):
    """Without git of its own, even inside a repository, day and version are there."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    folder = tmp_path / "unpacked"
    folder.mkdir()
    shutil.copy(REPOSITORY / "CITATION.cff", folder)
    edition = citations.read_edition(folder, "https://example.org/report")
    released = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert edition == Edition(
        "unknown",
        released["date-released"].isoformat(),
        "https://example.org/report/",
        released["version"],
    )


def test_repository_has_commit_and_day(tmp_path):
    """A commit is named with its day; a file not committed marks it as changed."""
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    dated = {**os.environ, "GIT_COMMITTER_DATE": "2026-01-02T12:00:00Z"}
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run([*git, *words], cwd=tmp_path, env=dated, check=True)
    edition = citations.read_edition(tmp_path)
    assert re.fullmatch("[0-9a-f]{12}", edition.commit)
    assert (edition.day, edition.address) == ("2026-01-02", "")
    (tmp_path / "new").touch()
    assert citations.read_edition(tmp_path).commit == f"{edition.commit}-changed"


def test_files_for_archives_of_software_agree():
    """Title, author, version, day and keywords are the same wherever they are told."""
    cff = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text("utf-8"))
    zenodo = json.loads((REPOSITORY / ".zenodo.json").read_text("utf-8"))
    codemeta = json.loads((REPOSITORY / "codemeta.json").read_text("utf-8"))
    assert cff["version"] == zenodo["version"] == codemeta["version"] == __version__
    assert cff["title"] == zenodo["title"] == codemeta["name"] == citations.WHOLE
    assert cff["keywords"] == zenodo["keywords"] == codemeta["keywords"]
    assert codemeta["datePublished"] == cff["date-released"].isoformat()
    names = [facts["name"] for facts in (*cff["authors"], *zenodo["creators"])]
    assert names == [AUTHOR, AUTHOR]
    assert codemeta["author"] == [{"@type": "Organization", "name": AUTHOR}]


def test_head_is_escaped_and_its_json_parses():
    """Markup in a title stays text; the JSON-LD is JSON and names the data."""
    work = Work('</script><b> "x"', "figures/x/", 1, "x")
    head = citations.head_tags(work, MADE)
    assert head.count("</script>") == 1
    found = json.loads(re.search(r'ld\+json">(.*?)</script>', head, re.S)[1])
    assert found["name"] == work.title
    assert found["distribution"]["contentUrl"].endswith("figures/x/data.csv")
    assert found["creator"] == {"@type": "Organization", "name": AUTHOR}
    assert f'<meta name="citation_author" content="{AUTHOR}" />' in head


@pytest.mark.parametrize("work", [REPORT, FIGURE])
@pytest.mark.parametrize(
    "write",
    [
        citations.as_text,
        citations.as_bibtex,
        citations.as_ris,
        citations.as_csl_json,
        citations.head_tags,
    ],
)
def test_no_path_stands_in_for_an_address(work, write):
    """Without a public address no form of the citation gives a path or a commit."""
    found = write(work, ARCHIVE)
    assert not re.search(r"index\.html|figures/|unknown|contentUrl", found)


# --- the files of a figure ------------------------------------------------------------


def test_zip_holds_all_files_of_the_figure(rows, monkeypatch, tmp_path):
    """It holds what lies beside it but for the fragment, and has no date of its own."""
    monkeypatch.setitem(references.FIGURES, "packed", "index")
    chart = altair.Chart(rows).mark_bar().encode(x="n", y="piece")
    made = figure(lambda *_: chart, "packed", "t", "c", "a", "f", rows)
    for name in ("one", "two"):
        made.write(tmp_path / name)
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    packed = written.pop("packed.zip")
    del written[FRAGMENT]
    assert packed == (tmp_path / "two" / "packed.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        entries = archive.infolist()
        held = [(entry.filename, archive.read(entry)) for entry in entries]
    assert held == sorted((f"packed/{name}", what) for name, what in written.items())
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_all_files_come_first_among_the_downloads(rows, monkeypatch):
    """Below a figure they follow the way to cite it; on its page they are the first."""
    monkeypatch.setitem(references.FIGURES, "packed", "index")
    chart = altair.Chart(rows).mark_bar().encode(x="n", y="piece")
    html = figure(lambda *_: chart, "packed", "t", "c", "a", "f", rows).html(
        published=True
    )
    links = re.findall(r'<a href="../figures/packed/([^"]+)">([^<]+)', html)
    assert links[:2] == [("index.html#cite", "Cite"), ("packed.zip", "All files")]


def test_the_page_of_a_figure_lists_what_is_there(site):
    """Every file that is no part of the page, the zip of them first."""
    for page in (site / "figures").glob("*/index.html"):
        listed = [link["href"] for link in parsed(page).select("#files li a")]
        assert listed[0] == f"{page.parent.name}.zip"
        there = {path.name for path in page.parent.iterdir()}
        assert set(listed) == there - {"index.html", "spec.js"}


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
        "datasets": {"rows": [dict(row) for row in values]},
        "mark": "bar",
        "encoding": {"color": {"field": "piece", "type": "nominal"}},
    }


def test_marks_lead_to_one_passage_or_to_their_row(rows):
    """A mark of one passage links to it, one of several to its row in the table."""
    spec = link_marks(_spec(rows.to_dict("records")), "x", rows)
    links = [row["href"] for row in spec["datasets"]["rows"]]
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


def test_spans_lie_in_their_sentences(tables):
    """A span is in each sentence that it overlaps; else it is of the whole text."""
    sentences = tables.sentences
    article = sentences["article"].iloc[0]
    first, second = sentences.iloc[0], sentences.iloc[1]
    both = first["end"] - 1, second["start"] + 1
    assert holding(sentences, article, *both) == " ".join(
        anchors_of(sentences.iloc[:2])
    )
    assert holding(sentences, article, 0, 0) == "text"


def test_every_passage_of_every_figure_is_on_its_page(site):
    """References in the published data lead to an anchor of the built book."""
    n = 0
    for path in sorted((site / "figures").glob("*/data.csv")):
        table = pandas.read_csv(path, dtype=str, keep_default_na=False)
        assert "passages" in table, path.parent.name  # so that its marks are checked
        for reference in " ".join(table["passages"]).split():
            page, _, anchor = reference.partition("#")
            html = _html(site / "book" / f"{page}.html")
            assert f'id="{anchor}"' in html, f"{path.parent.name}: {reference}"
            n += 1
    assert n > 500


_PAGES: dict = {}


def _html(path) -> str:
    return _PAGES.setdefault(path, path.read_text("utf-8"))


def test_signs_differ_between_relations():
    """What tells relations apart without colour is another sign for each."""
    assert len(set(theme.SIGN.values())) == len(theme.SIGN) == len(theme.RELATION)
