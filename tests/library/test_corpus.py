"""Reading articles: what is given is kept, and what is wrong is said in one line."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
import yaml
from case_files import cases
from report.seeds import SEEDS

from analysis import analyze, tables
from analysis.corpus.articles import CorpusError, Fact
from analysis.corpus.catalogue import load_articles
from analysis.corpus.catalogue_schema import json_schema
from analysis.corpus.readers import iter_articles, read_text_file
from analysis.text.segmentation import find_segments


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the seeds that a test may damage."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def damaged(seeds: Path, change) -> Path:
    """The seeds with their catalogue changed by `change(articles by id)`."""
    path = seeds / "catalogue.yml"
    catalogue = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    change({entry["article"][:3]: entry for entry in catalogue["articles"]})
    path.write_text(yaml.safe_dump(catalogue, allow_unicode=True), encoding="utf-8")
    return seeds


def test_text_is_the_bytes_of_the_file():
    """Encoding the text again gives the file back, newlines and marks included."""
    for article in load_articles(SEEDS):
        raw = (SEEDS / article.file).read_bytes()
        assert article.text.encode("utf-8") == raw
        assert article.sha256 == hashlib.sha256(raw).hexdigest()


def test_articles_stand_in_the_order_of_their_dates():
    """The corpus runs from the oldest piece to the newest."""
    assert [a.date.value for a in load_articles(SEEDS)] == [
        "2007-05-31",
        "2008-03",
        "2008-03",
        "2014-06-13",
        "2015-01-12",
    ]


def test_voice_inside_a_line_is_refused(seeds):
    """A voice covers whole lines; a phrase inside one cannot begin it."""

    def change(articles):
        articles["000"]["voices"][0]["first"] = "so alarmed by Sunni insurgent gains"

    with pytest.raises(CorpusError, match="whole lines"):
        load_articles(damaged(seeds, change))


@pytest.mark.parametrize(
    ("fact", "wrong", "said"),
    [
        ("date", {"address": ""}, "is called found, but has no address"),
        ("date", {"looked_up": ""}, "is called found, but has no looked_up"),
        ("outlet", {"evidence": ""}, "is called found, but has no evidence"),
        ("author", {"value": ""}, "is called found, but has no value"),
        ("outlet", {"address": "hotair.com"}, "has an address that is none of the web"),
        ("date", {"looked_up": "26 November"}, "has a looked_up that is no day"),
        ("date", {"looked_up": "20261126"}, "has a looked_up that is no day"),
        ("author", {"basis": "guessed"}, "has an unknown basis 'guessed'"),
        ("author", {"adress": "x"}, "has an unknown field: adress"),
    ],
)
def test_mistake_in_a_found_fact_is_named(seeds, fact, wrong, said):
    """The error names the catalogue, the article and the field, in one line."""

    def change(articles):
        articles["004"][fact] |= wrong

    message = rf"catalogue\.yml, line \d+: 004_6ffc85a94188274f: {fact} {said}"
    with pytest.raises(CorpusError, match=message) as caught:
        load_articles(damaged(seeds, change))
    assert "\n" not in str(caught.value)


def test_found_fact_has_its_page_and_day():
    """What was found elsewhere says on which page and when; what is stated does not."""
    article = load_articles(SEEDS)[0]
    assert article.author.value == "Allahpundit"
    assert article.author.address.startswith("http://hotair.com/archives/2007/05/31/")
    assert article.author.looked_up == "2026-11-26"
    assert article.title.address is None


# In the catalogue of the seeds: words, what is there instead, the line, what is said.
MISTAKES = cases("catalogue_mistakes")


@pytest.mark.parametrize("case", MISTAKES, ids=str)
def test_mistake_in_a_catalogue_is_one_line(seeds, case):
    """The error names file, line and article, what is wrong there and what to do."""
    path = seeds / "catalogue.yml"
    text = path.read_text("utf-8")
    assert case["words"] in text
    path.write_text(text.replace(case["words"], case["wrong"], 1), "utf-8")
    with pytest.raises(CorpusError) as caught:
        load_articles(seeds)
    message = str(caught.value)
    assert "\n" not in message
    place, _, told = message.partition(f"catalogue.yml, line {case['line']}: ")
    assert place == f"{seeds}/"
    said = re.sub(r"\d{3}_\w{16}(?= has|:)", "{}", told, count=1)
    assert said.startswith(case["said"])


def test_every_mistake_in_a_catalogue_is_told_at_once(seeds):
    """Three mistakes of one kind are three lines; of a hundred, twenty are shown."""
    path = seeds / "catalogue.yml"
    text = path.read_text("utf-8")
    for case in MISTAKES[:3]:
        assert case["words"] in text
        text = text.replace(case["words"], case["wrong"], 1)
    path.write_text(text, "utf-8")
    with pytest.raises(CorpusError) as caught:
        load_articles(seeds)
    assert len(str(caught.value).splitlines()) == 3
    entry = "\n- {article: a, file: a, sha256: a, lable: a}"
    path.write_text("articles:" + 50 * entry, "utf-8")
    with pytest.raises(CorpusError) as caught:
        load_articles(seeds)
    assert str(caught.value).splitlines()[-1] == "… and 80 more mistakes"


def test_voices_that_overlap_are_told_with_their_line(seeds):
    """A line that two declared voices claim is a mistake of the later one."""
    path = seeds / "catalogue.yml"
    voice = "      - layer: excerpt\n        carrier: Leila Fadel\n        first: Iraqi"
    text = path.read_text("utf-8")
    (entry,) = re.findall(rf"{voice}.*\n.*\n", text)
    path.write_text(text.replace(entry, entry + entry), "utf-8")
    with pytest.raises(CorpusError, match=r"line \d+: 003_\w+: two declared voices cl"):
        load_articles(seeds)


def test_editors_get_a_schema_of_the_catalogue(seeds):
    """The JSON Schema takes the seeds, and none of the mistakes that it can see."""
    validator = jsonschema.Draft202012Validator(json_schema())
    text = (seeds / "catalogue.yml").read_text("utf-8")
    assert not list(validator.iter_errors(yaml.load(text, Loader=yaml.BaseLoader)))
    for case in MISTAKES[:3] + MISTAKES[4:6]:
        wrong = text.replace(case["words"], case["wrong"], 1)
        changed = yaml.load(wrong, Loader=yaml.BaseLoader)
        assert list(validator.iter_errors(changed)), case


def test_voice_of_a_catalogue_keeps_how_sure_it_is(seeds):
    """A voice that a program proposed is what it was called until a person decides."""

    def change(articles):
        articles["000"]["voices"][0]["basis"] = "unsure"

    (article,) = [a for a in load_articles(damaged(seeds, change)) if a.id[2] == "0"]
    (excerpt,) = [s for s in find_segments(article) if s.layer == "excerpt"]
    assert excerpt.basis == "unsure"


def test_uncatalogued_file_is_read_with_a_warning(seeds):
    """A text without an entry is analysed, and the warning names it."""
    (seeds / "new.txt").write_text("A text.", encoding="utf-8")
    article = list(iter_articles([seeds]))[-1]
    assert article.text == "A text."
    assert "new.txt: no entry" in article.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_names_the_encoding(tmp_path, encoding):
    """UTF-16 with its mark is read, and UTF-8 with one; the mark is no text."""
    path = tmp_path / "marked.txt"
    path.write_bytes("“It rains.”".encode(encoding))
    assert read_text_file(path).text == "“It rains.”"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_any_system_are_kept(tmp_path, line_end):
    """The text is the file's, whatever ends its lines."""
    path = tmp_path / "lines.txt"
    text = f"Rain{line_end}{line_end}It rained.{line_end}"
    path.write_bytes(text.encode())
    assert read_text_file(path).text == text


@pytest.mark.parametrize("tag", ["<b>", "</p>", '<img src="a.png">', "<script>"])
def test_markup_is_left_out_with_a_warning(tmp_path, tag):
    """A file that was saved as a page says so; its words keep their places."""
    path = tmp_path / "page.txt"
    text = f"A headline\n\nThe mayor {tag} said so."
    path.write_text(text, encoding="utf-8")
    article = read_text_file(path)
    assert article.text.split() == ["A", "headline", "The", "mayor", "said", "so."]
    assert article.original == text
    (warning,) = article.warnings
    assert warning.startswith(f"{path.name}, line 3: markup such as {tag};")


def test_a_page_states_its_facts(tmp_path):
    """Title, author, outlet and day of a page come from its head, with their words."""
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><html><head><title>Rain | The Post</title>"
        '<meta property="og:title" content="It rains">'
        '<meta name=author content="A Lee">'
        "<meta content='The Post' property='og:site_name'><meta "
        "property='article:published_time' content='2015-01-13T08:00:00Z'></head>"
        "<body><nav>Home</nav><h1>It rains</h1>\n<p>It\nrained.</p></body></html>",
        encoding="utf-8",
    )
    article = read_text_file(path)
    assert article.text.split("\n\n")[1::2] == ["It rains", "It rained."]
    facts = (article.title, article.author, article.outlet, article.date)
    assert [f.value for f in facts] == ["It rains", "A Lee", "The Post", "2015-01-13"]
    assert all(f.basis == "stated" and f.evidence in article.original for f in facts)


def test_what_only_looks_like_markup_is_no_markup(tmp_path):
    """A comparison, an arrow and a mail address are plain text."""
    path = tmp_path / "plain.txt"
    path.write_text("Up <5 % -> or a < b > c; <ann@lee.org>", encoding="utf-8")
    assert not read_text_file(path).warnings


ROWS = [{"id": "x", "text": "“One.”"}, {"id": "y", "text": 'Two,\n\n"two"; 2\ttoo.'}]


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as the ending of the name says."""
    frame = pd.DataFrame(rows)
    if path.suffix in (".csv", ".tsv"):
        separator = {"comma": ",", "semicolon": ";", "tab": "\t"}[path.stem]
        frame.to_csv(path, index=False, sep=separator)
    elif path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_json(path, orient="records", lines=path.suffix != ".json")


@pytest.mark.parametrize(
    "name",
    [
        *("comma.csv", "semicolon.csv", "tab.csv", "tab.tsv"),
        *("a.json", "a.jsonl", "a.ndjson", "a.parquet"),
    ],
)
def test_table_rows_are_articles(tmp_path, name):
    """A table with a text column gives one article a row, text unchanged."""
    write_table(tmp_path / name, ROWS)
    found = list(iter_articles([tmp_path / name]))
    assert [{"id": a.id, "text": a.text} for a in found] == ROWS


@pytest.mark.parametrize("name", ["semicolon.csv", "a.json", "a.parquet"])
def test_columns_state_the_facts_of_an_article(tmp_path, name):
    """Title, date, author and outlet are kept with the column that states them."""
    row = {"text": "It rained.", "Headline": "Rain", "published": "13 January 2015"}
    write_table(
        tmp_path / name,
        [
            row
            | {"byline": "Ann Lee", "url": "https://www.post.example/rain", "id": "7"}
        ],
    )
    (article,) = iter_articles([tmp_path / name])
    assert article.title == Fact("Rain", "stated", "column Headline")
    assert article.date == Fact("2015-01-13", "stated", "column published")
    assert article.author == Fact("Ann Lee", "stated", "column byline")
    assert article.outlet == Fact(
        "post.example", "inferred", "https://www.post.example/rain"
    )
    assert article.piece == "7, 2015"
    listed = tables(analyze(article)).articles.iloc[0]
    assert listed["title"] == "Rain" and listed["author_evidence"] == "column byline"


@pytest.mark.parametrize(
    "text", ['{"articles": [{"text": "It rained."}]}', '{"text": "It rained."}']
)
def test_json_is_an_article_or_a_list_of_them(tmp_path, text):
    """One object is one article; a list may stand alone or under a name."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert [a.text for a in iter_articles([path])] == ["It rained."]
