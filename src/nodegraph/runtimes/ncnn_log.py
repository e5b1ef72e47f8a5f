"""Reads along with what C code prints on stderr: the only place where ncnn says that a graphics card failed.

What a submission to the card returns is not looked at by ncnn; the result is then black, or that of an earlier tile.
"""

import os
import threading
import uuid

_ALARMS = ("vkqueuesubmit failed", "vkwaitforfences failed", "vkresetfences failed", "vkendcommandbuffer failed",
           "device_lost", "device lost")  # fmt: skip
_SHORTAGES = ("vkallocatememory failed", "vkmapmemory failed", "vkcreatebuffer failed")
_WAIT = 5.0


class Overheard:
    """Stands between descriptor 2 and where it led; all lines go on to there at once."""

    def __init__(self) -> None:
        """Begin; a second one in a process would read the first one's lines again."""
        self._original = os.dup(2)
        reader, writer = os.pipe()
        os.dup2(writer, 2)
        os.close(writer)
        self._lock = threading.Lock()
        self._lines: list[str] = []
        self._marks: dict[str, threading.Event] = {}
        threading.Thread(target=self._read, args=(reader,), name="stderr", daemon=True).start()

    def fault(self) -> str | None:
        """Return a line that told that the card failed, since `forget`, or `None`."""
        return self._find(_ALARMS)

    def shortage(self) -> str | None:
        """Return a line that told of a lack of memory, since `forget`, or `None`."""
        return self._find(_SHORTAGES)

    def catch_up(self) -> None:
        """Wait until all that was printed so far is read."""
        mark, read = uuid.uuid4().hex, threading.Event()
        with self._lock:
            self._marks[mark] = read
        os.write(2, f"{mark}\n".encode())
        read.wait(_WAIT)

    def forget(self) -> None:
        """Forget all lines."""
        with self._lock:
            self._lines.clear()

    def _find(self, signs: tuple[str, ...]) -> str | None:
        with self._lock:
            return next((line for line in self._lines if any(sign in line.lower() for sign in signs)), None)

    def _read(self, reader: int) -> None:
        with open(reader, "rb") as stream:
            for raw in stream:
                line = raw.decode("utf-8", "replace").strip()
                with self._lock:
                    mark = next((mark for mark in self._marks if mark in line), None)
                    if mark is None:
                        self._lines.append(line)
                        del self._lines[:-100]
                    else:
                        self._marks.pop(mark).set()
                        raw = line.replace(mark, "").encode()
                        raw = raw + b"\n" if raw else raw
                if raw:
                    os.write(self._original, raw)
