"""What the prose says in numbers: facts of each piece, and across the five."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analysis.charts import piece_names
from analysis.coding import coded_framing, with_codes
from analysis.framing import RELATIONS
from analysis.tables import Tables
from analysis.views import evaluation_counts, judged_against
from analysis.voices import PIECE


def piece_facts(tables: Tables) -> dict[str, int | float | str]:
    """What the text says of each piece, keyed `LABEL_what`, such as `great_news_words`.

    By the program: words, sentences, attributions, unnamed, quotes, author_share (of
    the words, 0 to 1), both (sentences that name both countries as such), iran
    (sentences that name Iran).  By the coding: drawn (sentences with a relation), of
    these cooperation, confrontation, competition, actual, own (handed to nobody
    else); us_against and iran_against (sentences that judge); line (the frame).
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
        "both": int((own["dyad"] == "narrow").sum()),
        "iran": int(own["actors"].str.contains(r"\biran\b", na=False).sum()),
        "drawn": len(drawn),
        **{name: int((drawn["coded_relation"] == name).sum()) for name in RELATIONS},
        "actual": int((drawn["coded_status"] == "actual").sum()),
        "own": int((drawn["coded_voice_of"] == "author").sum()),
        "us_against": int((own["coded_toward_us"] < 0).sum()),
        "iran_against": int((own["coded_toward_iran"] < 0).sum()),
    }


def answer_facts(tables: Tables) -> dict[str, int | float]:
    """What the first page says across the pieces, each from the view of its figure."""
    both = with_codes(tables)
    drawn = both[both["coded_relation"] != "none"]
    label = tables.articles.set_index("label")["article"]
    great = drawn[drawn["article"] == label["Great news"]]
    spring = drawn[drawn["article"] == label["Spring offensive"]]
    piece = tables.segments[tables.segments["layer"].isin(PIECE)]
    words = piece.groupby(["article", "layer"])["n_words"].sum().unstack(fill_value=0)
    author = words["author"] / words.sum(axis=1)
    counts = evaluation_counts(tables, piece_names(tables.articles))
    us_against, us_own = judged_against(counts, "toward the US")
    iran_against, iran_own = judged_against(counts, "toward Iran")
    confronted = drawn[drawn["coded_relation"] == "confrontation"]
    headline = both[(both["article"] == label["Great news"]) & (both["place"] == 1)]
    return {
        "confrontation_excerpt": int((confronted["layer"] == "excerpt").sum()),
        "great_news_unreal": int((great["coded_status"] != "actual").sum()),
        "spring_coop": int((spring["coded_relation"] == "cooperation").sum()),
        "spring_comp": int((spring["coded_relation"] == "competition").sum()),
        "n_attributions": len(tables.attributions),
        "n_iran": int((tables.attributions["source_type"] == "iran_official").sum()),
        "us_against": us_against,
        "us_own": us_own,
        "iran_against": iran_against,
        "iran_own": iran_own,
        "author_least": float(author.min()),
        "author_most": float(author.max()),
        "great_tone": float(headline["tone_masked"].iloc[0]),
    }


def known_facts(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
    """Date, outlet and author of each piece: piece, fact, value, basis, evidence."""
    rows = [
        {
            "piece": names[article["article"]],
            "fact": fact,
            "value": article[fact],
            "basis": article[f"{fact}_basis"],
            "evidence": article[f"{fact}_evidence"],
        }
        for article in tables.articles.to_dict("records")
        for fact in ("date", "outlet", "author")
    ]
    return pd.DataFrame(rows)
