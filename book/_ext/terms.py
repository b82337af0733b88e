"""The words of the glossary, linked and explained where a chapter first uses them."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

GLOSSARY = "book/glossary"
# What stands on other pages, or is no running text.
_OTHER = (nodes.reference, nodes.literal, nodes.title, nodes.caption, nodes.term)


def explain_terms(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Link the first use of each term in a chapter to its entry.

    The definition is the title of the link: a tooltip without scripts, and what
    `report.js` shows to the keyboard.
    """
    chapter = page.startswith("book/") and not page.startswith("book/article-")
    if page == GLOSSARY or not chapter or app.builder.name != "html":
        return
    link = app.builder.get_relative_uri(page, GLOSSARY)
    left = _definitions(app.env.get_doctree(GLOSSARY))
    for paragraph in list(doctree.findall(nodes.paragraph)):
        for text in list(paragraph.findall(nodes.Text)):
            if not (_inside(text, _OTHER) or _in_raw_link(text)):
                text.parent.replace(text, _linked(text, left, link))


def _definitions(glossary: nodes.document) -> dict[str, tuple[str, str]]:
    """For each term, in lower case: its anchor and its definition, longest first."""
    found = {}
    for item in glossary.findall(nodes.definition_list_item):
        definition = " ".join(item[-1].astext().split())
        for term in item.findall(nodes.term):
            name = re.sub(r"\s*\(.*\)", "", term.astext()).lower()
            found[name] = (term["ids"][0], definition)
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


def _linked(text: str, left: dict[str, tuple[str, str]], link: str) -> list[nodes.Node]:
    """A stretch of text with first uses as links; what is linked leaves `left`."""
    parts: list[nodes.Node] = []
    while left:
        names = "|".join(map(re.escape, left))
        before, *found = re.split(rf"\b(({names})s?)\b", text, maxsplit=1, flags=re.I)
        if not found:
            break
        word, name, text = found
        anchor, definition = left.pop(name.lower())
        shown = {"refuri": f"{link}#{anchor}", "reftitle": definition}
        term = nodes.reference("", word, **shown, internal=True, classes=["term"])
        parts += [nodes.Text(before), term]
    return [*parts, nodes.Text(text)]


def _in_raw_link(text: nodes.Text) -> bool:
    """Whether a link in HTML of our own stands open before the text."""
    before = text.parent.children[: text.parent.index(text)]
    raw = "".join(node.astext() for node in before if isinstance(node, nodes.raw))
    return raw.count("<a ") > raw.count("</a>")


def _inside(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    while node := node.parent:
        if isinstance(node, kinds):
            return True
    return False
