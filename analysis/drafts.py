"""Reports on their way to attributions: what a whole article says about who speaks.

    find_drafts(context) -> list[Draft]

`cues` reads one sentence; the rules here look past it: the quote that goes on after
“he said”, the next paragraph of the same speech, the lead-in to an excerpt, a name
and a colon, the signature under a pull quote, words quoted a second time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.cast import Cast
from analysis.chunks import Parse
from analysis.corpus import Article, Layer, Segment
from analysis.cues import Phrase, Report
from analysis.patterns import phrase_from
from analysis.quotes import Quote
from analysis.reports import find_reports
from analysis.sources import outlet, state
from analysis.streams import Stream
from analysis.subjects import FINITE, can_speak, main_subject, subject_of
from analysis.text import Span, words
from analysis.tokens import Token, word_class

_DISPLAY: tuple[Layer, ...] = ("headline", "standfirst", "caption", "pull_quote")
_LONGEST_NAME = 6  # tokens before the colon of a headline that names who speaks


class Context(NamedTuple):
    """What the rules read: the article, its voices, quotes, streams and people."""

    article: Article
    segments: Sequence[Segment]
    quotes: Sequence[Quote]
    outer: Sequence[Stream]  # the paragraphs
    inner: Sequence[Stream]  # the insides of the quotes
    cast: Cast


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


def find_drafts(context: Context) -> list[Draft]:
    """The drafts of an article in text order."""
    drafts: list[Draft] = []
    for stream in (*context.outer, *context.inner):
        drafts += _in_sentences(context, stream)
    for n, stream in enumerate(context.outer):
        drafts += _named_claim(context, stream)
        drafts += _signature(context, n)
        drafts += _lead_in(context, stream, drafts)
    drafts += _handed_on(context, drafts)
    _mark_echoes(context, drafts)
    return sorted(drafts, key=lambda draft: draft.at)


# --- in a sentence -----------------------------------------------------------


def _in_sentences(context: Context, stream: Stream) -> Iterator[Draft]:
    """The reports of a stream; each quote goes to the nearest that may hold it."""
    for p in stream.sentences:
        reports = find_reports(p)
        held: list[list[int]] = [[] for _ in reports]
        for k in range(max(0, p.lo - 2), p.hi):
            if stream.tokens[k].kind == "quote":
                n = _holder(reports, k)
                title = context.quotes[stream.tokens[k].quote].kind == "title"
                if n is not None and not (title and reports[n].rank):
                    held[n].append(stream.tokens[k].quote)
        for report, quotes in zip(reports, held, strict=True):
            if report.sure or quotes:
                yield Draft(stream, report, quotes)


def _holder(reports: Sequence[Report], k: int) -> int | None:
    """The report that quote token `k` belongs to: the outermost that may hold it."""
    near = [n for n, report in enumerate(reports) if _reaches(report, k)]
    rank = min((reports[n].rank for n in near), default=0)
    best = [n for n in near if reports[n].rank == rank]
    outer = [
        n
        for n in best
        if not any(m != n and _reaches(reports[m], reports[n].cue[0]) for m in best)
    ]
    ranked = sorted(outer or best, key=lambda n: _distance(reports[n], k))
    return ranked[0] if ranked else None


def _reaches(report: Report, k: int) -> bool:
    return any(a <= k < b for a, b in report.content)


def _distance(report: Report, k: int) -> int:
    """Tokens between a quote and what reports it."""
    first, past = report.cue or report.content[0]
    if report.source:
        first = min(first, report.source[0])
    return first - k if k < first else k - past + 1


# --- beyond the sentence -----------------------------------------------------


def _handed_on(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotes without a cue of their own: new drafts, or added to those there are.

    The speaker before goes on; or the source just reported is quoted (“some think
    so. (“It is.”)”); or the sentence's own subject is.
    """
    holder = {q: draft for draft in drafts for q in draft.quotes}
    by_sentence = _by_sentence(drafts)
    new: list[Draft] = []
    last: Draft | None = None  # whose quote stood in this paragraph or the one before
    for stream in context.outer:
        fresh = 0  # sentences since that quote
        before: Parse | None = None
        for p in stream.sentences:
            held = [k for k in range(p.lo, p.hi) if stream.tokens[k].kind == "quote"]
            for k in held:
                q = stream.tokens[k].quote
                if q not in holder and context.quotes[q].kind != "title":
                    draft = _speaker_for(context, stream, p, k, last, before)
                    if draft is not None and draft is not last:
                        new.append(draft)
                    if draft is not None:
                        draft.quotes.append(q)
                        holder[q] = draft
                last = holder.get(q, last)
                fresh = 0
            reported = by_sentence.get(id(stream), {}).get(p.lo)
            if held:
                last = holder.get(stream.tokens[held[-1]].quote, last)
            elif reported:
                last = reported
            else:
                fresh += 1
                last = last if fresh < 2 else None
            if stream.tokens[p.hi - 1].kind == ":":
                last = _announced(context, stream, p, reported)
            before = p if not held and not reported else None
    return new


def _announced(
    context: Context, stream: Stream, p: Parse, reported: Draft | None
) -> Draft | None:
    """Who speaks in the paragraph after a colon: the one reported, or the subject."""
    if reported:
        return reported
    subject = main_subject(p)
    if subject and can_speak(stream.tokens, subject):
        return Draft(stream, Report(None, subject, (), "announced"))
    return None


def _by_sentence(drafts: Sequence[Draft]) -> dict[int, dict[int, Draft]]:
    """The last draft of each sentence, by its stream and its first token."""
    found: dict[int, dict[int, Draft]] = {}
    for draft in drafts:
        if draft.stream.inside is None and draft.report.cue:
            starts = [p.lo for p in draft.stream.sentences]
            n = bisect_right(starts, draft.report.cue[0]) - 1
            found.setdefault(id(draft.stream), {})[starts[n]] = draft
    return found


def _speaker_for(
    context: Context,
    stream: Stream,
    p: Parse,
    k: int,
    last: Draft | None,
    before: Parse | None,
) -> Draft | None:
    """The draft that an uncued quote belongs to: `last`, a new one, or none."""
    tokens = stream.tokens
    quote = context.quotes[tokens[k].quote]
    alone = all(token.kind != "word" for token in tokens[p.lo : p.hi])
    if alone and before and quote.kind == "direct":
        subject = _last_subject(before)
        if subject and _person(context, tokens, subject):
            block = (quote.start, quote.end)
            report = Report(None, subject, (), "subject-before")
            return Draft(stream, report, [], block)
    if last and (alone or (k == p.lo and quote.kind == "direct")):
        if not last.report.source:
            return None
        announced = last.report.cue and stream is not last.stream
        if last.quotes or (announced and last.stream.tokens[-2].kind == ":"):
            return last
        report = Report(None, last.report.source, (), "quote-after-report")
        return Draft(last.stream, report, [], (quote.start, quote.end))
    term = {"as", "term", "word", "words", "phrase", "call", "called", "so-called"}
    if tokens[k - 1].low in term:
        return None
    subject = _subject_near(p, k)
    if subject and len(words(_text(context, quote))) > 1:
        return Draft(stream, Report(None, subject, ((k, k + 1),), "subject"))
    return None


def _subject_near(p: Parse, k: int) -> Phrase | None:
    """The subject of the nearest verb before token `k` that has one who can speak."""
    for n in range(len(p.chunks) - 1, -1, -1):
        chunk = p.chunks[n]
        if chunk.first < k and chunk.kind in FINITE | {"g", "i"}:
            found = subject_of(p, n)
            if found and can_speak(p.tokens, found[0]):
                return None if state(p.words(*found[0])) else found[0]
    return None


def _last_subject(p: Parse) -> Phrase | None:
    return _subject_near(p, p.hi)


def _person(context: Context, tokens: Sequence[Token], phrase: Phrase) -> bool:
    low = tokens[phrase[0]].low
    if phrase[1] - phrase[0] == 1 and low in word_class("pronoun_one"):
        return True
    name = context.cast.name(tokens, *phrase)
    return name is not None and (" " in name and name in context.cast.words)


def _mark_echoes(context: Context, drafts: Sequence[Draft]) -> None:
    """Note where a claim without a source repeats an earlier speaker's quote."""
    spoken: dict[tuple[str, ...], int] = {}
    for draft in sorted(drafts, key=lambda draft: draft.at):
        for q in draft.quotes:
            text = _text(context, context.quotes[q]).lower()
            key = tuple(text[a:b] for a, b in words(text))
            if draft.report.source is not None:
                spoken.setdefault(key, q)
            elif key in spoken:
                draft.echoes = spoken[key]


def _text(context: Context, quote: Quote) -> str:
    return context.article.text[quote.start : quote.end]


def _named_claim(context: Context, stream: Stream) -> Iterator[Draft]:
    """`Name: claim` in a headline or caption, if the name is somebody's."""
    if context.segments[stream.segment].layer not in _DISPLAY:
        return
    tokens = stream.tokens
    kinds = [token.kind for token in tokens[: _LONGEST_NAME + 1]]
    if ":" not in kinds or kinds.index(":") + 1 >= len(tokens):
        return
    colon = kinds.index(":")
    phrase = (0, colon)
    if any(token.kind != "word" for token in tokens[:colon]):
        return
    low = [token.low for token in tokens[:colon]]
    known = context.cast.name(tokens, 0, colon)
    if outlet(low) or state(low) or (known and context.cast.full.get(known) == known):
        content = ((colon + 1, len(tokens) - 1),)
        held = [t.quote for t in tokens if t.kind == "quote"]
        yield Draft(
            stream, Report((colon, colon + 1), phrase, content, "name-colon"), held
        )


def _signature(context: Context, n: int) -> Iterator[Draft]:
    """The name under a pull quote, after a dash."""
    stream = context.outer[n]
    tokens = stream.tokens
    if context.segments[stream.segment].layer != "pull_quote" or not n:
        return
    above = context.outer[n - 1]
    name = next((c for p in stream.sentences for c in p.chunks if c.kind == "n"), None)
    if above.segment == stream.segment and tokens[0].kind == "-" and name:
        block = (above.tokens[0].start, above.tokens[-1].end)
        yield Draft(stream, Report((0, 1), (name.first, name.past), (), "signature"), [], block)


def _lead_in(
    context: Context, stream: Stream, drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """`X reports:` and the like before an excerpt: the excerpt is the content."""
    number = stream.segment + 1
    following = context.segments[number] if number < len(context.segments) else None
    tokens = stream.tokens
    if not following or following.layer != "excerpt" or len(tokens) < 3:
        return
    colon = len(tokens) - 2
    if tokens[colon].kind != ":":
        return
    if context.article.text[tokens[colon].end : following.start].strip():
        return
    block = (following.start, following.end)
    mine = [draft for draft in drafts if draft.stream is stream]
    if mine and mine[-1].report.content[-1][1] >= colon:
        mine[-1].block = block
        return
    cue = colon
    while cue > 0 and tokens[cue - 1].kind == "word":
        if tokens[cue - 1].low in word_class("linker") | {"but"}:
            break
        cue -= 1
    p = stream.sentences[-1]
    for k, chunk in enumerate(p.chunks):
        phrase = phrase_from(p, k) if chunk.kind == "n" else None
        if phrase and context.cast.name(tokens, *phrase) == following.carrier:
            yield Draft(stream, Report((cue, colon), phrase, (), "lead-in"), [], block)
            return
