"""What the report says of the benchmark: recorded figures, beside other programs'."""

from __future__ import annotations

import pytest
from report.peers import (
    GUM,
    PROGRAM,
    claim_table,
    corpora_table,
    failure_table,
    field_table,
    peer_table,
    recorded,
    stranger_facts,
)

from analysis import CorpusError

# --- what the book shows -----------------------------------------------------


def test_peers_and_program_in_one_table():
    """The program stands last, with its recorded figures in whole per cent."""
    table = peer_table()
    own = table.iloc[-1]
    assert own["system"] == PROGRAM
    share = recorded()["speakers"]["all"]["right_of_all"]
    assert own["speaker right"] == round(100 * share)
    numbers = table.drop(columns="system")
    assert numbers.min().min() >= 0
    assert numbers.max().max() <= 100


def test_both_corpora_stand_in_one_table():
    """Each row has the recorded figures of its corpus, in whole per cent."""
    table = corpora_table().set_index("corpus")
    for name, made in (
        ("PolNeAR, dev", recorded()),
        ("GUM news, dev", recorded("dev", GUM)),
    ):
        share = made["attributions"]["content_words"]["recall"]
        assert table.loc[name, "recall"] == round(100 * share)
        assert table.loc[name, "articles"] == made["articles"]


def test_small_pages_by_kind():
    """No kind has more right answers than answers."""
    table = field_table()
    assert table["kind"].is_unique
    assert (table["right"] <= table["answers"]).all()


def test_every_quote_has_one_outcome():
    """The outcomes of each kind add up to its quotes, and the kinds to all."""
    table = failure_table()
    made = recorded()
    assert len(table) == len(made["failures"]["all"])
    assert {kind: table[kind].sum() for kind in made["speakers"]} == {
        kind: made["speakers"][kind]["n"] for kind in made["speakers"]
    }
    assert (table["direct"] + table["mixed"] == table["all"]).all()


def test_every_miss_has_its_outcome():
    """The costs of all outcomes add up to what the measured rates leave."""
    table = claim_table().set_index("outcome").sum()
    made = recorded()["attributions"]
    cues, words = made["cues"], made["content_words"]
    assert table["cues missed"] == cues["reference"] - cues["matched"]
    assert table["words missed"] == words["reference"] - words["matched"]
    assert table["words in excess"] == words["found"] - words["matched"]


def test_facts_of_the_prose():
    """The wrong ones are all but the right ones; the worst type is one of them."""
    facts = stranger_facts()
    right = recorded()["failures"]["all"]["right"]
    assert facts["strangers_wrong"] == facts["strangers_quotes"] - right
    assert 0 < facts["strangers_worst_n"] <= facts["strangers_wrong"]


def test_a_split_that_was_not_recorded():
    """The error says how to record it."""
    with pytest.raises(CorpusError, match="make polnear"):
        recorded("nothing")
