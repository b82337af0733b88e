"""A text as it is to be read: what its way here did to it is undone, places kept.

Silently: invisible characters and soft hyphens are left out, odd spaces are spaces.
With a warning: UTF-8 that was read as something else, escapes, entities, HTML,
Markdown and RTF are read as what they stand for; lines of a fixed width are joined; a
space that lacks behind a stop is put in.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.corpus.articles import Article, CorpusError, attempt
from analysis.corpus.edits import (
    Edit,
    declared_again,
    edited,
    substitutions,
)
from analysis.corpus.facts import is_page
from analysis.corpus.markdown import without_markdown
from analysis.corpus.markup import without_html
from analysis.corpus.misread import decoded_again, unescaped
from analysis.corpus.rtf import without_rtf
from analysis.corpus.wrapping import unwrapped
from analysis.lexicons import words_of


def as_read(article: Article) -> Article:
    r"""The article with its text as it is to be read; itself if nothing is to be done.

    >>> as_read(Article("a", "â€œGo,â€\x9d Ann Lee said.It rai\u00adned.")).text
    '“Go,” Ann Lee said. It rained.'
    """
    read = article
    for step in _STEPS:
        read = step(read)
    return declared_again(read)


def read_safely(article: Article) -> Article | CorpusError:
    """The article as it is to be read, or what nobody foresaw in it."""
    return attempt(as_read, article)


# --- characters ------------------------------------------------------------------

_INVISIBLE = (
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
)
_SPACES = "\u1680\u2000-\u2008\u200a\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_ODD = re.compile(
    f"(?=[{_INVISIBLE}{_SPACES}{_LINE_ENDS}])(?:"
    f"(?P<none>[{_INVISIBLE}]+(?:(?<=\u00ad)[ \\t]*\\r?\\n[ \\t]*(?=[a-z]))?)"
    f"|(?P<space>[{_SPACES}])|[{_LINE_ENDS}])"
)


def _plain_characters(article: Article) -> Article:
    """Invisible characters are left out; odd spaces and line ends are plain ones."""
    plain = {"none": "", "space": " ", None: "\n"}
    edits = substitutions(_ODD, article.text, lambda found: plain[found.lastgroup])
    return edited(article, edits)


# --- spaces that lack -------------------------------------------------------------

# A stop behind a word, a year or a bracket, a mark, and a word with a capital.
_GLUED = re.compile(
    r"(?P<stop>[.!?](?:(?<=[^\W\d_][^\W\dA-Z_].)|(?<=[12]\d\d\d.)|(?<=[)\]%].)"
    r"|(?<=[ap]\.m.))[.!?]*)"
    r"(?P<mark>[\"”’“‘)]?)(?=[\"“‘]?"
    r"(?:[A-Z][A-Za-z]*(?:['’,;:]?[\s-]|['’]s|[.!?](?:\s|$))|(?:[A-Z]\.){2}))"
)
_OPENED = re.compile(r"“(?<=[\w,.:;!?].)(?=[\w'‘])")
_CLOSED = re.compile(r"”(?<=[\w,.!?].)(?=\w)|[,;](?<=[a-z][a-z].)(?=[A-Za-z][a-z])")
_PARTS = re.compile(r"[^\r\n]+")
_DASH = re.compile(r"(?<=[^\W\d_,])–(?=[^\W_])|(?<=\d)–(?=[^\W\d_])")
_NEAR = 60  # characters; longer than any word before a stop


def _spaced(article: Article) -> Article:
    """The article with a space between a mark and a word that is glued to it."""
    done = "no space behind a stop, as in {}; one is read"
    edits = substitutions(_GLUED, article.text, _space)
    shown = article.text[edits[0][0] - 8 : edits[0][1] + 8] if edits else ""
    article = edited(article, edits, done, shown)
    edits = substitutions(_OPENED, article.text, lambda found: " " + found[0])
    article = edited(article, edits)
    article = edited(article, substitutions(_CLOSED, article.text, _space_behind))
    return edited(article, _dashes(article.text))


def _space(found: re.Match[str]) -> str | None:
    """A stop with its mark and a space; None if no sentence ends there."""
    text, mark = found.string, found["mark"]
    if _domain().match(text, found.end("stop")):
        return None
    if mark in ("“", "‘") or (mark == '"' and found.end() - 1 in _opening(text)):
        return _space_behind(found) and found["stop"] + " " + mark
    return _space_behind(found)


def _space_behind(found: re.Match[str]) -> str | None:
    """A mark and a space; None behind a short form or inside an address."""
    start = found.start()
    odd = _no_stop().search(found.string, max(0, start - _NEAR), start)
    return None if odd else found[0] + " "


@cache
def _no_stop() -> re.Pattern[str]:
    """What stands before a stop that ends no sentence, or makes the whole a name."""
    return re.compile(rf"(?:[@/\\]\S*|\b(?:www|https?)\S*|\b(?i:{_any('title')}))$")


@cache
def _domain() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_any('domain')})\b")


@cache
def _sure_dash() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W_,])–(?=(?:{_any('function')})\b)")


def _any(kind: str) -> str:
    return "|".join(sorted(words_of("formats", kind)))


@lru_cache(maxsize=1)
def _opening(text: str) -> frozenset[int]:
    """Where straight marks open: the marks before one in its line are in pairs."""
    found, inside = [], False
    for sign in re.finditer(r'["\r\n]', text):
        inside = sign[0] == '"' and not inside
        if inside:
            found.append(sign.start())
    return frozenset(found)


def _dashes(text: str) -> list[Edit]:
    """En dashes in place of dashes as long ones, in lines where one surely is such."""
    if "–" not in text:
        return []
    return [
        (*dash.span(), "—")
        for line in _PARTS.finditer(text)
        if _sure_dash().search(line[0])
        for dash in _DASH.finditer(text, *line.span())
    ]


def _unwrapped(article: Article) -> Article:
    """The article with its lines joined as they were broken, markup and all."""
    return article if is_page(article.text) else unwrapped(article)


_STEPS = (
    without_rtf,
    unescaped,
    decoded_again,
    _unwrapped,
    without_html,
    _plain_characters,
    without_markdown,
    _spaced,
)
