"""Tokens: words, marks, sentence ends, and each quote as one token.

tokens_of(text) -> tuple[Token, ...]
word_class(name) -> frozenset of the words of one class of `words.csv`
head_of(tokens, first, past) -> the head word of a phrase
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.lexicons import words_of
from analysis.text.characters import straighten

# What a token can begin with comes first, and then the plainest word, to be fast.
_TOKEN = re.compile(
    r"(?=[\w',;:()\[\]—-])(?:"
    r"[a-z]++(?![\w'&/.,-])|(?:[^\W\d_]\.){2,}"  # words
    # An atomic group: a possessive quantifier over one is wrong before Python 3.11.5.
    r"|(?>[^\W_]+(?:[-'&/.,][^\W_]+)*)"
    r"|n't\b|'[^\W\d_]{1,2}\b|(?<=s)'(?=\s)"  # clitics
    r"|-{1,2}|[—,;:()\[\]])"
)
if [match[0] for match in _TOKEN.finditer("An official, Ann-Lee.")] != [
    *("An", "official", ",", "Ann-Lee"),
]:
    raise ImportError(
        "the regular expressions of this Python split words wrongly, so every result "
        "would be wrong: use another release of Python (3.11.5 or newer is known good)"
    )
_ARTICLE_IN_NAME = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|d|l)[-'][^\W\d_a-z]")
_CLITIC = re.compile(r"(?:n't|'(?:s|ve|re|ll|d|m))$", re.IGNORECASE)


class Token(NamedTuple):
    """A word, a punctuation mark, a sentence end (`stop`) or a whole quote.

    `low` is the word in lower case, but a short word in capitals keeps them: US is
    not us.  `quote` is the number of the quote a `quote` token stands for; its `low` is
    the mark it ends with, if any.
    """

    start: int
    end: int
    low: str
    kind: str
    capital: bool = False
    quote: int = -1


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `words.csv`.

    >>> "that" in word_class("clause")
    True
    """
    return words_of("words", name)


def head_of(tokens: Sequence[Token], first: int, past: int) -> Token:
    """The head word of a phrase: the last word before the first preposition."""
    head = tokens[first]
    for k in range(first, past):
        low = tokens[k].low
        linked = low in word_class("inner") or low in ("by", "about")
        if k > first and (linked or tokens[k].kind != "word"):
            if low == "of" and head.low in word_class("part") and k + 1 < past:
                return head_of(tokens, k + 1, past)  # “a series of emails”
            break
        if low != "'s":
            head = tokens[k]
    return head


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text without quotes, to try a rule on.

    >>> [token.low for token in tokens_of("It rained, Ann said.")]
    ['it', 'rained', ',', 'ann', 'said']
    """
    return tuple(word_tokens(straighten(text), 0, len(text)))


def low_words(text: str) -> list[str]:
    """The words of a text as the tokens of `tokens_of` have them, without places.

    >>> low_words("It rained, Ann said.")
    ['it', 'rained', 'ann', 'said']
    """
    parts = map(_parts, _TOKEN.findall(straighten(text)))
    return [one.low for tokens in parts for one in tokens if one.kind == "word"]


def word_tokens(plain: str, a: int, b: int) -> list[Token]:
    """The words and marks of a stretch of straightened text."""
    tokens: list[Token] = []
    new, add = tuple.__new__, tokens.append  # a token's quickest way: there are many
    for match in _TOKEN.finditer(plain, a, max(a, b)):
        string, at = match[0], match.start()
        for start, end, low, kind, capital, _ in _parts(string):
            add(new(Token, (at + start, at + end, low, kind, capital, -1)))
    return tokens


@lru_cache(maxsize=1 << 16)
def _parts(string: str) -> tuple[Token, ...]:
    """The tokens of a string at 0: a mark, a word, or a word and its clitic."""
    if not (string[0].isalnum() or string[0] == "'"):
        mark = string.replace("—", "-")
        return (Token(0, len(string), mark, mark[0]),)
    clitic = _CLITIC.search(string) if "'" in string else None
    middle = clitic.start() if clitic else 0
    word = (_word(string[:middle], 0),) if middle else ()
    return (*word, _word(string[middle:], middle))


def _word(string: str, start: int) -> Token:
    short = 2 <= len(string) <= 6 and string.isupper()
    low = "'s" if string == "'" else string if short else string.lower()
    capital = string[0].isupper() or bool(_ARTICLE_IN_NAME.match(string))
    return Token(start, start + len(string), low, "word", capital)
