"""Paragraphs to tokens: words, stops, and each quote as one token.

    find_streams(article, segments, sentences, quotes) -> tuple[Stream, ...]

Rules of attribution read a paragraph with its quotes folded up, so that a verb
inside a quote is never taken for the verb that reports it.  The inside of each quote
is a stream of its own, for what the quoted speaker says that others said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.corpus.articles import Article, Segment
from analysis.syntax.chunker import Parse
from analysis.syntax.tokens import Token, word_tokens
from analysis.text.characters import Span, paragraphs, straighten
from analysis.text.quotations import LEFT_OUT, QuotedSpan
from analysis.text.segmentation import Sentence

_LONGEST = 400  # tokens in a sentence


@dataclass(frozen=True)
class Stream:
    """The tokens of a paragraph, or of the inside of the quote numbered `inside`."""

    tokens: tuple[Token, ...]
    segment: int
    inside: int | None = None

    @cached_property
    def sentences(self) -> tuple[Parse, ...]:
        """Its sentences, parsed when first asked for, stops left out."""
        return tuple(Parse(self.tokens, lo, hi) for lo, hi in _ranges(self.tokens))

    @cached_property
    def quotes(self) -> tuple[int, ...]:
        """Which of its tokens are quotes."""
        return tuple([k for k, t in enumerate(self.tokens) if t.kind == "quote"])

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """The token at which each sentence begins."""
        return tuple(p.lo for p in self.sentences)


def _ranges(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The sentences, as token numbers; what runs on for hundreds of tokens is cut."""
    lo = 0
    for k in [k for k, token in enumerate(tokens) if token.kind == "stop"]:
        while k - lo > _LONGEST:
            yield lo, lo + _LONGEST
            lo += _LONGEST
        if lo < k:
            yield lo, k
        lo = k + 1


def find_streams(
    article: Article,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
    quotes: Sequence[QuotedSpan],
) -> tuple[Stream, ...]:
    """The streams of an article in text order, each quote's inside after the others.

    A paragraph that an insert cuts in two is one stream.
    """
    plain = straighten(article.text)
    ends = sorted({end for s in sentences for _, end in s.pieces[-1:]})
    ends.append(len(plain) + 1)  # behind every token
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
        tokens = [t for a, b in quote.pieces for t in word_tokens(plain, a, b)]
        streams.append(Stream(_with_stops(plain, tokens, ends), quote.segment, q))
    return tuple(streams)


def _folded(
    plain: str, a: int, b: int, quotes: Sequence[tuple[int, QuotedSpan]]
) -> list[Token]:
    """The tokens of a stretch with its quotes as one token each."""
    tokens: list[Token] = []
    for number, quote in quotes:
        tokens += word_tokens(plain, a, quote.start)
        last = plain[quote.start : quote.end].rstrip("'\"")[-1:]
        low = "" if last.isalnum() else last
        tokens.append(Token(quote.start, quote.end, low, "quote", False, number))
        a = quote.end
    return tokens + word_tokens(plain, a, b)


def _with_stops(
    plain: str, tokens: Sequence[Token], ends: Sequence[int]
) -> tuple[Token, ...]:
    """The tokens with a `stop` wherever a sentence ends outside a quote.

    A sentence that begins in lower case goes on with the one before: it is what
    follows a quote that ends in a question mark.
    """
    if not tokens:
        return ()
    starts = [token.start for token in tokens]
    found: list[Token] = []
    done = 0
    first, last = bisect_left(ends, tokens[0].end), bisect_right(ends, starts[-1])
    for end in ends[first:last]:
        k = bisect_left(starts, end)
        before, after = tokens[k - 1], tokens[k]
        if k == done or before.end > end:
            continue
        found += tokens[done:k]
        goes_on = before.kind == "quote" and plain[after.start].islower()
        if not goes_on:
            found.append(_stop(before.end))
        done = k
    return (*found, *tokens[done:], _stop(tokens[-1].end))


def _stop(at: int) -> Token:
    return Token(at, at, "", "stop")
