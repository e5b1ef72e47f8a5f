"""Takes paths apart."""

from pathlib import Path
from typing import NamedTuple

from nodegraph import Folder, node


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
