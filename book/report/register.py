"""The register of addresses that others may cite, and what each of them means.

`releases/anchors.csv` holds every address that was ever published: columns kind,
address (path inside the report), meaning, since and retired (versions).  An address is
never taken away and never given to something else; one that must go is marked as
retired, by hand, and its page says what became of it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import pandas as pd

from analysis import __version__
from analysis.tabular.files import Tables
from report.anchors import article_page
from report.mark_links import PASSAGES
from report.multiverse.ledger import ALL_CLAIMS
from report.seeds import REPOSITORY

REGISTER = REPOSITORY / "releases" / "anchors.csv"
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Address:
    """A citable address; `retired` is empty as long as it leads to what it means."""

    kind: str
    address: str
    meaning: str
    since: str = __version__
    retired: str = ""


def addresses(site: Path, tables: Tables) -> list[Address]:
    """Every citable address of the built report, in a fixed order.

    A sentence, quote or attribution means its place in the file of the article, a
    claim its test, a figure or table its columns; a page or term means itself.
    """
    found = [
        *_pages(site),
        *_figures(site),
        *_passages(site, tables),
        *_claims(site),
        *_terms(site),
    ]
    return sorted(found, key=lambda one: (one.kind, _natural(one.address)))


def read_register(path: Path = REGISTER) -> list[Address]:
    """The addresses of the register; none if there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [Address(**row) for row in csv.DictReader(file)]


def broken(register: Iterable[Address], found: Iterable[Address]) -> list[str]:
    """What a reader who cited an address would complain of, a sentence each.

    >>> before = Address("sentence", "book/a.html#s1", "characters 0–9 of a.txt")
    >>> broken([before], [])
    ['book/a.html#s1 is gone (sentence: characters 0–9 of a.txt)']
    """
    now = {one.address: one for one in found}
    complaints = []
    for old in register:
        new = now.get(old.address)
        if old.retired:
            continue
        if new is None:
            complaints.append(f"{old.address} is gone ({old.kind}: {old.meaning})")
        elif (new.kind, new.meaning) != (old.kind, old.meaning):
            complaints.append(
                f"{old.address} meant {old.kind}: {old.meaning}; "
                f"now it means {new.kind}: {new.meaning}"
            )
    return complaints


def extended(register: Iterable[Address], found: Iterable[Address]) -> list[Address]:
    """The register with the addresses that are new, the old rows untouched."""
    kept = list(register)
    known = {one.address for one in kept}
    new = [replace(one, since=__version__) for one in found if one.address not in known]
    return sorted([*kept, *new], key=lambda one: (one.kind, _natural(one.address)))


def write_register(register: Iterable[Address], path: Path = REGISTER) -> None:
    """Write the register, one address a line, so that a change can be reviewed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        names = [field.name for field in fields(Address)]
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(one) for one in register)


# --- kinds of address ----------------------------------------------------------


def _pages(site: Path) -> Iterator[Address]:
    for path in sorted(Path(site, "book").glob("*.html")):
        yield Address("page", f"book/{path.name}", "")


def _figures(site: Path) -> Iterator[Address]:
    index = json.loads(Path(site, "figures", "index.json").read_text("utf-8"))
    for figure in index["figures"]:
        folder = f"figures/{figure['slug']}"
        yield Address("figure", f"{folder}/", _columns(site / folder / "data.csv"))
        yield Address("place of a figure", figure["page"], figure["slug"])
    for path in sorted(Path(site, "tables").glob("*.csv")):
        yield Address("table", f"tables/{path.name}", _columns(path))


def _columns(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    return " ".join(name for name in names if name != PASSAGES)


def _passages(site: Path, tables: Tables) -> Iterator[Address]:
    labels = dict(
        zip(tables.articles["article"], tables.articles["label"], strict=True)
    )
    files = dict(zip(tables.articles["article"], tables.articles["file"], strict=True))
    pages = {
        article: f"book/{article_page(label)}.html" for article, label in labels.items()
    }
    there = {article: _ids(site / page) for article, page in pages.items()}
    for kind, rows, start, end in (
        ("sentence", tables.sentences, "start", "end"),
        ("quote", tables.quotes, "start", "end"),
        ("attribution", tables.attributions, "cue_start", "cue_end"),
    ):
        for row in rows.to_dict("records"):
            article, anchor = row["article"], row[kind]
            if anchor in there[article]:  # comments are counted, not shown
                place = f"{row[start]}–{row[end]}"
                if pd.isna(row[start]):
                    place = f"{row['content_start']}–{row['content_end']}"
                yield Address(
                    kind,
                    f"{pages[article]}#{anchor}",
                    f"characters {place} of {files[article]}",
                )


def _claims(site: Path) -> Iterator[Address]:
    there = _ids(site / "book" / "doubt.html")
    for claim in ALL_CLAIMS:
        if f"claim-{claim.slug}" in there:
            tested = " ".join(claim.check.__doc__.split())
            yield Address("claim", f"book/doubt.html#claim-{claim.slug}", tested)


def _terms(site: Path) -> Iterator[Address]:
    for name in sorted(_ids(site / "book" / "glossary.html")):
        if name.startswith("term-"):
            yield Address("term", f"book/glossary.html#{name}", "")


def _ids(page: Path) -> set[str]:
    return set(_ID.findall(page.read_text("utf-8"))) if page.exists() else set()


def _natural(address: str) -> list[str | int]:
    """`s9` before `s10`."""
    return [
        int(part) if part.isdigit() else part for part in re.split(r"(\d+)", address)
    ]
