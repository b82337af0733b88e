"""The tables of a corpus of any size: shard by shard, several at once, resumable.

A shard is some batches of articles.  Its tables are written beside their places and
moved there at the end, and then a note that it is done.  A run that was stopped at any
moment goes on with the shards that lack that note.  The folder of the run takes the
place of the old one when all is done.  The same corpus gives the same bytes, whatever
was stopped and however many work on it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import islice
from multiprocessing import active_children, get_context
from pathlib import Path
from threading import current_thread, main_thread

import pyarrow as pa
import pyarrow.parquet as pq

from analysis._version import __version__
from analysis.corpus.articles import Article, CorpusError, attempt
from analysis.corpus.readers import LARGEST_BATCH, Batch, read_batch
from analysis.document import analyze_article
from analysis.dyad.parties import Dyad, us_and_iran
from analysis.tabular.files import OWN, TABLES, columns_of, write_files
from analysis.tabular.folders import replaced
from analysis.tabular.rows import Row, rows_of

MERGED = 2_000  # articles: up to so many, the tables are one file each, and CSV too
_SHARDS = 1_000  # about so many shards, where each has room for more articles
_LARGEST = 10_000  # articles of a shard
_AHEAD = 4  # shards given out beyond those that are worked on, for each worker


@dataclass(frozen=True, slots=True)
class Shard:
    """Some batches of a corpus, and where their tables are to be written."""

    number: int
    batches: tuple[Batch, ...]
    folder: Path
    dyad: Dyad
    min_confidence: float = 0.0
    strict: bool = False

    @property
    def note(self) -> Path:
        """The file that says that the shard is done."""
        return self.folder / "shards" / f"{self.number:06}.json"

    def part(self, table: str) -> Path:
        """The file of its rows of a table."""
        return self.folder / table / f"part-{self.number:06}.parquet"

    def done(self) -> Done | None:
        """What became of its articles; None where it is still to be done."""
        whole = self.note.exists() and all(self.part(name).exists() for name in TABLES)
        return Done(**json.loads(self.note.read_text("utf-8"))) if whole else None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the articles of a shard, or of a corpus."""

    n_articles: int = 0
    n_failed: int = 0
    messages: tuple[str, ...] = ()  # errors and warnings

    def __add__(self, other: Done) -> Done:
        """Both together, without their messages."""
        return Done(self.n_articles + other.n_articles, self.n_failed + other.n_failed)


def cut(
    batches: Sequence[Batch],
    folder: Path,
    dyad: Dyad,
    min_confidence: float = 0.0,
    strict: bool = False,
) -> tuple[Shard, ...]:
    """The shards of a corpus: one a batch, more batches to each where there are many.

    >>> shards = cut([Batch(Path("a.csv"))] * 1001, Path(), us_and_iran())
    >>> len(shards[-1].batches)
    1
    """
    size = min(max(1, -(-len(batches) // _SHARDS)), _LARGEST // LARGEST_BATCH)
    starts = range(0, len(batches), size)
    return tuple(
        Shard(n, tuple(batches[at : at + size]), folder, dyad, min_confidence, strict)
        for n, at in enumerate(starts)
    )


def write_shard(shard: Shard) -> Done:
    """Analyse the articles of a shard and write its part of each table.

    An article that cannot be read or analysed is a row of `errors`; a strict shard
    raises its `CorpusError`.
    """
    draft = shard.folder / f".unfinished-{shard.number:06}-{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    done = Done()
    writers: dict[str, pq.ParquetWriter] = {}
    try:
        for batch in shard.batches:
            rows, new = _rows_of_batch(batch, shard)
            done = replace(done + new, messages=done.messages + new.messages)
            for name in TABLES:
                table = columns_of(name, rows[name], shard.dyad)
                if name not in writers:
                    writers[name] = pq.ParquetWriter(draft / name, table.schema)
                writers[name].write_table(table)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    finally:
        for writer in writers.values():
            writer.close()
    for name in TABLES:
        shard.part(name).parent.mkdir(exist_ok=True)
        (draft / name).replace(shard.part(name))
    note = draft / "note.json"
    note.write_text(json.dumps(asdict(done)) + "\n", "utf-8")
    shard.note.parent.mkdir(exist_ok=True)
    note.replace(shard.note)
    draft.rmdir()
    return done


def _rows_of_batch(batch: Batch, shard: Shard) -> tuple[dict[str, list[Row]], Done]:
    """The rows of every table for the articles of a batch."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    n_articles = n_failed = 0
    messages: list[str] = []

    def tables_of(article: Article) -> dict[str, list[Row]]:
        return rows_of(analyze_article(article, shard.min_confidence, shard.dyad))

    for article in read_batch(batch):
        n_articles += 1
        found = attempt(tables_of, article)
        if isinstance(found, CorpusError):
            if shard.strict:
                raise found
            n_failed += 1
            rows["errors"] += (_error_row(batch, wrong) for wrong in found.mistakes)
            messages += (f"error: {line}" for line in str(found).splitlines())
            continue
        if isinstance(article, Article):
            messages += (f"warning: {warning}" for warning in article.warnings)
        for name, new in found.items():
            rows[name] += new
    return rows, Done(n_articles, n_failed, tuple(messages))


def write_corpus(
    batches: Sequence[Batch],
    folder: Path | str,
    *,
    min_confidence: float = 0.0,
    dyad: Dyad | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    strict: bool = False,
    tell: Callable[[Done], None] = lambda done: None,
) -> Done:
    """Write the tables of a corpus to a folder, in `jobs` processes; what became of it.

    Up to 2,000 articles give what `Tables.write` writes.  More give a folder of Parquet
    files for each table, such as `quotes/`, which Parquet readers take as one table.
    The folder has the old tables or the new ones, whenever the run is stopped; shards
    that an earlier run on the same corpus has done are not done again.
    `dyad` are the two parties, by default the US and Iran.
    `scheduler` is the address of a Dask scheduler whose workers see the same files.
    `tell` is called with each shard's result.  Raises `CorpusError` where the folder
    holds shards of another corpus or another run writes to it, where a worker was
    killed, and of a strict run where an article fails.
    """
    folder = Path(folder)
    dyad = dyad or us_and_iran()
    is_large = sum(batch.count for batch in batches) > MERGED

    def cut_for(place: Path) -> tuple[Shard, ...]:
        return cut(batches, place, dyad, min_confidence, strict)

    run = _run_of(batches, (min_confidence, dyad))
    done = _done_before(cut_for(folder), folder / _RUN, run)
    if done:
        for each in done:
            tell(each)
        return sum(done, Done())
    with replaced(folder, OWN, run[:_RUN_LENGTH]) as draft:
        shards = cut_for(draft if is_large else draft.with_name("parts"))
        try:
            total = _run(shards, jobs, scheduler, tell)
        except CorpusError:
            if strict:
                shutil.rmtree(draft.parent)
            raise
        if is_large:
            (draft / _RUN).write_text(run + "\n", "utf-8")
        else:
            _merge(draft, shards, dyad)
    return total


def _run(
    shards: Sequence[Shard],
    jobs: int,
    scheduler: str | None,
    tell: Callable[[Done], None],
) -> Done:
    """Do the shards that are not yet done; what became of all of them."""
    total = Done()
    left = []
    for shard in shards:
        if done := shard.done():
            total += done
            tell(done)
        else:
            left.append(shard)
    run = _by_dask(left, scheduler) if scheduler else _by_processes(left, jobs)
    for done in run:
        total += done
        tell(done)
    return total


def _by_processes(shards: Sequence[Shard], jobs: int) -> Iterator[Done]:
    """Each shard's result as it comes; in this process where one job is enough."""
    if jobs == 1 or len(shards) < 2:
        yield from map(write_shard, shards)
        return
    waiting = iter(shards)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running: set[Future[Done]] = set()
        try:
            while True:
                free = jobs * _AHEAD - len(running)
                with _undisturbed():
                    new = (pool.submit(write_shard, s) for s in islice(waiting, free))
                    running |= set(new)
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        except BrokenProcessPool as error:
            raise CorpusError(
                "a process of this run was killed, perhaps for want of memory; what is "
                "done is kept",
                "run the same command again, with fewer --jobs",
            ) from error
        except BaseException:  # what is begun is begun anew by the next run
            pool.shutdown(wait=False, cancel_futures=True)
            for process in active_children():
                process.terminate()
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes that are started here leave Ctrl-C to the one that started them.

    That one heeds it when they have started: half a process would print a traceback.
    """
    if sys.platform == "win32" or current_thread() is not main_thread():
        yield
        return
    pressed: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # they inherit it
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if pressed:
        raise KeyboardInterrupt


def _by_dask(shards: Sequence[Shard], scheduler: str) -> Iterator[Done]:
    """Each shard's result as a Dask cluster gives it, one task a shard."""
    try:
        from dask.distributed import Client, as_completed
    except ImportError as error:
        raise CorpusError(
            "--scheduler needs Dask: pip install 'whose-words[cluster]'"
        ) from error
    with Client(scheduler) as client:
        futures = client.map(write_shard, shards, pure=False)
        for future in as_completed(futures):
            yield future.result()


# --- the folder ---------------------------------------------------------------------

_RUN = Path("shards", "run.txt")
_RUN_LENGTH = 16  # of its digits, those that its unfinished folder is known by


def _run_of(batches: Sequence[Batch], options: tuple[float, Dyad]) -> str:
    """What tells a run from any other: version, options and files, as a hash."""
    made_of = [(b, [_state(b.path / n) for n in b.names or ("",)]) for b in batches]
    return sha256(repr((__version__, options, made_of)).encode()).hexdigest()


def _done_before(shards: Sequence[Shard], note: Path, run: str) -> list[Done]:
    """What a large run in this folder did; `CorpusError` where it was another run."""
    if not note.exists():
        return []
    if note.read_text("utf-8").strip() != run:
        raise CorpusError(
            "holds the tables of another large corpus, of other options or of another "
            "version",
            "choose another folder, or remove it",
            note.parent.parent,
        )
    found = [done for shard in shards if (done := shard.done())]
    return found if len(found) == len(shards) else []


def _state(path: Path) -> tuple[int, int]:
    """By what a file is known to be the same."""
    try:
        known = path.stat()
    except OSError:
        return 0, 0
    return known.st_size, known.st_mtime_ns


def _merge(folder: Path, shards: Sequence[Shard], dyad: Dyad) -> None:
    """The tables of the shards as one file each, in the order of the corpus."""
    merged = {}
    for name in TABLES:
        parts = (pq.ParquetFile(shard.part(name)).read() for shard in shards)
        merged[name] = pa.concat_tables(parts).combine_chunks()
    write_files(merged, folder, dyad)


def _error_row(batch: Batch, error: CorpusError) -> Row:
    """What is wrong with an article, without the folders of this machine."""
    return {
        "article": error.article,
        "file": _without_folders(batch, str(error.file)),
        "place": error.place or None,
        "message": _without_folders(batch, " ".join(error.message.split())),
        "remedy": error.remedy or None,
    }


def _without_folders(batch: Batch, words: str) -> str:
    """Words without the folder in which a batch lies."""
    folder = batch.path if batch.path.is_dir() else batch.path.parent
    return words.replace(f"{folder}{os.sep}", "")
