"""Rules as patterns: rows of a list, written out for the two parties in either order.

In a pattern `{A}` and `{B}` are the two parties, `{a}` and `{b}` the same unless they
speak, `{L}` is somebody tied to `{B}` (`{LA}`: to `{A}`; the words are those of
`ties.csv`), `{C}` a third actor or another state, `{g}` up to 120 characters, `{n}` the
same without a party or another state in them, `{w3}` up to three words of one clause,
without another state, `{o3}` the same without a preposition but “of”.  `{harm}` is any
form of the words that `deeds.csv` lists under that name, `{harm:ed}` what stands before
“by”.  What begins with a party is one pattern: alternatives come first (`x|{A} y`).

`ids` are those of a dyad: the two parties, and then the third actors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analysis.dyad.masking import OTHER_STATE
from analysis.lexicons import rows

# How a word of `ties.csv` is joined to a party: “Iran-backed”, “ties to”, “aided by”.
_JOINED = {
    # No name (“Senate Armed Services”) and no deed (“Iran led the talks”).
    "before": r"{B}(?:'s)?(?:-| (?-i:(?![A-Z])))(?:(?:{ties}) (?:and|or) )?{word}\b"
    r"(?! (?:the|an?|its|his|her|their)\b)",
    "hyphen": r"{B}-(?:(?:{ties}) (?:and|or) )?{word}\b",
    "to": r"\b{word}[^\w@]+{w3}(?:to|of|with)[^\w@]+{w3}{B}"
    r"(?!(?:'s)? (?:border|frontier|coast|shore|airspace|waters))",
    "by": r"\b{word}[^\w@]+{w4}by[^\w@]+{w4}{B}",
}
_PREPOSITIONS = "in|on|at|from|to|by|against|with|for|into|over|about|through|than|and"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a list, for the two parties in one order."""

    name: str
    pattern: re.Pattern[str]
    row: dict[str, str]
    one: str  # the party that {A} stands for
    other: str


@cache
def rules_of(name: str, ids: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rows of a list, each for the parties in either order."""
    return tuple(
        Rule(row["rule"], compiled(row["pattern"], (*order, *ids[2:])), row, *order)
        for row in rows(name)
        for order in both_orders(ids)
    )


def both_orders(ids: tuple[str, ...]) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two parties, and the two the other way round."""
    one, other, *_ = ids
    return (one, other), (other, one)


def compiled(pattern: str, ids: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of a list as a regular expression for two parties in this order."""
    one, other, *thirds = ids
    pattern = re.sub(r"\{([a-z]{3,})(:ed)?\}", _deeds, pattern)
    tied = "|".join(joined(how, f"(?:{_tie_words(how)})") for how in _JOINED)
    pattern = pattern.replace("{LA}", f"(?:{tied})".replace("{B}", "{A}"))
    pattern = pattern.replace("{L}", f"(?:{tied})")
    pattern = pattern.replace("{g}", r".{0,120}?(?<!\w)")
    between = rf"(?:(?!@(?:{one}|{other})|;|{OTHER_STATE}).){{0,120}}?(?<!\w)"
    pattern = pattern.replace("{n}", between)
    third = "|".join([rf"@{third}\b" for third in thirds] + [rf"{OTHER_STATE}\w*"])
    pattern = pattern.replace("{C}", f"(?:{third})")
    word = r"[\w'$.-]+(?:,[\w'$.-]+)*"
    pattern = re.sub(r"\{w(\d)\}", lambda n: f"(?:{word} ){{0,{n[1]}}}?", pattern)
    own = rf"(?!(?:{_PREPOSITIONS})\b){word}"
    pattern = re.sub(r"\{o(\d)\}", lambda n: f"(?:{own} ){{0,{n[1]}}}?", pattern)
    for letter, party in (("A", one), ("B", other)):
        pattern = pattern.replace(f"{{{letter}}}", rf"@{party}(?:_says)?\b")
        pattern = pattern.replace(f"{{{letter.lower()}}}", rf"@{party}\b")
    if pattern.startswith("@"):  # found at once if nothing stands before the sign
        return re.compile(rf"(?i)@(?<![\w@]@){pattern[1:]}")
    return re.compile(rf"(?i)(?<![\w@])(?:{pattern})")


def joined(how: str, word: str) -> str:
    """The pattern of a word of `ties.csv` joined to `{B}` in one of the ways there."""
    pattern = _JOINED[how].replace("{ties}", _tie_words("before"))
    return pattern.replace("{word}", word)


def _deeds(name: re.Match[str]) -> str:
    """The words of `deeds.csv` that a pattern names, in all forms or as participles."""
    listed = (
        deed_forms(word, row["kind"], past=bool(name[2]))
        for row in rows("deeds")
        if row["deed"] == name[1]
        for word in row["words"].split(", ")
    )
    return rf"\b(?:{'|'.join(listed)})\b"


def deed_forms(word: str, kind: str, *, past: bool) -> str:
    """The forms of a noun or verb; irregular ones are listed: `fly:flew:flown in`.

    >>> deed_forms("fly:flew:flown in", "verb", past=False)
    '(?:fl(?:y|ies|ied|ying)|flew|flown) in'
    """
    first, space, rest = word.partition(" ")
    base, *irregular = first.split(":")
    if kind == "noun":
        return rf"{word}(?:e?s)?"
    if base.endswith("e"):
        stem, ends, ed = base[:-1], "e|es|ed|ing", "ed"
    elif re.search("[^aeou]y$", base):
        stem, ends, ed = base[:-1], "y|ies|ied|ying", "ied"
    else:
        ed = f"{base[-1]}?ed"
        stem, ends = base, f"|e?s|{ed}|{base[-1]}?ing"
    any_form = "|".join([f"{stem}(?:{ends})", *irregular])
    participle = irregular[-1] if irregular else f"{stem}{ed}"
    return f"(?:{participle if past else any_form}){space}{rest}"


@cache
def _tie_words(how: str) -> str:
    listed = (row["word"] for row in rows("ties") if how in row["joined"].split())
    return "|".join(listed)
