"""Annotations as files: one of each kind for an article, and the type system once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote as percent_encoded

from analysis.corpus.articles import CorpusError, fault
from analysis.document import Document
from analysis.exports.cas import as_cas, type_system
from analysis.exports.web_annotation import web_annotations
from analysis.tabular.folders import replaced

_LONGEST = 150  # characters of a file's name before its ending


def write_annotations(
    documents: Iterable[Document],
    folder: Path | str,
    fail: Callable[[CorpusError], None] | None = None,
) -> list[Path]:
    """Write `ID.annotations.json` and `ID.xmi` of each article, and `TypeSystem.xml`.

    What a file's name cannot hold is percent-encoded; a long id is cut and ends in a
    part of its hash.  The folder has all new files or none, and the others in it stay.
    `fail` is called with what nobody foresaw in an article; without it, that is raised.
    Raises `CorpusError` without the extra `exports`, and writes nothing where there is
    nothing to write.
    """
    types = type_system()
    written: list[str] = []
    with replaced(folder) as draft:
        for document in documents:
            stem = file_stem(document.article.id)
            try:
                page = json.dumps(
                    web_annotations(document), ensure_ascii=True, indent=1
                )
                cas = as_cas(document, types)
            except Exception as error:
                if fail is None:
                    raise
                fail(fault(error, document.article))
                continue
            names = f"{stem}.annotations.json", f"{stem}.xmi"
            # A lone surrogate is no character that a file could hold: it stays escaped.
            (draft / names[0]).write_text(page + "\n", encoding="utf-8")
            cas.to_xmi(draft / names[1])
            written += names
        if written:
            written.insert(0, "TypeSystem.xml")
            types.to_xml(draft / written[0])
    return [Path(folder, name) for name in written]


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
