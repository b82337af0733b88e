"""What a sentence says of the United States and Iran: relation and evaluation.

    find_relations(signed)     which relation a sentence draws, how, who acts
    find_evaluations(signed)   for or against which of the two its words speak

Rules are rows of `relations.csv` and `evaluations.csv`, read from first to last: the
first that matches decides, and its name and cue stay with the answer.  In a pattern
`{A}` and `{B}` are the two parties in either order, `{a}` and `{b}` the same unless
they speak, `{L}` is somebody who leans on `{B}` (`{LA}`: on `{A}`), `{g}` up to 120
characters, `{n}` the same without a party or another state in them, `{w3}` up to
three words of one clause, without another state.  A rule needs `both` parties in the
sentence, or only a `topic`: then the sentence before may have named them.

What the rules cannot see: irony, who “we” is in the author's voice, a party that is
only implied, and what a reader knows of the world.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.lexicons import rows
from analysis.parties import Signed
from analysis.text import Span

Relation = Literal["cooperation", "confrontation", "competition"]
RELATIONS: tuple[Relation, ...] = Relation.__args__
Form = Literal["verbal", "material"]
Status = Literal["actual", "past", "future", "hypothetical", "negated", "rhetorical"]
STATUSES: tuple[Status, ...] = Status.__args__

_PARTIES = ("@us", "@iran")
_ACTORS = {"@us": "us", "@iran": "iran", "@iraq": "iraq", "@group": "other"}
# An actor that does something: not a source, nor the owner of weapons in others' hands.
_AGENT = re.compile(r"@(?:us|iran|iraq|group)\b")
_GOODS = re.compile(
    r"@\w+ (?:weapons|arms|equipment|aid|money|vehicles|tanks|rockets)\b"
)
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


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    row: dict[str, str]
    one: str  # the party that {A} stands for
    other: str


def find_relations(
    signed: Sequence[Signed], texts: Sequence[int]
) -> tuple[DyadRelation, ...]:
    """The relations that sentences draw, in text order, at most one a sentence.

    `texts` gives for each sentence the number of the text it belongs to; only a
    neighbour in the same text can carry the parties over.  A sentence without both
    parties, named, meant or carried over, has none.

    >>> from analysis.parties import Signed
    >>> one = Signed("The @us blames @iran.", (0,), (0,))
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

    >>> from analysis.parties import Signed
    >>> one = Signed("The @us blames @iran.", (0,), (0,))
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
        for rule in _rules("evaluations"):
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
    both = len(sentence.parties) == len(_PARTIES)
    if not both and before is None:
        return None
    for rule in _rules("relations"):
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


def _who_acts(rule: _Rule, match: re.Match[str], text: str) -> tuple[str, str]:
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


def _status(rule: _Rule, text: str, match: re.Match[str]) -> Status:
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


# --- rules ---------------------------------------------------------------------


@cache
def _rules(name: str) -> tuple[_Rule, ...]:
    """The rows of a list, each for the parties in either order."""
    found = []
    for row in rows(name):
        for one, other in (_PARTIES, _PARTIES[::-1]):
            pattern = re.compile(_written_out(row["pattern"], one, other))
            found.append(_Rule(row["rule"], pattern, row, one, other))
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
