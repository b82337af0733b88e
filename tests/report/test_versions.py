"""Instruments in other versions than those recorded are told, and figures say so."""

from __future__ import annotations

import altair
import pandas
import pytest
from report import references, versions
from report.figure import figure


def test_the_recorded_figures_are_made_with_what_is_installed():
    """The lock and the record know the same instruments."""
    assert versions.other_versions(versions.installed(), versions.recorded()) == ""


def test_what_is_recorded_is_read_again(tmp_path):
    """A record of what is installed holds just that."""
    path = tmp_path / "versions.csv"
    versions.write(path)
    assert versions.recorded(path) == versions.installed()


@pytest.mark.parametrize("number", ["0.0", None])
def test_a_figure_says_so(monkeypatch, number):
    """An instrument in another version, or of which nothing is recorded, is named."""
    rows = pandas.DataFrame({"piece": ["a"], "n": [1]})
    then = versions.recorded() | {"textstat": number}
    if number is None:
        del then["textstat"]
    monkeypatch.setitem(references.FIGURES, "other", "index")
    monkeypatch.setattr("report.figure.recorded", lambda: then)
    chart = altair.Chart(rows).mark_bar().encode(x="n", y="piece")
    made = figure(lambda *_: chart, "other", "t", "c", "a", "f", rows)
    now = versions.installed()["textstat"]
    said = f"Made with textstat {now}; the recorded figures were made with textstat "
    assert said + (number or "(none)") in made.html(published=False)
