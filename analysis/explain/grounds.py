"""Why the program says what it says: each thing found, with its grounds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from textwrap import fill
from typing import Any

from analysis.attribution.attitudes import Attitude
from analysis.attribution.attributions import Attribution, Quote
from analysis.corpus.edits import line_of
from analysis.document import Document
from analysis.explain.rules import accuracy
from analysis.lexicons import read_rows
from analysis.tabular.places import in_file
from analysis.tabular.rows import (
    Row,
    attitude_rows,
    attribution_rows,
    carriage,
    identify,
    place,
    quote_rows,
    segment_rows,
)

Record = dict[str, Any]
_HERE = Path(__file__).parent
_UNCREDITED = {
    "scare": "used at a distance or as a term; nobody in particular is cited",
    "title": "the name of a work, nobody’s words",
    "direct": "it looks like speech, but nothing near it says whose",
}


@cache
def _keys() -> tuple[dict[str, str], ...]:
    """The keys of each kind of record in the order of printing, and what they hold."""
    return read_rows(_HERE / "keys.csv")


def help_text() -> str:
    """What places and shares mean, and every key of the JSON with what it holds."""
    text = (_HERE / "help.txt").read_text("utf-8")
    for record, rows in groupby(_keys(), lambda row: row["record"]):
        text += f"each {record}\n"
        for row in rows:
            line = f"{row['keys']}: {row['what']}"
            text += fill(line, 86, initial_indent="  ", subsequent_indent="  ") + "\n"
    return text


def article_record(document: Document) -> Record:
    """An article with all that is explained of it; `keys.csv` says what each key holds.

    >>> from analysis.document import analyze_article
    >>> from analysis.corpus.articles import Article
    >>> text = "“It rains,” Ann Lee said."
    >>> record = article_record(analyze_article(Article("a", text)))
    >>> record["quotes"][0]["speaker"], record["quotes"][0]["rule"]
    ('Ann Lee', 'cue-after')
    """
    article = document.article
    return {
        "article": article.id,
        "file": article.file,
        "title": article.title.value,
        "author": article.author.value,
        "n_characters": len(article.original),
        "warnings": list(article.warnings),
        "voices": _voices(document),
        "quotes": _quotes(document),
        "attributions": _attributions(document),
        "attitudes": _attitudes(document),
    }


def rules_in(record: Record) -> set[str]:
    """The rules that decided in an article."""
    decisions = (*record["quotes"], *record["attributions"], *record["attitudes"])
    return {decision["rule"] for decision in decisions if decision["rule"]}


def as_json(record: Record) -> str:
    """A record as one line of JSON without any control character."""
    return json.dumps(record).replace("\x7f", r"\u007f")


def _records(
    document: Document, rows: Iterable[Row], grounds: Iterable[Record], kind: str
) -> list[Record]:
    """The rows of a table with their grounds, as places in the file, keys in order."""
    both = (row | more for row, more in zip(rows, grounds, strict=True))
    placed = (in_file(document.article, row) for row in both)
    listed = (row["keys"].split() for row in _keys() if row["record"] == kind)
    keys = list(chain.from_iterable(listed))
    return [{key: row[key] for key in keys} for row in placed]


def _voices(document: Document) -> list[Record]:
    lines = (
        {"line": _line(document, s.start), "last_line": _line(document, s.end)}
        for s in document.segments
    )
    return _records(document, segment_rows(document), lines, "voice")


def _quotes(document: Document) -> list[Record]:
    holder = {q: n for n, one in enumerate(document.attributions) for q in one.quotes}
    grounds = (
        {
            "line": _line(document, quote.start),
            "pieces": [list(piece) for piece in quote.pieces],
            "attribution": identify("a", holder.get(number)),
            "uncredited": None if quote.rule else _uncredited(quote),
            **_accuracy(quote.rule, quoted=True),
        }
        for number, quote in enumerate(document.quotes)
    )
    return _records(document, quote_rows(document), grounds, "quote")


def _uncredited(quote: Quote) -> str:
    if quote.confidence is not None:
        return f"withheld: only {quote.confidence:.0%} sure".replace("%", " %")
    return _UNCREDITED[quote.kind]


def _attributions(document: Document) -> list[Record]:
    grounds = (
        {
            **_grounds(document, claim, quoted=bool(claim.quotes)),
            "quotes": [identify("q", quote) for quote in claim.quotes],
            "chain": carriage(document, number),
        }
        for number, claim in enumerate(document.attributions)
    )
    return _records(document, attribution_rows(document), grounds, "attribution")


def _attitudes(document: Document) -> list[Record]:
    grounds = (_grounds(document, one, quoted=False) for one in document.attitudes)
    return _records(document, attitude_rows(document), grounds, "attitude")


def _grounds(document: Document, claim: Attribution | Attitude, quoted: bool) -> Record:
    """Where a claim stands, what it is of, stretch by stretch, and how it was found."""
    return {
        "line": _line(document, place(claim)),
        "at": place(claim),
        "contents": [
            {"start": start, "end": end, "text": document.text[start:end]}
            for start, end in claim.contents
        ],
        **_accuracy(claim.rule, quoted),
    }


def _accuracy(rule: str | None, quoted: bool) -> Record:
    share, n, split = accuracy(rule, quoted) if rule else (None, 0, None)
    return {"rule_share": share, "rule_n": n, "rule_split": split}


def _line(document: Document, at: int) -> int:
    place, _ = document.article.in_file(at, at)
    return line_of(document.article.original, place)
