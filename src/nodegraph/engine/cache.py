"""Results kept for later: the last ones in memory, the costly ones on disk too.

A result is named by its fingerprint and never changes, so memory hands out the very objects it was
given (their pixels are read-only) and two processes may share the folder. Memory and disk hold a
number of bytes; what was not used for longest goes first.
"""

import threading
from collections import OrderedDict
from typing import Any

from nodegraph.engine.disk import Disk
from nodegraph.engine.values import size


class Cache:
    """Results by fingerprint. Any thread may use it."""

    def __init__(self, memory: int, disk: Disk | None = None) -> None:
        """Keep at most `memory` bytes of results; costly ones also on `disk`, if there is one."""
        self._room = memory
        self._disk = disk
        self._held = 0
        self._lock = threading.Lock()
        self._results: OrderedDict[bytes, tuple[dict[str, Any], int]] = OrderedDict()

    def get(self, key: bytes) -> dict[str, Any] | None:
        """Return the values by output port that were put under this fingerprint, or `None`."""
        with self._lock:
            found = self._results.get(key)
            if found is not None:
                self._results.move_to_end(key)
                return found[0]
        if self._disk is None:
            return None
        stored = self._disk.get(key)
        if stored is not None:
            self._keep(key, stored)
        return stored

    def put(self, key: bytes, values: dict[str, Any], costly: bool = False) -> None:
        """Keep the values by output port; `costly` ones are also written to disk, in the background.

        Values larger than the whole memory are not kept in it.
        """
        self._keep(key, values)
        if costly and self._disk is not None:
            self._disk.put(key, values)

    def flush(self) -> None:
        """Wait until what was put is on disk."""
        if self._disk is not None:
            self._disk.flush()

    @property
    def held(self) -> int:
        """Bytes in memory now."""
        return self._held

    def _keep(self, key: bytes, values: dict[str, Any]) -> None:
        weight = size(values)
        with self._lock:
            replaced = self._results.pop(key, None)
            if replaced is not None:
                self._held -= replaced[1]
            if weight > self._room:
                return
            self._results[key] = values, weight
            self._held += weight
            while self._held > self._room:
                _, (_, freed) = self._results.popitem(last=False)
                self._held -= freed
