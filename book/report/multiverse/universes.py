"""The five pieces as seen in any universe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any

import pandas as pd

from analysis.dyad.parties import us_and_iran
from analysis.tabular.files import Tables
from analysis.text.characters import n_words, passage
from report.coding import CODING
from report.labels import records
from report.multiverse.choices import CHOICES, Coded, Spoken, Universe, View
from report.tone_lexicons import LEXICONS, MASKED, sentence_texts
from report.validation.coding import CHOICES as CODING_CHOICES
from report.validation.coding import CODERS, Choice

# Sides of the coding's types of source that name no state.
_SIDES = {"analyst": "other", "cleric": "iraq"}
_SPOKEN = ("direct", "mixed")
_DISPLAY = ("headline", "standfirst")


class Bench:
    """The pieces of some tables with their coding; each view is made once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.view = cache(self._view)
        self._coded = cache(self._sentences)
        self._rows = cache(self._standing)
        self._found = cache(
            lambda finder: (self._quotes(finder), self._sources(finder))
        )

    def _view(self, universe: Universe) -> View:
        """The sentences, quotes and sources that count in a universe."""
        sentences = self._coded(universe.coding, universe.named)
        if universe.display == "headlines left out":
            sentences = [s for s in sentences if s.layer not in _DISPLAY]
        if universe.voice == "the author only":
            sentences = [s for s in sentences if s.layer == "author"]
        quotes, sources = self._found(universe.finder)
        if universe.kinds == "direct quotes only":
            quotes = [quote for quote in quotes if quote.kind == "direct"]
        return View(
            universe=universe,
            titles=tuple(self._titles.values()),
            sentences=tuple(sentences),
            quotes=tuple(quotes),
            sources=tuple(sources),
            **self._rows(universe.coding),
        )

    def _standing(self, coding: str) -> dict[str, pd.DataFrame]:
        """The rows of the coding that stand: one a display text, and of the pieces."""
        choice = _choice(coding)
        if choice in CODERS:
            rows = CODING.standing("display", choice)
            rows = rows.drop_duplicates(["article", "text"])
        else:
            rows = CODING.majority("display", "hardening")
            rows = rows[rows["votes"] >= (3 if choice == "unanimous" else 1)]
        columns = ["piece", "text", "hardening"]
        display = self._titled(rows).sort_values(columns, ignore_index=True)[columns]
        pieces = self._titled(CODING.standing("pieces", choice))
        return {"display": display, "pieces": pieces}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {row["article"]: row["label"] for row in records(self.tables.articles)}

    def _titled(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows with the name of the piece in place of the id of the article."""
        return rows.assign(piece=rows["article"].map(self._titles))

    @cached_property
    def _heard(self) -> list[Mapping[str, float]]:
        """The tone of each sentence by each lexicon, names masked."""
        texts = sentence_texts(self.tables, MASKED)
        return [{name: tone(text) for name, tone in LEXICONS.items()} for text in texts]

    def _sentences(self, coding: str, named: str) -> list[Coded]:
        rows = CODING.match(self.tables, _choice(coding))
        codes = rows.filter(like="coded_").rename(columns=lambda n: n[len("coded_") :])
        rows = rows.drop(columns=codes.columns, errors="ignore").join(codes)
        names_both = rows["dyad"].notna()
        rows = self._titled(rows).assign(
            text=CODING.sentences()["text"].to_numpy(),
            named=names_both,
            actors=rows["actors"].fillna(""),
            heard=pd.Series(self._heard, rows.index),
        )
        if named != CHOICES["named"][0]:
            rows.loc[~names_both, "relation"] = "none"
            rows.loc[~names_both, ["also", "kind", "reality", "agent"]] = ""
        return [Coded(**row) for row in records(rows[list(Coded._fields)])]

    def _quotes(self, finder: str) -> list[Spoken]:
        """Quotes that somebody speaks: no titles, and no words held at a distance."""
        quotes = self.tables.quotes
        if finder == "found by the coding":
            quotes = CODING.table("quotes").copy()
            quotes["speaker_side"] = [_side(kind) for kind in quotes["speaker_type"]]
            quotes["n_words"] = quotes["text"].map(n_words)
        quotes = quotes[quotes["kind"].isin(_SPOKEN)]
        return [self._spoken(row, "speaker", row["kind"]) for row in records(quotes)]

    def _sources(self, finder: str) -> list[Spoken]:
        """The statements that the pieces hand to a source."""
        claims = self.tables.attributions
        starts = self.tables.quotes.set_index(["article", "quote"])["start"]
        if finder == "found by the coding":
            claims = CODING.table("attributions")
            sources = self.tables.attributions.set_index("source")
            named = sources["source_side"].to_dict()
            kinds = zip(claims["source_type"], claims["source"], strict=True)
            sides = [_side(k, named.get(s, str(s)[:2].lower())) for k, s in kinds]
            claims = claims.assign(source_side=sides, quotes=claims["quote_ids"])
            starts = CODING.table("quotes").set_index(["article", "id"])["start"]
        return [
            self._spoken(row | self._held(row, starts), "source", row["mode"])
            for row in records(claims)
        ]

    def _held(self, row: dict[str, Any], starts: pd.Series) -> dict[str, Any]:
        """The sentence in which a statement stands: its place and its text."""
        start = _start(row, starts)
        # The last begins nearest, where an insert stands inside another sentence.
        *_, sentence = (
            own
            for own in self._stated[row["article"]]
            if own["start"] <= start < own["end"]
        )
        return sentence | {"text": passage(sentence)}

    @cached_property
    def _stated(self) -> dict[str, list[dict[str, Any]]]:
        """The places and texts of the sentences of each article."""
        columns = ["start", "end", "text", "pieces", "n_words"]
        articles = self.tables.sentences.groupby("article")
        return {str(name): records(own[columns]) for name, own in articles}

    def _spoken(self, row: dict[str, Any], who: str, kind: str) -> Spoken:
        return Spoken(
            piece=self._titles[row["article"]],
            start=int(row["start"]),
            end=int(row["end"]),
            text=row["text"],
            n_words=int(row["n_words"]),
            who=None if pd.isna(row[who]) else row[who],
            side=row[f"{who}_side"],
            kind=kind,
            anonymous=row["anonymous"] is True,
        )


def _choice(coding: str) -> Choice:
    """The coding's own name of an option: `pass a` is `a`."""
    return CODING_CHOICES[CHOICES["coding"].index(coding)]


def _side(source_type: Any, named: Any = None) -> str:
    """The side of a type of source of the coding.

    A government is on the side of its country, which only its name tells: `named`, as
    the program has it, or the first letters of a description (“US military …”).
    """
    if pd.isna(source_type):
        return "unknown"
    if source_type == "government":
        return str(named) if named in us_and_iran().sides else "unknown"
    first = str(source_type).partition("_")[0]
    return first if first in ("us", "iran", "iraq") else _SIDES.get(first, "unknown")


def _start(row: dict[str, Any], quotes: pd.Series) -> int:
    """Where a claim stands: at its cue, its content, or its first quote."""
    for column in ("cue_start", "content_start"):
        if not pd.isna(row.get(column)):
            return int(row[column])
    first: Sequence[str] = str(row["quotes"]).split()
    return int(quotes[row["article"], first[0]]) if not pd.isna(row["quotes"]) else 0
