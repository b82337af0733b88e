"""Reader comments: where they begin on a page, and which reader each is by.

comment_voices(lines, start) -> dict[int, Voice]
opening_lines(lines) -> int
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import takewhile
from typing import NamedTuple

from analysis.corpus.articles import Ground
from analysis.text.lines import Line, Voice

_NEAR = 12  # lines below their heading among which the first comment opens
_LONGEST_BUTTON = 2  # words of furniture that may stand inside a comment
_SYSTEM = ("action", "comments")  # extents of what a comment system prints
_FOOT = ("block", "ends")  # extents of what stands at the foot of a page
_BUTTON = re.compile(r"(?i)\W*(?:share|loading|more|\d[\d.,]*[km]?)?\W*")
_MORE = re.compile(r"(?i)(?:load|view|show|see)\b")  # the last button of all
_NUMBERED = re.compile(r"\d+\. [^:]{1,40} (?:says|said|writes|wrote):")
_OPEN_ENDS = ("...", "…", "m.")  # of lines that open a comment, yet end as sentences do
_FEWEST_ACTIONS = 2  # lines of buttons that show comments by themselves
_LONGEST_HANDLE = 4  # words of a reader's name on a line of its own


class _Opening(NamedTuple):
    """The reader whom a line names, and how surely it opens a comment.

    `strong` by itself, `weak` behind a heading or beside its like, `handle` the same
    where there are buttons; a `footer` may stand under the words.
    """

    who: str
    form: str


def comment_voices(
    lines: Sequence[Line], start: int, headed: bool = False
) -> dict[int, Voice]:
    """The lines of the comments from line `start` on, up to the end of the page.

    They begin at a heading behind which a line opens a comment (“12 Comments”,
    “Ann • 3 hours ago”), at such a line alone, or at two of a form that prose has too
    (“Ann says:”); where they are to be `headed`, only at a heading.  What the system
    prints around them (counts, buttons, rules) is theirs, without a reader; behind
    the last, from the first furniture on, all is the foot of the page.
    """
    given = ((n, _opening(lines, n)) for n in range(start, len(lines)))
    openings = {n: opening for n, opening in given if opening}
    heading = _heading(lines, start, openings)
    first = heading
    if first is None and not headed:
        first = _first_opening(lines, openings)
    if first is None:
        return {}
    openings = {n: opening for n, opening in openings.items() if n >= first}
    sure = heading is not None or len(openings) > 1
    return _thread(lines, first, openings, "inferred" if sure else "unsure")


def _thread(
    lines: Sequence[Line], first: int, openings: Mapping[int, _Opening], basis: Ground
) -> dict[int, Voice]:
    """The comments from a line on, what frames them, and the foot of the page."""
    end = _end(lines, first, openings)
    inside = [n for n in range(first, end) if not _is_advert(lines[n])]
    foot = (n for n in range(end, len(lines)) if lines[n].row is None)
    found = dict.fromkeys(foot, Voice("boilerplate", None, 0, basis))
    frame = _frame(lines, inside, openings)
    if not any(_NUMBERED.match(lines[n].text) for n in list(openings)[:1]):
        found |= dict.fromkeys(frame, Voice("comment", None, 0, basis))
    buttons = {n for n in inside if n not in openings and _is_button(lines[n])}
    return found | _reader_voices(inside[len(frame) :], openings, buttons, basis)


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
    return _Opening(line.text, "handle") if _is_handle(lines, n) else None


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


def _is_advert(line: Line) -> bool:
    """Whether a line is no part of the comments that it stands among."""
    return line.row is not None and line.row["extent"] in ("advert", "block")


def _is_foot(line: Line) -> bool:
    """Whether a line stands at the foot of a page."""
    return line.row is not None and line.row["extent"] in _FOOT


def _is_system(line: Line) -> bool:
    """Whether a comment system prints such a line: a button, a count, a time."""
    return _is_button(line) or (line.row is not None and line.row["extent"] == "stamp")


def _is_button(line: Line) -> bool:
    """Whether a line is a button, a count, a heading or a rule of the comments."""
    row = line.row
    return row is not None and (
        row["extent"] in _SYSTEM or _BUTTON.fullmatch(line.text) is not None
    )


def _end(lines: Sequence[Line], first: int, openings: Mapping[int, _Opening]) -> int:
    """The line behind the last comment, with its buttons, if it has any."""
    last, parted = first, False
    for n in range(first, len(lines)):
        line, row = lines[n], lines[n].row
        weak = n not in openings or openings[n].form in ("weak", "handle")
        if not weak or _is_action(line) or (not parted and _is_sign(line, n, openings)):
            last, parted = n, False
        elif row and row["extent"] in _FOOT:
            parted = True
    if last not in openings and last != first:
        return last + 1
    behind = (n for n in range(last + 1, len(lines)) if _ends_comment(lines[n]))
    return next(behind, len(lines))


def _is_sign(line: Line, n: int, openings: Mapping[int, _Opening]) -> bool:
    """Whether a line shows that the comments still go on."""
    return n in openings or _is_button(line)


def _ends_comment(line: Line) -> bool:
    """Whether furniture is none that stands inside a comment."""
    if line.row is None or _is_system(line):
        return False
    return line.n_words > _LONGEST_BUTTON or _is_foot(line)


def _is_action(line: Line) -> bool:
    """Whether a line is the buttons under a comment."""
    return line.row is not None and line.row["extent"] == "action"


def _frame(
    lines: Sequence[Line], inside: Sequence[int], openings: Mapping[int, _Opening]
) -> list[int]:
    """Heading and rules above the first comment; of names below, those known only."""
    first = next(iter(openings), len(lines))
    above = takewhile(lambda n: n < first, inside)
    if first == len(lines) or openings[first].form == "footer":
        above = takewhile(lambda n: _is_system(lines[n]), above)
    return list(above)


def _heading(
    lines: Sequence[Line], start: int, openings: Mapping[int, _Opening]
) -> int | None:
    """The first heading behind which a comment opens or has its buttons."""
    for n in range(start, len(lines)):
        row = lines[n].row
        if row and row["extent"] == "comments":
            below = range(n + 1, min(n + _NEAR + 1, len(lines)))
            near = list(takewhile(lambda k: not _is_foot(lines[k]), below))
            acts = any(_is_action(lines[k]) for k in near)
            if acts or any(k in openings for k in near):
                return n
    return None


def _first_opening(
    lines: Sequence[Line], openings: Mapping[int, _Opening]
) -> int | None:
    """The first line that opens a comment without a heading above all of them."""
    acts = any(_is_action(line) for line in lines)
    sure = [n for n in openings if acts or not _is_teaser(lines[n + 1 : n + 2])]
    strong = [n for n in sure if openings[n].form == "strong"]
    several = [n for n in sure if acts or openings[n].form != "handle"]
    found = [*strong, *(several if len(several) > 1 else [])]
    return min(found, default=_above_buttons(lines))


def _is_teaser(below: Sequence[Line]) -> bool:
    """Whether no words stand below a name and a time, but a link or nothing."""
    return not below or _is_foot(below[0]) or below[0].display


def _above_buttons(lines: Sequence[Line]) -> int | None:
    """The name above the first buttons of several, where no line opens a comment."""
    acts = [n for n, line in enumerate(lines) if _is_action(line)]
    if len(acts) < _FEWEST_ACTIONS:
        return None
    above = range(acts[0] - 1, max(acts[0] - _NEAR, 0), -1)
    return next((n for n in above if _can_be_name(lines[n])), None)


def _can_be_name(line: Line) -> bool:
    """Whether a line can be the name of a reader: a few words that nothing claims."""
    return not line.row and not line.closed and line.n_words <= _LONGEST_HANDLE


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
    inside: Sequence[int],
    openings: Mapping[int, _Opening],
    buttons: Set[int],
    basis: Ground,
) -> dict[int, Voice]:
    """The lines of the comments, each with the number of its reader and its entry.

    The buttons under an entry are of no reader.
    """
    readers: dict[str, str] = {}
    voices: dict[int, Voice] = {}
    for entry, run in enumerate(_entries(inside, openings), start=1):
        below = list(takewhile(lambda n: n in buttons, reversed(run)))
        words = run[: len(run) - len(below)]
        voices |= dict.fromkeys(below, Voice("comment", None, 0, basis))
        if words:
            named = next((openings[n].who for n in words if n in openings), str(entry))
            reader = readers.setdefault(named, f"reader {len(readers) + 1}")
            voices |= {n: Voice("comment", reader, entry, basis) for n in words}
    return voices
