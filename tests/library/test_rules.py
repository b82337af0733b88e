"""The rules: each described, and each example decided by the rule it stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest
from benchmarks.polnear.__main__ import read_record
from bs4 import BeautifulSoup
from report.pages.html import example_spans, rule_list
from report.rules import MADE_ON, NOT_MEASURED, rule_facts, rule_table
from report.seeds import REPOSITORY

from analysis.corpus.articles import Article, Segment
from analysis.document import Document, analyze_article
from analysis.lexicons import rows

SOURCES = sorted((REPOSITORY / "analysis" / "attribution").glob("*.py"))
RULES = rows("rules")
EXCERPT = "> "  # opens the last line of an example where it is an excerpt


def _read(row: dict[str, str]) -> Document:
    """An example read; an excerpt in it is its source's."""
    text = row["example"].replace("\\n", "\n")
    head, mark, rest = text.partition(EXCERPT)
    text = head + rest
    excerpt = Segment(len(head), len(text), "excerpt", row["source"])
    return analyze_article(Article("a", text, declared=(excerpt,) if mark else ()))


@pytest.mark.parametrize("row", RULES, ids=[row["rule"] for row in RULES])
def test_example_is_decided_by_its_rule(row):
    """An example gives what its rule applies to, by that rule, source and cue."""
    reading = _read(row)
    if row["applies_to"] == "quotes":
        decided = [
            (q.rule, q.speaker_start, q.speaker_end, q.cue) for q in reading.quotes
        ]
    else:
        attitudes = row["applies_to"] == "attitudes"
        claims = reading.attitudes if attitudes else reading.attributions
        decided = [(a.rule, a.source_start, a.source_end, a.cue) for a in claims]
    found = {
        (rule, reading.article.text[start:end] if end else "", cue or "")
        for rule, start, end, cue in decided
    }
    assert (row["rule"], row["source"], row["cue"]) in found


def test_rows_are_whole():
    """A rule has one row, which says what it reads and what it does."""
    assert len({row["rule"] for row in RULES}) == len(RULES)
    for row in RULES:
        assert row["applies_to"] in ("quotes", "attributions", "both", "attitudes")
        assert row["what"].endswith(".")


def test_every_rule_of_the_library_has_a_row():
    """The rules named in the sources are those of the list, and no others."""
    assert set(_named_rules()) == {row["rule"] for row in RULES}


# --- the rules on their page --------------------------------------------------


@pytest.fixture(scope="module")
def shown():
    """The table of the rules, parsed."""
    return BeautifulSoup(rule_list(rule_table(), "Rules").html, "html.parser")


def test_page_shows_every_rule_with_what_it_does(shown):
    """Each rule has one row, in the order of the list, at a place of its own."""
    lines = shown.select("tbody tr")
    assert len(lines) == len(RULES) == rule_facts()["rules_n"]
    for line, row in zip(lines, RULES, strict=True):
        assert line["id"] == f"rule-{row['rule']}"
        assert line.select_one("th[scope=row]").get_text() == row["rule"]
        assert line.select_one("p").get_text() == row["what"]


@pytest.mark.parametrize("row", RULES, ids=[row["rule"] for row in RULES])
def test_example_marks_its_source_and_cue(shown, row):
    """The bold words are the source, the underlined the cue, the text is whole."""
    example = shown.select_one(f"#rule-{row['rule']} .rule-example")
    assert "".join(b.get_text() for b in example.select("b")) == row["source"]
    assert "".join(u.get_text() for u in example.select("u")) == row["cue"]
    assert example.get_text() == row["example"].replace("\\n", "")


@pytest.mark.parametrize("row", RULES, ids=[row["rule"] for row in RULES])
def test_marked_source_is_the_one_the_rule_found(row):
    """Where a word stands twice in an example, the one that counts is marked."""
    found = _read(row)
    source, cue = example_spans(row["example"].replace(r"\n", "\n"), row)
    decided = (*found.quotes, *found.attributions, *found.attitudes)
    ours = [one for one in decided if one.rule == row["rule"]]
    starts = {getattr(o, "source_start", getattr(o, "speaker_start", -1)) for o in ours}
    assert (source[0] if source else None) in starts
    assert (cue[0] if cue else None) in {one.cue_start for one in ours}


def test_shares_shown_are_the_recorded_ones():
    """A share is the recorded one; a star says that the rule was made there."""
    table = rule_table().set_index("rule")
    splits = {name: s["rules"] for name, s in read_record()["splits"].items()}
    n, share = _share(splits["dev"]["quotes"]["cue-after"])
    assert table.loc["cue-after", "quotes"] == f"{share:.0%} of {n}"
    n, share = _share(splits["train"]["indirect"]["asked"])
    few, _ = _share(splits["dev"]["indirect"]["asked"])
    assert few < rule_facts()["rules_fewest"]
    assert table.loc["asked", "claims"] == f"{share:.0%} of {n}{MADE_ON}"
    assert table.loc["lead-in", "quotes"] == NOT_MEASURED


def _share(mentions: dict[str, dict[str, int]]) -> tuple[int, float]:
    n = sum(counts["n"] for counts in mentions.values())
    return n, sum(counts["right"] for counts in mentions.values()) / n


def test_what_a_rule_never_decides_is_missing():
    """Rules for quotes have no share of claims, that for questions none of quotes."""
    table = rule_table()
    for column, kind in (("quotes", "attributions"), ("claims", "quotes")):
        none = {row["rule"] for row in RULES if row["applies_to"] == kind}
        assert set(table.loc[table[column].isna(), "rule"]) == none


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
