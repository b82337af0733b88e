"""A report of anyone's articles: what is written, what is proposed, what is refused."""

from __future__ import annotations

import json
import os
import re
import sys
from html import unescape
from pathlib import Path

import jsonschema
import nbformat
import pytest
import yaml
from invented import ARTICLES, HANDLES, INPUTS, write_input
from report.seeds import SEEDS
from report.theme import luminance

from analysis import load_corpus
from analysis.__main__ import main
from analysis.corpus.articles import CorpusError
from analysis.corpus.catalogue import load_articles
from analysis.corpus.catalogue_schema import json_schema
from analysis.document import Shown
from analysis.starter import charts, figures, open_report, pages, write
from analysis.starter.annotated import text
from analysis.starter.report import Report
from analysis.text.segmentation import find_segments

CHARTS = (
    charts.sources,
    charts.source_types,
    charts.nations,
    charts.attitudes,
    charts.named_or_not,
    charts.how_sure_sources,
    charts.tone,
    charts.readability,
    charts.words_by_voice,
    charts.how_sure_voices,
)
DARK = 0.0061  # luminance of the darkest page, #121212


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def new(folder: Path, *arguments: str) -> Path:
    """A report that the command line makes."""
    made = folder / "report"
    assert main(["new", str(made), *arguments, "--quiet"]) == 0
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The report of the three invented articles."""
    place = tmp_path_factory.mktemp("starter")
    return new(place, *write_input(place, "articles.csv"))


@pytest.fixture(scope="module")
def report(folder) -> Report:
    """The same, opened; each of its articles is analysed once."""
    return open_report(folder)


# --- files ------------------------------------------------------------------------


def test_a_report_is_all_that_is_needed_to_build_it(folder):
    """Texts, catalogue with schema, settings, contents, a notebook a page; no draft."""
    contents = yaml.safe_load((folder / "_toc.yml").read_text("utf-8"))
    pages = [contents["root"]]
    pages += [
        chapter["file"] for part in contents["parts"] for chapter in part["chapters"]
    ]
    there = {
        p.relative_to(folder).with_suffix("").as_posix()
        for p in folder.rglob("*.ipynb")
    }
    assert there == set(pages)
    assert {"pages/article-lacson-1", "pages/article-ortega-blog"} <= there
    assert (
        yaml.safe_load((folder / "_config.yml").read_text("utf-8"))["title"] == "Report"
    )
    schema = json.loads(
        (folder / "articles" / "catalogue.schema.json").read_text("utf-8")
    )
    assert schema == json_schema()
    catalogue = (folder / "articles" / "catalogue.yml").read_text("utf-8")
    assert catalogue.startswith(
        "# yaml-language-server: $schema=catalogue.schema.json\n"
    )
    jsonschema.validate(yaml.safe_load(catalogue), schema)
    assert sorted(p.name for p in folder.parent.iterdir()) == ["articles.csv", "report"]


@pytest.mark.parametrize("kind", INPUTS)
def test_any_input_gives_the_same_texts(tmp_path, kind):
    """A folder, three kinds of table, and two parties: the same words, ids, labels."""
    made = new(tmp_path, *write_input(tmp_path, kind))
    read = {
        article.title.value: article for article in load_articles(made / "articles")
    }
    assert [a.text for a in read.values()] != []
    assert {a.text for a in read.values()} == {a["text"] for a in ARTICLES}
    assert read[ARTICLES[0]["title"]].label == "Manila protests after water…"
    assert (made / "parties.yml").exists() == (kind == "parties")
    report = open_report(made)
    columns = report.tables.sentences.columns
    assert ("toward_china" in columns) == (kind == "parties")


def test_notebooks_are_short_and_without_outputs(folder):
    """Every notebook is valid, a cell a few lines, nothing was run, code is folded."""
    for path in folder.rglob("*.ipynb"):
        notebook = nbformat.read(path, 4)
        nbformat.validate(notebook)
        for cell in notebook.cells:
            assert len(cell.source.splitlines()) <= 10, path
            if cell.cell_type == "code":
                assert not cell.outputs
                assert cell.metadata.jupyter.source_hidden


# --- the catalogue ----------------------------------------------------------------


def test_what_is_sure_is_told_from_what_is_to_be_checked(folder):
    """A column is sure, a guess and an unknown say CHECK, an odd date is no date."""
    catalogue = (folder / "articles" / "catalogue.yml").read_text("utf-8")
    assert "title: # sure: column title of articles.csv, and in the text" in catalogue
    assert "outlet: # sure: column outlet of articles.csv" in catalogue
    assert "says '1/2/24': which day is that?" in catalogue
    assert re.search(r"author: # CHECK: unknown\n +basis: unknown", catalogue)
    assert re.search(r"layer: headline # line 1: CHECK, by shape and place", catalogue)
    assert re.search(r"layer: metadata # lines 3–4: known by its words", catalogue)
    assert "2 × comment, inferred" in catalogue
    assert not [name for name in HANDLES if name in catalogue]


def test_text_states_its_own_facts(tmp_path):
    """Without a table, headline, date and byline are proposed in the file's words."""
    made = new(tmp_path, *write_input(tmp_path, "folder"))
    (article,) = [a for a in load_articles(made / "articles") if a.id == "lacson-1"]
    assert (article.title.value, article.title.basis) == (
        ARTICLES[0]["title"],
        "stated",
    )
    assert (article.date.value, article.date.evidence) == (
        "2024-03-14",
        "14 March 2024",
    )
    assert article.author.value == "Teresa Lacson"
    assert article.outlet.basis == "unknown"


@pytest.mark.parametrize("source", ["seeds", "invented"])
def test_proposed_voices_are_those_that_were_found(tmp_path, source):
    """Written, read and declared, every voice is what it was, and as sure as it was."""
    paths = [str(SEEDS)] if source == "seeds" else write_input(tmp_path, "folder")
    made = new(tmp_path, *paths)
    before = {
        document.article.id: document.segments for document in load_corpus(*paths)
    }
    after = {a.id: find_segments(a) for a in load_articles(made / "articles")}
    assert after == before


def test_a_correction_is_heard(tmp_path):
    """A voice whose layer a person changes is that of the report."""
    made = new(tmp_path, *write_input(tmp_path, "folder"))
    path = made / "articles" / "catalogue.yml"
    words = path.read_text("utf-8").replace("layer: headline", "layer: caption", 1)
    path.write_text(words, "utf-8")
    document = open_report(made).documents[0]
    assert document.segments[0].layer == "caption"


def test_ids_become_file_names(tmp_path):
    """Any id gives a safe name of its own; the catalogue keeps the id itself."""
    ids = ["A/b", "a b", "../../etc", "CON", "…", "ä" * 90]
    table = tmp_path / "odd.jsonl"
    rows = [
        json.dumps({"id": name, "text": f"It rains, {n}."})
        for n, name in enumerate(ids)
    ]
    table.write_text("\n".join(rows), "utf-8")
    made = new(tmp_path, str(table))
    articles = load_articles(made / "articles")
    assert {article.id for article in articles} == set(ids)
    names = [article.file for article in articles]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9_-]{1,62}\.txt", name) for name in names)


# --- refusals ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"body": "x"}], "no column 'text'"),
        ([{"text": "x"}] * 4, "more than 3 articles"),
    ],
)
def test_what_cannot_be_a_report_is_refused_in_one_line(
    tmp_path, capsys, monkeypatch, rows, said
):
    """The error says what is wrong, and neither report nor draft is left behind."""
    monkeypatch.setattr(write, "MOST_ARTICLES", 3)
    table = tmp_path / "rows.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert main(["new", str(tmp_path / "report"), str(table), "--quiet"]) == 2
    error = capsys.readouterr().err
    assert re.search(said, error)
    assert len(error.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


def test_an_article_that_cannot_be_read_is_left_out(tmp_path, capsys):
    """The others are in the report, what no file can hold is marked; exit code 1."""
    table = tmp_path / "rows.jsonl"
    texts = ("half \ud800 of it", "a \0 b", 3)
    rows = [{"id": f"r{n}", "text": text} for n, text in enumerate(texts)]
    table.write_text("\n".join(map(json.dumps, [*rows, rows[0]])), "utf-8")
    assert main(["new", str(tmp_path / "report"), str(table), "--quiet"]) == 1
    said = capsys.readouterr().err
    assert "line 3: its 'text' is no text" in said
    assert "line 4: the id 'r0' was already used (rows.jsonl:r0)" in said
    written = sorted((tmp_path / "report" / "articles").glob("*.txt"))
    assert [path.read_text("utf-8") for path in written] == ["half � of it", "a � b"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys):
    """Nothing is written beside other files; an empty folder will do."""
    arguments = write_input(tmp_path, "articles.csv")
    made = tmp_path / "report"
    made.mkdir()
    new(tmp_path, *arguments)
    before = sorted(made.rglob("*"))
    assert main(["new", str(made), *arguments]) == 2
    assert "not empty; name a folder that is not there yet" in capsys.readouterr().err
    assert sorted(made.rglob("*")) == before
    assert main(["new", arguments[0], *arguments]) == 2
    assert "a file, not a folder; name another" in capsys.readouterr().err


def test_parties_that_are_no_yaml_are_refused(tmp_path, capsys):
    """A mistake in the file of parties is told with its line; nothing is made."""
    arguments = write_input(tmp_path, "parties")
    (tmp_path / "parties.yml").write_text("a: 1\nb: [", "utf-8")
    assert main(["new", str(tmp_path / "report"), *arguments]) == 2
    assert "parties.yml, line 2: not YAML" in capsys.readouterr().err
    assert not (tmp_path / "report").exists()


# --- the library of the notebooks -------------------------------------------------


def test_every_cell_of_every_notebook_shows_something(folder, monkeypatch):
    """Run from the folder that a notebook lies in, no cell fails or shows a nan."""
    for path in sorted(folder.rglob("*.ipynb")):
        monkeypatch.chdir(path.parent)
        names: dict[str, object] = {}
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type != "code":
                continue
            *lines, last = cell.source.splitlines()
            exec("\n".join(lines), names)
            if last.startswith("report ="):
                exec(last, names)
                continue
            shown = eval(last, names)._repr_mimebundle_()
            assert shown["text/plain"].strip()
            words = re.sub(r"<style>.*?</style>|<[^>]*>", " ", shown["text/html"])
            assert words.strip()
            assert not re.search(r"\bnan\b", words)
            assert not [handle for handle in HANDLES if handle in words]


def test_a_report_is_found_from_any_folder_of_it(folder, tmp_path, monkeypatch):
    """The nearest folder above holds it; elsewhere the error says what to do."""
    monkeypatch.chdir(folder / "pages")
    report = open_report()
    assert report.folder == folder
    assert report.address("lacson/1", 53) == "../pages/article-lacson-1.html#c53"
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match=r"open_report\('FOLDER'\)"):
        open_report()
    assert open_report(folder).address("xinhua") == "pages/article-xinhua.html"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_chart_has_words_units_and_numbers(report, chart):
    """Title, caption, alternative text, titled axes, a table; drawn for two widths."""
    figure = chart(report)
    assert isinstance(figure, figures.Figure)
    assert figure.title and figure.caption and figure.alt
    assert all(len(row) == len(figure.columns) for row in figure.rows)
    spec = json.dumps(figure.chart.to_dict())
    assert re.search(r'"title": "[^"]+"', spec)
    for width in (figures.WIDE, figures.NARROW):
        svg = figure.svg(width)
        assert svg.startswith('<svg role="img" aria-label="')
        assert figures.INK not in svg
        drawn = float(re.search(r' width="([\d.]+)"', svg)[1])
        assert drawn <= width * 1.02


def test_colours_can_be_read_on_any_ground():
    """Marks have 3:1 on white and on the darkest page; white words on them 4.5:1."""
    words = map(charts._words, ("words-by-voice", "how-sure-voices"))
    for colour in {colour for each in words for colour in each["colours"].values()}:
        light = luminance(colour)
        assert 1.05 / (light + 0.05) >= 4.5, colour
        assert (light + 0.05) / (DARK + 0.05) >= 3, colour


def test_little_is_told_as_it_is(tmp_path):
    """Of few sentences there is no mean and no grade: they are called undefined."""
    path = tmp_path / "short.txt"
    path.write_text("It rains. “Good,” said Ann Lee.", "utf-8")
    report = open_report(new(tmp_path, str(path)))
    assert isinstance(charts.readability(report), Shown)
    tone = charts.tone(report)
    assert tone.rows[0][3] != tone.rows[0][3]
    html = tone._repr_mimebundle_()["text/html"]
    assert "undefined" in html
    assert "too few for a mean" in html


def test_nothing_to_draw_is_a_sentence(tmp_path):
    """An article without words gives words, not an empty chart."""
    path = tmp_path / "empty.txt"
    path.write_text("", "utf-8")
    report = open_report(new(tmp_path, str(path)))
    for chart in CHARTS:
        assert isinstance(chart(report), Shown)


def test_without_altair_the_error_says_what_to_install(report, monkeypatch):
    """The extra of the library is named; nothing else needs it."""
    figure = charts.sources(report)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(CorpusError, match=r"vl_convert: .* 'whose-words\[report\]'"):
        figure.draw(figures.WIDE)


def test_page_of_an_article_holds_all_of_its_words(report):
    """Marks, numbers and voices apart, the text stands there; each sentence once."""
    for document in report.documents:
        html = text(document)
        bare = re.sub(r"<summary>.*?</summary>|<sup>.*?</sup>", "", html)
        bare = re.sub(r'<p class="ww-voice">.*?</p>', "\n", bare).split("</p>", 1)[1]
        words = unescape(re.sub(r"<[^>]*>", " ", bare.replace("</p>", "\n")))
        shown = "".join(words.split())
        for segment in document.segments:
            if segment.layer != "comment":
                assert "".join(segment.text.split()) in shown
        anchors = re.findall(r' id="(c\d+)"', html)
        listed = [
            s for s in document.sentences
            if document.segments[s.segment].layer != "comment"
        ]  # fmt: skip
        assert len(anchors) == len(set(anchors)) == len(listed)


def test_numbers_lead_to_rows_and_back(folder, report):
    """Every link inside of the page of an article has its target there."""
    for path in (folder / "articles").glob("*.txt"):
        html = pages.article(report, path.name).html
        targets = set(re.findall(r' id="([^"]+)"', html))
        links = set(re.findall(r'href="#([^"]+)"', html))
        assert links
        assert links <= targets


def test_no_relation_is_shown_of_parties_that_nobody_named(tmp_path):
    """A report without parties says how to name two."""
    source = tmp_path / "strait.txt"
    source.write_text("The United States attacked Iran.\n\nIt rained on Monday.\n")
    shown = pages.relations(open_report(new(tmp_path, str(source))))
    assert "--parties FILE" in shown.html


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([None, None], "Articles: 2. They"),
        (["2014-03-12", None], "Articles: 2, 2014-03-12 (1 without a date). They"),
        (["2014-03-12", "2014-03-12"], "Articles: 2, 2014-03-12. They"),
        (["2014-03-14", "2014-03-12"], "Articles: 2, 2014-03-12 to 2014-03-14. They"),
    ],
)
def test_a_summary_says_when(tmp_path, dates, said):
    """The first and the last day, one day once, and how many articles have none."""
    rows = [
        {"id": f"a{n}", "text": f"It rained on day {n}.", "date": date}
        for n, date in enumerate(dates)
    ]
    source = tmp_path / "strait.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    assert said in pages.summary(open_report(new(tmp_path, str(source)))).html


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "China attacked the Philippines.",
            [">confrontation<", "between China and Phil"],
        ),
        ("It rained on both shores.", ["No sentence was found that relates China to"]),
    ],
)
def test_relations_are_those_of_the_pair_that_is_named(tmp_path, said, shown):
    """A sentence on the two is listed with its place; without one, a line says so."""
    parties = tmp_path / "parties.yml"
    parties.write_text(
        "parties:\n  - {id: china, nation: CHN}\n  - {id: philippines, nation: PHL}\n"
    )
    source = tmp_path / "strait.txt"
    source.write_text(f"{said}\n\nThe port of Manila was shut on Monday.\n")
    made = new(tmp_path, str(source), "--parties", str(parties))
    listed = pages.relations(open_report(made)).html
    assert all(words in listed for words in shown)


def test_new_needs_no_network_and_no_home(folder):
    """Nothing written names this machine."""
    here = os.fspath(folder.parent)
    for path in folder.rglob("*"):
        if path.is_file():
            assert here not in path.read_text("utf-8"), path
