"""What is set into the text of a page: forms, captions, links to live entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.text.lines import Line, Page, Voice, part

_WIDEST_FORM = 3  # lines from one line of a form to the next
_LONGEST_FORMED = 30  # words of a line between them
_SHORTEST_CAPTION = 11  # words of a line without an end; a shorter one is a heading
_SHORTEST_BESIDE = 6  # words of one beside a longer one
_LONGEST_CAPTION = 40  # words above a credit
_LONGEST_CREDIT = 12  # words
_ALIKE = 8  # letters of a name that begin what is said about it
_MOST_OPEN = 0.25  # of the lines of a page whose paragraphs end as sentences do
_FEWEST_PROSE = 4  # paragraphs of such a page
_TIMED = re.compile(rf"(?:{part('time')})[ –-]+(?P<heading>\S.{{5,}})")
_DAY = re.compile(rf"\b(?:on|in) (?:{part('month')}\.? )?(?:\d{{1,2}}, )?\d{{4}}\.$")
_CUT = re.compile(
    r"(?:\b(?:an?|the|of|to|in|and|or|but|for|with|that|than|by|at|on|as|from|is|was|are"
    r"|were|his|her|their|its|who|which)|'s|s')$"
)

_Voices = dict[int, Voice]


def inset_voices(page: Page) -> _Voices:
    """The lines of forms, captions above a credit, captions without an end."""
    found = _formed(page) | _credited(page) | _about(page)
    return found | _open_captions(Page(page.lines, page.voices | found))


def entry_links(page: Page) -> _Voices:
    """The lines that say when a heading further down was written, and link to it."""
    texts = {line.text for line in page.lines}
    found: _Voices = {}
    for n, line in enumerate(page.lines):
        match = _TIMED.match(line.text) if line.text[:1].isdigit() else None
        if match and match["heading"] in texts:
            found[n] = Voice("boilerplate")
    return found


def _formed(page: Page) -> _Voices:
    """The lines between two lines of one form to sign up in."""
    lines, voices = page
    forms = [
        n
        for n in voices
        if (row := lines[n].row) is not None and row["extent"] == "form"
    ]
    found: _Voices = {}
    for above, below in pairwise(sorted(forms)):
        between = range(above + 1, below)
        short = all(lines[n].n_words <= _LONGEST_FORMED for n in between)
        other = any(n in voices or lines[n].quoted for n in between)
        if below - above <= _WIDEST_FORM and short and not other:
            found |= dict.fromkeys(between, Voice("boilerplate"))
    return found


def _about(page: Page) -> _Voices:
    """What a release says of its firm: “About Lee Ltd” above “Lee Ltd makes …”."""
    lines, voices = page
    found: _Voices = {}
    for n, (line, below) in enumerate(pairwise(lines)):
        name = line.text.removeprefix("About ").lower()
        free = line.display and len(name) < len(line.text) and n + 1 not in voices
        if free and below.prose and below.text.lower().startswith(name[:_ALIKE]):
            found[n] = found[n + 1] = Voice("metadata")
    return found


def _credited(page: Page) -> _Voices:
    """The captions whose credit is the next line."""
    lines, voices = page
    found: _Voices = {}
    for n in range(len(lines) - 1):
        line, below = lines[n], lines[n + 1]
        if n in voices or n + 1 not in voices or not _is_credit(below):
            continue
        close = (not below.apart and line.apart) or line.display
        marked = '"' in line.text or line.n_words > _LONGEST_CAPTION
        if not marked and (close or _DAY.search(line.text)):
            found[n] = Voice("caption", None, 0, "inferred" if close else "unsure")
    return found


def _is_credit(line: Line) -> bool:
    row = line.row
    return (
        row is not None
        and row["extent"] == "credit"
        and line.n_words <= _LONGEST_CREDIT
        and not re.search(r"[.!?] ", line.text)
    )


def _open_captions(page: Page) -> _Voices:
    """Lines as long as sentences, yet without an end, where all others have one."""
    lines, prose = page.lines, page.prose
    if len(prose) < _FEWEST_PROSE:
        return {}
    inside = [n for n in page.free if prose[0] < n <= prose[-1]]
    open_ = [n for n in inside if lines[n].display or not lines[n].closed]
    if len(open_) > _MOST_OPEN * len(prose) + 1:
        return {}
    found = _whole_captions(page, inside)
    near = {k for n in found for k in (n - 1, n + 1)}
    found |= {n for n in open_ if n in near and lines[n].n_words >= _SHORTEST_BESIDE}
    return dict.fromkeys(sorted(found), Voice("caption", None, 0, "unsure"))


def _whole_captions(page: Page, inside: Sequence[int]) -> set[int]:
    """The long lines without an end between two whole paragraphs."""
    found: set[int] = set()
    for n, below in pairwise(inside):
        ended = page.lines[n - 1].closed or n - 1 in found or n - 1 in page.voices
        whole = _is_open_caption(page.lines[n]) and not _goes_on(page.lines[below])
        if ended and whole:
            found.add(n)
    return found


def _is_open_caption(line: Line) -> bool:
    """Whether a line is a whole sentence but for its end: no cut one."""
    return (
        line.display
        and line.n_words >= _SHORTEST_CAPTION
        and line.text.count('"') % 2 == 0
        and not line.text.endswith(".")
        and not _CUT.search(line.text)
    )


def _goes_on(line: Line) -> bool:
    """Whether a line can be the rest of a sentence that is cut above it."""
    return not line.text[:1].isupper() and not line.text.startswith(('"', "'", "("))
