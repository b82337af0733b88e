"""A gold standard: coded records of each article, read from a folder of JSON files.

It is what the program is checked against, and never an input to what it finds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from analysis.corpus.articles import CorpusError
from analysis.tabular.files import Tables
from analysis.text.characters import passage
from analysis.text.segmentation import PIECE

_CODES = (
    *("relation", "toward_us", "toward_iran"),
    *("form", "status", "initiator", "target", "voice_of"),
)
OF_RELATION = ("form", "status", "initiator", "target", "voice_of", "irony")
Pass = Literal["reference", "pass-1", "pass-2"]
Kind = Literal["segments", "quotes", "attributions", "sentences"]


@dataclass(frozen=True)
class Gold:
    """The coding in `folder` of some articles, given by id in the order of the tables.

    `folder` has a subfolder for each coding pass and one for the reference; the file
    of an article there is named by the digits its id begins with.
    """

    folder: Path
    articles: tuple[str, ...]

    def records(self, kind: Kind, coding: Pass = "reference") -> pd.DataFrame:
        """One row for each coded record of a kind, with its `article`, in text order.

        The other columns are the codebook's fields.  Sentences have more, from the
        codebook's section on framing, missing where the sentence has no relation:
        `form`, `status`, `initiator`, `target`, `voice_of` and `irony`.
        """
        frames = []
        for article in self.articles:
            frame = pd.DataFrame(self._read(coding, article)[kind])
            if kind == "sentences":
                relations = pd.DataFrame(self.framing(article, coding)["relations"])
                wanted = ["start", "end", *OF_RELATION]
                frame = frame.merge(relations[wanted], on=["start", "end"], how="left")
            frame.insert(0, "article", article)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def framing(self, article: str, coding: Pass = "reference") -> dict[str, Any]:
        """The framing codes of one article: roles, functions, items, one line."""
        return self._read(f"{coding}/framing", article)

    def sentences(self, tables: Tables, coding: Pass = "reference") -> pd.DataFrame:
        """The sentences of the pieces with their codes beside what the program finds.

        Adds place (1, 2 … in the piece), words (the text without what cuts it in two),
        irony, and of each other code a column with `coded_` before its name: relation,
        toward_us, toward_iran, form, status, initiator, target, voice_of.  Raises
        `CorpusError` where the two disagree on a boundary.
        """
        found = tables.sentences[tables.sentences["layer"].isin(PIECE)]
        codes = self.records("sentences", coding).rename(columns={"dyad": "relation"})
        codes = codes[["article", "start", "end", *_CODES, "irony"]]
        codes = codes.rename(columns={name: f"coded_{name}" for name in _CODES})
        both = found.merge(codes, on=["article", "start", "end"], validate="1:1")
        if not len(both) == len(found) == len(codes):
            raise CorpusError(self._mismatch(found, codes))
        words = [passage(row) for row in both.to_dict("records")]
        return both.assign(place=both.groupby("article").cumcount() + 1, words=words)

    def _mismatch(self, found: pd.DataFrame, codes: pd.DataFrame) -> str:
        """The first sentence that only one side has, and what to do about it."""
        sides = [set(_spans(frame)) for frame in (found, codes)]
        article, start, end = min(sides[0] ^ sides[1])
        side = "found but not coded" if (article, start, end) in sides[0] else "coded"
        return (
            f"{self.folder}: article {article}: the sentence at characters "
            f"{start}–{end} is {side}; where the text or its sentences changed, code "
            "the article anew, or restore the text"
        )

    def _read(self, part: str, article: str) -> dict[str, Any]:
        digits = article.partition("_")[0]
        return _read(Path(self.folder, part, f"{digits}.json"))


def _spans(frame: pd.DataFrame) -> Sequence[tuple[str, int, int]]:
    return list(zip(frame["article"], frame["start"], frame["end"], strict=True))


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: no coding to read ({error})") from error
