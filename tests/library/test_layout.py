"""The shape of the three buildings: imports run one way, and lists give reasons."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from report.seeds import REPOSITORY

import analysis
from analysis.lexicons import FOLDER, read_rows

LIBRARY = REPOSITORY / "analysis"
PACKAGES = re.findall(r"^    (\w+)  ", analysis.__doc__ or "", re.MULTILINE)
BUILDINGS = {  # what each may import, itself apart
    LIBRARY: set(),
    REPOSITORY / "book" / "report": {"analysis"},
    REPOSITORY / "book" / "_ext": {"analysis", "report", "report_extension"},
    REPOSITORY / "tests" / "benchmarks" / "polnear": {"analysis", "benchmarks"},
}
LONGEST = 500  # lines


def _modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_every_package_is_described():
    """The list in `analysis/__init__.py` names each package and module once."""
    there = {path.stem for path in LIBRARY.iterdir() if path.stem[0] not in "_."}
    assert len(set(PACKAGES)) == len(PACKAGES)
    assert set(PACKAGES) == there - {"py"}


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package):
    """A package imports only packages that stand above it in the list."""
    one = LIBRARY / f"{package}.py"
    files = [one] if one.exists() else _modules(LIBRARY / package)
    imported = {
        name.split(".")[1]
        for path in files
        for name in _imported(path)
        if name.startswith("analysis.")
    }
    above = PACKAGES[: PACKAGES.index(package)]
    assert imported & set(PACKAGES) <= {*above, package}


@pytest.mark.parametrize("building", BUILDINGS, ids=lambda path: path.name)
def test_buildings_know_only_those_below(building):
    """The library knows no report, the report no extension, none a benchmark."""
    others = {"analysis", "report", "report_extension", "benchmarks"}
    forbidden = others - {building.name} - BUILDINGS[building]
    for path in _modules(building):
        known = {name.partition(".")[0] for name in _imported(path)}
        assert not known & forbidden, path


@pytest.mark.parametrize("building", BUILDINGS, ids=lambda path: path.name)
def test_no_file_is_long(building):
    """A file is a page or a few; past 500 lines it is two."""
    for path in _modules(building):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST, path


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda p: p.stem)
def test_every_row_of_a_list_is_whole_and_gives_its_reason(path):
    """As many cells as the header has names; no first one and no reason is empty."""
    for row in read_rows(path):
        assert None not in row and None not in row.values(), row
        assert next(iter(row.values())).strip()
        assert "reason" not in row or row["reason"].strip()
