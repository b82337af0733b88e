"""The register of addresses that others may cite: pages, figures and claims.

`releases/anchors.csv` holds every address that was published: its kind, its path
inside the report, and its meaning: the columns of a figure, the test of a claim.  An
address is never taken away and never given to something else.  The anchors of
passages are no part of it: they are places in a file that never changes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.lexicons import read_rows
from report.mark_links import PASSAGES
from report.multiverse.ledger import ALL_CLAIMS
from report.seeds import REPOSITORY

REGISTER = REPOSITORY / "releases" / "anchors.csv"


class Address(NamedTuple):
    """A citable address and what it means."""

    kind: str
    address: str
    meaning: str


def addresses(site: Path) -> list[Address]:
    """Every citable address of the built report, in a fixed order."""
    return sorted([*_pages(site), *_figures(site), *_claims()])


def read_register(path: Path = REGISTER) -> list[Address]:
    """The addresses of the register; none if there is no such file."""
    return [Address(**row) for row in read_rows(path)] if path.exists() else []


def find_broken(register: Iterable[Address], found: Iterable[Address]) -> list[str]:
    """What a reader who cited an address would complain of, a sentence each.

    >>> find_broken([Address("claim", "book/ledger.html#claim-x", "All agree.")], [])
    ['book/ledger.html#claim-x is gone (claim: All agree.)']
    """
    now = {one.address: one for one in found}
    complaints = []
    for old in register:
        new = now.get(old.address)
        if new is None:
            complaints.append(f"{old.address} is gone ({old.kind}: {old.meaning})")
        elif new != old:
            complaints.append(
                f"{old.address} meant {old.kind}: {old.meaning}; "
                f"now it means {new.kind}: {new.meaning}"
            )
    return complaints


def write_register(register: Iterable[Address], path: Path = REGISTER) -> None:
    """Write the register, one address a line, so that a change can be reviewed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([Address._fields, *sorted(set(register))])


def _pages(site: Path) -> Iterator[Address]:
    for path in Path(site, "book").glob("*.html"):
        yield Address("page", f"book/{path.name}", "")


def _figures(site: Path) -> Iterator[Address]:
    index = json.loads(Path(site, "figures", "index.json").read_text("utf-8"))
    for figure in index["figures"]:
        folder = f"figures/{figure['slug']}"
        yield Address("figure", f"{folder}/", _columns(site / folder / "data.csv"))
    for path in Path(site, "tables").glob("*.csv"):
        yield Address("table", f"tables/{path.name}", _columns(path))


def _columns(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    return " ".join(name for name in names if name != PASSAGES)


def _claims() -> Iterator[Address]:
    for claim in ALL_CLAIMS:
        address = f"book/ledger.html#claim-{claim.slug}"
        yield Address("claim", address, claim.tested)
