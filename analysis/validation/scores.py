"""How far two sets of findings agree, always as counts before any rate."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

R = TypeVar("R")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of what the reference has, what was found, and what matches."""

    n_reference: int
    n_found: int
    n_matched: int

    @property
    def precision(self) -> float:
        """Matched of found, 0 to 1; NaN where nothing was found."""
        return self.n_matched / self.n_found if self.n_found else math.nan

    @property
    def recall(self) -> float:
        """Matched of the reference, 0 to 1; NaN where the reference is empty."""
        return self.n_matched / self.n_reference if self.n_reference else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; NaN where both sides are empty.

        >>> Agreement(n_reference=4, n_found=6, n_matched=3).f1
        0.6
        """
        total = self.n_reference + self.n_found
        return 2 * self.n_matched / total if total else math.nan


def match(
    reference: Sequence[R], found: Sequence[F], same: Callable[[R, F], bool]
) -> list[tuple[int, int]]:
    """Pairs `(reference, found)` of record numbers, one to one, in reference order.

    Each reference record takes the first free found record that is the `same`.
    """
    free = list(range(len(found)))
    pairs = []
    for number, record in enumerate(reference):
        for candidate in free:
            if same(record, found[candidate]):
                pairs.append((number, candidate))
                free.remove(candidate)
                break
    return pairs


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share a character.

    >>> overlap((0, 4), (4, 8))
    False
    """
    return a[0] < b[1] and b[0] < a[1]
