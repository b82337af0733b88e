"""YAML as plain strings, lists and mappings, each with the line on which it stands.

Every value is a string, dates and numbers too.  What a file of facts has no need of is
refused rather than obeyed: anchors and aliases (a few lines of them unfold to
gigabytes), tags, deep nesting, a key that stands twice, a second document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

Path = tuple[str | int, ...]  # keys and places in lists, from the root
DEEPEST = 12  # mappings and lists in one another


class YamlError(Exception):
    """What cannot be read, and the line on which it stands."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Lined:
    """What a file holds, and the lines of its parts: that of a key is its value's."""

    content: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a part; that of what holds it, where it is not there itself."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    path: Path
    content: list[Any] | dict[str, Any]
    kind: Literal["list", "mapping"]
    key: str | None = None  # of a mapping, read and still without its value


@dataclass(slots=True)
class _Reading:
    """How far the reading of a file is."""

    root: Any = None
    open: list[_Open] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)


def read_yaml(text: str) -> Lined:
    r"""What a YAML text holds; `YamlError` for what is not understood or refused.

    Nothing in it recurses, so that no nesting can stop the program.

    >>> read_yaml("a:\n  - b: 2014").content
    {'a': [{'b': '2014'}]}
    """
    fast = getattr(yaml, "CBaseLoader", None)  # in C, where PyYAML was built with it
    if fast is not None:
        try:
            return _read(text, fast)
        except YamlError:
            pass  # what is wrong is told in the same words on every machine
    return _read(text, yaml.BaseLoader)


def _read(text: str, loader: Any) -> Lined:
    reading = _Reading()
    try:
        n_documents = 0
        for event in yaml.parse(text, Loader=loader):
            n_documents += isinstance(event, DocumentStartEvent)
            if n_documents > 1:
                raise YamlError(_line(event), "a second document begins; keep one")
            _take(reading, event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ", ".join(filter(None, (error.context, error.problem)))
        if "\\t" in said:
            said += "; indent by spaces, not by tabs"
        raise YamlError(mark.line + 1 if mark else 1, f"not YAML: {said}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        raise YamlError(line, f"not YAML: {error.reason}") from error
    except yaml.YAMLError as error:
        raise YamlError(1, f"not YAML: {error}") from error
    return Lined(reading.root, reading.lines)


def _take(reading: _Reading, event: Event) -> None:
    """Add what an event of the parser brings."""
    if isinstance(event, CollectionEndEvent):
        reading.open.pop()
    elif isinstance(event, NodeEvent):
        _refuse(reading, event)
        if isinstance(event, ScalarEvent):
            _add(reading, event, event.value)
        elif isinstance(event, SequenceStartEvent):
            items: list[Any] = []
            path = _add(reading, event, items)
            reading.open.append(_Open(path, items, "list"))
        elif isinstance(event, MappingStartEvent):
            mapping: dict[str, Any] = {}
            path = _add(reading, event, mapping)
            reading.open.append(_Open(path, mapping, "mapping"))


def _refuse(reading: _Reading, event: NodeEvent) -> None:
    """Stop at what no file of facts needs."""
    if isinstance(event, AliasEvent) or event.anchor:
        sign = "*" if isinstance(event, AliasEvent) else "&"
        raise YamlError(
            _line(event),
            f"“{sign}{event.anchor}” repeats other lines; write them out, or put the "
            "words in quotation marks",
        )
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        raise YamlError(_line(event), f"a tag ({tag}); leave it out")
    if len(reading.open) >= DEEPEST:
        raise YamlError(
            _line(event), f"lists and mappings in one another, over {DEEPEST} deep"
        )


def _add(reading: _Reading, event: NodeEvent, content: Any) -> Path:
    """Put a value where it belongs, or keep it as the key of the next; its path."""
    if not reading.open:
        reading.root, reading.lines[()] = content, _line(event)
        return ()
    inside = reading.open[-1]
    if isinstance(inside.content, list):
        path: Path = (*inside.path, len(inside.content))
        inside.content.append(content)
        reading.lines[path] = _line(event)
        return path
    if inside.key is None:
        return _add_key(reading, inside, event, content)
    path = (*inside.path, inside.key)
    inside.content[inside.key] = content
    inside.key = None
    return path


def _add_key(reading: _Reading, inside: _Open, event: NodeEvent, content: Any) -> Path:
    """Keep the key of a mapping until its value comes."""
    if not isinstance(content, str):
        raise YamlError(_line(event), "a list or mapping where a name must be")
    path = (*inside.path, content)
    if path in reading.lines:
        raise YamlError(
            _line(event),
            f"{content} stands twice, first on line {reading.lines[path]}; keep one",
        )
    reading.lines[path] = _line(event)
    inside.key = content
    return path


def _line(event: Event) -> int:
    mark: Any = event.start_mark
    return int(mark.line) + 1
