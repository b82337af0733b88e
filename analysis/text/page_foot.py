"""The foot of a page: biographies, signatures and links behind the last paragraph."""

from __future__ import annotations

import re

from analysis.text.lines import Page, Row, Voice

NAME = re.compile(r"[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|de|al|el|bin|van|von)){1,4}")
_LONGEST_LINK = 18  # words of a sentence that is a link
_LONGEST_TAG = 3  # words
_MOST_DOUBTFUL = 3  # such sentences behind the end of the text


def foot_voices(page: Page) -> dict[int, Voice]:
    """The lines from the end of the page up to one that belongs to the text.

    A few short sentences among them are links, where a biography or note on the text
    stands above them: behind that the text has ended.
    """
    prose = page.prose
    found: dict[int, Voice] = {}
    sure: dict[int, Voice] = {}
    doubtful = 0
    for n in range(len(page.lines) - 1, prose[0] if prose else len(page.lines), -1):
        voice = None if n in page.voices else _foot_voice(page, n)
        if voice:
            found[n] = voice
        elif n not in page.voices:
            doubtful += 1
            if doubtful > _MOST_DOUBTFUL or not _can_be_link(page, n):
                break
            found[n] = Voice("boilerplate", None, 0, "unsure")
        if not doubtful or _ends_text(page, n, voice):
            doubtful = 0
            sure = dict(found)
    return sure | _behind_end(page)


def _behind_end(page: Page) -> dict[int, Voice]:
    """What stands behind the mark that ends a release: notes, contacts."""
    prose = page.prose
    for n in range(
        prose[1] + 1 if len(prose) > 1 else len(page.lines), len(page.lines)
    ):
        row = page.lines[n].row
        if row and row["extent"] == "end":
            known = (k for k in range(n, len(page.lines)) if k in page.voices)
            links = (k for k in known if page.layer(k) == "boilerplate")
            last = next(links, len(page.lines))
            below = [k for k in page.free if k > n]
            return {k: Voice("metadata" if k < last else "boilerplate") for k in below}
    return {}


def _foot_voice(page: Page, n: int) -> Voice | None:
    """The voice of a line behind the text, if it has the words or shape of such."""
    line, row = page.lines[n], page.lines[n].listed("tail")
    under_quote = not line.apart and page.lines[n - 1].quoted  # it signs that
    if (row and _is_foot(page, n, row)) or tells_of_writer(page, n):
        return Voice("metadata")
    if _is_signed(page, n):
        return Voice("metadata", None, 0, "unsure")
    if line.to_reader and not line.quoted and _stands_below(page, n):
        return Voice("boilerplate", None, 0, "unsure")
    small = line.text[-1:].isalnum() and line.n_words <= _LONGEST_TAG
    if (line.display or small) and not under_quote:
        return Voice("boilerplate", None, 0, "unsure")
    return None


def _is_signed(page: Page, n: int) -> bool:
    """Whether a line is a name that stands among the bylines above it, too."""
    if not NAME.fullmatch(page.lines[n].text):
        return False
    name = page.lines[n].text.lower()
    signed = (k for k, voice in page.voices.items() if voice.layer == "metadata")
    return any(name in page.lines[k].text.lower() for k in signed if k < n)


def _ends_text(page: Page, n: int, voice: Voice | None) -> bool:
    """Whether a line stands behind the text only: a biography or a note on it."""
    if voice:
        return voice.layer == "metadata"
    row = page.lines[n].row
    if row is None or n not in page.voices or page.voices[n].basis != "listed":
        return False
    filed = row["extent"] == "block" and row["layer"] == "metadata"
    return filed or row["extent"] == "ends"


def _can_be_link(page: Page, n: int) -> bool:
    """Whether a short sentence stands below a heading or a link, not below prose."""
    line = page.lines[n]
    quotes = line.text.startswith(('"', "'"))
    return _stands_below(page, n) and 0 < line.n_words <= _LONGEST_LINK and not quotes


def _stands_below(page: Page, n: int) -> bool:
    """Whether a heading, a link or other furniture stands above a line."""
    above = page.lines[n - 1]
    return n - 1 in page.voices or (above.display and not above.prose)


def tells_of_writer(page: Page, n: int) -> bool:
    """Whether a line tells of somebody whose name stands alone above it and signs."""
    if n >= len(page.lines) or not _is_signed(page, n - 1):
        return False
    return page.lines[n].text.startswith(page.lines[n - 1].text.split()[0])


def _is_foot(page: Page, n: int, row: Row) -> bool:
    """Whether a biography is of somebody else than those whom the text speaks of."""
    name = NAME.match(page.lines[n].text.lstrip("•*- "))
    if row["extent"] == "line" or name is None:
        return row["extent"] != "byline"
    last = re.compile(rf"\b{re.escape(name[0].split()[-1])}\b", re.IGNORECASE)
    others = (k for k, line in enumerate(page.lines) if last.search(line.text))
    layers = {page.layer(k) for k in others if k != n}
    return "metadata" in layers or (row["extent"] == "bio" and None not in layers)
