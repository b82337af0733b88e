"""The report built twice, in two places at two times: `make twice`.

Each build runs on a clone of its own of the last commit.  Every file that a reader can
get is compared, byte by byte.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.records import checked, write_record
from report.seeds import REPOSITORY

RECORD = Path(__file__).with_name("twice.json")
PLACES = ("one", "another folder/that is deeper")


def different(one: Path, other: Path) -> tuple[int, list[str]]:
    """How many files two folders have, and those that are not the same in both.

    A file that only one of them has is not the same.
    """
    names = sorted({str(p.relative_to(f)) for f in (one, other) for p in _files(f)})
    return len(names), [n for n in names if _bytes(one / n) != _bytes(other / n)]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def build(folder: Path) -> Path:
    """The pages that a clone of the last commit builds; its kernels take its own code.

    The clock of the second build is minutes ahead of that of the first; no file may
    know.
    """
    _run(["git", "clone", "--quiet", "--no-hardlinks", str(REPOSITORY), str(folder)])
    paths = [folder, folder / "book", folder / "book" / "_ext"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    program = Path(sys.executable).with_name("jupyter-book")
    command = [str(program), "build", ".", "-W", "-n", "--keep-going"]
    _run(command, cwd=folder, env=environment)
    return folder / "_build" / "html"


def _run(command: Sequence[str], **how: object) -> None:
    done = subprocess.run(command, capture_output=True, text=True, **how)  # type: ignore[call-overload]
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def main() -> None:
    """Print and record the files that differ; exit code 1 where one does."""
    argparse.ArgumentParser(prog="make twice", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        one, other = (build(Path(name, place)) for place in PLACES)
        n_files, found = different(one, other)
    print(*found, f"{n_files - len(found)} of {n_files} files are the same", sep="\n")
    row = checked(
        "files of the report that have the same bytes when it is built twice, in two "
        "places at two times",
        f"{n_files - len(found):,} of {n_files:,}",
        "make twice",
        RECORD,
    )
    record = {"files": n_files, "different": found, "checked": [row]}
    write_record(RECORD, record)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
