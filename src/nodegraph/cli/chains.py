"""Builds the graph behind `nodegraph upscale`: a chain of nodes for each folder and for the pictures of each target."""

import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, NamedTuple

from nodegraph.catalogue.builtin import built_in, built_in_named
from nodegraph.catalogue.cards import shipped
from nodegraph.cli.target import form_of, target_of
from nodegraph.core.edit.nodes import add
from nodegraph.core.errors import FileRefused, GraphError, did_you_mean
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.naming import RESULTS
from nodegraph.core.registry import known_specs

Values = Mapping[str, object]
PLAIN = "{name}"
"""The template of names that leaves them as they are."""
FIELDS = ("name", "scale", "width", "height", "folder")
"""What such a template can ask for."""
NONE: Mapping[str, Any] = MappingProxyType({})
SMALLEST_TILE = 16
LARGEST_OVERLAP = 1024


class Wish(NamedTuple):
    """What was asked for on the command line, as it was typed."""

    pictures: list[str]
    output: str | None = None
    model: Path | None = None
    scale: str | None = None
    device: str = "auto"
    tile: str = "auto"
    precision: str = "auto"
    if_exists: str = "overwrite"
    strip: bool = False
    name: str = PLAIN
    overlap: str = "auto"


class Route(NamedTuple):
    """Which model a picture goes through, and how often."""

    model: Path | None
    """`None`: the one that `load_model` opens by itself."""
    factors: list[float | None]
    """How many times larger each pass makes it; `None`: as large as the model does."""
    words: str


class Chains:
    """A graph that grows by a chain for each source."""

    def __init__(self, wish: Wish, route: Route) -> None:
        """Raises `GraphError` for options that make no sense."""
        self.graph = Graph()
        self._wish = wish
        self._specs = known_specs()
        self._factors = route.factors
        self._tiles = {**read_tile(wish.tile), **read_overlap(wish.overlap, wish.tile)}
        self._network = self._add("load_model", {} if route.model is None else {"path": str(route.model)})

    def picture(self, file: Path, target: Path, form: str) -> None:
        """Upscale one picture into the file `target`."""
        image = Wire(self._add("load_image", {"path": str(file)}), "image")
        name = target.name if self._wish.name == PLAIN else target.stem
        self._upscale_and_save(image, {"folder": str(target.parent), "name": name, "format": form})

    def pictures(self, files: Sequence[Path], folder: Path) -> None:
        """Upscale several pictures into a folder, under their own names."""
        if len(files) == 1:
            self.picture(files[0], folder / f"{files[0].stem}.png", "png")
            return
        listed = self._add("split_text", {"value": "\n".join(map(str, files))})
        loaded = self._add("load_image", wires={"path": Wire(listed, self._main("split_text"))})
        self._upscale_and_save(Wire(loaded, "image"), {"folder": str(folder)}, {"name": Wire(loaded, "name")})

    def folder(self, folder: Path, target: Path) -> None:
        """Upscale all pictures of a folder and its folders; the results lie in the same tree."""
        # Results are pictures too: where they lie among the sources, the next run would enlarge them again.
        pattern = "*"
        if self._wish.output is None:
            pattern += f"; !{RESULTS}/*; !*/{RESULTS}/*"
        elif folder in target.parents:
            below = "".join(c if c not in "*?[];" else "?" for c in target.relative_to(folder).as_posix())
            pattern += f"; !{below}/*"
        listed = self._add("list_images", {"folder": str(folder), "recursive": True, "pattern": pattern})
        loaded = self._add("load_image", wires={"path": Wire(listed, "path")})
        wires = {"name": Wire(listed, "name"), "subfolder": Wire(listed, "subfolder")}
        self._upscale_and_save(Wire(loaded, "image"), {"folder": str(target)}, wires)

    def _upscale_and_save(self, image: Wire, values: Values, wires: Mapping[str, Wire] = NONE) -> None:
        for factor in self._factors:
            size = {} if factor is None else {"by": "factor", "factor": factor}
            options = {**size, **self._tiles, "precision": self._wish.precision}
            wired = {"image": image, "model": Wire(self._network, self._main("load_model"))}
            image = Wire(self._add("upscale", options, wired), self._main("upscale"))
        wish = self._wish
        keep = {"metadata": "drop"} if wish.strip else {}
        how = {"if_exists": wish.if_exists, "template": wish.name}
        self._add("save_image", {**values, **keep, **how}, {"image": image, **wires})

    def _add(self, kind: str, values: Values = NONE, wires: Mapping[str, Wire] = NONE) -> str:
        at = (220.0 * len(self.graph.nodes), 0.0)
        spec = self._specs[kind]
        self.graph, name = add(self.graph, spec, at, values=values, wires=wires, specs=self._specs)
        return name

    def _main(self, kind: str) -> str:
        output = self._specs[kind].main
        return output.name if output else ""


def build(wish: Wish, sources: Sequence[Path], route: Route) -> Graph:
    """Return the graph for pictures and folders (absolute paths that exist). Raises `GraphError`, `FileRefused`."""
    _check_template(wish.name)
    chains = Chains(wish, route)
    files = [path for path in sources if path.is_file()]
    if wish.name != PLAIN and "{name" not in wish.name and (len(sources) > 1 or not files):
        raise GraphError(f"--name {wish.name} would call all pictures the same; write {{name}} into it.")
    if len(sources) == 1 and files:
        target = target_of(wish.output, files[0].parent, alone=True)
        form = form_of(target)
        if wish.name != PLAIN and form and not target.is_dir():
            raise GraphError(f"-o {wish.output} names the picture already; leave --name out, or name a folder.")
        if form is None or target.is_dir():
            target, form = target / f"{files[0].stem}.png", "png"
        _keep(files[0], target, wish)
        chains.picture(files[0], target, form)
        return chains.graph
    # Without -o the results of each picture lie beside it.
    groups: dict[Path, list[Path]] = {}
    for file in dict.fromkeys(files):
        groups.setdefault(target_of(wish.output, file.parent), []).append(file)
    for target, members in groups.items():
        _keep_apart(members, target)
        for file in members:
            _keep(file, target / f"{file.stem}.png", wish)
        chains.pictures(members, target)
    folders = list(dict.fromkeys(path for path in sources if path.is_dir()))
    taken: dict[Path, Path] = {}
    for folder in folders:
        target = target_of(wish.output, folder)
        if wish.output is not None and len(sources) > 1:
            target /= folder.name
        if target == folder or (target.exists() and target.samefile(folder)):
            raise GraphError(f"-o {target} is the folder the pictures lie in; name another one.")
        other = taken.setdefault(target, folder)
        if other is not folder:
            raise GraphError(f"{other} and {folder} would both go into {target}; give each its own -o.")
        chains.folder(folder, target)
    return chains.graph


def _check_template(template: str) -> None:
    """Raise `GraphError` for a template that would fail with every picture."""
    if "/" in template or os.sep in template:
        raise GraphError(f"--name {template} holds a slash; name folders with -o.")
    try:
        unknown = [field for _, field, _, _ in Formatter().parse(template) if field not in (None, *FIELDS)]
    except ValueError:
        raise GraphError(f"--name {template} holds a brace alone; write {{{{ or }}}} for a brace itself.") from None
    if unknown:
        raise GraphError(f"--name asks for {{{unknown[0]}}}; there are {{{'}, {'.join(FIELDS)}}}.")


def _keep(source: Path, target: Path, wish: Wish) -> None:
    """Raise `GraphError` where a picture would be written over its source; another name is not foretold here."""
    if wish.name != PLAIN or wish.if_exists != "overwrite":
        return
    if target == source or (target.exists() and target.samefile(source)):
        raise GraphError(f"{source.name} would be written over itself; name another output with -o.")


def _keep_apart(files: Sequence[Path], target: Path) -> None:
    """Raise `GraphError` where two pictures would become the same file."""
    names: dict[str, Path] = {}
    for file in files:
        other = names.setdefault(file.stem.casefold(), file)
        if other is not file:
            both = f"{other} and {file}"
            raise GraphError(f"{both} would both become {target / file.stem}.png; upscale them one by one with -o.")


def read_tile(text: str) -> dict[str, object]:
    """Return the values of `upscale` that `--tile` means."""
    if text in ("auto", "none"):
        return {"tiles": text}
    if not text.isascii() or not text.isdigit():
        raise GraphError(f"--tile is {text!r}; write auto, none or a number of pixels.")
    if int(text) < SMALLEST_TILE:
        raise GraphError(f"--tile is {text}; the smallest tile is {SMALLEST_TILE} pixels a side.")
    return {"tiles": "size", "tile": int(text)}


def read_overlap(text: str, tile: str) -> dict[str, object]:
    """Return the values of `upscale` that `--overlap` means beside a `--tile`."""
    if text == "auto":
        return {}
    if tile == "none":
        raise GraphError(
            "--overlap and --tile none exclude each other: one piece overlaps with nothing; leave one out."
        )
    if not text.isascii() or not text.isdigit() or int(text) > LARGEST_OVERLAP:
        raise GraphError(f"--overlap is {text!r}; write auto or a number of pixels from 0 to {LARGEST_OVERLAP}.")
    return {"overlap": int(text)}


def read_scale(text: str) -> float:
    """Return the factor that `--scale` means: `2`, `2.5`, `2x`."""
    try:
        scale = float(text.removesuffix("x"))
    except ValueError:
        scale = math.nan
    if not 0.001 <= scale <= 100:
        raise GraphError(f"--scale is {text!r}; write a number from 0.001 to 100, such as 2 or 1.5.")
    return scale


def choose_route(wish: Wish) -> Route:
    """Return the model to use and the passes through it.

    A model's file is all there is: a scale beyond its own is reached by interpolating its result. The model that
    comes along goes on as often as needed, and what is too large then is reduced. Raises `FileRefused`, `GraphError`.
    """
    scale = None if wish.scale is None else read_scale(wish.scale)
    if wish.model is None:
        scale = 2.0 if scale is None else scale
        model = built_in(scale)
        passes = max(1, math.ceil(math.log(scale) / math.log(model.scale) - 1e-9))
        last = scale / model.scale ** (passes - 1)
        # The node itself opens the one that doubles.
        opened = None if model == built_in(2) else model.path
        factors = [*[None] * (passes - 1), None if last == model.scale else last]
        return Route(opened, factors, _words(model.path.stem, passes, model.scale**passes, scale))
    path = Path(os.path.abspath(wish.model))
    if path.is_file():
        return Route(path, [scale], path.name + ("" if scale is None else f", {scale:g}x"))
    named = built_in_named(str(wish.model))
    if named is not None and not path.exists():
        return Route(named.path, [scale], _words(named.path.stem, 1, named.scale, scale or named.scale))
    what = "is a folder" if path.is_dir() else "is no regular file" if path.exists() else "does not exist"
    near = "" if path.exists() else did_you_mean(str(wish.model), [card.name for card in shipped()])
    raise FileRefused(
        f"The model {str(wish.model)!r} {what}{near}; name a file, or a model of `nodegraph models list`."
    )


def _words(name: str, passes: int, reached: float, scale: float) -> str:
    """Return which model is used, how often, and what becomes of its result."""
    often = f" in {passes} passes" if passes > 1 else ""
    return f"{name}{often}, {scale:g}x" if reached == scale else f"{name}{often}, then resized to {scale:g}x"
