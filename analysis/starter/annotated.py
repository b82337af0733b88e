"""The page of one article: its text with what was found in it, and the lists of that.

Each mark has a number that leads to its row below, and each row leads back, so that
nothing hangs on colour or on pointing at a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from analysis.attribution.attitudes import Attitude
from analysis.attribution.attributions import Attribution, Quote
from analysis.corpus.articles import FACTS, Fact, Segment
from analysis.document import Document, Mark, Shown, marked, marks_of
from analysis.explain.terminal import printable, shortened
from analysis.starter.html import Cell, Link, folded, shown, spaced, table
from analysis.starter.report import Report
from analysis.tabular.rows import place
from analysis.text.characters import Span, n_words, paragraphs

_LEGEND = (
    "<p><mark>quoted words</mark>, <b>whose they are</b>, "
    '<i class="ww-cue">by which word</i>. A number leads to the row that says more. '
    "A dotted line stands beside a voice that is a guess.</p>"
)
_QUOTE_COLUMNS = ("quote", "words", "speaker", "how it was found", "how sure")
_CLAIM_COLUMNS = ("words", "by which word", "how it was found", "how sure")
_TAGS = {
    "quote": ("<mark>", "</mark>"),
    "source": ("<b>", "</b>"),
    "cue": ('<i class="ww-cue">', "</i>"),
}
_CLOSING = ("”", "’", '"', "'", "»")
_LONGEST = 280  # characters that a list shows; the whole stands above
_HIDDEN = "comment"  # counted, never shown: readers are nobody's to quote


class _Page(NamedTuple):
    """A document, its marks, and the numbers that stand in its text."""

    document: Document
    marks: Sequence[Mark]
    numbers: dict[int, str]


def article(report: Report, file: str) -> Shown:
    """The page of the article in a file: what is known of it, its text, its lists."""
    document = report.document(file)
    lists = _quotes(document) + _claims(document) + _attitudes(document)
    return shown(_facts(document) + text(document) + lists, document.text)


def text(document: Document) -> str:
    """The text of an article with its voices, quotes, sources and cues marked."""
    marks = [(span, *_TAGS[kind]) for span, _, kind in marks_of(document)]
    page = _Page(document, marks, _numbers(document))
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
    name = spaced(segment.layer)
    carrier = f" from {printable(segment.carrier)}" if segment.carrier else ""
    return f"{name}{carrier} ({segment.basis})"


def _line(page: _Page, segment: int, line: Span) -> str:
    """A line cut into sentences, each with its anchor where it begins."""
    start, end = line
    text, html, at = page.document.text, "", start
    for first, last, name in sorted(_stretches(page.document, segment, line)):
        html += marked(text, (at, first), page.marks, page.numbers)
        words = marked(text, (first, last), page.marks, page.numbers)
        html += f'<span id="{name}">{words}</span>' if name else words
        at = last
    return html + marked(text, (at, end), page.marks, page.numbers)


def _stretches(
    document: Document, segment: int, line: Span
) -> Iterator[tuple[int, int, str]]:
    """The parts of a line that are of a sentence; the first of each with its anchor."""
    for sentence in document.sentences:
        if sentence.segment == segment:
            for n, (a, b) in enumerate(sentence.pieces):
                a, b = max(a, line[0]), min(b, line[1])
                if a < b:
                    begins = n == 0 and a == sentence.start
                    yield a, b, anchor(document, a) if begins else ""


def _numbers(document: Document) -> dict[int, str]:
    """The numbers behind quotes, and behind the cue or the words of attributions."""
    places: list[tuple[int | None, str]] = []
    for n, quote in enumerate(document.quotes, start=1):
        last = quote.pieces[-1][1]
        places.append((last + (document.text[last : last + 1] in _CLOSING), f"q{n}"))
    for n, claim in enumerate(document.attributions, start=1):
        ends = (claim.cue_end, *(b for _, b in claim.contents[:1]), claim.source_end)
        places.append((next((end for end in ends if end is not None), None), f"a{n}"))
    numbers: dict[int, str] = {}
    for at, name in places:
        if at is not None:
            link = f'<sup><a href="#row-{name}">{name}</a></sup>'
            numbers[at] = numbers.get(at, "") + link
    return numbers


# --- the lists --------------------------------------------------------------------


def _quotes(document: Document) -> str:
    rows: list[list[Cell]] = [
        [
            _back(document, f"q{n}", quote.start),
            shortened(quote.text, _LONGEST),
            _who(quote, "speaker"),
            ", ".join(filter(None, (quote.kind, quote.rule))),
            quote.confidence if quote.speaker and quote.confidence is not None else "",
        ]
        for n, quote in enumerate(document.quotes, start=1)
        if document.segments[quote.segment].layer != _HIDDEN
    ]
    return _listed("Quotes", _QUOTE_COLUMNS, rows, True)


def _claims(document: Document) -> str:
    rows: list[list[Cell]] = []
    for n, claim in enumerate(document.attributions, start=1):
        back = _back(document, f"a{n}", place(claim))
        denied = "(denied to be said) " if claim.negated else ""
        rows.append(
            [back, *_claim(claim, denied + shortened(claim.text, _LONGEST), claim.mode)]
        )
    return _listed(
        "Attributions", ("attribution", "source", *_CLAIM_COLUMNS), rows, True
    )


def _attitudes(document: Document) -> str:
    rows: list[list[Cell]] = [
        [
            _back(document, f"m{n}", attitude.cue_start or 0),
            *_claim(attitude, shortened(attitude.text, _LONGEST), attitude.kind),
        ]
        for n, attitude in enumerate(document.attitudes, start=1)
        if document.segments[attitude.segment].layer != _HIDDEN
    ]
    columns = ("attitude", "whose", *_CLAIM_COLUMNS)
    return _listed("Attitudes: wants, plans, beliefs", columns, rows)


def _claim(claim: Attribution | Attitude, words: str, kind: str) -> list[Cell]:
    rule = f"{kind}, {claim.rule}"
    return [_who(claim, "source"), words, claim.cue or "", rule, claim.confidence]


def _listed(
    title: str, columns: Sequence[str], rows: list[list[Cell]], anchored: bool = False
) -> str:
    """A table of what was found; its rows have anchors where they are `anchored`."""
    if not rows:
        return f"<p>No {columns[0]}s.</p>"
    names = [row[0].words if isinstance(row[0], Link) else row[0] for row in rows]
    return table(title, columns, rows, [f"row-{name}" for name in names if anchored])


def _who(found: Quote | Attribution | Attitude, role: str) -> str:
    """Who it is, with the role and the nation that the text shows."""
    name, kind, nation = (getattr(found, role + of) for of in ("", "_type", "_nation"))
    if name is None:
        return "nobody named"
    known = (spaced(kind or "unknown"), nation)
    return f"{name} ({', '.join(filter(None, known))})".replace(
        "(unknown)", "(kind unknown)"
    )


def _back(document: Document, words: str, place: int) -> Cell:
    """A link to the sentence at a place; the bare words where there is none."""
    for sentence in document.sentences:
        if sentence.start <= place < sentence.end:
            return Link(words, f"#{anchor(document, sentence.start)}")
    return words
