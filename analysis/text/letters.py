"""Letters to the editor: readers who write the piece itself, and sign below.

letter_voices(lines, voices) -> dict[int, Voice]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.text.comments import find_openings
from analysis.text.lines import Line, Voice

_HEADING = re.compile(
    r"(?i)(?:(?:your|readers'?|reader|our readers'|today's) )?letters"
    r"(?: (?:page|to the editors?|from (?:our )?readers|of the (?:day|week)))?"
    r"(?::.{3,100}|\.)?|(?:dear|to the) editors?[:,.]?"
)
_SIGNATURE = re.compile(
    r"(?:(?:Name withheld|Anonymous|[A-Z][\w.'-]*)"
    r"(?:[ ,]+(?:[A-Z][\w.'&-]*|de|del|van|von|der|bin|al|and|of)){0,9})"
    r"(?: \([^()]{2,30}\))?,?"
)
_LONGEST_SIGNATURE = 10  # words
_SIGNED = 2  # lines: a name, and what or where the reader is
_FEWEST = 8  # words of a line of a letter that does not end as a sentence


def letter_voices(lines: Sequence[Line], voices: Sequence[Voice]) -> dict[int, Voice]:
    """What the lines of a page of letters are, where they are found to be others.

    Words of readers are the piece's, no comments on it, and their names metadata, down
    to the heading of real comments.  Nothing on a page without a heading of letters, or
    where nobody signs.
    """
    first = next((n for n, one in enumerate(lines) if _HEADING.fullmatch(one.text)), -1)
    if first < 0 or any(voice.layer == "author" for voice in voices[:first]):
        return {}
    past = _comments(lines, first + 1)
    signed = _signatures(lines, range(first + 1, past))
    if not signed:
        return {}
    found = dict.fromkeys(signed, Voice("metadata"))
    for n in range(first + 1, signed[-1]):
        line = lines[n]
        written = line.prose or line.n_words >= _FEWEST
        if n not in found and voices[n].layer in ("comment", "standfirst") and written:
            found[n] = Voice("author")
    return found


def _comments(lines: Sequence[Line], start: int) -> int:
    """The line at which comments on the letters begin; the number of lines if none."""
    rows = ((n, lines[n].row) for n in range(start, len(lines)))
    headings = (n for n, row in rows if row and row["extent"] in ("comments", "action"))
    sure = (n for n, one in find_openings(lines, start).items() if one.form == "strong")
    return min([*headings, *sure], default=len(lines))


def _signatures(lines: Sequence[Line], inside: range) -> list[int]:
    """The names under the letters, each below a paragraph, with what stands below."""
    found: list[int] = []
    for n in inside:
        above = n - 1
        while above in found and n - above <= _SIGNED:
            above -= 1
        letter = lines[above].prose and above not in found and above in inside
        row = lines[n].row
        plain = row is None or row["layer"] == "metadata"
        if letter and plain and _is_signature(lines[n]):
            found.append(n)
    return found


def _is_signature(line: Line) -> bool:
    """Whether a line can name who wrote a letter, or say who or where that is."""
    short = line.n_words <= _LONGEST_SIGNATURE and not line.prose
    return short and _SIGNATURE.fullmatch(line.text) is not None
