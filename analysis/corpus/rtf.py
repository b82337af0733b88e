"""Rich Text Format read as the text it holds."""

from __future__ import annotations

import re

from analysis.corpus.articles import Article
from analysis.corpus.edits import Edit, edited
from analysis.lexicons import words_of

_TOKEN = re.compile(
    r"\\(?:'(?P<byte>[0-9a-fA-F]{2})|(?P<word>[a-z]+)(?P<number>-?\d+)? ?"
    r"|(?P<sign>[^a-z]))|(?P<brace>[{}])|(?P<line>[\r\n]+)"
)
_WORDS = {
    "par": "\n\n", "line": "\n", "sect": "\n\n", "page": "\n\n", "row": "\n",
    "cell": " ", "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "\n": "\n\n", "\r": "\n\n"}


def without_rtf(article: Article) -> Article:
    r"""The article with Rich Text Format read as text, with a warning.

    >>> without_rtf(Article("a", r"{\rtf1{\fonttbl Arial;}\b No,\b0  he said.}")).text
    'No, he said.'
    """
    if not article.text.lstrip("\ufeff \r\n").startswith("{\\rtf"):
        return article
    return edited(article, _edits(article.text), "RTF; it is read without its marks")


def _edits(text: str) -> list[Edit]:
    edits: list[Edit] = []
    depth, hidden = 0, 0  # braces open; how deep the group lies that is left out
    skip, at = 0, 0  # characters that stand in for one by number; where we are
    for found in _TOKEN.finditer(text):
        between = found.start() - at
        if hidden and between:
            edits.append((at, found.start(), ""))
        elif skip and between:
            edits.append((at, at + 1, ""))
            skip = 0
        at = found.end()
        depth, hidden = _depths(found, depth, hidden)
        new = "" if hidden or (skip and found["byte"]) else _meaning(found)
        skip = 1 if found["word"] == "u" and not hidden else 0
        edits.append((*found.span(), new))
    return [*edits, (at, len(text), "")] if hidden and at < len(text) else edits


def _depths(found: re.Match[str], depth: int, hidden: int) -> tuple[int, int]:
    """The braces open behind a mark, and how deep the group lies that is left out."""
    if found["brace"]:
        depth += 1 if found[0] == "{" else -1
        return depth, 0 if depth < hidden else hidden
    if not hidden and _is_apart(found):
        return depth, depth
    return depth, hidden


def _is_apart(found: re.Match[str]) -> bool:
    """Whether a group that begins so holds no words of the text."""
    return (found["word"] or found["sign"]) in words_of("formats", "rtf")


def _meaning(found: re.Match[str]) -> str:
    """The words that a mark of the format stands for."""
    if found["byte"]:
        return bytes.fromhex(found["byte"]).decode("cp1252", "replace")
    if found["word"] == "u" and found["number"]:
        return chr(int(found["number"]) % 0x10000)
    if found["sign"]:
        return found["sign"] if found["sign"] in "\\{}" else _SIGNS.get(found[0][1], "")
    return _WORDS.get(found["word"] or "", "")
