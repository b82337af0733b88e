"""The rules as a reader meets them: what each does, and how often it was right.

    rule_table() -> DataFrame
    rule_facts() -> dict

`lexicons/rules.csv` describes them; `explain.confidence` says how they did.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import pandas as pd

from analysis.explain.grounds import FEWEST, confidence
from analysis.lexicons import rows

NOT_MEASURED = "not measured"
YEAR = 2016  # of the articles on which the rules were measured
MADE_ON = "*"  # behind a share that is counted on the articles the rules were made on


def rule_table() -> pd.DataFrame:
    """Every rule, in the order of the list.

    Columns: rule; what; example, source and cue (words of the example, empty where it
    has none); quotes and claims (how often right, such as `89% of 239`; missing where
    a rule decides no such thing).
    """
    table = pd.DataFrame(rows("rules"))
    decides = table["applies_to"]
    table["quotes"] = [
        _share(name, quoted=True) if kind != "attributions" else None
        for name, kind in zip(table["rule"], decides, strict=True)
    ]
    table["claims"] = [
        _share(name, quoted=False) if kind != "quotes" else None
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
    share, n, split = confidence(name, quoted)
    if share is None:
        return NOT_MEASURED
    return f"{share:.0%} of {n}{MADE_ON if split == 'train' else ''}"
