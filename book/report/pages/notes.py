"""What is known of each passage of an article, as notes below its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from analysis.attribution.source_types import described
from analysis.text.characters import row_pieces
from report.citations import REPORT, Edition, release_folder
from report.findings import in_plain_words
from report.labels import VOICES

_TOWARD = {-1: "against", 1: "for"}
_ACTORS = {"us": "the US", "iran": "Iran"}
Row = Mapping[str, Any]


def tags(sentence: Row) -> str:
    """What is coded of a sentence of the piece, in plain words; empty for nothing."""
    if known(sentence.get("coded_relation")) is None:
        return ""
    relation, tone = sentence["coded_relation"], sentence["coded_tone"]
    words = judgments(sentence)
    if relation != "none":
        words.insert(0, in_plain_words(relation, sentence["coded_reality"], tone))
    elif tone == "ironic":
        words.insert(0, "mocking")
    return ", ".join(words)


def judgments(sentence: Row) -> list[str]:
    """The coded judgments of a sentence in words: `against Iran`."""
    return [
        f"{_TOWARD[sentence[f'coded_toward_{actor}']]} {name}"
        for actor, name in _ACTORS.items()
        if known(sentence.get(f"coded_toward_{actor}")) in _TOWARD
    ]


def sentence_note(sentence: Row, page: str, source: str, edition: Edition) -> str:
    """The note on a sentence of the piece, an item of a list; with its citation.

    `source` says what the piece is: title, outlet, author, date.
    """
    place, anchor = f"{sentence['place']:.0f}", sentence["anchor"]
    parts = [f'<a href="#{anchor}">Sentence {place}</a>']
    parts.append(escape(tags(sentence)) or "nothing of the two countries")
    voice = str(sentence["coded_voice"])
    parts.append(f"vouched for by {escape(VOICES.get(voice, voice))}")
    parts += _votes(sentence)
    parts += _program(sentence)
    if known(sentence["tone_masked"]) is not None:
        parts.append(f"tone {signed(sentence)}")
    whole = f"{edition.address}{release_folder(edition.version)}book/{page}.html"
    cite = (
        f"{source}, sentence {place} ({whole if edition.address else ''}#{anchor}) in "
        f"{REPORT}, version {edition.version}"
    )
    parts.append(
        f'cite as <span id="cite-{anchor}">{escape(cite)}</span> <button class="copy" '
        f'type="button" data-copy="cite-{anchor}" hidden>Copy</button>'
    )
    return _item(f"n-{sentence['sentence']}", parts, page, anchor)


def quote_note(quote: Row, page: str) -> str:
    """The note on a quote: its kind, who speaks, and the rule that said so."""
    name = quote["quote"]
    speaker = known(quote["speaker"]) or "nobody in particular"
    parts = [
        f'<a href="#{quote["anchor"]}">Quote {name[1:]}</a>',
        f"{quote['kind']}, {quote['n_words']} words",
        f"spoken by {escape(speaker)}",
        *_rule(quote),
    ]
    return _item(f"n-{name}", parts, page, quote["anchor"])


def attribution_note(attribution: Row, page: str) -> str:
    """The note on an attribution: source, type, cue, mode, by whom it comes."""
    name = attribution["attribution"]
    source = known(attribution["source"]) or "source not stated"
    kind = described(
        known(attribution["source_type"]), known(attribution["source_nation"])
    )
    unnamed = ", unnamed" if known(attribution["anonymous"]) else ""
    parts = [
        f'<a href="#{attribution["anchor"]}">Attribution {name[1:]}</a>',
        escape(f"{source} ({kind}{unnamed})"),
        f"{attribution['mode']}",
    ]
    if known(attribution["cue"]):
        parts.append(f"cue “{escape(attribution['cue'])}”")
    parts += _rule(attribution)
    return _item(f"n-{name}", parts, page, attribution["anchor"])


def segment_note(segment: Row, page: str) -> str:
    """The note on a segment: the figures that count it."""
    name = segment["segment"]
    link = f'<a href="#{segment["anchor"]}">This voice, segment {name[1:]}</a>'
    return _item(f"n-{name}", [link], page, segment["anchor"])


def known(value: Any) -> Any:
    """The value, or None where it is missing."""
    return None if value is None or pd.isna(value) else value


def signed(sentence: Row) -> str:
    """The tone of a sentence with its sign, names masked."""
    return f"{sentence['tone_masked']:+.2f}".replace("-", "−")


def spans(row: Row, *fields: str) -> list[tuple[int, int]]:
    """The spans that a row has under the names of `fields`, those missing left out."""
    found = []
    for field in fields:
        if field == "content" and isinstance(row.get("content_pieces"), str):
            found += row_pieces({**row, "pieces": row["content_pieces"]})
        elif known(row.get(f"{field}_start")) is not None:
            found.append((int(row[f"{field}_start"]), int(row[f"{field}_end"])))
    return found


def _votes(sentence: Row) -> list[str]:
    """That one pass of the coding differs on the relation, where one does."""
    votes = known(sentence.get("coded_relation_votes"))
    return [] if votes == 3 else [f"so coded by {votes:.0f} of 3 passes"]


def _program(sentence: Row) -> list[str]:
    """What the rules find, where it is not what is coded."""
    coded, found = known(sentence.get("coded_relation")), sentence["relation"]
    if coded is None or coded == found:
        return []
    rule = known(sentence["relation_rule"])
    by = f" by rule <code>{escape(rule)}</code>" if rule else ""
    return [f"the program finds {escape(found)}{by}"]


def _rule(row: Row) -> list[str]:
    rule = known(row["rule"])
    if not rule:
        return []
    sure = f"{row['confidence']:.0%}".replace("%", " %")
    return [f"rule <code>{escape(rule)}</code>, {sure} sure"]


def _item(name: str, parts: list[str], page: str, anchor: str) -> str:
    counted = f'<span class="counted" data-passage="{page}#{anchor}"></span>'
    return f'<li id="{name}">{"; ".join(parts)}. {counted}</li>'
