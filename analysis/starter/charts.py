"""The charts of a report: functions of a report, each a figure with its numbers.

They count what stands in the piece itself: headline, standfirst, author, excerpt.
Where there is nothing to draw, a sentence says so.  The words are in `charts.yml`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.document import Shown
from analysis.measures.sentiment import summarise_tone
from analysis.starter.drawings import (
    HOLLOW,
    MOST_ROWS,
    QUOTED,
    REPORTED,
    bars,
    grade_ranges,
    stacks,
    tone_ticks,
    unit_dots,
)
from analysis.starter.figures import BLUE, Figure
from analysis.starter.html import Cell, note, shortened, spaced
from analysis.starter.report import Report
from analysis.text.segmentation import PIECE

FEWEST = 5  # units for which there is a mean or a share
_MOST_SOURCES = 15
_LONGEST_NAME = 34  # characters of a name in a chart
_GRADES = (
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "coleman_liau_index",
    "automated_readability_index",
)


# --- who speaks -------------------------------------------------------------------


def sources(report: Report) -> Figure | Shown:
    """How often each source is heard: a dot an attribution, filled where it quotes."""
    named = _attributions(report).dropna(subset="source")
    if named.empty:
        return _nothing("sources")
    of_source = dict(iter(named.groupby("source")))
    order = sorted(of_source, key=lambda source: (-len(of_source[source]), source))
    rows: list[list[Cell]] = [
        [
            source,
            spaced(own["source_type"].iloc[0]),
            next(iter(own["source_nation"].dropna()), None),
            len(own),
            int(own["quotes_words"].sum()),
            own["article"].nunique(),
            float(own["confidence"].min()),
        ]
        for source, own in ((source, of_source[source]) for source in order)
    ]
    drawn = rows[:_MOST_SOURCES]
    shown = named[named["source"].isin(order[:_MOST_SOURCES])]
    dots = pd.DataFrame(
        {
            "source": shown["source"].map(_short),
            "said": shown["quotes_words"].map({True: QUOTED, False: REPORTED}),
        }
    ).sort_values(["source", "said"])
    dots["place"] = dots.groupby("source").cumcount() + 1
    cut = f"; the {_MOST_SOURCES} most frequent are drawn" * (drawn != rows)
    return _figure(
        "sources",
        "Dots for each source: " + "; ".join(f"{row[0]} {row[3]}" for row in drawn),
        partial(unit_dots, dots, [_short(row[0]) for row in drawn], rows[0][3]),
        rows,
        attributions=_n(len(named), "attribution"),
        sources=_n(len(order), "source"),
        cut=cut,
    )


def source_types(report: Report) -> Figure | Shown:
    """How many attributions each kind of source has."""
    named = _attributions(report).dropna(subset="source")
    kinds = named["source_type"].map(spaced)
    return _counted("source-types", kinds, named["source"])


def nations(report: Report) -> Figure | Shown:
    """How many attributions the sources of each nation have."""
    named = _attributions(report).dropna(subset="source")
    known = named["source_nation"]
    shown = known.fillna("not shown") if known.notna().any() else known.dropna()
    return _counted("nations", shown, named["source"])


def attitudes(report: Report) -> Figure | Shown:
    """How many attitudes of each kind the text gives to somebody."""
    found = report.tables.attitudes
    found = found[found["layer"].isin(PIECE)]
    return _counted("attitudes", found["kind"], found["source"])


def _counted(slug: str, kinds: pd.Series[str], names: pd.Series[str]) -> Figure | Shown:
    """A bar for each kind; its number of different names where there is a column."""
    if kinds.empty:
        return _nothing(slug)
    columns = _words(slug)["columns"]
    rows: list[list[Cell]] = [
        [kind, n, names[kinds == kind].nunique()][: len(columns)]
        for kind, n in Counter(kinds).most_common()
    ]
    told = "Bars: " + "; ".join(f"{row[0]} {row[1]}" for row in rows)
    return _figure(slug, told, partial(bars, rows, columns[1]), rows)


def named_or_not(report: Report) -> Figure | Shown:
    """How many attributions of each article name their source."""
    found = _attributions(report)
    if found.empty:
        return _nothing("named-or-not")
    rows: list[list[Cell]] = []
    for piece, own in _by_piece(report, found):
        unnamed = int((own["anonymous"] | own["source"].isna()).sum())
        rows.append([piece, len(own) - unnamed, unnamed])
    return _stacked(
        "named-or-not",
        "Bars: " + "; ".join(f"{piece} {a} named, {b} unnamed" for piece, a, b in rows),
        "attributions",
        {"named": BLUE, "unnamed": HOLLOW},
        rows,
        BLUE,
    )


def how_sure_sources(report: Report) -> Figure | Shown:
    """How sure the attributions are, in steps of a tenth."""
    found = _attributions(report)
    if found.empty:
        return _nothing("how-sure-sources")
    steps = found["confidence"].clip(0, 0.999).mul(10).astype(int)
    rows: list[list[Cell]] = []
    for step in range(int(steps.min()), 10):
        own = found[steps == step]
        quoted = int(own["quotes_words"].sum())
        name = f"{step * 10}–{step * 10 + 10} %"
        rows.append([name, quoted, len(own) - quoted])
    return _stacked(
        "how-sure-sources",
        "Bars: " + "; ".join(f"{name}: {a + b}" for name, a, b in rows),
        "attributions",
        {QUOTED: BLUE, REPORTED: HOLLOW},
        rows,
        BLUE,
    )


# --- how it is said ---------------------------------------------------------------


def tone(report: Report) -> Figure | Shown:
    """The tone of each sentence, and the mean of each voice that has enough of them."""
    sentences = report.tables.sentences
    body = sentences[sentences["layer"].isin(("standfirst", "author", "excerpt"))]
    body = body[body["tone_masked"].notna()]
    if body.empty:
        return _nothing("tone")
    rows: list[list[Cell]] = []
    means = []
    for piece, own in _by_piece(report, body):
        for voice in ("author", "excerpt"):
            said = own[own["layer"] == voice]
            mean = summarise_tone(list(said["tone_masked"]), list(said["tone"]))
            if mean.n_sentences:
                enough = mean.n_sentences >= FEWEST
                shown = mean.mean if enough else math.nan
                signs = mean.n_positive, mean.n_negative
                rows.append([piece, voice, mean.n_sentences, shown, *signs])
                if enough:
                    means.append((piece, voice, shown))
    counted = {piece: f"({len(own)}) {piece}" for piece, own in _by_piece(report, body)}
    named = body["article"].map(report.names).map(counted)
    ticks = pd.DataFrame({"piece": named, "tone": body["tone_masked"]})
    frame = pd.DataFrame(means, columns=["piece", "voice", "tone"])
    frame["piece"] = frame["piece"].map(counted)
    pieces = list(counted.values())[:MOST_ROWS]
    told = "; ".join(
        f"{piece}, {voice}: {_mean_words(mean)} of {n}"
        for piece, voice, n, mean, *_ in rows
    )
    return _figure(
        "tone",
        f"Mean tone: {told}",
        partial(tone_ticks, ticks, frame, pieces),
        rows,
    )


def readability(report: Report) -> Figure | Shown:
    """The school grade of each article by five formulas, and of how many sentences."""
    voices = report.tables.voices
    rows: list[list[Cell]] = []
    marks = []
    for piece, own in _by_piece(report, voices):
        for _, row in own[own["voice"].isin(("body", "author", "excerpt"))].iterrows():
            n = int(row["n_sentences"])
            if n:
                grades = [
                    float(row[name]) if n >= FEWEST else math.nan for name in _GRADES
                ]
                rows.append([piece, row["voice"], n, int(row["n_words"]), *grades])
            if row["voice"] == "body" and n >= FEWEST:
                marks += [
                    (f"({n}) {piece}", spaced(name), float(row[name]))
                    for name in _GRADES
                    if not math.isnan(row[name])
                ]
    if not marks:
        return _nothing("readability")
    frame = pd.DataFrame(marks, columns=["piece", "formula", "grade"])
    first = frame[frame["formula"] == spaced(_GRADES[0])]
    said = [f"{piece} {grade:.1f}" for piece, _, grade in first.values]
    return _figure(
        "readability",
        f"Flesch–Kincaid grade: {'; '.join(said)}",
        partial(
            grade_ranges, frame, spaced(_GRADES[0]), list(first["piece"])[:MOST_ROWS]
        ),
        rows,
    )


# --- voices -----------------------------------------------------------------------


def words_by_voice(report: Report) -> Figure | Shown:
    """How many words of each article are in which voice."""
    return _segment_words(report, "words-by-voice", "layer")


def how_sure_voices(report: Report) -> Figure | Shown:
    """How many words of each article are in a voice that is a guess."""
    return _segment_words(report, "how-sure-voices", "basis")


def _segment_words(report: Report, slug: str, column: str) -> Figure | Shown:
    """The words of each article by what a column of its segments says."""
    segments, colours = report.tables.segments, _words(slug)["colours"]
    present = [kind for kind in colours if (segments[column] == kind).any()]
    rows: list[list[Cell]] = []
    for piece, own in _by_piece(report, segments):
        words = own.groupby(column)["n_words"].sum().reindex(present, fill_value=0)
        if words.sum():
            rows.append([piece, *map(int, words)])
    if not rows:
        return _nothing(slug)
    told = "; ".join(
        f"{row[0]} "
        + ", ".join(f"{k} {n}" for k, n in zip(present, row[1:], strict=True) if n)
        for row in rows
    )
    shown = {kind: colours[kind] for kind in present}
    return _stacked(slug, f"Words: {told}", "words", shown, rows)


# --- shared -----------------------------------------------------------------------


@cache
def _words(slug: str) -> dict[str, Any]:
    """The words of a figure."""
    listed = Path(__file__).with_suffix(".yml").read_text("utf-8")
    words: dict[str, Any] = yaml.safe_load(listed)[slug]
    return words


def _nothing(slug: str) -> Shown:
    return note(_words(slug)["nothing"].format(fewest=FEWEST))


def _figure(
    slug: str,
    alt: str,
    draw: Callable[[int], Any],
    rows: Sequence[Sequence[Cell]],
    kinds: Sequence[str] = (),
    **facts: str,
) -> Figure:
    """A chart with its words, `facts` filled in; `kinds` are further columns."""
    words = _words(slug)
    caption = words["caption"].format(fewest=FEWEST, **facts)
    columns = (*words["columns"], *kinds)
    return Figure(slug, words["title"], caption, alt, draw, columns, rows)


def _stacked(
    slug: str,
    told: str,
    unit: str,
    colours: dict[str, str],
    rows: Sequence[Sequence[Cell]],
    stroke: str = "",
) -> Figure:
    """A bar for each row of a name and a number of each kind; kinds have colours."""
    kinds = [spaced(kind) for kind in colours]
    parts = [
        (row[0], kind, n, place)
        for row in rows
        for place, (kind, n) in enumerate(zip(kinds, row[1:], strict=True))
    ]
    frame = pd.DataFrame(parts, columns=["piece", "kind", "n", "place"])
    drawing = partial(
        stacks, frame, unit, dict(zip(kinds, colours.values(), strict=True)), stroke
    )
    return _figure(slug, told, drawing, rows, kinds)


def _attributions(report: Report) -> pd.DataFrame:
    """The attributions in the piece itself, and whether each has quoted words."""
    found = report.tables.attributions
    found = found[found["layer"].isin(PIECE)]
    return found.assign(quotes_words=found["mode"].isin(("direct", "mixed")))


def _by_piece(report: Report, frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each article that has any, oldest article first."""
    groups = dict(iter(frame.groupby("article", sort=False)))
    return [
        (report.names[document.article.id], groups[document.article.id])
        for document in report.documents
        if document.article.id in groups
    ]


def _mean_words(mean: float) -> str:
    return "too few for a mean" if math.isnan(mean) else f"{mean:+.2f}"


def _n(count: int, what: str) -> str:
    return f"{count:,} {what}" + "s" * (count != 1)


def _short(name: str) -> str:
    cut = shortened(name, _LONGEST_NAME - 1)
    return name if len(name) <= _LONGEST_NAME else cut
