"""A model as the rest of the program holds it: a file, its facts, and `upscale`; the weights live in a worker.

Which framework runs it where and how exactly is its route (`runtimes.route`), fixed for a run when the model is first
used. A route that breaks (a lost device, workers that die of it) is left for the safe one, and the person is told.
"""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from nodegraph.catalogue.builtin import model_file
from nodegraph.core import context
from nodegraph.core.errors import ChildDied, DeviceFault, ModelRefused, NodegraphError, ValueRefused
from nodegraph.core.facts import MASK, ModelFact
from nodegraph.core.ports import ModelKind
from nodegraph.runtimes import arena, pool
from nodegraph.runtimes.adapt import Alpha, Array
from nodegraph.runtimes.budget import Seat, affordable, core_for, largest_core
from nodegraph.runtimes.certificate import Way, discredit
from nodegraph.runtimes.converted import existing_file, file_for, forget
from nodegraph.runtimes.devices import choose_device
from nodegraph.runtimes.filekind import kind_of
from nodegraph.runtimes.frameworks import framework, framework_of
from nodegraph.runtimes.oncard import fact_on_card, receptive_on_card
from nodegraph.runtimes.overlap import Receptive, measure
from nodegraph.runtimes.remember import recall, remember, sha256_of
from nodegraph.runtimes.route import Route, fallback, full_precision, measuring_way, route_for
from nodegraph.runtimes.share import device_for
from nodegraph.runtimes.subject import Subject
from nodegraph.runtimes.tiles import Frame, Shape, round_up
from nodegraph.runtimes.upscale import Allocate, Enlargement
from nodegraph.runtimes.wish import AUTO, OPEN, Wish, read_options

_ONE_PIECE = 256 * 256
"""Pictures up to so many pixels are one tile on any device; nothing is measured for them."""
_LEAST = 8
"""Sides shorter than this are continued by reflection, because most networks pad with black: SwiftSRGAN turns a single
pixel of 0.9 into 0.4, four pixels into 0.81, but 8x8 into 0.898."""
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
    wish: Wish = OPEN
    """How this handle is to run; goes before the run's wishes."""

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

        Raises `ValueRefused` for wishes that cannot be met, otherwise what a conversion and `Enlargement.result` raise.
        """
        if pixels.ndim != 3 or pixels.shape[2] not in (1, 3, 4) or 0 in pixels.shape:
            raise ValueRefused(f"A picture of shape {pixels.shape} cannot be upscaled; (height, width, 1, 3 or 4) can.")
        if isinstance(tile, int) and tile < 1:
            raise ValueRefused(f"A tile of {tile} pixels is none; use 64 or more.")
        if MASK in self.fact.tags:
            raise ValueRefused(
                f"{self.fact.name} is a model for background removal: it gives a mask, not a larger picture; choose an "
                "upscaling or restoration model."
            )
        wish = self._wishes(device, precision)
        route = self._settled(wish)

        def enlarged(way: Way) -> Array:
            seat = self._seat(way)
            height, width = pixels.shape[:2]

            def context_needed() -> int:
                return self._receptive(way).pixels if overlap == "auto" else max(0, overlap)

            shape = self._shape(seat, way, height, width, tile, context_needed, wrap=wrap)
            return Enlargement(
                pixels,
                seat,
                shape,
                context_needed=context_needed,
                in_full_precision=lambda: self._seat(full_precision(self._subject, way)),
                alpha=alpha,
                linear=linear,
                wrap=wrap,
                allocate=out or arena.allocate,
            ).result()

        try:
            # Several equal devices share the items of a stream.
            with device_for(wish.device, route.way.device, self._sha256, pixels.shape[0] * pixels.shape[1]) as chosen:
                result = enlarged(msgspec.structs.replace(route.way, device=chosen))
        except (DeviceFault, ChildDied, ModelRefused) as error:
            safe = fallback(self._subject, route.way, wish)
            if safe is None:
                raise
            self._leave(route, safe, wish, error)
            return enlarged(safe)
        if self._subject.framework != "toy":
            context.note(f"{self.fact.name} runs on {route.words}.")
        return result

    def run_with(
        self,
        *,
        runtime: str = AUTO,
        device: str = AUTO,
        precision: str = AUTO,
        options: dict[str, str] | None = None,
    ) -> "Model":
        """Return the same model with wishes of its own, which go before the run's.

        `runtime` is a framework's name, `options` are its options by name, as a person writes them (`threads`:
        `auto`, `half` or a number; `winograd`: `on` or `off`). Raises `ValueRefused` for options that mean nothing, and
        for a precision that the model cannot run in.
        """
        if precision not in (AUTO, *self.fact.precisions):
            choices = " or ".join((AUTO, *self.fact.precisions))
            raise ValueRefused(f"{self.fact.name} cannot run in {precision}; choose {choices}.")
        asked = Wish(runtime, device, precision, options or {})
        read_options(asked.options)
        return replace(self, wish=asked.over(self.wish))

    def route(self, *, device: str | None = None, precision: str = AUTO) -> Route:
        """Return how the model runs here and now; in a run it is what the run has fixed, or fixes with this call.

        Raises `ValueRefused` for wishes that cannot be met. Nothing is converted or started.
        """
        return self._settled(self._wishes(device, precision))

    def open_ahead(self, *, precision: str = AUTO) -> None:
        """Ask a worker to open the model, so that `upscale` finds it open; not where it must be converted first.

        Returns when it is asked. Raises what `route` raises, and `FileRefused`.
        """
        way = route_for(self._subject, self._wishes(None, precision)).way
        file = existing_file(self._subject, way.framework)
        if file is not None:
            module = framework(way.framework).module
            pool.shared().open_ahead(
                file, runtime=module, device=way.device, precision=way.precision, options=way.options
            )

    def receptive(self, *, exact: bool = False, device: str | None = None) -> Receptive:
        """Return how far the model sees; measured at the first call (seconds), then remembered by the file's content.

        `exact` counts changes down to 1e-6 instead of 1/1024. What the time did not suffice for is measured again by
        the next process, which takes twice as long.
        """
        return self._receptive(self.route(device=device).way, exact=exact)

    def _receptive(self, way: Way, *, exact: bool = False) -> Receptive:
        name = "receptive exact" if exact else "receptive"
        known = receptive_on_card(self._sha256) or recall(self._sha256, name, Receptive)
        if known is None or not (known.complete or (self._sha256, name) in _looked):
            model = self._seat(measuring_way(way)).model
            seconds = _MEASURING if known is None else min(2 * max(known.seconds, _MEASURING), _LONGEST_MEASURING)
            known = measure(model.run, self.fact, exact=exact, seconds=seconds)
            remember(self._sha256, name, known)
            _looked.add((self._sha256, name))
        return known

    @property
    def _sha256(self) -> str:
        return self.fact.sha256 or ""

    @property
    def _subject(self) -> Subject:
        return Subject(self.path, self._sha256, self.fact)

    def _wishes(self, device: str | None, precision: str) -> Wish:
        """Return the wishes of a call, then of the handle, then of the run."""
        run = context.current.get()
        of_run = Wish(run.runtime, run.device, run.precision, dict(run.options))
        return Wish(device=device or AUTO, precision=precision).over(self.wish).over(of_run)

    def _settled(self, wish: Wish) -> Route:
        """Return the route that the run has fixed for this wish; without a run, the one of now."""
        settled = context.current.get().settled
        if settled is None:
            return route_for(self._subject, wish)
        text = settled.settle(self._named(wish), lambda: _written(route_for(self._subject, wish)))
        return msgspec.json.decode(text, type=Route)

    def _named(self, wish: Wish) -> str:
        return f"route {self._sha256} {msgspec.json.encode(wish, order='deterministic').decode()}"

    def _leave(self, route: Route, safe: Way, wish: Wish, error: NodegraphError) -> None:
        """Take the safe way from here to the run's end, and say so."""
        settled = context.current.get().settled
        if isinstance(error, ModelRefused):
            # A converted file that cannot even be opened is of no use to later runs either.
            forget(self._subject, route.way.framework)
        if isinstance(error, ChildDied):
            discredit(self._sha256, route.way, "its workers died of it in use")
        if settled is not None:
            left = Route(route.source, safe, broken=f"{route.way} had failed")
            settled.change(self._named(wish), _written(left))
        context.warn(
            f"{self.fact.name} failed on {route.way} ({str(error).rstrip('.')}); from here on it runs on {safe}."
        )

    def _seat(self, way: Way) -> Seat:
        """Return the model open on a way, converted for it first if need be."""
        subject = self._subject
        if existing_file(subject, way.framework) is None:
            context.note(f"{self.fact.name} is converted for {way.framework}, once; this may take a minute.")
        file = file_for(subject, way.framework)
        opened = pool.shared().open(
            file,
            runtime=framework(way.framework).module,
            device=way.device,
            precision=way.precision,
            options=way.options,
        )
        if way.framework != subject.framework:
            # What the model is does not depend on who runs it; a converted file says less.
            opened.fact = self.fact
        return Seat(opened, self._sha256, way.framework)

    def _shape(
        self,
        seat: Seat,
        way: Way,
        height: int,
        width: int,
        tile: int | Literal["auto", "none"],
        context_needed: Callable[[], int],
        *,
        wrap: bool,
    ) -> Shape:
        """Return how the picture is cut; what the model sees is measured only where there is more than one tile."""
        if self.fact.fixed is not None:
            return self._fixed_shape(way, self.fact.fixed, height, width, context_needed, wrap=wrap)
        area, side = height * width, max(height, width)
        least = max(self.fact.minimum, _LEAST)
        plain = Shape(round_up(side, self.fact.multiple_of), 0, self.fact.multiple_of, least)
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
        seen = self._receptive(way)
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

    def _fixed_shape(
        self,
        way: Way,
        fixed: tuple[int, int],
        height: int,
        width: int,
        context_needed: Callable[[], int],
        *,
        wrap: bool,
    ) -> Shape:
        """Return how a picture is cut for a model that takes tiles of one size only."""
        plain = Shape(max(fixed), fixed=fixed)
        if height <= fixed[0] and width <= fixed[1] and not wrap:
            return plain
        seen = self._receptive(way)
        feather = _FEATHER if seen.sees_all else 0
        shape = plain._replace(overlap=context_needed(), feather=feather).capped()
        self._warn_of_seams(seen, shape)
        return shape

    def _warn_of_seams(self, seen: Receptive, shape: Shape) -> None:
        seam = seen.seam_with(shape.overlap)
        steps = round(seam * 255) if math.isfinite(seam) else 1
        if seen.sees_all:
            context.note(f"{self.fact.name} sees the whole picture: tiles differ by up to {max(1, steps)}/255.")
        elif not seen.complete:
            context.note(
                f"There was no time to see how far {self.fact.name} looks; tiles overlap by {shape.overlap} px and may "
                f"differ by up to {max(1, steps)}/255. Run it once more, or set a larger overlap."
            )
        elif steps >= 1:
            differ = f"they differ by up to {steps}/255" if math.isfinite(seam) else "their borders may show"
            context.note(
                f"{self.fact.name} sees {seen.pixels} px around each pixel, but tiles of {shape.core} px get "
                f"{shape.overlap}: {differ}; use larger tiles or more overlap."
            )


def open_model(path: Path | str) -> Model:
    """Return the model in a file: `.pth`, `.pt`, `.ckpt`, `.safetensors`, `.onnx`, `.param`, whatever its suffix says.

    The name of a model that comes along, such as `nodegraph-2x`, does instead of its file.
    The facts are read in a worker at the first time and remembered by the file's content. Raises `FileRefused` for what
    is no model file, `ModelRefused` for one that is unsafe or of no use here, both with a sentence.
    """
    path = model_file(Path(os.path.abspath(os.path.expanduser(path))))  # Not resolve(): links keep their names.
    kind = kind_of(path)
    sha256 = sha256_of(path)
    fact = recall(sha256, "fact", ModelFact)
    if fact is None:
        fact = fact_on_card(sha256)
    if fact is None:
        runs_in = framework_of(kind)
        device = choose_device(context.current.get().device, runs_in)
        fact = pool.shared().open(path, runtime=runs_in.module, device=device, precision=_whole(runs_in.name)).fact
        remember(sha256, "fact", fact)
    name = path.name.removesuffix(".tar") if path.name.endswith(".pth.tar") else path.name
    return Model(path, msgspec.structs.replace(fact, path=str(path), sha256=sha256, name=Path(name).stem))


def _whole(framework: str) -> str:
    """Return the precision in which a model's facts are read; an ONNX file has one of its own."""
    return "auto" if framework == "onnx" else "fp32"


def _written(route: Route) -> str:
    return msgspec.json.encode(route).decode()


def _whole_tiles(height: int, width: int, shape: Shape) -> int:
    """Return the core, or one a quarter larger where that saves a tenth of the pixels that tiles see."""

    def cost(core: int) -> int:
        return sum(tile.seen for tile in Frame(height, width, shape._replace(core=core).capped()).tiles())

    larger = shape.core * 5 // 4
    return larger if cost(larger) < _ENOUGH_BETTER * cost(shape.core) else shape.core
