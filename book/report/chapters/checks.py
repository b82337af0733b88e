"""What the commands of the Makefile have checked, by the records that they write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from report.labels import day_in_words
from report.peers import BENCHMARKS


def checks(folder: Path = BENCHMARKS) -> pd.DataFrame:
    """Each check with its command, its figure, its day and the version it was made on.

    One that was made on files that no commit holds says so.  A check that has no
    record yet, or whose record tells nothing, has no row.
    """
    rows = [
        row
        | {
            # Short: better kept on one line than broken in three.
            "figure": row["figure"].replace(" ", "\N{NO-BREAK SPACE}"),
            "when": day_in_words(row["date"]),
            "version": _version(row),
        }
        for row in _recorded(folder)
    ]
    return pd.DataFrame(rows, columns=["what", "figure", "command", "when", "version"])


def _recorded(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.json")):
        yield from json.loads(path.read_text("utf-8")).get("checked", ())


def _version(row: dict[str, Any]) -> str:
    """The version with the commit, as far as there was one."""
    version = row["versions"]["analysis"]
    if not row["commit"]:
        return version
    changed = " and changes" if row["dirty"] else ""
    return f"{version}, {row['commit'][:12]}{changed}"
