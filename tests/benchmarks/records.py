"""What a command has checked, as the page *How this report is checked* tells it.

    checked("texts on which nothing fails", "99 of 100", "make fuzz", RECORD)

A record is a file of JSON beside the commands.  Under `checked` it has a list of such
rows, each a row of the page; all else in it is the command's own.
"""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis import __version__
from analysis.lexicons import FOLDER

HERE = Path(__file__).resolve().parent
RULE_ACCURACY = FOLDER / "rule_accuracy.csv"
LINE_WEIGHTS = FOLDER / "line_weights.csv"


def checked(what: str, figure: str, command: str, out: Path) -> dict[str, Any]:
    """A row of the page: what was looked at, what was found, and by which command.

    `out` is the record.  The rest says when, on which commit and with which versions.
    """
    row = {"what": what, "figure": figure, "command": command}
    made = provenance(out)
    return row | {name: made[name] for name in ("date", "commit", "dirty", "versions")}


def write_record(out: Path, record: Mapping[str, Any]) -> None:
    """Write a record as all of them are written."""
    text = json.dumps(record, ensure_ascii=False, indent=1)
    out.write_text(text + "\n", encoding="utf-8", newline="\n")


def provenance(out: Path) -> dict[str, Any]:
    """When, from which commit and with what the figures are made.

    `dirty` is whether the working tree differs from the commit, records and what is
    written with them aside.  Both are None outside of this project's repository.
    """
    root = _git("rev-parse", "--show-toplevel")
    ours = root is not None and HERE.is_relative_to(root)
    written = [out.resolve(), RULE_ACCURACY, LINE_WEIGHTS, *HERE.rglob("*.json")]
    aside = [f":(exclude){path}" for path in written]
    changes = _git("status", "--porcelain", "--", f"{root}", *aside) if ours else None
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _git("rev-parse", "HEAD") if ours else None,
        "dirty": bool(changes) if ours else None,
        "versions": {
            "analysis": __version__,
            "python": platform.python_version(),
        },
    }


def _git(*arguments: str) -> str | None:
    """What git says of the folder of this file; None without git or a repository."""
    command = ["git", "-C", str(HERE), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return None
    return run.stdout.strip() if run.returncode == 0 else None
