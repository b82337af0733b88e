"""A folder of results is all old or all new, whenever a run is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from report.seeds import REPOSITORY

from analysis.corpus.articles import CorpusError
from analysis.tabular import folders
from analysis.tabular.folders import check_folder, replaced

# A writer, and how many steps lie between two kills; in the folder itself, or not.
KILLS = ["tables 5", "corpus 12", "annotations 1"]
INSIDE = "tables 9 inside"


@pytest.fixture(scope="module")
def states(tmp_path_factory) -> dict[str, list[str]]:
    """What the folder of each writer holds after a kill at every nth step."""
    folder = tmp_path_factory.mktemp("killed")
    run = subprocess.run(
        [sys.executable, "tests/killed.py", folder, *KILLS, INSIDE],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY}/tests"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("kind", KILLS)
def test_killed_at_any_step_the_files_are_old_or_new(states, kind):
    """Those of the user stay, and the next run leaves nothing else behind."""
    assert states[kind] == sorted(states[kind], key=["old", "new"].index)
    assert {*states[kind]} == {"old", "new"}


def test_a_folder_that_cannot_be_replaced_is_made_whole(states):
    """In the current folder files are moved one by one; the next run ends it."""
    assert {*states[INSIDE]} == {"old", "mixed", "new"}


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    """The second is refused while the first is at it, and not when it is done."""
    out = tmp_path / "out"
    with replaced(out) as draft:
        (draft / "a").write_text("first", "utf-8")
        with pytest.raises(CorpusError, match="another run is writing"), replaced(out):
            pass
    with replaced(out) as draft:
        (draft / "a").write_text("second", "utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (out / "a").read_text("utf-8") == "second"


def test_what_fails_leaves_the_old_files(tmp_path):
    """Nothing is left of the draft, and nothing of a folder that was not there."""
    for out in (tmp_path / "out", tmp_path / "new"):
        if out.name == "out":
            out.mkdir()
            (out / "a").write_text("old", "utf-8")
        with pytest.raises(ZeroDivisionError), replaced(out, {"a"}) as draft:
            (draft / "b").write_text("new", "utf-8")
            raise ZeroDivisionError
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "a"]


def test_folders_of_others_and_links_are_kept(tmp_path):
    """Where folders of others lie, files are moved in; a link leads where it did."""
    out = tmp_path / "out"
    (out / "mine").mkdir(parents=True)
    (out / "own").mkdir()
    (out / "old.csv").touch()
    link = tmp_path / "link"
    link.symlink_to(out)
    with replaced(link, {"own", "old.csv", "a.csv"}) as draft:
        (draft / "a.csv").write_text("new", "utf-8")
    assert link.is_symlink()
    assert sorted(path.name for path in out.iterdir()) == ["a.csv", "mine"]


def test_a_folder_takes_its_place_in_one_step(tmp_path, monkeypatch):
    """Where the system can; elsewhere the files are moved, to the same end."""
    out = tmp_path / "above" / "out"
    with replaced(out) as draft:
        (draft / "a").touch()
    at = out.stat().st_ino
    with replaced(out, {"a"}) as draft:
        (draft / "b").touch()
    assert sys.platform != "linux" or out.stat().st_ino != at
    at = out.stat().st_ino
    monkeypatch.setattr(folders.ctypes, "CDLL", lambda _: object())
    with replaced(out, {"b"}) as draft:
        (draft / "c").touch()
    assert [path.name for path in out.iterdir()] == ["c"]
    assert out.stat().st_ino == at


def test_leftovers_of_dead_runs_are_removed(tmp_path):
    """Those beside the folder and in it, but for what the next run can use."""
    out = tmp_path / "out"
    for left in (out / ".out.unfinished-1", out / ".unfinished-2"):
        left.mkdir(parents=True)
    (tmp_path / ".out.unfinished-3").mkdir()
    with pytest.raises(ZeroDivisionError), replaced(out, run="r") as draft:
        (draft / "done").touch()
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.glob(".*")] == [".out.unfinished-r"]
    with replaced(out, run="r") as draft:
        (draft / "more").touch()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert sorted(path.name for path in out.iterdir()) == ["done", "more"]


def test_the_current_folder_is_filled_file_by_file(tmp_path, monkeypatch):
    """It cannot be replaced; what is its own and not new goes, all else stays."""
    monkeypatch.chdir(tmp_path)
    for folder in ("own", "b", "mine"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "old").touch()
    (tmp_path / "old.csv").touch()
    with replaced(".", {"own", "old.csv", "b"}) as draft:
        (draft / "a.csv").write_text("new", "utf-8")
        (draft / "b").mkdir()
        (draft / "b" / "new").touch()
    files = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")]
    assert sorted(files) == ["a.csv", "b", "b/new", "mine", "mine/old"]


def test_a_folder_is_tried_and_nothing_left(tmp_path):
    """Neither the folder nor those above it are made."""
    check_folder(tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").touch()
    for name in ("file", "file/below"):
        with pytest.raises(CorpusError, match=r"file; name another folder|a file, not"):
            check_folder(tmp_path / name)
