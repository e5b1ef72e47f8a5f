"""How much two pictures differ, in the numbers papers use."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from nodes._kernels.strips import on_all_cores, spans

Floats = npt.NDArray[Any]

IDENTICAL = 200.0
"""The signal-to-noise ratio given for pictures without a difference, in dB; two 16-bit pictures stay below 150."""


def peak_signal_to_noise(a: Floats, b: Floats) -> float:
    """Return the PSNR in dB: 10 log10(1 / mean squared difference), for float32 pictures with white = 1."""
    error = cv2.norm(a, b, cv2.NORM_L2SQR) / a.size
    return min(IDENTICAL, -10 * float(np.log10(error))) if error > 0 else IDENTICAL


_REACH = 5
"""Pixels that the window reaches to each side."""
_PLAIN = 4.0
_SCALES = np.array([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])


def similarities(a: Floats, b: Floats) -> tuple[float, float]:
    """Return the mean SSIM and MS-SSIM of two float32 pictures `(H, W, C)`, white = 1, averaged over channels.

    Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural
    similarity", IEEE TIP 13(4), 2004, section III: Gaussian window of 11x11 with sigma 1.5, K1 = 0.01,
    K2 = 0.03, only where the whole window lies inside. In pictures smaller than the window, edges are mirrored.

    Wang, Simoncelli and Bovik, "Multiscale structural similarity for image quality assessment", Asilomar 2003:
    contrast and structure at five scales, each half of the one before, brightness at the last. Pictures of less than
    176 pixels a side have fewer scales, whose weights are scaled to sum to 1.
    """
    scales = 1
    while scales < len(_SCALES) and min(a.shape[:2]) // 2**scales >= 11:
        scales += 1
    weights = _SCALES[:scales] / _SCALES[:scales].sum()
    # Near black and white float32 tells variances well enough, for brighter light it does not.
    dtype = np.float32 if max(cv2.norm(a, cv2.NORM_INF), cv2.norm(b, cv2.NORM_INF)) <= _PLAIN else np.float64
    product, single = np.ones(a.shape[2]), np.zeros(a.shape[2])
    for place, weight in enumerate(weights):
        whole, structure = _means(a, b, dtype)
        last = place == len(weights) - 1
        single = whole if place == 0 else single
        # Pictures that are each other's negative are not alike at all.
        product *= np.maximum(whole if last else structure, 0.0) ** float(weight)
        if not last:
            a, b = (_halved(x) for x in (a, b))
    return float(single.mean()), float(product.mean())


def _halved(x: Floats) -> Floats:
    size = (x.shape[1] // 2, x.shape[0] // 2)
    return cv2.resize(x, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], x.shape[2])


def _means(a: Floats, b: Floats, dtype: npt.DTypeLike) -> tuple[Floats, Floats]:
    """Return per channel the means of SSIM and of its part of contrast and structure."""
    height, width, channels = a.shape
    if min(height, width) <= 2 * _REACH:
        sums, count = _sums(a, b, dtype, 0), height * width
    else:

        def work(rows: slice) -> Floats:
            context = slice(rows.start, rows.stop + 2 * _REACH)
            return _sums(a[context], b[context], dtype, _REACH)

        parts = on_all_cores(work, spans(height - 2 * _REACH, width, _REACH))
        sums, count = np.sum(parts, axis=0), (height - 2 * _REACH) * (width - 2 * _REACH)
    return sums[0, :channels] / count, sums[1, :channels] / count


def _sums(a: Floats, b: Floats, dtype: npt.DTypeLike, border: int) -> Floats:
    """Return `(2, 4)`: the sums of SSIM and of its part of contrast and structure, without a border.

    Sum s and difference d of the pictures need one blur less: 4 ab = s^2 - d^2 and 2 (a^2 + b^2) = s^2 + d^2, of means
    and of variances alike. Around the middle tone squares are smaller and lose less.
    """
    c1, c2 = 0.01**2, 0.03**2
    difference = np.subtract(a, b, dtype=dtype)
    total = np.add(a, b, dtype=dtype)
    total -= 1
    mean_total, mean_difference = _window(total), _window(difference)
    spread_total = _spread(total, mean_total)
    spread_difference = _spread(difference, mean_difference)
    structure = spread_total - spread_difference
    spread_total += spread_difference
    structure *= 0.5
    structure += c2
    spread_total *= 0.5
    spread_total += c2
    structure /= spread_total
    mean_total += 1
    np.square(mean_total, out=mean_total)
    np.square(mean_difference, out=mean_difference)
    whole = mean_total - mean_difference
    mean_total += mean_difference
    whole *= 0.5
    whole += c1
    mean_total *= 0.5
    mean_total += c1
    whole /= mean_total
    whole *= structure
    inside = np.s_[border : len(a) - border, border : a.shape[1] - border]
    return np.array([cv2.sumElems(np.ascontiguousarray(part[inside])) for part in (whole, structure)])


def _spread(x: Floats, mean: Floats) -> Floats:
    spread = _window(x * x)
    spread -= mean * mean
    return spread


def _window(x: Floats) -> Floats:
    return cv2.GaussianBlur(x, (11, 11), 1.5).reshape(x.shape)


def largest_difference(a: Floats, b: Floats) -> float:
    """Return the largest difference of any two numbers at the same place; white = 1."""
    return float(cv2.norm(a, b, cv2.NORM_INF))
