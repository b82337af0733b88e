"""The rules of relation and stance against the coding: confusion, accuracy, F1.

`sentences` are those of `Coding.match`: coded, with what the program finds.  The rules
were made with those sentences in sight, so that they do better there than elsewhere;
the held-out ones of `invented.csv` had no part in the rules of relations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

import pandas as pd

from analysis.corpus.articles import Article
from analysis.document import analyze_article
from analysis.dyad.relations import RELATIONS
from analysis.lexicons import rows
from analysis.tabular.rows import rows_of
from analysis.validation.scores import Agreement

JUDGMENTS = {-1: "against", 0: "neither", 1: "for"}
# The program's fields of a relation, and the codebook's.
FIELDS = {"modality": "coded_reality", "agent": "coded_agent"}


@dataclass(frozen=True, slots=True)
class ClassScores:
    """Accuracy and F1 of a confusion matrix, 0 to 1.

    `accuracy` is over the `n` sentences with a coded class, `none` left aside;
    `macro_f1` is the mean F1 of the classes that are coded or found, `none` included.
    """

    n: int
    n_right: int
    f1: dict[str, float]

    @property
    def accuracy(self) -> float:
        """Of the sentences with a coded class, the share that gets it."""
        return self.n_right / self.n if self.n else math.nan

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the classes, each with the same weight."""
        defined = [f1 for f1 in self.f1.values() if not math.isnan(f1)]
        return fmean(defined) if defined else math.nan


def relation_confusion(sentences: pd.DataFrame) -> pd.DataFrame:
    """Sentences of the pieces by coded relation (rows) and by the program's."""
    return _confusion(
        sentences["coded_relation"], sentences["relation"], [*RELATIONS, "none"]
    )


def invented_confusion(which: Literal["seen", "held out"]) -> pd.DataFrame:
    """Sentences of invented news by coded relation (rows) and by the program's.

    `invented.csv` holds short passages about the two countries, traps among them,
    that were written and coded against the codebook before the rules were run on
    them.  After those `seen` the rules were mended; those `held out` had no part in
    that.
    """
    table = invented_sentences(which)
    return _confusion(table["coded"], table["found"], [*RELATIONS, "none"])


def invented_sentences(which: Literal["seen", "held out"]) -> pd.DataFrame:
    """The sentences of a set, with number (of the passage), passage, coded, found."""
    passages = [row for row in rows("invented") if row["set"] == which]
    return pd.DataFrame(
        {
            "number": number,
            "passage": row["text"],
            "coded": relation,
            "found": sentence["relation"],
        }
        for number, row in enumerate(passages, start=1)
        for relation, sentence in zip(
            row["relations"].split(),
            rows_of(analyze_article(Article("x", row["text"])))["sentences"],
            strict=True,
        )
    )


def evaluation_confusion(sentences: pd.DataFrame, actor: str) -> pd.DataFrame:
    """Sentences by coded evaluation of `us` or `iran` (rows) and by the program's."""
    coded, found = (
        sentences[f"{by}toward_{actor}"].map(JUDGMENTS) for by in ("coded_", "")
    )
    return _confusion(coded, found, list(JUDGMENTS.values()))


def class_scores(confusion: pd.DataFrame, rest: str = "none") -> ClassScores:
    """Accuracy and F1 of a confusion matrix; `rest` is the class of all the others.

    >>> table = pd.DataFrame([[3, 1], [0, 6]], ["yes", "none"], ["yes", "none"])
    >>> scores = class_scores(table)
    >>> scores.accuracy, round(scores.f1["yes"], 2)
    (0.75, 0.86)
    """
    classes = [name for name in confusion.index if name != rest]
    f1 = {name: counts.f1 for name, counts in class_agreements(confusion).items()}
    n_right = sum(int(confusion.loc[name, name]) for name in classes)
    return ClassScores(int(confusion.loc[classes].sum().sum()), n_right, f1)


def class_agreements(confusion: pd.DataFrame) -> dict[str, Agreement]:
    """Of each class of a confusion matrix, how many are coded, found, and matched."""
    return {
        name: Agreement(
            n_reference=int(confusion.loc[name].sum()),
            n_found=int(confusion[name].sum()),
            n_matched=int(confusion.loc[name, name]),
        )
        for name in confusion.index
    }


def relation_fields(sentences: pd.DataFrame) -> pd.DataFrame:
    """Modality and agent, where program and coding have the same relation.

    Columns field, n (sentences), n_same.
    """
    coded = sentences["coded_relation"]
    same = sentences[(coded != "none") & (coded == sentences["relation"])]
    rows = [
        {
            "field": name,
            "n": len(same),
            "n_same": int((same[name] == same[theirs]).sum()),
        }
        for name, theirs in FIELDS.items()
    ]
    return pd.DataFrame(rows)


def _confusion(coding: pd.Series, program: pd.Series, order: list[str]) -> pd.DataFrame:
    table = pd.crosstab(coding, program).reindex(index=order, columns=order)
    return table.fillna(0).astype(int)
