"""Records to rows: one dict a row, its keys the columns of `schema.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from analysis.attribution.attributions import chain
from analysis.corpus.articles import Fact
from analysis.document import Reading, words_in_quotes
from analysis.dyad.actors import Mention
from analysis.dyad.masking import dyad_scopes
from analysis.dyad.relations import DyadRelation, Evaluation
from analysis.measures import readability, sentiment
from analysis.text.characters import Span, joined, n_words
from analysis.text.segmentation import BODY, PIECE

SENTENCE_INSTRUMENT = f"nupunkt {version('nupunkt')}"
# The voices that measures are summarised by; comments are never mixed into a piece.
VOICES = {
    "body": BODY,
    "author": ("author",),
    "excerpt": ("excerpt",),
    "comment": ("comment",),
}

Row = dict[str, Any]


def rows_of(reading: Reading) -> dict[str, list[Row]]:
    """The rows of every table for one article, without the `article` column."""
    sentences = _sentence_rows(reading)
    voices = _voice_rows(reading, sentences)
    return {
        "articles": [_article_row(reading, sentences, voices)],
        "voices": voices,
        "segments": _segment_rows(reading, sentences),
        "sentences": [
            {key: value for key, value in row.items() if not key.startswith("_")}
            for row in sentences
        ],
        "quotes": _quote_rows(reading),
        "attributions": _attribution_rows(reading),
        "mentions": _mention_rows(reading),
    }


def _sentence_rows(reading: Reading) -> list[Row]:
    text = reading.article.text
    scopes = dyad_scopes(reading.mentions)
    named: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        named.setdefault(mention.sentence, []).append(mention)
    rows = []
    counts = words_in_quotes(reading)
    relations = {found.sentence: found for found in reading.relations}
    judged = {(e.sentence, e.actor): e for e in reading.evaluations}
    for number, sentence in enumerate(reading.sentences):
        words, quoted = counts[number]
        mentions = named.get(number, [])
        own = reading.sentence_text(number)
        rows.append(
            {
                "sentence": f"s{number + 1}",
                "segment": f"v{sentence.segment + 1}",
                **_voice(reading, sentence.segment),
                "start": sentence.start,
                "end": sentence.end,
                "pieces": _pieces(sentence.pieces),
                "text": text[sentence.start : sentence.end],
                "n_words": words,
                "in_quote_share": quoted / words,
                "actors": " ".join(sorted({m.actor for m in mentions})) or None,
                "dyad": scopes.get(number),
                **_relation(reading, relations.get(number)),
                **_evaluation(reading, "us", judged.get((number, "us"))),
                **_evaluation(reading, "iran", judged.get((number, "iran"))),
                "tone": sentiment.tone(own),
                "tone_masked": sentiment.tone(reading.masked_text(number)),
                "_own": own,
                "_quoted": quoted,
            }
        )
    return rows


def _relation(reading: Reading, found: DyadRelation | None) -> Row:
    row = {"relation": found.relation if found else "none"}
    names = "form status initiator target rule"
    row |= _plain(found, names) if found else dict.fromkeys(names.split())
    row["relation_rule"] = row.pop("rule")
    return row | {"relation_cue": found and _words(reading, *found.cue)}


def _evaluation(reading: Reading, actor: str, found: Evaluation | None) -> Row:
    return {
        f"toward_{actor}": found.direction if found else 0,
        f"toward_{actor}_rule": found and found.rule,
        f"toward_{actor}_cue": found and _words(reading, *found.cue),
    }


def _voice_rows(reading: Reading, sentences: Sequence[Row]) -> list[Row]:
    rows = []
    for voice, layers in VOICES.items():
        own = [row for row in sentences if row["layer"] in layers]
        counts = readability.count_text(row["_own"] for row in own)
        tones = pd.Series([row["tone_masked"] for row in own], dtype="float64")
        raw = pd.Series([row["tone"] for row in own], dtype="float64")
        formulas = {n: formula(counts) for n, formula in readability.FORMULAS.items()}
        rows.append(
            {
                "voice": voice,
                "n_sentences": len(own),
                "n_words": sum(row["n_words"] for row in own),
                "n_words_in_quotes": sum(row["_quoted"] for row in own),
                **formulas,
                "tone_mean": raw.mean(),
                "tone_masked_mean": tones.mean(),
                "n_positive": int((tones >= sentiment.POSITIVE).sum()),
                "n_negative": int((tones <= sentiment.NEGATIVE).sum()),
            }
        )
    return rows


def _article_row(
    reading: Reading, sentences: Sequence[Row], voices: Sequence[Row]
) -> Row:
    article = reading.article
    piece = [row for row in sentences if row["layer"] in PIECE]
    kinds = Counter(quote.kind for quote in reading.quotes)
    sources = {a.source for a in reading.attributions if a.source}
    return {
        "label": article.label,
        "title": article.title.value,
        "title_basis": article.title.basis,
        **_fact("date", article.date),
        **_fact("outlet", article.outlet),
        **_fact("author", article.author),
        "file": article.file,
        "sha256": article.sha256,
        "n_words": sum(row["n_words"] for row in piece),
        "n_sentences": len(piece),
        "n_quotes": len(reading.quotes),
        **{
            f"n_quotes_{kind}": kinds[kind]
            for kind in ("direct", "mixed", "scare", "title")
        },
        "n_attributions": len(reading.attributions),
        "n_sources": len(sources),
        "n_anonymous": sum(a.anonymous for a in reading.attributions),
        "n_comments": sum(s.layer == "comment" for s in reading.segments),
        "sentence_instrument": SENTENCE_INSTRUMENT,
        "readability_instrument": readability.INSTRUMENT,
        "tone_instrument": sentiment.INSTRUMENT,
        "warnings": "; ".join(article.warnings) or None,
    } | {
        f"{measure}_{row['voice']}": value
        for row in voices
        for measure, value in row.items()
        if measure != "voice"
    }


def _fact(name: str, fact: Fact) -> Row:
    evidence = fact.evidence or None
    return {name: fact.value, f"{name}_basis": fact.basis, f"{name}_evidence": evidence}


def _segment_rows(reading: Reading, sentences: Sequence[Row]) -> list[Row]:
    rows = []
    for number, segment in enumerate(reading.segments):
        own = [row for row in sentences if row["segment"] == f"v{number + 1}"]
        rows.append(
            {
                "segment": f"v{number + 1}",
                "start": segment.start,
                "end": segment.end,
                **_voice(reading, number),
                "n_sentences": len(own),
                "n_words": sum(row["n_words"] for row in own),
                "n_words_in_quotes": sum(row["_quoted"] for row in own),
            }
        )
    return rows


def _quote_rows(reading: Reading) -> list[Row]:
    return [
        {
            "quote": f"q{number + 1}",
            **_plain(quote, "start end kind rule note"),
            **_plain(quote, "speaker speaker_start speaker_end speaker_type"),
            **_plain(quote, "anonymous cue cue_start cue_end"),
            "sentence": _id("s", quote.sentence),
            "speaker_mention": _words(reading, quote.speaker_start, quote.speaker_end),
            "pieces": _pieces(quote.pieces),
            "text": reading.article.text[quote.start : quote.end],
            "n_words": n_words(joined(reading.article.text, quote.pieces)),
            **_voice(reading, quote.segment),
            "continues": _id("q", quote.continues),
        }
        for number, quote in enumerate(reading.quotes)
    ]


def _attribution_rows(reading: Reading) -> list[Row]:
    return [
        {
            "attribution": f"a{number + 1}",
            **_plain(found, "mode rule"),
            "content_start": found.contents[0][0] if found.contents else None,
            "content_end": found.contents[0][1] if found.contents else None,
            "content_pieces": _pieces(found.contents),
            **_plain(found, "source source_start source_end source_type"),
            **_plain(found, "anonymous cue cue_start cue_end"),
            "source_mention": _words(reading, found.source_start, found.source_end),
            "quotes": " ".join(f"q{quote + 1}" for quote in found.quotes) or None,
            "inside": _id("a", found.inside),
            "chain": " > ".join(carriage(reading, number)),
            **_voice(reading, found.segment),
        }
        for number, found in enumerate(reading.attributions)
    ]


def carriage(reading: Reading, number: int) -> list[str]:
    """By whom the words of an attribution come to the reader, outermost first.

    The article's author, the carrier of the excerpt, those who report the source,
    the source; `unknown` for whoever is not named.

    >>> from analysis.corpus.catalogue import load_corpus
    >>> from analysis.document import read_article
    >>> carriage(read_article(load_corpus()[1]), 1)
    ['James Joyner', 'unknown', 'senior security official in Basra']
    """
    segment = reading.segments[reading.attributions[number].segment]
    names = [reading.article.author.value]
    if segment.layer == "excerpt":
        names.append(segment.carrier)
    names += [
        reading.attributions[n].source for n in chain(reading.attributions, number)
    ]
    known = [name or "unknown" for name in names]
    return [name for n, name in enumerate(known) if not n or name != known[n - 1]]


def _mention_rows(reading: Reading) -> list[Row]:
    return [
        {
            **_plain(mention, "actor scope start end"),
            "sentence": f"s{mention.sentence + 1}",
            "text": reading.article.text[mention.start : mention.end],
        }
        for mention in reading.mentions
    ]


def _plain(record: Any, names: str) -> Row:
    return {name: getattr(record, name) for name in names.split()}


def _words(reading: Reading, start: int | None, end: int | None) -> str | None:
    return None if start is None else reading.article.text[start:end]


def _voice(reading: Reading, segment: int) -> Row:
    found = reading.segments[segment]
    return {"layer": found.layer, "carrier": found.carrier}


def _pieces(pieces: Sequence[Span]) -> str | None:
    return " ".join(f"{a}-{b}" for a, b in pieces) if len(pieces) > 1 else None


def _id(letter: str, number: int | None) -> str | None:
    return None if number is None else f"{letter}{number + 1}"
