"""How long things take on this machine: `make bench`.  Measurements, not tests.

    make bench                      on the invented pages of the tests
    make bench ARGS='FOLDER -n 42'  on the first texts of a folder
    make bench ARGS='--spacy en_core_web_sm'    beside another program, if it is there

What the library does costs as many times the bare calls that it is made of: nupunkt's
sentences, VADER's tone of each, six formulas of textstat.  All take turns in one
process, on texts that never come twice, since textstat keeps what it has counted; of
each the least time counts.  The times of whole runs are medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import nupunkt
import textstat
from benchmarks.records import checked, write_record
from report.seeds import REPOSITORY, SEEDS
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import analysis
from analysis.tabular.files import tables

RECORD = Path(__file__).with_suffix(".json")
PAGES = REPOSITORY / "tests" / "cases" / "whole_pages.json"
RUNS = 5
VADER = SentimentIntensityAnalyzer()
FORMULAS = (
    textstat.flesch_reading_ease,
    textstat.flesch_kincaid_grade,
    textstat.gunning_fog,
    textstat.smog_index,
    textstat.coleman_liau_index,
    textstat.automated_readability_index,
)
Texts = Sequence[str]
Step = Callable[[Texts], None]


def bare(texts: Texts) -> None:
    """The calls to libraries that the measures are made of, and nothing else."""
    for text in texts:
        for sentence in nupunkt.sent_tokenize(text):
            VADER.polarity_scores(sentence)
        for formula in FORMULAS:
            formula(text)


def read(texts: Texts) -> None:
    """Voices, sentences, quotes and attributions."""
    for text in texts:
        analysis.analyze(text)


def every(texts: Texts) -> None:
    """All tables, an article at a time."""
    for text in texts:
        tables([analysis.analyze(text)])


def batch(texts: Texts) -> None:
    """All tables of all articles at once."""
    tables([analysis.analyze(text) for text in texts])


def spacy_and_textacy(model: str) -> Step:
    """What finds direct quotations, and nothing else: a model of spaCy, and textacy."""
    import spacy
    from textacy.extract import direct_quotations

    pipeline = spacy.load(model)

    def find(texts: Texts) -> None:
        for text in texts:
            parsed = pipeline(text)
            with suppress(ValueError):  # marks that it cannot pair
                list(direct_quotations(parsed))

    find.__name__ = "spacy"
    return find


def least(texts: Texts, steps: Sequence[Step], runs: int = RUNS) -> dict[str, float]:
    """Seconds that each takes at least, taking turns; the first turn does not count."""
    found: dict[str, list[float]] = {}
    turn = 0
    for _ in range(runs + 1):
        for step in steps:
            turn += 1
            fresh = [f"{text}\n\nTurn {turn} has ended." for text in texts]
            before = time.process_time()
            step(fresh)
            found.setdefault(step.__name__, []).append(time.process_time() - before)
    return {name: min(seconds[1:]) for name, seconds in found.items()}


def main() -> None:
    """Print what was measured and record the ratios."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="texts (default: pages)")
    parser.add_argument("-n", type=int, default=60, help="how many of them")
    parser.add_argument("--spacy", metavar="MODEL", help="beside spaCy and textacy")
    options = parser.parse_args()
    steps: list[Step] = [bare, read, every, batch]
    if options.spacy:
        steps.append(spacy_and_textacy(options.spacy))
    texts = _texts(options.folder)[: options.n]
    seconds = least(texts, steps)
    ratios = {name: seconds[name] / seconds["bare"] for name in seconds}
    for name, ratio in ratios.items():
        print(f"{name:6} {seconds[name]:6.2f} s, times the bare calls {ratio:5.2f}")
    if options.spacy:
        slower = seconds["spacy"] / seconds["read"]
        print(f"spaCy and textacy take {slower:.1f} times as long as reading")
    print(f"{len(texts) / seconds['batch']:,.0f} articles a second, one process")
    with tempfile.TemporaryDirectory() as temporary:
        command = ["tables", str(SEEDS), "--out", f"{temporary}/out", "--quiet"]
        whole = _median(lambda: _run([sys.executable, "-m", "analysis", *command]))
    print(f"python -m analysis tables seeds, as a whole {whole:.2f} s")
    made_of = "the texts of a folder" if options.folder else "invented pages"
    row = checked(
        f"what all tables cost, times the bare calls, on {len(texts)} of {made_of}: "
        "an article at a time, all at once",
        f"{ratios['every']:.1f}, {ratios['batch']:.1f}",
        "make bench",
        RECORD,
    )
    write_record(RECORD, {"seconds": seconds, "ratios": ratios, "checked": [row]})


def _texts(folder: Path | None) -> list[str]:
    if folder is None:
        return [page["text"] for page in json.loads(PAGES.read_text("utf-8"))]
    found = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
    if not found:
        sys.exit(f"{folder}: no file ends in .txt")
    return found


def _median(run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        before = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - before)
    return statistics.median(seconds)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, cwd=REPOSITORY, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
