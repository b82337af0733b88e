"""An article as an annotated page: its text untouched, all that is found marked on it.

Every record has the anchor of its place in the file (`report.anchors`); where two have
the same place they share it.  Layers are switched by check boxes and style sheet alone.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from analysis.attribution.source_types import described
from analysis.corpus.articles import Article
from analysis.document import Shown
from analysis.tabular.files import Tables
from analysis.text.characters import Span, row_pieces
from report import citations
from report.anchors import anchors_of, article_page, attribution_anchors
from report.coding import with_codes
from report.labels import VOICES, coded_words, records, signed
from report.pages.html import rendered
from report.seeds import articles

_CODES = ("relation", "reality", "tone", "toward_us", "toward_iran")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
WHOLE = "whole"

Row = Mapping[str, Any]
Part = dict[str, Any]


@dataclass
class _Page:
    """One article on its way to a page: its rows, and what is marked where."""

    article: Article
    passages_only: bool
    sentences: list[Part]
    quotes: list[Part]
    attributions: list[Part]
    marks: list[tuple[Span, str]]
    anchors: Mapping[int, list[str]]
    given: set[str] = field(default_factory=set)

    def id_of(self, anchor: str) -> Markup:
        """The attribute `id`, once for each anchor; empty from the second time on."""
        if anchor in self.given:
            return Markup()
        self.given.add(anchor)
        return Markup(' id="{}"').format(anchor)

    def targets(self, anchors: Iterable[str]) -> Markup:
        """Empty elements at the anchors that have none."""
        ids = filter(None, map(self.id_of, anchors))
        return Markup().join(Markup("<span{}></span>").format(one) for one in ids)


def annotated(tables: Tables, label: str) -> Shown:
    """The annotated text of the article with a label, and its notes by paragraph.

    With `REPORT_ARTICLES=passages` in the environment only sentences with a quote, an
    attribution, a relation or a judgment are shown; the others keep their anchors.
    """
    article = next(article for article in articles() if article.label == label)
    page = _read(tables, article)
    name = article_page(label)
    path = f"book/{name}.html"
    html = rendered(
        "annotated.html",
        page=name,
        slug=name.removeprefix("article-"),
        article=article,
        segments=[_segment(page, row) for row in _rows(tables.segments, article.id)],
        cited=citations.cited(article),
        address=citations.permalink(path, citations.edition()),
        report=f"{citations.REPORT}, version {citations.edition().version}",
        tags=tags,
        described=described,
        signed=signed,
        VOICES=VOICES,
    )
    return Shown(html, article.text)


def tags(sentence: Row) -> str:
    """What is coded of a sentence of the piece, in plain words; empty for nothing."""
    if sentence["coded_relation"] is None:
        return ""
    return ", ".join(coded_words(*(sentence[f"coded_{code}"] for code in _CODES)))


def _read(tables: Tables, article: Article) -> _Page:
    codes = with_codes(tables)
    columns = [name for name in codes if str(name).startswith("coded_")]
    wanted = codes[["article", "sentence", "place", *columns]]
    sentences = tables.sentences.merge(wanted, on=["article", "sentence"], how="left")
    quotes = _rows(tables.quotes, article.id)
    attributions = _rows(tables.attributions, article.id)
    marks: list[tuple[Span, str]] = []
    for quote in quotes:
        quote["at"] = quote["start"]
        marks += [(span, f"q q-{quote['kind']}") for span in row_pieces(quote)]
        marks += [(span, "src") for span in spans(quote, "speaker")]
        marks += [(span, "cue") for span in spans(quote, "cue")]
    starts = {quote["quote"]: quote["start"] for quote in quotes}
    for claim in attributions:
        marks += [(span, "src") for span in spans(claim, "source")]
        marks += [(span, "cue") for span in spans(claim, "cue")]
        places = [start for start, _ in spans(claim, "content", "cue", "source")]
        places += [starts[name] for name in (claim["quotes"] or "").split()]
        claim["at"] = places[0]
    anchors: defaultdict[int, list[str]] = defaultdict(list)
    for row in (*quotes, *attributions):
        anchors[row["at"]].append(row["anchor"])
    return _Page(
        article=article,
        passages_only=os.environ.get("REPORT_ARTICLES", WHOLE) != WHOLE,
        sentences=_rows(sentences, article.id),
        quotes=quotes,
        attributions=attributions,
        marks=marks,
        anchors=anchors,
    )


def _rows(table: pd.DataFrame, article: str) -> list[Part]:
    """The rows of an article, each with its anchor; what is missing is None."""
    rows = table[table["article"] == article]
    anchors = attribution_anchors(rows) if "mode" in rows else anchors_of(rows)
    rows = rows.astype(object).where(rows.notna(), None)
    return records(rows.assign(anchor=anchors))


def spans(row: Row, *fields: str) -> list[Span]:
    """The spans that a row has under the names of `fields`, those missing left out."""
    found = []
    for name in fields:
        if name == "content" and row.get("content_pieces"):
            found += row_pieces({**row, "pieces": row["content_pieces"]})
        elif row.get(f"{name}_start") is not None:
            found.append((row[f"{name}_start"], row[f"{name}_end"]))
    return found


def _segment(page: _Page, segment: Row) -> Part:
    """A segment for the template: its paragraphs, and its own id if it is left."""
    text = page.article.text
    start, end = segment["start"], segment["end"]
    comment = segment["layer"] == "comment"
    lines = [line.span() for line in _LINE.finditer(text, start, end)]
    edges = [start, end] if comment else [start, *(a for a, _ in lines[1:]), end]
    paragraphs: list[Part] = []
    for number, (a, b) in enumerate(pairwise(edges)):
        within = {
            "sentences": [s for s in page.sentences if a <= s["start"] < b],
            "quotes": [q for q in page.quotes if a <= q["at"] < b],
            "attributions": [c for c in page.attributions if a <= c["at"] < b],
        }
        # The words of a comment stay with its writer; what figures count can be linked.
        anchors = [row["anchor"] for rows in within.values() for row in rows]
        html = page.targets(anchors) if comment else _line(page, lines[number])
        paragraphs.append(within | {"text": html, "first": number == 0})
    return {**segment, "paragraphs": paragraphs, "id": page.id_of(segment["anchor"])}


def _line(page: _Page, line: Span) -> Markup:
    """A line of the text: its sentences, and what lies between them."""
    html, at = Markup(), line[0]
    for sentence in page.sentences:
        for first, last in row_pieces(sentence):
            start, end = max(first, line[0]), min(last, line[1])
            if start < end:
                html += _plain(page, at, start)
                html += _sentence(page, sentence, (start, end))
                at = end
    return html + _plain(page, at, line[1])


def _sentence(page: _Page, sentence: Row, span: Span) -> Markup:
    """What a line has of a piece of a sentence; behind its end the number."""
    own = page.id_of(sentence["anchor"]) if span[0] == sentence["start"] else ""
    if page.passages_only and not _has_evidence(page, sentence):
        hidden = (a for at in range(*span) for a in page.anchors.get(at, ()))
        words = page.targets(hidden) + "[…]"
    else:
        words = _plain(page, *span)
    html = Markup('<span class="s"{}>{}</span>').format(own, words)
    # Numbers are for sentences of the piece.
    if span[1] != sentence["end"] or sentence["place"] is None:
        return html
    return html + Markup(
        '<a class="ref rel-{relation}" href="#{anchor}" '
        'aria-label="link to sentence {place:.0f}">{place:.0f}</a>'
    ).format(
        relation=sentence["coded_relation"],
        anchor=sentence["anchor"],
        place=sentence["place"],
    )


def _has_evidence(page: _Page, sentence: Row) -> bool:
    start, end = sentence["start"], sentence["end"]
    found = any(start <= at < end for at in page.anchors)
    marked = any(a < end and b > start for (a, b), _ in page.marks)
    return found or marked or bool(tags(sentence))


def _plain(page: _Page, start: int, end: int) -> Markup:
    """A stretch of text, escaped, cut wherever a mark or an anchor begins or ends."""
    cuts = {start, end}
    cuts |= {at for span, _ in page.marks for at in span if start < at < end}
    cuts |= {at for at in page.anchors if start <= at < end}
    html = Markup()
    for a, b in pairwise(sorted(cuts)):
        html += page.targets(page.anchors.get(a, ()))
        marked = [names for (s, e), names in page.marks if s <= a and b <= e]
        classes = " ".join(dict.fromkeys(" ".join(marked).split()))
        words = escape(page.article.text[a:b])
        span = Markup('<span class="{}">{}</span>')
        html += span.format(classes, words) if classes else words
    return html
