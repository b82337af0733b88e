"""The foot of a page: biographies, signatures and links behind the last paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.text.lines import Line, Row, Voice

NAME = re.compile(r"[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|de|al|el|bin|van|von)){1,4}")
_FEWEST_LINKS = 3  # short lines that are a list of links


def foot_voices(lines: Sequence[Line], voices: Mapping[int, Voice]) -> dict[int, Voice]:
    """Biographies, signatures and links behind the last paragraph."""
    free = [n for n in range(len(lines)) if n not in voices]
    prose = [n for n in free if lines[n].prose]
    found = _behind_text(lines, voices, free, len(prose))
    if not prose or min(found, default=0) < prose[0]:
        return {n: voice for n, voice in found.items() if prose and n > prose[0]}
    return found | _loose(lines, found)


def signs_quote(lines: Sequence[Line], n: int) -> bool:
    """Whether a line stands close under a quote: it names whose that is."""
    return n > 0 and not lines[n].apart and lines[n - 1].quoted


def _behind_text(
    lines: Sequence[Line],
    voices: Mapping[int, Voice],
    free: Sequence[int],
    n_prose: int,
) -> dict[int, Voice]:
    """The lines from the end of the page up to one that belongs to the text."""
    found: dict[int, Voice] = {}
    for n in reversed(free):
        row = lines[n].listed("tail")
        if row and n_prose > 1 and _is_foot(lines, voices, n, row):
            found[n] = Voice("metadata")
        elif not lines[n].display or signs_quote(lines, n):
            break
        else:
            found[n] = Voice("boilerplate", None, 0, "unsure")
    return found


def _loose(lines: Sequence[Line], found: Mapping[int, Voice]) -> dict[int, Voice]:
    """What the other lines of the foot are: links where they are many, or a name."""
    loose = [n for n, voice in found.items() if voice.layer == "boilerplate"]
    if len(loose) >= _FEWEST_LINKS:
        return dict.fromkeys(loose, Voice("boilerplate"))
    named = (n for n in loose if NAME.fullmatch(lines[n].text))
    return dict.fromkeys(named, Voice("metadata", None, 0, "unsure"))


def _is_foot(
    lines: Sequence[Line], voices: Mapping[int, Voice], n: int, row: Row
) -> bool:
    """Whether a biography is of somebody else than those whom the text speaks of."""
    name = NAME.match(lines[n].text.lstrip("•*- "))
    if row["extent"] == "line" or name is None:
        return row["extent"] != "byline"
    last = re.compile(rf"\b{re.escape(name[0].split()[-1])}\b", re.IGNORECASE)
    by = (k for k, voice in voices.items() if voice.layer == "metadata" and k != n)
    if any(last.search(lines[k].text) for k in by):
        return True
    if row["extent"] == "byline":
        return False
    body = (k for k in range(len(lines)) if k not in voices and k != n)
    return not any(last.search(lines[k].text) for k in body)
