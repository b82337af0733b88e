"""Reports on their way to attributions: a report in its stream, with its quotes.

    find_reported(context) -> list[Draft]

`reports` reads one sentence; here each quote goes to the report that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.attribution.clauses import find_reports
from analysis.attribution.cue_lexicon import Report
from analysis.attribution.entities import Cast
from analysis.attribution.folding import Stream
from analysis.corpus.articles import Article, Segment
from analysis.syntax.chunker import Parse
from analysis.syntax.tokens import word_class
from analysis.text.characters import Span, n_words
from analysis.text.quotations import QuotedSpan

_FEWEST = 3  # words of a quote that tell, without a cue, that somebody said them


class Context(NamedTuple):
    """What the rules read: the article, its voices, quotes, streams and people."""

    article: Article
    segments: Sequence[Segment]
    quotes: Sequence[QuotedSpan]
    outer: Sequence[Stream]  # the paragraphs
    inner: Sequence[Stream]  # the insides of the quotes
    cast: Cast

    def words(self, stream: Stream, first: int, past: int) -> str:
        """The text from one token of a stream to another."""
        tokens = stream.tokens
        return self.article.text[tokens[first].start : tokens[past - 1].end]

    def is_name(self, quote: QuotedSpan) -> bool:
        """Whether a quote names a work or a thing: its longer words have capitals."""
        if quote.kind == "title":
            return True
        long = [word for word in self.quoted(quote).split() if len(word) > 3]
        return 0 < len(long) < 6 and all(word[0].isupper() for word in long)

    def is_short(self, quote: QuotedSpan) -> bool:
        """Whether a quote is of one or two words: too little to be anybody's say-so."""
        return n_words(self.quoted(quote)) < _FEWEST

    def is_nickname(self, quote: QuotedSpan) -> bool:
        """Whether a quote stands inside a name: Jens “Winch” Aker."""
        text = self.article.text
        before = text[max(0, quote.start - 30) : quote.start].rstrip("“\"'‘ ").split()
        after = text[quote.end : quote.end + 30].lstrip("”\"'’ ").split()
        if " " in self.quoted(quote) or not before or not after:
            return False
        near = (before[-1], self.quoted(quote), after[0])
        return all(word[0].isupper() and word[-1].isalpha() for word in near)

    def quoted(self, quote: QuotedSpan) -> str:
        """The words of a quote."""
        return self.article.text[quote.start : quote.end]


@dataclass(slots=True)
class Draft:
    """A report in its stream, with the numbers of the quotes it holds.

    `block` is the stretch of text it reports, where that is not in its sentence;
    `echoes` the number of an earlier quote whose words it repeats.
    """

    stream: Stream
    report: Report
    quotes: list[int] = field(default_factory=list)
    block: Span | None = None
    echoes: int | None = None

    @property
    def at(self) -> int:
        """Where the draft stands in the text."""
        if self.report.cue:
            return self.stream.tokens[self.report.cue[0]].start
        if self.block:
            return self.block[0]
        return self.stream.tokens[self.report.content[0][0]].start


def find_reported(context: Context) -> list[Draft]:
    """The drafts that the sentences themselves tell, those inside quotes included."""
    streams = (*context.outer, *context.inner)
    return [draft for stream in streams for draft in _in_sentences(context, stream)]


def _in_sentences(context: Context, stream: Stream) -> Iterator[Draft]:
    """The reports of a stream; each quote goes to the nearest that may hold it."""
    for p in stream.sentences:
        reports = find_reports(p)
        if not reports:
            continue
        held: list[list[int]] = [[] for _ in reports]
        for k in stream.quotes:
            if p.lo - 2 <= k < p.hi:
                n = _holder(p, reports, k)
                quote = context.quotes[stream.tokens[k].quote]
                if n is not None and not _mentions(context, reports[n], quote):
                    held[n].append(stream.tokens[k].quote)
        for report, quotes in zip(reports, held, strict=True):
            if report.sure or quotes:
                yield Draft(stream, report, quotes)


def _mentions(context: Context, report: Report, quote: QuotedSpan) -> bool:
    """Whether a cue that needs an object has a name in marks for one, no words."""
    if context.is_nickname(quote):
        return True
    if report.rank == 2:
        return context.is_name(quote)
    return report.rank == 1 and quote.kind == "title"


def _holder(p: Parse, reports: Sequence[Report], k: int) -> int | None:
    """The report that quote token `k` belongs to.

    Of those that govern a clause the outermost, of the others the nearest.
    """
    near = [n for n, report in enumerate(reports) if _reaches(report, k)]
    near = [n for n in near if not _is_own_word(p, reports, n, near)] or near
    rank = min((reports[n].rank for n in near), default=0)
    best = [n for n in near if reports[n].rank == rank]
    outer = [
        n
        for n in best
        if not any(m != n and _reaches(reports[m], reports[n].cue[0]) for m in best)
    ]
    outer = best if rank else outer or best
    ranked = sorted(outer, key=lambda n: _distance(reports[n], k))
    return ranked[0] if ranked else None


def _is_own_word(
    p: Parse, reports: Sequence[Report], n: int, near: Sequence[int]
) -> bool:
    """Whether a report only marks a word as its source's: “Lee attacked what he calls”.

    Then the quote is that of the act around it.
    """
    source = reports[n].source
    if source is None or p.tokens[source[0]].low not in word_class("pronoun"):
        return False
    if source[0] == p.lo or p.tokens[source[0] - 1].low != "what":
        return False
    return any(m != n and _reaches(reports[m], reports[n].cue[0]) for m in near)


def _reaches(report: Report, k: int) -> bool:
    return any(a <= k < b for a, b in report.content)


def _distance(report: Report, k: int) -> int:
    """Tokens between a quote and what reports it."""
    first, past = report.cue or report.content[0]
    if report.source:
        first = min(first, report.source[0])
    return first - k if k < first else k - past + 1
