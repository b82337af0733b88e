"""Reader comments: the lines that open one, and which reader each line is by.

find_openings(lines, start) -> dict[int, Opening]
find_readers(lines, inside) -> dict[int, tuple[str | None, int]]
opening_lines(lines) -> int
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from analysis.text.lines import Line

_SYSTEM = ("action", "comments")  # extents of what a comment system prints
_BUTTON = re.compile(r"(?i)\W*(?:share|loading|more|\d[\d.,]*[km]?)?\W*")
_MORE = re.compile(r"(?i)(?:load|view|show|see)\b")  # the last button of all
_OPEN_ENDS = ("...", "…", "m.")  # of lines that open a comment, yet end as sentences do
_LONGEST_HANDLE = 4  # words of a reader's name on a line of its own


class Opening(NamedTuple):
    """The reader whom a line names, and how surely it opens a comment.

    `strong` by itself, `weak` behind a heading or beside its like, `handle` the same
    where there are buttons; a `footer` may stand under the words.
    """

    who: str
    form: str


def find_openings(lines: Sequence[Line], start: int) -> dict[int, Opening]:
    """The lines from line `start` on that can open a comment, by their numbers."""
    given = ((n, _opening(lines, n)) for n in range(start, len(lines)))
    return {n: opening for n, opening in given if opening}


def opening_lines(lines: Sequence[Line]) -> int:
    """How many lines at the head of a comment only say whose it is and when."""
    if not lines or not _opening(lines, 0):
        return 0
    return 1 + sum(1 for _ in takewhile(lambda line: line.row, lines[1:]))


# --- where they begin -----------------------------------------------------------------


def _opening(lines: Sequence[Line], n: int) -> Opening | None:
    """The reader whom a line names, by its words or by the lines beside it."""
    line = lines[n]
    row = line.row
    furniture = row and (row["layer"] != "metadata" or row["extent"] == "stamp")
    ends = line.closed and not line.text.endswith(_OPEN_ENDS)
    if furniture or ends or line.text.startswith("•"):
        return None
    for match, form in line.matches("comment"):
        return Opening(match["who"], form["extent"])
    return Opening(line.text, "handle") if _is_handle(lines, n) else None


def _is_handle(lines: Sequence[Line], n: int) -> bool:
    """Whether a line is a name above a time, or one behind the last buttons."""
    line = lines[n]
    if not _can_be_name(line) or n + 1 >= len(lines):
        return False
    row, above = lines[n + 1].row, lines[n - 1].row if n else None
    if row and row["extent"] == "action" and n + 2 < len(lines):
        row = lines[n + 2].row or row
    if row is not None:
        return row["extent"] == "stamp"
    behind = above is not None and above["extent"] in _SYSTEM
    return behind and not _MORE.match(lines[n - 1].text)


def _is_button(line: Line) -> bool:
    """Whether a line is a button, a count, a heading or a rule of the comments."""
    row = line.row
    return row is not None and (
        row["extent"] in _SYSTEM or _BUTTON.fullmatch(line.text) is not None
    )


def _can_be_name(line: Line) -> bool:
    """Whether a line can be the name of a reader: a few words that nothing claims."""
    return not line.row and not line.closed and line.n_words <= _LONGEST_HANDLE


# --- whose each is --------------------------------------------------------------------


def find_readers(
    lines: Sequence[Line], inside: Sequence[int]
) -> dict[int, tuple[str | None, int]]:
    """Reader and number of the entry of each line of the comments.

    What stands above the first comment (headings, rules) and the buttons under one are
    of no reader: None, 0.
    """
    openings = find_openings(lines, inside[0]) if inside else {}
    openings = {n: openings[n] for n in inside if n in openings}
    frame = _frame(lines, inside, openings)
    found: dict[int, tuple[str | None, int]] = dict.fromkeys(inside, (None, 0))
    readers: dict[str, str] = {}
    for entry, run in enumerate(_entries(inside[len(frame) :], openings), start=1):
        words = list(run)
        while words and words[-1] not in openings and _is_button(lines[words[-1]]):
            words.pop()
        if words:
            named = next((openings[n].who for n in words if n in openings), str(entry))
            reader = readers.setdefault(named, f"reader {len(readers) + 1}")
            found |= dict.fromkeys(words, (reader, entry))
    return found


def _frame(
    lines: Sequence[Line], inside: Sequence[int], openings: Mapping[int, Opening]
) -> list[int]:
    """Heading and rules above the first comment; of names below, those known only."""
    first = next(iter(openings), len(lines))
    above = takewhile(lambda n: n < first, inside)
    if first == len(lines) or openings[first].form == "footer":
        above = takewhile(lambda n: _is_button(lines[n]), above)
    return list(above)


def _entries(
    inside: Sequence[int], openings: Mapping[int, Opening]
) -> Iterator[list[int]]:
    """The lines of each comment: up to the next opening, or to the name under it."""
    forms = (openings[n].form for n in inside if n in openings)
    below = next(forms, None) == "footer" and inside[0] not in openings
    entry: list[int] = []
    for n in inside:
        if n in openings and not below and entry:
            yield entry
            entry = []
        entry.append(n)
        if n in openings and below:
            yield entry
            entry = []
    if entry:
        yield entry
