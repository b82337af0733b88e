"""How long things take on this machine: `make bench`.  Measurements, not tests.

Start-up is what a first sentence costs: interpreter, imports, dictionaries.  Times
are medians; beyond start-up means a second call in the same process.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis.__main__ import main as main_of_library
from analysis.corpus import REPOSITORY, SEEDS, load_corpus
from analysis.reading import read_article
from analysis.text import n_words

RUNS = 5


def main() -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--book", action="store_true", help="also time a cold build")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        sentence = Path(temporary, "sentence.txt")
        sentence.write_text("“We agree,” said Ann Lee of Iran.", encoding="utf-8")
        whole = _median(lambda: _command(SEEDS, temporary))
        main_of_library([str(sentence), "--out", temporary, "--quiet"])  # starts up
        once = _median(
            lambda: main_of_library([str(SEEDS), "--out", temporary, "--quiet"])
        )
    print(f"python -m analysis seeds, as a whole     {whole:6.2f} s")
    print(f"  of which beyond start-up               {once:6.2f} s")
    articles = load_corpus()
    words = sum(n_words(article.text) for article in articles)
    reading = _median(lambda: [read_article(article) for article in articles])
    print(f"finding voices, quotes, attributions     {words / reading:6,.0f} words/s")
    if options.book:
        print(f"the book from nothing, after set-up      {_median(_book, 1):6.2f} s")


def _median(run: Callable[[], object], runs: int = RUNS) -> float:
    seconds = []
    for _ in range(runs):
        before = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - before)
    return statistics.median(seconds)


def _command(path: Path, folder: str) -> None:
    command = [sys.executable, "-m", "analysis", str(path), "--out", f"{folder}/out"]
    subprocess.run([*command, "--quiet"], check=True, cwd=REPOSITORY)


def _book() -> None:
    command = ["make", "--silent", "book"]
    subprocess.run(command, check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
