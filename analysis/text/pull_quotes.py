"""Pull quotes: lines whose words stand in another paragraph, set out for display."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analysis.text.characters import words_alone
from analysis.text.lines import Line, Page, Voice

_FEWEST = 4  # words of a pull quote
_FEWEST_PROSE = 6  # words of one that looks like a sentence
_LONGEST = 45
_LONGEST_CREDIT = 12  # words of the name under it
_CUT = re.compile(r"\[[^\]]{0,40}\]|\.{3}|…|[.!?,] ")


class _Paragraphs:
    """The words of some lines, and in which of them each word stands."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.with_word: dict[str, list[str]] = {}
        for text in dict.fromkeys(texts):
            for word in set(text.split()):
                self.with_word.setdefault(word, []).append(text)

    def hold(self, parts: Sequence[str], own: str) -> bool:
        """Whether one that is not `own` holds the parts in order, and more."""
        texts = (self.with_word[word] for part in parts for word in part.split())
        fewest = min(texts, key=len, default=[])
        return any(text != own and _holds(text, parts) for text in fewest)


def pull_quote_voices(page: Page) -> dict[int, Voice]:
    """The lines that repeat words of a longer paragraph, and the names under them."""
    lines = page.lines
    texts = {n: words_alone(lines[n].text) for n in page.free}
    paragraphs = _Paragraphs(texts.values())
    found: dict[int, Voice] = {}
    for n in list(texts)[1:]:
        line, below = lines[n], texts.get(n + 1)
        signed = below is not None and _is_credit(lines[n + 1], below, paragraphs)
        if _can_be_set_out(line, signed):
            parts = [words_alone(part) for part in _CUT.split(line.text)]
            if paragraphs.hold([part for part in parts if part.strip()], texts[n]):
                found[n] = Voice("pull_quote")
                if signed:
                    found[n + 1] = Voice("pull_quote")
    return found


def _can_be_set_out(line: Line, signed: bool) -> bool:
    shown = line.quoted or not line.closed
    fewest = _FEWEST - signed if shown else _FEWEST_PROSE
    return fewest <= line.n_words <= _LONGEST


def _holds(text: str, parts: Sequence[str]) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part) - 1
    return len(text) > sum(map(len, parts)) + 1


def _is_credit(line: Line, words: str, paragraphs: _Paragraphs) -> bool:
    """Whether a line names who is quoted above: after a dash, close below, or known."""
    if line.closed or line.n_words > _LONGEST_CREDIT or not line.n_words:
        return False
    named = line.display and line.titled_all
    known = not line.apart or (named and paragraphs.hold([words], words))
    return line.text.startswith("-") or (named and known)
