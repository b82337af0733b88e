"""The reference coding of the five articles, and its two passes.

It was made for this report by a language model that read against
`seeds/coding/CODEBOOK.md` in two passes by the same method, then adjudicated.
"""

from __future__ import annotations

from functools import cache, partial

from analysis.corpus.catalogue import load_articles
from analysis.validation import accuracy, intercoder
from analysis.validation.gold import Gold
from report.seeds import SEEDS

GOLD = Gold(SEEDS / "coding", tuple(one.id for one in load_articles(SEEDS)))

coded = GOLD.records
coded_framing = GOLD.framing
with_codes = GOLD.sentences
agreement_counts = partial(accuracy.agreement_counts, GOLD)
match_records = partial(accuracy.match_records, GOLD)
differences = partial(accuracy.differences, GOLD)
pass_table = cache(partial(intercoder.pass_table, GOLD))
pass_differences = partial(intercoder.pass_differences, GOLD)
