"""One article and all that was found in it; a page of it for notebooks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from analysis.attribution.attitudes import Attitude, find_attitudes
from analysis.attribution.attributions import (
    Attribution,
    Quote,
    find_candidates,
    settle_candidates,
    settle_quotes,
    withhold,
)
from analysis.attribution.candidates import fold_article
from analysis.corpus.articles import Article, Segment
from analysis.dyad.actors import Mention, find_mentions
from analysis.dyad.masking import mask_actors
from analysis.dyad.parties import Dyad, us_and_iran
from analysis.dyad.relations import DyadRelation, find_relations
from analysis.dyad.sides import find_sides
from analysis.dyad.stance import Evaluation, find_evaluations
from analysis.dyad.ties import Tie, find_ties
from analysis.measures.display import DisplayMatch, match_display
from analysis.measures.readability import Readability, measure_readability
from analysis.measures.sentiment import Tone, mask_names, summarise_tone, tone
from analysis.text.characters import Span, lies_inside, n_words, paragraphs, words
from analysis.text.quotations import find_quotes
from analysis.text.segmentation import PIECE, find_segments, layers_of
from analysis.text.sentences import Sentence, find_sentences


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """An article and all that was found in it; records refer to others by number.

    A voice is a layer (`author`, `excerpt`, `comment` …), `body` (the running text) or
    `piece` (body and headlines); reader comments and adverts are in neither.
    """

    article: Article
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    attitudes: tuple[Attitude, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[DyadRelation, ...]
    evaluations: tuple[Evaluation, ...]
    ties: tuple[Tie, ...]
    dyad: Dyad

    @property
    def text(self) -> str:
        """The text as read, into which every `start` and `end` points."""
        return self.article.text

    def sentences_of(self, voice: str) -> tuple[Sentence, ...]:
        """The sentences of a voice, in text order; `ValueError` for an unknown one."""
        return tuple(self.sentences[number] for number in self._numbers(voice))

    def words_by_voice(self) -> dict[str, int]:
        """The number of words of each layer that has any, in the order of the text."""
        counts: dict[str, int] = {}
        for sentence in self.sentences:
            layer = self.segments[sentence.segment].layer
            counts[layer] = counts.get(layer, 0) + n_words(sentence.text)
        return counts

    def readability(self, voice: str = "piece") -> Readability:
        """Seven readability formulas on the sentences of a voice."""
        return measure_readability(s.text for s in self.sentences_of(voice))

    def tone(self, voice: str = "piece") -> Tone:
        """The tone of a voice, one sentence at a time, actors' names masked or not."""
        tones = self.tones()
        numbers = self._numbers(voice)
        return summarise_tone(
            [tones[n][1] for n in numbers], [tones[n][0] for n in numbers]
        )

    def tones(self) -> list[tuple[float, float]]:
        """The tone of each sentence as written, and with actors' names masked."""
        named: dict[int, list[Span]] = {}
        for mention in self.mentions:
            named.setdefault(mention.sentence, []).append((mention.start, mention.end))
        tones = []
        for number, sentence in enumerate(self.sentences):
            written = masked = tone(sentence.text)
            if number in named:
                masked = tone(self._masked(sentence, named[number]))
            tones.append((written, masked))
        return tones

    def _masked(self, sentence: Sentence, named: list[Span]) -> str:
        """The words of a sentence with the names of actors made plain words."""
        return " ".join(
            mask_names(
                self.text[start:end],
                [(a - start, b - start) for a, b in named if start <= a < end],
            )
            for start, end in sentence.pieces
        )

    def sides(self) -> dict[str, str]:
        """The side of each source and speaker, by its one name."""
        return find_sides(self.attributions, self.quotes, self.dyad)

    def display(self) -> tuple[DisplayMatch, ...]:
        """Headlines, captions and pull quotes, each with the closest sentence below."""
        return match_display(self.article, self.segments, self.sentences, self.mentions)

    def quoted_words(self) -> list[int]:
        """For each sentence, how many of its words are quoted.

        A word is quoted when its first character lies inside a quote's pieces.
        """
        quoted = sorted(piece for quote in self.quotes for piece in quote.pieces)
        ends = [end for _, end in quoted]
        counts = []
        for sentence in self.sentences:
            n = 0
            for start, end in sentence.pieces:
                near = quoted[bisect_right(ends, start) : bisect_left(quoted, (end,))]
                if near:
                    places = words(self.text[start:end])
                    n += sum(lies_inside(start + at, near) for at, _ in places)
            counts.append(n)
        return counts

    def _numbers(self, voice: str) -> list[int]:
        layers = layers_of(voice)
        return [
            number
            for number, sentence in enumerate(self.sentences)
            if self.segments[sentence.segment].layer in layers
        ]

    def __repr__(self) -> str:
        """Id and counts: what was found, not the text."""
        return (
            f"<Document {self.article.id!r}: {sum(self.words_by_voice().values())} "
            f"words, {len(self.quotes)} quotes, {len(self.attributions)} attributions>"
        )

    def _repr_html_(self) -> str:
        return _page(self)

    def show(self) -> Shown:
        """The same page for paper and for screen readers: nothing waits for a pointer.

        Whose words a quote holds, and the rule that decided, stand behind it.
        """
        return Shown(_page(self, told=True), self.text)


@dataclass(frozen=True, slots=True)
class Shown:
    """HTML that a notebook shows, and its words for where there is none."""

    html: str
    text: str

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def analyze_article(
    article: Article, min_confidence: float = 0.0, dyad: Dyad | None = None
) -> Document:
    """Everything the finders see in an article.

    Attributions, attitudes and speakers of quotes that are less sure than
    `min_confidence` (between 0 and 1) are withheld: see `withhold`.  Relations,
    judgments and ties are those of the two of `dyad`: by default the US and Iran.

    >>> analyze_article(Article("a", "“It rains,” Ann Lee said.")).quotes[0].speaker
    'Ann Lee'
    """
    dyad = dyad or us_and_iran()
    segments = find_segments(article)
    sentences = find_sentences(article, segments)
    spans = find_quotes(article, segments, sentences)
    folded = fold_article(article, segments, sentences, spans)
    candidates = find_candidates(folded)
    attributions = settle_candidates(folded, candidates)
    quotes = settle_quotes(article, spans, attributions)
    attributions, quotes = withhold(attributions, quotes, min_confidence)
    mentions = find_mentions(article, sentences, dyad)
    masked = mask_actors(article, sentences, mentions, quotes, attributions, dyad)
    # Readers comment one by one; the layers of the piece are one text.
    texts = [
        0 if segments[s.segment].layer in PIECE else s.segment + 1 for s in sentences
    ]
    relations = find_relations(masked, texts, dyad.ids)
    return Document(
        article=article,
        segments=segments,
        sentences=sentences,
        quotes=quotes,
        attributions=attributions,
        attitudes=tuple(
            attitude
            for attitude in find_attitudes(folded, candidates, attributions)
            if attitude.confidence >= min_confidence
        ),
        mentions=mentions,
        relations=relations,
        evaluations=find_evaluations(masked, relations, dyad.ids),
        ties=find_ties(masked, dyad.ids),
        dyad=dyad,
    )


# --- a page for notebooks ------------------------------------------------------

_LEGEND = "<mark>quoted words</mark>, <b>whose they are</b>, <u>by which word</u>"
_POINT = "; point at a mark to see who speaks and the rule that decided"
_TAGS = {"quote": "mark", "source": "b", "cue": "u"}
Mark = tuple[Span, str, str]  # where, what opens it, what closes it


def _page(document: Document, told: bool = False) -> str:
    """The text of a document with its voices, quotes, sources and cues marked.

    Everything is escaped; the words of reader comments are counted, not shown.  Where
    `told`, what decided about a quote stands behind it.
    """
    marks, behind = [], dict[int, str]()
    for span, title, kind in marks_of(document):
        tag = _TAGS[kind]
        marks.append((span, f'<{tag} title="{escape(title)}">', f"</{tag}>"))
        if told and kind == "quote":
            end = span[1]
            behind[end] = f"{behind.get(end, '')} <small>[{escape(title)}]</small>"
    blocks = []
    for segment in document.segments:
        if segment.layer == "comment":
            lines = [f"{n_words(segment.text)} words"]
        else:
            spans = paragraphs(document.text, segment.start, segment.end)
            lines = [marked(document.text, span, marks, behind) for span in spans]
        whose = ": ".join(filter(None, (segment.layer, segment.carrier)))
        blocks.append(
            f"<section><h4>{escape(whose.replace('_', ' '))}</h4>"
            + "".join(f"<p>{line}</p>" for line in lines)
            + "</section>"
        )
    title = document.article.title.value or document.article.id
    style = Path(__file__).with_suffix(".css").read_text("utf-8")
    counts = f"{len(document.quotes)} quotes, {len(document.attributions)} attributions"
    return (
        f'<style>\n{style}</style><article class="whose-words"><p><strong>'
        f"{escape(title)}</strong>: {counts}. {_LEGEND}{'' if told else _POINT}.</p>"
        f"{''.join(blocks)}</article>"
    )


def marks_of(document: Document) -> Iterator[tuple[Span, str, str]]:
    """Where quotes, sources and cues stand, by which rule, and which of them it is."""
    for quote in document.quotes:
        whose = quote.speaker or "nobody in particular"
        title = f"{quote.kind} quote: {whose}" + (f" ({quote.rule})" * bool(quote.rule))
        yield from ((piece, title, "quote") for piece in quote.pieces)
    for claim in document.attributions:
        title = f"{claim.source or 'source not named'} ({claim.rule})"
        if claim.source_start is not None and claim.source_end is not None:
            yield (claim.source_start, claim.source_end), title, "source"
        if claim.cue_start is not None and claim.cue_end is not None:
            yield (claim.cue_start, claim.cue_end), title, "cue"


def marked(
    text: str, stretch: Span, marks: Sequence[Mark], behind: Mapping[int, str]
) -> str:
    """A stretch of a text as HTML, escaped, cut wherever a mark begins or ends.

    `behind` is HTML that stands behind a place.
    """
    start, end = stretch
    near = [mark for mark in marks if mark[0][0] < end and mark[0][1] > start]
    places = (*behind, *(at for span, _, _ in near for at in span))
    html = ""
    for a, b in pairwise(sorted({start, end, *(p for p in places if start < p < end)})):
        piece = escape(text[a:b])
        for (first, last), opening, closing in near:
            if first <= a and b <= last:
                piece = opening + piece + closing
        html += piece + behind.get(b, "")
    return html
