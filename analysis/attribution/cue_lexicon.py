"""Words that report: the lexicon of cues, and where one stands in a sentence.

verb_at(parse, chunk) -> (Verb, past) | None
listed(kind) -> frozenset of the words of one class of `cues.csv`
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lemminflect import getAllInflections

from analysis.lexicons import rows
from analysis.syntax.chunker import Parse
from analysis.syntax.morphology import listed_tag

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
    that reports only if its content turns out to hold a quote.  `rank` is 0 where the
    cue governs a clause or a quote, 1 where it governs an object, 2 for a verb that is
    on no list; a quote goes to the lowest.  `referent` is whom a “who” that is the
    source stands for.
    """

    cue: Phrase | None
    source: Phrase | None
    content: tuple[Phrase, ...]
    rule: str
    sure: bool = True
    rank: int = 0
    referent: Phrase | None = None


class Verb(NamedTuple):
    """A cue verb: its base form, its class in `cues.csv`, the form it stands in."""

    lemma: str
    kind: str
    form: str  # base, s, past, ing


@cache
def listed(kind: str) -> frozenset[str]:
    """The cues of a class that is no verb.

    >>> "story" in listed("piece")
    True
    """
    return frozenset(row["cue"] for row in rows("cues") if row["class"] == kind)


@cache
def _by_first_word(kind: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(listed(kind), key=len, reverse=True):
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return found


def phrase_at(p: Parse, first: int, kind: str) -> int:
    """How many words the longest cue of a class has that begins at a token; 0: none."""
    for words in _by_first_word(kind).get(p.tokens[first].low, ()):
        if p.words(first, min(p.hi, first + len(words))) == words:
            return len(words)
    return 0


def verb_at(p: Parse, k: int) -> tuple[Verb, int] | None:
    """The cue verb that heads verb group `k`, and the token behind it."""
    head = p.chunks[k].head
    low = p.tokens[head].low
    if head + 1 < p.hi and low in _before_particle():
        pair = verb_forms().get(f"{low} {p.tokens[head + 1].low}")
        if pair:
            return pair, head + 2
    verb = verb_forms().get(low.lower())
    return (verb, head + 1) if verb else None


@cache
def _before_particle() -> frozenset[str]:
    """The first words of cues of two words: “went” of “went on”."""
    return frozenset(form.split()[0] for form in verb_forms() if " " in form)


@cache
def verb_forms() -> dict[str, Verb]:
    """Every form of every cue verb.

    >>> verb_forms()["denied"]
    Verb(lemma='deny', kind='state', form='past')
    """
    forms: dict[str, Verb] = {}
    for row in rows("cues"):
        if row["class"] in _VERB_CLASSES:
            listed_forms = [form.replace("-", " ") for form in row["forms"].split()]
            for form in (row["cue"], *listed_forms, *_inflected(row["cue"])):
                verb = Verb(row["cue"], row["class"], _form(form, row["cue"]))
                forms.setdefault(form, verb)
    return forms


@cache
def openers() -> frozenset[str]:
    """The words one of which every report has that holds no quote.

    Those in capitals too, for a short word keeps them: “LEE SAYS it rained”.
    """
    found = {_telling_word(row["cue"]) for row in rows("cues")}
    found.update(
        form.split()[0]
        for form, verb in verb_forms().items()
        if verb.kind != "address" or verb.lemma in listed("announcement")
    )
    return frozenset(found.union(word.upper() for word in found))


def _telling_word(cue: str) -> str:
    """The word of a cue that is met least without it: its longest, “in” never."""
    return max(cue.split(), key=lambda word: (not listed_tag(word), len(word)))


def _form(form: str, base: str) -> str:
    first = form.split()[0]
    if form == base:
        return "base"
    if first.endswith("ing"):
        return "ing"
    return "s" if first.endswith("s") else "past"


def _inflected(verb: str) -> Iterator[str]:
    """The forms of a verb by lemminflect's dictionary, its particle kept."""
    first, _, rest = verb.partition(" ")
    for forms in getAllInflections(first, "VERB").values():
        yield from (f"{form} {rest}".strip() for form in forms)
