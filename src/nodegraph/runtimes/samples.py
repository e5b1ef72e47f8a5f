"""Pictures made by rule, the same on every machine, on which models are measured."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels


def photo(rows: int, columns: int, channels: int, seed: int = 1) -> "Pixels":
    """Noise whose spectrum falls with frequency as in photographs, with hard edges of a few large shapes."""
    random = np.random.default_rng(seed)
    frequency = np.hypot(np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None])
    spectrum = np.fft.rfft2(random.standard_normal((channels, rows, columns))) / np.maximum(frequency, 1 / columns)
    soft = np.fft.irfft2(spectrum, s=(rows, columns)).transpose(1, 2, 0)
    soft = 0.5 + 0.15 * soft / soft.std()
    y, x = np.mgrid[:rows, :columns]
    for index in range(columns // 12):
        center, size = random.uniform(0, columns), random.uniform(4, 14)
        inside = np.abs(x - center) + np.abs(y - rows * random.random()) < size
        soft[inside] = 0.7 * soft[inside] + 0.3 * (index % 2)
    picture: Pixels = np.clip(soft, 0, 1).astype(np.float32)
    return picture


def noise(rows: int, columns: int, channels: int) -> "Pixels":
    """White noise."""
    return np.random.default_rng(2).random((rows, columns, channels), dtype=np.float32)


def text(rows: int, columns: int, channels: int) -> "Pixels":
    """Dark strokes in rows of letter-like cells on a light flat ground."""
    random = np.random.default_rng(3)
    page = np.full((rows, columns, channels), 0.9, np.float32)
    for top in range(3, rows - 8, 12):
        for left in range(2, columns - 6, 7):
            letter = random.random((8, 5)) < 0.45
            page[top : top + 8, left : left + 5][letter] = 0.05
    return page


def mixture(rows: int, columns: int, channels: int) -> "Pixels":
    """All of them in slanting stripes, so that every line across the picture crosses each."""
    y, x = np.mgrid[:rows, :columns]
    stripe = ((x + y) // 24 % 3)[:, :, None]
    light, grain, page = (paint(rows, columns, channels) for paint in (photo, noise, text))
    picture: Pixels = np.where(stripe == 0, light, np.where(stripe == 1, grain, page))
    return picture
