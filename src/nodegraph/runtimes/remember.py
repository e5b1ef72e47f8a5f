"""What was found out about a model file, kept in the cache folder by the file's content.

One small JSON file per model. What is written there can always be measured again, so a file that is missing, broken
or made by another version only costs time.
"""

import hashlib
import os
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from nodegraph.core.installed import version_of
from nodegraph.core.places import cache_folder
from nodegraph.runtimes.modelfiles import files_of

_Value = TypeVar("_Value")

_PIECE = 1 << 20
_writing = threading.Lock()


class _Note(msgspec.Struct):
    made_with: str
    known: dict[str, Any] = {}


class _Hash(msgspec.Struct):
    size: int
    changed: int
    inode: int
    sha256: str


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a model's content in hex; of one in several files, that of the files' own.

    Read in pieces, and only if it changed since the last time. Raises `FileRefused` where one of a pair is missing.
    """
    files = files_of(path)
    if files == (path,):
        return _sha256_of_file(path)
    return hashlib.sha256("".join(map(_sha256_of_file, files)).encode()).hexdigest()


def _sha256_of_file(path: Path) -> str:
    status = path.stat()
    place = _folder() / f"at-{hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:32]}.json"
    known = _read(place, _Hash)
    if known and (known.size, known.changed, known.inode) == (status.st_size, status.st_mtime_ns, status.st_ino):
        return known.sha256
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    _write(place, _Hash(status.st_size, status.st_mtime_ns, status.st_ino, digest.hexdigest()))
    return digest.hexdigest()


def recall(sha256: str, what: str, kind: type[_Value]) -> _Value | None:
    """Return what is known under the name `what` about the model of that content, or `None`."""
    note = _note(sha256)
    if what not in note.known:
        return None
    try:
        return msgspec.convert(note.known[what], kind)
    except msgspec.ValidationError:
        return None


def remember(sha256: str, what: str, value: Any) -> None:
    """Keep a value (plain data or a msgspec struct) under the name `what`."""
    with _writing:
        note = _note(sha256)
        note.known[what] = msgspec.to_builtins(value)
        _write(_folder() / f"{sha256}.json", note)


def is_kept() -> bool:
    """Return whether what is remembered is still there for the next program: not in a full or read-only folder."""
    place = _folder() / f".probe.{os.getpid()}"
    try:
        place.write_bytes(b"0" * 4096)
        place.unlink()
    except OSError:
        return False
    return True


def _note(sha256: str) -> _Note:
    note = _read(_folder() / f"{sha256}.json", _Note)
    return note if note is not None and note.made_with == _versions() else _Note(_versions())


def _folder() -> Path:
    folder = cache_folder() / "models"
    # Where it cannot be made nothing is kept, which reading and writing in it find out.
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    return folder


@cache
def _versions() -> str:
    return " ".join(f"{name}-{version_of(name) or 'none'}" for name in ("nodegraph", "spandrel"))


def _read(path: Path, kind: type[_Value]) -> _Value | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def _write(path: Path, value: Any) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        part.write_bytes(msgspec.json.encode(value))
        part.replace(path)
    except OSError:
        # A cache that cannot be written (full disk, read-only) costs time, not the run.
        with suppress(OSError):
            part.unlink()
