"""Finds how a picture must be moved to lie on another one."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]

_MOTIONS = {
    "shift": cv2.MOTION_TRANSLATION,
    "shift and turn": cv2.MOTION_EUCLIDEAN,
    "affine": cv2.MOTION_AFFINE,
    "perspective": cv2.MOTION_HOMOGRAPHY,
}
_SIZES = (128, 512, 2048)
"""Longest sides at which is looked, coarse to fine; beyond the last one, a place is exact to a fraction of a pixel."""
_SMALLEST = 16
"""In pictures of fewer pixels a side there is nothing to go by."""


def registered(tones: Floats, reference: Floats, motion: str) -> tuple[Floats, float]:
    """Return the 3x3 matrix that moves points of `tones` `(H, W)` onto the reference, and their correlation.

    Points are in pixels from the upper left corner. Evangelidis and Psarakis, "Parametric image alignment using
    enhanced correlation coefficient maximization", IEEE PAMI 30(10), 2008, from coarse to fine. The identity and 0
    where it does not converge.
    """
    failed = np.eye(3), 0.0
    if min(*tones.shape, *reference.shape) < _SMALLEST:
        return failed
    longest = max(*tones.shape, *reference.shape)
    inverse, likeness = np.eye(3), 0.0
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 100, 1e-6)
    kind = _MOTIONS[motion]
    for size in [size for size in _SIZES if size < longest] + ([longest] if longest <= _SIZES[-1] else []):
        scale = min(1.0, size / longest)
        small, template = _shrunk(tones, scale), _shrunk(reference, scale)
        # The step from whole to shrunk pixels, each by its center.
        shrink = np.array([[scale, 0, scale / 2 - 0.5], [0, scale, scale / 2 - 0.5], [0, 0, 1]])
        start = shrink @ inverse @ np.linalg.inv(shrink)
        start = (start / start[2, 2]).astype(np.float32)
        guess = start if motion == "perspective" else np.ascontiguousarray(start[:2])
        try:
            likeness, found = cv2.findTransformECC(template, small, guess, kind, criteria, None, 5)
        except cv2.error:
            return failed
        whole = np.vstack([found, [0, 0, 1]]) if found.shape[0] == 2 else found
        inverse = np.linalg.inv(shrink) @ whole.astype(np.float64) @ shrink
    if not (np.isfinite(inverse).all() and likeness > 0 and abs(np.linalg.det(inverse)) > 1e-6):
        return failed
    # Found was, by pixel centers, where in the picture each place of the reference comes from.
    halves = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    return halves @ np.linalg.inv(inverse) @ np.linalg.inv(halves), min(1.0, float(likeness))


def _shrunk(tones: Floats, scale: float) -> Floats:
    if scale == 1:
        return np.ascontiguousarray(tones)
    size = (max(1, round(tones.shape[1] * scale)), max(1, round(tones.shape[0] * scale)))
    return cv2.resize(tones, size, interpolation=cv2.INTER_AREA)
