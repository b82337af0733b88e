"""The command line: one clear line for what is wrong, and nothing half-written."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest
from report.seeds import REPOSITORY, SEEDS

from analysis.__main__ import main


def test_seeds_to_tables(tmp_path, capsys):
    """The seeds give every table, and the summary says what was found where."""
    assert main(["tables", str(SEEDS), "--out", str(tmp_path)]) == 0
    assert len(pd.read_csv(tmp_path / "articles.csv")) == 5
    out = capsys.readouterr().out
    assert "000_f4834ffa35947b20" in out
    assert str(tmp_path) in out


def test_module_runs_from_any_folder(tmp_path):
    """`python -m analysis --help` says what goes in and what comes out."""
    run = subprocess.run(
        [sys.executable, "-m", "analysis", "tables", "--help"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{REPOSITORY}:{REPOSITORY}/tests"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--text-column" in run.stdout
    assert "datapackage.json" in run.stdout


STOPPED = """
import sys

class Finder:
    def find_spec(self, name, *_):
        if name == "analysis.document":
            raise KeyboardInterrupt

sys.argv = [sys.argv[1]]
sys.meta_path.insert(0, Finder())
import analysis
"""


@pytest.mark.parametrize("program", ["-m", "/usr/bin/whose-words", "notebook"])
def test_ctrl_c_while_the_library_loads(program):
    """The command line says so in a line; in another program it is an interrupt."""
    run = subprocess.run(
        [sys.executable, "-c", STOPPED, program],
        env={"PYTHONPATH": str(REPOSITORY)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if program == "notebook":
        assert run.stderr.endswith("KeyboardInterrupt\n")
    else:
        assert (run.returncode, run.stderr) == (130, "stopped by Ctrl-C\n")
