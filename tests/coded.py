"""What tests share: the five articles, their reference coding, sentences parsed."""

from __future__ import annotations

import json

from report.seeds import SEEDS

from analysis.attribution.attributions import find_attributions, settle_quotes
from analysis.corpus.articles import Article
from analysis.corpus.catalogue import load_articles
from analysis.syntax.chunker import ChunkedSentence
from analysis.syntax.tokens import tokens_of
from analysis.text.quotations import find_quotes
from analysis.text.segmentation import find_segments
from analysis.text.sentences import find_sentences

ARTICLES = {article.id[:3]: article for article in load_articles(SEEDS)}


def read(article: Article):
    """The segments, sentences, quotes and attributions of an article."""
    segments = find_segments(article)
    sentences = find_sentences(article, segments)
    quotes = find_quotes(article, segments, sentences)
    found = find_attributions(article, segments, sentences, quotes)
    return segments, sentences, settle_quotes(article, quotes, found), found


def reference(number: str) -> dict:
    """The reference coding of an article."""
    path = SEEDS / "coding" / "reference" / f"{number}.json"
    coding = json.loads(path.read_text("utf-8"))
    coding["quotes"].sort(key=lambda quote: quote["start"])
    return coding


def parse(text: str) -> ChunkedSentence:
    """The parse of a sentence."""
    tokens = tokens_of(text)
    return ChunkedSentence(tokens, 0, len(tokens))
