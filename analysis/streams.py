"""Standard output and error, whatever they are: closed, full, or plain ASCII."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path

from analysis.explain.terminal import printable


class StandardError(io.TextIOBase):
    """Standard error as it is now; what cannot be said there ends no run."""

    encoding = "ascii"  # so a bar is drawn that every terminal has

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Show what was written."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()

    def isatty(self) -> bool:
        """Whether somebody looks on."""
        return sys.stderr.isatty()

    def fileno(self) -> int:
        """Its number, by which a bar finds how wide the terminal is."""
        return sys.stderr.fileno()


def say(words: str) -> None:
    """Write a line to standard error."""
    StandardError().write(printable(words) + "\n")
    StandardError().flush()


def open_streams() -> bool:
    """Let closed streams lead nowhere; whether standard output was closed.

    Else the next file that is opened would take the number of a closed stream.
    Characters that a terminal lacks are escapes from now on.
    """
    was_closed = sys.stdout is None
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, nowhere)
        elif isinstance(stream, io.TextIOWrapper) and name != "stdin":
            stream.reconfigure(errors="backslashreplace")
    return was_closed


def drop_output() -> None:
    """Throw away what standard output did not take, so that nothing tries again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
