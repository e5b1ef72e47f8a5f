"""Pictures that the training never sees: the photographs in scikit-image's wheel, and a benchmark folder if given."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import skimage.data
import skimage.io
from metrics import Codes
from PIL import Image


class Pair(NamedTuple):
    """A picture and its reduction: `small` (H, W, 3), `large` (scale * H, scale * W, 3), 8-bit RGB."""

    name: str
    small: Codes
    large: Codes


NAMES = ("astronaut", "camera", "coffee", "chelsea", "rocket", "coins", "brick", "grass", "gravel", "page")
"""Pictures of skimage.data that its wheel holds, so that none is downloaded.

Its `moon` is left out: it is 256x256 pixels enlarged by repetition, so at 2x there is nothing in it to be restored.
"""


def from_skimage(scale: int, names: tuple[str, ...] = NAMES) -> Iterator[Pair]:
    """Yield the photographs reduced by `scale` with Pillow's antialiased bicubic filter."""
    for name in names:
        picture = np.asarray(getattr(skimage.data, name)())
        if picture.ndim == 2:
            picture = np.repeat(picture[..., None], 3, axis=2)
        height, width = (side // scale for side in picture.shape[:2])
        large = np.ascontiguousarray(picture[: height * scale, : width * scale, :3])
        yield Pair(name, resized(large, 1 / scale), large)


def from_folder(folder: Path) -> Iterator[Pair]:
    """Yield pairs of files `*_LR.png` and `*_HR.png`; nothing where the folder is missing."""
    for path in sorted(folder.glob("*_HR.png")):
        small = path.with_name(path.name.replace("_HR", "_LR"))
        name = path.name.split("_HR")[0]
        yield Pair(name, np.array(Image.open(small).convert("RGB")), np.array(Image.open(path).convert("RGB")))


def resized(picture: Codes, factor: float, method: Image.Resampling = Image.Resampling.BICUBIC) -> Codes:
    """Return the picture resized by Pillow (antialiased; BICUBIC has a = -0.5)."""
    height, width = (round(side * factor) for side in picture.shape[:2])
    return np.array(Image.fromarray(picture).resize((width, height), method))
