"""Five readings: the measures of one piece, and where it comes from."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.document import Shown
from analysis.tabular.files import Tables
from report.chapters.provenance import provenance_rows
from report.coding import with_codes
from report.labels import records, signed
from report.pages.html import plain_table, rendered

_KINDS = {"direct": "direct", "mixed": "mixed", "scare": "scare", "title": "titles"}


def measures(tables: Tables, label: str) -> Shown:
    """The measures of a piece as a small table: words, quotes, sources, grade, tone."""
    row = _row(tables, label)
    quotes = ", ".join(
        f"{row[f'n_quotes_{kind}']} {name}"
        for kind, name in _KINDS.items()
        if row[f"n_quotes_{kind}"]
    )
    named = row["n_attributions"] - row["n_anonymous"]
    measured = {
        "words": f"{row['n_words']:,} in {row['n_sentences']} sentences",
        "by the writer": f"{_own_share(tables, label):.0%} of the words, quotes in",
        "quotes": f"{row['n_quotes']}: {quotes}",
        "statements handed to a source": f"{row['n_attributions']}: {named} named, "
        f"{row['n_anonymous']} not",
        "readability": f"grade {row['flesch_kincaid_grade_body']:.1f} "
        "(Flesch–Kincaid, without headlines)",
        "tone": f"{signed(row['tone_masked_mean_body'])} on average (VADER, −1 to 1)",
    }
    table = pd.DataFrame({"measure": list(measured), "here": list(measured.values())})
    return plain_table(table, f"{row['piece']}: what a program measures")


def provenance(tables: Tables, label: str) -> Shown:
    """Where a piece comes from in a line, each ground in a fold."""
    row = _row(tables, label)
    known = [
        {
            "fact": fact,
            "value": "unknown" if pd.isna(row[fact]) else row[fact],
            "basis": row[f"{fact}_basis"],
            "evidence": row[f"{fact}_evidence"],
        }
        for fact in ("outlet", "author", "date")
    ]
    sources = provenance_rows("sources")
    originals = records(sources[sources["article"] == row["article"]])
    html = rendered(
        "provenance.html", known=known, originals=originals, piece=row["piece"]
    )
    return Shown(html, "; ".join(f"{k['fact']}: {k['value']}" for k in known))


def piece_facts(tables: Tables) -> dict[str, int | float]:
    """What the essays say of each piece, keyed `LABEL_what`: `great_news_sentences`.

    words, sentences, author_share (of the words, 0 to 1), author_sentences, related
    (sentences about the relationship), and for comments their number and words.
    """
    both = with_codes(tables)
    facts: dict[str, int | float] = {}
    for row in records(tables.articles):
        own = both[both["article"] == row["article"]]
        comments = tables.segments[
            (tables.segments["article"] == row["article"])
            & (tables.segments["layer"] == "comment")
        ]
        found = {
            "words": row["n_words"],
            "sentences": row["n_sentences"],
            "author_share": _own_share(tables, row["label"]),
            "author_sentences": int((own["layer"] == "author").sum()),
            "related": int((own["coded_relation"] != "none").sum()),
            "comments": len(comments),
            "comment_words": int(comments["n_words"].sum()),
        }
        key = row["label"].lower().replace(" ", "_").replace("-", "_")
        facts |= {f"{key}_{name}": fact for name, fact in found.items()}
    return facts


def _own_share(tables: Tables, label: str) -> float:
    row = _row(tables, label)
    return float(row["n_words_author"] / row["n_words"])


def _row(tables: Tables, label: str) -> dict[str, Any]:
    return next(row for row in records(tables.articles) if row["label"] == label)
