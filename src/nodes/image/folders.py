"""Lists pictures and folders."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, Literal, NamedTuple

from nodegraph import Folder, ImageFile, Number, Stream, Text, node
from nodes._kernels.codecs.kinds import READABLE
from nodes._kernels.listing import Order, found_files, found_folders

Limit = Annotated[int, Number(0)]
Pattern = Annotated[str, Text()]


class Listed(NamedTuple):
    """A picture file found in a folder."""

    path: ImageFile
    name: str
    """Without its suffix; with it where another picture of the folder is called the same."""
    subfolder: str
    """Where it lies below the listed folder: empty, `a` or `a/b`; wire it to *Save image* for the same tree."""
    index: int
    """Counted from 0."""


@node(fresh=True, synonyms=("load images", "folder of images", "image directory", "batch", "image iterator"))
def list_images(
    folder: Folder,
    recursive: bool = False,
    pattern: Pattern = "*",
    order: Order = "name",
    limit: Limit = 0,
    on_error: Literal["continue", "stop"] = "continue",
) -> Stream[Listed]:
    """List the pictures of a folder, one item each.

    The pattern (`*`, `?`, several with `;`) is compared with file names, or with the path below the folder
    where it holds a slash; `!` before it leaves out what it matches. *limit* ends the list early; 0 lists
    all. *on error* says whether the rest goes on when one picture fails. Only names are read here: wire
    the path to *Load image*.
    """
    found = found_files(folder, READABLE, recursive=recursive, pattern=pattern, order=order)
    for index, (path, subfolder, name) in enumerate(_limited(found, limit)):
        yield Listed(path, name, subfolder, index)


class ListedFolder(NamedTuple):
    """A folder found in a folder."""

    path: Folder
    name: str
    subfolder: str
    """Its path below the listed folder: `a`, `a/b`."""
    index: int


@node(fresh=True, synonyms=("subfolders", "directories"))
def list_folders(
    folder: Folder,
    recursive: bool = False,
    pattern: Pattern = "*",
    limit: Limit = 0,
    on_error: Literal["continue", "stop"] = "continue",
) -> Stream[ListedFolder]:
    """List the folders in a folder, one item each; wire the path to *List images* for a folder of folders.

    *recursive* lists their inner folders, too. The pattern is compared with names. *limit* ends the list
    early; 0 lists all. *on error* says whether the rest goes on when one item fails.
    """
    found = found_folders(folder, recursive=recursive, pattern=pattern)
    for index, (path, subfolder, name) in enumerate(_limited(found, limit)):
        yield ListedFolder(path, name, subfolder, index)


def _limited(found: Iterator[Any], limit: int) -> Iterator[Any]:
    return islice(found, limit) if limit else found
