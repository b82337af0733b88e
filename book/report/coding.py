"""The coding of the five articles: three blind passes by a language model.

No person has coded these texts (`seeds/coding/README.md`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.corpus.catalogue import load_articles
from analysis.validation.coding import Coding
from report.seeds import SEEDS

CODING = Coding(SEEDS / "coding", tuple(one.id for one in load_articles(SEEDS)))
with_codes = CODING.match


def publish_coding(folder: Path) -> None:
    """Copy the files of the coding, without the handles of those who comment."""
    shutil.copytree(CODING.folder, folder, dirs_exist_ok=True)
    segments = CODING.table("segments")
    comment = segments["layer"] == "comment"
    segments.loc[~comment].to_csv(folder / "segments.csv", index=False)
