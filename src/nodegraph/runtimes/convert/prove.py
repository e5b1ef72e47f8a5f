"""Runs a model and what was made of it on a test picture, and says how far they differ."""

import math
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from nodegraph.core import context
from nodegraph.core.errors import ConversionFailed, MemoryShort, RunError, StorageFull
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.checks import alarm
from nodegraph.runtimes.samples import mixture
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.core.facts import ModelFact
    from nodegraph.runtimes.base import Pixels
    from nodegraph.runtimes.openmodel import OpenModel

LEAST_PSNR = {"fp32": 50.0, "fp16": 40.0}
"""By precision: below so many dB on any of the pictures a conversion is wrong."""
MOST_DIFFERENCE = {"fp32": 4 / 255, "fp16": 64 / 255}
"""By precision: above it anywhere a conversion is wrong. Rounding in fp16 makes up to 27/255 in a few pixels (SPAN,
50 dB); a border that an exporter froze (Real-CUGAN) made 96/255, with 41.7 dB over both pictures."""
_EQUAL = 200.0
"""dB that stand for equal to the last bit."""
_SHAPES = ((83, 113), (128, 96))
"""Rows and columns of the test pictures; networks are exported with another size, so that one frozen in them shows."""


class Proof(msgspec.Struct, frozen=True):
    """How far what two models make of the same pictures differs, white = 1, before any clamping."""

    max_difference: float
    mean_difference: float
    psnr: float
    """In dB against a peak of 1, of the picture that differs most; 200 stands for equal."""
    of: str
    """The test pictures in words."""

    def holds(self, precision: str) -> bool:
        """Return whether the difference is no more than the arithmetic of `fp32` or `fp16` explains."""
        return self.psnr >= LEAST_PSNR[precision] and self.max_difference <= MOST_DIFFERENCE[precision]

    def __str__(self) -> str:
        """Return it in words."""
        return (
            f"max difference {self.max_difference:.2g} ({self.max_difference * 255:.2f}/255), mean difference "
            f"{self.mean_difference:.2g}, PSNR {self.psnr:.1f} dB on {self.of}"
        )


UNPROVED = Proof(math.inf, math.inf, 0.0, "nothing")
"""Of a conversion that nobody compared with its original."""


class Sample:
    """The test pictures, and what a model makes of them."""

    def __init__(self, model: "OpenModel", fact: "ModelFact") -> None:
        """Run the model. Raises what `OpenModel.run` raises, `ConversionFailed` for a result nothing can be told by."""
        shapes = [tuple(round_up(max(side, fact.minimum), fact.multiple_of) for side in shape) for shape in _SHAPES]
        self._pictures = [mixture(rows, columns, fact.in_channels or 3) for rows, columns in shapes]
        self._results = [_checked(model.run(picture), picture, "the model itself") for picture in self._pictures]
        self._words = "test pictures of " + " and ".join(f"{columns}x{rows} pixels" for rows, columns in shapes)

    def compare(self, model: "OpenModel", name: str) -> Proof:
        """Return how far another model, called `name`, is from it.

        Raises `ConversionFailed` with a reason where it fails on a picture or makes one of another shape.
        """
        worst, total, count, squares = 0.0, 0.0, 0, 0.0
        for picture, right in zip(self._pictures, self._results, strict=True):
            context.checkpoint()
            made = _run(model, picture, name)
            if made.shape != right.shape:
                raise ConversionFailed(f"{name} makes {_size(made)} where {_size(right)} is right")
            difference = np.abs(made.astype(np.float64) - right)
            worst = max(worst, float(difference.max()))
            total, count = total + float(difference.sum()), count + difference.size
            squares = max(squares, float((difference**2).mean()))
        psnr = min(_EQUAL, -10 * math.log10(max(squares, 1e-30)))
        return Proof(worst, total / count, psnr, self._words)


def _run(model: "OpenModel", picture: "Pixels", name: str) -> Any:
    try:
        made = model.run(picture)
    except (MemoryShort, StorageFull):
        raise
    except RunError as error:
        raise ConversionFailed(f"{name} does not run: {error}") from error
    return _checked(made, picture, name)


def _checked(made: Any, picture: "Pixels", name: str) -> Any:
    if isinstance(made, TooBig):
        raise MemoryShort("There is no memory to compare both models on even a small picture; close other programs.")
    fault = alarm(made, lambda: picture)
    if fault == "not finite":
        raise ConversionFailed(f"{name} makes numbers that are not finite")
    if fault == "flat":
        raise ConversionFailed(f"{name} makes one flat color of a lively picture")
    return made


def _size(picture: "Pixels") -> str:
    rows, columns, channels = picture.shape
    return f"a picture of {columns}x{rows} pixels and {channels} channels"
