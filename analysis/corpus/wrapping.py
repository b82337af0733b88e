"""Lines broken at a fixed width, read as the paragraphs they were broken from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lemminflect import getAllLemmas

from analysis.corpus.articles import Article
from analysis.corpus.edits import Edit, edited

_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_MARGIN = re.compile(r"[ \t]*(?:>[ \t]?)*")
_ITEM = re.compile(r"(?:[-*•–—·]|\d{1,3}[.)]|[A-Za-z][.)])\s")
# Lines of a mail that nobody wrapped: its head, and its foot down to a blank line.
_HEADER = re.compile(
    r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Newsgroups|Organi[sz]ation|Reply-To|"
    r"Message-ID|In-Reply-To|References|Sender|(?:List|X)-[A-Z][\w-]*): "
)
_FOOT = "--"
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]*]*$")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})-$")
_CONTINUED = re.compile(r"[a-z]{2,}")

_WIDTHS = range(34, 111)  # characters of the longest line
_FEWEST = 2  # breaks; fewer show no width
_FEW = 3  # of fewer, each must show it
_MOST_LONGER = 0.1  # of the lines: an address does not break
_VERSE = 60  # characters; prose whose breaks nearly all run on may be of uneven width
_SLACK = 1  # characters that a line may stay short of its width
_SHARE_FULL, _SHARE_INSIDE, _SHARE_SMALL = 0.8, 0.55, 0.3


class _Line(NamedTuple):
    start: int
    end: int
    margin: int  # where its words begin


class _Break(NamedTuple):
    """A break between two lines that no blank line parts."""

    line: str
    before: _Line
    after: _Line
    word: int  # length of the first word of the next line


def unwrapped(article: Article) -> Article:
    r"""The article with the breaks inside its paragraphs read as spaces.

    Lines are wrapped if nearly each is so full that the next word had no room in it,
    and most break inside a sentence, or if they are long and nearly all run on in a
    small letter: verse, lists and tables do neither.  A word that a
    hyphen breaks is one word, unless its halves are words and the whole is none.

    >>> lines = ("The mayor of the town said in the even-\n"
    ...     "ing that nobody would have to leave the\n"
    ...     "long street by the river this year, nor\nthe next.")
    >>> unwrapped(Article("a", lines)).text[:59]
    'The mayor of the town said in the evening that nobody would'
    """
    text = article.text
    lines = text.count("\n") + text.count("\r") + 1
    if lines <= _FEWEST or len(text) > lines * _WIDTHS.stop:  # too few or too long
        return article
    breaks = list(_breaks(text))
    width = _width(text, breaks)
    if width is None:
        return article
    edits = [_join(text, b) for b in breaks if _inside(text, b, width)]
    return edited(
        article, edits, f"lines broken at {width} characters; they are joined", " "
    )


def _breaks(text: str) -> Iterator[_Break]:
    before: _Line | None = None
    at, foot = 0, False
    while at <= len(text):
        found = _BREAK.search(text, at)
        end = found.start() if found else len(text)
        margin = _MARGIN.match(text, at, end)
        line = _Line(at, end, margin.end() if margin else at)
        words = text[line.margin : end].strip()
        foot = words == _FOOT or (foot and bool(words))
        alone = not words or foot or _HEADER.match(words)
        if before and not alone:
            word = len(words.split(maxsplit=1)[0])
            yield _Break(text[before.margin : before.end], before, line, word)
        before = None if alone else line
        at = found.end() if found else len(text) + 1


def _width(text: str, breaks: list[_Break]) -> int | None:
    """The width at which a text is wrapped; None if it is not."""
    lengths = sorted(b.before.end - b.before.start for b in breaks)
    if len(lengths) < _FEWEST:
        return None
    width = lengths[-1 - int(_MOST_LONGER * len(lengths))]
    if width not in _WIDTHS:
        return None
    full = [b for b in breaks if _is_full(b, width)]
    open_, inside = _open(breaks), _open(full)
    small = _small(text, inside)
    enough = all(
        (
            len(full) >= _FEWEST,
            len(inside) >= _SHARE_FULL * len(open_),
            len(inside) >= _SHARE_INSIDE * len(full),
            len(small) >= _SHARE_SMALL * len(full),
        )
    )
    running = _small(text, open_)
    uneven = width > _VERSE and len(running) >= max(_FEW, _SHARE_FULL * len(breaks))
    return width if enough or uneven else None


def _open(breaks: list[_Break]) -> list[_Break]:
    """Those of some breaks that no end of a sentence precedes."""
    return [b for b in breaks if not _SENTENCE_END.search(b.line)]


def _small(text: str, breaks: list[_Break]) -> list[_Break]:
    """Those of some breaks that a small letter follows."""
    return [b for b in breaks if text[b.after.margin].islower()]


def _is_full(b: _Break, width: int) -> bool:
    length = b.before.end - b.before.start
    return length + 1 + b.word > width - _SLACK or bool(_HYPHENATED.search(b.line))


def _inside(text: str, b: _Break, width: int) -> bool:
    """Whether a break of a wrapped text stands inside a paragraph."""
    margins = [text[line.start : line.margin] for line in (b.before, b.after)]
    if margins[0].count(">") != margins[1].count(">"):
        return False
    words = text[b.after.margin : b.after.end]
    if _ITEM.match(words):
        return False
    ends = bool(_SENTENCE_END.search(b.line))
    if len(margins[1]) > len(margins[0]) and ends:  # an indent begins a paragraph
        return False
    return _is_full(b, width) or (not ends and words[0].islower())


def _join(text: str, b: _Break) -> Edit:
    """A break as a space; one inside a word as nothing, with its hyphen or without."""
    start, end = b.before.end, b.after.margin
    head, tail = _HYPHENATED.search(b.line), _CONTINUED.match(text, end)
    if head is None or tail is None:
        return start, end, "" if re.search(r"\w-$|—$", b.line) else " "
    first, second = head[1].lower(), tail[0]
    if _is_word(first) and _is_word(second) and not _is_word(first + second):
        return start, end, ""
    return start - 1, end, ""


def _is_word(word: str) -> bool:
    return bool(getAllLemmas(word))
