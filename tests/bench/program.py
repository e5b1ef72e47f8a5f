"""What the program costs around the work, with the real node library; one table.

    python tests/bench/program.py

Fixed cost of a run of load + save of 64x64 in a warm process; facts for 1,000 nodes from scratch and after an edit;
memory held by a chain of 60 nodes on 1024x1024; `nodegraph --help`; start of the command to its first tile.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from measure import Sampler, table, tree_memory
from skimage import data

from nodegraph.core.edit import add, set_value
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.messages import Settings
from nodegraph.core.registry import load_library
from nodegraph.engine.cache import Cache
from nodegraph.engine.probe import Probe
from nodegraph.engine.run import Runner

PROGRAM = Path(sys.executable).parent / "nodegraph"
LIBRARY = load_library()
SPECS = LIBRARY.specs
MIXED = (
    ("resize", {"by": "factor", "factor": 1.0}),
    ("flip", {}),
    ("crop", {}),
    ("box_blur", {"radius_x": 1}),
    ("sharpen", {}),
    ("gaussian_blur", {}),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["NODEGRAPH_CACHE"] = str(Path(name) / "cache")
        folder = Path(name)
        rows = [
            ("load + save 64x64, warm process", f"{fixed_cost(folder):.1f} ms", "15 ms"),
            *facts(folder),
            ("chain of 60 on 1024x1024: memory above the start", f"{chain_memory(folder):.0f} MiB", ""),
            ("nodegraph --help", f"{help_seconds() * 1000:.0f} ms", "150 ms"),
            ("command to first tile, default model", f"{first_tile(folder):.2f} s", ""),
        ]
    print(table(("what", "measured", "goal"), rows))


def fixed_cost(folder: Path) -> float:
    """Return the median milliseconds of a whole run, each with another picture: nothing comes from the cache."""
    cache = Cache(2**30)
    times = []
    for number in range(40):
        picture = folder / f"{number}.png"
        cv2.imwrite(str(picture), np.full((64, 64, 3), number, np.uint8))
        graph, load = add(Graph(), SPECS["load_image"], values={"path": str(picture)})
        wires = {"image": Wire(load, "image")}
        graph, _ = add(graph, SPECS["save_image"], values={"folder": str(folder / "out")}, wires=wires, specs=SPECS)
        began = time.perf_counter()
        finished = Runner(LIBRARY, Settings(), lambda event: None, cache).run(graph)
        times.append(time.perf_counter() - began)
        assert finished.done == 1
    return statistics.median(times) * 1000


def facts(folder: Path) -> list[tuple[str, str, str]]:
    """Return rows for a chain of 1,000 nodes: facts from scratch, and after one value changed in its middle."""
    graph = long_chain(folder, 1000, 64)
    scratch, edited = [], []
    middle = next(name for name in list(graph.nodes)[500:] if graph.nodes[name].type == "box_blur")
    for number in range(15):
        probe = Probe(LIBRARY)
        began = time.perf_counter()
        found = probe.facts(graph)
        scratch.append(time.perf_counter() - began)
        assert len(found.facts) == len(graph.nodes)
        graph = set_value(graph, SPECS, middle, "radius_x", 2 + number)
        began = time.perf_counter()
        probe.facts(graph)
        edited.append(time.perf_counter() - began)
    return [
        ("facts for 1,000 nodes from scratch", f"{statistics.median(scratch) * 1000:.1f} ms", "12 ms"),
        ("facts for 1,000 nodes after an edit", f"{statistics.median(edited) * 1000:.1f} ms", "16 ms"),
    ]


def long_chain(folder: Path, length: int, side: int) -> Graph:
    """Return load -> `length` mixed nodes, the last of them saved."""
    picture = folder / f"chain-{side}.png"
    cv2.imwrite(str(picture), cv2.resize(data.astronaut()[..., ::-1], (side, side)))
    graph, name = add(Graph(), SPECS["load_image"], values={"path": str(picture)})
    for number in range(length):
        kind, values = MIXED[number % len(MIXED)]
        graph, name = add(graph, SPECS[kind], values=values, wires={"image": Wire(name, "image")}, specs=SPECS)
    wires = {"image": Wire(name, "image")}
    return add(graph, SPECS["save_image"], values={"folder": str(folder / "out")}, wires=wires, specs=SPECS)[0]


def chain_memory(folder: Path) -> float:
    """Return the MiB that a run of 60 nodes holds at its peak; the cache keeps up to its default budget."""
    graph = long_chain(folder, 60, 1024)
    before = tree_memory(os.getpid())
    with Sampler() as sampler:
        assert Runner(LIBRARY, Settings(), lambda event: None, Cache(Settings().memory)).run(graph).done == 1
    return (sampler.peak - before) / 2**20


def help_seconds() -> float:
    """Return the median seconds of `nodegraph --help`."""
    times = []
    for _ in range(9):
        began = time.perf_counter()
        subprocess.run([str(PROGRAM), "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def first_tile(folder: Path) -> float:
    """Return seconds from the start of `nodegraph upscale` to the first tile done, the model being known."""
    times = []
    for number in range(3):
        picture = folder / "tile.png"
        cv2.imwrite(str(picture), cv2.resize(data.astronaut(), (700 + number, 700)))
        command = [str(PROGRAM), "upscale", str(picture), "-o", str(folder / "tile-2x.png"), "--json"]
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        for line in process.stdout:
            if '"Progress"' in line and '"upscale":' in line.replace('"upscale":0.0', ""):
                times.append(time.perf_counter() - began)
                break
        process.communicate()
    return min(times)


if __name__ == "__main__":
    main()
