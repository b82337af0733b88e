"""Coreference: whom the source of a clause means, be it a name, a description, “he”.

    resolve_sources(folded, candidates) -> list[Source | None]

“He” and “she” are the person last spoken of, as a source or as the subject of a
sentence, of fitting gender where that is known; “it” is a body, a state or a text so
spoken of, “they” are several people; “the official” is the one last described in these
words and more.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, pairwise

from analysis.attribution.beside_names import describes_person, describing
from analysis.attribution.candidates import Candidate, FoldedArticle, FoldedParagraph
from analysis.attribution.clauses import OBJECT, CuedClause
from analysis.attribution.cue_lexicon import Phrase, verb_forms
from analysis.attribution.entities import Source
from analysis.attribution.nations import is_people, nations
from analysis.attribution.passives import whom_asked
from analysis.attribution.phrases import is_one_of_several
from analysis.attribution.sentence import Syntax
from analysis.attribution.source_types import roles, state
from analysis.syntax.dictionary import lemmas
from analysis.syntax.tokens import Token, head_of, word_class

_WRITER = Source("the author", "journalist", False)  # who says “I said”
_DESCRIPTIONS = 20  # unnamed sources kept for each head word
_REACH = 24  # sources remembered for a pronoun
_FAR = 100  # sentences before a pronoun in which its subject is looked for
_NEAR = 40  # tokens before “they” in which the people meant may be named
_NEAR_IT = 600  # characters before “it” in which the thing meant may be named
_AGED = re.compile(r"\d+-year-old")
_Fits = Callable[[Source], bool]


@dataclass
class _Salience:
    """Who was spoken of: the last sources with their places.

    `speaking` are the places of those with a clause of their own words, `reported` is
    the last candidate that named one; `unnamed`
    holds, for the head word of their descriptions, the unnamed sources; `starts` where
    each paragraph begins; `turn` where the last turn of a transcript ends, and whose.
    """

    folded: FoldedArticle
    starts: list[int]
    sources: list[tuple[int, Source]] = field(default_factory=list)
    speaking: set[int] = field(default_factory=set)
    reported: Candidate | None = None
    unnamed: dict[str, list[tuple[frozenset[str], Source]]] = field(
        default_factory=dict
    )
    turn: tuple[int, str] = (-1, "")

    def source_of(self, candidate: Candidate, phrase: Phrase) -> Source | None:
        """The source whose mention beside the cue is `phrase`; it is salient now."""
        tokens, clause = candidate.paragraph.tokens, candidate.clause
        source = self._named_by(candidate, phrase)
        if source is None:
            return None
        excerpt = candidate.block and not candidate.quotes
        excerpt = excerpt and clause.rule != "transcript"
        if excerpt and source.source_type == "unknown":  # the excerpt's reporter
            source = replace(source, source_type="journalist")
        if candidate.block and clause.rule == "transcript":
            self.turn = candidate.block[1], source.name
        if source is not _WRITER and clause.rule != "asked":  # the other one replies
            self._remember(candidate, tokens[phrase[0]].start, source)
        return source

    def _named_by(self, candidate: Candidate, phrase: Phrase) -> Source | None:
        """The source that a mention means, by its words and by those before it."""
        tokens, clause = candidate.paragraph.tokens, candidate.clause
        referent = clause.referent if isinstance(clause, CuedClause) else None
        source = self._answerer(candidate, phrase)
        source = source or self._resolve(tokens, referent or phrase)
        if source and source.anonymous:
            return self._described_before(tokens, referent or phrase, source)
        if source and source.source_type == "company":
            return self._company_before(tokens, referent or phrase) or source
        return source

    def _remember(self, candidate: Candidate, place: int, source: Source) -> None:
        """Note that a source is spoken of at a place."""
        clause = candidate.clause
        at = len(self.sources) - self._is_nested(candidate)
        self.sources.insert(max(0, at), (place, source))
        del self.sources[:-_REACH]
        self.reported = candidate
        if not isinstance(clause, CuedClause) or clause.rank != OBJECT:
            self.speaking.add(place)

    def _is_nested(self, candidate: Candidate) -> bool:
        """Whether a source stands in words just reported: who reports them stays near.

        In “Lee said Stone had asked her to go. She went on …” that is Lee.
        """
        cue, outer = candidate.cue, self.reported
        if candidate.paragraph.inside is not None:
            return True
        if cue is None or outer is None or outer.paragraph is not candidate.paragraph:
            return False
        return any(a <= cue[0] < b for a, b in outer.clause.content)

    def _company_before(self, tokens: Sequence[Token], phrase: Phrase) -> Source | None:
        """The company last spoken of by its name, which “the company” means."""
        a, b = phrase
        if b - a != 2 or tokens[a].low != "the" or tokens[a + 1].capital:
            return None

        def fits(source: Source) -> bool:
            known = source.source_type in ("company", "unknown")
            words = source.name.split()  # no “Ferry fire” of a headline
            known = known and not (state(words) or _are_people(source.name))
            named = words[0][0].isupper() and words[-1][0].isupper()
            named = named and not self.folded.entities.gender(source)
            one = " " not in source.name or self._is_thing(source)
            return known and named and one and not source.plural

        return self._last_spoken_of(tokens[a], fits)[1]

    def _resolve(self, tokens: Sequence[Token], phrase: Phrase) -> Source | None:
        """Whom a phrase means: somebody it names, or somebody spoken of before."""
        a, b = phrase
        low = tokens[a].low if b - a == 1 else ""
        if low in word_class("pronoun_one"):
            return self._person(tokens[a])
        if low in word_class("pronoun_many"):
            several = self._people_before(tokens, a)
            return several or self._spoken_of(tokens[a], _is_several)
        if low == "it":
            near = tokens[a].start - _NEAR_IT
            return self._spoken_of(tokens[a], self._is_thing, near)
        if low in word_class("speaker") and not is_one_of_several(tokens, a):
            return _WRITER
        if low in word_class("pronoun") or low in ("this", "that", "these", "those"):
            return None
        return self.folded.entities.source(tokens, a, b)

    def _answerer(self, candidate: Candidate, phrase: Phrase) -> Source | None:
        """Whoever was asked in the sentence before a quote that “he” or “she” says."""
        tokens, clause = candidate.paragraph.tokens, candidate.clause
        pronoun = tokens[phrase[0]]
        alone = phrase[1] - phrase[0] == 1
        pronominal = alone and pronoun.low in word_class("pronoun_one")
        if not pronominal or not isinstance(clause, CuedClause):
            return None
        asks = verb_forms().get(tokens[clause.cue[1] - 1].low)
        before = self._sentence_before(candidate.paragraph, phrase[0])
        if before is None:
            return None
        met = self._met(before, pronoun)
        if not met and not self._has_subject(candidate.paragraph, pronoun):
            met = self._introduced(before, pronoun)
        if met or not candidate.quotes:
            return met
        asked = whom_asked(before) if not (asks and asks.kind == "ask") else None
        if not asked:
            return None
        source = self._resolve(before.tokens, asked)
        return source if source and self._fits(source, pronoun) else None

    def _has_subject(self, paragraph: FoldedParagraph, pronoun: Token) -> bool:
        """Whether a pronoun may mean the subject of its own sentence: “Lee was …”."""
        tokens, sentences = paragraph.tokens, paragraph.sentences
        place = pronoun.start
        past = bisect_left(sentences, place, key=lambda p: tokens[p.lo].start)
        p = sentences[past - 1] if past else None
        if p is None or place >= tokens[p.hi - 1].end:
            return False
        subject = p.main_subject
        if subject is None or tokens[subject[0]].start >= place:
            return False
        source = self._resolve(tokens, subject)
        return source is not None and self._fits(source, pronoun)

    def _met(self, p: Syntax, pronoun: Token) -> Source | None:
        """The person whom others are told to meet: “when I told Ann Lee, she …”."""
        low = [token.low for token in p.tokens[p.lo : p.hi]]
        if len(low) < 2 or not {"i", "we", "they"}.intersection(low[:2]):
            return None
        for n in range(len(p.kinds.partition(",")[0]) - 1, 0, -1):
            if p.kinds[n] == "n" and p.kinds[n - 1] in "vI":
                source = self._resolve(p.tokens, p.phrase_from(n))
                if source and self._fits(source, pronoun):
                    return source
        return None

    def _introduced(self, p: Syntax, pronoun: Token) -> Source | None:
        """The one person named in a sentence about a thing: “the vote fell to Lee”."""
        subject, entities = p.main_subject, self.folded.entities
        if subject is None or p.tokens[subject[0]].low in word_class("pronoun"):
            return None
        if self._fits(entities.source(p.tokens, *subject), pronoun):
            return None
        start, end = p.tokens[p.lo].start, p.tokens[p.hi - 1].end
        first, past = (bisect_left(entities.people, (at, "")) for at in (start, end))
        names = {name for _, name in entities.people[first:past]}
        people = [name for name in names if entities.is_person_name(name)]
        if len(people) != 1 or " " not in people[0]:
            return None
        source = entities.source_named(people[0])
        return source if self._fits(source, pronoun) else None

    def _sentence_before(self, paragraph: FoldedParagraph, token: int) -> Syntax | None:
        """The sentence before that of a token, be it in the paragraph above."""
        n = bisect_right(paragraph.sentence_starts, token) - 2
        if n >= 0:
            return paragraph.sentences[n]
        above = bisect_left(self.starts, paragraph.tokens[0].start) - 1
        sentences = self.folded.paragraphs[above].sentences if above >= 0 else ()
        return sentences[-1] if sentences else None

    def _described_before(
        self, tokens: Sequence[Token], phrase: Phrase, source: Source
    ) -> Source:
        """Whom a description means: one seen before, or described in these words.

        If there is neither, it is this source.
        """
        seen = self._seen_before(tokens, *phrase)
        if seen:
            return seen
        mention, head = tokens[slice(*phrase)], head_of(tokens, *phrase).low
        described = frozenset(describing([token.low for token in mention]))
        known = self.unnamed.setdefault(head, [])
        if mention[0].low == "the" or len(described) > 1:
            for before, one in reversed(known):
                if described <= before:
                    return one
        known.append((described, source))
        del known[:-_DESCRIPTIONS]
        return source

    def _seen_before(self, tokens: Sequence[Token], a: int, b: int) -> Source | None:
        """The person whom “the widow” means, where nobody was called one before.

        That is the last one spoken of who is named, of fitting gender.
        """
        noun, entities = head_of(tokens, a, b), self.folded.entities
        parent = noun.low in ("mother", "father") and tokens[b - 2].low == "of"
        nominal = _is_nominal(noun) or parent  # “the mother of three”
        if tokens[a].low != "the" or not nominal or self._is_told(noun):
            return None
        gender = entities.gender_of_name(noun.low)
        unsure = gender if noun.low in word_class("kin") else ""

        def fits(source: Source) -> bool:
            known = entities.gender(source) or unsure
            named = entities.is_person(source) and not source.anonymous
            return named and gender in ("", known)

        return self._last_spoken_of(tokens[a], fits)[1]

    def _is_told(self, noun: Token) -> bool:
        """Whether somebody was called this before: “a widow”, “two widows”."""
        return self._told.get(noun.low, noun.start) < noun.start

    @cached_property
    def _told(self) -> dict[str, int]:
        """Where each word first stands without “the” before it."""
        told: dict[str, int] = {}
        for paragraph in self.folded.paragraphs:
            for before, token in pairwise(paragraph.tokens):
                if before.low != "the":
                    start = told.setdefault(token.low, token.start)
                    told[token.low] = min(start, token.start)
        return told

    # --- pronouns -------------------------------------------------------------------

    def _person(self, pronoun: Token) -> Source:
        """The person last spoken of before a pronoun that it may stand for.

        Somebody named later, whose gender is known to fit, goes before a subject that
        did not speak and whose gender is not known; anybody named, if that has no name.
        """
        gender, entities = _gender(pronoun), self.folded.entities
        place, source = self._last_spoken_of(
            pronoun, lambda source: self._fits(source, pronoun)
        )
        known = place in self.speaking or (source and entities.gender(source))
        if not known:
            unsure = source is None or source.anonymous
            named = self._last_named(pronoun, place, gender, sure=not unsure)
            source = named or source
        return source or Source(pronoun.low, "unknown", False)

    def _fits(self, source: Source, pronoun: Token) -> bool:
        """Whether a source is a person, and nothing is known against the gender."""
        entities = self.folded.entities
        gender = entities.gender(source)
        end, speaker = self.turn
        if pronoun.start < end and source.name == speaker:
            return False  # who speaks is “I”
        return entities.is_person(source) and gender in ("", _gender(pronoun))

    def _last_named(
        self, pronoun: Token, after: int, gender: str, sure: bool
    ) -> Source | None:
        """The last person named between two places, surely of this gender if asked."""
        entities = self.folded.entities
        at = bisect_left(entities.people, (pronoun.start, ""))
        for place, name in reversed(entities.people[:at]):
            if place <= after:
                return None
            known = entities.gender_of_name(name)
            fits = known == gender or (not sure and not known)
            if fits and entities.is_person_name(name):
                return entities.source_named(name)
        return None

    def _is_thing(self, source: Source) -> bool:
        """Whether “it” may mean this source."""
        return not source.plural and not self.folded.entities.is_person(source)

    def _spoken_of(self, pronoun: Token, fits: _Fits, after: int = -1) -> Source | None:
        place, source = self._last_spoken_of(pronoun, fits)
        return source if place > after else None

    def _last_spoken_of(self, pronoun: Token, fits: _Fits) -> tuple[int, Source | None]:
        """The last source or subject of a sentence that fits, and its place."""
        spoken = (seen for seen in reversed(self.sources) if fits(seen[1]))
        place, source = next(spoken, (-1, None))
        for paragraph, phrase in self._subjects_before(pronoun, place):
            start = paragraph.tokens[phrase[0]].start
            if start <= place:
                break
            subject = self.folded.entities.source(paragraph.tokens, *phrase)
            if fits(subject):
                return start, subject
        return place, source

    def _subjects_before(
        self, pronoun: Token, after: int
    ) -> Iterator[tuple[FoldedParagraph, Phrase]]:
        """The subjects of sentences that begin before a pronoun, the last one first."""
        for paragraph, p in islice(self._sentences_before(pronoun, after), _FAR):
            if phrase := p.main_subject:
                first = paragraph.tokens[phrase[0]]
                pronominal = first.low in word_class("pronoun")
                if first.start < pronoun.start and not pronominal:
                    yield paragraph, phrase

    def _sentences_before(
        self, pronoun: Token, after: int
    ) -> Iterator[tuple[FoldedParagraph, Syntax]]:
        """The sentences that begin before a pronoun, the last first; no pull quotes."""
        for n in range(bisect_left(self.starts, pronoun.start) - 1, -1, -1):
            paragraph = self.folded.paragraphs[n]
            tokens, sentences = paragraph.tokens, paragraph.sentences
            if tokens and tokens[-1].end <= after:
                return
            if self.folded.segments[paragraph.segment].layer == "pull_quote":
                continue
            past = bisect_left(
                sentences, pronoun.start, key=lambda p: tokens[p.lo].start
            )
            for k in range(past - 1, -1, -1):
                yield paragraph, sentences[k]

    def _people_before(self, tokens: Sequence[Token], at: int) -> Source | None:
        """The people last named before “they” in the same paragraph."""
        for k in range(at - 1, max(-1, at - _NEAR), -1):
            low = tokens[k].low
            role = roles().get(low) if low.endswith("s") else None
            if is_people(low) or (role and role.kind != "media"):  # no “papers”
                a = k
                while a and _modifies(tokens[a - 1]):
                    a -= 1
                spoke = (s for at, s in self.sources if at == tokens[a].start)
                return next(spoke, self.folded.entities.source(tokens, a, k + 1))
        return None


def _is_nominal(noun: Token) -> bool:
    """Whether a word may name somebody again: widow, 30-year-old, Spaniard."""
    nation = nations().get(noun.low) if noun.capital else None
    again = noun.low in word_class("nominal") or _AGED.fullmatch(noun.low) is not None
    return again or bool(nation and nation.is_adjective)


def _gender(pronoun: Token) -> str:
    """The gender of “he” or “she”."""
    return "f" if pronoun.low in ("she", "her", "herself") else "m"


def _are_people(name: str) -> bool:
    """Whether a name at the head of a sentence is a noun of people: “Rescuers”."""
    single = lemmas(name.lower()).get("NOUN", ())
    return any(one != name.lower() and describes_person(one) for one in single)


def _is_several(source: Source) -> bool:
    """Whether “they” may mean this source."""
    return source.plural


def _modifies(token: Token) -> bool:
    """Whether a word before “officials” may belong to their description."""
    known = token.low in roles() or token.low in word_class("determiner")
    return token.capital or known


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
    turns = [
        (candidate.block, source)
        for candidate, source in zip(candidates, sources, strict=True)
        if candidate.block and candidate.clause.rule == "transcript"
    ]
    for n, candidate in enumerate(candidates):  # “I said” in somebody's words
        if sources[n] is _WRITER and candidate.paragraph.inside is not None:
            sources[n] = by_quote.get(candidate.paragraph.inside)
        elif sources[n] is _WRITER:
            at = bisect_right(turns, candidate.start, key=lambda turn: turn[0][0]) - 1
            (_, end), who = turns[at] if at >= 0 else ((0, 0), None)
            sources[n] = who if candidate.start < end else _WRITER
    return sources
