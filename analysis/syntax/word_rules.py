"""Words with rules of their own: each tells the tag in its place, or nothing.

    RULES[word](spot) -> tag | ""

The letters are those of `tagger`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from analysis.syntax.morphology import can_be, likely_tag
from analysis.syntax.tokens import Token, word_class

HAS_VERB = frozenset("VXM")


class Spot(NamedTuple):
    """A word in its place: the tags before it, and the tokens beside it.

    `before` is the tag before, adverbs passed over, `helper` the word of that tag, and
    `last` the word before.
    `opens` is whether the word has a capital because it begins a sentence, `titled`
    whether the whole sentence has capitals, as headlines do.
    """

    token: Token
    tags: Sequence[str]
    before: str
    helper: str
    last: str
    after: Token
    opens: bool
    titled: bool

    @property
    def noun_follows(self) -> bool:
        """Whether the next word is likely to be a noun."""
        return self.after.kind == "word" and likely_tag(self.after) in "NP"

    @property
    def clause_has_verb(self) -> bool:
        """Whether the clause so far has its verb."""
        for tag in reversed(self.tags):
            if tag in HAS_VERB:
                return True
            if tag in "SWC,Q-:;":
                return False
        return False


def _apostrophe_s(spot: Spot) -> str:
    is_verb = spot.after.low in word_class("after_is")
    return "X" if _tag_before(spot) in "OW" or is_verb else "'"


def _apostrophe_d(spot: Spot) -> str:
    if spot.after.kind != "word":
        return ""
    return "X" if "E" in can_be(spot.after.low) else "M"


def _that(spot: Spot) -> str:
    """“That” before a verb and after a noun opens a relative clause."""
    before, follows = _tag_before(spot), likely_tag(spot.after)
    follows = "G" if "G" in can_be(spot.after.low) else follows  # “that losing hurts”
    noun = before in "NP" and spot.last not in word_class("span")
    if noun and follows in "VXMR" and spot.after.low != "there":
        return "W"
    calls = spot.last in ("call", "calls", "called", "calling")  # no clause: “x” it
    if (before in ".,IC" or calls) and follows in "NJ":
        return "D"
    return "O" if before in ".CI" and follows in "VXM" else "S"


def _floating(spot: Spot) -> str:
    """“Lee and Stone both said”."""
    before = _tag_before(spot)
    verb_follows = before in "PN" and likely_tag(spot.after) in ("V", "X")
    return "R" if verb_follows or before in "XMO" else ""


def _said(spot: Spot) -> str:
    """“A person aware of his thinking said”, “nearly half said”."""
    return "V" if spot.before in "DJ" and spot.last not in ("the", "this") else ""


def _saying(spot: Spot) -> str:
    """“An email saying”, “with one poster writing “x””."""
    speaks = spot.token.low == "saying" or likely_tag(spot.after) in "Q:"
    return "G" if _tag_before(spot) in "NP" and speaks else ""


def _may(spot: Spot) -> str:
    return "Y" if spot.token.capital and not spot.opens else _will(spot)


def _will(spot: Spot) -> str:
    return "P" if spot.token.capital and spot.after.capital else ""  # Will Stone


def _her(spot: Spot) -> str:
    follows = "NJPD" if spot.before not in "IS" else "NJPDY"  # “in her March speech”
    noun = spot.after.kind == "word" and likely_tag(spot.after) in follows
    return "D" if noun else "o"


def _to(spot: Spot) -> str:
    return (
        "I" if spot.last in word_class("with_to") else ""
    )  # no infinitive: “to exit polls”


def _since(spot: Spot) -> str:
    return "R" if _tag_before(spot) in "X" else ""  # “has since said”


def _than(spot: Spot) -> str:
    """“More than 20 boats left”: no clause begins there."""
    after = spot.after.low
    number = after[:1].isdigit() or after in word_class("share") | {"once"}
    return "R" if number and spot.last in ("more", "less", "fewer") else ""


def _polling(spot: Spot) -> str:
    """“Recent polling shows that”."""
    return "N" if _tag_before(spot) in ".DJNP" else ""


def _point(spot: Spot) -> str:
    return "V" if _tag_before(spot) in "NPO" and spot.after.low == "out" else ""


def _makes(spot: Spot) -> str:
    return "V" if _tag_before(spot) in "NPOW)" else ""


def _tag_before(spot: Spot) -> str:
    return spot.tags[-1] if spot.tags else "."


RULES: dict[str, Callable[[Spot], str]] = {
    "'s": _apostrophe_s,
    "'d": _apostrophe_d,
    "that": _that,
    "all": _floating,
    "both": _floating,
    "each": _floating,
    "said": _said,
    **dict.fromkeys(("saying", "writing", "reading", "warning"), _saying),
    "may": _may,
    "will": _will,
    "her": _her,
    "to": _to,
    "since": _since,
    "than": _than,
    "polling": _polling,
    "point": _point,
    "points": _point,
    "makes": _makes,
}
