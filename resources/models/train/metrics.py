"""Scores: PSNR and SSIM on luma, as published tables compute them."""

import cv2
import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8]


def luma(picture: Codes) -> NDArray[np.float64]:
    """Return BT.601 luma in [16, 235] of an 8-bit RGB picture (H, W, 3), not rounded."""
    return 16 + picture.astype(np.float64) @ np.array((65.481, 128.553, 24.966)) / 255


def psnr(result: Codes, truth: Codes, border: int) -> float:
    """Return the peak signal-to-noise ratio in dB (peak 255) of luma, `border` pixels cropped on every side."""
    error = np.mean((_cropped(luma(result), border) - _cropped(luma(truth), border)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-10)))


def ssim(result: Codes, truth: Codes, border: int) -> float:
    """Return the structural similarity of luma: 11x11 Gaussian window of sigma 1.5, valid region, K = 0.01 and 0.03."""
    a, b = _cropped(luma(result), border), _cropped(luma(truth), border)
    mean_a, mean_b = _local_mean(a), _local_mean(b)
    var_a = _local_mean(a * a) - mean_a**2
    var_b = _local_mean(b * b) - mean_b**2
    both = _local_mean(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = ((2 * mean_a * mean_b + c1) * (2 * both + c2)) / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2))
    return float(likeness.mean())


def _local_mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return cv2.GaussianBlur(values, (11, 11), 1.5)[5:-5, 5:-5]


def _cropped(values: NDArray[np.float64], border: int) -> NDArray[np.float64]:
    return values[border:-border, border:-border]
