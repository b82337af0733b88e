"""The shape of the library: what its first page says of its modules is true."""

from __future__ import annotations

import ast
import re

import pytest

import analysis
from analysis.corpus import REPOSITORY

FOLDER = REPOSITORY / "analysis"
MODULES = re.findall(r"^    (\w+(?:, \w+)*)  ", analysis.__doc__, re.MULTILINE)
ORDER = [name for line in MODULES for name in line.split(", ")]


def test_every_module_is_described():
    """The list in `analysis/__init__.py` names each module once."""
    there = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "__main__"}
    there |= {path.parent.name for path in FOLDER.glob("*/measure.py")}
    assert len(set(ORDER)) == len(ORDER)
    assert set(ORDER) == there


@pytest.mark.parametrize("module", ORDER)
def test_imports_run_one_way(module):
    """A module imports only modules that stand above it in the list."""
    one = FOLDER / f"{module}.py"
    files = [one] if one.exists() else sorted((FOLDER / module).glob("*.py"))
    imported = [
        name
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("analysis")
        for name in (node.module.split(".")[1:2] or [a.name for a in node.names])
    ]
    above = ORDER[: ORDER.index(module)]
    assert set(imported) & set(ORDER) <= {*above, module}


def test_no_module_is_long():
    """A module is a page or a few; past 300 lines it is split."""
    for path in FOLDER.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name
