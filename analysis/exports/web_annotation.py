"""Voices, quotes and attributions as W3C Web Annotations (JSON-LD).

The model is https://www.w3.org/TR/annotation-model/; selectors are text positions and
text quotes in the file of the article, so that they hold where it is edited lightly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote as percent_encoded

from analysis._version import __version__
from analysis.attribution.attributions import Attribution
from analysis.corpus.articles import Article
from analysis.document import Document
from analysis.text.characters import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters before and after the words that a selector quotes
_Node = dict[str, Any]


def web_annotations(document: Document) -> _Node:
    """An annotation page with an annotation for each voice, quote and attribution.

    An attribution has a target for its source, its cue and each stretch of its content.
    The words of reader comments are pointed at and not quoted.

    >>> from analysis import analyze
    >>> page = web_annotations(analyze("“It rains,” Ann Lee said."))
    >>> [item["id"] for item in page["items"]]
    ['#v1', '#q1', '#a1']
    >>> page["items"][1]["target"]["selector"][1]["exact"]
    'It rains,'
    """
    name = percent_encoded(document.article.id, errors="replace")
    return {
        "@context": CONTEXT,
        "id": f"{name}.annotations.json",
        "type": "AnnotationPage",
        "generator": {"type": "Software", "name": f"whose-words {__version__}"},
        "items": [*_voices(document), *_quotes(document), *_attributions(document)],
    }


def _voices(document: Document) -> Iterator[_Node]:
    for number, segment in enumerate(document.segments, start=1):
        shown = segment.layer != "comment"
        said = {"tagging": f"voice: {segment.layer}", "identifying": segment.carrier}
        target = _target(document.article, (segment.start, segment.end), shown)
        yield _annotation(f"#v{number}", "classifying", said, [target])


def _quotes(document: Document) -> Iterator[_Node]:
    for number, quote in enumerate(document.quotes, start=1):
        said = {"tagging": f"quote: {quote.kind}", "identifying": quote.speaker}
        said["describing"] = _decision(quote.rule, quote.confidence)
        targets = [_target(document.article, piece) for piece in quote.pieces]
        yield _annotation(f"#q{number}", "identifying", said, targets)


def _attributions(document: Document) -> Iterator[_Node]:
    for number, found in enumerate(document.attributions, start=1):
        said = {"tagging": f"attribution: {found.mode}", "identifying": found.source}
        said["describing"] = _decision(found.rule, found.confidence)
        targets = list(_parts(document.article, found))
        yield _annotation(f"#a{number}", "identifying", said, targets)


def _parts(article: Article, found: Attribution) -> Iterator[_Node]:
    """The targets of an attribution, its source, cue and content told apart."""
    parts = (
        ("source", found.source_start, found.source_end),
        ("cue", found.cue_start, found.cue_end),
        *(("content", start, end) for start, end in found.contents),
    )
    for part, start, end in parts:
        if start is not None and end is not None:
            yield _target(article, (start, end)) | {"styleClass": part}


def _annotation(
    name: str, motivation: str, said: Mapping[str, str | None], targets: list[_Node]
) -> _Node:
    """An annotation: what is said of its targets, by the purpose of saying it."""
    return {
        "id": name,
        "type": "Annotation",
        "motivation": motivation,
        "body": [
            {"type": "TextualBody", "purpose": purpose, "value": words}
            for purpose, words in said.items()
            if words
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(article: Article, span: Span, shown: bool = True) -> _Node:
    """A stretch of the file: its place and, if shown, its words and those around it."""
    start, end = article.in_file(*span)
    selectors: list[_Node] = [
        {"type": "TextPositionSelector", "start": start, "end": end}
    ]
    if shown:
        text = article.original
        words = {
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        }
        selectors.append({"type": "TextQuoteSelector", **words})
    source = percent_encoded(PurePath(article.file or article.id).name)
    return {"type": "SpecificResource", "source": source, "selector": selectors}


def _decision(rule: str | None, confidence: float | None) -> str | None:
    """Which rule decided, and how often its answers are right."""
    if rule is None or confidence is None:
        return None
    return f"rule {rule}, confidence {confidence:.2f}"
