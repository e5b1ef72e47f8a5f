"""Lists files of a folder in the order a person expects, one folder in memory at a time."""

import fnmatch
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from nodegraph import note
from nodes._kernels.files import Refused, check_folder
from nodes._kernels.names import natural

Order = Literal["name", "newest", "oldest", "largest", "smallest"]


class Found(NamedTuple):
    """A file or folder, and where it lies below the folder that was listed: `""`, `a`, `a/b`."""

    path: Path
    subfolder: str
    name: str
    """Of a file: without its suffix, except where another file of the list in the same folder is called the same."""


def found_files(
    folder: Path, suffixes: Collection[str] | None, *, recursive: bool, pattern: str, order: Order
) -> Iterator[Found]:
    """Yield the files of a folder that have one of the suffixes (`None`: any) and match the pattern.

    Files come before those of sub-folders, both by `order` and sub-folders always by name, numbers counted:
    `page 9` before `page 10`. The pattern (`*`, `?`, `[..]`, several with `;`, upper and lower case alike) is
    compared with the name, or, where it holds a slash, with the path below the folder; a part that begins
    with `!` leaves out what it matches. Names that begin with a dot and links to folders are left out. Raises
    `Refused` where the folder cannot be listed; a sub-folder that cannot be is noted, and so are a link that leads
    to itself and a name that is no text.
    """
    check_folder(folder)
    wanted = _read_pattern(pattern)
    waiting = [(folder, "")]
    while waiting:
        place, subfolder = waiting.pop()
        entries = _entries(place, first=place is folder)
        listed = [entry for entry in entries if _is_file(entry, suffixes) and wanted(subfolder, entry.name)]
        stems = Counter(os.path.splitext(entry.name)[0].casefold() for entry in listed)
        for entry in sorted(listed, key=_key(order)):
            stem = os.path.splitext(entry.name)[0]
            # cat.jpg and cat.png keep their suffixes, so that what is made of them has two names as well.
            yield Found(Path(entry.path), subfolder, entry.name if stems[stem.casefold()] > 1 else stem)
        if recursive:
            inner = sorted((e for e in entries if e.is_dir(follow_symlinks=False)), key=lambda e: natural(e.name))
            waiting += [(Path(e.path), f"{subfolder}/{e.name}" if subfolder else e.name) for e in reversed(inner)]


def found_folders(folder: Path, *, recursive: bool, pattern: str) -> Iterator[Found]:
    """Yield the folders in a folder that match the pattern, by name; an inner one after its outer one."""
    check_folder(folder)
    wanted = pattern.strip().lower() or "*"
    waiting = [(folder, "")]
    while waiting:
        place, subfolder = waiting.pop()
        if place is not folder and fnmatch.fnmatchcase(place.name.lower(), wanted):
            yield Found(place, subfolder, place.name)
        if place is folder or recursive:
            entries = _entries(place, first=place is folder)
            inner = sorted((e for e in entries if e.is_dir(follow_symlinks=False)), key=lambda e: natural(e.name))
            waiting += [(Path(e.path), f"{subfolder}/{e.name}" if subfolder else e.name) for e in reversed(inner)]


def _read_pattern(pattern: str) -> Callable[[str, str], bool]:
    """Return whether a file, given by its sub-folder and name, is meant."""
    parts = [part.strip().lower() for part in pattern.split(";")]
    out = [part[1:].strip() for part in parts if part.startswith("!") and part[1:].strip()]
    into = [part for part in parts if part and not part.startswith("!")] or ["*"]

    def matches(parts: list[str], subfolder: str, name: str) -> bool:
        below = f"{subfolder}/{name}" if subfolder else name
        return any(fnmatch.fnmatchcase((below if "/" in part else name).lower(), part) for part in parts)

    return lambda subfolder, name: matches(into, subfolder, name) and not matches(out, subfolder, name)


def _entries(folder: Path, first: bool) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        if first:
            raise Refused(f"The folder {folder} cannot be listed ({reason}); check its rights.") from None
        note(f"The folder {folder} was left out, because it cannot be listed ({reason}).")
        return []


def _is_file(entry: "os.DirEntry[str]", suffixes: Collection[str] | None) -> bool:
    if suffixes is not None and os.path.splitext(entry.name)[1].lower() not in suffixes:
        return False
    try:
        entry.name.encode()
        return entry.is_file()
    except UnicodeEncodeError:
        # Messages between processes hold text, which such a name is not.
        name = os.fsencode(entry.name).decode(errors="backslashreplace")
        note(f"{name} was left out, because its name holds bytes that are no UTF-8 text; rename it.")
    except OSError as error:
        note(f"{entry.path} was left out, because it leads nowhere ({(error.strerror or str(error)).lower()}).")
    return False


def _key(order: Order) -> Callable[["os.DirEntry[str]"], Any]:
    match order:
        case "newest":
            return lambda entry: (-entry.stat().st_mtime_ns, natural(entry.name))
        case "oldest":
            return lambda entry: (entry.stat().st_mtime_ns, natural(entry.name))
        case "largest":
            return lambda entry: (-entry.stat().st_size, natural(entry.name))
        case "smallest":
            return lambda entry: (entry.stat().st_size, natural(entry.name))
    return lambda entry: natural(entry.name)
