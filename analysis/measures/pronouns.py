"""First person plural: how often a writer says “we”.

Whom the writer means is not known: his country, his readers, his paper, all of us.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analysis.text.characters import Span, lies_inside

# Case counts: “US” is the country; “let's” is “let us”.
_WE = re.compile(
    r"\b(?:[Ww]e|WE|[Uu]s|[Oo]urs?|OURS?|[Oo]urselves)\b|(?<=\b[Ll]et)['’]s\b"
)


def n_we(text: str, pieces: Iterable[Span], quoted: Sequence[Span]) -> int:
    """How many times a sentence says we, us, our, ours, ourselves, quotes left out.

    `pieces` are the stretches of the text that make up the sentence, `quoted` those of
    quotes, sorted and apart.

    >>> n_we("Let’s say we told US papers: “We won.”", [(0, 38)], [(30, 37)])
    2
    """
    found = (match.start() for a, b in pieces for match in _WE.finditer(text, a, b))
    return sum(not lies_inside(at, quoted) for at in found)
