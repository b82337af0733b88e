"""Acts of reporting in a sentence: a cue, its source, and the content it governs.

    find_reports(parse) -> tuple[Report, ...]

A `Report` speaks in token numbers; `drafts` and `attributions` turn it into places
in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.chunks import Parse
from analysis.complements import NEEDS_OBJECT, Complement, complement, takes
from analysis.cues import Phrase, Report, Verb, openers, verb_at
from analysis.patterns import PATTERNS, phrase_from
from analysis.phrases import (
    FINITE,
    VERBS,
    antecedent,
    can_speak,
    chain_start,
    head_of,
    is_author,
    is_document,
    is_reduced,
)
from analysis.sources import state
from analysis.subjects import subject_of
from analysis.tokens import Token, word_class

_SPEAKING = ("say", "tell", "state", "ask", "utter", "think")
_RULES = {
    "subject": "cue-before",
    "appositive": "cue-before",
    "shared": "shared-subject",
    "relative": "relative",
    "participle": "participle",
    "control": "control",
}
_STARTS = VERBS | {"I", "n", ":"}  # kinds of chunk that a report begins with
_JOINTS = frozenset(("and", "but", "while", "although", "though", "whereas", "with"))
_OTHER = Verb("", "other", "")


def find_reports(p: Parse) -> tuple[Report, ...]:
    """The reports of a sentence, in the order of their cues.

    What stands in brackets is read as a sentence of its own.
    """
    sentence = p.tokens[p.lo : p.hi]
    if openers().isdisjoint([token.low for token in sentence]):
        if not any(token.kind == "quote" for token in sentence):
            return ()
    found = _in_sentence(p)
    for a, b in _brackets(p.tokens, p.lo, p.hi):
        found += _in_sentence(Parse(p.tokens, a, b))
    return _cut_apart(p, sorted(found, key=_place))


def _cut_apart(p: Parse, found: Sequence[Report]) -> tuple[Report, ...]:
    """The reports, each ending where the next that stands beside it begins."""
    cut = []
    for n, report in enumerate(found):
        cue = report.cue[1]
        starts = [_begins_beside(p, report, later) for later in found[n + 1 :]]
        stop = min((s for s in starts if s is not None and s >= cue), default=p.hi)
        content = [(a, min(b, stop)) if a >= cue else (a, b) for a, b in report.content]
        content = [(a, b) for a, b in content if a < b]
        cut.append(replace(report, content=tuple(content)) if content else report)
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
        return later.cue[0] if first < report.cue[1] else None
    if later.rule in ("cue-after", "cue-inverted", "preposition"):
        start = min(first, later.cue[0])
        return None if p.tokens[start - 1].low == "that" else start
    if later.source and first < report.cue[0]:
        return later.cue[0]
    if later.rule == "relative":
        same = report.source is not None and later.referent is not None
        return first if same and report.source[0] <= later.referent[0] < first else None
    if later.rule == "cue-before" and first > p.lo:
        joint = p.tokens[first - 1]
        if joint.low in _JOINTS or joint.kind == ";":
            return first - 1
        if joint.kind == "," and p.kinds.lstrip("C")[:1] in ("S", "I", "g", "e"):
            return first - 1
    return None


def _place(report: Report) -> int:
    return report.cue[0] if report.cue else report.content[0][0]


def _brackets(tokens: Sequence[Token], lo: int, hi: int) -> Iterator[Phrase]:
    opened: int | None = None
    for k in range(lo, hi):
        if tokens[k].kind in ("(", "["):
            opened = k + 1
        elif tokens[k].kind in (")", "]") and opened is not None:
            if k - opened > 1:
                yield opened, k
            opened = None


def _in_sentence(p: Parse) -> list[Report]:
    found: list[Report] = []
    past, shared = p.lo, None
    for k, chunk in enumerate(p.chunks):
        if chunk.head < past or chunk.kind not in _STARTS:
            continue
        report = None
        for pattern in PATTERNS.get(chunk.kind, ()):
            report = report or pattern(p, k, shared)
        if report is None and chunk.kind in VERBS:
            report = _verb(p, k, shared)
        if report and report.cue:
            found.append(report)
            past = max(past, report.cue[1])
            told = report.rule not in ("preposition", "relative", "noun-of")
            if told and report.sure and report.rank == 0:
                shared = report.source
    return found


def _verb(p: Parse, k: int, shared: Phrase | None) -> Report | None:
    """`X said that …`, `“…,” X said`, `“…,” said X` and their like."""
    verb, past = verb_at(p, k) or (_OTHER, p.chunks[k].past)
    if verb is _OTHER and "Q" not in p.kinds and not _follows_quote(p):
        return None
    inverted = _inverted(p, k, past, verb)
    if inverted:
        return inverted
    found = subject_of(p, k, shared) if p.kinds[k] not in "pe" else None
    if not found:
        return None
    source, how = found
    following = complement(p, k, past, verb)
    cue = (p.chunks[k].head, following.cue_past)
    if is_author(p, source) and not _speaks_directly(p, source, verb, following):
        return None
    before = _content_before(p, k, source, verb, following, past)
    if before and how in ("subject", "appositive"):
        if verb.kind != "other":
            return Report(cue, source, before, "cue-after")
        return Report(cue, source, before, "cue-after", False, 2)
    return _governing(p, k, verb, source, how, following)


def _speaks_directly(
    p: Parse, source: Phrase, verb: Verb, following: Complement
) -> bool:
    """Whether “I said” stands right beside a quote."""
    if verb.kind not in ("say", "tell", "ask", "state", "utter"):
        return False
    quoted = source[0] > p.lo and p.tokens[source[0] - 1].kind == "quote"
    return quoted or following.kind == "quote"


def _governing(
    p: Parse, k: int, verb: Verb, source: Phrase, how: str, following: Complement
) -> Report | None:
    """The report of a verb with what follows it; one of a quote, if nothing else."""
    cue, content = (p.chunks[k].head, following.cue_past), ((following.at, p.hi),)
    referent = antecedent(p, k - 1) if how == "relative" else None
    if verb.kind == "other":
        speaks = can_speak(p.tokens, source) and not state(p.words(*source))
        if p.kinds[k] == "x" or not speaks:
            return None
        if following.kind not in ("quote", "that"):
            return None
        return Report(cue, source, content, "any-verb", False, 2, referent)
    shows = following.kind == "object" and verb.kind == "state"
    shows = shows and is_document(p.tokens, source)
    sure = (shows or takes(p, verb, following)) and _may_report(p, k, verb, source, how)
    if following.kind == "quote" and verb.kind in ("utter", *NEEDS_OBJECT):
        sure = False
    if not sure and not any(t.kind == "quote" for t in p.tokens[following.at : p.hi]):
        return None
    clause = verb.kind == "say" or following.kind in ("that", "clause")
    direct = following.kind in ("quote", "colon") or (sure and clause)
    return Report(cue, source, content, _RULES[how], sure, 1 - direct, referent)


def _may_report(p: Parse, k: int, verb: Verb, source: Phrase, how: str) -> bool:
    """Whether a verb with this subject reports where it governs no quote."""
    if p.kinds[k] == "m" or _is_conditional(p, source, verb):
        return False
    if p.kinds[k] == "i" or (how == "shared" and _is_modal(p, k)):
        return False
    anyone = verb.kind in ("say", "tell", "ask") and how != "relative"
    if how == "relative" and _is_anybody(p, k):
        return False
    return anyone or can_speak(p.tokens, source) or is_document(p.tokens, source)


def _is_anybody(p: Parse, k: int) -> bool:
    """Whether the “who” before verb `k` stands for people at large: “those who”."""
    stands_for = antecedent(p, k - 1)
    return stands_for is not None and (
        head_of(p.tokens, *stands_for).low in word_class("anybody")
    )


def _is_conditional(p: Parse, source: Phrase, verb: Verb) -> bool:
    """Whether “if” stands before the source; before a thought, “when” too."""
    if source[0] == p.lo:
        return False
    before = p.tokens[source[0] - 1].low
    doubtful = verb.kind == "think" and before in ("when", "until")
    return doubtful or before in word_class("condition")


def _is_modal(p: Parse, k: int) -> bool:
    """Whether a base form shares the “would” of the verb before it."""
    held = verb_at(p, k)
    before = next((p.kinds[n] for n in range(k - 1, -1, -1) if p.kinds[n] in VERBS), "")
    return before == "m" and held is not None and held[0].form == "base"


# --- the cue before its source --------------------------------------------------


def _inverted(p: Parse, k: int, past: int, verb: Verb) -> Report | None:
    """A cue before its source: `“…,” said X` and, at the end, `…, said X`."""
    m = next((n for n, c in enumerate(p.chunks) if c.first >= past), len(p.chunks))
    if p.kinds[k] != "v" or p.kinds[m : m + 1] != "n":
        return None
    quoted = p.kinds[k - 1 : k] == "Q" or p.kinds[max(0, k - 2) : k] in ("Q,", "Q-")
    source = phrase_from(p, m)
    n = next((n for n, c in enumerate(p.chunks) if c.first >= source[1]), None)
    if n is not None and p.kinds[n : n + 2] == ":Q" and verb.kind in ("say", "state"):
        cue, at = (p.chunks[k].head, past), p.chunks[n].past
        return Report(cue, source, ((at, p.hi),), "cue-inverted")
    if not quoted and (p.kinds[k - 1 : k] != "," or verb.kind not in ("say", "state")):
        return None
    if verb.kind not in _SPEAKING[:-1]:
        beside = p.kinds[k - 1 : k] == "Q" and p.tokens[p.chunks[k].first - 1].low
        if not beside or not can_speak(p.tokens, source):
            return None
    if source[1] - source[0] == 1 and p.low(m) in word_class("speaker") and not quoted:
        return None
    behind = "" if n is None else "e" if is_reduced(p, n) else p.kinds[n]
    if behind and behind in FINITE | {"S"}:
        return None
    if not quoted and not (
        behind in ("", ",", "-", "I") and can_speak(p.tokens, source)
    ):
        return None
    after = ((source[1], p.hi),) if behind and behind in ",-:" else ()
    cue = (p.chunks[k].head, past)
    content = ((p.lo, p.chunks[k].first), *after)
    rank = 2 if verb.kind == "other" else 0
    return Report(cue, source, content, "cue-inverted", rank < 2, rank)


def _content_before(
    p: Parse, k: int, source: Phrase, verb: Verb, following: Complement, past: int
) -> tuple[Phrase, ...] | None:
    """What stands before `X said`, if that is the content: a quote, or a clause."""
    inserted = p.tokens[source[1]].kind == ","
    first = _before_name(p, source[0]) if inserted else source[0]
    quoted = first > p.lo and "quote" in [t.kind for t in p.tokens[first - 2 : first]]
    if p.kinds[k] == "m" and not (quoted and verb.kind in ("say", "tell")):
        return None
    if p.kinds[k] in "gib":
        return None
    alone = following.kind == "none" or (verb.kind == "tell" and following.at >= p.hi)
    if following.kind == "object" and p.kinds[k + 1 : k + 2] in ("I", "b", "g", "e"):
        alone = True
    if first <= p.lo:  # a quote that ends in a stop may be a sentence before
        quoted = verb.kind != "other" and _follows_quote(p)
        open_end = quoted and p.tokens[p.lo - 2].low in ("?", "!", ",", "…")
        speaks = open_end and verb.kind in _SPEAKING and following.kind == "object"
        governs = quoted and (alone or speaks)
        return ((p.lo - 2, p.lo - 1),) if governs else None
    before = p.tokens[first - 1].kind
    quoted = before == "quote" or (
        before == "," and first - 2 >= p.lo and p.tokens[first - 2].kind == "quote"
    )
    if before not in (",", "quote", "-"):
        return None
    if not any(c.kind in "nQoxvmp" for c in p.chunks if c.past <= first):
        return _tail(p, following, past) or None  # “And, X says, it rained.”
    if quoted and not alone:
        governs = verb.kind != "other" and not _in_opening_clause(p, first)
        return ((p.lo, first), *_tail(p, following, past)) if governs else None
    if quoted and _in_opening_clause(p, first):
        return None
    weak = verb.kind in ("other", *NEEDS_OBJECT)
    if weak and not (quoted and _ends_open(p, first) and can_speak(p.tokens, source)):
        return None
    if not alone and not weak:
        return None
    if not quoted and verb.kind == "utter":
        return None
    if not quoted and verb.kind == "tell" and following.cue_past == past:
        return None
    return ((p.lo, first), *_tail(p, following, past))


def _before_name(p: Parse, first: int) -> int:
    """Where `the assailant, X,` begins, if `first` is the token of X."""
    for k, chunk in enumerate(p.chunks):
        if chunk.past == first - 1 and p.tokens[first - 1].kind == ",":
            role = chunk.kind == "n" and not p.tokens[chunk.head].capital
            return p.chunks[chain_start(p, k)].first if role else first
    return first


def _in_opening_clause(p: Parse, first: int) -> bool:
    """Whether the quote before token `first` ends a clause: “When he said “…,” X …”."""
    chunks = [chunk.kind for chunk in p.chunks if chunk.past <= first]
    if chunks[-1:] == [","]:
        chunks.pop()
    whole = "".join(chunks).rstrip("QC,").lstrip("C,")
    clause = whole.rpartition(",")[2].lstrip("C")
    if not FINITE & set(clause):
        return False
    if clause.startswith("S") or (clause.startswith("I") and "W" in clause):
        return True
    said = next((k for k in range(len(chunks) - 1, -1, -1) if chunks[k] == "v"), None)
    held = verb_at(p, said) if said is not None and whole.startswith("S") else None
    return held is not None and held[0].kind in ("say", "tell", "state", "ask")


def _ends_open(p: Parse, first: int) -> bool:
    """Whether the quote before token `first` ends in a mark, as speech does."""
    quote = p.tokens[first - 1 if p.tokens[first - 1].kind == "quote" else first - 2]
    return quote.low != "" or p.tokens[first - 1].kind == ","


def _tail(p: Parse, following: Complement, past: int) -> tuple[Phrase, ...]:
    """Where the content goes on behind `“…,” X said in Dover`: not in Dover."""
    if following.kind in ("quote", "that", "colon", "clause"):
        return ((following.at, p.hi),)
    for at in range(past, p.hi - 1):
        goes_on = at == past or p.tokens[at + 1].kind == "quote"
        if p.tokens[at].kind in (",", "-") and goes_on:
            return ((at + 1, p.hi),)
    return ()


def _follows_quote(p: Parse) -> bool:
    """Whether the sentence before is a quote and nothing else."""
    kinds = [token.kind for token in p.tokens[max(0, p.lo - 3) : p.lo]]
    return kinds[-2:] == ["quote", "stop"] and kinds[:-2] in ([], ["stop"])
