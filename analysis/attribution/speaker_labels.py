"""Speaker labels: who speaks, by the layout of the page.

    find_labelled(folded, candidates) -> list[Candidate]

`Name: claim` in a headline, `NAME: …` in a transcript, the name under a quote,
`X reports:` before an excerpt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.attribution.candidates import Candidate, FoldedArticle, FoldedParagraph
from analysis.attribution.clauses import Clause, CuedClause, UncuedClause
from analysis.attribution.sentence import FINITE
from analysis.attribution.source_types import outlet, state
from analysis.corpus.articles import Layer
from analysis.syntax.chunker import Chunk
from analysis.syntax.tokens import Token, word_class
from analysis.text.characters import Span

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
    labelled: list[Candidate] = []
    held = {q for candidate in candidates for q in candidate.quotes}
    for n, paragraph in enumerate(folded.paragraphs):
        labelled += _named_claim(folded, paragraph, first=n == 0)
        labelled += _pull_quote(folded, n)
        labelled += _signature(folded, n, held)
        labelled += _lead_in(folded, paragraph, candidates)
    turns = _transcript(folded, held)
    labels = {turn.start for turn in turns}
    return [one for one in labelled if one.start not in labels] + turns


# --- labels before a claim ----------------------------------------------------------


def _named_claim(
    folded: FoldedArticle, paragraph: FoldedParagraph, first: bool
) -> Iterator[Candidate]:
    """`Name: claim` in a headline or caption, if the name is somebody's."""
    if folded.segments[paragraph.segment].layer not in _DISPLAY and not first:
        return
    tokens = paragraph.tokens
    kinds = [token.kind for token in tokens[: _LONGEST_NAME + 1]]
    colon = kinds.index(":") if ":" in kinds else 0
    if not colon or not paragraph.sentences[0].kinds.startswith("n:"):
        return
    if tokens[colon + 1].kind == "stop" or set(kinds[:colon]) != {"word"}:
        return
    if _names_speaker(folded, tokens[:colon]):
        content = ((colon + 1, len(tokens) - 1),)
        clause = CuedClause((colon, colon + 1), (0, colon), content, "name-colon")
        yield Candidate(paragraph, clause, [tokens[k].quote for k in paragraph.quotes])


def _names_speaker(folded: FoldedArticle, tokens: Sequence[Token]) -> bool:
    """Whether a label is an outlet, a state, a name of the article or a role."""
    low = [token.low for token in tokens]
    if outlet(low) or state(low) or low[-1] in word_class("label"):
        return True
    name = folded.entities.name(tokens, 0, len(tokens))
    return name is not None and folded.entities.full.get(name) == name


def _transcript(folded: FoldedArticle, held: set[int]) -> list[Candidate]:
    """`NAME: …` at the head of paragraphs, where at least three of them begin so."""
    turns: list[Candidate] = []
    labels: Counter[str] = Counter()
    for outer in folded.paragraphs:
        quoted = outer.tokens and outer.tokens[0].kind == "quote"
        paragraph = folded.insides[outer.tokens[0].quote] if quoted else outer
        colon = _label_length(folded, paragraph)
        if colon:
            labels[folded.words(paragraph, 0, colon)] += 1
            turns.append(_turn(outer, paragraph, colon, held))
    whole = len(labels) >= _FEWEST_SPEAKERS and len(turns) >= _FEWEST_TURNS
    return turns if whole else []


def _label_length(folded: FoldedArticle, paragraph: FoldedParagraph) -> int:
    """How many tokens the label in capitals has that opens a paragraph; 0 if none."""
    tokens = paragraph.tokens
    kinds = [token.kind for token in tokens[: _LONGEST_NAME + 1]]
    colon = kinds.index(":") if ":" in kinds else 0
    if not colon or not tokens[0].capital or set(kinds[:colon]) != {"word"}:
        return 0
    label = folded.words(paragraph, 0, colon)
    goes_on = len(tokens) - colon > 2
    return colon if label.isupper() and len(label) > 2 and goes_on else 0


def _turn(
    outer: FoldedParagraph, paragraph: FoldedParagraph, colon: int, held: set[int]
) -> Candidate:
    """A turn of a transcript; its label may stand inside the quote that is the turn."""
    tokens = paragraph.tokens
    content = ((colon + 1, len(tokens)),)
    clause = CuedClause((colon, colon + 1), (0, colon), content, "transcript")
    quotes = [outer.tokens[k].quote for k in outer.quotes]
    free = [q for q in quotes if q not in held]
    block = (tokens[colon + 1].start, outer.tokens[-1].end)
    return Candidate(paragraph, clause, free, block)


# --- names under a quote ------------------------------------------------------------


def _pull_quote(folded: FoldedArticle, n: int) -> Iterator[Candidate]:
    """The name under a pull quote, after a dash."""
    paragraph, above = folded.paragraphs[n], folded.paragraphs[n - 1]
    if n == 0 or above.segment != paragraph.segment:
        return
    if folded.segments[paragraph.segment].layer != "pull_quote":
        return
    name = next((c for c in _chunks(paragraph) if c.kind == "n"), None)
    if name and above.tokens and paragraph.tokens[0].kind == "-":
        block = (above.tokens[0].start, above.tokens[-1].end)
        clause = CuedClause((0, 1), (name.first, name.past), (), "signature")
        yield Candidate(paragraph, clause, [], block)


def _signature(folded: FoldedArticle, n: int, held: set[int]) -> Iterator[Candidate]:
    """`“…” ― Name` in one line, or a line with nothing but a name under a quote."""
    paragraph = folded.paragraphs[n]
    quote = _signed_quote(folded, n)
    chunks = _chunks(paragraph)
    name = next((c for c in chunks if c.kind == "n"), None)
    if quote is None or quote in held or name is None:
        return
    if any(c.kind in FINITE for c in chunks):
        return
    tokens = paragraph.tokens
    if len(tokens) <= _LONGEST_SIGNATURE and tokens[name.first].capital:
        clause: Clause = UncuedClause((name.first, name.past), (), "signature")
        dash = next((k for k in range(name.first) if tokens[k].kind == "-"), None)
        if dash is not None:
            clause = CuedClause((dash, dash + 1), clause.source, (), "signature")
        span: Span = (folded.quotes[quote].start, folded.quotes[quote].end)
        yield Candidate(paragraph, clause, [quote], span)


def _signed_quote(folded: FoldedArticle, n: int) -> int | None:
    """The quote before a dash in paragraph `n`, else one alone in the line above."""
    tokens = folded.paragraphs[n].tokens
    kinds = _kinds(folded.paragraphs[n])
    if kinds[:2] == ["quote", "-"] and len(kinds) > 2:
        return tokens[0].quote
    if n and _kinds(folded.paragraphs[n - 1]) == ["quote"] and _adjoins(folded, n):
        return folded.paragraphs[n - 1].tokens[0].quote
    return None


def _chunks(paragraph: FoldedParagraph) -> list[Chunk]:
    return [chunk for p in paragraph.sentences for chunk in p.chunks]


def _kinds(paragraph: FoldedParagraph) -> list[str]:
    """The kinds of the first tokens, stops left out."""
    return [token.kind for token in paragraph.tokens[:4] if token.kind != "stop"]


def _adjoins(folded: FoldedArticle, n: int) -> bool:
    """Whether a line follows the one before without a blank line between."""
    above, line = folded.paragraphs[n - 1].tokens, folded.paragraphs[n].tokens
    if not above or not line or line[0].kind == "quote":
        return False
    return folded.article.text[above[-1].end : line[0].start].count("\n") < 2


# --- lead-ins to an excerpt ---------------------------------------------------------


def _lead_in(
    folded: FoldedArticle, paragraph: FoldedParagraph, candidates: Sequence[Candidate]
) -> Iterator[Candidate]:
    """`X reports:` and the like before an excerpt: the excerpt is the content."""
    number = paragraph.segment + 1
    excerpt = folded.segments[number] if number < len(folded.segments) else None
    if (
        not excerpt
        or excerpt.layer != "excerpt"
        or not _leads_to(folded, paragraph, excerpt.start)
    ):
        return
    block = (excerpt.start, excerpt.end)
    colon = len(paragraph.tokens) - 2
    mine = [one for one in candidates if one.paragraph is paragraph]
    if mine and any(past >= colon for _, past in mine[-1].clause.content[-1:]):
        mine[-1].block = block
        return
    p = paragraph.sentences[-1]
    for k, chunk in enumerate(p.chunks):
        phrase = p.phrase_from(k) if chunk.kind == "n" else None
        if phrase and folded.entities.name(p.tokens, *phrase) == excerpt.carrier:
            cue = _lead_in_cue(p.tokens, colon)
            yield Candidate(
                paragraph, CuedClause(cue, phrase, (), "lead-in"), [], block
            )
            return


def _leads_to(folded: FoldedArticle, paragraph: FoldedParagraph, start: int) -> bool:
    """Whether a paragraph ends in a colon right before a place."""
    tokens = paragraph.tokens
    if len(tokens) < 3 or tokens[-2].kind != ":":
        return False
    return not folded.article.text[tokens[-2].end : start].strip()


def _lead_in_cue(tokens: Sequence[Token], colon: int) -> tuple[int, int]:
    """The words before the colon, back to the last “and” or “but”; else the colon."""
    cue = colon
    while cue > 0 and tokens[cue - 1].kind == "word":
        if tokens[cue - 1].low in word_class("linker") | {"but"}:
            break
        cue -= 1
    return (cue, colon) if cue < colon else (colon, colon + 1)
