"""What a run has decided once and keeps to until its end, also after it was interrupted and goes on."""

import threading
from collections.abc import Callable, Mapping


class Settled:
    """Texts by name. Any thread may ask; the first one that asks for a name decides it."""

    def __init__(self, known: Mapping[str, str] | None = None, keep: Callable[[str, str], None] | None = None) -> None:
        """Begin with what an earlier process of the run has decided; `keep` writes down each new decision."""
        self._known = dict(known or {})
        self._keep = keep
        self._lock = threading.Lock()

    def settle(self, name: str, decide: Callable[[], str]) -> str:
        """Return what is decided under a name, or decide it now. Raises what `decide` raises; nothing is kept then."""
        with self._lock:
            if name not in self._known:
                self._put(name, decide())
            return self._known[name]

    def change(self, name: str, value: str) -> None:
        """Decide anew, for what follows."""
        with self._lock:
            self._put(name, value)

    def values(self) -> list[str]:
        """Return all that is decided, oldest first."""
        with self._lock:
            return list(self._known.values())

    def _put(self, name: str, value: str) -> None:
        self._known[name] = value
        if self._keep is not None:
            self._keep(name, value)
