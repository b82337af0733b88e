"""Who speaks: quoted words by side, sources named and not, who is missing."""

from __future__ import annotations

import pandas as pd

from analysis.tabular.files import Tables
from report.anchors import anchors_of
from report.coding import CODING
from report.labels import pieces, with_piece

_SIDES = {
    "us": "American",
    "iraq": "Iraqi",
    "iran": "Iranian",
    "other": "an analyst in London",
    "unknown": "a source without a name",
}


def spoken_rows(tables: Tables) -> pd.DataFrame:
    """One row a spoken quote: text, piece, side, who, label, n_words, number, passages.

    Sides stand in the order of their words; `label` is the last name of a person.
    """
    quotes = tables.quotes[tables.quotes["kind"].isin(["direct", "mixed"])]
    quotes = quotes.assign(
        side=quotes["speaker_side"].map(_SIDES),
        who=quotes["speaker"],
        label=quotes["speaker"].str.split().str[-1].where(~quotes["anonymous"], ""),
        anchors=anchors_of(quotes),
    )
    total = quotes.groupby("side")["n_words"].transform("sum")
    order = quotes.assign(total=-total).sort_values(["total", "side"], kind="stable")
    order["number"] = order.groupby("side").cumcount() + 1
    columns = "article text side who label n_words number anchors"
    return with_piece(order[columns.split()])


def source_table(tables: Tables) -> pd.DataFrame:
    """Statements handed to a source: by piece, named and not, and American ones."""
    claims = tables.attributions
    grouped = claims.assign(
        american=claims["source_side"] == "us", unnamed=claims["anonymous"]
    ).groupby("article", sort=False)
    table = grouped.agg(
        statements=("attribution", "size"),
        unnamed=("unnamed", "sum"),
        American=("american", "sum"),
        sources=("source", "nunique"),
    )
    table["named"] = table["statements"] - table["unnamed"]
    columns = ["article", "statements", "sources", "named", "unnamed", "American"]
    return with_piece(table.reset_index()[columns])


def side_table(tables: Tables) -> pd.DataFrame:
    """Spoken words by piece and side, sides in the order of their words."""
    rows = spoken_rows(tables)
    words = rows.pivot_table(
        index="piece", columns="side", values="n_words", aggfunc="sum", fill_value=0
    )
    ordered = words.loc[list(pieces().values()), list(dict.fromkeys(rows["side"]))]
    return ordered.rename_axis(None, axis=1).reset_index()


def missing_table() -> pd.DataFrame:
    """Whom each piece leaves out, as each of the three passes names them."""
    named = CODING.table("pieces").pivot(
        index="article", columns="coder", values="absent"
    )
    named = named.loc[list(pieces())].rename(columns="pass {}".format)
    shown = named.apply(lambda column: column.str.replace(" | ", "; ", regex=False))
    return with_piece(shown.rename_axis(None, axis=1).reset_index())
