"""How time and memory grow with the size of an input: `make growth`.

Each family is a kind of text that some scan could find hard, made in any size.  Each
is read, analysed, tabulated and explained at a size and at a multiple; the exponent is
the logarithm of how many times the cost that is, over that of how many times as long
the text is: 1 for linear work.  Memory is measured over a doubling, since to trace it
takes long; time over three, since machines work now faster and now slower.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml
from benchmarks.records import checked, write_record

from analysis import analyze
from analysis.explain.grounds import article_record
from analysis.explain.terminal import as_text
from analysis.tabular.files import tables

RECORD = Path(__file__).with_name("growth.json")
MOST = 1.2  # the exponent that a family may have
_TURNS = 12  # in which the time of one that seems to grow too fast is taken
_LONG = 0.1  # seconds that the shorter text takes at least
_MULTIPLE = 8  # so many times as long is the text whose time is compared
_NAMES = [
    "Ann Lee",
    "Bo Hart",
    "Cy Stone",
    "Di Marsh",
    "Ed Wood",
    "Flo Park",
    "Gus Hill",
    "Ida Ford",
]


def _of(*parts: str) -> Callable[[int], str]:
    """A family: the parts over and over, `{n}` a running number, `{name}` a name."""

    def text(n: int) -> str:
        return "".join(
            parts[k % len(parts)].format(n=k, name=_NAMES[k % len(_NAMES)])
            for k in range(n)
        )

    return text


_LISTED = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
# By name: how many parts at first, and the family.
FAMILIES = {name: (n, _of(*parts)) for name, (n, *parts) in _LISTED.items()}


def work(text: str) -> None:
    """All that a run does with one article."""
    document = analyze(text)
    tables(document)
    as_text(article_record(document))


def exponent(
    name: str,
    cost: Callable[[str], float],
    times: int = 1,
    turns: int = 1,
    multiple: int = 2,
) -> tuple[float, list[float]]:
    """How a family grows from `times` its size to a multiple, and what the two cost.

    Of several turns the least counts; after two there are more only for a family that
    seems to grow too fast, since others run on the same machine.
    """
    n, family = FAMILIES[name]
    texts = [family(times * n * k) for k in (1, multiple)]
    longer = math.log(len(texts[1]) / len(texts[0]))
    least, power = [math.inf, math.inf], math.inf
    for turn in range(turns):
        least = [min(*pair) for pair in zip(least, map(cost, texts), strict=True)]
        power = math.log(least[1] / least[0]) / longer
        if turn and power <= MOST:
            break
    return power, least


def seconds(text: str) -> float:
    """The time of the processor that a text takes."""
    gc.collect()
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def long_enough(name: str, times: int) -> int:
    """How many times its size a family must have to be timed, `times` at least."""
    n, family = FAMILIES[name]
    while seconds(family(times * n)) < _LONG:
        times *= 2
    return times


def megabytes(text: str) -> float:
    """The most memory that Python holds at once for a text."""
    gc.collect()
    tracemalloc.start()
    try:
        work(text)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def main() -> None:
    """Print and record each family; exit code 1 where one grows too fast."""
    parser = argparse.ArgumentParser(prog="make growth", description=__doc__)
    parser.add_argument("--only", metavar="WORDS", default="")
    parser.add_argument("--times", type=int, default=1, metavar="N")
    options = parser.parse_args()
    work("It rains, Ann Lee said.")
    found: dict[str, dict[str, float]] = {}
    for name in FAMILIES:
        if options.only in name:
            times = long_enough(name, options.times)
            of_time, taken = exponent(name, seconds, times, _TURNS, _MULTIPLE)
            of_memory, held = exponent(name, megabytes, options.times)
            found[name] = {"time": round(of_time, 2), "memory": round(of_memory, 2)}
            print(
                f"{name:28} {_shown(of_time, taken)} s {_shown(of_memory, held)} MB",
                flush=True,
            )
    slow = [name for name, powers in found.items() if max(powers.values()) > MOST]
    if not options.only:
        row = checked(
            "families of text on which time and memory grow hardly faster than the "
            f"text, by an exponent of at most {MOST}",
            f"{len(found) - len(slow)} of {len(found)}",
            "make growth",
            RECORD,
        )
        record = {"most": MOST, "exponents": found, "checked": [row]}
        write_record(RECORD, record)
    sys.exit(bool(slow))


def _shown(power: float, costs: Sequence[float]) -> str:
    one, two = costs
    return f"{one:7.2f} → {two:7.2f}  {power:5.2f}{'!' if power > MOST else ' '}"


if __name__ == "__main__":
    main()
