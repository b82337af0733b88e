"""Word classes: one letter for each token of a sentence.

    tags_of(tokens, lo, hi) -> str

    D determiner or number   N noun    P name      J adjective   R adverb
    O, o  pronoun (subject, object)    Y day or month
    V finite verb   B base form   E participle   G form in -ing   M modal
    X, x  be, have, do (finite, other)   T to   I preposition
    C and, or   S that, if, when …   W who, which   ' possessive   Q a whole quote

Marks stand for themselves; a dash is `-`.  `morphology` says what a word can be; where
that is several things, its neighbours decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.syntax.morphology import (
    CACHED,
    can_be,
    fixed_tag,
    is_known,
    likely_tag,
    listed_tag,
    mark_tag,
)
from analysis.syntax.tokens import Token, word_class
from analysis.syntax.word_rules import HAS_VERB, RULES, Spot

_RELATIVE = re.compile(r"W[DJ']*[NP]+$")  # “which its owners claimed would”
_LONG = 4  # letters from which a word of a headline has a capital
_REDUCED = re.compile(r"(?<=[NP])V(?=R*[XM])")
_OPENS_OBJECT = frozenset("DOoTSQP:J")  # tags of what can follow a subject's verb
_IN_PHRASE = frozenset("DJ'I")  # tags behind which a noun phrase goes on
_BEFORE_VERB = frozenset("TMXxOW")  # tags behind which a verb's form is enough
_NO_VERB = frozenset("NJR")
_END = Token(0, 0, "", ".")  # what follows the last token of a sentence


def tags_of(tokens: Sequence[Token], lo: int, hi: int) -> str:
    """The tags of the tokens from `lo` to `hi`, one letter each.

    >>> from analysis.syntax.tokens import tokens_of
    >>> tokens = tokens_of("The report claims that it rained.")
    >>> tags_of(tokens, 0, len(tokens))
    'DNVSOV'
    """
    titled = _is_titled(tokens, lo, hi)
    tags: list[str] = []
    before, helper = ".", ""
    for k in range(lo, hi):
        _, _, low, kind, capital, _ = token = tokens[k]
        if kind != "word":
            tag = mark_tag(token)
        elif capital or not (tag := fixed_tag(low)):
            opens = not tags or tags[-1] in "(:-"
            tag = _name_tag(low) if capital and not (opens or titled) else ""
            if not tag:
                last = tokens[k - 1].low if k > lo else ""
                after = tokens[k + 1] if k + 1 < hi else _END
                spot = Spot(token, tags, before, helper, last, after, opens, titled)
                tag = _tag(spot)
        tags.append(tag)
        if tag != "R":
            before, helper = tag, low
    if HAS_VERB.isdisjoint(tags):
        _give_verb(tokens, lo, tags)
    return _with_reduced(tokens, lo, "".join(tags))


def _with_reduced(tokens: Sequence[Token], lo: int, tags: str) -> str:
    """The tags with the participles behind nouns: “the views expressed here are”."""

    def reduced(match: re.Match[str]) -> str:
        past = tokens[lo + match.start()].low.endswith("ed")
        return "E" if past and not _RELATIVE.search(tags, 0, match.start()) else "V"

    return _REDUCED.sub(reduced, tags)


def _is_titled(tokens: Sequence[Token], lo: int, hi: int) -> bool:
    """Whether a sentence gives all its longer words a capital, as headlines do."""
    n = 0
    for token in tokens[lo:hi]:
        long = token.kind == "word" and len(token.low) >= _LONG
        if long and not listed_tag(token.low):
            if not token.capital:
                return False
            n += 1
    return n > 1


def _give_verb(tokens: Sequence[Token], lo: int, tags: list[str]) -> None:
    """Tag as a verb, where a sentence has none, what passed for a noun: “ads use”."""
    for n in range(1, len(tags)):
        token = tokens[lo + n]
        if tags[n] == "N" and not token.capital and tags[n - 1] in "NPO":
            plural = tokens[lo + n - 1].low.endswith("s")
            if ("B" if plural else "Z") in can_be(token.low):
                tags[n] = "V"
                return


@lru_cache(maxsize=CACHED)
def _name_tag(low: str) -> str:
    """The tag of a word with a capital of its own, if it has no rules of its own."""
    special = low in RULES or listed_tag(low) == "Y"
    return "" if special else _as_name(low)


def _as_name(low: str) -> str:
    """A name, or a listed word with a capital; “A” in “James A. Baker” is a name."""
    listed = listed_tag(low)
    return listed if listed and listed not in "MXxTRv" and low != "a" else "P"


def _tag(spot: Spot) -> str:
    """The tag of a word by the first that knows: its own rule, the list, neighbours."""
    token, low = spot.token, spot.token.low
    if low in RULES and (special := RULES[low](spot)):
        return special
    listed = listed_tag(low.lower() if spot.titled else low)
    if listed == "Y":
        return "Y"
    plain = spot.titled or not token.capital  # a capital says nothing
    if not (plain or spot.opens):  # special elsewhere: “Her”
        return _as_name(low)
    if listed and (tag := _listed(spot, listed)):
        return tag
    if low[0].isdigit():
        return "D"
    return _by_neighbours(spot, can_be(low.lower())) if plain else _opening(spot)


def _listed(spot: Spot, listed: str) -> str:
    """The tag of a listed word; empty for a verb's form where a noun may stand.

    “Have” and “do” are no finite verbs behind “to”.
    """
    low, after = spot.token.low, spot.after
    if listed == "v":
        verb = spot.before not in "DJ'ITM" or spot.last[:1].isdigit()
        alone = word_class("share") | word_class("many") | {"one", "each"}
        verb = verb or spot.last in alone  # “six in ten say”, “another says”
        return "V" if verb else ""
    if listed == "X" and low in ("have", "do", "had") and spot.before in "TM":
        return "x" if can_be(after.low) & {"E", "G"} else "B"
    return listed


def _opening(spot: Spot) -> str:
    """The tag of a sentence's first word, which has its capital in any case."""
    low, after = spot.token.low.lower(), spot.after
    can = can_be(low)
    capital_follows = after.kind == "word" and after.capital
    if not is_known(low) or (capital_follows and "J" not in can):
        return "P"
    if "N" in can:
        return "N"
    if can & {"V", "E"}:
        return "E"
    if "J" in can and can_be(after.low) == {"E", "V"}:
        return "P"  # “Jolly said”
    if "B" in can and "V" in can_be(after.low):
        return "P"  # “Welch added”
    return next((tag for tag in "GJRB" if tag in can), "P")


# --- words that can be several things: their neighbours decide ------------------


def _by_neighbours(spot: Spot, can: frozenset[str]) -> str:
    """The tag of a word that can be several things."""
    if spot.before in _BEFORE_VERB and (verb := _in_verb_group(spot, can)):
        return verb
    if spot.before in _IN_PHRASE and not _ends_subject(spot, can):
        return _in_phrase(spot, can)
    if can <= _NO_VERB:
        first = "J" if spot.noun_follows else "N"
        return next(tag for tag in first + "NJR" if tag in can)
    if "V" in can or ("E" in can and "J" not in can):
        return _past(spot, can)
    if "G" in can:
        return "N" if "N" in can and _in_noun_phrase(spot.tags) else "G"
    return _noun_or_present(spot, can)


def _ends_subject(spot: Spot, can: frozenset[str]) -> bool:
    """Whether the word before ends a subject, although it could go on."""
    return _is_some(spot, can) or _ends_year(spot)


def _is_some(spot: Spot, can: frozenset[str]) -> bool:
    """Whether a determiner stands alone before its verb: “some chanted”.

    Not so in “another unpaid trainer”.
    """
    one = spot.last == "one" and spot.after.low == "that"  # “one noted that”
    alone = one or spot.last in word_class("many")
    return "V" in can and alone and not (spot.last == "another" and spot.noun_follows)


def _ends_year(spot: Spot) -> bool:
    """Whether a year behind a subject stands before a word: “a poll in 2019 found”."""
    dated = "".join(spot.tags[-3:]) in ("NID", "PID") and not spot.clause_has_verb
    return dated and len(spot.last) == 4 and spot.last.isdigit()


def _in_verb_group(spot: Spot, can: frozenset[str]) -> str:
    """The tag of a verb behind its auxiliary or its pronoun, else empty."""
    before = spot.before
    if before in "TM" and "B" in can:
        return "B"
    if before in "Xx" and can & {"E", "G"}:
        return "E" if "E" in can else "G"
    if before in "OW" and can & {"V", "Z", "B"} and spot.helper != "whose":
        return "V"
    is_do = spot.helper.removesuffix("n't") in ("do", "does", "did")
    return "B" if before == "X" and "B" in can and is_do else ""


def _in_phrase(spot: Spot, can: frozenset[str]) -> str:
    """After a determiner, adjective, possessive or preposition: no verb."""
    if "G" in can and spot.before in "I'":
        return _gerund(spot, can)
    if "N" in can:
        return "N"
    if "J" in can:
        return "J" if spot.before != "I" or spot.noun_follows else "N"
    if "E" in can and spot.before == "J":
        return "E"
    if can & {"E", "G", "V"}:
        return "J"
    return "R" if "R" in can else "N"


def _gerund(spot: Spot, can: frozenset[str]) -> str:
    """“Head of mining, Lee,”, “close to Lee's thinking said”; a verb in “by mining”."""
    if spot.before == "'":
        return "J" if spot.noun_follows and "N" not in can else "N"
    ends = spot.after.kind != "word" and (spot.last == "of" or "N" in can)
    return "N" if ends else "G"


def _past(spot: Spot, can: frozenset[str]) -> str:
    """“Pledged”: a verb, but for “pledged delegates” after one and “made by”."""
    if "V" not in can:
        return "E"
    if "E" not in can:
        return "V"
    behind_verb = bool(spot.tags) and spot.tags[-1] in "VGB"
    if behind_verb and spot.token.low.endswith("ed") and spot.noun_follows:
        return "J"
    named = spot.token.low in word_class("named") and spot.clause_has_verb
    named = named and spot.before in "NP"  # “met a man called Lee”
    return "E" if named or _is_put_out(spot) or _is_done_by(spot) else "V"


def _is_put_out(spot: Spot) -> bool:
    """“A study published in May”, “emails obtained by X show it”."""
    text = spot.last in word_class("document")
    time = spot.after.low in ("this", "last") or likely_tag(spot.after) in "IRY"
    known = spot.token.low in word_class("put_out") and time
    if spot.before == "," and known:  # “a study, published in May, …”
        return spot.tags.count(",") == 1 and not spot.clause_has_verb
    return text and (known or spot.after.low == "by")


def _is_done_by(spot: Spot) -> bool:
    """“Lee, elected by a few”, “as told by”."""
    if spot.after.low != "by" or spot.token.low == "said":
        return False
    inserted = spot.before == "," and not _is_inserted(spot.tags)
    return spot.clause_has_verb or inserted or spot.last == "as"


def _is_inserted(tags: Sequence[str]) -> bool:
    """Whether a sentence so far is a noun and an insertion, both without a verb."""
    return tags.count(",") > 1 and not {"S", "W", *HAS_VERB} & set(tags)


def _in_noun_phrase(tags: Sequence[str]) -> bool:
    """Whether a noun stands before, with its article: “a town gathering”."""
    near = "".join(tags[-4:])
    inside = near[near.rfind("D") + 1 :] if "D" in near else ""
    return inside != "" and set(inside) <= set("NPJ'")


def _noun_or_present(spot: Spot, can: frozenset[str]) -> str:
    """“Claims”, “plan”: a verb after a subject and before what can be its object."""
    noun = next((tag for tag in "NJ" if tag in can), "")
    if not can & {"Z", "B"}:
        return noun or ("R" if "R" in can else "N")
    if not noun:
        return "V"
    return "V" if _is_present(spot, in_s="Z" in can) else noun


def _is_present(spot: Spot, in_s: bool) -> bool:
    """Whether a word that can be a noun is a verb, with an s at its end or none."""
    if in_s and any(is_verb(spot) for is_verb in _VERBS_IN_S):
        return True
    if spot.token.low in word_class("shows") and _reports(spot, in_s=in_s):
        return True
    if _is_plural(spot) and _ends_reporting(spot):
        return True  # “…, records show.”
    if not _follows_subject(spot):
        return False
    clause = spot.after.low == "that" or likely_tag(spot.after) in "DO"
    if clause and "I" in spot.tags and spot.token.low in word_class("reporting"):
        return True  # “analysts at the bank estimate that”
    return _precedes_object(spot, in_s) and (in_s or _is_plural(spot))


def _reports(spot: Spot, *, in_s: bool) -> bool:
    """“Surveys in Ohio show voters”, “data show that”, “the poll shows voters”."""
    if not in_s and _after_insertion(spot):
        return True
    agrees = "I" in spot.tags
    if in_s:
        agrees = spot.helper in word_class("document")
    elif spot.helper.endswith("s") or spot.last in word_class("findings"):
        agrees = True
    follows = likely_tag(spot.after) in "DOSNPJ:"
    return _follows_subject(spot) and (agrees or _is_plural(spot)) and follows


def _after_insertion(spot: Spot) -> bool:
    """“Lee, a judge, calls Stone “a liar””."""
    opens_object = likely_tag(spot.after) in "PQSDoO"
    return spot.before == "," and opens_object and _is_inserted(spot.tags)


def _after_relative(spot: Spot) -> bool:
    """“Lee, who studies bats, suspects the owls”."""
    reports = spot.token.low in word_class("reporting") and spot.before in ",-"
    marks = [n for n, tag in enumerate(spot.tags) if tag == spot.before]
    relative = len(marks) > 1 and spot.tags[marks[0] + 1] == "W"
    return reports and relative and likely_tag(spot.after) in "SDOPQ"


def _between_quote_and_subject(spot: Spot) -> bool:
    """“…,” reads a letter."""
    return len(spot.tags) == 1 and spot.before == "Q" and likely_tag(spot.after) in "DP"


def _ends_reporting(spot: Spot) -> bool:
    """Whether a sentence ends like “it rained, Ann Lee reports”."""
    ends = likely_tag(spot.after) == "." and spot.before != "C"  # “bread and hope”
    if spot.after.kind == ",":  # “in May, port records show, …”
        ends = "," in spot.tags[-3:-1] and spot.last in word_class("document")
    return ends and spot.token.low in word_class("reporting")


_VERBS_IN_S = (
    _after_insertion,
    _after_relative,
    _between_quote_and_subject,
    _ends_reporting,
)


def _follows_subject(spot: Spot) -> bool:
    """Whether a subject that lacks its verb stands before, or “and” behind a verb."""
    if spot.before == "C":
        return not {"V", "B", "X"}.isdisjoint(spot.tags)
    return spot.before in "NPO)Y" and not spot.clause_has_verb


def _precedes_object(spot: Spot, in_s: bool) -> bool:
    """Whether what can be an object follows, or a place: “Stone leads in Ohio”."""
    follows = likely_tag(spot.after)
    return follows in _OPENS_OBJECT or (follows in "IT" and spot.before == "P" and in_s)


def _is_plural(spot: Spot) -> bool:
    """Whether the subject can be plural, as a verb without an s needs."""
    many = spot.before == "C" or spot.last.endswith(("s", "men", "people"))
    many = many and spot.last not in ("news", "sports")  # “the news site”
    many = many or spot.last in word_class("many")
    return many and spot.token.low not in word_class("person")
