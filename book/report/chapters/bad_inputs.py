"""What goes wrong with an input, what is told and what is kept: the cases of a test."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from analysis.explain.terminal import printable
from report.seeds import REPOSITORY

CASES = REPOSITORY / "tests" / "cases" / "bad_inputs.json"


def bad_inputs() -> pd.DataFrame:
    """Each bad input with what standard error tells, the exit code and what is done."""
    cases = json.loads(CASES.read_text("utf-8"))
    return pd.DataFrame(
        {
            "what": [f"{case['group']} {case['what']}" for case in cases],
            "what is told": [
                "\n".join(map(printable, case["told"])) or None for case in cases
            ],
            "exit code": [str(case["code"]) for case in cases],
            "what is done": [_done(case) for case in cases],
        }
    )


def _done(case: dict[str, Any]) -> str:
    """The articles that are in the tables, or else what is."""
    if case["articles"]:
        return ", ".join(map(printable, case["articles"]))
    if case["code"] == 2:
        return "nothing"
    return "the other article"
