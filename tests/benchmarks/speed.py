"""How long things take on this machine: `make bench`.  Measurements, not tests.

Start-up is what a first sentence costs: interpreter, imports, dictionaries.  Times
are medians; beyond start-up means a second call in the same process.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

from report.seeds import REPOSITORY, SEEDS

from analysis.__main__ import main as main_of_library
from analysis.corpus.catalogue import load_articles
from analysis.document import analyze_article
from analysis.text.characters import n_words

RUNS = 5


def main() -> None:
    """Print one line a measurement."""
    with tempfile.TemporaryDirectory() as temporary:
        command = ["tables", str(SEEDS), "--out", f"{temporary}/out", "--quiet"]
        whole = _median(lambda: _run([sys.executable, "-m", "analysis", *command]))
        main_of_library(command)  # starts up
        once = _median(lambda: main_of_library(command))
    print(f"python -m analysis seeds, as a whole     {whole:6.2f} s")
    print(f"  of which beyond start-up               {once:6.2f} s")
    articles = load_articles(SEEDS)
    words = sum(n_words(article.text) for article in articles)
    reading = _median(lambda: [analyze_article(article) for article in articles])
    print(f"finding everything, on one core          {words / reading:8,.0f} words/s")
    book = _median(lambda: _run(["make", "--silent", "book"]), 1)
    print(f"the book from nothing, after set-up      {book:6.2f} s")


def _median(run: Callable[[], object], runs: int = RUNS) -> float:
    seconds = []
    for _ in range(runs):
        before = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - before)
    return statistics.median(seconds)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
