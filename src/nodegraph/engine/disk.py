"""Costly results on disk: a folder of files, one a result, swept to a number of bytes.

Files are written whole or not at all, in the background, by any number of processes. A damaged file
is removed and counts as not there.
"""

import contextlib
import os
import queue
import shutil
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from nodegraph.engine import container
from nodegraph.engine.values import size

LARGEST = 512 * 2**20
"""Results over this many bytes live in file-backed arenas already and are not copied to disk."""

ROOM = 4 * 2**30
"""Bytes on disk where nothing else is said."""

_SUFFIX = ".result"
_STALE_SECONDS = 3600
_WAITING = 4
_IDLE_SECONDS = 1.0


class Disk:
    """Results in a folder, which processes may share. Any thread may use it."""

    def __init__(self, folder: Path, room: int | None = None) -> None:
        """Keep at most `room` bytes (and at most half of what is free on that disk) below `folder`.

        Without a number it is that of the variable `NODEGRAPH_CACHE_BYTES`, or 4 GiB.
        """
        self._folder = folder
        self._room = int(os.environ.get("NODEGRAPH_CACHE_BYTES") or ROOM) if room is None else room
        self._written: int | None = None
        self._queue: queue.Queue[tuple[bytes, dict[str, Any]]] = queue.Queue(_WAITING)
        self._starting = threading.Lock()
        self._writer: threading.Thread | None = None

    def get(self, key: bytes) -> dict[str, Any] | None:
        """Return the stored values, or `None` where there are none or they are damaged."""
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                values = container.read(file, key)
        except OSError:
            return None
        except container.Damaged:
            with contextlib.suppress(OSError):  # a folder of someone else's stays as it is
                path.unlink()
            return None
        with contextlib.suppress(OSError):  # swept meanwhile, or a folder that is only read
            os.utime(path)
        return values

    def put(self, key: bytes, values: dict[str, Any]) -> None:
        """Have the values written in the background; waits while four are waiting.

        Values that are too large or of a kind that cannot be stored (a model) are left out, silently.
        """
        if size(values) > LARGEST or not container.storable(values) or self._path(key).exists():
            return
        with self._starting:
            if self._writer is None or not self._writer.is_alive():
                self._writer = threading.Thread(target=self._write_all, name="results to disk", daemon=True)
                self._writer.start()
            self._queue.put((key, values))

    def flush(self) -> None:
        """Wait until all that was put is written."""
        self._queue.join()

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self._folder / name[:2] / (name + _SUFFIX)

    def _write_all(self) -> None:
        while task := self._next():
            try:
                self._write(*task)
            except OSError:
                # A full or vanished disk costs the result its place, nothing else.
                self._written = None
            finally:
                del task
                self._queue.task_done()

    def _next(self) -> tuple[bytes, dict[str, Any]] | None:
        """Return what is to be written next, or `None` where nothing comes and the thread is to end."""
        while True:
            try:
                return self._queue.get(timeout=_IDLE_SECONDS)
            except queue.Empty:
                with self._starting:
                    if self._queue.empty():
                        self._writer = None
                        return None

    def _write(self, key: bytes, values: dict[str, Any]) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.stem}.{uuid.uuid4().hex[:8]}.part")
        try:
            with open(part, "xb") as file:
                written = container.write(file, key, values)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
        self._make_room(written)

    def _make_room(self, added: int) -> None:
        """Remove the files not used for longest where there are more bytes than room; looks at all of them rarely."""
        self._written = None if self._written is None else self._written + added
        if self._written is not None and self._written < self._room // 16:
            return
        self._written = 0
        files = []
        for path in self._folder.glob("*/*"):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            if path.suffix == _SUFFIX:
                files.append((found.st_mtime_ns, found.st_size, path))
            elif path.suffix == ".part" and found.st_mtime < time.time() - _STALE_SECONDS:
                path.unlink(missing_ok=True)
        total = sum(length for _, length, _ in files)
        room = min(self._room, (shutil.disk_usage(self._folder).free + total) // 2)
        if total <= room:
            # The next look comes after a sixteenth, or when the room left is used up.
            self._written = max(0, self._room // 16 - (room - total))
            return
        for _, length, path in sorted(files):
            try:
                path.unlink(missing_ok=True)
            except PermissionError:
                continue  # Windows: another process reads it
            total -= length
            if total <= room * 7 // 8:
                break
