"""The notebooks as committed: no outputs, no typed numbers, no invented quotations."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from report.seeds import REPOSITORY, SEEDS

from analysis.corpus.catalogue import load_articles
from analysis.text.characters import straighten

NOTEBOOKS = sorted((REPOSITORY / "book").glob("*.ipynb"))
# The annotated articles are evidence and have no figure of their own.
CHAPTERS = [path for path in NOTEBOOKS if not path.stem.startswith("article-")]
# Roles and code hold no prose; link targets are addresses, list numbers layout.
_NOT_PROSE = re.compile(
    r"```.*?```|\{[\w:]+\}`[^`]*`|`[^`]*`|\]\([^)]*\)|^\(.*\)=$|^\d+\. ", re.S | re.M
)
# The pieces are called by label and year; some measures have a digit in their names.
_NAMES = re.compile(r"\b(?:20(?:07|08|14|15)|F1|AC1|IV-4)\b")


def cells(path: Path, kind: str) -> list[dict]:
    """The cells of one kind, in order."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def prose(path: Path) -> str:
    """The text that a reader reads, computed parts and addresses left out."""
    text = "\n\n".join("".join(cell["source"]) for cell in cells(path, "markdown"))
    captions = [
        cell["metadata"]["mystnb"]["figure"]["caption"]
        for cell in cells(path, "code")
        if "mystnb" in cell["metadata"]
    ]
    return _NOT_PROSE.sub(" ", "\n\n".join([text, *captions]))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    """Each notebook of the book."""
    return request.param


def test_no_outputs_are_committed(notebook):
    """What a notebook shows is made when the book is built, and only then."""
    for cell in cells(notebook, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_no_number_is_typed_into_the_text(notebook):
    """Digits in the prose come from code; only the years of the pieces are names."""
    text = _NAMES.sub("", prose(notebook))
    assert re.findall(r".{0,30}\d.{0,10}", text) == []


def test_quotation_marks_hold_words_of_the_articles(notebook):
    """Whatever stands between curly marks stands in one of the five files."""
    texts = [straighten(article.text).casefold() for article in load_articles(SEEDS)]
    for quotation in re.findall("“([^”]*)”", prose(notebook)):
        words = straighten(quotation).casefold()
        assert any(words in text for text in texts), quotation


def test_cells_call_the_library_and_decide_nothing(notebook):
    """No functions, loops or branches in a cell: logic lives where it is tested."""
    logic = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try)
    for cell in cells(notebook, "code"):
        tree = ast.parse("".join(cell["source"]))
        assert not [node for node in ast.walk(tree) if isinstance(node, logic)]


def test_code_is_folded_or_hidden(notebook):
    """A reader sees no code unless they ask for it."""
    for cell in cells(notebook, "code"):
        assert {"hide-input", "remove-input", "remove-cell"} & set(
            cell["metadata"]["tags"]
        )


@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_every_chapter_has_a_numbered_figure_with_its_slug(notebook):
    """At least one figure a chapter; its anchor is `fig-` and the figure's slug."""
    figures = [cell for cell in cells(notebook, "code") if "mystnb" in cell["metadata"]]
    assert figures
    for cell in figures:
        figure = cell["metadata"]["mystnb"]["figure"]
        slug = re.search(r'slug="([^"]+)"', "".join(cell["source"]))[1]
        assert figure["name"] == f"fig-{slug}"
        assert figure["caption"].endswith(".")


def test_slugs_are_used_once():
    """A slug names one figure in the whole book."""
    slugs = [
        cell["metadata"]["mystnb"]["figure"]["name"]
        for path in NOTEBOOKS
        for cell in cells(path, "code")
        if "mystnb" in cell["metadata"]
    ]
    assert len(set(slugs)) == len(slugs) >= len(CHAPTERS)
