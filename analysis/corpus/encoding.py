"""Bytes to text: the file's encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from analysis.corpus.articles import CorpusError

# How files that are no text begin, and what to do with them.
_FORMATS = (
    (b"%PDF", "a PDF; save its text as plain text (UTF-8) and read that"),
    (b"PK\x03\x04", "a Word, Excel, OpenDocument or zip file; save its text as plain "
     "text (UTF-8), a sheet as CSV, and read that"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file; save its text as plain text "
     "(UTF-8), a sheet as CSV, and read that"),
)  # fmt: skip
_LONGEST_SIGN = 4
_BYTE_ORDER = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Signs of Windows-1252 in English text; another code page has letters there.
_SIGNS = frozenset("‘’‚“”„–—…•€™\u00a0£§©®°«»·½¼¾²×")
_LETTERS = re.compile(r"[^\W\d_]")
_SOME_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_FEW, _MOST_ODD = 2, 0.1  # letters beyond ASCII, as a share; more: another alphabet


def file_bytes(path: Path) -> bytes:
    """The bytes of a file; `CorpusError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from error


def sha256_of(raw: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def decoded(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    r"""The text of a file, newlines kept, and warnings; `CorpusError` where it is none.

    UTF-8 is read, and UTF-16 with its mark.  What can only be Windows-1252 is read as
    that, with a warning.

    >>> decoded(Path("a.txt"), b"The caf\xe9 is shut.")[0]
    'The café is shut.'
    """
    for sign, remedy in _FORMATS:
        if raw.startswith(sign):
            raise CorpusError(f"{path}: {remedy}")
    notes: tuple[str, ...] = ()
    try:
        text = raw.decode("utf-16" if raw.startswith(_BYTE_ORDER) else "utf-8")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", raw[: error.start])) + 1
        where = f"not UTF-8 at byte {error.start}, line {line}"
        western = _western(raw)
        if western is None:
            raise CorpusError(f"{path}: {where}; convert the file to UTF-8") from error
        text, notes = western, (f"{path.name}: {where}; read as Windows-1252",)
    if "\0" in text:
        raise CorpusError(
            f"{path}: not a text file (NUL at {text.index(chr(0))}); if it is UTF-16, "
            "convert it to UTF-8"
        )
    return text, notes


class Lines:
    """The lines of a file one at a time, ends kept, and where each one ends.

    Decoded as `decoded` would.  `number` and `byte` are how many lines and bytes lie
    before the next line; what cannot be decoded raises `CorpusError`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._encoding = "utf-8"
        self._notes: tuple[str, ...] = ()
        self.number = self.byte = 0
        try:
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise CorpusError(f"{path}: {error.strerror or error}") from error
        begin = self._file.read(_LONGEST_SIGN)
        self._file.seek(0)
        if begin.startswith((*_BYTE_ORDER, *(sign for sign, _ in _FORMATS))):
            text, _ = decoded(path, file_bytes(path))  # at once, or refused
            self._file.close()
            self._file = BytesIO(text.encode("utf-8", "surrogatepass"))

    def __enter__(self) -> Lines:
        """The lines; the file is closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def __iter__(self) -> Iterator[str]:
        """The lines themselves, once."""
        return self

    def __next__(self) -> str:
        """The next line."""
        raw = self._file.readline()
        if not raw:
            raise StopIteration
        line = self._decode(raw)
        if "\0" in line:
            raise CorpusError(
                f"{self._path}: not a text file (NUL in line {self.number + 1}); if it "
                "is UTF-16, convert it to UTF-8"
            )
        line = line if self.byte else line.removeprefix("\ufeff")
        self.byte += len(raw)
        self.number += 1
        return line

    def seek(self, byte: int, number: int) -> None:
        """Go to the beginning of a line."""
        self._file.seek(byte)
        self.byte, self.number = byte, number

    def take_notes(self) -> tuple[str, ...]:
        """Warnings on the lines read since they were taken last."""
        notes, self._notes = self._notes, ()
        return notes

    def _decode(self, raw: bytes) -> str:
        try:
            return raw.decode(self._encoding)
        except UnicodeDecodeError:  # Windows-1252 beyond doubt, or refused
            _, self._notes = decoded(self._path, file_bytes(self._path))
            self._encoding = "cp1252"
            return raw.decode(self._encoding)


def _western(raw: bytes) -> str | None:
    """The text of some bytes if they are Windows-1252 beyond doubt, else None."""
    if _SOME_UTF_8.search(raw):  # two encodings in one file
        return None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    odd = [c for c in text if c > "\x7f" and c not in _SIGNS]
    few = len(odd) <= _FEW + _MOST_ODD * len(_LETTERS.findall(text))
    return text if few and all(map(str.isalpha, odd)) else None
