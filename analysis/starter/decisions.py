"""What a person must still decide: lists of the places where the program is not sure.

Nothing here decides anything; each point leads to the words it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from analysis.corpus.articles import FACTS, Fact
from analysis.document import Shown
from analysis.starter.charts import FEWEST
from analysis.starter.html import Link, decide, shortened, spaced
from analysis.starter.proposal import COLUMN
from analysis.starter.report import Report, records
from analysis.text.segmentation import PIECE

_MOST = 12  # points of one kind
_LONGEST = 110  # characters of a text
_UNSURE = 0.6  # answers that are less sure are to be looked at
_SWAYED = 0.3  # tone that names alone change by so much
_EXTREMES = 5  # sentences at each end
_Point = Sequence[str | Link]


def facts(report: Report) -> Shown:
    """What is not known of the articles, or inferred; and what nobody can compute."""
    points: list[_Point] = []
    for document in report.documents:
        article = document.article
        named: dict[str, list[str]] = {"unknown": [], "inferred": []}
        for name in FACTS:
            fact: Fact = getattr(article, name)
            by_table = fact.value and fact.evidence.startswith(COLUMN)
            if fact.basis in named and not by_table:
                named[fact.basis].append(name)
        said = [
            f"{', '.join(names)} {basis}" for basis, names in named.items() if names
        ]
        said += [f"odd: {warning}" for warning in article.warnings]
        if said:
            points.append([report.link(article.id), f": {'; '.join(said)}"])
    general: list[_Point] = [
        ["Whether these articles can answer your question, and what they stand for."],
        ["Whether you may publish their texts: the pages show them in full."],
    ]
    return decide("the articles", [*general, *_few(points)])


def speakers(report: Report) -> Shown:
    """Quotes of nobody, attributions that are not sure, names that may be one."""
    return decide(
        "who speaks",
        [
            *_few(_quotes_of_nobody(report)),
            *_few(_unsure_attributions(report)),
            *_few(_names_that_may_be_one(report)),
            *_sources_of_no_kind(report),
            ["Whom these articles could have asked and did not: no program sees that."],
        ],
    )


def saying(report: Report) -> Shown:
    """Sentences whose tone is to be read, and voices with too little to measure."""
    return decide(
        "how it is said",
        [
            *_few(_extremes(report), 2 * _EXTREMES),
            *_few(_swayed_by_names(report)),
            *_few(_short_voices(report)),
            ["Whether anything is meant otherwise than it is said: a list of words "
             "cannot tell."],
        ],
    )  # fmt: skip


def voices(report: Report) -> Shown:
    """Voices that are a guess, and excerpts of which nobody knows whose they are."""
    points: list[_Point] = []
    for document in report.documents:
        for segment in document.segments:
            said = ""
            if segment.layer == "comment":
                continue
            if segment.basis == "unsure":
                said = f"{spaced(segment.layer)}, a guess:"
            elif segment.layer == "excerpt" and segment.carrier in (None, "unknown"):
                said = "an excerpt, of whom?"
            if said:
                words = f": {said} “{_shortened(segment.text)}”"
                points.append([report.link(document.article.id), words])
    last: _Point = [
        "Whether each excerpt is one: what is quoted from others without a mark is "
        "taken for the author’s."
    ]
    return decide("the voices", [*_few(points), last])


def display(report: Report) -> Shown:
    """Whether what is set in large type says more than the text."""
    points: list[_Point] = [
        [
            report.link(row.article),
            f": “{_shortened(row.text)}” has none of “{row.dropped_hedges}”",
        ]
        for row in records(report.tables.display)
        if isinstance(row.dropped_hedges, str)
    ]
    last: _Point = [
        "Whether the closest sentence is the one that the large type is about."
    ]
    return decide("the large type", [*_few(points), last])


# --- points -----------------------------------------------------------------------


def _few(points: Iterable[_Point], most: int = _MOST) -> list[_Point]:
    """The first points, and how many more there are."""
    points = list(points)
    left = len(points) - most
    return [*points[:most], *([[f"… and {left} more"]] if left > 0 else [])]


def _quotes_of_nobody(report: Report) -> Iterator[_Point]:
    for row in records(report.tables.quotes):
        spoken = row.kind in ("direct", "mixed") and row.layer in PIECE
        if spoken and not isinstance(row.speaker, str):
            yield _told(report, "A quote of nobody", row)


def _unsure_attributions(report: Report) -> Iterator[_Point]:
    found = report.tables.attributions
    found = found[found["layer"].isin(PIECE) & (found["confidence"] < _UNSURE)]
    for row in records(found.sort_values("confidence", kind="stable")):
        source = row.source if isinstance(row.source, str) else "nobody named"
        yield _told(report, f"{source}, sure by {row.confidence:.0%}", row)


def _names_that_may_be_one(report: Report) -> Iterator[_Point]:
    """Two names of which one has all the words of the other."""
    names = sorted(set(report.tables.attributions["source"].dropna()))
    with_word: dict[str, list[str]] = {}
    for name in names:
        for word in set(name.split()):
            with_word.setdefault(word, []).append(name)
    for short in names:
        words = short.split()
        for long in with_word[words[0]] if short[0].isupper() else ():
            if set(words) < set(long.split()):
                yield [f"One source or two: {short}, {long}?"]


def _sources_of_no_kind(report: Report) -> Iterator[_Point]:
    found = report.tables.attributions
    unknown = found[(found["source_type"] == "unknown") & found["source"].notna()]
    names = list(dict.fromkeys(unknown["source"]))
    if names:
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        yield [
            f"What are they? The text does not say: {'; '.join(names[:_MOST])}{more}."
        ]


def _extremes(report: Report) -> Iterator[_Point]:
    """The sentences at both ends of the scale of tone."""
    found = report.tables.sentences
    found = found[found["layer"].isin(PIECE) & found["tone_masked"].notna()]
    found = found.sort_values("tone_masked", kind="stable")
    ends = [*records(found.head(_EXTREMES))] if len(found) > 2 * _EXTREMES else []
    ends += [*records(found.tail(_EXTREMES))] if ends else [*records(found)]
    for row in ends:
        yield _told(report, f"Is this {row.tone_masked:+.2f}?".replace("-", "−"), row)


def _swayed_by_names(report: Report) -> Iterator[_Point]:
    found = report.tables.sentences
    found = found[found["layer"].isin(PIECE)]
    swayed = (found["tone"] - found["tone_masked"]).abs() >= _SWAYED
    for row in records(found[swayed]):
        said = f"{row.tone:+.2f} with its names, {row.tone_masked:+.2f} without"
        yield _told(report, said.replace("-", "−"), row)


def _short_voices(report: Report) -> Iterator[_Point]:
    found = report.tables.voices
    for row in records(found[found["voice"].isin(("author", "excerpt"))]):
        if 0 < row.n_sentences < FEWEST:
            n = row.n_sentences
            sentences = "a sentence" if n == 1 else f"{n} sentences"
            words = f": {row.voice}, only {sentences}: measure nothing of it"
            yield [report.link(row.article), words]


def _told(report: Report, said: str, row: Any) -> _Point:
    """What is said of a row, its words, and a link to the sentence where they stand."""
    starts = report.tables.sentences
    at = starts[
        (starts["article"] == row.article) & (starts["sentence"] == row.sentence)
    ]
    start = int(at["start"].iloc[0]) if len(at) else None
    said += " " if said.endswith("?") else ": "
    words = f"{said}“{_shortened(row.text)}” ("
    return [words, report.link(row.article, start), ")"]


def _shortened(text: object) -> str:
    return shortened(str(text).strip().strip('“”"'), _LONGEST)
