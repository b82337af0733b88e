"""Small faults put into the modules that decide, and how many of them tests notice.

A mutant is a module with one thing changed: a comparison, a number, a condition, a
return value, a member of a list.  It is sampled by a fixed seed, lives only in the
memory of one process and is met with the quick tests of its group, up to the first
that fails.  A survivor is a place where the library could be wrong in silence.

Neither mutmut nor cosmic-ray does this here: mutmut changes bodies of functions only,
where our rules are tables at module level, and draws no sample; cosmic-ray writes each
mutant over the file that others read, and starts each run from nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_suffix(".json")
LIBRARY, REPORT = "tests/library/test_", "tests/report/test_"
# A mutant that makes no end is noticed too.
LONGEST = 300  # seconds


class Group(NamedTuple):
    """The modules of one kind of decision, and its tests, likeliest to notice first."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


def _tests(folder: str, names: str) -> tuple[str, ...]:
    return tuple(f"{folder}{name}.py" for name in names.split())


GROUPS = {
    "quotes": Group(
        ("analysis/text/quotations.py", "analysis/text/quotation_marks.py"),
        _tests(LIBRARY, "quotations invented golden"),
    ),
    "attribution": Group(
        ("analysis/attribution/*.py",),
        _tests(
            LIBRARY,
            "invented sources speakers subjects rules confidence golden attributions",
        ),
    ),
    "dyad": Group(
        ("analysis/dyad/*.py",),
        _tests(LIBRARY, "invented dyad ties golden parties"),
    ),
    "measures": Group(
        ("analysis/measures/*.py",),
        _tests(LIBRARY, "measures display golden invented"),
    ),
    "tables": Group(
        ("analysis/tabular/*.py",),
        _tests(LIBRARY, "golden tables shards"),
    ),
    "multiverse": Group(
        ("book/report/multiverse/*.py",),
        _tests(REPORT, "recorded universes claims ledger"),
    ),
    "figures": Group(
        ("book/report/charts.py", "book/report/figure*.py"),
        _tests(REPORT, "recorded figures charts"),
    ),
}


class Mutant(NamedTuple):
    """A module with one thing changed, and that thing before and after."""

    module: str
    line: int
    before: str
    after: str
    span: tuple[int, int]

    @property
    def source(self) -> str:
        """The module with the change."""
        source, (start, end) = (ROOT / self.module).read_bytes(), self.span
        return (source[:start] + self.after.encode() + source[end:]).decode()


# --- what is changed ----------------------------------------------------------

_FLIPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _opposite(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    return ast.UnaryOp(ast.Not(), node)


def _operators(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            ops = [*node.ops[:at], _FLIPPED[type(operator)](), *node.ops[at + 1 :]]
            yield _with(node, ops=ops)
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _FLIPPED:
        yield _with(node, op=_FLIPPED[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _constants(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.IfExp):
        yield _with(node, test=_opposite(node.test))
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield _with(node, ifs=[*node.ifs[:at], *node.ifs[at + 1 :]])


def _members(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Set | ast.List | ast.Tuple) and len(node.elts) > 1:
        if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            for at in range(len(node.elts)):
                yield _with(node, elts=[*node.elts[:at], *node.elts[at + 1 :]])
    elif isinstance(node, ast.Slice):
        for end in ("lower", "upper"):
            if getattr(node, end) is not None:
                yield _with(node, **{end: None})
    elif isinstance(node, ast.Call):
        match node.args:
            case [one, other, *rest] if ast.Starred not in map(type, (one, other)):
                yield _with(node, args=[other, one, *rest])


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Continue | ast.Break):
        yield ast.Pass()
    elif isinstance(node, ast.Return) and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))


def _is_none(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _deciding(tree: ast.AST) -> Iterator[ast.AST]:
    """Each node of a tree but types, decorators and what only names things."""
    if isinstance(tree, ast.If | ast.While):
        yield tree.test
    for name, child in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for node in child if isinstance(child, list) else [child]:
            if isinstance(node, ast.AST) and not isinstance(node, ast.arguments):
                yield node
                yield from _deciding(node)


def mutants(module: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    source = (ROOT / module).read_bytes()
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    conditions = {
        id(node.test) for node in ast.walk(tree) if isinstance(node, ast.If | ast.While)
    }
    found: dict[tuple[int, int, str], Mutant] = {}
    for node in _deciding(tree):
        place = _place(node)
        if place is None:
            continue
        start = starts[place[0].lineno - 1] + place[0].col_offset
        end = starts[(place[1].end_lineno or 0) - 1] + (place[1].end_col_offset or 0)
        for after in _changed(node, id(node) in conditions):
            text = _text(after)
            before = " ".join(source[start:end].decode().split())
            found[start, end, text] = Mutant(
                module, place[0].lineno, before, text, (start, end)
            )
    return list(found.values())


def _changed(node: ast.AST, condition: bool) -> Iterator[ast.AST]:
    for change in (_operators, _constants, _conditions, _members, _statements):
        yield from change(node)
    if condition and isinstance(node, ast.expr) and not isinstance(node, ast.Compare):
        yield _opposite(node)


def _place(node: ast.AST) -> tuple[ast.expr, ast.expr] | None:
    """The first and the last part of a node that know their place."""
    if isinstance(node, ast.comprehension):
        return (node.target, node.ifs[-1]) if node.ifs else None
    return (node, node) if hasattr(node, "end_lineno") else None  # type: ignore


def _text(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(node)).strip()
    if isinstance(node, ast.comprehension):
        return text.removeprefix("for ")
    if isinstance(node, ast.BoolOp | ast.BinOp | ast.Compare | ast.IfExp | ast.UnaryOp):
        return f"({text})"
    return text


def _compiles(mutant: Mutant) -> bool:
    try:
        compile(mutant.source, mutant.module, "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def sample(group: Group, seed: int, size: int) -> list[Mutant]:
    """So many mutants of a group, drawn by a seed."""
    paths = sorted({path for glob in group.modules for path in ROOT.glob(glob)})
    every = [
        mutant
        for path in paths
        for mutant in mutants(path.relative_to(ROOT).as_posix())
    ]
    random.Random(seed).shuffle(every)
    return list(itertools.islice(filter(_compiles, every), size))


# --- how it is met ------------------------------------------------------------


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a mutant where the module would be."""

    def __init__(self, mutant: Mutant, name: str, path: str) -> None:
        super().__init__(name, path)
        self.mutant = mutant

    def get_code(self, fullname: str):
        return compile(self.mutant.source, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds a mutant before its module is found."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        named = mutant.module.removeprefix("book/").removesuffix(".py")
        self.name = named.removesuffix("/__init__").replace("/", ".")

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        """Come before pytest's own finder, which reads the file for its doctests."""
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: object, target: object = None):
        if fullname != self.name:
            return None
        file = str(ROOT / self.mutant.module)
        loader = _Loader(self.mutant, fullname, file)
        return importlib.util.spec_from_file_location(fullname, file, loader=loader)


def _meet(mutant: Mutant | None, tests: Sequence[str], log: Path) -> int:
    """In a child: the exit status of the tests with a mutant in the module's place."""
    os.setpgid(0, 0)
    signal.alarm(LONGEST)
    with log.open("wb") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    paths = [*tests, *([mutant.module] if mutant else ())]
    options = ("-x", "-q", "--tb=line", "-p", "no:cacheprovider", "-m", "not built")
    plugins = [_Finder(mutant)] if mutant else []
    return int(pytest.main([*options, *filter(os.path.exists, paths)], plugins))


def _start(mutant: Mutant | None, tests: Sequence[str], log: Path) -> int:
    """Start a child that has all that is not ours loaded already."""
    child = os.fork()
    if child == 0:
        status = 3
        try:
            status = _meet(mutant, tests, log)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    return child


def meet(
    todo: Sequence[tuple[Mutant | None, Sequence[str]]], jobs: int, logs: Path
) -> list[bool]:
    """Whether tests fail, for each mutant and its tests.

    None in place of a mutant is the module as it is.
    """
    killed = [False] * len(todo)
    running: dict[int, int] = {}
    waiting = list(range(len(todo)))
    while waiting or running:
        while waiting and len(running) < jobs:
            at = waiting.pop(0)
            running[_start(*todo[at], logs / f"{at}.txt")] = at
        child, status = os.wait()
        at = running.pop(child)
        killed[at] = status != 0
        mutant = todo[at][0]
        if mutant:
            told = "killed  " if killed[at] else "SURVIVED"
            print(
                f"{told} {at} {mutant.module}:{mutant.line}: "
                f"{mutant.before[:100]} -> {mutant.after[:100]}",
                flush=True,
            )
    return killed


def _warm() -> None:
    """Load what tests need and is not ours: children then need not."""
    import altair
    import lemminflect
    import nltk
    import nupunkt
    import pandas
    import pyarrow.parquet
    import textstat
    import vaderSentiment.vaderSentiment  # noqa: F401

    del altair, lemminflect, nltk, nupunkt, pandas, pyarrow, textstat


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw mutants, meet them with tests, write what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("groups", nargs="*", help=f"some of {', '.join(GROUPS)}")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--size", type=int, default=25, help="mutants in each group")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--logs", type=Path, default=ROOT / "_build" / "mutants")
    parser.add_argument("--out", type=Path, default=RECORD)
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    options.logs.mkdir(parents=True, exist_ok=True)
    names = options.groups or list(GROUPS)
    _warm()
    unchanged = [(None, GROUPS[name].tests) for name in names]
    if any(failed := meet(unchanged, options.jobs, options.logs)):
        print("These fail without any mutant:", names[failed.index(True)])
        return 1
    drawn = [
        (name, mutant)
        for name in names
        for mutant in sample(GROUPS[name], options.seed, options.size)
    ]
    killed = meet(
        [(mutant, GROUPS[name].tests) for name, mutant in drawn],
        options.jobs,
        options.logs,
    )
    _write(options.out, options.seed, drawn, killed)
    return 0


def _write(
    out: Path, seed: int, drawn: list[tuple[str, Mutant]], killed: list[bool]
) -> None:
    """Write the record; the reason of a survivor that was known already is kept."""
    known = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    fields = ("module", "before", "after")
    reasons = {
        tuple(known_one[field] for field in fields): known_one["reason"]
        for known_one in known.get("survivors", [])
    }
    of = Counter(name for name, _ in drawn)
    dead = Counter(name for (name, _), gone in zip(drawn, killed, strict=True) if gone)
    survivors = [
        {
            "module": mutant.module,
            "line": mutant.line,
            "before": mutant.before,
            "after": mutant.after,
            "reason": reasons.get((mutant.module, mutant.before, mutant.after), ""),
        }
        for (_, mutant), gone in zip(drawn, killed, strict=True)
        if not gone
    ]
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    )
    record = {
        "what": "mutants killed",
        "seed": seed,
        "by group": {name: [dead[name], of[name]] for name in of},
        "survivors": survivors,
        "commit": commit.stdout.strip(),
        "date": datetime.now(UTC).date().isoformat(),
    }
    out.write_text(
        json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(f"{sum(killed)} of {len(killed)} mutants killed; see {out}")


if __name__ == "__main__":
    sys.exit(main())
