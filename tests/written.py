"""What the notebooks say in words: their prose, without code, fields and addresses."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from report.multiverse.ledger import ALL_CLAIMS, SURE
from report.seeds import REPOSITORY

BOOK = REPOSITORY / "book"
NOTEBOOKS = sorted(BOOK.glob("*.ipynb"))
TOC = yaml.safe_load((REPOSITORY / "_toc.yml").read_text("utf-8"))
# The main story: the first page and the chapters of the first part.
MAIN = [
    Path(file).name
    for file in (TOC["root"], *(c["file"] for c in TOC["parts"][0]["chapters"]))
]
# Fields and code hold no prose; link targets are addresses, list numbers layout.
_NOT_PROSE = re.compile(
    r"```.*?```|\{[^}]*\}|`[^`]*`|\]\([^)]*\)|<[^>]*>|^\d+\. ", re.S | re.M
)


def cells(path: Path, kind: str) -> list[dict]:
    """The cells of one kind, in order."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def trees(path: Path) -> Iterator[ast.AST]:
    """Everything in the code of a notebook."""
    for cell in cells(path, "code"):
        yield from ast.walk(ast.parse("".join(cell["source"])))


def calls(path: Path, name: str) -> list[ast.Call]:
    """The calls of a function in the code of a notebook."""
    found = [node for node in trees(path) if isinstance(node, ast.Call)]
    return [call for call in found if getattr(call.func, "id", "") == name]


def prose(path: Path) -> str:
    """The text that a reader reads, computed parts and addresses left out.

    Markdown, and each text of more than a word in the code: what is handed to `prose`,
    the words of figures, the captions of tables.
    """
    texts = ["".join(cell["source"]) for cell in cells(path, "markdown")]
    constants = [node for node in trees(path) if isinstance(node, ast.Constant)]
    texts += [
        node.value
        for node in constants
        if isinstance(node.value, str) and re.search(r"\s", node.value.strip())
    ]
    return plain("\n\n".join(texts))


def plain(text: str) -> str:
    """Text without its fields, code, addresses and tags."""
    return _NOT_PROSE.sub(" ", text)


def claims() -> dict[str, str]:
    """What the claims say, by slug: title, sentence, test, and what would overturn it."""
    return {
        c.slug: plain(
            " \n".join((c.title + ".", c.sentence, c.tested, c.overturned_by))
        )
        for c in ALL_CLAIMS
    }


def everything() -> dict[str, str]:
    """All prose by its place: notebooks, pages of Markdown, claims, labels."""
    pages = {path.stem: prose(path) for path in NOTEBOOKS}
    pages |= {path.stem: plain(path.read_text("utf-8")) for path in BOOK.glob("*.md")}
    return pages | claims() | {"labels": " ".join((*SURE, *SURE.values()))}


def main_story() -> dict[str, str]:
    """The prose of the main pages, and of the claims that are told on them."""
    return {name: prose(BOOK / f"{name}.ipynb") for name in MAIN} | claims()
