"""A coding of articles, read from CSV files: votes of several passes, and their sum.

It is what the program is checked against, and never an input to what it finds.  The
files and their columns are those of `seeds/coding/CODEBOOK.md`: `segments`, `quotes`
and `attributions` have one row for each record; `sentences`, `roles`, `functions`,
`display` and `pieces` one for each record and coder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
import yaml

from analysis.corpus.articles import CorpusError
from analysis.tabular.files import Tables
from analysis.text.segmentation import PIECE

Voted = Literal["sentences", "roles", "functions", "display", "pieces"]
Single = Literal["units", "segments", "quotes", "attributions", "decisions"]
Choice = Literal["majority", "a", "b", "c", "unanimous"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
CODERS: tuple[Choice, ...] = ("a", "b", "c")

CODEBOOK = yaml.safe_load(Path(__file__).with_name("codebook.yml").read_text("utf-8"))
KEYS: dict[Voted, list[str]] = {n: row["key"] for n, row in CODEBOOK["files"].items()}
_OF_SENTENCE = {
    name: row.get("nothing", "")
    for name, row in CODEBOOK["variables"].items()
    if row["file"] == "sentences"
}
OF_SENTENCE = tuple(_OF_SENTENCE)
_SIGNED = ("toward_us", "toward_iran")
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Coding:
    """The coding in `folder` of some articles, given by id in the order of the tables.

    Rows name an article by the digits that its id begins with.

    >>> coding = Coding(Path("seeds/coding"), ("002_f0163f8d9acaa1b0",))
    >>> coding.table("quotes")["speaker"].value_counts().to_dict()
    {'Greg Smith': 3, 'Martin Navias': 2}
    """

    folder: Path
    articles: tuple[str, ...]

    def table(self, name: Voted | Single) -> pd.DataFrame:
        """The rows of a file, its `article` in full, articles in the order of the ids.

        An empty cell is missing (in `sentences` it is an empty text), yes and no are
        true and false.  `CorpusError` names a file that cannot be read.
        """
        return _table(self.folder, self.articles, name)

    def sentences(self, choice: Choice = "majority") -> pd.DataFrame:
        """One row a unit: its place and text, each code, and the votes for it.

        Beside the columns of `units.csv` those of `OF_SENTENCE`, and for each of them
        one with `_votes` after its name (1 to 3).  `majority` is what two of three
        passes say, or `decisions.csv` where no two agree; a letter is that pass;
        `unanimous` keeps a code only where all three have it.
        """
        return _sentences(self, choice)

    def standing(self, name: Voted, choice: Choice = "majority") -> pd.DataFrame:
        """The rows of the records that stand, with how many passes have each (`votes`).

        Of roles and present functions: those that two of three passes have, or the one
        that is asked for, or all three.
        """
        rows = self.table(name)
        if name == "functions":
            rows = rows[rows["present"]]
        coders = rows.groupby(KEYS[name])["coder"]
        rows = rows.assign(votes=coders.transform("nunique"))
        if choice in CODERS:
            return rows[rows["coder"] == choice]
        return rows[rows["votes"] >= (3 if choice == "unanimous" else 2)]

    def majority(self, name: Voted, variable: str) -> pd.DataFrame:
        """The value of one variable that two of three passes give to each record.

        Columns: what identifies the record, the variable, `votes`.  A record without a
        majority has a missing value.
        """
        rows = self.table(name).drop_duplicates([*KEYS[name], "coder"])
        return _vote(rows, KEYS[name], variable)

    def match(self, tables: Tables, choice: Choice = "majority") -> pd.DataFrame:
        """The sentences of the pieces with their codes beside what the program finds.

        Every column of `sentences()` but text, start, end and layer has `coded_`
        before its name.  Raises `CorpusError` where the two disagree on a boundary.
        """
        found = tables.sentences[tables.sentences["layer"].isin(PIECE)]
        codes = self.sentences(choice).drop(columns=["text", "layer"])
        keys = ["article", "start", "end"]
        codes = codes.rename(columns={n: f"coded_{n}" for n in codes if n not in keys})
        both = found.merge(codes, on=keys, validate="1:1")
        if not len(both) == len(found) == len(codes):
            raise CorpusError(self._mismatch(found, codes))
        return both.rename(columns={"coded_unit": "place"})

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


def _spans(frame: pd.DataFrame) -> Sequence[tuple[str, int, int]]:
    return list(zip(frame["article"], frame["start"], frame["end"], strict=True))


@cache
def _table(folder: Path, articles: tuple[str, ...], name: str) -> pd.DataFrame:
    path = folder / f"{name}.csv"
    try:
        rows = pd.read_csv(
            path, dtype={"article": "str"}, keep_default_na=name != "sentences"
        )
        if "article" not in rows or not isinstance(rows.index, pd.RangeIndex):
            raise ValueError("no column is called article, or row 1 has too many cells")
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise CorpusError(f"{path}: no coding to read ({reason})") from error
    ids = {article.partition("_")[0]: article for article in articles}
    rows = rows[rows["article"].isin(ids)]
    order = rows["article"].map(list(ids).index)
    rows = rows.assign(article=rows["article"].map(ids))
    for column in ("anonymous", "present"):
        if column in rows:
            rows[column] = rows[column].map(_YES_NO)
    return rows.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


@cache
def _sentences(coding: Coding, choice: Choice) -> pd.DataFrame:
    votes = coding.table("sentences")
    units = coding.table("units")
    if choice in CODERS:
        votes = votes[votes["coder"] == choice]
    keys = KEYS["sentences"]
    for variable in OF_SENTENCE:
        voted = _vote(votes, keys, variable)
        voted = voted.rename(columns={"votes": f"{variable}_votes"})
        units = units.merge(voted, on=keys, validate="1:1")
    decided = coding.table("decisions")
    for row in decided[decided["table"] == "sentences"].to_dict("records"):
        variable, value = row["variable"], row["value"]
        at = (units["article"] == row["article"]) & (units["unit"] == int(row["unit"]))
        open_ = at & units[variable].isna()
        units.loc[open_, variable] = int(value) if variable in _SIGNED else value
    left = [n for n in OF_SENTENCE if units[n].isna().any()]
    if left:
        first = units[units[left[0]].isna()].iloc[0]
        raise CorpusError(
            f"{coding.folder}: article {first['article']}, unit {first['unit']}: no "
            f"two passes agree on {left[0]}; settle it in decisions.csv"
        )
    if choice == "unanimous":
        units = _unanimous(units)
    return units.astype(dict.fromkeys(_SIGNED, "int64"))


def _unanimous(units: pd.DataFrame) -> pd.DataFrame:
    """The sentences, with nothing claimed of them that one pass does not claim."""
    units = units.copy()
    for variable in OF_SENTENCE:
        alone = units[f"{variable}_votes"] < len(CODERS)
        units.loc[alone, variable] = _OF_SENTENCE[variable]
    unrelated = units["relation"] == "none"
    units.loc[unrelated, ["also", "kind", "reality", "agent"]] = ""
    return units


def _vote(rows: pd.DataFrame, keys: list[str], variable: str) -> pd.DataFrame:
    """The most frequent value of each record; missing where it is not the only one."""
    counts = rows.groupby([*keys, variable], sort=False, dropna=False).size()
    table = counts.rename("votes").reset_index()
    most = table.groupby(keys, sort=False)["votes"].transform("max")
    first = table[table["votes"] == most]
    tied = first.duplicated(keys, keep=False)
    first = first.assign(**{variable: first[variable].mask(tied)})
    return first.drop_duplicates(keys).reset_index(drop=True)
