"""Finding out how an ONNX network wants its pictures, by running it on small ones.

An ONNX file says little: which axis is which, whether numbers go to 1 or 255, by how much the result is larger and
which sizes work is not written in it, or written wrongly. So the network is run, once per content; what was found is
remembered.
"""

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from nodegraph.core.errors import ModelRefused
from nodegraph.runtimes.onnx_file import Described
from nodegraph.runtimes.onnx_form import Form, Values
from nodegraph.runtimes.remember import recall, remember, sha256_of
from nodegraph.runtimes.samples import photo
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

Try = Callable[[Values], "Values | None"]
"""Runs the network on an array as it takes it, float32; `None` where it does not take that shape."""

_BASES = (32, 64, 48, 96, 56, 128, 192, 256, 512)
_SMALLEST = (1, 2, 4, 8, 16, 24)
_CHANNELS = (3, 1, 4)
_LEAST_FIXED = 8
"""Rows and columns below which a number that a file fixes is no side of a picture, but channels of another sort."""
_LIKE = 0.1
"""So far, on average, may the result of a network be from the picture, averaged, that it was made of."""
_ALIGNED = 1 / 255
_GRIDS = (1, 2, 4, 8, 16)
_SHIFT = 32
_SIDE = 96
_MARGIN = 24


def known_or_learned(path: Path, described: Described, run: Try) -> Form:
    """Return the form of the network in the file, found by running it at the first time.

    Raises `ModelRefused` with a sentence for a network that cannot enlarge or restore a picture.
    """
    sha256 = sha256_of(path)
    known = recall(sha256, "onnx form", Form)
    if known is None:
        known = learn(path, described, run)
        remember(sha256, "onnx form", known)
    return known


def learn(path: Path, described: Described, run: Try) -> Form:
    """Return the form of a network. `run` is called several times; see `known_or_learned`."""
    shape = described.input.shape
    for batched, last, channels in _layouts(shape):
        sides = _spatial(shape, batched, last)
        form = Form(batched, last, last, channels, channels, 1)
        found = _fixed(form, sides, described, run) if any(sides) else _free(path, form, run)
        if found is not None:
            break
    else:
        said = "x".join(str(side or "?") for side in shape) if shape else "nothing"
        raise ModelRefused(
            f"{path} does not run on small pictures of 1, 3 or 4 channels (it says of its input: {said}), or does not "
            "give a picture a whole number of times as large; it cannot be used for upscaling."
        )
    if found.is_mask:
        return found
    found = _ranged(found, described, run)
    if described.places_matter and found.fixed is None:
        found = msgspec.structs.replace(found, grid=_grid(found, run))
    return found


def _layouts(shape: tuple[int | str | None, ...] | None) -> Iterator[tuple[bool, bool, int]]:
    """Yield (batched, channels last, channels) that may be meant, the likeliest first."""
    batched = shape is None or len(shape) == 4
    sides = (None,) * 3 if shape is None else shape[-3:]
    said = {False: sides[0], True: sides[2]}
    numbers = {last: side for last, side in said.items() if side in _CHANNELS}
    for last, side in said.items():
        if numbers and last not in numbers:
            continue
        yield from (
            (batched, last, channels) for channels in _CHANNELS if not isinstance(side, int) or side == channels
        )


def _spatial(shape: tuple[int | str | None, ...] | None, batched: bool, last: bool) -> tuple[int, int]:
    """Return height and width that the file fixes; 0 for those it leaves free."""
    if shape is None:
        return 0, 0
    sides = shape[int(batched) :]
    height, width = (sides[0], sides[1]) if last else (sides[1], sides[2])
    return height if isinstance(height, int) else 0, width if isinstance(width, int) else 0


def _blank(form: Form, height: int, width: int) -> Values:
    shape = (height, width, form.channels_in) if form.last_in else (form.channels_in, height, width)
    return np.full((1, *shape) if form.batched else shape, 0.5, np.float32)


def _fixed(form: Form, sides: tuple[int, int], described: Described, run: Try) -> Form | None:
    """Return the form of a network that takes one size only; one run, or none where the file tells the result's."""
    height, width = sides[0] or sides[1], sides[1] or sides[0]
    if min(height, width) < _LEAST_FIXED:
        return None
    told = described.output.shape
    if told is not None and all(isinstance(side, int) for side in told):
        given: tuple[int, ...] = tuple(side for side in told if isinstance(side, int))
    else:
        answer = run(_blank(form, height, width))
        if answer is None:
            return None
        given = answer.shape
    for last, (channels, rows, columns) in _orders(given):
        scale = -(-rows // height)
        shrink = height - rows // scale
        fits = rows % scale == 0 and (width - shrink) * scale == columns and 0 <= shrink < min(height, width)
        if channels in _CHANNELS and fits:
            return msgspec.structs.replace(
                form, last_out=last, channels_out=channels, scale=scale, shrink=shrink, fixed=(height, width)
            )
    return None


def _orders(shape: tuple[int, ...]) -> Iterator[tuple[bool, tuple[int, int, int]]]:
    """Yield (channels last, (channels, height, width)) of a result's shape, read both ways."""
    if len(shape) == 4 and shape[0] == 1:
        shape = shape[1:]
    if len(shape) == 3:
        yield False, (shape[0], shape[1], shape[2])
        yield True, (shape[2], shape[0], shape[1])


def _free(path: Path, form: Form, run: Try) -> Form | None:
    """Return the form of a network that takes many sizes, or `None` where these axes are not its own."""
    for base in _BASES:
        first = run(_blank(form, base, base))
        if first is None:
            continue
        for step in (step for step in range(1, base + 1) if base % step == 0):
            second = run(_blank(form, base + step, base + 2 * step))
            if second is None or second.ndim != first.ndim:
                continue
            found = _compare(path, form, base, step, first.shape, second.shape)
            if found is not None:
                return _smallest(found, run)
    return None


def _compare(
    path: Path, form: Form, base: int, step: int, first: tuple[int, ...], second: tuple[int, ...]
) -> Form | None:
    """Return the form that two results tell: of sides (base, base) and (base + step, base + 2 * step)."""
    for (last, (channels, rows, columns)), (_, (_, more_rows, more_columns)) in zip(
        _orders(first), _orders(second), strict=True
    ):
        gain = more_rows - rows
        if channels not in _CHANNELS or gain <= 0 or more_columns - columns != 2 * gain:
            continue
        if gain % step:
            raise ModelRefused(
                f"{path} makes pictures {gain / step:g} times as large, which is no whole number; it cannot be used."
            )
        scale = gain // step
        if rows % scale == 0 and rows == columns and 0 <= base - rows // scale < base:
            shrink = base - rows // scale
            return msgspec.structs.replace(
                form, last_out=last, channels_out=channels, scale=scale, shrink=shrink, base=base, step=step
            )
    return None


def _smallest(form: Form, run: Try) -> Form:
    """Return the form with the smallest side that works, of a few."""
    for length in _SMALLEST:
        side = form.base % form.step + round_up(form.shrink + length, form.step)
        if side >= form.base:
            break
        given = run(_blank(form, side, side))
        if given is not None:
            wanted = (form.channels_out, *[(side - form.shrink) * form.scale] * 2)
            if any(last == form.last_out and found == wanted for last, found in _orders(given.shape)):
                return msgspec.structs.replace(form, base=side)
    return form


def _ranged(form: Form, described: Described, run: Try) -> Form:
    """Return the form with the range of numbers for which the network's result is like the picture."""
    if described.pixels == "uint8":
        return msgspec.structs.replace(form, whole_in=255.0, whole_out=255.0)
    height, width = (side - form.shrink for side in form.fixed) if form.fixed else (64, 64)
    picture = photo(height, width, form.channels_in)
    distances: dict[tuple[float, float], float] = {}
    for whole_in in (1.0, 255.0):
        fed = msgspec.structs.replace(form, whole_in=whole_in)
        given = run(fed.feed(picture))
        if given is None:
            continue
        for whole_out in (whole_in, 256 - whole_in):
            shown = msgspec.structs.replace(fed, whole_out=whole_out).picture(given, height, width)
            distances[whole_in, whole_out] = _distance(picture, shown, form.scale)
        if distances[whole_in, whole_in] < _LIKE:
            break
    # A network that changes a picture very much is taken for one of the common range, unless another is clearly it.
    best = min(distances, key=lambda wholes: distances[wholes], default=(1.0, 1.0))
    if distances.get((1.0, 1.0), 0.0) <= 2 * distances.get(best, 0.0):
        best = (1.0, 1.0)
    return msgspec.structs.replace(form, whole_in=best[0], whole_out=best[1])


def _distance(picture: "Pixels", given: "Pixels", scale: int) -> float:
    """Return the mean difference of the picture and the result, made small and gray."""
    height, width, channels = given.shape
    small = given.reshape(height // scale, scale, width // scale, scale, channels).mean((1, 3))
    difference = np.abs(small.mean(2) - picture[:, :, :3].mean(2)).mean()
    return float(difference) if np.isfinite(difference) else math.inf


def _grid(form: Form, run: Try) -> int:
    """Return the smallest grid on which a shifted piece of a picture gives the shifted result.

    How much the piece's own border changes the result is seen at a large shift, and does not count.
    """
    picture = photo(_SIDE + _SHIFT, _SIDE + _SHIFT, form.channels_in)

    def difference(shift: int) -> float:
        """Return the largest change where both pieces see at least `_MARGIN` around them."""
        moved = result(shift)
        if whole is None or moved is None:
            return math.inf
        first, last = (shift + _MARGIN) * form.scale, (_SIDE - _MARGIN) * form.scale
        offset = shift * form.scale
        own = moved[first - offset : last - offset, first - offset : last - offset]
        return float(np.abs(whole[first:last, first:last] - own).max())

    def result(shift: int) -> "Pixels | None":
        piece = picture[shift : shift + _SIDE, shift : shift + _SIDE]
        given = run(form.feed(piece))
        return None if given is None else form.picture(given, _SIDE, _SIDE)

    whole = result(0)
    allowed = max(_ALIGNED, 4 * difference(_SHIFT))
    steps = [grid for grid in _GRIDS if grid % form.step == 0 or form.step % grid == 0]
    return next((grid for grid in steps if difference(grid) <= allowed), _SHIFT)
