"""How much two pictures differ, in the numbers papers use."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]

IDENTICAL = 200.0
"""The signal-to-noise ratio given for pictures without a difference, in dB; two 16-bit pictures stay below 150."""


def peak_signal_to_noise(a: Floats, b: Floats) -> float:
    """Return the PSNR in dB: 10 log10(1 / mean squared difference), for float32 pictures with white = 1."""
    error = float(np.mean(np.square(a - b), dtype=np.float64))
    return min(IDENTICAL, -10 * float(np.log10(error))) if error > 0 else IDENTICAL


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
    single, several = np.mean([_at_scales(a[:, :, c], b[:, :, c], weights) for c in range(a.shape[2])], axis=0)
    return float(single), float(several)


def _at_scales(a: Floats, b: Floats, weights: Floats) -> tuple[float, float]:
    product, single = 1.0, 0.0
    for place, weight in enumerate(weights):
        brightness, structure = _likeness(a, b)
        last = place == len(weights) - 1
        whole = float((brightness * structure).mean()) if last or place == 0 else 0.0
        single = whole if place == 0 else single
        # Pictures that are each other's negative are not alike at all.
        product *= max(whole if last else float(structure.mean()), 0.0) ** float(weight)
        if not last:
            a, b = (cv2.resize(x, (x.shape[1] // 2, x.shape[0] // 2), interpolation=cv2.INTER_AREA) for x in (a, b))
    return single, product


def _likeness(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Return how alike brightness is, and contrast and structure, where the whole window lies inside."""
    c1, c2 = 0.01**2, 0.03**2
    # Variances are differences of near squares: float32 would lose them in flat areas.
    a, b = a.astype(np.float64), b.astype(np.float64)
    mean_a, mean_b = _window(a), _window(b)
    spread_a = _window(a * a) - mean_a * mean_a
    spread_b = _window(b * b) - mean_b * mean_b
    common = _window(a * b) - mean_a * mean_b
    brightness = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    structure = (2 * common + c2) / (spread_a + spread_b + c2)
    if min(a.shape) > 10:
        return brightness[5:-5, 5:-5], structure[5:-5, 5:-5]
    return brightness, structure


def _window(x: Floats) -> Floats:
    return cv2.GaussianBlur(x, (11, 11), 1.5)


def largest_difference(a: Floats, b: Floats) -> float:
    """Return the largest difference of any two numbers at the same place; white = 1."""
    return float(np.max(np.abs(a - b)))
