"""Attitudes: what somebody wants, plans, believes or favours, or what seems so.

    find_attitudes(folded, candidates, attributions) -> tuple[Attitude, ...]

Nobody's words are reported here, but a state of mind: “Lee hopes to win”, “Stone
opposes the tax”, “rain is expected”.  What an attribution says already is not said
again, and what stands in the content of another attitude is part of that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from analysis.attribution.attitude_clauses import find_attitude_clauses
from analysis.attribution.attitude_cues import AttitudeKind
from analysis.attribution.attributions import (
    Attribution,
    build_attribution,
    nest,
)
from analysis.attribution.candidates import Candidate, FoldedArticle
from analysis.attribution.confidence import MentionKind
from analysis.attribution.coreference import resolve_sources
from analysis.attribution.source_types import SourceType
from analysis.text.characters import Span


@dataclass(frozen=True, slots=True)
class Attitude:
    """Who holds an attitude, of what kind, by which cue, and what it is about.

    The fields are those of an `Attribution`; `source` is None where nobody is named
    (“rain is expected”), and `inside` the number of the attribution in whose words
    the attitude stands.
    """

    kind: AttitudeKind
    source: str | None
    source_start: int | None
    source_end: int | None
    source_type: SourceType | None
    source_nation: str | None
    anonymous: bool
    cue: str
    cue_start: int
    cue_end: int
    contents: tuple[Span, ...]
    text: str
    segment: int
    rule: str
    mention: MentionKind
    confidence: float
    inside: int | None = None


# The fields that an attitude has from the claim that is made of its clause.
_SHARED = [field.name for field in fields(Attitude) if field.name != "kind"]


def find_attitudes(
    folded: FoldedArticle,
    candidates: Sequence[Candidate],
    attributions: Sequence[Attribution],
) -> tuple[Attitude, ...]:
    """The attitudes of an article, in text order, those inside quotes left out.

    `candidates` are what may be reports, whose cues are no attitudes; `attributions`
    are the reports that are given, in whose words an attitude may stand.

    >>> from analysis.corpus.articles import Article
    >>> from analysis.document import analyze_article
    >>> document = analyze_article(Article("a", "Lee hopes to win."))
    >>> [(a.kind, a.source, a.cue, a.text) for a in document.attitudes]
    [('orientation', 'Lee', 'hopes', 'to win')]
    """
    every: list[tuple[Candidate, AttitudeKind | None]] = [
        *((candidate, None) for candidate in candidates),
        *_candidates(folded, candidates),
    ]
    every.sort(key=lambda pair: pair[0].start)
    sources = resolve_sources(folded, [candidate for candidate, _ in every])
    kinds: list[AttitudeKind] = []
    claims: list[Attribution] = []
    for (candidate, kind), source in zip(every, sources, strict=True):
        if kind:
            kinds.append(kind)
            claims.append(build_attribution(folded, candidate, source))
    n = len(attributions)
    nested = nest([*attributions, *claims])[n:]
    return tuple(
        Attitude(kind, **{name: getattr(claim, name) for name in _SHARED})
        for kind, claim in zip(kinds, nested, strict=True)
        if claim.contents and (claim.inside is None or claim.inside < n)
    )


def _candidates(
    folded: FoldedArticle, candidates: Iterable[Candidate]
) -> Iterator[tuple[Candidate, AttitudeKind]]:
    """The clauses of attitude whose cue is no cue of a report."""
    taken = {
        token.start
        for one in candidates
        if one.cue
        for token in one.paragraph.tokens[slice(*one.cue)]
    }
    for paragraph in folded.paragraphs:
        for p in paragraph.sentences:
            for kind, clause in find_attitude_clauses(p):
                cue = paragraph.tokens[slice(*clause.cue)]
                if not any(token.start in taken for token in cue):
                    yield Candidate(paragraph, clause), kind
