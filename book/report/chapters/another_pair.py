"""A text on two other parties, read by the same library: what it finds and misses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

from analysis import Document, DyadRelation, Sentence, load_corpus, load_dyad
from analysis.lexicons import read_rows

EXAMPLE = Path(__file__).resolve().parents[2] / "example"
NONE = "none"


@cache
def read() -> Document:
    """The text with the two parties of its file."""
    dyad = load_dyad(EXAMPLE / "parties.yml")
    return load_corpus(EXAMPLE / "strait.txt", dyad=dyad)[0]


def text() -> Markdown:
    """The text, as a block quote."""
    lines = escape(read().text, quote=False).split("\n")
    return Markdown("\n".join(f"> {line}" for line in lines))


def parties() -> Markdown:
    """The file of the parties, as it is."""
    return Markdown(f"```yaml\n{(EXAMPLE / 'parties.yml').read_text('utf-8')}```")


def said() -> pd.DataFrame:
    """Each statement handed to a source: whose, by which word, what, and how sure."""
    rows = [
        {
            "who": one.source or "not named",
            "is": (one.source_type or "unknown").replace("_", " "),
            "nation": one.source_nation or "unknown",
            "by the word": one.cue or one.mode,
            "what": one.text,
            "sure": f"{one.confidence:.0%}",
        }
        for one in read().attributions
    ]
    return pd.DataFrame(rows)


def related() -> pd.DataFrame:
    """Each sentence that relates the two, by the program or by the coding."""
    rows = [
        {
            "sentence": sentence.text,
            "program": one.relation if one else NONE,
            "coding": coded,
            "put as": one.modality if one else None,
            "who acts": one.agent if one else None,
        }
        for sentence, one, coded in _sentences()
        if one or coded != NONE
    ]
    return pd.DataFrame(rows)


def right() -> tuple[int, int]:
    """Sentences on which program and coding agree, and all that are coded."""
    same = [coded == (one.relation if one else NONE) for _, one, coded in _sentences()]
    return sum(same), len(same)


def _sentences() -> Iterator[tuple[Sentence, DyadRelation | None, str]]:
    """Each sentence with its relation by the program, if any, and that coded for it."""
    codes = read_rows(EXAMPLE / "coded.csv")
    found = {one.sentence: one for one in read().relations}
    for number, sentence in enumerate(read().sentences):
        coded = next(row for row in codes if row["words"] in sentence.text)
        yield sentence, found.get(number), coded["relation"]
