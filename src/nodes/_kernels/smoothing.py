"""Smoothing that looks at more than nearness: guided filter, non-local means, halo removal."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from nodegraph import progress
from nodes._kernels.coloring import brightness

Floats = npt.NDArray[Any]


def guided(colors: Floats, radius: int, softness: np.float32) -> Floats:
    """Return `(H, W, C)` smoothed where its variance is below `softness`, each channel guided by itself.

    He, Sun and Tang, "Guided image filtering", IEEE PAMI 35(6), 2013, equations 5, 6 and 8.
    """
    side = (2 * radius + 1, 2 * radius + 1)
    # Variances are differences of near squares; around the middle tone float32 keeps enough of them.
    centered = colors - np.float32(0.5)
    mean = cv2.blur(centered, side).reshape(colors.shape)
    passing = centered * centered
    slope = cv2.blur(passing, side).reshape(colors.shape)
    slope -= np.multiply(mean, mean, out=passing)
    np.maximum(slope, 0, out=slope)
    slope /= np.add(slope, softness, out=passing)
    mean -= np.multiply(slope, mean, out=passing)
    centered *= cv2.blur(slope, side, dst=passing).reshape(colors.shape)
    centered += cv2.blur(mean, side, dst=passing).reshape(colors.shape)
    centered += np.float32(0.5)
    return centered


def non_local_means(colors: Floats, strength: float, patch: int, search: int) -> Floats:
    """Return the mean of the pixels within `search` whose surroundings of radius `patch` look alike.

    `strength` s is the standard deviation of the noise. Buades, Coll and Morel, "Non-local means denoising", IPOL 1,
    2011: weights exp(-max(d - 2 s^2, 0) / h^2), d the mean squared difference of the patches over all channels, of
    which 2 s^2 is the noise's part, and h = 0.8 s. One box filter for each shift (Darbon et al., "Fast nonlocal
    filtering applied to electron cryomicroscopy", ISBI 2008) makes the cost independent of the patch.
    """
    height, width, channels = colors.shape
    padded = cv2.copyMakeBorder(colors, search, search, search, search, cv2.BORDER_REFLECT_101)
    padded = padded.reshape(height + 2 * search, width + 2 * search, channels)
    total, weights = np.zeros_like(colors), np.zeros((height, width, 1), np.float32)
    side = (2 * patch + 1, 2 * patch + 1)
    scale = -1 / (0.64 * strength * strength * channels)
    noise = np.float32(2 / 0.64)
    for down in range(2 * search + 1):
        for right in range(2 * search + 1):
            other = padded[down : down + height, right : right + width]
            difference = other - colors
            difference *= difference
            distance = cv2.blur(cv2.transform(difference, np.full((1, channels), scale, np.float32)), side)
            weight = cv2.exp(np.minimum(distance + noise, 0)).reshape(height, width, 1)
            total += weight * other
            weights += weight
        progress(down + 1, 2 * search + 1)
    total /= weights
    return total


def without_halos(colors: Floats, radius: float, bright: float, dark: float) -> Floats:
    """Return `(H, W, C)` with overshoots beside edges taken back: all of those brighter (`bright` 1) or darker.

    A halo lies beyond the tones that the smoothed picture reaches near it, and near an edge. After the idea of the
    AviSynth script DeHalo_alpha: limit to a softened copy, where there are edges only.

    `radius` is that of the unsharp mask that made them. Tried on seven pictures sharpened with radius 1 to 2 and amount
    1 to 2, 71 % of the squared error goes, 55 % in the worst; looking half as far takes 41 % there. Copies blurred less
    take less away, those blurred twice as much harm sharp pictures twice as much.
    """
    soft = cv2.GaussianBlur(colors, (0, 0), sigmaX=radius).reshape(colors.shape)
    reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(2 * radius) + 1,) * 2)
    tones = brightness(soft)
    share = cv2.dilate(tones, reach) - cv2.erode(tones, reach)
    # Below a contrast of 1/32 there is no edge, from 1/8 on it is one.
    share = np.clip((share.reshape(tones.shape) - np.float32(1 / 32)) * np.float32(1 / (1 / 8 - 1 / 32)), 0, 1)
    halos = cv2.dilate(soft, reach).reshape(colors.shape)
    np.subtract(colors, halos, out=halos)
    np.maximum(halos, 0, out=halos)
    halos *= np.float32(bright)
    under = cv2.erode(soft, reach, dst=soft).reshape(colors.shape)
    np.subtract(colors, under, out=under)
    np.minimum(under, 0, out=under)
    under *= np.float32(dark)
    halos += under
    halos *= share
    return np.subtract(colors, halos, out=halos)
