"""The program against the reference coding, record by record.

The five articles were seen while the rules were written, so these figures say how
well the rules describe these texts, not how well they do elsewhere.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.agreement import Agreement, match, overlap
from analysis.coding import coded
from analysis.tables import Tables
from analysis.text import Span
from analysis.voices import PIECE


def agreement_counts(tables: Tables) -> dict[str, Agreement]:
    """Program against reference for voices, sentences, quotes and attributions.

    A voice, sentence or quote matches with the same span (a voice also with the same
    layer).  An attribution matches where the cues overlap, or, without a cue, where
    the first quotes do.  The lines `with …` ask for one more field to agree.
    """
    sentences = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    quotes = coded("quotes")
    pairs = attribution_pairs(tables)
    size = (len(coded("attributions")), len(tables.attributions))
    return {
        "voices": _same_rows(coded("segments"), tables.segments, "layer"),
        "sentences": _same_rows(coded("sentences"), sentences),
        "quotes": _same_rows(quotes, tables.quotes),
        "quotes with kind": _same_rows(quotes, tables.quotes, "kind"),
        "quotes with speaker": _same_rows(quotes, tables.quotes, "speaker"),
        "attributions": Agreement(*size, len(pairs)),
        "attributions with source": Agreement(*size, int(pairs["same_source"].sum())),
        "attributions with type": Agreement(*size, int(pairs["same_type"].sum())),
    }


def attribution_pairs(tables: Tables) -> pd.DataFrame:
    """Matched attributions: the row numbers on both sides, and what agrees.

    Columns coded, found, same_source (one mention holds the other, case apart),
    same_type, same_anonymity.
    """
    codes, own = coded("attributions"), tables.attributions
    left = _places(codes, coded("quotes"), "id", "quote_ids")
    right = _places(own, tables.quotes, "quote", "quotes")
    rows = []
    for a, b in match(left, right, _same_place):
        code, found = codes.iloc[a], own.iloc[b]
        rows.append(
            {
                "coded": a,
                "found": b,
                "same_source": _same_words(
                    code["source_label"], found["source_mention"]
                ),
                "same_type": code["source_type"] == found["source_type"],
                "same_anonymity": code["anonymous"] == found["anonymous"],
            }
        )
    return pd.DataFrame(rows).astype({"coded": int, "found": int})


def unmatched(tables: Tables) -> pd.DataFrame:
    """Attributions that only one side has: article, side, source, cue, mode."""
    codes, own = coded("attributions"), tables.attributions
    pairs = attribution_pairs(tables)
    missed = codes.drop(index=pairs["coded"]).assign(side="missed by the program")
    missed = missed.rename(columns={"source_label": "source_mention"})
    added = own.drop(index=pairs["found"]).assign(side="only in the program")
    columns = ["article", "side", "source_mention", "cue", "mode", "cue_start"]
    both = pd.concat([missed[columns], added[columns]])
    return both.sort_values(["article", "cue_start"], kind="stable", ignore_index=True)


def _same_rows(reference: pd.DataFrame, found: pd.DataFrame, *also: str) -> Agreement:
    keys = ["article", "start", "end", *also]
    left = reference[keys].fillna("").astype(str)
    matched = left.merge(found[keys].fillna("").astype(str), on=keys)
    return Agreement(len(reference), len(found), len(matched))


def _places(
    attributions: pd.DataFrame, quotes: pd.DataFrame, quote_id: str, held: str
) -> list[tuple[str, Span] | None]:
    """For each attribution its article and the span of its cue, else of its quote."""
    starts = quotes.set_index(["article", quote_id])["start"].to_dict()
    places: list[tuple[str, Span] | None] = []
    for row in attributions.to_dict("records"):
        start = row["cue_start"]
        ids = row[held].split() if isinstance(row[held], str) else row[held]
        if not pd.isna(start):
            places.append((row["article"], (int(start), int(start) + len(row["cue"]))))
        elif isinstance(ids, list) and ids:
            first = int(starts[row["article"], ids[0]])
            places.append((row["article"], (first, first + 1)))
        else:
            places.append(None)
    return places


def _same_place(a: tuple[str, Span] | None, b: tuple[str, Span] | None) -> bool:
    return bool(a and b) and a[0] == b[0] and overlap(a[1], b[1])


def _same_words(a: Any, b: Any) -> bool:
    if not isinstance(a, str) or not isinstance(b, str):
        return pd.isna(a) and pd.isna(b)
    a, b = a.casefold(), b.casefold()
    return a in b or b in a
