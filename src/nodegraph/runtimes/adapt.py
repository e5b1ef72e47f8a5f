"""Between a picture and a model: channels, number range, alpha, and back.

A model takes float32 in [0, 1], display-referred, with 1, 3 or 4 channels. Pictures come as `uint8`, `uint16` or
`float32` with 1, 3 or 4 channels and straight alpha, perhaps in linear light, perhaps with values over 1. Integer
pictures come back as `uint16`, float pictures as `float32`.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from nodegraph.core.errors import RunError, ValueRefused

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]
Alpha = Literal["model", "scale", "drop"]
"""What happens to alpha: enlarged by the model like a gray picture, interpolated, or left out."""

OPAQUE = -1
_STRIP = 64
_BAND, _FAR = 512, 256
"""Rows filled at once, and how far from them a visible pixel is looked for."""
_OVERSHOOT = 1.25
"""Up to this peak, values over 1 are taken for what a sharpening leaves behind; above, for linear light."""


class Plane(NamedTuple):
    """One pass of the model over the picture."""

    take: tuple[int, ...]
    """The picture's channels that the model is fed, in order; `OPAQUE` stands for a channel full of ones."""
    give: slice
    """The channels of the result that it fills."""
    alpha: bool = False
    """Whether this is the picture's alpha."""


def planes(channels: int, model_in: int, model_out: int, alpha: Alpha) -> list[Plane]:
    """Return the passes that bring a picture of 1, 3 or 4 channels through a model.

    Gray goes through a color model as three equal channels and comes back as their mean; color goes through a gray
    model channel by channel; color and alpha go separately unless the model knows alpha. Raises `ValueRefused` for
    models with other channels.
    """
    if model_in not in (1, 3, 4) or model_out not in (1, 3, 4):
        raise ValueRefused(
            f"This model turns {model_in} channels into {model_out}; pictures have 1, 3 or 4, so it cannot be used."
        )
    colors = (0,) if channels == 1 else (0, 1, 2)
    opaque = (OPAQUE,) if model_in == 4 else ()
    if channels == model_in == model_out == 4 and alpha == "model":
        return [Plane((0, 1, 2, 3), slice(0, 4))]
    if model_in == 1:
        result = [Plane((channel,), slice(channel, channel + 1)) for channel in colors]
    else:
        result = [Plane((colors * 3)[:3] + opaque, slice(0, len(colors)))]
    if channels == 4 and alpha == "model":
        result.append(Plane((3,) * min(model_in, 3) + opaque, slice(3, 4), alpha=True))
    return result


class Encoding(NamedTuple):
    """How a picture's numbers become those a model takes, and back. The same for all tiles of a picture."""

    whole: float
    """What 1.0 is in the picture: 255, 65535, or for floats the peak (at least 1)."""
    curve: bool
    """Whether the sRGB curve lies between."""
    low: float
    """What the curve makes of the lowest value where that is negative, else 0: the model is given it as 0, because
    networks draw noise where they see less (DITN: a picture from -0.25 came back at 5 dB)."""
    integer: bool

    @classmethod
    def of(cls, pixels: Array, *, linear: bool) -> "Encoding":
        """Return the encoding for `(H, W, C)` pixels; `linear` says that they hold linear light.

        Float pictures over 1.25 are taken to be linear light (HDR). Raises `RunError` for values that are no numbers.
        """
        if pixels.dtype.kind == "u":
            return cls(float(np.iinfo(pixels.dtype).max), linear, 0.0, integer=True)
        strips = [pixels[row : row + _STRIP] for row in range(0, pixels.shape[0], _STRIP)]
        low = min(float(strip.min()) for strip in strips)
        high = max(float(strip.max()) for strip in strips)
        if not np.isfinite([low, high]).all():
            raise RunError("The picture holds values that are no finite numbers; replace them before upscaling.")
        peak = max(1.0, high)
        curve = linear or high > _OVERSHOOT
        plain = cls(peak, curve, 0.0, integer=False)
        return plain._replace(low=min(0.0, float(plain.encode(np.array([low], np.float32))[0])))

    def encode(self, pixels: Array) -> Floats:
        """Return float32 pixels as the model takes them; always a new array."""
        result: Floats = np.multiply(pixels, np.float32(1 / self.whole), dtype=np.float32)
        if self.curve:
            result = _to_srgb(result)
        if self.low < 0:
            result -= np.float32(self.low)
            result /= np.float32(1 - self.low)
        return result

    def decode_into(self, target: Array, values: Floats, weight: Floats | None = None) -> None:
        """Write encoded values into pixels of the result (`uint16` or `float32`), rounded and limited.

        With `weight`, `(H, W, 1)` in 0..1, what is in the target already shows through.
        """
        for row in range(0, values.shape[0], _STRIP):
            part = np.clip(values[row : row + _STRIP], 0, 1)
            if self.low < 0:
                part *= np.float32(1 - self.low)
                part += np.float32(self.low)
            if self.curve:
                part = _to_linear(part)
            part *= np.float32(65535 if self.integer else self.whole)
            place = target[row : row + _STRIP]
            if weight is not None:
                share = weight[row : row + _STRIP]
                # Where nothing was written before, the target holds anything.
                before = np.where(share >= 1, part, place)
                part = before + (part - before) * share
            if self.integer:
                part += np.float32(0.5)
            place[...] = part


def feed(part: Array, plane: Plane, encoding: Encoding) -> Floats:
    """Return `(H, W, len(take))` float32 for the model from the picture's pixels of a tile."""
    if plane.take == tuple(range(part.shape[2])):
        return encoding.encode(part)
    used = sorted({channel for channel in plane.take if channel != OPAQUE})
    encoded = encoding.encode(part[:, :, used])
    result = np.ones((*part.shape[:2], len(plane.take)), np.float32)
    for place, channel in enumerate(plane.take):
        if channel != OPAQUE:
            result[:, :, place] = encoded[:, :, used.index(channel)]
    return result


def fit(values: Floats, wanted: int) -> Floats:
    """Return what a model gave in as many channels as wanted: three become their mean, one is repeated."""
    given = values.shape[2]
    if given == wanted:
        return values
    if wanted == 1:
        colors = values[:, :, :3]
        mean: Floats = colors.mean(axis=2, keepdims=True, dtype=np.float32)
        return mean
    return values[:, :, :wanted] if given > wanted else values[:, :, [0] * wanted]


def hide_bleeding(pixels: Array) -> Array:
    """Return `(H, W, 4)` pixels whose colors under zero alpha are those of the nearest visible pixel.

    Otherwise a model would draw what is invisible into the visible edge. Done in bands, so what is farther from
    anything visible than a model looks may stay as it is. Returns the same array where nothing hides.
    """
    height = pixels.shape[0]
    filled = pixels
    for top in range(0, height, _BAND):
        band = slice(max(0, top - _FAR), min(height, top + _BAND + _FAR))
        hidden = pixels[band, :, 3] == 0
        if not hidden.any() or hidden.all():
            continue
        if filled is pixels:
            filled = pixels.copy()
        own = slice(top - band.start, min(height, top + _BAND) - band.start)
        colors = _nearest_visible(pixels[band, :, :3], hidden)
        filled[top : top + _BAND, :, :3] = colors[own]
    return filled


def _nearest_visible(colors: Array, hidden: npt.NDArray[np.bool_]) -> Array:
    import cv2

    _, labels = cv2.distanceTransformWithLabels(hidden.astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    visible = np.flatnonzero(~hidden)
    owner = np.zeros(int(labels.max()) + 1, np.intp)
    owner[labels.ravel()[visible]] = visible
    nearest: Array = colors.reshape(-1, 3)[owner[labels]]
    return nearest


def restore_hidden(result: Array, pixels: Array, scale: int) -> None:
    """Put the picture's own colors back where it hides them under zero alpha and the result hides them too."""
    factor = 257 if pixels.dtype == np.uint8 else 1
    for row in range(pixels.shape[0]):
        hidden = pixels[row, :, 3] == 0
        if not hidden.any():
            continue
        rows = result[row * scale : (row + 1) * scale]
        colors = np.repeat(pixels[row, :, :3].astype(result.dtype) * factor, scale, axis=0)
        still = np.repeat(hidden, scale) & (rows[:, :, 3] == 0)
        rows[:, :, :3] = np.where(still[:, :, None], colors[None], rows[:, :, :3])


def interpolate(alpha: Floats, scale: int) -> Floats:
    """Return `(H, W, 1)` values enlarged by a cubic (a = -0.5, which keeps straight ramps straight)."""
    if scale == 1:
        return alpha
    from PIL import Image

    height, width = alpha.shape[:2]
    enlarged = Image.fromarray(alpha[:, :, 0]).resize((width * scale, height * scale), Image.Resampling.BICUBIC)
    return np.asarray(enlarged)[:, :, None]


def _to_srgb(values: Floats) -> Floats:
    """The sRGB curve (IEC 61966-2-1), mirrored for negative values."""
    size = np.abs(values)
    curved = np.where(size <= 0.0031308, size * np.float32(12.92), 1.055 * size ** np.float32(1 / 2.4) - 0.055)
    result: Floats = np.copysign(curved, values).astype(np.float32)
    return result


def _to_linear(values: Floats) -> Floats:
    size = np.abs(values)
    straight = np.where(size <= 0.04045, size / np.float32(12.92), ((size + 0.055) / 1.055) ** np.float32(2.4))
    result: Floats = np.copysign(straight, values).astype(np.float32)
    return result
