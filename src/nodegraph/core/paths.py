"""How paths are written in a graph file: relative with `/` below the file's folder, absolute elsewhere."""

import os
from pathlib import Path, PurePath, PureWindowsPath


def absolute(text: str, folder: Path) -> str:
    """Return a written path as the program holds it: absolute, a relative one taken from `folder`.

    An absolute path of another system (`D:\\photos` read on Linux) and an empty text stay as they are.
    """
    if not text or "\0" in text or is_foreign(text):
        return text
    return os.path.normpath(os.path.join(folder, text))


def written(path: str, folder: Path) -> str:
    """Return a path as the file holds it, so that `absolute` of it is the path again."""
    try:
        relative = PurePath(path).relative_to(folder).as_posix()
    except ValueError:
        return path
    return path if PureWindowsPath(relative).is_absolute() or absolute(relative, folder) != path else relative


def is_foreign(text: str) -> bool:
    """Return whether this is an absolute path of another system."""
    return os.name != "nt" and PureWindowsPath(text).is_absolute() and not text.startswith("/")
