"""Sentences with their actors masked by signs, so that rules can speak of them.

“The US blames Iran” becomes `@us blames @iran`, by the ids of the parties.  A party
can be in a sentence in three ways: by one of its names; as the source of the sentence's
claim (“Dempsey said”, of an American officer, is `@us_says`); or as the “we” in the
quoted words of such a source.  “We” in the author's own voice is nobody's: a file does
not say whose country its author means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, ascii_uppercase

from analysis.attribution.attributions import Attribution, Quote
from analysis.attribution.nations import nations
from analysis.attribution.source_types import SourceType
from analysis.corpus.articles import Article
from analysis.dyad.actors import Mention, any_of
from analysis.dyad.parties import GROUP, Dyad, Scope
from analysis.dyad.sides import find_sides
from analysis.text.characters import Span, straighten
from analysis.text.sentences import Sentence

# Who is the voice of a state when he speaks; a scholar or a resident is not.
VOICES_OF_STATE: frozenset[SourceType] = frozenset(
    ("official", "politician", "diplomat", "military", "police", "court")
)
_GROUP = "@group"  # the sign of any armed group
_Sign = tuple[int, int, str]  # a stretch of the article, and what masks it
OTHER_STATE = "\ue000"  # in place of the first letter of a state that is no actor
_NO_SIGN = "\ue001"  # in place of an “@” of the text
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # leaves every offset
_WE = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|ours)(?=\b|['’])")


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """A sentence with signs for its actors, and where each part of it stands.

    `starts` are the places in `text` at which a stretch begins, `origins` the spans
    of the article that those stretches stand for, `parties` which of the two are in it.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[Span, ...]
    parties: frozenset[str]

    def place(self, start: int, end: int) -> Span:
        """The stretch of the article that `text[start:end]` stands for."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, at: int) -> Span:
        number = bisect_right(self.starts, at) - 1
        span, shift = self.origins[number], at - self.starts[number]
        # A sign stands for the whole name, a plain character for itself.
        inside = self.text[self.starts[number]] == "@"
        return span if inside else (span[0] + shift, span[0] + shift + 1)


def dyad_sentences(mentions: Iterable[Mention], scope: Scope, dyad: Dyad) -> set[int]:
    """The numbers of the sentences that name both parties.

    Scope `narrow` takes the party itself (name, abbreviation, people); `broad` takes
    capitals, offices, forces and persons as well.
    """
    named: dict[int, set[str]] = {}
    for mention in mentions:
        if scope == "broad" or mention.scope == "narrow":
            named.setdefault(mention.sentence, set()).add(mention.actor)
    both = {dyad.one.meaning, dyad.other.meaning}
    return {n for n, actors in named.items() if both <= actors}


def dyad_scopes(mentions: Sequence[Mention], dyad: Dyad) -> dict[int, Scope]:
    """The sentences that name both, each with the narrowest scope that finds it."""
    broad = dyad_sentences(mentions, "broad", dyad)
    scopes: dict[int, Scope] = dict.fromkeys(broad, "broad")
    return scopes | dict.fromkeys(dyad_sentences(mentions, "narrow", dyad), "narrow")


def mask_actors(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    attributions: Sequence[Attribution],
    dyad: Dyad,
) -> list[MaskedSentence]:
    """Every sentence with signs for its actors and straight marks, in text order.

    >>> from analysis.dyad.actors import find_mentions
    >>> from analysis.dyad.parties import us_and_iran
    >>> dyad = us_and_iran()
    >>> article = Article("x", "The US blames Iran’s leaders.")
    >>> sentence = Sentence(0, 29, 0, ((0, 29),), article.text)
    >>> mentions = find_mentions(article, [sentence], dyad)
    >>> mask_actors(article, [sentence], mentions, (), (), dyad)[0].text
    "The @us blames @iran's leaders."
    """
    signs = sorted(_signs(article, mentions, quotes, attributions, dyad))
    plain = straighten(article.text).replace("@", _NO_SIGN)
    parties = _party_of_sign(*dyad.ids[:2])
    others = _other_states(frozenset(party.nation for party in dyad.named))
    return [_masked(plain, s.pieces, signs, parties, others) for s in sentences]


def _signs(
    article: Article,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    attributions: Sequence[Attribution],
    dyad: Dyad,
) -> list[_Sign]:
    """The stretches that stand for an actor, with the sign of each."""
    of_actor = {party.meaning: f"@{party.id}" for party in dyad.named}
    of_actor[GROUP] = _GROUP
    signs = {(m.start, m.end): of_actor[m.actor] for m in mentions}
    sides = find_sides(attributions, quotes, dyad)
    states = {p.id for p in (dyad.one, dyad.other) if p.nation}
    no_states = {dyad.one.id, dyad.other.id} - states

    def voice_of(name: str | None, kind: SourceType | None) -> str | None:
        """The sign of the party that a source is the voice of."""
        side = sides[name] if name else None
        if side in no_states or (side in states and kind in VOICES_OF_STATE):
            return f"@{side}"
        return None

    places = sorted(signs)
    for attribution in attributions:
        start, end = attribution.source_start, attribution.source_end
        side = voice_of(attribution.source, attribution.source_type)
        if side and start is not None and end is not None:
            _speak(signs, places, (start, end), side)
    for quote in quotes:
        side = voice_of(quote.speaker, quote.speaker_type)
        if side:
            for a, b in quote.pieces:
                for we in _WE.finditer(article.text, a, b):
                    signs.setdefault(we.span(), side)
    return [(a, b, sign) for (a, b), sign in signs.items()]


def _speak(signs: dict[Span, str], places: list[Span], source: Span, side: str) -> None:
    """Write the source of a claim as a speaking party; `places` are those of signs.

    A state that speaks (“the US blames”) is the party itself.  A person or office
    is its voice; a source whose words name a party already has its sign.
    """
    first, past = (bisect_left(places, (end,)) for end in source)
    inside = [span for span in places[first:past] if span[1] <= source[1]]
    if not inside:
        signs[source] = f"{side}_says"
        insort(places, source)
    elif inside == [source] and not signs[source].endswith("_says"):
        signs[source] += "_says"


def _masked(
    text: str,
    pieces: Sequence[Span],
    signs: Sequence[_Sign],
    party_of: Mapping[str, str],
    others: re.Pattern[str],
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
        for state in others.finditer(masked.translate(_LOWER)):
            masked = masked[: state.start()] + OTHER_STATE + masked[state.start() + 1 :]
    parties = frozenset(party_of[part] for part in parts if part in party_of)
    return MaskedSentence(masked, tuple(starts), tuple(origins), parties)


@cache
def _party_of_sign(*parties: str) -> dict[str, str]:
    """The party of each sign of one."""
    ends = ("", "_says")
    return {f"@{party}{end}": party for party in parties for end in ends}


@cache
def _other_states(near: frozenset[str]) -> re.Pattern[str]:
    """States that are none of these, but none that shares a part: “Israel and”."""
    words = (
        re.escape(word.lower()).replace(r"\-", "[ -]")
        for word, nation in nations().items()
        if nation.code and nation.code not in near
    )
    names = any_of(words, r"[\w@]", r"\band ", r"\bor ")
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
