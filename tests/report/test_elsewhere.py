"""Notebooks away from their repository, and the files that set up other machines."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import elsewhere
import nbformat
import pytest
import yaml
from report.citations import Edition, edition
from report.seeds import REPOSITORY
from written import BOOK

GITHUB = "https://github.com/owner/name"
SMALL = "bibliography.ipynb"  # runs in a moment


def _environment(home: Path) -> dict[str, str]:
    """The environment of somebody who has set nothing."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JUP"))}
    return own | {"JUPYTER_DATA_DIR": str(home), "IPYTHONDIR": str(home)}


def _run(command: list[str | Path], cwd: Path) -> str:
    """What a command prints, in the environment of somebody who has set nothing."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=_environment(cwd),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- notebooks --------------------------------------------------------------------


def test_offered_notebook_fetches_its_version(tmp_path):
    """In an empty folder, with the packages but not the report, it runs by itself."""
    if edition().commit == "unknown":
        pytest.skip("no repository to fetch from")
    folder, sources = tmp_path / "folder", tmp_path / "sources"
    for place in (folder, sources):
        place.mkdir()
    shutil.copy(BOOK / SMALL, sources)
    elsewhere.complete(sources, str(REPOSITORY), edition())
    shutil.copy(sources / SMALL, folder)
    venv.create(tmp_path / "venv")
    paths = dict.fromkeys(("base", "platbase"), str(tmp_path / "venv"))
    packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    # A path file adds the locked packages, not what is installed in place among them.
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    nbconvert = ["-m", "nbconvert", "--execute", "--to", "notebook", "--stdout", SMALL]
    page = _run([tmp_path / "venv" / "bin" / "python", *nbconvert], folder)
    assert "Krippendorff" in page
    commit = edition().commit.removesuffix("-changed")
    assert (folder / f"whose-words-{commit}" / "seeds").is_dir()


def test_notebook_without_an_address_says_what_to_do(monkeypatch):
    """Where the report is missing and cannot be fetched, the reason is told."""
    code = "".join(elsewhere.first_cell("", "abc")["source"])
    exec(code, {})  # the report is here: nothing happens
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="make lab"):
        exec(code, {})


def test_offered_notebooks_are_those_of_the_book_with_a_first_cell(site):
    """Nothing else is added or left out, and they are valid."""
    for path in BOOK.glob("*.ipynb"):
        offered = nbformat.read(site / "_sources" / "book" / path.name, as_version=4)
        nbformat.validate(offered)
        own = nbformat.read(path, as_version=4)
        assert offered.cells[0].id == "elsewhere"
        assert [c.source for c in offered.cells[1:]] == [c.source for c in own.cells]


def test_notebook_runs_from_any_folder(tmp_path):
    """`jupyter execute` needs no path to be set."""
    execute = "from nbclient.cli import main; main()"
    _run([sys.executable, "-c", execute, BOOK / SMALL], tmp_path)


# --- launch menus -----------------------------------------------------------------


def test_launch_menu_names_the_commit_of_the_page():
    """Binder opens the repository, Colab the notebook with its first cell."""
    [menu] = elsewhere.launch_menu(GITHUB, Edition("abc-changed"), "book/index")
    assert [button["url"] for button in menu["buttons"]] == [
        "https://mybinder.org/v2/gh/owner/name/abc?urlpath=lab/tree/book/index.ipynb",
        "https://colab.research.google.com/github/owner/name/blob/notebooks/abc/"
        "book/index.ipynb",
    ]
    for repository, commit in (("", "abc"), (GITHUB, "unknown"), ("/a/path", "abc")):
        assert not elsewhere.launch_menu(repository, Edition(commit), "book/index")


def test_pages_of_notebooks_can_be_launched_where_the_repository_is_known(site):
    """Each has both links if `BOOK_REPOSITORY` is an address on GitHub, else none."""
    known = os.environ.get("BOOK_REPOSITORY", "").startswith("https://github.com/")
    for page in (site / "book").glob("*.html"):
        html = page.read_text("utf-8")
        links = re.findall(r'href="(https://(?:mybinder|colab)[^"]+)"', html)
        expected = known and (BOOK / f"{page.stem}.ipynb").exists()
        assert len(links) == (2 if expected else 0), page.name
        assert all(f"book/{page.stem}.ipynb" in link for link in links)


# --- other machines ---------------------------------------------------------------
# No container can be built in these tests; what they can know is checked here.


def _targets() -> set[str]:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    found = re.findall(r"^([^\s:#=]+):(?!=)", makefile, re.M)
    return {target.replace("$(VENV)", ".venv") for target in found}


@pytest.mark.parametrize(
    "name",
    ["Dockerfile", ".binder/postBuild", ".devcontainer/devcontainer.json", ".ci/run"],
)
def test_set_up_of_other_machines_uses_what_is_there(name):
    """Every target of make that a file names is one of the Makefile."""
    text = (REPOSITORY / name).read_text("utf-8")
    asked = re.findall(r'(?<!install )\bmake"?,? "?(\.?[a-z][\w./-]*)', text)
    assert [one for one in asked if one in _targets()], name
    assert set(asked) <= _targets() | {"util-linux"}, name


def test_binder_and_codespaces_read_their_files():
    """The lock that Binder names is there; both have a Python that we test."""
    folder = REPOSITORY / ".binder"
    named = re.findall(r"^-r (.+)$", (folder / "requirements.txt").read_text(), re.M)
    assert named and all((folder / path).exists() for path in named)
    assert os.access(folder / "postBuild", os.X_OK)
    ci = yaml.safe_load((REPOSITORY / ".github/workflows/ci.yml").read_text("utf-8"))
    pythons = ci["jobs"]["test"]["strategy"]["matrix"]["python"]
    container = REPOSITORY / ".devcontainer" / "devcontainer.json"
    image = json.loads(container.read_text("utf-8"))["image"]
    for text in ((folder / "runtime.txt").read_text(), image):
        assert re.search(r"[:-](\d\.\d+)", text)[1] in pythons


def test_container_runs_as_a_reader_without_a_network():
    """The image is a Python that we test, its user is not root."""
    lines = (REPOSITORY / "Dockerfile").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("FROM python:3.11")]
    assert "USER reader" in lines
    assert json.loads(lines[-1].removeprefix("CMD "))[:2] == ["make", "lab"]
