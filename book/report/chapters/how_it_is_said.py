"""How it is said: large type against the text, cuts, the words that tie."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from analysis.document import Shown
from analysis.measures.display import dropped_hedges
from analysis.tabular.files import Tables
from report.anchors import holding
from report.chapters.provenance import provenance_rows
from report.coding import CODING, sentence_link
from report.labels import in_piece, pieces, records, with_piece
from report.pages.html import rendered
from report.seeds import articles

_VERDICTS = {
    "harder": "harder",
    "same": "the same",
    "softer": "softer",
    "not_in_body": "not in the text",
}
_VERBATIM = 0.6  # the share of matching words from which a text repeats another
_WORD = re.compile(r"\S+")


def tie_rows(tables: Tables) -> pd.DataFrame:
    """One row a word that ties Iran to a third party: what the ladder is drawn from.

    Columns text, piece, year, kind, word, slot, passages.
    """
    ties = in_piece(tables.ties)
    ties = ties[ties["party"] == "iran"]
    places = zip(ties["article"], ties["start"], ties["end"], strict=True)
    anchors = [holding(tables.sentences, *place) for place in places]
    ties = ties.assign(year=ties["piece"].str[-4:], anchors=anchors)
    ties = ties.drop_duplicates(["year", "kind", "word"])
    ties["slot"] = ties.groupby(["year", "kind"]).cumcount() + 1
    columns = ["article", "text", "year", "kind", "word", "slot", "anchors"]
    return with_piece(ties[columns])


def display_pairs() -> Shown:
    """Each text in large type beside the closest sentence of the body.

    In the body the words are struck that the large type leaves out: all of them where
    it repeats the sentence, else those that hedge.
    """
    texts = {one.id: one.text for one in articles()}
    verdicts = CODING.majority("display", "hardening")
    # The verdict of the majority, with the sentence that one coder of it names.
    rows = CODING.table("display").merge(verdicts, on=["article", "text", "hardening"])
    rows = rows.drop_duplicates(["article", "text"])
    pairs = [_pair(row, texts[row["article"]]) for row in records(rows)]
    html = rendered("display-pairs.html", rows=pairs)
    return Shown(html, "\n".join(pair["text"] for pair in pairs))


def _pair(row: dict[str, Any], text: str) -> dict[str, Any]:
    found = row | {"verdict": _VERDICTS[row["hardening"]]}
    found["piece"] = pieces()[row["article"]]
    if pd.isna(row["start"]):
        return found
    start = int(row["start"])
    body = text[start : int(row["end"])]
    found["link"] = sentence_link(row["article"], start)
    found["body"] = struck(body, row["text"]) if row["hardening"] == "harder" else body
    return found


def struck(body: str, display: str) -> Markup:
    """The body with the words struck that the display text leaves out.

    >>> struck("The truce appears to hold.", "Truce Holds")
    Markup('The truce <del>appears to</del> hold.')
    """
    spans = [match.span() for match in _WORD.finditer(body)]
    own = [body[slice(*span)].strip(".,…”“").casefold() for span in spans]
    other = [word.strip(".,…”“").casefold() for word in display.split()]
    matcher = SequenceMatcher(None, own, other, autojunk=False)
    if matcher.ratio() > _VERBATIM:
        gone = [
            (spans[a][0], spans[b - 1][1])
            for tag, a, b, _, _ in matcher.get_opcodes()
            if tag in ("delete", "replace")
        ]
    else:
        gone = [hedge.span() for hedge in dropped_hedges(display, body)]
    html, at = Markup(), 0
    for start, end in gone:
        html += escape(body[at:start]) + Markup("<del>{}</del>").format(body[start:end])
        at = end
    return html + escape(body[at:])


def cut_pairs() -> Shown:
    """Each cut: what stood in the original, what stands now, where to check it."""
    rows = [
        row
        | {
            "piece": pieces()[row["article"]],
            "link": sentence_link(row["article"], int(row["start"])),
        }
        for row in records(provenance_rows("cuts"))
    ]
    html = rendered("cuts.html", rows=rows)
    return Shown(html, "\n".join(row["what_stood_there"] for row in rows))
