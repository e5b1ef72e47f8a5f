"""What is installed here, read from the folders that installers leave: importing `importlib.metadata` takes longer."""

import os
import sys
from collections.abc import Iterator
from functools import lru_cache

_INFORMATION = (".dist-info", ".egg-info")


def version_of(package: str) -> str | None:
    """Return the version of an installed package, `None` where it is not installed."""
    wanted = _plain(package)
    for folder in _searched():
        for name, version, _ in folder:
            if name == wanted:
                return version or _version_told(package)
    return None


def declarations(group: str) -> list[str]:
    """Return what installed packages declare about entry points, where they name this group.

    Each text begins with a line of name and version; whether it truly declares something is for
    `importlib.metadata` to say.
    """
    found: dict[str, str] = {}
    for folder in _searched():
        for name, version, path in folder:
            if name not in found:
                found[name] = f"{name} {version}\n{_entry_points(path)}"
    return sorted(text for text in found.values() if group in text)


def _entry_points(path: str) -> str:
    try:
        with open(os.path.join(path, "entry_points.txt"), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _version_told(package: str) -> str | None:
    """Return the version of a package whose folder does not say it (one that is developed where it lies)."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _searched() -> Iterator[tuple[tuple[str, str, str], ...]]:
    for entry in sys.path:
        folder = entry or os.curdir
        try:
            changed = os.stat(folder).st_mtime_ns
        except OSError:
            continue
        yield _packages(os.path.abspath(folder), changed)


@lru_cache(maxsize=64)
def _packages(folder: str, changed: int) -> tuple[tuple[str, str, str], ...]:
    """Return name, version (empty where it is not told) and folder of what is installed in a folder."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        # A file: packages in an archive are left to be.
        return ()
    found = []
    for name in names:
        stem, suffix = os.path.splitext(name)
        if suffix in _INFORMATION:
            package, _, rest = stem.partition("-")
            found.append((_plain(package), rest.partition("-py")[0], os.path.join(folder, name)))
    return tuple(found)


def _plain(package: str) -> str:
    return package.lower().replace("-", "_").replace(".", "_")
