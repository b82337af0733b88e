"""What the notebooks need to put computed numbers into their sentences."""

from __future__ import annotations

from typing import Any

from myst_nb import glue


def numbers(**facts: Any) -> None:
    """Make each fact available to the text as ``{glue:text}`name` ``.

    Scalars of numpy and pandas become Python's own, which formats understand.
    """
    for name, fact in facts.items():
        glue(name, fact.item() if hasattr(fact, "item") else fact, display=False)


def signed(value: float) -> str:
    """A value with its sign and two decimals, the minus as a minus.

    >>> signed(-0.5)
    '−0.50'
    """
    return f"{value:+.2f}".replace("-", "−")
