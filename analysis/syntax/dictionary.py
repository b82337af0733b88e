"""The dictionary of word forms that comes with lemminflect.

    lemmas(word) -> {part of speech: base forms}
    inflections(base, part) -> {Penn tag: forms}

They say what lemminflect's `getAllLemmas` and `getAllInflections` say of words in lower
case, auxiliary and modal verbs aside, but are ready in a tenth of the time.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

Part = Literal["VERB", "NOUN"]
# The tags of the forms of a base in the order of the file, and those of the base.
_FORMS = {
    "noun": (("NNS",), ("NN",)),
    "adj": (("JJR", "JJS"), ("JJ",)),
    "adv": (("RBR", "RBS"), ("RB",)),
    "verb": (("VBD", "VBN", "VBG", "VBZ"), ("VB", "VBP")),
    "aux": ((), ("VB",)),
    "modal": ((), ("VB",)),
}
_MODALS = frozenset(("can", "dare", "may", "must", "ought", "shall", "will"))
_TAGS = {"VERB": ("V", "M"), "NOUN": ("N",)}  # what the tags of a part begin with


def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """The base forms of a word in lower case, by the part of speech it then is.

    >>> lemmas("claims")
    {'NOUN': ('claim',), 'VERB': ('claim',)}
    """
    found = {}
    for row in _rows("lemma_lu.csv.gz", word):
        part, _, bases = row.partition(",")
        found["AUX" if part == "modal" else part.upper()] = tuple(bases.split("/"))
    for row in _rows("lemma_overrides.csv", word):
        part, _, base = row.partition(",")
        found[part] = (base,)
    return found


def inflections(base: str, part: Part) -> dict[str, tuple[str, ...]]:
    """The forms of a base in lower case, by their Penn tags; none of a modal verb.

    >>> inflections("go", "VERB")["VBZ"]
    ('goes',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in () if base in _MODALS else _rows("infl_lu.csv.gz", base):
        category, *forms = row.split(",")
        tags, base_tags = _FORMS[category]
        for tag, spellings in zip(tags, forms, strict=False):
            if spellings:
                found[tag] = tuple(spellings.split("/"))
        found.update(dict.fromkeys(base_tags, (base,)))
    for row in _rows("infl_overrides.csv", base):
        tag, _, form = row.partition(",")
        found[tag] = (form,)
    return {tag: forms for tag, forms in found.items() if tag.startswith(_TAGS[part])}


def _rows(name: str, word: str) -> Iterator[str]:
    """What the rows of a word say in a file of the dictionary."""
    lines, begins = _lines(name), f"{word},"
    for k in range(bisect_left(lines, begins), len(lines)):
        if not lines[k].startswith(begins):
            break
        yield lines[k][len(begins) :]


@cache
def _lines(name: str) -> list[str]:
    raw = files("lemminflect").joinpath("resources", name).read_bytes()
    text = gzip.decompress(raw) if name.endswith(".gz") else raw
    return sorted(text.decode().splitlines())
