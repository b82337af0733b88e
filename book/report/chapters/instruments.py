"""What instruments hear: tone by sentence, ranks by lexicon, grades by length."""

from __future__ import annotations

import pandas as pd

from analysis.tabular.files import Tables
from report.coding import with_codes
from report.labels import with_piece
from report.tone_lexicons import MASKED, tone_table


def tone_rows(tables: Tables) -> pd.DataFrame:
    """One row a sentence: text, piece, tone, meant (or `mocking`), passages."""
    both = with_codes(tables)
    both = both.assign(
        tone=both["tone_masked"],
        meant=both["coded_tone"].map({"ironic": "mocking", "straight": "as meant"}),
    )
    both = both.sort_values("meant", kind="stable")  # the mocking ones on top
    return with_piece(both[["article", "text", "tone", "meant", "anchors"]])


def rank_rows(tables: Tables) -> pd.DataFrame:
    """Each piece by each lexicon: piece, lexicon, mean_tone, rank, passages."""
    table = tone_table(tables)
    whole = table[(table["voice"] == "body") & (table["names"] == MASKED)]
    columns = ["piece", "lexicon", "mean_tone", "rank", "passages"]
    return whole[columns].reset_index(drop=True)


def grade_rows(tables: Tables) -> pd.DataFrame:
    """Grade and sentence length of each piece without headlines.

    Columns piece, words_per_sentence, grade, passages.
    """
    articles = tables.articles
    length = articles["n_words_body"] / articles["n_sentences_body"]
    table = pd.DataFrame(
        {
            "article": articles["article"],
            "words_per_sentence": length.astype(float),
            "grade": articles["flesch_kincaid_grade_body"].astype(float),
            "anchors": "text",
        }
    )
    return with_piece(table)
