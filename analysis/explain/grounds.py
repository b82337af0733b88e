"""Why the program says what it says: each quote and attribution with its grounds.

article_record(document) -> dict      one article, as `--json` prints it
as_json(record), as_text(record, width, colour) -> str
confidence(rule, quoted) -> Confidence
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import Any, NamedTuple

from analysis.attribution.attributions import Attribution, Quote
from analysis.document import Document
from analysis.lexicons import rows
from analysis.tabular.rows import carriage

Record = dict[str, Any]

HELP = """\
example:
  python -m analysis explain seeds/002_f0163f8d9acaa1b0.txt

Places such as 1390–1642 are code points of the file, end exclusive: text[1390:1642]
of the decoded text gives the words back.  “the official”, 3093–3105, is the mention
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

--json prints one object a line and article, in ASCII, with the keys
  article file title author n_characters warnings quotes attributions
each quote
  quote line start end pieces text layer carrier kind note: where and what it is
  speaker speaker_mention speaker_start speaker_end speaker_type anonymous: who
  cue cue_start cue_end continues attribution: by which words, in which attribution
  rule rule_share rule_n rule_split: by which rule, how often that was right, where
  uncredited: why nobody is credited with it, else null
each attribution
  attribution line at mode layer carrier quotes inside chain: where; at is a code point
  source source_mention source_start source_end source_type anonymous: who
  cue cue_start cue_end contents: by which words, and what (start, end, text)
  rule rule_share rule_n rule_split: as for quotes
"""

_SPLITS = ("dev", "train")  # of the corpus; the rules were not made on the first
FEWEST = 20  # answers below which a share says nothing
_UNCREDITED = {
    "scare": "used at a distance or as a term; nobody in particular is cited",
    "title": "the name of a work, nobody’s words",
    "direct": "it looks like speech, but nothing near it says whose",
}


class Confidence(NamedTuple):
    """How often a rule was right, of how many answers, in which split of PolNeAR."""

    share: float | None
    n: int
    split: str | None


def confidence(rule: str, quoted: bool) -> Confidence:
    """How often a rule was right on out-of-domain news, as a share, and of how many.

    Of its answers on quotes, else of its claims without quotes, on articles that the
    rules were not made on; on those they were made on where those have fewer than 20.
    The share is None where these have too.  An average of the rule, no probability.

    >>> confidence("no-such-rule", quoted=True)
    Confidence(share=None, n=0, split=None)
    """
    decides = "quotes" if quoted else "indirect"
    most = 0
    for split in _SPLITS:
        n, share = _accuracy().get((rule, decides, split), (0, math.nan))
        if n >= FEWEST:
            return Confidence(share, n, split)
        most = max(most, n)
    return Confidence(None, most, None)


@cache
def _accuracy() -> dict[tuple[str, str, str], tuple[int, float]]:
    """By rule, what it decides, and split: its answers, and the share right."""
    return {
        (row["rule"], row["decides"], row["split"]): (
            int(row["n"]),
            float(row["share"] or "nan"),
        )
        for row in rows("rule_accuracy")
    }


# --- records ------------------------------------------------------------------


def article_record(document: Document) -> Record:
    """An article with its quotes and attributions; `HELP` says what each key holds."""
    article = document.article
    holder = {q: n for n, one in enumerate(document.attributions) for q in one.quotes}
    return {
        "article": article.id,
        "file": article.file,
        "title": article.title.value,
        "author": article.author.value,
        "n_characters": len(article.text),
        "warnings": list(article.warnings),
        "quotes": [
            _quote(document, n, quote, holder.get(n))
            for n, quote in enumerate(document.quotes)
        ],
        "attributions": [
            _attribution(document, n, one)
            for n, one in enumerate(document.attributions)
        ],
    }


def rules_in(record: Record) -> set[str]:
    """The rules that decided in an article."""
    found = (*record["quotes"], *record["attributions"])
    return {one["rule"] for one in found if one["rule"]}


def as_json(record: Record) -> str:
    """A record as one line of JSON without any control character."""
    return json.dumps(record).replace("\x7f", r"\u007f")


def _quote(document: Document, n: int, quote: Quote, holder: int | None) -> Record:
    text = document.article.text
    return {
        "quote": f"q{n + 1}",
        "line": _line(text, quote.start),
        "start": quote.start,
        "end": quote.end,
        "pieces": [list(piece) for piece in quote.pieces],
        "text": text[quote.start : quote.end],
        **_voice(document, quote.segment),
        "kind": quote.kind,
        "note": quote.note,
        "speaker": quote.speaker,
        "speaker_mention": _words(text, quote.speaker_start, quote.speaker_end),
        **_plain(quote, "speaker_start speaker_end speaker_type anonymous"),
        **_plain(quote, "cue cue_start cue_end"),
        "continues": _id("q", quote.continues),
        "attribution": _id("a", holder),
        **_rule(quote.rule, quoted=True),
        "uncredited": None if quote.rule else _UNCREDITED[quote.kind],
    }


def _attribution(document: Document, n: int, found: Attribution) -> Record:
    text = document.article.text
    places = (found.cue_start, *(a for a, _ in found.contents), found.source_start)
    at = next((place for place in places if place is not None), 0)
    return {
        "attribution": f"a{n + 1}",
        "line": _line(text, at),
        "at": at,
        "mode": found.mode,
        **_voice(document, found.segment),
        "quotes": [f"q{q + 1}" for q in found.quotes],
        "inside": _id("a", found.inside),
        "chain": carriage(document, n),
        "source": found.source,
        "source_mention": _words(text, found.source_start, found.source_end),
        **_plain(found, "source_start source_end source_type anonymous"),
        **_plain(found, "cue cue_start cue_end"),
        "contents": [
            {"start": a, "end": b, "text": text[a:b]} for a, b in found.contents
        ],
        **_rule(found.rule, quoted=bool(found.quotes)),
    }


def _rule(rule: str | None, quoted: bool) -> Record:
    share, n, split = confidence(rule, quoted) if rule else (None, 0, None)
    return {"rule": rule, "rule_share": share, "rule_n": n, "rule_split": split}


def _line(text: str, at: int) -> int:
    return len(re.findall(r"\r\n?|\n", text[:at])) + 1


def _voice(document: Document, segment: int) -> Record:
    return _plain(document.segments[segment], "layer carrier")


def _plain(record: Any, names: str) -> Record:
    return {name: getattr(record, name) for name in names.split()}


def _words(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None else text[start:end]


def _id(letter: str, number: int | None) -> str | None:
    return None if number is None else f"{letter}{number + 1}"
