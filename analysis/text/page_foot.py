"""The foot of a page: biographies, signatures and links behind the last paragraph."""

from __future__ import annotations

import re

from analysis.text.lines import Page, Row, Voice

NAME = re.compile(r"[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|de|al|el|bin|van|von)){1,4}")


def foot_voices(page: Page) -> dict[int, Voice]:
    """The lines from the end of the page up to one that belongs to the text."""
    prose = page.prose
    found: dict[int, Voice] = {}
    for n in reversed(page.free):
        if not prose or n <= prose[0]:
            break
        line, row = page.lines[n], page.lines[n].listed("tail")
        under_quote = not line.apart and page.lines[n - 1].quoted  # it signs that
        if row and _is_foot(page, n, row):
            found[n] = Voice("metadata")
        elif line.display and not under_quote:
            found[n] = Voice("boilerplate", None, 0, "unsure")
        else:
            break
    return found


def _is_foot(page: Page, n: int, row: Row) -> bool:
    """Whether a biography is of somebody else than those whom the text speaks of."""
    name = NAME.match(page.lines[n].text.lstrip("•*- "))
    if row["extent"] == "line" or name is None:
        return row["extent"] != "byline"
    last = re.compile(rf"\b{re.escape(name[0].split()[-1])}\b", re.IGNORECASE)
    others = (k for k, line in enumerate(page.lines) if last.search(line.text))
    layers = {page.layer(k) for k in others if k != n}
    return "metadata" in layers or (row["extent"] == "bio" and None not in layers)
