"""The coding of the five articles: three blind passes by a language model.

No person has coded these texts (`seeds/coding/README.md`).
"""

from __future__ import annotations

from analysis.corpus.catalogue import load_articles
from analysis.validation.coding import Coding
from report.seeds import SEEDS

CODING = Coding(SEEDS / "coding", tuple(one.id for one in load_articles(SEEDS)))
with_codes = CODING.match
