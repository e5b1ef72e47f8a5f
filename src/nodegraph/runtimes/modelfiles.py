"""The files that make up one model, and the stamp by which a change of any of them is seen."""

from pathlib import Path
from typing import NamedTuple

from nodegraph.runtimes.ncnn_pair import is_description, pair


class Stamp(NamedTuple):
    """What the file system says of a model's files."""

    size: int
    """Bytes of all files together."""
    changed: int
    """Moments of their last changes in ns, added up: another number when any of them changed."""


def files_of(path: Path) -> tuple[Path, ...]:
    """Return all files of the model, always in the same order, whichever of them is named.

    That is the file itself, and for a pair of ncnn its description and its weights. Raises `FileRefused` where one of
    a pair is missing, `OSError` where the file cannot be read.
    """
    if path.suffix.lower() in (".param", ".bin") or is_description(path):
        found = pair(path)
        return (path,) if found is None else found
    return (path,)


def stamp(path: Path) -> Stamp:
    """Return the stamp of the model's files. Raises like `files_of`."""
    states = [file.stat() for file in files_of(path)]
    return Stamp(sum(state.st_size for state in states), sum(state.st_mtime_ns for state in states))
