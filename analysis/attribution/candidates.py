"""Candidate attributions: clauses that report, each with the quotes it may hold.

    fold_article(article, segments, sentences, quotes) -> FoldedArticle
    find_cued(folded) -> list[Candidate]

Rules of attribution read a paragraph with its quotes folded up, one token each, so
that a verb inside a quote is never taken for the verb that reports it.  The inside of
each quote is read too, for what the quoted speaker says that others said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.attribution.clauses import (
    CLAUSE,
    UNLISTED,
    Clause,
    CuedClause,
    marks_which,
)
from analysis.attribution.constructions import find_clauses
from analysis.attribution.content import SPEAKING
from analysis.attribution.cue_lexicon import Phrase, verb_forms
from analysis.attribution.entities import EntityIndex, index_entities
from analysis.attribution.sentence import Syntax
from analysis.corpus.articles import Article, Layer, Segment
from analysis.corpus.markup import blank_markup
from analysis.syntax.tokens import Token, word_class, word_tokens
from analysis.text.characters import Span, n_words, paragraphs, straighten
from analysis.text.lines import dateline_length
from analysis.text.quotations import LEFT_OUT, QuotedSpan
from analysis.text.sentences import Sentence

_DEGREE = re.compile(r"(?:[A-Z]\.){2,}|\d\d")  # or a state, or a year
_BESIDE = 3  # tokens from a cue to the quote beside it: “called it a “x””
_LONGEST = 400  # tokens in a sentence
SHORT_ACT = 12  # tokens of a sentence in which whoever speaks next does something
_FEWEST = 3  # words of a quote that show, without a cue, that somebody said them
_NEAR_INSERT = 8  # paragraphs among which the first part of one that is cut is sought
# Layers whose capitals make no name.
_TITLED: tuple[Layer, ...] = ("headline", "caption", "pull_quote")


@dataclass(frozen=True)
class FoldedParagraph:
    """The tokens of a paragraph, or of the inside of the quote numbered `inside`.

    Each quote in it is one token; the last token is a stop.
    """

    tokens: tuple[Token, ...]
    segment: int
    inside: int | None = None

    @cached_property
    def sentences(self) -> tuple[Syntax, ...]:
        """Its sentences, parsed when first asked for, stops left out."""
        return tuple(Syntax(self.tokens, lo, hi) for lo, hi in _ranges(self.tokens))

    @cached_property
    def quotes(self) -> tuple[int, ...]:
        """Which of its tokens are quotes."""
        return tuple([k for k, t in enumerate(self.tokens) if t.kind == "quote"])

    def quotes_in(self, lo: int, hi: int) -> tuple[int, ...]:
        """Which of the tokens from one to another are quotes."""
        return self.quotes[bisect_left(self.quotes, lo) : bisect_left(self.quotes, hi)]

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """The token at which each sentence begins."""
        return tuple(p.lo for p in self.sentences)


@dataclass(frozen=True, slots=True)
class FoldedArticle:
    """What the rules read: an article with its paragraphs, quotes and entities.

    `insides` are the insides of the quotes, in the order of these.
    """

    article: Article
    segments: Sequence[Segment]
    quotes: Sequence[QuotedSpan]
    paragraphs: Sequence[FoldedParagraph]
    insides: Sequence[FoldedParagraph]
    entities: EntityIndex

    def words(self, paragraph: FoldedParagraph, first: int, past: int) -> str:
        """The text from one token of a paragraph to another."""
        tokens = paragraph.tokens
        return self.article.text[tokens[first].start : tokens[past - 1].end]

    def quoted(self, quote: QuotedSpan) -> str:
        """The words of a quote, with what was inserted into it."""
        return self.article.text[quote.start : quote.end]

    def is_name(self, quote: QuotedSpan) -> bool:
        """Whether a quote names a work or a thing: its longer words have capitals."""
        long = [word for word in self.quoted(quote).split() if len(word) > 3]
        return 0 < len(long) < 6 and all(word[0].isupper() for word in long)

    def is_short(self, quote: QuotedSpan) -> bool:
        """Whether a quote is of one or two words: too few to show a speaker."""
        return n_words(self.quoted(quote)) < _FEWEST


@dataclass(slots=True)
class Candidate:
    """A clause in its paragraph, with the numbers of the quotes it holds.

    `block` is the stretch of text it reports, where that is not in its sentence;
    `repeats` the number of an earlier quote whose words it repeats.
    """

    paragraph: FoldedParagraph
    clause: Clause
    quotes: list[int] = field(default_factory=list)
    block: Span | None = None
    repeats: int | None = None

    @property
    def cue(self) -> Phrase | None:
        """The cue in token numbers; None where the context links the words."""
        return self.clause.cue if isinstance(self.clause, CuedClause) else None

    @property
    def start(self) -> int:
        """Where the candidate stands in the text: at its cue, else at its words."""
        if isinstance(self.clause, CuedClause):
            return self.paragraph.tokens[self.clause.cue[0]].start
        if self.block:
            return self.block[0]
        return self.paragraph.tokens[self.clause.content[0][0]].start


# --- paragraphs -------------------------------------------------------------------


def fold_article(
    article: Article,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
    quotes: Sequence[QuotedSpan],
) -> FoldedArticle:
    """An article as the rules read it."""
    plain = straighten(blank_markup(article.text))
    ends = sorted({end for s in sentences for _, end in s.pieces[-1:]})
    ends.append(len(plain) + 1)  # behind every token
    starts = [quote.start for quote in quotes]
    folded = []
    for number, pieces in _paragraph_pieces(article, segments, sentences):
        tokens: list[Token] = []
        for a, b in pieces:
            within = range(bisect_left(starts, a), bisect_left(starts, b))
            held = [(q, quotes[q]) for q in within]
            if not tokens:  # a dateline is part of no sentence that reports
                a += dateline_length(plain[a:b])
            after = tokens[-1].end if tokens and tokens[-1].kind == "quote" else a
            tokens += _fold_quotes(plain, max(a, after), b, held)
        stopped = _with_stops(plain, tokens, ends)
        folded.append(FoldedParagraph(_without_post_nominals(stopped), number))
    insides = []
    for q, quote in enumerate(quotes):
        tokens = [t for a, b in quote.pieces for t in word_tokens(plain, a, b)]
        stopped = _with_stops(plain, tokens, ends)
        insides.append(FoldedParagraph(stopped, quote.segment, q))
    running = [p.tokens for p in folded if segments[p.segment].layer not in _TITLED]
    entities = index_entities(article.text, running)
    return FoldedArticle(article, segments, quotes, folded, insides, entities)


def _paragraph_pieces(
    article: Article,
    segments: Sequence[Segment],
    sentences: Sequence[Sentence],
) -> list[tuple[int, list[Span]]]:
    """The segment and the pieces of each paragraph; one that an insert cuts has two."""
    cut = {s.pieces[1][0]: s.pieces[0][0] for s in sentences if len(s.pieces) > 1}
    runs: list[tuple[int, list[Span]]] = []
    for number, segment in enumerate(segments):
        if segment.layer in LEFT_OUT:
            continue
        for line in paragraphs(article.text, segment.start, segment.end):
            first = cut.get(line[0])
            pieces = _piece_around(runs, first) if first is not None else None
            if pieces:
                pieces.append(line)
            else:
                runs.append((number, [line]))
    return runs


def _piece_around(
    runs: Sequence[tuple[int, list[Span]]], place: int
) -> list[Span] | None:
    """The pieces of the paragraph in whose first piece a place lies, if it is near."""
    for _, pieces in reversed(runs[-_NEAR_INSERT:]):
        if pieces[0][0] <= place < pieces[0][1]:
            return pieces
    return None


def _fold_quotes(
    plain: str, a: int, b: int, quotes: Sequence[tuple[int, QuotedSpan]]
) -> list[Token]:
    """The tokens of a stretch with its quotes as one token each."""
    tokens: list[Token] = []
    for number, quote in quotes:
        tokens += word_tokens(plain, a, quote.start)
        last = plain[quote.start : quote.end].rstrip("'\"")[-1:]
        low = "" if last.isalnum() else last
        tokens.append(Token(quote.start, quote.end, low, "quote", False, number))
        a = quote.end
    return tokens + word_tokens(plain, a, b)


def _with_stops(
    plain: str, tokens: Sequence[Token], ends: Sequence[int]
) -> tuple[Token, ...]:
    """The tokens with a `stop` wherever a sentence ends outside a quote.

    A sentence that begins in lower case goes on with the one before: it is what
    follows a quote that ends in a question mark.
    """
    if not tokens:
        return ()
    starts = [token.start for token in tokens]
    stopped: list[Token] = []
    done = 0
    first, last = bisect_left(ends, tokens[0].end), bisect_right(ends, starts[-1])
    for end in ends[first:last]:
        k = bisect_left(starts, end)
        before, after = tokens[k - 1], tokens[k]
        if k == done or before.end > end:
            continue
        stopped += tokens[done:k]
        goes_on = before.kind == "quote" and plain[after.start].islower()
        if not goes_on:
            stopped.append(Token(before.end, before.end, "", "stop"))
        done = k
    end = tokens[-1].end
    return (*stopped, *tokens[done:], Token(end, end, "", "stop"))


def _without_post_nominals(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without the letters behind a name: “Ann Lee KC”, “Ann Lee, M.D.,”.

    Their commas go too, but for one before a description.
    """
    known, dropped = word_class("post_nominal"), set[int]()
    for k, (_, _, low, *_) in enumerate(tokens):
        if low not in known and not _DEGREE.fullmatch(low):
            continue
        if low.isdigit() and not _is_apart(tokens, k):
            continue
        comma, after = tokens[k - 1].kind == ",", tokens[k + 1]
        joined = after.capital or after.low in ("for", "of", "'s")
        if tokens[k - 1 - comma].capital and not joined:
            dropped |= {k - comma, k}
            if comma and after.kind == "," and tokens[k + 2].low in verb_forms():
                dropped.add(k + 1)
    if not dropped:
        return tokens
    return tuple([token for k, token in enumerate(tokens) if k not in dropped])


def _is_apart(tokens: Sequence[Token], k: int) -> bool:
    """Whether a number stands behind an apostrophe: “Ann Lee ’24”."""
    return k > 0 and tokens[k].start - tokens[k - 1].end == len(" ’")


def _ranges(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The sentences, as token numbers; what runs on for hundreds of tokens is cut."""
    lo = 0
    for k in [k for k, token in enumerate(tokens) if token.kind == "stop"]:
        while k - lo > _LONGEST:
            yield lo, lo + _LONGEST
            lo += _LONGEST
        if lo < k:
            yield lo, k
        lo = k + 1


# --- clauses and their quotes -------------------------------------------------------


def find_cued(folded: FoldedArticle) -> list[Candidate]:
    """The clauses of all sentences that report, those inside quotes included."""
    every = (*folded.paragraphs, *folded.insides)
    return [found for paragraph in every for found in _in_paragraph(folded, paragraph)]


def _in_paragraph(
    folded: FoldedArticle, paragraph: FoldedParagraph
) -> Iterator[Candidate]:
    """The candidates of a paragraph; each quote goes to the clause that holds it."""
    for p in paragraph.sentences:
        clauses = find_clauses(p)
        if not clauses:
            continue
        held: list[list[int]] = [[] for _ in clauses]
        for k in paragraph.quotes_in(p.lo - 2, p.hi):
            n = _holder(p, clauses, k)
            if n is None or _names(folded, paragraph, clauses[n], k):
                continue
            if not (_is_act(p, clauses[n]) and _acts_before(paragraph, p, k)):
                held[n].append(paragraph.tokens[k].quote)
        for clause, quotes in zip(clauses, held, strict=True):
            if quotes or not clause.needs_quote:
                yield Candidate(paragraph, clause, quotes)


def _is_act(p: Syntax, clause: CuedClause) -> bool:
    """Whether a cue is no verb of speech but what somebody does: “nodded”."""
    verb = verb_forms().get(p.tokens[clause.cue[1] - 1].low)
    return clause.rank == UNLISTED or (verb is not None and verb.kind == "utter")


def _acts_before(paragraph: FoldedParagraph, p: Syntax, k: int) -> bool:
    """Whether somebody acts before quote token `k`, and `p` is the sentence behind it.

    In `Lee sat down. “It rained.” Stone nodded.` Lee speaks.
    """
    n = bisect_right(paragraph.sentence_starts, k) - 2
    ended = paragraph.tokens[k].low == "."  # “It is?” Stone nodded.
    if k >= p.lo or n < 0 or not ended:
        return False
    before = paragraph.sentences[n]
    short = before.hi - before.lo <= SHORT_ACT and "Q" not in before.kinds
    return short and before.main_subject is not None


def _names(
    folded: FoldedArticle, paragraph: FoldedParagraph, clause: CuedClause, k: int
) -> bool:
    """Whether quote token `k` is a name or a term in marks, no words of anybody."""
    quote = folded.quotes[paragraph.tokens[k].quote]
    before = paragraph.tokens[k - 1].low if k else ""
    if clause.rank == UNLISTED:
        told = paragraph.tokens[k - 2].low == "as"  # as an “open door”
        term = folded.is_short(quote) and before in ("a", "an") and not told
        return folded.is_name(quote) or term
    return quote.kind == "title"


def _holder(p: Syntax, clauses: Sequence[CuedClause], k: int) -> int | None:
    """The clause that quote token `k` belongs to.

    Of those whose cue governs a clause the outermost, of the others the nearest; one
    behind “which” goes first, and a text that shows what somebody said goes last.
    """
    near = [n for n, clause in enumerate(clauses) if _reaches(clause, k)]
    near = [n for n in near if not _shows(p, clauses[n])] or near
    near = _tellers(p, clauses, near, k) or near
    near = [n for n in near if not _marks_a_word(p, clauses, n, near)] or near
    near = [n for n in near if _calls(p, clauses[n], k)] or near
    return _best(clauses, near, k) if near else None


def _shows(p: Syntax, clause: CuedClause) -> bool:
    """Whether a text shows something: “a cable showed that Lee had called it “x””."""
    shows = p.word_at(clause.cue[0]) in word_class("shown")
    return shows and clause.source is not None and p.is_document(clause.source)


def _tellers(
    p: Syntax, clauses: Sequence[CuedClause], near: Sequence[int], k: int
) -> list[int]:
    """The clauses without a text that passes quote `k` on; none if nobody else says it.

    In “…,” Lee said, according to the minutes, that is what Lee said.
    """
    told = [n for n in near if not _accords(p, clauses[n])]
    return told if told and _says(p, clauses[_best(clauses, told, k)]) else []


def _accords(p: Syntax, clause: CuedClause) -> bool:
    """Whether a text is what something is told by: “according to the minutes”."""
    text = clause.source if clause.rule == "preposition" else None
    return text is not None and p.is_document(text)


def _says(p: Syntax, clause: CuedClause) -> bool:
    """Whether the cue of a clause is a verb of speaking, or begins with one."""
    verb = verb_forms().get(p.tokens[clause.cue[0]].low)
    return verb is not None and verb.kind in SPEAKING


def _best(clauses: Sequence[CuedClause], near: Sequence[int], k: int) -> int:
    """Of the clauses that reach quote `k`, the one that holds it."""
    rank = min(clauses[n].rank for n in near)
    best = [n for n in near if clauses[n].rank == rank]
    if rank == CLAUSE:
        best = [n for n in best if not _is_within(clauses, n, best)] or best
    return min(best, key=lambda n: _distance(clauses[n], k))


def _marks_a_word(
    p: Syntax, clauses: Sequence[CuedClause], n: int, near: Sequence[int]
) -> bool:
    """Whether a clause only marks a word as its source's: “Lee attacked what he calls”.

    Then the quote is that of the clause around it.
    """
    source = clauses[n].source
    if source is None or p.tokens[source[0]].low not in word_class("pronoun"):
        return False
    if source[0] == p.lo or p.tokens[source[0] - 1].low != "what":
        return False
    return _is_within(clauses, n, near)


def _calls(p: Syntax, clause: CuedClause, k: int) -> bool:
    """Whether quote `k` stands right behind “…, which he called”."""
    beside = 0 <= k - clause.cue[1] < _BESIDE
    return beside and clause.source is not None and marks_which(p, clause.source)


def _is_within(clauses: Sequence[CuedClause], n: int, others: Sequence[int]) -> bool:
    """Whether the cue of clause `n` stands in the content of another."""
    cue = clauses[n].cue[0]
    return any(m != n and _reaches(clauses[m], cue) for m in others)


def _reaches(clause: CuedClause, k: int) -> bool:
    return any(a <= k < b for a, b in clause.content)


def _distance(clause: CuedClause, k: int) -> int:
    """Tokens between a quote and what reports it."""
    first, past = clause.cue
    if clause.source:
        first = min(first, clause.source[0])
    return first - k if k < first else k - past + 1
