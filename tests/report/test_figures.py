"""Figures and their colours: what the page gets, what the files hold."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations

import altair
import numpy
import pandas
import pytest
from report import figure as figures
from report import references, theme
from report.figure import figure

HOSTILE = '</script><script>alert("x")</script>'


@pytest.fixture(autouse=True)
def listed(monkeypatch):
    """The invented figures have a place in the book."""
    for slug in ("who-speaks", "s", "one", "two"):
        monkeypatch.setitem(references.FIGURES, slug, "index")


@pytest.fixture
def table() -> pandas.DataFrame:
    """Two articles, one with markup for a name, one value undefined."""
    return pandas.DataFrame(
        {
            "article": ["Peace deal", HOSTILE],
            "layer": ["author", "excerpt"],
            "share_of_words": [1 / 3, math.nan],
            "n_words": [0, 1200],
        }
    )


@pytest.fixture
def chart():
    """Bars in the colours of two layers, as wide as they are asked for."""

    def draw(table, width):
        colours = theme.scale(theme.LAYER, table["layer"])
        return (
            altair.Chart(table)
            .mark_bar(clip=True)
            .encode(
                x="n_words",
                y="article",
                color=altair.Color("layer", scale=colours),
            )
        )

    return draw


@pytest.fixture
def example(chart, table):
    """A figure that somebody tries to break out of."""
    return figure(
        chart,
        "who-speaks",
        f"A {HOSTILE}",
        "*E* of it",
        f"B {HOSTILE}",
        "C < D",
        table,
    )


def _html(drawn: figures.Figure) -> str:
    return drawn._repr_mimebundle_()["text/html"]


# --- colours -----------------------------------------------------------------


def _linear(colour: str) -> numpy.ndarray:
    parts = numpy.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return numpy.where(
        parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4
    )


def _contrast(one: str, other: str) -> float:
    weights = [0.2126, 0.7152, 0.0722]
    low, high = sorted(float(_linear(c) @ weights) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_colours_stand_out_from_their_ground(side):
    """Text has 4.5:1 and every mark 3:1 against the ground; the grid stays quiet."""
    colours = {name: pair[side] for name, pair in theme.COLOURS.items()}
    ground = colours.pop("ground")
    assert _contrast(colours.pop("grid"), ground) < 1.6
    for name, colour in colours.items():
        if name.startswith("on-"):
            continue  # stands on marks
        least = 4.5 if name in ("ink", "muted", "accent") else 3
        assert _contrast(colour, ground) >= least, name


# Machado, Oliveira and Fernandes (2009), severity 1: what is seen without one of
# the three kinds of cones; and CIELAB, in which distance is how different it looks.
_SIGHT = {
    "usual": numpy.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
_XYZ = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
]


def _lab(colour: str, sight: str) -> numpy.ndarray:
    seen = numpy.clip(numpy.array(_SIGHT[sight]) @ _linear(colour), 0, 1)
    xyz = numpy.array(_XYZ) @ seen / [0.9505, 1, 1.089]
    fx, fy, fz = numpy.where(xyz > 0.008856, numpy.cbrt(xyz), 7.787 * xyz + 4 / 29)
    return numpy.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize("sight", _SIGHT)
@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("family", [theme.LAYER, theme.RELATION, theme.KIND])
def test_colours_of_a_family_stay_apart(family, side, sight):
    """Any two colours of a family differ by 15 or more, whatever cones one has."""
    for one, other in combinations(family, 2):
        pair = (_lab(theme.COLOURS[name][side], sight) for name in (one, other))
        assert numpy.linalg.norm(numpy.subtract(*pair)) >= 15, (one, other)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_words_on_marks_can_be_read(side):
    """Text on a mark has 4.5:1 against it, on a light page and on a dark one."""
    pairs = {light: (light, dark) for light, dark in theme.COLOURS.values()}
    marks = [*theme.LAYER.values(), *theme.RELATION.values(), *theme.KIND.values()]
    for mark in marks:
        words = pairs[theme.on(mark)]
        assert _contrast(words[side], pairs[mark][side]) >= 4.5, mark


def test_a_colour_has_one_name():
    """Each light hex stands for one name, so that a drawing can be recoloured."""
    light = [pair[0] for pair in theme.COLOURS.values()]
    assert len(set(light)) == len(light)


def test_stylesheet_gives_every_variable_both_values():
    """The style sheet sets each colour once for light and once for dark pages."""
    for name, (light, dark) in theme.COLOURS.items():
        values = re.findall(rf"--fig-{name}:(#\w+);", theme.stylesheet())
        assert values == [light, dark]


def test_scale_refuses_an_unknown_name():
    """A layer without a colour is an error, not a grey bar."""
    with pytest.raises(KeyError):
        theme.scale(theme.LAYER, ["editor"])


# --- the page ----------------------------------------------------------------


def test_page_is_escaped_everywhere(example):
    """Markup in data, title or alternative text is shown, never run."""
    html = _html(example)
    assert "<script" not in html
    assert "<em>E</em>" in html  # a caption is Markdown


def test_a_figure_is_whole_without_the_book(example):
    """Number, caption and drawing are there; links to files that are not, are not."""
    html = _html(example)
    assert f'<span class="caption-number">Figure {example.number} </span>' in html
    assert "bookfig-files" not in html


def test_drawings_are_themed_and_named(example):
    """Both drawings carry the alternative text and the variables of our colours."""
    html = _html(example)
    assert html.count('<svg role="img" aria-label="B &lt;/script&gt;') == 2
    assert "var(--fig-author,#0844CE)" in html
    assert '"#0844CE"' not in html


def test_ids_of_two_figures_differ(chart, table):
    """No two drawings on a page share an id."""
    drawn = [figure(chart, slug, "t", "c", "a", "f", table) for slug in ("one", "two")]
    ids = [i for f in drawn for i in re.findall(r'\bid="([^"]+)"', _html(f))]
    assert len(ids) > 4
    assert len(set(ids)) == len(ids)


def test_links_of_marks_stay_on_the_page(table):
    """A mark that links to a passage links to this page, and is reachable."""
    linked = altair.Chart(table.assign(to="#passage")).mark_bar()
    linked = linked.encode(x="n_words", href="to")
    drawn = figure(lambda *_: linked, "s", "t", "c", "a", "f", table)
    assert '<a xlink:href="#passage"' in _html(drawn)
    assert '<svg role="document"' in _html(drawn)
    assert "<a " not in drawn.files()["figure.svg"]


def test_both_widths_are_kept(example):
    """The drawings are as wide as their places."""
    widths = re.findall(r'class="marks" width="(\d+)', _html(example))
    assert 600 < int(widths[0]) <= 748
    assert 300 < int(widths[1]) <= 374


# --- the arguments and the files ---------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"slug": "Not a slug"}, "slug"),
        ({"alt": " "}, "'alt'"),
        ({"finding": ""}, "'finding'"),
        ({"caption": ""}, "'caption'"),
        ({"table": pandas.DataFrame()}, "empty"),
    ],
)
def test_incomplete_figures_are_refused(chart, table, change, message):
    """A figure without identity, words or data is an error where it is made."""
    given = dict.fromkeys(("title", "caption", "alt", "finding"), "x")
    given |= {"slug": "s", "table": table}
    with pytest.raises(ValueError, match=message):
        figure(chart, **given | change)


def test_files_say_what_they_are(example):
    """The picture names report, slug and version; the metadata the instruments."""
    files = example.files()
    assert "who-speaks · version" in files["figure.svg"]
    assert "var(" not in files["figure.svg"]
    facts = json.loads(files["metadata.json"])
    assert facts["slug"] == "who-speaks"
    assert {"analysis", "altair", "vl-convert-python", "textstat"} <= set(
        facts["versions"]
    )
    assert json.loads(files["spec.vl.json"])["width"] == figures.WIDE
