"""Changes the colors of pictures and leaves their transparency as it is."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import PictureFact
from nodes._kernels.pixels import LUMA, changed, channel_space
from nodes._kernels.strips import by_strips, into_strips

Floats = npt.NDArray[Any]


def on_colors(pixels: Floats, change: Callable[[Floats], Floats]) -> Floats:
    """Return `(H, W, C)` float32 with `change` applied to its 1 or 3 color channels; alpha stays.

    `change` gets a contiguous array that it must not write into, and may return `(H, W)` for one channel.
    """
    if pixels.shape[2] != 4:
        return change(pixels).reshape(pixels.shape)
    result = np.empty_like(pixels)
    result[:, :, :3] = change(np.ascontiguousarray(pixels[:, :, :3]))
    result[:, :, 3] = pixels[:, :, 3]
    return result


def each_color(pixels: Floats, change: Callable[[Floats], Floats], halo: int = 0) -> Floats:
    """Return `on_colors`, done strip by strip on all cores.

    `halo` is how many rows above and below a row of the result depends on.
    """
    return by_strips(pixels, lambda strip: on_colors(strip, change), halo)


def each_color_into(pixels: Floats, fill: Callable[[Floats, Floats], None]) -> Floats:
    """Return what `each_color` would; `fill(colors, target)` writes into `target`, which is contiguous, too."""

    def work(strip: Floats, target: Floats) -> None:
        if strip.shape[2] != 4:
            fill(strip, target)
            return
        made = np.empty((*strip.shape[:2], 3), np.float32)
        fill(np.ascontiguousarray(strip[:, :, :3]), made)
        target[:, :, :3] = made
        target[:, :, 3] = strip[:, :, 3]

    return into_strips(pixels, work)


def on_channel(pixels: Floats, channel: str, fill: Callable[[Floats, Floats], None]) -> Floats:
    """Return the picture with one channel, `red`, `green`, `blue` or `alpha`, or its `colors` as `fill(them, target)`
    writes them.

    A gray picture has one channel, which counts as each of the colors; where there is no alpha nothing changes.
    """
    if channel == "colors" or (pixels.shape[2] == 1 and channel != "alpha"):
        return each_color_into(pixels, fill)
    place = ("red", "green", "blue", "alpha").index(channel)
    if place >= pixels.shape[2]:
        return pixels

    def work(strip: Floats, target: Floats) -> None:
        made = np.empty((*strip.shape[:2], 1), np.float32)
        fill(np.ascontiguousarray(strip[:, :, place : place + 1]), made)
        target[:] = strip
        target[:, :, place : place + 1] = made

    return into_strips(pixels, work)


def mixed(pixels: Floats, matrix: Floats, target: Floats | None = None) -> Floats:
    """Return colors `(H, W, 3)` each multiplied by a matrix `(3, 3)` or `(3, 4)`, whose last column is added.

    They are written into `target`, contiguous memory, if it is given.
    """
    return cv2.transform(pixels, np.asarray(matrix, np.float32), dst=target)


def brightness(pixels: Floats) -> Floats:
    """Return the brightness `(H, W, 1)` of a picture `(H, W, C)` float32, without alpha."""
    if pixels.shape[2] == 1:
        return pixels
    weights = np.zeros((1, pixels.shape[2]), np.float32)
    weights[0, :3] = LUMA
    return cv2.transform(pixels, weights).reshape(*pixels.shape[:2], 1)


def brightest(colors: Floats) -> Floats:
    """Return the largest of three colors of each pixel, `(H, W)`; numpy's `max` over a short axis is slow."""
    result = np.maximum(colors[:, :, 0], colors[:, :, 1])
    return np.maximum(result, colors[:, :, 2], out=result)


def darkest(colors: Floats) -> Floats:
    """Return the smallest of three colors of each pixel, `(H, W)`."""
    result = np.minimum(colors[:, :, 0], colors[:, :, 1])
    return np.minimum(result, colors[:, :, 2], out=result)


def gray_fact(image: PictureFact) -> PictureFact:
    """Return the fact of one channel made of a picture."""
    return image if image.channels == 1 else changed(image, channels=1, space=channel_space(image.space))


def power(numbers: Floats, exponent: float, target: Floats) -> None:
    """Write `numbers` to a power into `target`, other memory, mirrored below 0: what is negative stays negative."""
    if float(numbers.min()) >= 0:
        cv2.pow(numbers, exponent, dst=target)
        return
    cv2.pow(np.abs(numbers), exponent, dst=target)
    np.copysign(target, numbers, out=target)
