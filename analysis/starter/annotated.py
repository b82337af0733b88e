"""The page of one article: its text with what was found in it, and the lists of that.

Each mark has a number that leads to its row below, and each row leads back, so that
nothing hangs on colour or on pointing at a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from analysis.corpus.articles import FACTS, Fact, Segment
from analysis.document import Document
from analysis.explain.terminal import printable
from analysis.starter.html import Cell, Link, Shown, folded, table
from analysis.starter.report import Report
from analysis.text.characters import Span, n_words, paragraphs

_LEGEND = (
    "<p><mark>quoted words</mark>, <b>whose they are</b>, "
    '<i class="ww-cue">by which word</i>. A number leads to the row that says more. '
    "A dotted line stands beside a voice that is a guess.</p>"
)
_QUOTE_COLUMNS = ("quote", "words", "speaker", "how it was found", "how sure")
_CLAIM_COLUMNS = (
    "attribution",
    "source",
    "words",
    "by which word",
    "how it was found",
    "how sure",
)
_ATTITUDE_COLUMNS = ("attitude", "whose", *_CLAIM_COLUMNS[2:])
_CLOSING = ("”", "’", '"', "'", "»")
_ENDS = 200, 80  # characters of long words that a list shows
_HIDDEN = "comment"  # counted, never shown: readers are nobody's to quote


class _Mark(NamedTuple):
    """A stretch of the text inside of a tag."""

    span: Span
    opening: str
    closing: str


class _Page(NamedTuple):
    """A document, its marks, and the numbers that stand in its text."""

    document: Document
    marks: Sequence[_Mark]
    numbers: dict[int, list[str]]


def article(report: Report, file: str) -> Shown:
    """The page of the article in a file: what is known of it, its text, its lists."""
    document = report.document(file)
    lists = _quotes(document) + _claims(document) + _attitudes(document)
    return Shown(_facts(document) + text(document) + lists, document.text)


def text(document: Document) -> str:
    """The text of an article with its voices, quotes, sources and cues marked."""
    page = _Page(document, list(_marks(document)), _numbers(document))
    sections = [_section(page, n) for n in range(len(document.segments))]
    return f'{_LEGEND}<div class="ww-text">{"".join(sections)}</div>'


def anchor(document: Document, start: int) -> str:
    """The anchor of the sentence that begins at a place of the text."""
    return f"c{document.article.in_file(start, start + 1)[0]}"


# --- what is known ----------------------------------------------------------------


def _facts(document: Document) -> str:
    rows: list[list[Cell]] = []
    for name in FACTS:
        fact: Fact = getattr(document.article, name)
        evidence: list[Cell] = [fact.evidence or "none"]
        if fact.address:
            evidence = [Link(fact.evidence or fact.address, fact.address)]
        rows.append([name, fact.value, fact.basis, *evidence])
    warnings = "".join(f"<li>{escape(w)}</li>" for w in document.article.warnings)
    odd = f"<p>Odd about the file:</p><ul>{warnings}</ul>" if warnings else ""
    columns = ("fact", "value", "how it is known", "evidence")
    return table("What is known of the article", columns, rows) + odd


# --- the text ---------------------------------------------------------------------


def _section(page: _Page, number: int) -> str:
    document = page.document
    segment = document.segments[number]
    heading = f'<p class="ww-voice">{escape(_whose(segment))}</p>'
    unsure = ' class="ww-unsure"' if segment.basis == "unsure" else ""
    if segment.layer == _HIDDEN:
        words = f"<p>{n_words(segment.text)} words, not shown</p>"
        return f"<section{unsure}>{heading}{words}</section>"
    lines = paragraphs(document.text, segment.start, segment.end)
    body = "".join(f"<p>{_line(page, number, line)}</p>" for line in lines)
    if segment.layer == "boilerplate":
        n = len(lines)
        body = folded(f"{n} line{'s' * (n != 1)} of page furniture", body)
    return f"<section{unsure}>{heading}{body}</section>"


def _whose(segment: Segment) -> str:
    name = segment.layer.replace("_", " ")
    carrier = f" from {printable(segment.carrier)}" if segment.carrier else ""
    return f"{name}{carrier} ({segment.basis})"


def _line(page: _Page, segment: int, line: Span) -> str:
    """A line cut into sentences, each with its anchor where it begins."""
    start, end = line
    parts, at = [], start
    for first, last, name in _stretches(page.document, segment, line):
        parts.append(_marked(page, (at, first)))
        words = _marked(page, (first, last))
        parts.append(f'<span id="{name}">{words}</span>' if name else words)
        at = last
    return "".join([*parts, _marked(page, (at, end))])


def _stretches(
    document: Document, segment: int, line: Span
) -> Iterator[tuple[int, int, str]]:
    """The parts of a line that are of a sentence; the first of each with its anchor."""
    found = []
    for sentence in document.sentences:
        if sentence.segment == segment:
            for n, (a, b) in enumerate(sentence.pieces):
                a, b = max(a, line[0]), min(b, line[1])
                if a < b:
                    begins = n == 0 and a == sentence.start
                    found.append((a, b, anchor(document, a) if begins else ""))
    yield from sorted(found)


def _marked(page: _Page, stretch: Span) -> str:
    start, end = stretch
    near = [m for m in page.marks if m.span[0] < end and m.span[1] > start]
    cuts = {start, end} | {a for mark in near for a in mark.span if start < a < end}
    cuts |= {at for at in page.numbers if start < at < end}
    html = ""
    for a, b in pairwise(sorted(cuts)):
        piece = escape(page.document.text[a:b])
        for (first, last), opening, closing in near:
            if first <= a and b <= last:
                piece = opening + piece + closing
        html += piece + "".join(page.numbers.get(b, ()))
    return html


def _marks(document: Document) -> Iterator[_Mark]:
    for quote in document.quotes:
        yield from (_Mark(piece, "<mark>", "</mark>") for piece in quote.pieces)
    for claim in document.attributions:
        if claim.source_start is not None and claim.source_end is not None:
            yield _Mark((claim.source_start, claim.source_end), "<b>", "</b>")
        if claim.cue_start is not None and claim.cue_end is not None:
            span = claim.cue_start, claim.cue_end
            yield _Mark(span, '<i class="ww-cue">', "</i>")


def _numbers(document: Document) -> dict[int, list[str]]:
    """The numbers behind quotes, and behind the cue or the words of attributions."""
    numbers: dict[int, list[str]] = {}
    for n, quote in enumerate(document.quotes, start=1):
        last = quote.pieces[-1][1]
        last += document.text[last : last + 1] in _CLOSING
        numbers.setdefault(last, []).append(_number("q", n))
    for n, claim in enumerate(document.attributions, start=1):
        ends = [claim.cue_end, *(b for _, b in claim.contents[:1]), claim.source_end]
        end = next((end for end in ends if end is not None), None)
        if end is not None:
            numbers.setdefault(end, []).append(_number("a", n))
    return numbers


def _number(letter: str, n: int) -> str:
    return f'<sup><a href="#row-{letter}{n}">{letter}{n}</a></sup>'


# --- the lists --------------------------------------------------------------------


def _quotes(document: Document) -> str:
    shown = [
        (n, quote)
        for n, quote in enumerate(document.quotes, start=1)
        if document.segments[quote.segment].layer != _HIDDEN
    ]
    rows: list[list[Cell]] = [
        [
            _back(document, f"q{n}", quote.start),
            _cut(quote.text),
            _who(quote.speaker, quote.speaker_type, quote.speaker_nation),
            ", ".join(filter(None, (quote.kind, quote.rule))),
            quote.confidence if quote.speaker and quote.confidence is not None else "",
        ]
        for n, quote in shown
    ]
    ids = [f"row-q{n}" for n, _ in shown]
    if not rows:
        return "<p>No quotes.</p>"
    return table("Quotes", _QUOTE_COLUMNS, rows, ids)


def _claims(document: Document) -> str:
    rows: list[list[Cell]] = []
    for n, claim in enumerate(document.attributions, start=1):
        places = (claim.cue_start, *(a for a, _ in claim.contents), claim.source_start)
        at = next((place for place in places if place is not None), 0)
        words = ("(denied to be said) " if claim.negated else "") + _cut(claim.text)
        rows.append(
            [
                _back(document, f"a{n}", at),
                _who(claim.source, claim.source_type, claim.source_nation),
                words,
                claim.cue or "",
                f"{claim.mode}, {claim.rule}",
                claim.confidence,
            ]
        )
    ids = [f"row-a{n}" for n in range(1, len(rows) + 1)]
    if not rows:
        return "<p>No attributions.</p>"
    return table("Attributions", _CLAIM_COLUMNS, rows, ids)


def _attitudes(document: Document) -> str:
    rows: list[list[Cell]] = [
        [
            _back(document, f"m{n}", attitude.cue_start or 0),
            _who(attitude.source, attitude.source_type, attitude.source_nation),
            _cut(attitude.text),
            attitude.cue or "",
            f"{attitude.kind}, {attitude.rule}",
            attitude.confidence,
        ]
        for n, attitude in enumerate(document.attitudes, start=1)
        if document.segments[attitude.segment].layer != _HIDDEN
    ]
    if not rows:
        return "<p>No attitudes.</p>"
    return table("Attitudes: wants, plans, beliefs", _ATTITUDE_COLUMNS, rows)


def _cut(words: str) -> str:
    """Words for a list; of long ones the middle is left out, which stands above."""
    if len(words) <= sum(_ENDS):
        return words
    return f"{words[: _ENDS[0]].rstrip()} … {words[-_ENDS[1] :].lstrip()}"


def _who(name: str | None, kind: str | None, nation: str | None) -> str:
    """Who it is, with the role and the nation that the text shows."""
    if name is None:
        return "nobody named"
    known = [(kind or "unknown").replace("_", " "), nation]
    return f"{name} ({', '.join(filter(None, known))})".replace(
        "(unknown)", "(kind unknown)"
    )


def _back(document: Document, words: str, place: int) -> Cell:
    """A link to the sentence at a place; the bare words where there is none."""
    for sentence in document.sentences:
        if sentence.start <= place < sentence.end:
            return Link(words, f"#{anchor(document, sentence.start)}")
    return words
