"""What notebooks and built pages say: prose without code and fields, and the HTML."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup
from report.multiverse.ledger import ALL_CLAIMS, SURE
from report.seeds import REPOSITORY

BOOK = REPOSITORY / "book"
NOTEBOOKS = sorted(BOOK.glob("*.ipynb"))
TOC = yaml.safe_load((REPOSITORY / "_toc.yml").read_text("utf-8"))
# Every page of the contents.
LISTED = [TOC["root"], *(c["file"] for p in TOC["parts"] for c in p["chapters"])]
# The main story: the first page and the chapters of the first part.
MAIN = [
    Path(file).name
    for file in (TOC["root"], *(c["file"] for c in TOC["parts"][0]["chapters"]))
]
# Fields and code hold no prose; link targets are addresses, list numbers layout.
_NOT_PROSE = re.compile(
    r"```.*?```|\{[^}]*\}|`[^`]*`|\]\([^)]*\)|<[^>]*>|^\d+\. ", re.S | re.M
)


@cache
def parsed(path: Path) -> BeautifulSoup:
    """A built page, read once for all tests of a worker; none may change it."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@cache
def _ids(path: Path) -> set[str]:
    return {tag["id"] for tag in parsed(path).find_all(id=True)}


def leads_somewhere(site: Path, page: Path, link: str) -> bool:
    """Whether a link on a page leads elsewhere, or to a file and place of the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = page
    if parts.path:  # from the root of the host, or from the page
        base = site if parts.path.startswith("/") else page.parent
        target = (base / unquote(parts.path).lstrip("/")).resolve()
    if target.is_dir():
        target /= "index.html"
    if not target.is_file() or not target.is_relative_to(site):
        return False
    if not parts.fragment or target.suffix != ".html":
        return True
    return unquote(parts.fragment) in _ids(target)


def cells(path: Path, *kinds: str) -> list[dict]:
    """The cells of some kinds, in order."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] in kinds]


def calls(path: Path, name: str) -> list[ast.Call]:
    """The calls of a function in the code of a notebook."""
    return [
        node
        for cell in cells(path, "code")
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name
    ]


def prose(path: Path) -> str:
    """The text that a reader reads, computed parts and addresses left out.

    Markdown, and each text of more than a word in the code: what is handed to `prose`,
    the words of figures, the captions of tables.
    """
    texts = []
    for cell in cells(path, "markdown", "code"):
        source = "".join(cell["source"])
        texts += [source] if cell["cell_type"] == "markdown" else _strings(source)
    return plain("\n\n".join(texts))


def _strings(source: str) -> list[str]:
    """The texts in code that have more than a word."""
    nodes = ast.walk(ast.parse(source))
    found = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return [t for t in found if isinstance(t, str) and re.search(r"\s", t.strip())]


def plain(text: str) -> str:
    """Text without its fields, code, addresses and tags."""
    return _NOT_PROSE.sub(" ", text)


def claims() -> dict[str, str]:
    """What the claims say, by slug: title, sentence, test, what would overturn it."""
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
