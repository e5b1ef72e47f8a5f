"""Where things lie on this machine: the program's resources, its cache, its run folders."""

import os
from functools import cache
from pathlib import Path

import nodegraph
from nodegraph.core.errors import CacheRefused


@cache
def resources() -> Path:
    """Return the folder of icons, models and examples: the checkout's if we run from one, else the package's."""
    package = Path(nodegraph.__file__).resolve().parent
    checkout = package.parents[1]
    declaration = checkout / "pyproject.toml"
    if declaration.is_file() and 'name = "nodegraph"' in declaration.read_text(encoding="utf-8"):
        return checkout / "resources"
    return package / "resources"


def cache_folder() -> Path:
    """Return the folder for what can be made again; created if missing.

    `NODEGRAPH_CACHE` names another one. Read on each call: children inherit the variable. Raises `CacheRefused`.
    """
    named = os.environ.get("NODEGRAPH_CACHE")
    if named:
        folder = Path(named)
    else:
        # platformdirs costs 3 ms; it is wanted only where no folder was named.
        import platformdirs

        folder = Path(platformdirs.user_cache_dir("nodegraph", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CacheRefused(
            f"The cache folder {folder} cannot be made ({error.strerror}); set NODEGRAPH_CACHE to another folder."
        ) from error
    return folder
