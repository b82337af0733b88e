"""Speaker labels: who speaks, by the layout of the page.

    find_labelled(folded, candidates) -> list[Candidate]

`Name: claim` in a headline, `NAME: …` in a transcript, the name under a quote,
`X reports:` before an excerpt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.attribution.candidates import Candidate, FoldedArticle, FoldedParagraph
from analysis.attribution.clauses import Clause, CuedClause, UncuedClause
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.sentence import FINITE
from analysis.attribution.source_types import outlet, roles, state
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
_FEWEST_SPEAKERS = 2
_INITIALS = range(2, 5)  # letters of a label that stands for a name
_ASKS = frozenset(("IV", "INT", "Interviewer"))
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
    for n, paragraph in enumerate(folded.paragraphs):
        labelled += layout.named_claim(n)
        labelled += layout.claim_of(n)
        labelled += layout.pull_quote(n)
        labelled += layout.signature(n)
        labelled += layout.post(n)
        labelled += layout.lead_in(paragraph, candidates)
        layout.dispatch(paragraph, candidates)
    turns = layout.transcript()
    turns += layout.pulled(turns)
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
        return self.inside.tokens[self.colon + 1].start, self.outer.tokens[-1].end


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
        tokens, (name, colon) = paragraph.tokens, _label(paragraph)
        begins = colon and paragraph.sentences[0].kinds.startswith("n:")
        if not begins or name < colon:
            return
        if tokens[colon + 1].kind != "stop" and self._is_speaker(tokens[:colon]):
            content = ((colon + 1, len(tokens) - 1),)
            clause = CuedClause((colon, colon + 1), (0, colon), content, "name-colon")
            quotes = [tokens[k].quote for k in paragraph.quotes]
            yield Candidate(paragraph, clause, quotes)

    def claim_of(self, n: int) -> Iterator[Candidate]:
        """`Claim: name` in a headline, if the name is somebody's."""
        paragraph = self.folded.paragraphs[n]
        if self.folded.segments[paragraph.segment].layer not in _DISPLAY[:2]:
            return
        tokens = paragraph.tokens
        colons = [k for k, token in enumerate(tokens) if token.kind == ":"]
        if len(colons) != 1 or len(tokens) - colons[0] - 2 not in _SHORT_LABEL:
            return
        colon, last = colons[0], len(tokens) - 1
        label = tokens[colon + 1 : last]
        plain = {token.kind for token in label} == {"word"}
        if colon > 1 and plain and self._is_credited(label):
            name, content = (colon + 1, last), ((0, colon),)
            clause = CuedClause((colon, colon + 1), name, content, "name-colon")
            quotes = [tokens[k].quote for k in paragraph.quotes]
            yield Candidate(paragraph, clause, quotes)

    def _is_credited(self, label: Sequence[Token]) -> bool:
        """Whether a label behind a claim is of somebody, if only by what he is."""
        role = roles().get(label[-1].low.lower())
        return self._is_speaker(label) or (role is not None and role.kind != "media")

    def _is_speaker(self, label: Sequence[Token]) -> bool:
        """Whether a label is an outlet, a state, a name of the article or a role."""
        low = [token.low for token in label]
        if outlet(low) or state(low):
            return True
        last = self.folded.article.text[label[-1].start : label[-1].end]
        if low[-1].lower() in word_class("label") | word_class("person"):
            return True
        if self.folded.entities.names.knows(last.title()):  # a headline in capitals
            return True
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
        named = {n: turn for n, turn in named.items() if len(turn.label) > 2}
        shouted = {n: turn for n, turn in named.items() if turn.label.isupper()}
        for chosen in (shouted, named):
            labels = Counter(map(self._labelled, chosen.values()))
            whole = len(labels) >= _FEWEST_SPEAKERS and len(chosen) >= _FEWEST_TURNS
            if whole and (chosen is shouted or _is_talk(labels, chosen.values())):
                return [self._spoken(turn) for turn in chosen.values()]
        return []

    def pulled(self, turns: Sequence[Candidate]) -> list[Candidate]:
        """The pull quotes that repeat words of a turn."""
        text, found = self.folded.article.text, list[Candidate]()
        for q, quote in enumerate(self.folded.quotes if turns else ()):
            layer = self.folded.segments[quote.segment].layer
            if layer != "pull_quote" or q in self.held:
                continue
            words, place = self.folded.quoted(quote), (quote.start, quote.end)
            of = [t for t in turns if t.block and words in text[slice(*t.block)]]
            if of and of[0].clause.source:
                clause = UncuedClause(of[0].clause.source, (), "transcript")
                found.append(Candidate(of[0].paragraph, clause, [q], place))
        return found

    def _labelled(self, turn: _Turn) -> str:
        """Whom a label names, in full where the article does: Berg is Ana Berg."""
        name = self.folded.entities.name(turn.inside.tokens, 0, turn.name)
        return name or turn.label

    def _participants(self, turns: Mapping[int, _Turn]) -> dict[str, _Mention]:
        """Where whoever a label means is named in full, if some labels are initials.

        “AB:” is Ana Berg, whom another label, the introduction or the byline names.
        """
        initials = {n: t.label for n, t in turns.items() if _is_initials(t.label)}
        if not initials or len(turns) < _FEWEST_TURNS:
            return {}
        short = set(initials.values())
        labels = {turn.label: turn for turn in turns.values()}
        full = _in_full(labels.values(), short)
        people = [*full, *self._people(min(initials))]
        meant = _by_initials(people, short)
        if not meant:
            return {}
        asking = self._byline(people, meant)
        for label, turn in labels.items():
            own: _Mention = turn.inside, (0, turn.name)
            if label in _ASKS:
                meant[label] = asking or own
            elif label in short or " " in label:
                meant.setdefault(label, own)
        return meant if len(meant) >= _FEWEST_SPEAKERS else {}

    def _byline(
        self, people: Sequence[_Named], meant: Mapping[str, _Mention]
    ) -> _Mention | None:
        """Where somebody whom none of the labels `meant` is, is named in the byline."""
        for name, paragraph, phrase in people:
            layer = self.folded.segments[paragraph.segment].layer
            if layer == "metadata" and meant.keys().isdisjoint(_initials(name)):
                return paragraph, phrase
        return None

    def _turn(self, n: int) -> _Turn | None:
        """The label at the head of a paragraph; it may stand inside its quote."""
        outer = self.folded.paragraphs[n]
        quoted = outer.tokens and outer.tokens[0].kind == "quote"
        inside = self.folded.insides[outer.tokens[0].quote] if quoted else outer
        tokens = inside.tokens
        name, colon = _label(inside)
        if tokens and not colon and self._is_letter(tokens[0]):
            name, colon = 1, 0
        label = self.folded.words(inside, 0, name) if name else ""
        if not name or len(tokens) - colon < 3:
            return None
        initials = _is_initials(label)
        if not (tokens[0].capital or initials):
            return None
        if len(label) < 3 and label not in ("Q", "A") and not initials:
            return None
        return _Turn(label, outer, inside, name, colon)

    def _is_letter(self, token: Token) -> bool:
        """Whether a token is the “Q.” or “A.” of an interview."""
        return self.folded.article.text[token.start : token.end + 1] in ("Q.", "A.")

    def _spoken(self, turn: _Turn, named: _Mention | None = None) -> Candidate:
        """The words of a turn, of whoever its label or a name elsewhere is."""
        tokens, colon = turn.inside.tokens, turn.colon
        quotes = self._free(turn.outer)
        if named and named[0] is not turn.inside:
            clause = UncuedClause(named[1], (), "transcript")
            return Candidate(named[0], clause, quotes, turn.words)
        content = ((colon + 1, len(tokens)),)
        cued = CuedClause((colon, colon + 1), (0, turn.name), content, "transcript")
        return Candidate(turn.inside, cued, quotes, turn.words)

    def _answers(self, turns: Mapping[int, _Turn]) -> list[Candidate]:
        """What is said behind “A:”, by the one whom the introduction names."""
        interviewee = self._interviewee(min(turns))
        answers: list[Candidate] = []
        speaks = False
        for n in range(min(turns), max(turns) + 1):
            outer = self.folded.paragraphs[n]
            if n in turns:
                speaks = turns[n].label == "A"
            if not speaks or not outer.tokens:
                continue
            words = (outer.tokens[0].start, outer.tokens[-1].end)
            words = turns[n].words if n in turns else words
            if interviewee is None and n in turns:
                answers.append(self._spoken(turns[n]))
            elif interviewee:
                paragraph, name = interviewee
                clause = UncuedClause(name, (), "transcript")
                answers.append(Candidate(paragraph, clause, self._free(outer), words))
        return answers

    def _interviewee(self, before: int) -> tuple[FoldedParagraph, Phrase] | None:
        """The full name that stands most often above an interview, and where first."""
        people = self._people(before)
        counts = Counter(name for name, _, _ in people)
        if not counts:
            return None
        most = counts.most_common(1)[0][0]
        found = [(p, phrase) for name, p, phrase in people if name == most]
        layers = [self.folded.segments[p.segment].layer for p, _ in found]
        return found[layers.index("author") if "author" in layers else 0]

    def _people(self, before: int) -> list[_Named]:
        """The full names above a paragraph, and where they stand."""
        names = [
            (self.folded.entities.name(p.tokens, c.first, c.past), p, (c.first, c.past))
            for p in self.folded.paragraphs[:before]
            for c in _chunks(p)
            if c.kind == "n"
        ]
        return [(name, p, phrase) for name, p, phrase in names if name and " " in name]

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
        segment = self.folded.segments[self.folded.paragraphs[n].segment]
        if segment.layer != "excerpt":
            return None
        return embedded_post(self.folded.article.text, segment.start, segment.end)

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
        if q is None or q in self.held or self._embedded_post(n):
            return
        chunks, tokens = _chunks(paragraph), paragraph.tokens
        name = next((c for c in chunks if c.kind == "n"), None)
        if name is None or any(c.kind in FINITE for c in self._beside(chunks, name)):
            return
        if len(tokens) <= _LONGEST_SIGNATURE and tokens[name.first].capital:
            phrase, quote = (name.first, name.past), self.folded.quotes[q]
            clause: Clause = UncuedClause(phrase, (), "signature")
            dash = next((k for k in range(name.first) if tokens[k].kind == "-"), None)
            if dash is not None:
                clause = CuedClause((dash, dash + 1), phrase, (), "signature")
            yield Candidate(paragraph, clause, [q], (quote.start, quote.end))

    def _beside(self, chunks: Sequence[Chunk], name: Chunk) -> list[Chunk]:
        """The chunks of a signature, with a dash up to the comma behind the name."""
        comma = (
            n for n, c in enumerate(chunks) if c.kind == "," and c.first > name.first
        )
        dashed = any(c.kind == "-" and c.first < name.first for c in chunks)
        return list(chunks[: next(comma, None) if dashed else None])

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

    def dispatch(
        self, paragraph: FoldedParagraph, candidates: Sequence[Candidate]
    ) -> None:
        """`Ann Lee, our editor, writes: …`: the rest of the paragraph is hers."""
        for one in candidates:
            clause, tokens = one.clause, paragraph.tokens
            if one.paragraph is not paragraph or not isinstance(clause, CuedClause):
                continue
            colon = clause.cue[1]
            heads = clause.source is not None and clause.source[0] == 0
            said = tokens[colon + 1 : colon + 2]
            writes = tokens[colon - 1].low in _WRITES and tokens[colon].kind == ":"
            if heads and writes and said and said[0].kind == "word" and said[0].capital:
                one.block = (said[0].start, tokens[-1].end)

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


def _is_talk(labels: Counter[str], turns: Collection[_Turn]) -> bool:
    """Whether labels in small letters are of people who talk, not of a list."""
    long = sum(len(turn.inside.tokens) - turn.colon > _LONGEST_NAME for turn in turns)
    return labels.most_common(2)[1][1] > 1 and 2 * long > len(turns)


def _in_full(turns: Collection[_Turn], short: Collection[str]) -> list[_Named]:
    """The labels of turns that name somebody in full, and where they stand."""
    full = [turn for turn in turns if " " in turn.label and turn.label not in short]
    return [(turn.label, turn.inside, (0, turn.name)) for turn in full]


def _by_initials(people: Sequence[_Named], short: set[str]) -> dict[str, _Mention]:
    """Where the first of the people whose initials a label gives is named."""
    meant: dict[str, _Mention] = {}
    for name, paragraph, phrase in people:
        for label in short & _initials(name):
            meant.setdefault(label, (paragraph, phrase))
    return meant


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

    A bracket may part them: “SEN. ANN LEE (R-OH):”.  Both are 0 if there is none.
    """
    kinds = [token.kind for token in paragraph.tokens[:_LONGEST_LABEL]]
    name = next((k for k, kind in enumerate(kinds) if kind != "word"), 0)
    colon = name
    if kinds[name : name + 1] == ["("] and ")" in kinds:
        colon = kinds.index(")") + 1
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
