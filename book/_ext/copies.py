"""A page at another address: the one rewrite of a written page, by parsing it."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from posixpath import join, normpath, relpath

_LINKS = ("href", "src", "action", "data-spec", "data-vega", "xlink:href")


def rebase(html: str, folder: str, to: str) -> str:
    """A page of `folder` with its relative links made right for the folder `to`.

    >>> rebase('<a href="x.html#a">&amp;</a> <a href="#a">', "book", "")
    '<a href="book/x.html#a">&amp;</a> <a href="#a">'
    """
    parser = _Rebase(folder, to)
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Rebase(HTMLParser):
    """Everything as it came, but for the addresses in start tags."""

    def __init__(self, folder: str, to: str) -> None:
        super().__init__(convert_charrefs=False)
        self._folder, self._to = folder, to or "."
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or ""
        for name, value in attrs:
            if name == "data-content_root":
                root = relpath(".", self._to)
                text = text.replace(f'{name}="{value}"', f'{name}="{root}/"')
            elif name in _LINKS and value and self._is_relative(value):
                moved = relpath(normpath(join(self._folder, value)), self._to)
                old, new = escape(value), escape(moved)
                text = text.replace(f'{name}="{old}"', f'{name}="{new}"')
        self.parts.append(text)

    handle_startendtag = handle_starttag

    @staticmethod
    def _is_relative(address: str) -> bool:
        return not address.startswith(("#", "/")) and ":" not in address

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")
