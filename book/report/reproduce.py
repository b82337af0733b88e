"""The whole report run again and compared, value by value, with what is recorded.

    python -m report.reproduce check    build it offline, compare, 1 if anything differs
    python -m report.reproduce record   record what the built report shows

`make reproduce` does the first in an environment that it makes anew from the lock,
`make record` the second.  `tests/golden/` holds the record: the tables of the articles
as CSV, in `report.json` the data of each figure, each table of a page and each finding
as its sentence has it, in `inputs.csv` the inputs by their hash, and in `versions.csv`
the versions of the instruments.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from bs4 import BeautifulSoup

from analysis.lexicons import read_rows
from analysis.tabular.files import TABLES
from report import offline, releases, versions
from report.seeds import BUILT, REPOSITORY, SEEDS

GOLDEN = REPOSITORY / "tests" / "golden"
_RUN = REPOSITORY / "_build" / "reproduce"
_BOOK = ("build", ".", "--path-output", str(_RUN), "-W", "-n")

Values = dict[str, list[str]]
"""Rows of CSV, the names of the columns first, for each table and figure by its name.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or record; 1 with the differences if a check finds any."""
    parser = argparse.ArgumentParser(
        prog="python -m report.reproduce",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", choices=("check", "record"))
    if parser.parse_args(arguments).step == "record":
        print(write_record(BUILT))
        return 0
    return _check()


def _check() -> int:
    """Inputs, then a build without a network, then every value; 1 if any differs."""
    print(f"Python {platform.python_version()}, {sys.prefix}", flush=True)
    if others := versions.other_versions(versions.installed(), versions.recorded()):
        print(others, flush=True)
    changed = input_differences(read_inputs(), inputs())
    if changed:
        print("Inputs differ from those recorded:", *changed, sep="\n  ")
        return 1
    print(f"{len(inputs())} inputs have the hashes recorded", flush=True)
    if not _build():
        print("The report could not be built: see above")
        return 1
    n_notebooks = len(list(Path(REPOSITORY, "book").glob("*.ipynb")))
    print(f"{n_notebooks} notebooks were executed anew, none failed", flush=True)
    lines, same = compared(read_record(), values(_RUN / "_build" / "html"))
    print(*lines, sep="\n")
    return 0 if same else 1


def _build() -> bool:
    """Run every notebook anew and build the pages, with the network blocked."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    cut_off = offline.prefix()
    how = "in a network that holds loopback alone"
    if not cut_off:
        environment = offline.guarded(environment, _RUN / "guard")
        how = "where Python refuses it (no network namespaces here)"
    print(f"The network is blocked: the notebooks run {how}", flush=True)
    builder = str(Path(sys.executable).with_name("jupyter-book"))
    done = subprocess.run(
        [*cut_off, builder, *_BOOK],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout)
    return done.returncode == 0


# --- inputs -------------------------------------------------------------------------


def inputs() -> dict[str, str]:
    """The SHA-256 of each file below `seeds/`, by its path in the repository."""
    files = (path for path in sorted(SEEDS.rglob("*")) if path.is_file())
    return {
        path.relative_to(REPOSITORY).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def read_inputs(folder: Path = GOLDEN) -> dict[str, str]:
    """The inputs as recorded."""
    return {row["path"]: row["sha256"] for row in read_rows(folder / "inputs.csv")}


def input_differences(recorded: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What became of the inputs, a line for each that is not as recorded.

    >>> input_differences({"a": "1", "b": "2"}, {"a": "3", "c": "4"})
    ['a has changed', 'b is missing', 'c is new']
    """
    told = [f"{path} is missing" for path in recorded.keys() - now.keys()]
    told += [f"{path} is new" for path in now.keys() - recorded.keys()]
    both = recorded.keys() & now.keys()
    told += [f"{path} has changed" for path in both if recorded[path] != now[path]]
    return sorted(told)


# --- values -------------------------------------------------------------------------


def values(site: Path) -> Values:
    """The values of a built report: its tables, the data of its figures, its pages'."""
    return _tables(site / "tables") | shown(site)


def shown(site: Path) -> Values:
    """What a reader is shown: data of figures, tables with numbers, findings."""
    figures = releases.record(site)["figures"]
    found = {f"figure {slug}": lines for slug, lines in figures.items()}
    for page in sorted(Path(site, "book").glob("*.html")):
        html = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        for table in html.select("article .plain-table table:has(td.number)"):
            caption = table.find("caption")
            words = caption.get_text() if caption else ""
            rows = [
                [cell.get_text() for cell in row.find_all(["th", "td"])]
                for row in table.find_all("tr")
            ]
            found[f"page {page.stem}: {words}"] = _as_csv(rows)
        for finding in html.select(".finding > p"):
            slug = str(finding.parent and finding.parent.get("id"))
            told = " ".join(finding.get_text().split())
            found[slug.replace("-", " ", 1)] = _as_csv([["sentence"], [told]])
    return found


def _tables(folder: Path) -> Values:
    """The tables of a folder, without the mark that spreadsheets want."""
    texts = {name: (folder / f"{name}.csv").read_text("utf-8-sig") for name in TABLES}
    return {f"table {name}": _lines(text) for name, text in texts.items()}


def _lines(text: str) -> list[str]:
    return text.rstrip("\n").split("\n")


def _as_csv(rows: Sequence[Sequence[str]]) -> list[str]:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return _lines(text.getvalue())


def compared(recorded: Values, now: Values) -> tuple[list[str], bool]:
    """A line for each table and figure, its differences below it; whether all agree."""
    names = sorted({*recorded, *now})
    told = {
        name: _table_differences(recorded.get(name), now.get(name)) for name in names
    }
    lines = []
    for name, differences in told.items():
        n = _n_cells(recorded.get(name, ()))
        same = f"{n} value{'s' * (n != 1)}, the same"
        lines.append(f"{name}: {'differs' if differences else same}")
        lines += [f"  {one}" for one in differences]
    if n_wrong := sum(map(bool, told.values())):
        return [*lines, f"{n_wrong} of {len(names)} differ"], False
    return [*lines, f"All {n_values(recorded)} values reproduced"], True


def _table_differences(
    before: Sequence[str] | None, now: Sequence[str] | None
) -> list[str]:
    """What has changed in a table, as `releases.differences` tells it."""
    if now is None:
        return ["It is recorded, and not there"]
    if before is None:
        return ["It is there, and not recorded"]
    if list(before) == list(now):
        return []
    return releases.differences(before, now) or ["Its rows have another order"]


def _rows(lines: Sequence[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO("\n".join(lines))))


def n_values(of: Values) -> int:
    """How many values these tables and figures have."""
    return sum(map(_n_cells, of.values()))


def _n_cells(lines: Sequence[str]) -> int:
    return sum(map(len, _rows(lines)[1:]))


# --- the record ---------------------------------------------------------------------


def read_record(folder: Path = GOLDEN) -> Values:
    """The values as recorded."""
    report: Values = json.loads((folder / "report.json").read_text("utf-8"))
    return _tables(folder) | report


def write_record(site: Path, folder: Path = GOLDEN) -> str:
    """Record inputs and values of a built report; a review shows what has changed."""
    listed = [("path", "sha256"), *inputs().items()]
    (folder / "inputs.csv").write_text("\n".join(_as_csv(listed)) + "\n", "utf-8")
    versions.write(folder / "versions.csv")
    for name, lines in _tables(site / "tables").items():
        path = folder / f"{name.removeprefix('table ')}.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
    found = shown(site)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (folder / "report.json").write_text(text, "utf-8")
    n_recorded = n_values(values(site))
    return f"{n_recorded} values and {len(inputs())} inputs recorded in {folder}"


if __name__ == "__main__":
    sys.exit(main())
