"""What a sentence says of the United States and Iran: relation and evaluation.

    find_relations(signed)     which relation a sentence draws, how, who acts
    find_evaluations(signed)   for or against which of the two its words speak

`framing_rules.py` says how rules are written.  The first that matches decides, and
its name and cue stay with the answer.

What the rules cannot see: irony, who “we” is in the author's voice, a party that is
only implied, and what a reader knows of the world.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.dyad.masking import Signed
from analysis.dyad.rules import PARTIES, Rule, rules_of
from analysis.text.characters import Span

Relation = Literal["cooperation", "confrontation", "competition"]
RELATIONS: tuple[Relation, ...] = Relation.__args__
Form = Literal["verbal", "material"]
Status = Literal["actual", "past", "future", "hypothetical", "negated", "rhetorical"]
STATUSES: tuple[Status, ...] = Status.__args__

_ACTORS = {"@us": "us", "@iran": "iran", "@iraq": "iraq", "@group": "other"}
# An actor that does something: not a source, nor the owner of weapons in others' hands.
_AGENT = re.compile(r"@(?:us|iran|iraq|group)\b")
_GOODS = re.compile(
    r"@\w+ (?:weapons|arms|equipment|aid|money|vehicles|tanks|rockets)\b"
)


@dataclass(frozen=True, slots=True)
class DyadRelation:
    """The relation a sentence draws between the two, and the rule that decided.

    `cue` is the stretch of the article that the rule matched.  `initiator` and
    `target` are `us`, `iran`, `iraq`, `both`, `other` or `unclear`.
    """

    sentence: int
    relation: Relation
    form: Form
    status: Status
    initiator: str
    target: str
    rule: str
    cue: Span


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A judgment of one of the two: -1 against, 1 for, with its rule and cue."""

    sentence: int
    actor: Literal["us", "iran"]
    direction: Literal[-1, 1]
    rule: str
    cue: Span


def find_relations(
    signed: Sequence[Signed], texts: Sequence[int]
) -> tuple[DyadRelation, ...]:
    """The relations that sentences draw, in text order, at most one a sentence.

    `texts` gives for each sentence the number of the text it belongs to; only a
    neighbour in the same text can carry the parties over.  A sentence without both
    parties, named, meant or carried over, has none.

    >>> from analysis.dyad.masking import Signed
    >>> one = Signed("The @us blames @iran.", (0,), ((0, 21),))
    >>> found = find_relations([one], [0])[0]
    >>> found.relation, found.initiator, found.target, found.rule
    ('confrontation', 'us', 'iran', 'blames')
    """
    found: list[DyadRelation] = []
    before: dict[int, DyadRelation | None] = {}
    for number, sentence in enumerate(signed):
        text = texts[number]
        relation = before[text] = _relation(number, sentence, before.get(text))
        if relation:
            found.append(relation)
    return tuple(found)


def find_evaluations(
    signed: Sequence[Signed], relations: Sequence[DyadRelation]
) -> tuple[Evaluation, ...]:
    """The judgments of either party in the words of sentences, in text order.

    A judgment of a party that only the sentence before names counts where the
    sentence draws a relation of the two.

    >>> from analysis.dyad.masking import Signed
    >>> one = Signed("The @us blames @iran.", (0,), ((0, 21),))
    >>> [(e.actor, e.direction) for e in find_evaluations([one], ())]
    [('iran', -1)]
    """
    related = {relation.sentence for relation in relations}
    found = []
    for number, sentence in enumerate(signed):
        parties = sentence.parties
        if not parties and number not in related:
            continue
        judged: set[str] = set()
        for rule in rules_of("evaluations"):
            actor = _ACTORS[rule.one]
            needed = rule.one in parties
            carried = rule.row["needs"] == "topic" and number in related
            if actor in judged or not (needed or carried):
                continue
            match = rule.pattern.search(sentence.text)
            if match:
                judged.add(actor)
                direction = 1 if rule.row["direction"] == "for" else -1
                cue = sentence.place(*match.span())
                found.append(Evaluation(number, actor, direction, rule.name, cue))
    return tuple(found)


def _relation(
    number: int, sentence: Signed, before: DyadRelation | None
) -> DyadRelation | None:
    both = len(sentence.parties) == len(PARTIES)
    if not both and before is None:
        return None
    for rule in rules_of("relations"):
        if not both and rule.row["needs"] == "both":
            continue
        match = rule.pattern.search(sentence.text)
        if not match:
            continue
        relation, form = rule.row["relation"], rule.row["form"]
        if not relation:  # takes up what the sentence before said
            if before is None:
                continue
            relation, form = before.relation, before.form
        status = _status(rule, sentence.text, match)
        initiator, target = _who_acts(rule, match, sentence.text)
        return DyadRelation(
            sentence=number,
            relation=relation,
            # Working together that is only thought of is so far words.
            form=form or ("verbal" if status == "hypothetical" else "material"),
            status=status,
            initiator=initiator,
            target=target,
            rule=rule.name,
            cue=sentence.place(*match.span()),
        )
    return None


# --- who acts on whom ----------------------------------------------------------


def _who_acts(rule: Rule, match: re.Match[str], text: str) -> tuple[str, str]:
    """By the rule where it says so, else by what stands before and after the cue."""
    one, other = _ACTORS[rule.one], _ACTORS[rule.other]
    match rule.row["acts"]:
        case "a>b":
            named = rule.one in match[0] or rule.other in match[0]
            return (one, other) if named else ("unclear", "unclear")
        case "b>a":
            return other, one
        case "both":
            return "both", "both"
    agents = _GOODS.sub(" ", text[: match.start()])
    before = [_ACTORS[sign] for sign in _AGENT.findall(agents)]
    if rule.row["acts"] == ">other":
        return before[-1] if before else "unclear", "other"
    after = [_ACTORS[sign] for sign in _AGENT.findall(text[match.start() :])]
    first = (before or after or ["unclear"])[0]
    rest = [actor for actor in (*after, *before) if actor != first]
    return first, rest[0] if rest else "unclear"


# --- actual, future, hypothetical, negated ---------------------------------------

_UNREAL = re.compile(
    r"\b(?:would|should|could|might) (?:\w+ )?have\b|'d (?:\w+ )?have\b"
)
_OPEN = re.compile(r"(?i)\b(?:if|whether|not sure|unclear|no word)\b|\?\W*$")
_NEGATION = re.compile(
    r"(?i)\b(?:not|never|no longer|no(?! (?:doubt|wonder|secret|matter|choice|word))|"
    r"without|neither|cannot|refus\w+|reject\w+|"
    r"fail\w* to|rul\w+ out|den(?:y|ied|ies|ying))\b|n't\b"
)
# “Not alarmed” and “not the US” are what these rules look for.
_NEGATION_IS_MEANT = ("tolerates", "displaces")
_HYPOTHETICAL = re.compile(
    r"(?i)\b(?:may|might|could|can|would|perhaps|possib\w+|potential\w*|idea|propos\w+|"
    r"consider\w*|think\w* of|mull\w*|weigh(?:s|ed|ing)?|willing|wants? to|urg\w+|"
    r"call\w* for|should|offer\w*)\b"
)
_FUTURE = re.compile(
    r"(?i)\b(?:will|going to|prepar(?:e|es|ing) to|about to|due to|set to|shall|"
    r"plan(?:s|ned|ning)? (?:to|on)|intends? to|upcoming|expect\w* to)\b|'ll\b"
)
_PAST = re.compile(
    r"(?i)\b(?:used to|once|formerly|(?:years?|decades?) ago|"
    r"during the (?:war|occupation)|had (?:been|\w+ed))\b|"
    r"^\W*(?:back )?in (?:the )?(?:1\d\d\d|200\d)s?\b"
)


def _status(rule: Rule, text: str, match: re.Match[str]) -> Status:
    """What the clause of the cue makes of the relation; `actual` without a sign."""
    start = max(text.rfind(mark, 0, match.start()) + 1 for mark in ";:")
    clause = text[start : match.end() + 30]
    if _UNREAL.search(clause):
        return "negated"
    if _OPEN.search(clause) or text.rstrip('" )').endswith("?"):
        return "hypothetical"
    if rule.name not in _NEGATION_IS_MEANT and _negated(
        text[start : match.end()], match
    ):
        return "negated"
    for status, pattern in (
        ("hypothetical", _HYPOTHETICAL),
        ("future", _FUTURE),
        ("past", _PAST),
    ):
        if pattern.search(clause):
            return status
    return "actual"


def _negated(clause: str, match: re.Match[str]) -> bool:
    """Whether a word inside the cue, or up to four words before it, negates it."""
    before = clause[: len(clause) - len(match[0])].split()[-4:]
    return bool(_NEGATION.search(" ".join([*before, match[0]])))
