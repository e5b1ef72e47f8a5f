"""What the window keeps from one start to the next: settings, recent files, and what was open if it ends badly."""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QLockFile, QStandardPaths

from nodegraph.core.errors import NodegraphError
from nodegraph.core.file import decode, encode
from nodegraph.core.graph import Graph
from nodegraph.core.node import NodeSpec
from nodegraph.gui.languages import tr

_RECENT = 12


def state_folder() -> Path:
    """Return the folder for what cannot be made again; created if missing. `NODEGRAPH_STATE` names another one."""
    named = os.environ.get("NODEGRAPH_STATE")
    folder = Path(
        named or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation) + "/nodegraph"
    )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_safely(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or as it was before, also if the program ends meanwhile."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


class Kept:
    """Settings by name, in one JSON file that is written whole each time."""

    def __init__(self) -> None:
        self._path = state_folder() / "settings.json"
        self._values: dict[str, Any] = {}
        self.notice = ""
        """What a person should know about the file, as a sentence."""
        try:
            found = json.loads(self._path.read_bytes())
            if not isinstance(found, dict):
                raise ValueError("no object")
            self._values = found
        except FileNotFoundError:
            return
        except (OSError, ValueError):
            aside = self._path.with_suffix(".broken.json")
            with contextlib.suppress(OSError):  # it cannot be moved either; then it stays until it is written over
                self._path.replace(aside)
            self.notice = tr("The settings could not be read and were set aside as {name}; defaults are used.",
                             name=aside.name)  # fmt: skip

    def get(self, name: str, default: Any) -> Any:
        """Return a setting if it is there and of the default's type, else the default."""
        value = self._values.get(name, default)
        return value if isinstance(value, type(default)) else default

    @property
    def values(self) -> Mapping[str, Any]:
        """All that the file holds, known or not."""
        return self._values

    def put(self, name: str, value: Any) -> None:
        """Keep a setting; what the file holds besides, also of another window's, stays."""
        self._write({**self._latest(), name: value})

    def drop(self, name: str) -> None:
        """Keep a setting no longer."""
        self._write({key: value for key, value in self._latest().items() if key != name})

    def _latest(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return self._values
        return found if isinstance(found, dict) else self._values

    def _write(self, values: dict[str, Any]) -> None:
        self._values = values
        try:
            write_safely(self._path, json.dumps(values, indent=1, ensure_ascii=False).encode())
        except OSError as error:
            self.notice = tr("The settings cannot be kept in {folder}: {reason}.",
                             folder=self._path.parent, reason=error.strerror)  # fmt: skip

    @property
    def uses(self) -> dict[str, int]:
        """How often each type of node was added."""
        found = self.get("uses", {})
        return {name: count for name, count in found.items() if isinstance(count, int)}

    def count_use(self, name: str) -> None:
        """Count that a node was added."""
        uses = self.uses
        self.put("uses", {**uses, name: uses.get(name, 0) + 1})

    @property
    def recent(self) -> list[Path]:
        """The graph files opened or saved last that are still there, the latest first."""
        found = [Path(text) for text in self.get("recent", []) if isinstance(text, str)]
        return [path for path in found if path.is_file()]

    def remember(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        names = [str(path), *(str(other) for other in self.recent if other != path)]
        self.put("recent", names[:_RECENT])


class Open(NamedTuple):
    """A document that was open: its graph, or `None` where the file holds all of it."""

    path: Path | None
    graph: Graph | None
    mark: str = ""
    """The content of the file when it was read or written last."""
    trusted: bool = True


class Autosave:
    """Writes what is open into a folder of this process, which goes when it ends well."""

    def __init__(self, specs: dict[str, NodeSpec]) -> None:
        self._specs = specs
        self._folder = state_folder() / "open" / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._folder.mkdir(parents=True)
        self._lock = _lock_of(self._folder)
        self._lock.tryLock(0)
        self._writing = ThreadPoolExecutor(1, "autosave")
        self._written: dict[int, tuple[Graph, str]] = {}
        self.trouble = ""
        """Why what was asked for last could not be written, as a sentence."""

    def write(self, documents: Sequence[Open]) -> None:
        """Write the documents, in a thread: the window does not wait for the disk."""
        self._writing.submit(self._try_to_write, documents)

    def close(self) -> None:
        """Nothing is open any more."""
        self._writing.shutdown()
        self._lock.unlock()
        shutil.rmtree(self._folder, ignore_errors=True)

    def finish(self) -> None:
        """Wait until all that was asked for is on the disk."""
        self._writing.submit(int).result()

    def _try_to_write(self, documents: Sequence[Open]) -> None:
        try:
            self._write(documents)
            self.trouble = ""
        except (OSError, NodegraphError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.trouble = tr("What is open cannot be kept safe in {folder}: {reason}. Save it yourself.",
                              folder=self._folder.parent, reason=reason)  # fmt: skip

    def _write(self, documents: Sequence[Open]) -> None:
        entries = []
        for index, (path, graph, mark, trusted) in enumerate(documents):
            name = ""
            if graph is not None:
                before, name = self._written.get(index, (None, ""))
                if before is not graph:
                    name = f"{index}-{secrets.token_hex(4)}.ng"
                    write_safely(self._folder / name, encode(graph, self._folder, self._specs))
                    self._written[index] = graph, name
            entries.append({"path": str(path or ""), "file": name, "mark": mark, "trusted": trusted})
        write_safely(self._folder / "open.json", json.dumps(entries).encode())
        used = {entry["file"] for entry in entries}
        for old in self._folder.glob("*.ng"):
            if old.name not in used:
                old.unlink()


def left_behind() -> list[Path]:
    """Return the folders of windows that ended without closing what was open."""
    found = []
    for folder in sorted((state_folder() / "open").glob("*-*")):
        lock = _lock_of(folder)
        if (folder / "open.json").is_file() and lock.tryLock(0):
            lock.unlock()
            found.append(folder)
    return found


def recover(folder: Path, specs: dict[str, NodeSpec]) -> list[Open]:
    """Return what was open there. A document that cannot be read is left out."""
    try:
        entries = json.loads((folder / "open.json").read_bytes())
    except (OSError, ValueError):
        return []
    found = [_recovered(folder, entry, specs) for entry in entries if isinstance(entry, dict)]
    return [entry for entry in found if entry is not None]


def _recovered(folder: Path, entry: dict[str, Any], specs: dict[str, NodeSpec]) -> Open | None:
    try:
        path = Path(entry["path"]) if entry["path"] else None
        data = (folder / Path(entry["file"]).name).read_bytes() if entry["file"] else b""
        graph = decode(data, folder, specs).graph if data else None
    except (OSError, KeyError, TypeError, NodegraphError):
        return None
    return Open(path, graph, str(entry.get("mark", "")), entry.get("trusted") is not False)


def forget(folder: Path) -> None:
    """Remove what a window left behind."""
    shutil.rmtree(folder, ignore_errors=True)


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)  # held while its process lives, however long
    return lock
