"""What each line of a copied page is, by its words, its shape and its neighbours.

    find_voices(lines) -> list[Voice]

Blocks quoted from elsewhere, and lines whose words stand in another paragraph, are
found by rules.  What every line is in its turn is read off its features by weights that
were learnt (`line_labels`); a line that these take for furniture is that, quoted or
not.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.corpus.articles import LAYERS, Ground, Layer
from analysis.lexicons import member
from analysis.text.comments import find_readers
from analysis.text.excerpts import excerpt_voices
from analysis.text.letters import letter_voices
from analysis.text.line_features import line_features
from analysis.text.line_labels import Label, label_lines
from analysis.text.lines import Line, Page, Voice
from analysis.text.pull_quotes import pull_quote_voices

_FURNITURE = ("boilerplate", "metadata", "caption", "comment")
_SURE = 200  # margin in hundredths of a logarithm: another chain is 7 times less likely


def find_voices(lines: Sequence[Line]) -> list[Voice]:
    r"""The voice of each line.

    >>> from analysis.text.lines import read_lines
    >>> text = "Port opens\nBy Ann Lee\nShips moored again on Monday."
    >>> [v.layer for v in find_voices(read_lines(text, [(0, 10), (11, 21), (22, 51)]))]
    ['headline', 'metadata', 'author']
    """
    set_out = set_out_lines(lines)
    labels = label_lines(line_features(lines, set_out))
    voices = [_voice(line, label) for line, label in zip(lines, labels, strict=True)]
    titles = {line.text for line, one in zip(lines, labels, strict=True) if one.title}
    for n, voice in set_out.items():
        if voices[n].layer not in _FURNITURE and lines[n].text not in titles:
            voices[n] = voice
    for n, voice in letter_voices(lines, voices).items():
        voices[n] = voice
    comments = [n for n, voice in enumerate(voices) if voice.layer == "comment"]
    for n, (reader, entry) in find_readers(lines, comments).items():
        voices[n] = voices[n]._replace(carrier=reader, entry=entry)
    return voices


def _voice(line: Line, label: Label) -> Voice:
    """The voice of a line by itself: a guess if another chain is nearly as good."""
    known = line.row is not None and line.row["layer"] == label.layer
    sure: Ground = "listed" if known else "inferred"
    return Voice(label.layer, None, 0, sure if label.margin >= _SURE else "unsure")


def set_out_lines(lines: Sequence[Line]) -> dict[int, Voice]:
    """The lines that are quoted from elsewhere or repeat the text."""
    rows = ((n, line.row) for n, line in enumerate(lines))
    # What begins as a link does may be the headline: “Analysis: …”.
    listed: dict[int, Layer] = {
        n: member(row["layer"], LAYERS)
        for n, row in rows
        if row and (n or row["extent"] != "link")
    }
    page = Page(lines, {n: Voice(layer) for n, layer in listed.items()})
    found = excerpt_voices(page)
    page.voices.update(found)
    return found | pull_quote_voices(page)
