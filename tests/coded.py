"""What tests share: the five articles, how they are coded, sentences parsed."""

from __future__ import annotations

import re
import shutil

import pandas as pd
from report.coding import CODING
from report.seeds import SEEDS

from analysis.attribution.attributions import find_attributions, settle_quotes
from analysis.corpus.articles import Article
from analysis.corpus.catalogue import load_articles
from analysis.syntax.chunker import ChunkedSentence
from analysis.syntax.tokens import tokens_of
from analysis.text.quotations import find_quotes
from analysis.text.segmentation import find_segments
from analysis.text.sentences import find_sentences
from analysis.validation.coding import Coding

NEGOTIATING, CEASE_FIRE = "Negotiating", "Cease-fire over"
PEACE, GREAT, SPRING = "Peace deal", "Great news", "Spring offensive"
ARTICLES = {article.id[:3]: article for article in load_articles(SEEDS)}

CODEBOOK = (CODING.folder / "CODEBOOK.md").read_text("utf-8")


def read(article: Article):
    """The segments, sentences, quotes and attributions of an article."""
    segments = find_segments(article)
    sentences = find_sentences(article, segments)
    quotes = find_quotes(article, segments, sentences)
    found = find_attributions(article, segments, sentences, quotes)
    return segments, sentences, settle_quotes(article, quotes, found), found


def coded(name, number: str) -> list[dict]:
    """The rows of a coding file on an article; an empty cell is None."""
    rows = CODING.table(name).query("article == @ARTICLES[@number].id").astype(object)
    return rows.where(rows.notna(), None).to_dict("records")


def reference(number: str) -> dict[str, list[dict]]:
    """The coded quotes and attributions of an article, with lists in their cells.

    The `quote_ids` of an attribution are ids, the `pieces` of a quote pairs of places.
    """
    quotes, attributions = coded("quotes", number), coded("attributions", number)
    for quote in quotes:
        pieces = quote["pieces"] or f"{quote['start']}-{quote['end']}"
        spans = [piece.split("-") for piece in pieces.split()]
        quote["pieces"] = [tuple(map(int, span)) for span in spans]
    for attribution in attributions:
        attribution["quote_ids"] = (attribution["quote_ids"] or "").split()
    return {"quotes": quotes, "attributions": attributions}


def parse(text: str) -> ChunkedSentence:
    """The parse of a sentence."""
    tokens = tokens_of(text)
    return ChunkedSentence(tokens, 0, len(tokens))


# --- the coding files as they are ----------------------------------------------------


def plain(name, folder=CODING.folder):
    """A file as a reader's own pandas has it, each cell as its text."""
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def codebook():
    """By file, the columns that the codebook describes, with the values of each.

    The values are those in a code font, an empty text where the cell may be empty, and
    None where the list is open.
    """
    described = {}
    for section in re.split(r"^### ", CODEBOOK, flags=re.MULTILINE)[1:]:
        columns = described[re.search(r"`(\w+)\.csv`", section)[1]] = {}
        for names, values in re.findall(r"^\| (`.*?) \|(.*?)\|", section, re.MULTILINE):
            closed = set(re.findall("`([^`]+)`", values))
            if closed and "empty" in values:
                closed.add("")
            for column in re.findall("`([^`]+)`", names):
                columns[column] = closed or None
    return described


DESCRIBED = codebook()


def damaged(tmp_path, name, change):
    """The coding with the rows of one of its files changed."""
    folder = shutil.copytree(CODING.folder, tmp_path / "coding")
    change(plain(name, folder)).to_csv(folder / f"{name}.csv", index=False)
    return Coding(folder, CODING.articles)


def recoded(column, values, unit="1"):
    """A change to sentences: what a, b and c code of a unit of article 000."""

    def change(rows):
        at = (rows["article"] == "000") & (rows["unit"] == unit)
        rows.loc[at, column] = values
        return rows

    return change
