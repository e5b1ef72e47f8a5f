"""Looks at a path before it is opened: only regular files and folders that are there are touched."""

import os
import stat
from pathlib import Path

from nodegraph import RunError


class Refused(RunError, ValueError):
    """A file, folder or name that cannot be used; one sentence that names it.

    A `ValueError` besides, so that the same check serves while running and in a rule.
    """


def check_file(path: Path) -> os.stat_result:
    """Return the status of a regular file. Raises `Refused` for everything else.

    Nothing is opened: opening a FIFO would wait for its writer, opening a device may do anything.
    """
    status = _look(path, "file")
    if stat.S_ISDIR(status.st_mode):
        raise Refused(f"{path} is a folder, but a file is wanted; choose a file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise Refused(f"{path} is no regular file (a pipe, socket or device); choose a file.")
    if status.st_size == 0:
        raise Refused(f"{path} is empty (0 bytes); take another copy of it.")
    return status


def check_folder(path: Path) -> None:
    """Raise `Refused` unless the path is a folder that is there."""
    if not stat.S_ISDIR(_look(path, "folder").st_mode):
        raise Refused(f"{path} is a file, but a folder is wanted; choose the folder it lies in.")


def _look(path: Path, wanted: str) -> os.stat_result:
    try:
        return path.stat()
    except FileNotFoundError:
        raise Refused(f"There is no {wanted} {path}; check the path.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refused(f"The {wanted} {path} cannot be opened ({reason.lower()}); check its name and rights.") from None
