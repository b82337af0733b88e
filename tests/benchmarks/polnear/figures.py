"""Outcomes of many articles added up: counts first, then the rates from them.

Everything here is a dict that can be written as JSON: counts are integers, rates are
rounded, and a rate of nothing is None.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from benchmarks.polnear.scores import (
    AnswerKind,
    ArticleScore,
    AttributionOutcome,
    ClaimOutcome,
    QuoteOutcome,
)

from analysis.attribution.confidence import decides
from analysis.validation.scores import Agreement

Figures = dict[str, Any]
KINDS = ("all", "direct", "mixed")
OUTCOMES = (
    "right",
    "not_found",
    "called_no_quote",
    "no_speaker",
    "wrong_same_line_before",
    "wrong_same_line_after",
    "wrong_earlier_line",
    "wrong_later_line",
    "wrong_inside_or_around",
)
CLAIM_OUTCOMES = (
    "right",
    "other_source",
    "other_cue",
    "other_words",
    "listed",
    "unlisted",
    "no_cue",
    "unmarked_report",
    "unmarked_attitude",
)
_DECIMALS = 6


def split_figures(scores: Sequence[ArticleScore]) -> Figures:
    """All figures of a split.

    detection: which quoted spans were found and called attributed.  speakers: of
    attributed spans with a source; a span not found counts as wrong.  attributions: of
    all modes.  rules: how often each was right, by what kind of words mention the
    source.  failures: what became of the spans under speakers.  claims: what became
    of the marked attributions, and what each outcome costs.
    """
    quotes = list(chain.from_iterable(score.quotes for score in scores))
    spurious = list(chain.from_iterable(score.spurious for score in scores))
    answers = chain.from_iterable(score.attributions for score in scores)
    claims = list(chain.from_iterable(score.claims for score in scores))
    sourced = {
        kind: [q for q in quotes if q.quote.source and kind in ("all", q.quote.kind)]
        for kind in KINDS
    }
    return {
        "articles": len(scores),
        "detection": _detection(quotes, len(spurious)),
        "speakers": {kind: _speakers(sourced[kind]) for kind in KINDS},
        "attributions": {
            "content_words": _rates(*(score.content_words for score in scores)),
            "cues": _rates(*(score.cues for score in scores)),
        },
        "rules": {
            "quotes": _quote_rules(quotes, spurious),
            **_rules_outside_quotes(list(answers)),
        },
        "failures": {kind: _failures(sourced[kind]) for kind in KINDS},
        "claims": _claims(claims),
    }


def share(part: int, whole: int) -> float | None:
    """A part of a whole, rounded; None of nothing.

    >>> share(2, 3), share(0, 0)
    (0.666667, None)
    """
    return round(part / whole, _DECIMALS) if whole else None


def _rates(*agreements: Agreement) -> Figures:
    """The counts of some agreements added up, and precision, recall and F1."""
    added = Agreement(
        sum(a.n_reference for a in agreements),
        sum(a.n_found for a in agreements),
        sum(a.n_matched for a in agreements),
    )
    rates = {name: getattr(added, name) for name in ("precision", "recall", "f1")}
    return {
        "reference": added.n_reference,
        "found": added.n_found,
        "matched": added.n_matched,
    } | {n: None if math.isnan(r) else round(r, _DECIMALS) for n, r in rates.items()}


def _detection(quotes: Sequence[QuoteOutcome], n_spurious: int) -> Figures:
    attributed = [q.attributed for q in quotes if q.quote.label == "attributed"]
    unattributed = [q.attributed for q in quotes if q.quote.label == "unattributed"]
    n_found = sum(attributed) + sum(unattributed) + n_spurious
    kept_out = len(unattributed) - sum(unattributed)
    return {
        "attributed": _rates(Agreement(len(attributed), n_found, sum(attributed))),
        "spurious": n_spurious,
        "kept_out": {
            "n": len(unattributed),
            "share": share(kept_out, len(unattributed)),
        },
    }


def _speakers(sourced: Sequence[QuoteOutcome]) -> Figures:
    n_answered = sum(outcome.answered for outcome in sourced)
    n_right = sum(outcome.right for outcome in sourced)
    return {
        "n": len(sourced),
        "answered": n_answered,
        "right": n_right,
        "right_of_all": share(n_right, len(sourced)),
        "right_of_answered": share(n_right, n_answered),
    }


def _quote_rules(
    quotes: Iterable[QuoteOutcome], spurious: Iterable[AnswerKind]
) -> Figures:
    """Spans that got a speaker, and those with the right one.

    Unattributed spans, and spurious ones, that were taken for quotes are among the
    first, and never right.
    """
    made, right = Counter(spurious), Counter[AnswerKind]()
    for outcome in quotes:
        answered = outcome.quote.source and outcome.answered
        invented = outcome.quote.label == "unattributed" and outcome.attributed
        if outcome.kind and (answered or invented):
            made[outcome.kind] += 1
            right[outcome.kind] += outcome.right
    return _right_of(right, made)


def _rules_outside_quotes(claims: Iterable[AttributionOutcome]) -> Figures:
    """Reports without a quote, and attitudes: those right in all three."""
    figures = {}
    for part in ("indirect", "attitudes"):
        ours = [c for c in claims if decides(c.kind[0], c.quoted) == part]
        made = Counter(claim.kind for claim in ours)
        right = Counter(claim.kind for claim in ours if claim.right)
        figures[part] = _right_of(right, made)
    return figures


def _right_of(right: Counter[AnswerKind], made: Counter[AnswerKind]) -> Figures:
    """By rule and kind of mention: how many answers there are, how many are right."""
    figures: Figures = {}
    for rule, mention in sorted(made):
        counts = {"n": made[rule, mention], "right": right[rule, mention]}
        figures.setdefault(rule, {})[mention] = counts
    return figures


def _failures(sourced: Iterable[QuoteOutcome]) -> Figures:
    counts = Counter(outcome.outcome for outcome in sourced)
    return {name: counts[name] for name in OUTCOMES}


def _claims(claims: Sequence[ClaimOutcome]) -> Figures:
    """By outcome: attributions, cues missed, words missed and in excess."""
    figures = {}
    for name in CLAIM_OUTCOMES:
        ours = [claim for claim in claims if claim.outcome == name]
        figures[name] = {
            "n": len(ours),
            "cues_missed": sum(claim.cue_missed for claim in ours),
            "words_missed": sum(claim.missed for claim in ours),
            "words_in_excess": sum(claim.excess for claim in ours),
        }
    return figures
