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

import _posixsubprocess
import argparse
import ast
import copy
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import json
import math
import os
import random
import resource
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import pytest
from benchmarks.records import checked, write_record
from report.seeds import seed_documents

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_suffix(".json")
UNMET = 77  # the status of a process in which its mutant is not, by whatever fault
OURS = tuple(str(ROOT / folder) + os.sep for folder in ("analysis", "book", "tests"))
LIBRARY, REPORT = "tests/library/test_", "tests/report/test_"
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-m", "not built")


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
            "invented asked attitudes sources speakers syntax rules golden "
            "attributions ends",
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
        _tests(LIBRARY, "golden tables folders shards"),
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
                if getattr(node.func, "id", "") in ("max", "min"):
                    return  # of which the order is nothing
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


def _paths(group: Group) -> list[str]:
    paths = {path for glob in group.modules for path in ROOT.glob(glob)}
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def _with_doctests(group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*group.tests, *_paths(group))))


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
        self.name = _module(mutant.module)
        self.met = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        """Come before pytest's own finder, which reads the file for its doctests."""
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: object, target: object = None):
        if fullname != self.name:
            return None
        self.met = True
        file = str(ROOT / self.mutant.module)
        loader = _Loader(self.mutant, fullname, file)
        return importlib.util.spec_from_file_location(fullname, file, loader=loader)


class _Forking:
    """Runs the collected tests of each group once for each of its mutants, in a child.

    Nothing is imported or collected again: the code of the changed function is put in
    the place of its own.  What stands outside of functions is imported anew.
    """

    def __init__(self, drawn: Mapping[str, Sequence[Mutant]], jobs: int) -> None:
        self.drawn, self.jobs = drawn, jobs
        self.killed: dict[str, list[bool]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run a child for each mutant, and no test here."""
        _start_no_python()
        seed_documents()  # for all children that a mutant leaves them to
        every = session.items
        for name, drawn in self.drawn.items():
            met = _Met.of(session, every, GROUPS[name])
            if met is None:
                _tell(f"{name}: the tests fail without any mutant")
                return True
            self.killed[name] = in_children(met.run, drawn, self.jobs, met.longest)
            for mutant, killed in zip(drawn, self.killed[name], strict=True):
                if not killed:
                    what = f"{mutant.before}  ->  {mutant.after}"
                    _tell(f"  {mutant.module}:{mutant.line}  {what}")
            n_killed = sum(self.killed[name])
            used = f"{_of_children():,.0f} seconds of the processor so far"
            _tell(f"{name}: {n_killed} of {len(drawn)} mutants killed; {used}")
        return True


class _Met(NamedTuple):
    """The tests of a group, and how long they may take with a mutant."""

    session: pytest.Session
    paths: tuple[str, ...]
    tests: list[pytest.Item]
    longest: float  # seconds of the processor, after which a mutant makes no end

    @classmethod
    def of(
        cls, session: pytest.Session, every: Sequence[pytest.Item], group: Group
    ) -> _Met | None:
        """Some of the collected tests, tried without a mutant; None where they fail."""
        paths = _with_doctests(group)
        order = {str(ROOT / path): n for n, path in enumerate(paths)}
        tests = [item for item in every if str(item.path) in order]
        tests.sort(key=lambda item: order[str(item.path)])
        before = _of_children()
        if in_children(lambda _: _loop(session, tests), [None], 1, math.inf) == [True]:
            return None
        return cls(session, paths, tests, 3 * (_of_children() - before) + 60)

    def run(self, mutant: Mutant) -> int:
        """The status of the tests with a mutant in place."""
        if swap(mutant):
            return _loop(self.session, self.tests)
        command = (sys.executable, "-m", "benchmarks.mutants", "--one")
        os.execv(sys.executable, [*command, json.dumps([mutant, self.paths])])


def _start_no_python() -> None:
    """Skip each test where it starts another Python, which would know no mutant."""
    start = _posixsubprocess.fork_exec

    def start_others(arguments: Sequence[str | bytes], *rest: Any) -> int:
        if os.fsdecode(arguments[0]) == sys.executable:
            pytest.skip("another process knows no mutant")
        return int(start(arguments, *rest))

    _posixsubprocess.fork_exec = start_others  # multiprocessing looks here
    subprocess._fork_exec = start_others  # type: ignore[attr-defined]


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _loop(session: pytest.Session, tests: list[pytest.Item]) -> int:
    session.items = tests
    runner = session.config.pluginmanager.getplugin("main")
    try:
        runner.pytest_runtestloop(session)
    except session.Failed:
        return 1
    return int(bool(session.testsfailed))


def _tell(line: str) -> None:
    """Print a line where pytest prints nothing."""
    print(line, file=sys.__stderr__, flush=True)


def in_children(
    run: Callable[[Any], int], each: Sequence[Any], jobs: int, longest: float
) -> list[bool]:
    """Whether a run fails with each, in a child that has so much of the processor."""
    failed = [False] * len(each)
    running: dict[int, int] = {}
    waiting = list(range(len(each)))
    while waiting or running:
        while waiting and len(running) < jobs:
            at = waiting.pop(0)
            running[_start(run, each[at], longest)] = at
        child, status = os.wait()
        at, code = running.pop(child), os.waitstatus_to_exitcode(status)
        if code == UNMET:
            _tell(f"not put in place, so nothing is known of any: {each[at]}")
            raise RuntimeError
        failed[at] = code != 0
    return failed


def _start(run: Callable[[Any], int], one: Any, longest: float) -> int:
    """Start a child that runs, silent."""
    child = os.fork()
    if child == 0:
        status = UNMET
        try:
            if longest < math.inf:
                signal.setitimer(signal.ITIMER_PROF, longest)
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            status = run(one)
        finally:
            os._exit(status)
    return child


def swap(mutant: Mutant) -> bool:
    """Put the changed function in the place of its own; False if it is in none."""
    path = str(ROOT / mutant.module)
    before = _codes(compile(_read(path), path, "exec", dont_inherit=True))
    after = _codes(compile(mutant.source, path, "exec", dont_inherit=True))
    changed = {
        name: code
        for name, code in after.items()
        if _parts(code) != _parts(before.get(name))
    }
    gc.unfreeze()  # what the tests have set apart is looked at, too
    alive = gc.get_objects()
    functions = [
        each
        for each in alive
        if isinstance(each, FunctionType)
        and each.__code__.co_filename == path
        and each.__qualname__ in changed
    ]
    if not functions:
        return False
    try:
        for function in functions:
            function.__code__ = changed[function.__qualname__]
    except ValueError:  # it closes over other names now
        return False
    changing = _importing(_module(mutant.module))
    for each in alive:
        if isinstance(each, _lru_cache_wrapper) and each.__module__ in changing:
            each.cache_clear()
    return True


def _importing(name: str) -> set[str]:
    """A module, and all that import it, by however many steps."""
    imported = {
        module.__name__: _imports(path)
        for module in [*sys.modules.values()]
        if (path := getattr(module, "__file__", None)) and path.startswith(OURS)
    }
    found, more = {name}, {name}
    while more:
        more = {each for each, others in imported.items() if others & more} - found
        found |= more
    return found


@cache
def _imports(path: str) -> set[str]:
    """What a module imports, or the modules that this stands in."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(_read(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
            found.add(node.module)
    return found


def _module(path: str) -> str:
    """The name by which a module is imported."""
    named = path.removeprefix("book/").removesuffix(".py")
    return named.removesuffix("/__init__").replace("/", ".")


def _parts(code: CodeType | None) -> tuple[object, ...]:
    """What a function does, wherever it stands."""
    if code is None:
        return ()
    inner = [
        _parts(each)
        if isinstance(each, CodeType)
        else (each if isinstance(each, frozenset) else repr(each))
        for each in code.co_consts
    ]
    return (code.co_code, code.co_names, code.co_varnames, code.co_freevars, inner)


def _codes(code: CodeType) -> dict[str, CodeType]:
    """The functions of a module by their full names, those of its classes too."""
    found = {}
    for each in code.co_consts:
        if isinstance(each, CodeType):
            found[each.co_qualname] = each
            found |= _codes(each)
    return found


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def meet(drawn: Mapping[str, Sequence[Mutant]], jobs: int) -> dict[str, list[bool]]:
    """Whether the tests of each group fail, for each of its mutants.

    A group whose tests fail without any is not there, nor is one behind it.
    """
    tests = [path for name in drawn for path in _with_doctests(GROUPS[name])]
    forking = _Forking(drawn, jobs)
    with Path(os.devnull).open("w") as silent, redirect_stdout(silent):
        pytest.main([*OPTIONS, *dict.fromkeys(tests)], [forking])
    return forking.killed


def _one(fields: Sequence[Any], tests: Sequence[str]) -> int:
    """The same in a process of its own, where the mutant is imported."""
    _start_no_python()
    for name in [*sys.modules]:  # what this module itself imports
        if name.partition(".")[0] in ("analysis", "report"):
            del sys.modules[name]
    finder = _Finder(Mutant(*fields))
    status = int(pytest.main([*OPTIONS, *tests], [finder]))
    return status if finder.met else UNMET


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw mutants, meet them with tests, write what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("groups", nargs="*", help=f"some of {', '.join(GROUPS)}")
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--size", type=int, default=10, help="mutants in each group")
    # Side by side, tests of files have failed that pass alone: one at a time is surer.
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, default=RECORD)
    parser.add_argument("--one", type=json.loads, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    if options.one:
        return _one(*options.one)
    drawn = {
        name: sample(GROUPS[name], options.seed, options.size)
        for name in options.groups or GROUPS
    }
    killed = meet(drawn, options.jobs)
    if len(killed) < len(drawn):
        return 1
    met = [
        (name, mutant, gone)
        for name, each in drawn.items()
        for mutant, gone in zip(each, killed[name], strict=True)
    ]
    _write(options.out, options.seed, met)
    return 0


def _write(out: Path, seed: int, met: Sequence[tuple[str, Mutant, bool]]) -> None:
    """Write the record; the reason of a survivor that was known already is kept."""
    known = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    fields = ("module", "before", "after")
    reasons = {
        tuple(known_one[field] for field in fields): known_one["reason"]
        for known_one in known.get("survivors", [])
    }
    of = Counter(name for name, _, _ in met)
    dead = Counter(name for name, _, gone in met if gone)
    survivors = [
        {
            "module": mutant.module,
            "line": mutant.line,
            "before": mutant.before,
            "after": mutant.after,
            "reason": reasons.get((mutant.module, mutant.before, mutant.after), ""),
        }
        for _, mutant, gone in met
        if not gone
    ]
    row = checked(
        "small faults, put in by a seed, that the tests notice",
        f"{dead.total()} of {of.total()}",
        "make mutants",
        out,
    )
    record = {
        "seed": seed,
        "by group": {name: [dead[name], of[name]] for name in of},
        "survivors": survivors,
        "checked": [row],
    }
    write_record(out, record)


if __name__ == "__main__":
    sys.exit(main())
