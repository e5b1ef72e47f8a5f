"""`nodegraph upscale`: builds the graph that does it, and runs that."""

import math
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from nodegraph.cli.session import run
from nodegraph.core.edit.nodes import add
from nodegraph.core.errors import FileRefused, GraphError, did_you_mean
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Settings
from nodegraph.core.places import resources
from nodegraph.core.registry import known_specs

FORMATS = {
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".avif": "avif",
}
"""Suffix of an output file: its format."""


Values = Mapping[str, object]
NONE: Mapping[str, Any] = MappingProxyType({})


class Wish(NamedTuple):
    """What was asked for on the command line."""

    pictures: list[str]
    output: str | None = None
    model: Path | None = None
    scale: float | None = None
    device: str = "auto"
    tile: str = "auto"
    precision: str = "auto"
    if_exists: str = "overwrite"


def upscale(wish: Wish, *, json: bool, quiet: bool) -> int:
    """Do what was asked for and return the exit code. Raises `GraphError` for what cannot be done."""
    with ExitStack() as stack:
        pictures = [_taken_in(text, stack) for text in wish.pictures]
        to_stdout = wish.output == "-"
        if to_stdout:
            if len(pictures) != 1 or pictures[0].is_dir():
                raise GraphError("Only one picture can go to standard output; name a folder with -o.")
            output = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "picture.png"
            wish = wish._replace(output=str(output))
        graph = build(wish, pictures)
        settings = Settings(device=wish.device)
        lines = sys.stderr if to_stdout else None
        finished, _ = run(graph, settings, json=json, quiet=quiet or to_stdout, output=lines)
        if to_stdout and finished.exit_code == 0:
            shutil.copyfileobj(output.open("rb"), sys.stdout.buffer)
    if finished.outcome == "done" and not finished.done + finished.skipped:
        raise GraphError(f"There is no picture in {', '.join(map(str, pictures))}.")
    return finished.exit_code


def _taken_in(text: str, stack: ExitStack) -> Path:
    """Return the absolute path of a picture or folder; a picture on standard input goes into a file first."""
    if text != "-":
        path = Path(os.path.abspath(text))
        if not path.exists():
            near = did_you_mean(path.name, os.listdir(path.parent)) if path.parent.is_dir() else ""
            raise FileRefused(f"There is no file or folder {text!r}{near}.")
        if not (path.is_file() or path.is_dir()):
            raise FileRefused(f"{text!r} is neither a picture file nor a folder.")
        return path
    if sys.stdin.isatty():
        raise GraphError("- reads a picture from standard input; pipe one in.")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    with (folder / "picture").open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return folder / "picture"


def build(wish: Wish, pictures: list[Path]) -> Graph:
    """Return the graph: one chain for each folder, one for a single picture, one for all pictures of several."""
    building = _Building(wish)
    files = [path for path in pictures if path.is_file()]
    if len(files) == 1:
        building.picture(files[0], alone=len(pictures) == 1)
    elif files:
        building.pictures(files)
    for folder in pictures:
        if folder.is_dir():
            building.folder(folder)
    return building.graph


class _Building:
    """Adds nodes one after the other."""

    def __init__(self, wish: Wish) -> None:
        self.graph = Graph()
        self._wish = wish
        self._specs = known_specs()
        self._model, self._factors = _route(wish)
        values = {} if self._model is None else {"path": str(self._model)}
        self._network = self._add("load_model", values)

    def picture(self, file: Path, *, alone: bool) -> None:
        """One picture: `-o` names the result's file or, where it has no picture suffix, its folder."""
        image = Wire(self._add("load_image", {"path": str(file)}), "image")
        target = self._output(file.parent)
        if alone and target.suffix.lower() in FORMATS and not target.is_dir():
            self._keep_source(file, target)
            self._save(image, {"folder": str(target.parent), "name": target.name}, FORMATS[target.suffix.lower()])
        else:
            self._keep_source(file, target / f"{file.stem}.png")
            self._save(image, {"folder": str(target), "name": file.stem})

    def pictures(self, files: list[Path]) -> None:
        """Several pictures: one stream of their paths."""
        names = [file.stem.casefold() for file in files]
        for name, file in zip(names, files, strict=True):
            if names.count(name) > 1:
                raise GraphError(f"Several pictures are called {file.stem!r} and would be saved over each other.")
        target = self._output(files[0].parent)
        for file in files:
            self._keep_source(file, target / f"{file.stem}.png")
        listed = self._add("split_text", {"value": "\n".join(map(str, files))})
        loaded = self._add("load_image", wires={"path": Wire(listed, self._main("split_text"))})
        self._save(Wire(loaded, "image"), {"folder": str(target)}, wires={"name": Wire(loaded, "name")})

    def folder(self, folder: Path) -> None:
        """All pictures of a folder and its folders; the results lie in the same tree."""
        target = self._output(folder)
        if target == folder:
            raise GraphError(f"-o {target} is the folder the pictures lie in; name another one.")
        # Results are pictures too: where they lie among the sources, the next run would enlarge them again.
        recursive = folder not in target.parents
        listed = self._add("list_images", {"folder": str(folder), "recursive": recursive})
        loaded = self._add("load_image", wires={"path": Wire(listed, "path")})
        wires = {"name": Wire(listed, "name"), "subfolder": Wire(listed, "subfolder")}
        self._save(Wire(loaded, "image"), {"folder": str(target)}, wires=wires)

    def _save(self, image: Wire, values: Values, form: str = "png", wires: Mapping[str, Wire] = NONE) -> None:
        wish = self._wish
        tiles = {"tiles": wish.tile} if wish.tile in ("auto", "none") else {"tiles": "size", "tile": _side(wish.tile)}
        for factor in self._factors:
            size = {} if factor is None else {"by": "factor", "factor": factor}
            wired = {"image": image, "model": Wire(self._network, self._main("load_model"))}
            options = {**size, **tiles, "precision": wish.precision}
            image = Wire(self._add("upscale", options, wired), self._main("upscale"))
        saving = {**values, "format": form, "if_exists": wish.if_exists}
        self._add("save_image", saving, {"image": image, **wires})

    def _output(self, source: Path) -> Path:
        if self._wish.output is None:
            return source / "upscaled"
        return Path(os.path.abspath(self._wish.output))

    def _keep_source(self, source: Path, target: Path) -> None:
        if target == source and self._wish.if_exists == "overwrite":
            raise GraphError(f"{source.name} would be written over itself; name another output with -o.")

    def _add(self, kind: str, values: Values = NONE, wires: Mapping[str, Wire] = NONE) -> str:
        at = (220.0 * len(self.graph.nodes), 0.0)
        spec = self._specs[kind]
        self.graph, name = add(self.graph, spec, at, values=values, wires=wires, specs=self._specs)
        return name

    def _main(self, kind: str) -> str:
        output = self._specs[kind].main
        return output.name if output else ""


def _side(text: str) -> int:
    if not text.isdigit():
        raise GraphError(f"--tile is {text!r}; write auto, none or a number of pixels.")
    return int(text)


def _route(wish: Wish) -> tuple[Path | None, list[float | None]]:
    """Return the model to load (`None`: the node's own default) and the factor of each pass through it.

    `None` as a factor is the model's own scale. A model's file is all there is: a scale beyond it is
    reached by interpolation of its result, but our own model, which doubles, goes on as often as needed.
    """
    if wish.model is not None:
        path = Path(os.path.abspath(wish.model))
        if not path.is_file():
            what = "is no regular file" if path.exists() else "does not exist"
            raise FileRefused(f"The model {str(wish.model)!r} {what}.")
        return path, [wish.scale]
    scale = 2.0 if wish.scale is None else wish.scale
    if not 0 < scale <= 100:
        raise GraphError(f"--scale is {scale:g}; write a number over 0 and up to 100.")
    large = resources() / "models" / "nodegraph-4x.safetensors"
    if scale > 2 and large.is_file():
        print(f"{large.stem}, {scale:g} times", file=sys.stderr)
        return large, [scale if scale != 4 else None]
    passes = max(1, math.ceil(math.log2(scale)))
    last = scale / 2 ** (passes - 1)
    print(f"nodegraph-2x, {passes} {'pass' if passes == 1 else 'passes'}, {scale:g} times", file=sys.stderr)
    return None, [*[None] * (passes - 1), None if last == 2 else last]
