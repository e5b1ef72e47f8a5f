"""Takes paths apart and puts them together."""

import os
from pathlib import Path, PurePath
from typing import Annotated, NamedTuple

from nodegraph import Folder, Text, node


class PathParts(NamedTuple):
    """The parts of a path."""

    name: str
    """The file's name without its suffix."""
    folder: Folder
    suffix: str
    """With its dot, e.g. `.png`."""
    file: str
    """The file's name with its suffix."""


@node(synonyms=("file name", "stem", "extension", "parent", "directory"))
def split_path(path: Path) -> PathParts:
    """Split a path into name, folder and suffix: /photos/cat.jpg into cat, /photos and .jpg."""
    return PathParts(path.stem, path.parent, path.suffix, path.name)


@node(synonyms=("join path", "append path", "file path", "subfolder"))
def join_path(folder: Folder, name: Annotated[str, Text()] = "picture.png") -> Path:
    """Put a folder and a name together: /photos and cat.jpg become /photos/cat.jpg.

    The name may hold subfolders (a/b.png), but leads to nothing outside of the folder.
    """
    parts = PurePath(name.replace("\\", "/")).parts
    if not parts or PurePath(*parts).is_absolute() or ".." in parts or ":" in parts[0] or "\0" in name:
        raise ValueError(f"{name[:60]!r} is no name below a folder; write one such as cat.jpg or cats/tom.jpg.")
    return folder.joinpath(*parts)


@node(synonyms=("extension", "with suffix", "replace extension", "rename"))
def change_suffix(path: Path, suffix: Annotated[str, Text()] = ".png") -> Path:
    """Give a path another suffix: cat.jpg becomes cat.png; an empty suffix takes it away."""
    suffix = suffix.strip()
    if suffix and not suffix.startswith("."):
        suffix = "." + suffix
    if not path.name or suffix == "." or any(sign in suffix for sign in "/\\\0"):
        raise ValueError(f"{path} cannot have the suffix {suffix[:20]!r}; write one such as .png.")
    return path.with_suffix(suffix)


@node(synonyms=("relative path", "relpath", "path from"))
def relative_path(path: Path, folder: Folder) -> str:
    """Write a path as seen from a folder: /photos/cats/tom.jpg from /photos is cats/tom.jpg."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        raise ValueError(f"{path} lies on another drive than {folder}; there is no way from there.") from None


@node(fresh=True, synonyms=("exists", "is file", "is folder", "if file"))
def path_exists(path: Path) -> bool:
    """Tell whether a file or folder is there."""
    return path.exists()
