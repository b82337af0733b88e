"""How far the three passes of the coding agree, variable by variable.

The passes were made by one coder, three times anew, blind to each other.  So their
agreement says how firmly this coder holds to the codebook (intra-coder stability), and
nothing about what other readers would code.

A variable that depends on another (`kind`, `reality` and `agent` on `relation`,
`judged_for` on the judgments) is compared on all sentences, empty being one of its
values; so a difference on the relation counts there again.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from analysis.validation.reliability import (
    SEED,
    Coefficient,
    ac1,
    alpha,
    interval,
    raw_agreement,
)
from report.validation.coding import CODEBOOK, CODERS, KEYS, Coding, Voted

_VARIABLES: dict[str, dict[str, Any]] = CODEBOOK["variables"]
VALUES = {name: row["values"] for name, row in _VARIABLES.items() if "values" in row}
_COLUMNS = ["article", "variable", "start", "end", "place", *CODERS, "majority"]


def agreement_table(coding: Coding) -> pd.DataFrame:
    """One row for each coded variable: how often and how far the passes agree.

    Columns variable, n_units, n_same (all three alike), raw (share of pairs of passes
    that are alike), and alpha and ac1, each with the bounds `_low` and `_high` of its
    95% interval over redrawn units.  AC1 counts the categories of the codebook, used or
    not; of `voice`, which is open, those used.  Alpha is NaN where one category only is
    used, and says little of roles: its units are those that some pass gives.  Raises
    `CorpusError` where the coding cannot be read.
    """
    units = _units(coding).groupby("variable", sort=False)
    return pd.DataFrame([_agreement(str(name), rows) for name, rows in units])


def disagreements(coding: Coding) -> pd.DataFrame:
    """Every unit that the passes do not all code alike, by variable and article.

    Columns article, variable, start, end (of the sentence, else of the first pass's
    evidence; missing where there is none), place (`sentence 5`, `role iran patron`), a,
    b, c (each pass's code, empty where it leaves the cell empty), majority (of two of
    three, or decided; missing where neither).
    """
    units = _units(coding)
    differ = units[list(CODERS)].nunique(axis=1, dropna=False) > 1
    return units[differ].reset_index(drop=True)


def _agreement(variable: str, rows: pd.DataFrame) -> dict[str, Any]:
    codes = rows[list(CODERS)].astype(object)
    units = list(codes.where(codes.notna(), None).itertuples(index=False, name=None))
    categories = VALUES.get(variable)
    row: dict[str, Any] = {
        "variable": variable,
        "n_units": len(units),
        "n_same": sum(len(set(unit)) == 1 for unit in units),
        "raw": raw_agreement(units),
    }
    values: dict[Coefficient, float] = {
        "alpha": alpha(units),
        "ac1": ac1(units, categories),
    }
    for name, value in values.items():
        low, high = interval(units, name, seed=SEED, categories=categories)
        row |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return row


@cache
def _units(coding: Coding) -> pd.DataFrame:
    """Each unit of each variable, with the columns of `disagreements`."""
    frames = [
        _compared(coding, row["file"], row.get("column", name)).assign(variable=name)
        for name, row in _VARIABLES.items()
    ]
    return pd.concat(frames, ignore_index=True)[_COLUMNS]


def _compared(coding: Coding, name: Voted, column: str) -> pd.DataFrame:
    """The units of one variable: what each pass codes there, and the majority."""
    keys = KEYS[name]
    rows = coding.table(name)
    if name == "sentences":
        rows = rows.merge(coding.table("units")[[*keys, "start", "end"]], on=keys)
        decided = coding.sentences()
    elif name == "roles":
        rows = rows.assign(given=True)
        decided = coding.standing(name).assign(given=True).drop_duplicates(keys)
    else:
        decided = coding.majority(name, column).query("votes > 1")
    codes = rows.drop_duplicates([*keys, "coder"])
    codes = codes.assign(code=codes[column].map(_word))
    codes = codes.pivot(index=keys, columns="coder", values="code")
    codes["majority"] = decided.set_index(keys)[column].map(_word)
    if name == "roles":
        codes = codes.fillna("no")
    spans = rows.reindex(columns=[*keys, "start", "end"]).drop_duplicates(keys)
    table = spans.astype({"start": "Int64", "end": "Int64"}).join(codes, on=keys)
    places = table[keys[1:]].itertuples(index=False, name=None)
    called = CODEBOOK["files"][name]["called"]
    return table.assign(place=[" ".join([called, *map(str, p)]) for p in places])


def _word(code: Any) -> str:
    """A code as its file has it: yes and no, and an empty text for an empty cell."""
    if isinstance(code, bool):
        return "yes" if code else "no"
    return "" if pd.isna(code) else str(code)
