"""A model between two, as a handle: made once, then found in the cache folder by what it is made of."""

import contextlib
import hashlib
import shutil
from pathlib import Path

from nodegraph.core.errors import NodegraphError, StorageFull, ValueRefused
from nodegraph.core.places import cache_folder
from nodegraph.runtimes.convert.conversion import interpolate
from nodegraph.runtimes.model import Model, open_model

_SUFFIXES = {"torch": ".safetensors", "ncnn": ".param"}
_MOST = 16
"""Blends that are kept; the one unused longest goes first."""


def blend(first: Model, second: Model, share: float) -> Model:
    """Return the model that lies between two of one architecture: `1 - share` of the first, `share` of the second.

    Raises like `interpolate`, and `StorageFull` where the cache cannot be written.
    """
    suffix = _SUFFIXES.get(first.fact.runtime or "")
    if suffix is None:
        raise ValueRefused(f"{first.fact.name} cannot be interpolated; two torch models can, or two ncnn models.")
    recipe = f"{first.fact.sha256} {second.fact.sha256} {share!r}"
    name = f"{first.fact.name}-{second.fact.name}-{share:g}"[:80]
    folder = cache_folder() / "blends"
    target = folder / hashlib.sha256(recipe.encode()).hexdigest()[:32] / f"{name}{suffix}"
    if not target.is_file():
        _make(first, second, share, target)
        _make_room(folder)
    with contextlib.suppress(OSError):  # The cache may be for reading only.
        target.parent.touch()
    return open_model(target)


def _make(first: Model, second: Model, share: float, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFull(
            f"{first.fact.name} and {second.fact.name} cannot be blended: the cache folder {cache_folder()} cannot be "
            f"written ({error.strerror}); make room there, or set NODEGRAPH_CACHE to another folder."
        ) from error
    try:
        interpolate(first.path, second.path, share, target, overwrite=True)
    except NodegraphError:
        with contextlib.suppress(OSError):  # Another program may have made it meanwhile.
            target.parent.rmdir()
        raise


def _make_room(folder: Path) -> None:
    ages = {}
    for one in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # Another program makes room, too.
            ages[one] = one.stat().st_mtime
    for old in sorted(ages, key=ages.__getitem__)[:-_MOST]:
        shutil.rmtree(old, ignore_errors=True)
