"""Fields: square pictures of one number per pixel, mean near 0 and range [-1, 1], that surfaces are modulated with."""

from collections.abc import Callable

import cv2
import numpy as np
from color import Floats

Field = Callable[[np.random.Generator, int], Floats]


def fractal(rng: np.random.Generator, size: int, slope: float | None = None, stretch: float = 1.0) -> Floats:
    """Return noise whose amplitude spectrum falls as 1/f**slope; a `stretch` over 1 draws it out in one direction."""
    slope = rng.uniform(0.6, 2.2) if slope is None else slope
    quick = cv2.getOptimalDFTSize(size)
    y = np.fft.fftfreq(quick)[:, None]
    x = np.fft.rfftfreq(quick)[None, :]
    angle = rng.uniform(0, np.pi)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    radius = np.hypot(along * stretch, across).astype(np.float32)
    spectrum = np.fft.rfft2(rng.standard_normal((quick, quick), dtype=np.float32))
    noise = np.fft.irfft2(spectrum / (radius + 2.0 / size) ** slope, s=(quick, quick))[:size, :size].astype(np.float32)
    noise -= noise.mean()
    return np.clip(noise / (2.5 * noise.std() + 1e-6), -1, 1)


def fibers(rng: np.random.Generator, size: int) -> Floats:
    """Return noise drawn out along one direction: wood, fur, brushed metal."""
    return fractal(rng, size, rng.uniform(0.7, 1.4), stretch=rng.uniform(4, 16))


def _axes(rng: np.random.Generator, size: int, period: float) -> tuple[Floats, Floats]:
    """Return two perpendicular coordinates counted in periods, turned by a random angle and gently warped."""
    angle = rng.uniform(0, np.pi)
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / period
    u = x * np.cos(angle) + y * np.sin(angle)
    v = y * np.cos(angle) - x * np.sin(angle)
    if rng.random() < 0.6:
        u = u + rng.uniform(0.1, 2.5) * fractal(rng, size, 2.2)
    return (u + rng.random()).astype(np.float32), (v + rng.random()).astype(np.float32)


def _wave(phase: Floats, hardness: float) -> Floats:
    """Return a sine of the phase in periods; hardness from 1 (sine) upwards sharpens it towards a square wave."""
    return np.clip(np.sin(2 * np.pi * phase) * hardness, -1, 1)


def _period(rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(np.log(4), np.log(48))))


def grating(rng: np.random.Generator, size: int) -> Floats:
    """Return parallel waves, soft or hard."""
    u, _ = _axes(rng, size, _period(rng))
    return _wave(u, float(np.exp(rng.uniform(0, 2.5))))


def weave(rng: np.random.Generator, size: int) -> Floats:
    """Return two crossed gratings in checkerboard turns, like woven cloth."""
    u, v = _axes(rng, size, _period(rng))
    over = (np.floor(u) + np.floor(v)) % 2 == 0
    hardness = rng.uniform(1, 3)
    return np.where(over, _wave(u * 0.5, hardness), _wave(v * 0.5, hardness)) * 2 - 1


def bricks(rng: np.random.Generator, size: int) -> Floats:
    """Return rows of blocks with joints; every block has its own shade."""
    u, v = _axes(rng, size, _period(rng) * 2)
    v = v * rng.uniform(1.2, 3)
    row = np.floor(v)
    u = u + 0.5 * (row % 2)
    joint = rng.uniform(0.04, 0.15)
    edge = np.minimum(np.minimum(u % 1, 1 - u % 1), np.minimum(v % 1, 1 - v % 1))
    shade = np.sin(np.floor(u) * 12.9898 + row * 78.233) * 0.5
    return np.where(edge < joint, -1.0, shade * rng.uniform(0.1, 1)).astype(np.float32)


def dots(rng: np.random.Generator, size: int) -> Floats:
    """Return a lattice of round dots."""
    u, v = _axes(rng, size, _period(rng))
    return np.clip((rng.uniform(0.15, 0.45) - np.hypot(u % 1 - 0.5, v % 1 - 0.5)) * rng.uniform(3, 20), -1, 1)


FIELDS: tuple[tuple[float, Field], ...] = (
    (0.45, fractal),
    (0.2, fibers),
    (0.15, grating),
    (0.07, weave),
    (0.07, bricks),
    (0.06, dots),
)
"""How often each field is chosen, and the function that makes it."""


def any_field(rng: np.random.Generator, size: int) -> Floats:
    """Return one field, (size, size), chosen by the weights in FIELDS."""
    weights = np.array([weight for weight, _ in FIELDS])
    return FIELDS[rng.choice(len(FIELDS), p=weights / weights.sum())][1](rng, size).astype(np.float32)
