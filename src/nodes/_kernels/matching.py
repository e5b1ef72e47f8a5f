"""Makes the colors of one picture like those of another: by statistics, by histograms, by place."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from nodes._kernels.resample import resample
from nodes._kernels.spaces import from_oklab, to_oklab

Floats = npt.NDArray[Any]

_BINS = 65536
_LEVELS = 5


def match_spread(pixels: Floats, reference: Floats) -> Floats:
    """Return `(H, W, C)` with the mean and standard deviation of the reference, in each of OKLab's numbers.

    Reinhard, Ashikhmin, Gooch and Shirley, "Color transfer between images", IEEE CG&A 21(5), 2001, with OKLab instead
    of their older opponent space. Gray pictures are matched as they are.
    """
    if pixels.shape[2] == 1:
        return _moved(pixels, reference)
    return from_oklab(_moved(to_oklab(pixels), to_oklab(reference)))


def _moved(numbers: Floats, wanted: Floats) -> Floats:
    mean, spread = numbers.mean(axis=(0, 1), dtype=np.float64), numbers.std(axis=(0, 1), dtype=np.float64)
    new_mean, new_spread = wanted.mean(axis=(0, 1), dtype=np.float64), wanted.std(axis=(0, 1), dtype=np.float64)
    # What has no spread has none to scale.
    factor = np.where(spread > 1e-6, new_spread / np.maximum(spread, 1e-6), 1.0)
    result = numbers * factor.astype(np.float32)
    result += (new_mean - mean * factor).astype(np.float32)
    return result


def match_histogram(pixels: Floats, reference: Floats) -> Floats:
    """Return `(H, W, C)` whose tones are as frequent, channel by channel, as the reference's.

    Gonzalez and Woods, "Digital image processing", 3.3.2; over 65,536 steps of the range of both.
    """
    low = float(min(pixels.min(), reference.min()))
    high = float(max(pixels.max(), reference.max()))
    if high <= low:
        return pixels
    scale = np.float32((_BINS - 1) / (high - low))
    tones = np.linspace(low, high, _BINS)
    result = np.empty_like(pixels)
    for channel in range(pixels.shape[2]):
        places = ((pixels[:, :, channel] - np.float32(low)) * scale + np.float32(0.5)).astype(np.uint16)
        wanted = ((reference[:, :, channel] - np.float32(low)) * scale + np.float32(0.5)).astype(np.uint16)
        counts = np.bincount(wanted.ravel(), minlength=_BINS)
        used = counts > 0
        shares = np.cumsum(np.bincount(places.ravel(), minlength=_BINS)) / places.size
        table = np.interp(shares, np.cumsum(counts[used]) / wanted.size, tones[used])
        result[:, :, channel] = table.astype(np.float32)[places]
    return result


def match_low_frequencies(pixels: Floats, reference: Floats) -> Floats:
    """Return `(H, W, C)` with its own detail and the reference's low frequencies, resized to it if need be.

    Both are split by an undecimated wavelet ("à trous": Holschneider et al., "A real-time algorithm for signal
    analysis with the help of the wavelet transform", 1989) of five levels.
    """
    height, width = pixels.shape[:2]
    wanted = resample(np.ascontiguousarray(reference), width, height, "linear")
    result = pixels - _low(pixels)
    result += _low(wanted)
    return result


def _low(pixels: Floats) -> Floats:
    for level in range(_LEVELS):
        step = 2**level
        kernel = np.zeros(2 * step + 1, np.float32)
        kernel[0] = kernel[-1] = 0.25
        kernel[step] = 0.5
        pixels = cv2.sepFilter2D(pixels, -1, kernel, kernel, borderType=cv2.BORDER_REPLICATE).reshape(pixels.shape)
    return pixels
