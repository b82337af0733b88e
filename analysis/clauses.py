"""Paragraphs to tokens: words, stops, and each quote as one token.

    find_streams(article, segments, sentences, quotes) -> tuple[Stream, ...]

Rules of attribution read a paragraph with its quotes folded up, so that a verb
inside a quote is never taken for the verb that reports it.  The inside of each quote
is a stream of its own, for what the quoted speaker says that others said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.corpus import Article, Segment
from analysis.lexicons import rows
from analysis.quotes import LEFT_OUT, Quote
from analysis.text import Span, paragraphs, straighten
from analysis.voices import Sentence

_TOKEN = re.compile(
    r"(?P<word>(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?:[-'&/.,](?=[^\W_]))[^\W_]+)*)"
    r"|(?P<clitic>n't\b|'[^\W\d_]{1,2}\b)"
    r"|(?P<dash>-{1,2})|(?P<mark>[,;:()\[\]])"
)
_ARTICLE_IN_NAME = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|d|l)[-'][^\W\d_a-z]")
_CLITIC = re.compile(r"(?:n't|'(?:s|ve|re|ll|d|m))$", re.IGNORECASE)


class Token(NamedTuple):
    """A word, a punctuation mark, a sentence end (`stop`) or a whole quote.

    `low` is the word in lower case, but a short word in capitals keeps them: US is
    not us.  `quote` is the number of the quote a `quote` token stands for.
    """

    start: int
    end: int
    low: str
    kind: str
    capital: bool = False
    quote: int = -1


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens of a paragraph, or of the inside of the quote numbered `inside`."""

    tokens: tuple[Token, ...]
    segment: int
    inside: int | None = None


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `words.csv`.

    >>> "that" in word_class("clause")
    True
    """
    listed = (row["words"].split() for row in rows("words") if row["class"] == name)
    return frozenset(word for words in listed for word in words)


def find_streams(
    article: Article,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
    quotes: Sequence[Quote],
) -> tuple[Stream, ...]:
    """The streams of an article in text order, each quote's inside after the others.

    A paragraph that an insert cuts in two is one stream.
    """
    plain = straighten(article.text)
    ends = sorted({end for s in sentences for _, end in s.pieces[-1:]})
    cut = {s.pieces[1][0]: s.pieces[0][0] for s in sentences if len(s.pieces) > 1}
    runs: list[tuple[int, list[Span]]] = []  # a segment and the pieces of a paragraph
    for number, segment in enumerate(segments):
        if segment.layer in LEFT_OUT:
            continue
        for line in paragraphs(article.text, segment.start, segment.end):
            first = cut.get(line[0])
            back = (run for run in reversed(runs[-8:]) if first is not None)
            run = next((r for r in back if r[1][0][0] <= first < r[1][0][1]), None)
            if run:
                run[1].append(line)
            else:
                runs.append((number, [line]))
    starts = [quote.start for quote in quotes]
    streams = []
    for number, pieces in runs:
        tokens: list[Token] = []
        for a, b in pieces:
            within = range(bisect_left(starts, a), bisect_left(starts, b))
            held = [(q, quotes[q]) for q in within]
            after = tokens[-1].end + 1 if tokens and tokens[-1].kind == "quote" else a
            tokens += _folded(plain, max(a, after), b, held)
        streams.append(Stream(_with_stops(plain, tokens, ends), number))
    for q, quote in enumerate(quotes):
        tokens = [t for a, b in quote.pieces for t in _tokens(plain, a, b)]
        streams.append(Stream(_with_stops(plain, tokens, ends), quote.segment, q))
    return tuple(streams)


def _folded(
    plain: str, a: int, b: int, quotes: Sequence[tuple[int, Quote]]
) -> list[Token]:
    """The tokens of a stretch with its quotes as one token each."""
    tokens: list[Token] = []
    for number, quote in quotes:
        tokens += _tokens(plain, a, quote.start)
        tokens.append(Token(quote.start, quote.end, "", "quote", False, number))
        a = quote.end
    return tokens + _tokens(plain, a, b)


def _tokens(plain: str, a: int, b: int) -> list[Token]:
    tokens = []
    for match in _TOKEN.finditer(plain, a, max(a, b)):
        start, end = match.span()
        kind, string = match.lastgroup or "", match[0]
        if kind in ("dash", "mark"):
            kind = "-" if kind == "dash" else string
            tokens.append(Token(start, end, string, kind))
            continue
        clitic = _CLITIC.search(string)
        if clitic and clitic.start() > 0:
            middle = start + clitic.start()
            tokens.append(_word(plain, start, middle))
            start = middle
        tokens.append(_word(plain, start, end))
    return tokens


def _word(plain: str, start: int, end: int) -> Token:
    string = plain[start:end]
    short = 2 <= len(string) <= 6 and string.isupper()
    low = string if short else string.lower()
    capital = string[0].isupper() or bool(_ARTICLE_IN_NAME.match(string))
    return Token(start, end, low, "word", capital)


def _with_stops(
    plain: str, tokens: Sequence[Token], ends: Sequence[int]
) -> tuple[Token, ...]:
    """The tokens with a `stop` wherever a sentence ends outside a quote.

    A sentence that begins in lower case goes on with the one before: it is what
    follows a quote that ends in a question mark.
    """
    found: list[Token] = []
    for token, after in zip(tokens, [*tokens[1:], None][: len(tokens)], strict=True):
        found.append(token)
        if after is None:
            found.append(Token(token.end, token.end, "", "stop"))
            continue
        at = bisect_left(ends, token.end)
        ended = at < len(ends) and ends[at] <= after.start
        goes_on = token.kind == "quote" and plain[after.start].islower()
        if ended and not goes_on:
            found.append(Token(token.end, token.end, "", "stop"))
    return tuple(found)
