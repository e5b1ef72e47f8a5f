"""Models and graphs from Python: `ng.upscale`, `ng.open_model`, `ng.load`, `ng.new`.

All runs in the caller's process, models in workers as everywhere. Nothing of the caller's is imported
again, so a plain script without a `__main__` guard, a notebook, `python -` and threads are fine.
"""

from pathlib import Path, PurePath
from typing import Any, Literal

from nodegraph.catalogue.builtin import built_in
from nodegraph.core.context import Context, current
from nodegraph.core.file import read
from nodegraph.core.graph import Graph
from nodegraph.engine.building import Script, find_function, library
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import canonical
from nodegraph.engine.values import arguments, as_picture, finish
from nodegraph.runtimes.model import Model
from nodegraph.runtimes.model import open_model as _open_model


def load(graph: str | Path | Graph) -> Script:
    """Return a graph file (`.ng`), or a graph, ready to run. Raises `FileRefused`, `GraphError`."""
    known = library()
    if isinstance(graph, Graph):
        return Script(graph, known)
    return Script(read(Path(graph), known.specs).graph, known)


def new() -> Script:
    """Return an empty graph to build in code."""
    return Script(Graph(), library())


def open_model(path: str | Path | None = None) -> Model:
    """Open a model file; without a path the one that comes along, which enlarges twice.

    Raises `FileRefused`, `ModelRefused`.
    """
    return _open_model(built_in(2).path if path is None else Path(path))


def upscale(
    image: Any,
    model: Model | str | Path | None = None,
    scale: float | None = None,
    *,
    tile: int | Literal["auto", "none"] = "auto",
    overlap: int | Literal["auto"] = "auto",
    precision: str = "auto",
    device: str = "auto",
    wrap: bool = False,
    alpha: Literal["model", "scale", "drop"] = "model",
) -> Any:
    """Return the picture enlarged: `uint16` for integer pixels, `float32` for floats; a `Picture` for a `Picture`.

    `image` is an array `(H, W)` or `(H, W, C)`, C = 1, 3 or 4, RGB order, straight alpha, `uint8`, `uint16`
    or float in [0, 1]; the result has as many dimensions. `model` is a file or an open model, by default
    the one that comes along, which goes on as often as needed. `scale` is how many times larger exactly;
    without it what the model makes.
    `tile`, `overlap`, `wrap` and `alpha` are those of `Model.upscale`.
    Raises `ValueRefused`, `ModelRefused`, `RunError`.
    """
    picture = as_picture(image, "image")
    token = current.set(Context(device=device, precision=precision))
    try:
        ours = model is None
        if model is None or isinstance(model, str | PurePath):
            model = _open_model(built_in(scale or 2).path if model is None else model)
        linear = picture.space == "linear"

        def enlarged() -> Picture:
            pixels = model.upscale(picture.pixels, tile=tile, overlap=overlap, wrap=wrap, alpha=alpha, linear=linear)
            return picture.replace(pixels=canonical(pixels))

        while ours and scale is not None and scale > (model.fact.scale or scale):
            picture, scale = enlarged(), scale / (model.fact.scale or scale)
        if scale is None or scale == model.fact.scale:
            result = enlarged()
        else:
            inputs = {
                "by": "factor",
                "factor": scale,
                "tiles": tile if isinstance(tile, str) else "size",
                "wrap": wrap,
                "alpha": alpha,
                **({"tile": tile} if isinstance(tile, int) else {}),
                **({"overlap": overlap} if isinstance(overlap, int) else {}),
            }
            result = _call("upscale", {"image": picture, "model": model, **inputs})
    finally:
        current.reset(token)
    if isinstance(image, Picture):
        return result
    return result.pixels[:, :, 0] if image.ndim == 2 else result.pixels


def _call(name: str, values: dict[str, Any]) -> Any:
    """Return the main result of a node of the built-in library."""
    function = find_function(library(), name)
    named, first = arguments(function, values)
    results = finish(function.function(**named), function.spec, function, first)
    return next(iter(results.values()))
