"""The recorded figures on out-of-domain news, beside those of other programs.

The others' figures are in `lexicons/peers.csv`, in per cent, measured on PolNeAR's dev
split by the same definitions; `reason` says how each was run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
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
DECIDES = {
    "quotes": "speakers of quotes",
    "indirect": "reports without a quote",
    "attitudes": "attitudes",
}
"""What an answer is about, in a reader's words."""
_PEERS = {
    "attributed_f1": "quotes, F1",
    "kept_out": "scare quotes kept out",
    "speaker": "speaker right",
    "speaker_answered": "of those named",
    "content_f1": "contents, F1",
    "cue_f1": "cues, F1",
}
_CORPORA = {
    "attributed_f1": "quotes, F1",
    "speaker": "speaker right",
    "speaker_mixed": "of mixed quotes",
    "content_f1": "contents, F1",
    "content_recall": "recall",
    "cue_f1": "cues, F1",
    "cue_recall": "recall of cues",
}
_OUTCOMES = {
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


def _shares(made: Mapping[str, Any]) -> dict[str, float]:
    """The shares of a record that are shown, by the names of `peers.csv`; 0 to 1."""
    speakers, claims = made["speakers"], made["attributions"]
    return {
        "attributed_f1": made["detection"]["attributed"]["f1"],
        "kept_out": made["detection"]["kept_out"]["share"],
        "speaker": speakers["all"]["right_of_all"],
        "speaker_answered": speakers["all"]["right_of_answered"],
        "speaker_direct": speakers["direct"]["right_of_all"],
        "speaker_mixed": speakers["mixed"]["right_of_all"],
        "content_f1": claims["content_words"]["f1"],
        "content_recall": claims["content_words"]["recall"],
        "cue_f1": claims["cues"]["f1"],
        "cue_recall": claims["cues"]["recall"],
    }


def _percentages(made: Mapping[str, Any]) -> dict[str, int]:
    return {name: round(100 * share) for name, share in _shares(made).items()}


def peer_table() -> pd.DataFrame:
    """The program and its peers on PolNeAR's dev split, in whole per cent.

    Columns: system; quotes, F1 (spans called attributed); scare quotes kept out;
    speaker right (head in the marked source, of all spans that have one), of those
    named (the same, of spans given a speaker); contents, F1 (words); cues, F1.
    """
    own = {"system": PROGRAM} | _percentages(recorded())
    table = pd.DataFrame([*rows("peers"), own])[["system", *_PEERS]]
    numbers = {name: pd.to_numeric(table[name]).round() for name in _PEERS}
    return table.assign(**numbers).convert_dtypes().rename(columns=_PEERS)


def corpora_table() -> pd.DataFrame:
    """The program on two corpora, in whole per cent, counts of articles first.

    Columns: corpus; articles; quotes, F1; speaker right, and of mixed quotes (end to
    end); contents, F1 and recall (words); cues, F1 and recall.
    """
    corpora = {"PolNeAR, dev": recorded(), "GUM news, dev": recorded("dev", GUM)}
    table = pd.DataFrame(
        {"corpus": name, "articles": made["articles"]} | _percentages(made)
        for name, made in corpora.items()
    )
    return table[["corpus", "articles", *_CORPORA]].rename(columns=_CORPORA)


def field_table() -> pd.DataFrame:
    """Small pages that fail: kind, answers asked for, and how many are right."""
    kinds = json.loads(FIELD.read_text("utf-8"))["kinds"]
    table = pd.DataFrame({"kind": kind} | counts for kind, counts in kinds.items())
    return table.rename(columns={"n": "answers"})


def failure_table() -> pd.DataFrame:
    """What became of the quoted spans that have a source, by kind, as counts."""
    table = pd.DataFrame(recorded()["failures"]).rename(index=_OUTCOMES)
    return table.rename_axis("outcome").reset_index()


def stranger_facts() -> dict[str, Any]:
    """What the text says of the measurement: when, of what, how many, how often."""
    made = recorded()
    shares = _shares(made)
    wrong = {name: n for name, n in made["failures"]["all"].items() if name != "right"}
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
        "strangers_quotes": made["speakers"]["all"]["n"],
        "strangers_right": shares["speaker"],
        "strangers_direct": shares["speaker_direct"],
        "strangers_mixed": shares["speaker_mixed"],
        "strangers_named": shares["speaker_answered"],
        "strangers_contents": shares["content_f1"],
        "peers_date": max(row["measured"] for row in rows("peers")),
        "strangers_wrong": sum(wrong.values()),
        "strangers_worst": _OUTCOMES[worst],
        "strangers_worst_n": wrong[worst],
    }
