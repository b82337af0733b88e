"""Charts and tiles: what is drawn is the table that is published beside it."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
import vl_convert
from recorded import DRAWN
from report import charts, theme, tiles
from report.chapters import (
    how_it_is_said,
    measures,
    program,
    who_speaks,
)
from report.coding import CODING, with_codes
from report.labels import pieces
from report.seeds import articles

WIDTHS = pytest.mark.parametrize("width", [680, 340])
LABELS = [article.label for article in articles()]


def draw(drawing, rows, width=680, **words):
    """The SVG of a drawing of rows at a width."""
    return vl_convert.vegalite_to_svg(drawing(rows, width, **words).to_json())


def n_marks(svg, kind):
    """How many marks of a kind (`bar`, `point`, `rect mark` …) a reader meets."""
    return svg.count(f'aria-roledescription="{kind}"')


def n_stroked(svg, colour, width):
    """How many signs have a line of a colour and a width: hatchings, waves."""
    return len(re.findall(f'<path [^>]*stroke="{colour}" stroke-width="{width}"', svg))


def related(tables):
    """The tiles of the sentences about the relationship."""
    rows = tiles.sentence_tiles(tables)
    return rows[rows["relation"] != "none"].reset_index(drop=True)


# --- one mark a row -------------------------------------------------------------------

INVENTED = (charts.confusion_tiles, lambda _: program.invented_cells())
MARKS = {
    "words-heard": "bar",
    "ties": "text mark",
    "tone-by-sentence": "point",
    "lexicon-ranks": "point",
    "grades-and-lengths": "point",
    "passes": "point",
    "relation-confusion": "rect mark",
    "relation-other-news": "rect mark",
    "reliability": "point",
    "grade-choices": "tick",
}


@pytest.mark.parametrize("slug", MARKS)
def test_a_mark_is_a_row(tables, slug):
    """As many marks as rows, on a page and on a phone."""
    chart, rows = DRAWN.get(slug, INVENTED)
    found = rows(tables)
    assert len(found)
    for width in (680, 340):
        assert n_marks(draw(chart, found, width), MARKS[slug]) == len(found)


@WIDTHS
def test_tiles_are_the_sentences(tables, width):
    """A tile each, the samples of the legend apart; signs where they are due."""
    rows = tiles.sentence_tiles(tables)
    names = pieces().values()
    words = {"answers": dict.fromkeys(names, "an answer"), "quotes": {}}
    check_signs(draw(tiles.reading_strips, rows, width, **words), rows, width, 1)


@WIDTHS
def test_own_and_borrowed_tiles_are_the_sentences(tables, width):
    """Each sentence about the relationship is on one side."""
    rows = related(tables)
    check_signs(draw(tiles.own_and_borrowed, rows, width), rows, width, 1)


@WIDTHS
@pytest.mark.parametrize("label", LABELS)
def test_a_fingerprint_has_four_marks_a_sentence(tables, label, width):
    """Whose words, relation, tone and quotes of every sentence."""
    rows = tiles.fingerprint_rows(tables, label)
    check_signs(draw(tiles.fingerprint, rows, width), rows, width, 4)


def check_signs(svg, rows, width, marks_each):
    """Marks, hatchings and waves are those of the rows and of the legend's samples."""
    samples, _ = tiles.legend(rows, width, 0)
    every = pd.concat([rows, samples])
    n_hatched = (~every["reality"].isin(["", "fact"])).sum()
    assert n_marks(svg, "rect mark") == marks_each * len(rows) + len(samples)
    assert n_stroked(svg, theme.GROUND, 1.5) == n_hatched
    assert n_stroked(svg, theme.INK, 2) == (every["tone"] == "ironic").sum()


# --- tiles ----------------------------------------------------------------------------


def test_a_tile_says_what_is_coded_of_its_sentence(tables):
    """Codes of the majority, how many passes agree, and where the sentence stands."""
    rows = tiles.sentence_tiles(tables)
    codes = with_codes(tables)
    for name in ("voice", "relation", "reality", "tone"):
        assert rows[name].tolist() == codes[f"coded_{name}"].tolist(), name
    assert rows["place"].tolist() == codes["place"].tolist()
    assert rows["text"].tolist() == CODING.sentences()["text"].tolist()
    assert set(rows["agreed"]) <= {"2 of 3", "3 of 3"}
    assert rows["passages"].is_unique
    assert rows.columns[-1] == "passages"


def test_a_fingerprint_adds_whose_words_and_what_is_measured(tables):
    """The rows of one piece, with the tone and the share of quoted words."""
    rows = tiles.fingerprint_rows(tables, "Peace deal")
    assert set(rows["piece"]) == {"Peace deal, 2008"}
    assert rows["place"].tolist() == list(range(1, len(rows) + 1))
    assert set(rows["whose"]) == {"the writer", "somebody else", "large type"}
    assert rows["quoted"].between(0, 1).all()
    assert rows["tone_heard"].between(-1, 1).all()


@pytest.mark.parametrize("label", LABELS)
def test_a_legend_explains_what_is_drawn_and_nothing_else(tables, label):
    """Each colour and sign of a fingerprint has its words, each word a tile."""
    rows = tiles.fingerprint_rows(tables, label)
    _, lines = tiles.legend(rows, 680, 0)
    said = {line.label for line in lines}
    assert ("possible or planned" in said) is bool(
        (~rows["reality"].isin(["", "fact"])).any()
    )
    assert ("mocked" in said) is bool((rows["tone"] == "ironic").any())
    assert ("less sure" in said) is bool((rows["agreed"] != "3 of 3").any())
    relations = {tiles.RELATIONS[name] for name in rows["relation"]}
    assert said & set(tiles.RELATIONS.values()) == relations


@pytest.mark.parametrize("reality", ["possibility", "plan"])
def test_hatching_is_explained_whatever_it_stands_for(reality):
    """A plan is hatched as a possibility is, so the legend says so."""
    drawn = pd.DataFrame(
        {
            "relation": ["cooperation"],
            "tone": "",
            "agreed": "3 of 3",
            "reality": reality,
        }
    )
    samples, lines = tiles.legend(drawn, 680, 0)
    assert len(samples) == len(lines) == 2


@pytest.mark.parametrize("width", [680, 340, 200])
def test_a_legend_goes_on_in_another_line(tables, width):
    """No sample stands beyond the edge, and no two in one place."""
    samples, lines = tiles.legend(tiles.sentence_tiles(tables), width, 10)
    assert (samples["x2"] <= width).all()
    assert not samples.duplicated(["x", "y"]).any()
    assert samples["y"].min() >= 10
    assert len(samples) == len(lines)


@pytest.mark.parametrize("ratio", [0.5, 1, 1.5, 4])
def test_hatching_stays_inside_its_tile(ratio):
    """Each line runs at 45 degrees from edge to edge of a tile 2 wide."""
    path = tiles.hatching(ratio)
    ends = re.findall(r"M(-?[\d.]+),(-?[\d.]+)L(-?[\d.]+),(-?[\d.]+)", path)
    assert len(ends) == 2
    for x, y, x2, y2 in (map(float, found) for found in ends):
        assert all(abs(one) <= 1.01 for one in (x, x2))
        assert all(abs(one) <= 1.01 * ratio for one in (y, y2))
        assert math.isclose(x2 - x, y - y2, abs_tol=0.02)
        assert x < x2


def test_a_sentence_without_a_relation_lies_low():
    """Its tile is flat; all stand on one line."""
    rows = pd.DataFrame({"relation": ["none", "cooperation"]})
    found = tiles.placed(rows, pd.Series([0, 20]), pd.Series([5, 5]), 18, 28)
    assert found["y2"].tolist() == [33, 33]
    assert found["y"].tolist() == [5 + 28 - tiles.FLAT, 5]
    assert (found["x2"] - found["x"]).tolist() == [18, 18]


def test_words_on_a_strip_stand_in_a_sentence(tables):
    """Words that no sentence of the piece has are refused, those of another too."""
    rows = tiles.sentence_tiles(tables)
    answers = dict.fromkeys(pieces().values(), "an answer")
    words = {"Great news, 2014": "not troubling at the moment"}
    with pytest.raises(ValueError, match="Great news, 2014: no sentence"):
        tiles.reading_strips(rows, 680, answers, words)


@WIDTHS
def test_words_on_a_strip_are_on_the_drawing(tables, width):
    """The names, the answers and the quotes, once each, in marks."""
    names = list(pieces().values())
    answers = {name: f"answer {n}" for n, name in enumerate(names)}
    words = {"Spring offensive, 2015": "not troubling at the moment"}
    rows = tiles.sentence_tiles(tables)
    svg = draw(tiles.reading_strips, rows, width, answers=answers, quotes=words)
    for text in (*names, *answers.values(), "↑ “not troubling at the moment”"):
        assert svg.count(f">{text}</text>") == 1, text


def test_own_words_stand_to_the_left(tables):
    """What the writer or large type vouches for is left of all that is borrowed."""
    rows = related(tables)
    at = tiles.own_and_borrowed(rows, 680).layer[0].layer[0].data
    own = at["voice"].isin(["writer", "display"])
    assert at.loc[own, "x2"].max() < at.loc[~own, "x"].min()
    for _, row in at.groupby("piece"):
        assert row.sort_values("x")["x"].diff().dropna().min() > 0


# --- charts ---------------------------------------------------------------------------


def test_every_side_is_named_with_its_words(tables):
    """The heads of the bars add up to all spoken words."""
    svg = draw(charts.spoken_bars, who_speaks.spoken_rows(tables))
    heads = re.findall(r">([^<]+): (\d+) words</text>", svg)
    spoken = tables.quotes[tables.quotes["kind"].isin(["direct", "mixed"])]
    assert sum(int(n) for _, n in heads) == spoken["n_words"].sum()
    assert heads[0][0] == "American"


def test_the_ladder_has_command_on_top(tables):
    """No word of nearness above one of help, none of help above one of command."""
    chart = charts.tie_ladder(how_it_is_said.tie_rows(tables), 680)
    words = next(layer.data for layer in chart.layer if "word" in layer.data)
    tops, ends = (words.groupby("kind")["y"].agg(how) for how in ("min", "max"))
    assert ends["command"] < tops["support"] < tops["association"]
    assert ends["support"] < tops["association"]
    assert not words.duplicated(["x", "y"]).any()


def test_undefined_grades_are_not_drawn(tables):
    """A choice that leaves no sentence has no tick."""
    table = measures.grade_choices(tables)
    table.loc[table.index[:3], "grade"] = math.nan
    svg = draw(charts.grade_range_bars, table)
    assert n_marks(svg, "tick") == len(table) - 3
