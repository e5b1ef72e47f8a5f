"""Lists files of any kind."""

from itertools import islice
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from nodegraph import Folder, Number, Stream, Text, node
from nodes._kernels.listing import Order, found_files


class ListedFile(NamedTuple):
    """A file found in a folder."""

    path: Path
    name: str
    """Without its suffix; with it where another file listed in the folder is called the same."""
    subfolder: str
    """Where it lies below the listed folder: empty, `a` or `a/b`."""
    index: int
    """Counted from 0."""


@node(fresh=True, synonyms=("list directory", "directory", "glob", "try all looks", "file iterator", "load files"))
def list_files(
    folder: Folder,
    recursive: bool = False,
    pattern: Annotated[str, Text()] = "*",
    order: Order = "name",
    limit: Annotated[int, Number(0)] = 0,
    on_error: Literal["continue", "stop"] = "continue",
) -> Stream[ListedFile]:
    """List the files of a folder, one item each, of whatever kind: looks, fonts, profiles, graphs.

    The pattern (`*.cube`, `?`, several with `;`) is compared with file names, or with the path below the folder
    where it holds a slash; `!` before it leaves out what it matches. *limit* ends the list early; 0 lists all. Hidden
    files are left out. *on error* says whether the rest goes on when one item fails.
    """
    found = found_files(folder, None, recursive=recursive, pattern=pattern, order=order)
    for index, (path, subfolder, name) in enumerate(islice(found, limit or None)):
        yield ListedFile(path, name, subfolder, index)
