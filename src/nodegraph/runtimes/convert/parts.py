"""A model's files appear under their names all together or not at all, whatever ends the writer.

They grow in a hidden folder beside the target, which is locked while its writer lives. When all are there, synced and
proved, a list of them is written into the folder; from then on the change is decided. A folder whose writer died before
that is removed by the next conversion that comes there; one whose writer died later is brought to its end by it.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from nodegraph.core.errors import NodegraphError, RunError, StorageFull, ValueRefused
from nodegraph.runtimes.runfolder import RunFolder, sweep

_LIST = "decided"
_OLD = "old-"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Parts:
    """The files of one model on their way to their names."""

    def __init__(self, target: Path, names: tuple[str, ...]) -> None:
        """`names` are the model's files in the target's folder; the last one names the model.

        Raises `RunError` where the folder cannot be written, `StorageFull`.
        """
        self.target = target
        self._names = names
        owner = "" if sys.platform == "win32" else f"-{os.getuid()}"
        root = target.parent / f".nodegraph-parts{owner}"
        with told(target):
            sweep(root, _finish)
            self._folder = RunFolder(root)

    @property
    def path(self) -> Path:
        """Where the file that names the model is to be written."""
        return self._folder.path / self.target.name

    @property
    def folder(self) -> Path:
        """Where all files of the model are to be written, and nothing else."""
        return self._folder.path

    def publish(self, *, overwrite: bool) -> None:
        """Give the files their names.

        Raises `ValueRefused` where one is taken and `overwrite` is false, `RunError`, `StorageFull`; then all is as it
        was.
        """
        with told(self.target):
            mode = self._usual_mode()
            for name in self._names:
                # Some writers make files that nobody else may read.
                (self._folder.path / name).chmod(mode)
                _sync(self._folder.path / name)
            with _alone(self.target.parent):
                if not overwrite:
                    refuse_existing(self.target, self._names)
                self._move()
                _sync(self.target.parent)

    def remove(self) -> None:
        """Take away what is left."""
        self._folder.remove()

    def _usual_mode(self) -> int:
        """Return the permissions that a new file gets here."""
        file = self._folder.path / "usual"
        file.touch()
        return stat.S_IMODE(file.stat().st_mode)

    def _move(self) -> None:
        folder, home = self._folder.path, self.target.parent
        if len(self._names) > 1:
            (folder / _LIST).write_text("\n".join(self._names), encoding="utf-8")
            _sync(folder / _LIST)
        done: list[tuple[Path, Path]] = []
        try:
            # The old name of the model goes first: until the new one is there, there is none rather than a wrong one.
            for name in reversed(self._names) if len(self._names) > 1 else ():
                if (home / name).exists():
                    _rename(home / name, folder / f"{_OLD}{name}", done)
            for name in self._names:
                _rename(folder / name, home / name, done)
        except OSError:
            (folder / _LIST).unlink(missing_ok=True)
            for source, place in reversed(done):
                place.replace(source)
            raise


def refuse_existing(target: Path, names: tuple[str, ...]) -> None:
    """Raise `ValueRefused` where a file of the model is there."""
    taken = [name for name in names if os.path.lexists(target.with_name(name))]
    if taken:
        raise ValueRefused(
            f"{target.with_name(taken[-1])} exists; choose another name, or ask for it to be overwritten."
        )


@contextlib.contextmanager
def told(target: Path) -> Iterator[None]:
    """Turn errors of the file system into a sentence about the folder of `target`."""
    try:
        yield
    except NodegraphError:
        raise
    except OSError as error:
        raise write_error(target, error) from error


def write_error(target: Path, error: OSError) -> RunError:
    """Return what to say where the target's folder cannot be written."""
    if error.errno in FULL:
        return full(target)
    return RunError(
        f"The folder {target.parent} cannot be written to ({error.strerror or error}); choose another folder."
    )


def full(target: Path) -> StorageFull:
    """Return what to say where there is no room for the target."""
    return StorageFull(f"There is no room on the disk for {target}; make room, or choose another folder.")


def _rename(source: Path, place: Path, done: list[tuple[Path, Path]]) -> None:
    source.replace(place)
    done.append((source, place))


def _finish(folder: Path) -> None:
    """Bring to its end what a dead writer had decided."""
    decided = folder / _LIST
    if decided.is_file():
        names = decided.read_text(encoding="utf-8").splitlines()
        for name in names:
            if Path(name).name == name and (folder / name).is_file():
                (folder / name).replace(folder.parents[1] / name)


def _sync(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return  # Folders cannot be synced there.
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    from nodegraph.core.places import cache_folder

    @contextlib.contextmanager
    def _alone(folder: Path) -> Iterator[None]:
        """Keep other conversions of this user from publishing meanwhile; folders have no locks there."""
        descriptor = os.open(cache_folder() / "publishing.lock", os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            yield
        finally:
            os.close(descriptor)

else:
    import fcntl

    @contextlib.contextmanager
    def _alone(folder: Path) -> Iterator[None]:
        """Keep other conversions from publishing into the folder meanwhile."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some network shares have no locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
