"""The program against a gold standard, record by record.

On articles that were seen while the rules were written the figures say how well the
rules describe these texts, not how well they do elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.tabular.files import Tables
from analysis.text.characters import Span
from analysis.text.segmentation import PIECE
from analysis.validation.gold import Gold
from analysis.validation.scores import Agreement, match, overlap


def agreement_counts(gold: Gold, tables: Tables) -> dict[str, Agreement]:
    """Program against reference for voices, sentences, quotes and attributions.

    A voice, sentence or quote matches with the same span (a voice also with the same
    layer).  An attribution matches where the cues overlap, or, without a cue, where
    the first quotes do.  The lines `with …` ask for one more field to agree.
    """
    sentences = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    quotes = gold.records("quotes")
    pairs = attribution_pairs(gold, tables)
    size = (len(gold.records("attributions")), len(tables.attributions))
    return {
        "voices": _same_rows(gold.records("segments"), tables.segments, "layer"),
        "sentences": _same_rows(gold.records("sentences"), sentences),
        "quotes": _same_rows(quotes, tables.quotes),
        "quotes with kind": _same_rows(quotes, tables.quotes, "kind"),
        "quotes with speaker": _same_rows(quotes, tables.quotes, "speaker"),
        "attributions": Agreement(*size, len(pairs)),
        "attributions with source": Agreement(*size, int(pairs["same_source"].sum())),
        "attributions with type": Agreement(*size, int(pairs["same_type"].sum())),
    }


def attribution_pairs(gold: Gold, tables: Tables) -> pd.DataFrame:
    """Matched attributions: the row numbers on both sides, and what agrees.

    Columns coded, found, same_source (one mention holds the other, case apart),
    same_type, same_anonymity.
    """
    codes, own = gold.records("attributions"), tables.attributions
    left = _places(codes, gold.records("quotes"), "id", "quote_ids")
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


def agreement_table(agreements: Mapping[str, Agreement]) -> pd.DataFrame:
    """Agreements as a table to read: counts first, then precision, recall and F1."""
    return pd.DataFrame(
        {
            "records": list(agreements),
            "reference": [found.n_reference for found in agreements.values()],
            "program": [found.n_found for found in agreements.values()],
            "matched": [found.n_matched for found in agreements.values()],
            "precision": [f"{found.precision:.2f}" for found in agreements.values()],
            "recall": [f"{found.recall:.2f}" for found in agreements.values()],
            "F1": [f"{found.f1:.2f}" for found in agreements.values()],
        }
    )


def differences(gold: Gold, tables: Tables) -> pd.DataFrame:
    """Where program and coding differ on attributions, in text order.

    Columns article, cue, difference (`missed`, `added`, or the field that differs),
    coding and program (what each side has, missing where it has nothing).
    """
    codes, own = gold.records("attributions"), tables.attributions
    pairs = attribution_pairs(gold, tables)
    rows = [
        _difference(code, "missed", code["source"], None)
        for _, code in codes.drop(index=pairs["coded"]).iterrows()
    ]
    rows += [
        _difference(found, "added", None, found["source"])
        for _, found in own.drop(index=pairs["found"]).iterrows()
    ]
    for pair in pairs.to_dict("records"):
        code, found = codes.iloc[pair["coded"]], own.iloc[pair["found"]]
        for field, (theirs, ours) in _COMPARED.items():
            if not pair[f"same_{field}"]:
                rows.append(_difference(code, field, code[theirs], found[ours]))
    columns = ["article", "cue_start", "cue", "difference", "coding", "program"]
    listed = pd.DataFrame(rows, columns=columns)
    listed = listed.sort_values(["article", "cue_start"], kind="stable")
    return listed.drop(columns="cue_start").reset_index(drop=True)


# What is compared, by its column in the coding and in the table.
_COMPARED = {
    "type": ("source_type", "source_type"),
    "anonymity": ("anonymous", "anonymous"),
    "source": ("source_label", "source_mention"),
}


def _difference(row: pd.Series, what: str, coding: Any, program: Any) -> dict[str, Any]:
    place = {name: row[name] for name in ("article", "cue_start", "cue")}
    return place | {"difference": what, "coding": coding, "program": program}


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
    if a is None or b is None:
        return False
    return a[0] == b[0] and overlap(a[1], b[1])


def _same_words(a: Any, b: Any) -> bool:
    if not isinstance(a, str) or not isinstance(b, str):
        return pd.isna(a) and pd.isna(b)
    a, b = a.casefold(), b.casefold()
    return a in b or b in a
