"""What the charts of validity draw: each count with the records that it counts."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.tabular.files import Tables
from analysis.text.segmentation import PIECE
from analysis.validation.dyad_accuracy import invented_sentences
from analysis.validation.gold import Kind
from report.anchors import anchors_of, attribution_anchors, passages
from report.coding import attribution_pairs, coded, with_codes
from report.labels import pieces

Record = tuple[str, str]
"""An article, and an anchor on its page."""


def outcomes(tables: Tables) -> pd.DataFrame:
    """What program and coding share, and what one of them lacks.

    Columns finder, outcome (`matched`, `missed`, `added`), n, passages; the counts
    are those of `validity.agreement_counts`.
    """
    rows = []
    for finder, groups in _records(tables).items():
        for outcome, records in zip(
            ("matched", "missed", "added"), groups, strict=True
        ):
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


def _records(tables: Tables) -> dict[str, tuple[list[Record], ...]]:
    """For each finder its matched, missed and added records."""
    sentences = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    plain: dict[str, tuple[Kind, pd.DataFrame, str, list[str]]] = {
        "voices": ("segments", tables.segments, "segment", ["layer"]),
        "sentences": ("sentences", sentences, "sentence", []),
        "quotes": ("quotes", tables.quotes, "quote", []),
        "quotes with kind": ("quotes", tables.quotes, "quote", ["kind"]),
        "quotes with speaker": ("quotes", tables.quotes, "quote", ["speaker"]),
    }
    found = {
        finder: _by_span(tables, coded(kind), own, name, also)
        for finder, (kind, own, name, also) in plain.items()
    }
    pairs = attribution_pairs(tables)
    kinds = {"": slice(None), " with source": "same_source", " with type": "same_type"}
    for ending, column in kinds.items():
        same = pairs if ending == "" else pairs[pairs[column]]
        found[f"attributions{ending}"] = _by_pair(tables, same)
    return found


def _by_span(
    tables: Tables, codes: pd.DataFrame, own: pd.DataFrame, name: str, also: list[str]
) -> tuple[list[Record], ...]:
    keys = ["article", "start", "end", *also]
    left = codes[keys].fillna("").astype(str).apply(tuple, axis=1)
    right = own[keys].fillna("").astype(str).apply(tuple, axis=1)
    matched, added = own[right.isin(set(left))], own[~right.isin(set(left))]
    missed = codes[~left.isin(set(right))]
    return (
        _own(matched, name),
        _in_sentences(tables, missed, "start"),
        _own(added, name),
    )


def _by_pair(tables: Tables, pairs: pd.DataFrame) -> tuple[list[Record], ...]:
    codes, own = coded("attributions"), tables.attributions
    missed = codes.drop(index=list(pairs["coded"]))
    return (
        _own(own.loc[pairs["found"]], "attribution"),
        _in_sentences(tables, missed, "cue_start"),
        _own(own.drop(index=list(pairs["found"])), "attribution"),
    )


def _own(rows: pd.DataFrame, name: str) -> list[Record]:
    anchors = attribution_anchors(rows) if name == "attribution" else anchors_of(rows)
    return list(zip(rows["article"], anchors, strict=True))


def _in_sentences(tables: Tables, codes: pd.DataFrame, start: str) -> list[Record]:
    """The sentences in which records of the coding begin; the piece without a place."""
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
