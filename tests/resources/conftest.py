"""Fixtures: the modules of the recipe, and the models that come along as spandrel opens them."""

import importlib
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nodegraph.catalogue.cards import Card

RECIPE = Path(__file__).parents[2] / "resources" / "models" / "train"

Pixels = NDArray[Any]


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Return a function that imports a module of the recipe; none of them stays imported."""
    monkeypatch.syspath_prepend(str(RECIPE))
    names = [path.stem for path in RECIPE.glob("*.py")]
    yield importlib.import_module
    for name in names:
        sys.modules.pop(name, None)


@cache
def opened(path: Path) -> Any:
    """Return a model as spandrel describes it."""
    from nodegraph.runtimes.torch_import import import_spandrel

    return import_spandrel().ModelLoader(device="cpu").load_from_file(path)


def made(card: Card, picture: Pixels) -> Pixels:
    """Return what torch makes of a float picture (H, W, 3) in [0, 1]: (scale * H, scale * W, 3), not clipped.

    The result is read-only, because several tests look at the same one.
    """
    small = np.ascontiguousarray(picture, np.float32)
    return _made(card.path, small.shape, small.tobytes())


@cache
def _made(path: Path, shape: tuple[int, ...], numbers: bytes) -> Pixels:
    import torch

    picture = np.frombuffer(numbers, np.float32).reshape(shape).transpose(2, 0, 1)
    with torch.inference_mode():
        small = torch.from_numpy(np.ascontiguousarray(picture))[None]
        result: Pixels = opened(path).model(small)[0].numpy().transpose(1, 2, 0)
    result.flags.writeable = False
    return result


def codes(picture: Pixels) -> Pixels:
    """Return a float picture as 8 bits a channel."""
    return np.floor(np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)
