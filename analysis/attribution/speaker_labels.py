"""Speaker labels: who speaks, by the layout of the page.

    find_labelled(folded, candidates) -> list[Candidate]

`Name: claim` in a headline, `NAME: …` in a transcript, the name under a quote,
`X reports:` before an excerpt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.attribution.candidates import Candidate, FoldedArticle, FoldedParagraph
from analysis.attribution.clauses import Clause, CuedClause, UncuedClause
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.source_types import outlet, state
from analysis.corpus.articles import Layer
from analysis.syntax.chunker import Chunk
from analysis.syntax.tokens import Token, word_class
from analysis.text.characters import Span
from analysis.text.excerpts import embedded_post

_DISPLAY: tuple[Layer, ...] = ("headline", "standfirst", "caption", "pull_quote")
_LONGEST_NAME = 6  # tokens before the colon of a headline that names who speaks
_WRITES = frozenset(("writes", "reports", "explains"))
_LONGEST_LABEL = 14  # tokens of a label in which a bracket says more of the speaker
_SHORT_LABEL = range(1, 4)  # words behind the colon of a headline that name who speaks
_LONGEST_SIGNATURE = 15  # tokens of a line that only names who is quoted above it
_FEWEST_TURNS = 3  # paragraphs with a label that make a transcript
_INITIALS = range(2, 5)  # letters of a label that stands for a name
_SMALL = frozenset(("of", "for", "and", "the"))  # “ANN LEE, Bank of Dover:”
_Mention = tuple[FoldedParagraph, Phrase]
_Named = tuple[str, FoldedParagraph, Phrase]


def find_labelled(
    folded: FoldedArticle, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates that the layout gives, beside those of the sentences.

    A candidate that ends in a lead-in gets the excerpt behind it as its `block`.
    """
    layout = _Layout(folded, {q for one in candidates for q in one.quotes})
    labelled: list[Candidate] = []
    mine: dict[int, list[Candidate]] = {}
    for one in candidates:
        mine.setdefault(id(one.paragraph), []).append(one)
    for n, paragraph in enumerate(folded.paragraphs):
        labelled += layout.named_claim(n)
        labelled += layout.claim_of(n)
        labelled += layout.pull_quote(n)
        labelled += layout.signature(n)
        labelled += layout.post(n)
        labelled += layout.lead_in(paragraph, mine.get(id(paragraph), []))
        _dispatch(mine.get(id(paragraph), []))
    turns = layout.transcript()
    labels = {turn.start for turn in turns}
    return [one for one in labelled if one.start not in labels] + turns


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn of a transcript: its label, which ends at token `name`, and its words."""

    label: str
    outer: FoldedParagraph
    inside: FoldedParagraph
    name: int
    colon: int

    @property
    def words(self) -> Span:
        """Where what is said stands."""
        first = self.inside.tokens[self.colon + 1]
        first = self.outer.tokens[0] if first.kind == "stop" else first
        return first.start, self.outer.tokens[-1].end


@dataclass(frozen=True, slots=True)
class _Layout:
    """The layout of an article, of whose quotes some are `held` by candidates."""

    folded: FoldedArticle
    held: set[int]
    posts: dict[int, tuple[list[Span], Span] | None] = field(default_factory=dict)

    def _layer(self, paragraph: FoldedParagraph) -> Layer:
        return self.folded.segments[paragraph.segment].layer

    def named_claim(self, n: int) -> Iterator[Candidate]:
        """`Name: claim` in a headline or caption, if the name is somebody's.

        Or `Name in Dover: claim`, `Name to voters: claim`.
        """
        paragraph = self.folded.paragraphs[n]
        if n and self._layer(paragraph) not in _DISPLAY:
            return
        tokens, (_, colon) = paragraph.tokens, _label(paragraph)
        kinds = paragraph.sentences[0].kinds if colon else ""
        placed = kinds.startswith("nIn:")
        past = paragraph.sentences[0].chunks[0].past if placed else colon
        if (placed or kinds.startswith("n:")) and self._is_speaker(tokens[:past]):
            content = ((colon + 1, len(tokens) - 1),)
            clause = CuedClause((colon, colon + 1), (0, past), content, "name-colon")
            quotes = [tokens[k].quote for k in paragraph.quotes]
            yield Candidate(paragraph, clause, quotes)

    def claim_of(self, n: int) -> Iterator[Candidate]:
        """`Claim: name` in a headline, if the name is somebody's."""
        paragraph = self.folded.paragraphs[n]
        if self._layer(paragraph) not in _DISPLAY[:2]:
            return
        tokens = paragraph.tokens
        colons = [k for k, token in enumerate(tokens) if token.kind == ":"]
        if len(colons) != 1 or len(tokens) - colons[0] - 2 not in _SHORT_LABEL:
            return
        colon, last = colons[0], len(tokens) - 1
        label = tokens[colon + 1 : last]
        plain = {token.kind for token in label} == {"word"}
        if plain and self._is_speaker(label):
            name, content = (colon + 1, last), ((0, colon),)
            clause = CuedClause((colon, colon + 1), name, content, "name-colon")
            quotes = [tokens[k].quote for k in paragraph.quotes]
            yield Candidate(paragraph, clause, quotes)

    def _is_speaker(self, label: Sequence[Token]) -> bool:
        """Whether a label is an outlet, a state, a name of the article or a role."""
        low = [token.low for token in label]
        if outlet(low) or state(low):
            return True
        if low[-1].lower() in word_class("label") | word_class("person"):
            return True
        if not label[-1].capital:
            return False  # “Dover fires: two towns flee”
        name = self.folded.entities.name(label, 0, len(label))
        return name is not None and self.folded.entities.names.knows(name)

    def transcript(self) -> list[Candidate]:
        """The turns of a transcript or an interview, and what goes on between them."""
        turns = [self._turn(n) for n in range(len(self.folded.paragraphs))]
        named = {n: turn for n, turn in enumerate(turns) if turn}
        letters = {turn.label for turn in named.values()} & {"Q", "A"}
        if len(letters) > 1:
            named = {n: turn for n, turn in named.items() if turn.label in letters}
            return self._answers(named)
        meant = self._participants(named)
        if meant:
            turns_of_these = [t for t in named.values() if t.label in meant]
            return [self._spoken(turn, meant[turn.label]) for turn in turns_of_these]
        return self._talk(named)

    def _talk(self, named: Mapping[int, _Turn]) -> list[Candidate]:
        """The turns whose labels are names, if there are enough for a talk."""
        shouted = {n: turn for n, turn in named.items() if turn.label.isupper()}
        for chosen in (shouted, named):
            labels = Counter(map(self._labelled, chosen.values()))
            whole = len(labels) > 1 and len(chosen) >= _FEWEST_TURNS
            if whole and (chosen is shouted or _is_talk(labels, chosen.values())):
                return [self._spoken(turn) for turn in chosen.values()]
        return []

    def _labelled(self, turn: _Turn) -> str:
        """Whom a label names, in full where the article does: Berg is Ana Berg."""
        name = self.folded.entities.name(turn.inside.tokens, 0, turn.name)
        return name or turn.label

    def _participants(self, turns: Mapping[int, _Turn]) -> dict[str, _Mention]:
        """Where whoever a label means is named in full, if some labels are initials.

        “AB:” is Ana Berg, whom another label, the introduction or the byline names.
        """
        initials = {n: t.label for n, t in turns.items() if _is_initials(t.label)}
        if not initials:
            return {}
        short = set(initials.values())
        labels = {turn.label: turn for turn in turns.values()}
        full = [(t.label, t.inside, (0, t.name)) for t in labels.values()]
        meant: dict[str, _Mention] = {}
        for name, paragraph, phrase in (*full, *self._people(min(initials))):
            for label in short & _initials(name):
                meant.setdefault(label, (paragraph, phrase))
        for label, turn in labels.items():
            if meant and (label in short or " " in label):
                meant.setdefault(label, (turn.inside, (0, turn.name)))
        return meant

    def _turn(self, n: int) -> _Turn | None:
        """The label at the head of a paragraph; it may stand inside its quote."""
        line = self.folded.paragraphs[n]
        quoted = line.tokens and line.tokens[0].kind == "quote"
        inside = self.folded.insides[line.tokens[0].quote] if quoted else line
        tokens = inside.tokens
        name, colon = _label(inside)
        if tokens and not colon and self._is_letter(tokens[0]):
            name, colon = 1, 0
        label = self.folded.words(inside, 0, name) if name else ""
        alone = len(tokens) - colon < 3
        outer = self._below(n, colon) if alone else line
        if not name or not tokens[0].capital or outer is None:
            return None
        if len(label) < 3 and label not in ("Q", "A") and not _is_initials(label):
            return None
        return _Turn(label, outer, inside, name, colon)

    def _below(self, n: int, colon: int) -> FoldedParagraph | None:
        """The paragraph below a label that has a line of its own, up to its colon."""
        below = next(iter(self.folded.paragraphs[n + 1 : n + 2]), None)
        return below if colon and below and below.tokens else None

    def _is_letter(self, token: Token) -> bool:
        """Whether a token is the “Q.” or “A.” of an interview."""
        return self.folded.article.text[token.start : token.end + 1] in ("Q.", "A.")

    def _spoken(self, turn: _Turn, named: _Mention | None = None) -> Candidate:
        """The words of a turn, of whoever its label or a name elsewhere is."""
        tokens, colon = turn.inside.tokens, turn.colon
        if named and named[0] is not turn.inside:
            return self._passage(named, turn.outer, turn.words)
        content = ((colon + 1, len(tokens)),)
        cued = CuedClause((colon, colon + 1), (0, turn.name), content, "transcript")
        return Candidate(turn.inside, cued, self._free(turn.outer), turn.words)

    def _passage(
        self, named: _Mention, paragraph: FoldedParagraph, words: Span
    ) -> Candidate:
        """The words of a paragraph, of somebody named elsewhere."""
        clause = UncuedClause(named[1], (), "transcript")
        return Candidate(named[0], clause, self._free(paragraph), words)

    def _answers(self, turns: Mapping[int, _Turn]) -> list[Candidate]:
        """What is said behind “A:”, by the one whom the introduction names."""
        interviewee = self._interviewee(min(turns))
        answers: list[Candidate] = []
        speaks = False
        for n in range(min(turns), max(turns) + 1):
            outer = self.folded.paragraphs[n]
            speaks = turns[n].label == "A" if n in turns else speaks
            if speaks and n in turns:
                answers.append(self._spoken(turns[n], interviewee))
            elif speaks and interviewee and outer.tokens:
                words = outer.tokens[0].start, outer.tokens[-1].end
                answers.append(self._passage(interviewee, outer, words))
        return answers

    def _interviewee(self, before: int) -> tuple[FoldedParagraph, Phrase] | None:
        """The full name that stands most often above an interview, and where first."""
        people = self._people(before)
        counts = Counter(name for name, _, _ in people)
        most = max(counts, key=counts.__getitem__, default="")
        found = [(p, phrase) for name, p, phrase in people if name == most]
        told = [mention for mention in found if self._layer(mention[0]) == "author"]
        return next(iter(told or found), None)

    def _people(self, before: int) -> list[_Named]:
        """The full names above a paragraph, and where they stand."""
        names = [
            (self.folded.entities.name(p.tokens, c.first, c.past), p, (c.first, c.past))
            for p in self.folded.paragraphs[:before]
            for c in _chunks(p)
            if c.kind == "n"
        ]
        return [(name, p, phrase) for name, p, phrase in names if name]

    def _free(self, paragraph: FoldedParagraph) -> list[int]:
        quotes = [paragraph.tokens[k].quote for k in paragraph.quotes]
        return [q for q in quotes if q not in self.held]

    def post(self, n: int) -> Iterator[Candidate]:
        """`— Name (@handle) March 3, 2015` behind an embedded post."""
        paragraph, found = self.folded.paragraphs[n], self._embedded_post(n)
        if found is None:
            return
        lines, (a, b) = found
        name = [k for k, token in enumerate(paragraph.tokens) if a <= token.start < b]
        if name and name[0]:
            phrase, dash = (name[0], name[-1] + 1), (name[0] - 1, name[0])
            clause = CuedClause(dash, phrase, (), "signature")
            spans = {start for start, _ in lines}
            quotes = [q for q, x in enumerate(self.folded.quotes) if x.start in spans]
            yield Candidate(paragraph, clause, quotes)

    def _embedded_post(self, n: int) -> tuple[list[Span], Span] | None:
        number = self.folded.paragraphs[n].segment
        segment = self.folded.segments[number]
        if segment.layer == "excerpt" and number not in self.posts:
            text = self.folded.article.text
            self.posts[number] = embedded_post(text, segment.start, segment.end)
        return self.posts.get(number)

    def pull_quote(self, n: int) -> Iterator[Candidate]:
        """The name under a pull quote, after a dash."""
        paragraph, above = self.folded.paragraphs[n], self.folded.paragraphs[n - 1]
        if self._layer(paragraph) != "pull_quote" or not above.tokens:
            return
        name = next((c for c in _chunks(paragraph) if c.kind == "n"), None)
        if name and paragraph.tokens[0].kind == "-":
            block = (above.tokens[0].start, above.tokens[-1].end)
            clause = CuedClause((0, 1), (name.first, name.past), (), "signature")
            yield Candidate(paragraph, clause, [], block)

    def signature(self, n: int) -> Iterator[Candidate]:
        """`“…” ― Name` in one line, or a line with nothing but a name under a quote."""
        paragraph, q = self.folded.paragraphs[n], self._signed_quote(n)
        if q is None or q in self.held or self._embedded_post(n):
            return
        tokens = paragraph.tokens
        if tokens[-2].kind == ":" or _label(paragraph)[1]:
            return  # “Ann Lee said:”, “AL: Why?”
        name = next((c for c in _chunks(paragraph) if c.kind == "n"), None)
        if name and tokens[name.first].capital and len(tokens) <= _LONGEST_SIGNATURE:
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
        if kinds[:2] == ["quote", "-"]:
            return line.tokens[0].quote
        if n == 0 or _kinds(above) != ["quote"] or kinds[:1] in ([], ["quote"]):
            return None
        between = slice(above.tokens[-1].end, line.tokens[0].start)
        adjoins = self.folded.article.text[between].count("\n") < 2
        near = adjoins or kinds[0] == "-"
        return above.tokens[0].quote if near else None

    def lead_in(
        self, paragraph: FoldedParagraph, mine: Sequence[Candidate]
    ) -> Iterator[Candidate]:
        """`X reports:` and the like before an excerpt: the excerpt is the content.

        `mine` are the candidates of the paragraph.
        """
        number, tokens = paragraph.segment + 1, paragraph.tokens
        excerpt = next(iter(self.folded.segments[number : number + 1]), None)
        if not excerpt or excerpt.layer != "excerpt" or len(tokens) < 3:
            return
        if self.folded.article.text[tokens[-1].end : excerpt.start].strip():
            return  # other paragraphs stand between the two
        colon, block = len(tokens) - 2, (excerpt.start, excerpt.end)
        if tokens[colon].kind != ":":
            return
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
        for k in range(p.hi - 1, p.lo, -1):  # “Here is what she wrote to me:”
            if tokens[k].low in ("he", "she"):
                clause = CuedClause(cue, (k, k + 1), (), "lead-in")
                yield Candidate(paragraph, clause, [], block)
                return


def _dispatch(candidates: Sequence[Candidate]) -> None:
    """`Ann Lee, our editor, writes: …`: the rest of the paragraph is hers."""
    for one in candidates:
        tokens, (_, colon) = one.paragraph.tokens, one.cue or (0, 0)
        heads = one.clause.source is not None and one.clause.source[0] == 0
        writes = tokens[colon - 1].low in _WRITES and tokens[colon].kind == ":"
        if heads and writes and tokens[colon + 1].kind == "word":
            one.block = (tokens[colon + 1].start, tokens[-1].end)


def _is_talk(labels: Counter[str], turns: Collection[_Turn]) -> bool:
    """Whether labels in small letters are of people who talk, not of a list."""
    long = sum(len(turn.inside.tokens) - turn.colon > _LONGEST_NAME for turn in turns)
    return labels.most_common(2)[1][1] > 1 and 2 * long > len(turns)


def _is_initials(label: str) -> bool:
    """Whether a label is of initials: “AB”, “A.B.”."""
    letters = label.replace(".", "")
    return len(letters) in _INITIALS and letters.isalpha() and letters.isupper()


def _initials(name: str) -> set[str]:
    """The initials of a name, with and without its particles: “PV”, “PVDV”."""
    words = name.replace("-", " ").split()
    letters = "".join(word[0] for word in words)
    return {letters.upper(), "".join(c for c in letters if c.isupper())}


def _label(paragraph: FoldedParagraph) -> tuple[int, int]:
    """How many words stand before a colon at the head of a paragraph, and the colon.

    A bracket or a role may part them: “SEN. ANN LEE (R-OH):”, “ANN LEE, HOST:”.  Both
    are 0 if there is none.
    """
    kinds = [token.kind for token in paragraph.tokens[:_LONGEST_LABEL]]
    name = next((k for k, kind in enumerate(kinds) if kind != "word"), 0)
    colon = name
    if kinds[name : name + 1] == ["("] and ")" in kinds:
        colon = kinds.index(")") + 1
    if kinds[name : name + 1] == [","] and ":" in kinds:  # “ANN LEE, HOST:”
        colon = kinds.index(":")
        role = paragraph.tokens[name + 1 : colon]
        if not all(token.capital or token.low in _SMALL for token in role):
            return 0, 0
    if 0 < name <= _LONGEST_NAME and kinds[colon : colon + 1] == [":"]:
        return name, colon
    return 0, 0


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
