"""Scenes: one synthetic photograph from one seed - painted large, lit, and taken by a small imaginary camera."""

import cv2
import numpy as np
from color import LINEAR_OF_CODE, Floats, encode, palette
from leaves import Canvas, scatter
from lettering import block
from strokes import bundle, line_art
from textures import any_field, fractal


def scene(seed: tuple[int, ...], size: int) -> Canvas:
    """Return one picture, (size, size, 3) uint8 sRGB; the same seed gives the same picture.

    It is painted 1.6 to 3 times as large with antialiased edges, and reduced by area in linear light, as a sensor does.
    """
    rng = np.random.default_rng(seed)
    unit = float(rng.uniform(1.6, 3.0))
    canvas = _painted(rng, round(size * unit), unit)
    return _photograph(rng, canvas, size)


def _painted(rng: np.random.Generator, size: int, unit: float) -> Canvas:
    colors = palette(rng, int(rng.integers(4, 40)))
    fields = [any_field(rng, size) for _ in range(3)]
    canvas = np.empty((size, size, 3), np.uint8)
    ground = colors[0] + (colors[1] - colors[0]) * (fractal(rng, size, 2.5)[..., None] * 0.5 + 0.5)
    canvas[:] = np.clip(ground, 0, 255)
    kind = rng.random()
    if kind < 0.80:
        scatter(rng, canvas, colors, fields, unit, plain=False)
    elif kind < 0.90:
        scatter(rng, canvas, colors, fields, unit, plain=True)
    else:
        amount = rng.uniform(0.1, 0.6)
        canvas[:] = np.clip(canvas + 255 * amount * fields[0][..., None] * (1 + rng.normal(0, 0.2, 3)), 0, 255)
    for _ in range(rng.poisson(1.2)):
        bundle(rng, canvas, colors, unit)
    if rng.random() < 0.15:
        line_art(rng, canvas, colors, unit)
    for _ in range(rng.poisson(0.35)):
        block(rng, canvas, colors, unit)
    return canvas


def _photograph(rng: np.random.Generator, canvas: Canvas, size: int) -> Canvas:
    """Light the painting unevenly, reduce it, blur it by a lens, sharpen it as cameras do, add noise, encode."""
    light = LINEAR_OF_CODE[canvas]
    if rng.random() < 0.5:
        shade = cv2.resize(fractal(rng, 128, 2.0), (canvas.shape[1], canvas.shape[0]), interpolation=cv2.INTER_CUBIC)
        light *= np.exp(rng.uniform(0.1, 0.9) * shade)[..., None]
    light = cv2.resize(light, (size, size), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.45:
        light = cv2.GaussianBlur(light, (0, 0), rng.uniform(0.25, 0.7))
    if rng.random() < 0.12:
        light = _focused(rng, light)
    if rng.random() < 0.08:
        light = _fringed(light, float(rng.normal(0, 0.0012)))
    shown: Floats = encode(light * np.float32(np.exp(rng.normal(0.1, 0.3))))
    if rng.random() < 0.4:
        shown = shown + rng.uniform(0.2, 1.2) * (shown - cv2.GaussianBlur(shown, (0, 0), rng.uniform(0.6, 1.3)))
    if rng.random() < 0.25:
        grain = rng.standard_normal((size, size, 3), dtype=np.float32)
        shown = shown + cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.4, 0.9)) * rng.uniform(0.002, 0.015)
    return np.clip(shown * 255 + 0.5, 0, 255).astype(np.uint8)


def _focused(rng: np.random.Generator, light: Floats) -> Floats:
    """Return the light with a part of the scene out of focus: the nearer to one side or corner, the blurrier."""
    size = light.shape[0]
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j].astype(np.float32)
    depth = np.clip(x * np.cos(angle) + y * np.sin(angle) + rng.uniform(-0.3, 0.6), 0, 1)[..., None]
    near = cv2.GaussianBlur(light, (0, 0), rng.uniform(1, 2))
    far = cv2.GaussianBlur(light, (0, 0), rng.uniform(3, 6))
    soft = light + (near - light) * np.minimum(2 * depth, 1)
    return np.asarray(soft + (far - soft) * np.maximum(2 * depth - 1, 0), np.float32)


def _fringed(light: Floats, strength: float) -> Floats:
    """Enlarge red and reduce blue by `strength` about the middle (in place): lateral chromatic aberration."""
    size = light.shape[0]
    for channel, zoom in ((0, 1 + strength), (2, 1 - strength)):
        move = np.array(((zoom, 0, (1 - zoom) * size / 2), (0, zoom, (1 - zoom) * size / 2)), np.float32)
        light[..., channel] = cv2.warpAffine(light[..., channel], move, (size, size), borderMode=cv2.BORDER_REPLICATE)
    return light
