"""Passages and tables on a page: article text is data, whatever it holds."""

from __future__ import annotations

import pandas as pd
from report.pages.html import (
    definitions,
    evidence,
    inline,
    numbered_list,
    plain_table,
    rendered,
    rule_list,
)

HOSTILE = '<script>alert("1")</script> & “so”'


def test_table_escapes_what_it_shows():
    """Markup in a cell, a heading or the caption is shown, never executed."""
    shown = plain_table(pd.DataFrame({HOSTILE: [HOSTILE, None]}), HOSTILE)
    assert "<script" not in shown.html
    assert shown.html.count("&lt;script&gt;") == 4  # label, caption, heading, cell
    assert "<td>–</td>" in shown.html


def test_numbers_and_long_texts_are_told_apart():
    """Numbers stand to the right; a long text gets room."""
    html = plain_table(pd.DataFrame({"n": [12], "text": ["word " * 20]}), "A").html
    assert '<td class="number">12</td>' in html
    assert '<td class="long">word' in html


def test_rules_escape_what_they_show():
    """Markup in any cell of a rule, or in its example, is shown, never executed."""
    row = dict.fromkeys(("rule", "what", "example", "quotes", "claims"), HOSTILE)
    html = rule_list(pd.DataFrame([row | {"source": "1", "cue": "so"}]), HOSTILE).html
    assert "<script" not in html
    assert '("<b>1</b>")' in html.replace("&quot;", '"')


def test_evidence_escapes_and_says_where_it_stands():
    """A passage is escaped, with piece, voice, sentence and place beside it."""
    row = {
        "piece": "A piece, 2007",
        "layer": "excerpt",
        "carrier": "unknown",
        "place": 3,
        "start": 5,
        "end": 40,
        "pieces": None,
        "text": HOSTILE,
        "coded_relation": "none",
    }
    html = evidence(pd.DataFrame([row]), ["coded_relation"]).html
    assert "<script" not in html
    assert "A piece, 2007 · excerpt of an unnamed outlet · sentence 3" in html
    assert "characters 5–40 · coded relation: none" in html


def test_definitions_have_an_anchor_of_their_words():
    """A term is at its own name, and escaped as its meaning is."""
    html = definitions({"fairly firm": HOSTILE, "<i>": "so"}).html
    assert '<dt id="fairly-firm">fairly firm</dt><dd>&lt;script&gt;' in html
    assert "<i>" not in html


def test_items_are_numbered_and_anchored():
    """The first is at `#PREFIX-1`; markup in an item is shown, never executed."""
    html = numbered_list(["one", HOSTILE], "invented").html
    assert '<li id="invented-1">one</li><li id="invented-2">&lt;script&gt;' in html


def test_our_own_markdown_is_set_and_words_in_templates_are_escaped():
    """Emphasis becomes a tag; what a template is given stays text."""
    assert inline("of *Great news*") == "of <em>Great news</em>"
    html = rendered("roles.html", rows=[(HOSTILE, [[]])], actors=["A"])
    assert "<script" not in html
    assert "&lt;script&gt;" in html
