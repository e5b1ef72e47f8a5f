"""Pixels in mapped files: blocks that two processes share, and arrays too large for memory.

Space is reserved in the file before it is mapped, so that a full disk is `StorageFull` with a
sentence and never a SIGBUS in the middle of a copy.
"""

import contextlib
import errno
import math
import mmap
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from nodegraph.core.errors import StorageFull
from nodegraph.runtimes import runfolder
from nodegraph.runtimes.memory import free_memory

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

BUDGET = 512 << 20
"""Bytes up to which an array lives in plain memory; `NODEGRAPH_PIXEL_BUDGET` (in bytes) says otherwise."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNKNOWN_CALL = {errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_ZEROS = bytes(1 << 20)


class Mapping(mmap.mmap):
    """A file in memory; a class of its own, so that pages of other memory are never given back by mistake."""


class Block:
    """A mapped file that two processes have open. Only its arrays' owner may write into them."""

    def __init__(self, path: Path, size: int, mapping: Mapping) -> None:
        """Made by `create` in the one process and by `attach` in the other."""
        self.path = path
        self.size = size
        self._mapping = mapping
        self._named = True

    @classmethod
    def create(cls, path: Path, size: int) -> "Block":
        """Make and map the file, with all its room reserved. Raises `StorageFull`."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            reserve(descriptor, size, path.parent)
            return cls(path, size, Mapping(descriptor, size))
        except StorageFull:
            path.unlink()
            raise
        finally:
            os.close(descriptor)

    @classmethod
    def attach(cls, path: Path, size: int) -> "Block":
        """Map the file that the other process made."""
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            return cls(path, size, Mapping(descriptor, size))
        finally:
            os.close(descriptor)

    def array(self, start: int, shape: tuple[int, ...]) -> "Pixels":
        """Return a float32 array over the bytes from `start` (a multiple of 4); it keeps the mapping alive."""
        array: Pixels = np.frombuffer(self._mapping, np.float32, math.prod(shape), start).reshape(shape)
        return array

    def unlink(self) -> None:
        """Take the file's name away, once: its room is free again when the last mapping is gone.

        Windows cannot do so while it is mapped; there it goes with the run folder.
        """
        if self._named and sys.platform != "win32":
            self._named = False
            self.path.unlink(missing_ok=True)


class Storage:
    """Makes blocks, in memory where there is plenty of it, else on the disk; owns this process's run folders."""

    def __init__(self) -> None:
        """Nothing is made before the first block, but what dead processes left is removed."""
        self._lock = threading.Lock()
        self._folders: dict[Path, runfolder.RunFolder] = {}
        self._count = 0
        for root in (runfolder.shared_memory_root(), runfolder.disk_root()):
            if root is not None:
                runfolder.sweep(root)

    def block(self, size: int) -> Block:
        """Return a new block of at least `size` bytes. Raises `StorageFull`."""
        size = -(-size // (1 << 20)) << 20
        shared = runfolder.shared_memory_root()
        if shared is not None and _has_plenty(runfolder.SHARED_MEMORY, size):
            with contextlib.suppress(StorageFull):  # Another process was faster; the disk is next.
                return Block.create(self._next(shared), size)
        return Block.create(self._next(runfolder.disk_root()), size)

    def remove(self) -> None:
        """Remove the run folders and every file in them."""
        with self._lock:
            for folder in self._folders.values():
                folder.remove()
            self._folders.clear()

    def _next(self, root: Path) -> Path:
        with self._lock:
            if root not in self._folders:
                try:
                    self._folders[root] = runfolder.RunFolder(root)
                except OSError as error:
                    raise StorageFull(
                        f"No folder for temporary files can be made in {root} ({error.strerror}); "
                        "set NODEGRAPH_CACHE to a folder you may write to."
                    ) from error
            self._count += 1
            return self._folders[root].path / f"arena-{self._count}"


def allocate(shape: tuple[int, ...], dtype: npt.DTypeLike, budget: int | None = None) -> npt.NDArray[Any]:
    """Return a new array, writable and C-contiguous, whose values are not set.

    Up to the budget (in bytes; `None`: the process's) it is plain memory. Above, it is a mapped file without
    a name on a disk, whose pages the system may write out; whoever fills or reads it by strips calls
    `release_pages` behind itself. Where no folder on a disk is found, it is plain memory again. Raises `StorageFull`.
    """
    size = math.prod(shape) * np.dtype(dtype).itemsize
    budget = int(os.environ.get("NODEGRAPH_PIXEL_BUDGET") or BUDGET) if budget is None else budget
    folder = runfolder.roomy_folder() if size > budget else None
    if folder is None:
        return np.empty(shape, dtype)
    # Without a name where the system can, else removed when it is closed.
    with tempfile.TemporaryFile(dir=folder, prefix="nodegraph-") as file:
        reserve(file.fileno(), size, folder)
        mapping = Mapping(file.fileno(), size)
    return np.frombuffer(mapping, dtype).reshape(shape)


def release_pages(array: npt.NDArray[Any]) -> None:
    """Take the array's pages out of this process's memory; its values stay, in the file, and come back when read.

    For an array, or a view of one, from `allocate`; does nothing for an array in plain memory.
    """
    mapping = _mapping_of(array)
    if mapping is None or array.nbytes == 0:
        return
    origin = np.frombuffer(mapping, np.uint8).__array_interface__["data"][0]
    first, last = np.lib.array_utils.byte_bounds(array)
    start = (first - origin) // mmap.PAGESIZE * mmap.PAGESIZE
    if sys.platform == "win32":
        import ctypes

        # Unlocking pages that are not locked takes them out of the working set (documented so).
        ctypes.windll.kernel32.VirtualUnlock(ctypes.c_void_p(origin + start), ctypes.c_size_t(last - origin - start))
    else:
        mapping.madvise(mmap.MADV_DONTNEED, start, last - origin - start)


def reserve(descriptor: int, size: int, folder: Path) -> None:
    """Give the file `size` bytes of real room. Raises `StorageFull` with a sentence that names the folder."""
    refusal = StorageFull(
        f"There is no room for {size / 2**20:.0f} MB of pixels in {folder}; "
        "free some space, or set NODEGRAPH_CACHE to a folder on a larger disk."
    )
    if shutil.disk_usage(folder).free < size:
        raise refusal  # Trying would fill the disk for a moment, for everyone.
    try:
        if not _allocated(descriptor, size):
            written = 0
            while written < size:
                written += os.write(descriptor, _ZEROS[: size - written])
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise refusal from error


def _allocated(descriptor: int, size: int) -> bool:
    """Whether the system could set the room aside without our writing it."""
    if sys.platform == "win32":
        # NTFS sets clusters aside when the length is set.
        os.ftruncate(descriptor, size)
        os.fsync(descriptor)
        return True
    if not hasattr(os, "posix_fallocate"):
        return False  # macOS
    try:
        os.posix_fallocate(descriptor, 0, size)
    except OSError as error:
        if error.errno in _UNKNOWN_CALL:
            return False
        raise
    return True


def _has_plenty(folder: Path, size: int) -> bool:
    status = os.statvfs(folder)
    # Files there are memory: a quarter of what is free leaves room for the model that reads them.
    return min(status.f_bavail * status.f_frsize, free_memory()) >= 4 * size


def _mapping_of(array: npt.NDArray[Any]) -> Mapping | None:
    owner: object = array
    while isinstance(owner, np.ndarray | memoryview):
        owner = owner.base if isinstance(owner, np.ndarray) else owner.obj
    return owner if isinstance(owner, Mapping) else None
