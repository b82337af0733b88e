"""Quotation marks to quotes: where each begins and ends, and what it looks like.

    find_quotes(article, segments, sentences) -> tuple[QuotedSpan, ...]

A `QuotedSpan` has a place, a kind by its shape and a note on odd marks; the package
`attribution` makes a `Quote` of it, with its speaker.

`marks` says where a quote begins and ends.  Reader comments and boilerplate are left
out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from analysis.corpus.articles import Article, Layer, Segment
from analysis.corpus.markup import blank_markup
from analysis.lexicons import rows
from analysis.text.characters import Span, n_words, paragraphs
from analysis.text.excerpts import embedded_post
from analysis.text.quotation_marks import MarkedSpan, closing_mark, find_marked
from analysis.text.sentences import Sentence

Kind = Literal["direct", "mixed", "scare", "title"]

# Other people's words about the piece, and words that are no part of it.
LEFT_OUT: tuple[Layer, ...] = ("comment", "boilerplate")

_ENDS_SENTENCE = re.compile(r"[.!?…][)\]'’]*$")
# Only before a name of several words.
_ON_A_PROGRAM = re.compile(
    r"\b(?:on (?:[A-Z]\w+day['’]s )?|told |[Ss]peaking (?:to|with) )$"
)
_MARKS = "\"“”„‟«»″'‘’`"
_IN_A_LIST = re.compile(rf"[{_MARKS}]+,? ?(?:and |or |& )?[{_MARKS}]+")
_MINOR_WORDS = frozenset(
    "a an and as at but by for from in into of on or the to with".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """A stretch of text between quotation marks, the marks outside `start` and `end`.

    `pieces` is `((start, end),)` unless an inserted block cuts the quote; then
    `start` and `end` run across the insert.  `segment` and `sentence` are the
    numbers of those it starts in.  `kind` is what it looks like, `note` what is odd
    about its marks.
    """

    start: int
    end: int
    pieces: tuple[Span, ...]
    segment: int
    sentence: int | None
    kind: Kind
    note: str | None


def find_quotes(
    article: Article, segments: Sequence[Segment], sentences: Sequence[Sentence]
) -> tuple[QuotedSpan, ...]:
    r"""The quotes of an article outside comments and boilerplate, in text order.

    >>> from analysis.text.segmentation import find_segments
    >>> from analysis.text.sentences import find_sentences
    >>> article = Article("a", "He’s 6'2\" tall. “It’s a ‘tall’ order,\" she said.")
    >>> segments = find_segments(article)
    >>> for quote in find_quotes(article, segments, find_sentences(article, segments)):
    ...     print(article.text[quote.start : quote.end], "|", quote.note)
    It’s a ‘tall’ order, | opened by “ closed by "
    """
    text = article.text
    plain = blank_markup(text)
    starts = [sentence.start for sentence in sentences]
    quotes: list[QuotedSpan] = []
    done = 0  # a quote that runs across an insert has used up what follows
    for number, segment in enumerate(segments):
        if segment.layer in LEFT_OUT:
            continue
        post = segment.layer == "excerpt" and embedded_post(
            text, segment.start, segment.end
        )
        if post:  # the words of a post stand without marks
            for a, b in post[0]:
                at = bisect_right(starts, a) - 1
                place = (a, b, ((a, b),), number, at if at >= 0 else None)
                quotes.append(QuotedSpan(*place, "direct", "embedded post, no marks"))
            continue
        lines = paragraphs(text, segment.start, segment.end)
        for n, (a, b) in enumerate(lines):
            following = lines[n + 1][0] if n + 1 < len(lines) else None
            for marked in find_marked(plain, max(a, done), b, following):
                at = bisect_right(starts, marked.start) - 1
                sentence = at if at >= 0 else None
                pieces = _pieces(plain, marked, sentences[at] if at >= 0 else None)
                start, end = marked.start, pieces[-1][1]
                kind, note = kind_by_shape(text, start, end), marked.note
                if len(pieces) > 1:
                    done, note = end + 1, None
                quotes.append(
                    QuotedSpan(start, end, pieces, number, sentence, kind, note)
                )
    return _same_names(text, quotes)


def kind_by_shape(text: str, start: int, end: int) -> Kind:
    """What a quote looks like, before it is known whether anyone is cited.

    A capital on every word and a word such as “film” or a channel's name beside it
    make it a `title`; a capital and a sentence's end, or length, `direct`; two words
    or fewer, `scare`.

    >>> text = "She saw the film “A Bridge at Dawn,” he said."
    >>> kind_by_shape(text, 18, 33)
    'title'
    """
    inside = text[start:end]
    words = inside.split()
    if not words:
        return "scare"
    if _looks_titled(inside) and _beside_a_work(text, start, end):
        return "title"
    capital = next((c for c in inside if c.isalnum()), "")
    begins = capital.isupper() or capital.isdigit()
    ends = bool(_ENDS_SENTENCE.search(inside)) or words[-1].endswith(",")
    if begins and (ends or len(words) >= 6):
        return "direct"
    return "mixed" if n_words(inside) > 2 else "scare"


def _looks_titled(inside: str) -> bool:
    """Whether each word has a capital, small ones such as “of” apart."""
    major = [word for word in inside.split() if word.lower() not in _MINOR_WORDS]
    capitals = [word[:1].isupper() or not word[:1].isalpha() for word in major]
    return bool(major) and all(capitals) and not inside.endswith(("!", "?", "…"))


def _beside_a_work(text: str, start: int, end: int) -> bool:
    """Whether the words before or after speak of a work, a stage or a channel."""
    before_work, after_work = _beside_works()
    before = text[max(0, start - 60) : start].rstrip(_MARKS)
    after = text[end : end + 60].lstrip(_MARKS)
    several = " " in text[start:end]
    return bool(
        before_work.search(before)
        or (several and _ON_A_PROGRAM.search(before))
        or after_work.match(("," if text[end - 1] == "," else "") + after)
    )


@cache
def _beside_works() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the name of a work, and what behind it, by `works.csv`."""
    listed: dict[str, list[str]] = {}
    for row in rows("works"):
        listed.setdefault(row["class"], []).extend(row["words"].split("|"))
    plurals = (re.sub(r"(?<![aeiou])y$", "ie", word) + "s" for word in listed["work"])
    listed["work"] += [*plurals]
    of = {
        name: f"(?:{'|'.join(map(re.escape, words))})" for name, words in listed.items()
    }
    before = (
        rf"\b(?:{of['work']}"
        r"(?:,? (?:(?:en|sub)?titled|headlined|called|named|dubbed))?|"
        r"(?:en|sub)?titled|headlined|headline|season \w+ of|"
        rf"{of['manner']} (?:of|to)|[Rr]oles? (?:\w+ )?in|"
        rf"(?:co-?)?{of['maker']} (?:of|in|on|for|to|from|with)(?: the)?|"
        rf"(?:[A-Z]{{2,}}|{of['channel']}|{of['channel_before']})(?:['’]s?)?),? ?$"
    )
    after = (
        rf",? (?:(?:{of['kind']} )?{of['work']}\b|(?:co-?)?{of['made']}\b|"
        rf"(?:an?|the|his|her|its) (?:[\w’'-]+ ){{0,3}}{of['work']}\b|"
        rf"on (?:[A-Z]{{2,}}|{of['channel']}|{of['channel_after']})\b)"
    )
    return re.compile(before), re.compile(after)


def _same_names(text: str, quotes: Sequence[QuotedSpan]) -> tuple[QuotedSpan, ...]:
    """The quotes, with what is once a title a title wherever it stands.

    What a title is joined to by “and” or the like in a list is one too.
    """
    names = {_name(text, quote) for quote in quotes if quote.kind == "title"}
    if not names:
        return tuple(quotes)
    found: list[QuotedSpan] = []
    for quote in quotes:
        listed = (
            found
            and found[-1].kind == "title"
            and _IN_A_LIST.fullmatch(text, found[-1].end, quote.start)
        )
        if quote.kind != "title" and (
            _name(text, quote) in names
            or (listed and _looks_titled(text[quote.start : quote.end]))
        ):
            quote = replace(quote, kind="title")
        found.append(quote)
    return tuple(found)


def _name(text: str, quote: QuotedSpan) -> str:
    return text[quote.start : quote.end].rstrip(".,")


def _pieces(
    text: str, marked: MarkedSpan, sentence: Sentence | None
) -> tuple[Span, ...]:
    """The pieces of a quote: two where its sentence goes on behind an insert."""
    whole = ((marked.start, marked.end),)
    if sentence is None or len(sentence.pieces) < 2 or marked.note is None:
        return whole
    (_, cut), (again, stop) = sentence.pieces[0], sentence.pieces[1]
    closed = closing_mark(text, again, stop)
    if marked.end < cut or closed is None or marked.start > cut:
        return whole
    return (*whole, (again, closed))
