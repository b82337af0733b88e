"""How long things take on this machine: `make bench`.  Measurements, not tests.

Start-up is what a first sentence costs: interpreter, imports, dictionaries.  Times
are medians; beyond start-up means a second call in the same process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from report.seeds import REPOSITORY, SEEDS

from analysis.__main__ import main as main_of_library
from analysis.attribution.attributions import find_attributions, settle_quotes
from analysis.corpus.articles import Article
from analysis.corpus.catalogue import load_articles
from analysis.document import analyze_article
from analysis.text.characters import n_words
from analysis.text.quotations import find_quotes
from analysis.text.segmentation import find_segments
from analysis.text.sentences import find_sentences

RUNS = 5


def main() -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--book", action="store_true", help="also time a cold build")
    parser.add_argument(
        "--lighthouse",
        metavar="COMMAND",
        help="also score the first and the heaviest page with this Lighthouse",
    )
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
        out = ["--out", f"{temporary}/out", "--quiet"]
        whole = _median(lambda: _command(SEEDS, out))
        main_of_library(["tables", str(sentence), *out])  # starts up
        once = _median(lambda: main_of_library(["tables", str(SEEDS), *out]))
    print(f"python -m analysis seeds, as a whole     {whole:6.2f} s")
    print(f"  of which beyond start-up               {once:6.2f} s")
    articles = load_articles(SEEDS)
    words = sum(n_words(article.text) for article in articles)
    reading = _median(lambda: [analyze_article(article) for article in articles])
    print(f"finding everything, on one core          {words / reading:8,.0f} words/s")
    finding = _median(_finding(articles))
    print(f"  quotes and attributions alone          {words / finding:8,.0f} words/s")
    _scaling(articles, options.articles)
    if options.book:
        print(f"the book from nothing, after set-up      {_median(_book, 1):6.2f} s")
    if options.lighthouse:
        _lighthouse(options.lighthouse)


def _lighthouse(command: str) -> None:
    """Print the scores of two pages on a simulated phone; medians of three runs."""
    site = REPOSITORY / "_build" / "html"
    heaviest = max(site.glob("book/*.html"), key=lambda path: path.stat().st_size)
    handler = partial(Compressed, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in ("index.html", heaviest.relative_to(site).as_posix()):
            address = f"http://127.0.0.1:{server.server_port}/{page}"
            runs = [_scores(command, address) for _ in range(3)]
            scores = {
                name: statistics.median(run[name] for run in runs) for name in runs[0]
            }
            line = ", ".join(f"{name} {score:.0f}" for name, score in scores.items())
            print(f"Lighthouse, {page}: {line}")
        server.shutdown()


def _scores(command: str, address: str) -> dict[str, float]:
    flags = "--chrome-flags=--headless=new --no-sandbox"
    done = subprocess.run(
        [command, address, "--quiet", "--output=json", flags],
        check=True,
        capture_output=True,
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: 100 * one["score"] for name, one in categories.items()}


class Compressed(SimpleHTTPRequestHandler):
    """Serves text compressed, as public servers do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed unless it is a picture."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body, kind = path.read_bytes(), self.guess_type(path)
        self.send_response(200)
        if not kind.startswith("image/") or "svg" in kind:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


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
            analyze_article(articles[number % len(articles)])
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


def _command(path: Path, out: Sequence[str]) -> None:
    command = [sys.executable, "-m", "analysis", "tables", str(path), *out]
    subprocess.run(command, check=True, cwd=REPOSITORY)


def _book() -> None:
    command = ["make", "--silent", "book"]
    subprocess.run(command, check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
