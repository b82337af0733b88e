"""The rules as a reader meets them: what each does, and how sure its answers are.

`lexicons/rules.csv` describes them; `lexicons/rule_accuracy.csv` has how often each
was right on PolNeAR, news in which people marked who says what.
"""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import Any

import pandas as pd

from analysis.attribution.confidence import MENTIONS, confidence
from analysis.explain.rules import FEWEST, accuracy
from analysis.lexicons import member, rows

NOT_MEASURED = "not measured"
YEAR = 2016  # of the articles on which the rules were measured
MADE_ON = "*"  # behind a share that is counted on the articles the rules were made on

_BINS = 10  # of a reliability diagram


def reliability(split: str = "dev") -> pd.DataFrame:
    """How often answers were right, beside how sure they were: a reliability diagram.

    A row for each tenth of confidence that has answers, for quotes and for claims
    without quotes.  Columns: decides; low and high, the edges of the tenth; n answers;
    confidence, their mean; right, the share that is right.  Counted on a split of
    PolNeAR; confidence itself is counted on `train`.
    """
    answers = pd.DataFrame(
        {
            "decides": row["decides"],
            "n": int(row["n"]),
            "right": int(row["right"]),
            "confidence": confidence(
                row["rule"],
                member(row["mention"], MENTIONS),
                quoted=row["decides"] == "quotes",
            ),
        }
        for row in rows("rule_accuracy")
        if row["split"] == split
    )
    answers["low"] = (answers["confidence"] * _BINS).astype(int).clip(0, _BINS - 1)
    answers["confidence"] *= answers["n"]
    table = answers.groupby(["decides", "low"], as_index=False).sum()
    table[["confidence", "right"]] = table[["confidence", "right"]].div(
        table["n"], axis="index"
    )
    table["low"] /= _BINS
    table["high"] = table["low"] + 1 / _BINS
    return table[["decides", "low", "high", "n", "confidence", "right"]]


def calibration_error(table: pd.DataFrame) -> float:
    """The expected calibration error of a table of `reliability`, between 0 and 1.

    The mean distance between confidence and share right of the answers in each tenth
    of confidence, whatever they decide, weighted by their number (Naeini, Cooper and
    Hauskrecht, AAAI 2015); nan without answers.

    >>> calibration_error(reliability()) < 0.05
    True
    """
    off = (table["confidence"] - table["right"]) * table["n"]
    n = table["n"].sum()
    return float(off.groupby(table["low"]).sum().abs().sum() / n) if n else math.nan


def rule_table() -> pd.DataFrame:
    """Every rule, in the order of the list.

    Columns: rule; what; example, source and cue (words of the example, empty where it
    has none); quotes and claims (how often right, such as `89% of 239`; missing where
    a rule decides no such thing).
    """
    table = pd.DataFrame(rows("rules"))
    decides = table["applies_to"]
    for column, others in (("quotes", "attributions"), ("claims", "quotes")):
        table[column] = [
            None if kind == others else _share(name, quoted=column == "quotes")
            for name, kind in zip(table["rule"], decides, strict=True)
        ]
    return table.drop(columns=["applies_to", "reason"])


def rule_facts() -> dict[str, Any]:
    """What the text says of the rules in numbers, and of the dictionary they use."""
    return {
        "rules_n": len(rows("rules")),
        "rules_fewest": FEWEST,
        "rules_year": YEAR,
        "dictionary": f"lemminflect {version('lemminflect')}",
    }


def _share(name: str, quoted: bool) -> str:
    share, n, split = accuracy(name, quoted)
    if share is None:
        return NOT_MEASURED
    return f"{share:.0%} of {n}{MADE_ON if split == 'train' else ''}"
