"""The recorded figures on out-of-domain news, beside those of other programs.

The others' figures are in `lexicons/peers.csv`, in per cent, measured on PolNeAR's dev
split by the same definitions; `reason` says how each was run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.corpus.articles import CorpusError
from analysis.lexicons import rows
from report.seeds import REPOSITORY

BENCHMARKS = REPOSITORY / "tests" / "benchmarks"
RECORD = BENCHMARKS / "polnear" / "record.json"
GUM = BENCHMARKS / "polnear" / "gum.json"
FIELD = BENCHMARKS / "field.json"
PROGRAM = "this program"

_SHOWN = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
CORPUS, DECIDES = _SHOWN["corpus"], _SHOWN["decides"]


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


def _shares(made: Any) -> dict[str, float]:
    """The shares of a record that are shown, by the names of `peers.csv`; 0 to 1."""
    return {name: reduce(getitem, at, made) for name, at in _SHOWN["shares"].items()}


def _percentages(made: Mapping[str, Any]) -> dict[str, int]:
    return {name: round(100 * share) for name, share in _shares(made).items()}


def peer_table() -> pd.DataFrame:
    """The program and its peers on PolNeAR's dev split, in whole per cent.

    Columns: system; quotes, F1 (spans called attributed); scare quotes kept out;
    speaker right (head in the marked source, of all spans that have one), of those
    named (the same, of spans given a speaker); contents, F1 (words); cues, F1.
    """
    columns = _SHOWN["peers"]
    own = {"system": PROGRAM} | _percentages(recorded())
    table = pd.DataFrame([*rows("peers"), own])[["system", *columns]]
    numbers = {name: pd.to_numeric(table[name]).round() for name in columns}
    return table.assign(**numbers).convert_dtypes().rename(columns=columns)


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
    columns = _SHOWN["corpora"]
    return table[["corpus", "articles", *columns]].rename(columns=columns)


def field_table() -> pd.DataFrame:
    """Small pages that fail: kind, answers asked for, and how many are right."""
    kinds = json.loads(FIELD.read_text("utf-8"))["kinds"]
    table = pd.DataFrame({"kind": kind} | counts for kind, counts in kinds.items())
    return table.rename(columns={"n": "answers"})


def failure_table() -> pd.DataFrame:
    """What became of the quoted spans that have a source, by kind, as counts."""
    table = pd.DataFrame(recorded()["failures"]).rename(index=_SHOWN["outcomes"])
    return table.rename_axis("outcome").reset_index()


def claim_table() -> pd.DataFrame:
    """What became of the marked attributions, and what each outcome costs, as counts.

    Columns: outcome; attributions; cues missed; words missed, and in excess.
    """
    table = pd.DataFrame.from_dict(recorded()["claims"], orient="index")
    table = table.rename(index=_SHOWN["claims"], columns=_SHOWN["costs"])
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
        "strangers_changed": ", with changes not yet committed" * made["dirty"],
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
        "strangers_worst": _SHOWN["outcomes"][worst],
        "strangers_worst_n": wrong[worst],
        **_claim_facts(made["claims"]),
    }


def _claim_facts(claims: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """What not finding an attribution costs, and what misreading it does."""
    missed = [claims[name] for name in ("listed", "unlisted", "no_cue")]
    unmarked = [claims[f"unmarked_{name}"] for name in ("report", "attitude")]
    return {
        "claims_cues_missed": sum(row["cues_missed"] for row in claims.values()),
        "claims_words_missed": sum(row["words_missed"] for row in claims.values()),
        "claims_unfound": sum(row["n"] for row in missed),
        "claims_unfound_listed": claims["listed"]["n"],
        "claims_unfound_words": sum(row["words_missed"] for row in missed),
        "claims_other_cue": claims["other_cue"]["cues_missed"],
        "claims_unmarked": sum(row["n"] for row in unmarked),
        "claims_unmarked_attitudes": claims["unmarked_attitude"]["n"],
        "claims_unmarked_words": sum(row["words_in_excess"] for row in unmarked),
    }
