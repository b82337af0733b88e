"""No network but this machine's own, for a run that must lean on nothing else.

    python -m report.offline COMMAND…

is how `prefix` starts a command: in a network of its own, which holds loopback alone.
Where the system allows no such thing, `guarded` has Python itself refuse.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_UNSHARE = ("unshare", "--map-root-user", "--net", "--")
_SET_FLAGS, _UP_AND_RUNNING = 0x8914, 0x41  # SIOCSIFFLAGS; IFF_UP | IFF_RUNNING
_GUARD = "from report.offline import block\n\nblock()\n"


def prefix() -> tuple[str, ...]:
    """What to put before a command, to cut it off; empty where that is not allowed."""
    words = (*_UNSHARE, sys.executable, "-m", "report.offline")
    try:
        done = subprocess.run([*words, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return words if done.returncode == 0 else ()


def guarded(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The environment with a guard in it: every Python that starts there blocks itself.

    The guard, a `sitecustomize`, is written to the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(_GUARD, "utf-8")
    paths = [str(folder), *filter(None, [environment.get("PYTHONPATH")])]
    return {**environment, "PYTHONPATH": os.pathsep.join(paths)}


def block() -> None:
    """From now on no Python of this process reaches another machine.

    `OSError` for an address that is not this machine's, and for any other name.
    """
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _connecting(getattr(socket.socket, name)))
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *others: Any, **named: Any) -> Any:
        _refuse_others(host)
        return look_up(host, *others, **named)

    socket.getaddrinfo = getaddrinfo


def _connecting(connect: Callable[..., Any]) -> Callable[..., Any]:
    def checked(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple):  # else it is a file's, or the kernel's
            _refuse_others(address[0])
        return connect(self, address)

    return checked


def _refuse_others(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name not in ("", "localhost", "::1") and not name.startswith("127."):
        raise OSError(f"the network is blocked: {name}")


def main(command: Sequence[str]) -> None:
    """Become the command, in a network whose loopback is up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        import fcntl

        request = struct.pack("16sh14x", b"lo", _UP_AND_RUNNING)
        fcntl.ioctl(handle, _SET_FLAGS, request)
    os.execvp(command[0], list(command))


if __name__ == "__main__":
    main(sys.argv[1:])
