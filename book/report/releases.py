"""What a release showed, and what has changed in the values of a figure since.

`releases/vX.Y.json` is the record of a release: version, commit, date, and the data of
each figure as published, a line of CSV each.  Values are compared, not pixels.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import __version__
from report.citations import release_folder
from report.mark_links import PASSAGES
from report.seeds import REPOSITORY

RECORDS = REPOSITORY / "releases"
_SHOWN = 12  # changes told one by one; the rest is counted

Record = dict[str, Any]


def record(site: Path) -> Record:
    """The record of a built report: `version`, `commit`, `date`, `figures` by slug.

    The column of passages is left out, since addresses are kept by the register.
    """
    listed = json.loads(Path(site, "figures", "index.json").read_text("utf-8"))
    figures = {}
    for slug in sorted(one["slug"] for one in listed["figures"]):
        table = _table(Path(site, "figures", slug, "data.csv"))
        kept = table.drop(columns=PASSAGES, errors="ignore")
        figures[slug] = kept.to_csv(index=False).splitlines()
    edition = {name: listed[name] for name in ("version", "commit", "date")}
    return edition | {"figures": figures}


def changes(site: Path) -> tuple[str, dict[str, list[str]]]:
    """The version last released, empty without one, and the changes of each figure."""
    last = last_before()
    if last is None:
        return "", {}
    now, before = record(site)["figures"], last["figures"]
    return last["version"], {
        slug: differences(before.get(slug), now[slug]) for slug in now
    }


def write_record(found: Record, folder: Path = RECORDS) -> Path:
    """Write the record, a row of data a line, so that a change can be reviewed."""
    path = _path(found["version"], folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def read_record(version: str, folder: Path = RECORDS) -> Record | None:
    """The record of the release X.Y that a version belongs to; None without one."""
    path = _path(version, folder)
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def last_before(version: str = __version__, folder: Path = RECORDS) -> Record | None:
    """The record of the last release before X.Y of a version; None without one."""
    records = [json.loads(path.read_text("utf-8")) for path in folder.glob("v*.json")]
    earlier = [one for one in records if _series(one["version"]) < _series(version)]
    return max(earlier, key=lambda one: _series(one["version"]), default=None)


def _path(version: str, folder: Path) -> Path:
    return folder / f"{release_folder(version).rstrip('/')}.json"


def _series(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _table(data: Path | io.StringIO) -> pd.DataFrame:
    return pd.read_csv(data, dtype=str, keep_default_na=False)


def differences(before: Sequence[str] | None, now: Sequence[str]) -> list[str]:
    """What has changed in the data of a figure, a sentence each; empty if nothing.

    Rows are matched by their cells that are no numbers.

    >>> differences(["piece,n", "Peace deal,2"], ["piece,n", "Peace deal,3"])
    ['Peace deal: n was 2, is 3']
    """
    if before is None:
        return ["The figure is new"]
    old, new = (_table(io.StringIO("\n".join(lines))) for lines in (before, now))
    if set(old) != set(new):
        return [
            f"The table has another form ({', '.join(map(str, old))} before, "
            f"{', '.join(map(str, new))} now), so its values cannot be compared one "
            "by one"
        ]
    old = old[list(new)]
    cells = pd.concat([old, new]).replace("", "0")
    numbers = cells.apply(pd.to_numeric, errors="coerce")
    named = numbers.isna().any()
    rows: defaultdict[str, tuple[list, list]] = defaultdict(lambda: ([], []))
    for side, table in enumerate((old, new)):
        keys = table.loc[:, named].to_numpy().tolist()
        for key, row in zip(keys, table.to_numpy().tolist(), strict=True):
            rows[" · ".join(filter(None, key))][side].append(row)
    told = []
    for name, (was, is_now) in rows.items():
        if len(was) != len(is_now):
            told.append(f"{name}: its rows were {len(was)}, are {len(is_now)}")
            continue
        told += [
            f"{name}: {column} was {a or 'undefined'}, is {b or 'undefined'}"
            for one, other in zip(sorted(was), sorted(is_now), strict=True)
            for column, a, b in zip(new, one, other, strict=True)
            if a != b
        ]
    more = len(told) - _SHOWN
    return told if more <= 0 else [*told[:_SHOWN], f"{more} more changes"]
