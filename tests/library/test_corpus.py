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

from analysis import analyze, read, tables
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


def test_altered_seed_is_named(seeds):
    """One changed byte stops loading with the file's name and both sums."""
    path = seeds / "003_a03b12e900f7763a.txt"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(CorpusError, match=r"003_a03b12e900f7763a\.txt: altered"):
        load_articles(seeds)


def test_missing_seed_is_named(seeds):
    """A catalogue entry without its file stops loading with the file's name."""
    (seeds / "001_be3ca6a2eed3a1bd.txt").unlink()
    with pytest.raises(CorpusError, match=r"001_be3ca6a2eed3a1bd\.txt: listed in"):
        load_articles(seeds)


@pytest.mark.parametrize(
    ("first", "count"), [("Words that are not there", 0), ("Advertisement", 7)]
)
def test_anchor_must_occur_exactly_once(seeds, first, count):
    """Words that mark a voice are quoted back with how often they occur."""

    def change(articles):
        articles["000"]["voices"][0]["first"] = first

    with pytest.raises(CorpusError, match=rf"'{first}' must occur .* found {count} "):
        load_articles(damaged(seeds, change))


def test_voice_inside_a_line_is_refused(seeds):
    """A voice covers whole lines; a phrase inside one cannot begin it."""

    def change(articles):
        articles["000"]["voices"][0]["first"] = "so alarmed by Sunni insurgent gains"

    with pytest.raises(CorpusError, match="whole lines"):
        load_articles(damaged(seeds, change))


def test_stated_words_must_be_in_the_file(seeds):
    """A fact may be called stated only with words that the file holds."""

    def change(articles):
        articles["001"]["date"]["evidence"] = "13 January, 2015"

    with pytest.raises(CorpusError, match="date is called stated"):
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


def test_broken_catalogue_is_one_line(seeds):
    """A catalogue that is no YAML gives one line with its name."""
    (seeds / "catalogue.yml").write_text("articles: [", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"yml, line 1: not a catalogue") as caught:
        load_articles(seeds)
    assert "\n" not in str(caught.value)


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


@pytest.mark.parametrize(
    "text",
    [
        "articles: " + 3000 * "[",
        "articles: " + 3000 * "{a: ",
        "".join(f"{n}: " + 3000 * " " + "[\n" for n in range(40)),
        "a: &a [1]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(40)),
        "--- a\n--- b\n",
        "articles: \x07",
        "",
        "- articles",
    ],
)
def test_hostile_catalogue_is_refused_in_one_line(seeds, text):
    """Deep nesting, bombs of aliases and what is no catalogue stop nothing else."""
    (seeds / "catalogue.yml").write_text(text, "utf-8")
    with pytest.raises(CorpusError, match=r"catalogue\.yml, line 1?\d?: ") as caught:
        load_articles(seeds)
    assert "\n" not in str(caught.value)


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


def test_windows_1252_is_read_with_a_warning(tmp_path):
    """A file that can be nothing else is read so; the warning names the first place."""
    path = tmp_path / "latin.txt"
    path.write_bytes("One.\n“It’s naïve,” she said.".encode("cp1252"))
    article = read_text_file(path)
    assert article.text == "One.\n“It’s naïve,” she said."
    assert article.warnings == (
        f"{path.name}: not UTF-8 at byte 5, line 2; read as Windows-1252",
    )


@pytest.mark.parametrize(
    "raw",
    [
        "Это написано по-русски.".encode("cp1251"),
        "It’s ".encode() + b"caf\xe9 time",
        b"A gap \x81 in Windows-1252",
    ],
)
def test_wrong_encoding_names_the_byte(tmp_path, raw):
    """What may be in another encoding, or in two, is refused with its place."""
    path = tmp_path / "other.txt"
    path.write_bytes(raw)
    said = r"other\.txt, byte \d+, line 1: not UTF-8; convert"
    with pytest.raises(CorpusError, match=said):
        read_text_file(path)


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


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 ...", "a PDF; save its text as plain text"),
        (b"PK\x03\x04 ...", "a Word, Excel, OpenDocument or zip file; save"),
        (b"\xd0\xcf\x11\xe0 ...", "an old Word or Excel file; save"),
        (b"\x1f\x8b\x08 ...", r"a gzip file; unpack it \(gunzip\)"),
        (b"PAR1 ...", r"a Parquet file; let its name end in \.parquet"),
        (
            "No.".encode("utf-16-le"),
            r"odd\.txt, character 1: no text: a NUL; if it is UTF-16",
        ),
        (b'[{"text": "It rained."}]', r"JSON; name it odd\.json"),
    ],
)
def test_what_is_no_text_is_refused_with_the_remedy(tmp_path, raw, said):
    """A file of another kind is never taken for an article, whatever its name."""
    path = tmp_path / "odd.txt"
    path.write_bytes(raw)
    with pytest.raises(CorpusError, match=said) as caught:
        read_text_file(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["It rained. " * 400, "It rained.\nShe left."])
def test_a_text_in_place_of_a_path_is_refused(text):
    """The message names the function that reads a text, and not the whole text."""
    with pytest.raises(CorpusError, match=r"It rained\..*use `read_text`") as caught:
        read(text)
    assert len(str(caught.value)) < 120


def test_empty_file_is_an_article_with_a_warning(tmp_path):
    """An empty file is kept, so that it is not lost among thousands."""
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert read_text_file(path).warnings == (f"{path.name}: empty",)


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


def test_same_id_twice_is_refused(tmp_path):
    """Two files of one stem would overwrite each other's rows."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.txt").write_text("Text.", encoding="utf-8")
    with pytest.raises(CorpusError, match="'one' was already used"):
        list(iter_articles([tmp_path / "a", tmp_path / "b"]))


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


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '{"text": ', r"a\.json, line 1: not JSON"),
        ("a.json", '["It rained."]', "row 1: str, not an object; every article"),
        ("a.json", '[{"text": "a"}, {"text": 3}]', "row 2: its 'text' is no text"),
        ("a.json", "[]", "no row in this table"),
        (
            "a.json",
            '{"body": "It rained."}',
            "it has body: name one with --text-column",
        ),
        ("a.jsonl", '{"text": "a"}\n\n{"text": ', r"a\.jsonl, line 3: not JSON"),
        ("a.ndjson", '{"text": "a"}\n"b"', r"a\.ndjson, line 2: str, not an object"),
        ("a.csv", 'id,text\n1,a\n2,"b" c\n', "row 2, line 3: ',' expected after"),
        ("a.csv", 'id,text\n1,"a\n', "row 1, line 2: unexpected end of data"),
        ("a.csv", "", "no row in this table"),
        ("a.parquet", "no parquet", r"a\.parquet: "),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path, name, text, said):
    """One line with the file, the row or line, and what must be."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=said) as caught:
        list(iter_articles([path]))
    assert "\n" not in str(caught.value)


def test_table_without_the_column_lists_what_it_has(tmp_path):
    """The error names the columns and the option that chooses one."""
    path = tmp_path / "articles.csv"
    path.write_text("id,body\n1,Text\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="it has id, body: name one with --text-co"):
        list(iter_articles([path]))


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("a,He said, it rained.\n", "row 1"),
        ("a,It rained, he said, and it stopped.\n", "row 1"),
        ("a,It rained.\nb,It snowed, she said.\n", "line 3"),
    ],
)
def test_table_with_more_cells_than_names_is_refused(tmp_path, rows, place):
    """A comma that is not in quotes would shift a text into another column."""
    path = tmp_path / "articles.csv"
    path.write_text(f"id,text\n{rows}", encoding="utf-8")
    with pytest.raises(CorpusError, match=place):
        list(iter_articles([path]))
