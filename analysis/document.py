"""One article read once: every finder in order, the records side by side."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.attribution.attributions import (
    Attribution,
    Quote,
    find_attributions,
    settle_quotes,
)
from analysis.corpus.articles import Article, Segment
from analysis.dyad.actors import Mention, find_mentions
from analysis.dyad.masking import sign_sentences
from analysis.dyad.relations import (
    DyadRelation,
    Evaluation,
    find_evaluations,
    find_relations,
)
from analysis.measures.sentiment import masked
from analysis.text.characters import joined, words
from analysis.text.quotations import find_quotes
from analysis.text.segmentation import PIECE, Sentence, find_segments, find_sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and all that was found in it; records refer to others by number."""

    article: Article
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[DyadRelation, ...]
    evaluations: tuple[Evaluation, ...]

    def sentence_text(self, number: int) -> str:
        """The words of a sentence, without what was inserted into it."""
        return joined(self.article.text, self.sentences[number].pieces)

    def masked_text(self, number: int) -> str:
        """The same with the names of actors made plain words."""
        own = [(m.start, m.end) for m in self.mentions if m.sentence == number]
        return " ".join(
            masked(
                self.article.text[start:end],
                [(a - start, b - start) for a, b in own if start <= a < end],
            )
            for start, end in self.sentences[number].pieces
        )


def read_article(article: Article) -> Reading:
    """Everything the finders see in an article.

    >>> from analysis.corpus.catalogue import load_corpus
    >>> len(read_article(load_corpus()[0]).quotes)
    2
    """
    segments = find_segments(article)
    sentences = find_sentences(article, segments)
    spans = find_quotes(article, segments, sentences)
    attributions = find_attributions(article, segments, sentences, spans)
    quotes = settle_quotes(article, spans, attributions)
    mentions = find_mentions(article, sentences)
    signed = sign_sentences(article, sentences, mentions, quotes, attributions)
    # Readers comment one by one; the layers of the piece are one text.
    texts = [
        0 if segments[s.segment].layer in PIECE else s.segment + 1 for s in sentences
    ]
    relations = find_relations(signed, texts)
    return Reading(
        article=article,
        segments=segments,
        sentences=sentences,
        quotes=quotes,
        attributions=attributions,
        mentions=mentions,
        relations=relations,
        evaluations=find_evaluations(signed, relations),
    )


def words_in_quotes(reading: Reading) -> list[tuple[int, int]]:
    """For each sentence, its number of words and how many of them are quoted.

    A word is quoted when its first character lies inside a quote's pieces.
    """
    text = reading.article.text
    quoted = [piece for quote in reading.quotes for piece in quote.pieces]
    counts = []
    for sentence in reading.sentences:
        near = [p for p in quoted if p[0] < sentence.end and sentence.start < p[1]]
        starts = [a + w for a, b in sentence.pieces for w, _ in words(text[a:b])]
        inside = sum(any(a <= start < b for a, b in near) for start in starts)
        counts.append((len(starts), inside))
    return counts
