"""Coreference: whom the source of a clause means, be it a name, a description, “he”.

    resolve_sources(folded, candidates) -> list[Source | None]

“He” and “she” are the person last spoken of, as a source or as the subject of a
sentence, unless a title or a word such as “spokeswoman” says otherwise; “the official”
is the one described before in these words and more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.attribution.candidates import Candidate, FoldedArticle, FoldedParagraph
from analysis.attribution.clauses import CuedClause
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.entities import Source
from analysis.attribution.nations import is_people
from analysis.attribution.source_types import roles
from analysis.syntax.tokens import Token, word_class

_WRITER = Source("the author", "journalist", False)  # who says “I said”
_DESCRIPTIONS = 20  # unnamed sources kept for each word of their descriptions
_REACH = 8  # people remembered for a pronoun
_NEAR = 40  # tokens before “they” in which the people meant may be named


@dataclass(slots=True)
class _Salience:
    """Who was spoken of: the last people with their places, and the last group.

    `unnamed` holds, for each word of their descriptions, the unnamed sources; `starts`
    where each paragraph begins.
    """

    folded: FoldedArticle
    starts: list[int]
    people: list[tuple[int, Source]] = field(default_factory=list)
    group: Source | None = None
    unnamed: dict[str, list[tuple[frozenset[str], Source]]] = field(
        default_factory=dict
    )

    def source_of(self, candidate: Candidate, phrase: Phrase) -> Source | None:
        """The source whose mention beside the cue is `phrase`; it is salient now."""
        tokens, clause = candidate.paragraph.tokens, candidate.clause
        referent = clause.referent if isinstance(clause, CuedClause) else None
        source = self._resolve(tokens, referent or phrase)
        if source is None:
            return None
        if source.anonymous:
            source = self._described_before(tokens[phrase[0] : phrase[1]], source)
        excerpt = candidate.block and not candidate.quotes
        if excerpt and source.source_type == "unknown":  # the excerpt's reporter
            source = replace(source, source_type="journalist")
        if source.plural:
            self.group = source
        elif self.folded.entities.is_person(source):
            place = tokens[phrase[0]].start
            self.people = [*self.people[1 - _REACH :], (place, source)]
        return source

    def _resolve(self, tokens: Sequence[Token], phrase: Phrase) -> Source | None:
        """Whom a phrase means: somebody it names, or somebody spoken of before."""
        a, b = phrase
        low = tokens[a].low if b - a == 1 else ""
        if low in word_class("pronoun_one"):
            return self._person(tokens[a])
        if low in word_class("pronoun_many"):
            return self._people_before(tokens, a) or self.group
        if low in word_class("speaker"):
            return _WRITER
        if low in word_class("pronoun"):
            return None
        return self.folded.entities.source(tokens, a, b)

    def _described_before(self, mention: Sequence[Token], source: Source) -> Source:
        """The unnamed source described before in these words and more, or this one."""
        words = [token.low for token in mention if _describes(token.low)]
        described = frozenset(words)
        definite = mention[0].low == "the" or len(described) > 1
        for word in words if definite else ():
            for before, known in self.unnamed.get(word, ()):
                if described <= before:
                    return known
        for word in dict.fromkeys(words):
            sources = self.unnamed.setdefault(word, [])
            if len(sources) < _DESCRIPTIONS:
                sources.append((described, source))
        return source

    def _person(self, pronoun: Token) -> Source | None:
        """The person last spoken of before a pronoun that it may stand for."""
        fitting = [seen for seen in self.people if self._agrees(pronoun, seen[1])]
        place, source = fitting[-1] if fitting else (-1, None)
        subject = self._last_subject(pronoun, place)
        if subject is None and source is None and self.people:
            return self.people[-1][1]
        return subject or source

    def _agrees(self, pronoun: Token, source: Source) -> bool:
        """Whether “he” or “she” fits what is known of somebody's gender."""
        gender = "f" if pronoun.low in ("she", "her", "herself") else "m"
        return self.folded.entities.gender(source) in ("", gender)

    def _last_subject(self, pronoun: Token, after: int) -> Source | None:
        """The last person who is the subject of a sentence between two places."""
        for paragraph, phrase in self._subjects_before(pronoun, after):
            first = paragraph.tokens[phrase[0]]
            if first.start <= after:
                return None
            source = self.folded.entities.source(paragraph.tokens, *phrase)
            person = self.folded.entities.is_person(source) and not source.plural
            if person and self._agrees(pronoun, source):
                return source
        return None

    def _subjects_before(
        self, pronoun: Token, after: int
    ) -> Iterator[tuple[FoldedParagraph, Phrase]]:
        """The subjects of sentences that begin before a pronoun, the last one first."""
        for n in range(bisect_left(self.starts, pronoun.start) - 1, -1, -1):
            paragraph = self.folded.paragraphs[n]
            tokens = paragraph.tokens
            if tokens and tokens[-1].end <= after:
                return
            if self.folded.segments[paragraph.segment].layer == "pull_quote":
                continue
            for p in reversed(paragraph.sentences):
                before = tokens[p.lo].start < pronoun.start
                phrase = p.main_subject() if before else None
                if phrase:
                    first = tokens[phrase[0]]
                    pronominal = first.low in word_class("pronoun")
                    if first.start < pronoun.start and not pronominal:
                        yield paragraph, phrase

    def _people_before(self, tokens: Sequence[Token], at: int) -> Source | None:
        """The people last named before “they” in the same paragraph."""
        for k in range(at - 1, max(-1, at - _NEAR), -1):
            low = tokens[k].low
            if is_people(low) or (low.endswith("s") and low in roles()):
                a = k
                while a and _modifies(tokens[a - 1]):
                    a -= 1
                return self.folded.entities.source(tokens, a, k + 1)
        return None


def _describes(low: str) -> bool:
    """Whether a word of a phrase says what somebody is."""
    small = low in word_class("determiner") or low in word_class("inner")
    return not small and low not in ("and", "'s")


def _modifies(token: Token) -> bool:
    """Whether a word before “officials” may belong to their description."""
    if token.kind != "word":
        return False
    return (
        token.capital or token.low in roles() or token.low in word_class("determiner")
    )


def resolve_sources(
    folded: FoldedArticle, candidates: Sequence[Candidate]
) -> list[Source | None]:
    """The source of each candidate in text order; None where nobody is named."""
    starts = [p.tokens[0].start if p.tokens else 0 for p in folded.paragraphs]
    salience = _Salience(folded, starts)
    by_quote: dict[int, Source | None] = {}
    sources: list[Source | None] = []
    for candidate in candidates:
        phrase = candidate.clause.source
        if phrase:
            source = salience.source_of(candidate, phrase)
        else:
            repeated = candidate.repeats
            source = by_quote.get(repeated) if repeated is not None else None
        sources.append(source)
        by_quote.update(dict.fromkeys(candidate.quotes, source))
    return sources
