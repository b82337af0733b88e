"""The notebooks in JupyterLab, run and looked at in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import write_input
from playwright.sync_api import Page, TimeoutError
from report.references import FIGURES
from report.seeds import REPOSITORY
from visits import LAPTOP, SETTLED, script
from written import NOTEBOOKS

from analysis.__main__ import main

pytestmark = [pytest.mark.built, pytest.mark.xdist_group("lab")]
TOKEN = "tests"
HANGS = 600  # seconds after which something does, however busy the machine
# The options of a server that asks nobody for news, with a handle for scripts.
OPTIONS = [
    "--no-browser",
    "--allow-root",
    "--expose-app-in-browser",
    "--ServerApp.port_retries=0",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    # A machine with much to do answers late: a kernel is waited for as long as the test
    # waits, and no connection is cut, with what it carries, because a ping is late.
    f"--MappingKernelManager.kernel_info_timeout={HANGS}",
    "--ServerApp.tornado_settings={'ws_ping_interval': 0}",
]
# Every cell is in the page, whether it is on the screen or not.
SETTINGS = {"windowingMode": "none"}

_SCRIPTS = Path(__file__).with_suffix(".js")
RUN_ALL = script("runAll", _SCRIPTS)
HAS_RUN = "window.notebook || window.failed"
WAITING = script("waiting", _SCRIPTS)
IS_SHOWN = script("isShown", _SCRIPTS)
FAULTS = script("faults", _SCRIPTS)
N_CAPTIONS = script("nCaptions", _SCRIPTS)
CLOSE = script("close", _SCRIPTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with the notebooks, so that nobody's own are written to."""
    folder = tmp_path_factory.mktemp("lab") / "book"
    folder.mkdir()
    for path in (REPOSITORY / "book").glob("*.ipynb"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def lab(folder) -> Iterator[str]:
    """The address of a JupyterLab with the settings of nobody."""
    if os.environ.get("REQUIRE_BROWSER") != "1":
        pytest.importorskip("jupyterlab")
    home = folder.parent
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps(SETTINGS), "utf-8")
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    environment = os.environ | {name: str(home / own[name]) for name in own}
    environment |= {
        "JUPYTER_TOKEN": TOKEN,
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "book")]),
    }
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
    command = [sys.executable, "-m", "jupyterlab", *OPTIONS, *address, str(folder)]
    log = home / "log.txt"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=output) as lab,
    ):
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/api", lab, log)
            yield f"http://127.0.0.1:{port}/lab?token={TOKEN}&reset"
        finally:
            lab.terminate()


def _wait_until_it_answers(url: str, lab: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + HANGS
    while lab.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"JupyterLab does not start: {log.read_text('utf-8')[-2000:]}")


@pytest.fixture(scope="module")
def window(browser, lab) -> Iterator[Page]:
    """JupyterLab in a browser, which takes longer to load than most notebooks run."""
    with browser.new_context(viewport=LAPTOP) as context:
        window = context.new_page()
        window.set_default_timeout(1000 * HANGS)
        window.goto(lab, wait_until="load")
        window.wait_for_function("window.jupyterapp")
        yield window


def _run(window: Page, name: str) -> tuple[list[str], int]:
    """What is wrong with a notebook that was run from top to bottom; its captions."""
    faults: list[str] = []
    window.on("pageerror", lambda error: faults.append(str(error)))
    window.evaluate(RUN_ALL, name)
    try:
        window.wait_for_function(HAS_RUN)
    except TimeoutError:
        pytest.fail(f"{name} is not run in {HANGS} s: {window.evaluate(WAITING)}")
    assert not window.evaluate("window.failed")
    window.wait_for_function(IS_SHOWN)
    window.evaluate(SETTLED)
    faults += window.evaluate(FAULTS)
    n_captions = window.evaluate(N_CAPTIONS)
    window.evaluate(CLOSE)
    return faults, n_captions


# Two of them at each change, since each takes a while; `make lab-all` runs all.
NAMES = ["index.ipynb", "who-speaks.ipynb"]
if os.environ.get("LAB_NOTEBOOKS") == "all":
    NAMES = [path.name for path in NOTEBOOKS]
DRAWN = {f"{page}.ipynb" for page in FIGURES.values()}


@pytest.mark.parametrize("name", NAMES)
def test_notebook_runs_and_reads_well(window, name):
    """No script or cell fails; no role is raw; figures are captioned, code folded."""
    faults, n_captions = _run(window, name)
    assert not faults
    assert n_captions or name not in DRAWN


@pytest.mark.parametrize("name", ["who-speaks.ipynb", "pages/article-xinhua.ipynb"])
def test_notebook_of_a_new_report_runs_too(window, folder, name):
    """What `new` writes is read in JupyterLab as it is in the built pages."""
    report = folder / "new"
    if not report.exists():
        arguments = write_input(folder.parent, "articles.csv")
        assert main(["new", str(report), *arguments, "--quiet"]) == 0
    faults, n_captions = _run(window, f"new/{name}")
    assert not faults
    assert n_captions or "article" in name


FOLDED = {"jupyter": {"source_hidden": True}}
FIGURE = (
    "<figure id='fig-x'><svg xmlns='http://www.w3.org/2000/svg' "
    "xmlns:xlink='http://www.w3.org/1999/xlink'><a xlink:href='x.html'><rect/></a>"
    "</svg>{caption}</figure>"
)
SHOW = "from IPython.display import HTML\nHTML({!r})"


def _write(path: Path, cells: list[tuple[str, dict, str]]) -> None:
    parts = [
        {"cell_type": kind, "id": f"c{at}", "metadata": metadata, "source": source}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for at, (kind, metadata, source) in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": parts,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook), "utf-8")


def test_notebook_in_order_has_no_fault(window, folder):
    """Folded code with a linked, captioned figure and prose passes."""
    figure = FIGURE.format(caption="<figcaption>Figure 1. Words.</figcaption>")
    prose = "from IPython.display import Markdown\nMarkdown('12 sentences')"
    cells = [
        ("markdown", {}, "# A title"),
        ("code", FOLDED, SHOW.format(figure)),
        ("code", FOLDED, prose),
    ]
    _write(folder / "good.ipynb", cells)
    assert _run(window, "good.ipynb") == ([], 1)


def test_each_fault_is_noticed(window, folder):
    """A raw role, code in sight, a missing caption and two failures are five faults."""
    script = "from IPython.display import Javascript\nJavascript('null.x')"
    cells = [
        ("markdown", {}, "There are {glue:text}`n` sentences"),
        ("code", {}, "1"),
        ("code", FOLDED, SHOW.format(FIGURE.format(caption=""))),
        ("code", FOLDED, script),
        ("code", FOLDED, "1 / 0"),
    ]
    _write(folder / "bad.ipynb", cells)
    faults, _ = _run(window, "bad.ipynb")
    for at, words in enumerate(
        ["raw role {glue:text}", "unfolded", "without caption", "Javascript", "ZeroDiv"]
    ):
        assert any(one.startswith(f"cell {at}:") and words in one for one in faults), at
