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
from html import escape
from itertools import pairwise

import pandas as pd

from analysis.corpus.articles import Article
from analysis.corpus.catalogue import load_articles
from analysis.tabular.files import Tables
from analysis.text.characters import Span, row_pieces
from report.anchors import anchors_of, article_page, attribution_anchors
from report.citations import cited, edition
from report.coding import with_codes
from report.labels import records
from report.pages.notes import (
    Row,
    attribution_note,
    judgments,
    known,
    quote_note,
    segment_note,
    sentence_note,
    spans,
    tags,
)
from report.pages.shown import Shown
from report.seeds import SEEDS

_LAYERS = {
    "voices": ("whose words a block holds: the line beside it, and its name", "voices"),
    "relations": ("what a sentence says of the two countries, as coded", "tagged"),
    "quotes": ("words in quotation marks, by kind", "q q-direct"),
    "speakers": ("who speaks or is cited", "src"),
    "cues": ("the word by which a statement is handed to its source", "cue"),
}
_ON = ("voices", "relations")
_FURNITURE = ("boilerplate", "metadata", "comment")
_LINE = re.compile(r"[^\n]+")
WHOLE = "whole"


@dataclass
class _Page:
    """One article on its way to a page: its rows, marks and anchors by place."""

    article: Article
    page: str
    segments: list[Row]
    sentences: list[Row]
    quotes: list[Row]
    attributions: list[Row]
    passages_only: bool
    marks: list[tuple[Span, str]] = field(default_factory=list)
    anchors: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    given: set[str] = field(default_factory=set)

    def id_of(self, anchor: str) -> str:
        """The attribute `id`, once for each anchor; empty from the second time on."""
        if anchor in self.given:
            return ""
        self.given.add(anchor)
        return f' id="{anchor}"'

    def target(self, anchor: str) -> str:
        """An empty element at an anchor; nothing where the anchor has one."""
        return f"<span{found}></span>" if (found := self.id_of(anchor)) else ""


def annotated(tables: Tables, label: str) -> Shown:
    """The annotated text of the article with a label, and its notes by paragraph.

    With `REPORT_ARTICLES=passages` in the environment only sentences with a quote, an
    attribution, a relation or a judgment are shown; the others keep their anchors.
    """
    page = _read(tables, label)
    blocks = "\n".join(_segment(page, row) for row in page.segments)
    slug = page.page.removeprefix("article-")
    html = (
        f'<div class="annotated" data-article="{slug}" id="text">\n{_rights(page)}\n'
        f"{_legend()}\n{blocks}\n</div>"
    )
    return Shown(html, page.article.text)


def _read(tables: Tables, label: str) -> _Page:
    names = tables.articles.set_index("label")["article"]
    article = str(names[label])
    codes = with_codes(tables)
    columns = [name for name in codes if str(name).startswith("coded_")]
    wanted = codes[["article", "sentence", "place", *columns]]
    sentences = tables.sentences.merge(wanted, on=["article", "sentence"], how="left")
    page = _Page(
        article=next(one for one in load_articles(SEEDS) if one.id == article),
        page=article_page(label),
        sentences=_rows(sentences, article),
        passages_only=os.environ.get("REPORT_ARTICLES", WHOLE) != WHOLE,
        segments=_rows(tables.segments, article),
        quotes=_rows(tables.quotes, article),
        attributions=_rows(tables.attributions, article),
    )
    _place(page)
    return page


def _rows(table: pd.DataFrame, article: str) -> list[Row]:
    rows = table[table["article"] == article]
    anchors = attribution_anchors(rows) if "cue" in rows and "quotes" in rows else []
    return [*records(rows.assign(anchor=anchors or anchors_of(rows)))]


def _place(page: _Page) -> None:
    """Fill the marks and the anchors of quotes and attributions."""
    for quote in page.quotes:
        page.anchors[int(quote["start"])].append(quote)
        page.marks += [(s, f"q q-{quote['kind']}") for s in row_pieces(quote)]
        page.marks += [(s, "src") for s in spans(quote, "speaker")]
        page.marks += [(s, "cue") for s in spans(quote, "cue")]
    starts = {quote["quote"]: int(quote["start"]) for quote in page.quotes}
    for claim in page.attributions:
        page.marks += [(s, "src") for s in spans(claim, "source")]
        page.marks += [(s, "cue") for s in spans(claim, "cue")]
        places = [s for s, _ in spans(claim, "content", "cue", "source")]
        quoted = known(claim["quotes"])
        places += [starts[name] for name in quoted.split()] if quoted else []
        page.anchors[places[0]].append(claim)


# --- what stands above the text ----------------------------------------------


def _rights(page: _Page) -> str:
    facts = " · ".join(
        f"{name}: {escape(fact.value)} ({fact.basis})"
        if fact.value
        else f"{name}: unknown"
        for name, fact in (
            ("title", page.article.title),
            ("outlet", page.article.outlet),
            ("author", page.article.author),
            ("date", page.article.date),
        )
    )
    return (
        f'<p class="rights">{facts}. The rights in the text are its author’s and its '
        "publisher’s; it is shown because it is the evidence of this report.</p>"
    )


def _legend() -> str:
    entries = "\n".join(
        f'<label><input type="checkbox" id="show-{name}"'
        f"{' checked' if name in _ON else ''}> "
        f'<span class="{sample}">{name}</span> {what}</label>'
        for name, (what, sample) in _LAYERS.items()
    )
    return (
        '<details class="show-layers"><summary>What to show</summary>'
        f'<fieldset class="layers"><legend>Show</legend>\n{entries}\n</fieldset>'
        "</details>"
    )


# --- the text ----------------------------------------------------------------


def _segment(page: _Page, segment: Row) -> str:
    layer = segment["layer"]
    first = next(row for row in page.segments if row["layer"] == layer)
    anchor = f'<span id="voice-{layer}"></span>' if first is segment else ""
    whose = f'<p class="whose">{escape(_whose(segment))}</p>'
    inside = (
        _counted_only(page, segment) if layer == "comment" else _text(page, segment)
    )
    if layer in _FURNITURE:
        whose = f"<summary>{escape(_whose(segment))}</summary>"
        body = f'<details class="furniture">{whose}\n{inside}</details>'
    else:
        body = f"{whose}\n{inside}"
    return (
        f'<section class="voice voice-{layer}"{page.id_of(segment["anchor"])}>{anchor}'
        f"{body}</section>"
    )


def _whose(segment: Row) -> str:
    layer = {"comment": "a reader’s comment", "boilerplate": "advert or page furniture"}
    name = layer.get(segment["layer"], segment["layer"].replace("_", " "))
    carrier = known(segment["carrier"])
    if segment["layer"] != "excerpt" or not carrier:
        return name
    return f"{name}: {'an unnamed outlet' if carrier == 'unknown' else carrier}"


def _counted_only(page: _Page, segment: Row) -> str:
    """A comment: its words stay with its writer; what figures count can be linked."""
    within = _within(page, segment["start"], segment["end"])
    rows = [row for kind in within.values() for row in kind]
    anchors = "".join(page.target(row["anchor"]) for row in rows)
    n_quotes = len(within["quote"])
    return (
        f"<p>{anchors}{segment['n_words']} words, {n_quotes} quotes: counted, "
        f"not shown.</p>\n{_notes(page, segment, within, first=True)}"
    )


def _within(page: _Page, start: int, end: int) -> dict[str, list[Row]]:
    """The sentences, quotes and attributions that begin in a stretch."""
    anchored = [
        row for at, rows in page.anchors.items() if start <= at < end for row in rows
    ]
    return {
        "sentence": [s for s in page.sentences if start <= s["start"] < end],
        "quote": [q for q in page.quotes if q in anchored],
        "attribution": [a for a in page.attributions if a in anchored],
    }


def _text(page: _Page, segment: Row) -> str:
    start, end = int(segment["start"]), int(segment["end"])
    lines = [m.span() for m in _LINE.finditer(page.article.text, start, end)]
    lines = [line for line in lines if page.article.text[slice(*line)].strip()]
    edges = [start, *(line[0] for line in lines[1:]), end]
    blocks = []
    for number, (line, stretch) in enumerate(zip(lines, pairwise(edges), strict=True)):
        within = _within(page, *stretch)
        blocks.append(f"<p>{_line(page, line)}</p>{_tags(within['sentence'])}")
        blocks.append(_notes(page, segment, within, first=number == 0))
    return "\n".join(block for block in blocks if block)


def _line(page: _Page, line: Span) -> str:
    """A line of the text: its sentences, and what lies between them."""
    html, at = "", line[0]
    for sentence in page.sentences:
        for piece in row_pieces(sentence):
            if piece[0] >= line[1] or piece[1] <= line[0]:
                continue
            start, end = max(piece[0], line[0]), min(piece[1], line[1])
            html += _plain(page, at, start) + _sentence(page, sentence, (start, end))
            at = end
    return html + _plain(page, at, line[1])


def _sentence(page: _Page, sentence: Row, piece: Span) -> str:
    own = page.id_of(sentence["anchor"]) if piece[0] == sentence["start"] else ""
    hidden = page.passages_only and not _has_evidence(page, sentence)
    words = _hidden(page, piece) if hidden else _plain(page, *piece)
    html = f'<span class="s"{own}>{words}</span>'
    if piece[1] != sentence["end"]:
        return html
    place = known(sentence.get("place"))
    if place is None:  # numbers are for sentences of the piece
        return html
    relation = sentence["coded_relation"]
    return (
        f'{html}<a class="ref rel-{relation}" href="#{sentence["anchor"]}" '
        f'aria-label="link to sentence {place:.0f}">{place:.0f}</a>'
    )


def _tags(sentences: list[Row]) -> str:
    """What is coded of the sentences of a paragraph, as a line below it."""
    found = [
        f'<span class="tag rel-{row["coded_relation"]}">{row["place"]:.0f} '
        f"{escape(words)}</span>"
        for row in sentences
        if (words := tags(row))
    ]
    return f'<p class="tags">{" ".join(found)}</p>' if found else ""


def _has_evidence(page: _Page, sentence: Row) -> bool:
    relation = known(sentence.get("coded_relation"))
    within = _within(page, sentence["start"], sentence["end"])
    marked = any(
        a < sentence["end"] and b > sentence["start"] for (a, b), _ in page.marks
    )
    found = within["quote"] or within["attribution"] or judgments(sentence) or marked
    return bool(found) or relation not in (None, "none")


def _hidden(page: _Page, piece: Span) -> str:
    rows = [row for at in range(*piece) for row in page.anchors.get(at, ())]
    return "".join(page.target(row["anchor"]) for row in rows) + "[…]"


def _plain(page: _Page, start: int, end: int) -> str:
    """A stretch of text, escaped, cut wherever a mark or an anchor begins or ends."""
    cuts = {start, end}
    cuts |= {at for span, _ in page.marks for at in span if start < at < end}
    cuts |= {at for at in page.anchors if start <= at < end}
    html = ""
    for a, b in pairwise(sorted(cuts)):
        html += "".join(page.target(row["anchor"]) for row in page.anchors.get(a, ()))
        classes = _classes(c for (s, e), c in page.marks if s <= a and b <= e)
        words = escape(page.article.text[a:b])
        html += f'<span class="{classes}">{words}</span>' if classes else words
    return html


def _classes(found: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(name for names in found for name in names.split()))


def _notes(
    page: _Page, segment: Row, within: Mapping[str, list[Row]], first: bool
) -> str:
    items = [segment_note(segment, page.page)] if first else []
    own = [row for row in within["sentence"] if known(row.get("place")) is not None]
    items += [
        sentence_note(row, page.page, cited(page.article), edition()) for row in own
    ]
    items += [quote_note(row, page.page) for row in within["quote"]]
    items += [attribution_note(row, page.page) for row in within["attribution"]]
    if not items:
        return ""
    numbers = [f"{row['place']:.0f}" for row in own]
    span = "–".join(dict.fromkeys([numbers[0], numbers[-1]])) if numbers else ""
    head = f"Notes {span}".rstrip()
    return (
        f'<details class="notes"><summary>{head}</summary>'
        f"<ul>{''.join(items)}</ul></details>"
    )
