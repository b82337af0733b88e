"""How sure an answer is: how often answers of its kind were right on strangers' news.

confidence(rule, mention, quoted) -> float
decides(rule, quoted) -> what it is counted under
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Literal, get_args

from analysis.lexicons import rows

# What the words beside the cue are: the name of a person; of a house, a country, a
# document or another thing; people who are described; “he”, “it” or “they”; no words.
MentionKind = Literal["person", "house", "description", "pronoun", "nobody"]
MENTIONS: tuple[MentionKind, ...] = get_args(MentionKind)
_Counts = Counter[tuple[str, ...]]
_SPLIT = "train"  # of PolNeAR, on which the rules were made
# Answers of a kind for which the wider kind counts.  Those of one article go together,
# since a source mistaken once is mistaken again: a hundred are some ten articles.
_WEIGHT = 100


def confidence(rule: str, mention: MentionKind, quoted: bool) -> float:
    """The estimated share of such answers that are right, between 0 and 1.

    Such answers are those of this rule, with a source mentioned in this way, for a
    quote (right: the speaker beside it is the marked one) or for a claim without one
    (right: content, cue and source are).  Counted on the news on which the rules were
    made, each count drawn toward that of the wider kind (this rule with any mention;
    any rule), which weighs as much as 100 answers: the mean of a beta distribution with
    that prior (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4).  A rule
    that was never counted has the share of all rules.

    >>> confidence("cue-after", "person", True) > confidence("any-verb", "house", True)
    True
    """
    n, right = answer_counts(_SPLIT)
    kinds = (decides(rule, quoted), rule, mention)
    share = right[kinds[:1]] / n[kinds[:1]] if n[kinds[:1]] else 0.5
    for k in (2, 3):
        share = (right[kinds[:k]] + _WEIGHT * share) / (n[kinds[:k]] + _WEIGHT)
    return share


def decides(rule: str, quoted: bool) -> Literal["quotes", "indirect", "attitudes"]:
    """What an answer of a rule is counted under.

    >>> decides("attitude-verb", quoted=False)
    'attitudes'
    """
    if quoted:
        return "quotes"
    return "attitudes" if rule.startswith("attitude-") else "indirect"


@cache
def answer_counts(split: str) -> tuple[_Counts, _Counts]:
    """Answers and right answers in a split of PolNeAR, by three keys, or fewer.

    The keys are what is decided, the rule, and the kind of mention, in this order.

    >>> n, right = answer_counts("dev")
    >>> n["quotes", "cue-after"] >= right["quotes", "cue-after"] > 0
    True
    """
    n, right = _Counts(), _Counts()
    for row in rows("rule_accuracy"):
        kinds = (row["decides"], row["rule"], row["mention"])
        for k in range(1, 4) if row["split"] == split else ():
            n[kinds[:k]] += int(row["n"])
            right[kinds[:k]] += int(row["right"])
    return n, right
