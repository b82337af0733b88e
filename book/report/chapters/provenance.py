"""Where the pieces and their excerpts come from, what was cut, what happened around.

The files in `seeds/provenance` say for each row where it was looked up and how sure it
is.  No measure uses a word of them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from analysis.corpus.catalogue import load_articles
from report.labels import records
from report.seeds import SEEDS

_FOLDER = SEEDS / "provenance"


@cache
def sources() -> pd.DataFrame:
    """The pieces themselves and the reports behind them, as far as they were found."""
    return _read("sources")


@cache
def cuts() -> pd.DataFrame:
    """What the original has where a piece cuts it, in paraphrase."""
    return _read("cuts")


@cache
def context() -> pd.DataFrame:
    """Dated events around the pieces, each with a public source."""
    return _read("context")


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(_FOLDER / f"{name}.csv", keep_default_na=False, dtype="str")


def day(iso: str) -> str:
    """A date as prose has it, as exact as it is known.

    >>> day("2007-05-28"), day("2014-06"), day("2007")
    ('28 May 2007', 'June 2014', '2007')
    """
    parts = iso.split("-")
    parsed = date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    known = [str(parsed.day), f"{parsed:%B}", str(parsed.year)]
    return " ".join(known[3 - len(parts) :])


def published() -> dict[str, str]:
    """The date of each piece by its name, as exact as it is known."""
    return {one.piece: one.date.value or "" for one in load_articles(SEEDS)}


def quoted_on() -> dict[str, str]:
    """The date of the report that each piece quotes, by the name of the piece."""
    dates = {
        row["article"]: row["date"]
        for row in records(sources())
        if row["what"] == "excerpt"
    }
    return {one.piece: dates.get(one.id, "") for one in load_articles(SEEDS)}


def meeting() -> dict[str, Any]:
    """The facts of the opening scene: its day, the years before it, the days after."""
    events = records(context())
    talks, vienna = (
        next(row for row in events if word in row["event"])
        for word in ("ambassador", "Vienna")
    )
    years = next(
        word for word in talks["event"].split() if word.isdigit() and len(word) == 2
    )
    posts = {name.split(",")[0]: date for name, date in published().items()}
    return {
        "talks_day": day(talks["date"]),
        "talks_years": int(years),
        "days_after": _days(talks["date"], posts["Negotiating"]),
        "vienna_day": day(vienna["date"]),
        "vienna_after": _days(posts["Great news"], vienna["date"]),
    }


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
