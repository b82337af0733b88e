"""One marked article against what was predicted of it: an outcome for each unit.

The units are quoted spans (found, called attributed, their speaker), predicted spans
that are none, and attributions, matched by the words of their contents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.polnear.corpus import MarkedArticle, MarkedAttribution
from benchmarks.polnear.predictions import Piece, Prediction, find_pieces
from benchmarks.polnear.spans import ReferenceQuote, reference_quotes
from benchmarks.polnear.words import Words, names_speaker

from analysis.attribution.attitude_cues import attitude_words
from analysis.attribution.confidence import decides
from analysis.attribution.cue_lexicon import may_report
from analysis.validation.scores import Agreement, match, overlap

AnswerKind = tuple[str, str]  # the rule, and what kind of words mention the source
Claim = tuple[MarkedAttribution, frozenset[int]]  # with the words of its content


@dataclass(frozen=True, slots=True)
class QuoteOutcome:
    """What became of one quoted span, and the kind of answer that credited it.

    `outcome` is `not_found`, `called_no_quote`, `no_speaker`, `right` where the head of
    the speaker lies in the marked source, else `wrong_` and where that source stands.
    """

    quote: ReferenceQuote
    outcome: str
    kind: AnswerKind | None = None

    @property
    def attributed(self) -> bool:
        """Whether it is found and called attributed."""
        return self.outcome not in ("not_found", "called_no_quote")

    @property
    def answered(self) -> bool:
        """Whether it is given a speaker."""
        return self.attributed and self.outcome != "no_speaker"

    @property
    def right(self) -> bool:
        """Whether it is given the marked speaker."""
        return self.outcome == "right"


@dataclass(frozen=True, slots=True)
class AttributionOutcome:
    """Whether a predicted attribution is a marked one, and what kind of answer it is.

    `right` asks for an F1 of a half on the words, the cue, and the source.
    """

    kind: AnswerKind
    quoted: bool
    right: bool


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What became of a marked attribution, and what it costs in cues and in words.

    It is `right`, `other_source` or `other_cue` where a prediction has half of the
    words, `other_words` where one has only its cue.  Else it was not found: `no_cue` is
    marked, its cue is `unlisted`, or `listed` in a lexicon.  A prediction without a
    partner is an `unmarked_report` or an `unmarked_attitude`.  `missed` counts words of
    the content that no prediction has, `excess` those predicted that no content has.
    """

    outcome: str
    cue_missed: bool
    missed: int
    excess: int


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The outcomes of one article.

    `spurious` has the kind of each predicted span between marks that is no quoted
    span; `n_contents` counts the marked attributions that have a content.
    """

    quotes: tuple[QuoteOutcome, ...]
    spurious: tuple[AnswerKind, ...]
    attributions: tuple[AttributionOutcome, ...]
    claims: tuple[ClaimOutcome, ...]
    n_contents: int
    content_words: Agreement
    cues: Agreement


def score_article(
    article: MarkedArticle, predictions: Sequence[Prediction]
) -> ArticleScore:
    """An article's predictions against its marks."""
    words = Words(article.text)
    quotes = reference_quotes(article, words)
    pieces = find_pieces(words, predictions, {(q.start, q.end) for q in quotes})
    attributed = [piece for piece in pieces if piece.prediction.attributed]
    finders = _finders(attributed, quotes)
    hits = {n for numbers in finders for n in numbers}
    groups = _groups(attributed)
    contents = [
        (claim, words.inside(claim.content))
        for claim in article.attributions
        if claim.content
    ]
    partners = _partners([content for _, content in contents], groups)
    return ArticleScore(
        quotes=tuple(
            _quote_outcome(words, quote, attributed[mine[0]] if mine else None, anyone)
            for quote, mine, anyone in zip(
                quotes, finders, _finders(pieces, quotes), strict=True
            )
        ),
        spurious=tuple(
            _kind(piece)
            for n, piece in enumerate(attributed)
            if piece.marked and n not in hits
        ),
        attributions=_attribution_outcomes(words, contents, groups, partners),
        claims=_claim_outcomes(words, contents, groups, partners),
        n_contents=len(contents),
        content_words=_common_words([c for _, c in contents], groups),
        cues=_match_cues(article.attributions, groups),
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
    finders = []
    for quote in quotes:
        shared = {n: pieces[n].words & quote.words for n in able}
        by_group: dict[int, frozenset[int]] = defaultdict(frozenset)
        for n in able:
            by_group[pieces[n].prediction.group] |= shared[n]
        ranked = [
            ((-len(shared[n]), len(pieces[n].words), not pieces[n].source), n)
            for n in able
            if shared[n]
            and 2 * len(by_group[pieces[n].prediction.group]) >= len(quote.words)
        ]
        finders.append([n for _, n in sorted(ranked)])
    return finders


def _quote_outcome(
    words: Words, quote: ReferenceQuote, best: Piece | None, anyone: Sequence[int]
) -> QuoteOutcome:
    if best is None:
        return QuoteOutcome(quote, "called_no_quote" if anyone else "not_found")
    outcome = f"wrong_{quote.place}"
    if not best.source:
        outcome = "no_speaker"
    elif names_speaker(words, quote.source, best.source):
        outcome = "right"
    return QuoteOutcome(quote, outcome, _kind(best))


def _kind(piece: Piece) -> AnswerKind:
    return str(piece.prediction.rule), str(piece.prediction.mention)


# --- attributions ------------------------------------------------------------


class _Group:
    """The pieces of one predicted attribution together."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.words = frozenset().union(*(piece.words for piece in pieces))
        self.source = pieces[0].source
        self.cue = pieces[0].prediction.cue
        self.kind = _kind(pieces[0])
        self.quoted = any(piece.prediction.quoted for piece in pieces)


def _groups(pieces: Sequence[Piece]) -> list[_Group]:
    by_number: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_number[piece.prediction.group].append(piece)
    return [_Group(group) for group in by_number.values()]


def _partners(
    contents: Sequence[frozenset[int]], groups: Sequence[_Group]
) -> dict[int, int]:
    """The number of the content of each predicted attribution that has one.

    They are paired one to one, those with the most common words first.
    """
    shared = {
        (i, j): n
        for i, content in enumerate(contents)
        for j, group in enumerate(groups)
        if (n := len(content & group.words))
    }
    partners: dict[int, int] = {}
    for i, j in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if j not in partners and i not in partners.values():
            partners[j] = i
    return partners


def _attribution_outcomes(
    words: Words,
    contents: Sequence[Claim],
    groups: Sequence[_Group],
    partners: Mapping[int, int],
) -> tuple[AttributionOutcome, ...]:
    """Whether each prediction and its partner agree in all three."""
    outcomes = []
    for j, group in enumerate(groups):
        right = False
        if j in partners:
            claim, content = contents[partners[j]]
            right = _half_of_the_words(content, group)
            right = right and _same_cue(claim, group)
            right = right and _same_source(words, claim, group)
        outcomes.append(AttributionOutcome(group.kind, group.quoted, right))
    return tuple(outcomes)


def _claim_outcomes(
    words: Words,
    contents: Sequence[Claim],
    groups: Sequence[_Group],
    partners: Mapping[int, int],
) -> tuple[ClaimOutcome, ...]:
    """The marked attributions, then the predictions without a partner.

    A word that several hold is counted with the shortest of them.
    """
    found = {partners[j]: groups[j] for j in partners}
    alone = [group for j, group in enumerate(groups) if j not in partners]
    marked = frozenset().union(*(content for _, content in contents))
    predicted = frozenset().union(*(group.words for group in groups))
    missed = _held_by_shortest([c for _, c in contents], marked - predicted)
    taken = [
        found[i].words if i in found else frozenset() for i in range(len(contents))
    ]
    taken += [group.words for group in alone]
    excess = _held_by_shortest(taken, predicted - marked)
    outcomes = [
        ClaimOutcome(
            _claim_outcome(words, claim, content, found.get(i), groups),
            bool(claim.cue) and not any(_same_cue(claim, group) for group in groups),
            missed[i],
            excess[i],
        )
        for i, (claim, content) in enumerate(contents)
    ]
    outcomes += [
        ClaimOutcome(f"unmarked_{_manner(group)}", False, 0, excess[n])
        for n, group in enumerate(alone, len(contents))
    ]
    return tuple(outcomes)


def _claim_outcome(
    words: Words,
    claim: MarkedAttribution,
    content: frozenset[int],
    partner: _Group | None,
    groups: Sequence[_Group],
) -> str:
    if partner and _half_of_the_words(content, partner):
        if not _same_cue(claim, partner):
            return "other_cue"
        same = _same_source(words, claim, partner)
        return "right" if same else "other_source"
    if any(_same_cue(claim, group) for group in groups):
        return "other_words"
    if not claim.cue:
        return "no_cue"
    cue = {words.lower(number) for number in words.inside(claim.cue)}
    return "listed" if may_report(cue) or cue & attitude_words() else "unlisted"


def _manner(group: _Group) -> str:
    is_attitude = decides(group.kind[0], group.quoted) == "attitudes"
    return "attitude" if is_attitude else "report"


def _held_by_shortest(
    holders: Sequence[frozenset[int]], counted: frozenset[int]
) -> Counter[int]:
    """How many of the words counted each holder has, a word by its shortest holder."""
    by_length = sorted(range(len(holders)), key=lambda n: len(holders[n]), reverse=True)
    holder = {word: n for n in by_length for word in holders[n] & counted}
    return Counter(holder.values())


def _half_of_the_words(content: frozenset[int], group: _Group) -> bool:
    """Whether the F1 of the words is a half at least."""
    return 4 * len(content & group.words) >= len(content) + len(group.words)


def _same_cue(claim: MarkedAttribution, group: _Group) -> bool:
    cue = group.cue
    return cue is not None and any(overlap(cue, part) for part in claim.cue)


def _same_source(words: Words, claim: MarkedAttribution, group: _Group) -> bool:
    if not claim.source and not group.source:
        return True
    return names_speaker(words, claim.source, group.source)


def _common_words(
    contents: Sequence[frozenset[int]], groups: Sequence[_Group]
) -> Agreement:
    """How many words are in some content on each side and on both."""
    marked = frozenset().union(*contents)
    predicted = frozenset().union(*(group.words for group in groups))
    return Agreement(len(marked), len(predicted), len(marked & predicted))


def _match_cues(
    claims: Sequence[MarkedAttribution], groups: Sequence[_Group]
) -> Agreement:
    marked = [claim.cue for claim in claims if claim.cue]
    predicted = sorted({group.cue for group in groups if group.cue})
    pairs = match(
        marked, predicted, lambda cue, span: any(overlap(span, p) for p in cue)
    )
    return Agreement(len(marked), len(predicted), len(pairs))
