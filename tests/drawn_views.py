"""Views of the pieces with any codes, drawn by their numbers: the same each time.

The five articles have one coding and few universes, so that much of what a claim asks
is never put to it.  Here it is asked of few sentences and many, of no quotes, of equal
counts, of codes that no pass gave.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd
import yaml
from case_files import CASES
from coded import CEASE_FIRE, GREAT, NEGOTIATING, PEACE, SPRING
from report.multiverse.choices import CHOICES, Coded, Spoken, Universe, View
from report.multiverse.claim import Claim

N_VIEWS = 100
VIEWS = ("titles", "sentences", "quotes", "sources", "display", "pieces")
TITLES = (NEGOTIATING, CEASE_FIRE, PEACE, GREAT, SPRING)
_DRAWN = yaml.safe_load((CASES / "drawn_views.yml").read_text("utf-8"))
CODES, SAID, SIDES, HARDENING, THIRD, HORIZON = _DRAWN.values()


@cache
def view(number: int) -> View:
    """A view of some pieces; how much is in it, and of what kinds, is drawn first."""
    draw = random.Random(number)
    titles = TITLES if draw.random() < 0.7 else tuple(draw.sample(TITLES, 3))
    common = {name: _some(draw, codes) for name, codes in CODES.items()}
    pools = {title: common | _said(draw, title) for title in titles}
    sizes = draw.choice(((0, 2), (1, 2), (1, 3), (3, 6)))
    sentences = [
        _sentence(draw, title, place, pools[title])
        for title in titles
        for place in range(1, draw.randint(*sizes) + 1)
    ]
    quotes, sources = (_spoken(draw, titles) for _ in range(2))
    options = {name: draw.choice(each) for name, each in CHOICES.items()}
    return View(
        Universe(**options), titles, tuple(sentences), quotes, sources, *_frames(draw)
    )


def _some(draw: random.Random, codes: Sequence[Any]) -> list[Any]:
    return draw.sample(codes, draw.choice((1, 2, 2, len(codes))))


def _said(draw: random.Random, title: str) -> dict[str, Any]:
    """The codes of a piece as the report has them, but for one; or none of them."""
    if draw.random() < 0.4:
        return {}
    said = dict(SAID[title])
    del said[draw.choice(list(said))]
    return said if draw.random() < 0.5 else SAID[title]


def _sentence(
    draw: random.Random, title: str, place: int, pools: dict[str, Any]
) -> Coded:
    codes = {name: draw.choice(pool) for name, pool in pools.items()}
    heard = {name: round(draw.uniform(-1, 1), 1) for name in CHOICES["lexicon"]}
    return Coded(
        piece=title,
        place=place,
        start=100 * place,
        end=100 * place + 50,
        n_words=draw.randint(1, 4),
        named=draw.random() < 0.5,
        also="",
        heard=heard,
        **codes,
    )


def _spoken(draw: random.Random, titles: Sequence[str]) -> tuple[Spoken, ...]:
    sides = _some(draw, SIDES)
    unnamed = draw.random()
    return tuple(
        Spoken(
            piece=draw.choice(titles),
            start=100 * draw.randint(1, 6) + draw.randrange(60),
            end=1000,
            text="It rains.",
            n_words=draw.randint(1, 4),
            who=draw.choice(("official", "official", None, "Ann Lee")),
            side=draw.choice(sides),
            kind=draw.choice(("direct", "mixed")),
            anonymous=draw.random() < unnamed,
        )
        for _ in range(draw.choice((0, 1, 2, 8)))
    )


def _frames(draw: random.Random) -> tuple[pd.DataFrame, ...]:
    """Display texts and pieces, with the columns that something reads."""
    several = draw.random() < 0.3  # three passes have three rows for a piece
    pieces = [
        (title, draw.choice(THIRD), draw.choice(HORIZON), draw.randrange(3))
        for title in TITLES * (3 if several else 1)
        if draw.random() < 0.9
    ]
    display = [
        (draw.choice(TITLES), f"Title {n}", draw.choice(HARDENING))
        for n in range(draw.choice((0, 1, 2, 6)))
    ]
    columns = ["piece", "third_party", "time_horizon", "we"]
    return (
        pd.DataFrame(display, columns=["piece", "text", "hardening"]),
        pd.DataFrame(pieces, columns=columns),
    )


def answered(claim: Claim) -> list[str]:
    """Of a claim: the views that bear it (`+`), or do not (`-`), or say nothing (`.`).

    Behind them a hash of all facts and carriers.
    """
    signs, found = [], []
    for number in range(N_VIEWS):
        drawn = view(number).of(*claim.pieces)
        asked = claim.check(drawn)
        signs.append({True: "+", False: "-", None: "."}[asked.holds and True])
        places = [(passage.piece, passage.start) for passage in asked.carriers]
        found.append([_plain(asked.facts), places])
    facts = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]
    return ["".join(signs), facts]


def _plain(facts: Any) -> dict[str, Any]:
    return {
        name: round(value, 6) if isinstance(value, float) else value
        for name, value in facts.items()
    }
