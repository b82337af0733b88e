"""Whom the source of a report means: a name, a description, “he”, “the official”.

    find_referents(context, drafts) -> list[Source | None]

“He” and “she” are the person last spoken of, as a source or as the subject of a
sentence, unless a title or a word such as “spokeswoman” says otherwise; “the official”
is the one described before in these words and more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from analysis.attribution.candidates import Context, Draft
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.entities import Source
from analysis.attribution.source_types import nations, roles
from analysis.attribution.subjects import main_subject
from analysis.syntax.tokens import Token, word_class

_WRITER = Source("the author", "journalist", False)  # who says “I said”
_DESCRIPTIONS = 20  # unnamed sources kept for each word of their descriptions
_REACH = 8  # people remembered for a pronoun
_NEAR = 40  # tokens before “they” in which the people meant may be named


@dataclass(slots=True)
class _Memory:
    """Who was spoken of: the last people with their places, and the last group.

    `unnamed` holds, for each word of their descriptions, the unnamed sources.
    """

    people: list[tuple[int, Source]] = field(default_factory=list)
    many: Source | None = None
    unnamed: dict[str, list[tuple[frozenset[str], Source]]] = field(
        default_factory=dict
    )

    def unnamed_as(self, words: Sequence[str], source: Source) -> Source:
        """The unnamed source described before in these words and more, or this one."""
        nothing = _telling_nothing()
        ordered = [word for word in words if word not in nothing]
        telling = frozenset(ordered)
        definite = words[0] == "the" or len(telling) > 1
        for word in ordered if definite else ():
            for before, known in self.unnamed.get(word, ()):
                if telling <= before:
                    return known
        for word in dict.fromkeys(ordered):
            described = self.unnamed.setdefault(word, [])
            if len(described) < _DESCRIPTIONS:
                described.append((telling, source))
        return source


@cache
def _telling_nothing() -> frozenset[str]:
    return word_class("determiner") | word_class("inner") | {"and", "'s"}


def find_referents(context: Context, drafts: Sequence[Draft]) -> list[Source | None]:
    """The source of each draft; None where nobody is named or can be told."""
    memory = _Memory()
    starts = [s.tokens[0].start if s.tokens else 0 for s in context.outer]
    by_quote: dict[int, Source | None] = {}
    found: list[Source | None] = []
    for draft in drafts:
        source = by_quote.get(draft.echoes) if draft.echoes is not None else None
        if draft.report.source:
            source = _source(context, draft, memory, starts)
            place = draft.stream.tokens[draft.report.source[0]].start
            if source and source.many:
                memory.many = source
            elif source and context.cast.is_person(source):
                memory.people = [*memory.people[1 - _REACH :], (place, source)]
        found.append(source)
        by_quote.update(dict.fromkeys(draft.quotes, source))
    return found


def _source(
    context: Context, draft: Draft, memory: _Memory, starts: Sequence[int]
) -> Source | None:
    tokens, phrase = draft.stream.tokens, draft.report.referent or draft.report.source
    source = _referent(context, tokens, phrase, memory, starts)
    if source is None:
        return None
    if source.anonymous:
        a, b = draft.report.source
        source = memory.unnamed_as([t.low for t in tokens[a:b]], source)
    block_alone = draft.block and not draft.quotes
    if block_alone and source.source_type == "unknown":  # the excerpt's reporter
        source = replace(source, source_type="journalist")
    return source


def _referent(
    context: Context,
    tokens: Sequence[Token],
    phrase: Phrase,
    memory: _Memory,
    starts: Sequence[int],
) -> Source | None:
    """Whom a source phrase means."""
    a, b = phrase
    low = tokens[a].low if b - a == 1 else ""
    if low in word_class("pronoun_one"):
        return _person(context, tokens[a], memory, starts)
    if low in word_class("pronoun_many"):
        return _several(context, tokens, a) or memory.many
    if low in word_class("speaker"):
        return _WRITER
    if low in word_class("pronoun"):
        return None
    return context.cast.source(tokens, a, b)


def _person(
    context: Context, pronoun: Token, memory: _Memory, starts: Sequence[int]
) -> Source | None:
    """The person last spoken of before a pronoun that it may stand for."""
    fits = [
        (at, source)
        for at, source in memory.people
        if context.cast.gender(source) in ("", _gender(pronoun.low))
    ]
    at, source = fits[-1] if fits else (-1, None)
    subject = _last_subject(context, pronoun, at, starts)
    if subject is None and source is None and memory.people:
        return memory.people[-1][1]
    return subject or source


def _gender(pronoun: str) -> str:
    return "f" if pronoun in ("she", "her", "herself") else "m"


def _last_subject(
    context: Context, pronoun: Token, after: int, starts: Sequence[int]
) -> Source | None:
    """The last person who is the subject of a sentence between two places."""
    for n in range(bisect_left(starts, pronoun.start) - 1, -1, -1):
        stream = context.outer[n]
        if stream.tokens and stream.tokens[-1].end <= after:
            return None
        if context.segments[stream.segment].layer == "pull_quote":
            continue
        for p in reversed(stream.sentences):
            start = stream.tokens[p.lo].start
            phrase = main_subject(p) if start < pronoun.start else None
            if phrase is None:
                continue
            first = stream.tokens[phrase[0]]
            if first.start >= pronoun.start or first.low in word_class("pronoun"):
                continue
            if first.start <= after:
                return None
            source = context.cast.source(stream.tokens, *phrase)
            fits = context.cast.gender(source) in ("", _gender(pronoun.low))
            if fits and context.cast.is_person(source) and not source.many:
                return source
    return None


def _several(context: Context, tokens: Sequence[Token], at: int) -> Source | None:
    """The people last named before “they” in the same paragraph."""
    for k in range(at - 1, max(-1, at - _NEAR), -1):
        low = tokens[k].low
        if low.endswith("s") and (low in roles() or low in nations()):
            a = k
            while a and _describes(tokens[a - 1]):
                a -= 1
            return context.cast.source(tokens, a, k + 1)
    return None


def _describes(token: Token) -> bool:
    """Whether a word before “officials” may belong to their description."""
    if token.kind != "word":
        return False
    known = token.low in roles() or token.low in word_class("determiner")
    return token.capital or known
