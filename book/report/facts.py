"""What the prose says in numbers: facts of each piece, and what is known of it."""

from __future__ import annotations

import re

import pandas as pd

from analysis.tabular.files import Tables
from report.coding import coded_framing, with_codes
from report.labels import pieces


def piece_facts(tables: Tables) -> dict[str, int | float | str]:
    """What the text says of each piece, keyed `LABEL_what`, such as `great_news_words`.

    By the program: words, sentences, attributions, unnamed, quotes, author_share (of
    the words, 0 to 1), iran (sentences that name Iran).  By the coding: drawn
    (sentences with a relation), of these cooperation and competition; iran_against
    (sentences that judge it); line (the frame).
    """
    both = with_codes(tables)
    facts: dict[str, int | float | str] = {}
    for row in tables.articles.to_dict("records"):
        own = both[both["article"] == row["article"]]
        found = {
            "words": row["n_words"],
            "sentences": row["n_sentences"],
            "attributions": row["n_attributions"],
            "unnamed": row["n_anonymous"],
            "quotes": row["n_quotes"],
            "line": coded_framing(row["article"])["one_line"],
            **_sentence_facts(own),
        }
        key = re.sub(r"\W+", "_", row["label"].lower())
        facts |= {f"{key}_{name}": fact for name, fact in found.items()}
    return facts


def _sentence_facts(own: pd.DataFrame) -> dict[str, int | float]:
    """The facts of one piece that are counts of its sentences."""
    drawn = own[own["coded_relation"] != "none"]
    author = own.loc[own["layer"] == "author", "n_words"].sum()
    return {
        "author_share": float(author / own["n_words"].sum()),
        "iran": int(own["actors"].str.contains(r"\biran\b", na=False).sum()),
        "drawn": len(drawn),
        "cooperation": int((drawn["coded_relation"] == "cooperation").sum()),
        "competition": int((drawn["coded_relation"] == "competition").sum()),
        "iran_against": int((own["coded_toward_iran"] < 0).sum()),
    }


def known_facts(tables: Tables) -> pd.DataFrame:
    """Date, outlet and author of each piece: piece, fact, value, basis, evidence."""
    rows = [
        {
            "piece": pieces()[article["article"]],
            "fact": fact,
            "value": article[fact],
            "basis": article[f"{fact}_basis"],
            "evidence": article[f"{fact}_evidence"],
        }
        for article in tables.articles.to_dict("records")
        for fact in ("date", "outlet", "author")
    ]
    return pd.DataFrame(rows)
