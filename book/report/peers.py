"""The recorded figures on out-of-domain news, beside those of other programs.

The others' figures are in `lexicons/peers.csv`, in per cent, measured on PolNeAR's dev
split by the same definitions; `reason` says how each was run.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.articles import CorpusError
from analysis.lexicons import rows
from report.seeds import REPOSITORY

BENCHMARKS = REPOSITORY / "tests" / "benchmarks"
RECORD = BENCHMARKS / "polnear" / "record.json"
GUM = BENCHMARKS / "polnear" / "gum.json"
FIELD = BENCHMARKS / "field.json"
PROGRAM = "this program"
CORPUS = (
    "Edward Newell, Drew Margolin, Derek Ruths: An attribution relations corpus for "
    "political news, LREC 2018"
)
_COLUMNS = {
    "attributed_f1": "quotes, F1",
    "kept_out": "scare quotes kept out",
    "speaker": "speaker right",
    "speaker_answered": "of those named",
    "content_f1": "contents, F1",
    "cue_f1": "cues, F1",
}


DECIDES = {
    "quotes": "speakers of quotes",
    "indirect": "reports without a quote",
    "attitudes": "attitudes",
}
"""What an answer is about, in a reader's words."""


def recorded(split: str = "dev", record: Path = RECORD) -> dict[str, Any]:
    """What a record holds of a split; `CorpusError` says how to record it.

    >>> recorded()["articles"]
    84
    """
    splits = json.loads(record.read_text("utf-8"))["splits"]
    if split not in splits:
        raise CorpusError(
            f"{record}: nothing recorded of {split}; run make polnear POLNEAR=PATH"
        )
    return splits[split]


def peer_table(split: str = "dev") -> pd.DataFrame:
    """The program and its peers on one split, in whole per cent.

    Columns: system; quotes, F1 (spans called attributed); scare quotes kept out;
    speaker right (head in the marked source, of all spans that have one), of those
    named (the same, of spans given a speaker); contents, F1 (words); cues, F1.
    """
    own = _own(recorded(split))
    table = pd.DataFrame([*rows("peers"), {"system": PROGRAM} | own])
    for column in _COLUMNS:
        numbers = pd.to_numeric(table[column]).round()
        table[column] = numbers.astype("Int64")
    return table[["system", *_COLUMNS]].rename(columns=_COLUMNS)


def corpora_table() -> pd.DataFrame:
    """The program on two corpora, in whole per cent, counts of articles first.

    Columns: corpus; articles; quotes, F1; speaker right, and of mixed quotes (end to
    end); contents, F1 and recall (words); cues, F1 and recall.
    """
    table = pd.DataFrame(
        [
            {"corpus": "PolNeAR, dev"} | _shares(recorded("dev")),
            {"corpus": "GUM news, dev"} | _shares(recorded("dev", GUM)),
        ]
    )
    return table.convert_dtypes()


def _shares(made: dict[str, Any]) -> dict[str, int]:
    claims = made["attributions"]
    shares = {
        "quotes, F1": made["detection"]["attributed"]["f1"],
        "speaker right": made["speakers"]["all"]["right_of_all"],
        "of mixed quotes": made["speakers"]["mixed"]["right_of_all"],
        "contents, F1": claims["content_words"]["f1"],
        "recall": claims["content_words"]["recall"],
        "cues, F1": claims["cues"]["f1"],
        "recall of cues": claims["cues"]["recall"],
    }
    whole = {name: round(100 * share) for name, share in shares.items()}
    return {"articles": made["articles"]} | whole


def field_table() -> pd.DataFrame:
    """Small pages that fail: kind, answers asked for, and how many are right."""
    kinds = json.loads(FIELD.read_text("utf-8"))["kinds"]
    rows = [{"kind": kind} | counts for kind, counts in kinds.items()]
    return pd.DataFrame(rows).rename(columns={"n": "answers"})


def failure_table(split: str = "dev") -> pd.DataFrame:
    """What became of the quoted spans that have a source, by kind, as counts."""
    failures = recorded(split)["failures"]
    outcomes = list(failures["all"])
    table = pd.DataFrame({"outcome": [_NAMES[name] for name in outcomes]})
    for kind in failures:
        table[kind] = [failures[kind][name] for name in outcomes]
    return table


def stranger_facts(split: str = "dev") -> dict[str, Any]:
    """What the text says of the measurement: when, of what, how many, how often."""
    made = recorded(split)
    speakers, failures = made["speakers"]["all"], made["failures"]["all"]
    wrong = {name: count for name, count in failures.items() if name != "right"}
    worst = max(wrong, key=lambda name: wrong[name])
    commit = made["commit"]
    return {
        "strangers_date": made["date"],
        "strangers_commit": commit[:7] if commit else "not known",
        "strangers_changed": ", with changes not yet committed"
        if made["dirty"]
        else "",
        "strangers_version": made["versions"]["analysis"],
        "strangers_articles": made["articles"],
        "strangers_quotes": speakers["n"],
        "strangers_right": speakers["right_of_all"],
        "strangers_direct": made["speakers"]["direct"]["right_of_all"],
        "strangers_mixed": made["speakers"]["mixed"]["right_of_all"],
        "strangers_named": speakers["right_of_answered"],
        "strangers_contents": made["attributions"]["content_words"]["f1"],
        "peers_date": max(row["measured"] for row in rows("peers")),
        "strangers_wrong": sum(wrong.values()),
        "strangers_worst": _NAMES[worst],
        "strangers_worst_n": wrong[worst],
    }


def _own(made: dict[str, Any]) -> dict[str, float | None]:
    """The program's figures under the names of `peers.csv`, in per cent."""
    found, speakers = made["detection"], made["speakers"]["all"]
    shares = {
        "attributed_f1": found["attributed"]["f1"],
        "kept_out": found["kept_out"]["share"],
        "speaker": speakers["right_of_all"],
        "speaker_answered": speakers["right_of_answered"],
        "content_f1": made["attributions"]["content_words"]["f1"],
        "cue_f1": made["attributions"]["cues"]["f1"],
    }
    return {name: None if s is None else 100 * s for name, s in shares.items()}


_NAMES = {
    "right": "right speaker",
    "not_found": "missed: not seen",
    "called_no_quote": "missed: called no quotation",
    "no_speaker": "no speaker named",
    "wrong_same_line_before": "wrong speaker; the true one stands before, same line",
    "wrong_same_line_after": "wrong speaker; the true one stands after, same line",
    "wrong_earlier_line": "wrong speaker; the true one stands on an earlier line",
    "wrong_later_line": "wrong speaker; the true one stands on a later line",
    "wrong_inside_or_around": "wrong speaker; the true one stands in or around it",
}
