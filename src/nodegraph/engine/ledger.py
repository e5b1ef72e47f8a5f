"""The ledger of a run: which steps began and how they ended, in a file that outlives the process.

One JSON line per happening, appended with one write; the file is read back after the process was
killed at any byte. What had begun and not ended then is a suspect. A lone suspect has killed the
engine and is condemned; of several, each is until it ended, and the run does one at a time
(`careful`), so that the next death names the killer.
"""

import json
import os
import threading
import time
import uuid
from pathlib import Path
from typing import Literal

from nodegraph.core.places import cache_folder

Outcome = Literal["done", "skipped", "failed"]
_KEPT_DAYS = 30
_MOST_DEATHS = 2


class Ledger:
    """A run's memory. Keys are any text; `began` and `finished` may be called from any thread.

    Opening an existing file goes on with it: `outcome` tells what earlier processes ended.
    """

    def __init__(self, path: Path, *, retry: bool = False) -> None:
        """Open or create; `retry`: do what failed again. Raises `OSError` where the file cannot be written."""
        self.path = path
        self.retry = retry
        self._lock = threading.Lock()
        self._outcomes: dict[str, Outcome] = {}
        self._suspects: dict[str, None] = {}
        self._deaths: dict[str, int] = {}
        self._condemned: dict[str, None] = {}
        self.settled: dict[str, str] = {}
        """What the run has decided once and keeps to, by name."""
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        torn = self._read()
        if retry:
            self._outcomes = {key: outcome for key, outcome in self._outcomes.items() if outcome != "failed"}
            self._condemned.clear()
            self._suspects.clear()
        # A new line ends what a kill tore off.
        self._write(["open"], before="\n" if torn else "")

    def began(self, key: str) -> None:
        """Say that a step begins; from now to `finished` it is a suspect if the process ends."""
        self._write(["began", key])

    def finished(self, key: str, outcome: Outcome) -> None:
        """Say how a step ended."""
        with self._lock:
            self._outcomes[key] = outcome
            self._suspects.pop(key, None)
        self._write(["ended", key, outcome])

    def settle(self, name: str, value: str) -> None:
        """Keep a decision of the run for the processes that go on with it."""
        self._write(["settled", name, value])

    def outcome(self, key: str) -> Outcome | None:
        """Return how a step ended in this or an earlier process of the run; `None`: not yet."""
        return self._outcomes.get(key)

    @property
    def condemned(self) -> frozenset[str]:
        """Steps that ended the process; they are not to be done again."""
        return frozenset(self._condemned)

    @property
    def careful(self) -> bool:
        """Whether several steps may have ended the process: one at a time is to be done until they have ended."""
        return bool(self._suspects)

    @property
    def suspects(self) -> tuple[str, ...]:
        """Steps that were under way when an earlier process ended, may be innocent, and have not ended yet."""
        return tuple(self._suspects)

    def close(self) -> None:
        """Say that this process leaves in good order: what is under way was stopped, not killed."""
        self._write(["closed"])
        os.close(self._file)

    def remove(self) -> None:
        """Close the ledger of a run that is over for good, and delete it."""
        os.close(self._file)
        self.path.unlink(missing_ok=True)

    def _write(self, line: list[str], before: str = "") -> None:
        os.write(self._file, f"{before}{json.dumps(line)}\n".encode())

    def _read(self) -> bool:
        """Take in what earlier processes wrote; return whether the last line is torn."""
        text = self.path.read_bytes()
        under_way: dict[str, None] = {}
        for line in text.split(b"\n")[:-1]:
            match _parse(line):
                case ["open"]:
                    self._died(under_way)
                case ["closed"]:
                    under_way.clear()
                case ["settled", name, value]:
                    self.settled[name] = value
                case ["began", key]:
                    under_way[key] = None
                case ["ended", key, ("done" | "skipped" | "failed") as outcome]:
                    under_way.pop(key, None)
                    self._suspects.pop(key, None)
                    self._outcomes[key] = outcome
        self._died(under_way)
        return not text.endswith(b"\n") and bool(text)

    def _died(self, under_way: dict[str, None]) -> None:
        for key in under_way:
            self._deaths[key] = self._deaths.get(key, 0) + 1
            if len(under_way) == 1 or self._deaths[key] >= _MOST_DEATHS:
                self._condemned[key] = None
                self._suspects.pop(key, None)
            else:
                self._suspects[key] = None
        under_way.clear()


def _parse(line: bytes) -> list[str] | None:
    """Return a line's words, or `None` for one that a kill or a full disk damaged."""
    try:
        words = json.loads(line)
    except ValueError:
        return None
    return words if isinstance(words, list) and all(isinstance(word, str) for word in words) else None


def new_ledger() -> Ledger:
    """Return the ledger of a new run in the cache folder; ledgers older than 30 days are removed."""
    folder = cache_folder() / "ledgers"
    folder.mkdir(exist_ok=True)
    now = time.time()
    for old in folder.glob("*.jsonl"):
        # The name begins with the day, so that no file has to be looked at.
        if old.name < time.strftime("%Y%m%d", time.gmtime(now - _KEPT_DAYS * 86400)):
            old.unlink(missing_ok=True)
    return Ledger(folder / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now))}-{uuid.uuid4().hex[:8]}.jsonl")
