"""A PDF that is the same for the same drawing.

The converter keeps fonts and settings in tables whose order is drawn by lot, so the
same drawing gives files that differ in the order and in the numbers of their objects.
Here the entries are sorted, and objects are numbered as they are met from the root on.
It reads what that converter writes, PDF 1.7 with a table of offsets (ISO 32000-1, 7.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_OFFSET = re.compile(rb"(\d{10}) \d{5} n")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
# A table of names and what they stand for, as a page has it of its fonts.
_NAMED = re.compile(rb"<<\n((?:[ ]*/\w+ \d+ 0 R\n)+)[ ]*>>")


def same_pdf(written: bytes) -> bytes:
    """The same pages, their objects in the order in which they are needed.

    `ValueError` for what is not a PDF of that kind.
    """
    start = _START.search(written)
    if not start:
        raise ValueError("no PDF with a table of offsets")
    table = int(start[1])
    offsets = sorted(map(int, _OFFSET.findall(written, table)))
    objects = {}
    for begin, end in zip(offsets, [*offsets[1:], table], strict=True):
        number, _, rest = written[begin:end].partition(b" 0 obj")
        objects[int(number)] = _changed(rest, _NAMED, _by_name)
    trailer = _head(written[table:].partition(b"trailer")[2])
    order = _met(trailer, objects)
    new = {number: n for n, number in enumerate(order, start=1)}
    out = written[: offsets[0]]
    entries = [b"0000000000 65535 f\r\n"]
    for old in order:
        entries.append(b"%010d 00000 n\r\n" % len(out))
        out += b"%d 0 obj%s" % (new[old], _renumbered(objects[old], new))
    return (
        out
        + b"xref\n0 %d\n%s" % (len(entries), b"".join(entries))
        + b"trailer%s" % _renumbered(trailer, new)
        + b"startxref\n%d\n%%%%EOF" % len(out)
    )


def _head(part: bytes) -> bytes:
    r"""What stands before a stream, whose bytes mean something else, or before the end.

    >>> _head(b"<< /Length 9 >>\nstream\n 7 0 R \nendstream")
    b'<< /Length 9 >>\n'
    """
    return part.partition(b"stream\n")[0].partition(b"startxref")[0]


def _changed(
    part: bytes, pattern: re.Pattern[bytes], change: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """An object with what a pattern finds in it changed, but nothing in its stream."""
    head = _head(part)
    return pattern.sub(change, head) + part[len(head) :]


def _by_name(table: re.Match[bytes]) -> bytes:
    """A table of names in the order of the names."""
    entries = sorted(table[1].splitlines(keepends=True))
    return table[0].replace(table[1], b"".join(entries))


def _met(trailer: bytes, objects: dict[int, bytes]) -> list[int]:
    """The numbers of the objects, in the order in which one meets them."""
    order: dict[int, None] = {}
    waiting = [trailer]
    while waiting:
        for found in _REFERENCE.findall(_head(waiting.pop(0))):
            number = int(found)
            if number not in order:
                order[number] = None
                waiting.append(objects[number])
    return list(order)


def _renumbered(part: bytes, new: dict[int, int]) -> bytes:
    return _changed(part, _REFERENCE, lambda found: b"%d 0 R" % new[int(found[1])])
