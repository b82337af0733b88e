"""What is found in the invented texts of the cases, drawn, claimed, and still wrong.

The five articles hold few constructs; the cases hold hundreds, and each asks for what
it is about.  Here all that decides is recorded of each text, so that a rule that
changes by accident is seen where it was not looked for.

    python -m recorded     record anew what is wanted; a review shows what has changed
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from functools import cache
from typing import Any
from unittest import mock

import pandas as pd
from case_files import cases
from copied_pages import all_wrong
from report import charts
from report.chapters import (
    how_it_is_said,
    how_sure,
    instruments,
    measures,
    program,
    who_speaks,
)
from report.multiverse.ledger import Entry, ledger
from report.rules import reliability
from report.seeds import REPOSITORY, SEEDS, seed_tables

from analysis import analyze
from analysis.__main__ import main as explain
from analysis.tabular.files import Tables
from analysis.tabular.rows import rows_of

GOLDEN = REPOSITORY / "tests" / "golden"
NAMES = (
    "asked attitudes attributions attributions_known_failures attributions_negative "
    "framing_rules modality passages quotes sides source_phrases speakers ties"
)
EXPLAINED: dict[str, list[str]] = {"txt": [], "jsonl": ["--json"]}
# How sure an answer is, and the tone of words, are measured elsewhere.
COLUMNS = {
    "sentences": "start end layer n_words in_quote_share n_we actors dyad relation "
    "modality agent relation_rule relation_cue toward_us toward_us_rule toward_us_cue "
    "toward_iran toward_iran_rule toward_iran_cue",
    "quotes": "start end kind rule note speaker speaker_start speaker_type "
    "speaker_nation speaker_description speaker_side anonymous cue cue_start pieces "
    "continues",
    "attributions": "source source_start source_end source_type source_nation "
    "source_description source_side anonymous cue cue_start rule mention mode negated "
    "content_start content_end content_pieces inside quotes chain",
    "attitudes": "kind source source_start source_type anonymous cue cue_start rule "
    "mention content_start content_end inside",
    "ties": "start end party kind word",
    "display": "start closest similarity dropped_hedges",
}

# The charts of `charts.py` by the slugs of their figures, each with its rows.
DRAWN: dict[str, tuple[charts.Drawing, Callable[[Tables], pd.DataFrame]]] = {
    "words-heard": (charts.spoken_bars, who_speaks.spoken_rows),
    "ties": (charts.tie_ladder, how_it_is_said.tie_rows),
    "tone-by-sentence": (charts.tone_dots, instruments.tone_rows),
    "lexicon-ranks": (charts.rank_lines, instruments.rank_rows),
    "grades-and-lengths": (charts.grade_lengths, instruments.grade_rows),
    "passes": (charts.agreement_dots, lambda _: how_sure.pass_rows()),
    "relation-confusion": (charts.confusion_tiles, program.relation_cells),
    "reliability": (charts.reliability_dots, lambda _: reliability()),
    "grade-choices": (charts.grade_range_bars, measures.grade_choices),
}


@cache
def texts() -> dict[str, str]:
    """The texts of the cases by their hash, each once."""
    found = {}
    for name in NAMES.split():
        for case in cases(name):
            text = case["text"]
            found[hashlib.sha256(text.encode()).hexdigest()[:12]] = text
    return found


def found_in(text: str) -> dict[str, list[str]]:
    """All that decides of what is found in a text, a line for each row of a table."""
    tables = rows_of(analyze(text))
    lines = {
        name: [_line(row, columns.split()) for row in tables[name]]
        for name, columns in COLUMNS.items()
    }
    return {name: rows for name, rows in lines.items() if rows}


def _line(row: dict[str, Any], columns: list[str]) -> str:
    """The values of a row; what is missing, no or 0 is empty."""
    shown = ("" if not row[c] else _rounded(row[c]) for c in columns)
    return "|".join(map(str, shown)).rstrip("|")


def _rounded(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def specified(slug: str, tables: Tables) -> list[Any]:
    """A chart on a page and on a phone, without the words of its rows."""
    drawing, rows = DRAWN[slug]
    return [_specified(drawing(rows(tables), width)) for width in (680, 340)]


def _specified(chart: Any) -> list[Any]:
    spec = chart.to_dict()
    placed = [
        [
            [value for value in row.values() if not isinstance(value, str)]
            for row in rows
        ]
        for rows in spec.pop("datasets", {}).values()
    ]
    for layer in (spec, *spec.get("layer", ())):
        layer.pop("data", None)  # named by a hash of its rows
    del spec["$schema"], spec["config"]
    return [json.loads(json.dumps(spec)), placed]


@cache
def claimed() -> dict[str, dict[str, Any]]:
    """Each claim of the report with what carries it and where it holds."""
    return {entry.claim.slug: _entry(entry) for entry in ledger()}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "sentence": entry.sentence,
        "carriers": [f"{p.piece} {p.start}-{p.end}" for p in entry.carriers],
        "holds": len(entry.holds),
        "fails": [str(universe) for universe in entry.fails],
        "silent": [str(universe) for universe in entry.silent],
        "leverage": [f"{s.piece}: {s.place}" for s in entry.leverage],
        "pieces": list(entry.pieces),
        "sure": entry.sure,
    }


def read(name: str) -> dict[str, Any]:
    """What is recorded under a name."""
    recorded = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    assert isinstance(recorded, dict)
    return recorded


def main() -> None:
    """Record all of them anew, an entry a line."""
    tables = seed_tables()
    found: dict[str, Mapping[str, Any]] = {
        "invented": {key: found_in(text) for key, text in texts().items()},
        "charts": {slug: specified(slug, tables) for slug in DRAWN},
        "claims": claimed(),
        "pages": all_wrong(),
    }
    for name, entries in found.items():
        lines = (f"{json.dumps(k)}: {_json(v)}" for k, v in entries.items())
        text = "{\n" + ",\n".join(lines) + "\n}\n"
        (GOLDEN / f"{name}.json").write_text(text, "utf-8")
    for name, options in EXPLAINED.items():
        (GOLDEN / f"explain.{name}").write_text(explained(options), "utf-8")


def explained(options: list[str]) -> str:
    """What `explain` prints of the five articles on a terminal of 88 columns."""
    out = io.StringIO()
    with mock.patch.dict(os.environ, COLUMNS="88"), redirect_stdout(out):
        explain(["explain", str(SEEDS), *options])
    return out.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
