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
_LONGEST_NAMED = 7  # words of it beside a time
_OPEN_ENDS = ("...", "…", "m.")  # of lines that open a comment, yet end as sentences do
_LONGEST_HANDLE = 4  # words of a reader's name on a line of its own


class _Opening(NamedTuple):
    """The reader whom a line names, and how surely it opens a comment.

    `strong` by itself, `weak` behind a heading or beside its like; a `footer` may
    stand under the words, and `numbered` ones count up from 1.
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
    openings = dict(_openings(lines, start))
    heading = _heading(lines, start, openings)
    first = heading
    if first is None and not headed:
        first = _first_opening(lines, openings)
    if first is None:
        return {}
    openings = _of_one_form({n: o for n, o in openings.items() if n >= first})
    if not openings and heading is None:
        return {}
    sure = heading is not None or len(openings) > 1
    basis: Ground = "inferred" if sure else "unsure"
    inside = [n for n in range(first, len(lines)) if _is_inside(lines, n, openings)]
    return _reader_voices(inside, openings, basis)


def opening_lines(lines: Sequence[Line]) -> int:
    """How many lines at the head of a comment only say whose it is and when."""
    if not lines or not (_opening(lines[0]) or _is_handle(lines, 0)):
        return 0
    return 1 + sum(1 for _ in takewhile(_is_furniture, lines[1:]))


# --- where they begin -----------------------------------------------------------------


def _openings(lines: Sequence[Line], start: int) -> Iterator[tuple[int, _Opening]]:
    """The lines that may open a comment, and the last of an unbroken count from 1."""
    count = 0
    for n in range(start, len(lines)):
        found = _opening(lines[n])
        if found is None and _is_handle(lines, n):
            found = _Opening(lines[n].text, "weak")
        if found and found.form == "numbered":
            number, _, who = found.who.partition(" ")
            if int(number) != count + 1:
                continue
            count += 1
            found = _Opening(who, "numbered")
        if found:
            yield n, found


def _opening(line: Line) -> _Opening | None:
    """The reader whom the words of a line name."""
    row = line.row
    furniture = row and (row["layer"] != "metadata" or row["extent"] == "stamp")
    if (
        furniture
        or line.text.startswith("•")
        or (line.closed and not line.text.endswith(_OPEN_ENDS))
    ):
        return None
    for match, form in line.matches("comment"):
        if len(match["who"].split()) > _LONGEST_NAMED:
            continue
        if form["extent"] == "reply":
            return None
        if form["extent"] == "numbered":
            return _Opening(f"{match['number']} {match['who']}", "numbered")
        known = row is not None and form["extent"] != "footer"
        return _Opening(match["who"], "weak" if known else form["extent"])
    return None


def _is_handle(lines: Sequence[Line], n: int) -> bool:
    """Whether a line is a name above a time, or one behind the last buttons."""
    line = lines[n]
    if line.row or line.closed or line.n_words > _LONGEST_HANDLE or n + 1 >= len(lines):
        return False
    if line.text.endswith((":", ",")) or not line.n_words:
        return False
    row, above = lines[n + 1].row, lines[n - 1].row if n else None
    dated = row is not None and row["extent"] == "stamp"
    behind = above is not None and above["extent"] in ("action", "comments")
    return dated or (behind and row is None)


def _is_inside(lines: Sequence[Line], n: int, openings: Mapping[int, _Opening]) -> bool:
    """Whether a line among the comments is of one: no furniture but its time."""
    row = lines[n].row
    return row is None or n in openings or row["extent"] == "stamp"


def _is_furniture(line: Line) -> bool:
    return line.row is not None and line.row["layer"] in ("metadata", "boilerplate")


def _heading(
    lines: Sequence[Line], start: int, openings: Mapping[int, _Opening]
) -> int | None:
    """The first heading behind which a comment opens or has its buttons."""
    for n in range(start, len(lines)):
        row = lines[n].row
        if row and row["extent"] == "comments":
            near = any(n < k <= n + _NEAR for k in openings)
            below = (line.row for line in lines[n + 1 :])
            if near or any(row and row["extent"] == "action" for row in below):
                return n
    return None


def _first_opening(
    lines: Sequence[Line], openings: Mapping[int, _Opening]
) -> int | None:
    """The first line that opens a comment without a heading above all of them."""
    free = {n: o for n, o in openings.items() if n + 1 < len(lines)}
    strong = [n for n, o in free.items() if o.form in ("strong", "numbered")]
    weak = [n for n, o in free.items() if not lines[n + 1].text.startswith('"')]
    return min([*strong[:1], *(weak[:1] if len(weak) > 1 else [])], default=None)


def _of_one_form(openings: dict[int, _Opening]) -> dict[int, _Opening]:
    """The openings; only the numbered ones where the first has a number."""
    first = next(iter(openings.values()), None)
    if first is None or first.form != "numbered":
        return openings
    return {n: o for n, o in openings.items() if o.form == "numbered"}


def _entries(
    inside: Sequence[int], openings: Mapping[int, _Opening]
) -> Iterator[list[int]]:
    """The lines of each comment: up to the next opening, or to the name under it."""
    forms = [openings[n].form for n in inside if n in openings]
    below = forms[:1] == ["footer"] and inside[0] not in openings
    entry: list[int] = []
    for n in inside:
        named = n in openings
        if named and not below and entry:
            yield entry
            entry = []
        entry.append(n)
        if named and below and openings[n].form == "footer":
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
