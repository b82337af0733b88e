"""The notebooks as committed: no outputs, no logic, code folded, figures as listed."""

from __future__ import annotations

import ast
import re

import pytest
from report.references import FIGURES
from report.seeds import REPOSITORY
from written import LISTED, NOTEBOOKS, calls, cells


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    """Each notebook of the book."""
    return request.param


def test_no_outputs_are_committed(notebook):
    """What a notebook shows is made when the book is built, and only then."""
    for cell in cells(notebook, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


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


def test_what_a_notebook_imports_is_used(notebook):
    """A name that is taken in is called, or it goes."""
    source = "\n".join("".join(cell["source"]) for cell in cells(notebook, "code"))
    tree = ast.parse(source)
    taken = {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert taken <= used


def test_every_notebook_is_in_the_contents():
    """And every page of the contents is there."""
    assert {f"book/{path.stem}" for path in NOTEBOOKS} <= {*LISTED}
    for page in LISTED:
        assert list(REPOSITORY.glob(f"{page}.*")), page


def test_figures_are_those_of_the_list_in_their_order():
    """A slug names one figure; its page and its place in the book are as listed."""
    paths = [REPOSITORY / f"{page}.ipynb" for page in LISTED]
    drawn = [
        (word.value.value, path.stem)
        for path in paths
        if path.exists()
        for call in calls(path, "figure")
        for word in call.keywords
        if word.arg == "slug"
    ]
    assert drawn == list(FIGURES.items())
