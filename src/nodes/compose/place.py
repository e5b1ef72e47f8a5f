"""Puts pictures onto others: at a place, or where a mask says so."""

from typing import Annotated

import numpy as np

from nodegraph import Image, Number, PictureFact, SameImage, allocate, node
from nodes._kernels.blending import Mode, composite
from nodes._kernels.canvas import Corner, offset
from nodes._kernels.coloring import brightness
from nodes._kernels.layers import like, widened
from nodes._kernels.pixels import changed, colored_space
from nodes._kernels.strips import on_all_cores, spans

Steps = Annotated[int, Number(-100_000, 100_000, unit="px")]


@node(
    synonyms=(
        "composite over",
        "overlay",
        "watermark",
        "paste",
        "picture in picture",
        "sticker",
        "caption",
        "alpha over",
    )
)
def place_over(
    base: Image,
    layer: Image,
    place: Corner = "center",
    right: Steps = 0,
    down: Steps = 0,
    mode: Mode = "normal",
    opacity: Annotated[float, Number(0, 1)] = 1.0,
) -> SameImage:
    """Lay a picture of any size over another one, at a place and moved from there.

    What sticks out is cut off; where the layer is transparent the base shows. The result has the size and channels of
    the base.
    """
    left, top = offset(base.shape[1] - layer.shape[1], base.shape[0] - layer.shape[0], place)
    left, top = left + right, top + down
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(base.shape[1], left + layer.shape[1]), min(base.shape[0], top + layer.shape[0])
    if x0 >= x1 or y0 >= y1 or opacity == 0:
        return base
    part = layer[y0 - top : y1 - top, x0 - left : x1 - left]
    alpha = part[:, :, 3:] * np.float32(opacity) if part.shape[2] == 4 else np.float32(opacity)
    if part.shape[:2] == base.shape[:2]:
        return composite(base, like(base, part), alpha, mode)
    result = base.copy()
    below = result[y0:y1, x0:x1]
    below[:] = composite(below, like(base, part), alpha, mode)
    return result


@node(
    halo=0, synonyms=("mask", "apply mask", "image composite masked", "mix", "matte", "lerp", "image composite masked")
)
def mix_by_mask(base: Image, layer: Image, mask: Image) -> Image:
    """Show one picture where a mask is black and another one where it is white, and a mix where it is gray.

    All three have the same size. Transparency is mixed as well.
    """
    _check([(part.shape[1], part.shape[0]) for part in (base, layer, mask)])
    channels = max(base.shape[2], layer.shape[2])
    below, above = widened(base, channels), widened(layer, channels)
    result: Image = allocate(below.shape, np.float32)

    def work(rows: slice) -> None:
        result[rows] = _mixed(below[rows], above[rows], brightness(mask[rows]))

    on_all_cores(work, spans(*below.shape[:2]))
    return result


def _mixed(below: Image, above: Image, share: Image) -> Image:
    result = above - below
    if below.shape[2] != 4:
        result *= share
        result += below
        return result
    alpha = below[:, :, 3:] + result[:, :, 3:] * share
    # Colors count by how much is seen of them.
    weight = np.divide(above[:, :, 3:] * share, alpha, out=share.copy(), where=alpha > 0)
    result[:, :, :3] = below[:, :, :3] + result[:, :, :3] * weight
    result[:, :, 3:] = alpha
    return result


@mix_by_mask.infer
def _(base: PictureFact, layer: PictureFact, mask: PictureFact) -> PictureFact:
    _check([(part.width, part.height) for part in (base, layer, mask)])
    channels = max(base.channels, layer.channels)
    if base.channels == 1 and channels != 1:
        return changed(base, channels=channels, space=colored_space(base.space))
    return changed(base, channels=channels)


def _check(sizes: list[tuple[int, int]]) -> None:
    if len(set(sizes)) > 1:
        words = ", ".join(f"{width}x{height}" for width, height in sizes)
        raise ValueError(f"The pictures and the mask have different sizes ({words}); resize them to one size.")
