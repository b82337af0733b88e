"""What is recorded is what the report shows; a run without network is one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from report import offline, reproduce

ELSEWHERE = "192.0.2.1"  # an address that is nobody's, kept for documentation
DIAL = f"import socket; socket.create_connection(('{ELSEWHERE}', 9), timeout=5)"
TABLE = ["piece,n,share", "Peace deal,2,0.5", "Great news,1,"]


def test_report_shows_the_values_recorded(site):
    """Every table, figure and finding; `make record` writes what is wanted anew."""
    lines, same = reproduce.compared(reproduce.read_record(), reproduce.values(site))
    assert same, "\n".join(line for line in lines if not line.endswith("the same"))
    assert lines[-1].startswith("All ")


def test_inputs_are_those_recorded():
    """No article, code or source of provenance has changed without being recorded."""
    now = reproduce.inputs()
    assert not reproduce.input_differences(reproduce.read_inputs(), now)
    assert "seeds/catalogue.yml" in now


def test_a_record_is_compared_whole():
    """What is missing or new differs, like a changed value; the last line says all."""
    lines, same = reproduce.compared({"a": TABLE}, {"a": TABLE})
    assert (lines, same) == (["a: 6 values, the same", "All 6 values reproduced"], True)
    turned = [TABLE[0], *TABLE[:0:-1]]
    lines, same = reproduce.compared({"a": TABLE}, {"a": turned})
    assert (lines[1], same) == ("  Its rows have another order", False)
    changed = [TABLE[0], "Peace deal,3,0.5", TABLE[2]]
    lines, same = reproduce.compared({"a": TABLE}, {"a": changed})
    assert (lines[1], same) == ("  Peace deal: n was 2, is 3", False)
    lines, same = reproduce.compared({"a": TABLE}, {"b": TABLE})
    assert not same
    assert lines == [
        "a: differs",
        "  It is recorded, and not there",
        "b: differs",
        "  It is there, and not recorded",
        "2 of 2 differ",
    ]


def _run(command: list[str], environment: dict[str, str]) -> str:
    """What a command says as it fails."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    return done.stderr


def test_guarded_python_reaches_no_other_machine(tmp_path):
    """Names and addresses of others are refused, and this machine is not."""
    path = os.pathsep.join(sys.path)
    environment = offline.guarded(os.environ | {"PYTHONPATH": path}, tmp_path)
    assert "blocked" in _run([sys.executable, "-c", DIAL], environment)
    look_up = "import socket; socket.getaddrinfo('example.org', 80)"
    assert "blocked" in _run([sys.executable, "-c", look_up], environment)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        dial = f"import socket; socket.create_connection(('127.0.0.1', {port})).close()"
        subprocess.run([sys.executable, "-c", dial], env=environment, check=True)


def test_cut_off_command_has_loopback_alone(monkeypatch):
    """There is no way to another machine, and kernels can talk to their clients."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    cut_off = offline.prefix()
    if not cut_off:
        pytest.skip("this system allows no network namespaces")
    command = [*cut_off, sys.executable, "-c"]
    assert "unreachable" in _run([*command, DIAL], dict(os.environ))
    home = "import socket; s = socket.create_server(('127.0.0.1', 0))"
    home += "; socket.create_connection(s.getsockname()).close(); s.close()"
    subprocess.run([*command, home], check=True)
