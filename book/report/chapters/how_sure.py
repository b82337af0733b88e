"""How sure: how far three passes agree, where they part, what the claims lean on."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis.validation.intercoder import agreement_table, disagreements
from report.coding import CODING
from report.labels import with_piece
from report.multiverse.choices import CHOICES, WHAT
from report.multiverse.ledger import SURE, ledger


def pass_rows() -> pd.DataFrame:
    """Agreement of the three passes by variable, with where their differences stand."""
    table = agreement_table(CODING)
    return table.assign(passages="coding#where-the-passes-part")


def parting() -> pd.DataFrame:
    """Every unit that the passes code differently: piece, place, variable, codes."""
    rows = disagreements(CODING)
    columns = ["article", "place", "variable", "a", "b", "c", "majority"]
    return with_piece(rows[columns])


def sure_counts() -> dict[str, int]:
    """How many claims are firm, and so on: `n_firm`, `n_claims`, `n_checks`."""
    entries = ledger()
    counts = Counter(entry.sure for entry in entries)
    found = {f"n_{word.replace(' ', '_')}": counts[word] for word in SURE}
    checks = sum(entry.n_answers + len(entry.silent) for entry in entries)
    return {"n_claims": len(entries), "n_checks": checks} | found


def leaning() -> pd.DataFrame:
    """The claims that are not firm: claim, how sure, and on what each leans."""
    rows = []
    for entry in ledger():
        if entry.sure != "firm":
            on = [f"“{sentence.text.strip('“”')}”" for sentence in entry.leverage]
            on = on or list(entry.pieces) or list(map(str, entry.fails))
            rows.append((entry.claim.title, entry.sure, "; ".join(on)))
    return pd.DataFrame(rows, columns=["claim", "how sure", "leans on, or fails under"])


def choice_table() -> pd.DataFrame:
    """Every choice, its options (the report's own first), and its claims."""
    hang = Counter(choice for entry in ledger() for choice in entry.claim.choices)
    return pd.DataFrame(
        {
            "choice": list(CHOICES),
            "what it is": [WHAT[name] for name in CHOICES],
            "options, the report’s own first": [", ".join(o) for o in CHOICES.values()],
            "claims": [hang[name] for name in CHOICES],
        }
    )
