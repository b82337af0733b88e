"""Who said it: each claim an article hands to a source, and the speaker of each quote.

    find_attributions(article, segments, sentences, quotes) -> tuple[Attribution, ...]
    settle_quotes(article, quotes, attributions) -> tuple[Quote, ...]

`settle_quotes` returns the same quotes in the same order, with kind, speaker, cue,
`continues` and rule filled in.  Comments and boilerplate hold no attributions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Literal

from analysis.cast import Source, find_cast
from analysis.continuations import hand_on, mark_echoes
from analysis.corpus import Article, Segment
from analysis.cues import Phrase, Report
from analysis.drafts import Context, Draft, find_reported
from analysis.layout import find_labelled
from analysis.quotes import Kind, Quote
from analysis.sources import nations, roles
from analysis.streams import Stream, find_streams
from analysis.subjects import main_subject
from analysis.text import Span, n_words
from analysis.tokens import Token, word_class
from analysis.voices import Sentence

Mode = Literal["direct", "mixed", "indirect"]
_GOES_ON = "goes-on"
_WRITER = Source("the author", "journalist", False)  # who says “I said”
_DESCRIPTIONS = 20  # unnamed sources kept for each word of their descriptions
_TELLING_NOTHING = word_class("determiner") | word_class("inner") | {"and", "'s"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, one cue, one content, and the rule that decided.

    `source` is the source's one name throughout the article, `source_start` and
    `source_end` the mention beside the cue; all are None where nobody is named.
    `contents` are the stretches of text it reports, the quotes in them included, and
    `quotes` the numbers of those quotes, both in text order.
    """

    mode: Mode
    source: str | None
    source_start: int | None
    source_end: int | None
    source_type: str | None
    anonymous: bool
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    contents: tuple[Span, ...]
    quotes: tuple[int, ...]
    segment: int
    rule: str


def find_attributions(
    article: Article,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
    quotes: Sequence[Quote],
) -> tuple[Attribution, ...]:
    """The attributions of an article, in the order of their places.

    >>> from analysis.quotes import find_quotes
    >>> from analysis.voices import find_segments, find_sentences
    >>> article = Article("a", "“It rains,” Ann Lee said. She thinks it will stop.")
    >>> segments = find_segments(article)
    >>> sentences = find_sentences(article, segments)
    >>> quotes = find_quotes(article, segments, sentences)
    >>> found = find_attributions(article, segments, sentences, quotes)
    >>> [(a.mode, a.source, a.cue) for a in found]
    [('direct', 'Ann Lee', 'said'), ('indirect', 'Ann Lee', 'thinks')]
    """
    streams = find_streams(article, segments, sentences, quotes)
    cast = find_cast(article.text, [s for s in streams if _names_people(segments, s)])
    outer = [stream for stream in streams if stream.inside is None]
    inner = [stream for stream in streams if stream.inside is not None]
    context = Context(article, segments, quotes, outer, inner, cast)
    drafts = _all_drafts(context)
    sources = _resolved(context, drafts)
    return tuple(map(_attribution, repeat(context), drafts, sources))


def _all_drafts(context: Context) -> list[Draft]:
    """The drafts of an article in text order."""
    drafts = find_reported(context)
    drafts += find_labelled(context, drafts)
    drafts += hand_on(context, drafts)
    mark_echoes(context, drafts)
    return sorted(drafts, key=lambda draft: draft.at)


def _names_people(segments: Sequence[Segment], stream: Stream) -> bool:
    """Whether a stream is running text: a headline's capitals make no name."""
    layer = segments[stream.segment].layer
    return stream.inside is None and layer not in ("headline", "caption", "pull_quote")


def _resolved(context: Context, drafts: Sequence[Draft]) -> list[Source | None]:
    """The source of each draft; a pronoun takes the one last spoken of."""
    subjects = sorted(_subjects(context), key=lambda subject: subject[0])
    last = _Last()
    by_quote: dict[int, Source | None] = {}
    found: list[Source | None] = []
    n = 0
    for draft in drafts:
        source: Source | None = None
        if draft.report.source:
            tokens, (a, b) = draft.stream.tokens, draft.report.source
            while n < len(subjects) and subjects[n][0] < tokens[a].start:
                last.one, n = subjects[n][1], n + 1
            source = _referent(context, tokens, draft.report.referent or (a, b), last)
        elif draft.echoes is not None:
            source = by_quote.get(draft.echoes)
        if source and source.anonymous:
            words = [t.low for t in tokens[a:b]]
            source = last.unnamed_as(words, source)
        if (
            source
            and draft.block
            and not draft.quotes
            and source.source_type == "unknown"
        ):
            source = replace(source, source_type="journalist")
        if source and source.many:
            last.many = source
        elif source and context.cast.is_person(source):
            last.one = source
        found.append(source)
        by_quote.update(dict.fromkeys(draft.quotes, source))
    return found


@dataclass(slots=True)
class _Last:
    """The one person and the several people last spoken of."""

    one: Source | None = None
    many: Source | None = None
    unnamed: dict[str, list[tuple[frozenset[str], Source]]] = field(
        default_factory=dict
    )

    def unnamed_as(self, words: Sequence[str], source: Source) -> Source:
        """The unnamed source described before in these words and more, or this one."""
        telling = frozenset(w for w in words if w not in _TELLING_NOTHING)
        definite = words[0] == "the" or len(telling) > 1
        for word in telling if definite else ():
            for before, known in self.unnamed.get(word, ()):
                if telling <= before:
                    return known
        for word in telling:
            described = self.unnamed.setdefault(word, [])
            if len(described) < _DESCRIPTIONS:
                described.append((telling, source))
        return source


def _referent(
    context: Context, tokens: Sequence[Token], phrase: Phrase, last: _Last
) -> Source | None:
    """Whom a source phrase means."""
    a, b = phrase
    low = tokens[a].low if b - a == 1 else ""
    if low in word_class("pronoun_one"):
        return last.one
    if low in word_class("pronoun_many"):
        return _several(context, tokens, a) or last.many
    if low in word_class("speaker"):
        return _WRITER
    if low in word_class("pronoun"):
        return None
    return context.cast.source(tokens, a, b)


def _subjects(context: Context) -> Iterator[tuple[int, Source]]:
    """Where a person is the subject of a sentence, and who it is."""
    for stream in context.outer:
        if context.segments[stream.segment].layer == "pull_quote":
            continue
        for p in stream.sentences:
            phrase = main_subject(p)
            if phrase and stream.tokens[phrase[0]].low not in word_class("pronoun"):
                source = context.cast.source(stream.tokens, *phrase)
                if context.cast.is_person(source) and not source.many:
                    yield stream.tokens[phrase[0]].start, source


def _several(context: Context, tokens: Sequence[Token], at: int) -> Source | None:
    """The people last named before “they” in the same paragraph."""
    for k in range(at - 1, max(-1, at - 40), -1):
        low = tokens[k].low
        if low.endswith("s") and (low in roles() or low in nations()):
            a = k
            while a and _describes(tokens[a - 1]):
                a -= 1
            return context.cast.source(tokens, a, k + 1)
    return None


def _describes(token: Token) -> bool:
    """Whether a word before “officials” may belong to their description."""
    if token.kind != "word":
        return False
    return (
        token.capital or token.low in roles() or token.low in word_class("determiner")
    )


def _attribution(context: Context, draft: Draft, source: Source | None) -> Attribution:
    tokens, report, text = draft.stream.tokens, draft.report, context.article.text
    quotes = tuple(sorted(draft.quotes))
    span = _span(tokens, report.source) if report.source else (None, None)
    cue = _span(tokens, report.cue) if report.cue else (None, None)
    stretches = (draft.block,) if draft.block else _stretches(tokens, report)
    spans = [piece for q in quotes for piece in context.quotes[q].pieces]
    kinds = {_kind(text, context.quotes[q], cue[1]) for q in quotes}
    reproduced = draft.block is not None or "direct" in kinds
    return Attribution(
        "direct" if reproduced else "mixed" if kinds else "indirect",
        source.name if source else None,
        *span,
        source.source_type if source else None,
        source.anonymous if source else report.source is None,
        text[cue[0] : cue[1]] if report.cue else None,
        *cue,
        _merged([*stretches, *spans]),
        quotes,
        draft.stream.segment,
        report.rule,
    )


def _span(tokens: Sequence[Token], phrase: Phrase) -> tuple[int, int]:
    a, b = phrase
    if a >= b:
        return tokens[a - 1].end, tokens[a - 1].end
    return tokens[a].start, tokens[b - 1].end


def _stretches(tokens: Sequence[Token], report: Report) -> Iterator[Span]:
    """The stretches that a report governs, marks at their edges left out."""
    for a, b in report.content:
        inner = [t for t in tokens[a:b] if t.kind in ("word", "quote")]
        if inner:
            yield inner[0].start, inner[-1].end


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _kind(text: str, quote: Quote, cue_end: int | None) -> Kind:
    """Direct if it looks so or is all that its cue governs and a whole clause."""
    if quote.kind == "direct":
        return "direct"
    ends = text[quote.start : quote.end].endswith((".", "!", "?"))
    between = text[cue_end or 0 : quote.start]
    alone = re.fullmatch(r"(?:.{0,80}\bthat)?\W*", between) is not None
    whole = ends and alone and n_words(text[quote.start : quote.end]) > 5
    return "direct" if whole else "mixed"


def settle_quotes(
    article: Article, quotes: Sequence[Quote], attributions: Sequence[Attribution]
) -> tuple[Quote, ...]:
    """The quotes with kind, speaker, cue, continuation and rule filled in."""
    settled = [
        replace(quote, kind="scare") if quote.kind == "mixed" else quote
        for quote in quotes
    ]
    for attribution in attributions:
        before: int | None = None
        for q in attribution.quotes:
            kind = _kind(article.text, quotes[q], attribution.cue_end)
            goes_on = before is not None and kind == "direct"
            settled[q] = replace(
                quotes[q],
                kind=kind,
                speaker=attribution.source,
                speaker_start=attribution.source_start,
                speaker_end=attribution.source_end,
                speaker_type=attribution.source_type,
                anonymous=attribution.anonymous,
                cue=attribution.cue,
                cue_start=attribution.cue_start,
                cue_end=attribution.cue_end,
                continues=before if goes_on else None,
                rule=_GOES_ON if goes_on else attribution.rule,
            )
            before = q
    return tuple(settled)
