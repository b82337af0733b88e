"""The program against a coding, record by record.

On articles that were seen while the rules were written the figures say how well the
rules describe these texts, not how well they do elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.dyad.masking import VOICES_OF_STATE
from analysis.tabular.files import Tables
from analysis.text.characters import Span
from analysis.text.segmentation import PIECE
from analysis.validation.scores import Agreement, match, overlap
from report.validation.coding import CODEBOOK, Coding, Single

# What is compared of matched attributions: the column in the coding, and in the table.
_COMPARED = {
    "type": ("source_type", "coded_type"),
    "anonymity": ("anonymous", "anonymous"),
    "source": ("source_label", "source_mention"),
}


@dataclass(frozen=True, slots=True)
class Matching:
    """The records of the coding and of the program, and which of them match.

    `pairs` has a row for each match, with the row numbers on both sides: coded, found.
    """

    coded: pd.DataFrame
    found: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def agreement(self) -> Agreement:
        """How many records each side has, and how many match."""
        return Agreement(len(self.coded), len(self.found), len(self.pairs))

    @property
    def matched(self) -> pd.DataFrame:
        """The program's records that match."""
        return self.found.iloc[list(self.pairs["found"])]

    @property
    def missed(self) -> pd.DataFrame:
        """The records that only the coding has."""
        return self.coded.drop(index=self.coded.index[list(self.pairs["coded"])])

    @property
    def added(self) -> pd.DataFrame:
        """The records that only the program has."""
        return self.found.drop(index=self.found.index[list(self.pairs["found"])])


def match_records(coding: Coding, tables: Tables) -> dict[str, Matching]:
    """Program against coding for voices, sentences, quotes and attributions.

    A voice, sentence or quote matches with the same span (a voice also with the same
    layer).  An attribution matches where the cues overlap, or, without a cue, where
    the first quotes do.  The lines `with …` ask for one more field to agree.
    """
    sentences = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    by_span: dict[str, tuple[Single, pd.DataFrame, list[str]]] = {
        "voices": ("segments", tables.segments, ["layer"]),
        "sentences": ("units", sentences, []),
        "quotes": ("quotes", tables.quotes, []),
        "quotes with kind": ("quotes", tables.quotes, ["kind"]),
        "quotes with speaker": ("quotes", tables.quotes, ["speaker"]),
    }
    matchings = {
        name: _match_spans(coding.table(of), found, also)
        for name, (of, found, also) in by_span.items()
    }
    claims = match_attributions(coding, tables)
    matchings["attributions"] = claims
    for field in ("source", "type"):
        same = claims.pairs[claims.pairs[f"same_{field}"]]
        matchings[f"attributions with {field}"] = replace(claims, pairs=same)
    return matchings


def match_attributions(coding: Coding, tables: Tables) -> Matching:
    """Matched attributions; the pairs say what agrees in them.

    Columns same_source (one mention holds the other, case apart), same_type,
    same_anonymity.
    """
    coded = coding.table("attributions")
    sources = tables.attributions[["source_type", "source_side"]]
    types = [coded_type(*row) for row in sources.itertuples(index=False)]
    found = tables.attributions.assign(coded_type=pd.Series(types, dtype="str"))
    left = _places(coded, coded["quote_ids"], coding.table("quotes"), "id")
    right = _places(found, found["quotes"], tables.quotes, "quote")
    rows = []
    for a, b in match(left, right, _same_place):
        code, claim = coded.iloc[a], found.iloc[b]
        same = {
            f"same_{field}": code[theirs] == claim[ours]
            for field, (theirs, ours) in _COMPARED.items()
        }
        same["same_source"] = _same_words(code["source_label"], claim["source_mention"])
        rows.append({"coded": a, "found": b} | same)
    columns = ["coded", "found", *(f"same_{field}" for field in _COMPARED)]
    return Matching(coded, found, pd.DataFrame(rows, columns=columns))


def coded_type(kind: str | None, side: str | None) -> str | None:
    """The coding's type of a source, which joins what it is with its side.

    The coding knows offices of three states and no other; None without a source.

    >>> coded_type("military", "us"), coded_type("diplomat", "iran")
    ('us_military', 'iran_official')
    >>> coded_type("expert", "us"), coded_type("official", "other")
    ('analyst', 'unknown')
    """
    if kind is None or side is None or pd.isna(kind):
        return None
    if kind not in VOICES_OF_STATE:
        return CODEBOOK["of_others"].get(kind, "unknown")
    types = CODEBOOK["of_state"].get(side, {"any": "unknown"})
    return types.get(kind, types["any"])


def agreement_counts(coding: Coding, tables: Tables) -> dict[str, Agreement]:
    """How many records of each kind program and coding share, by `match_records`."""
    matchings = match_records(coding, tables)
    return {name: matching.agreement for name, matching in matchings.items()}


def agreement_table(agreements: Mapping[str, Agreement]) -> pd.DataFrame:
    """Agreements as a table to read: counts first, then precision, recall and F1."""
    rows = [
        {
            "records": name,
            "reference": counts.n_reference,
            "program": counts.n_found,
            "matched": counts.n_matched,
            "precision": f"{counts.precision:.2f}",
            "recall": f"{counts.recall:.2f}",
            "F1": f"{counts.f1:.2f}",
        }
        for name, counts in agreements.items()
    ]
    return pd.DataFrame(rows)


def differences(coding: Coding, tables: Tables) -> pd.DataFrame:
    """Where program and coding differ on attributions, in text order.

    Columns article, cue, difference (`missed`, `added`, or the field that differs),
    coding and program (what each side has, missing where it has nothing).
    """
    claims = match_attributions(coding, tables)
    rows = [
        _difference(code, "missed", code["source"], None)
        for code in claims.missed.to_dict("records")
    ]
    rows += [
        _difference(claim, "added", None, claim["source"])
        for claim in claims.added.to_dict("records")
    ]
    for pair in claims.pairs.to_dict("records"):
        code, claim = claims.coded.iloc[pair["coded"]], claims.found.iloc[pair["found"]]
        rows += [
            _difference(claim, field, code[theirs], claim[ours])
            for field, (theirs, ours) in _COMPARED.items()
            if not pair[f"same_{field}"]
        ]
    columns = ["article", "cue_start", "cue", "difference", "coding", "program"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.sort_values(["article", "cue_start"], kind="stable")
    return table.drop(columns="cue_start").reset_index(drop=True)


def _difference(
    row: Mapping[Any, Any] | pd.Series, what: str, coding: Any, program: Any
) -> dict[str, Any]:
    place = {name: row[name] for name in ("article", "cue_start", "cue")}
    return place | {"difference": what, "coding": coding, "program": program}


def _match_spans(coded: pd.DataFrame, found: pd.DataFrame, also: list[str]) -> Matching:
    """Records with the same span, and the same codes in some more columns."""
    keys = ["article", "start", "end", *also]
    left = coded[keys].fillna("").astype(str).apply(tuple, axis=1)
    right = found[keys].fillna("").astype(str).apply(tuple, axis=1)
    numbers = {key: number for number, key in enumerate(left)}
    pairs = [(numbers[key], n) for n, key in enumerate(right) if key in numbers]
    return Matching(coded, found, pd.DataFrame(pairs, columns=["coded", "found"]))


def _places(
    attributions: pd.DataFrame, held: pd.Series, quotes: pd.DataFrame, quote_id: str
) -> list[tuple[str, Span] | None]:
    """For each attribution its article and the span of its cue, else of its quote."""
    starts = quotes.set_index(["article", quote_id])["start"].to_dict()
    places: list[tuple[str, Span] | None] = []
    held = held.fillna("").str.split()
    for row, ids in zip(attributions.to_dict("records"), held, strict=True):
        if not pd.isna(row["cue_start"]):
            start = int(row["cue_start"])
            places.append((row["article"], (start, start + len(row["cue"]))))
        elif ids:
            start = int(starts[row["article"], ids[0]])
            places.append((row["article"], (start, start + 1)))
        else:
            places.append(None)
    return places


def _same_place(a: tuple[str, Span] | None, b: tuple[str, Span] | None) -> bool:
    return bool(a and b and a[0] == b[0] and overlap(a[1], b[1]))


def _same_words(a: Any, b: Any) -> bool:
    if not isinstance(a, str) or not isinstance(b, str):
        return pd.isna(a) and pd.isna(b)
    a, b = a.casefold(), b.casefold()
    return a in b or b in a
