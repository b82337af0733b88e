"""Passages and tables on a page: article text is data, whatever it holds."""

from __future__ import annotations

import pandas as pd
from report.pages.html import evidence, folded_lists, plain_table, rule_list

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
        "sentence": "s3",
        "start": 5,
        "end": 40,
        "pieces": None,
        "text": HOSTILE,
        "tone_masked": -0.5,
        "coded_toward_iran": -1,
    }
    rows = pd.DataFrame([row])
    columns = ["tone_masked", "coded_toward_iran"]
    html = evidence(rows, columns).html
    assert "<script" not in html
    assert "A piece, 2007 · excerpt of an unnamed outlet · sentence s3" in html
    assert "characters 5–40 · tone masked −0.50 · coded against Iran" in html


def test_folded_lists_escape_what_they_hold():
    """A list opens on demand; markup in its name or items is shown, never executed."""
    html = folded_lists({HOSTILE: [HOSTILE, "two"]}).html
    assert "<script" not in html
    assert html.count("<li>") == 2
    assert html.startswith('<details class="folded"><summary>&lt;script&gt;')
