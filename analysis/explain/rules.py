"""The rules as a reader meets them: what each does, and how often it was right.

`lexicons/rules.csv` describes them; `lexicons/rule_accuracy.csv` has how often each
was right on PolNeAR, news in which people marked who says what.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

import pandas as pd

from analysis.lexicons import rows

NOT_MEASURED = "not measured"
FEWEST = 20  # answers below which a share says nothing
YEAR = 2016  # of the articles on which the rules were measured
MADE_ON = "*"  # behind a share that is counted on the articles the rules were made on

_SPLITS = ("dev", "train")  # of PolNeAR; the rules were not made on the first


class Confidence(NamedTuple):
    """How often a rule was right, of how many answers, in which split of PolNeAR."""

    share: float | None
    n: int
    split: str | None


def confidence(rule: str, quoted: bool) -> Confidence:
    """How often a rule was right on out-of-domain news, as a share, and of how many.

    Of its answers on quotes, else of its claims without quotes, on articles that the
    rules were not made on; on those they were made on where those have fewer than 20.
    The share is None where these have too.  An average of the rule, no probability.

    >>> confidence("no-such-rule", quoted=True)
    Confidence(share=None, n=0, split=None)
    """
    decides = "quotes" if quoted else "indirect"
    most = 0
    for split in _SPLITS:
        n, share = _accuracy().get((rule, decides, split), (0, math.nan))
        if n >= FEWEST:
            return Confidence(share, n, split)
        most = max(most, n)
    return Confidence(None, most, None)


@cache
def _accuracy() -> dict[tuple[str, str, str], tuple[int, float]]:
    """By rule, what it decides, and split: its answers, and the share right."""
    return {
        (row["rule"], row["decides"], row["split"]): (
            int(row["n"]),
            float(row["share"] or "nan"),
        )
        for row in rows("rule_accuracy")
    }


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
