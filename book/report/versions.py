"""The instruments with their word lists, now and when the figures were recorded.

What counts sentences and syllables may count others in another version.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from analysis.lexicons import read_rows
from report.seeds import REPOSITORY

RECORDED = REPOSITORY / "tests" / "golden" / "versions.csv"


def installed() -> dict[str, str]:
    """The version that is installed of each instrument of the record."""
    return {name: version(name) for name in recorded()}


@cache
def recorded(path: Path = RECORDED) -> dict[str, str]:
    """The versions that the recorded figures were made with."""
    return {row["package"]: row["version"] for row in read_rows(path)}


def write(path: Path = RECORDED) -> None:
    """Record the versions that are installed."""
    lines = (f"{name},{number}\n" for name, number in installed().items())
    path.write_text("".join(["package,version\n", *lines]), "utf-8")


def other_versions(now: Mapping[str, str], then: Mapping[str, str]) -> str:
    """What to tell of versions that are not those recorded; empty if all are.

    >>> other_versions({"textstat": "2.0", "nupunkt": "1.0"},
    ...                {"textstat": "1.0", "nupunkt": "1.0"})
    'Made with textstat 2.0; the recorded figures were made with textstat 1.0.'
    """
    differing = [name for name in now if now[name] != then.get(name)]
    if not differing:
        return ""
    new, old = (
        ", ".join(f"{name} {of.get(name, '(none)')}" for name in differing)
        for of in (now, then)
    )
    return f"Made with {new}; the recorded figures were made with {old}."
