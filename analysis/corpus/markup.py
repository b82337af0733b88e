"""Markup that a page left in a text: tags, scripts and attributes, no words of it."""

from __future__ import annotations

import re

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


def first_tag(text: str) -> tuple[int, str] | None:
    """The place of the first tag of a text, and the tag.

    >>> first_tag("So <b>be</b> it.")
    (3, '<b>')
    """
    found = _TAG.search(text)
    return (found.start(), found[0].partition(">")[0] + ">") if found else None
