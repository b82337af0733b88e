"""The cases of the tests, which are data: `cases/NAME.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_name("cases")


def cases(name: str) -> Any:
    """What stands in a file of cases, mostly a list with one case in each place."""
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))
