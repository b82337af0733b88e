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
from itertools import pairwise, takewhile

from analysis.corpus.articles import LAYERS, Ground, Layer
from analysis.lexicons import member
from analysis.text.comments import comment_voices
from analysis.text.excerpts import excerpt_voices
from analysis.text.lines import Line, Page, Row, Voice
from analysis.text.page_foot import NAME, foot_voices
from analysis.text.pull_quotes import pull_quote_voices

_Voices = dict[int, Voice]
_LONGEST_BOXED = 30  # words of a line in a box of links
_LONGEST_CROSSHEAD = 10  # words
_LONGEST_KICKER = 3  # words
_SAID_AGAIN = 0.7  # of the longer words of a standfirst stand in the first paragraph
_LONG_WORD = re.compile(r"\w{4,}")
_FEWEST_LINKS = 3  # short lines in a row that are a list of links
_UNDER_CROSSHEADS = ("caption", "excerpt", "pull_quote", "metadata")
_AUTHOR = Voice("author")
_HEADLINE = Voice("headline")
# What a line that names its place on a site is cut at: “Port reopens - Daily Coast”.
_SITE = re.compile(r" [|-] [^|]{2,40}$")
_LABELLED = re.compile(r"[\"']|[^\s:]{1,20}[.:] ")
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
        _described,
        _head,
        _said_again,
        _writers,
        _comments,
        _boxes,
        excerpt_voices,
        _letters,
        foot_voices,
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
        n: _voice_of(row) for n, row in rows if row and (n or row["extent"] != "link")
    }


def _voice_of(row: Row) -> Voice:
    return Voice(member(row["layer"], LAYERS), None, 0, "listed")


def _described(page: Page) -> _Voices:
    """Sentences on the writer right below the byline: “Ann Lee spent a week there.”."""
    found: _Voices = {}
    for n in page.prose:
        byline = page.lines[n - 1].text.lower()
        name = byline.startswith("by ") and NAME.match(page.lines[n].text)
        if name and name[0].lower() in byline:
            found[n] = Voice("metadata")
    return found


# --- the head of the page -------------------------------------------------------------


def _head(page: Page) -> _Voices:
    """Headline, kickers, standfirst, bylines: what stands above the first paragraph."""
    lines, free = page.lines, page.free
    found = _kickers(page, free)
    free = free[len(found) :]
    if len(lines) < 2 or not free or not _is_headline(page, free[0]):
        return {}
    top = free[0]
    end = _end_of_head(page, top)
    found[top] = _HEADLINE._replace(basis="unsure" if lines[top].closed else "inferred")
    inside = [n for n in free if top < n < end]
    again = [n for n in range(top + 1, end) if _same_title(lines[top], lines[n])]
    if again:  # a menu stands between
        menu = [n for n in inside if n < again[-1]]
        found |= dict.fromkeys(menu, Voice("boilerplate"))
        found |= dict.fromkeys(again, _HEADLINE)
    dated = [n for n in _dated(page, top) if n < end]
    return found | _below_headline(lines, inside, set(found), dated)


def _below_headline(
    lines: Sequence[Line], inside: Sequence[int], known: set[int], dated: Sequence[int]
) -> _Voices:
    """The bylines in the head, guesses where no other is beside them, and the rest."""
    left = [n for n in inside if n not in known]
    names = {n for n in left if lines[n].listed("head")}
    signs = {*dated, *names}
    found: _Voices = {}
    for n in left:
        if n in names:
            basis: Ground = "inferred" if {n - 1, n + 1} & signs else "unsure"
            found[n] = Voice("metadata", None, 0, basis)
        else:
            found[n] = _under_headline(n, inside, lines[n], max(signs, default=None))
    return found


def _under_headline(
    n: int, inside: Sequence[int], line: Line, last_sign: int | None
) -> Voice:
    """What a line of the head is: a standfirst above the last byline, or a caption."""
    if line.listed("cross"):
        return _HEADLINE
    if last_sign is None:
        return Voice("standfirst", None, 0, "unsure")
    if n < last_sign:
        return Voice("standfirst")
    several = sum(k > last_sign for k in inside) > 1
    layer: Layer = "standfirst" if several else "caption"
    layer = layer if line.n_words > _LONGEST_KICKER else "metadata"
    return Voice(layer, None, 0, "unsure")


def _kickers(page: Page, free: Sequence[int]) -> _Voices:
    """The lines above the headline: sections, rubrics, places, links."""
    labels = _labels(page, free)
    menu = labels[:-2] if len(labels) > _FEWEST_LINKS else []
    found: _Voices = {}
    for n, below in pairwise(free):
        line = page.lines[n]
        if n not in labels and not _is_kicker(line, page.lines[below]):
            break
        row = None if n in menu else line.listed("top")
        layer: Layer = "boilerplate" if n in menu else "metadata"
        found[n] = _voice_of(row) if row else Voice(layer)
    return found


def _labels(page: Page, free: Sequence[int]) -> Sequence[int]:
    """The short lines on top of a page whose headline is the longer line below them.

    They are such where they are many, where one is a single word or is said again in
    the headline, and where a third line stands between the headline and the byline.
    """
    lines = page.lines
    lead = takewhile(lambda n: not lines[n].prose, free)
    short = [lines[n].n_words <= _LONGEST_KICKER for n in lead]
    labels = free[: _menu(short)]
    rest = free[len(labels) : len(labels) + 2]
    if not labels or not rest or lines[rest[0]].prose:
        return []
    if lines[rest[0]].n_words <= _LONGEST_KICKER:
        return []
    if not short[0] and any(_same_title(lines[n], lines[free[0]]) for n in free[1:]):
        return []
    last = re.escape(lines[labels[-1]].text)
    sure = (
        len(labels) >= _FEWEST_LINKS
        or any(lines[n].n_words == 1 for n in labels)
        or any(_is_signed(page, n) for n in rest[1:])
        or re.search(rf"\b{last}\b", lines[rest[0]].text)
    )
    return labels if sure else []


def _menu(short: Sequence[bool]) -> int:
    """How many lines are above the headline: up to the last three short ones in a row.

    >>> _menu([True, False, True, True, True, False, False])
    5
    """
    ends = (
        k
        for k in range(len(short), _FEWEST_LINKS - 1, -1)
        if all(short[k - _FEWEST_LINKS : k])
    )
    return next(ends, len(list(takewhile(bool, short))))


def _is_signed(page: Page, n: int) -> bool:
    """Whether a byline or date stands right below a line."""
    below = page.lines[n + 1 : n + 2]
    return page.layer(n + 1) == "metadata" or any(b.listed("head") for b in below)


def _is_kicker(line: Line, below: Line) -> bool:
    """Whether a line names the section above a headline."""
    shouts = line.text.isupper() and not below.text.isupper()
    short = line.display and line.n_words <= _LONGEST_KICKER
    return line.listed("top") is not None or (shouts and short)


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


def _is_headline(page: Page, n: int) -> bool:
    """Whether the first free line is the headline; a sentence needs more to be one."""
    line, below = page.lines[n], range(n + 1, min(n + 4, len(page.lines)))
    if not line.n_words or line.text.endswith((",", ";", ":")) or line.dateline:
        return False
    if any(page.layer(k) == "metadata" for k in below) or line.titled:
        return True
    ends = line.closed and line.text.rstrip("\"')").endswith(".")
    return not ends and not line.quoted


def _dated(page: Page, top: int) -> list[int]:
    """The known bylines and dates below a line."""
    voices = page.voices.items()
    return [n for n, voice in voices if n > top and voice.layer == "metadata"]


def _end_of_head(page: Page, top: int) -> int:
    """The first line of the text; a paragraph above the byline is a standfirst."""
    free = [n for n in page.free if n > top]
    body = next((n for n in free if not page.lines[n].display), None)
    if body is None:
        return top + 1
    byline = min(_dated(page, top), default=0)
    if byline < body or page.lines[body].dateline:
        return body
    between = (page.lines[n] for n in free if body < n < byline)
    return body if any(line.prose for line in between) else byline + 1


def _same_title(one: Line, other: Line) -> bool:
    """Whether two lines are one headline, with or without the name of the site."""
    titles = [{t, _SITE.sub("", t)} for t in (one.text.lower(), other.text.lower())]
    return bool(titles[0] & titles[1])


# --- below the first paragraph --------------------------------------------------------


def _comments(page: Page) -> _Voices:
    """The readers' comments, behind the first paragraph."""
    prose = page.prose
    return comment_voices(page.lines, prose[0] + 1, _is_live(page)) if prose else {}


def _is_live(page: Page) -> bool:
    """Whether the page is a live blog, by its headline."""
    return any(
        voice.layer == "headline" and page.lines[n].listed("title")
        for n, voice in page.voices.items()
    )


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
            found[k] = voice._replace(basis="inferred")
    return found


def _is_boxed(line: Line, layer: Layer, spaced: bool, in_text: bool) -> bool:
    """Whether a line belongs to the box above it."""
    if spaced and not line.apart:
        return layer == "metadata" or line.n_words <= _LONGEST_BOXED
    return layer == "boilerplate" and in_text and line.display


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
            found[n] = _HEADLINE._replace(basis="unsure" if asks else "inferred")
    questions = [n for n in found if page.lines[n].text.endswith("?")]
    if len(questions) == 1:
        del found[questions[0]]
    return found


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
    return line.n_words <= _LONGEST_CROSSHEAD and (line.display or asks or marked)
