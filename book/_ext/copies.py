"""A page at another address: the one rewrite of a written page, by parsing it."""

from __future__ import annotations

from posixpath import join, normpath, relpath

from bs4 import BeautifulSoup

_LINKS = ("href", "src", "action", "data-spec", "data-vega", "xlink:href")


def at_the_root(html: str, folder: str) -> str:
    """A page of `folder` with its relative links made right for the root.

    >>> at_the_root('<a href="x.html#a">&amp;</a> <a href="#a"></a>', "book")
    '<a href="book/x.html#a">&amp;</a> <a href="#a"></a>'
    """
    page = BeautifulSoup(html, "html.parser")
    for element in page.find_all(True):
        for name in _LINKS:
            address = str(element.get(name, ""))
            if address and not address.startswith(("#", "/")) and ":" not in address:
                element[name] = relpath(normpath(join(folder, address)), ".")
        if "data-content_root" in element.attrs:
            element["data-content_root"] = "./"
    return str(page)
