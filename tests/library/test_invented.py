"""The tables of the invented texts as recorded, all that decides of each.

A case asks for what it is about; a change anywhere else in its text is seen here.  One
that is wanted is recorded anew (`make record`), with its reason in the commit.
"""

from __future__ import annotations

import pytest
from recorded import found_in, read, texts

RECORDED = read("invented")


@pytest.mark.parametrize("key", RECORDED)
def test_found_as_recorded(key):
    """Every row of every table, with the rule that decided."""
    assert key in texts(), "the text is no longer a case: make record"
    assert found_in(texts()[key]) == RECORDED[key]
