"""The rules: each described, and each example decided by the rule it stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from analysis.corpus import REPOSITORY, Article, Segment
from analysis.lexicons import rows
from analysis.reading import Reading, read_article

SOURCES = [
    path
    for path in sorted((REPOSITORY / "analysis").glob("*.py"))
    if path.stem not in ("explain", "rows")  # they pass on what others decided
]
RULES = rows("rules")
EXCERPT = "> "  # opens the last line of an example where it is an excerpt


def _read(row: dict[str, str]) -> Reading:
    """An example read; an excerpt in it is its source's."""
    text = row["example"].replace("\\n", "\n")
    head, mark, rest = text.partition(EXCERPT)
    text = head + rest
    excerpt = Segment(len(head), len(text), "excerpt", row["source"])
    return read_article(Article("a", text, declared=(excerpt,) if mark else ()))


@pytest.mark.parametrize("row", RULES, ids=[row["rule"] for row in RULES])
def test_example_is_decided_by_its_rule(row):
    """An example gives an attribution, or a quote, by its rule, source and cue."""
    reading = _read(row)
    if row["applies_to"] == "quotes":
        decided = [
            (q.rule, q.speaker_start, q.speaker_end, q.cue) for q in reading.quotes
        ]
    else:
        decided = [
            (a.rule, a.source_start, a.source_end, a.cue) for a in reading.attributions
        ]
    found = {
        (rule, reading.article.text[start:end] if end else "", cue or "")
        for rule, start, end, cue in decided
    }
    assert (row["rule"], row["source"], row["cue"]) in found


def test_rows_are_whole():
    """A rule has one row, which says what it reads, what it does and why."""
    assert len({row["rule"] for row in RULES}) == len(RULES)
    for row in RULES:
        assert row["applies_to"] in ("quotes", "attributions", "both")
        assert row["what"].endswith(".")
        assert row["reason"]


def test_every_rule_of_the_library_has_a_row():
    """The rules named in the sources are those of the list, and no others."""
    assert set(_named_rules()) == {row["rule"] for row in RULES}


# --- the rules that the sources name ------------------------------------------


@cache
def _trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)


def _named_rules() -> Iterator[str]:
    """Every string that a call in the sources passes as `rule`."""
    places = dict(_places_of_rule())
    for tree in _trees():
        assigned = _assigned(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            place = (
                places.get(call.func.id) if isinstance(call.func, ast.Name) else None
            )
            given = [k.value for k in call.keywords if k.arg == "rule"]
            if place is not None:
                given += call.args[place : place + 1]
            for value in given:
                yield from _strings(value, assigned)


def _places_of_rule() -> Iterator[tuple[str, int]]:
    """Each class and function that takes a `rule`, and its place there."""
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [s for s in node.body if isinstance(s, ast.AnnAssign)]
                names = [field.target.id for field in fields]
            elif isinstance(node, ast.FunctionDef):
                names = [one.arg for one in node.args.args]
            else:
                continue
            if "rule" in names:
                yield node.name, names.index("rule")


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Each name of a module with what it is set to, in functions too."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(value)
    return found


def _strings(value: ast.expr, assigned: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The strings that an expression can be; what it takes from a record are none."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _strings(value.body, assigned)
        yield from _strings(value.orelse, assigned)
    elif isinstance(value, ast.Dict):
        for one in value.values:
            yield from _strings(one, assigned)
    elif isinstance(value, ast.Subscript):
        yield from _strings(value.value, assigned)
    elif isinstance(value, ast.Name) and value.id in assigned:
        for one in assigned[value.id]:
            yield from _strings(one, assigned)
    elif not (
        (isinstance(value, ast.Attribute) and value.attr == "rule")
        or (isinstance(value, ast.Name) and value.id == "rule")
    ):
        raise AssertionError(f"no rule can be read in: {ast.unparse(value)}")
