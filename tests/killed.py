"""Killed at its nth step: a command that writes, and what its folder holds then.

Run by itself: the process is forked for each step.  A step is a call that changes the
file system; Python tells an audit hook of each.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis import analyze, tables
from analysis.corpus.readers import batches
from analysis.exports.files import write_annotations
from analysis.tabular.shards import write_corpus

STEPS = ("os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove", "shutil.copyfile")
OLD, NEW = "“It rains,” Ann Lee said.", "“It snows,” Bo Ek said."


def _write_tables(folder: Path, text: str) -> None:
    tables(analyze(text)).write(folder)


def _write_corpus(folder: Path, text: str) -> None:
    source = folder.parent / "source.csv"
    source.write_text(f"id,text\na,{text.replace(',', ';')}\n", "utf-8")
    os.utime(source, (1, 1))
    write_corpus(batches([source]), folder)


def _write_annotations(folder: Path, text: str) -> None:
    write_annotations([analyze(text)], folder)


WRITERS: dict[str, Callable[[Path, str], None]] = {
    "tables": _write_tables,
    "corpus": _write_corpus,
    "annotations": _write_annotations,
}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its place; but for what no reader sees."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not str(path.relative_to(folder)).startswith(".")
    }


def _killed(write: Callable[[], None], step: int) -> bool:
    """Whether a writer was killed at a step; False where it has fewer."""
    child = os.fork()
    if not child:
        n_steps = 0

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal n_steps
            writes = event == "open" and isinstance(arguments[1], str)
            writes = writes and arguments[1][0] in "wax"
            if not writes and event not in STEPS:
                return
            n_steps += 1
            if n_steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            write()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code > 0:
        raise RuntimeError(f"step {step} failed, see above")
    return code < 0


def states(kind: str, place: Path, every: int = 1, inside: bool = False) -> list[str]:
    """What a folder holds after each step, or every nth: old, new or mixed files.

    What the next run then leaves other than the new files is added.  `inside`: the
    command is given in the folder itself, which can then not be replaced.
    """
    write, out, old = WRITERS[kind], place / "out", place / "old"
    note = "Of the user."
    for folder, text in ((old, OLD), (place / "new", NEW)):
        write(folder, text)
        (folder / "note.md").write_text(note, "utf-8")
    known = {"old": bytes_of(old), "new": bytes_of(place / "new")}
    others = {path.name for path in place.iterdir()} | {"out"}
    gc.freeze()  # or each child looks through all that is here, and so copies it
    found, step, was_killed = [], 1, True
    while was_killed:
        if out.exists():
            shutil.rmtree(out)
        shutil.copytree(old, out)
        if inside:
            os.chdir(out)
        was_killed = _killed(lambda: write(out, NEW), step)
        held = bytes_of(out)
        state = next((name for name, files in known.items() if files == held), "mixed")
        _killed(lambda: write(out, NEW), 0)
        left = {path.name for path in place.iterdir()} - others
        if left or bytes_of(out) != known["new"]:
            state += f", then not new: {sorted(left)}"
        found.append(state)
        step += every
    return found


if __name__ == "__main__":
    folder, *runs = sys.argv[1:]
    found = {}
    for run in runs:
        kind, every, *inside = run.split()
        place = Path(folder, run)
        place.mkdir()
        found[run] = states(kind, place, int(every), bool(inside))
    print(json.dumps(found))
