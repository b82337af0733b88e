"""The command line: one clear line for what is wrong, and nothing half-written."""

from __future__ import annotations

import shutil
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


def test_any_other_text(tmp_path):
    """A stranger's file gives the same tables, its facts unknown."""
    article = tmp_path / "note.txt"
    article.write_text("“We are ready,” said Ann Lee, a spokeswoman.", encoding="utf-8")
    assert (
        main(["tables", str(article), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    )
    row = pd.read_csv(tmp_path / "out" / "articles.csv").iloc[0]
    assert (row["article"], row["date_basis"], row["n_quotes"]) == (
        "note",
        "unknown",
        1,
    )


def _missing(seeds):
    (seeds / "002_f0163f8d9acaa1b0.txt").unlink()


def _altered(seeds):
    (seeds / "002_f0163f8d9acaa1b0.txt").write_text("Other words.", encoding="utf-8")


def _anchor(seeds):
    path = seeds / "catalogue.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("first: The Mahdi", "first: A Mahdi"), "utf-8")


def _binary(seeds):
    (seeds / "new.txt").write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("harm", [_missing, _altered, _anchor, _binary])
def test_one_bad_article_of_a_catalogue_does_not_end_the_run(tmp_path, capsys, harm):
    """Exit code 1, one line that names the file, the others are done."""
    seeds = shutil.copytree(SEEDS, tmp_path / "seeds")
    harm(seeds)
    out = tmp_path / "out"
    assert main(["tables", str(seeds), "--out", str(out)]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    errors = [line for line in lines if line.startswith("error: ")]
    assert len(errors) == len(pd.read_csv(out / "errors.csv")) == 1
    assert len(pd.read_csv(out / "articles.csv")) == 4 + (harm is _binary)
    assert main(["tables", str(seeds), "--out", str(tmp_path / "b"), "--strict"]) == 2
    assert not (tmp_path / "b").exists()


def test_path_that_is_not_there(tmp_path, capsys):
    """A missing path is named, and the exit code is 2."""
    assert (
        main(["tables", str(tmp_path / "nothing.txt"), "--out", str(tmp_path / "out")])
        == 2
    )
    assert "nothing.txt: No such file" in capsys.readouterr().err


def test_output_that_cannot_be_written(tmp_path, capsys):
    """An output path that is a file gives one line, no traceback."""
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    assert main(["tables", str(SEEDS), "--out", str(blocked)]) == 2
    assert capsys.readouterr().err.startswith("error: ")


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
