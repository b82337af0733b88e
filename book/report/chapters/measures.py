"""Readability in depth: what becomes of a grade when it is computed otherwise."""

from __future__ import annotations

from itertools import product

import pandas as pd

from analysis.measures.readability import FORMULAS, count_text
from analysis.tabular.files import Tables
from analysis.text.characters import passage
from analysis.text.segmentation import BODY
from report.anchors import voice_anchors
from report.labels import records, with_piece

GRADES = {
    "flesch_kincaid_grade": "Flesch–Kincaid",
    "gunning_fog": "fog",
    "coleman_liau_index": "Coleman–Liau",
    "automated_readability_index": "ARI",
}
"""The formulas that give a school grade and need no thirty sentences."""
COLUMNS = {
    "n_sentences": "sentences",
    "n_words": "words",
    "flesch_reading_ease": "Flesch ease",
    **GRADES,
    "smog_index": "SMOG",
    "dale_chall": "Dale–Chall",
}
"""Column heads of the readability table: sentences and words, then the formulas."""

_VOICES = {"without headlines": BODY, "author": ("author",)}
PRIMARY = ("flesch_kincaid_grade", "without headlines", "in")
"""The report's own choice: formula, voice, quotes."""
_QUOTED = 0.5  # from this share of its words on, a sentence is a quoted one


def grade_choices(tables: Tables) -> pd.DataFrame:
    """The grade of each piece by every formula, voice, and treatment of quotes.

    Columns piece, formula, voice, quotes (`in`, or `out`: without sentences of which
    half the words or more are quoted), grade (NaN without sentences), primary (the
    report's own choice), passages.
    """
    own = tables.sentences
    rows = []
    for article, (voice, layers), quotes in product(
        tables.articles["article"], _VOICES.items(), ("in", "out")
    ):
        kept = own[(own["article"] == article) & own["layer"].isin(layers)]
        if quotes == "out":
            kept = kept[kept["in_quote_share"] < _QUOTED]
        counts = count_text(passage(row) for row in records(kept))
        choice = {"article": article, "voice": voice, "quotes": quotes}
        rows += [
            choice
            | {
                "formula": label,
                "grade": FORMULAS[name](counts),
                "primary": (name, voice, quotes) == PRIMARY,
            }
            for name, label in GRADES.items()
        ]
    table = pd.DataFrame(rows)
    anchors = voice_anchors(tables.segments, _VOICES)
    keys = zip(table["article"], table["voice"], strict=True)
    return with_piece(table.assign(anchors=[anchors[key] for key in keys]))
