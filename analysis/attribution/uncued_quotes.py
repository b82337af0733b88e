"""Quotes without a cue of their own, by what stands before and after them.

    attribute_uncued(folded, candidates) -> list[Candidate]
    link_repetitions(folded, candidates)

The quote that goes on after “he said”, the next paragraph of the same speech, the
paragraph after a colon, words quoted a second time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.attribution.candidates import (
    SHORT_ACT,
    Candidate,
    FoldedArticle,
    FoldedParagraph,
)
from analysis.attribution.clauses import UncuedClause
from analysis.attribution.constructions import ANSWERS
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.passives import whom_asked
from analysis.attribution.phrases import FINITE, VERBS
from analysis.attribution.sentence import Syntax
from analysis.attribution.source_types import state
from analysis.syntax.tokens import Token, word_class
from analysis.text.characters import words
from analysis.text.quotations import QuotedSpan

_ADDING = re.compile("C?g[,:]?Q")  # “Adding, “…””, a sentence of its own
# How a sentence can name its speaker beside a quote that it does not itself hold.
_ASIDE = frozenset(("cue-after", "cue-inverted", "as-said", "preposition"))
_SPEECH = 3  # a quote of more words without a verb beside it is a speaker's turn
# Words behind which a quote is a term: “the word “x””.
_TERM = frozenset(
    ("as", "term", "word", "words", "phrase", "call", "called", "so-called")
)


def attribute_uncued(
    folded: FoldedArticle, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """New candidates for quotes without a cue; others are added to those there are.

    The speaker before goes on; or the source just reported is quoted (“some think
    so. (“It is.”)”); or the sentence's own subject is.
    """
    speech = _Speech(folded, {q: one for one in candidates for q in one.quotes})
    reported = _by_sentence(candidates)
    for paragraph in speech.paragraphs:
        speech.read_paragraph(paragraph, reported.get(id(paragraph), {}))
    speech.attribute_backwards()
    return speech.new


def _by_sentence(candidates: Sequence[Candidate]) -> dict[int, dict[int, Candidate]]:
    """Each sentence's first candidate that names somebody, if any, by paragraph."""
    found: dict[int, dict[int, Candidate]] = {}
    for candidate in candidates:
        cue = candidate.cue
        if cue:
            starts = candidate.paragraph.sentence_starts
            start = starts[bisect_right(starts, cue[0]) - 1]
            sentences = found.setdefault(id(candidate.paragraph), {})
            first = sentences.setdefault(start, candidate)
            if first.clause.source is None:  # “Asked why, Lee wrote: …”
                sentences[start] = candidate
    return found


@dataclass(slots=True)
class _Speech:
    """Who holds the floor while the paragraphs are read in order.

    `holder` leads from a quote to its candidate, `last` is the candidate whose quote
    stood in this paragraph or the one before, `silent` the number of sentences since
    that quote, `previous` the sentence before in the paragraph, and `before` the same
    if it reports nothing, or one of a person that ends the paragraph above: `at`.
    """

    folded: FoldedArticle
    holder: dict[int, Candidate]
    new: list[Candidate] = field(default_factory=list)
    last: Candidate | None = None
    silent: int = 0
    before: Syntax | None = None
    at: FoldedParagraph | None = None
    previous: Syntax | None = None

    @property
    def paragraphs(self) -> list[FoldedParagraph]:
        """The paragraphs in which somebody may go on: a pull quote only repeats one."""
        layers = [segment.layer for segment in self.folded.segments]
        return [p for p in self.folded.paragraphs if layers[p.segment] != "pull_quote"]

    def _is_heading(self, paragraph: FoldedParagraph) -> bool:
        """Whether nobody goes on in a paragraph, nor from it into the next."""
        return self.folded.segments[paragraph.segment].layer == "headline"

    def read_paragraph(
        self, paragraph: FoldedParagraph, reported: dict[int, Candidate]
    ) -> None:
        """Attribute the quotes of a paragraph, given what its sentences report."""
        self.silent, self.previous = 0, None
        if self._is_heading(paragraph):
            self.last = self.before = None
        self.before = self.before if self._is_personal(self.before) else None
        for p in paragraph.sentences:
            quotes = paragraph.quotes_in(p.lo, p.hi)
            for k in quotes:
                self._attribute(paragraph, p, k, reported.get(p.lo))
            self._end_sentence(paragraph, p, bool(quotes), reported.get(p.lo))
            self.previous = p

    def _attribute(
        self, paragraph: FoldedParagraph, p: Syntax, k: int, beside: Candidate | None
    ) -> None:
        """Give the quote that is token `k` its candidate, if it has none.

        `beside` is what its sentence reports.
        """
        q = paragraph.tokens[k].quote
        if q not in self.holder and self.folded.quotes[q].kind != "title":
            candidate = self._candidate_for(paragraph, p, k, beside)
            if candidate is not None:
                if candidate not in (self.last, beside):
                    self.new.append(candidate)
                candidate.quotes.append(q)
                self.holder[q] = candidate
        self.last = self.holder.get(q, self.last)

    def _end_sentence(
        self,
        paragraph: FoldedParagraph,
        p: Syntax,
        quoted: bool,
        reported: Candidate | None,
    ) -> None:
        """Note who holds the floor behind a sentence."""
        self.silent = 0 if quoted or reported else self.silent + 1
        if not quoted:
            self.last = reported or (self.last if self.silent < 2 else None)
        self.before, self.at = None if quoted or reported else p, paragraph
        if paragraph.tokens[p.hi - 1].kind == ":" or _is_from(p):
            self.last = reported or self._announced(paragraph, p)
        elif not quoted and p.word_at(p.lo) == "asked":  # “Asked why, Lee shrugged.”
            self.last = self._announced(paragraph, p)

    def _candidate_for(
        self, paragraph: FoldedParagraph, p: Syntax, k: int, beside: Candidate | None
    ) -> Candidate | None:
        """The candidate that an uncued quote belongs to: `last`, a new one, or none."""
        quote = self.folded.quotes[paragraph.tokens[k].quote]
        alone = _is_wordless(p.tokens[p.lo : p.hi])
        actor = self._actor() if alone else None
        if actor and self.at:
            return _block(self.at, actor, "act-before", quote)
        if self.last and (alone or self._goes_on(p, k, quote)):
            return _continue(self.last, paragraph, quote)
        asked = _replier(p, self.previous)
        if asked:
            return _block(paragraph, asked, "quote-after-report", quote)
        if self._is_term(p, k, quote):
            return None
        if beside and beside.clause.rule in _ASIDE and beside.clause.source:
            return beside
        subject = _subject_near(p, k)
        if subject and not self.folded.is_short(quote):
            return Candidate(paragraph, UncuedClause(subject, ((k, k + 1),), "subject"))
        return None

    def _goes_on(self, p: Syntax, k: int, quote: QuotedSpan) -> bool:
        """Whether the speaker before goes on in a sentence that has other words."""
        n_words = len(words(self.folded.quoted(quote)))
        if VERBS.isdisjoint(p.kinds) and n_words > _SPEECH:
            return True
        spoke = self.last is not None and bool(self.last.quotes)
        opens = k == p.lo and quote.kind == "direct" and spoke
        return opens or _ADDING.fullmatch(p.kinds) is not None

    def attribute_backwards(self) -> None:
        """Give a paragraph of nothing but a quote to whoever goes on in the next.

        “It rained.” / “It snowed,” Ann Lee said.
        """
        following: Candidate | None = None
        for paragraph in reversed(self.paragraphs):
            first = paragraph.tokens[0] if paragraph.tokens else None
            if first is None or first.kind != "quote":
                following = None
            elif first.quote in self.holder:
                candidate = self.holder[first.quote]
                fronted = candidate.clause.rule in ("cue-after", "cue-inverted")
                following = candidate if fronted else None
            elif following and _is_wordless(paragraph.tokens):
                following.quotes.append(first.quote)
                self.holder[first.quote] = following

    def _actor(self) -> Phrase | None:
        """Who acts in a short sentence before a quote, as in “Lee shook her head”."""
        p = self.before
        subject = p.main_subject if p else None
        return subject if p and subject and p.hi - subject[0] <= SHORT_ACT else None

    def _is_personal(self, p: Syntax | None) -> bool:
        """Whether a person is the subject of a sentence, as in “She shrugged”."""
        subject = p.main_subject if p else None
        if p is None or subject is None or p.tokens[p.hi - 1].kind == ":":
            return False
        pronoun = p.tokens[subject[0]].low in word_class("pronoun_one")
        entities = self.folded.entities
        return pronoun or entities.is_person(entities.source(p.tokens, *subject))

    def _announced(self, paragraph: FoldedParagraph, p: Syntax) -> Candidate | None:
        """The subject before a colon, else whoever is named last: they speak next."""
        source = _last_subject(p)
        if source is None:
            apart = [p.phrase_from(k) for k in range(len(p.kinds)) if _is_apart(p, k)]
            entities = self.folded.entities
            sources = [entities.source(p.tokens, *phrase) for phrase in apart]
            pairs = zip(apart, sources, strict=True)
            named = [phrase for phrase, one in pairs if entities.is_person(one)]
            named = named or apart
            if not named:
                return None
            source = named[0 if _is_from(p) else -1]
        return Candidate(paragraph, UncuedClause(source, (), "announced"))

    def _is_term(self, p: Syntax, k: int, quote: QuotedSpan) -> bool:
        """Whether a quote is a name or a term, nobody's words: a “so-called” bridge."""
        if k and p.tokens[k - 1].low in _TERM:
            return True
        if self.folded.is_name(quote):
            return True
        n = p.chunk_from(k + 1)
        return p.kind_at(n) == "n" and p.chunks[n].first == k + 1


def _is_wordless(tokens: Sequence[Token]) -> bool:
    """Whether no words stand beside the quotes and marks among some tokens."""
    return all(token.kind != "word" for token in tokens)


def _block(
    paragraph: FoldedParagraph, source: Phrase, rule: str, quote: QuotedSpan
) -> Candidate:
    """A candidate whose content is a quote that stands apart from its source."""
    clause = UncuedClause(source, (), rule)
    return Candidate(paragraph, clause, [], (quote.start, quote.end))


def _continue(
    last: Candidate, paragraph: FoldedParagraph, quote: QuotedSpan
) -> Candidate | None:
    """The candidate of a quote whose speaker is that of the candidate before."""
    clause = last.clause
    if not clause.source:
        return None
    if clause.rule == "announced" and not last.quotes:
        return _block(last.paragraph, clause.source, clause.rule, quote)
    announced = last.cue and paragraph is not last.paragraph
    if last.quotes or (announced and last.paragraph.tokens[-2].kind == ":"):
        return last
    return _block(last.paragraph, clause.source, "quote-after-report", quote)


def _is_from(p: Syntax) -> bool:
    """Whether a sentence only says from whom the quote below it is."""
    return p.word_at(p.lo) == "from" and VERBS.isdisjoint(p.kinds)


def _is_apart(p: Syntax, k: int) -> bool:
    """Whether noun phrase `k` is no part of another: not the Y of “X of Y”."""
    joined = p.kinds[max(0, k - 2) : k] == "nI" and p.low(k - 1) != "from"
    desk = k > 1 and p.low(k - 2) in ("desk", "office", "pen", "words")
    return p.kinds[k] == "n" and (desk or not joined)


def _last_subject(p: Syntax) -> Phrase | None:
    """The subject of the last verb that has one who can speak, “who” left out."""
    for k in range(len(p.kinds) - 1, -1, -1):
        found = p.subject_of(k) if p.kinds[k] in FINITE else None
        if found and found.link != "relative" and p.can_speak(found.phrase):
            return None if p.is_author(found.phrase) else found.phrase
    return None


def _replier(p: Syntax, asked: Syntax | None) -> Phrase | None:
    """Whoever was asked, before “…,” came the reply."""
    if asked is None or p.kinds != "Qvn" or p.low(2) not in ANSWERS:
        return None
    return whom_asked(asked)


def _subject_near(p: Syntax, k: int) -> Phrase | None:
    """The subject of the nearest verb before token `k` that has one who can speak."""
    for n in range(len(p.chunks) - 1, -1, -1):
        if p.chunks[n].first < k and p.kinds[n] in "vmxgi":
            phrase, link = p.subject_of(n) or (None, None)
            if phrase and link != "relative" and p.can_speak(phrase):
                return None if state(p.words(*phrase)) else phrase
    return None


def link_repetitions(folded: FoldedArticle, candidates: Sequence[Candidate]) -> None:
    """Note where a claim without a source repeats an earlier speaker's quote."""
    spoken: dict[tuple[str, ...], int] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.start):
        for q in candidate.quotes:
            text = folded.quoted(folded.quotes[q]).lower()
            key = tuple(text[a:b] for a, b in words(text))
            if candidate.clause.source is not None:
                spoken.setdefault(key, q)
            elif key in spoken:
                candidate.repeats = spoken[key]
