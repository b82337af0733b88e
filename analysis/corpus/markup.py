"""HTML in a text, its tags and its entities, read as the words that it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from analysis.corpus.articles import Article
from analysis.corpus.edits import Edit, edited, substitutions
from analysis.corpus.facts import facts_of_page, is_page, with_facts
from analysis.lexicons import words_of

_TAG = re.compile(
    r"<!--.*?-->|<!\w[^<>\n]*>|<(?P<block>script|style)\b.*?</(?P=block)\s*>"
    r"|</?[a-zA-Z][\w:-]*(?:[\s/][^<>\n]*)?>"  # `<ann@lee.org>` is none
)
_ATTRIBUTE = re.compile(r"(?<=\w)=\"[^\"<>\n]*\"")


def blank_markup(text: str) -> str:
    """The text with spaces for its markup, same length.

    >>> blank_markup('<a href="x">So</a>')
    '            So    '
    """
    for sign, pattern in (("<", _TAG), ('="', _ATTRIBUTE)):
        if sign in text:
            text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


# --- HTML ------------------------------------------------------------------------

_PARAGRAPH = "\n\n"
_READ_AS = {
    "inline": "", "line": "\n", "space": " ", "block": _PARAGRAPH, "apart": " ",
}  # fmt: skip
_MARKUP = re.compile(
    r"<!--|<[!?][A-Za-z\[][^<>]*>|</?(?P<name>[a-zA-Z][\w:-]*)(?:[\s/][^<>]*)?>"
    r"|(?P<line>[ \t]*[\r\n][ \t\r\n]*)"
)
# Tags that have lost their brackets, and short codes of WordPress.
_LEFT = re.compile(
    r"(?:<?/?\b(?:a|p|div|span|img|td|li|h[1-6])[ \t]+)?\b(?:(?:class|id|style|href|src"
    r"|rel|target|width|height|alt|data-[\w-]+)"
    r"=(?:\"[^\"<>\n]*\"|'[^'<>\n]*')[ \t]*)+/?>?"
    r"|\[(?:caption|embed|gallery|video|audio)[ \t][^\]\n]*\]"
    r"|\[/(?:caption|embed|gallery|video|audio)\]"
)
# Some have lost their semicolon.
_ENTITY = re.compile(
    r"&(?:amp;)?(#\d{2,7};?|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z]\w{1,30};"
    r"|(?:[lr][sd]quo|[mn]dash|hellip|nbsp|quot)(?!\w*[;=]))"
)
_NAMED = re.compile(r"([`'\"“‘])&\S{2,12};[`'\"”’]")


def without_html(article: Article) -> Article:
    r"""The article with tags and entities read as what they stand for, with a warning.

    Of a whole page, what it says of itself becomes facts of the article.

    >>> page = "<p>It&rsquo;s <b>late</b></p>\n<p>She left.</p>"
    >>> without_html(Article("a", page)).text.split()
    ['It’s', 'late', 'She', 'left.']
    """
    if "<" in article.text:
        if is_page(article.text):
            article = with_facts(article, facts_of_page(article.text))
        edits = list(_without_tags(article.text))
        if any(article.text[a:b].strip() for a, b, _ in edits):
            article = edited(article, edits, "markup such as {}; it is left out")
    if "=" in article.text or "[/" in article.text:
        edits = substitutions(
            _LEFT, article.text, lambda left: "\n" * ("[/" in left[0])
        )
        article = edited(article, edits, "markup such as {}; it is left out")
    if "&" in article.text:
        edits = substitutions(_ENTITY, article.text, _character)
        article = edited(
            article, edits, "entities such as {}; they are read as characters"
        )
    return article


def _without_tags(text: str) -> Iterator[Edit]:
    """The edits that leave out tags, with what stands between some of them.

    On a page, and in a paragraph's tags, a line end is a space.
    """
    flowing = page = is_page(text)
    missing: set[str] = set()  # names of which no closing tag follows
    at = 0
    while found := _MARKUP.search(text, at):
        at, new = found.end(), None
        name, closing = (found["name"] or "").lower(), found[0].startswith("</")
        if found["line"]:
            new = " " if flowing else None
        elif found[0] == "<!--":
            at, new = max(at, text.find("-->", at) + 3), ""
        else:
            new = _read_as(name, closing)
        if new is not None:
            if (
                name in words_of("formats", "apart")
                and not closing
                and name not in missing
            ):
                at = _past(text, name, at, missing)
            yield found.start(), at, new
        if new == _PARAGRAPH:
            flowing = page or (not closing and name in words_of("formats", "flowing"))


def _read_as(name: str, closing: bool) -> str | None:
    """What a tag is read as; None if its name is none of HTML."""
    if name == "q":
        return "”" if closing else "“"
    for kind, words in _READ_AS.items():
        if name in words_of("formats", kind):
            return words
    return "" if not name or ":" in name or "-" in name else None


def _past(text: str, name: str, at: int, missing: set[str]) -> int:
    """Where what a tag encloses ends; here, if nothing closes it."""
    closed = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, at)
    if closed is None:
        missing.add(name)
    return closed.end() if closed else at


def _character(found: re.Match[str]) -> str | None:
    """The character of an entity; None if there is none, or the text is about it."""
    if _NAMED.match(found.string, max(0, found.start() - 1)):
        return None
    character = html.unescape(f"&{found[1].rstrip(';')};")
    if len(character) > 2 or character < " ":
        return None
    return " " if character == "\xa0" else character
