"""What the pages on doubt show: the ledger and the specifications as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from report.multiverse.choices import CHOICE_NAMES, CHOICES
from report.multiverse.ledger import Entry, ledger


def claim_shares() -> pd.DataFrame:
    """In what share of its specifications each claim that ever fails holds.

    Two rows a claim, most certain first: claim (slug), title, outcome (`holds`,
    `fails`), n, share (0 to 1), label (`8 of 10`).
    """
    rows = []
    failing = [entry for entry in ledger() if entry.fails]
    for entry in sorted(failing, key=lambda e: -len(e.holds) / e.n_asked):
        for outcome, found in (("holds", entry.holds), ("fails", entry.fails)):
            rows.append(
                {
                    "claim": entry.claim.slug,
                    "title": entry.claim.title,
                    "outcome": outcome,
                    "n": len(found),
                    "share": len(found) / entry.n_asked,
                    "label": f"{len(entry.holds)} of {entry.n_asked}",
                    "passages": f"doubt#claim-{entry.claim.slug}",
                }
            )
    return pd.DataFrame(rows)


def pass_points(table: pd.DataFrame) -> pd.DataFrame:
    """Of `passes.pass_table` what is drawn, one row for each field and coefficient.

    Columns field, coefficient, n_units, n_same, agreement, low, high (of alpha and
    AC1), passages: the table of what the passes code differently.
    """
    marks = {"raw": "raw agreement", "alpha": "alpha", "ac1": "AC1"}
    rows = [
        {
            "field": row["field"],
            "coefficient": label,
            "n_units": row["n_units"],
            "n_same": row["n_same"],
            "agreement": row[name],
            "low": row.get(f"{name}_low"),
            "high": row.get(f"{name}_high"),
            "passages": "doubt#passes-differ",
        }
        for row in table.to_dict("records")
        for name, label in marks.items()
        if not pd.isna(row[name])
    ]
    return pd.DataFrame(rows)


def failing_choices() -> pd.DataFrame:
    """The option, or options, under which each failing claim fails most often.

    Columns claim, choice, option, fails in (of the specifications that have it).
    """
    rows = []
    for entry in ledger():
        for choice in entry.claim.choices:
            for option in CHOICES[choice]:
                failed, asked = (
                    sum(getattr(found, choice) == option for found in group)
                    for group in (entry.fails, (*entry.holds, *entry.fails))
                )
                if failed:
                    rows.append(
                        {
                            "claim": entry.claim.title,
                            "choice": CHOICE_NAMES[choice],
                            "option": option,
                            "fails in": f"{failed} of {asked}",
                            "share": failed / asked,
                        }
                    )
    found = pd.DataFrame(rows)
    worst = found.groupby("claim")["share"].transform("max")
    return found[found["share"] == worst].drop(columns="share").reset_index(drop=True)


def failures() -> dict[str, list[str]]:
    """For each claim that fails anywhere, the specifications in which it does.

    Keys read `CLAIM: fails in n of m`; a specification is what differs from the
    book's own choices.
    """
    return {
        f"{entry.claim.title}: fails in {len(entry.fails)} of {entry.n_asked}": [
            str(found) for found in entry.fails
        ]
        for entry in ledger()
        if entry.fails
    }


def choice_table() -> pd.DataFrame:
    """Every choice with its options, the book's own first: choice, options, claims."""
    hang = Counter(choice for entry in ledger() for choice in entry.claim.choices)
    return pd.DataFrame(
        {
            "choice": [CHOICE_NAMES[name] for name in CHOICES],
            "options, the book’s own first": [
                ", ".join(options) for options in CHOICES.values()
            ],
            "claims asked under it": [hang[name] for name in CHOICES],
        }
    )


def leverage_table() -> pd.DataFrame:
    """Sentences without any one of which a claim would fail: claim, piece, sentence."""
    rows = [
        {"claim": entry.claim.title, "piece": told.piece, "sentence": told.text}
        for entry in ledger()
        for told in entry.leverage
    ]
    return pd.DataFrame(rows, columns=["claim", "piece", "sentence"])


def ledger_counts() -> dict[str, int]:
    """What the text says of the ledger as a whole."""
    entries: Sequence[Entry] = ledger()
    return {
        "n_claims": len(entries),
        "n_everywhere": sum(not entry.fails for entry in entries),
        "n_checks": sum(entry.n_asked + len(entry.unasked) for entry in entries),
        "n_by_program": sum(entry.by_program is not None for entry in entries),
        "n_program_holds": sum(entry.by_program is True for entry in entries),
        "n_one_sentence": sum(bool(entry.leverage) for entry in entries),
    }
