"""What is exported, as the programs that take it read it."""

from __future__ import annotations

import json
from io import BytesIO

import cassis
import pytest
from frictionless import Package
from report.seeds import SEEDS

import analysis
from analysis.__main__ import main
from analysis.corpus.catalogue import load_articles
from analysis.exports.cas import LAYERS, as_cas, type_system
from analysis.exports.web_annotation import web_annotations

TEXTS = {
    "plain": "“It rains,” Ann Lee said. She thinks “it will” – perhaps – “stop.”",
    "beyond the first plane": "😀 𝒜nn\n\n“It rains 😀,” Ann Lee said.",
    "markup": "<p>“It <b>rains</b> &amp; snows,” Ann Lee said.</p>",
    "no XML": "\x0bA\x0c\n\n“It\x08 rains,” Ann Lee said.",
    "empty": "",
}


@pytest.fixture(params=TEXTS)
def document(request) -> analysis.Document:
    """A text that is easily exported wrongly."""
    return analysis.analyze(TEXTS[request.param])


def test_selectors_cut_the_words_of_the_file(document):
    """Each position holds the quoted words, with the words around them."""
    text = document.article.original
    for item in web_annotations(document)["items"]:
        targets = item["target"]
        for target in targets if isinstance(targets, list) else [targets]:
            place, words = target["selector"]
            start, end = place["start"], place["end"]
            assert text[start:end] == words["exact"]
            assert text[:start].endswith(words["prefix"])
            assert text[end:].startswith(words["suffix"])


def test_everything_found_is_an_annotation(document):
    """A voice, a quote and an attribution each have one, under their own names."""
    items = web_annotations(document)["items"]
    counts = {letter: 0 for letter in "vqa"}
    for item in items:
        counts[item["id"][1]] += 1
    found = (document.segments, document.quotes, document.attributions)
    assert list(counts.values()) == [len(records) for records in found]
    assert len({item["id"] for item in items}) == len(items)


def test_a_cas_is_read_back_as_it_was(document):
    """Places count as UIMA counts them, and the words there are the same."""
    xmi = as_cas(document).to_xmi().encode()
    read = cassis.load_cas_from_xmi(BytesIO(xmi), typesystem=type_system())
    assert len(read.sofa_string or "") == len(document.text)
    quotes = [
        (quote.get_covered_text(), quote.speaker, quote.kind)
        for quote in read.select("custom.Quote")
    ]
    assert quotes == [
        (read.sofa_string[start:end], quote.speaker, quote.kind)
        for quote in document.quotes
        for start, end in quote.pieces
    ]
    assert len(list(read.select("custom.Cue"))) == len(document.attributions)


def test_the_type_system_names_every_layer():
    """So that a program that knows none of them can take the annotations."""
    names = {made.name for made in type_system().get_types()}
    assert {f"custom.{layer}" for layer in LAYERS} <= names


def test_readers_are_not_quoted():
    """The words of comments are pointed at, not quoted."""
    comments = [
        item
        for article in load_articles(SEEDS)
        for item in web_annotations(analysis.analyze(article))["items"]
        if item["body"][0]["value"] == "voice: comment"
    ]
    assert comments
    assert all(len(item["target"]["selector"]) == 1 for item in comments)


def test_the_command_writes_a_file_an_article(tmp_path):
    """Both forms, and the type system once."""
    assert main(["annotations", str(SEEDS), "--out", str(tmp_path), "--quiet"]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert "TypeSystem.xml" in names
    assert len(names) == 2 * 5 + 1
    page = json.loads((tmp_path / names[0]).read_text("utf-8"))
    assert page["type"] == "AnnotationPage"


def test_the_data_package_is_valid(tables, tmp_path):
    """Keys, closed lists, types and hashes hold, as an independent reader finds."""
    tables.write(tmp_path)
    package = Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["title", "message"])


def test_a_wrong_value_is_no_valid_data(tables, tmp_path):
    """A value that is on no list is noticed, beside size and hash of the file."""
    tables.write(tmp_path)
    path = tmp_path / "quotes.csv"
    path.write_bytes(path.read_bytes().replace(b",direct,", b",whispered,", 1))
    quotes = Package(str(tmp_path / "datapackage.json")).get_resource("quotes-csv")
    found = {kind for (kind,) in quotes.validate().flatten(["type"])}
    assert found == {"constraint-error", "byte-count", "hash-count"}
