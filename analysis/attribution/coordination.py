"""Where one clause that reports ends and the next begins, in one sentence.

    split_coordinated(syntax, clauses) -> tuple[CuedClause, ...]

Where two clauses tell the same twice (“Lee said …, he said”), it is kept once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from analysis.attribution.clauses import CLAUSE, UNLISTED, CuedClause
from analysis.attribution.phrases import NOMINATIVE
from analysis.attribution.sentence import Syntax
from analysis.syntax.tokens import word_class

_JOINTS = frozenset(("and", "but", "while", "although", "though", "whereas", "with"))


def split_coordinated(
    p: Syntax, clauses: Sequence[CuedClause]
) -> tuple[CuedClause, ...]:
    """The clauses, each ending where the next that is coordinated begins."""
    split = []
    for n, clause in enumerate(clauses):
        cue = clause.cue[1]
        starts = [_coordinated_start(p, clause, later) for later in clauses[n + 1 :]]
        stop = min((s for s in starts if s is not None and s >= cue), default=p.hi)
        cut = [(a, min(b, stop)) if a >= cue else (a, b) for a, b in clause.content]
        content = tuple((a, b) for a, b in cut if a < b)
        changed = content and content != clause.content
        split.append(replace(clause, content=content) if changed else clause)
    return tuple(one for clause in split if (one := _told_once(p, split, clause)))


def _told_once(
    p: Syntax, clauses: Sequence[CuedClause], clause: CuedClause
) -> CuedClause | None:
    """A clause, without what its source has been said to say: “Lee said …, he said”.

    Of that it keeps the quote right before it; None if nothing is left.
    """
    if clause.rule not in ("cue-after", "cue-inverted") or not clause.content:
        return clause
    (first, past), *rest = clause.content
    teller = next((c for c in clauses if c.rule == "cue-before"), None)
    if not teller or not _says_first(p, teller, clause) or first > teller.cue[0]:
        return clause
    quotes = [k for k in range(past - 2, past) if p.tokens[k].kind == "quote"]
    content = (*((k, past) for k in quotes), *rest)
    return replace(clause, content=content) if content else None


def _says_first(p: Syntax, teller: CuedClause, clause: CuedClause) -> bool:
    """Whether who speaks in a clause, “he” or the same words, opens the sentence."""
    if not teller.source or not clause.source or teller.rank != CLAUSE:
        return False
    who, again = p.words(*teller.source), p.words(*clause.source)
    named = word_class("pronoun").isdisjoint(who[:1])
    same = who == again or (named and " ".join(again) in NOMINATIVE)
    opening = p.kinds[: p.chunk_from(teller.source[0])]
    return same and teller.cue < clause.cue and {"S", "W"}.isdisjoint(opening)


def _coordinated_start(p: Syntax, clause: CuedClause, later: CuedClause) -> int | None:
    """The token at which a later clause begins beside `clause`, not inside it.

    Beside it stand a clause with the same subject (“…, adding that”), one around an
    insertion (“X, who thinks so, said”), one with a subject of its own behind an
    “and” or behind an opening clause, and one that comes after its content.
    """
    first = later.source[0] if later.source else later.cue[0]
    if later.rank == UNLISTED:
        return None
    if later.rule in ("shared-subject", "participle"):
        joint = p.tokens[later.cue[0] - 1].low in ("and", "but", "or")
        return later.cue[0] - joint if first < clause.cue[1] else None
    if later.rule == "as-said":  # “…, but as X says, …”
        joint = p.word_at(first - 2) in ("and", "but")
        return first - 2 if joint else None
    if later.rule in ("cue-after", "cue-inverted", "preposition"):
        start = min(first, later.cue[0])
        return None if p.tokens[start - 1].low == "that" else start
    if first < clause.cue[0]:
        return later.cue[0] - (p.tokens[later.cue[0] - 1].low in ("and", "but", "or"))
    return _joint_before(p, clause, first) if later.rule == "cue-before" else None


def _joint_before(p: Syntax, clause: CuedClause, first: int) -> int | None:
    """The semicolon, else the “and”, that joins a subject at token `first` to a clause.

    In “Lee said so; in May Stone denied it” that is the semicolon.
    """
    apart = [k for k in range(clause.cue[1], first) if p.tokens[k].kind == ";"]
    if apart:
        return apart[-1]
    far = first > clause.content[0][0] + 3
    k = bisect_right(p.chunks, first, key=attrgetter("past"))
    joint = p.chunks[k - 1].past if k else 0
    if joint > clause.cue[1] and p.tokens[joint - 1].low in _JOINTS:
        first = joint  # “and more than half said”
    return first - 1 if far and _is_joined(p, first) else None


def _is_joined(p: Syntax, first: int) -> bool:
    """Whether the subject at token `first` is joined to the clause before."""
    joint = p.tokens[first - 1]
    if joint.low in _JOINTS:
        return True
    if joint.low == "which":
        return p.tokens[first - 2].low == "to"
    before = p.kinds[: p.chunk_from(first)].rpartition(",C")[2]
    return joint.kind == "," and before.lstrip("C")[:1] in ("S", "I", "g", "e")
