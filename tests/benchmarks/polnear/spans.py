"""What is scored on a marked article: its words, its quoted spans and their labels.

    quoted_spans(text)            the text between double marks, line by line
    reference_quotes(article, …)  what people marked of each

All overlaps count words, and a word here is a run of letters, digits and underscores,
so that “aren't” is two.  The finder of quotes in `analysis.quotes` pairs marks by
other rules: this pairing is the yardstick and must not move with the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.polnear.corpus import MarkedArticle
from benchmarks.polnear.words import WORD, Words, trimmed

from analysis.text.characters import Span

Label = Literal["attributed", "unattributed", "ambiguous"]
Place = Literal[
    "same_line_before",
    "same_line_after",
    "earlier_line",
    "later_line",
    "inside_or_around",
]

_MARK = re.compile(r"[“”„‟\"]|''|``")
_BEFORE_OPENING = frozenset("([{—–-‘'/\"")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-")
_LONG_ENOUGH = 5  # words that make a quote of a mark that is never closed


# --- quoted spans ------------------------------------------------------------


def quoted_spans(text: str) -> list[Span]:
    r"""The text between each pair of double marks, never across a line end.

    A curly mark shows its side; a straight one (" '' ``) opens or closes by what
    stands beside it, and does what is possible where that does not tell.  An opening
    mark inside an open span is nested if the next two marks close, else it begins
    anew, and the span before is kept if it began the line.  A span open at the line's
    end is kept if the line begins with it or it has five words.  Marks of HTML
    attributes are left out.

    >>> text = "“A,” he said, “b.\n''C d'' and 6\" e"
    >>> [text[a:b] for a, b in quoted_spans(text)]
    ['A,', 'C d']
    """
    spans = (
        (line.start() + start, line.start() + end)
        for line in re.finditer(r"[^\n]+", text)
        for start, end in _in_line(line[0])
    )
    return [span for span in spans if WORD.search(text, *span)]


def _in_line(line: str) -> Iterator[Span]:
    marks = _marks(line)
    opened: Span | None = None
    depth = 0
    for n, (start, end, side) in enumerate(marks):
        if opened is None:
            if side != "closes":
                opened, depth = (start, end), 1
        elif side != "opens":
            depth -= 1
            if depth == 0:
                yield opened[1], start
                opened = None
        elif [s for *_, s in marks[n + 1 : n + 3]] == ["closes", "closes"]:
            depth += 1
        else:
            if opened[0] == 0:
                yield opened[1], start
            opened, depth = (start, end), 1
    if opened is not None:
        first = not line[: opened[0]].strip()
        if first or len(WORD.findall(line, opened[1])) >= _LONG_ENOUGH:
            yield opened[1], len(line)


def _marks(line: str) -> list[tuple[int, int, str]]:
    """The double marks of a line with their side: `opens`, `closes` or `either`."""
    marks = []
    attribute = False  # whether the next mark closes an HTML attribute
    for start, end in (mark.span() for mark in _MARK.finditer(line)):
        if attribute or line[start - 1 : start] == "=":
            attribute = line[start - 1 : start] == "="
        else:
            marks.append((start, end, _side(line, start, end)))
    return marks


def _side(line: str, start: int, end: int) -> str:
    if line[start] in "“„":
        return "opens"
    if line[start] == "”":
        return "closes"
    before, after = line[start - 1 : start] or " ", line[end : end + 1] or " "
    left = before.isspace() or before in _BEFORE_OPENING
    right = after.isspace() or after in _AFTER_CLOSING
    return "either" if left == right else "opens" if left else "closes"


# --- labels ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReferenceQuote:
    """A quoted span and what the people's marks make of it.

    It is `attributed` where half its words or more lie in the content of an
    attribution.  It is `ambiguous`, and not scored, where a fifth do, or half lie in
    a cue, a source or a remark; and else `unattributed`: a scare quote or a title.
    Of an attributed one, `kind` is direct where nine tenths of the words of its
    attribution stand between marks, `source` the source of the attribution that has
    most of its words, `place` where that source stands.
    """

    start: int
    end: int
    words: frozenset[int]
    label: Label
    kind: Literal["direct", "mixed"] | None = None
    source: tuple[Span, ...] = ()
    place: Place | None = None


def reference_quotes(
    article: MarkedArticle, words: Words
) -> tuple[ReferenceQuote, ...]:
    """The quoted spans of a marked article with their labels, in text order."""
    spans = quoted_spans(article.text)
    quoted = words.inside(spans)
    claims = article.attributions
    contents = [words.inside(claim.content) for claim in claims]
    content = frozenset().union(*contents)
    other = words.inside(
        [p for claim in claims for p in (*claim.cue, *claim.source)]
        + [*article.remarks]
    )
    quotes = []
    for span in spans:
        inside = words.inside([span])
        start, end = trimmed(article.text, *span)
        label = _label(len(inside), len(inside & content), len(inside & other))
        if label != "attributed":
            quotes.append(ReferenceQuote(start, end, inside, label))
            continue
        most = max(range(len(contents)), key=lambda n: len(contents[n] & inside))
        between = len(contents[most] & quoted)
        kind = "direct" if 10 * between >= 9 * len(contents[most]) else "mixed"
        source = claims[most].source
        place = _place(article.text, start, end, source)
        quotes.append(ReferenceQuote(start, end, inside, label, kind, source, place))
    return tuple(quotes)


def _label(n_words: int, in_content: int, in_other: int) -> Label:
    if 2 * in_content >= n_words:
        return "attributed"
    if 5 * in_content >= n_words or 2 * in_other >= n_words:
        return "ambiguous"
    return "unattributed"


def _place(text: str, start: int, end: int, source: Sequence[Span]) -> Place | None:
    """Where a source stands from a quoted span; None without a source."""
    if not source:
        return None
    first, last = source[0][0], source[-1][1]
    if last <= start:
        return "earlier_line" if "\n" in text[last:start] else "same_line_before"
    if first >= end:
        return "later_line" if "\n" in text[end:first] else "same_line_after"
    return "inside_or_around"
