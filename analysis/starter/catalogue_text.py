"""A proposed catalogue as YAML, with what a person is to check marked.

Every value that comes from elsewhere is in double quotes: no title, name or text can
be anything but words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

import yaml

from analysis.corpus.articles import FACTS
from analysis.starter.proposal import Proposal, ProposedFact, ProposedVoice

SCHEMA = "catalogue.schema.json"  # as the template of the catalogue names it
_GROUNDS = {
    "declared": "declared",
    "listed": "known by its words",
    "inferred": "CHECK, by shape and place",
    "unsure": "CHECK, a guess",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as it goes into the catalogue."""

    article: str
    file: str
    sha256: str
    label: str
    proposal: Proposal
    voices_declared: bool = True  # else they stand in comments only


def template(name: str) -> str:
    """A file of a report before its marks, such as `@TITLE@`, are filled."""
    return files("analysis.starter").joinpath("templates", name).read_text("utf-8")


def catalogue_text(entries: Sequence[Entry]) -> str:
    """The catalogue of some articles."""
    parts = ["\n".join(_entry(entry)) for entry in entries]
    return template("catalogue.yml").replace("@ENTRIES@", "\n\n".join(parts))


def _entry(entry: Entry) -> Iterator[str]:
    yield f"  - article: {_quoted(entry.article)}"
    yield f"    file: {_quoted(entry.file)}"
    yield f"    sha256: {_quoted(entry.sha256)}"
    yield f"    label: {_quoted(entry.label)} # a short name for charts"
    for name in FACTS:
        yield from _fact(name, entry.proposal.facts[name])
    voices = entry.proposal.voices
    marked = [v for v in voices if v.first and not is_noise(v)]
    if marked and entry.voices_declared:
        yield "    voices:"
        for voice in marked:
            yield from _voice(voice)
    elif marked:
        yield "    # The voices cannot be marked by words in a text with this markup:"
        for voice in marked:
            yield _described(voice)
    others = [voice for voice in voices if voice not in marked]
    if others:
        yield "    # Detected at each build, without words of their own to mark them:"
        for _, alike in groupby(others, lambda v: (v.segment.layer, v.segment.basis)):
            yield _described(*alike)


def is_noise(voice: ProposedVoice) -> bool:
    """Whether nobody needs to look: adverts and menus that the word lists know."""
    return voice.segment.layer == "boilerplate" and voice.segment.basis == "listed"


def _fact(name: str, fact: ProposedFact) -> Iterator[str]:
    if fact.value is None:
        yield f"    {name}: # CHECK: unknown"
    elif fact.sure:
        yield f"    {name}: # sure: {_comment(fact.ground)}"
    else:
        yield f"    {name}: # CHECK: {_comment(fact.ground)}"
    if fact.value is not None:
        yield f"      value: {_quoted(fact.value)}"
    yield f"      basis: {fact.basis}"
    yield f"      evidence: {_quoted(fact.evidence)}"
    for field in ("address", "looked_up"):
        if known := getattr(fact, field):
            yield f"      {field}: {_quoted(known)}"


def _voice(voice: ProposedVoice) -> Iterator[str]:
    segment = voice.segment
    ground = _GROUNDS[segment.basis]
    yield f"      - layer: {segment.layer} # {_lines(voice)}: {ground}"
    if segment.carrier:
        yield f"        carrier: {_quoted(segment.carrier)}"
    yield f"        first: {_quoted(voice.first or '')}"
    yield f"        last: {_quoted(voice.last or '')}"
    if segment.basis != "declared":
        yield f"        basis: {segment.basis}"


def _described(*voices: ProposedVoice) -> str:
    """One voice in a comment, or several of a kind."""
    segment = voices[0].segment
    n = f"{len(voices)} × " if len(voices) > 1 else ""
    return f"    #   {_lines(*voices)}: {n}{segment.layer}, {segment.basis}"


def _lines(*voices: ProposedVoice) -> str:
    first, last = voices[0].lines[0], voices[-1].lines[1]
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _comment(words: str) -> str:
    """Words for a comment: in one line, without a sign that YAML has no name for."""
    return "".join(c if c.isprintable() else " " for c in words)[:120]


def _quoted(words: str) -> str:
    """Words as a YAML scalar in double quotes, on one line."""
    return yaml.safe_dump(
        words, default_style='"', allow_unicode=True, width=float("inf")
    ).strip()
