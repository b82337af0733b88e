"""Entities: the names and descriptions of an article, and one name for each source.

    index_entities(text, paragraphs) -> EntityIndex
    EntityIndex.source(tokens, first, past) -> Source

A person is mostly named in full once and by surname after that; an unnamed source is
described in full once (“a senior Iranian official”) and then called “the official”.
Both are recognised by what the article itself says, never by a list of people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from analysis.attribution.cue_lexicon import verb_forms
from analysis.attribution.descriptions import source_kind
from analysis.attribution.nations import gazetteer, nation_of, nations
from analysis.attribution.source_types import (
    SourceType,
    is_anonymous,
    outlet,
    roles,
    state,
)
from analysis.syntax.tokens import Token, head_of, word_class

Tokens = Sequence[Token]
Run = tuple[Tokens, int, int]  # a name: its paragraph, its first token, the one past it
_DESCRIBED = 80  # words kept that describe one name
_BEFORE_NAME = 6  # tokens before a name that may describe its bearer
_BEHIND_NAME = 12  # and behind it
_LONGEST_DESCRIPTION = 6  # words before the head of an unnamed source's description
_LONGEST_ABBREVIATED = 8  # words back from a bracket in which its name may begin
_DEFINITE = frozenset(("the", "these", "those", "his", "their"))
_OFFICES = ("official", "politician", "diplomat", "court")
_ARTICLES = frozenset(("a", "an", "the", "this"))


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the article knows it: its canonical name, type and anonymity.

    `nation` is the ISO 3166 code of its nation, where the article shows it;
    `plural` is whether several people speak, as “officials” do.
    """

    name: str
    source_type: SourceType
    anonymous: bool
    plural: bool = False
    nation: str | None = None


@dataclass(frozen=True, slots=True)
class EntityIndex:
    """The names and descriptions of one article.

    `full` leads from a surname or an abbreviation to the full name, `words` from a
    name to the words that describe its bearer, `described` from the head of an
    unnamed source's description to its fullest form, `offices` from an office that one
    person alone has here to that person.
    """

    text: str
    full: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    described: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    known: dict[str, Source] = field(default_factory=dict, compare=False)

    def gender(self, source: Source) -> str:
        """`m` or `f` by a title or a word beside the name, else empty."""
        described = (*self.words.get(source.name, ()), *source.name.split())
        words = set(map(str.lower, described))
        for gender in ("m", "f"):
            if words & word_class(f"gender_{gender}"):
                return gender
        return ""

    def is_person(self, source: Source) -> bool:
        """Whether “he” or “she” may mean this source."""
        if source.source_type in ("media", "government", "document"):
            return False
        last = source.name.lower().split()[-1]
        if last in word_class("organisation"):
            return False
        in_full = self.is_full_name(source.name)
        return source.anonymous or in_full or self.full.get(source.name) == source.name

    def is_full_name(self, name: str) -> bool:
        """Whether the article has this name, of several words, in its text."""
        return " " in name and name in self.words

    def source(self, tokens: Tokens, first: int, past: int) -> Source:
        """The source that a phrase names, the same for the same words."""
        phrase = _words(self.text, tokens, first, past)
        if phrase not in self.known:
            self.known[phrase] = self._source(tokens, first, past)
        return self.known[phrase]

    def name(self, tokens: Tokens, first: int, past: int) -> str | None:
        """The full name a phrase ends in, as far as the article gives it."""
        runs = list(find_names(tokens, first, past))
        if not runs:
            return None
        a, b = max(runs, key=lambda run: run[1] - run[0])
        name = _words(self.text, tokens, a, b)
        return self.full.get(name, name)

    def _source(self, tokens: Tokens, first: int, past: int) -> Source:
        words = [token.low for token in tokens[first:past]]
        head = head_of(tokens, first, past)
        body = outlet(words) or state(words)
        if body and not self._is_surname(tokens, first, past):
            kind = source_kind(words)
            return Source(body, kind.type or "unknown", False, nation=kind.nation)
        name = self.name(tokens, first, past)
        if not name or is_anonymous(head, words):
            return self._unnamed(tokens, first, past)
        if "and" in words or not (head.capital or head.low == "'s"):
            determined = words[0] in word_class("determiner") and past - first > 1
            name = _words(self.text, tokens, first + determined, past)
        told = _told(tokens, first, past)
        return self._named(name, told, _is_plural(head, words))

    def _is_surname(self, tokens: Tokens, first: int, past: int) -> bool:
        """Whether a name of a state is here a person’s: Jordan, for Ann Jordan."""
        low = tokens[past - 1].low
        name = self.full.get(_words(self.text, tokens, first, past), "")
        return low in word_class("namesake") and " " in name and not state(name.split())

    def _named(self, name: str, words: Sequence[str], plural: bool = False) -> Source:
        """The source of this name, its type by these words or by those beside it."""
        kind = source_kind([*words, ";", *self.words.get(name, [])])
        return Source(name, kind.type or "unknown", False, plural, kind.nation)

    def _unnamed(self, tokens: Tokens, first: int, past: int) -> Source:
        """The source of a description: “the minister” may be the one minister here."""
        head = head_of(tokens, first, past)
        words = [token.low for token in tokens[first:past]]
        told = _told(tokens, first, past)
        holder = self.offices.get(words[-1])
        if words[0] == "the" and len(words) == 2 and holder:
            return self._named(holder, words[1:])
        start = first
        while start < past - 1 and tokens[start].low in _ARTICLES:
            start += 1
        name = _words(self.text, tokens, start, past)
        definite = words[0] == "the" or len(words) == 1
        if definite and head.low in self.described and len(words) <= 3:
            name, fuller = self.described[head.low]
            told += [";", *fuller]
        kind = source_kind(told)
        anonymous, plural = is_anonymous(head, words), _is_plural(head, words)
        return Source(name, kind.type or "unknown", anonymous, plural, kind.nation)


def _told(tokens: Tokens, first: int, past: int) -> list[str]:
    """The words of a description as written, without the names of persons in it."""
    told = [
        token.low.capitalize() if token.capital and token.low.islower() else token.low
        for token in tokens[first:past]
    ]
    if sum(token.capital for token in tokens[first:past]) > 1:
        for a, b in reversed(list(find_names(tokens, first, past))):
            if _names_person(tokens, a, b):
                del told[a - first : b - first]
    return told


def _names_person(tokens: Tokens, a: int, b: int) -> bool:
    """Whether a name is a person's, as far as it tells: no state, body or office."""
    if b - a == 1:
        role = roles().get(tokens[a - 1].low) if a else None
        return bool(role and role.title and tokens[a].low in word_class("namesake"))
    role = roles().get(tokens[b - 1].low)
    if role and not role.title:
        return False
    bodies = word_class("organisation") | word_class("institution")
    name = "-".join(token.low for token in tokens[a:b])
    return not (tokens[b - 1].low in bodies or name in roles() or name in gazetteer())


def _words(text: str, tokens: Tokens, first: int, past: int) -> str:
    """The text from one token to another."""
    return text[tokens[first].start : tokens[past - 1].end]


def _is_plural(head: Token, words: Sequence[str]) -> bool:
    return "and" in words or (head.low.endswith("s") and not head.capital)


def index_entities(text: str, paragraphs: Sequence[Tokens]) -> EntityIndex:
    """The names and descriptions in the paragraphs of running text of an article."""
    runs = [(tokens, a, b) for tokens in paragraphs for a, b in find_names(tokens)]
    names: Counter[str] = Counter()
    beside: dict[str, list[str]] = {}
    for tokens, a, b in runs:
        name = _words(text, tokens, a, b)
        if b - a > 1:
            names[name] += 1
        kept = beside.setdefault(name, [])
        if len(kept) < _DESCRIBED:
            kept += _descriptors(tokens, a, b)
    full = _full_names(text, runs, names)
    full.update(_abbreviations(text, paragraphs))
    full.update({name: name for name in (*full.values(),)})
    words: dict[str, list[str]] = {}
    for name, descriptors in beside.items():
        kept = words.setdefault(full.get(name, name), [])
        kept += descriptors[: max(0, _DESCRIBED - len(kept))]
    offices = _held_offices(text, runs, full)
    return EntityIndex(text, full, words, _descriptions(text, paragraphs), offices)


# --- names ------------------------------------------------------------------------


def find_names(
    tokens: Tokens, first: int = 0, past: int | None = None
) -> Iterator[tuple[int, int]]:
    """Runs of capital words, without the titles and nations that open them."""
    past = len(tokens) if past is None else past
    done = first
    for k in [k for k in range(first, past) if tokens[k].capital]:
        if k < done or not _in_name(tokens[k]):
            continue
        done = k + 1
        while done < past and (_in_name(tokens[done]) or _joins(tokens, done, past)):
            done += 1
        a = _past_titles(tokens, k, done)
        if tokens[done - 1].low not in word_class("organisation"):
            while a < done and _opens_no_name(tokens[a], done - a):
                a += 1
        if a < done:  # an organisation keeps its nation: the Arab League
            yield a, done


def _joins(tokens: Tokens, k: int, past: int) -> bool:
    """Whether a particle such as “al” or “von” stands between parts of a name."""
    if tokens[k].low not in word_class("particle") or k + 1 >= past:
        return False
    return tokens[k + 1].capital or tokens[k + 1].low in word_class("particle")


def _past_titles(tokens: Tokens, a: int, past: int) -> int:
    """Where the name begins behind a title: “Transport Minister”, “Secretary of State”.

    A surname may be a title too (“Ann Bishop”): the last word never is one.
    """
    if a > 1 and tokens[a - 1].low == "of" and _is_office(tokens[a - 2]):
        return a + 1 if past - a > 2 else a
    offices = [k for k in range(a, past - 1) if _is_office(tokens[k])]
    return offices[-1] + 1 if offices else a


def _is_office(token: Token) -> bool:
    """Whether a word is the title of an official or a politician: “Minister”."""
    role = roles().get(token.low)
    return bool(role and role.title and role.kind in _OFFICES)


def _in_name(token: Token) -> bool:
    return token.kind == "word" and token.capital and token.low not in _plain()


@cache
def _plain() -> frozenset[str]:
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
    nation = nations().get(token.low) if n_words > 1 else None
    first_name = token.low in word_class("namesake")  # Jordan Lee, but a German Lee
    return bool(nation and (nation.is_adjective or not first_name))


def _full_names(text: str, runs: Sequence[Run], names: Counter[str]) -> dict[str, str]:
    """The most frequent full name for each surname, else the name with a title."""
    full: dict[str, str] = {}
    for name, _ in names.most_common():
        parts = name.split()
        for n in range(1, len(parts)):
            full.setdefault(" ".join(parts[n:]), name)
    for tokens, a, b in runs:  # surnames with a title only: “Ayatollah Sistani”
        role = roles().get(tokens[a - 1].low) if a and b - a == 1 else None
        if role and role.title and tokens[a - 1].capital:
            full.setdefault(_words(text, tokens, a, b), _words(text, tokens, a - 1, b))
    return full


def _held_offices(
    text: str, runs: Sequence[Run], full: Mapping[str, str]
) -> dict[str, str]:
    """Offices that one person alone has in the article: “Minister Ann Lee”."""
    holders: dict[str, set[str]] = {}
    for tokens, a, b in runs:
        if a and _is_office(tokens[a - 1]) and tokens[a - 1].capital:
            name = _words(text, tokens, a, b)
            holders.setdefault(tokens[a - 1].low, set()).add(full.get(name, name))
    return {office: names.pop() for office, names in holders.items() if len(names) == 1}


def _abbreviations(text: str, paragraphs: Sequence[Tokens]) -> dict[str, str]:
    """Short names in brackets, “Islamic State militants (IS”, by their initials."""
    names: dict[str, str] = {}
    for tokens in paragraphs:
        for k in [k for k, token in enumerate(tokens[:-1]) if token.kind == "("]:
            short = tokens[k + 1].low
            n, least = len(short), max(-1, k - _LONGEST_ABBREVIATED)
            for a in range(k - n, least, -1) if short.isupper() else ():
                if "".join(text[t.start] for t in tokens[a : a + n]) == short:
                    names[short] = _words(text, tokens, a, a + n)
                    break
    return names


# --- descriptions -------------------------------------------------------------------


def _descriptors(tokens: Tokens, a: int, b: int) -> list[str]:
    """The words that describe a name: those before it and its apposition."""
    apposed = b < len(tokens) and tokens[b].kind == ","
    end = a - 1 if apposed and a and tokens[a - 1].kind == "," else a
    start = end
    while start > max(0, a - _BEFORE_NAME) and _describes(tokens, start - 1):
        start -= 1
    first = past = b + 1
    bracketed = b < len(tokens) and tokens[b].kind == "("
    if (
        (apposed or bracketed)
        and first < len(tokens)
        and _opens_apposition(tokens[first])
    ):
        while past < min(len(tokens), first + _BEHIND_NAME) and _is_word(tokens, past):
            past += 1
    return [*_told(tokens, start, end), ";", *_told(tokens, first, past), ";"]


def _describes(tokens: Tokens, k: int) -> bool:
    return _is_word(tokens, k) and tokens[k].low not in _ends_description()


def _is_word(tokens: Tokens, k: int) -> bool:
    """Whether token `k` is a word, or the hyphen in one: “U.S.-led”."""
    token = tokens[k]
    if token.kind == "-" and 0 < k < len(tokens) - 1:
        return tokens[k - 1].end == token.start and token.end == tokens[k + 1].start
    return token.kind == "word"


@cache
def _ends_description() -> frozenset[str]:
    classes = ("boundary", "verb", "linker", "auxiliary", "inner")
    return frozenset().union(*map(word_class, classes))


def _opens_apposition(token: Token) -> bool:
    if token.kind != "word":
        return False
    known = token.low in roles() or nation_of(token.low.capitalize()) is not None
    return known or token.low in word_class("determiner") or token.low == "who"


def _descriptions(
    text: str, paragraphs: Sequence[Tokens]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The first full description of each unnamed source, by its head word."""
    described: dict[str, tuple[str, tuple[str, ...]]] = {}
    for tokens in paragraphs:
        for k, token in enumerate(tokens):
            role = None if token.capital else roles().get(token.low)
            if role and role.kind and token.low not in described:
                a, past = _description_start(tokens, k), k + 1
                words = tuple(_told(tokens, a, past))
                indefinite = words[0].lower() in ("a", "an")
                while a < k and tokens[a].low in ("a", "an"):
                    a += 1
                if words[0].lower() not in _DEFINITE and (past - a > 1 or indefinite):
                    described[token.low] = (_words(text, tokens, a, past), words)
    return described


def _description_start(tokens: Tokens, k: int) -> int:
    """Where the description that ends in `k` begins: at its article, if near."""
    a = k
    while a and k - a < _LONGEST_DESCRIPTION and tokens[a - 1].kind == "word":
        before = tokens[a - 1].low
        if before in _plain():
            return a - 1 if before in word_class("determiner") else a
        a -= 1
    return a
