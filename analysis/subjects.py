"""Who a verb belongs to: its subject in the sentence, found from the left.

    subject_of(place, verb) -> (phrase, how) | None
    first_phrase(place, lo, hi) -> phrase | None

`how` says where the subject was: `subject` right before the verb, `appositive`
before an inserted description, `relative` before a “who”, `shared` with the verb
before, `participle` for “adding that”.
"""

from __future__ import annotations

from analysis.clauses import Token, word_class
from analysis.cues import Phrase, Place, Verb
from analysis.phrases import head_of, phrase_after, phrase_before
from analysis.sources import nations, roles

Found = tuple[Phrase, str]
_MANY = frozenset(
    ("half", "majority", "many", "most", "number", "people", "percent", "police")
)
_OPENS_PARTICIPLE = frozenset(("and", "by", "while", "before", "after"))


def subject_of(place: Place, verb: Verb) -> Found | None:
    """The subject of the verb at a place, and how it was found.

    None for what may or would be said, for passives, and for the author's “I”.
    """
    j, passive, modal = auxiliaries_before(place)
    if modal or j < place.lo or (passive and verb.form == "past"):
        return None
    token = place.tokens[j]
    beside = j == place.k - 1
    if verb.form == "ing" and beside:
        joins = token.kind in (",", "quote", "-") or token.low in _OPENS_PARTICIPLE
        return _found(_shared(place), "participle") if joins else None
    if token.kind in (",", "-"):
        return _found(_before_commas(place, j), "appositive")
    linked = token.low in word_class("linker") or token.low in ("but", "then")
    if token.kind == "quote" or linked:
        return _found(_shared(place), "shared")
    if token.low in ("who", "that", "which"):
        end = j - 1 if place.kind(j - 1) == "," else j
        return _found(place.within(phrase_before(place.tokens, end)), "relative")
    source = place.within(phrase_before(place.tokens, j + 1))
    if source is None or (beside and not _agrees(place, source, verb)):
        return None
    if place.low(source[0] - 1) in word_class("condition"):
        return None
    return _found(None if _is_author(place, source) else source, "subject")


def first_phrase(place: Place, lo: int, hi: int) -> Phrase | None:
    """The first noun phrase between two tokens, leading adverbials passed over."""
    k = lo
    while k < hi:
        if _opens_adverbial(place.tokens[k], k == lo):
            comma = next((n for n in range(k, hi) if place.kind(n) == ","), None)
            if comma is None:
                return None
            k = comma
        else:
            phrase = phrase_after(place.tokens, k)
            if phrase and phrase[1] <= hi:
                return None if _is_author(place, phrase) else phrase
        k += 1
    return None


def auxiliaries_before(place: Place) -> tuple[int, bool, bool]:
    """The token left of a verb's auxiliaries and adverbs; if passive; if modal."""
    j, passive, modal, first = place.k - 1, False, False, True
    while j >= place.lo and place.kind(j) == "word":
        low = place.low(j)
        if low in word_class("modal"):
            modal = True
        elif _is_auxiliary(place, j):
            passive = passive or (first and low in word_class("be"))
            first = False
        elif not _is_adverbial(place, j):
            break
        j -= 1
    return j, passive, modal


def can_speak(place: Place, source: Phrase) -> bool:
    """Whether a phrase can be a source: a name, an office, a person, a body."""
    head = head_of(place.tokens, *source)
    return (
        head.capital
        or any(word in roles() or word in nations() for word in place.words(source))
        or head.low in word_class("pronoun") - {"it"}
        or head.low in word_class("institution")
    )


def _found(source: Phrase | None, how: str) -> Found | None:
    return (source, how) if source else None


def _is_author(place: Place, phrase: Phrase) -> bool:
    """Whether a phrase is “I”, “we”, “you” or “one”: no reported source."""
    return phrase[1] - phrase[0] == 1 and place.low(phrase[0]) in word_class("speaker")


def _is_auxiliary(place: Place, j: int) -> bool:
    """Whether an auxiliary stands at `j`; a possessive 's is none."""
    low = place.low(j)
    if low == "'s":
        return place.low(j - 1) in word_class("pronoun")
    return low in word_class("auxiliary")


def _is_adverbial(place: Place, j: int) -> bool:
    """Whether the word at `j` may stand between a subject and its verb."""
    low = place.low(j)
    if low in word_class("time"):
        return True
    if low in ("on", "last", "this") and place.low(j + 1) in word_class("time"):
        return True
    if low in word_class("adverb") or low in word_class("negation"):
        return True
    manner = low.endswith("ly") and not place.tokens[j].capital
    return manner and low not in word_class("noun_ly")


def _opens_adverbial(token: Token, at_start: bool) -> bool:
    if token.kind != "word":
        return False
    if at_start and token.low.endswith("ing"):
        return True
    clause = token.low in word_class("boundary") and token.low not in ("but", "so")
    return clause or token.low in word_class("inner")


def _shared(place: Place) -> Phrase | None:
    """The subject a verb shares with the one before it, or the sentence's first."""
    return place.shared or first_phrase(place, place.lo, place.k)


def _before_commas(place: Place, j: int) -> Phrase | None:
    """The subject before an insertion: `X, a Y, said`; the name in `a Y, X, said`."""
    named = place.within(phrase_before(place.tokens, j))
    if named and place.kind(named[0] - 1) == "," and _is_bare_name(place, named):
        role = place.within(phrase_before(place.tokens, named[0] - 1))
        if role and not place.tokens[role[1] - 1].capital:
            return named
    for c in range(j - 1, place.lo, -1):
        if place.kind(c) in (",", "-") and _opens_description(place, c + 1):
            phrase = place.within(phrase_before(place.tokens, c))
            leading = phrase and place.low(phrase[0] - 1) in word_class("inner")
            if phrase and not leading and not _is_author(place, phrase):
                return phrase
    return first_phrase(place, place.lo, j)


def _is_bare_name(place: Place, phrase: Phrase) -> bool:
    tokens = place.tokens[phrase[0] : phrase[1]]
    return all(token.capital and token.low not in roles() for token in tokens)


def _opens_description(place: Place, n: int) -> bool:
    low = place.low(n)
    return (
        low in word_class("determiner")
        or low in ("who", "whose", "which")
        or low.isdigit()
        or low in roles()
    )


def _agrees(place: Place, source: Phrase, verb: Verb) -> bool:
    """Whether subject and verb agree in number: no “question:” after “exit”."""
    if verb.form not in ("base", "s"):
        return True
    head = head_of(place.tokens, *source).low
    if head in word_class("pronoun"):
        return (verb.form == "s") == (head in ("he", "she", "it", "who"))
    plural = "and" in place.words(source) or head.endswith("s") or head in _MANY
    return plural or verb.form == "s"
