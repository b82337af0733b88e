"""The words of the glossary, linked and explained where a chapter first uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
                _link_terms(text, left, link)


def _definitions(glossary: nodes.document) -> dict[str, tuple[str, str]]:
    """For each term, in lower case: its anchor and its definition, longest first."""
    found = {}
    for item in glossary.findall(nodes.definition_list_item):
        definition = " ".join(item[-1].astext().split())
        for term in item.findall(nodes.term):
            name = re.sub(r"\s*\(.*\)", "", term.astext()).lower()
            found[name] = (term["ids"][0], definition)
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


def _link_terms(text: nodes.Text, left: dict[str, tuple[str, str]], link: str) -> None:
    """Replace the first uses in one stretch of text; what is linked leaves `left`."""
    parts: list[nodes.Node] = []
    rest = str(text)
    while match := _first(rest, left):
        word = match[0]
        name = match[1].lower()
        anchor, definition = left.pop(name)
        reference = nodes.reference(
            "",
            word,
            refuri=f"{link}#{anchor}",
            reftitle=definition,
            internal=True,
            classes=["term"],
        )
        parts += [nodes.Text(rest[: match.start()]), reference]
        rest = rest[match.end() :]
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(rest)])


def _first(text: str, left: Mapping[str, object]) -> re.Match[str] | None:
    if not left:
        return None
    names = "|".join(map(re.escape, left))
    return re.search(rf"\b({names})s?\b", text, re.I)


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
