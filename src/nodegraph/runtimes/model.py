"""A model as the rest of the program holds it: a file, its facts, and `upscale`; the weights live in a worker."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from nodegraph.core import context
from nodegraph.core.errors import ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.core.ports import ModelKind
from nodegraph.runtimes import arena, pool
from nodegraph.runtimes.adapt import Alpha, Array
from nodegraph.runtimes.budget import Seat, affordable, core_for, largest_core
from nodegraph.runtimes.devices import choose_device
from nodegraph.runtimes.filekind import kind_of
from nodegraph.runtimes.frameworks import framework, framework_of
from nodegraph.runtimes.overlap import Receptive, measure
from nodegraph.runtimes.remember import recall, remember, sha256_of
from nodegraph.runtimes.tiles import Frame, Shape, round_up
from nodegraph.runtimes.upscale import Allocate, Enlargement

_ONE_PIECE = 256 * 256
"""Pictures up to so many pixels are one tile on any device; nothing is measured for them."""
_FEATHER = 32
_ENOUGH_BETTER = 0.9
_MEASURING, _LONGEST_MEASURING = 30.0, 240.0
"""Seconds that measuring how far a model sees may take at first, and at last."""
_looked: set[tuple[str, str]] = set()
"""What this process has measured, if in vain: (sha256, name of the measurement)."""


@dataclass(frozen=True, slots=True)
class Model:
    """A handle to a model file; cheap, and safe to share between threads."""

    path: Path
    fact: ModelFact

    __port_kind__: ClassVar[ModelKind] = ModelKind()

    def upscale(
        self,
        pixels: Array,
        *,
        tile: int | Literal["auto", "none"] = "auto",
        overlap: int | Literal["auto"] = "auto",
        precision: str = "auto",
        device: str | None = None,
        wrap: bool = False,
        alpha: Alpha = "model",
        linear: bool = False,
        out: Allocate | None = None,
    ) -> Array:
        """Return the picture enlarged by `fact.scale`.

        `pixels` are `(H, W, C)` `uint8`, `uint16` or `float32` with 1, 3 or 4 channels, RGB order, straight alpha; the
        result is `uint16` for integers, which span their whole range, and `float32` for floats.

        `tile` is the side in pixels that one tile adds; a tile sees up to `overlap` more on each side. `auto` is what
        fits the device's memory and runs fastest; `none` is the whole picture, as long as memory allows. `overlap`
        `auto` is how far the model sees (see `receptive`); at most half of `tile` is used. `precision` is `auto`,
        `fp32`, `fp16` or `bf16`; `device` a name from `list_devices`, `None` for the run's. `wrap` lets opposite
        borders meet, for textures. `alpha` is enlarged by the `model`, interpolated (`scale`) or left out (`drop`).
        `linear` says that the pixels are linear light. `out(shape, dtype)` makes the result's array.

        Raises `ValueRefused` for wishes that cannot be met, otherwise what `Enlargement.result` raises.
        """
        if pixels.ndim != 3 or pixels.shape[2] not in (1, 3, 4) or 0 in pixels.shape:
            raise ValueRefused(f"A picture of shape {pixels.shape} cannot be upscaled; (height, width, 1, 3 or 4) can.")
        if isinstance(tile, int) and tile < 1:
            raise ValueRefused(f"A tile of {tile} pixels is none; use 64 or more.")
        seat = self._seat(self._device(device), precision)
        height, width = pixels.shape[:2]

        def context_needed() -> int:
            return self.receptive(device=seat.model.device).pixels if overlap == "auto" else max(0, overlap)

        shape = self._shape(seat, height, width, tile, context_needed, wrap=wrap)
        return Enlargement(
            pixels,
            seat,
            shape,
            context_needed=context_needed,
            in_full_precision=lambda: self._seat(seat.model.device, "fp32"),
            alpha=alpha,
            linear=linear,
            wrap=wrap,
            allocate=out or arena.allocate,
        ).result()

    def receptive(self, *, exact: bool = False, device: str | None = None) -> Receptive:
        """Return how far the model sees; measured at the first call (seconds), then remembered by the file's content.

        `exact` counts changes down to 1e-6 instead of 1/1024. What the time did not suffice for is measured again by
        the next process, which takes twice as long.
        """
        name = "receptive exact" if exact else "receptive"
        known = recall(self._sha256, name, Receptive)
        if known is None or not (known.complete or (self._sha256, name) in _looked):
            model = self._seat(self._device(device), "fp32").model
            seconds = _MEASURING if known is None else min(2 * max(known.seconds, _MEASURING), _LONGEST_MEASURING)
            known = measure(model.run, self.fact, exact=exact, seconds=seconds)
            remember(self._sha256, name, known)
            _looked.add((self._sha256, name))
        return known

    @property
    def _sha256(self) -> str:
        return self.fact.sha256 or ""

    def _device(self, wish: str | None) -> str:
        return choose_device(wish or context.current.get().device, framework(self.fact.runtime or "torch"))

    def _seat(self, device: str, precision: str) -> Seat:
        wish = context.current.get().precision if precision == "auto" else precision
        if wish == "auto":
            half = [name for name in ("fp16", "bf16") if name in self.fact.precisions]
            wish = half[0] if half and device.startswith("cuda") else "fp32"
        if wish not in self.fact.precisions:
            raise ValueRefused(
                f"{self.fact.name} cannot run in {wish}; choose auto or {' or '.join(self.fact.precisions)}."
            )
        module = framework(self.fact.runtime or "torch").module
        return Seat(pool.shared().open(self.path, runtime=module, device=device, precision=wish), self._sha256)

    def _shape(
        self,
        seat: Seat,
        height: int,
        width: int,
        tile: int | Literal["auto", "none"],
        context_needed: Callable[[], int],
        *,
        wrap: bool,
    ) -> Shape:
        """Return how the picture is cut; what the model sees is measured only where there is more than one tile."""
        area, side = height * width, max(height, width)
        plain = Shape(round_up(side, self.fact.multiple_of), 0, self.fact.multiple_of, self.fact.minimum)
        if tile == "none" and area > _ONE_PIECE and area > affordable(seat, patient=True):
            context.note("The whole picture does not fit into the memory at once; it is cut into tiles.")
            tile = "auto"
        one_piece = (
            tile == "none"
            or (isinstance(tile, int) and side <= tile)
            or (tile == "auto" and (area <= _ONE_PIECE or (side <= largest_core(seat) and area <= affordable(seat))))
        )
        if one_piece:
            return plain._replace(overlap=context_needed()) if wrap else plain
        needed = context_needed()
        seen = self.receptive(device=seat.model.device)
        if isinstance(tile, int):
            core = tile
        elif seen.sees_all:
            most = affordable(seat, patient=True)
            core = plain.core if area <= most else max(64, int(most**0.5) - 2 * needed)
        else:
            core = _whole_tiles(height, width, plain._replace(core=core_for(seat, area, needed), overlap=needed))
        shape = plain._replace(core=core, overlap=needed, feather=_FEATHER if seen.sees_all else 0).capped()
        if core < side:
            self._warn_of_seams(seen, shape)
        return shape

    def _warn_of_seams(self, seen: Receptive, shape: Shape) -> None:
        steps = round(seen.seam_with(shape.overlap) * 255)
        if seen.sees_all:
            context.note(f"{self.fact.name} sees the whole picture: tiles differ by up to {max(1, steps)}/255.")
        elif not seen.complete:
            context.note(
                f"There was no time to see how far {self.fact.name} looks; tiles overlap by {shape.overlap} px and may "
                f"differ by up to {max(1, steps)}/255. Run it once more, or set a larger overlap."
            )
        elif steps >= 1:
            context.note(
                f"{self.fact.name} sees {seen.pixels} px around each pixel, but tiles of {shape.core} px get "
                f"{shape.overlap}: they differ by up to {steps}/255; use larger tiles or more overlap."
            )


def open_model(path: Path | str) -> Model:
    """Return the model in a file: `.pth`, `.pt`, `.ckpt`, `.safetensors`, `.onnx`, `.param`, whatever its suffix says.

    The facts are read in a worker at the first time and remembered by the file's content. Raises `FileRefused` for what
    is no model file, `ModelRefused` for one that is unsafe or of no use here, both with a sentence.
    """
    path = Path(os.path.abspath(os.path.expanduser(path)))  # Not resolve(): links keep their names.
    kind = kind_of(path)
    sha256 = sha256_of(path)
    fact = recall(sha256, "fact", ModelFact)
    if fact is None:
        runs_in = framework_of(kind)
        device = choose_device(context.current.get().device, runs_in)
        fact = pool.shared().open(path, runtime=runs_in.module, device=device, precision="fp32").fact
        remember(sha256, "fact", fact)
    name = path.name.removesuffix(".tar") if path.name.endswith(".pth.tar") else path.name
    return Model(path, msgspec.structs.replace(fact, path=str(path), sha256=sha256, name=Path(name).stem))


def _whole_tiles(height: int, width: int, shape: Shape) -> int:
    """Return the core, or one a quarter larger where that saves a tenth of the pixels that tiles see."""

    def cost(core: int) -> int:
        return sum(tile.seen for tile in Frame(height, width, shape._replace(core=core).capped()).tiles())

    larger = shape.core * 5 // 4
    return larger if cost(larger) < _ENOUGH_BETTER * cost(shape.core) else shape.core
