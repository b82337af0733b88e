"""What may be true of an article, and how sure that is, for a person to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import asdict

from analysis.corpus.articles import FACTS, Article, Basis, Fact, Segment
from analysis.corpus.edits import line_of
from analysis.corpus.facts import iso_day
from analysis.document import Document

_FEWEST_WORDS = 4  # of an anchor; fewer seldom stand in a text only once
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b\.?"
)
_DATED = re.compile(
    r"\b(?:\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})\b"
)
_NAME = r"(?:[A-Z][\w.'’-]*|and|&|de|del|der|da|di|la|le|al|el|bin|ibn|van|von)"
_BYLINE = re.compile(
    r"(?i:(?:(?:written|words|text|story|report(?:ed|ing)?|posted|analysis) )?by):? "
    rf"({_NAME}(?: {_NAME})*)"
)
COLUMN = "column "  # how the evidence of a fact begins that a table states


class ProposedFact(Fact, frozen=True):
    """A fact as it goes into the catalogue; `sure` where a person need not look."""

    sure: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class ProposedVoice:
    """A voice with the words that mark it; `first` is None where none stand once.

    `lines` are the first and the last line in the file, counted from 1.
    """

    segment: Segment
    lines: tuple[int, int]
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is proposed of an article."""

    facts: dict[str, ProposedFact]
    voices: tuple[ProposedVoice, ...]


def propose(document: Document, source: str) -> Proposal:
    r"""What the article, or the table it is from, seems to say; `source` names that.

    >>> from analysis import read_text
    >>> text = "Rain stops trains\n\nBy Ann Lee\n14 March 2024\n\nIt rained."
    >>> propose(read_text(text), "a.txt").facts["date"].value
    '2024-03-14'
    """
    article = document.article
    facts = {}
    for name in FACTS:
        known: Fact = getattr(article, name)
        if known.value is not None:
            facts[name] = _kept(name, known, article, source)
        elif name in _FINDERS:
            facts[name] = _FINDERS[name](document)
        else:
            facts[name] = _unknown(f"nothing says which {name} this is from")
    return Proposal(facts, tuple(_voices(document)))


# --- facts ------------------------------------------------------------------------


def _kept(name: str, fact: Fact, article: Article, source: str) -> ProposedFact:
    """A fact that a table, a page or another catalogue states."""
    value, evidence, ground = fact.value or "", fact.evidence, fact.evidence
    basis: Basis = "inferred"
    sure = False
    if name == "date" and not _DAY.fullmatch(value):
        said = f"{evidence} of {source} says {value!r}: which day is that?"
        return _unknown(said, "no day that is sure")
    if fact.basis == "found":
        ground = "found by whoever made the catalogue"
        return ProposedFact(**asdict(fact), sure=True, ground=ground)
    if fact.basis != "stated":
        ground = "inferred"
    elif evidence.startswith(COLUMN):
        sure, ground = True, f"{evidence} of {source}"
        evidence = ground
        if value in article.original:
            basis, evidence, ground = "stated", value, f"{ground}, and in the text"
    elif evidence in article.original:
        basis, sure, ground = "stated", True, "in the words of the file"
    return ProposedFact(value, basis, evidence, sure=sure, ground=ground)


def _title(document: Document) -> ProposedFact:
    """The first headline that was found, as the file has it."""
    found = next((s for s in document.segments if s.layer == "headline"), None)
    if found is None:
        return _unknown("no line was taken for a headline")
    start, end = document.article.in_file(found.start, found.end)
    first, *_ = document.article.original[start:end].strip().splitlines() or [""]
    grounds = {"unsure": "a guess: the first line", "listed": "by its words"}
    ground = grounds.get(found.basis, "by its shape and place")
    return _stated(document, " ".join(first.split()), first, ground)


def _date(document: Document) -> ProposedFact:
    """The first date in the lines about the article."""
    dates: dict[str, str] = {}
    for line in _metadata(document):
        for found in _DATED.finditer(line):
            day = iso_day(found[0].replace(".", ""))
            if _DAY.fullmatch(day):
                dates.setdefault(day, found[0])
    if not dates:
        return _unknown("no date in the lines about the article")
    (day, words), *others = dates.items()
    ground = "a date in the lines about the article"
    if others:
        ground += f"; others there: {', '.join(words for _, words in others)}"
    return _stated(document, day, words, ground)


def _author(document: Document) -> ProposedFact:
    """Who signs, in the lines about the article."""
    for line in _metadata(document):
        if found := _BYLINE.match(line):
            return _stated(document, found[1], found[0], "a byline")
    return _unknown("no byline in the lines about the article")


_FINDERS = {"title": _title, "date": _date, "author": _author}  # nothing says an outlet


def _stated(document: Document, value: str, evidence: str, ground: str) -> ProposedFact:
    """A fact in the words of the file; inferred where these are not its very words."""
    there = evidence in document.article.original
    return ProposedFact(
        value, "stated" if there else "inferred", evidence, ground=ground
    )


def _unknown(evidence: str, ground: str = "") -> ProposedFact:
    return ProposedFact(evidence=evidence, ground=ground)


def _metadata(document: Document) -> Iterator[str]:
    for segment in document.segments:
        if segment.layer == "metadata":
            yield from (line.strip() for line in segment.text.splitlines())


# --- voices -----------------------------------------------------------------------


def _voices(document: Document) -> Iterator[ProposedVoice]:
    text = document.article.original
    for segment in document.segments:
        start, end = document.article.in_file(segment.start, segment.end)
        lines = (line_of(text, start), line_of(text, max(start, end - 1)))
        held = text[start:end].strip().splitlines()
        if held and segment.layer != "comment":  # readers are nobody's to quote
            first = _anchor(text, held[0].split(" "), at_the_end=False)
            last = _anchor(text, held[-1].split(" "), at_the_end=True)
            if first and last:
                yield ProposedVoice(segment, lines, first, last)
                continue
        yield ProposedVoice(segment, lines)


def _anchor(text: str, words: list[str], at_the_end: bool) -> str | None:
    """The fewest words at one end of a line that stand in the text exactly once."""
    for n in range(min(_FEWEST_WORDS, len(words)), len(words) + 1):
        taken = " ".join(words[-n:] if at_the_end else words[:n]).strip()
        if taken and text.count(taken) == 1:
            return taken
    return None
