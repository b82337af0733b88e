"""A corpus in shards: the same bytes whoever works on it and whatever was stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pandas as pd
import pytest
from dask.distributed import LocalCluster
from killed import bytes_of
from report.seeds import REPOSITORY

from analysis.__main__ import main
from analysis.corpus import readers
from analysis.corpus.articles import CorpusError
from analysis.corpus.readers import batches, read_batch
from analysis.corpus.tables import Columns
from analysis.dyad.parties import us_and_iran
from analysis.tabular import shards
from analysis.tabular.files import TABLES, Tables

N_ARTICLES = 25  # three batches
BATCH, OWN_BATCH = 10, readers.LARGEST_BATCH
SMALL_BATCHES = f"""
import sys
from analysis.__main__ import main
from analysis.corpus import readers
readers.LARGEST_BATCH = {BATCH}
sys.exit(main())
"""


@pytest.fixture(scope="module", autouse=True)
def small_batches() -> Iterator[None]:
    """A batch holds a tenth of what it does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "LARGEST_BATCH", BATCH)
        yield


def written(folder: Path, n_articles: int) -> Path:
    """A table of short articles."""
    path = folder / "articles.jsonl"
    rows = (
        {"id": f"n{n}", "title": f"Day {n}", "text": f"“It rains,” Ann Lee{n} said."}
        for n in range(n_articles)
    )
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """A table of some articles."""
    return written(tmp_path_factory.mktemp("corpus"), N_ARTICLES)


@pytest.fixture(scope="module")
def whole(corpus) -> Path:
    """The tables of the corpus, as one process writes them."""
    return tables_of(corpus)


@pytest.fixture(scope="module")
def long(tmp_path_factory) -> tuple[Path, Path]:
    """A corpus of two batches as they are without a patch, and its tables."""
    corpus = written(tmp_path_factory.mktemp("long"), OWN_BATCH + BATCH)
    return corpus, tables_of(corpus)


def tables_of(corpus: Path) -> Path:
    """The folder of the tables of a corpus, beside it."""
    out = corpus.with_name("whole")
    assert main(["tables", str(corpus), "--quiet", "--out", str(out)]) == 0
    return out


def begin(*arguments: str) -> subprocess.Popen[str]:
    """A Python of its own, the first of its group."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def large(monkeypatch) -> None:
    """Every corpus counts as a large one."""
    monkeypatch.setattr(shards, "MERGED", 0)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "json", "parquet"])
def test_batches_hold_each_row_once(corpus, tmp_path, ending):
    """Each batch can be read without the others, from its place in the file."""
    rows = pd.read_json(corpus, lines=True)
    rows.loc[7, "text"] = 'Two\nlines, "he said"; – and more'
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        rows.to_csv(path, index=False)
    elif ending == "parquet":
        rows.to_parquet(path, row_group_size=3)
    else:
        rows.to_json(path, orient="records", lines=ending == "jsonl")
    parts = batches([path])
    assert [part.count for part in parts] == [10, 10, 5]
    found = [[(a.id, a.text) for a in read_batch(part)] for part in reversed(parts)]
    expected = list(zip(rows["id"], rows["text"], strict=True))
    assert [pair for part in reversed(found) for pair in part] == expected


def test_a_batch_of_windows_1252_is_read_from_its_place(tmp_path):
    """Places count the bytes of the file, whatever its encoding."""
    path = tmp_path / "a.csv"
    lines = ["id,text", *(f"n{n},The café {n} is shut." for n in range(15))]
    path.write_bytes("\n".join(lines).encode("cp1252"))
    last = list(read_batch(batches([path])[-1]))
    assert (last[0].id, last[-1].text) == ("n10", "The café 14 is shut.")


def test_an_id_is_used_once_in_all_sources(corpus):
    """The second that has it is an error, found before anything is analysed."""
    first, *_, last = batches([corpus, corpus])
    assert not first.taken
    assert last.taken == tuple((n, f"articles.jsonl:n{20 + n}") for n in range(5))
    (error, *_) = read_batch(last)
    assert "the id 'n20' was already used (articles.jsonl:n20)" in str(error)


def test_small_corpora_are_one_file_a_table(whole):
    """As `Tables.write` has it, and nothing else is left in the folder."""
    names = {path.name for path in whole.iterdir()}
    files = {f"{name}.{ending}" for name in TABLES for ending in ("csv", "parquet")}
    assert names == files | {"datapackage.json"}
    assert len(pd.read_csv(whole / "articles.csv")) == N_ARTICLES


def test_large_corpora_are_a_folder_a_table(corpus, tmp_path, large):
    """Each part is read by itself or all as one table, in the order of the corpus."""
    assert main(["tables", str(corpus), "--out", str(tmp_path), "--quiet"]) == 0
    parts = sorted(path.name for path in (tmp_path / "quotes").iterdir())
    assert parts == [f"part-00000{n}.parquet" for n in range(3)]
    found = Tables.read(tmp_path)
    assert list(found.articles["article"]) == [f"n{n}" for n in range(N_ARTICLES)]
    assert (found.quotes["kind"] == "direct").all()


def test_several_processes_write_the_same_bytes(corpus, tmp_path, large):
    """However many share the work; and they tell the same of it."""
    one, two = (
        shards.write_corpus(batches([corpus]), tmp_path / str(jobs), jobs=jobs)
        for jobs in (1, 2)
    )
    assert one == two
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_a_dask_cluster_writes_the_same_bytes(corpus, tmp_path, large):
    """One task a shard, on workers that see the same files."""
    parts = batches([corpus])
    shards.write_corpus(parts, tmp_path / "alone")
    cluster = LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        dashboard_address="127.0.0.1:0",
    )
    with cluster:
        address = cluster.scheduler_address
        shards.write_corpus(parts, tmp_path / "dask", scheduler=address)
    assert bytes_of(tmp_path / "alone") == bytes_of(tmp_path / "dask")


def test_a_run_goes_on_where_it_was(corpus, tmp_path, large, monkeypatch):
    """What is done is not done again, and the result is as if nothing had been."""
    parts = batches([corpus])
    shards.write_corpus(parts, tmp_path / "whole")
    written = []

    def write(shard, real=shards.write_shard):
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(shard.number)
        return real(shard)

    monkeypatch.setattr(shards, "write_shard", write)
    with pytest.raises(KeyboardInterrupt):
        shards.write_corpus(parts, tmp_path / "out")
    written.clear()
    (work,) = tmp_path.glob(".out.unfinished-*")
    (work / "new" / ".unfinished-000002-1").mkdir()
    other = tmp_path / ".out.unfinished-0123"
    other.mkdir()
    shards.write_corpus(parts, tmp_path / "out")
    assert written == [2]
    assert bytes_of(tmp_path / "whole") == bytes_of(tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"whole", "out"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_goes_on(corpus, tmp_path, whole, jobs):
    """After SIGKILL, the same command gives the same bytes."""
    out = tmp_path / "out"
    command = ["tables", str(corpus), "--quiet", "--out", str(out), "--jobs", jobs]
    run = begin("-c", SMALL_BATCHES, *command)
    done = ".out.unfinished-*/*/shards/0*.json"
    while not list(tmp_path.glob(done)) and run.poll() is None:
        time.sleep(0.005)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    assert main(command) == 0
    assert bytes_of(out) == bytes_of(whole)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_one_line_and_the_run_goes_on(tmp_path, monkeypatch, long, jobs):
    """Exit code 130, no traceback of any process, what is done is kept."""
    monkeypatch.setattr(readers, "LARGEST_BATCH", OWN_BATCH)
    out, (source, whole) = tmp_path / "out", long
    command = ["tables", str(source), "--quiet", "--out", str(out), "--jobs", jobs]
    run = begin("-m", "analysis", *command)
    while not list(tmp_path.glob(".out.unfinished-*")) and run.poll() is None:
        time.sleep(0.005)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: each process has it
    _, told = run.communicate()
    assert (run.returncode, told.count("\n")) == (130, 1), told
    assert told.startswith("stopped by Ctrl-C")
    assert not out.exists()
    assert main(command) == 0
    assert bytes_of(out) == bytes_of(whole)


def test_another_corpus_is_not_mixed_in(corpus, tmp_path, large):
    """A folder holds the shards of one corpus, with one set of options."""
    parts = batches([corpus])
    tmp_path /= "out"
    shards.write_corpus(parts, tmp_path)
    with pytest.raises(CorpusError, match="of another large corpus"):
        shards.write_corpus(parts, tmp_path, min_confidence=0.5)
    with pytest.raises(CorpusError, match="of another large corpus"):
        shards.write_corpus(parts[:1], tmp_path)


@pytest.mark.parametrize("change", ["size", "time"])
def test_a_changed_file_is_another_corpus(tmp_path, large, change):
    """It is known by its size, and by when it was written."""
    path = written(tmp_path, 3)
    shards.write_corpus(batches([path]), tmp_path / "out")
    known = path.stat()
    longer = "\n" if change == "size" else ""
    path.write_text(path.read_text("utf-8") + longer, "utf-8")
    later = known.st_mtime_ns + (0 if longer else 1_000_000_000)
    os.utime(path, ns=(later, later))
    with pytest.raises(CorpusError, match="of another large corpus"):
        shards.write_corpus(batches([path]), tmp_path / "out")


def test_a_thousand_shards_are_enough_for_most(tmp_path):
    """More batches lie in fewer shards, until these are as large as may be."""
    for n, n_shards in ((1_000, 1_000), (1_001, 501), (300_000, 3_000)):
        made = shards.cut([readers.Batch(tmp_path)] * n, tmp_path, us_and_iran())
        assert len(made) == n_shards


def test_a_killed_worker_is_said(corpus, tmp_path, large, monkeypatch):
    """And that the same command goes on where the run was."""

    class Broken(ThreadPoolExecutor):
        def __init__(self, jobs, mp_context):
            super().__init__(jobs)

        def submit(self, *_):
            raise BrokenProcessPool

    monkeypatch.setattr(shards, "ProcessPoolExecutor", Broken)
    with pytest.raises(CorpusError, match=r"was killed.* kept; run the same command"):
        shards.write_corpus(batches([corpus]), tmp_path / "out", jobs=2)


def test_failures_of_all_shards_are_counted(tmp_path, large):
    """And counted again when they are done already."""
    path = tmp_path / "a.jsonl"
    rows = [{"id": f"n{n}", "text": 3 if n % 9 == 0 else "Rain."} for n in range(25)]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    for _ in range(2):
        done = shards.write_corpus(batches([path], Columns()), tmp_path / "out")
        assert (done.n_articles, done.n_failed) == (25, 3)
    notes = sorted((tmp_path / "out" / "shards").glob("*.json"))
    assert [json.loads(note.read_text())["n_failed"] for note in notes] == [2, 1, 0]


def test_many_messages_are_counted(tmp_path, capsys):
    """Fifty errors and warnings are told, the others counted."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": ""}\n' * 60, "utf-8")
    assert main(["tables", str(path), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    *told, last = capsys.readouterr().err.splitlines()
    assert len(told) == 50
    assert last.startswith("… and 10 more errors and warnings")


def test_a_fault_of_ours_is_a_row_of_errors(corpus, tmp_path, monkeypatch):
    """Any error in one article is recorded with its article."""

    def analyze(article, share, dyad, real=shards.analyze_article):
        if article.id == "n3":
            raise IndexError("list index out of range")
        return real(article, share, dyad)

    monkeypatch.setattr(shards, "analyze_article", analyze)
    done = shards.write_corpus(batches([corpus], Columns()), tmp_path)
    assert (done.n_articles, done.n_failed) == (N_ARTICLES, 1)
    (row,) = pd.read_csv(tmp_path / "errors.csv").to_dict("records")
    assert row["article"] == "n3"
    assert row["place"] == "line 4"
    assert row["message"].startswith("IndexError at test_shards.py:")
    assert "report it" in row["remedy"]


def test_ctrl_c_waits_until_the_processes_have_started():
    """Then it is heeded; processes that start meanwhile do not see it."""
    reached = []
    with pytest.raises(KeyboardInterrupt), shards._undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
        reached.append("end")
    assert reached == ["end"]
    with shards._undisturbed():
        pass
