"""Markdown read as the words that it marks; block quotes keep their sign."""

from __future__ import annotations

import re

from analysis.corpus.articles import FACTS, Article, Fact
from analysis.corpus.edits import Edit, edited
from analysis.corpus.facts import iso_day, with_facts

# What each mark encloses is the group `words`.
_IMAGE = re.compile(r"!\[(?:[^\[\]\n]*)\]\([^()\s]*(?: \"[^\"\n]*\")?(?P<words>)\)")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]+)\]\((?:https?:|mailto:|[/#.])[^()\s]*(?: \"[^\"\n]*\")?\)"
)
_REFERENCE = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\[[\w -]{0,30}\]")
_TARGET = re.compile(
    r"(?m:^ {0,3}\[[^\]\n]+\]:[ \t]*(?:https?:|/|#)[^\n]*(?P<words>)$)"
)

_STRONG = re.compile(
    r"(?<![\w*])(?P<mark>\*{2,3}|__)(?=[^\s*_])(?P<words>[^*\n]+?)(?<=\S)(?P=mark)(?![\w*])"
)
_HEADING = re.compile(r"(?m:^#{1,6}[ \t]+(?P<words>[^\W_].*?)[ \t#]*$)")
_SLANTED = re.compile(
    r"(?<![\w*\\])(?P<mark>[*_])(?=[^\s*_])(?P<words>[^*\n]+?)(?<=[^\s\\])(?P=mark)(?![\w*])"
)
_ESCAPE = re.compile(r"\\(?P<words>[*_#`\[\]()>.!-])")
_FRONT = re.compile(
    r"---[ \t]*\r?\n(?P<entries>(?:[\w-]+:[^\n]*\n|[ \t-].*\n)+)---[ \t]*(?:\r?\n|$)"
)
_ENTRY = re.compile(r"(?m:^(?P<name>\w+):(?P<value>.*)$)")
_SURE = (_IMAGE, _LINK, _STRONG, _TARGET)


def without_markdown(article: Article) -> Article:
    """The article with the marks of Markdown left out, with a warning.

    A text is Markdown if it has a link, an image or strong words, or two headings.

    >>> article = without_markdown(Article("a", "**No,** [she](http://a.b/) _said_."))
    >>> article.text
    'No, she said.'
    """
    article = _without_front_matter(article)
    text = article.text
    if not any(sign in text for sign in ("](", "**", "__", "# ")):
        return article
    headings = len(_HEADING.findall(text))
    if headings < 2 and not any(pattern.search(text) for pattern in _SURE):
        return article
    done = "Markdown such as {}; it is read without its marks"
    for pattern in (*_SURE, _REFERENCE, _HEADING, _SLANTED, _ESCAPE):
        if found := pattern.search(article.text):
            edits = _peeled(pattern, article.text)
            article, done = edited(article, edits, done, shown=found[0]), ""
    return article


def _without_front_matter(article: Article) -> Article:
    """The article with what stands between two lines of `---` at its top as facts."""
    front = _FRONT.match(article.text)
    if front is None:
        return article
    facts: dict[str, Fact] = {}
    for line in _ENTRY.finditer(front["entries"]):
        name, value = line["name"].lower(), line["value"].strip(" \t\"'")
        if name in FACTS and value:
            day = iso_day(value) if name == "date" else value
            facts[name] = Fact(day, "stated", line[0].strip())
    article = edited(article, [(*front.span(), "")], "a head of facts; it is no text")
    return with_facts(article, facts)


def _peeled(pattern: re.Pattern[str], text: str) -> list[Edit]:
    """Edits that leave only the words of each match."""
    edits: list[Edit] = []
    for found in pattern.finditer(text):
        start, end = found.span("words")
        edits += [(found.start(), start, ""), (end, found.end(), "")]
    return [edit for edit in edits if edit[0] < edit[1]]
