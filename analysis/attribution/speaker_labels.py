"""Speaker labels: who speaks, by the layout of the page.

    find_labelled(folded, candidates) -> list[Candidate]

`Name: claim` in a headline, `NAME: …` in a transcript, the name under a quote,
`X reports:` before an excerpt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.attribution.candidates import Candidate, FoldedArticle, FoldedParagraph
from analysis.attribution.clauses import Clause, CuedClause, UncuedClause
from analysis.attribution.sentence import FINITE
from analysis.attribution.source_types import outlet, state
from analysis.corpus.articles import Layer
from analysis.syntax.chunker import Chunk
from analysis.syntax.tokens import Token, word_class

_DISPLAY: tuple[Layer, ...] = ("headline", "standfirst", "caption", "pull_quote")
_LONGEST_NAME = 6  # tokens before the colon of a headline that names who speaks
_LONGEST_SIGNATURE = 15  # tokens of a line that only names who is quoted above it
_FEWEST_TURNS = 3  # paragraphs with a label that make a transcript
_FEWEST_SPEAKERS = 2


def find_labelled(
    folded: FoldedArticle, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates that the layout gives, beside those of the sentences.

    A candidate that ends in a lead-in gets the excerpt behind it as its `block`.
    """
    layout = _Layout(folded, {q for one in candidates for q in one.quotes})
    labelled: list[Candidate] = []
    for n, paragraph in enumerate(folded.paragraphs):
        labelled += layout.named_claim(n)
        labelled += layout.pull_quote(n)
        labelled += layout.signature(n)
        labelled += layout.lead_in(paragraph, candidates)
    turns = layout.transcript()
    labels = {turn.start for turn in turns}
    return [one for one in labelled if one.start not in labels] + turns


@dataclass(frozen=True, slots=True)
class _Layout:
    """The layout of an article, of whose quotes some are `held` by candidates."""

    folded: FoldedArticle
    held: set[int]

    def named_claim(self, n: int) -> Iterator[Candidate]:
        """`Name: claim` in a headline or caption, if the name is somebody's."""
        paragraph = self.folded.paragraphs[n]
        if n and self.folded.segments[paragraph.segment].layer not in _DISPLAY:
            return
        tokens, colon = paragraph.tokens, _label_length(paragraph)
        if not colon or not paragraph.sentences[0].kinds.startswith("n:"):
            return
        if tokens[colon + 1].kind != "stop" and self._is_speaker(tokens[:colon]):
            content = ((colon + 1, len(tokens) - 1),)
            clause = CuedClause((colon, colon + 1), (0, colon), content, "name-colon")
            quotes = [tokens[k].quote for k in paragraph.quotes]
            yield Candidate(paragraph, clause, quotes)

    def _is_speaker(self, label: Sequence[Token]) -> bool:
        """Whether a label is an outlet, a state, a name of the article or a role."""
        low = [token.low for token in label]
        if outlet(low) or state(low) or low[-1] in word_class("label"):
            return True
        name = self.folded.entities.name(label, 0, len(label))
        return name is not None and self.folded.entities.names.knows(name)

    def transcript(self) -> list[Candidate]:
        """`NAME: …` at the head of paragraphs, where at least three begin so.

        A label may stand inside the quote that is the turn.
        """
        turns: list[Candidate] = []
        labels: set[str] = set()
        for outer in self.folded.paragraphs:
            quoted = outer.tokens and outer.tokens[0].kind == "quote"
            inside = self.folded.insides[outer.tokens[0].quote] if quoted else outer
            tokens, colon = inside.tokens, _label_length(inside)
            named = colon and tokens[0].capital
            label = self.folded.words(inside, 0, colon) if named else ""
            if label.isupper() and len(label) > 2 and len(tokens) - colon > 2:
                labels.add(label)
                content = ((colon + 1, len(tokens)),)
                cue = (colon, colon + 1)
                clause = CuedClause(cue, (0, colon), content, "transcript")
                quotes = [outer.tokens[k].quote for k in outer.quotes]
                free = [q for q in quotes if q not in self.held]
                block = (tokens[colon + 1].start, outer.tokens[-1].end)
                turns.append(Candidate(inside, clause, free, block))
        whole = len(labels) >= _FEWEST_SPEAKERS and len(turns) >= _FEWEST_TURNS
        return turns if whole else []

    def pull_quote(self, n: int) -> Iterator[Candidate]:
        """The name under a pull quote, after a dash."""
        paragraph, above = self.folded.paragraphs[n], self.folded.paragraphs[n - 1]
        if n == 0 or above.segment != paragraph.segment or not above.tokens:
            return
        if self.folded.segments[paragraph.segment].layer != "pull_quote":
            return
        name = next((c for c in _chunks(paragraph) if c.kind == "n"), None)
        if name and paragraph.tokens[0].kind == "-":
            block = (above.tokens[0].start, above.tokens[-1].end)
            clause = CuedClause((0, 1), (name.first, name.past), (), "signature")
            yield Candidate(paragraph, clause, [], block)

    def signature(self, n: int) -> Iterator[Candidate]:
        """`“…” ― Name` in one line, or a line with nothing but a name under a quote."""
        paragraph, q = self.folded.paragraphs[n], self._signed_quote(n)
        if q is None or q in self.held:
            return
        chunks, tokens = _chunks(paragraph), paragraph.tokens
        name = next((c for c in chunks if c.kind == "n"), None)
        if name is None or any(c.kind in FINITE for c in chunks):
            return
        if len(tokens) <= _LONGEST_SIGNATURE and tokens[name.first].capital:
            phrase, quote = (name.first, name.past), self.folded.quotes[q]
            clause: Clause = UncuedClause(phrase, (), "signature")
            dash = next((k for k in range(name.first) if tokens[k].kind == "-"), None)
            if dash is not None:
                clause = CuedClause((dash, dash + 1), phrase, (), "signature")
            yield Candidate(paragraph, clause, [q], (quote.start, quote.end))

    def _signed_quote(self, n: int) -> int | None:
        """The quote before a dash in paragraph `n`, else one alone in the line above.

        No blank line stands between the two lines, unless a dash opens the second.
        """
        line, above = self.folded.paragraphs[n], self.folded.paragraphs[n - 1]
        kinds = _kinds(line)
        if kinds[:2] == ["quote", "-"] and len(kinds) > 2:
            return line.tokens[0].quote
        if n == 0 or _kinds(above) != ["quote"] or kinds[:1] in ([], ["quote"]):
            return None
        between = slice(above.tokens[-1].end, line.tokens[0].start)
        adjoins = self.folded.article.text[between].count("\n") < 2
        near = adjoins or kinds[0] == "-"
        return above.tokens[0].quote if near else None

    def lead_in(
        self, paragraph: FoldedParagraph, candidates: Sequence[Candidate]
    ) -> Iterator[Candidate]:
        """`X reports:` and the like before an excerpt: the excerpt is the content."""
        number, tokens = paragraph.segment + 1, paragraph.tokens
        excerpt = next(iter(self.folded.segments[number : number + 1]), None)
        if not excerpt or excerpt.layer != "excerpt" or len(tokens) < 3:
            return
        colon, block = len(tokens) - 2, (excerpt.start, excerpt.end)
        between = self.folded.article.text[tokens[colon].end : excerpt.start]
        if tokens[colon].kind != ":" or between.strip():
            return
        mine = [one for one in candidates if one.paragraph is paragraph]
        if mine and any(past >= colon for _, past in mine[-1].clause.content[-1:]):
            mine[-1].block = block
            return
        p, cue = paragraph.sentences[-1], _lead_in_cue(tokens, colon)
        nouns = [k for k, kind in enumerate(p.kinds) if kind == "n"]
        for phrase in map(p.phrase_from, nouns):
            if self.folded.entities.name(tokens, *phrase) == excerpt.carrier:
                clause = CuedClause(cue, phrase, (), "lead-in")
                yield Candidate(paragraph, clause, [], block)
                return


def _label_length(paragraph: FoldedParagraph) -> int:
    """How many words stand before a colon at the head of a paragraph; 0 if none."""
    kinds = [token.kind for token in paragraph.tokens[: _LONGEST_NAME + 1]]
    colon = kinds.index(":") if ":" in kinds else 0
    return colon if set(kinds[:colon]) == {"word"} else 0


def _chunks(paragraph: FoldedParagraph) -> list[Chunk]:
    return [chunk for p in paragraph.sentences for chunk in p.chunks]


def _kinds(paragraph: FoldedParagraph) -> list[str]:
    """The kinds of the first tokens, stops left out."""
    return [token.kind for token in paragraph.tokens[:4] if token.kind != "stop"]


def _lead_in_cue(tokens: Sequence[Token], colon: int) -> tuple[int, int]:
    """The words before the colon, back to the last “and” or “but”; else the colon."""
    cue = colon
    while cue > 0 and tokens[cue - 1].kind == "word":
        if tokens[cue - 1].low in word_class("linker") | {"but"}:
            break
        cue -= 1
    return (cue, colon) if cue < colon else (colon, colon + 1)
