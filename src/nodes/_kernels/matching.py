"""Makes the colors of one picture like those of another: by statistics, by histograms, by place."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import release_pages
from nodes._kernels.coloring import mixed
from nodes._kernels.resample import resample
from nodes._kernels.spaces import from_oklab, to_oklab
from nodes._kernels.strips import by_strips, on_all_cores, spans

Floats = npt.NDArray[Any]
Seen = npt.NDArray[np.bool_] | None
"""Which pixels `(H, W)` count; `None`: all."""

_BINS = 65536
_LEVELS = 5


def match_spread(pixels: Floats, reference: Floats, seen: Seen, reference_seen: Seen) -> Floats:
    """Return `(H, W, C)` with the mean and standard deviation of the reference, in each of OKLab's numbers.

    Reinhard, Ashikhmin, Gooch and Shirley, "Color transfer between images", IEEE CG&A 21(5), 2001, with OKLab instead
    of their older opponent space. Gray pictures are matched as they are.
    """
    if pixels.shape[2] == 1:
        numbers, wanted = pixels, _statistics(reference, lambda strip: strip, reference_seen)
    else:
        numbers, wanted = by_strips(pixels, to_oklab), _statistics(reference, to_oklab, reference_seen)
    (mean, spread), (new_mean, new_spread) = _statistics(numbers, lambda strip: strip, seen), wanted
    # What has no spread has none to scale.
    factor = np.where(spread > 1e-6, new_spread / np.maximum(spread, 1e-6), 1.0)
    matrix = np.column_stack([np.diag(factor), new_mean - mean * factor])
    if pixels.shape[2] == 1:
        return numbers * np.float32(matrix[0, 0]) + np.float32(matrix[0, 1])

    def work(rows: slice) -> None:
        from_oklab(mixed(numbers[rows], matrix), numbers[rows])
        release_pages(numbers[rows])

    on_all_cores(work, spans(*numbers.shape[:2]))
    return numbers


def _statistics(pixels: Floats, see: Callable[[Floats], Floats], seen: Seen) -> tuple[Floats, Floats]:
    """Return mean and standard deviation `(C,)` of what `see` makes of the pixels, without a picture of it."""
    width = pixels.shape[1]

    def work(rows: slice) -> Floats:
        counting = None if seen is None else seen[rows].astype(np.uint8)
        count = (rows.stop - rows.start) * width if counting is None else np.count_nonzero(counting)
        mean, spread = cv2.meanStdDev(see(pixels[rows]), mask=counting)
        return np.stack([mean[:, 0], np.square(spread[:, 0]) + np.square(mean[:, 0])]) * count

    count = len(pixels) * width if seen is None else np.count_nonzero(seen)
    mean, square = np.sum(on_all_cores(work, spans(*pixels.shape[:2])), axis=0) / count
    return mean, np.sqrt(np.maximum(square - mean * mean, 0))


def match_histogram(pixels: Floats, reference: Floats, seen: Seen, reference_seen: Seen) -> Floats:
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
        counts = _counted(wanted, reference_seen)
        used = counts > 0
        shares = np.cumsum(_counted(places, seen))
        table = np.interp(shares / shares[-1], np.cumsum(counts[used]) / counts.sum(), tones[used])
        result[:, :, channel] = table.astype(np.float32)[places]
    return result


def _counted(places: npt.NDArray[np.uint16], seen: Seen) -> npt.NDArray[np.intp]:
    return np.bincount(places.ravel() if seen is None else places[seen], minlength=_BINS)


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
