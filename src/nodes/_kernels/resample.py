"""Changes the size of a picture: one separable, antialiased filter for every pixel type.

Every output pixel is a weighted sum of the input pixels under its filter, which widens with the
step between output pixels when shrinking (antialiasing; Turkowski, "Filters for Common Resampling
Tasks", Graphics Gems, 1990). The weights of a few neighboring output pixels form a small dense
matrix, so that both directions are matrix products: at 12 megapixels this is several times faster
than a loop over taps, and it needs no quantized weights. Rows are made in strips, so that only the
result is as large as the picture.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from nodegraph import allocate, release_pages
from nodes._kernels.pixels import full_scale

Kernel = Literal["nearest", "box", "linear", "cubic", "mitchell", "lanczos"]
KERNELS: tuple[str, ...] = get_args(Kernel)

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]
Region = tuple[float, float, float, float]

_STRIP = 1 << 21
"""Numbers of the result made at a time; 8 MiB as float32, small enough for a cache and large enough for BLAS."""
_AT_ONCE = 1 << 29
"""Bytes of pixels that need no strips, since they lie in plain memory."""
_SERIAL = 1 << 18
"""Up to so many multiplications OpenBLAS starts no threads."""
_FAINT = 1 / 65535
"""Below this alpha a pixel is invisible in every file format, and its color cannot be recovered."""


class Light(NamedTuple):
    """How a picture's numbers become light: each way for `(H, W, C)`, C as the picture has them, alpha untouched."""

    decode: Callable[[Array], Floats]
    """Takes pixels as they are stored, gives floats with white = 1."""
    encode: Callable[[Floats], Floats]


def resample(
    pixels: Array,
    width: int,
    height: int,
    kernel: Kernel = "cubic",
    *,
    region: Region | None = None,
    light: Light | None = None,
    report: Callable[[float, float], object] | None = None,
) -> Array:
    """Return `pixels` `(H, W, C)` as `(height, width, C)` of the same type.

    `uint8`, `uint16` (rounded to the nearest, clipped to their range) and `float32` (never clipped).
    `region` `(left, top, right, bottom)` in pixels, fractions allowed, is the part of the input that
    the result shows; the default is all of it. With four channels the last one is straight alpha:
    colors are weighted by it, so that hidden colors do not bleed, and fully transparent pixels become
    black. With `light`, light is averaged instead of the numbers; `nearest` needs none.
    `report(done, total)` is called after every strip.

    `box` is the mean over the area a pixel covers, `linear` the triangle, `cubic` Keys' cubic
    with a = -1/2 (Catmull-Rom), `mitchell` the cubic with B = C = 1/3, `lanczos` the sinc windowed
    to three lobes. Raises `ValueError` for an empty size.
    """
    if width < 1 or height < 1:
        raise ValueError(f"A picture of {width}x{height} pixels would be empty; ask for at least 1x1.")
    source = (0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0]))
    region = region or source
    if region == source and (height, width) == pixels.shape[:2]:
        return pixels
    result: Array = allocate((height, width, pixels.shape[2]), pixels.dtype)
    whole = region == source and pixels.shape[0] % height == 0 and pixels.shape[1] % width == 0
    plain = pixels.dtype == np.float32 and pixels.shape[2] != 4 and light is None and pixels.nbytes <= _AT_ONCE
    if kernel == "box" and whole and plain:
        # Means of whole pixels: OpenCV's own loop needs a third of the time.
        import cv2

        cv2.resize(pixels, (width, height), dst=result, interpolation=cv2.INTER_AREA)
    elif kernel == "nearest":
        _pick(pixels, result, region, report)
    else:
        _filter(pixels, result, kernel, region, light, report)
    return result


def _pick(pixels: Array, result: Array, region: Region, report: Callable[[float, float], object] | None) -> None:
    """Fill `result` with the pixels nearest to its pixels' centers."""
    height, width = result.shape[:2]
    columns = _nearest(width, region[0], region[2], pixels.shape[1])
    rows = _nearest(height, region[1], region[3], pixels.shape[0])
    step = max(1, _STRIP // (width * result.shape[2]))
    for top in range(0, height, step):
        kept, places = np.unique(rows[top : top + step], return_inverse=True)
        result[top : top + step] = np.take(pixels[kept], columns, axis=1)[places]
        release_pages(result[top : top + step])
        release_pages(pixels[: kept[0]])
        if report is not None:
            report(min(top + step, height), height)


def _nearest(count: int, low: float, high: float, size: int) -> npt.NDArray[np.intp]:
    centers = low + (np.arange(count) + 0.5) * ((high - low) / count)
    return np.clip(np.floor(centers), 0, size - 1).astype(np.intp)


class _Block(NamedTuple):
    """Neighboring output positions and the input positions they read."""

    out: slice
    source: slice
    weights: Floats
    """(outputs, inputs); every row sums to 1."""


def _filter(
    pixels: Array,
    result: Array,
    kernel: str,
    region: Region,
    light: Light | None,
    report: Callable[[float, float], object] | None,
) -> None:
    height, width, channels = result.shape
    columns = list(_blocks(width, region[0], region[2], pixels.shape[1], kernel))
    # Interleaved channels are filtered by one product: each weight becomes a small diagonal matrix.
    spread = [_spread(block, channels) for block in columns]
    rows = list(_blocks(height, region[1], region[3], pixels.shape[0], kernel))
    alpha = _Alpha(pixels, light) if channels == 4 else None

    taller = height >= region[3] - region[1]

    def make(strip: list[_Block]) -> list[_Block]:
        top, bottom = strip[0].source.start, strip[-1].source.stop
        numbers = _floats(pixels[top:bottom]) if light is None else light.decode(pixels[top:bottom])
        if alpha is not None:
            numbers = alpha.into(numbers)
        numbers = numbers.reshape(bottom - top, -1)
        # The direction across costs more a row, so it goes where there are fewer rows.
        if taller:
            numbers = _along(strip, _across(spread, numbers, width * channels))
        else:
            numbers = _across(spread, _along(strip, numbers), width * channels)
        first, last = strip[0].out.start, strip[-1].out.stop
        final = numbers.reshape(last - first, width, channels)
        if alpha is not None:
            alpha.out_of(final)
        if light is not None:
            final = light.encode(final) * np.float32(full_scale(result.dtype))
        _store(final, result[first:last])
        return strip

    strips = list(_strips(rows, width * channels))
    if len(strips) == 1:
        make(strips[0])
        return
    import cv2

    with ThreadPoolExecutor(max(1, cv2.getNumThreads())) as pool:
        for strip in pool.map(make, strips):
            first, last = strip[0].out.start, strip[-1].out.stop
            # Pixels in a file need no memory behind the strip; what a later one reads again comes back.
            release_pages(result[first:last])
            release_pages(pixels[: strip[0].source.start])
            if report is not None:
                report(last, height)


def _along(strip: list[_Block], numbers: Floats) -> Floats:
    """Return the strip's output rows, filtered down the columns of its input rows.

    The products, here and in `_across`, are so small that BLAS takes one thread for each: on a busy
    machine its threads wait for each other in a spin (5 s instead of 0.8 s for a result of 48 megapixels).
    """
    top, first = strip[0].source.start, strip[0].out.start
    result = np.empty((strip[-1].out.stop - first, numbers.shape[1]), np.float32)
    for block in strip:
        inputs = numbers[block.source.start - top : block.source.stop - top]
        out = result[block.out.start - first : block.out.stop - first]
        step = max(16, _SERIAL // block.weights.size)
        for left in range(0, numbers.shape[1], step):
            np.matmul(block.weights, inputs[:, left : left + step], out=out[:, left : left + step])
    return result


def _across(spread: list[_Block], numbers: Floats, width: int) -> Floats:
    """Return the rows filtered along themselves, `width` numbers each."""
    result = np.empty((len(numbers), width), np.float32)
    for block in spread:
        step = max(16, _SERIAL // block.weights.size)
        for top in range(0, len(numbers), step):
            inputs = numbers[top : top + step, block.source]
            np.matmul(inputs, block.weights, out=result[top : top + step, block.out])
    return result


def _blocks(count: int, low: float, high: float, size: int, kernel: str) -> Iterator[_Block]:
    """Yield the weights along one axis: `count` outputs over `low` to `high` of an input of `size`."""
    step = (high - low) / count
    stretch = max(step, 1.0)
    radius, weigh = _FILTERS[kernel]
    support = radius * stretch
    # A block spans step * length + 2 * support inputs; this length keeps the waste low at a size that suits BLAS.
    length = int(min(64, max(16, 2 * support / step)))
    for start in range(0, count, length):
        stop = min(start + length, count)
        centers = low + (np.arange(start, stop) + 0.5) * step
        first = min(max(0, int(np.floor(centers[0] - support))), size - 1)
        last = max(min(size, int(np.ceil(centers[-1] + support)) + 1), first + 1)
        distance = np.arange(first, last) + 0.5 - centers[:, None]
        weights = _cover(distance, step) if kernel == "box" else weigh(np.abs(distance / stretch))
        weights /= weights.sum(axis=1, keepdims=True)
        yield _Block(slice(start, stop), slice(first, last), weights.astype(np.float32))


def _cover(distance: npt.NDArray[np.float64], step: float) -> npt.NDArray[np.float64]:
    """Return how much of each input pixel lies under an output pixel that is `step` wide."""
    half = step / 2
    return np.clip(np.minimum(distance + 0.5, half) - np.maximum(distance - 0.5, -half), 0, None)


def _linear(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.clip(1 - x, 0, None)


def _cubic(b: float, c: float) -> Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]:
    """Return the two-parameter cubic (Mitchell and Netravali, "Reconstruction Filters in Computer
    Graphics", SIGGRAPH 1988, equation 8); b = 0, c = 1/2 is Keys' cubic (IEEE ASSP 29, 1981)."""

    def weigh(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        near = ((12 - 9 * b - 6 * c) * x + (-18 + 12 * b + 6 * c)) * x * x + (6 - 2 * b)
        far = (((-b - 6 * c) * x + (6 * b + 30 * c)) * x + (-12 * b - 48 * c)) * x + (8 * b + 24 * c)
        return np.where(x < 1, near, np.where(x < 2, far, 0.0)) / 6

    return weigh


def _lanczos(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the sinc windowed by a sinc three times as wide (Duchon, J. Appl. Meteorology 18, 1979)."""
    return np.where(x < 3, np.sinc(x) * np.sinc(x / 3), 0.0)


_FILTERS: dict[str, tuple[float, Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]]] = {
    "box": (1.0, _linear),
    "linear": (1.0, _linear),
    "cubic": (2.0, _cubic(0.0, 0.5)),
    "mitchell": (2.0, _cubic(1 / 3, 1 / 3)),
    "lanczos": (3.0, _lanczos),
}
"""Per kernel its radius in steps and its weights at a distance in steps. The weights of `box` are made by `_cover`."""


def _spread(block: _Block, channels: int) -> _Block:
    """Return the block for rows of interleaved channels, transposed: (inputs * C, outputs * C)."""
    weights = np.ascontiguousarray(np.kron(block.weights, np.eye(channels, dtype=np.float32)).T)
    out = slice(block.out.start * channels, block.out.stop * channels)
    source = slice(block.source.start * channels, block.source.stop * channels)
    return _Block(out, source, weights)


def _strips(rows: list[_Block], numbers: int) -> Iterator[list[_Block]]:
    """Yield neighboring blocks of rows that together make about `_STRIP` numbers."""
    strip: list[_Block] = []
    for block in rows:
        strip.append(block)
        if (block.out.stop - strip[0].out.start) * numbers >= _STRIP:
            yield strip
            strip = []
    if strip:
        yield strip


def _floats(pixels: Array) -> Floats:
    return np.ascontiguousarray(pixels, dtype=np.float32)


def _store(numbers: Floats, target: Array) -> None:
    """Write numbers in the target's own scale into it, rounded and clipped where it holds integers."""
    if target.dtype != np.float32:
        np.clip(numbers, 0, np.iinfo(target.dtype).max, out=numbers)
        np.add(numbers, 0.5, out=numbers)
    np.copyto(target, numbers, casting="unsafe")


class _Alpha:
    """Weights colors by alpha before filtering and takes the weight out again."""

    def __init__(self, pixels: Array, light: Light | None) -> None:
        self.full = full_scale(pixels.dtype) if light is None else 1.0
        # Negative lobes may throw the color of a nearly transparent pixel anywhere; it stays in the
        # range of the input's colors, which is at least [0, 1].
        self.low, self.high = 0.0, self.full
        if pixels.dtype == np.float32:
            colors = pixels[:, :, :3]
            ends = np.array([[[colors.min()] * 4, [colors.max()] * 4]], np.float32)
            ends = (ends if light is None else light.decode(ends))[:, :, :3]
            self.low, self.high = min(0.0, float(ends.min())), max(1.0, float(ends.max()))

    def into(self, strip: Floats) -> Floats:
        """Return the strip with its colors weighted by alpha in [0, 1]."""
        weighted = strip * (strip[:, :, 3:] / self.full)
        weighted[:, :, 3] = strip[:, :, 3]
        return weighted

    def out_of(self, strip: Floats) -> None:
        """Divide the colors by alpha, in place."""
        alpha = np.clip(strip[:, :, 3:], 0, self.full, out=strip[:, :, 3:]) / self.full
        visible = alpha > _FAINT
        colors = strip[:, :, :3]
        np.divide(colors, alpha, out=colors, where=visible)
        np.copyto(colors, 0, where=~visible)
        np.clip(colors, self.low, self.high, out=colors)
