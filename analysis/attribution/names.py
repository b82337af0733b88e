"""Names: runs of capital words, and one name for each person and body of an article.

    find_names(tokens, first, past) -> first and past token of each name
    index_names(text, mentions, short, aside) -> NameIndex
    NameIndex.one(name, place, gender) -> str

A person is mostly named in full once and by surname after that.  Two names are one
person's if their surnames are the same and their first names do not disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.attribution.cue_lexicon import verb_forms
from analysis.attribution.nations import Nation, nations
from analysis.attribution.source_types import roles
from analysis.syntax.dictionary import lemmas
from analysis.syntax.tokens import Token, word_class

Tokens = Sequence[Token]
Person = tuple[tuple[str, ...], str]  # first names and surname, as they are compared
# Titles that tell the gender of whoever bears the name behind them.
_COURTESY = {
    **dict.fromkeys(("mr", "sir", "king", "lord", "shri"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "queen", "smt"), "f"),
}
PRONOUNS = {
    **dict.fromkeys(("he", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "herself"), "f"),
}
_NEAR = 8  # tokens behind a name in which a pronoun tells its bearer's gender
_NEARBY = 600  # characters before a surname in which its full name counts as near
_MOST_BLANKS = 4  # in a name that may stand for its shorter forms
_LONGEST_NICKNAME = 16  # characters of a quote inside a name
_BODIES = ("organisation", "institution", "body")
_JUNIOR = frozenset(("jr", "sr", "ii", "iii", "iv", "v"))
_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az)[-'](?=\w)")
_PARTY = re.compile(r"[rdi]-[\w.]+")
_NO_MARK = str.maketrans("", "", "\u00ad\u200b")


class NameMention(NamedTuple):
    """A name in its paragraph: the first token, the one past it, and its words."""

    tokens: Tokens
    first: int
    past: int
    name: str

    @property
    def start(self) -> int:
        """Where it stands in the text."""
        return self.tokens[self.first].start


def clean_name(text: str) -> str:
    r"""A name without soft hyphens, with plain blanks.

    >>> clean_name("Ann\u00a0Le\u00ade")
    'Ann Lee'
    """
    return " ".join(text.translate(_NO_MARK).split())


def name_at(text: str, tokens: Tokens, first: int, past: int) -> str:
    """The name from one token to another, with the stop of its “Jr.” or initial."""
    last = tokens[past - 1]
    initial = past - first > 1 and last.capital and last.end - last.start == 1
    stop = last.low in _JUNIOR or (initial and last.low.lower() not in "ivx")
    stop = stop and text[last.end : last.end + 1] == "."
    return clean_name(text[tokens[first].start : last.end + stop])


# --- runs of capital words ----------------------------------------------------------


def find_names(
    tokens: Tokens, first: int = 0, past: int | None = None
) -> Iterator[tuple[int, int]]:
    """Runs of capital words, without the titles and nations that open them."""
    past = len(tokens) if past is None else past
    done = first
    for k in [k for k in range(first, past) if tokens[k].capital]:
        if k < done or not _in_name(tokens[k]) or _is_party(tokens, k):
            continue
        done = k + 1
        while done < past and (_in_name(tokens[done]) or _joins(tokens, done, past)):
            done += 1
        a = k
        if is_body(tokens[done - 1].low):
            done = _past_object(tokens, done)
        else:
            a = _past_titles(tokens, k, done)
            while a < done and _opens_no_name(tokens[a], done - a):
                a += 1
        if a < done:  # an organisation keeps its nation: the Arab League
            yield a, done


def is_body(low: str) -> bool:
    """Whether a last word shows that a name is no person's: “League”, “Ministry”."""
    return low in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return frozenset().union(*map(word_class, _BODIES))


@lru_cache(maxsize=1 << 12)
def is_title(low: str) -> bool:
    """Whether a word can go before a name and is no part of it."""
    role = roles().get(low)
    return bool(role and role.title) or low in word_class("title")


def _is_party(tokens: Tokens, k: int) -> bool:
    """Whether a token is a party and a state behind a name: “(R-Ohio)”."""
    set_off = k > 0 and tokens[k - 1].kind in ("(", ",")
    return set_off and _PARTY.fullmatch(tokens[k].low) is not None


def _past_object(tokens: Tokens, k: int) -> int:
    """Where a body's name ends behind `k`: “Institute of Marine Studies”."""
    n = k + 1 + (k + 1 < len(tokens) and tokens[k + 1].low == "the")
    if n >= len(tokens) or tokens[k].low not in ("of", "for", "on"):
        return k
    if not _in_name(tokens[n]) or tokens[n].low in nations():
        return k
    while n < len(tokens) and _in_name(tokens[n]):
        n += 1
    goes_on = n + 1 < len(tokens) and tokens[n].low == "and" and tokens[k].low != "of"
    return n + 2 if goes_on and _in_name(tokens[n + 1]) else n


def _joins(tokens: Tokens, k: int, past: int) -> bool:
    """Whether a particle such as “al” or a nickname joins the parts of a name."""
    if k + 1 >= past:
        return False
    if tokens[k].kind == "quote":
        short = tokens[k].end - tokens[k].start <= _LONGEST_NICKNAME
        return short and not tokens[k].low and _in_name(tokens[k + 1])
    if tokens[k].low not in word_class("particle"):
        return False
    return tokens[k + 1].capital or tokens[k + 1].low in word_class("particle")


def _past_titles(tokens: Tokens, a: int, past: int) -> int:
    """Where the name begins behind a title: “Transport Minister”, “Secretary of State”.

    A surname may be a title too (“Ann Bishop”): the last word never is one.
    """
    of = a - 2 if tokens[a - 1].low == "the" else a - 1
    if of > 0 and tokens[of].low == "of" and is_title(tokens[of - 1].low):
        body = max((k for k in range(a, past) if is_body(tokens[k].low)), default=a)
        return body + 1 if past - body > 2 else a
    titles = [k for k in range(a, past - 1) if _is_inner_title(tokens, k, a, past)]
    return titles[-1] + 1 if titles else a


def _is_inner_title(tokens: Tokens, k: int, a: int, past: int) -> bool:
    """Whether a word inside a run is a title, and no middle name such as “King”."""
    low = tokens[k].low
    if not is_title(low) or tokens[k + 1].low in _JUNIOR:
        return False
    return k == a or past - k > 2 or low not in word_class("title_or_name")


def _in_name(token: Token) -> bool:
    return token.kind == "word" and token.capital and token.low not in plain_words()


@cache
def plain_words() -> frozenset[str]:
    """Words that belong to no name."""
    classes = (
        *("boundary", "determiner", "pronoun", "auxiliary", "modal", "time"),
        *("inner", "linker", "verb", "adverb"),
    )
    return frozenset().union(*map(word_class, classes))


def _opens_no_name(token: Token, n_words: int) -> bool:
    """Whether the first of so many words with a capital is no part of the name."""
    if n_words > 1 and token.low.endswith("ed") and token.low in verb_forms():
        return True  # “Added Lee: “…””
    role = roles().get(token.low)
    if role:
        return role.title or n_words > 1 or role.kind in ("citizen", "official")
    if n_words > 1 and token.low in word_class("title"):
        return True
    nation = nations().get(token.low) if n_words > 1 else None
    return bool(nation and (nation.is_adjective or _is_only_state(token, nation)))


def _is_only_state(token: Token, nation: Nation) -> bool:
    """Whether a name of a state or a capital is not a person's first name, too."""
    return nation.how != "place" and token.low not in word_class("namesake")


# --- one name for each --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of an article: for each surname the full names that end in it.

    `places` are the mentions of full names, in text order: where, and which; `short`
    leads from an abbreviation or a first name to the full name.
    """

    full: Mapping[str, Sequence[str]] = field(default_factory=dict)
    places: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Whether a name is one of the full names here."""
        return name in self.short.values() or name in self.all_of(name)

    def all_of(self, name: str) -> Sequence[str]:
        """The full names that end as this name does."""
        return self.full.get(compared(name)[1], ())

    def one(self, name: str, place: int = 0, gender: str = "") -> str:
        """The full name that a name at a place stands for; itself, if there is none.

        Of several of this gender the one last named nearby, else the first in the text.
        """
        if name in self.short:
            return self.short[name]
        first, surname = compared(name)
        among = [one for one in self.full.get(surname, ()) if agree(name, one)]
        if not among and not first:
            return self.short.get(surname, name)
        fit = [one for one in among if gender_of(one) in ("", gender)]
        among = fit if fit and gender else among
        if len(among) < 2:
            return among[0] if among else name
        return self._last_named(among, surname, place)

    def _last_named(self, among: Sequence[str], surname: str, place: int) -> str:
        """Of people of one surname the last named near a place, else the first."""
        places = self.places.get(surname, ())
        named = [(at, one) for at, one in places if one in among]
        near = [one for at, one in named if place - _NEARBY <= at < place]
        return (*near[-1:], *(one for _, one in named[:1]), among[0])[0]


@lru_cache(maxsize=1 << 12)
def agree(name: str, other: str) -> bool:
    """Whether two names may be one person's or body's.

    >>> agree("J. Lee", "John R. Lee"), agree("Ann Lee", "John Lee")
    (True, False)
    """
    (a, surname), (b, last) = compared(name), compared(other)
    if surname != last:
        return False
    few, many = sorted((a, b), key=len)
    if is_body(surname):
        return not few or many[-len(few) :] == few
    rest = iter(many)
    return all(any(_same_first(one, two) for two in rest) for one in few)


def _same_first(one: str, two: str) -> bool:
    short = min(one, two, key=len)
    return one == two or (one[0] == two[0] and len(short.replace(".", "")) == 1)


@lru_cache(maxsize=1 << 12)
def compared(name: str) -> Person:
    """First names and surname, without accents, particles, nickname and “Jr.”.

    >>> compared("José van der Meer Jr.")
    (('jose',), 'meer')
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    words = "".join(c for c in plain if not unicodedata.combining(c)).split()
    named = [word for word in words if word[0].isalnum()] or words
    kept = [
        _ARTICLE.sub("", word.lower().strip(".,"))
        for n, word in enumerate(named)
        if not _is_particle(word, n == 0) and word.lower().strip(".,") not in _JUNIOR
    ]
    kept = kept or [name.lower()]
    return tuple(kept[:-1]), kept[-1]


def _is_particle(word: str, opens: bool) -> bool:
    low = word.lower()
    if opens and word[0].isupper() and low in ("al", "ben", "la", "de"):
        return False  # “Al Stone”, “Ben Stone”
    return low in word_class("particle")


def index_names(
    text: str,
    mentions: Sequence[NameMention],
    short: Mapping[str, str],
    aside: Collection[int],
) -> NameIndex:
    """The names of an article, given their mentions in text order and abbreviations.

    Of several forms of a name the most frequent stands for all.  A name mentioned
    `aside` (“his son, Ben Stone”), by its place, is not the last one named.
    """
    forms = Counter(one.name for one in mentions if compared(one.name)[0])
    full = _full_names(forms)
    people = {name for tokens, a, b, name in mentions if _is_persons(tokens, a, b)}
    speaking = {
        one.name for one in mentions if _speaks(one.tokens, one.first, one.past)
    }
    short = {**_parts_of_names(full, people, speaking), **short}
    for tokens, a, b, name in mentions:
        if _is_titled(tokens, a) and name.lower() not in short:
            full.setdefault(compared(name)[1], [name_at(text, tokens, a - 1, b)])
    names = NameIndex(full, {}, short)
    places: dict[str, list[tuple[int, str]]] = {}
    for one in mentions:
        owner = _is_owner(one.tokens, one.past)
        if one.name in forms and one.start not in aside and not owner:
            surname = compared(one.name)[1]
            places.setdefault(surname, []).append((one.start, names.one(one.name)))
    return NameIndex(full, places, short)


def _full_names(forms: Counter[str]) -> dict[str, list[str]]:
    """The best form of each full name, by surname, given how often each form is."""
    full: dict[str, list[str]] = {}
    for form in sorted(
        forms, key=lambda form: (_is_odd(form), not gender_of(form), -forms[form])
    ):
        known = full.setdefault(compared(form)[1], [])
        if not any(agree(form, one) for one in known):
            known.append(form)
    return full


def _is_titled(tokens: Tokens, a: int) -> bool:
    """Whether a title with a capital stands before a name: “Ayatollah Sistani”."""
    return a > 0 and tokens[a - 1].capital and is_title(tokens[a - 1].low)


def _is_owner(tokens: Tokens, b: int) -> bool:
    """Whether a name that ends before `b` is a genitive: “Lee's”."""
    return b < len(tokens) and tokens[b].low == "'s"


def _is_odd(form: str) -> bool:
    """Whether a form of a name is one of a headline: in capitals, or a row of words."""
    return form.isupper() or form.count(" ") >= _MOST_BLANKS


def _parts_of_names(
    full: Mapping[str, Sequence[str]],
    people: Collection[str],
    speaking: Collection[str],
) -> dict[str, str]:
    """First names that one person alone has, and other parts of a name that speak.

    “Sheikh Tariq” is Tariq Saleh; “Rosa Elena said” and “Quispe said” are Rosa Elena
    Quispe Roca, whom nobody else is named like.
    """
    bearers: dict[str, set[str]] = {}
    for surname, names in full.items():
        for name in names if not is_body(surname) else ():
            for first in compared(name)[0]:
                bearers.setdefault(first, set()).add(name)
            for part in speaking:
                if " " in part and name.startswith(f"{part} "):
                    bearers.setdefault(part, set()).add(name)
    heard = {part if " " in part else compared(part)[1] for part in speaking}
    return {
        part: name
        for part, (name, *others) in bearers.items()
        if not others
        and part not in full
        and _stands_for(part, name, name in people, part in heard)
    }


def _stands_for(part: str, name: str, is_person: bool, speaks: bool) -> bool:
    """Whether a part of a name may stand for it.

    “Apple” does not for “Apple Watch”: who speaks, if not surely a person, has a last
    name that is no noun.
    """
    if speaks and (is_person or gender_of(name)):
        return True
    first, surname = compared(name)
    if speaks and surname not in nations() and "NOUN" not in lemmas(surname):
        return True
    return part == first[0] and (is_person or bool(gender_of(part)))


def _speaks(tokens: Tokens, a: int, b: int) -> bool:
    """Whether a verb of saying stands beside a name that is no place's: “Jean said”."""
    if tokens[b - 1].low in nations() or tokens[b - 1].low in word_class("region"):
        return False
    near = (tokens[k].low for k in (a - 1, b) if 0 <= k < len(tokens))
    verbs = (verb_forms().get(low) for low in near)
    return any(verb is not None and verb.kind in ("say", "tell") for verb in verbs)


def _is_persons(tokens: Tokens, a: int, b: int) -> bool:
    """Whether what stands beside a name shows that it is a person's.

    A title before it, an age or a “who” behind it, or a “he” that follows.
    """
    if a and is_title(tokens[a - 1].low):
        return True
    near = tokens[b : b + 2]
    if len(near) == 2 and near[0].kind == ",":
        return near[1].low == "who" or (near[1].low.isdigit() and len(near[1].low) == 2)
    return bool(pronoun_behind(tokens, b))


def pronoun_behind(tokens: Tokens, b: int) -> str:
    """The gender of the first pronoun close behind a name: “Lee said she …”."""
    for token in tokens[b + 1 : b + _NEAR] if b < len(tokens) else ():
        if token.kind != "word" or token.capital:
            break
        if token.low in PRONOUNS:
            return PRONOUNS[token.low]
    return ""


def gender_at(tokens: Tokens, a: int, b: int) -> str:
    """`m` or `f` by the title before a name or the pronoun behind it, else nothing."""
    return courtesy(tokens, a) or pronoun_behind(tokens, b)


def courtesy(tokens: Tokens, a: int) -> str:
    """`m` or `f` by the “Mr.” or “Ms.” before a name, else nothing."""
    return _COURTESY.get(tokens[a - 1].low, "") if a else ""


@lru_cache(maxsize=1 << 12)
def gender_of(name: str) -> str:
    """`m` or `f` by the first name, else nothing.

    >>> gender_of("Robert Lee")
    'm'
    """
    first, surname = compared(name)
    given = (*first, surname)[0].partition("-")[0]
    return next((g for g in ("m", "f") if given in word_class(f"given_{g}")), "")
