"""What each line of a page is: a chain of labels, its weights learnt from pages.

    label_lines(features) -> list[Label]

A label weighs what its line shows (the features, `line_weights.csv`, in hundredths) and
the label of the line above (the rows `after_…`).  Of all chains the heaviest is taken,
as in a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).
Weights are whole numbers, so that every machine finds the same chain.
`make lines` learns them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.corpus.articles import LAYERS, Layer
from analysis.lexicons import member, rows

_Weights = npt.NDArray[np.int64]


class Label(NamedTuple):
    """What a line is, and how much lighter the best chain is that says otherwise.

    `margin` is in hundredths of a natural logarithm: at 100, the other chain is 2.7
    times less likely.  `title` is whether it is a headline of the whole page.
    """

    layer: Layer
    margin: int
    title: bool


def label_lines(features: Sequence[Collection[str]]) -> list[Label]:
    """The label of each line, by the names of what is seen of it.

    >>> label_lines([["any", "prose", "closed", "words_25", "in_text"]])[0].layer
    'author'
    """
    if not features:
        return []
    labels, index, weights, chain = _model()
    layers = [_layer_of(label) for label in labels]
    same = np.array([[other == layer for other in layers] for layer in layers])
    own = np.array(
        [
            weights[[index[name] for name in names if name in index]].sum(axis=0)
            for names in features
        ]
    )
    down = own.copy()  # the heaviest chain from the first line to a label of this
    for n in range(1, len(own)):
        down[n] += (down[n - 1][:, None] + chain).max(axis=0)
    up = np.zeros_like(own)  # the same from this line to the last, itself left out
    for n in range(len(own) - 2, -1, -1):
        up[n] = (chain + own[n + 1] + up[n + 1]).max(axis=1)
    through = down + up
    best = through.argmax(axis=1)
    others = np.where(same[best], through.min(), through).max(axis=1)
    margins = (through.max(axis=1) - others).tolist()
    return [
        Label(layers[label], margin, labels[label] == "headline")
        for label, margin in zip(best.tolist(), margins, strict=True)
    ]


@cache
def _model() -> tuple[list[str], dict[str, int], _Weights, _Weights]:
    """The labels, the row of each feature, the weights, the chain's."""
    table = rows("line_weights")
    labels = [name for name in table[0] if name != "feature"]
    weights = np.array([[int(row[label]) for label in labels] for row in table])
    index = {row["feature"]: n for n, row in enumerate(table)}
    chain = weights[[index[f"after_{label}"] for label in labels]]
    return labels, index, weights, chain


def _layer_of(label: str) -> Layer:
    """The layer of a label: `top_metadata` is metadata above the headline.

    >>> _layer_of("cross_headline"), _layer_of("pull_quote")
    ('headline', 'pull_quote')
    """
    return member(label.removeprefix("top_").removeprefix("cross_"), LAYERS)
