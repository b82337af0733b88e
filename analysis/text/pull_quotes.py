"""Pull quotes: lines whose words stand in another paragraph, set out for display."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.text.characters import words
from analysis.text.lines import Line, Voice

_FEWEST, _FEWEST_PROSE = (
    4,
    6,
)  # words of a pull quote; of one that looks like a sentence
_LONGEST = 45
_LONGEST_CREDIT = 12  # words of the name under it
_CUT = re.compile(r"\[[^\]]{0,40}\]|\.{3}|…|[.!?,] ")


def pull_quote_voices(
    lines: Sequence[Line], voices: Mapping[int, Voice]
) -> dict[int, Voice]:
    """The lines that repeat words of a longer paragraph, and the names under them."""
    free = [n for n in range(len(lines)) if n not in voices]
    bodies = {n: f" {_words(lines[n].text)} " for n in free}
    page = "\n".join(bodies.values())
    found: dict[int, Voice] = {}
    for n in free:
        signed = n + 1 in bodies and _is_credit(lines[n + 1], bodies[n + 1], bodies)
        if n == free[0] or not _can_be_set_out(lines[n], signed):
            continue
        if _is_repeated(lines[n], n, bodies, page):
            found[n] = Voice("pull_quote")
            if signed:
                found[n + 1] = Voice("pull_quote")
    return found


def _is_repeated(line: Line, n: int, bodies: Mapping[int, str], page: str) -> bool:
    """Whether another paragraph of the page holds the words of line `n`."""
    parts = [f" {part} " for part in map(_words, _CUT.split(line.text)) if part]
    if parts and page.count(max(parts, key=len)) < 2:
        return False
    return any(_holds(body, parts) for k, body in bodies.items() if k != n)


def _can_be_set_out(line: Line, signed: bool) -> bool:
    shown = line.quoted or not line.closed
    fewest = _FEWEST - signed if shown else _FEWEST_PROSE
    return fewest <= line.n_words <= _LONGEST


def _words(text: str) -> str:
    return " ".join(text[a:b] for a, b in words(text)).lower()


def _holds(body: str, parts: Sequence[str]) -> bool:
    """Whether a paragraph holds the parts in order, and more than these."""
    at = 0
    for part in parts:
        at = body.find(part, at)
        if at < 0:
            return False
        at += len(part) - 1
    return len(body) > sum(map(len, parts)) + 1


def _is_credit(line: Line, words: str, bodies: Mapping[int, str]) -> bool:
    """Whether a line names who is quoted above: after a dash, close below, or known."""
    if line.closed or line.n_words > _LONGEST_CREDIT or not line.n_words:
        return False
    named = line.display and line.titled_all
    known = named and any(words in body for body in bodies.values() if body != words)
    return line.text.startswith("-") or known or (not line.apart and named)
