"""The notebooks as committed: no outputs, no typed numbers, no invented quotations."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import yaml
from report.references import FIGURES
from report.seeds import REPOSITORY, SEEDS

from analysis.corpus.catalogue import load_articles
from analysis.text.characters import straighten

NOTEBOOKS = sorted((REPOSITORY / "book").glob("*.ipynb"))
# Fields and code hold no prose; link targets are addresses, list numbers layout.
_NOT_PROSE = re.compile(
    r"```.*?```|\{[^}]*\}|`[^`]*`|\]\([^)]*\)|<[^>]*>|^\d+\. ", re.S | re.M
)
# The pieces are called by label and year; some measures have a digit in their names.
_NAMES = re.compile(r"\b(?:20(?:07|08|14|15)|F1|AC1|IV-4)\b")


def cells(path: Path, kind: str) -> list[dict]:
    """The cells of one kind, in order."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def prose(path: Path) -> str:
    """The text that a reader reads, computed parts and addresses left out."""
    texts = ["".join(cell["source"]) for cell in cells(path, "markdown")]
    for call in calls(path, "prose"):
        texts.append(call.args[0].value)
    for call in calls(path, "figure"):
        texts += [
            word.value.value
            for word in call.keywords
            if word.arg == "caption" and isinstance(word.value, ast.Constant)
        ]
    return _NOT_PROSE.sub(" ", "\n\n".join(texts))


def calls(path: Path, name: str) -> list[ast.Call]:
    """The calls of a function in the code of a notebook."""
    return [
        node
        for cell in cells(path, "code")
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name
    ]


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
    """A reader sees no code unless they ask for it, in the book and in JupyterLab."""
    for cell in cells(notebook, "code"):
        tags = {"hide-input", "remove-input", "remove-cell"}
        assert tags & set(cell["metadata"]["tags"])
        assert cell["metadata"]["jupyter"]["source_hidden"] is True


def test_no_role_is_left_that_only_the_book_understands(notebook):
    """JupyterLab and nbconvert would show it as it is written."""
    for kind in ("markdown", "code"):
        for cell in cells(notebook, kind):
            source = "".join(cell["source"])
            assert not re.search(r"\{[\w:]+\}`|^\([\w-]+\)=$", source, re.M)


def test_figures_are_those_of_the_list_in_their_order():
    """A slug names one figure; its page and its place in the book are as listed."""
    toc = yaml.safe_load((REPOSITORY / "_toc.yml").read_text("utf-8"))
    pages = [toc["root"], *(c["file"] for p in toc["parts"] for c in p["chapters"])]
    paths = [REPOSITORY / f"{page}.ipynb" for page in pages]
    drawn = [
        (word.value.value, path.stem)
        for path in paths
        if path.exists()
        for call in calls(path, "figure")
        for word in call.keywords
        if word.arg == "slug"
    ]
    assert drawn == list(FIGURES.items())
