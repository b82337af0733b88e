"""How far the two passes of the reference coding agree, field by field.

Both passes were made for this project by the same method, close reading against
`seeds/coding/CODEBOOK.md`, and then adjudicated.  Their agreement shows how stable the
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

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pandas as pd

from analysis.validation.gold import Gold, Kind, Pass
from analysis.validation.reliability import SEED, ac1, alpha, interval, raw_agreement

# What is coded of each unit, by its article and its place there.
Codes = dict[tuple[str, str], str]
_CODINGS: tuple[Pass, ...] = ("pass-1", "pass-2", "reference")


# What is called firm and tentative by alpha, stated before anything was computed.
FIRM, TENTATIVE = 0.8, 0.667


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
    compared = pd.concat(
        [_compared(gold, field) for field in _FIELDS], ignore_index=True
    )
    differ = compared["first"] != compared["second"]
    return compared[differ].reset_index(drop=True)


def _agreement(gold: Gold, field: _Field) -> dict[str, Any]:
    compared = _compared(gold, field)
    units = list(zip(compared["first"], compared["second"], strict=True))
    bounds = partial(interval, units, seed=SEED, categories=field.categories)
    alpha_low, alpha_high = bounds("alpha")
    ac1_low, ac1_high = bounds("ac1")
    return {
        "field": field.name,
        "n_units": len(units),
        "n_same": sum(first == second for first, second in units),
        "raw": raw_agreement(units),
        "alpha": alpha(units),
        "alpha_low": alpha_low,
        "alpha_high": alpha_high,
        "ac1": ac1(units, field.categories),
        "ac1_low": ac1_low,
        "ac1_high": ac1_high,
    }


def _compared(gold: Gold, field: _Field) -> pd.DataFrame:
    """The units that both passes have, with their three codes."""
    first, second, reference = (field.codes(gold, coding) for coding in _CODINGS)
    rows = [
        (unit[0], field.name, unit[1], code, second[unit], reference.get(unit))
        for unit, code in first.items()
        if unit in second
    ]
    columns = ["article", "field", "place", "first", "second", "reference"]
    return pd.DataFrame(rows, columns=columns)


# --- codes by place ------------------------------------------------------------------


def _spans(kind: Kind, name: str, gold: Gold, coding: Pass) -> Codes:
    """One field of the segments, sentences or quotes, by span."""
    return {
        (row["article"], _characters(row)): _word(row[name])
        for row in gold.records(kind, coding).to_dict("records")
    }


def _attributions(name: str, gold: Gold, coding: Pass) -> Codes:
    """One field of the attributions, by where the cue begins, else by first quote."""
    codes = {}
    for row in gold.records("attributions", coding).to_dict("records"):
        if pd.isna(row["cue_start"]):
            place = f"quote {row['quote_ids'][0]}"
        else:
            place = f"cue at character {row['cue_start']:.0f}"
        codes[row["article"], place] = _word(row[name])
    return codes


def _relations(name: str, gold: Gold, coding: Pass) -> Codes:
    """One field of the sentences with a relation, by span."""
    return {
        (article, _characters(relation)): _word(relation[name])
        for article, framing in _framings(gold, coding)
        for relation in framing["relations"]
    }


def _items(gold: Gold, coding: Pass) -> Codes:
    """The answers to the yes/no items."""
    return {
        (article, f"item {item}"): _word(answer["value"])
        for article, framing in _framings(gold, coding)
        for item, answer in framing["items"].items()
    }


def _functions(gold: Gold, coding: Pass) -> Codes:
    """Whether each of Entman's functions is present."""
    return {
        (article, f"function {function}"): _word(answer["present"])
        for article, framing in _framings(gold, coding)
        for function, answer in framing["entman"].items()
    }


def _framings(gold: Gold, coding: Pass) -> list[tuple[str, dict[str, Any]]]:
    return [(article, gold.framing(article, coding)) for article in gold.articles]


def _characters(record: dict[str, Any]) -> str:
    return f"characters {record['start']}-{record['end']}"


def _word(code: Any) -> str:
    """A code as the book shows it: true and false are yes and no, null is none."""
    if isinstance(code, bool):
        return "yes" if code else "no"
    return "none" if pd.isna(code) else str(code)


# --- fields --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """A coded field: its name, the codebook's categories, and where its codes are."""

    name: str
    categories: tuple[str, ...]
    codes: Callable[[Gold, Pass], Codes]


def _field(name: str, categories: str, codes: Callable[..., Codes], *of: str) -> _Field:
    return _Field(name, tuple(categories.split()), partial(codes, *of))


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
_FIELDS = [
    _field("voice of a passage", _LAYERS, _spans, "segments", "layer"),
    _field("kind of quote", "direct mixed scare title", _spans, "quotes", "kind"),
    _field("speaker of a quote", _SPEAKERS, _spans, "quotes", "speaker_type"),
    _field("mode of attribution", "direct mixed indirect", _attributions, "mode"),
    _field("type of source", _SOURCES, _attributions, "source_type"),
    _field("anonymous source", _YES_NO, _attributions, "anonymous"),
    _field("relation", _RELATIONS, _spans, "sentences", "dyad"),
    _field("toward the US", _SIGNS, _spans, "sentences", "toward_us"),
    _field("toward Iran", _SIGNS, _spans, "sentences", "toward_iran"),
    _field("form of the relation", "verbal material", _relations, "form"),
    _field("status of the relation", _STATUS, _relations, "status"),
    _field("who acts", _ACTORS, _relations, "initiator"),
    _field("on whom", _ACTORS, _relations, "target"),
    _field("irony", _YES_NO, _relations, "irony"),
    _field("yes/no items", _YES_NO, _items),
    _field("Entman’s functions", _YES_NO, _functions),
]
