"""Outcomes of many articles added up: counts first, then the rates from them.

Everything here is a dict that can be written as JSON: counts are integers, rates are
rounded, and a rate of nothing is None.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from benchmarks.polnear.scores import (
    ArticleScore,
    AttributionOutcome,
    QuoteOutcome,
)

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
_DECIMALS = 6


def split_figures(scores: Sequence[ArticleScore]) -> Figures:
    """All figures of a split.

    spans: quoted spans by label.  detection: which were found and called attributed.
    speakers: of attributed spans with a source; a span not found counts as wrong.
     attributions: of all modes.  rules: how often each was right.
    failures: what became of the spans under speakers.
    """
    quotes = [outcome for score in scores for outcome in score.quotes]
    sourced = {kind: _sourced(quotes, kind) for kind in KINDS}
    labels = Counter(outcome.quote.label for outcome in quotes)
    return {
        "articles": len(scores),
        "spans": {
            label: labels[label]
            for label in ("attributed", "unattributed", "ambiguous")
        },
        "detection": _detection(scores, quotes),
        "speakers": {kind: _speakers(sourced[kind]) for kind in KINDS},
        "attributions": _attributions(scores),
        "rules": {
            "quotes": _quote_rules(scores, quotes),
            "indirect": _indirect_rules(scores),
        },
        "failures": {kind: _failures(sourced[kind]) for kind in KINDS},
    }


def outcome_name(outcome: QuoteOutcome) -> str:
    """One of `OUTCOMES`: right if the speaker's head lies in the marked source."""
    if not outcome.found:
        return "not_found"
    if not outcome.taken:
        return "called_no_quote"
    if not outcome.answered:
        return "no_speaker"
    return "right" if outcome.right else f"wrong_{outcome.quote.place}"


def share(part: int, whole: int) -> float | None:
    """A part of a whole, rounded; None of nothing.

    >>> share(2, 3), share(0, 0)
    (0.666667, None)
    """
    return round(part / whole, _DECIMALS) if whole else None


def _sourced(quotes: Iterable[QuoteOutcome], kind: str) -> list[QuoteOutcome]:
    """The attributed spans that have a source, of one kind or all."""
    return [o for o in quotes if o.quote.source and kind in ("all", o.quote.kind)]


def _counted(agreement: Agreement) -> Figures:
    rates = {name: getattr(agreement, name) for name in ("precision", "recall", "f1")}
    return {
        "reference": agreement.n_reference,
        "found": agreement.n_found,
        "matched": agreement.n_matched,
        **{
            name: None if math.isnan(rate) else round(rate, _DECIMALS)
            for name, rate in rates.items()
        },
    }


def _detection(
    scores: Sequence[ArticleScore], quotes: Sequence[QuoteOutcome]
) -> Figures:
    def count(holds: Callable[[QuoteOutcome], bool], label: str = "") -> int:
        return sum(holds(o) for o in quotes if label in ("", o.quote.label))

    spurious = sum(len(score.spurious) for score in scores)
    found = count(lambda o: o.found)
    attributed = count(lambda o: True, "attributed")
    unattributed = count(lambda o: True, "unattributed")
    taken = count(lambda o: o.taken, "attributed")
    kept_out = count(lambda o: not o.taken, "unattributed")
    # Edges shared with an ambiguous span are neither right nor wrong.
    edged = sum(score.n_marked_taken for score in scores)
    edged -= count(lambda o: o.taken_exact, "ambiguous")
    whole = attributed and unattributed
    return {
        "all_found": _counted(Agreement(len(quotes), found + spurious, found)),
        "all_exact": _counted(
            Agreement(
                len(quotes),
                sum(score.n_marked for score in scores),
                count(lambda o: o.exact),
            )
        ),
        "attributed": _counted(
            Agreement(attributed, taken + unattributed - kept_out + spurious, taken)
        ),
        "attributed_exact": _counted(
            Agreement(attributed, edged, count(lambda o: o.taken_exact, "attributed"))
        ),
        "spurious": spurious,
        "kept_out": {
            "n": unattributed,
            "count": kept_out,
            "share": share(kept_out, unattributed),
        },
        "balanced_accuracy": round(
            (taken / attributed + kept_out / unattributed) / 2, _DECIMALS
        )
        if whole
        else None,
    }


def _speakers(sourced: Sequence[QuoteOutcome]) -> Figures:
    counts = {
        "found": sum(o.taken for o in sourced),
        "answered": sum(o.answered for o in sourced),
        "right": sum(o.right for o in sourced),
    }
    return {
        "n": len(sourced),
        "counts": counts,
        "shares": {name: share(count, len(sourced)) for name, count in counts.items()},
        "right_of_answered": share(counts["right"], counts["answered"]),
    }


def _attributions(scores: Sequence[ArticleScore]) -> Figures:
    found = [outcome for score in scores for outcome in score.attributions]
    n_contents = sum(score.n_contents for score in scores)
    return {
        "content_words": _counted(_sum(score.tokens for score in scores)),
        "paired_words": _counted(
            Agreement(
                sum(score.n_content_words for score in scores),
                sum(outcome.n_words for outcome in found),
                sum(outcome.shared for outcome in found),
            )
        ),
        **{
            name: _counted(
                Agreement(n_contents, len(found), sum(getattr(o, name) for o in found))
            )
            for name in ("half", "exact", "triple")
        },
        "cues": _counted(_sum(score.cues for score in scores)),
    }


def _sum(agreements: Iterable[Agreement]) -> Agreement:
    counts = [(a.n_reference, a.n_found, a.n_matched) for a in agreements]
    return (
        Agreement(*map(sum, zip(*counts, strict=True)))
        if counts
        else Agreement(0, 0, 0)
    )


def _quote_rules(
    scores: Iterable[ArticleScore], quotes: Iterable[QuoteOutcome]
) -> Figures:
    """By rule: spans it gave a speaker, those with the right one, those with none.

    `no_quote` counts unattributed spans, and spurious ones, that it took for quotes;
    they are of `n`, and never right.
    """
    answered, right, no_quote = Counter(), Counter(), Counter()
    for outcome in quotes:
        if outcome.quote.source and outcome.answered:
            answered[outcome.rule] += 1
            right[outcome.rule] += outcome.right
        elif outcome.quote.label == "unattributed" and outcome.taken:
            no_quote[outcome.rule] += 1
    for score in scores:
        no_quote.update(score.spurious)
    return {
        str(rule): {
            "n": answered[rule] + no_quote[rule],
            "right": right[rule],
            "share": share(right[rule], answered[rule] + no_quote[rule]),
            "no_quote": no_quote[rule],
        }
        for rule in sorted({*answered, *no_quote}, key=str)
    }


def _indirect_rules(scores: Iterable[ArticleScore]) -> Figures:
    """By rule: attributions it made without a quote, and those right in all three."""
    by_rule: dict[str, list[AttributionOutcome]] = {}
    for score in scores:
        for outcome in score.attributions:
            if not outcome.quoted:
                by_rule.setdefault(str(outcome.rule), []).append(outcome)
    figures = {}
    for rule, outcomes in sorted(by_rule.items()):
        right = sum(outcome.triple for outcome in outcomes)
        figures[rule] = {
            "n": len(outcomes),
            "right": right,
            "share": share(right, len(outcomes)),
        }
    return figures


def _failures(sourced: Iterable[QuoteOutcome]) -> Figures:
    counts = Counter(map(outcome_name, sourced))
    return {name: counts[name] for name in OUTCOMES}
