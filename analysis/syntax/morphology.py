"""What a word can be: the listed short words, and the dictionary.

    listed_tag(word) -> tag | ""
    can_be(word) -> frozenset of letters
    fixed_tag(word), likely_tag(token) -> tag

The letters are those of `tagger`; verb forms are B base, Z in -s, V past, E
participle, G in -ing.
"""

from __future__ import annotations

from functools import cache, lru_cache

from analysis.lexicons import rows
from analysis.syntax.dictionary import inflections, lemmas
from analysis.syntax.tokens import Token

CACHED = 1 << 16  # words remembered
# Words whose neighbours have a say, though they are listed.
_UNSURE = frozenset(
    (
        *("that", "her", "all", "both", "each", "'s", "'d", "than"),
        *("have", "had", "do", "to", "since"),
    )
)
_LIKELY = {"that": "S", "her": "D"}
_PARTS = {"NOUN": "N", "ADJ": "J", "ADV": "R"}
_VERB_FORMS = {"VBD": "V", "VBN": "E", "VBG": "G", "VBZ": "Z"}
_ENDINGS = (("ly", "R"), ("ing", "G"), ("ed", "VE"))


@lru_cache(maxsize=CACHED)
def listed_tag(word: str) -> str:
    """The tag that `tags.csv` gives a word, else empty.

    >>> listed_tag("because")
    'S'
    """
    return _listed().get(word, "")


@cache
def _listed() -> dict[str, str]:
    return {word: row["tag"] for row in rows("tags") for word in row["words"].split()}


@lru_cache(maxsize=CACHED)
def can_be(word: str) -> frozenset[str]:
    """What a word can be by the dictionary, else by its ending, else a noun.

    >>> sorted(can_be("claims")), sorted(can_be("denied"))
    (['N', 'Z'], ['E', 'V'])
    """
    word = word.lower()
    bases = lemmas(word)
    found = {letter for part, letter in _PARTS.items() if part in bases}
    for base in bases.get("VERB", ()):
        found |= _verb_forms(word, base)
    if not found:
        tags = (tags for ending, tags in _ENDINGS if word.endswith(ending))
        found = set(next(tags, "N"))
    if "-" in word and found & {"E", "V", "G"}:
        found = {"J"}
    return frozenset(found)


@lru_cache(maxsize=CACHED)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(lemmas(word.lower()))


def _verb_forms(word: str, base: str) -> set[str]:
    forms = inflections(base, "VERB")
    found = {new for tag, new in _VERB_FORMS.items() if word in forms.get(tag, ())}
    if "V" in found and "VBN" not in forms:  # the dictionary lists it only once
        found.add("E")
    return found | ({"B"} if word == base else set())


@lru_cache(maxsize=CACHED)
def fixed_tag(low: str) -> str:
    """The tag of a word in lower case that has it wherever it stands, else empty."""
    if low in _UNSURE:
        return ""
    listed = listed_tag(low)
    if listed:
        return "" if listed in "vY" else listed
    can = can_be(low) if low[0].isalpha() else ()
    return next(iter(can)) if can in ({"N"}, {"R"}) else ""


def mark_tag(token: Token) -> str:
    """The tag of what is no word: Q for a quote, else the mark itself."""
    return "Q" if token.kind == "quote" else token.kind[0]


def likely_tag(token: Token) -> str:
    """What a token is likely to be, seen alone."""
    if token.kind != "word":
        return mark_tag(token)
    if token.low in _LIKELY:
        return _LIKELY[token.low]
    listed = listed_tag(token.low)
    if listed:
        return "V" if listed == "v" else listed
    if token.capital:
        return "P"
    if token.low[0].isdigit():
        return "D"
    can = can_be(token.low)
    return next((tag for tag in "NJRV" if tag in can), "V")
