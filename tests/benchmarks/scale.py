"""A corpus of many articles: time, memory, and runs that are killed: `make scale`.

The articles are paragraphs of the five, drawn anew for each with a fixed seed.  A run
is killed by SIGKILL, at each step of writing and at random moments, alone and with
another at once; its folder must hold the old files or the new ones, and when it is
begun again, byte for byte, those of a run that nobody disturbed.
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
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import killed
from benchmarks.records import checked, write_record
from killed import WRITERS
from report.seeds import REPOSITORY, seed_documents

from analysis.text.characters import n_words

RECORD = Path(__file__).with_name("scale.json")
N_PARAGRAPHS = 12  # of an article
PARTS = 2_100  # articles of the runs that are killed: enough to stay in shards,
FEW = 300  # enough for three shards, and few enough for one file a table
SHORT = 1  # and of so many paragraphs, since many runs are made


def main() -> None:
    """Print and record each measurement; exit code 1 where bytes differ."""
    parser = argparse.ArgumentParser(prog="make scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--kills", type=int, default=20, metavar="N")
    parser.add_argument(
        "--dask", type=int, default=5, metavar="N", help="workers of Dask to be killed"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {
            "cores": os.cpu_count(),
            "words": _n_words(folder),
            "runs": _sizes(folder, options.articles),
            "steps": _steps(folder),
            "killed": _killed(folder, options.kills),
            "dask": {"runs": options.dask, "same": _dask(folder, options.dask)},
        }
    write_record(RECORD, found | {"checked": _checked(found)})
    whole = all(
        found[name]["runs"] == found[name]["same"]
        for name in ("steps", "killed", "dask")
    )
    sys.exit(0 if whole else 1)


def _checked(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows for the page of checks."""
    counted = {
        "steps": "runs killed at each step of writing that leave all old or all new",
        "killed": "runs killed at random moments, alone and two at once, that do",
        "dask": "runs on a Dask cluster that lost a worker, with the same bytes",
    }
    rows = [
        (what, f"{found[name]['same']} of {found[name]['runs']}")
        for name, what in counted.items()
    ]
    most = max(found["runs"], key=lambda run: (run["articles"], run["jobs"]))
    rows.append(
        (
            f"articles a second, of {most['articles']:,} of {found['words']} words, on "
            f"{most['jobs']} cores",
            f"{most['articles'] / most['seconds']:,.0f}",
        )
    )
    return [checked(what, figure, "make scale", RECORD) for what, figure in rows]


def write_corpus(path: Path, n_articles: int, n_paragraphs: int = N_PARAGRAPHS) -> None:
    """A table of articles, each of paragraphs of the five in a new order."""
    draw = random.Random(7)
    paragraphs = [
        line
        for document in seed_documents()
        for segment in document.segments
        if segment.layer == "author"
        for line in segment.text.splitlines()
        if line.strip()
    ]
    with path.open("w", encoding="utf-8") as file:
        for number in range(n_articles):
            text = "\n\n".join(draw.choices(paragraphs, k=n_paragraphs))
            file.write(json.dumps({"id": f"n{number}", "text": text}) + "\n")


def _n_words(folder: Path) -> int:
    """The words of an article on average."""
    path = folder / "words.jsonl"
    write_corpus(path, 100)
    texts = (json.loads(line)["text"] for line in path.open(encoding="utf-8"))
    return round(sum(map(n_words, texts)) / 100)


def _sizes(folder: Path, n_articles: int) -> list[dict[str, float]]:
    """How time, memory and output grow from a tenth of the articles to all of them."""
    print(f"{'articles':>10} {'jobs':>5} {'seconds':>9} {'a second':>9} {'peak MB':>8}")
    runs = []
    for number, jobs in ((n_articles // 10, 1), (n_articles, 1), (n_articles, 2)):
        source, out = folder / f"{number}.jsonl", folder / f"out-{number}-{jobs}"
        write_corpus(source, number)
        seconds, peak = _timed(_command(source, out, jobs))
        size = sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) / 1e6
        print(
            f"{number:10,} {jobs:5} {seconds:9.1f} {number / seconds:9.1f} {peak:8.0f}"
            f"   {size:,.1f} MB written",
            flush=True,
        )
        runs.append(
            {
                "articles": number,
                "jobs": jobs,
                "seconds": round(seconds, 1),
                "peak_mb": round(peak),
                "written_mb": round(size, 1),
            }
        )
    return runs


def _kills(folder: Path, n_kills: int, n_runs: int, n_articles: int) -> int:
    """How many runs that are killed, and begun again, leave old or new tables only.

    Each writes to a folder that has other tables; of `n_runs` at once any may be
    refused.  All are killed at the same random moment.
    """
    source, before = folder / "parts.jsonl", folder / "before.jsonl"
    whole, old = folder / f"whole-{n_articles}", folder / f"old-{n_articles}"
    write_corpus(source, n_articles, SHORT)
    write_corpus(before, 2, SHORT)
    seconds, _ = _timed(_command(source, whole, 2))
    _timed(_command(before, old, 1))
    new, earlier = bytes_of(whole), bytes_of(old)
    draw, n_same = random.Random(11), 0
    for number in range(n_kills):
        out = folder / f"killed-{n_runs}-{n_articles}-{number}"
        shutil.copytree(old, out)
        command = _command(source, out, 2)
        runs = [
            subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
            for _ in range(n_runs)
        ]
        time.sleep(draw.uniform(0.05, 1.1) * seconds * n_runs)
        for run in runs:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
            run.wait()
        is_whole = bytes_of(out) in (earlier, new)
        subprocess.run(command, check=True)
        left = list(folder.glob(f".{out.name}*"))
        n_same += is_whole and bytes_of(out) == new and not left
        shutil.rmtree(out)
    print(
        f"{n_runs} at once on {n_articles:,} articles, killed and begun again: old or "
        f"new, {n_same} of {n_kills}",
        flush=True,
    )
    return n_same


def _killed(folder: Path, n_kills: int) -> dict[str, int]:
    """Kills at random moments: few articles and many, one run and two at once."""
    n_same = 0
    for n_articles in (FEW, PARTS):
        for n_runs in (1, 2):
            n_same += _kills(folder, n_kills, n_runs, n_articles)
    return {"runs": 4 * n_kills, "same": n_same}


def _steps(folder: Path) -> dict[str, int]:
    """The kills at every step of writing, and how many leave old or new files."""
    found = []
    for kind in WRITERS:
        place = folder / f"steps-{kind}"
        place.mkdir()
        command = [sys.executable, killed.__file__, kind, str(place), "1"]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        found += json.loads(run.stdout)
    n_same = sum(state in ("old", "new") for state in found)
    print(f"killed at each step: old or new, {n_same} of {len(found)}", flush=True)
    return {"runs": len(found), "same": n_same}


def _dask(folder: Path, n_kills: int) -> int:
    """How often a cluster that loses a worker in mid-run writes what others do."""
    from dask.distributed import LocalCluster

    source, n_same = folder / "dask.jsonl", 0
    write_corpus(source, PARTS, SHORT)
    _timed(_command(source, folder / "whole", 1))
    expected = bytes_of(folder / "whole")
    for number in range(n_kills):
        out = folder / f"dask-{number}"
        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster:
            address = ["--scheduler", cluster.scheduler_address]
            run = subprocess.Popen([*_command(source, out, 1), *address])
            while not list(folder.glob(f".{out.name}.unfinished-*/new/shards/0*.json")):
                time.sleep(0.05)
            worker = next(iter(cluster.workers.values()))
            os.kill(worker.pid, signal.SIGKILL)
            run.wait()
        n_same += bytes_of(out) == expected
    print(f"a Dask worker killed, equal bytes: {n_same} of {n_kills}", flush=True)
    return n_same


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The tables of a folder, by the places of their files."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*.parquet"))
    }


def _command(source: Path, out: Path, jobs: int) -> list[str]:
    command = [sys.executable, "-m", "analysis", "tables", str(source), "--quiet"]
    return [*command, "--out", str(out), "--jobs", str(jobs)]


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """The seconds of a command and the most memory of one of its processes, in MB."""
    begin = time.perf_counter()
    run = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, command)
    return time.perf_counter() - begin, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
