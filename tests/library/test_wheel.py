"""The library as a wheel: alone, complete, and at work from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from report.seeds import REPOSITORY

pytestmark = pytest.mark.xdist_group("wheel")
TEXT = "“We are ready,” said Ann Lee, a spokeswoman for Iran."
# What the library must not bring in: the report, notebooks, charts, tests.
FOREIGN = ("report", "IPython", "jupyter_core", "altair", "pytest", "benchmarks")


def _run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, without the paths of the tests."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy of the sources that it is made of."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    hidden = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "analysis", source / "analysis", ignore=hidden)
    for other in ("book/report", "tests"):
        shutil.copytree(REPOSITORY / other, source / other, ignore=hidden)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    _run(sys.executable, *build, "--wheel-dir", folder, source, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The commands of a new environment: the wheel, and the packages that it needs."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder)
    paths = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    commands = Path(sysconfig.get_path("scripts", "venv", vars=paths))
    # A path file adds the locked packages, not what is installed in place among them.
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--ignore-installed"]
    _run(commands / "python", *install, wheel, cwd=folder)
    return commands


def test_wheel_holds_the_library_and_its_data_alone(wheel):
    """Code, word lists, schema and the mark of types are there, and nothing else."""
    names = set(zipfile.ZipFile(wheel).namelist())
    library = {name for name in names if name.startswith("analysis/")}
    expected = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "analysis").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert library == expected
    assert "analysis/py.typed" in library
    assert all(".dist-info/" in name for name in names - library)


def test_commands_work_from_an_empty_folder(installed, tmp_path):
    """The console command and the module give the same tables of a text."""
    text = tmp_path / "note.txt"
    text.write_text(TEXT, encoding="utf-8")
    commands = {"own": [installed / "whose-words"], "module": [installed / "python"]}
    commands["module"] += ["-m", "analysis"]
    for name, command in commands.items():
        _run(*command, "tables", text, "--out", tmp_path / name, cwd=tmp_path)
    quotes = [(tmp_path / name / "quotes.csv").read_text("utf-8") for name in commands]
    assert "We are ready" in quotes[0]
    assert quotes[0] == quotes[1]


def test_import_brings_the_library_alone(installed, tmp_path):
    """`import analysis` imports the installed copy, no report and no notebook."""
    code = "import analysis, sys; print(analysis.__file__, *sys.modules, sep='\\n')"
    where, *modules = _run(installed / "python", "-c", code, cwd=tmp_path).split("\n")
    assert Path(where).is_relative_to(installed.parent)
    assert not set(FOREIGN) & set(modules)
