"""Sentences with their actors masked by signs, so that rules can speak of them.

“The US blames Iran” becomes `@us blames @iran`.  A party can be in a sentence in
three ways: by a name of `actors.csv`; as the source of the sentence's claim
(“Dempsey said”, of an American officer, is `@us_says`); or as the “we” in the quoted
words of such a source.  “We” in the author's own voice is
nobody's: a file does not say whose country its author means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, ascii_uppercase
from typing import Literal

from analysis.attribution.attributions import Attribution, Quote
from analysis.attribution.nations import nations
from analysis.attribution.source_types import SourceType
from analysis.corpus.articles import Article
from analysis.dyad.actors import Actor, Mention, Scope, any_of
from analysis.dyad.sides import Side, find_sides
from analysis.text.characters import Span, straighten
from analysis.text.sentences import Sentence

Party = Literal["us", "iran"]
PARTIES: tuple[Party, Party] = ("us", "iran")

_SIGNS: dict[Actor, str] = {
    "united_states": "@us",
    "iran": "@iran",
    "iraq": "@iraq",
    "armed_group": "@group",
}
# Who is the voice of a state when he speaks; a scholar or a resident is not.
VOICES_OF_STATE: frozenset[SourceType] = frozenset(
    ("official", "politician", "diplomat", "military", "police", "court")
)
_SIDES: dict[Side, str] = {"us": "@us", "iran": "@iran"}
_Sign = tuple[int, int, str]  # a stretch of the article, and what masks it
OTHER_STATE = "\ue000"  # in place of the first letter of a state that is no party
_NEAR = ("", "USA", "IRN", "IRQ")  # who is no other state
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # leaves every offset
_WE = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|ours)(?=\b|['’])")


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """A sentence with signs for its actors, and where each part of it stands.

    `starts` are the places in `text` at which a stretch begins, `origins` the spans
    of the article that those stretches stand for.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[Span, ...]

    @property
    def parties(self) -> frozenset[Party]:
        """Which of the two are in the sentence."""
        named = set(re.findall(r"@(us|iran)(?![^\W_])", self.text))
        return frozenset(party for party in PARTIES if party in named)

    def place(self, start: int, end: int) -> Span:
        """The stretch of the article that `text[start:end]` stands for."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, at: int) -> Span:
        number = bisect_right(self.starts, at) - 1
        span, shift = self.origins[number], at - self.starts[number]
        # A sign stands for the whole name, a plain character for itself.
        inside = self.text[self.starts[number]] == "@"
        return span if inside else (span[0] + shift, span[0] + shift + 1)


def dyad_sentences(mentions: Iterable[Mention], scope: Scope) -> set[int]:
    """The numbers of the sentences that name both the United States and Iran.

    Scope `narrow` takes the country itself (name, abbreviation, people); `broad`
    takes capitals, offices, forces and persons as well.
    """
    named: dict[int, set[str]] = {}
    for mention in mentions:
        if scope == "broad" or mention.scope == "narrow":
            named.setdefault(mention.sentence, set()).add(mention.actor)
    return {n for n, actors in named.items() if {"united_states", "iran"} <= actors}


def dyad_scopes(mentions: Sequence[Mention]) -> dict[int, Scope]:
    """The sentences that name both, each with the narrowest scope that finds it."""
    scopes: dict[int, Scope] = dict.fromkeys(dyad_sentences(mentions, "broad"), "broad")
    return scopes | dict.fromkeys(dyad_sentences(mentions, "narrow"), "narrow")


def mask_actors(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    attributions: Sequence[Attribution],
) -> list[MaskedSentence]:
    """Every sentence with signs for its actors and straight marks, in text order.

    >>> from analysis.dyad.actors import find_mentions
    >>> article = Article("x", "The US blames Iran’s leaders.")
    >>> sentence = Sentence(0, 29, 0, ((0, 29),), article.text)
    >>> mentions = find_mentions(article, [sentence])
    >>> mask_actors(article, [sentence], mentions, (), ())[0].text
    "The @us blames @iran's leaders."
    """
    signs = sorted(_signs(article, mentions, quotes, attributions))
    plain = straighten(article.text)
    return [_masked(plain, sentence.pieces, signs) for sentence in sentences]


def _signs(
    article: Article,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    attributions: Sequence[Attribution],
) -> list[_Sign]:
    """The stretches that stand for an actor, with the sign of each."""
    signs = {(m.start, m.end): _SIGNS[m.actor] for m in mentions}
    sides = find_sides(attributions, quotes)
    for attribution in attributions:
        start, end = attribution.source_start, attribution.source_end
        side = _side(sides, attribution.source, attribution.source_type)
        if side and start is not None and end is not None:
            _speak(signs, (start, end), side)
    for quote in quotes:
        side = _side(sides, quote.speaker, quote.speaker_type)
        if side:
            for a, b in quote.pieces:
                for we in _WE.finditer(article.text, a, b):
                    signs.setdefault(we.span(), side)
    return [(a, b, sign) for (a, b), sign in signs.items()]


def _side(
    sides: Mapping[str, Side], name: str | None, kind: SourceType | None
) -> str | None:
    """The sign of the party that a source is the voice of."""
    return _SIDES.get(sides[name]) if name and kind in VOICES_OF_STATE else None


def _speak(signs: dict[Span, str], source: Span, side: str) -> None:
    """Write the source of a claim as a speaking party.

    A state that speaks (“the US blames”) is the party itself.  A person or office
    is its voice; a source whose words name a party already has its sign.
    """
    inside = [span for span in signs if source[0] <= span[0] and span[1] <= source[1]]
    if not inside:
        signs[source] = f"{side}_says"
    elif inside == [source] and not signs[source].endswith("_says"):
        signs[source] += "_says"


def _masked(
    text: str, pieces: Sequence[Span], signs: Sequence[_Sign]
) -> MaskedSentence:
    parts: list[str] = []
    starts: list[int] = []
    origins: list[Span] = []
    length = 0
    for part, origin in _parts(text, pieces, signs):
        if part:
            parts.append(part)
            starts.append(length)
            origins.append(origin)
            length += len(part)
    masked = "".join(parts)
    if "@" in masked:
        for state in _other_states().finditer(masked.translate(_LOWER)):
            masked = masked[: state.start()] + OTHER_STATE + masked[state.start() + 1 :]
    return MaskedSentence(masked, tuple(starts), tuple(origins))


@cache
def _other_states() -> re.Pattern[str]:
    """Other states, but not one that shares the part of another: “Israel and”."""
    words = (
        re.escape(word.lower()).replace(r"\-", "[ -]")
        for word, nation in nations().items()
        if nation.code not in _NEAR
    )
    names = any_of(words, r"\w", r"\band ", r"\bor ")
    beside = rf" (?:and|or)\b|, (?:@|(?:{names})\b)"
    return re.compile(rf"(?>{names})(?!\w|{beside})")


def _parts(
    text: str, pieces: Sequence[Span], signs: Sequence[_Sign]
) -> Iterator[tuple[str, Span]]:
    """Plain stretches and signs in turn, each with the span it stands for."""
    for number, (start, end) in enumerate(pieces):
        yield " " if number else "", (start, start)
        at = start
        first, past = bisect_left(signs, (start,)), bisect_left(signs, (end,))
        for a, b, sign in signs[first:past]:
            if a >= at and b <= end:
                yield text[at:a], (at, a)
                yield sign, (a, b)
                at = b
        yield text[at:end], (at, end)
