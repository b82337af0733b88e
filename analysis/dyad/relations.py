"""The relation that a sentence states between the two parties: how put, and who acts.

Rules are rows of `relations.csv`, read from first to last: the first that matches
decides, and its name and cue stay with the answer (`rules` says how patterns are
written).  A rule needs `both` parties in the sentence, or only a `topic`: then the
sentence before may have named them.  Its column `agent` says who acts: `a` or `b`, the
`opposite` of the `subject`, or somebody named there; empty, it is looked for.

What the rules cannot see: irony, who “we” is in the author's voice, a party that is
only implied, and what a reader knows of the world.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from analysis.dyad.masking import MaskedSentence
from analysis.dyad.rules import Rule, rules_of
from analysis.lexicons import member
from analysis.syntax.tokens import word_class
from analysis.text.characters import Span

Relation = Literal["cooperation", "confrontation", "competition"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
Modality = Literal["fact", "plan", "possibility", "denied"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)


@dataclass(frozen=True, slots=True)
class DyadRelation:
    """A relation that a sentence states between the two, and the rule that decided.

    `modality` is how the sentence puts the relation: as happening, as decided or
    expected, as what may or could be or is asked, or as not so.  `agent` is who does
    what makes the relation (who blames, offers, arms): a party or a third actor by its
    id, `both`, `militia` (armed groups) or `unclear`; `other` is coded only.  `cue` is
    the stretch of the article that the rule matched.
    """

    sentence: int
    relation: Relation
    modality: Modality
    agent: str
    rule: str
    cue: Span


def find_relations(
    masked: Sequence[MaskedSentence], texts: Sequence[int], ids: tuple[str, ...]
) -> tuple[DyadRelation, ...]:
    """The relations that sentences state, in text order, at most one a sentence.

    `texts` gives for each sentence the number of the text it belongs to; only a
    neighbour in the same text can carry the parties over.  A sentence without both
    parties, named, meant or carried over, has none.  `ids` are those of the dyad.

    >>> ids = ("us", "iran")
    >>> sentence = "The @us blames @iran."
    >>> masked = MaskedSentence(sentence, (0,), ((0, 21),), frozenset(ids))
    >>> relation = find_relations([masked], [0], ids)[0]
    >>> relation.relation, relation.modality, relation.agent, relation.rule
    ('confrontation', 'fact', 'us', 'blames')
    """
    relations: list[DyadRelation] = []
    before: dict[int, DyadRelation | None] = {}
    for number, sentence in enumerate(masked):
        text = texts[number]
        relation = before[text] = _relation(number, sentence, before.get(text), ids)
        if relation:
            relations.append(relation)
    return tuple(relations)


def _relation(
    number: int,
    sentence: MaskedSentence,
    before: DyadRelation | None,
    ids: tuple[str, ...],
) -> DyadRelation | None:
    both = len(sentence.parties) == 2
    if not both and before is None:
        return None
    for rule in rules_of("relations", ids):
        too_few = rule.row["needs"] == "both" and not both
        stated = rule.row["relation"] or (before and before.relation)
        if too_few or not stated:
            continue
        if match := rule.pattern.search(sentence.text):
            # What the sentence before said, where this one takes it up.
            taken_up = None if both and rule.row["relation"] else before
            relation = member(stated, RELATIONS)
            return DyadRelation(
                number,
                relation,
                _modality(rule, relation, sentence.text, match, taken_up),
                _agent(rule, sentence.text, match, taken_up, ids),
                rule.name,
                sentence.place(*match.span()),
            )
    return None


# --- who acts ----------------------------------------------------------------------

_SOMEBODY = ("both", "militia")  # whom a rule can name
# The owner of weapons that are in others' hands does not act.
_GOODS = re.compile(
    r"@\w+ (?:weapons|arms|equipment|aid|money|vehicles|tanks|rockets)\b"
)
_SPEAKER = re.compile(r"@([a-z0-9]+)_says\b")
_PASSIVE = re.compile(r"\W*by ")
_TIED = re.compile(r"\b\w+ed by $")  # “rebels armed by Iran fired”: the rebels


def _agent(
    rule: Rule,
    text: str,
    match: re.Match[str],
    before: DyadRelation | None,
    ids: tuple[str, ...],
) -> str:
    """Who acts: by the rule where it says so, else by what stands around the cue.

    That is whom a “by” right behind it names, the nearest actor before it, who acted in
    the sentence taken up, the first actor behind it, or the source that speaks.
    """
    by_rule = rule.row["agent"]
    if by_rule == "a" and "@" in match[0] and not _TIED.search(text, 0, match.start()):
        return rule.one
    if by_rule == "b":
        return rule.other
    if by_rule in _SOMEBODY:
        return by_rule
    ahead = _actors_in(text[: match.start()], ids)[::-1]
    if by_rule == "opposite":
        opposite = {rule.one: rule.other, rule.other: rule.one}
        ahead = [opposite[actor] for actor in ahead if actor in opposite]
    passive = None if by_rule else _PASSIVE.match(text, match.end())
    behind = _actors_in(text[passive.end() if passive else match.end() :], ids)
    speakers = _SPEAKER.findall(text)
    taken_up = [before.agent] if before else []
    found = [*(behind if passive else ()), *ahead, *taken_up, *behind, *speakers]
    return found[0] if found else "unclear"


def _actors_in(text: str, ids: tuple[str, ...]) -> list[str]:
    """Who can act in a stretch of a masked sentence, in text order."""
    found = _actors(ids).finditer(_GOODS.sub(" ", text))
    names = [match["actor"].lstrip("@") for match in found if not match["away"]]
    return ["both" if " " in n else n if n in ids else "militia" for n in names]


@cache
def _actors(ids: tuple[str, ...]) -> re.Pattern[str]:
    """Actors, or both parties as one; `away` where a preposition stands before them.

    A source that speaks, or the party in “US-led”, is none.
    """
    party = rf"@(?:{'|'.join(ids[:2])})\b(?!-)"
    named, armed = "|".join(ids), "|".join(sorted(word_class("armed_group")))
    away = "in|of|for|to|from|with|at|on|against|by|through|between|into|over|among"
    noun_phrase = r"(?:(?:the|an?|its|their|his|these) (?:[\w'-]+ ){0,2}?|[\w'-]+ )?"
    return re.compile(
        rf"(?i)(?:\b(?P<away>{away}) {noun_phrase})?(?P<actor>"
        rf"{party} (?:and|n?or) (?:the )?{party}|@(?:{named}|group)\b(?!-)|"
        rf"\b(?:{armed})\b)"
    )


# --- fact, plan, possibility, denied -------------------------------------------------

_UNREAL = re.compile(r"(?i)\b(?:would|should) (?:\w+ )?have\b|'d (?:\w+ )?have\b")
_OPEN = re.compile(r"(?i)\b(?:if|unless|whether|not sure|unclear|no word)\b")
_NEGATION = re.compile(
    r"(?i)\b(?:not|never|no longer|no(?! (?:doubt|wonder|secret|matter|choice|word))|"
    r"without|neither|cannot|refus\w+|reject\w+|"
    r"fail\w* to|rul\w+ out|den(?:y|ied|ies|ying))\b|n't\b"
)
# “Not alarmed”, “not the US”, “not let”, “reject” are what these rules look for.
_NEGATION_IS_MEANT = ("tolerates", "displaces", "forbids", "rejects", "balks")
_POSSIBILITY = re.compile(
    r"(?i)\b(?:(?-i:may)|might|could|can|would|should|must|ought to|needs? to|"
    r"perhaps|maybe|possib\w+|potential\w*|idea|propos\w+|consider\w*|think\w* of|"
    r"mull\w*|weigh(?:s|ed|ing)?|willing|ready to|hop(?:es?|ed|ing) (?:to|for)|"
    r"want(?:s|ed)? to|urg\w+|call\w* (?:for|on)|offer\w* to(?! @)|"
    r"fear(?:s|ed)?|worr(?:y|ies))\b"
)
_PLAN = re.compile(
    r"(?i)\b(?:will|shall|going to|(?:is|are) to|about to|due to|set to|upcoming|"
    r"prepar(?:e|es|ed|ing) to|plan(?:s|ned|ning)? (?:to|on|for)|expect\w* to|"
    r"likely to|(?:intend|aim|seek)(?:s|ed|ing)? to|sought to|"
    r"agree[sd]? to(?! (?:an?|the)\b))\b|'ll\b"
)
_CLAUSE_END = re.compile(r"[,;:]| (?:that|which|who|because|since|while|but)\b")
_NEAR = 8  # words before a cue in which a modal verb or a plan speaks of it
# To warn, demand or want is to be at odds already, whatever comes of it.
_AT_ODDS = re.compile(
    r"(?i)\b(?:warn|threat|vow|demand|insist|blam|accus|denounc|condemn|want)\w*"
)


def _modality(
    rule: Rule,
    relation: Relation,
    text: str,
    match: re.Match[str],
    before: DyadRelation | None,
) -> Modality:
    """How the clause in which the cue ends puts the relation, by signs in that clause.

    Conditions count throughout, modal verbs and plans up to eight words before the
    cue, negation up to four.  Without a sign the relation is a fact, or as the sentence
    put it that is taken up.
    """
    start = max(text.rfind(mark, 0, match.end()) + 1 for mark in ";:")
    words = text[start : max(start, match.start())].split()
    cue = text[max(start, match.start()) : match.end()]
    after = _CLAUSE_END.split(text[match.end() : match.end() + 30])[0]
    if relation != "cooperation" and (act := _AT_ODDS.search(cue)):
        cue, after = cue[: act.end()], ""
    near = " ".join([*words[-_NEAR:], cue + after])
    clause = " ".join([*words, cue + after])
    if _UNREAL.search(clause):
        return "denied"
    if _OPEN.search(clause) or text.rstrip('" )').endswith("?"):
        return "possibility"
    negated = _NEGATION.search(" ".join([*words[-_NEAR // 2 :], cue]))
    if negated and rule.name not in _NEGATION_IS_MEANT:
        return "denied"
    if _POSSIBILITY.search(near):
        return "possibility"
    if _PLAN.search(near):
        return "plan"
    return before.modality if before else "fact"
