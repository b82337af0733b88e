"""How rules on the two parties are written, and what they are as patterns.

Rules are rows of `relations.csv` and `evaluations.csv`, read from first to last: the
first that matches decides.  In a pattern `{A}` and `{B}` are the two parties in either
order, `{a}` and `{b}` the same unless they speak, `{L}` is somebody who leans on `{B}`
(`{LA}`: on `{A}`), `{g}` up to 120 characters, `{n}` the same without a party or
another state in them, `{w3}` up to three words of one clause, without another state.
A rule needs `both` parties in the sentence, or only a `topic`: then the sentence before
may have named them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analysis.lexicons import rows

PARTIES = ("@us", "@iran")
_LEANING = (
    r"(?:{B}(?:'s)?[ -](?:backed|affiliated|linked|aligned|trained|supported|sponsored|"
    r"armed|funded|led|allied|proxies|proxy|clients?)\b|"
    r"(?:ties|tied|links?|linked|connect\w*|beholden|loyal|close|answer\w*|"
    r"allegiance|prox(?:y|ies))[^\w@]+{w3}(?:to|of|with)[^\w@]+{w3}{B}"
    r"(?!(?:'s)? (?:border|frontier|coast|shore|airspace|waters))|"
    r"(?:backed|aided|trained|supported|armed|influenced|funded|commanded|led|directed|"
    r"supplied|run)[^\w@]+{w4}by[^\w@]+{w4}{B})"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a list, for the two parties in one order."""

    name: str
    pattern: re.Pattern[str]
    row: dict[str, str]
    one: str  # the party that {A} stands for
    other: str


@cache
def rules_of(name: str) -> tuple[Rule, ...]:
    """The rows of a list, each for the parties in either order."""
    found = []
    for row in rows(name):
        for one, other in (PARTIES, PARTIES[::-1]):
            pattern = re.compile(_written_out(row["pattern"], one, other))
            found.append(Rule(row["rule"], pattern, row, one, other))
    return tuple(found)


@cache
def _others() -> str:
    """A pattern of other states, but not of one that shares its part: “Israel and”."""
    listed = [row["words"] for row in rows("nations") if row["nation"] == "other"]
    words = sorted(" ".join(listed).split(), key=len, reverse=True)
    names = "|".join(re.escape(word).replace(r"\-", "[ -]") for word in words)
    beside = rf" (?:and|or)\b|, (?:@|(?:{names})\b)"
    return rf"\b(?<!\band )(?<!\bor )(?>{names})(?!\w|{beside})"


def _written_out(pattern: str, one: str, other: str) -> str:
    """A pattern of a list as a regular expression for two parties in this order."""
    pattern = pattern.replace("{LA}", _LEANING.replace("{B}", "{A}"))
    pattern = pattern.replace("{L}", _LEANING)
    pattern = pattern.replace("{g}", r".{0,120}?(?<!\w)")
    between = rf"(?:(?!@us|@iran|;|{_others()}).){{0,120}}?(?<!\w)"
    pattern = pattern.replace("{n}", between)
    word = rf"(?!{_others()})[\w'$.-]+(?:,[\w'$.-]+)*"
    pattern = re.sub(r"\{w(\d)\}", lambda n: f"(?:{word} ){{0,{n[1]}}}?", pattern)
    for letter, party in (("A", one), ("B", other)):
        pattern = pattern.replace(f"{{{letter}}}", rf"{party}(?:_says)?\b")
        pattern = pattern.replace(f"{{{letter.lower()}}}", rf"{party}\b")
    return rf"(?i)(?<![\w@])(?:{pattern})"
