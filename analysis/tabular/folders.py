"""A folder of results that is all old or all new, whenever a run is killed.

What is to be written is made beside the folder and takes its place in one step, where
the system can do that (Linux, for a folder of its own).  It cannot where the folder
holds other folders, is that in which the command was given, or one that may not be
moved: there the files are moved one by one, and a run that was killed in between is
made whole by the same command.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from analysis.corpus.articles import CorpusError

if sys.platform != "win32":
    import fcntl

_HERE = -100  # AT_FDCWD: paths are looked up from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE
_OF_OLD = ".unfinished-"  # how drafts begin that lie in the folder


def check_folder(folder: Path) -> None:
    """Stop where nothing can be written to a folder, before anything is read.

    It need not be there yet; nothing is left behind.
    """
    remedy = "name another folder"
    place = folder
    try:
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            said = "a file, not a folder" if place == folder else f"{place} is a file"
            raise CorpusError(said, remedy, folder)
        with tempfile.TemporaryDirectory(dir=place, prefix=_OF_OLD):
            pass
    except OSError as error:
        said = f"nothing can be written here ({error.strerror or error})"
        raise CorpusError(said, remedy, folder) from error


@contextmanager
def replaced(
    folder: Path | str, own: Collection[str] = (), run: str = ""
) -> Iterator[Path]:
    """A folder to write to; when all is written, it takes the place of `folder`.

    Other files of `folder` are kept, but for those with one of the names in `own`.
    With the name of a `run`, what a run of that name left behind when it was stopped is
    given to the next, and so is what lies beside the draft; all other leftovers are
    removed.  Raises `CorpusError` where another run is writing to the folder.
    """
    folder = Path(folder).resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = folder.parent if _is_movable(folder) else folder
    place.mkdir(exist_ok=True)
    begin = f".{folder.name}{_OF_OLD}"
    work = place / f"{begin}{run or os.getpid()}"
    with _locked(place / f".{folder.name}.lock", folder):
        ours = begin if place != folder else (begin, _OF_OLD)
        for left in [*place.iterdir()]:
            if left.name.startswith(ours) and not (run and left == work):
                shutil.rmtree(left, ignore_errors=True)
        draft = work / "new"
        draft.mkdir(parents=True, exist_ok=True)
        try:
            yield draft
            _publish(draft, folder, place != folder, own)
        except BaseException:
            if not run:
                shutil.rmtree(work, ignore_errors=True)
            raise
        shutil.rmtree(work, ignore_errors=True)


def _is_movable(folder: Path) -> bool:
    """Whether another folder can take its place."""
    with suppress(OSError):  # the current folder may be gone
        if Path.cwd().is_relative_to(folder):
            return False
    return os.access(folder.parent, os.W_OK | os.X_OK) and not folder.is_mount()


@contextmanager
def _locked(path: Path, folder: Path) -> Iterator[None]:
    """Keep others from writing to a folder; what a dead run locked is free."""
    file = _lock(path, folder)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        file.close()


def _lock(path: Path, folder: Path) -> IO[str]:
    while True:
        file = path.open("a", encoding="utf-8")
        if sys.platform == "win32":
            return file
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            said = "another run is writing to this folder"
            remedy = "wait until it is done, or name another folder"
            raise CorpusError(said, remedy, folder) from error
        except OSError:  # a file system without locks
            return file
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
        file.close()  # of a run that was just done, and removed it


def _publish(draft: Path, folder: Path, beside: bool, own: Collection[str]) -> None:
    """Let a draft take the place of a folder."""
    if beside and not folder.exists():
        draft.rename(folder)
        return
    kept = [
        path
        for path in folder.iterdir()
        if path.name not in own
        and not path.name.startswith((f".{folder.name}{_OF_OLD}", _OF_OLD))
        and not os.path.lexists(draft / path.name)
    ]
    if beside and not any(path.is_dir() and not path.is_symlink() for path in kept):
        for path in kept:
            _link(path, draft / path.name)
        shutil.copymode(folder, draft)
        if _exchange(draft, folder):
            return
        for path in kept:
            (draft / path.name).unlink()
    _move_each(draft, folder, own)


def _link(old: Path, new: Path) -> None:
    """Give a file a second place, or a copy where that cannot be."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _exchange(draft: Path, folder: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    try:
        exchange = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):  # not Linux
        return False
    names = os.fsencode(draft), os.fsencode(folder)
    return exchange(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0


def _move_each(draft: Path, folder: Path, own: Collection[str]) -> None:
    """Move each file to the folder, then remove those of its own that are not new."""
    new = sorted(draft.iterdir())
    for path in new:
        if (folder / path.name).is_dir():
            shutil.rmtree(folder / path.name)
        path.replace(folder / path.name)
    for name in set(own) - {path.name for path in new}:
        left = folder / name
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)
