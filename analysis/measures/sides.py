"""Which side a source is on: of the US, Iran, Iraq, or another country.

By its source type, where that names a state.  Else by the first country, capital or
nationality of `nations.csv` in its name or in the mention beside its cue, or in what
the article says of it right behind that (“Ann Lee, an analyst at Britain's Centre for
…”).  Else `unknown`.

Side is where a source speaks from, not whom it speaks for: an American critic of
American policy is `us`.  A rank without a nation counts as American, as its source type
does; “an Iraq expert” is nobody's side, for the country is what he studies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, get_args

from analysis.attribution.attributions import Attribution, Quote
from analysis.attribution.source_types import nations, roles
from analysis.corpus.articles import Article
from analysis.lexicons import member
from analysis.syntax.morphology import listed_tag
from analysis.syntax.tokens import tokens_of
from analysis.text.characters import straighten

Side = Literal["us", "iran", "iraq", "other", "unknown"]
SIDES: tuple[Side, ...] = get_args(Side)

_TOPIC = frozenset(("on", "about", "who", "that"))  # what follows is not where one is


def find_sides(
    article: Article, attributions: Sequence[Attribution], quotes: Sequence[Quote]
) -> dict[str, Side]:
    """The side of each source and speaker of an article, by its one name.

    What one mention says of a source holds for all of them; the first that says
    anything decides.

    >>> from analysis import analyze
    >>> analyze("“It rains,” said Ann Lee, an analyst at Britain’s Met Office.").sides()
    {'Ann Lee': 'other'}
    """
    plain = straighten(article.text)
    sources = (
        *(
            (a.source, a.source_type, a.source_start, a.source_end)
            for a in attributions
        ),
        *((q.speaker, q.speaker_type, q.speaker_start, q.speaker_end) for q in quotes),
    )
    sides: dict[str, Side] = {}
    for name, kind, start, end in sources:
        if name and sides.get(name, "unknown") == "unknown":
            state = (kind or "").partition("_")[0]
            described = [name]
            if start is not None and end is not None:
                described.append(plain[start:end])
                if apposition := _apposition().match(plain, end):
                    described.append(apposition[0])
            found = (nation for words in described for nation in _nations(words))
            sides[name] = (
                member(state, SIDES) if state in SIDES[:3] else next(found, "unknown")
            )
    return sides


def _nations(words: str) -> Iterator[Side]:
    """The countries that a description names, in its order, topics left out."""
    tokens = tokens_of(words)
    for token, after in zip(tokens, (*tokens[1:], None), strict=True):
        if token.low in _TOPIC:
            return
        word = words[token.start : token.end].split("-")[0]
        pair = f"{token.low}-{after.low}" if after else ""
        row = nations().get(pair) or nations().get(word) or nations().get(token.low)
        if not (row and row["nation"]):
            continue
        # “Iraq watchers”, but not “Iraq's watchers”, “Iraqi watchers” or “US watchers”.
        noun = row["state"].endswith("government") and row["nation"] != "us"
        if not (
            noun and after and after.low[0].islower() and not listed_tag(after.low)
        ):
            yield member(row["nation"], SIDES)


@cache
def _apposition() -> re.Pattern[str]:
    """What a name is followed by: “, a British analyst”, “, spokesman for the US”."""
    listed = "|".join(sorted(filter(str.islower, roles())))
    return re.compile(
        rf"(?i),\s+(?:[\w'-]+\s+){{0,5}}?(?:{listed})(?=\s+(?:at|of|for|in|from|with|to)\b"
        rf"|\s*[,.;:\"]|$)[^,.;:\"]*"
    )
