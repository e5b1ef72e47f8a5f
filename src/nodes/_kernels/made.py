"""Pictures made of colors: how many channels they have, and mixing two colors."""

from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph import Color, PictureFact
from nodes._kernels.pixels import check_size

Floats = npt.NDArray[Any]


def channels_of(*colors: Color) -> int:
    """Return the channels of a picture that holds all of these colors."""
    return max(len(color) for color in colors)


def color_fact(width: int, height: int, *colors: Color) -> PictureFact:
    """Return the fact of a picture made of these colors. Raises `ValueError` for one that is too large."""
    check_size(width, height)
    return made_fact(width, height, channels_of(*colors))


def made_fact(width: int, height: int, channels: int) -> PictureFact:
    """Return the fact of a picture that was made of nothing."""
    return PictureFact(width, height, channels, "8", "gray" if channels == 1 else "srgb")


def mixed_colors(share: Floats, first: Color, second: Color) -> Floats:
    """Return `(H, W, C)` float32: the first color where `share` `(H, W)` is 0, the second where it is 1.

    Colors are mixed by how much is seen of them: fading into a transparent color changes no hue.
    """
    channels = channels_of(first, second)
    below, above = _wide(first, channels), _wide(second, channels)
    result = np.empty((*share.shape, channels), np.float32)
    share = np.ascontiguousarray(share, np.float32)
    if channels != 4 or below[3] == above[3]:
        for channel in range(channels):
            np.multiply(share, above[channel] - below[channel], out=result[:, :, channel])
            result[:, :, channel] += below[channel]
        return result
    alpha = below[3] + share * (above[3] - below[3])
    weight = np.divide(above[3] * share, alpha, out=share.copy(), where=alpha > 0)
    result[:, :, :3] = below[:3] + weight[:, :, None] * (above[:3] - below[:3])
    result[:, :, 3] = alpha
    return result


def _wide(color: Color, channels: int) -> Floats:
    numbers = np.float32(color)
    if len(numbers) == 1 and channels > 1:
        numbers = numbers.repeat(3)
    return np.append(numbers, np.float32(1)) if len(numbers) == 3 and channels == 4 else numbers
