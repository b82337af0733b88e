"""Lexicon of cues: the verbs, nouns and phrases that report (`cues.csv`)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from typing import Literal, NamedTuple, get_args

from analysis.lexicons import rows
from analysis.syntax.dictionary import inflections
from analysis.syntax.morphology import listed_tag

Phrase = tuple[int, int]  # token numbers, the second one past the last
# How a verb reports; `other` is a verb on no list.
VerbClass = Literal[
    "say", "tell", "state", "ask", "utter", "think", "judge", "verdict", "address",
    "other",
]  # fmt: skip
CueClass = Literal[
    "preposition", "noun", "outcome", "idea", "statement", "view", "poll", "piece",
    "announcement", "intention", "readiness", "state_of_mind", "non_answer", "topic",
    "charge", "hearing", "reckoning",
]  # fmt: skip
_VERB_CLASSES: dict[str, VerbClass] = {name: name for name in get_args(VerbClass)}


class Verb(NamedTuple):
    """A reporting verb: its base form, its class, and the form it stands in."""

    lemma: str
    kind: VerbClass
    form: str  # base, s, past, ing


OTHER = Verb("", "other", "")


@cache
def cues() -> tuple[dict[str, str], ...]:
    """The rows of `cues.csv`; ValueError where one has a class that is none."""
    classes = {*_VERB_CLASSES, *get_args(CueClass)}
    for row in rows("cues"):
        if row["class"] not in classes:
            raise ValueError(f"cues.csv: {row['cue']}: no such class: {row['class']}")
    return rows("cues")


@cache
def listed(kind: CueClass) -> frozenset[str]:
    """The cues of a class that is no verb.

    >>> "story" in listed("piece")
    True
    """
    return frozenset(row["cue"] for row in cues() if row["class"] == kind)


@cache
def cues_by_first_word(kind: CueClass) -> dict[str, list[list[str]]]:
    """The words of each cue of a class, by the first of them, the longest first."""
    phrases: dict[str, list[list[str]]] = {}
    for phrase in sorted(listed(kind), key=len, reverse=True):
        words = phrase.split()
        phrases.setdefault(words[0], []).append(words)
    return phrases


@cache
def topics() -> dict[str, frozenset[str]]:
    """The prepositions behind each verb that name what is spoken about.

    >>> sorted(topics()["boast"])
    ['about', 'of']
    """
    links: dict[str, set[str]] = {}
    for cue in listed("topic"):
        verb, _, link = cue.rpartition(" ")
        links.setdefault(verb, set()).add(link)
    return {verb: frozenset(found) for verb, found in links.items()}


@cache
def first_words() -> frozenset[str]:
    """The first words of verbs of two words: “went” of “went on”."""
    return frozenset(form.split()[0] for form in verb_forms() if " " in form)


@cache
def verb_forms() -> dict[str, Verb]:
    """Every form of every reporting verb.

    >>> verb_forms()["denied"]
    Verb(lemma='deny', kind='state', form='past')
    """
    forms: dict[str, Verb] = {}
    for row in cues():
        kind = _VERB_CLASSES.get(row["class"])
        if kind:
            listed_forms = [form.replace("-", " ") for form in row["forms"].split()]
            for form in (row["cue"], *listed_forms, *_inflected(row["cue"])):
                forms.setdefault(form, Verb(row["cue"], kind, _form(form, row["cue"])))
    return forms


def may_report(words: Set[str]) -> bool:
    """Whether a cue that needs no quote can be among the words of a sentence."""
    cues = _cues_by_rarest_word()
    return any(rest <= words for word in words & cues.keys() for rest in cues[word])


@cache
def _cues_by_rarest_word() -> dict[str, list[frozenset[str]]]:
    """The other words of each cue by one of them: the longest that is not listed.

    A cue in capitals too, for a short word keeps them: “LEE SAYS it rained”.
    """

    def rarity(word: str) -> tuple[bool, int]:
        return not listed_tag(word), len(word)

    phrases = [row["cue"] for row in cues()]
    phrases += verb_forms()
    found: dict[str, list[frozenset[str]]] = {}
    for phrase in {*phrases, *(phrase.upper() for phrase in phrases)}:
        words = phrase.split()
        found.setdefault(max(words, key=rarity), []).append(frozenset(words))
    return found


def _form(form: str, base: str) -> str:
    first = form.split()[0]
    if form == base:
        return "base"
    if first.endswith("ing"):
        return "ing"
    return "s" if first.endswith("s") else "past"


def _inflected(verb: str) -> Iterator[str]:
    """The forms of a verb by the dictionary, its particle kept."""
    first, _, rest = verb.partition(" ")
    for forms in inflections(first, "VERB").values():
        yield from (f"{form} {rest}".strip() for form in forms)
