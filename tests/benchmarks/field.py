"""The library on small pages of the kinds that fail in the field.

    python -m benchmarks.field PATH      record how many answers are right, by kind

PATH holds NAME.txt and NAME.json: `expected`, a list of answers.  One with a `quote` is
right when a quote that holds these words has this `speaker` (none where null); one with
a `content` when an attribution that covers most of these words has this `source`: by
its one name or as it is mentioned.  The record holds the names of the kinds and counts,
no word of the pages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.records import checked, write_record

from analysis import CorpusError, Document, load_corpus
from analysis.text.characters import words

RECORD = Path(__file__).with_name("field.json")
_MOST = 0.6  # of the words expected, that an attribution must cover
_SMALL = frozenset(("the", "a", "an", "of", "mr", "mrs", "ms", "dr", "sen", "gen"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one expectation of a page asks for, what was found, whether it is right."""

    page: str
    asked: str
    wanted: str | None
    found: tuple[str | None, ...]
    right: bool


def answers(folder: Path) -> Iterator[Answer]:
    """The answers to every expectation of the pages in a folder, page by page."""
    for path in sorted(folder.glob("*.json")):
        document = load_corpus(path.with_suffix(".txt"))[0]
        for expected in json.loads(path.read_text(encoding="utf-8"))["expected"]:
            yield answer(path.stem, document, expected)


def answer(page: str, document: Document, expected: dict[str, Any]) -> Answer:
    """What is found of one expectation, and whether it is right."""
    if "quote" in expected:
        asked, wanted = expected["quote"], expected["speaker"]
        key = list(_words(asked.partition("…")[0]))
        found = [
            (quote.speaker, quote.speaker_start, quote.speaker_end)
            for quote in document.quotes
            if _holds(list(_words(quote.text)), key)
        ]
    else:
        asked, wanted = expected["content"], expected["source"]
        many = set(_words(asked))
        found = [
            (one.source, one.source_start, one.source_end)
            for one in document.attributions
            if len(many.intersection(_words(one.text))) >= _MOST * len(many)
        ]
    names = tuple(name for name, _, _ in found)
    mentions = [document.text[a:b] for _, a, b in found if a is not None]
    right = any(same_name(wanted, name) for name in names)
    right = right or any(_plain(wanted) == _plain(words) != [] for words in mentions)
    return Answer(page, asked, wanted, names, right)


def same_name(wanted: str | None, found: str | None) -> bool:
    """Whether two names are one, a longer form of it included; None is nobody.

    >>> same_name("Ann Lee", "Dr. Ann B. Lee"), same_name("Ann Lee", "Lee's office")
    (True, False)
    """
    if not wanted or not found:
        return not wanted and not found
    a, b = _plain(wanted), _plain(found)
    inside = set(a) <= set(b) or set(b) <= set(a)
    return bool(a) and inside and (a[-1] == b[-1] or set(a) == set(b))


def _plain(name: str | None) -> list[str]:
    """The words of a name without articles and titles."""
    return [word for word in _words(name or "") if word not in _SMALL]


def _words(text: str) -> Iterator[str]:
    text = re.sub(r"['’.\u00ad]|\([^)]*\)", "", text)
    return (text[a:b].lower() for a, b in words(text))


def _holds(quote: list[str], key: list[str]) -> bool:
    """Whether some words stand in a quote one after the other."""
    n = len(key)
    return n > 0 and any(quote[k : k + n] == key for k in range(len(quote) - n + 1))


def counts(found: Iterable[Answer]) -> dict[str, dict[str, int]]:
    """How many answers are right, by page: its name without a number at its head."""
    kinds: dict[str, dict[str, int]] = {}
    for answer in found:
        kind = re.sub(r"^\d+-", "", answer.page).replace("-", " ")
        row = kinds.setdefault(kind, {"n": 0, "right": 0})
        row["n"] += 1
        row["right"] += answer.right
    return kinds


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code: 0 done, 2 input unusable."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.field",
        description=(__doc__ or "").partition("\n")[0],
    )
    parser.add_argument("path", type=Path, help="folder with NAME.txt and NAME.json")
    parser.add_argument("--out", type=Path, default=RECORD, help="the record")
    options = parser.parse_args(arguments)
    try:
        found = list(answers(options.path))
    except (CorpusError, OSError, ValueError, KeyError) as error:
        print(f"error: {options.path}: {error}", file=sys.stderr)
        return 2
    kinds = counts(found)
    right = sum(row["right"] for row in kinds.values())
    row = checked(
        f"answers right on small pages of {len(kinds)} kinds that fail in the field",
        f"{right} of {len(found)}",
        "make field FIELD=PATH",
        options.out,
    )
    write_record(options.out, {"kinds": kinds, "checked": [row]})
    print(f"{right} of {len(found)} answers right, of {len(kinds)} kinds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
