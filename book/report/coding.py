"""The coding of the five articles: three blind passes by a language model.

No person has coded these texts (`seeds/coding/README.md`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.corpus.catalogue import load_articles
from analysis.validation.coding import Coding
from report.anchors import anchor, article_page
from report.labels import pieces
from report.mark_links import target
from report.seeds import SEEDS

CODING = Coding(SEEDS / "coding", tuple(one.id for one in load_articles(SEEDS)))
with_codes = CODING.match


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
