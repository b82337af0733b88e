"""Who says what, and what each line is, on invented pages; the pages are data.

`copied_pages` says what is asked of them.  What is still wrong on a page stands in
`golden/pages.json`: what comes out right, or wrong anew, is seen here.  So is whatever
else changes in what is found on it, of which `golden/found_on_pages.json` has a hash.
"""

from __future__ import annotations

import copied_pages
import pytest
import recorded

WRONG, FOUND = recorded.read("pages"), recorded.read("found_on_pages")


@pytest.mark.parametrize("page", copied_pages.PAGES, ids=lambda page: page.label)
def test_page(page):
    """All is right but for what is known to be wrong."""
    assert copied_pages.wrong(page) == WRONG.get(page.label, [])
    if not page.whole:
        assert recorded.found_on(page) == FOUND[page.label], "make record, if wanted"
