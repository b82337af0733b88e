"""Mutants: one thing changed, the same ones for a seed, each of them code."""

from __future__ import annotations

import json

import pytest
from benchmarks.mutants import GROUPS, RECORD, ROOT, mutants, sample

SOURCE = "def inside(a: int, at: int, b: int) -> bool:\n    return a <= at < b\n"


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_has_modules_and_tests(name):
    """No file of a group has moved away."""
    group = GROUPS[name]
    assert all(list(ROOT.glob(module)) for module in group.modules)
    assert all((ROOT / test).exists() for test in group.tests)


def test_a_mutant_changes_one_thing(tmp_path):
    """All but its span is the module, and no two are the same."""
    path = tmp_path / "module.py"
    path.write_text(SOURCE, "utf-8")
    found = mutants(str(path))
    changed = {mutant.source for mutant in found}
    assert len(changed) == len(found)
    assert SOURCE not in changed
    assert {(mutant.before, mutant.after) for mutant in found} == {
        ("a <= at < b", "(a < at < b)"),
        ("a <= at < b", "(a <= at <= b)"),
        ("return a <= at < b", "return None"),
    }


def test_a_seed_draws_the_same_mutants():
    """As many as asked for, others by another seed."""
    group = GROUPS["measures"]
    assert sample(group, 3, 5) == sample(group, 3, 5) != sample(group, 4, 5)
    assert len(sample(group, 3, 5)) == 5


def test_every_survivor_on_record_gives_its_reason():
    """What no test notices is counted and explained."""
    record = json.loads(RECORD.read_text("utf-8"))
    survived = sum(of - killed for killed, of in record["by group"].values())
    assert survived == len(record["survivors"])
    assert all(survivor["reason"] for survivor in record["survivors"])
