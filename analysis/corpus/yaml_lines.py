"""YAML as plain strings, lists and mappings, each with the line on which it stands.

Every value is a string, dates and numbers too.  What a file of facts has no need of is
refused rather than obeyed: anchors and aliases (a few lines of them unfold to
gigabytes), tags, deep nesting, a key that stands twice, a second document.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from analysis.corpus.articles import CorpusError
from analysis.corpus.encoding import decoded, file_bytes

Path = tuple[str | int, ...]  # keys and places in lists, from the root
DEEPEST = 12  # mappings and lists in one another


@dataclass(slots=True)
class Lined:
    """What a file holds, and the lines of its parts: that of a key is its value's."""

    file: pathlib.Path
    content: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, part: Path) -> str:
        """The line of a part; that of what holds it, where it is not there itself."""
        while part and part not in self.lines:
            part = part[:-1]
        return f"line {self.lines.get(part, 1)}"

    def mistake(self, said: str, part: Path, article: str | None = None) -> CorpusError:
        """A mistake in a part, with its line."""
        return CorpusError(said, "", self.file, self.line(part), article)


def read_yaml(file: pathlib.Path) -> Lined:
    """What a YAML file holds; `CorpusError` for what is not understood or refused."""
    text, _ = decoded(file, file_bytes(file))
    fast = getattr(yaml, "CBaseLoader", None)  # in C, where PyYAML was built with it
    if fast is not None:
        try:
            return _read(file, text, fast)
        except CorpusError:
            pass  # what is wrong is told in the same words on every machine
    return _read(file, text, yaml.BaseLoader)


def _read(file: pathlib.Path, text: str, loader: Any) -> Lined:
    reader = _Reader(Lined(file), yaml.parse(text, Loader=loader))
    try:
        reader.read()
        return reader.lined
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ", ".join(filter(None, (error.context, error.problem)))
        if "\\t" in said:
            said += "; indent by spaces, not by tabs"
        line = mark.line + 1 if mark else 1
    except yaml.reader.ReaderError as error:
        said, line = error.reason, text.count("\n", 0, int(error.position)) + 1
    except yaml.YAMLError as error:
        said, line = str(error), 1
    said = " ".join(said.split())
    raise CorpusError(f"not YAML: {said}", "", file, f"line {line}")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What has been read of a file, and the events of its parser that are to come."""

    lined: Lined
    events: Iterator[Any]

    def read(self) -> None:
        """Read the one document of the file."""
        n_documents = 0
        for event in self.events:
            n_documents += isinstance(event, DocumentStartEvent)
            if n_documents > 1:
                raise self._wrong(event, "a second document begins; keep one")
            if isinstance(event, NodeEvent):
                self.lined.content = self._value(event, ())

    def _value(self, event: NodeEvent, part: Path) -> Any:
        """What begins with an event; nothing deeper than `DEEPEST`, so it recurses."""
        self._refuse(event, len(part))
        self.lined.lines.setdefault(part, _line(event))
        if isinstance(event, ScalarEvent):
            return event.value
        inside = iter(self._inside())
        if isinstance(event, MappingStartEvent):
            names = (self._name(key, part) for key in inside)
            return {n: self._value(next(self.events), (*part, n)) for n in names}
        return [self._value(item, (*part, n)) for n, item in enumerate(inside)]

    def _inside(self) -> Iterator[NodeEvent]:
        """What begins inside of the list or mapping that was begun last."""
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _name(self, event: NodeEvent, part: Path) -> str:
        """The name of a value in a mapping, now known with its line."""
        self._refuse(event, len(part) + 1)
        if not isinstance(event, ScalarEvent):
            raise self._wrong(event, "a list or mapping where a name must be")
        name, lines = str(event.value), self.lined.lines
        if (*part, name) in lines:
            said = f"stands twice, first on line {lines[(*part, name)]}; keep one"
            raise self._wrong(event, f"{name} {said}")
        lines[(*part, name)] = _line(event)
        return name

    def _refuse(self, event: NodeEvent, depth: int) -> None:
        """Stop at what no file of facts needs."""
        if isinstance(event, AliasEvent) or event.anchor:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            said = f"“{sign}{event.anchor}” repeats other lines; write them out, or put"
            raise self._wrong(event, f"{said} the words in quotation marks")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise self._wrong(event, f"a tag ({tag}); leave it out")
        if depth >= DEEPEST:
            said = f"lists and mappings in one another, over {DEEPEST} deep"
            raise self._wrong(event, said)

    def _wrong(self, event: Any, said: str) -> CorpusError:
        return CorpusError(said, "", self.lined.file, f"line {_line(event)}")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
