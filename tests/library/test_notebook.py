"""What a notebook shows of a document, its records and its tables."""

from __future__ import annotations

import pytest

from analysis import analyze, tables

TEXT = "“Rain & <script>alert(1)</script> fog,” Ann Lee said. She has not said why."
DOCUMENT = analyze(TEXT)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (DOCUMENT.quotes[0], "Ann Lee · said · cue-after · right in "),
        (DOCUMENT.attributions[0], "Ann Lee · said · cue-after · right in "),
        (DOCUMENT.attributions[-1], " · not said · "),
        (DOCUMENT, 'title="direct quote: Ann Lee (cue-after)"'),
        (tables(DOCUMENT), "<tr><th>quotes</th><td>1</td>"),
    ],
    ids=["quote", "attribution", "a negated one", "document", "tables"],
)
def test_a_notebook_shows_who_speaks(shown, told):
    """Words, whose they are and by which rule; words of the text are never code."""
    assert told in shown._repr_html_()
    assert "<script" not in shown._repr_html_()


def test_what_is_shown_waits_for_no_pointer():
    """Rules stand behind the quotes, and the legend asks for no pointing."""
    assert "point at" in DOCUMENT._repr_html_()
    shown = DOCUMENT.show()._repr_mimebundle_()
    assert "<small>[direct quote: Ann Lee (cue-after)]</small>" in shown["text/html"]
    assert "<script" not in shown["text/html"]
    assert "point at" not in shown["text/html"]
    assert shown["text/plain"] == DOCUMENT.text
