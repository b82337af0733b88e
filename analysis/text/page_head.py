"""The head of a page: all that stands above the first paragraph of the text.

head_voices(page) -> dict[int, Voice]
voice_of(row) -> Voice
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from analysis.corpus.articles import LAYERS, Ground, Layer
from analysis.lexicons import member
from analysis.text.lines import Line, Page, Row, Voice

_Voices = dict[int, Voice]
_LONGEST_KICKER = 3  # words
_FEWEST_LINKS = 3  # short lines in a row that are a menu
_LONGEST_POST = 6  # words of a post between a byline and a date
_LONGEST_CALL = 8  # words
_MOST_POINTS = 6  # points of a summary above the text
_NEAR_POINTS = 10  # lines below them among which the text begins
_FEWEST_BODY = 12  # words of a paragraph that tells what the text is about
_BODY = 8  # such paragraphs
_TOPIC = 0.3  # of the longer words of a headline stand in them
_CLEARER = 0.15  # more of them than of a slogan's
_STEM = 4  # letters
_HEADLINE = Voice("headline")
# What a line that names its place on a site is cut at: “Port reopens - Daily Coast”.
_SITE = re.compile(r" [|-] [^|]{2,40}$")
_CALL = re.compile(
    r"(?i)(?:share|listen|add|follow|save|watch|print|download|view|read|get|click|tap"
    r"|see|subscribe|sign|log|send|submit|join|show|hide|why you can|copy|report"
    r"|contact|gift|kindly|set|make|choose|play|open|expand|comment|support|search|explore)\b"
)
_TIME = re.compile(r"\d{1,2}[.:h]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")


def voice_of(row: Row) -> Voice:
    """The voice that a row of the list gives."""
    return Voice(member(row["layer"], LAYERS), None, 0, "listed")


def head_voices(page: Page) -> _Voices:
    """Headline, kickers, standfirst, bylines: what stands above the first paragraph."""
    found = dict.fromkeys(_notices(page), Voice("boilerplate", None, 0, "unsure"))
    page = Page(page.lines, page.voices | found)
    free = page.free
    slogans = _above_topic(page, free)
    found |= dict.fromkeys(slogans, Voice("boilerplate"))
    kickers = _kickers(page, free[len(slogans) :])
    free = free[len(slogans) + len(kickers) :]
    if len(page.lines) < 2 or not free or not _is_headline(page, free[0]):
        return found
    top = free[0]
    end = _end_of_head(page, top)
    basis: Ground = "unsure" if page.lines[top].closed else "inferred"
    found |= kickers | {top: _HEADLINE._replace(basis=basis)}
    bars = (n for n in range(top) if "|" in page.lines[n].text)
    menus = [n for n in bars if page.layer(n) == "caption"]
    found |= dict.fromkeys(menus, Voice("boilerplate"))
    inside = [n for n in free if top < n < end]
    found |= _said_twice(page.lines, top, end, inside)
    left = [n for n in inside if n not in found]
    return found | _below_headline(
        page, left, [n for n in _dated(page, top) if n < end]
    )


def _notices(page: Page) -> list[int]:
    """The sentences above the text that speak to its reader: on cookies, offers."""
    told = (n for n in page.free if page.lines[n].prose or ". " in page.lines[n].text)
    lead = takewhile(lambda n: page.lines[n].to_reader, told)
    beside = ("boilerplate", "caption")
    parted = (n for n in lead if not n or page.layer(n - 1) in beside)
    below = {n: page.lines[n + 1 : n + 2] for n in parted}
    return [
        n
        for n, lines in below.items()
        if not page.lines[n].closed or not any(line.prose for line in lines)
    ]


def _above_topic(page: Page, free: Sequence[int]) -> Sequence[int]:
    """The names, slogans and menus above a headline of which alone the text speaks.

    Labels or a menu part them from it.
    """
    text, head = _text_and_head(page, free)
    long = [n for n in head if not _is_short(page.lines[n])]
    stems = {stem for n in text for stem in _stems(page.lines[n])}
    titles = (n for n in long if _can_be_title(page.lines[n]))
    shares = {n: _share(page.lines[n], stems) for n in titles}
    first = next(iter(shares.values()), 0.0)
    for above, n in pairwise(shares):
        between = range(above + 1, n)
        dates = sum(_is_dated(page, k) for k in between)
        if dates > int(first < _TOPIC) or page.lines[n].listed("head"):
            break
        if _is_parted(page, between) and _TOPIC <= shares[n] >= first + _CLEARER:
            return head[: head.index(above) + 1]
    return []


def _text_and_head(page: Page, free: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first long paragraphs, and the free lines above them."""
    whole = (n for n in page.prose if page.lines[n].n_words >= _FEWEST_BODY)
    text = [n for n in whole if not _can_be_title(page.lines[n])][:_BODY]
    return text, [n for n in free if not text or n < text[0]]


def _is_dated(page: Page, n: int) -> bool:
    """Whether a line is known as metadata or ends in a date."""
    return page.layer(n) == "metadata" or page.lines[n].dated


def _is_parted(page: Page, between: Sequence[int]) -> bool:
    """Whether a menu or a label stands among some lines."""
    links = sum(page.layer(k) == "boilerplate" for k in between)
    return links >= _FEWEST_LINKS or any(_parts_menu(page, k) for k in between)


def _can_be_title(line: Line) -> bool:
    """Whether a line is no point of a list and ends as no statement does."""
    ends = line.prose and line.text.rstrip("\"')")[-1:] not in ("?", "!")
    return not ends and not line.bulleted


def _parts_menu(page: Page, n: int) -> bool:
    """Whether a line is a label or a row of links, not a button or a name."""
    line = page.lines[n]
    label = line.n_words == 1 or line.text.isupper()
    row = line.row is not None and "|" in line.text
    free = label and page.layer(n) != "boilerplate"
    return row or free or line.listed("top") is not None


def _stems(line: Line) -> set[str]:
    """The beginnings of the longer words of a line."""
    return {word[:_STEM] for word in line.words if len(word) >= _STEM}


def _share(line: Line, stems: set[str]) -> float:
    """How much of a line the text speaks of."""
    own = _stems(line)
    return len(own & stems) / len(own) if own else 0.0


def _said_twice(
    lines: Sequence[Line], top: int, end: int, inside: Sequence[int]
) -> _Voices:
    """The headline where it is said again, and the menu above that."""
    again = [n for n in range(top + 1, end) if _same_title(lines[top], lines[n])]
    menu = [n for n in inside if again and n < again[-1]]
    return dict.fromkeys(menu, Voice("boilerplate")) | dict.fromkeys(again, _HEADLINE)


def _below_headline(page: Page, left: Sequence[int], dated: Sequence[int]) -> _Voices:
    """Standfirst, bylines and captions between the headline and the text."""
    found: _Voices = {}
    heads = (n for n in left if page.lines[n].listed("head") or page.lines[n].dated)
    names = set(heads)
    signs = {*dated, *names}
    for n in left:
        if n in names:
            basis: Ground = "inferred" if {n - 1, n + 1} & signs else "unsure"
            found[n] = Voice("metadata", None, 0, basis)
        else:
            found[n] = _under_headline(page, n, left, signs)
    return found


def _under_headline(
    page: Page, n: int, inside: Sequence[int], signs: set[int]
) -> Voice:
    """What a line of the head is: a standfirst above the last byline, or a caption."""
    line = page.lines[n]
    if line.listed("cross") or _TIME.fullmatch(page.lines[n - 1].text):
        return _HEADLINE
    if line.bulleted:
        several = any(k in inside and page.lines[k].bulleted for k in (n - 1, n + 1))
        return Voice("standfirst" if several or line.closed else "boilerplate")
    if _is_button(page, n):
        return Voice("boilerplate", None, 0, "unsure")
    row = line.listed("top")
    if row and row["extent"] == "section":
        return voice_of(row)
    if not signs:
        return Voice("standfirst", None, 0, "unsure")
    if n < max(signs):
        post = {n - 1, n + 1} <= signs and line.n_words <= _LONGEST_POST
        return Voice("metadata" if post else "standfirst")
    return Voice(_behind_byline(page, n, inside, max(signs)), None, 0, "unsure")


def _behind_byline(page: Page, n: int, inside: Sequence[int], last_sign: int) -> Layer:
    """What a line between the last byline and the text is: a caption, where alone."""
    line = page.lines[n]
    if line.n_words <= _LONGEST_KICKER:
        return "metadata"
    below = (k for k in inside if k > last_sign)
    long = [k for k in below if page.lines[k].n_words > _LONGEST_KICKER]
    rows = (other.row for other in page.lines[n + 1 : n + 4])
    pictured = any(row and row["layer"] == "caption" for row in rows)
    return "standfirst" if len(long) > 1 or pictured else "caption"


def _is_button(page: Page, n: int) -> bool:
    """Whether a line is short as the buttons beside it are, or calls to something."""
    line = page.lines[n]
    if line.prose or line.n_words > _LONGEST_CALL or not line.text[:1].isalpha():
        return False
    beside = "boilerplate" in (page.layer(n - 1), page.layer(n + 1))
    parted = page.layer(n - 1) is not None
    below = beside or parted or page.lines[n - 1].listed("head") is not None
    calls = below and _CALL.match(line.text) is not None
    few = beside and parted and line.n_words <= _LONGEST_KICKER
    return calls or few or _is_small(line)


def _is_small(line: Line) -> bool:
    """Whether a line has a word or two and begins with a small letter."""
    return line.text[:1].islower() and line.n_words <= _LONGEST_KICKER


def _kickers(page: Page, free: Sequence[int]) -> _Voices:
    """The lines above the headline: sections, rubrics, places, links."""
    labels = _labels(page, free)
    known: list[int] = []
    for n, below in pairwise(free):
        if n not in labels and not _is_kicker(page.lines[n], page.lines[below]):
            break
        known.append(n)
    close = _close_kickers(page.lines, known, free[len(known) :])
    found: _Voices = {}
    for n in known:
        row = page.lines[n].listed("top")
        rubric = row is not None and row["extent"] != "section"
        layer: Layer = "metadata" if n in close else "boilerplate"
        found[n] = voice_of(row) if row and (rubric or n in close) else Voice(layer)
    return found


def _close_kickers(
    lines: Sequence[Line], known: Sequence[int], rest: Sequence[int]
) -> Sequence[int]:
    """Those of the short lines above the headline that are its kickers: the last.

    Two are, where a section stands first or they open the page; what a menu says again
    begins them; none are where furniture parts a menu from the headline.
    """
    if not known:
        return []
    parts = (k for k in range(len(known) - 1, 0, -1) if known[k - 1] != known[k] - 1)
    run = known[next(parts, 0) :]
    if len(run) < _FEWEST_LINKS:
        listed = lines[run[0]].listed("top") is not None
        shouts = all(lines[n].text.isupper() for n in run)
        return run if listed or shouts or not run[0] else run[-1:]
    if rest and rest[0] != run[-1] + 1:
        return []
    seen: set[str] = set()
    for k, n in enumerate(run):
        if lines[n].text in seen:
            return run[k:]
        seen.add(lines[n].text)
    return run[-1:]


def _labels(page: Page, free: Sequence[int]) -> Sequence[int]:
    """The short lines on top of a page whose headline is the longer line below them.

    They are such where they are many, where one is a single word or is said again in
    the headline, and where a third line stands between the headline and the byline.
    """
    lines = page.lines
    end = min(_dated(page, free[0] if free else 0), default=len(lines))
    lead = takewhile(lambda n: n < end and not lines[n].prose, free)
    short = [_is_short(lines[n]) for n in lead]
    ends = (_menu(short), len(list(takewhile(bool, short))))
    title = (k for k in ends if 0 < k < len(free) and _is_title(lines[free[k]]))
    labels = free[: next(title, 0)]
    rest = free[len(labels) : len(labels) + 2]
    if not labels:
        return []
    twice = any(_same_title(lines[n], lines[free[0]]) for n in free[1:])
    if twice and not _is_short(lines[free[0]]):
        return []
    return labels if _are_labels(page, labels, rest) else []


def _are_labels(page: Page, labels: Sequence[int], rest: Sequence[int]) -> bool:
    """Whether short lines are labels, by their number, words and the lines below."""
    if len(labels) >= _FEWEST_LINKS:
        return True
    if any(page.lines[n].n_words == 1 for n in labels):
        return True
    last = re.compile(rf"\b{re.escape(page.lines[labels[-1]].text)}\b")
    again = last.search(page.lines[rest[0]].text) is not None
    return again or any(_is_signed(page, n) for n in rest[1:])


def _is_title(line: Line) -> bool:
    """Whether the line below labels can be the headline: longer, and no sentence."""
    return not _is_short(line) and (not line.prose or line.text.endswith("?"))


def _is_short(line: Line) -> bool:
    """Whether a line can be a label: a few words, or a rubric."""
    return line.n_words <= _LONGEST_KICKER or line.listed("top") is not None


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
    """Whether a byline or date stands below a line, or buttons or a picture first."""
    below = n + 1
    while page.layer(below) in ("caption", "boilerplate"):
        below += 1
    line = page.lines[below : below + 1]
    return page.layer(below) == "metadata" or any(b.listed("head") for b in line)


def _is_kicker(line: Line, below: Line) -> bool:
    """Whether a line names the section above a headline."""
    shouts = line.text.isupper() and not below.text.isupper()
    short = line.display and line.n_words <= _LONGEST_KICKER
    return line.listed("top") is not None or (shouts and short)


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
    body = next((n for n in free if _opens_text(page.lines, n)), None)
    if body is None:
        return top + 1
    byline = min(_dated(page, top), default=0)
    if byline < body or page.lines[body].dateline:
        return body
    between = (page.lines[n] for n in free if body < n < byline)
    if any(line.prose for line in between):
        return body
    below = (n for n in free if n > byline and _opens_text(page.lines, n))
    return next(below, byline + 1)


def _opens_text(lines: Sequence[Line], n: int) -> bool:
    """Whether a line below the headline begins the text: no point, label or button."""
    line = lines[n]
    if line.bulleted:
        points = takewhile(lambda k: lines[k].bulleted, range(n, len(lines)))
        below = n + sum(1 for _ in points)
        near = lines[below : below + _NEAR_POINTS]
        return below - n > _MOST_POINTS or not any(other.prose for other in near)
    open_ = (_is_small(line) or line.text.endswith("-")) and not line.prose
    return not line.display and not open_


def _same_title(one: Line, other: Line) -> bool:
    """Whether two lines are one headline, with or without the name of the site."""
    titles = [{t, _SITE.sub("", t)} for t in (one.text.lower(), other.text.lower())]
    return bool(titles[0] & titles[1])
