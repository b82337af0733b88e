"""Words that report: the lexicon of cues, and where one stands in a sentence.

verb_at(place) -> (Verb, past) | None
listed(kind) -> frozenset of the words of one class of `cues.csv`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.clauses import Token
from analysis.lexicons import rows

Phrase = tuple[int, int]  # token numbers, the second one past the last
# Verbs that report only with the right object.
CARRIES = frozenset(("has", "have", "had", "carries", "ran", "runs", "published"))
PUTS_OUT = frozenset(
    ("issued", "put", "released", "made", "sent", "repeated", "published")
)
_VERB_CLASSES = frozenset(
    ("say", "tell", "state", "ask", "utter", "think", "judge", "verdict", "address")
)


@dataclass(frozen=True, slots=True)
class Report:
    """One act of reporting in a stream, in token numbers.

    `source` is the phrase beside the cue (None: nobody is named), `content` the
    stretches it reports, `rule` the rule that found it.  `sure` is false for a verb
    that reports only if its content turns out to hold a quote.
    """

    cue: Phrase | None
    source: Phrase | None
    content: tuple[Phrase, ...]
    rule: str
    sure: bool = True


class Verb(NamedTuple):
    """A cue verb: its base form, its class in `cues.csv`, the form it stands in."""

    lemma: str
    kind: str
    form: str  # base, s, past, ing


@dataclass(frozen=True, slots=True)
class Place:
    """Token `k` of a sentence that runs from `lo` to `hi`.

    `shared` is the source of the report before it in the sentence.
    """

    tokens: Sequence[Token]
    k: int
    lo: int
    hi: int
    shared: Phrase | None = None

    def low(self, n: int) -> str:
        """The word at `n`, or nothing where the sentence has no token."""
        return self.tokens[n].low if self.lo <= n < self.hi else ""

    def kind(self, n: int) -> str:
        """The kind of the token at `n`, or nothing where there is none."""
        return self.tokens[n].kind if self.lo <= n < self.hi else ""

    def words(self, phrase: Phrase) -> list[str]:
        """The words of a phrase, in lower case."""
        return [token.low for token in self.tokens[phrase[0] : phrase[1]]]

    def within(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase, if it lies in the sentence."""
        return phrase if phrase and self.lo <= phrase[0] < self.hi else None


@cache
def listed(kind: str) -> frozenset[str]:
    """The cues of a class that is no verb.

    >>> "story" in listed("piece")
    True
    """
    return frozenset(row["cue"] for row in rows("cues") if row["class"] == kind)


def listed_at(place: Place, kind: str) -> int | None:
    """Where a cue of several words ends, if one of this class begins here."""
    for phrase in listed(kind):
        past = place.k + phrase.count(" ") + 1
        if place.words((place.k, past)) == phrase.split():
            return past
    return None


def verb_at(place: Place) -> tuple[Verb, int] | None:
    """The cue verb at a place and the token behind it.

    A capital inside a sentence makes a name of it (“the United States”), unless the
    sentence is a headline that gives every word a capital.
    """
    if place.kind(place.k) != "word":
        return None
    if place.tokens[place.k].capital and place.k > place.lo and not _is_title(place):
        return None
    low = place.low(place.k)
    pair = verb_forms().get(f"{low} {place.low(place.k + 1)}")
    if pair:
        return pair, place.k + 2
    verb = verb_forms().get(low)
    return (verb, place.k + 1) if verb else None


def _is_title(place: Place) -> bool:
    """Whether the sentence gives all its longer words a capital."""
    sentence = place.tokens[place.lo : place.hi]
    return all(t.capital for t in sentence if t.kind == "word" and len(t.low) > 4)


@cache
def verb_forms() -> dict[str, Verb]:
    """Every form of every cue verb.

    >>> verb_forms()["denied"]
    Verb(lemma='deny', kind='state', form='past')
    """
    forms: dict[str, Verb] = {}
    for row in rows("cues"):
        if row["class"] in _VERB_CLASSES:
            irregular = [form.replace("-", " ") for form in row["forms"].split()]
            for form in (row["cue"], *(irregular or _regular(row["cue"]))):
                verb = Verb(row["cue"], row["class"], _form(form, row["cue"]))
                forms.setdefault(form, verb)
    return forms


@cache
def openers() -> frozenset[str]:
    """The first word of every cue: where none stands, no rule need look."""
    nouns = (row["cue"] for row in rows("cues") if row["class"] not in _VERB_CLASSES)
    verbs = verb_forms()
    others = (*CARRIES, *PUTS_OUT, "there", ":")
    return frozenset(cue.split()[0] for cue in (*nouns, *verbs, *others))


def _form(form: str, base: str) -> str:
    first = form.split()[0]
    if form == base:
        return "base"
    if first.endswith("ing"):
        return "ing"
    return "s" if first.endswith("s") else "past"


def _regular(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    s = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb + s, verb + "ed", verb + "ing"
