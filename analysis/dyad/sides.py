"""Which side a source is on: of a party, a third actor, or another country.

Side is where a source speaks from, not whom it speaks for: an American critic of
American policy is `us`.  It is that of the source's nation; where the article shows
none, or where a party is no state, of the party that has the source among its names.
Else it is `unknown`.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution.attributions import Attribution, Quote
from analysis.dyad.actors import meanings
from analysis.dyad.parties import Dyad


def find_sides(
    attributions: Sequence[Attribution], quotes: Sequence[Quote], dyad: Dyad
) -> dict[str, str]:
    """The side of each source and speaker of an article, by its one name.

    What one mention says of a source holds for all of them; the first that says
    anything decides.

    >>> from analysis import analyze
    >>> analyze("“It rains,” said Ann Lee, an analyst at Britain’s Met Office.").sides()
    {'Ann Lee': 'other'}
    """
    sides: dict[str, str] = {}
    named = (
        *((a.source, a.source_nation) for a in attributions),
        *((q.speaker, q.speaker_nation) for q in quotes),
    )
    for name, nation in named:
        if name and sides.get(name, "unknown") == "unknown":
            sides[name] = side_of(name, nation, dyad)
    return sides


def side_of(name: str, nation: str | None, dyad: Dyad) -> str:
    """The side of a source of this name and nation.

    >>> from analysis.dyad.parties import us_and_iran
    >>> side_of("Ann Lee", "FRA", us_and_iran())
    'other'
    >>> side_of("John McCain", None, us_and_iran())
    'us'
    """
    meant = meanings(dyad).get(name)
    for party in dyad.named:
        by_name = meant and meant[0] == party.meaning and not (nation and party.nation)
        if by_name or (nation and nation == party.nation):
            return party.id
    return "other" if nation else "unknown"
