"""Pictures that the training never sees: scikit-image's photographs, and a folder of benchmarks where there is one."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import skimage.data
from degrade import jpeg
from metrics import Codes
from PIL import Image


class Pair(NamedTuple):
    """A picture and what is left of it: `small` (H, W, 3), `large` (scale * H, scale * W, 3), 8-bit RGB."""

    name: str
    small: Codes
    large: Codes


NAMES = ("astronaut", "camera", "coffee", "chelsea", "rocket", "coins", "brick", "grass", "gravel", "page")
"""Pictures of skimage.data that its wheel holds, so that none is downloaded.

Its `moon` is left out: it is 256x256 pixels enlarged by repetition, so at 2x there is nothing in it to be restored.
"""
QUALITIES = (10, 30, 50, 75, 95)
"""JPEG qualities that de-JPEG is scored at; colors at half the size (4:2:0), as cameras and the web store them."""
_OTHERS = ("odd/rgb8_128.png",)
"""Photographs of the benchmark folder that belong to no set: never compressed, not turned, 8-bit RGB."""


def bench_beside() -> Path:
    """Return the benchmark folder that lies beside the project, whether it is there or not."""
    return Path(__file__).parent.joinpath("../../../../shared/assets/images").resolve()


def groups(scale: int, bench: Path) -> dict[str, list[Pair]]:
    """Return the pictures that a model of this scale is scored on, by group; at scale 1 a group for each quality.

    At scale 1 the photographs come once more `halved`, without traces of any JPEG that they were stored as before.
    `bench` holds sets as `*/SET/xSCALE/NAME_LR.png` and `NAME_HR.png`. A set that lacks a scale is reduced here.
    """
    if scale == 1:
        plain = {name: pairs for name, pairs in _whole(bench).items() if pairs}
        return {
            f"{name}, JPEG {quality}": [Pair(pair.name, jpeg(pair.large, quality), pair.large) for pair in pairs]
            for quality in QUALITIES
            for name, pairs in plain.items()
        }
    found = {"photographs": list(from_skimage(scale))}
    for folder in _sets(bench):
        ready = list(from_folder(folder / f"x{scale}"))
        if ready:
            found[folder.name] = ready
        elif truths := _truths(folder):
            found[f"{folder.name}, reduced here"] = [_reduced(name, truth, scale) for name, truth in truths]
    others = [_reduced(path.stem, _read(path), scale) for path in _loose(bench)]
    return found | ({"others, reduced here": others} if others else {})


def from_skimage(scale: int, names: Iterable[str] = NAMES) -> Iterator[Pair]:
    """Yield the photographs reduced by `scale` with Pillow's antialiased bicubic filter."""
    for name in names:
        picture = np.asarray(getattr(skimage.data, name)())
        if picture.ndim == 2:
            picture = np.repeat(picture[..., None], 3, axis=2)
        yield _reduced(name, picture[..., :3], scale)


def from_folder(folder: Path) -> Iterator[Pair]:
    """Yield pairs of files `*_LR.png` and `*_HR.png`; nothing where the folder is missing."""
    for path in sorted(folder.glob("*_HR.png")):
        yield Pair(path.stem.removesuffix("_HR"), _read(path.with_name(path.name.replace("_HR", "_LR"))), _read(path))


def resized(picture: Codes, factor: float, method: Image.Resampling = Image.Resampling.BICUBIC) -> Codes:
    """Return the picture resized by Pillow (antialiased; BICUBIC has a = -0.5)."""
    height, width = (round(side * factor) for side in picture.shape[:2])
    return np.array(Image.fromarray(picture).resize((width, height), method))


def _whole(bench: Path) -> dict[str, list[Pair]]:
    """Return all photographs as they are, by group."""
    found = {"photographs": list(from_skimage(1))}
    # Some were JPEG files (coins of quality 85, grass of 90), so that their truth holds artifacts. Halved, none does.
    found["halved"] = [Pair(pair.name, pair.small, pair.small) for pair in from_skimage(2)]
    for folder in _sets(bench):
        found[folder.name] = [Pair(name, truth, truth) for name, truth in _truths(folder)]
    found["others"] = [Pair(path.stem, truth, truth) for path in _loose(bench) for truth in (_read(path),)]
    return found


def _sets(bench: Path) -> list[Path]:
    return sorted({path.parent.parent for path in bench.glob("*/*/x[234]/*_HR.png")})


def _truths(folder: Path) -> list[tuple[str, Codes]]:
    """Return the large pictures of a set with their names, from its smallest scale, where least was cut off."""
    nearest = min(folder.glob("x[234]"), key=lambda path: path.name)
    return [(path.stem.removesuffix("_HR"), _read(path)) for path in sorted(nearest.glob("*_HR.png"))]


def _loose(bench: Path) -> list[Path]:
    return [path for name in _OTHERS if (path := bench / name).is_file()]


def _reduced(name: str, picture: Codes, scale: int) -> Pair:
    height, width = (side // scale for side in picture.shape[:2])
    large = np.ascontiguousarray(picture[: height * scale, : width * scale])
    return Pair(name, resized(large, 1 / scale), large)


def _read(path: Path) -> Codes:
    with Image.open(path) as picture:
        return np.array(picture.convert("RGB"))
