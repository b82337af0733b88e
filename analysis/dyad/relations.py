"""The relation that a sentence states between the two parties: how, and who acts.

    find_relations(masked, texts)   at most one relation a sentence
    rules_of(name)                  the rules of a list, for either order of the parties

Rules are rows of `relations.csv` and `evaluations.csv`, read from first to last: the
first that matches decides, and its name and cue stay with the answer.  In a pattern
`{A}` and `{B}` are the two parties in either order, `{a}` and `{b}` the same unless
they speak, `{L}` is somebody who leans on `{B}` (`{LA}`: on `{A}`), `{g}` up to 120
characters, `{n}` the same without a party or another state in them, `{w3}` up to three
words of one clause, without another state.  A rule needs `both` parties in the
sentence, or only a `topic`: then the sentence before may have named them.

What the rules cannot see: irony, who “we” is in the author's voice, a party that is
only implied, and what a reader knows of the world.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from analysis.dyad.masking import PARTIES, MaskedSentence, Party
from analysis.lexicons import member, rows
from analysis.text.characters import Span

Relation = Literal["cooperation", "confrontation", "competition"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
Form = Literal["verbal", "material"]
FORMS: tuple[Form, ...] = get_args(Form)
Status = Literal["actual", "past", "future", "hypothetical", "negated", "rhetorical"]
STATUSES: tuple[Status, ...] = get_args(Status)

_ACTORS = {"@us": "us", "@iran": "iran", "@iraq": "iraq", "@group": "other"}
# An actor that does something: not a source, nor the owner of weapons in others' hands.
_AGENT = re.compile(r"@(?:us|iran|iraq|group)\b")
_GOODS = re.compile(
    r"@\w+ (?:weapons|arms|equipment|aid|money|vehicles|tanks|rockets)\b"
)


@dataclass(frozen=True, slots=True)
class DyadRelation:
    """A relation that a sentence states between the two, and the rule that decided.

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


def find_relations(
    masked: Sequence[MaskedSentence], texts: Sequence[int]
) -> tuple[DyadRelation, ...]:
    """The relations that sentences state, in text order, at most one a sentence.

    `texts` gives for each sentence the number of the text it belongs to; only a
    neighbour in the same text can carry the parties over.  A sentence without both
    parties, named, meant or carried over, has none.

    >>> sentence = MaskedSentence("The @us blames @iran.", (0,), ((0, 21),))
    >>> relation = find_relations([sentence], [0])[0]
    >>> relation.relation, relation.initiator, relation.target, relation.rule
    ('confrontation', 'us', 'iran', 'blames')
    """
    relations: list[DyadRelation] = []
    before: dict[int, DyadRelation | None] = {}
    for number, sentence in enumerate(masked):
        text = texts[number]
        relation = before[text] = _relation(number, sentence, before.get(text))
        if relation:
            relations.append(relation)
    return tuple(relations)


def _relation(
    number: int, sentence: MaskedSentence, before: DyadRelation | None
) -> DyadRelation | None:
    both = len(sentence.parties) == len(PARTIES)
    if not both and before is None:
        return None
    for rule in rules_of("relations"):
        too_few = rule.row["needs"] == "both" and not both
        if too_few or not (rule.row["relation"] or before):
            continue
        if match := rule.pattern.search(sentence.text):
            status = _status(rule, sentence.text, match)
            relation, form = _kind(rule, status, before)
            initiator, target = _who_acts(rule, match, sentence.text)
            cue = sentence.place(*match.span())
            return DyadRelation(
                number, relation, form, status, initiator, target, rule.name, cue
            )
    return None


def _kind(
    rule: Rule, status: Status, before: DyadRelation | None
) -> tuple[Relation, Form]:
    if before and not rule.row["relation"]:  # takes up what the sentence before said
        return before.relation, before.form
    relation = member(rule.row["relation"], RELATIONS)
    if rule.row["form"]:
        return relation, member(rule.row["form"], FORMS)
    # Working together that is only thought of is so far words.
    return relation, "verbal" if status == "hypothetical" else "material"


# --- who acts on whom ----------------------------------------------------------


def _who_acts(rule: Rule, match: re.Match[str], text: str) -> tuple[str, str]:
    """By the rule where it says so, else by what stands before and after the cue."""
    one, other = rule.one, rule.other
    match rule.row["acts"]:
        case "a>b":
            named = f"@{one}" in match[0] or f"@{other}" in match[0]
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
_STATUS_WORDS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "hypothetical",
        re.compile(
            r"(?i)\b(?:may|might|could|can|would|perhaps|possib\w+|potential\w*|idea|"
            r"propos\w+|consider\w*|think\w* of|mull\w*|weigh(?:s|ed|ing)?|willing|"
            r"wants? to|urg\w+|call\w* for|should|offer\w*)\b"
        ),
    ),
    (
        "future",
        re.compile(
            r"(?i)\b(?:will|going to|prepar(?:e|es|ing) to|about to|due to|"
            r"set to|shall|plan(?:s|ned|ning)? (?:to|on)|intends? to|upcoming|"
            r"expect\w* to)\b|'ll\b"
        ),
    ),
    (
        "past",
        re.compile(
            r"(?i)\b(?:used to|once|formerly|(?:years?|decades?) ago|"
            r"during the (?:war|occupation)|had (?:been|\w+ed))\b|"
            r"^\W*(?:back )?in (?:the )?(?:1\d\d\d|200\d)s?\b"
        ),
    ),
)


def _status(rule: Rule, text: str, match: re.Match[str]) -> Status:
    """What the clause of the cue makes of the relation; `actual` without a sign."""
    start = max(text.rfind(mark, 0, match.start()) + 1 for mark in ";:")
    clause = text[start : match.end() + 30]
    if _UNREAL.search(clause):
        return "negated"
    if _OPEN.search(clause) or text.rstrip('" )').endswith("?"):
        return "hypothetical"
    negated = _negated(text[start : match.end()], match)
    if negated and rule.name not in _NEGATION_IS_MEANT:
        return "negated"
    words = (status for status, pattern in _STATUS_WORDS if pattern.search(clause))
    return next(words, "actual")


def _negated(clause: str, match: re.Match[str]) -> bool:
    """Whether a word inside the cue, or up to four words before it, negates it."""
    before = clause[: len(clause) - len(match[0])].split()[-4:]
    return bool(_NEGATION.search(" ".join([*before, match[0]])))


# --- rules as patterns ---------------------------------------------------------

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
    one: Party  # the party that {A} stands for
    other: Party


@cache
def rules_of(name: str) -> tuple[Rule, ...]:
    """The rows of a list, each for the parties in either order."""
    rules = []
    for row in rows(name):
        for one, other in (PARTIES, PARTIES[::-1]):
            pattern = re.compile(_written_out(row["pattern"], one, other))
            rules.append(Rule(row["rule"], pattern, row, one, other))
    return tuple(rules)


@cache
def _others() -> str:
    """A pattern of other states, but not of one that shares its part: “Israel and”."""
    listed = [row["words"] for row in rows("nations") if row["nation"] == "other"]
    words = sorted(" ".join(listed).split(), key=len, reverse=True)
    names = "|".join(re.escape(word).replace(r"\-", "[ -]") for word in words)
    beside = rf" (?:and|or)\b|, (?:@|(?:{names})\b)"
    return rf"\b(?<!\band )(?<!\bor )(?>{names})(?!\w|{beside})"


def _written_out(pattern: str, one: Party, other: Party) -> str:
    """A pattern of a list as a regular expression for two parties in this order."""
    pattern = pattern.replace("{LA}", _LEANING.replace("{B}", "{A}"))
    pattern = pattern.replace("{L}", _LEANING)
    pattern = pattern.replace("{g}", r".{0,120}?(?<!\w)")
    between = rf"(?:(?!@us|@iran|;|{_others()}).){{0,120}}?(?<!\w)"
    pattern = pattern.replace("{n}", between)
    word = rf"(?!{_others()})[\w'$.-]+(?:,[\w'$.-]+)*"
    pattern = re.sub(r"\{w(\d)\}", lambda n: f"(?:{word} ){{0,{n[1]}}}?", pattern)
    for letter, party in (("A", one), ("B", other)):
        pattern = pattern.replace(f"{{{letter}}}", rf"@{party}(?:_says)?\b")
        pattern = pattern.replace(f"{{{letter.lower()}}}", rf"@{party}\b")
    return rf"(?i)(?<![\w@])(?:{pattern})"
