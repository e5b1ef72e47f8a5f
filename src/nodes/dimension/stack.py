"""Puts pictures side by side."""

from typing import Annotated, Literal

import numpy as np

from nodegraph import Color, Image, Number, PictureFact, allocate, node
from nodes._kernels.pixels import changed, check_size, color_for, colored_space
from nodes._kernels.resample import resample

Direction = Literal["right", "down"]
Fit = Literal["start", "center", "end", "resize"]


@node(
    synonyms=(
        "stack images",
        "concatenate",
        "side by side",
        "join",
        "contact sheet",
        "image grid",
        "montage",
        "image stitch",
        "image batch",
    )
)
def stack(
    first: Image,
    second: Image,
    third: Image | None = None,
    fourth: Image | None = None,
    direction: Direction = "right",
    align: Fit = "start",
    gap: Annotated[int, Number(0, 10_000, unit="px")] = 0,
    color: Color = (0.0, 0.0, 0.0),
) -> Image:
    """Put two to four pictures side by side, or one below the other.

    Pictures of another height (or width, when they go *down*) than the largest lie at the *start*, *center* or *end*
    of their row, or are *resized* to fit. *gap* and what stays empty take the color.
    """
    given = [part for part in (first, second, third, fourth) if part is not None]
    places, width, height, channels = _places([part.shape for part in given], direction, align, gap)
    result: Image = allocate((height, width, channels), np.float32)
    if sum(wide * high for _, _, wide, high in places) < width * height:
        result[:] = color_for(color, channels, np.float32)
    for part, (left, top, new_width, new_height) in zip(given, places, strict=True):
        target = result[top : top + new_height, left : left + new_width]
        pixels = resample(part, new_width, new_height, "cubic")
        if pixels.shape[2] == channels:
            target[:] = pixels
            continue
        # A gray picture gives all colors of a colored whole, an opaque one alpha 1.
        target[:, :, :3] = pixels[:, :, :3]
        target[:, :, 3:] = pixels[:, :, 3:] if part.shape[2] == 4 else 1
    return result


@stack.infer
def _(
    first: PictureFact,
    second: PictureFact,
    third: PictureFact | None,
    fourth: PictureFact | None,
    direction: str,
    align: str,
    gap: int,
) -> PictureFact:
    given = [part for part in (first, second, third, fourth) if part is not None]
    _, width, height, channels = _places([(p.height, p.width, p.channels) for p in given], direction, align, gap)
    space = colored_space(first.space) if first.channels == 1 and channels != 1 else first.space
    return changed(first, width=width, height=height, channels=channels, space=space)


def _places(
    shapes: list[tuple[int, ...]], direction: str, align: str, gap: int
) -> tuple[list[tuple[int, int, int, int]], int, int, int]:
    """Return left, top, width and height of every picture, and width, height and channels of the whole.

    Raises `ValueError` for a whole that is too large.
    """
    across = direction == "right"
    # Lengths along the row and across it.
    sizes = [(shape[1], shape[0]) if across else (shape[0], shape[1]) for shape in shapes]
    largest = max(wide for _, wide in sizes)
    if align == "resize":
        sizes = [(max(1, int(along * largest / wide + 0.5)), largest) for along, wide in sizes]
    places, at = [], 0
    for along, wide in sizes:
        beside = {"start": 0, "center": (largest - wide) // 2, "end": largest - wide, "resize": 0}[align]
        places.append((at, beside, along, wide) if across else (beside, at, wide, along))
        at += along + gap
    length = at - gap
    width, height = (length, largest) if across else (largest, length)
    check_size(width, height)
    return places, width, height, max(shape[2] for shape in shapes)
