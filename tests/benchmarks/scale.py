"""A corpus of many articles: time, memory, a Dask cluster: `make scale`.

The articles are paragraphs of the five, drawn anew for each with a fixed seed.  A
cluster that loses a worker must write, byte for byte, what a run writes that nobody
disturbed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.records import checked, write_record
from killed import bytes_of
from report.seeds import REPOSITORY, seed_documents

from analysis.text.characters import n_words

RECORD = Path(__file__).with_name("scale.json")
N_PARAGRAPHS = 12  # of an article
PARTS = 2_100  # articles of the runs on a cluster: enough to stay in shards,
SHORT = 1  # and of so many paragraphs, since many runs are made


def main() -> None:
    """Print and record each measurement; exit code 1 where bytes differ."""
    parser = argparse.ArgumentParser(prog="make scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
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
            "dask": {"runs": options.dask, "same": _dask(folder, options.dask)},
        }
    write_record(RECORD, found | {"checked": _checked(found)})
    sys.exit(0 if found["dask"]["runs"] == found["dask"]["same"] else 1)


def _checked(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows for the page of checks."""
    one, two = found["runs"][1:]
    n_articles, n_words = f"{one['articles']:,}", found["words"]
    rate = one["articles"] / one["seconds"]  # of one core
    rows = {
        "runs on a Dask cluster that lost a worker, with the same bytes": (
            f"{found['dask']['same']} of {found['dask']['runs']}"
        ),
        f"articles a second of {n_words} words on one core, of {n_articles}": (
            f"{rate:.1f}"
        ),
        "two processes over one, in articles a second": (
            f"{one['seconds'] / two['seconds']:.2f}"
        ),
        f"most memory of one process for {n_articles} articles": (
            f"{one['peak_mb']:,} MB"
        ),
        "a hundred million such articles, at this rate, on a thousand cores": (
            f"{1e8 / rate / 1_000 / 86_400:.1f} days"
        ),
    }
    return [checked(*row, "make scale", RECORD) for row in rows.items()]


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
