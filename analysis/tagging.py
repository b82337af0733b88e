"""Word classes: one letter for each token of a sentence.

    tags_of(tokens, lo, hi) -> str

    D determiner or number   N noun    P name      J adjective   R adverb
    O, o  pronoun (subject, object)    Y day or month
    V finite verb   B base form   E participle   G form in -ing   M modal
    X, x  be, have, do (finite, other)   T to   I preposition
    C and, or   S that, if, when …   W who, which   ' possessive   Q a whole quote

Marks stand for themselves; a dash is `-`.  Short words come from `tags.csv`.  What a
longer word can be, lemminflect's dictionary tells; its neighbours decide between noun
and verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from lemminflect import getAllInflections, getAllLemmas

from analysis.lexicons import rows
from analysis.tokens import Token, word_class

# What a word can be that may be a subject's verb, by what comes after it.
_OPENS_OBJECT = frozenset("DOoTSQP:J")
_PHRASE = frozenset("DJ'I")
_FINITE = "VZB"
_REDUCED = re.compile(r"(?<=[NP])V(?=R*[XM])")  # “the views expressed here are”
_SURE = frozenset("DOoTICSWR")  # tags of listed words that need no second look
_UNSURE = frozenset(
    ("that", "her", "all", "both", "each", "'s", "'d", "have", "has", "had", "do")
)
_FINITE_TAGS = frozenset("VXM")
_MANY = frozenset(
    (
        "many",
        "most",
        "some",
        "people",
        "police",
        "others",
        "few",
        "both",
        "another",
        "those",
    )
)
_LONG = 4  # letters from which a word of a headline has a capital
# What follows an 's that stands for “is” or “has”: “Iran's willing to”.
_AFTER_IS = frozenset(
    (
        "a",
        "the",
        "not",
        "been",
        "being",
        "going",
        "willing",
        "able",
        "trying",
        "getting",
    )
)
_CACHED = 1 << 16


@cache
def _listed() -> dict[str, str]:
    return {word: row["tag"] for row in rows("tags") for word in row["words"].split()}


@lru_cache(maxsize=_CACHED)
def _can_be(word: str) -> frozenset[str]:
    """What a word can be by the dictionary, else by its ending.

    Verb forms are B base, Z in -s, V past, E participle, G in -ing.
    """
    found = set()
    lemmas = getAllLemmas(word)
    for upos, letter in (("NOUN", "N"), ("PROPN", "N"), ("ADJ", "J"), ("ADV", "R")):
        if upos in lemmas:
            found.add(letter)
    for lemma in lemmas.get("VERB", ()):
        found |= _verb_forms(word, lemma)
    if not found:
        ending = (("ly", "R"), ("ing", "G"), ("ed", "VE"))
        found = set(next((tag for end, tag in ending if word.endswith(end)), "N"))
    if "-" in word and found & {"E", "V", "G"}:
        found = {"J"}
    return frozenset(found)


def _verb_forms(word: str, lemma: str) -> set[str]:
    inflected = getAllInflections(lemma, "VERB")
    letters = {"VBD": "V", "VBN": "E", "VBG": "G", "VBZ": "Z"}
    found = {
        letter for tag, letter in letters.items() if word in inflected.get(tag, ())
    }
    if "V" in found and "VBN" not in inflected:  # the dictionary lists it only once
        found.add("E")
    return found | ({"B"} if word == lemma else set())


def tags_of(tokens: Sequence[Token], lo: int, hi: int) -> str:
    """The tags of the tokens from `lo` to `hi`, one letter each."""
    titled = is_titled(tokens, lo, hi)
    found: list[str] = []
    for k in range(lo, hi):
        token = tokens[k]
        if token.kind != "word":
            found.append("Q" if token.kind == "quote" else token.kind[0])
            continue
        if not token.capital and (fixed := _fixed(token.low)):
            found.append(fixed)
            continue
        after = tokens[k + 1] if k + 1 < hi else None
        first = not found or found[-1] in "(:-"
        last = tokens[k - 1].low if k > lo else ""
        found.append(_tag(token, after, found, last, first, titled))
    if not _FINITE_TAGS & set(found):
        _give_verb(tokens, lo, found)
    return _REDUCED.sub(
        lambda m: "E" if tokens[lo + m.start()].low.endswith("ed") else "V",
        "".join(found),
    )


@lru_cache(maxsize=_CACHED)
def _fixed(low: str) -> str:
    """The tag of a word in lower case that has it wherever it stands, else empty."""
    if low in _UNSURE:
        return ""
    listed = _listed().get(low)
    if listed:
        return listed if listed in _SURE else ""
    can = _can_be(low) if low[0].isalpha() else ()
    return next(iter(can)) if can in ({"N"}, {"R"}) else ""


def _give_verb(tokens: Sequence[Token], lo: int, found: list[str]) -> None:
    """A sentence without a verb may have one that passed for a noun: “ads use”."""
    for n in range(1, len(found)):
        token = tokens[lo + n]
        if found[n] == "N" and not token.capital and found[n - 1] in "NPO":
            plural = tokens[lo + n - 1].low.endswith("s")
            can = _can_be(token.low)
            if "Z" in can and not plural or "B" in can and plural:
                found[n] = "V"
                return


def is_titled(tokens: Sequence[Token], lo: int, hi: int) -> bool:
    """Whether a sentence gives all its longer words a capital, as headlines do."""
    long = [
        t
        for t in tokens[lo:hi]
        if t.kind == "word" and len(t.low) >= _LONG and t.low not in _listed()
    ]
    return len(long) > 1 and all(token.capital for token in long)


def _tag(
    token: Token,
    after: Token | None,
    found: Sequence[str],
    last: str,
    first: bool,
    titled: bool,
) -> str:
    low, before = token.low, _before(found)
    if low == "'s":
        is_verb = found and found[-1] in "OW" or (after and after.low in _AFTER_IS)
        return "X" if is_verb else "'"
    if low == "'d" and after and after.kind == "word":
        return "X" if "E" in _can_be(after.low) else "M"
    if low == "that":
        return _that(found, after)
    if low in ("all", "both", "each") and found and found[-1] in "XMO":
        return "R"
    if low == "may" and token.capital and not first:
        return "Y"
    if low in ("will", "may") and token.capital and after and after.capital:
        return "P"  # Will Estrada
    if low == "her":
        return (
            "D" if after and after.kind == "word" and _seems(after) in "NJPD" else "o"
        )
    listed = _listed().get(low.lower() if titled else low)
    if listed == "Y":
        return (
            "Y" if token.capital or low.startswith("t") or low == "yesterday" else "N"
        )
    if token.capital and not first and not titled:
        return listed if listed and listed not in "MXxTRv" else "P"
    if listed == "v" and (before not in "DJ'ITMI" or last[0].isdigit()):
        return "V"
    if listed and listed != "v":
        return _listed_tag(listed, low, before, after)
    if low[0].isdigit():
        return "D"
    can = _can_be(low.lower())
    if token.capital and first and not titled:
        return _opening(can, after) if getAllLemmas(low.lower()) else "P"
    return _resolved(low, can, before, found, last, after)


def _before(found: Sequence[str]) -> str:
    """The tag before, adverbs passed over."""
    for tag in reversed(found):
        if tag != "R":
            return tag
    return "."


def _listed_tag(listed: str, low: str, before: str, after: Token | None) -> str:
    if listed == "X" and low in ("have", "do", "had") and before in "TM":
        return "B" if low == "do" or not _verbal(after) else "x"
    return listed


def _verbal(token: Token | None) -> bool:
    return bool(token and token.kind == "word" and _can_be(token.low) & set("EG"))


def _that(found: Sequence[str], after: Token | None) -> str:
    """“That” before a verb and after a noun opens a relative clause."""
    before = found[-1] if found else "."
    seems = _seems(after) if after else "."
    if before in "NP" and seems in "VXMR":
        return "W"
    if before in ".,IC" and seems in "NJ":
        return "D"
    if after and after.low in word_class("time"):
        return "D"
    if before in ".CI" and seems in "VXM":
        return "O"
    return "S"


def _seems(token: Token) -> str:
    """What a token is likely to be, seen alone."""
    if token.kind != "word":
        return "Q" if token.kind == "quote" else token.kind[0]
    listed = _listed().get(token.low)
    if listed:
        return listed.upper() if listed == "v" else listed
    if token.low == "that":
        return "S"
    if token.capital:
        return "P"
    if token.low[0].isdigit():
        return "D"
    can = _can_be(token.low)
    return next((tag for tag in "NJRV" if tag in can), "V")


def _opening(can: frozenset[str], after: Token | None) -> str:
    """The tag of a sentence's first word, which has its capital in any case."""
    if after and after.kind == "word" and after.capital and "J" not in can:
        return "P"
    if "N" in can:
        return "N"
    if can & {"V", "E"}:
        return "E"
    return next((tag for tag in "GJRB" if tag in can), "P")


def _resolved(
    low: str,
    can: frozenset[str],
    before: str,
    found: Sequence[str],
    last: str,
    after: Token | None,
) -> str:
    """The tag of a word that its neighbours decide; `last` is the word before."""
    if before in "TM" and "B" in can:
        return "B"
    if before in "Xx" and can & {"E", "G"}:
        return "E" if "E" in can else "G"
    if before in "OoW" and before != "o" and can & set(_FINITE):
        return "V"
    if before in _PHRASE and not (last in _MANY and _is_verb(can, after)):
        return _in_phrase(can, before, after)
    if before == "X" and "B" in can and found[-1] != "N" and "N" not in can:
        return "B"
    if can <= {"N", "J", "R"}:
        return next(
            tag
            for tag in ("J" if _goes_before_noun(after) else "N") + "NJR"
            if tag in can
        )
    if can & {"V", "E"} and not ("J" in can and "V" not in can):
        return _past(low, can, found, after)
    if "G" in can:
        return "N" if "N" in can and _in_noun_phrase(found) else "G"
    plural = before == "C" or last.endswith("s") or last in _MANY
    plural = plural and low not in word_class("person")
    return _noun_or_present(can, before, plural, found, after)


def _past(
    low: str, can: frozenset[str], found: Sequence[str], after: Token | None
) -> str:
    """“Pledged”: a verb, but for “pledged delegates” after one and “made by”."""
    adjective = "E" in can and found and found[-1] in "VGB" and low.endswith("ed")
    if adjective and _goes_before_noun(after):
        return "J"
    if "V" not in can:
        return "E"
    by = after is not None and after.low == "by" and _has_verb(found)
    return "E" if "E" in can and by else "V"


def _in_noun_phrase(found: Sequence[str]) -> bool:
    """Whether a noun stands before, with its article: “a town gathering”."""
    tags = "".join(found[-4:])
    return tags[-1:] in ("N", "P") and "D" in tags and not set("VXMQ,") & set(tags)


def _has_verb(found: Sequence[str]) -> bool:
    """Whether the clause so far has its verb."""
    for tag in reversed(found):
        if tag in "VXM":
            return True
        if tag in "SWC,Q-:;":
            return False
    return False


def _goes_before_noun(after: Token | None) -> bool:
    return bool(after and after.kind == "word" and _seems(after) in "NP")


def _is_verb(can: frozenset[str], after: Token | None) -> bool:
    """Whether a past form is the verb of “some” or “another”, no adjective."""
    return "V" in can and not _goes_before_noun(after)


def _in_phrase(can: frozenset[str], before: str, after: Token | None) -> str:
    """After a determiner, adjective, possessive or preposition: no verb."""
    if before == "I" and "G" in can:
        return "G"
    if "N" in can:
        return "N"
    if "J" in can:
        return "J" if before != "I" or _goes_before_noun(after) else "N"
    if "E" in can and before == "J" and not _goes_before_noun(after):
        return "E"
    if can & {"E", "G", "V"}:
        return "J"
    return "R" if "R" in can else "N"


def _noun_or_present(
    can: frozenset[str],
    before: str,
    plural: bool,
    found: Sequence[str],
    after: Token | None,
) -> str:
    """“Claims”, “plan”: a verb after a subject and before what can be its object."""
    verb = can & {"Z", "B"}
    if not verb:
        return next((tag for tag in "NJR" if tag in can), "N")
    if not can & {"N", "J"}:
        return "V"
    opens = _seems(after) if after else "."
    if opens == "." and "Q" in found and "Z" in can and not _has_verb(found):
        return "V"  # “…,” the ad states
    if before in "NPOC)Y" and not (_has_verb(found) and before != "C"):
        names = opens == "I" and before == "P" and "Z" in can
        if before == "C" and not {"V", "B", "X"} & set(found):
            return "N" if "N" in can else "V"
        agrees = "Z" in can or plural
        if (opens in _OPENS_OBJECT or names) and agrees:
            return "V"
    return next(tag for tag in "NJV" if tag in can or tag == "V")
