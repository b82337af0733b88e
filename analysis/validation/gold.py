"""The reference coding of the five articles, as tables.

It was made for this project by close reading against `seeds/coding/CODEBOOK.md`, in
two passes by the same method, then adjudicated.  It is what the program is checked
against, and never an input to what the program finds.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from analysis.corpus.articles import CorpusError
from analysis.corpus.catalogue import SEEDS, load_corpus
from analysis.tabular.files import Tables
from analysis.text.characters import passage
from analysis.text.segmentation import PIECE

CODING = SEEDS / "coding"
_CODES = (
    *("relation", "toward_us", "toward_iran"),
    *("form", "status", "initiator", "target", "voice_of"),
)
OF_RELATION = ("form", "status", "initiator", "target", "voice_of", "irony")
Pass = Literal["reference", "pass-1", "pass-2"]
Kind = Literal["segments", "quotes", "attributions", "sentences"]


def coded(kind: Kind, coding: Pass = "reference") -> pd.DataFrame:
    """One row for each coded record of a kind, with its `article`, in text order.

    The other columns are the codebook's fields.  Sentences have more, from the
    codebook's section on framing, missing where the sentence has no relation: `form`,
    `status`, `initiator`, `target`, `voice_of` and `irony`.

    >>> len(coded("quotes"))
    27
    """
    frames = []
    for article in load_corpus():
        frame = pd.DataFrame(_read(coding, article.id)[kind])
        if kind == "sentences":
            relations = pd.DataFrame(coded_framing(article.id, coding)["relations"])
            wanted = ["start", "end", *OF_RELATION]
            frame = frame.merge(relations[wanted], on=["start", "end"], how="left")
        frame.insert(0, "article", article.id)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def coded_framing(article: str, coding: Pass = "reference") -> dict[str, Any]:
    """The framing codes of one article: roles, functions, items, headline, one line."""
    return _read(f"{coding}/framing", article)


def with_codes(tables: Tables, coding: Pass = "reference") -> pd.DataFrame:
    """The sentences of the pieces with their codes beside what the program finds.

    Adds place (1, 2 … in the piece), words (the text without what cuts it in two),
    irony, and of each other code a column with `coded_` before its name: relation,
    toward_us, toward_iran, form, status, initiator, target, voice_of.  Raises
    `ValueError` where the two disagree on a boundary.
    """
    own = tables.sentences[tables.sentences["layer"].isin(PIECE)]
    codes = coded("sentences", coding).rename(columns={"dyad": "relation"})
    codes = codes[["article", "start", "end", *_CODES, "irony"]]
    codes = codes.rename(columns={name: f"coded_{name}" for name in _CODES})
    both = own.merge(codes, on=["article", "start", "end"], validate="1:1")
    if not len(both) == len(own) == len(codes):
        raise ValueError(
            f"{len(own)} sentences found, {len(codes)} coded, {len(both)} the same"
        )
    words = [passage(row) for row in both.to_dict("records")]
    return both.assign(place=both.groupby("article").cumcount() + 1, words=words)


@cache
def _read(folder: str, article: str) -> dict[str, Any]:
    path = Path(CODING, folder, f"{article[:3]}.json")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: no coding to read ({error})") from error
