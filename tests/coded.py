"""The five articles, what the library finds in them, and their reference coding."""

from __future__ import annotations

import json

from analysis.attributions import find_attributions, settle_quotes
from analysis.corpus import SEEDS, Article, load_corpus
from analysis.quotes import find_quotes
from analysis.voices import find_segments, find_sentences

ARTICLES = {article.id[:3]: article for article in load_corpus()}


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
