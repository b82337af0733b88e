"""Mutants: one thing changed, the same ones for a seed, each of them code."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import pytest
from benchmarks.mutants import (
    GROUPS,
    RECORD,
    ROOT,
    UNMET,
    Mutant,
    in_children,
    mutants,
    sample,
    swap,
)

from analysis.measures.pronouns import n_we

WE = "analysis/measures/pronouns.py"
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


def test_a_mutant_takes_the_place_of_a_function():
    """In a child alone; one that changes nothing is not noticed."""

    def run(mutant: Mutant) -> int:
        assert swap(mutant)
        return int(n_we("We won.", [(0, 7)], []) != 1)

    changed = next(mutant for mutant in mutants(WE) if mutant.after == "return None")
    idle = changed._replace(after=f"{changed.before} or 0")
    assert in_children(run, [changed, idle], 1, math.inf) == [True, False]
    assert n_we("We won.", [(0, 7)], []) == 1


def test_a_fault_of_the_runner_is_no_mutant_killed():
    """It ends the run, whose figures would be of nothing."""
    with pytest.raises(RuntimeError):
        in_children(lambda _: 1 // 0, [None], 1, math.inf)


@pytest.mark.parametrize(
    ("module", "status"), [(WE, 1), ("book/report/same_pdf.py", UNMET)]
)
def test_a_mutant_of_its_own_process_is_imported(module, status):
    """And one that is not says so, in place of passing for a survivor."""
    changed = next(mutant for mutant in mutants(module) if "return" in mutant.after)
    command = [sys.executable, "-m", "benchmarks.mutants", "--one"]
    done = subprocess.run(
        [*command, json.dumps([changed, [WE]])], cwd=ROOT / "tests", check=False
    )
    assert done.returncode == status


def test_every_survivor_on_record_gives_its_reason():
    """What no test notices is counted and explained."""
    record = json.loads(RECORD.read_text("utf-8"))
    survived = sum(of - killed for killed, of in record["by group"].values())
    assert survived == len(record["survivors"])
    assert all(survivor["reason"] for survivor in record["survivors"])
