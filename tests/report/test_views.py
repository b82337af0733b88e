"""Views and charts: what a chart draws is the table it was given, mark for mark."""

from __future__ import annotations

import pytest
import vl_convert
from report import charts, measure_charts, views
from report.coding import agreement_counts, with_codes
from report.validity_views import outcomes


def n_marks(drawing, kind, width=680):
    """How many marks of a kind (`bar`, `circle`, `point` …) the drawing has."""
    svg = vl_convert.vegalite_to_svg(drawing(width).to_json())
    return svg.count(f'aria-roledescription="{kind}"')


def test_pieces_are_called_by_label_and_year(names):
    """Names are the label and the year, oldest first."""
    assert list(names.values()) == [
        "Negotiating, 2007",
        "Cease-fire over, 2008",
        "Peace deal, 2008",
        "Great news, 2014",
        "Spring offensive, 2015",
    ]


def test_layer_words_are_all_words(tables, names):
    """No word of any file is lost between the tables and the chart."""
    assert views.layer_words(tables)["n_words"].sum() == (
        tables.segments["n_words"].sum()
    )


def test_voice_spans_stay_inside_the_piece(tables, names):
    """Spans lie between first and last character, and voices do not overlap."""
    spans = views.voice_spans(tables)
    assert ((spans["start"] >= 0) & (spans["end"] <= 1)).all()
    assert (spans["start"] < spans["end"]).all()
    voices = spans[spans["layer"] != "quoted"]
    for _, own in voices.groupby("piece"):
        assert (own["start"].to_numpy()[1:] >= own["end"].to_numpy()[:-1]).all()
    assert (spans["layer"] == "quoted").sum() == len(tables.quotes)


def test_speaker_words_are_the_words_of_the_quotes(tables, names):
    """Every quoted word has one speaker, or nobody in particular."""
    assert views.speaker_words(tables)["n_words"].sum() == (
        tables.quotes["n_words"].sum()
    )


def test_a_quote_that_is_cut_has_only_its_own_words(tables):
    """The words of a pull quote inside a quote are not the speaker's."""
    cut = tables.quotes[tables.quotes["pieces"].notna()].iloc[0]
    assert cut["n_words"] == 12 + 5  # before and after the insert
    assert len(cut["text"].split()) > 30


@pytest.mark.parametrize("width", [680, 340])
def test_source_dots_are_the_attributions(tables, names, width):
    """One dot each, named or not, at both widths."""
    points = views.source_points(tables)
    drawing = charts.source_dots(points)
    assert n_marks(drawing, "point", width) == len(tables.attributions) == len(points)


@pytest.mark.parametrize("width", [680, 340])
def test_relation_tiles_are_the_sentences(tables, names, width):
    """One tile each, with or without a relation."""
    tiles = views.relation_tiles(tables)
    drawing = measure_charts.relation_strip(tiles)
    assert n_marks(drawing, "rect mark", width) == len(tiles) == 125


def test_program_tiles_pair_both_readers(tables, names):
    """Each sentence has a coded and a program tile, and one of them is a relation."""
    tiles = views.program_tiles(tables)
    pairs = tiles.pivot(
        index=["piece", "sentence"], columns="reader", values="relation"
    )
    assert pairs.notna().all(axis=None)
    assert (pairs != "none").any(axis=1).all()
    assert n_marks(measure_charts.relation_rows(tiles), "rect mark") == len(tiles)


def test_tone_strip_draws_every_sentence_once(tables, names):
    """A circle for each author, excerpt or headline sentence, a diamond for irony."""
    points = views.tone_points(tables)
    drawing = measure_charts.tone_strip(points)
    assert n_marks(drawing, "circle") == len(points)
    assert n_marks(drawing, "point") == (points["read_as"] == "ironic").sum()


def test_evaluation_counts_are_the_judged_sentences(tables, names):
    """Each judgment is counted once, on its side."""
    both = with_codes(tables)
    counts = views.evaluation_counts(tables)
    judged = (both["coded_toward_us"] != 0).sum() + (
        both["coded_toward_iran"] != 0
    ).sum()
    assert counts["n"].sum() == judged == counts["signed"].abs().sum()


def test_evaluation_by_tone_holds_every_sentence(tables):
    """The table of evaluation by tone adds up to all sentences of the pieces."""
    table = views.evaluation_by_tone(tables)
    assert table.to_numpy().sum() == len(with_codes(tables))


def test_outcomes_add_up(tables, names):
    """Matched and missed make the reference, matched and added the program."""
    counts = agreement_counts(tables)
    found = outcomes(tables)
    by = found.pivot(index="finder", columns="outcome", values="n").fillna(0)
    refs = found["passages"].str.split()
    assert (refs.map(len) == found["n"]).all()
    for finder, found in counts.items():
        row = by.loc[finder]
        assert row["matched"] + row["missed"] == found.n_reference
        assert row["matched"] + row["added"] == found.n_found


@pytest.mark.parametrize("width", [680, 340])
@pytest.mark.parametrize(
    ("chart", "view"),
    [
        (charts.layer_bars, views.layer_words),
        (charts.voice_barcode, views.voice_spans),
        (charts.speaker_bars, views.speaker_words),
        (measure_charts.grade_ranges, views.grade_points),
        (measure_charts.evaluation_bars, views.evaluation_counts),
    ],
)
def test_charts_draw_at_both_widths(tables, names, chart, view, width):
    """Each chart is valid and has a mark at least for every piece it shows."""
    rows = view(tables)
    svg = vl_convert.vegalite_to_svg(chart(rows)(width).to_json())
    for piece in rows["piece"].unique():
        assert piece in svg
