"""Where one report ends and the next begins that stands beside it, not inside it.

cut_apart(parse, reports) -> tuple[Report, ...]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution.cue_lexicon import Report
from analysis.syntax.chunker import Parse

_JOINTS = frozenset(("and", "but", "while", "although", "though", "whereas", "with"))


def cut_apart(p: Parse, found: Sequence[Report]) -> tuple[Report, ...]:
    """The reports, each ending where the next that stands beside it begins."""
    cut = []
    for n, report in enumerate(found):
        cue = report.cue[1]
        starts = [_begins_beside(p, report, later) for later in found[n + 1 :]]
        stop = min((s for s in starts if s is not None and s >= cue), default=p.hi)
        content = [(a, min(b, stop)) if a >= cue else (a, b) for a, b in report.content]
        content = tuple((a, b) for a, b in content if a < b)
        changed = content and content != report.content
        cut.append(replace(report, content=content) if changed else report)
    return tuple(cut)


def _begins_beside(p: Parse, report: Report, later: Report) -> int | None:
    """The token at which a later report begins beside `report`, not inside it.

    Beside it stand a report with the same subject (“…, adding that”), one around an
    insertion (“X, who thinks so, said”), one with a subject of its own behind an
    “and” or behind an opening clause, and one that comes after its content.
    """
    if later.rank == 2:
        return None
    first = later.source[0] if later.source else later.cue[0]
    if later.rule in ("shared-subject", "participle"):
        if first >= report.cue[1]:
            return None
        joint = p.tokens[later.cue[0] - 1].low in ("and", "but", "or")
        return later.cue[0] - joint
    if later.rule in ("cue-after", "cue-inverted", "preposition"):
        start = min(first, later.cue[0])
        return None if p.tokens[start - 1].low == "that" else start
    if later.source and first < report.cue[0]:
        return later.cue[0]
    if later.rule == "relative":
        # “Lee attacked Stone, who said …”; not “Lee attacked a man who said …”
        same = report.source is not None and later.referent is not None
        same = same and p.tokens[first].low == "who"
        same = same and p.tokens[first - 1].kind in (",", "-")
        return first if same and report.source[0] <= later.referent[0] < first else None
    told_by_poll = _is_share(p, later) and not _is_share(p, report)
    if later.rule == "cue-before" and first > p.lo and not told_by_poll:
        joint = p.tokens[first - 1]
        to_which = joint.low == "which" and p.tokens[first - 2].low == "to"
        if joint.low in _JOINTS or joint.kind == ";" or to_which:
            return first - 1
        if joint.kind == "," and p.kinds.lstrip("C")[:1] in ("S", "I", "g", "e"):
            return first - 1
    return None


def _is_share(p: Parse, report: Report) -> bool:
    """Whether the source is a share of people, as a poll finds it: “22 percent”."""
    source = report.source
    return source is not None and "percent" in p.words(*source)
