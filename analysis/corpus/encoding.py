"""Bytes to text: the file's encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import hashlib
import re
import stat
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
    (b"\x1f\x8b", "a gzip file; unpack it (gunzip) and read what was in it"),
    (b"BZh", "a bzip2 file; unpack it (bunzip2) and read what was in it"),
    (b"\xfd7zXZ", "an xz file; unpack it (unxz) and read what was in it"),
    (b"PAR1", "a Parquet file; let its name end in .parquet"),
)  # fmt: skip
_LONGEST_SIGN = 5
_BYTE_ORDER = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Signs of Windows-1252 in English text; another code page has letters there.
_SIGNS = frozenset("‘’‚“”„–—…•€™\u00a0£§©®°«»·½¼¾²×")
_LETTERS = re.compile(r"[^\W\d_]")
_SOME_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_FEW, _MOST_ODD = 2, 0.1  # letters beyond ASCII, as a share; more: another alphabet


def file_bytes(path: Path) -> bytes:
    """The bytes of a file; `CorpusError` where it cannot be read."""
    try:
        check_is_file(path)
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def check_is_file(path: Path) -> None:
    """Stop at what is no file, such as a pipe, for whose words a run would wait."""
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise CorpusError("a folder, not a file", "name the files in it", path)
    if not stat.S_ISREG(kind):
        raise CorpusError(
            "a pipe or device, not a file", "save its words as a file", path
        )


def unreadable(path: Path, error: OSError) -> CorpusError:
    """What the system says of a file that it does not give."""
    said = error.strerror or str(error)
    return CorpusError(said, "check its name and its permissions", path)


def whole(text: str) -> str:
    r"""The text with what no text file can hold marked: NULs and half characters.

    >>> whole("So\ud83d.") == "So\ufffd."
    True
    """
    return _NO_TEXT.sub("\ufffd", text)


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
            said, _, remedy = remedy.partition("; ")
            raise CorpusError(said, remedy, path)
    notes: tuple[str, ...] = ()
    encoding = "utf-16" if raw.startswith(_BYTE_ORDER) else "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", raw[: error.start])) + 1
        where = f"byte {error.start}, line {line}"
        western = _western(raw) if encoding == "utf-8" else None
        if western is None:
            raise _not_in(encoding, path, where) from error
        text, notes = (
            western,
            (f"{path.name}: not UTF-8 at {where}; read as Windows-1252",),
        )
    if "\0" in text:
        raise _not_text(path, f"character {text.index(chr(0))}")
    return text, notes


def _not_in(encoding: str, path: Path, place: str) -> CorpusError:
    said = f"not {encoding.upper()}"
    return CorpusError(said, "convert the file to UTF-8", path, place)


def _not_text(path: Path, place: str) -> CorpusError:
    remedy = "if it is UTF-16, convert it to UTF-8"
    return CorpusError("no text: a NUL", remedy, path, place)


class Lines:
    """The lines of a file one at a time, ends kept, and where each one ends.

    Decoded as `decoded` would.  `number` and `byte` are how many lines and bytes lie
    before the next line.  A line that cannot be decoded is given with marks in place
    of what it lacks, and `take_wrong` says so.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._encoding: str | None = "utf-8"  # None: neither of the two that are read
        self._notes: tuple[str, ...] = ()
        self._wrong: CorpusError | None = None
        self.number = self.byte = 0
        try:
            check_is_file(path)
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise unreadable(path, error) from error
        begin = self._file.read(_LONGEST_SIGN)
        self._file.seek(0)
        if begin.startswith((*_BYTE_ORDER, *(sign for sign, _ in _FORMATS))):
            self._file.close()
            text, _ = decoded(path, file_bytes(path))  # at once, or refused
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
            self._wrong = _not_text(self._path, f"line {self.number + 1}")
            line = line.replace("\0", "\ufffd")
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

    def take_wrong(self) -> CorpusError | None:
        """What is wrong with a line read since this was asked last."""
        wrong, self._wrong = self._wrong, None
        return wrong

    def _decode(self, raw: bytes) -> str:
        try:
            return raw.decode(self._encoding or "utf-8")
        except UnicodeDecodeError as error:
            if self._encoding:  # Windows-1252 beyond doubt, or neither
                try:
                    _, self._notes = decoded(self._path, file_bytes(self._path))
                    self._encoding = "cp1252"
                    return raw.decode(self._encoding)
                except (CorpusError, UnicodeDecodeError):
                    self._encoding = None
            where = f"line {self.number + 1}, byte {self.byte + error.start}"
            self._wrong = _not_in("utf-8", self._path, where)
            return raw.decode("utf-8", "replace")


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
