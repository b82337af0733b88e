"""How far the two passes of the reference coding agree, field by field.

Both passes were made by the same method, close reading against the codebook beside
them, and then adjudicated.  Their agreement shows how stable the
codebook is in use.  It is not the reliability of human coders, and says little about
what other readers would code.

Three limits are in the data.  Only units that both passes bound alike are compared:
where a unit begins and ends is left out, which for voices is much, as pass 1 has a
segment for each reader comment and pass 2 one for all.  The fields of a relation
(form to irony) were coded once the relation had been adjudicated.  And the passes
differ on what “the problem” of items `r1` to `r3` is, as their notes tell: for pass 2
it is only what a piece says is wrong between the two countries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from analysis.corpus.articles import CorpusError
from analysis.validation.gold import Gold, Kind, Pass
from analysis.validation.reliability import (
    SEED,
    Coefficient,
    ac1,
    alpha,
    interval,
    raw_agreement,
)

# What alpha is called firm and what tentative, stated before anything was computed.
FIRM, TENTATIVE = 0.8, 0.667
_CODINGS: tuple[Pass, ...] = ("pass-1", "pass-2", "reference")
# What is coded of each unit, by its article and its place there.
Codes = dict[tuple[str, str], str]


def pass_table(gold: Gold) -> pd.DataFrame:
    """One row for each coded field: how often and how far the two passes agree.

    Columns field, n_units (units compared), n_same (coded alike), raw (their share),
    and alpha and ac1, each with the bounds `_low` and `_high` of its 95% interval over
    redrawn units.  AC1 counts the categories of the codebook, used or not.  Alpha and
    its bounds are NaN where both passes use one category only.
    """
    return pd.DataFrame([_agreement(gold, field) for field in _FIELDS])


@cache
def pass_differences(gold: Gold) -> pd.DataFrame:
    """Every unit that the two passes code differently, by field, then in text order.

    Columns article, field, place, first and second (the code in each pass), reference
    (the adjudicated code, missing where the reference has no such unit).
    """
    compared = pd.concat([_compared(gold, field) for field in _FIELDS])
    differ = compared["first"] != compared["second"]
    return compared[differ].reset_index(drop=True)


def _agreement(gold: Gold, field: _Field) -> dict[str, Any]:
    compared = _compared(gold, field)
    units = list(zip(compared["first"], compared["second"], strict=True))
    categories = field.categories.split()
    row = {
        "field": field.name,
        "n_units": len(units),
        "n_same": sum(first == second for first, second in units),
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


def _compared(gold: Gold, field: _Field) -> pd.DataFrame:
    """The units that both passes have, with their three codes."""
    first, second, reference = (_codes(gold, field, coding) for coding in _CODINGS)
    rows = [
        (unit[0], field.name, unit[1], code, second[unit], reference.get(unit))
        for unit, code in first.items()
        if unit in second
    ]
    columns = ["article", "field", "place", "first", "second", "reference"]
    return pd.DataFrame(rows, columns=columns)


def _codes(gold: Gold, field: _Field, coding: Pass) -> Codes:
    """What one coding has for a field; `CorpusError` for a code not in the codebook."""
    codes = {}
    for record in gold.records(field.of, coding).to_dict("records"):
        article, place = record["article"], unit_place(record, field.of)
        code = _word(record[field.key])
        if code not in field.categories.split():
            raise CorpusError(
                f"{gold.folder / coding}: article {article}, {place}: {field.key} is "
                f"{code}; correct it to one of: {field.categories}"
            )
        codes[article, place] = code
    return codes


def unit_place(record: dict[Any, Any], kind: Kind) -> str:
    """Where a record stands: its name or span; a claim's cue, else its first quote."""
    if kind in ("items", "entman"):
        return f"{'item' if kind == 'items' else 'function'} {record['name']}"
    if kind != "attributions":
        return f"characters {record['start']}-{record['end']}"
    if pd.isna(record["cue_start"]):
        return f"quote {record['quote_ids'][0]}"
    return f"cue at character {record['cue_start']:.0f}"


def _word(code: Any) -> str:
    """A code as the book shows it: true and false are yes and no, null is none."""
    if isinstance(code, bool):
        return "yes" if code else "no"
    return "none" if pd.isna(code) else str(code)


# --- fields --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """A coded field: of which records, under which key, with which categories."""

    name: str
    of: Kind
    key: str
    categories: str


_LAYERS = (
    "headline standfirst metadata caption author excerpt pull_quote boilerplate comment"
)
_RELATIONS = "cooperation confrontation competition none"
_STATUS = "actual past future hypothetical negated rhetorical"
_ACTORS = "us iran both iraq other unclear"
_PERSONS = (
    "us_military us_government us_politician iran_official iraq_official "
    "iraq_politician cleric_militia analyst journalist unknown"
)
_SPEAKERS = f"{_PERSONS} none"  # null in the coding, as of a title in quotation marks
_SOURCES = f"{_PERSONS} media government"
_SIGNS = "-1 0 1"
_YES_NO = "yes no"

# In the codebook's order.
_FIELDS = (
    _Field("voice of a passage", "segments", "layer", _LAYERS),
    _Field("kind of quote", "quotes", "kind", "direct mixed scare title"),
    _Field("speaker of a quote", "quotes", "speaker_type", _SPEAKERS),
    _Field("mode of attribution", "attributions", "mode", "direct mixed indirect"),
    _Field("type of source", "attributions", "source_type", _SOURCES),
    _Field("anonymous source", "attributions", "anonymous", _YES_NO),
    _Field("relation", "sentences", "dyad", _RELATIONS),
    _Field("toward the US", "sentences", "toward_us", _SIGNS),
    _Field("toward Iran", "sentences", "toward_iran", _SIGNS),
    _Field("form of the relation", "relations", "form", "verbal material"),
    _Field("status of the relation", "relations", "status", _STATUS),
    _Field("who acts", "relations", "initiator", _ACTORS),
    _Field("on whom", "relations", "target", _ACTORS),
    _Field("irony", "relations", "irony", _YES_NO),
    _Field("yes/no items", "items", "value", _YES_NO),
    _Field("Entman’s functions", "entman", "present", _YES_NO),
)
