"""What the engine itself costs: per node of a chain, per item of a stream, per run; one table.

    python tests/bench/chain.py [--quick]

Caching and events are on. Chains mix six kinds of node on 64x64 pictures; `bare` is the same functions called by hand.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from nodegraph.core.annotations import Image, SameImage, Stream
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import Event, Settings
from nodegraph.core.node import node
from nodegraph.core.registry import Library, load_library
from nodegraph.engine.cache import Cache
from nodegraph.engine.picture import Picture
from nodegraph.engine.run import Runner
from nodegraph.runtimes.model import Model


@node
def paint(value: int = 60) -> Image:
    """Make a picture of 64x64."""
    return np.full((64, 64, 3), value / 255, np.float32)


@node
def brighten(image: Image, by: float = 0.01) -> SameImage:
    """Add."""
    return image + np.float32(by)


@node
def darken(image: Image, by: float = 0.01) -> SameImage:
    """Subtract."""
    return image - np.float32(by)


@node
def stretch(image: Image, by: float = 1.01) -> SameImage:
    """Multiply."""
    return image * np.float32(by)


@node
def invert(image: Image) -> SameImage:
    """Invert."""
    return 1 - image


@node
def limit(image: Image) -> SameImage:
    """Clip."""
    return np.clip(image, 0, 1)


@node
def flip(image: Image) -> SameImage:
    """Turn upside down."""
    return image[::-1]


@node(effect=True)
def show(image: Image) -> None:
    """Take a picture."""


@node(effect=True)
def tell(value: int) -> None:
    """Take a number."""


@node
def numbers(count: int) -> Stream[int]:
    """Give numbers."""
    yield from range(count)


@node
def add_one(value: int) -> int:
    """Add one."""
    return value + 1


@node
def total(values: Stream[int]) -> int:
    """Add up."""
    return sum(values)


@node
def slow_load(value: int) -> Image:
    """Take 20 ms."""
    time.sleep(0.02)
    return np.zeros((64, 64, 3), np.float32)


@node
def slow_work(image: Image) -> SameImage:
    """Take 30 ms."""
    time.sleep(0.03)
    return image


@node
def slow_model(image: Image, model: Model | None = None) -> SameImage:
    """Take 30 ms on the device's lane."""
    time.sleep(0.03)
    return image


@node(effect=True)
def slow_save(image: Image) -> None:
    """Take 20 ms."""
    time.sleep(0.02)


STEPS = (brighten, darken, stretch, invert, limit, flip)
OTHERS = (paint, show, tell, numbers, add_one, total, slow_load, slow_work, slow_model, slow_save)


def library() -> Library:
    """Return the nodes above."""
    found = Library()
    for function in (*STEPS, *OTHERS):
        found.add(function)
    return found


def chain(length: int) -> Graph:
    """Return a chain of so many nodes."""
    nodes = {"n0": Node("paint")}
    for i in range(1, length):
        nodes[f"n{i}"] = Node(STEPS[i % 6].spec.id, wires={"image": Wire(f"n{i - 1}", "image")})
    nodes["end"] = Node("show", wires={"image": Wire(f"n{length - 1}", "image")})
    return Graph(nodes)


def timed(graph: Graph, nodes: Library, cache: Cache | None = None) -> tuple[float, int]:
    """Run a graph; return seconds and the number of events."""
    events: list[Event] = []
    runner = Runner(nodes, Settings(), events.append, cache)
    began = time.perf_counter()
    finished = runner.run(graph)
    seconds = time.perf_counter() - began
    if finished.outcome != "done":
        raise SystemExit(f"The run ended as {finished.outcome}: {finished.problems}")
    return seconds, len(events)


def row(what: str, value: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:<58} {value:>20}\n")


def measure_chain(length: int) -> None:
    """Per-node cost of a chain: the first run, the same again, and after a change in the middle."""
    nodes, graph, cache = library(), chain(length), Cache(2**30)
    pixels = np.full((64, 64, 3), 0.2, np.float32)
    began = time.perf_counter()
    for i in range(1, length):
        pixels = STEPS[i % 6].function(pixels)
    bare = (time.perf_counter() - began) / length * 1e6
    best = min(timed(graph, nodes, Cache(2**30))[0] for _ in range(3)) / length * 1e6
    row(f"chain of {length}: bare functions", f"{bare:.1f} us/node")
    row(f"chain of {length}: first run", f"{best:.1f} us/node")
    timed(graph, nodes, cache)
    row(f"chain of {length}: nothing changed", f"{timed(graph, nodes, cache)[0] / length * 1e6:.1f} us/node")
    middle = "n500"
    wires = graph.nodes[middle].wires
    changed = {**graph.nodes, middle: Node("brighten", set={"by": 0.02}, wires=wires)}
    seconds, events = timed(msgspec.structs.replace(graph, nodes=changed), nodes, cache)
    row(f"chain of {length}: node 500 changed", f"{seconds / length * 1e6:.1f} us/node")
    row(f"chain of {length}: events of that run", str(events))


def measure_streams(items: int) -> None:
    """Overlap of steps, and the cost of an item."""
    nodes = library()
    steps = {
        "n": Node("numbers", set={"count": 64}),
        "load": Node("slow_load", wires={"value": Wire("n", "number")}),
        "save": Node("slow_save", wires={"image": Wire("work", "image")}),
    }
    for kind, what in (("slow_work", "steps on threads"), ("slow_model", "the middle on the device's lane")):
        graph = Graph({**steps, "work": Node(kind, wires={"image": Wire("load", "image")})})
        row(f"64 items of 20 + 30 + 20 ms, {what} (serial 4.48 s)", f"{timed(graph, nodes)[0]:.2f} s")
    for kind, what in (("tell", "an effect each"), ("total", "into a sink")):
        graph = {
            "n": Node("numbers", set={"count": items}),
            "a": Node("add_one", wires={"value": Wire("n", "number")}),
            "b": Node(kind, wires={"value" if kind == "tell" else "values": Wire("a", "number")}),
        }
        if kind == "total":
            graph["c"] = Node("tell", wires={"value": Wire("b", "number")})
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds, _ = timed(Graph(graph), nodes)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        row(f"{items} items, two steps, {what}", f"{seconds:.2f} s, +{grown:.1f} MiB")


def measure_memory() -> None:
    """What a chain of 60 nodes on 1024x1024 holds at once."""

    @node
    def large() -> Image:
        """Make a picture of 1024x1024."""
        return np.zeros((1024, 1024, 3), np.float32)

    nodes = library()
    nodes.add(large)
    graph = chain(60)
    graph = Graph({**graph.nodes, "n0": Node("large")})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    timed(graph, nodes)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    row("60 nodes on 1024x1024 (12 MiB each), without cache", f"+{grown:.0f} MiB")


def measure_run() -> None:
    """Fixed cost of loading and saving a small picture in a warm process."""
    nodes = load_library()
    if "save_image" not in nodes.functions:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.png"
        picture = Picture(np.zeros((64, 64, 3), np.uint8))
        nodes.functions["save_image"].function(lambda: picture, Path(folder), "small")  # type: ignore[call-arg]
        given: dict[str, Any] = {"folder": folder, "name": "out"}
        graph = Graph(
            {
                "load": Node("load_image", set={"path": str(path)}),
                "save": Node("save_image", set=given, wires={"image": Wire("load", "image")}),
            }
        )
        timed(graph, nodes)
        row("load + save of 64x64, warm", f"{min(timed(graph, nodes)[0] for _ in range(10)) * 1e3:.1f} ms")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="10,000 items instead of 100,000")
    quick = parser.parse_args().quick
    measure_memory()
    measure_chain(1000)
    measure_chain(5000)
    measure_streams(10_000 if quick else 100_000)
    measure_run()


if __name__ == "__main__":
    main()
