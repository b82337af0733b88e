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


# Name, how many parts at first, the family.
FAMILIES: dict[str, tuple[int, Callable[[int], str]]] = {
    "reports in one paragraph": (500, _of("He said that it rained. ")),
    "reports, each a paragraph": (500, _of("{name} said that it rained.\n\n")),
    "prose of two parties": (
        300,
        _of(
            "Iran and the United States will hold talks, {name} said on Monday.\n\n",
            "American forces attacked a militia backed by Iran. ",
        ),
    ),
    "quotes": (300, _of("“It rains in part {n},” {name} said. ", "“So it does.”\n\n")),
    "quotes in one paragraph": (300, _of("“It rains in part {n},” {name} said. ")),
    "quotes without a cue": (300, _of("“It rains in part {n}.”\n\n")),
    "opening marks only": (1_000, _of("“It rains ")),
    "closing marks only": (1_000, _of("It rains” ")),
    "straight marks": (1_000, _of('"It rains ')),
    "nested marks": (500, _of("“‘")),
    "apostrophes": (1_000, _of("'tis ", "boys' ")),
    "comments": (200, _of("{name} says:\nMarch {n}, 2008 at 4:10 pm\nIt rains.\n\n")),
    "numbered comments": (200, _of("{n}. {name} says:\nIt rains, and more.\n\n")),
    "adverts": (
        300,
        _of("Advertisement\n\n", "It rains in the valley again today.\n\n"),
    ),
    "captions": (
        300,
        _of("Rain over Oslo. (Reuters)\n\n", "It rains again today.\n\n"),
    ),
    "cross-heads": (300, _of("What it means\n\n", "It rains in the valley today.\n\n")),
    "headline over and over": (300, _of("Rain falls on the valley again\n\n")),
    "blank lines": (3_000, _of("\n")),
    "block quotes": (400, _of("> It rains in part {n}.\n")),
    "posts": (
        200,
        _of("It rains in part {n}.\n", "— {name} (@rain{n}) March 5, 2008\n\n"),
    ),
    "transcript": (300, _of("{name}: It rains in part {n}.\n")),
    "questions and answers": (300, _of("Q: Does it rain?\n", "A: It does.\n")),
    "open tags": (1_000, _of("<div class='a'>It rains ")),
    "open brackets of tags": (3_000, _of("<")),
    "entities": (1_000, _of("&amp;quot; &lt; ")),
    "Markdown": (500, _of("**It** [rains](a) _and_ ")),
    "open Markdown": (1_000, _of("[", "**", "_", "`")),
    "badly decoded": (500, _of("â€œIt rainsâ€\u009d caf\u00c3\u00a9 ")),
    "hard-wrapped": (500, _of("It rains in the valley and it will go on for all of\n")),
    "one sentence of words": (1_500, _of("rain ")),
    "one sentence of clauses": (300, _of("and it rains, {name} said, ")),
    "one sentence of thats": (400, _of("he said that ")),
    "one sentence of of": (600, _of("son of ")),
    "one sentence of verbs": (600, _of("says ")),
    "one sentence of to": (600, _of("to say to ")),
    "list of names": (500, _of("{name}, ")),
    "names with and": (500, _of("{name} and ")),
    "capitals": (1_500, _of("RAIN ")),
    "titles": (500, _of("President {name} ")),
    "initials": (1_500, _of("J. ")),
    "commas": (3_000, _of(", ")),
    "colons": (3_000, _of("a: ")),
    "dashes": (3_000, _of("a — ")),
    "brackets": (3_000, _of("(")),
    "bracketed capitals": (500, _of("the agency (USAID) ")),
    "hyphens": (6_000, _of("a-")),
    "one long word": (20_000, _of("a")),
    "digits": (20_000, _of("7")),
    "dots": (20_000, _of(".")),
    "ellipses": (2_000, _of("it rains … ")),
    "dates": (500, _of("March {n}, 2008 ")),
    "spaces": (20_000, _of(" ")),
    "tabs in lines": (2_000, _of("a\t", "b\n")),
    "soft hyphens": (2_000, _of("ra\u00adin ")),
    "combining marks": (5_000, _of("e\u0301")),
    "right to left": (2_000, _of("\u202e\u0645\u0637\u0631 ")),
    "pronouns": (400, _of("He said it. ", "She said that they said so. ")),
    "people": (400, _of("Ann Lee{n} said that it rained. ", "He said so.\n\n")),
    "datelines": (300, _of("OSLO (Reuters) - It rained on Monday, {name} said.\n\n")),
    "offices, each a line": (500, _of("Ann Lee, Mayor of the Town\n")),
    "other articles": (500, _of("Related articles\nTen ports\n")),
    "counts of comments": (500, _of("12 comments\n")),
    "numbers in a line": (1_000, _of("1 ")),
    "times in a line": (1_000, _of("12:12 ")),
    "names in a line": (1_000, _of("Ann and ")),
    "days in a line": (1_000, _of("May 1 ")),
    "menu in a line": (1_000, _of("home | ")),
    "brackets in a line": (1_000, _of("Ann Lee (now) ")),
    "dashes in a line": (1_000, _of("live - ")),
    "links": (500, _of("https://example.org/{n}?a=b#c ")),
    "negations": (500, _of("Nobody did not deny that no one ever said so. ")),
}


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
