"""Regular expressions that every supported Python matches alike."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from report.seeds import REPOSITORY

# CPython issue 106052: before 3.11.5 a possessive quantifier over a group that holds
# another quantifier takes what it should have given back.
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]*\})\+")
FILES = [
    path
    for folder in ("analysis", "book", "tests")
    for path in sorted((REPOSITORY / folder).rglob("*.py"))
]


def _strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_possessive_quantifier_over_a_group(path):
    """No string of the code holds what Python 3.11.0 to 3.11.4 match wrongly."""
    assert not [text for text in _strings(path) if _POSSESSIVE_GROUP.search(text)]


@pytest.mark.parametrize(
    ("pattern", "forbidden"),
    [
        ("(?:a|b)*" + "+", True),
        ("(ab){2,}" + "+", True),
        ("[)]++", False),
        ("a++", False),
    ],
)
def test_the_construct_is_recognised(pattern, forbidden):
    """A quantifier over a class or a letter is no quantifier over a group."""
    assert bool(_POSSESSIVE_GROUP.search(pattern)) is forbidden
