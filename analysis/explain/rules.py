"""How often each rule was right on PolNeAR, news with marked sources.

The counts are those of `lexicons/rule_accuracy.csv`.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.attribution.confidence import answer_counts, decides

FEWEST = 20  # answers below which a share says nothing
_SPLITS = ("dev", "train")  # of PolNeAR; the rules were not made on the first


class Accuracy(NamedTuple):
    """How often a rule was right, of how many answers, in which split of PolNeAR."""

    share: float | None
    n: int
    split: str | None


def accuracy(rule: str, quoted: bool) -> Accuracy:
    """How often a rule was right on out-of-domain news, as a share, and of how many.

    Of its answers on quotes, else of its claims without quotes, on articles that the
    rules were not made on; on those they were made on where those have fewer than 20.
    The share is None where these have too.  An average of the rule, no probability.

    >>> accuracy("no-such-rule", quoted=True)
    Accuracy(share=None, n=0, split=None)
    """
    most = 0
    for split in _SPLITS:
        answers, right = answer_counts(split)
        key = decides(rule, quoted), rule
        if answers[key] >= FEWEST:
            return Accuracy(right[key] / answers[key], answers[key], split)
        most = max(most, answers[key])
    return Accuracy(None, most, None)
