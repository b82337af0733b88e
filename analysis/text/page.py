"""What each line of a copied page is, by its words, its shape and its neighbours.

    find_voices(lines) -> list[Voice]

A line that the list knows is what the list says.  Of the others, those above the first
paragraph are the head of the page, those below the last its foot; short lines without
an end between paragraphs are cross-heads; a line whose words stand in another paragraph
is a pull quote.  The rest is the author's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from analysis.corpus.articles import LAYERS, Layer
from analysis.lexicons import member
from analysis.text.comments import comment_voices
from analysis.text.excerpts import excerpt_voices
from analysis.text.lines import Line, Row, Voice, is_spaced
from analysis.text.page_foot import NAME, foot_voices, signs_quote
from analysis.text.pull_quotes import pull_quote_voices

_Voices = dict[int, Voice]
_LONGEST_BOXED = 30  # words of a line in a box of links
_LONGEST_CROSSHEAD = 10  # words
_LONGEST_KICKER = 3  # words
_LONGEST_TITLE = 18  # words of a headline below kickers
_SAID_AGAIN = 0.7  # of the longer words of a standfirst stand in the first paragraph
_FEWEST_LEAD = 5  # longer words of a standfirst that is said again
_LONG_WORD = re.compile(r"\w{4,}")
_FEWEST_LINKS = 3  # short lines in a row that are a list of links
_LOW_BYLINE = 4  # lines below the first paragraph in which a byline may stand
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
    voices = _listed(lines)
    finders: tuple[Callable[[Sequence[Line], Mapping[int, Voice]], _Voices], ...] = (
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
        voices |= find(lines, voices)
    return [voices.get(n) or _author(line) for n, line in enumerate(lines)]


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


def _free(lines: Sequence[Line], voices: Mapping[int, Voice]) -> list[int]:
    return [n for n in range(len(lines)) if n not in voices]


def _prose(lines: Sequence[Line], voices: Mapping[int, Voice]) -> list[int]:
    return [n for n in _free(lines, voices) if lines[n].prose]


def _described(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """Sentences on the writer right below the byline: “Ann Lee spent a week there.”."""
    found: _Voices = {}
    for n in _prose(lines, voices):
        name, byline = NAME.match(lines[n].text), lines[n - 1].text.lower()
        signed = n - 1 in voices and byline.startswith("by ")
        if name and signed and name[0].lower() in byline:
            found[n] = Voice("metadata", None, 0, "inferred")
    return found


# --- the head of the page -------------------------------------------------------------


def _head(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """Headline, kickers, standfirst, bylines: what stands above the first paragraph."""
    free = _free(lines, voices)
    kickers = _kickers(lines, voices, free)
    free = free[len(kickers) :]
    if len(lines) < 2 or not free or not _is_headline(lines, voices, free[0]):
        return {}
    top = free[0]
    end = _end_of_head(lines, voices, top)
    inside = [n for n in free if top < n < end]
    found = dict(kickers)
    found[top] = _HEADLINE._replace(basis="unsure" if lines[top].closed else "inferred")
    found |= _repeated(lines, voices, top, end)
    found |= _repeats(lines, top, inside)
    left = [n for n in inside if n not in found]
    dated = [n for n in _dated(voices, top) if n < end]
    names = _names(lines, left, dated)
    signs = sorted([*dated, *names])
    found |= names
    for n in left:
        if n not in names:
            found[n] = _under_headline(n, inside, lines[n], signs)
    return found


def _names(lines: Sequence[Line], left: Sequence[int], dated: Sequence[int]) -> _Voices:
    """The bylines in the head; a guess where no other and no date is beside them."""
    rows = {n: row for n in left if (row := lines[n].listed("head"))}
    found: _Voices = {}
    for n, row in rows.items():
        beside = row["extent"] == "line" or bool({n - 1, n + 1} & {*dated, *rows})
        found[n] = Voice("metadata", None, 0, "inferred" if beside else "unsure")
    return found


def _under_headline(
    n: int, inside: Sequence[int], line: Line, signs: Sequence[int]
) -> Voice:
    """What a line of the head is: a standfirst above the last byline, or a caption."""
    if line.listed("cross"):
        return _HEADLINE
    if not signs:
        return Voice("standfirst", None, 0, "unsure")
    if n < signs[-1]:
        return Voice("standfirst")
    several = sum(k > signs[-1] for k in inside) > 1
    layer: Layer = "standfirst" if several else "caption"
    layer = layer if line.n_words > _LONGEST_KICKER else "metadata"
    return Voice(layer, None, 0, "unsure")


def _kickers(
    lines: Sequence[Line], voices: Mapping[int, Voice], free: Sequence[int]
) -> _Voices:
    """The lines above the headline: sections, rubrics, places, links."""
    labels = _labels(lines, voices, free) if free else []
    menu = labels[:-2] if len(labels) > _FEWEST_LINKS else []
    known = takewhile(lambda n: n in labels or _is_kicker(lines, free, n), free)
    found: _Voices = {}
    for n in known:
        row = None if n in menu else lines[n].listed("top")
        layer: Layer = "boilerplate" if n in menu else "metadata"
        found[n] = _voice_of(row) if row else Voice(layer, None, 0, "inferred")
    return found


def _labels(
    lines: Sequence[Line], voices: Mapping[int, Voice], free: Sequence[int]
) -> list[int]:
    """The short lines on top of a page whose headline is the longer line below them.

    They are such where they are many, where one is a single word or is said again in
    the headline, and where a third line stands between the headline and the byline.
    """

    def is_label(n: int) -> bool:
        few = lines[n].n_words <= _LONGEST_KICKER or lines[n].listed("top") is not None
        return few and not lines[n].prose and not lines[n].quoted

    labels = free[: _menu([is_label(n) for n in _lead(lines, voices, free)])]
    rest = free[len(labels) : len(labels) + 2]
    if not labels or not rest:
        return []
    top = lines[rest[0]]
    titles = not top.prose and _LONGEST_KICKER < top.n_words <= _LONGEST_TITLE
    twice = any(_same_title(lines[n], lines[free[0]]) for n in free[1:])
    if not titles or (twice and not is_label(free[0])):
        return []
    return list(labels) if _are_labels(lines, voices, labels, rest) else []


def _are_labels(
    lines: Sequence[Line],
    voices: Mapping[int, Voice],
    labels: Sequence[int],
    rest: Sequence[int],
) -> bool:
    """Whether short lines are labels, by their number, words and the lines below."""
    top, last = lines[rest[0]], lines[labels[-1]]
    third = rest[1:] and lines[rest[1]].n_words > top.n_words
    close = third and rest[1] == rest[0] + 1 and _is_signed(lines, voices, rest[1])
    again = last.titled_all and re.search(rf"\b{re.escape(last.text)}\b", top.text)
    single = any(lines[n].n_words == 1 for n in labels)
    return bool(len(labels) >= _FEWEST_LINKS or single or close or again)


def _lead(
    lines: Sequence[Line], voices: Mapping[int, Voice], free: Sequence[int]
) -> list[int]:
    """The first lines of a page, up to a paragraph, a byline or a date."""
    end = min(_dated(voices, free[0]), default=len(lines))
    return list(takewhile(lambda n: n < end and not lines[n].prose, free))


def _menu(small: Sequence[bool]) -> int:
    """How many lines are above the headline: up to the last three short ones in a row.

    >>> _menu([True, False, True, True, True, False, False])
    5
    """
    ends = (
        k
        for k in range(len(small), _FEWEST_LINKS - 1, -1)
        if all(small[k - _FEWEST_LINKS : k])
    )
    return next(ends, len(list(takewhile(bool, small))))


def _is_signed(lines: Sequence[Line], voices: Mapping[int, Voice], n: int) -> bool:
    """Whether a byline or date stands right below a line, or a picture first."""
    below = n + 1
    while below in voices and voices[below].layer == "caption":
        below += 1
    if below in voices:
        return _is_metadata(voices[below])
    return below < len(lines) and lines[below].listed("head") is not None


def _is_kicker(lines: Sequence[Line], free: Sequence[int], n: int) -> bool:
    """Whether a line names the section above a headline."""
    below = next((k for k in free if k > n), None)
    line = lines[n]
    if below is None or not line.display:
        return False
    shouts = line.text.isupper() and not lines[below].text.isupper()
    short = line.n_words <= _LONGEST_KICKER and not lines[below].prose
    return line.listed("top") is not None or (shouts and short)


def _said_again(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """The standfirst that the first paragraph says again."""
    prose = _prose(lines, voices)[:2]
    headed = any(voices[n].layer == "headline" for n in voices if n < min(prose or [0]))
    if len(prose) < 2 or not headed or not set(range(*prose)) - {prose[0]} <= {*voices}:
        return {}
    one, two = (_words(lines[n]) for n in prose)
    again = len(one & two) >= _SAID_AGAIN * len(one) and len(one) >= _FEWEST_LEAD
    return {prose[0]: Voice("standfirst")} if again else {}


def _words(line: Line) -> set[str]:
    return {word.lower() for word in _LONG_WORD.findall(line.text)}


def _is_headline(lines: Sequence[Line], voices: Mapping[int, Voice], n: int) -> bool:
    """Whether the first free line is the headline; a sentence needs more to be one."""
    line, below = lines[n], range(n + 1, min(n + 4, len(lines)))
    if not line.n_words or line.text.endswith((",", ";")) or line.n_words > 25:
        return False
    if line.dateline:
        return False
    if any(_same_title(line, lines[k]) for k in below):
        return True
    signed = any(k in voices and _is_metadata(voices[k]) for k in below)
    ends = line.closed and line.text.rstrip("\"')").endswith(".")
    if line.text.endswith(":"):
        return signed
    return signed or line.titled or not (ends or line.quoted)


def _is_metadata(voice: Voice) -> bool:
    return voice.layer == "metadata"


def _dated(voices: Mapping[int, Voice], top: int) -> list[int]:
    """The known bylines and dates below a line."""
    return [n for n, voice in voices.items() if n > top and _is_metadata(voice)]


def _end_of_head(lines: Sequence[Line], voices: Mapping[int, Voice], top: int) -> int:
    """The first line of the text; a paragraph above the byline is a standfirst."""

    def opens_text(n: int) -> bool:
        return n not in voices and (lines[n].prose or not lines[n].display)

    body = next((n for n in range(top + 1, len(lines)) if opens_text(n)), None)
    if body is None:
        return top + 1
    byline, first = min(_dated(voices, top), default=0), lines[body]
    if byline < body or not first.prose or first.dateline:
        return body
    between = [n for n in range(body + 1, byline) if n not in voices]
    low = byline > body + _LOW_BYLINE or len(between) > 1
    return body if low or any(lines[n].prose for n in between) else byline + 1


def _same_title(one: Line, other: Line) -> bool:
    """Whether two lines are one headline, with or without the name of the site."""
    titles = [{t, _SITE.sub("", t)} for t in (one.text.lower(), other.text.lower())]
    return bool(titles[0] & titles[1])


def _repeats(lines: Sequence[Line], top: int, inside: Sequence[int]) -> _Voices:
    """The headline where it is said again, and the menu above that."""
    again = [n for n in inside if _same_title(lines[top], lines[n])]
    menu = (n for n in inside if n < max(again, default=top))
    small = (n for n in menu if lines[n].n_words <= _LONGEST_KICKER)
    found = {n: Voice("boilerplate") for n in small}
    return found | dict.fromkeys(again, _HEADLINE)


def _repeated(
    lines: Sequence[Line], voices: Mapping[int, Voice], top: int, end: int
) -> _Voices:
    """Lines of the head that the list took for furniture and that are the headline."""
    inside = (n for n in voices if top < n < end)
    return {n: _HEADLINE for n in inside if _same_title(lines[top], lines[n])}


# --- below the first paragraph --------------------------------------------------------


def _comments(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """The readers' comments, behind the first paragraph."""
    prose = _prose(lines, voices)
    live = _is_live(lines, voices)
    return comment_voices(lines, prose[0] + 1, headed=live) if prose else {}


def _is_live(lines: Sequence[Line], voices: Mapping[int, Voice]) -> bool:
    """Whether the page is a live blog, by its headline or those who write it."""
    return any(
        (voices[n].layer == "headline" and lines[n].listed("title"))
        or ((row := lines[n].row) and row["extent"] == "live")
        for n in voices
    )


def _writers(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """Names below the head: of a live entry beside its time, of who writes a part."""
    prose = _prose(lines, voices)
    live = _is_live(lines, voices)
    found: _Voices = {}
    for n in _free(lines, voices):
        line = lines[n]
        if not prose or not line.display or signs_quote(lines, n):
            continue
        row = line.listed("inset") if n > prose[0] and n + 1 in prose else None
        if live and _is_timed(lines, n) and NAME.fullmatch(line.text):
            found[n] = Voice("metadata")
        elif row:
            found |= _part_writer(lines, voices, n, row)
    return found


def _is_timed(lines: Sequence[Line], n: int) -> bool:
    """Whether the time of a live entry stands beside a line."""
    near = (lines[k].row for k in (n - 2, n - 1, n + 1) if 0 <= k < len(lines))
    return any(row and row["extent"] == "stamp" for row in near)


def _part_writer(
    lines: Sequence[Line], voices: Mapping[int, Voice], n: int, row: Row
) -> _Voices:
    """A line on who writes the part below it, and the name above that line."""
    found: _Voices = {}
    named = NAME.fullmatch(lines[n - 1].text)
    signed = n - 1 in voices and _is_metadata(voices[n - 1])
    if row["extent"] == "byline" or named or signed:
        found[n] = Voice("metadata")
    if row["extent"] == "post" and named and n - 1 not in voices:
        found[n - 1] = found[n]
    return found


def _boxes(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """The lines under the heading of a box, up to a blank line or the next prose."""
    found: _Voices = {}
    prose = _prose(lines, voices)
    spaced = is_spaced(lines)
    for n, line in enumerate(lines):
        if n in voices and line.row and line.row["extent"] == "block":
            in_text = bool(prose) and n > prose[0]
            for k in range(n + 1, len(lines)):
                if k in voices and voices[k].layer in ("comment", "headline"):
                    break
                if not _boxed(lines[k], voices[n].layer, spaced, in_text):
                    break
                found.setdefault(k, voices[n]._replace(basis="inferred"))
                spaced_end = lines[k].prose and lines[k].apart
                if spaced_end:
                    break
    return found


def _boxed(line: Line, layer: Layer, spaced: bool, in_text: bool) -> bool:
    """Whether a line belongs to the box above it."""
    if spaced and not line.apart:
        return layer == "metadata" or line.n_words <= _LONGEST_BOXED
    return layer == "boilerplate" and in_text and line.display


def _heads(prose: Sequence[int], voices: Mapping[int, Voice], n: int) -> bool:
    """Whether prose stands right below a line, or a picture, quote or time first."""
    below = n + 1
    while below in voices and voices[below].layer in _UNDER_CROSSHEADS:
        below += 1
    return below in prose


def _letters(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """The names and towns under letters to the editor that begin as letters do."""
    prose = _prose(lines, voices)
    if not any(_SALUTATION.match(lines[n].text) for n in prose):
        return {}
    signs = (n for n in _free(lines, voices) if n > prose[0] and lines[n].display)
    named = (n for n in signs if lines[n].titled_all)
    return {n: Voice("metadata", None, 0, "unsure") for n in named}


def _crossheads(lines: Sequence[Line], voices: Mapping[int, Voice]) -> _Voices:
    """Short lines without an end between two paragraphs; as no sentence ends, so here.

    Three and more in a row are a list, not headings.
    """
    prose, spaced = _prose(lines, voices), is_spaced(lines)
    found: _Voices = {}
    for n in _free(lines, voices):
        if not prose or not prose[0] < n < prose[-1]:
            continue
        asks = _asks(lines[n], spaced)
        if not _is_set_out(lines, n, asks) or not _heads(prose, voices, n):
            continue
        above = n - 1
        if above in voices or lines[above].closed:
            found[n] = _HEADLINE._replace(basis="unsure" if asks else "inferred")
    questions = [n for n in found if lines[n].text.endswith("?")]
    if len(questions) == 1:
        del found[questions[0]]
    return found


def _asks(line: Line, spaced: bool) -> bool:
    """Whether a line is a question that may head what follows."""
    alone = line.apart or not spaced
    return line.text.endswith("?") and alone and not _LABELLED.match(line.text)


def _is_set_out(lines: Sequence[Line], n: int, asks: bool) -> bool:
    """Whether a line is as short as a heading and has the shape of one."""
    line = lines[n]
    marked = line.quoted and not line.closed and line.n_words <= _LONGEST_KICKER + 1
    shaped = line.display or asks or marked
    return line.n_words <= _LONGEST_CROSSHEAD and shaped and not signs_quote(lines, n)
