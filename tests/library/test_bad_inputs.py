"""Bad inputs: what is told, the exit code and what is kept, each by its case.

The page of the docs that lists them is made of the same cases.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from case_files import cases
from report.seeds import REPOSITORY

from analysis.__main__ import main

CASES = cases("bad_inputs")
# The types of a Parquet column, and a value as JSON has it made one of that type.
TYPES: dict[str, tuple[pa.DataType, Any]] = {
    "string": (pa.string(), str),
    "binary": (pa.binary(), str.encode),
    "list": (pa.list_(pa.string()), list),
    "struct": (pa.struct([("a", pa.string())]), dict),
    "int": (pa.int64(), int),
    "float": (pa.float64(), float),
    "decimal": (pa.decimal128(9, 0), Decimal),
    "date": (pa.date32(), date.fromordinal),
    "second": (pa.timestamp("s"), int),
    "dictionary": (pa.dictionary(pa.int32(), pa.string()), str),
}


def write(path: Path, made: dict[str, Any]) -> None:
    """Make a file as a case describes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if "folder" in made:
        path.mkdir()
    elif "pipe" in made:
        os.mkfifo(path)
    elif "link" in made:
        path.symlink_to(made["link"])
    elif "parquet" in made:
        pq.write_table(pa.table(dict(map(column, made["parquet"].items()))), path)
    elif "bytes" in made:
        path.write_bytes(made["bytes"].encode("latin-1"))
    else:
        text, times = made["text"], made.get("times", 1)
        then = made.get("then", text if times > 1 else "")
        path.write_bytes((text + then * (times - 1)).encode())


def column(named: tuple[str, tuple[str, list[Any]]]) -> tuple[str, pa.Array]:
    """A column of a Parquet file, by its name, type and values."""
    name, (kind, values) = named
    type_, make = TYPES[kind]
    cells = [None if value is None else make(value) for value in values]
    return name, pa.array(cells, type_)


def result(case: dict[str, Any], folder: Path, capsys: Any) -> dict[str, Any]:
    """What the command line does with a case: exit code, messages, articles."""
    source = folder / "in"
    source.mkdir()
    for name, made in case["files"].items():
        write(source / name, made)
    paths = sorted(str(path.relative_to(folder)) for path in source.iterdir())
    before = {path.name for path in folder.iterdir()}
    if "shell" in case:
        code, written = by_shell(case["shell"])
    else:
        code = main(case.get("run", ["tables", *paths, "--out", "out", "--quiet"]))
        written = capsys.readouterr().err
    told = written.splitlines()
    assert "Traceback" not in written
    made = folder / "out" / "articles.parquet"
    return {
        "code": code,
        "told": [line for line in told if not line.startswith(("usage", " "))],
        "articles": _column(made, "article") if made.exists() else [],
        "left": sorted({path.name for path in folder.iterdir()} - before),
    }


def _column(path: Path, name: str) -> list[str]:
    """The cells of a column of a Parquet file."""
    return pq.ParquetFile(path).read([name])[name].to_pylist()


def by_shell(command: str) -> tuple[int, str]:
    """The exit code of a command, and what it says on standard error."""
    run = subprocess.run(
        ["bash", "-c", command.replace("{python}", shlex.quote(sys.executable))],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return run.returncode, run.stderr


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['group']} {c['what']}")
def test_bad_input_is_told_and_the_rest_is_kept(case, tmp_path, monkeypatch, capsys):
    """The exact messages, the exit code, the articles that are done, no leftovers."""
    monkeypatch.chdir(tmp_path)
    found = result(case, tmp_path, capsys)
    assert found | {"told": []} == {key: case[key] for key in found} | {"told": []}
    assert len(found["told"]) == len(case["told"])
    for line, expected in zip(found["told"], case["told"], strict=True):
        # Behind a “…” stand words of Python or pyarrow, which change.
        assert line == expected or line.startswith(expected.removesuffix("…") or "\0")
