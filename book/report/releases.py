"""What a release showed, and what has changed in the values of a figure since.

`releases/vX.Y.json` is the record of a release: version, commit, date, and for each
figure its title and its data as published.  Values are compared, not pixels.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis import __version__
from report.citations import release_folder
from report.mark_links import PASSAGES
from report.seeds import REPOSITORY

RECORDS = REPOSITORY / "releases"
_SHOWN = 12  # changes told one by one; the rest is counted

Record = dict[str, Any]
Row = tuple[str, ...]


def record(site: Path) -> Record:
    """The record of a built report: `version`, `commit`, `date`, `figures` by slug.

    A figure has `title`, `columns` and `rows` (of text, as in its CSV); the column of
    passages is left out, since addresses are kept by the register.
    """
    index = json.loads(Path(site, "figures", "index.json").read_text("utf-8"))
    figures, facts = {}, {}
    for listed in index["figures"]:
        folder = Path(site, "figures", listed["slug"])
        facts = json.loads(Path(folder, "metadata.json").read_text("utf-8"))
        with Path(folder, "data.csv").open(encoding="utf-8", newline="") as file:
            columns, *rows = csv.reader(file)
        kept = [at for at, name in enumerate(columns) if name != PASSAGES]
        figures[listed["slug"]] = {
            "title": facts["title"],
            "columns": [columns[at] for at in kept],
            "rows": [[row[at] for at in kept] for row in rows],
        }
    return {
        "version": facts.get("version", __version__),
        "commit": facts.get("commit", "unknown"),
        "date": facts.get("date", ""),
        "figures": dict(sorted(figures.items())),
    }


def changes(site: Path) -> tuple[str, dict[str, list[str]]]:
    """The version last released, empty without one, and the changes of each figure."""
    last = last_before()
    if last is None:
        return "", {}
    now = record(site)["figures"]
    before = last["figures"]
    return last["version"], {
        slug: differences(before.get(slug), now[slug]) for slug in now
    }


def write_record(found: Record, folder: Path = RECORDS) -> Path:
    """Write the record, a row of data a line, so that a change can be reviewed."""
    path = folder / f"{release_folder(found['version']).rstrip('/')}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = [
        f" {_text(name)}: {_text(found[name])}" for name in found if name != "figures"
    ]
    figures = []
    for slug, figure in found["figures"].items():
        rows = ",\n".join(f"    {_text(row)}" for row in figure["rows"])
        figures.append(
            f'  {_text(slug)}: {{"title": {_text(figure["title"])},\n'
            f'   "columns": {_text(figure["columns"])},\n   "rows": [\n{rows}]}}'
        )
    body = ",\n".join([*head, ' "figures": {\n' + ",\n".join(figures) + "}"])
    path.write_text(f"{{\n{body}\n}}\n", "utf-8")
    return path


def read_record(version: str, folder: Path = RECORDS) -> Record | None:
    """The record of the release X.Y that a version belongs to; None without one."""
    path = folder / f"{release_folder(version).rstrip('/')}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def last_before(version: str = __version__, folder: Path = RECORDS) -> Record | None:
    """The record of the last release before X.Y of a version; None without one."""
    records = [json.loads(path.read_text("utf-8")) for path in folder.glob("v*.json")]
    earlier = [one for one in records if _series(one["version"]) < _series(version)]
    return max(earlier, key=lambda one: _series(one["version"]), default=None)


def _series(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def differences(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[str]:
    """What has changed in the data of a figure, a sentence each; empty if nothing.

    Rows are matched by their cells that are no numbers.

    >>> old = {"columns": ["piece", "n"], "rows": [["Peace deal", "2"]]}
    >>> new = {"columns": ["piece", "n"], "rows": [["Peace deal", "3"]]}
    >>> differences(old, new)
    ['Peace deal: n was 2, is 3']
    """
    if before is None:
        return ["The figure is new"]
    columns = list(now["columns"])
    if sorted(columns) != sorted(before["columns"]):
        return [_reshaped(before["columns"], columns)]
    order = [before["columns"].index(name) for name in columns]
    old_rows = [tuple(row[at] for at in order) for row in before["rows"]]
    new_rows = [tuple(row) for row in now["rows"]]
    named = [
        at
        for at in range(len(columns))
        if not all(_is_number(row[at]) for row in [*old_rows, *new_rows])
    ]
    old, new = _grouped(old_rows, named), _grouped(new_rows, named)
    told = []
    for key in dict.fromkeys([*old, *new]):
        told += _compared(" · ".join(filter(None, key)), old[key], new[key], columns)
    more = len(told) - _SHOWN
    return told if more <= 0 else [*told[:_SHOWN], f"{more} more changes"]


def _reshaped(before: Sequence[str], now: Sequence[str]) -> str:
    gone = [name for name in before if name not in now]
    new = [name for name in now if name not in before]
    parts = [f"without {', '.join(gone)}"] if gone else []
    parts += [f"with {', '.join(new)}"] if new else []
    return (
        f"The table has another form ({'; '.join(parts)}), so its values cannot be "
        "compared one by one"
    )


def _grouped(rows: Sequence[Row], named: Sequence[int]) -> defaultdict[Row, list[Row]]:
    groups: defaultdict[Row, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[at] for at in named)].append(row)
    return groups


def _compared(
    name: str, old: list[Row], new: list[Row], columns: Sequence[str]
) -> list[str]:
    """The differences of the rows with the same name; sorted, they are pairs."""
    if len(old) != len(new):
        what = "row" if len(old) + len(new) == 1 else "rows"
        if not new:
            return [f"{name}: {len(old)} {what} gone"]
        if not old:
            return [f"{name}: {len(new)} {what} new"]
        return [f"{name}: {len(old)} rows before, {len(new)} now"]
    return [
        f"{name}: {column} was {was or 'undefined'}, is {now or 'undefined'}"
        for before, after in zip(sorted(old), sorted(new), strict=True)
        for column, was, now in zip(columns, before, after, strict=True)
        if was != now
    ]


def _is_number(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
