"""What is seen of a line and of its place on the page, as names of features.

line_features(lines, set_out) -> list[list[str]]

Each name is a row of `lexicons/line_weights.csv`, with what it weighs for each kind of
line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from analysis.lexicons import words_of
from analysis.text.comments import Opening, find_openings
from analysis.text.lines import PLACES, Line, part

_FEWEST_WHOLE = 12  # words of a paragraph that is the text's beyond doubt
_LONGEST_SHORT = 10  # words of a line that can be a link or a label
_FEWEST_TOPIC = 4  # words of a line that can be about what the text is about
_LONGEST_READ = 45  # words of a line that is looked at closely
_FEWEST_COUNTED = 8  # words of a line whose function words are counted
_NEAR_OPENING = 9  # lines below one that opens a comment
_NEAR = 5  # lines below the first paragraph among which others follow
_BODY = 8  # paragraphs that say what a text is about
_SAID_AGAIN = 0.7  # of the longer words of a standfirst stand in the next line
_STEM = 4  # letters in which two words are compared
_MOST = 0.3  # of the words of a line
_SHORT_DATED = 12  # words
_WORDS = (0, 1, 3, 6, 10, 16, 25, 45)
_TOPIC = (("most", 0.5), ("some", 0.25), ("no", 0.0))
_FUNCTION = (("many", 0.35), ("some", 0.2), ("few", 0.0))
_STEPS = (1, 2, 3, 6)  # lines from where the text begins or ends
_RUN = (1, 2, 4)  # short lines in a row
_FEW_KNOWN = 3  # lines that the list knows, on a page with little around the text
_TOLD = ("stamp", "comments", "action", "block", "form", "credit", "advert")
_MATTERS = ("share", "join", "more", "site", "comment", "work", "picture")
_PERSONS = ("said", "finite", "third", "first", "second")
_NAME = re.compile(
    r"[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|de|da|al|el|bin|van|von|of)){1,3}"
)
# What a match begins with comes first, here and below, to be fast.
_LINK = re.compile(
    r"(?=[hw@.])(?:https?:|www\.|@\w|(?<=\w)\.(?:com|org|net|co|example)\b)"
)
_Features = Iterator[str]


class _Layout(NamedTuple):
    """Where the text of a page begins and ends, and what its lines have to do with it.

    `last` is the last paragraph of the text, `thread` the line where comments open and
    `answered` the last that shows one; both are the number of lines where none does.
    """

    lines: Sequence[Line]
    whole: Sequence[bool]
    begin: int
    last: int
    thread: int
    answered: int
    shares: Sequence[float]
    best: int
    openings: Mapping[int, Opening]
    times: Mapping[str, int]
    kept: str

    def zone(self, n: int) -> str:
        """Whether a line stands above, in or below the text."""
        return "head" if n < self.begin else "text" if n <= self.last else "foot"


def line_features(
    lines: Sequence[Line], set_out: Collection[int] = ()
) -> list[list[str]]:
    """The names of what is seen of each line.

    `set_out` holds the numbers of the lines that are quoted from elsewhere or repeat
    the text.
    """
    page = _read_layout(lines)
    found = []
    for n, line in enumerate(lines):
        zone = page.zone(n)
        names = ["any", "set_out"] if n in set_out else ["any"]
        for of_line in (_size, _shape, _wording, _known):
            names += of_line(line, zone)
        for of_place in (_place, _comments, _topic, _beside):
            names += of_place(page, n)
        found.append(names)
    return found


def _read_layout(lines: Sequence[Line]) -> _Layout:
    end = len(lines)
    whole = [_is_whole(line) for line in lines]
    starts = [n for n in range(end) if whole[n]]
    begin = _begin(lines, starts)
    openings = find_openings(lines, 1)
    thread, answered = _comments_at(lines, begin, openings)
    below = range(begin + 1, end)
    heading = next((n for n in below if _is_row(lines[n], "comments")), end)
    last = max((n for n in starts if begin <= n < heading), default=begin)
    topic = _stems(lines[n] for n in starts if begin <= n <= last)
    shares = [_share(line, topic) for line in lines]
    return _Layout(
        lines,
        whole,
        begin,
        last,
        thread,
        answered,
        shares,
        _best(lines[:begin], shares),
        openings,
        Counter(line.text.lower() for line in lines),
        _kept(lines),
    )


def _begin(lines: Sequence[Line], starts: Sequence[int]) -> int:
    """The first paragraph of the text: one below which others follow, or the first."""
    first = next(iter(starts), len(lines))
    return next((n for n in starts if _goes_on(lines, n, starts)), first)


def _comments_at(
    lines: Sequence[Line], begin: int, openings: Mapping[int, Opening]
) -> tuple[int, int]:
    """Where comments open below the first paragraph, and the last line showing one.

    They open at a line that does by itself, or at the first of several that may.
    """
    below = {n: opening.form for n, opening in openings.items() if n > begin}
    strong = [n for n, form in below.items() if form == "strong"]
    several = list(below)[:1] if len(below) > 1 else []
    acts = (n for n in range(begin + 1, len(lines)) if _is_row(lines[n], "action"))
    opened = min([*strong, *several], default=len(lines))
    return opened, max([*below, *acts], default=len(lines))


def _best(head: Sequence[Line], shares: Sequence[float]) -> int:
    """The line above the text that the text speaks of most; -1 without one."""
    long = (n for n, line in enumerate(head) if line.n_words >= _FEWEST_TOPIC)
    free = (n for n in long if not head[n].row)
    return max(free, key=lambda n: (shares[n], -n), default=-1)


def _is_whole(line: Line) -> bool:
    """Whether a line is a paragraph of some length that no site says."""
    long = line.prose and line.n_words >= _FEWEST_WHOLE
    return long and not line.row and not line.to_reader


def _goes_on(lines: Sequence[Line], n: int, starts: Sequence[int]) -> bool:
    """Whether other paragraphs follow close below a line, if there are any."""
    below = sum(line.prose and not line.row for line in lines[n + 1 : n + 1 + _NEAR])
    return below >= min(2, len(starts) - 1)


def _is_row(line: Line, extent: str) -> bool:
    return line.row is not None and line.row["extent"] == extent


def _stems(lines: Iterable[Line]) -> set[str]:
    """The beginnings of the longer words of the first lines."""
    body = (line for line, _ in zip(lines, range(_BODY), strict=False))
    return {word[:_STEM] for line in body for word in line.words if len(word) >= _STEM}


def _share(line: Line, topic: Collection[str]) -> float:
    """How much of a line the text speaks of."""
    own = {word[:_STEM] for word in line.words if len(word) >= _STEM}
    return len(own.intersection(topic)) / len(own) if own else 0.0


def _kept(lines: Sequence[Line]) -> str:
    """How much of what stands around a text was copied with it."""
    known = sum(line.row is not None for line in lines)
    return "bare" if not known else "plain" if known <= _FEW_KNOWN else "full"


def _band(value: float, bands: Sequence[tuple[str, float]]) -> str:
    return next(name for name, least in bands if value >= least)


def _step(n: int, steps: Sequence[int]) -> str:
    return next((str(step) for step in steps if n <= step), "more")


# --- the line by itself ---------------------------------------------------------------


def _size(line: Line, zone: str) -> _Features:
    step = _step(line.n_words, _WORDS)
    yield from (f"words_{step}", f"{zone}_words_{step}")
    if line.closed:
        yield f"{zone}_closed"


_SHAPES: tuple[tuple[str, Callable[[Line], object]], ...] = (
    ("closed", attrgetter("closed")),
    ("prose", attrgetter("prose")),
    ("quoted", attrgetter("quoted")),
    ("bulleted", attrgetter("bulleted")),
    ("to_reader", attrgetter("to_reader")),
)
_LAST = {
    **{":": "colon", ",": "open", ";": "open", "-": "open"},
    **{"?": "asking", "!": "shouting", "…": "dots"},
}
_FIRST = {"(": "bracket", "[": "bracket", "#": "hash"}
_CLOSER: tuple[tuple[str, Callable[[Line], object]], ...] = (
    ("dateline", attrgetter("dateline")),
    ("dated", attrgetter("dated")),
)
_WRITTEN: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("capitals", str.isupper),
    ("digit", re.compile(r"\d").search),
    ("link", _LINK.search),
    ("bar", re.compile(r"[|·•»›>/←→]|^- ").search),
    ("labelled", re.compile(r"[^:]{2,25}: \S").match),
)


def _shape(line: Line, zone: str) -> _Features:
    yield from (name for name, test in _SHAPES if test(line))
    yield from _ends(line.text)
    if '"' in line.text and not line.quoted:
        yield "quotes"
    if "©" in line.text:
        yield "right"
    if line.n_words <= _LONGEST_READ:
        yield from _closer(line, zone)


def _ends(text: str) -> _Features:
    """What a line begins and ends with."""
    first, last = text[:1], text[-1:]
    if first in _FIRST:
        yield f"begins_{_FIRST[first]}"
    elif first.islower():
        yield "begins_small"
    elif first.isdigit():
        yield "begins_number"
    if last in _LAST:
        yield f"ends_{_LAST[last]}"
    elif text.endswith("..."):
        yield "ends_dots"
    if text.rstrip(".").endswith(")"):
        yield "ends_bracket"


def _closer(line: Line, zone: str) -> _Features:
    """What is seen of a line that is not too long to be anything but a paragraph."""
    yield from (name for name, test in _CLOSER if test(line))
    yield from (name for name, test in _WRITTEN if test(line.text))
    if line.titled:
        yield "titled"
    elif line.titled_all:
        yield "titled_all"
    if _NAME.fullmatch(line.text):
        yield from ("name", f"{zone}_name")
    if _date().search(line.text):
        yield "date_short" if line.n_words <= _SHORT_DATED else "date_long"


@cache
def _date() -> re.Pattern[str]:
    month = part("month")
    return re.compile(
        r"(?=\d|\b[adfjmnosADFJMNOS])"
        rf"(?i:{month}\b.{{0,4}}\d|\d{{1,2}}(?:st|nd|rd|th)? {month}\b"
        r"|\b\d{1,2}[:.]\d{2} ?(?:[ap]\.?m)?\b|\b\d{1,2}/\d{1,2}/\d{2,4}|ago\b"
        r"|\b\d{4}-\d\d-\d\d)"
    )


def _wording(line: Line, zone: str) -> _Features:
    words = line.words
    if words and words[0] in words_of("words", "page_imperative"):
        yield from ("calls", f"{zone}_calls")
    kinds = _kinds_of_word()
    found = Counter(
        chain.from_iterable([kinds[word] for word in words if word in kinds])
    )
    n_function = found.pop("function", 0)
    for kind, n in found.items():
        yield f"has_{kind}"
        if kind in _MATTERS:
            if n >= _MOST * len(words):
                yield f"mostly_{kind}"
            if n > 1:
                yield f"twice_{kind}"
    if len(words) >= _FEWEST_COUNTED:
        yield f"function_{_band(n_function / len(words), _FUNCTION)}"


@cache
def _kinds_of_word() -> dict[str, list[str]]:
    """The kinds of each word that is listed for pages."""
    found: dict[str, list[str]] = {}
    for kind in (*_MATTERS, *_PERSONS, "function"):
        for word in words_of("words", f"page_{kind}"):
            found.setdefault(word, []).append(kind)
    return found


def _known(line: Line, zone: str) -> _Features:
    row = line.row
    if row is None:
        yield "no_row"
    else:
        layer, extent = row["layer"], row["extent"]
        yield from (f"row_{layer}", f"{zone}_row_{layer}", f"extent_{extent}")
    if line.n_words > _LONGEST_READ:
        return
    for place in PLACES:
        if place in line.places:
            yield from (f"as_{place}", f"{zone}_as_{place}")


# --- its place and its neighbours -----------------------------------------------------


def _place(page: _Layout, n: int) -> _Features:
    zone = page.zone(n)
    yield from (f"in_{zone}", f"{zone}_page_{page.kept}")
    if n == 0:
        yield "first"
    if n == len(page.lines) - 1:
        yield "last"
    if page.begin == len(page.lines):
        yield "no_text"
    elif zone == "head":
        yield f"above_text_{_step(page.begin - n, _STEPS)}"
    if zone == "foot":
        yield f"below_text_{_step(n - page.last, _STEPS)}"
    # A long line that comes twice is no link such as stands under every comment.
    short = page.lines[n].n_words <= _LONGEST_SHORT
    if short and page.times[page.lines[n].text.lower()] > 1:
        yield "again"
    if n and page.lines[n].apart:
        yield "apart"
    run = _run(page.lines, n)
    if run:
        yield from (f"run_{_step(run, _RUN)}", f"{zone}_run_{_step(run, _RUN)}")


def _comments(page: _Layout, n: int) -> _Features:
    """Whether a line stands among comments, and how far below the opening of one."""
    if n >= page.thread:
        yield "in_thread" if n <= page.answered + 1 else "behind_thread"
    if n in page.openings:
        yield f"opens_{page.openings[n].form}"
    near = (k for k in range(1, _NEAR_OPENING) if n - k > page.begin)
    if opened := next((k for k in near if n - k in page.openings), 0):
        yield f"under_opening_{_step(opened, _STEPS)}"


def _is_short(line: Line) -> bool:
    return line.n_words <= _LONGEST_SHORT and not line.closed


def _run(lines: Sequence[Line], n: int) -> int:
    """How many short lines stand in a row around a line, up to six on each side."""
    if not _is_short(lines[n]):
        return 0
    length = 1
    for side in (lines[n + 1 : n + 7], lines[max(0, n - 6) : n][::-1]):
        for line in side:
            if not _is_short(line):
                break
            length += 1
    return length


def _topic(page: _Layout, n: int) -> _Features:
    line = page.lines[n]
    if n == page.best:
        yield "best_topic"
    below = page.lines[n + 1 : n + 2]
    if n == page.begin and below and _share(line, _stems(below)) >= _SAID_AGAIN:
        yield "said_again"
    if line.n_words >= _FEWEST_TOPIC and not line.row:
        yield f"{page.zone(n)}_topic_{_band(page.shares[n], _TOPIC)}"


def _beside(page: _Layout, n: int) -> _Features:
    for side, k in (("above", n - 1), ("below", n + 1)):
        if not 0 <= k < len(page.lines):
            yield f"{side}_nothing"
            continue
        line = page.lines[k]
        if line.row:
            yield f"{side}_row_{line.row['layer']}"
            if line.row["extent"] in _TOLD:
                yield f"{side}_extent_{line.row['extent']}"
        elif page.whole[k]:
            yield f"{side}_whole"
        else:
            shape = "prose" if line.prose else "short" if _is_short(line) else "other"
            yield f"{side}_{shape}"
        if k in page.openings:
            yield f"{side}_opens_{page.openings[k].form}"
        if "head" in line.places:
            yield f"{side}_as_head"
        if line.text.endswith(":"):
            yield f"{side}_colon"
