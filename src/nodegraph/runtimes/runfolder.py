"""The folder where this process keeps its mapped files, and the sweep of those whose owner died.

`run/<pid>-<start time>/` holds a file `lock` that its owner keeps locked while it lives. A folder
whose lock can be taken has no living owner and is removed, by whoever starts next.
"""

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from nodegraph.core.places import cache_folder

SHARED_MEMORY = Path("/dev/shm")
"""Where Linux has a file system in memory."""

_LOCK = "lock"
_MOST_SWEPT = 1000
"""Tries to make a folder that others sweep away."""


class RunFolder:
    """A folder below `root` that belongs to this process until `remove`, or until the process ends."""

    def __init__(self, root: Path) -> None:
        """Make the folder and lock it. Raises `OSError` where that cannot be done."""
        import psutil

        name = f"{os.getpid()}-{int(psutil.Process().create_time())}"
        self.path = root / name
        number, swept = 1, 0
        while True:
            try:
                _make_root(root)
                if _made(self.path):
                    self._lock = _take_lock(self.path / _LOCK)
                    return
            except FileNotFoundError:
                # Swept, or its empty parent removed, before it was locked; or no folder can be made there (/proc).
                swept += 1
                if swept == _MOST_SWEPT:
                    raise
                continue
            # Another pool of this process, or a dead process of the same number and second.
            number += 1
            self.path = root / f"{name}-{number}"

    def remove(self) -> None:
        """Remove the folder with what is in it, and the parents that it leaves empty."""
        os.close(self._lock)
        shutil.rmtree(self.path, ignore_errors=True)
        _leave(self.path.parent)


def shared_memory_root() -> Path | None:
    """Return where run folders lie in memory (Linux), or `None` where there is no such place."""
    if sys.platform != "linux" or not os.access(SHARED_MEMORY, os.W_OK):
        return None
    base = SHARED_MEMORY / f"nodegraph-{os.getuid()}"
    return None if _is_foreign(base) else base / "run"


def disk_root() -> Path:
    """Return where run folders lie on the disk."""
    return cache_folder() / "run"


def sweep(root: Path, finish: Callable[[Path], None] | None = None) -> None:
    """Remove the run folders below `root` that have no living owner; `finish` sees each one first."""
    try:
        folders = list(root.iterdir())
    except OSError:
        return
    for folder in folders:
        try:
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            continue
        dead = _lock_now(lock)
        if dead and finish is not None:
            finish(folder)
        if dead and sys.platform != "win32":
            shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
        if dead and sys.platform == "win32":
            # An open file cannot be removed there; nobody else wants a dead folder's lock.
            shutil.rmtree(folder, ignore_errors=True)
    _leave(root)


def is_memory(folder: Path) -> bool:
    """Return whether a folder's files live in memory (a tmpfs), so that putting pixels there frees none."""
    if sys.platform != "linux":
        return False
    best, kind = "", ""
    resolved = str(folder.resolve())
    for line in Path("/proc/self/mounts").read_text(errors="replace").splitlines():
        _, point, system, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = resolved == point or resolved.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind in {"tmpfs", "ramfs"}


def roomy_folder() -> Path | None:
    """Return a folder on a disk for large temporary files: in the cache, else the system's; `None` if all is memory."""
    for folder in (cache_folder(), Path("/var/tmp"), Path(tempfile.gettempdir())):
        if folder.is_dir() and os.access(folder, os.W_OK) and not is_memory(folder):
            return folder
    return None


def _is_foreign(base: Path) -> bool:
    """Whether another user put a folder, or anyone a link, where our folder in shared memory should be."""
    try:
        status = base.lstat()
    except OSError:
        return False
    return sys.platform != "win32" and (not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid())


def _make_root(root: Path) -> None:
    if sys.platform != "win32" and root.is_relative_to(SHARED_MEMORY):
        _made(root.parent)
        if _is_foreign(root.parent):
            raise PermissionError(errno.EACCES, "it belongs to somebody else", str(root.parent))
    # Unlike `exist_ok`, this lets another process remove the empty folder right after it was found to be there.
    _made(root)


def _leave(root: Path) -> None:
    """Remove the root if it is empty, in shared memory with the folder around it."""
    for folder in (root, root.parent) if root.is_relative_to(SHARED_MEMORY) else (root,):
        try:
            folder.rmdir()
        except OSError:
            return  # Others have their folders there, or it was never made.


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return False
    return True


def _take_lock(file: Path) -> int:
    """Return a descriptor that holds the lock; raises `FileNotFoundError` when a sweep was faster."""
    lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock_waiting(lock)
        # A sweep may have removed the file between our opening and locking it.
        if not os.path.samestat(os.fstat(lock), os.stat(file)):
            raise FileNotFoundError(file)
    except OSError:
        os.close(lock)
        raise
    return lock


if sys.platform == "win32":
    import msvcrt

    def _lock_now(lock: int) -> bool:
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _lock_waiting(lock: int) -> None:
        msvcrt.locking(lock, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock_now(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _lock_waiting(lock: int) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX)
