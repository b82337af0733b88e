"""Pull quotes: lines whose words stand in another paragraph, set out for display."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from analysis.text.characters import find_words
from analysis.text.lines import Line, Page, Voice

_FEWEST = 4  # words of a pull quote
_FEWEST_PROSE = 6  # words of one that looks like a sentence
_LONGEST = 45
_LONGEST_CREDIT = 12  # words of the name under it
_CUT = re.compile(r"\[[^\]]{0,40}\]|\.{3}|…|[.!?,] ")


def pull_quote_voices(page: Page) -> dict[int, Voice]:
    """The lines that repeat words of a longer paragraph, and the names under them."""
    lines, free = page.lines, page.free
    paragraphs = _Paragraphs(lines[n] for n in free)
    found: dict[int, Voice] = {}
    for n in free[1:]:
        signed = n + 1 < len(lines) and n + 1 not in page.voices
        signed = signed and _is_credit(lines[n + 1], paragraphs)
        if _can_be_set_out(lines[n], signed) and paragraphs.repeat(lines[n]):
            found[n] = Voice("pull_quote")
            if signed:
                found[n + 1] = Voice("pull_quote")
    return found


class _Paragraphs:
    """The words of some lines, and in which of them two words follow each other."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._with_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
        for line in {line.text: line for line in lines}.values():
            text = _joined(line.words)
            for pair in set(pairwise(line.words)):
                self._with_pair[pair].append(text)

    def repeat(self, line: Line) -> bool:
        """Whether another paragraph holds the words of a line, some left out."""
        texts = _CUT.split(line.text.lower())
        alone = (
            pair for pair in pairwise(line.words) if len(self._with_pair[pair]) < 2
        )
        more = next(islice(alone, len(texts) - 1, None), None)  # than the cuts part
        if more and "[" not in line.text:
            return False
        return self.hold(line, [find_words(text) for text in texts])

    def hold(self, line: Line, parts: Sequence[Sequence[str]]) -> bool:
        """Whether another paragraph holds the parts in order, and more than these."""
        pairs = (self._with_pair[pair] for part in parts for pair in pairwise(part))
        fewest = min(pairs, key=len, default=[])
        if not fewest:
            return False
        own, words = _joined(line.words), [_joined(part) for part in parts if part]
        return any(_holds(text, words) for text in fewest if text != own)


def _joined(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


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


def _is_credit(line: Line, paragraphs: _Paragraphs) -> bool:
    """Whether a line names who is quoted above: after a dash, close below, or known."""
    if line.closed or not 0 < line.n_words <= _LONGEST_CREDIT:
        return False
    named = line.display and line.titled_all
    known = not line.apart or paragraphs.hold(line, [line.words])
    return line.text.startswith("-") or (named and known)
