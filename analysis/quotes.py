"""Quotation marks to quotes: where each begins and ends, and what it looks like.

    find_quotes(article, segments, sentences) -> tuple[Quote, ...]

A `Quote` leaves the finder with its place, its kind by shape and a note on odd
marks; its speaker fields are empty until `attributions.settle_quotes` fills them.

`marks` says where a quote begins and ends.  Reader comments and boilerplate are left
out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.corpus import Article, Layer, Segment
from analysis.marks import Marked, closing_mark, find_marked, without_tags
from analysis.text import Span, n_words, paragraphs
from analysis.voices import Sentence

Kind = Literal["direct", "mixed", "scare", "title"]

# Other people's words about the piece, and words that are no part of it.
LEFT_OUT: tuple[Layer, ...] = ("comment", "boilerplate")

_ENDS_SENTENCE = re.compile(r"[.!?…][)\]'’]*$")
_NAME_OF_A_WORK = re.compile(
    r"\b(?:album|article|blog|book|column|documentary|editorial|episode|essay|film|"
    r"headlined|memoir|movie|novel|play|poem|series|show|song|sitcom|"
    r"(?:en)?titled|called)(?: \w+)?,? ?$"
)
_MINOR_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    ]
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted span, its marks outside `start` and `end`.

    `pieces` is `((start, end),)` unless an inserted block cuts the quote; then
    `start` and `end` run across the insert.  `segment` and `sentence` are the
    numbers of those it starts in.  `note` records odd marks.  The fields from
    `speaker` on are filled by `settle_quotes`: `continues` is the number of the
    earlier quote that this one goes on from, `rule` the rule that decided.
    """

    start: int
    end: int
    pieces: tuple[Span, ...]
    segment: int
    sentence: int | None
    kind: Kind
    note: str | None = None
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_type: str | None = None
    anonymous: bool = False
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    continues: int | None = None
    rule: str | None = None


def find_quotes(
    article: Article, segments: Sequence[Segment], sentences: Sequence[Sentence]
) -> tuple[Quote, ...]:
    r"""The quotes of an article outside comments and boilerplate, in text order.

    >>> from analysis.voices import find_segments, find_sentences
    >>> article = Article("a", "He’s 6'2\" tall. “It’s a ‘tall’ order,\" she said.")
    >>> segments = find_segments(article)
    >>> for quote in find_quotes(article, segments, find_sentences(article, segments)):
    ...     print(article.text[quote.start : quote.end], "|", quote.note)
    It’s a ‘tall’ order, | opened by “ closed by "
    """
    text = article.text
    plain = without_tags(text)
    starts = [sentence.start for sentence in sentences]
    quotes: list[Quote] = []
    done = 0  # a quote that runs across an insert has used up what follows
    for number, segment in enumerate(segments):
        if segment.layer in LEFT_OUT:
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
                quotes.append(Quote(start, end, pieces, number, sentence, kind, note))
    return tuple(quotes)


def kind_by_shape(text: str, start: int, end: int) -> Kind:
    """What a quote looks like, before it is known whether anyone is cited.

    A capital and a sentence's end, or length, make it `direct`; a capital on every
    word and a word such as “film” before it, `title`; two words or fewer, `scare`.
    """
    words = text[start:end].split()
    if not words:
        return "scare"
    capital = next((c for c in text[start:end] if c.isalnum()), "")
    begins = capital.isupper() or capital.isdigit()
    ends = bool(_ENDS_SENTENCE.search(text[start:end])) or words[-1].endswith(",")
    major = [w for w in words if w.lower() not in _MINOR_WORDS]
    titled = begins and all(w[:1].isupper() or not w[:1].isalpha() for w in major)
    if titled and len(major) > 1 and not _ENDS_SENTENCE.search(text[start:end]):
        before = text[max(0, start - 40) : start - 1].rstrip("'`")
        if _NAME_OF_A_WORK.search(before) and len(words) <= 12:
            return "title"
    if begins and (ends or len(words) >= 6):
        return "direct"
    return "mixed" if n_words(text[start:end]) > 2 else "scare"


def _pieces(text: str, marked: Marked, sentence: Sentence | None) -> tuple[Span, ...]:
    """The pieces of a quote: two where its sentence goes on behind an insert."""
    whole = ((marked.start, marked.end),)
    if sentence is None or len(sentence.pieces) < 2 or marked.note is None:
        return whole
    (_, cut), (again, stop) = sentence.pieces[0], sentence.pieces[1]
    closed = closing_mark(text, again, stop)
    if marked.end < cut or closed is None or marked.start > cut:
        return whole
    return (*whole, (again, closed))
