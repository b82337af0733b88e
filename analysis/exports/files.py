"""Annotations as files: one of each kind for an article, and the type system once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote as percent_encoded

from analysis.document import Document
from analysis.exports.cas import as_cas, type_system
from analysis.exports.web_annotation import web_annotations

_LONGEST = 150  # characters of a file's name before its ending


def write_annotations(documents: Iterable[Document], folder: Path | str) -> list[Path]:
    """Write `ID.annotations.json` and `ID.xmi` of each article, and `TypeSystem.xml`.

    What a file's name cannot hold is percent-encoded; a long id is cut and ends in a
    part of its hash.  Raises `CorpusError` without the extra `exports`.
    """
    folder = Path(folder)
    types = type_system()
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / "TypeSystem.xml"]
    types.to_xml(written[0])
    for document in documents:
        stem = file_stem(document.article.id)
        page, xmi = folder / f"{stem}.annotations.json", folder / f"{stem}.xmi"
        # A lone surrogate is no character that a file could hold: it stays escaped.
        text = json.dumps(web_annotations(document), ensure_ascii=True, indent=1)
        page.write_text(text + "\n", encoding="utf-8")
        as_cas(document, types).to_xmi(xmi)
        written += [page, xmi]
    return written


def file_stem(name: str) -> str:
    """A name that every file system takes, another for each id.

    >>> file_stem("2014/06 “Peace”")
    '2014%2F06%20%E2%80%9CPeace%E2%80%9D'
    """
    stem = percent_encoded(name, safe="", errors="backslashreplace").replace(".", "%2E")
    if len(stem) <= _LONGEST:
        return stem
    mark = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{stem[:_LONGEST]}-{mark}"
