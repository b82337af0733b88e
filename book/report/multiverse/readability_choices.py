"""Two readability grades under every defensible choice of what is counted.

Which splitter finds the sentences, whose words are counted, and whether quoted
sentences count: none of the choices is in the formulas, and each moves the grade.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product

import pandas as pd
import sentencex
import textstat

from analysis.corpus.articles import Article, Segment
from analysis.corpus.catalogue import load_articles
from analysis.document import Document, analyze_article
from analysis.dyad.actors import find_mentions
from analysis.measures.readability import count_text, dale_chall, flesch_kincaid_grade
from analysis.tabular.files import Tables
from analysis.text.characters import Span, n_words, paragraphs, strip_span
from analysis.text.sentences import Sentence
from report.anchors import voice_anchors
from report.labels import with_piece
from report.multiverse.tone_lexicons import AS_WRITTEN, sentence_texts
from report.seeds import SEEDS

FORMULAS = {"Flesch–Kincaid": flesch_kincaid_grade, "Dale–Chall": dale_chall}
VOICES = {"author": ("author",), "author and excerpt": ("author", "excerpt")}
QUOTES = ("in", "out")
QUOTED = 0.5  # from this share of its words on, a sentence is a quoted one
OWN = "nupunkt"
# The choice made in the other chapters.
PRIMARY = {"splitter": OWN, "voices": "author", "quotes": "in"}

_SPACE = re.compile(r"\s")
_TEXTSTAT = re.compile(r"\b[^.!?]+[.!?]*")  # textstat's own, which it does not export
_TEXTSTAT_IGNORES = 2  # words: what has no more is no sentence to textstat


def sentencex_spans(paragraph: str) -> list[Span]:
    """The sentences that sentencex sees in a paragraph, without space around them.

    >>> sentencex_spans("Gen. Smith spoke. The U.S. listened.")
    [(0, 17), (18, 36)]
    """
    # Its code fails on a full stop behind a space of more than one byte.
    plain = _SPACE.sub(" ", paragraph)
    found = sentencex.get_sentence_boundaries("en", plain)
    spans = (strip_span(paragraph, s["start_index"], s["end_index"]) for s in found)
    return [(start, end) for start, end in spans if start < end]


def textstat_spans(paragraph: str) -> list[Span]:
    """The sentences that textstat counts in a paragraph, as spans.

    It ends one at every full stop, and counts none of two words or fewer, though
    their words count: here these belong to the sentence before, or to the next.

    >>> textstat_spans("He told the U.S. of the plan. No answer.")
    [(0, 16), (17, 40)]
    """
    found = list(_TEXTSTAT.finditer(paragraph))
    kept = [m for m in found if textstat.lexicon_count(m[0]) > _TEXTSTAT_IGNORES]
    starts = [0, *(match.start() for match in kept[1:])]
    spans = [
        strip_span(paragraph, start, end)
        for start, end in zip(starts, [*starts[1:], len(paragraph)], strict=True)
    ]
    return [(start, end) for start, end in spans if start < end]


# Other ways to split a paragraph than `text.sentence_spans`.
SPLITTERS: Mapping[str, Callable[[str], list[Span]]] = {
    "sentencex": sentencex_spans,
    "textstat": textstat_spans,
}


def other_sentences(
    article: Article,
    segments: Sequence[Segment],
    split: Callable[[str], list[Span]],
) -> list[tuple[int, int, int]]:
    r"""The sentences by another splitter: number of the segment, start, end of each.

    In text order, paragraph by paragraph, so that none runs across a line; every
    character but space is in one of them.  What only our own sentences have: one
    that is cut by an insert is whole, and the line that opens a comment is none.

    >>> segments = [Segment(0, 10, "author")]
    >>> other_sentences(Article("x", "One.\n\nTwo."), segments, sentencex_spans)
    [(0, 0, 4), (0, 6, 10)]
    """
    text = article.text
    return [
        (number, start + left, start + right)
        for number, segment in enumerate(segments)
        for start, end in paragraphs(text, segment.start, segment.end)
        for left, right in split(text[start:end])
    ]


def grade_choices(
    tables: Tables,
    articles: Sequence[Article] | None = None,
) -> pd.DataFrame:
    """The grade of each piece by two formulas under each of twelve choices.

    Columns piece, formula, splitter, voices, quotes (`out`: without sentences of
    which half the words or more are quoted), grade (NaN without sentences),
    n_sentences, n_words, primary (the choice of the other chapters).  Our own
    sentences are those of the tables; for the other splitters the `articles` are
    read again, the catalogued ones unless they are given.
    """
    sentences = _every_split(
        tables, load_articles(SEEDS) if articles is None else articles
    )
    rows = []
    for article, splitter, voices, quotes in product(
        tables.articles["article"], (OWN, *SPLITTERS), VOICES, QUOTES
    ):
        choice = {"splitter": splitter, "voices": voices, "quotes": quotes}
        own = sentences[
            (sentences["article"] == article)
            & (sentences["splitter"] == splitter)
            & sentences["layer"].isin(VOICES[voices])
        ]
        if quotes == "out":
            own = own[own["in_quote_share"] < QUOTED]
        counts = count_text(own["text"])
        rows += [
            {
                "article": article,
                "formula": formula,
                **choice,
                "grade": grade(counts),
                "n_sentences": counts.n_sentences,
                "n_words": counts.n_words,
                "primary": choice == PRIMARY,
            }
            for formula, grade in FORMULAS.items()
        ]
    table = pd.DataFrame(rows)
    anchors = voice_anchors(tables.segments, VOICES)
    keys = zip(table["article"], table["voices"], strict=True)
    return with_piece(table.assign(anchors=[anchors[key] for key in keys]))


def _every_split(tables: Tables, articles: Sequence[Article]) -> pd.DataFrame:
    """Sentences by every splitter: article, splitter, layer, in_quote_share, text."""
    texts = sentence_texts(tables, AS_WRITTEN)
    columns = ["article", "layer", "in_quote_share"]
    own = tables.sentences.loc[texts.index, columns]
    readings = [analyze_article(article) for article in articles]
    rows = [
        {"splitter": splitter, **row}
        for reading in readings
        for splitter, split in SPLITTERS.items()
        for row in _split_rows(reading, split)
    ]
    return pd.concat([own.assign(splitter=OWN, text=texts), pd.DataFrame(rows)])


def split_anew(reading: Document, split: Callable[[str], list[Span]]) -> Document:
    """The reading with its sentences by another splitter, in text order.

    That an insert cuts a sentence in two is a matter of layout, not of splitters:
    such a sentence stays one.
    """
    article, segments = reading.article, reading.segments
    found = [
        Sentence(start, end, number, ((start, end),), article.text[start:end])
        for number, start, end in other_sentences(article, segments, split)
    ]
    for sentence in reading.sentences:
        for before, after in pairwise(sentence.pieces):
            found = _joined(found, before[1], after[0])
    mentions = find_mentions(article, found)
    return replace(reading, sentences=tuple(found), mentions=mentions)


def _split_rows(
    reading: Document, split: Callable[[str], list[Span]]
) -> list[dict[str, str | float]]:
    """The sentences by another splitter that hold a word."""
    anew = split_anew(reading, split)
    return [
        {
            "article": anew.article.id,
            "layer": anew.segments[sentence.segment].layer,
            "in_quote_share": quoted / n_words(sentence.text),
            "text": sentence.text,
        }
        for sentence, quoted in zip(anew.sentences, anew.quoted_words(), strict=True)
        if n_words(sentence.text)
    ]


def _joined(found: Sequence[Sentence], end: int, start: int) -> list[Sentence]:
    """The sentences with the one up to `end` and the one from `start` on made one."""
    first = next(s for s in reversed(found) if s.start < end)
    last = next(s for s in found if s.end > start)
    pieces = (*first.pieces, *last.pieces)
    whole = Sentence(
        first.start, last.end, first.segment, pieces, f"{first.text} {last.text}"
    )
    return [whole if s is first else s for s in found if s is not last]
