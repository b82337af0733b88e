"""Runs that are killed while they write, alone and two at once: `make kills`.

A folder that has old tables, and a file of the user, is written to by a run, or by two
at once of which any may be refused; then all of them are killed, or one is, at each
step of writing and at moments that are drawn.  The folder must hold all that was old,
or all that one run makes.  The next run must end as if nobody had been disturbed, and
leave nothing else beside the folder.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import killed
from benchmarks.records import checked, write_record
from killed import WRITERS, bytes_of

from analysis.__main__ import main as run
from analysis.corpus import readers
from analysis.tabular import shards

RECORD = Path(__file__).with_suffix(".json")
N_ARTICLES, BATCH = 12, 4  # three shards; nearly all of the time is that of writing
Files = dict[str, bytes]


class Case(NamedTuple):
    """What is written: with shards that stay or without, by one run or by two."""

    stays: bool
    n_runs: int


class Outcome(NamedTuple):
    """What a folder held after a kill, and what it held after the next run."""

    held: str  # the name of what it held, or `mixed`
    then: str  # `whole`, or what was wrong


CASES = [Case(stays, n_runs) for n_runs in (1, 2) for stays in (False, True)]


def write_articles(path: Path, said: str, n_articles: int = N_ARTICLES) -> Path:
    """A table of articles of a sentence each."""
    rows = (
        {"id": f"n{n}", "text": f"“It {said},” Ann Lee said."}
        for n in range(n_articles)
    )
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def start(source: Path, out: Path, stays: bool) -> int:
    """A child that writes the tables of a source, silent; its process id."""
    child = os.fork()
    if child == 0:
        status = 3
        try:
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            readers.LARGEST_BATCH = BATCH
            if stays:
                shards.MERGED = 0
            status = run(["tables", str(source), "--out", str(out), "--quiet"])
        finally:
            os._exit(status)
    return child


def finish(child: int) -> int:
    """The exit code of a child, negative where it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Bench:
    """A folder with sources, and what each of them gives when nobody is disturbed."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.old = place / "old"
        few = write_articles(place / "old.jsonl", "rained", 2)
        finish(start(few, self.old, False))
        (self.old / "note.md").write_text("Of the user.", "utf-8")
        self.sources = [
            write_articles(place / f"{said}.jsonl", said) for said in ("rains", "snows")
        ]
        self.known: dict[bool, dict[str, Files]] = {}
        self.seconds: dict[bool, float] = {}
        for stays in (False, True):
            known = {"old": bytes_of(self.old)}
            for source in self.sources:
                out = self.copy(f"{source.stem}-{stays}")
                begin = time.perf_counter()
                finish(start(source, out, stays))
                self.seconds[stays] = time.perf_counter() - begin
                known[source.stem] = bytes_of(out)
                assert known[source.stem].keys() != known["old"].keys() or not stays
            self.known[stays] = known

    def copy(self, name: str) -> Path:
        """A folder that has the old tables."""
        return Path(shutil.copytree(self.old, self.place / name))

    def kill(self, case: Case, draw: random.Random, name: str) -> Outcome:
        """What becomes of a folder when its runs are killed at a moment that is drawn.

        Shards that stay are known for another corpus's, which is refused, so that two
        runs at once are the same then.
        """
        out = self.copy(name)
        others = {path.name for path in self.place.iterdir()}
        sources = (self.sources * 2)[:: 2 if case.stays else 1][: case.n_runs]
        runs = [start(source, out, case.stays) for source in sources]
        time.sleep(draw.uniform(0, 1.1) * self.seconds[case.stays] * case.n_runs)
        for child in runs[: draw.randint(1, case.n_runs)]:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        for child in runs:
            finish(child)
        held = self.name_of(out, case.stays)
        code = finish(start(sources[0], out, case.stays))
        then = self.name_of(out, case.stays)
        left = sorted({path.name for path in self.place.iterdir()} - others)
        whole = (code, then, left) == (0, sources[0].stem, [])
        shutil.rmtree(out)
        return Outcome(held, "whole" if whole else f"{code}, {then}, beside it {left}")

    def name_of(self, folder: Path, stays: bool) -> str:
        """Whose files a folder has, all of them and no other."""
        files = bytes_of(folder)
        known = self.known[stays].items()
        return next((name for name, own in known if own == files), "mixed")


def at_moments(place: Path, n_kills: int, tell: Callable[[str], None]) -> list[Outcome]:
    """The outcomes of so many kills alone, and as many with two runs at once."""
    bench, draw, found = Bench(place), random.Random(16), []
    for case in CASES:
        for number in range(n_kills // 2):
            outcome = bench.kill(case, draw, f"killed-{len(found)}")
            tell(f"{case} {number}: {outcome.held}, then {outcome.then}")
            found.append(outcome)
    return found


def at_steps(place: Path) -> list[str]:
    """What folders hold after a kill at each step of each writer."""
    found = []
    for kind in WRITERS:
        folder = place / f"steps-{kind}"
        folder.mkdir()
        command = [sys.executable, killed.__file__, kind, str(folder), "1"]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        found += json.loads(done.stdout)
    return found


def main() -> int:
    """Print and record what the folders held; exit code 1 where one was mixed."""
    parser = argparse.ArgumentParser(prog="make kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=20, metavar="N")
    parser.add_argument("--out", type=Path, default=RECORD)
    options = parser.parse_args()

    def tell(line: str) -> None:
        print(line, flush=True)

    with tempfile.TemporaryDirectory() as name:
        moments = at_moments(Path(name), options.kills, tell)
        steps = at_steps(Path(name))
    good = [o.held != "mixed" and o.then == "whole" for o in moments]
    half = len(good) // 2
    counted = {
        "alone": [sum(good[:half]), half],
        "two at once": [sum(good[half:]), half],
        "each step": [sum(state in ("old", "new") for state in steps), len(steps)],
    }
    said = {
        "alone": "runs killed at a random moment that leave all old or all new files, "
        "and the next of which is whole",
        "two at once": "the same of two runs at once that write to one folder",
        "each step": "the same of runs killed at each step of writing",
    }
    rows = [
        checked(what, "{} of {}".format(*counted[name]), "make kills", options.out)
        for name, what in said.items()
    ]
    held = {
        name: sum(outcome.held == name for outcome in moments)
        for name in sorted({outcome.held for outcome in moments})
    }
    write_record(options.out, {**counted, "held": held, "checked": rows})
    tell(f"{counted}, held {held}")
    return int(any(same < of for same, of in counted.values()))


if __name__ == "__main__":
    sys.exit(main())
