"""What the charts of validity draw: each count with the records that it counts."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.tabular.files import Tables
from analysis.validation.dyad_accuracy import invented_sentences
from report.anchors import anchors_of, attribution_anchors, passages
from report.coding import match_records, with_codes
from report.labels import pieces

Record = tuple[str, str]
"""An article, and an anchor on its page."""


def outcomes(tables: Tables) -> pd.DataFrame:
    """What program and coding share, and what one of them lacks.

    Columns finder, outcome (`matched`, `missed`, `added`), n, passages; the counts
    are those of `agreement_counts`.
    """
    rows = []
    for finder, matching in match_records(tables).items():
        records_by_outcome = {
            "matched": _own(matching.matched),
            "missed": _in_sentences(tables, matching.missed),
            "added": _own(matching.added),
        }
        for outcome, records in records_by_outcome.items():
            if records:
                where = [passages(pieces()[article], name) for article, name in records]
                row = {"finder": finder, "outcome": outcome, "n": len(records)}
                rows.append(row | {"passages": " ".join(where)})
    return pd.DataFrame(rows)


def relation_cells(tables: Tables) -> pd.DataFrame:
    """Sentences by coded and found relation: coded, found, n, passages."""
    both = with_codes(tables)
    where = [
        passages(pieces()[article], sentence)
        for article, sentence in zip(both["article"], anchors_of(both), strict=True)
    ]
    table = pd.DataFrame(
        {"coded": both["coded_relation"], "found": both["relation"], "where": where}
    )
    return _cells(table)


def invented_cells() -> pd.DataFrame:
    """Invented sentences held out, by coded and found relation, as `relation_cells`."""
    table = invented_sentences("held out")
    where = "program#invented-" + table["number"].astype(str)
    return _cells(table.assign(where=where))


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    grouped = table.groupby(["coded", "found"], sort=False)["where"]
    return grouped.agg(n="size", passages=_once).reset_index()


def _once(references: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(references))


def _own(rows: pd.DataFrame) -> list[Record]:
    claims = "attribution" in rows
    anchors = attribution_anchors(rows) if claims else anchors_of(rows)
    return list(zip(rows["article"], anchors, strict=True))


def _in_sentences(tables: Tables, codes: pd.DataFrame) -> list[Record]:
    """The sentences in which records of the coding begin; the piece without a place."""
    start = "start" if "start" in codes else "cue_start"
    return [
        (row["article"], _sentence_at(tables.sentences, row["article"], row[start]))
        for row in codes.to_dict("records")
    ]


def _sentence_at(sentences: pd.DataFrame, article: str, place: float) -> str:
    held = sentences[
        (sentences["article"] == article)
        & (sentences["start"] <= place)
        & (sentences["end"] > place)
    ]
    return anchors_of(held)[0] if len(held) else "text"
