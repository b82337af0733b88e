"""A gold standard: coded records of each article, read from a folder of JSON files.

It is what the program is checked against, and never an input to what it finds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

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
Framing = Literal["relations", "items", "entman"]  # coded in files of their own
Kind = Literal["segments", "quotes", "attributions", "sentences"] | Framing


@dataclass(frozen=True)
class Gold:
    """The coding in `folder` of some articles, given by id in the order of the tables.

    `folder` has a subfolder for each coding pass and one for the reference; the file
    of an article there is named by the digits its id begins with.

    >>> gold = Gold(Path("seeds/coding"), ("002_f0163f8d9acaa1b0",))
    >>> gold.records("quotes")["speaker"].value_counts().to_dict()
    {'Greg Smith': 3, 'Martin Navias': 2}
    """

    folder: Path
    articles: tuple[str, ...]

    def records(self, kind: Kind, coding: Pass = "reference") -> pd.DataFrame:
        """One row for each coded record of a kind, with its `article`, in text order.

        The other columns are the codebook's fields.  Sentences have more, from the
        codebook's section on framing, missing where the sentence has no relation:
        `form`, `status`, `initiator`, `target`, `voice_of` and `irony`.  Items and
        Entman's functions have a `name`.
        """
        rows = [
            {"article": article} | record
            for article in self.articles
            for record in self._records(kind, article, coding)
        ]
        frame = pd.DataFrame(rows)
        if kind == "sentences":
            keys = ["article", "start", "end"]
            relations = self.records("relations", coding)[[*keys, *OF_RELATION]]
            frame = frame.merge(relations, on=keys, how="left")
        return frame

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
        rows = both[["text", "start", "end", "pieces"]].to_dict("records")
        words = [passage({str(key): row[key] for key in row}) for row in rows]
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

    def _records(self, kind: Kind, article: str, coding: Pass) -> list[dict[str, Any]]:
        if kind not in get_args(Framing):
            return list(self._read(coding, article)[kind])
        coded = self.framing(article, coding)[kind]
        if kind == "relations":
            return list(coded)
        return [{"name": name} | answer for name, answer in coded.items()]

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
