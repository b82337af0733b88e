"""Word classes: one letter for each token of a sentence.

    tags_of(tokens, lo, hi) -> str

    D determiner or number   N noun    P name      J adjective   R adverb
    O, o  pronoun (subject, object)    Y day or month
    V finite verb   B base form   E participle   G form in -ing   M modal
    X, x  be, have, do (finite, other)   T to   I preposition
    C and, or   S that, if, when …   W who, which   ' possessive   Q a whole quote

Marks stand for themselves; a dash is `-`.  `wordforms` says what a word can be; its
neighbours decide between noun and verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.syntax.morphology import (
    CACHED,
    can_be,
    fixed_tag,
    is_known,
    likely_tag,
    listed_tag,
)
from analysis.syntax.neighbours import HAS_VERB, Spot, by_neighbours
from analysis.syntax.tokens import Token, word_class

_SPECIAL = frozenset(
    ("'s", "'d", "that", "all", "both", "each", "such", "saying", "may", "will", "her")
)  # words that have rules of their own
_LONG = 4  # letters from which a word of a headline has a capital
_REDUCED = re.compile(r"(?<=[NP])V(?=R*[XM])")  # “the views expressed here are”


def tags_of(tokens: Sequence[Token], lo: int, hi: int) -> str:
    """The tags of the tokens from `lo` to `hi`, one letter each.

    >>> from analysis.syntax.tokens import tokens_of
    >>> tokens = tokens_of("The report claims that it rained.")
    >>> tags_of(tokens, 0, len(tokens))
    'DNVSOV'
    """
    titled: bool | None = None
    found: list[str] = []
    before = "."
    for k in range(lo, hi):
        _, _, low, kind, capital, _ = token = tokens[k]
        if kind != "word":
            tag = "Q" if kind == "quote" else kind[0]
        elif capital or not (tag := fixed_tag(low)):
            if titled is None:
                titled = _is_titled(tokens, lo, hi)
            opens = not found or found[-1] in "(:-"
            tag = _name_tag(low) if capital and not (opens or titled) else ""
            if not tag:
                last = tokens[k - 1].low if k > lo else ""
                after = tokens[k + 1] if k + 1 < hi else None
                tag = _tag(Spot(token, found, before, last, after, opens, titled))
        found.append(tag)
        if tag != "R":
            before = tag
    if HAS_VERB.isdisjoint(found):
        _give_verb(tokens, lo, found)
    return _REDUCED.sub(
        lambda m: "E" if tokens[lo + m.start()].low.endswith("ed") else "V",
        "".join(found),
    )


def _is_titled(tokens: Sequence[Token], lo: int, hi: int) -> bool:
    """Whether a sentence gives all its longer words a capital, as headlines do."""
    n = 0
    for token in tokens[lo:hi]:
        long = token.kind == "word" and len(token.low) >= _LONG
        if long and not listed_tag(token.low):
            if not token.capital:
                return False
            n += 1
    return n > 1


def _give_verb(tokens: Sequence[Token], lo: int, found: list[str]) -> None:
    """A sentence without a verb may have one that passed for a noun: “ads use”."""
    for n in range(1, len(found)):
        token = tokens[lo + n]
        if found[n] == "N" and not token.capital and found[n - 1] in "NPO":
            plural = tokens[lo + n - 1].low.endswith("s")
            if ("B" if plural else "Z") in can_be(token.low):
                found[n] = "V"
                return


@lru_cache(maxsize=CACHED)
def _name_tag(low: str) -> str:
    """The tag of a word with a capital of its own, if it has no rules of its own."""
    special = low in _SPECIAL or listed_tag(low) == "Y"
    return "" if special else _as_name(low)


def _as_name(low: str) -> str:
    """A name, or a listed word with a capital; “A” in “James A. Baker” is a name."""
    listed = listed_tag(low)
    return listed if listed and listed not in "MXxTRv" and low != "a" else "P"


def _tag(spot: Spot) -> str:
    token, low = spot.token, spot.token.low
    special = _special(spot) if low in _SPECIAL else ""
    if special:
        return special
    listed = listed_tag(low.lower() if spot.titled else low)
    if listed == "Y":
        return "Y" if token.capital or low[0] in "ty" else "N"  # today, yesterday
    if token.capital and not (spot.opens or spot.titled):  # special elsewhere: “Her”
        return _as_name(low)
    if listed == "v" and (spot.before not in "DJ'ITMI" or spot.last[0].isdigit()):
        return "V"
    if listed and listed != "v":
        return _listed(spot, listed)
    if low[0].isdigit():
        return "D"
    if token.capital and spot.opens and not spot.titled:
        return _opening(spot)
    return by_neighbours(spot, can_be(low.lower()))


def _special(spot: Spot) -> str:
    """The tag of a word that has rules of its own, else empty."""
    low, after = spot.token.low, spot.after
    before = spot.found[-1] if spot.found else "."
    capital_follows = after is not None and after.capital
    if low == "'s":
        is_verb = after is not None and after.low in word_class("after_is")
        return "X" if before in "OW" or is_verb else "'"
    if low == "'d" and after and after.kind == "word":
        return "X" if "E" in can_be(after.low) else "M"
    if low == "that":
        return _that(spot)
    if low in ("all", "both", "each"):
        verb_follows = before in "PN" and likely_tag(after) in ("V", "X")
        return (
            "R" if verb_follows or before in "XMO" else ""
        )  # “Lee and Stone both said”
    if low == "saying" and before in "NP":  # “an email saying”
        return "G"
    if low == "such" and after and after.low in ("a", "an"):
        return "D"
    if low == "may" and spot.token.capital and not spot.opens:
        return "Y"
    if low in ("will", "may") and spot.token.capital and capital_follows:
        return "P"  # Will Stone
    if low == "her":
        noun = after is not None and after.kind == "word" and likely_tag(after)
        return "D" if noun and noun in "NJPD" else "o"
    return ""


def _that(spot: Spot) -> str:
    """“That” before a verb and after a noun opens a relative clause."""
    before = spot.found[-1] if spot.found else "."
    follows = likely_tag(spot.after)
    if before in "NP" and follows in "VXMR":
        return "W"
    time = spot.after is not None and spot.after.low in word_class("time")
    if time or (before in ".,IC" and follows in "NJ"):
        return "D"
    return "O" if before in ".CI" and follows in "VXM" else "S"


def _listed(spot: Spot, listed: str) -> str:
    """The tag of a listed word; “have” and “do” are no finite verbs behind “to”."""
    low, after = spot.token.low, spot.after
    if listed == "X" and low in ("have", "do", "had") and spot.before in "TM":
        verbal = after is not None and after.kind == "word"
        verbal = verbal and bool(can_be(after.low) & set("EG"))
        return "x" if verbal and low != "do" else "B"
    return listed


def _opening(spot: Spot) -> str:
    """The tag of a sentence's first word, which has its capital in any case."""
    low, after = spot.token.low.lower(), spot.after
    can = can_be(low)
    capital_follows = after is not None and after.kind == "word" and after.capital
    if not is_known(low) or (capital_follows and "J" not in can):
        return "P"
    if "N" in can:
        return "N"
    if can & {"V", "E"}:
        return "E"
    if "B" in can and after is not None and "V" in can_be(after.low):
        return "P"  # “Welch added”
    return next((tag for tag in "GJRB" if tag in can), "P")
