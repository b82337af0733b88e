"""Entities: the people and bodies of an article, and one name for each source.

    index_entities(text, paragraphs) -> EntityIndex
    EntityIndex.source(tokens, first, past) -> Source

A person goes before house and thing: “White House spokeswoman Ann Lee” is Ann Lee, and
so is “the mayor of Dover, Ann Lee,”.  An unnamed source is described in full once (“a
senior Iranian official”) and then called “the official”.  All of it is recognised by
what the article itself says, never by a list of people.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.attribution.beside_names import (
    BEHIND_NAME,
    RANKS,
    Described,
    beside,
    describes_person,
    describing,
    find_descriptions,
    gender_of_role,
    head_word,
    phrases_beside,
    written,
)
from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.descriptions import source_kind
from analysis.attribution.names import (
    NameIndex,
    NameMention,
    Tokens,
    clean_name,
    compared,
    courtesy,
    find_names,
    gender_at,
    gender_of,
    index_names,
    is_body,
    is_title,
    name_at,
    pronoun_behind,
)
from analysis.attribution.nations import is_people, nations
from analysis.attribution.source_types import (
    SourceType,
    is_anonymous,
    outlet,
    roles,
    state,
)
from analysis.syntax.tokens import Token, head_of, word_class
from analysis.text.characters import Span

_DESCRIBED = 80  # words kept that describe one name
_LONGEST_ABBREVIATED = 8  # words back from a bracket in which its name may begin
_NEAR_KIN = 5  # tokens before a name in which “her husband, the potter” ends
_SURE = 9  # votes of a “Ms.” on a gender
_NO_PERSONS = ("media", "government", "document")
_AGES = frozenset(("old", "young", "elderly"))  # a reader knows: “the old man”
_SAINT = re.compile("(?:St|Saint)[. ]")  # a church, a school, a town
_TELLS_NAME = frozenset(("name", "surname", "identified", "known", "call", "called"))
_PLACES = frozenset(("in", "at", "on", "near"))
_SUFFIXES = frozenset(("inc", "ltd", "llc", "plc", "corp"))  # behind a firm's name
_FIRM = 6  # tokens before it in which the name stands
_STYLE = frozenset(("the", "rt", "right", "most", "very"))  # before “Rev” and “Hon”
_ARTICLES = frozenset(("a", "an", "the", "this"))


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the article knows it: its canonical name, type and anonymity.

    `nation` is the ISO 3166 code of its nation, where the article shows it; `plural`
    whether several people speak, as “officials” do; `description` the fullest words
    beside the name that say who that is.
    """

    name: str
    source_type: SourceType
    anonymous: bool
    plural: bool = False
    nation: str | None = None
    description: str | None = None


@dataclass(slots=True)
class _Bearer:
    """What the mentions of a name show of its bearer.

    `words` describe it, a mark behind each description, `description` is the fullest
    of these, `genders` are votes on its gender, and `behind_the` is how many mentions
    more stand behind “the” than do not.  A name is `placed` while each mention stands
    behind “in” and its like.
    """

    words: list[str] = field(default_factory=list)
    description: str | None = None
    genders: Counter[str] = field(default_factory=Counter)
    behind_the: int = 0
    placed: bool = False


_UNKNOWN = _Bearer()


@dataclass(frozen=True, slots=True)
class EntityIndex:
    """The names and descriptions of one article.

    `bearers` leads from a name to what is known of who has it, `described` from the
    head word of a description to all those with it, in text order; `people` are the
    mentions of names in text order, and `known`, `genders` and `persons` what was asked
    for before.
    """

    text: str
    names: NameIndex
    bearers: Mapping[str, _Bearer]
    described: Mapping[str, Sequence[Described]]
    people: Sequence[tuple[int, str]]
    known: dict[Span, Source] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    persons: dict[str, bool] = field(default_factory=dict)

    def _bearer(self, name: str) -> _Bearer:
        return self.bearers.get(name, _UNKNOWN)

    def gender(self, source: Source) -> str:
        """`m` or `f` by title, first name, pronoun or role, else empty."""
        return self.gender_of_name(source.name)

    def gender_of_name(self, name: str) -> str:
        """`m` or `f` of a name or a description, as far as the article shows it."""
        if name not in self.genders:
            self.genders[name] = self._gender_of(name)
        return self.genders[name]

    def _gender_of(self, name: str) -> str:
        votes = Counter(self._bearer(name).genders)
        votes[gender_of(name)] += 2
        if votes["m"] != votes["f"]:
            return "m" if votes["m"] > votes["f"] else "f"
        by_role = filter(None, map(gender_of_role, name.split()))
        return next(by_role, "")

    def is_person(self, source: Source) -> bool:
        """Whether “he” or “she” may mean this source."""
        if source.plural or source.source_type in _NO_PERSONS:
            return False
        if source.anonymous:
            return describes_person(head_word(source.name))
        return self.is_person_name(source.name)

    def is_person_name(self, name: str) -> bool:
        """Whether a name can be a person's: no body's, no place's, not “the Name”."""
        if name not in self.persons:
            self.persons[name] = self._can_be_person(name)
        return self.persons[name]

    def _can_be_person(self, name: str) -> bool:
        last = compared(name)[1]
        bearer = self._bearer(name)
        thing = bearer.behind_the > 0 or bearer.placed or bool(_SAINT.match(name))
        thing = thing or _describes_firm(bearer)
        thing = thing or (not self.gender_of_name(name) and _is_called_body(bearer))
        if thing or is_body(last) or name.isupper() or outlet(name.split()):
            return False
        barred = word_class("region") | word_class("divine")
        return last not in nations() and last not in barred and name[0].isupper()

    def source(self, tokens: Tokens, first: int, past: int) -> Source:
        """The source that a phrase names."""
        span = tokens[first].start, tokens[past - 1].end
        if span not in self.known:
            first, past = _before_suffix(tokens, first) or (first, past)
            self.known[span] = self._source(tokens, first, past)
        return self.known[span]

    def _source(self, tokens: Tokens, first: int, past: int) -> Source:
        words = [token.low for token in tokens[first:past]]
        head = head_of(tokens, first, past)
        body = outlet(words) or state(words)
        if body and not self._is_surname(tokens, first, past):
            kind = source_kind(tuple(words))
            return Source(body, kind.type or "unknown", False, nation=kind.nation)
        told = written(tokens, first, past)
        apposed = self._apposed(tokens, first, past, head)
        if apposed:
            return self._named(self._one(tokens, *apposed), told)
        office = _apposed_office(tokens, first, past)
        if office:
            return self.source(tokens, *office)
        run = _named_run(tokens, first, past)
        if run is None or _is_text_of(tokens, run, head) or is_anonymous(head, words):
            return self._unnamed(tokens, first, past, head, words)
        words = _before_of(tokens, run, words, first)
        name, plural = self._one(tokens, *run), _is_plural(head, words)
        if _is_two_roles(tokens, first, run[0]):
            return self._named(name, told)
        if "and" in words or not head.capital:  # “Dover police”
            start = first if "and" in words else run[0]
            start += tokens[start].low in word_class("determiner")
            name = name_at(self.text, tokens, start, past)
        return self._named(name, told, plural)

    def source_named(self, name: str) -> Source:
        """The source with this full name."""
        return self._named(name, ())

    def _is_surname(self, tokens: Tokens, first: int, past: int) -> bool:
        """Whether a name of a state is here a person’s: Jordan, for Ann Jordan."""
        low = tokens[past - 1].low
        name = self.names.one(name_at(self.text, tokens, first, past))
        return low in word_class("namesake") and " " in name

    def name(self, tokens: Tokens, first: int, past: int) -> str | None:
        """The full name that a phrase names, as far as the article gives it."""
        run = _named_run(tokens, first, past)
        return self._one(tokens, *run) if run else None

    def _one(self, tokens: Tokens, a: int, b: int) -> str:
        """The full name of the mention at some tokens."""
        name = name_at(self.text, tokens, a, b)
        return self.names.one(name, tokens[a].start, gender_at(tokens, a, b))

    def _named(self, name: str, words: Sequence[str], plural: bool = False) -> Source:
        """The source of this name, its type by these words or by those beside it."""
        bearer = self._bearer(name)
        kind, nation = source_kind((*words, ";", *bearer.words))
        if kind == "document" and self.gender_of_name(name):
            kind = None  # “taken into account Lee's health”
        return Source(
            name, kind or "unknown", False, plural, nation, bearer.description
        )

    def _apposed(
        self, tokens: Tokens, first: int, past: int, head: Token
    ) -> tuple[int, int] | None:
        """The name behind a description of one person: “the mayor of X, Ann Lee,”."""
        linked = tokens[past].low in (",", "named", "called")
        if not linked or not describes_person(head.low):
            return None
        given = _name_given(tokens, past)
        if given:
            return given
        several = _is_plural(head, [token.low for token in tokens[first:past]])
        kin = head.low in word_class("kin")  # “his son, Ben,”
        return None if several else _name_between_commas(tokens, past, alone=kin)

    def _unnamed(
        self, tokens: Tokens, first: int, past: int, head: Token, words: list[str]
    ) -> Source:
        """The source of a description: “the minister” is the one last described."""
        plural, told = _is_plural(head, words), written(tokens, first, past)
        start = first
        while start < past - 1 and tokens[start].low in _ARTICLES:
            start += 1
        name = name_at(self.text, tokens, start, past)
        if words[0] == "the" and len(words) == 2 and is_body(head.low):
            body = self.names.one(head.low, tokens[first].start)
            if body != head.low:  # “the authority”, for the Port Authority
                return self._named(body, words)
        if words[0] == "the" or len(words) == 1:
            known = self._described(head.low, words, tokens[first].start)
            if known and known.named:
                return self._named(known.name, words[1:])
            if known:
                name = known.name
                told += [";", *known.words]
        kind, anonymous = source_kind(tuple(told)), is_anonymous(head, words)
        return Source(name, kind.type or "unknown", anonymous, plural, kind.nation)

    def _described(
        self, head: str, words: Sequence[str], place: int
    ) -> Described | None:
        """What was last described in these words and more, else what is later."""
        said = {word.lower() for word in describing(words)} - _AGES
        every = self.described.get(head, ())
        known = [
            one for one in every if said <= {w.lower() for w in one.words} | {head}
        ]
        at = bisect_left([one.place for one in known], place)
        later = (one for one in known if not one.named)
        return known[at - 1] if at else next(later, None)


def _before_suffix(tokens: Tokens, k: int) -> Phrase | None:
    """The name of the firm whose “Inc.” stands at `k` behind a comma."""
    if tokens[k].low not in _SUFFIXES or k < 2 or tokens[k - 1].kind != ",":
        return None
    names = find_names(tokens, max(0, k - _FIRM), k - 1)
    return next((name for name in names if name[1] == k - 1), None)


def _describes_firm(bearer: _Bearer) -> bool:
    """Whether what is said beside a name makes it a firm's: “Apple, a retailer,”."""
    return head_word(bearer.description or "none") in word_class("firm")


def _is_called_body(bearer: _Bearer) -> bool:
    """Whether a body's word stands right before a name: “rights group Clean Hands”."""
    called = word_class("called_body")
    return any(b == ";" and a in called for a, b in pairwise(bearer.words))


def _is_plural(head: Token, words: Sequence[str]) -> bool:
    """Whether several people are meant: “officials”, “the Marines”, “Lee and Stone”."""
    if "and" in words:
        return True
    plural = head.low.endswith("s") and not head.low.endswith(("ss", "'s"))
    named = head.capital and words[0] not in word_class("determiner")
    known = is_people(head.low) or head.low in roles()
    return plural and (known or not named)


def _is_two_roles(tokens: Tokens, first: int, name: int) -> bool:
    """Whether two roles of one person stand before a name: “actor and singer Lee”."""
    joints = [k for k in range(first + 1, name) if tokens[k].low == "and"]
    heads = [tokens[k - 1] for k in (*joints[-1:], name)]
    return len(heads) > 1 and all(
        not head.capital and describes_person(head.low) for head in heads
    )


def _is_text_of(tokens: Tokens, run: tuple[int, int], head: Token) -> bool:
    """Whether a text is meant, and named who made it: “Tests by the State Lab”."""
    return head.low in word_class("document") and tokens[run[0]].start > head.start


def _named_run(tokens: Tokens, first: int, past: int) -> tuple[int, int] | None:
    """The name that a phrase is about: the last one before a preposition.

    In “White House spokeswoman Ann Lee of Dover” that is Ann Lee.
    """
    runs = list(find_names(tokens, first, past))
    inner = word_class("inner")
    end = next((k for k in range(first + 1, past) if tokens[k].low in inner), past)
    near = [run for run in runs if run[0] < end]
    head = tokens[(near[-1][1] if near else end) - 1].low
    role = bool(runs) and describes_person(tokens[runs[-1][0] - 1].low)
    if runs[-1:] != near[-1:] and (is_title(head) or role):
        return runs[-1]  # “Chief of Staff Ann Lee”, “Bureau of Mines clerk Ann Lee”
    return near[-1] if near else None


def _apposed_office(tokens: Tokens, first: int, past: int) -> tuple[int, int] | None:
    """The office behind a relation: “the mayor” in “her cousin, the mayor,”."""
    related = tokens[first].low in ("his", "her", "their", "its", "my", "our")
    if not related or tokens[past].kind != "," or tokens[past + 1].low != "the":
        return None
    end = past + 2
    while tokens[end].kind == "word":
        end += 1
    role = describes_person(head_of(tokens, past + 1, end).low)
    return (past + 1, end) if role else None


def _before_of(
    tokens: Tokens, run: tuple[int, int], words: list[str], first: int
) -> list[str]:
    """The words of a phrase up to the body a person is of: “Ann Lee of Oil and Gas”."""
    a, b = run
    return words[: b - first] if tokens[b].low == "of" and b - a > 1 else words


def _name_between_commas(
    tokens: Tokens, comma: int, *, alone: bool
) -> tuple[int, int] | None:
    """The person's name that begins behind a comma and ends at the next mark.

    One name `alone` will do if asked.
    """
    past = min(len(tokens), comma + BEHIND_NAME)
    a, b = next(find_names(tokens, comma + 1, past), (0, 0))
    before = tokens[comma + 1 : a]
    told = tokens[a - 1].low in ("named", "called")  # “her aide, a man called Lee,”
    titled = all(is_title(t.low) or t.low in _STYLE for t in before)  # “the Rt Rev”
    of = tokens[b].low in ("of", "from", "at")  # “the chef, Ann Lee of Dover,”
    if (tokens[b].kind == "word" and not of) or tokens[b].kind == "(":
        return None
    if not (told or titled):
        return None
    low = "-".join(token.low for token in tokens[a:b])
    placed = low in word_class("region") or low in nations()
    sure = b - a > 1 or before or alone or told
    return (a, b) if sure and not placed else None


def _name_given(tokens: Tokens, comma: int) -> tuple[int, int] | None:
    """The name in a clause that tells it: “, who gave her name only as Ann,”.

    Or “, whom I will call Ann,”, “, who asked to be identified only as Ann Lee,”.
    """
    past = min(len(tokens), comma + BEHIND_NAME)
    if comma + 1 >= past or tokens[comma + 1].low not in ("who", "whom"):
        return None
    a, b = next(find_names(tokens, comma + 2, past), (0, 0))
    while a > comma and is_title(tokens[a - 1].low):
        a -= 1
    told = {token.low for token in tokens[comma + 1 : a]}
    if not told & _TELLS_NAME or tokens[b].kind == "word":
        return None
    behind = tokens[a - 1].low
    return (a, b) if behind in ("as", "call", "called", ",") else None


# --- the index ----------------------------------------------------------------------


def index_entities(text: str, paragraphs: Sequence[Tokens]) -> EntityIndex:
    """The names and descriptions in the paragraphs of running text of an article."""
    mentions = [
        NameMention(tokens, a, b, name_at(text, tokens, a, b))
        for tokens in paragraphs
        for a, b in find_names(tokens)
    ]
    aside = {one.start for one in mentions if _is_aside(one)}
    names = index_names(text, mentions, _abbreviations(text, paragraphs), aside)
    bearers: dict[str, _Bearer] = {}
    described = find_descriptions(text, paragraphs)
    people: list[tuple[int, str]] = []
    for tokens, a, b, mentioned in mentions:
        start, (gender, weight) = tokens[a].start, _gender_beside(tokens, a, b)
        name = names.one(mentioned, start, gender)
        people.append((start, name))
        placed = a > 0 and tokens[a - 1].low in _PLACES and tokens[b].low != "'s"
        bearer = bearers.setdefault(name, _Bearer(placed=placed))
        bearer.placed &= placed
        bearer.genders[gender] += weight
        bearer.behind_the += 1 if a and tokens[a - 1].low == "the" else -1
        near = beside(tokens, a, b)
        if len(bearer.words) < _DESCRIBED:
            for phrase in near:
                bearer.words += (*written(tokens, *phrase), ";")
        for phrase in phrases_beside(tokens, a, b, near):
            one = _describe(text, bearer, tokens, a, phrase)
            head = head_of(tokens, *phrase).low
            this = Described(start, one, name, True)
            for called in (head, *RANKS.get(head, ())):
                described.setdefault(called, []).append(this)
    for known in described.values():
        known.sort(key=lambda one: one.place)
    return EntityIndex(text, names, bearers, described, people)


def _describe(
    text: str, bearer: _Bearer, tokens: Tokens, a: int, phrase: Phrase
) -> tuple[str, ...]:
    """Note what a phrase says of who bears the name at `a`; the words of the phrase."""
    first, past = phrase
    bearer.genders[gender_of_role(head_of(tokens, first, past).low)] += 1
    end = tokens[a].start if past == a else tokens[past - 1].end
    description = clean_name(text[tokens[first].start : end])
    if len(description) > len(bearer.description or ""):
        bearer.description = description
    return tuple(token.low for token in tokens[first:past])


def _is_aside(mention: NameMention) -> bool:
    """Whether a relative's name is mentioned aside: “his son, Ben Stone”."""
    before = mention.tokens[max(0, mention.first - 2) : mention.first]
    return not word_class("kin").isdisjoint(token.low for token in before)


def _gender_beside(tokens: Tokens, a: int, b: int) -> tuple[str, int]:
    """The gender by “Ms.” before a name, else by a pronoun behind it, and its votes.

    “Her husband, the potter Ned Stone,” is sure, too.
    """
    titled = courtesy(tokens, a)
    for k in range(max(1, a - _NEAR_KIN), a):
        if tokens[k].kind == tokens[b].kind == "," and tokens[k + 1].low == "the":
            titled = titled or gender_of_role(tokens[k - 1].low)
    return (titled, _SURE) if titled else (pronoun_behind(tokens, b), 1)


def _abbreviations(text: str, paragraphs: Sequence[Tokens]) -> dict[str, str]:
    """Short names in brackets, “Islamic State militants (IS”, by their initials."""
    names: dict[str, str] = {}
    for tokens in paragraphs:
        for k in [k for k, token in enumerate(tokens[:-1]) if token.kind == "("]:
            short = tokens[k + 1].low
            n, least = len(short), max(-1, k - _LONGEST_ABBREVIATED)
            for a in range(k - n, least, -1):
                if "".join(text[t.start] for t in tokens[a : a + n]) == short:
                    names[short] = name_at(text, tokens, a, a + n)
                    break
    return names
