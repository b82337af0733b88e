"""Reader comments: where they begin on a page, and which reader each is by.

comment_voices(lines, start) -> dict[int, Voice]
opening_lines(lines) -> int
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from analysis.corpus.articles import Ground
from analysis.text.lines import Line, Voice

_NEAR = 8  # lines below their heading among which the first comment opens
_OPEN_ENDS = ("...", "…", "m.")  # of lines that open a comment, yet end as sentences do
_LONGEST_HANDLE = 4  # words of a reader's name on a line of its own


class _Opening(NamedTuple):
    """The reader whom a line names, and how surely it opens a comment.

    `strong` by itself, `weak` behind a heading or beside its like; a `footer` may
    stand under the words.
    """

    who: str
    form: str


def comment_voices(
    lines: Sequence[Line], start: int, headed: bool = False
) -> dict[int, Voice]:
    """The lines of the comments from line `start` on, up to the end of the page.

    They begin at a heading behind which a line opens a comment (“12 Comments”,
    “Ann • 3 hours ago”), at such a line alone, or at two of a form that prose has too
    (“Ann says:”); where they are to be `headed`, only at a heading.  What the list
    knows as furniture among them stays so.
    """
    given = ((n, _opening(lines, n)) for n in range(start, len(lines)))
    openings = {n: opening for n, opening in given if opening}
    heading = _heading(lines, start, openings)
    first = heading
    if first is None and not headed:
        first = _first_opening(openings)
    if first is None:
        return {}
    openings = {n: opening for n, opening in openings.items() if n >= first}
    sure = heading is not None or len(openings) > 1
    inside = [n for n in range(first, len(lines)) if _is_inside(lines[n])]
    return _reader_voices(inside, openings, "inferred" if sure else "unsure")


def opening_lines(lines: Sequence[Line]) -> int:
    """How many lines at the head of a comment only say whose it is and when."""
    if not lines or not _opening(lines, 0):
        return 0
    return 1 + sum(1 for _ in takewhile(lambda line: line.row, lines[1:]))


# --- where they begin -----------------------------------------------------------------


def _opening(lines: Sequence[Line], n: int) -> _Opening | None:
    """The reader whom a line names, by its words or by the lines beside it."""
    line = lines[n]
    row = line.row
    furniture = row and (row["layer"] != "metadata" or row["extent"] == "stamp")
    ends = line.closed and not line.text.endswith(_OPEN_ENDS)
    if furniture or ends or line.text.startswith("•"):
        return None
    for match, form in line.matches("comment"):
        return _Opening(match["who"], form["extent"])
    return _Opening(line.text, "weak") if _is_handle(lines, n) else None


def _is_handle(lines: Sequence[Line], n: int) -> bool:
    """Whether a line is a name above a time, or one behind the last buttons."""
    line = lines[n]
    if line.row or line.closed or line.n_words > _LONGEST_HANDLE or n + 1 >= len(lines):
        return False
    row, above = lines[n + 1].row, lines[n - 1].row if n else None
    if row is not None:
        return row["extent"] == "stamp"
    return above is not None and above["extent"] in ("action", "comments")


def _is_inside(line: Line) -> bool:
    """Whether a line among the comments is of one: no furniture but its time."""
    return line.row is None or line.row["extent"] == "stamp"


def _heading(
    lines: Sequence[Line], start: int, openings: Mapping[int, _Opening]
) -> int | None:
    """The first heading behind which a comment opens."""
    for n in range(start, len(lines)):
        row = lines[n].row
        near = range(n + 1, n + _NEAR + 1)
        if row and row["extent"] == "comments" and any(k in openings for k in near):
            return n
    return None


def _first_opening(openings: Mapping[int, _Opening]) -> int | None:
    """The first line that opens a comment without a heading above all of them."""
    strong = [n for n, opening in openings.items() if opening.form == "strong"]
    several = list(openings) if len(openings) > 1 else []
    return min([*strong, *several], default=None)


# --- whose each is --------------------------------------------------------------------


def _entries(
    inside: Sequence[int], openings: Mapping[int, _Opening]
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


def _reader_voices(
    inside: Sequence[int], openings: Mapping[int, _Opening], basis: Ground
) -> dict[int, Voice]:
    """The lines of the comments, each with the number of its reader and its entry."""
    readers: dict[str, str] = {}
    voices: dict[int, Voice] = {}
    for entry, run in enumerate(_entries(inside, openings), start=1):
        named = next((openings[n].who for n in run if n in openings), str(entry))
        reader = readers.setdefault(named, f"reader {len(readers) + 1}")
        voices |= {n: Voice("comment", reader, entry, basis) for n in run}
    return voices
