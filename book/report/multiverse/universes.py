"""The five pieces, ready to be seen under any specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.corpus.catalogue import load_articles
from analysis.document import Document, analyze_article
from analysis.dyad.masking import dyad_scopes
from analysis.tabular.files import Tables
from analysis.text.characters import n_words
from analysis.text.segmentation import PIECE
from analysis.validation.gold import Pass
from report.coding import coded, coded_framing, with_codes
from report.labels import records
from report.multiverse.choices import Cited, Specification, Spoken, Told, View
from report.multiverse.readability_choices import QUOTED, SPLITTERS, split_anew
from report.seeds import SEEDS

PROGRAM = "program"
"""A `coding` beside those of `CHOICES`: the relations that the rules find."""

_LAYERS = {
    "piece": PIECE,
    "author and excerpt": ("author", "excerpt"),
    "author": ("author",),
}


class Bench:
    """The five pieces, ready to be seen under any specification."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._label: dict[str, str] = {}
        self._years: dict[str, str] = {}
        for row in records(tables.articles):
            self._label[row["article"]] = row["label"]
            date = row["date"]
            self._years[row["label"]] = date[:4] if _known(date) else "undated"
        self._told: dict[tuple[str, str], list[Told]] = {}
        self._views: dict[Specification, View] = {}
        self._found: dict[str, tuple[list[Cited], list[Spoken]]] = {}

    @cached_property
    def readings(self) -> list[Document]:
        """The articles read anew, in the order of the tables."""
        articles = {article.id: article for article in load_articles(SEEDS)}
        return [analyze_article(articles[name]) for name in self._label]

    def view(self, specification: Specification) -> View:
        """The sentences, attributions and quotes that count under a specification."""
        if specification not in self._views:
            self._views[specification] = self._view(specification)
        return self._views[specification]

    def _view(self, specification: Specification) -> View:
        layers = _LAYERS[specification.voices]
        whole = specification.voices == "piece"  # captions and pull quotes cite too
        out = specification.quotes == "out"
        finder = specification.finder
        if finder not in self._found:
            self._found[finder] = self._attributions(finder), self._quotes(finder)
        attributions, quotes = self._found[finder]
        sentences = [
            _asked(told, specification.aliases)
            for told in self._sentences(specification)
            if told.layer in layers and not (out and told.quoted)
        ]
        if specification.doubled == "once":
            sentences = _once(sentences)
        return View(
            pieces=tuple(self._label.values()),
            years=self._years,
            specification=specification,
            sentences=tuple(sentences),
            attributions=tuple(
                cited
                for cited in attributions
                if (whole or cited.layer in layers) and not (out and cited.quoted)
            ),
            quotes=tuple(
                spoken for spoken in quotes if whole or spoken.layer in layers
            ),
            framing=self._framing(specification.coding),
        )

    def _framing(self, coding: str) -> dict[str, Mapping[str, Any]]:
        return {
            label: coded_framing(article, _pass(coding))
            for article, label in self._label.items()
        }

    def _sentences(self, specification: Specification) -> list[Told]:
        key = (specification.splitter, specification.coding)
        if key not in self._told:
            codes = self._codes(specification.coding)
            readings = self.readings
            if specification.splitter != "nupunkt":
                split = SPLITTERS[specification.splitter]
                readings = [split_anew(reading, split) for reading in readings]
            self._told[key] = [
                told
                for reading in readings
                for told in _told(
                    reading,
                    self._label[reading.article.id],
                    records(codes[codes["article"] == reading.article.id]),
                )
            ]
        return self._told[key]

    def _codes(self, coding: str) -> pd.DataFrame:
        if coding != PROGRAM:
            return with_codes(self.tables, _pass(coding))
        codes = with_codes(self.tables)
        own = [str(name) for name in codes if str(name).startswith("coded_")]
        # The rules do not say to whom a relation is handed; the coding stays.
        own.remove("coded_voice_of")
        program = codes.assign(irony=None)
        for name in own:
            program[name] = codes[name.removeprefix("coded_")]
        return program

    def _attributions(self, finder: str) -> list[Cited]:
        found = self.tables.attributions if finder == "program" else _coded_claims()
        return [
            Cited(
                self._label[row["article"]],
                row["layer"],
                int(row["start"]),
                _known(row["source"]),
                _known(row["source_type"]),
                bool(row["anonymous"]),
                row["mode"] != "indirect",
            )
            for row in _with_start(found).to_dict("records")
        ]

    def _quotes(self, finder: str) -> list[Spoken]:
        quotes = self.tables.quotes
        if finder != "program":
            words = quotes.set_index(["article", "start"])["n_words"].to_dict()
            quotes = coded("quotes")
            places = zip(quotes["article"], quotes["start"], strict=True)
            quotes = quotes.assign(n_words=[words.get(place, 0) for place in places])
        return [
            Spoken(
                self._label[row["article"]],
                row["layer"],
                int(row["start"]),
                _known(row["speaker"]),
                row["kind"],
                int(row["n_words"]),
            )
            for row in quotes.to_dict("records")
        ]


def _pass(coding: str) -> Pass:
    """The pass of a coding; the program's has the framing of the reference."""
    names: dict[str, Pass] = {
        "reference": "reference",
        "pass-1": "pass-1",
        "pass-2": "pass-2",
        PROGRAM: "reference",
    }
    return names[coding]


def _once(sentences: Sequence[Told]) -> list[Told]:
    """The sentences without a headline that repeats one of the same piece."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for told in sentences:
        key = (told.piece, told.text)
        if told.layer != "headline" or key not in seen:
            kept.append(told)
        seen.add(key)
    return kept


def _asked(told: Told, aliases: str) -> Told:
    """The sentence without its relation, where it names the two not as is asked."""
    enough = {"as coded": (None, "broad", "narrow"), "broad": ("broad", "narrow")}
    if told.named in enough.get(aliases, ("narrow",)):
        return told
    return told._replace(relation="none")


def _told(
    reading: Document, piece: str, codes: Sequence[Mapping[str, Any]]
) -> list[Told]:
    """The sentences of a reading's pieces, each with the codes it shares most with."""
    found: list[Told] = []
    scopes = dyad_scopes(reading.mentions)
    counts = reading.quoted_words()
    for number, sentence in enumerate(reading.sentences):
        segment = reading.segments[sentence.segment]
        words, quoted = n_words(sentence.text), counts[number]
        if segment.layer not in PIECE or not words:
            continue
        own = [m for m in reading.mentions if m.sentence == number]
        code = max(codes, key=lambda code: _shared(sentence.start, sentence.end, code))
        found.append(
            Told(
                piece=piece,
                place=len(found) + 1,
                layer=segment.layer,
                carrier=segment.carrier,
                start=sentence.start,
                end=sentence.end,
                text=sentence.text,
                masked=reading.masked_text(number),
                n_words=words,
                quoted=quoted / words >= QUOTED,
                named=scopes.get(number),
                actors=frozenset(m.actor for m in own),
                relation=code["coded_relation"],
                form=_known(code["coded_form"]),
                status=_known(code["coded_status"]),
                initiator=_known(code["coded_initiator"]),
                target=_known(code["coded_target"]),
                voice_of=_known(code["coded_voice_of"]),
                irony=code["irony"] is True,
                toward_us=int(code["coded_toward_us"]),
                toward_iran=int(code["coded_toward_iran"]),
            )
        )
    return found


def _shared(start: int, end: int, code: Mapping[str, Any]) -> int:
    return min(end, int(code["end"])) - max(start, int(code["start"]))


def _coded_claims() -> pd.DataFrame:
    """The coded attributions, placed by their cue, else by their first quote."""
    claims, quotes = coded("attributions"), coded("quotes")
    starts = quotes.set_index(["article", "id"])["start"].to_dict()
    first = [
        starts.get((article, ids[0])) if ids else None
        for article, ids in zip(claims["article"], claims["quote_ids"], strict=True)
    ]
    return claims.assign(content_start=pd.Series(first, claims.index, dtype=float))


def _with_start(claims: pd.DataFrame) -> pd.DataFrame:
    start = claims["cue_start"].fillna(claims["content_start"])
    return claims.assign(start=start.fillna(0))


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value
