"""Why the program says what it says: each thing found, with its grounds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from analysis.attribution.attitudes import Attitude
from analysis.attribution.attributions import Attribution, Quote
from analysis.corpus.edits import line_of
from analysis.document import Document
from analysis.explain.rules import accuracy
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

HELP = """\
example:
  python -m analysis explain seeds/002_f0163f8d9acaa1b0.txt

Places such as 1390–1642 are code points of the file, end exclusive: text[1390:1642]
of the decoded text gives the words back; where a warning says that something was read
as what it stands for, they are shown so.  “the official”, 3093–3105, is the mention
beside the cue; the name before it is whom it stands for.  What is long is cut in the
middle (…), what would control a terminal is shown as \\x1b and the like.

“right S % of N” is how often a rule was right on strangers’ text: on PolNeAR, US
political news of 2016 in which people marked who says what.  For a quote it is the
share of its answers that name the marked speaker; an answer for what nobody is marked
to have said counts as wrong.  For a claim without quotes it is the share that has
source, cue and content right.  It is counted on articles that the rules were not made
on (split dev); where those have fewer than 20 answers, on those that they were made on
(split train), which flatters a rule and is said.  It is a rule’s average, not the
probability that this answer is right, and elsewhere it will differ.
“not measured”: fewer than 20 answers.

“sure: S %” is the confidence of one answer: the estimated share of answers of its kind
that are right, by its rule and by what kind of words name the source (a person, a
house or thing, a description, a pronoun, nobody), counted on the articles that the
rules were made on and drawn toward the share of the rule where such answers are few.
--min-confidence 0.8 leaves out the attributions that are less sure than 80 %, and says
of quotes that are less sure that their speaker is withheld.

--json prints one object a line and article, in ASCII, with the keys
  article file title author n_characters warnings voices quotes attributions
  attitudes
each voice
  segment line last_line start end layer carrier basis: where and whose words it is,
  and how that is known: declared, listed, inferred, or unsure, which is a guess
each quote
  quote line start end pieces text layer carrier kind note: where and what it is
  speaker speaker_description speaker_mention speaker_start speaker_end speaker_type
  speaker_nation anonymous: who
  cue cue_start cue_end continues attribution: by which words, in which attribution
  rule rule_share rule_n rule_split: by which rule, how often that was right, where
  confidence: the estimated share of such answers that are right, else null
  uncredited: why nobody is credited with it, else null
each attribution
  attribution line at mode layer carrier quotes inside chain: where; at is a code point
  source source_description source_mention source_start source_end source_type
  source_nation anonymous: who
  cue cue_start cue_end contents: by which words, and what (start, end, text)
  negated: whether the text says that the source did not say it
  rule rule_share rule_n rule_split mention confidence: as for quotes; mention is
  person, house, description, pronoun or nobody
each attitude (what somebody wants, plans, thinks or favours: nobody's words)
  attitude line at kind layer carrier inside: where, and of what kind
  source source_mention source_start source_end source_type source_nation anonymous:
  whose
  cue cue_start cue_end contents: by which words, and what it is about
  rule rule_share rule_n rule_split mention confidence: as for attributions
"""

# The keys of a voice, a quote and an attribution, in the order of printing.
_VOICE = "segment line last_line start end layer carrier basis"
_QUOTE = (
    "quote line start end pieces text layer carrier kind note speaker "
    "speaker_description speaker_mention speaker_start speaker_end speaker_type "
    "speaker_nation anonymous cue cue_start cue_end continues attribution rule "
    "rule_share rule_n rule_split confidence uncredited"
)
_ATTRIBUTION = (
    "attribution line at mode layer carrier quotes inside chain source "
    "source_description source_mention source_start source_end source_type "
    "source_nation anonymous cue cue_start cue_end contents negated rule rule_share "
    "rule_n rule_split mention confidence"
)
_ATTITUDE = (
    "attitude line at kind layer carrier inside source source_mention source_start "
    "source_end source_type source_nation anonymous cue cue_start cue_end contents "
    "rule rule_share rule_n rule_split mention confidence"
)
_UNCREDITED = {
    "scare": "used at a distance or as a term; nobody in particular is cited",
    "title": "the name of a work, nobody’s words",
    "direct": "it looks like speech, but nothing near it says whose",
}


def article_record(document: Document) -> Record:
    """An article with all that is explained of it; `HELP` says what each key holds.

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
    document: Document, rows: Iterable[Row], grounds: Iterable[Record], keys: str
) -> list[Record]:
    """The rows of a table, each with its grounds, as places in the file, in order."""
    both = (row | more for row, more in zip(rows, grounds, strict=True))
    placed = (in_file(document.article, row) for row in both)
    return [{key: row[key] for key in keys.split()} for row in placed]


def _voices(document: Document) -> list[Record]:
    lines = (
        {"line": _line(document, s.start), "last_line": _line(document, s.end)}
        for s in document.segments
    )
    return _records(document, segment_rows(document), lines, _VOICE)


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
    return _records(document, quote_rows(document), grounds, _QUOTE)


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
    return _records(document, attribution_rows(document), grounds, _ATTRIBUTION)


def _attitudes(document: Document) -> list[Record]:
    grounds = (_grounds(document, one, quoted=False) for one in document.attitudes)
    return _records(document, attitude_rows(document), grounds, _ATTITUDE)


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
