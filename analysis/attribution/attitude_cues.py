"""Lexicon of attitudes: the verbs, adjectives, nouns and adverbs of `attitudes.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, get_args

from analysis.lexicons import member, rows
from analysis.syntax import dictionary

# The classes of attribution in PDTB and PARC (Prasad et al. 2007; Pareti 2016): belief,
# factive, and eventuality by its three classes of control verbs (Sag and Pollard 1991:
# orientation, commitment, influence); then what these leave out: an evaluation for or
# against (appraisal), how things appear, a topic that is spoken of, an act by a word.
AttitudeKind = Literal[
    "belief", "factive", "orientation", "commitment", "influence", "evaluation",
    "appearance", "topic", "act",
]  # fmt: skip
Part = Literal["verb", "passive", "adjective", "noun", "object", "adverb"]
_INFLECTED: Mapping[str, dictionary.Part] = {
    "verb": "VERB",
    "passive": "VERB",
    "noun": "NOUN",
    "object": "NOUN",
}


class AttitudeCue(NamedTuple):
    """What kind of attitude a cue shows, and the complements with which it does."""

    kind: AttitudeKind
    complements: frozenset[str]


@cache
def attitude_cues(part: Part) -> Mapping[str, tuple[AttitudeCue, ...]]:
    """What each form of the cues of a part of speech can be.

    >>> [cue.kind for cue in attitude_cues("verb")["hoped"]]
    ['orientation']
    """
    cues: dict[str, tuple[AttitudeCue, ...]] = {}
    for row in rows("attitudes"):
        if member(row["part"], get_args(Part)) != part:
            continue
        kind = member(row["kind"], get_args(AttitudeKind))
        cue = AttitudeCue(kind, frozenset(row["complements"].split()))
        for form in {f for word in row["cues"].split() for f in _forms(word, part)}:
            cues[form] = (*cues.get(form, ()), cue)
    return cues


@cache
def attitude_words() -> frozenset[str]:
    """Words one of which stands in every sentence that shows an attitude."""
    forms = [form for part in get_args(Part) for form in attitude_cues(part)]
    return frozenset(form.split()[0] for form in forms)


@cache
def modifiers() -> frozenset[str]:
    """The adjectives and adverbs among the cues."""
    return frozenset({*attitude_cues("adjective"), *attitude_cues("adverb")})


def _forms(cue: str, part: Part) -> set[str]:
    """The forms of a word by the dictionary, “lay-out” as “laid out” too."""
    upos = _INFLECTED.get(part)
    word, _, particle = cue.partition("-")
    found = dictionary.inflections(word, upos) if upos else {}
    forms = {word, *(form for forms in found.values() for form in forms)}
    return {f"{form} {particle}".strip() for form in forms}
