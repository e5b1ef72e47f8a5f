"""Makes one picture of many: their mean, median, brightest or darkest."""

from typing import Any, Literal

import cv2
import numpy as np

from nodegraph import Image, Picture, PictureFact, Stream, StreamFact, allocate, node
from nodes._kernels.layers import widened
from nodes._kernels.pixels import as_type, changed, colored_space
from nodes._kernels.strips import on_all_cores, spans


@node(halo=0, synonyms=("z-stack", "average", "median of images", "lighten", "darken", "noise reduction"))
def combine(
    first: Image,
    second: Image,
    third: Image | None = None,
    fourth: Image | None = None,
    fifth: Image | None = None,
    how: Literal["mean", "median", "brightest", "darkest"] = "mean",
) -> Image:
    """Make one picture of two to five of the same size, pixel by pixel.

    The *mean* takes noise away, the *median* also what is in one of them only (people walking by), *brightest* and
    *darkest* keep the extremes of each channel.
    """
    given = [part for part in (first, second, third, fourth, fifth) if part is not None]
    _check([(part.shape[1], part.shape[0]) for part in given])
    channels = max(part.shape[2] for part in given)
    parts = [widened(part, channels) for part in given]
    if how == "median":
        return _median(parts)
    if how == "mean":
        result = cv2.addWeighted(parts[0], 1 / len(parts), parts[1], 1 / len(parts), 0).reshape(parts[0].shape)
        for part in parts[2:]:
            cv2.scaleAdd(part, 1 / len(parts), result, dst=result)
        return result
    result = _JOIN[how](parts[0], parts[1])
    for part in parts[2:]:
        _JOIN[how](result, part, out=result)
    return result


def _median(parts: list[Image]) -> Image:
    """Return the middle one of each number, a strip at a time."""
    result: Image = allocate(parts[0].shape, np.float32)

    def work(rows: slice) -> None:
        result[rows] = np.median(np.stack([part[rows] for part in parts]), axis=0)

    on_all_cores(work, spans(*parts[0].shape[:2]))
    return result


_JOIN: dict[str, Any] = {"mean": np.add, "brightest": np.maximum, "darkest": np.minimum}


@combine.infer
def _(
    first: PictureFact,
    second: PictureFact,
    third: PictureFact | None,
    fourth: PictureFact | None,
    fifth: PictureFact | None,
) -> PictureFact:
    given = [part for part in (first, second, third, fourth, fifth) if part is not None]
    _check([(part.width, part.height) for part in given])
    channels = max(part.channels for part in given)
    if first.channels == 1 and channels != 1:
        return changed(first, channels=channels, space=colored_space(first.space))
    return changed(first, channels=channels)


def _check(sizes: list[tuple[int, int]]) -> None:
    if len(set(sizes)) > 1:
        words = ", ".join(f"{width}x{height}" for width, height in sizes)
        raise ValueError(f"The pictures have different sizes ({words}); resize them to one size.")


@node(synonyms=("average", "mean of images", "stack frames", "long exposure", "star trails", "noise reduction"))
def combine_items(images: Stream[Picture], how: Literal["mean", "brightest", "darkest"] = "mean") -> Picture:
    """Make one picture of all pictures of a stream, which have the same size and channels.

    The *mean* is a long exposure and takes noise away, *brightest* draws the trails of stars and lamps. Only one
    picture is in memory besides the result, however many there are.
    """
    first: Picture | None = None
    total = np.zeros((0, 0, 0))
    count = 0
    for image in images:
        if first is None:
            first, count = image, 1
            # Hundreds of float32 pictures would lose their last digits in a float32 sum.
            total = as_type(image.pixels, np.float32).astype(np.float64 if how == "mean" else np.float32)
            continue
        if image.pixels.shape != first.pixels.shape:
            raise ValueError(
                f"Picture {count + 1} has {image.width}x{image.height} pixels and {image.channels} channels, the first"
                f" one {first.width}x{first.height} and {first.channels}; make them alike."
            )
        _JOIN[how](total, as_type(image.pixels, np.float32), out=total)
        count += 1
    if first is None:
        raise ValueError("No picture arrived; wire a stream of pictures.")
    return first.replace(pixels=total / count if how == "mean" else total)


@combine_items.infer
def _(images: StreamFact) -> Any:
    return images.item
