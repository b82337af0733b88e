"""What is found in the invented texts of the cases, drawn, claimed, and still wrong.

The five articles hold few constructs; the cases hold hundreds, and each asks for what
it is about.  Here all that decides is recorded of each text, so that a rule that
changes by accident is seen where it was not looked for.

    python -m recorded     record anew what is wanted; a review shows what has changed
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import altair as alt
import pandas as pd
from case_files import CASES, cases
from copied_pages import PAGES, CopiedPage, all_wrong, loaded
from drawn_views import VIEWS, answered
from invented import write_input
from report import charts, citations, theme
from report.chapters import (
    how_it_is_said,
    how_sure,
    instruments,
    measures,
    program,
    who_speaks,
)
from report.citations import Edition
from report.figure import FRAGMENT, figure
from report.multiverse.choices import CHOICES, Universe, View
from report.multiverse.ledger import ALL_CLAIMS, Entry, ledger
from report.multiverse.universes import Bench
from report.references import FIGURES
from report.rules import reliability
from report.seeds import REPOSITORY, SEEDS, seed_tables

from analysis import Document, __version__, analyze
from analysis.__main__ import main as run
from analysis.tabular.files import Tables
from analysis.tabular.rows import rows_of

GOLDEN = REPOSITORY / "tests" / "golden"
NAMES = (
    "asked attitudes attributions attributions_known_failures attributions_negative "
    "framing_rules modality passages quotes sides source_phrases speakers ties"
)
EXPLAINED: dict[str, list[str]] = {"txt": [], "jsonl": ["--json"]}
_MEASURED = ("confidence", "_instrument")  # by files that are learnt, and by others
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
            found[_hash(text)] = text
    return found


def found_in(text: str) -> dict[str, list[str]]:
    """All that decides of what is found in a text, a line for each row of a table."""
    return _found(analyze(text))


def _found(document: Document) -> dict[str, list[str]]:
    tables = rows_of(document)
    lines = {
        name: [_line(row, columns.split()) for row in tables[name]]
        for name, columns in COLUMNS.items()
    }
    return {name: rows for name, rows in lines.items() if rows}


def found_on(page: CopiedPage) -> dict[str, str]:
    """The same of a page that is copied, a hash for each table.

    Hundreds of long texts: enough of each to see which table of which page changes.
    """
    found = _found(loaded(page.text))
    return {name: _hash("\n".join(rows)) for name, rows in found.items()}


def _line(row: dict[str, Any], columns: list[str]) -> str:
    """The values of a row; what is missing, no or 0 is empty."""
    shown = ("" if not row[c] else _rounded(row[c]) for c in columns)
    return "|".join(map(str, shown)).rstrip("|")


def _rounded(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def specified(slug: str, tables: Tables) -> list[Any]:
    """A chart on a page and on a phone, without the words of its rows."""
    drawing, rows = DRAWN[slug]
    found = rows(tables)
    return [_specified(drawing(found, width)) for width in (680, 340)]


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


@cache
def figure_files() -> dict[str, Any]:
    """What an invented figure shows and publishes, drawings as a hash of their text."""
    rows = pd.DataFrame(
        {
            "article": ["Peace deal", "</script><b>", "=1+1"],
            "share_of_words": [1 / 3, math.nan, 0.0],
            "n_words": [0, 1200, 7],
            "passages": ["book/a.html#c1-2", "book/a.html#c3-4", ""],
        }
    )

    def draw(rows: pd.DataFrame, width: int) -> alt.Chart:
        colours = theme.scale(theme.LAYER, ["author", "excerpt"])
        marks = alt.Chart(rows, width=width / 2).mark_bar(clip=True)
        return marks.encode(
            x="n_words", y="article", color=alt.Color("article", scale=colours)
        )

    words = {"title": "A <b>", "caption": "*E* of it", "alt": "B", "finding": "C < D"}
    made = Edition("abc", "2026-01-02", "https://example.org/", "1.0")
    with (
        mock.patch.dict(FIGURES, {"s": "index"}, clear=True),
        mock.patch.dict(os.environ, BOOK_URL=""),
        mock.patch.object(citations, "edition", lambda: made),
    ):
        drawn = figure(draw, "s", table=rows, **words)
        files = drawn.files() | {
            f"{published}.html": drawn.html(published) for published in (True, False)
        }
        files["facts"] = json.dumps(_without(drawn.facts(), "versions"))
        with TemporaryDirectory() as folder:
            drawn.write(Path(folder))
            files["written"] = "\n".join(sorted(p.name for p in Path(folder).iterdir()))
            files[FRAGMENT] = (Path(folder) / FRAGMENT).read_text("utf-8")
    del files["metadata.json"]
    return {name: _hashed(text).splitlines() for name, text in files.items()}


def _hashed(text: str) -> str:
    """A text with each drawing as a hash, whatever the version."""

    def short(found: re.Match[str]) -> str:
        # Clips are numbered by how many were drawn before in the process.
        return f"<svg {_hash(re.sub(r'clip[0-9]+', 'clip', found[0]))}>"

    return re.sub(r"(?s)<svg .*?</svg>", short, text.replace(__version__, "1.0"))


def answers() -> dict[str, list[str]]:
    """How each claim answers in views that are drawn, of any codes whatever."""
    return {claim.slug: answered(claim) for claim in ALL_CLAIMS}


def viewed(bench: Bench) -> dict[str, dict[str, Any]]:
    """What is in each view of the five pieces that differs in one choice."""
    own = Universe()
    options = [{name: one} for name, each in CHOICES.items() for one in each]
    each = dict.fromkeys([own, *(Universe(**option) for option in options)])
    return {str(universe): _viewed(bench.view(universe)) for universe in each}


def _viewed(view: View) -> dict[str, Any]:
    whole = view.key(VIEWS, CHOICES)
    return {
        "relations": dict(Counter(s.relation for s in view.sentences)),
        "quotes": dict(Counter(str(q.side) for q in view.quotes)),
        "sources": dict(Counter(str(s.side) for s in view.sources)),
        "rows": [len(getattr(view, name)) for name in VIEWS],
        "all": _hash(whole),
    }


@cache
def odd_tables() -> dict[str, dict[str, Any]]:
    """What the command writes of odd articles, and of others on two other parties.

    The files but for what is another number with each version.
    """
    with TemporaryDirectory() as folder:
        (Path(folder) / "in").mkdir()
        others = write_input(Path(folder) / "in", "parties")
        odd = [str(CASES / "odd_articles.jsonl")]
        return {
            name: tables_of(arguments, Path(folder) / name)
            for name, arguments in (("odd", odd), ("other parties", others))
        }


def tables_of(arguments: list[str], out: Path) -> dict[str, Any]:
    """What the command writes of some input to a folder, as it is recorded."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        run(["tables", *arguments, "--out", str(out), "--quiet"])
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    written = {path.name: _table(path) for path in sorted(out.glob("*.csv"))}
    described = {
        resource["path"]: _hash(_json(_without(resource, "hash", "bytes")))
        for resource in package["resources"]
    }
    left = _without(package, "resources", "version", "contributors")
    return written | {"datapackage.json": left | {"resources": described}}


def _table(path: Path) -> list[str]:
    """The lines of a CSV without what its name says is measured or a version."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    kept = [n for n, name in enumerate(rows[0]) if not name.endswith(_MEASURED)]
    return ["|".join(row[n] for n in kept) for row in rows]


def _without(content: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in names}


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
        "answers": answers(),
        "views": viewed(Bench(tables)),
        "figure": figure_files(),
        "odd_articles": odd_tables(),
        "found_on_pages": {p.label: found_on(p) for p in PAGES if not p.whole},
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
        run(["explain", str(SEEDS), *options])
    return out.getvalue()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
