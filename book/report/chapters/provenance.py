"""Where the pieces and their excerpts come from, what was cut, what happened around.

The files in `seeds/provenance` say for each row where it was looked up and how sure it
is.  No measure uses a word of them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Literal

import pandas as pd

from report.labels import day_in_words, records, without_year
from report.seeds import SEEDS, articles


@cache
def provenance_rows(name: Literal["sources", "cuts", "context"]) -> pd.DataFrame:
    """The rows of a file.

    `sources`: the pieces themselves and the reports behind them, as far as they were
    found; `cuts`: what the original has where a piece cuts it, in paraphrase;
    `context`: dated events around the pieces, each with a public source.
    """
    path = SEEDS / "provenance" / f"{name}.csv"
    return pd.read_csv(path, keep_default_na=False, dtype="str")


def published() -> dict[str, str]:
    """The date of each piece by its name, as exact as it is known."""
    return {one.piece: one.date.value or "" for one in articles()}


def quoted_on() -> dict[str, str]:
    """The date of the report that each piece quotes, by the name of the piece."""
    dates = {
        row["article"]: row["date"]
        for row in records(provenance_rows("sources"))
        if row["what"] == "excerpt"
    }
    return {one.piece: dates.get(one.id, "") for one in articles()}


def meeting() -> dict[str, Any]:
    """The facts of the opening scene: its day, the years before it, the days after."""
    events = records(provenance_rows("context"))
    talks, vienna = (
        next(row for row in events if word in row["event"])
        for word in ("ambassador", "Vienna")
    )
    years = next(
        word for word in talks["event"].split() if word.isdigit() and len(word) == 2
    )
    posts = {without_year(name): date for name, date in published().items()}
    return {
        "talks_day": day_in_words(talks["date"]),
        "talks_years": int(years),
        "days_after": _days(talks["date"], posts["Negotiating"]),
        "vienna_day": day_in_words(vienna["date"]),
        "vienna_after": _days(posts["Great news"], vienna["date"]),
    }


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
