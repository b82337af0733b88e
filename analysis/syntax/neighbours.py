"""A word that can be several things: its neighbours decide between noun and verb.

    by_neighbours(spot, can) -> tag
    Spot: a word in its place

The tags are those of `tagging`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.syntax.morphology import likely_tag
from analysis.syntax.tokens import Token, word_class

_OPENS_OBJECT = frozenset("DOoTSQP:J")  # tags of what can follow a subject's verb
_IN_PHRASE = frozenset("DJ'I")  # tags behind which a noun phrase goes on
HAS_VERB = frozenset("VXM")
_BEFORE_VERB = frozenset("TMXxOW")  # tags behind which a verb may be told by its form
_NO_VERB = frozenset("NJR")


class Spot(NamedTuple):
    """A word in its place: the tags found before it, and the tokens beside it.

    `before` is the tag before, adverbs passed over.  `opens` is whether it has a
    capital because it begins a sentence, `titled` whether the whole sentence is in
    capitals, as headlines are.
    """

    token: Token
    found: Sequence[str]
    before: str
    last: str
    after: Token | None
    opens: bool
    titled: bool

    @property
    def noun_follows(self) -> bool:
        """Whether the next word is likely to be a noun."""
        word = self.after is not None and self.after.kind == "word"
        return word and likely_tag(self.after) in "NP"

    @property
    def clause_has_verb(self) -> bool:
        """Whether the clause so far has its verb."""
        for tag in reversed(self.found):
            if tag in HAS_VERB:
                return True
            if tag in "SWC,Q-:;":
                return False
        return False


def by_neighbours(spot: Spot, can: frozenset[str]) -> str:
    """The tag of a word that can be several things."""
    verb = _in_verb_group(spot, can) if spot.before in _BEFORE_VERB else ""
    if verb:
        return verb
    if spot.before in _IN_PHRASE and not _is_some(spot, can):
        return _in_phrase(spot, can)
    if can <= _NO_VERB:
        first = "J" if spot.noun_follows else "N"
        return next(tag for tag in first + "NJR" if tag in can)
    if ("V" in can or "E" in can) and not ("J" in can and "V" not in can):
        return _past(spot, can)
    if "G" in can:
        return "N" if "N" in can and _in_noun_phrase(spot.found) else "G"
    return _noun_or_present(spot, can)


def _is_some(spot: Spot, can: frozenset[str]) -> bool:
    """Whether a determiner stands alone before its verb: “some chanted”."""
    return "V" in can and spot.last in word_class("many") and not spot.noun_follows


def _in_verb_group(spot: Spot, can: frozenset[str]) -> str:
    """The tag of a verb behind its auxiliary or its pronoun, else empty."""
    before = spot.before
    if before in "TM" and "B" in can:
        return "B"
    if before in "Xx" and can & {"E", "G"}:
        return "E" if "E" in can else "G"
    if before in "OW" and can & {"V", "Z", "B"}:
        return "V"
    if before == "X" and "B" in can and _is_do(spot.last):
        return "B"
    return ""


def _is_do(low: str) -> bool:
    return low.removesuffix("n't") in ("do", "does", "did")


def _in_phrase(spot: Spot, can: frozenset[str]) -> str:
    """After a determiner, adjective, possessive or preposition: no verb."""
    if spot.before == "I" and "G" in can:
        return "G"
    if "N" in can:
        return "N"
    if "J" in can:
        return "J" if spot.before != "I" or spot.noun_follows else "N"
    if "E" in can and spot.before == "J" and not spot.noun_follows:
        return "E"
    if can & {"E", "G", "V"}:
        return "J"
    return "R" if "R" in can else "N"


def _past(spot: Spot, can: frozenset[str]) -> str:
    """“Pledged”: a verb, but for “pledged delegates” after one and “made by”."""
    if "V" not in can:
        return "E"
    behind_verb = bool(spot.found) and spot.found[-1] in "VGB"
    regular = spot.token.low.endswith("ed")
    if "E" in can and behind_verb and regular and spot.noun_follows:
        return "J"
    by = spot.after is not None and spot.after.low == "by" and spot.token.low != "said"
    inserted = spot.before == "," and not _is_inserted(spot.found)
    by = by and (spot.clause_has_verb or inserted or spot.last == "as")
    return "E" if "E" in can and by else "V"


def _is_inserted(found: Sequence[str]) -> bool:
    """Whether a sentence so far is a noun and an insertion, both without a verb."""
    return found.count(",") > 1 and not {"S", "W", *HAS_VERB} & set(found)


def _in_noun_phrase(found: Sequence[str]) -> bool:
    """Whether a noun stands before, with its article: “a town gathering”."""
    tags = "".join(found[-4:])
    inside = tags[tags.rfind("D") + 1 :] if "D" in tags else ""
    return inside != "" and set(inside) <= set("NPJ'")


def _noun_or_present(spot: Spot, can: frozenset[str]) -> str:
    """“Claims”, “plan”: a verb after a subject and before what can be its object."""
    noun = next((tag for tag in "NJ" if tag in can), "")
    if not can & {"Z", "B"}:
        return noun or ("R" if "R" in can else "N")
    if not noun:
        return "V"
    before, opens = spot.before, likely_tag(spot.after)
    if before == "," and "Z" in can and opens in "PQS" and _is_inserted(spot.found):
        return "V"  # “Lee, a judge, calls Stone “a liar””
    if before == "Q" and len(spot.found) == 1 and "Z" in can and opens in "DP":
        return "V"  # “…,” reads a letter
    if opens == "." and "Q" in spot.found and "Z" in can and not spot.clause_has_verb:
        return "V"  # “…,” the ad states
    if before not in "NPOC)Y" or (spot.clause_has_verb and before != "C"):
        return noun
    if before == "C" and not {"V", "B", "X"} & set(spot.found):
        return noun
    plural_noun = spot.last.endswith(("s", "men", "people"))
    many = before == "C" or plural_noun or spot.last in word_class("many")
    plural = many and spot.token.low not in word_class("person")
    in_place = opens == "I" and before == "P" and "Z" in can  # “Stone leads in Ohio”
    object_follows = opens in _OPENS_OBJECT or in_place
    return "V" if object_follows and ("Z" in can or plural) else noun
