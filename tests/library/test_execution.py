"""Notebooks that share a kernel know nothing of each other."""

from __future__ import annotations

import nbformat
from jupyter_cache import get_cache
from nbformat.v4 import new_code_cell, new_notebook
from report.seeds import REPOSITORY

from analysis.starter.execution import fill

ONE = "from report.prose import fill, numbers\nnumbers(n=3)\nm = 4\nprint(fill('{n}'))"
OTHER = "from report.prose import fill\nprint('m' in globals())\nprint(fill('{n}'))"


def test_a_notebook_sees_neither_names_nor_numbers_of_another(tmp_path, monkeypatch):
    """What succeeds is cached with its outputs; what asks for another's fact is not."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY / "book"))
    paths = []
    for name, source in {"a": ONE, "b": OTHER}.items():
        notebook = new_notebook(cells=[new_code_cell(source)])
        paths.append(tmp_path / f"{name}.ipynb")
        nbformat.write(notebook, paths[-1])
    cache = get_cache(tmp_path / "cache")
    fill(cache, paths, "import report.prose; report.prose.forget()")
    [record] = cache.list_cache_records()
    assert record.uri == str(paths[0])
    [cell] = cache.get_cache_bundle(record.pk).nb.cells
    assert cell.outputs[0].text == "3\n"
