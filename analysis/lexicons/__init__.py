"""Word lists and line patterns, one CSV file each; every row says why it is there."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

Word = TypeVar("Word", bound=str)

FOLDER = Path(__file__).resolve().parent


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `NAME.csv`, in file order, each a dict of its columns.

    >>> rows("lines")[0]["layer"]
    'boilerplate'
    """
    return read_rows(FOLDER / f"{name}.csv")


def read_rows(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of any CSV file of ours, as `rows` has them."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words_of(name: str, kind: str) -> frozenset[str]:
    """The words of one class of `NAME.csv`.

    >>> "that" in words_of("words", "clause")
    True
    """
    listed = (row["words"].split() for row in rows(name) if row["class"] == kind)
    return frozenset(word for words in listed for word in words)


def member(cell: str, vocabulary: Iterable[Word]) -> Word:
    """The word of a closed vocabulary that a cell holds.

    >>> member("iran", ("us", "iran"))
    'iran'
    """
    for word in vocabulary:
        if word == cell:
            return word
    raise ValueError(f"{cell!r} is none of {', '.join(vocabulary)}")
