"""Attributions: each claim that an article ascribes to a source, and each quote.

    find_attributions(article, segments, sentences, quotes) -> tuple[Attribution, ...]
    settle_quotes(article, spans, attributions) -> tuple[Quote, ...]
    withhold(attributions, quotes, minimum) -> those that are sure enough

There is a `Quote` for each quoted span, in the same order.  Comments and boilerplate
hold no attributions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Any, Literal

from analysis.attribution.candidates import (
    Candidate,
    FoldedArticle,
    find_cued,
    fold_article,
)
from analysis.attribution.clauses import Clause
from analysis.attribution.confidence import MentionKind, confidence
from analysis.attribution.coreference import resolve_sources
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.entities import Source
from analysis.attribution.negation import is_negated
from analysis.attribution.source_types import SourceType
from analysis.attribution.speaker_labels import find_labelled
from analysis.attribution.uncued_quotes import attribute_uncued, link_repetitions
from analysis.corpus.articles import Article, Segment
from analysis.syntax.tokens import Token, word_class
from analysis.text.characters import Span, join_pieces, n_words
from analysis.text.quotations import Kind, QuotedSpan
from analysis.text.sentences import Sentence

# All that is reported is quoted, some of it, or none.
Mode = Literal["direct", "mixed", "indirect"]
_GOES_ON = "goes-on"
_UNCREDITED: dict[str, Any] = {
    **dict.fromkeys(("speaker", "speaker_start", "speaker_end", "speaker_type")),
    **dict.fromkeys(("speaker_nation", "cue", "cue_start", "cue_end")),
    **dict.fromkeys(("continues", "rule")),
    "anonymous": False,
}
_LONGEST_SCARE = 5  # words of a quote that are never a whole clause
_ALONE = re.compile(r"(?:.{0,80}\bthat)?\W*")  # what may stand between cue and quote


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, one cue, one content, and the rule that decided.

    `source` is the source's one name throughout the article, `source_description` the
    fullest words beside that name that say who it is, `source_start` and `source_end`
    the mention beside the cue; all are None where nobody is named.
    `contents` are the stretches of text it reports, the quotes in them included, `text`
    their words, and `quotes` the numbers of those quotes, all in text order.
    `negated` is whether the text says that the source did not say it (“has not said
    that”).  `inside` is the number of the attribution in whose words this one stands
    (“Lee said that Stone said”).  `mention` is what kind of words name the source
    there, and `confidence` the estimated share of such answers that are right.
    """

    mode: Mode
    source: str | None
    source_start: int | None
    source_end: int | None
    source_type: SourceType | None
    source_nation: str | None
    source_description: str | None
    anonymous: bool
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    contents: tuple[Span, ...]
    text: str
    quotes: tuple[int, ...]
    segment: int
    rule: str
    mention: MentionKind
    confidence: float
    negated: bool
    inside: int | None = None

    def _repr_html_(self) -> str:
        said = f"{'not ' * self.negated}{self.cue or self.mode}"
        return _words_of(self.text, self.source, said, self.rule, self.confidence)


@dataclass(frozen=True, slots=True)
class Quote(QuotedSpan):
    """A quoted span with its words, its kind in context, and who speaks it.

    `text` holds the words, without a block that was inserted.  `speaker` is the one
    name of the speaker throughout the article, `speaker_start` and `speaker_end` the
    mention beside the cue; all are None where nobody is known to speak.  `continues`
    is the number of the earlier quote that this one goes on from, `rule` the rule that
    decided, `confidence` the estimated share of such answers that are right.
    """

    text: str
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_type: SourceType | None = None
    speaker_nation: str | None = None
    speaker_description: str | None = None
    anonymous: bool = False
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    continues: int | None = None
    rule: str | None = None
    confidence: float | None = None

    def _repr_html_(self) -> str:
        said = self.cue or self.kind
        return _words_of(self.text, self.speaker, said, self.rule, self.confidence)


def _words_of(
    text: str, who: str | None, said: str, rule: str | None, confidence: float | None
) -> str:
    """Words and whose they are, for notebooks; everything is escaped."""
    whose = [who or "nobody in particular", said, *([rule] if rule else [])]
    sure = [] if confidence is None else [f"right in {confidence:.0%} of such answers"]
    told = escape(" · ".join([*whose, *sure]))
    return f"<blockquote>{escape(text)}<footer>{told}</footer></blockquote>"


def find_attributions(
    article: Article,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
    quotes: Sequence[QuotedSpan],
) -> tuple[Attribution, ...]:
    """The attributions of an article, in the order of their places.

    >>> from analysis.text.quotations import find_quotes
    >>> from analysis.text.segmentation import find_segments
    >>> from analysis.text.sentences import find_sentences
    >>> article = Article("a", "“It rains,” Ann Lee said. She thinks it will stop.")
    >>> segments = find_segments(article)
    >>> sentences = find_sentences(article, segments)
    >>> quotes = find_quotes(article, segments, sentences)
    >>> found = find_attributions(article, segments, sentences, quotes)
    >>> [(a.mode, a.source, a.cue) for a in found]
    [('direct', 'Ann Lee', 'said'), ('indirect', 'Ann Lee', 'thinks')]
    """
    folded = fold_article(article, segments, sentences, quotes)
    return settle_candidates(folded, find_candidates(folded))


def settle_candidates(
    folded: FoldedArticle, candidates: Sequence[Candidate]
) -> tuple[Attribution, ...]:
    """The attributions of the candidates, in the same order."""
    sources = resolve_sources(folded, candidates)
    pairs = zip(candidates, sources, strict=True)
    return nest([build_attribution(folded, *pair) for pair in pairs])


def find_candidates(folded: FoldedArticle) -> list[Candidate]:
    """The candidates of an article in text order; a label comes before a clause."""
    cued = find_cued(folded)
    labelled = find_labelled(folded, cued)
    labels = {candidate.start for candidate in labelled}
    candidates = [one for one in cued if one.start not in labels] + labelled
    candidates += attribute_uncued(folded, candidates)
    link_repetitions(folded, candidates)
    return sorted(candidates, key=lambda candidate: candidate.start)


def chain(attributions: Sequence[Attribution], number: int) -> tuple[int, ...]:
    """The attributions through which a claim comes, outermost first, itself last.

    >>> from analysis.corpus.articles import Article
    >>> from analysis.document import analyze_article
    >>> article = Article("a", "Lee said that Stone denied it.")
    >>> found = analyze_article(article).attributions
    >>> [found[n].source for n in chain(found, 1)]
    ['Lee', 'Stone']
    """
    outer = attributions[number].inside
    return (*(chain(attributions, outer) if outer is not None else ()), number)


def nest(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, each with the smallest larger one that holds its cue."""
    sizes = [sum(b - a for a, b in one.contents) for one in attributions]
    nested = list(attributions)
    alike: dict[tuple[Span, ...], list[int]] = {}
    for number, one in enumerate(attributions):
        alike.setdefault(one.contents, []).append(number)
    for number, holders in _holders(attributions):
        larger = [(sizes[n], n) for n in holders if sizes[n] > sizes[number]]
        if larger:
            nested[number] = replace(nested[number], inside=min(larger)[1])
        elif nested[number].rule == "citing":  # a medium passes on all of it
            same = alike[nested[number].contents]
            carrier = next((n for n in same if n != number), None)
            nested[number] = replace(nested[number], inside=carrier)
    return tuple(nested)


def _holders(attributions: Sequence[Attribution]) -> Iterator[tuple[int, list[int]]]:
    """Each attribution, in order of place, with those whose contents hold its place."""
    contents = sorted(
        (a, b, n) for n, one in enumerate(attributions) for a, b in one.contents
    )
    places = sorted((_place(one), n) for n, one in enumerate(attributions))
    opened: list[tuple[int, int, int]] = []
    k = 0
    for place, number in places:
        while k < len(contents) and contents[k][0] <= place:
            opened.append(contents[k])
            k += 1
        opened = [content for content in opened if content[1] > place]
        yield number, [n for _, _, n in opened]


def _place(one: Attribution) -> int:
    """Where an attribution stands: at its cue, else its source, else nowhere (-1)."""
    place = one.source_start if one.cue_start is None else one.cue_start
    return -1 if place is None else place


def build_attribution(
    folded: FoldedArticle, candidate: Candidate, source: Source | None
) -> Attribution:
    """The attribution of a candidate whose source is known."""
    clause, text = candidate.clause, folded.article.text
    tokens = candidate.paragraph.tokens
    source_start, source_end = _span(tokens, clause.source)
    cue_start, cue_end = _span(tokens, candidate.cue)
    quotes = tuple(sorted(candidate.quotes))
    block = candidate.block
    stretches = (block,) if block else _stretches(text, tokens, clause)
    pieces = [piece for q in quotes for piece in folded.quotes[q].pieces]
    contents = _merge([*stretches, *pieces])
    mention = _mention_kind(folded, tokens, clause.source, source)
    return Attribution(
        mode=_mode(text, candidate, [folded.quotes[q] for q in quotes], cue_end),
        source=source.name if source else None,
        source_start=source_start,
        source_end=source_end,
        source_type=source.source_type if source else None,
        source_nation=source.nation if source else None,
        source_description=source.description if source else None,
        anonymous=source.anonymous if source else clause.source is None,
        cue=None if cue_start is None else text[cue_start:cue_end],
        cue_start=cue_start,
        cue_end=cue_end,
        contents=contents,
        text=join_pieces(text, contents),
        quotes=quotes,
        segment=candidate.paragraph.segment,
        rule=clause.rule,
        mention=mention,
        confidence=confidence(clause.rule, mention, bool(quotes)),
        negated=is_negated(tokens, candidate.cue, clause.source),
    )


def _mention_kind(
    folded: FoldedArticle,
    tokens: Sequence[Token],
    phrase: Phrase | None,
    source: Source | None,
) -> MentionKind:
    """What kind of words beside the cue name the source."""
    if phrase is None:
        return "nobody"
    pronoun = tokens[phrase[0]].low in word_class("pronoun")
    if source is None or (pronoun and phrase[1] - phrase[0] == 1):
        return "pronoun"
    if source.anonymous:
        return "description"
    return "person" if folded.entities.is_person(source) else "house"


def _mode(
    text: str, candidate: Candidate, quotes: Iterable[QuotedSpan], cue_end: int | None
) -> Mode:
    """Direct if a block or a whole quote is reported, mixed if another quote is."""
    kinds = {_kind(text, quote, cue_end) for quote in quotes}
    if candidate.block is not None or "direct" in kinds:
        return "direct"
    return "mixed" if kinds else "indirect"


def _span(
    tokens: Sequence[Token], phrase: Phrase | None
) -> tuple[int, int] | tuple[None, None]:
    """The characters of a phrase."""
    if phrase is None:
        return None, None
    return tokens[phrase[0]].start, tokens[phrase[1] - 1].end


def _stretches(text: str, tokens: Sequence[Token], clause: Clause) -> Iterator[Span]:
    """The stretches that a clause governs, marks at their edges left out.

    One for each line: what is set between two lines of a paragraph is no part of it.
    """
    for a, b in clause.content:
        inner = [t for t in tokens[a:b] if t.kind in ("word", "quote")]
        if not inner:
            continue
        start, end = inner[0].start, inner[-1].end
        pairs = pairwise(inner) if "\n" in text[start:end] else ()
        for before, after in pairs:
            if "\n" in text[before.end : after.start]:
                yield start, before.end
                start = after.start
        yield start, end


def _merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _kind(text: str, quote: QuotedSpan, cue_end: int | None) -> Kind:
    """Direct if it looks so or is all that its cue governs and a whole clause."""
    if quote.kind == "direct":
        return "direct"
    ends = text[quote.start : quote.end].endswith((".", "!", "?"))
    behind_cue = min(cue_end or 0, quote.start)
    alone = _ALONE.fullmatch(text, behind_cue, quote.start) is not None
    whole = ends and alone and n_words(text[quote.start : quote.end]) > _LONGEST_SCARE
    return "direct" if whole else "mixed"


def settle_quotes(
    article: Article,
    spans: Sequence[QuotedSpan],
    attributions: Sequence[Attribution],
) -> tuple[Quote, ...]:
    """The quotes: each quoted span with its words, kind, speaker, cue and rule.

    A span that no attribution holds has no speaker; in the shape of a mixed quote, it
    is a scare quote.
    """
    holders: dict[int, tuple[Attribution, int | None]] = {}
    for attribution in attributions:
        before: int | None = None  # the quote that this one goes on from
        for q in attribution.quotes:
            holders[q] = (attribution, before)
            before = q
    return tuple(
        _quote(article.text, span, *holders.get(q, (None, None)))
        for q, span in enumerate(spans)
    )


def _quote(
    text: str, span: QuotedSpan, holder: Attribution | None, before: int | None
) -> Quote:
    """The quote of a span, held by an attribution or by none."""
    place = (span.start, span.end, span.pieces, span.segment, span.sentence)
    words = join_pieces(text, span.pieces)
    if holder is None:
        kind: Kind = "scare" if span.kind == "mixed" else span.kind
        return Quote(*place, kind, span.note, words)
    kind = _kind(text, span, holder.cue_end)
    goes_on = before is not None and kind == "direct"
    rule = _GOES_ON if goes_on else holder.rule
    return Quote(
        *(*place, kind, span.note, words),
        speaker=holder.source,
        speaker_start=holder.source_start,
        speaker_end=holder.source_end,
        speaker_type=holder.source_type,
        speaker_nation=holder.source_nation,
        speaker_description=holder.source_description,
        anonymous=holder.anonymous,
        cue=holder.cue,
        cue_start=holder.cue_start,
        cue_end=holder.cue_end,
        continues=before if goes_on else None,
        rule=rule,
        confidence=confidence(rule, holder.mention, quoted=True),
    )


def withhold(
    attributions: Sequence[Attribution], quotes: Sequence[Quote], minimum: float
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...]]:
    """The answers that are at least as sure as `minimum`, between 0 and 1.

    Attributions that are less sure are left out.  Quotes stay, without a speaker, cue
    and rule where they are less sure; their confidence says why.
    """
    if minimum <= 0:
        return tuple(attributions), tuple(quotes)
    claims = _sure_claims(attributions, minimum)
    held = {q for claim in claims for q in claim.quotes}
    credited = [
        quote.confidence is None or (q in held and quote.confidence >= minimum)
        for q, quote in enumerate(quotes)
    ]
    return (
        tuple(
            replace(claim, quotes=tuple(q for q in claim.quotes if credited[q]))
            for claim in claims
        ),
        tuple(
            quote if known else replace(quote, **_UNCREDITED)
            for quote, known in zip(quotes, credited, strict=True)
        ),
    )


def _sure_claims(
    attributions: Sequence[Attribution], minimum: float
) -> list[Attribution]:
    """The attributions that are sure enough, each inside the nearest one that stays."""
    kept = [n for n, one in enumerate(attributions) if one.confidence >= minimum]
    number = {old: new for new, old in enumerate(kept)}
    claims = []
    for old in kept:
        outer = attributions[old].inside
        while outer is not None and outer not in number:
            outer = attributions[outer].inside
        inside = None if outer is None else number[outer]
        claims.append(replace(attributions[old], inside=inside))
    return claims
