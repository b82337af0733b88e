"""Acts of reporting in a sentence: a cue, its source, and the content it governs.

    find_reports(parse) -> tuple[Report, ...]

A `Report` speaks in token numbers; `drafts` and `attributions` turn it into places
in the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution.complements import NEEDS_OBJECT, complement, takes
from analysis.attribution.constructions import find_pattern, pattern_words
from analysis.attribution.coordination import cut_apart
from analysis.attribution.cue_lexicon import Phrase, Report, Verb, openers, verb_at
from analysis.attribution.fronted import SPEAKING, Act, content_before, follows_quote
from analysis.attribution.noun_phrases import (
    FINITE,
    VERBS,
    antecedent,
    can_speak,
    head_of,
    is_author,
    is_document,
    is_reduced,
    phrase_from,
)
from analysis.attribution.source_types import state
from analysis.attribution.subjects import subject_of
from analysis.syntax.chunker import Parse, brackets
from analysis.syntax.tokens import Token, word_class

_RULES = {
    "subject": "cue-before",
    "appositive": "cue-before",
    "shared": "shared-subject",
    "relative": "relative",
    "participle": "participle",
    "control": "control",
}
_STARTS = VERBS | {"I", "n", ":"}  # kinds of chunk that a report begins with
_GOES_ON = FINITE | {"S"}  # kinds of chunk with which a clause goes on
_OTHER = Verb("", "other", "")


def find_reports(p: Parse) -> tuple[Report, ...]:
    """The reports of a sentence, in the order of their cues.

    What stands in brackets is read as a sentence of its own.
    """
    sentence = p.tokens[p.lo : p.hi]
    cueless = openers().isdisjoint([token.low for token in sentence])
    if cueless and not (_has_quote(sentence) or follows_quote(p)):
        return ()
    found = _in_sentence(p)
    for a, b in brackets(p.tokens, p.lo, p.hi):
        found += _in_sentence(Parse(p.tokens, a, b))
    return cut_apart(p, sorted(found, key=_place))


def _has_quote(tokens: Sequence[Token]) -> bool:
    return any(token.kind == "quote" for token in tokens)


def _place(report: Report) -> int:
    return report.cue[0] if report.cue else report.content[0][0]


def _in_sentence(p: Parse) -> list[Report]:
    found: list[Report] = []
    past, shared = p.lo, None
    phrases = pattern_words()
    for k, chunk in enumerate(p.chunks):
        if chunk.head < past or chunk.kind not in _STARTS:
            continue
        if chunk.kind in "nI" and p.tokens[chunk.head].low not in phrases:
            continue
        report = find_pattern(p, k, shared)
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
    if verb is _OTHER and "Q" not in p.kinds and not follows_quote(p):
        return None
    inverted = _inverted(p, k, past, verb)
    if inverted:
        return inverted
    found = subject_of(p, k, shared) if p.kinds[k] not in "pe" else None
    if not found:
        return None
    act = Act(p, k, verb, past, *found, complement(p, k, past, verb))
    if is_author(p, act.source) and not _speaks_directly(act):
        return None
    before = content_before(act) if act.how in ("subject", "appositive") else None
    if before:
        listed = verb is not _OTHER
        rank = 0 if listed else 2
        return Report(_cue(act), act.source, before, "cue-after", listed, rank)
    return _any_verb(act) if verb is _OTHER else _governing(act)


def _cue(act: Act) -> Phrase:
    return act.p.chunks[act.k].head, act.following.cue_past


def _speaks_directly(act: Act) -> bool:
    """Whether “I said” stands right beside a quote."""
    if act.verb.kind not in ("say", "tell", "ask", "state", "utter"):
        return False
    first = act.source[0]
    quoted = first > act.p.lo and act.p.tokens[first - 1].kind == "quote"
    behind = first == act.p.lo and follows_quote(act.p)
    return quoted or behind or act.following.kind == "quote"


def _any_verb(act: Act) -> Report | None:
    """A verb on no list, beside a quote or a “that”, if its subject can speak."""
    p, source = act.p, act.source
    speaks = can_speak(p.tokens, source) and not state(p.words(*source))
    governs = act.following.kind in ("quote", "that") and p.kinds[act.k] != "x"
    if not speaks or not governs:
        return None
    content = ((act.following.at, p.hi),)
    mention = _mention(act)
    return Report(_cue(act), mention, content, "any-verb", False, 2, _stands_for(act))


def _governing(act: Act) -> Report | None:
    """The report of a verb with what follows it; one of a quote, if nothing else."""
    p, verb, following = act.p, act.verb, act.following
    shows = following.kind == "object" and verb.kind == "state"
    shows = shows and is_document(p.tokens, act.source)
    sure = (shows or takes(p, verb, following)) and _may_report(act)
    if following.kind == "quote" and verb.kind in ("utter", *NEEDS_OBJECT):
        sure = False
    if not sure and not _has_quote(p.tokens[following.at : p.hi]):
        return None
    clause = verb.kind == "say" or following.kind in ("that", "claim", "clause")
    direct = following.kind in ("quote", "colon") or (sure and clause)
    content = ((following.at, _clause_end(act)),)
    rule, rank = _RULES[act.how], 0 if direct else 1
    return Report(_cue(act), _mention(act), content, rule, sure, rank, _stands_for(act))


def _clause_end(act: Act) -> int:
    """Where an opening participle or an inserted clause ends, else the sentence."""
    p, k = act.p, act.k
    opening = act.how == "participle" and act.source[0] > p.chunks[k].first
    inserted = act.how == "relative" or (p.kinds[k] == "g" and "," in p.kinds[:k])
    subordinate = p.kinds.lstrip("C")[:1] == "S"
    for n in range(k + 1, len(p.chunks)):
        after_quote = p.kinds[n] == "Q" and p.kinds[n + 1 : n + 2]
        ends = p.tokens[p.chunks[n].head].low == ","
        if after_quote == "n" and (subordinate or opening) and ends:
            return p.chunks[n].past
        if after_quote == "C" and p.kinds[n + 2 : n + 3] in tuple(FINITE):
            return p.chunks[n].past
        if p.kinds[n] == "," and p.chunks[n].first >= act.following.at:
            behind = p.kinds[n + 1 : n + 2]
            if (opening and behind == "n") or (
                inserted and behind in FINITE and behind
            ):
                return p.chunks[n].first
    return p.hi


def _mention(act: Act) -> Phrase:
    """The source beside the verb: of a quote, the “that” of “a sign that said “x””."""
    p, w = act.p, act.k - 1
    beside = act.how == "relative" and p.kinds[w] == "W" and p.low(w) != "who"
    if beside and _has_quote(p.tokens[act.following.at : p.hi]):
        return p.chunks[w].first, p.chunks[w].past
    return act.source


def _stands_for(act: Act) -> Phrase | None:
    """The phrase that a “who” stands for, if that is the source."""
    return antecedent(act.p, act.k - 1) if act.how == "relative" else None


def _may_report(act: Act) -> bool:
    """Whether a verb with this subject reports where it governs no quote."""
    p, k, how = act.p, act.k, act.how
    if p.kinds[k] in "mi" or _is_conditional(p, act.source, act.verb):
        return False
    if (how == "shared" and _is_modal(p, k)) or (
        how == "relative" and _is_anybody(p, k)
    ):
        return False
    if head_of(p.tokens, *act.source).low in ("nobody", "none", "no-one"):
        return False
    anyone = act.verb.kind in ("say", "tell", "ask") and how != "relative"
    return (
        anyone or can_speak(p.tokens, act.source) or is_document(p.tokens, act.source)
    )


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
    at = source[0] - 1
    before = p.tokens[at - (p.tokens[at].low == "only" and at > p.lo)].low
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
    source = phrase_from(p, m)
    n = next((n for n, c in enumerate(p.chunks) if c.first >= source[1]), len(p.chunks))
    cue = (p.chunks[k].head, past)
    plain = verb.kind in ("say", "state")
    ahead = p.kinds[n : n + 2]
    if ahead == ":Q" and plain and not _opens_clause(p, k):
        return None  # “Lee added a caveat: “…””
    opening = k == 0 and ahead in (",Q", ":Q") and verb is not _OTHER
    if opening or (ahead == ":Q" and plain):  # “Said Lee, “…””
        return Report(cue, source, ((p.chunks[n].past, p.hi),), "cue-inverted")
    behind = "e" if n < len(p.chunks) and is_reduced(p, n) else p.kinds[n : n + 1]
    that = behind == "S" and p.low(n) == "that"
    if that or (behind and behind in FINITE | {"i"}):
        return None
    if p.kinds[k - 1 : k] == "Q" or p.kinds[max(0, k - 2) : k] in ("Q,", "Q-"):
        fits = _may_follow_quote(p, k, verb, source)
    else:
        ends = p.kinds[k - 1 : k] == "," and behind in ("", ",", "-", "I")
        fits = plain and ends and can_speak(p.tokens, source)
    if not fits:
        return None
    content = ((p.lo, p.chunks[k].first), *_after_source(p, n))
    rank = 2 if verb is _OTHER else 0
    return Report(cue, source, content, "cue-inverted", rank < 2, rank)


def _opens_clause(p: Parse, k: int) -> bool:
    return p.kinds[:k] in ("", "In,") or p.kinds[k - 1] in "CS;:"


def _after_source(p: Parse, n: int) -> tuple[Phrase, ...]:
    """Where what was said goes on behind `said X` at chunk `n`.

    At once, if the clause goes on there; else at the next quote: not at the
    description of X.
    """
    if p.kinds[n : n + 1] in (",", "-", ":") and p.kinds[n + 1 : n + 2] in _GOES_ON:
        return ((p.chunks[n].past, p.hi),)
    for m in range(n, len(p.chunks) - 1):
        if p.kinds[m] in ",-:" and p.kinds[m + 1] in "Qd":
            return ((p.chunks[m].past, p.hi),)
    return ()


def _may_follow_quote(p: Parse, k: int, verb: Verb, source: Phrase) -> bool:
    """Whether a verb can stand between a quote and its speaker."""
    if verb.kind in SPEAKING and verb.kind != "think":
        return True
    ends_open = p.kinds[k - 1] == "Q" and p.tokens[p.chunks[k].first - 1].low != ""
    return ends_open and can_speak(p.tokens, source)
