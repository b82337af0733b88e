"""How long things take on this machine: `make bench`.  Measurements, not tests.

Start-up is what a first sentence costs: interpreter, imports, dictionaries.  Times
are medians; beyond start-up means a second call in the same process.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.__main__ import main as main_of_library
from analysis.attributions import find_attributions, settle_quotes
from analysis.corpus import REPOSITORY, SEEDS, Article, load_corpus
from analysis.quotes import find_quotes
from analysis.reading import read_article
from analysis.text import n_words
from analysis.voices import find_segments, find_sentences

RUNS = 5


def main() -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--book", action="store_true", help="also time a cold build")
    parser.add_argument(
        "--articles",
        type=int,
        default=10_000,
        metavar="N",
        help="how many articles to read to see that time and memory grow with them",
    )
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
    print(f"finding everything, on one core          {words / reading:8,.0f} words/s")
    finding = _median(_finding(articles))
    print(f"  quotes and attributions alone          {words / finding:8,.0f} words/s")
    _scaling(articles, options.articles)
    if options.book:
        print(f"the book from nothing, after set-up      {_median(_book, 1):6.2f} s")


def _finding(articles: Sequence[Article]) -> Callable[[], object]:
    """A run of the finders of quotes and attributions, their input made before."""
    ready = []
    for article in articles:
        segments = find_segments(article)
        ready.append((article, segments, find_sentences(article, segments)))

    def run() -> None:
        for article, segments, sentences in ready:
            quotes = find_quotes(article, segments, sentences)
            found = find_attributions(article, segments, sentences, quotes)
            settle_quotes(article, quotes, found)

    return run


def _scaling(articles: Sequence[Article], most: int) -> None:
    """Read ever more articles, one after another, and print what one of them costs."""
    n = max(1, most // 100)
    while n <= most:
        before = time.perf_counter()
        for number in range(n):
            read_article(articles[number % len(articles)])
        milliseconds = 1000 * (time.perf_counter() - before) / n
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"  {n:7,} articles read                 {milliseconds:8.2f} ms each, "
            f"{peak:,.0f} MiB at most"
        )
        n *= 10


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
