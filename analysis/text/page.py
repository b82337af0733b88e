"""What each line of a copied page is, by its words, its shape and its neighbours.

    find_voices(lines) -> list[Voice]

A line that the list knows is what the list says.  Of the others, those above the first
paragraph are the head of the page, those below the last its foot; short lines without
an end between paragraphs are cross-heads; a line whose words stand in another paragraph
is a pull quote.  The rest is the author's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from analysis.corpus.articles import Ground, Layer
from analysis.text.comments import comment_voices
from analysis.text.excerpts import excerpt_voices
from analysis.text.lines import Line, Page, Row, Voice
from analysis.text.page_foot import NAME, foot_voices, tells_of_writer
from analysis.text.page_head import head_voices, voice_of
from analysis.text.page_insets import entry_links, inset_voices
from analysis.text.pull_quotes import pull_quote_voices

_Voices = dict[int, Voice]
_LONGEST_BOXED = 30  # words of a line in a box of links
_LONGEST_TAG = 3  # words
_LONGEST_CROSSHEAD = 10  # words
_FEWEST_HEADS = 3  # questions of an interview
_FEWEST_WITH_ONE = 2  # cross-heads of which one may be a question
_SAID_AGAIN = 0.7  # of the longer words of a standfirst stand in the first paragraph
_LONG_WORD = re.compile(r"\w{4,}")
_UNDER_CROSSHEADS = ("caption", "excerpt", "pull_quote", "metadata")
_AUTHOR = Voice("author")
_HEADLINE = Voice("headline")
_WHERE = re.compile(r" (?:in|at|on|of|near|outside|across|with|from|by) (?!\w+ing\b)")
_LABELLED = re.compile(r"[\"']|[^\s:]{1,20}[.:] ")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my)\b")
_SALUTATION = re.compile(r"(?:Sir|SIR|Madam|Sirs)\b ?[,:-]|Dear |To the [Ee]ditor")


def find_voices(lines: Sequence[Line]) -> list[Voice]:
    r"""The voice of each line.

    >>> from analysis.text.lines import read_lines
    >>> text = "Port opens\nBy Ann Lee\nShips moored again on Monday."
    >>> [v.layer for v in find_voices(read_lines(text, [(0, 10), (11, 21), (22, 51)]))]
    ['headline', 'metadata', 'author']
    """
    page = Page(lines, _listed(lines))
    finders: tuple[Callable[[Page], _Voices], ...] = (
        entry_links,
        _described,
        head_voices,
        _said_again,
        _writers,
        _comments,
        _boxes,
        inset_voices,
        excerpt_voices,
        _letters,
        foot_voices,
        _quoted_heads,
        pull_quote_voices,
        _crossheads,
    )
    for find in finders:
        page.voices.update(find(page))
    return [page.voices.get(n) or _author(line) for n, line in enumerate(lines)]


def _author(line: Line) -> Voice:
    """The author's voice; a guess where the line is short and ends like no sentence."""
    odd = line.display and line.n_words <= _LONGEST_CROSSHEAD
    return _AUTHOR._replace(basis="unsure") if odd else _AUTHOR


def _listed(lines: Sequence[Line]) -> _Voices:
    rows = ((n, line.row) for n, line in enumerate(lines))
    # What begins as a link does may be the headline: “Analysis: …”.
    return {
        n: voice_of(row) for n, row in rows if row and (n or row["extent"] != "link")
    }


def _described(page: Page) -> _Voices:
    """Sentences on the writer right below the byline: “Ann Lee spent a week there.”."""
    found: _Voices = {}
    for n in page.prose:
        byline = page.lines[n - 1].text.lower()
        name = byline.startswith("by ") and NAME.match(page.lines[n].text)
        if name and name[0].lower() in byline:
            found[n] = Voice("metadata")
    return found


def _said_again(page: Page) -> _Voices:
    """The standfirst that the first paragraph says again."""
    prose = page.prose[:2]
    headed = any(page.layer(n) == "headline" for n in range(min(prose, default=0)))
    if len(prose) < 2 or not headed:
        return {}
    one, two = (
        {word.lower() for word in _LONG_WORD.findall(page.lines[n].text)} for n in prose
    )
    again = len(one & two) >= _SAID_AGAIN * len(one)
    return {prose[0]: Voice("standfirst")} if again else {}


# --- below the first paragraph --------------------------------------------------------


def _comments(page: Page) -> _Voices:
    """The readers' comments, behind the first paragraph."""
    prose = page.prose
    return comment_voices(page.lines, prose[0] + 1, _is_live(page)) if prose else {}


def _is_live(page: Page) -> bool:
    """Whether the page is a live blog, by what stands above its first paragraph."""
    head = page.lines[: min(page.prose, default=0)]
    return any(line.listed("title") for line in head)


def _writers(page: Page) -> _Voices:
    """Names below the head: of a live entry beside its time, of who writes a part."""
    prose = page.prose
    live = _is_live(page)
    found: _Voices = {}
    for n in page.free:
        line = page.lines[n]
        if not prose or not line.display:
            continue
        if live and _is_timed(page.lines, n) and NAME.fullmatch(line.text):
            found[n] = Voice("metadata")
        elif n > prose[0] and (row := line.listed("inset")):
            found |= _part_writer(page, n, row)
    return found


def _is_timed(lines: Sequence[Line], n: int) -> bool:
    """Whether the time of a live entry stands beside a line."""
    near = (line.row for line in lines[max(0, n - 2) : n + 2])
    return any(row and row["extent"] == "stamp" for row in near)


def _part_writer(page: Page, n: int, row: Row) -> _Voices:
    """A line on who writes the part below it, and the name above that line."""
    if row["extent"] == "byline":
        return {n: Voice("metadata")}
    named = NAME.fullmatch(page.lines[n - 1].text)
    return dict.fromkeys([n - 1, n], Voice("metadata")) if named else {}


def _boxes(page: Page) -> _Voices:
    """The lines under the heading of a box, up to a blank line or the next prose."""
    found: _Voices = {}
    prose, spaced = page.prose, page.spaced
    for n, voice in page.voices.items():
        row = page.lines[n].row
        if n in found or not row or row["extent"] != "block":
            continue
        in_text = bool(prose) and n > prose[0]
        for k in range(n + 1, len(page.lines)):
            if not _is_boxed(page.lines[k], voice.layer, spaced, in_text):
                break
            if page.layer(k) in ("comment", "headline"):
                break
            if voice.layer == "boilerplate" and tells_of_writer(page, k + 1):
                break
            found[k] = voice._replace(basis="inferred")
    return found


def _is_boxed(line: Line, layer: Layer, spaced: bool, in_text: bool) -> bool:
    """Whether a line belongs to the box above it."""
    if _is_apart(line.row, layer) or (line.dated and not in_text):
        return False
    if spaced and not line.apart:
        return layer == "metadata" or line.n_words <= _LONGEST_BOXED
    tag = line.bulleted or line.n_words <= _LONGEST_TAG
    link = line.display or (tag and not line.closed)
    return layer == "boilerplate" and in_text and link


def _is_apart(row: Row | None, layer: Layer) -> bool:
    """Whether a known line is of another kind than the box above it."""
    if row is None or row["layer"] == layer:
        return False
    return layer == "metadata" or row["layer"] == "caption"


def _letters(page: Page) -> _Voices:
    """The names and towns under letters to the editor that begin as letters do."""
    prose = page.prose
    if not any(_SALUTATION.match(page.lines[n].text) for n in prose):
        return {}
    signs = (n for n in page.free if n > prose[0] and page.lines[n].display)
    named = (n for n in signs if page.lines[n].titled_all)
    return {n: Voice("metadata", None, 0, "unsure") for n in named}


def _crossheads(page: Page) -> _Voices:
    """Short lines without an end between two paragraphs; as no sentence ends, so here.

    Three and more in a row are a list, not headings.
    """
    prose = page.prose
    found: _Voices = {}
    for n in page.free:
        if not prose or not prose[0] < n < prose[-1]:
            continue
        asks = _asks(page.lines[n])
        if not _is_set_out(page.lines[n], asks) or not _heads(page, n):
            continue
        if n - 1 in page.voices or page.lines[n - 1].closed:
            basis: Ground = "unsure" if asks else "inferred"
            shows = len(_WHERE.findall(page.lines[n].text)) > 1
            found[n] = Voice("caption" if shows else "headline", None, 0, basis)
    return _without_questions(page, found)


def _without_questions(page: Page, found: _Voices) -> _Voices:
    """The cross-heads but for a lone question, and those that are asked of somebody."""
    questions = [n for n in found if page.lines[n].text.endswith("?")]
    first = min(page.prose, default=len(page.lines))
    below = (n for n in page.voices if n > first)
    heads = found.keys() | {n for n in below if page.layer(n) == "headline"}
    lone = len(questions) == 1 and len(heads) < _FEWEST_WITH_ONE
    if lone or _is_interview(page.lines, questions):
        found = {n: voice for n, voice in found.items() if n not in questions}
    return found


def _quoted_heads(page: Page) -> _Voices:
    """The short quotes above a paragraph, in single marks or as that has them."""
    found: _Voices = {}
    free = set(page.free)
    for n in page.free[1:]:
        line = page.lines[n]
        short = line.n_words <= _LONGEST_CROSSHEAD and n + 1 in free
        if not short or not line.quoted or not page.lines[n + 1].prose:
            continue
        single = line.text.startswith("'") and not line.closed
        if single or line.text.strip("\"'") in page.lines[n + 1].text:
            found[n] = _HEADLINE
    return found


def _is_interview(lines: Sequence[Line], questions: Sequence[int]) -> bool:
    """Whether questions are asked of somebody, who answers as “I”."""
    own = sum(bool(_FIRST_PERSON.search(lines[n + 1].text)) for n in questions)
    return len(questions) >= _FEWEST_HEADS and own >= len(questions) / 2


def _heads(page: Page, n: int) -> bool:
    """Whether prose stands right below a line, or a picture, quote or time first."""
    below = n + 1
    while page.layer(below) in _UNDER_CROSSHEADS:
        below += 1
    return below not in page.voices and page.lines[below].prose


def _asks(line: Line) -> bool:
    """Whether a line is a question that may head what follows."""
    return line.text.endswith("?") and not _LABELLED.match(line.text)


def _is_set_out(line: Line, asks: bool) -> bool:
    """Whether a line is as short as a heading and has the shape of one."""
    marked = line.quoted and not line.closed
    noise = line.text.startswith("(") and line.text.endswith(")")
    shaped = (line.display and not noise) or asks or marked
    return line.n_words <= _LONGEST_CROSSHEAD and shaped
