"""How sure an answer is: drawn toward wider kinds, calibrated, and a bar to clear."""

from __future__ import annotations

import json

import pytest
from report.rules import calibration_error, reliability

from analysis import analyze
from analysis.__main__ import main
from analysis.attribution.attributions import withhold
from analysis.attribution.confidence import MENTIONS, confidence
from analysis.lexicons import rows

TEXT = (
    "“The bridge is open,” Ann Lee said. “Go.” Bo Ek said that Ann Lee denied it. "
    "There are reports that “the ferry sank.”"
)


@pytest.fixture
def counted(monkeypatch):
    """Two rules counted on train: one seldom, one often."""
    table = [
        ("often", "person", "train", "900", "810"),
        ("often", "house", "train", "100", "50"),
        ("seldom", "person", "train", "1", "0"),
        ("often", "person", "dev", "1000", "0"),
    ]
    names = ("rule", "mention", "split", "n", "right")
    given = [
        dict(zip(names, row, strict=True)) | {"decides": "quotes"} for row in table
    ]
    monkeypatch.setattr("analysis.attribution.confidence.rows", lambda name: given)
    from analysis.attribution.confidence import answer_counts

    answer_counts.cache_clear()
    yield
    answer_counts.cache_clear()


def test_worked_out_by_hand(counted):
    """860 of 1001 are right; each narrower kind is drawn to the wider one by 100."""
    every = 860 / 1001
    often = (860 + 100 * every) / 1100
    assert confidence("often", "house", True) == (50 + 100 * often) / 200
    seldom = 100 * every / 101
    assert confidence("seldom", "person", True) == 100 * seldom / 101
    assert confidence("never", "nobody", True) == pytest.approx(every)


@pytest.mark.parametrize("quoted", [True, False])
def test_it_is_a_share(quoted):
    """For every rule and kind of mention it lies between 0 and 1."""
    for row in rows("rules"):
        for mention in MENTIONS:
            assert 0 < confidence(row["rule"], mention, quoted) < 1


def test_it_is_calibrated_on_articles_the_rules_were_not_made_on():
    """The expected error is at most three points."""
    assert calibration_error(reliability("dev")) <= 0.03


def test_calibration_error_is_the_weighted_distance():
    """Three answers 0.1 off and one 0.3 off are 0.15 off."""
    table = (
        reliability()
        .head(2)
        .assign(low=[0.5, 0.9], n=[3, 1], confidence=[0.5, 0.9], right=[0.6, 0.6])
    )
    assert calibration_error(table) == pytest.approx(0.15)
    assert calibration_error(table.head(0)) != calibration_error(table.head(0))


@pytest.mark.parametrize("minimum", [0.0, 0.3, 0.7, 0.85, 0.97, 1.0])
def test_what_is_less_sure_is_withheld(minimum):
    """Nothing kept is less sure; quotes stay, and numbers still point aright."""
    document = analyze(TEXT)
    claims, quotes = withhold(document.attributions, document.quotes, minimum)
    sure = [one for one in document.attributions if one.confidence >= minimum]
    assert [one.text for one in claims] == [one.text for one in sure]
    assert [quote.text for quote in quotes] == [q.text for q in document.quotes]
    for claim in claims:
        assert claim.inside is None or claim.inside < len(claims)
        assert all(quotes[q].rule for q in claim.quotes)
    for quote in quotes:
        assert quote.rule is None or (quote.confidence or 0) >= minimum


def test_a_withheld_speaker_is_said_to_be(tmp_path, capsys):
    """`explain` says how sure a withheld answer was; the tables have no speaker."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["explain", str(path), "--json", "--min-confidence", "1"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["attributions"] == []
    assert {quote["speaker"] for quote in record["quotes"]} == {None}
    assert record["quotes"][0]["uncredited"].startswith("withheld: only ")
