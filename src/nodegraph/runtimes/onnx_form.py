"""How pictures go into an ONNX network and come out of it: axes, sizes, number range."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt

from nodegraph.core.errors import RunError
from nodegraph.core.facts import MASK, ModelFact
from nodegraph.runtimes.onnx_file import Described
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

Values = npt.NDArray[Any]


class Form(msgspec.Struct, frozen=True):
    """What was found of one network."""

    batched: bool
    """Whether a first axis counts pictures."""
    last_in: bool
    last_out: bool
    """Whether channels are the last axis of what goes in, and of what comes out."""
    channels_in: int
    channels_out: int
    scale: int
    shrink: int = 0
    """Pixels that the result lacks on both sides together, before scaling: padded by the caller."""
    base: int = 1
    step: int = 1
    """Sides that work are `base + n * step`."""
    grid: int = 1
    """Tiles must lie on this grid to give what the whole picture gives."""
    fixed: tuple[int, int] | None = None
    """Height and width, where the network takes no others."""
    whole_in: float = 1.0
    whole_out: float = 1.0
    """What 1.0 of a picture is, going in and coming out: 1 or 255."""

    @property
    def is_mask(self) -> bool:
        """Whether it turns a color picture into a gray one of the same size, as background removal does."""
        return self.scale == 1 and self.channels_in >= 3 and self.channels_out == 1

    def fact(self, path: Path, described: Described, runtime: str, precisions: tuple[str, ...]) -> ModelFact:
        """Return what the rest of the program should know."""
        step = math.lcm(self.step, self.grid)
        fixed = None
        if self.fixed is not None:
            fixed = (self.fixed[0] - self.shrink, self.fixed[1] - self.shrink)
        tags = [
            *([MASK] if self.is_mask else []),
            *([described.precision] if described.precision != "fp32" else []),
            *(["quantized"] if described.quantized else []),
            *(["NHWC"] if self.last_in else []),
            *(["0-255"] if self.whole_in > 1 else []),
            *([f"fixed size {fixed[1]}x{fixed[0]}"] if fixed else []),
        ]
        return ModelFact(
            path=str(path),
            name=path.stem,
            architecture="ONNX",
            runtime=runtime,
            scale=self.scale,
            in_channels=self.channels_in,
            out_channels=self.channels_out,
            parameters=described.parameters or None,
            multiple_of=step,
            minimum=max(1, round_up(self.base - self.shrink, step)),
            fixed=fixed,
            precisions=precisions,
            tags=tuple(tags),
        )

    def padded(self, tile: "Pixels") -> "Pixels":
        """Return the tile mirrored outwards to a size that the network takes, the shrinking made up for.

        Raises `RunError` for a tile larger than the one size that the network takes.
        """
        height, width = tile.shape[:2]
        if self.fixed is not None and (height + self.shrink > self.fixed[0] or width + self.shrink > self.fixed[1]):
            raise RunError(
                f"The model takes {self.fixed[1]}x{self.fixed[0]} pixels at a time and was given {width}x{height}; use "
                "the automatic size of tiles."
            )
        before = self.shrink // 2
        rows, columns = self._side(height, 0), self._side(width, 1)
        if (rows, columns) == (height, width):
            return tile
        extra = ((before, rows - height - before), (before, columns - width - before), (0, 0))
        return np.pad(tile, extra, mode="reflect")

    def feed(self, tile: "Pixels") -> Values:
        """Return `(H, W, C)` pixels as the network takes them: float32 with its axes and range."""
        values = self.padded(tile)
        values = values if self.last_in else values.transpose(2, 0, 1)
        if self.whole_in != 1:
            values = values * np.float32(self.whole_in)
        return np.ascontiguousarray(values[None] if self.batched else values, dtype=np.float32)

    def picture(self, given: Values, height: int, width: int) -> "Pixels":
        """Return what the network gave for a tile of that size as `(H * scale, W * scale, C)` float32."""
        values = given[0] if given.ndim == 4 else given
        values = values if self.last_out else values.transpose(1, 2, 0)
        values = values[: height * self.scale, : width * self.scale]
        if self.whole_out != 1:
            values = values / np.float32(self.whole_out)
        return np.ascontiguousarray(values, dtype=np.float32)

    def _side(self, length: int, axis: int) -> int:
        if self.fixed is not None:
            return self.fixed[axis]
        return self.base + max(0, round_up(length + self.shrink - self.base, self.step))
