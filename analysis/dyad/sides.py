"""Which side a source is on: of the US, Iran, Iraq, or another country.

Side is where a source speaks from, not whom it speaks for: an American critic of
American policy is `us`.  It is that of the source's nation; where the article shows
none, of the country for which `actors.csv` lists the name.  Else it is `unknown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from analysis.attribution.attributions import Attribution, Quote
from analysis.dyad.actors import Actor, actor_named

Side = Literal["us", "iran", "iraq", "other", "unknown"]
SIDES: tuple[Side, ...] = get_args(Side)

_BY_NATION: dict[str, Side] = {"USA": "us", "IRN": "iran", "IRQ": "iraq"}
_BY_ACTOR: dict[Actor, Side] = {"united_states": "us", "iran": "iran", "iraq": "iraq"}


def find_sides(
    attributions: Sequence[Attribution], quotes: Sequence[Quote]
) -> dict[str, Side]:
    """The side of each source and speaker of an article, by its one name.

    What one mention says of a source holds for all of them; the first that says
    anything decides.

    >>> from analysis import analyze
    >>> analyze("“It rains,” said Ann Lee, an analyst at Britain’s Met Office.").sides()
    {'Ann Lee': 'other'}
    """
    sides: dict[str, Side] = {}
    named = (
        *((a.source, a.source_nation) for a in attributions),
        *((q.speaker, q.speaker_nation) for q in quotes),
    )
    for name, nation in named:
        if name and sides.get(name, "unknown") == "unknown":
            sides[name] = side_of(name, nation)
    return sides


def side_of(name: str, nation: str | None) -> Side:
    """The side of a source of this name and nation.

    >>> side_of("Ann Lee", "FRA"), side_of("John McCain", None)
    ('other', 'us')
    """
    if nation:
        return _BY_NATION.get(nation, "other")
    actor = actor_named(name)
    return _BY_ACTOR.get(actor, "unknown") if actor else "unknown"
