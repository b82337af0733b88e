"""One marked article against what was predicted of it: an outcome for each unit.

The units are quoted spans (found, called attributed, their speaker), predicted spans
that are none, and attributions, matched by the words of their contents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from benchmarks.polnear.corpus import Marked, MarkedArticle
from benchmarks.polnear.predictions import (
    Piece,
    Prediction,
    find_pieces,
    find_predictions,
    prediction_line,
)
from benchmarks.polnear.spans import ReferenceQuote, reference_quotes
from benchmarks.polnear.words import Words, names_speaker

from analysis.corpus.articles import Article
from analysis.document import analyze_article
from analysis.text.characters import Span
from analysis.validation.scores import Agreement, match, overlap


@dataclass(frozen=True, slots=True)
class QuoteOutcome:
    """What became of one quoted span.

    `found` and `exact` ask whether any prediction has it, `taken` and `taken_exact`
    whether one does that calls it attributed; `answered` whether that one names a
    speaker, `rule` by which rule, `right` whether it is the marked one.
    """

    quote: ReferenceQuote
    found: bool
    exact: bool
    taken: bool
    taken_exact: bool
    answered: bool
    right: bool
    rule: str | None


@dataclass(frozen=True, slots=True)
class AttributionOutcome:
    """What a predicted attribution matches.

    `shared` words with its partner, of which `half` asks for an F1 of a half;
    `exact` for the same words; `triple` for half, cue and source.
    """

    rule: str | None
    quoted: bool
    n_words: int
    shared: int = 0
    half: bool = False
    exact: bool = False
    triple: bool = False


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The outcomes of one article.

    `spurious` has the rule of each predicted span between marks that is no quoted
    span; `n_marked` and `n_marked_taken` count predicted spans between marks, all and
    those called attributed.  `n_contents` and `n_content_words` are the reference's.
    """

    quotes: tuple[QuoteOutcome, ...]
    spurious: tuple[str | None, ...]
    n_marked: int
    n_marked_taken: int
    attributions: tuple[AttributionOutcome, ...]
    n_contents: int
    n_content_words: int
    tokens: Agreement
    cues: Agreement


def score_article_of_library(article: MarkedArticle) -> tuple[ArticleScore, str]:
    """An article read by the library: its score, and its predictions as a line."""
    predictions = find_predictions(analyze_article(Article(article.name, article.text)))
    return score_article(article, predictions), prediction_line(
        article.name, predictions
    )


def score_article(
    article: MarkedArticle, predictions: Sequence[Prediction]
) -> ArticleScore:
    """An article's predictions against its marks."""
    words = Words(article.text)
    quotes = reference_quotes(article, words)
    pieces = find_pieces(words, predictions, {(q.start, q.end) for q in quotes})
    taken = [piece for piece in pieces if piece.prediction.attributed]
    finders = _finders(taken, quotes)
    hits = {n for found in finders for n in found}
    groups = _groups(taken)
    contents = [
        (one, words.inside(one.content)) for one in article.attributions if one.content
    ]
    return ArticleScore(
        quotes=_quote_outcomes(words, quotes, pieces, taken, finders),
        spurious=tuple(
            piece.prediction.rule
            for n, piece in enumerate(taken)
            if piece.marked and n not in hits
        ),
        n_marked=sum(piece.marked for piece in pieces),
        n_marked_taken=sum(piece.marked for piece in taken),
        attributions=_attribution_outcomes(words, contents, groups),
        n_contents=len(contents),
        n_content_words=sum(len(content) for _, content in contents),
        tokens=_common([c for _, c in contents], [g.words for g in groups]),
        cues=_cues(article.attributions, groups),
    )


# --- quoted spans ------------------------------------------------------------


def _finders(
    pieces: Sequence[Piece], quotes: Sequence[ReferenceQuote]
) -> list[list[int]]:
    """For each quoted span the numbers of the pieces that find it, best first.

    A piece finds a span with half of its words, those of its group counted in.  One
    between marks must have half its own words in quoted spans.
    """
    quoted = frozenset().union(*(quote.words for quote in quotes))
    able = [
        n
        for n, piece in enumerate(pieces)
        if not piece.marked or 2 * len(piece.words & quoted) >= len(piece.words)
    ]
    found = []
    for quote in quotes:
        near = {n: pieces[n].words & quote.words for n in able}
        held: dict[int, frozenset[int]] = defaultdict(frozenset)
        for n, shared in near.items():
            held[pieces[n].prediction.group] |= shared
        mine = [
            n
            for n, shared in near.items()
            if shared and 2 * len(held[pieces[n].prediction.group]) >= len(quote.words)
        ]
        found.append(
            sorted(
                mine,
                key=lambda n, near=near: (
                    -len(near[n]),
                    len(pieces[n].words),
                    not pieces[n].source,
                ),
            )
        )
    return found


def _quote_outcomes(
    words: Words,
    quotes: Sequence[ReferenceQuote],
    pieces: Sequence[Piece],
    taken: Sequence[Piece],
    finders: Sequence[Sequence[int]],
) -> tuple[QuoteOutcome, ...]:
    edges = {(piece.start, piece.end) for piece in pieces}
    taken_edges = {(piece.start, piece.end) for piece in taken}
    outcomes = []
    for quote, mine, anyone in zip(
        quotes, finders, _finders(pieces, quotes), strict=True
    ):
        best = taken[mine[0]] if mine else None
        source = best.source if best else ()
        outcomes.append(
            QuoteOutcome(
                quote=quote,
                found=bool(anyone),
                exact=(quote.start, quote.end) in edges,
                taken=best is not None,
                taken_exact=(quote.start, quote.end) in taken_edges,
                answered=bool(source),
                right=names_speaker(words, quote.source, source),
                rule=best.prediction.rule if best else None,
            )
        )
    return tuple(outcomes)


# --- attributions ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Group:
    """The pieces of one predicted attribution together."""

    words: frozenset[int]
    source: tuple[Span, ...]
    cue: Span | None
    rule: str | None
    quoted: bool


def _groups(pieces: Sequence[Piece]) -> list[_Group]:
    by_number: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_number[piece.prediction.group].append(piece)
    return [
        _Group(
            frozenset().union(*(piece.words for piece in group)),
            group[0].source,
            group[0].prediction.cue,
            group[0].prediction.rule,
            any(piece.prediction.quoted for piece in group),
        )
        for group in by_number.values()
    ]


def _attribution_outcomes(
    words: Words,
    contents: Sequence[tuple[Marked, frozenset[int]]],
    groups: Sequence[_Group],
) -> tuple[AttributionOutcome, ...]:
    """Predicted attributions, paired with the marked ones, most common words first."""
    shared = {
        (i, j): len(contents[i][1] & groups[j].words)
        for i, j in product(range(len(contents)), range(len(groups)))
    }
    partners: dict[int, int] = {}
    for i, j in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if shared[i, j] and j not in partners and i not in partners.values():
            partners[j] = i
    outcomes = []
    for j, group in enumerate(groups):
        size = len(group.words)
        if j not in partners:
            outcomes.append(AttributionOutcome(group.rule, group.quoted, size))
            continue
        marked, content = contents[partners[j]]
        n = shared[partners[j], j]
        half = 4 * n >= len(content) + size
        outcomes.append(
            AttributionOutcome(
                rule=group.rule,
                quoted=group.quoted,
                n_words=size,
                shared=n,
                half=half,
                exact=content == group.words,
                triple=half and _same_cue_and_source(words, marked, group),
            )
        )
    return tuple(outcomes)


def _same_cue_and_source(words: Words, marked: Marked, group: _Group) -> bool:
    if group.cue is None or not any(overlap(group.cue, cue) for cue in marked.cue):
        return False
    if not marked.source and not group.source:
        return True
    return names_speaker(words, marked.source, group.source)


def _common(
    reference: Sequence[frozenset[int]], found: Sequence[frozenset[int]]
) -> Agreement:
    """How many words are in some content on each side and on both."""
    theirs, ours = frozenset().union(*reference), frozenset().union(*found)
    return Agreement(len(theirs), len(ours), len(theirs & ours))


def _cues(attributions: Sequence[Marked], groups: Sequence[_Group]) -> Agreement:
    theirs = [one.cue for one in attributions if one.cue]
    ours = sorted({group.cue for group in groups if group.cue})
    pairs = match(theirs, ours, lambda cue, own: any(overlap(own, p) for p in cue))
    return Agreement(len(theirs), len(ours), len(pairs))
