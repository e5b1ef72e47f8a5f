"""Pictures that are shown: which result is meant, and what of it a front end asks to see.

Those looked at last are held, whatever the cache does with them, until others are; of the viewed nodes also what the
last run made, and of all others in streams as much as `_BESIDE` allows, because no cache knows which item was the last.
So memory is bounded by a few pictures, however long a front end looks.
"""

import itertools
import secrets
import threading
from collections import OrderedDict
from typing import Any, NamedTuple

from nodegraph.core import messages
from nodegraph.core.errors import GraphError, RunError
from nodegraph.core.graph import Graph, Node
from nodegraph.core.known import spec_of
from nodegraph.core.pictures import (
    TILE,
    Count,
    Counted,
    Drawn,
    Looked,
    Numbers,
    Point,
    Pointed,
    Prepare,
    Prepared,
    Tiles,
    View,
    WritePicture,
    Written,
    not_run,
)
from nodegraph.core.registry import Library
from nodegraph.core.resolve import resolve
from nodegraph.engine.cache import Cache
from nodegraph.engine.display import Bytes, Display, paint_difference
from nodegraph.engine.handout import write_png
from nodegraph.engine.levels import Levels
from nodegraph.engine.onto import onto
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import Pixels
from nodegraph.engine.run import Runner
from nodegraph.engine.tally import tally

_HELD = 6
"""Pictures that are held: two on the screen, parts of both that live mode computes, and the two before them."""
_BESIDE = 256 << 20
"""Bytes of results that are held although nobody looks at them yet."""


class _Shown:
    """A picture with all that showing it needs."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.levels = Levels(picture)
        self.display = Display(picture)


class _Made(NamedTuple):
    """What a run made of a viewed node."""

    graph: Graph
    item: tuple[int, ...]
    results: dict[str, Any]
    bytes: int


class Viewing:
    """The pictures that front ends look at. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Numbers of an engine that ended mean nothing to the next one.
        self._numbers = itertools.count(secrets.randbits(40) << 12)
        self._shown: OrderedDict[int, _Shown] = OrderedDict()
        self._made: OrderedDict[str, _Made] = OrderedDict()
        self._bytes = 0
        self._viewed: frozenset[str] = frozenset()

    def hold(self, graph: Graph, node: str, item: tuple[int, ...], results: dict[str, Any]) -> None:
        """Remember what a run of the graph has just made of a node; what was made longest ago makes room."""
        size = sum(value.pixels.nbytes for value in results.values() if isinstance(value, Picture))
        with self._lock:
            self._drop(node)
            self._made[node] = _Made(graph, item, results, size)
            self._bytes += size
            self._make_room()

    def view(self, viewed: tuple[str, ...]) -> None:
        """A run begins while somebody looks at these nodes."""
        with self._lock:
            self._viewed = frozenset(viewed)
            self._make_room()

    def _make_room(self) -> None:
        for node in list(self._made) if self._bytes > _BESIDE else ():
            if node not in self._viewed and self._bytes > _BESIDE:
                self._drop(node)

    def _drop(self, node: str) -> None:
        made = self._made.pop(node, None)
        self._bytes -= made.bytes if made is not None else 0

    def answer(self, request: messages.ForPictures, library: Library, cache: Cache) -> messages.OfPictures:
        """Return what was asked for. Raises `RunError` for a picture that is not held (any more), or was not made."""
        match request:
            case messages.Look():
                return self._look(request, library, cache)
            case Tiles():
                return self._draw(request)
            case Point():
                return self._point(request)
            case Prepare(id=number, picture=picture):
                levels = self._held(picture).levels
                if not levels.make(levels.count - 1, lambda: picture in self._shown):
                    raise _gone()
                return Prepared(number)
            case Count(id=number, picture=picture):
                found = tally(self._held(picture).picture.pixels, lambda: picture in self._shown)
                if found is None:
                    raise _gone()
                return Counted(number, *found)
            case WritePicture(id=number, picture=picture, path=path):
                write_png(self._held(picture).picture, path)
                return Written(number, path)

    # Looking

    def _look(self, request: messages.Look, library: Library, cache: Cache) -> Looked:
        self._keep(request.beside)
        graph, node, port = _behind(request, library)
        item: tuple[int, ...] = ()
        results = _recall(request, graph, node, library, cache)
        if results is None:
            made = self._made.get(node)
            if made is None or not _same_work(made.graph, graph, node):
                raise RunError(not_run(request.node))
            item, results = made.item, made.results
        picture = results.get(port) if port else next((v for v in results.values() if isinstance(v, Picture)), None)
        if isinstance(picture, list):  # of a stream's items, in their order
            item, picture = (len(picture) - 1,), picture[-1] if picture else None
        if not isinstance(picture, Picture):
            raise RunError(f"{request.node} gives no picture.")
        return Looked(request.id, self._show(picture), picture.fact, item)

    def _keep(self, numbers: tuple[int, ...]) -> None:
        with self._lock:
            for number in numbers:
                if number in self._shown:
                    self._shown.move_to_end(number)

    def _show(self, picture: Picture) -> int:
        with self._lock:
            for number, shown in self._shown.items():
                if shown.picture.pixels is picture.pixels and shown.picture.icc == picture.icc:
                    self._shown.move_to_end(number)
                    return number
            number = next(self._numbers)
            self._shown[number] = _Shown(picture)
            while len(self._shown) > _HELD:
                self._shown.popitem(last=False)
            return number

    def _held(self, number: int) -> _Shown:
        with self._lock:
            found = self._shown.get(number)
            if found is None:
                raise _gone()
            self._shown.move_to_end(number)
            return found

    # Drawing

    def _draw(self, request: Tiles) -> Drawn:
        first = self._held(request.picture)
        second = self._held(request.view.second) if request.view.second else None
        if not 0 <= request.level < first.levels.count:
            raise RunError(f"The picture has no level {request.level}.")
        drawn = [_tile(first, second, request.level, x, y, request.view) for x, y in request.places]
        return Drawn(request.id, tuple(tile.tobytes() for tile, _ in drawn), any(rough for _, rough in drawn))

    def _point(self, request: Point) -> Pointed:
        first = self._held(request.picture).picture
        if not (0 <= request.x < first.width and 0 <= request.y < first.height):
            raise RunError(f"The picture has no pixel {request.x}, {request.y}.")
        if not request.second:
            return Pointed(request.id, _numbers(first.pixels, request.x, request.y))
        second = self._held(request.second).picture
        x = int((request.x + 0.5) * second.width / first.width)
        y = int((request.y + 0.5) * second.height / first.height)
        return Pointed(request.id, _numbers(first.pixels, request.x, request.y), _numbers(second.pixels, x, y))


def _gone() -> RunError:
    return RunError("The picture is not held any more; look at it again.")


def _tile(first: _Shown, second: _Shown | None, level: int, column: int, row: int, view: View) -> tuple[Bytes, bool]:
    """Return the tile as RGBA, and whether it is rough."""
    width, height = first.levels.size(level)
    left, top = column * TILE, row * TILE
    right, bottom = min(left + TILE, width), min(top + TILE, height)
    if not (0 <= left < right and 0 <= top < bottom):
        raise RunError(f"Level {level} of the picture has no tile {column}, {row}.")
    if second is None:
        pixels, rough = first.levels.region(level, left, top, right, bottom)
        return first.display.paint(pixels, view), rough
    others, rough = onto(second.levels, first.levels, level, left, top, right, bottom)
    if view.compare == "second":
        return second.display.paint(others, view), rough
    pixels, also = first.levels.region(level, left, top, right, bottom)
    return paint_difference(first.display.numbers(pixels), second.display.numbers(others), view), rough or also


def _numbers(pixels: Pixels, x: int, y: int) -> Numbers:
    top = {"uint8": 255, "uint16": 65535}.get(pixels.dtype.name, 0)
    return Numbers(tuple(float(number) for number in pixels[y, x]), top)


def _behind(request: messages.Look, library: Library) -> tuple[Graph, str, str]:
    """Return the graph as it runs, and which output of which node stands there for the one asked for.

    Raises `GraphError` for a node that is not there, is disabled, or passes nothing.
    """
    if request.node not in request.graph.nodes:
        raise GraphError(f"There is no node {request.node!r} in this graph.")
    resolved = resolve(request.graph, library.specs)
    node, port = request.node, request.port
    if node in resolved.passed:
        wires = resolved.passed[node]
        wire = wires.get(port) if port else next(iter(wires.values()), None)
        if wire is None:
            raise GraphError(f"{node} is bypassed and has nothing to pass.")
        node, port = wire.node, wire.port
    if node not in resolved.graph.nodes:
        raise GraphError(f"{request.node} is disabled.")
    return resolved.graph, node, port


def _recall(request: messages.Look, graph: Graph, node: str, library: Library, cache: Cache) -> dict[str, Any] | None:
    """Return the node's results from the cache; a node that reads a file is run. `None` where there are none."""
    settings = messages.Settings(
        device=request.settings.device,
        precision=request.settings.precision,
        runtime=request.settings.runtime,
        options=request.settings.options,
        only=(node,),
    )
    runner = Runner(library, settings, cache=cache)
    found = runner.recall(graph).get(node)
    if found is None and _reads_file(graph, node, library):
        failures: list[str] = []

        def hear(event: messages.Event) -> None:
            if isinstance(event, messages.Failed):
                failures.append(event.sentence)

        runner = Runner(library, settings, hear, cache)
        finished = runner.run(graph)
        if finished.outcome != "done":
            raise RunError(" ".join([*failures, *map(str, finished.problems)]) or "It was stopped.")
        found = runner.results.get(node)
    return found


def _reads_file(graph: Graph, node: str, library: Library) -> bool:
    """Whether a node does nothing but read a picture file named in it."""
    spec = spec_of(graph.nodes[node], library.specs)
    return spec is not None and not graph.nodes[node].wires and library.functions[spec.id].prober is not None


def _same_work(one: Graph, other: Graph, node: str) -> bool:
    """Whether a node and all that it needs do the same in both graphs, wherever they lie and however they look."""
    waiting, seen = [node], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        here, there = one.nodes.get(name), other.nodes.get(name)
        if here is None or there is None or _work(here) != _work(there):
            return False
        waiting += [wire.node for wire in here.wires.values()]
    return True


def _work(node: Node) -> tuple[object, ...]:
    return node.type, node.set, node.wires, node.bypassed, node.disabled
