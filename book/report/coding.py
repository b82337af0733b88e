"""The coding of the five articles: three blind passes by a language model.

No person has coded these texts (`seeds/coding/README.md`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from analysis.tabular.files import Tables
from analysis.validation.coding import Coding
from report.anchors import anchor, anchors_of, article_page
from report.labels import pieces
from report.mark_links import target
from report.seeds import SEEDS, articles

CODING = Coding(SEEDS / "coding", tuple(article.id for article in articles()))


def with_codes(tables: Tables) -> pd.DataFrame:
    """The sentences of the pieces as found and as coded: `Coding.match`.

    With their `text` as it was coded, and `anchors` where they stand.
    """
    both = CODING.match(tables)
    texts = CODING.sentences()["text"].to_numpy()
    return both.assign(text=texts, anchors=anchors_of(both))


def sentence_link(article: str, at: int) -> str:
    """The address of the sentence at a place of an article, or of the last before it.

    The last begins nearest, where an insert stands inside another sentence.
    """
    units = CODING.table("units")
    held = units[(units["article"] == article) & (units["start"] <= at)].iloc[-1]
    page = article_page(pieces()[article])
    return target(f"{page}#{anchor(held['start'], held['end'])}")


def publish_coding(folder: Path) -> None:
    """Copy the files of the coding, without the handles of those who comment."""
    shutil.copytree(CODING.folder, folder, dirs_exist_ok=True)
    segments = CODING.table("segments")
    comment = segments["layer"] == "comment"
    segments.loc[~comment].to_csv(folder / "segments.csv", index=False)
