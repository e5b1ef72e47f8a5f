"""A file appears under its name whole or not at all, whatever ends the writer.

Bytes go into `.<stem>.<8 random>.part<suffix>` beside the target, are synced, and only then take the
target's name. The writer holds a lock on its part file: a part file that nobody locks belongs to a
dead writer and is removed by the next one that comes to the folder. (A file system without locks,
as some network shares are, keeps such leftovers. On Windows the open file itself is the lock.)
"""

import contextlib
import errno
import os
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from nodegraph import RunError
from nodes._kernels.files import Refused

_PART = re.compile(r"\..*\.[0-9a-f]{8}\.part(\.\w+)?")
_NAME_BYTES = 200
_WAITS = (0.06, 0.13, 0.25, 0.5, 1.0)
"""Seconds between the tries to replace a file on Windows: six tries in two seconds."""
_swept: set[Path] = set()
"""Folders this process has cleaned already: once is enough, for its own parts never stay."""


def write_atomically(target: Path, write: Callable[[Path], None]) -> Path:
    """Let `write(part)` fill a file and give it the target's name, in place of what had it; return the target.

    `write` gets the path of an empty file with the target's suffix and fills it. Whatever it raises goes
    through, and neither the part file nor a change of the target remains. Raises `RunError` where the
    folder cannot be written to or is full.
    """
    with _part_of(target) as part:
        part.fill(write)
        return _replace(part.path, target)


def write_numbered(target: Path, write: Callable[[Path], None]) -> Path:
    """Like `write_atomically`, but nothing is replaced: a taken name gets `-2`, `-3`, ... before its suffix.

    The name is taken by exclusive creation, so that two writers never get the same one.
    """
    with _part_of(target) as part:
        part.fill(write)
        return _place(part.path, target)


def _place(part: Path, target: Path) -> Path:
    """Give the part file the target's name or the first numbered one that is free; return it."""
    for candidate in _numbered(target):
        if _take_name(part, candidate):
            _sync_folder(target.parent)
            return candidate
    raise AssertionError("numbers do not end")


def sweep(folder: Path) -> None:
    """Remove the part files of dead writers from a folder; harmless while others write there."""
    with os.scandir(folder) as entries:
        stale = [Path(entry.path) for entry in entries if _PART.fullmatch(entry.name)]
    for path in stale:
        # Another process may be sweeping, too, or may not let us.
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                path.unlink()
                continue
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
            try:
                if _lock(descriptor, wait=False):
                    path.unlink()
            finally:
                os.close(descriptor)


class _Part:
    """A part file, locked while this object is open."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._open = True

    def fill(self, write: Callable[[Path], None]) -> None:
        """Let `write` fill the file, and wait until its bytes are on the disk."""
        write(self.path)
        if os.fstat(self._descriptor).st_size == 0:
            raise RunError(f"{self.path.name} stayed empty: its encoder gave no bytes; choose another format.")
        os.fsync(self._descriptor)
        if sys.platform == "win32":
            # An open file cannot be renamed there.
            self.close()

    def close(self) -> None:
        """Let go of the lock; harmless when done already."""
        if self._open:
            self._open = False
            os.close(self._descriptor)


@contextlib.contextmanager
def _part_of(target: Path) -> Iterator[_Part]:
    """Give a locked, empty part file; remove it in the end if it still has its name."""
    folder = target.parent
    with _told(target):
        folder.mkdir(parents=True, exist_ok=True)
        if folder not in _swept:
            sweep(folder)
            _swept.add(folder)
        part = _create(target)
        try:
            yield part
        finally:
            part.close()
            part.path.unlink(missing_ok=True)


def _create(target: Path) -> _Part:
    stem = os.fsencode(target.stem)[: _NAME_BYTES - len(os.fsencode(target.suffix))].decode("utf-8", "ignore")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    while True:
        path = target.with_name(f".{stem}.{secrets.token_hex(4)}.part{target.suffix}")
        try:
            descriptor = os.open(path, flags, 0o666)
        except FileExistsError:
            continue
        _lock(descriptor, wait=True)
        # A sweeper may have been there between creating and locking; then the name is gone.
        if path.exists():
            return _Part(path, descriptor)
        os.close(descriptor)


def _lock(descriptor: int, wait: bool) -> bool:
    """Lock the file for this process's life; return whether that worked. Without locks in the system: `wait`."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return wait
    return True


def _replace(part: Path, target: Path) -> Path:
    # On Windows a viewer or virus scanner may hold the old file for a moment.
    for wait in _WAITS if sys.platform == "win32" else ():
        try:
            part.replace(target)
            return target
        except PermissionError:
            time.sleep(wait)
    try:
        part.replace(target)
    except PermissionError:
        if sys.platform != "win32":
            raise
        elsewhere = _place(part, target)
        raise RunError(f"{target} is held open by another program; the new file is {elsewhere}.") from None
    _sync_folder(target.parent)
    return target


def _numbered(target: Path) -> Iterator[Path]:
    yield target
    number = 2
    while True:
        yield target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1


def _take_name(part: Path, target: Path) -> bool:
    """Give the part file a name that nothing has; return whether nothing had it."""
    try:
        if sys.platform == "win32":
            part.rename(target)
            return True
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        # No hard links here (FAT): take the name with an empty file, then replace that one.
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o666))
        except FileExistsError:
            return False
        part.replace(target)
    return True


def _sync_folder(folder: Path) -> None:
    """Make the new name durable. Systems that cannot open or sync folders do it by themselves."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn the system's refusals into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise RunError(f"{target} cannot be written: {target.parent} has no room left; free some space.") from None
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise Refused(
                f"{target.parent} is no folder, but {target.name} has to go there; choose a folder."
            ) from None
        reason = (error.strerror or str(error)).lower()
        raise RunError(f"{target} cannot be written ({reason}); choose another folder.") from None
