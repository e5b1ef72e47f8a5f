"""`nodegraph run` and its neighbors: parameters, ports, dry runs, events, and the same graph in other forms."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from .conftest import EXAMPLES, PROGRAM, STREET, Run, Watched, load, picture, save, toy, tree

GRAPH = {
    "nodegraph": 1,
    "parameters": {
        "photo": {"to": ["load.path"], "help": "the picture to begin with"},
        "sigma": {"to": ["blur.sigma_x", "blur.sigma_y"]},
        "out": "save.folder",
    },
    "nodes": {
        "load": {"node": "load_image"},
        "blur": {"node": "gaussian_blur", "in": {"image": "load"}, "set": {"sigma_x": 2, "sigma_y": 2}},
        "save": {"node": "save_image", "in": {"image": "blur"}, "set": {"folder": "out", "name": "blurred"}},
    },
}


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graphs" / "soft.ng"
    path.parent.mkdir()
    path.write_text(json.dumps(GRAPH))
    return path


@pytest.mark.slow
def test_parameters_are_options_and_stand_in_the_help(nodegraph: Run, tmp_path: Path, graph: Path) -> None:
    shown = nodegraph("run", graph, "--help")
    assert shown.returncode == 0
    for words in ("--photo", "the picture to begin with", "required", "--sigma", "default 2", "--out", "--set"):
        assert words in shown.stdout
    pixels = picture(tmp_path / "a.png", 40, 30)
    # A path on the command line lies where the person is, one in the file where the file is.
    done = nodegraph("run", graph, "--photo", "a.png", "--sigma=1.5")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{graph.parent / 'out' / 'blurred.png'}\n"
    wanted = cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), 1.5)
    assert np.abs(load(graph.parent / "out" / "blurred.png") - wanted).max() <= 1
    assert nodegraph("run", graph, "--photo", "a.png", "--out", "here", "-q").stdout == ""
    assert tree(tmp_path / "here") == ["blurred.png"]
    done = nodegraph("run", graph, "--sigma", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "load.path" in done.stderr


@pytest.mark.slow
def test_every_kind_of_port_can_be_set(nodegraph: Run, tmp_path: Path) -> None:
    wires = {"image": "load"}
    nodes = {
        "load": {"node": "load_image", "set": {"path": "nothing.png"}},
        "pad": {"node": "pad", "in": wires, "set": {"left": 1, "right": 1, "top": 1, "bottom": 1}},
        "up": {"node": "upscale", "in": {"image": "pad", "model": "model"}},
        "model": {"node": "load_model"},
        "save": {"node": "save_image", "in": {"image": "up"}},
        "label": {"node": "text"},
        "show": {"node": "show_text", "in": {"value": "label"}},
    }
    (tmp_path / "x.ng").write_text(json.dumps({"nodegraph": 1, "nodes": nodes}))
    save(tmp_path / "a b=c.png", np.full((8, 10, 3), 200, np.uint8))
    toy(tmp_path / "twice.toy", scale=2)
    sets = {
        "load.path": "a b=c.png",  # a file
        "model.path": "twice.toy",  # a model file
        "save.folder": "out/deep",  # a folder
        "save.name": "Grüße = 2.0",  # a text
        "save.format": "tiff",  # a choice
        "save.depth": "16",
        "pad.left": "3",  # a whole number
        "pad.color": "#ff8000",  # a color
        "up.wrap": "yes",  # a truth
        "up.overlap": "none",  # nothing, where that is a value
        "up.by": "factor",
        "up.factor": "1.5",  # a number
        "label.value": "hello",
    }
    words = [word for place, value in sets.items() for word in ("--set", f"{place}={value}")]
    done = nodegraph("run", "x.ng", *words)
    assert done.returncode == 0, done.stderr
    result = load(tmp_path / "out" / "deep" / "Grüße = 2.0.tif")
    assert (result.dtype, result.shape) == (np.uint16, (15, 21, 3))
    assert "hello" in done.stderr
    done = nodegraph("run", "x.ng", *words, "--set", "model.path=none", "--dry-run")
    assert "nodegraph-2x" in done.stdout, done.stderr


@pytest.mark.slow
def test_a_dry_run_names_what_it_would_write_and_writes_nothing(nodegraph: Run, tmp_path: Path) -> None:
    for name in ("one.png", "deep/two.png"):
        picture(tmp_path / "in" / name)
    arguments = ("run", EXAMPLES / "folder.ng", "--folder", "in", "--out", "out", "--set", "list_images.recursive=yes")
    done = nodegraph(*arguments, "--dry-run")
    assert done.returncode == 0, done.stderr
    would = [line.removeprefix("would write ") for line in done.stdout.splitlines() if line.startswith("would write")]
    assert sorted(would) == sorted(str(tmp_path / "out" / name) for name in ("one.png", "deep/two.png"))
    assert "2 items of 48x32 RGB" in done.stdout
    assert tree(tmp_path) == ["in/deep/two.png", "in/one.png"]
    planned = json.loads(nodegraph(*arguments, "--dry-run", "--json").stdout)
    assert planned["writes"] == would


def test_events_are_json_lines(watched: Watched, tmp_path: Path, graph: Path) -> None:
    picture(tmp_path / "a.png")
    running = watched("run", graph, "--photo", "a.png")
    code, error = running.finish()
    assert (code, error) == (0, "")
    kinds = [event["type"] for event in running.events]
    assert (kinds[0], kinds[-1]) == ("Began", "Finished")
    assert running.of("Wrote") == [
        {"type": "Wrote", "id": 1, "node": "save", "path": str(graph.parent / "out" / "blurred.png")}
    ]


def test_a_graph_is_checked_without_running_it(nodegraph: Run, tmp_path: Path) -> None:
    done = nodegraph("check", EXAMPLES / "upscale.ng")
    assert done.returncode == 0, done.stderr
    assert "480x320 RGB 8-bit" in done.stdout
    assert "960x640 RGB 8-bit" in done.stdout
    facts = json.loads(nodegraph("check", EXAMPLES / "upscale.ng", "--json").stdout)["facts"]
    assert facts["upscale"]["image"]["width"] == 960


def test_devices_and_nodes_are_listed(nodegraph: Run) -> None:
    found = [json.loads(line) for line in nodegraph("devices", "--json").stdout.splitlines()]
    assert "cpu" in {device["name"] for device in found}
    shown = nodegraph("nodes", "resize").stdout
    assert "width" in shown
    assert "px" in shown


@pytest.mark.slow
def test_the_python_form_does_the_same(nodegraph: Run, tmp_path: Path, graph: Path) -> None:
    picture(tmp_path / "a.png", 40, 30)
    assert nodegraph("run", graph, "--photo", "a.png", "--out", "one").returncode == 0
    named = {**GRAPH, "nodes": json.loads(json.dumps(GRAPH["nodes"]))}
    named["nodes"]["load"]["set"] = {"path": str(tmp_path / "a.png")}
    named["nodes"]["save"]["set"]["folder"] = str(tmp_path / "two")
    graph.write_text(json.dumps(named))
    code = nodegraph("graph", graph, "--as", "python").stdout
    assert 'photo = "' in code
    done = subprocess.run([sys.executable, "-"], input=code, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "one" / "blurred.png").read_bytes() == (tmp_path / "two" / "blurred.png").read_bytes()
    # The command line that does the same runs as it stands.
    line = nodegraph("graph", graph, "--as", "cli").stdout
    assert line.startswith("nodegraph run ")
    (tmp_path / "two" / "blurred.png").unlink()
    environment = {**os.environ, "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    if sys.platform != "win32":
        subprocess.run(["sh", "-c", line], env=environment, timeout=50, check=True, capture_output=True)
        assert (tmp_path / "one" / "blurred.png").read_bytes() == (tmp_path / "two" / "blurred.png").read_bytes()


def test_drawings_of_a_graph(nodegraph: Run) -> None:
    assert nodegraph("graph", EXAMPLES / "folder.ng", "--as", "svg").stdout == (EXAMPLES / "folder.svg").read_text()
    dot = nodegraph("graph", EXAMPLES / "folder.ng", "--as", "dot").stdout
    assert dot.startswith("digraph")
    assert dot.count("->") >= 5


def test_what_a_disabled_node_leaves_out_is_no_error(nodegraph: Run, tmp_path: Path) -> None:
    nodes = {
        "load": {"node": "load_image", "set": {"path": str(STREET)}},
        "save": {
            "node": "save_image",
            "in": {"image": "load"},
            "set": {"folder": "out", "name": "a"},
            "disabled": True,
        },
        "soft": {"node": "gaussian_blur", "in": {"image": "load"}, "bypassed": True},
        "save-2": {"node": "save_image", "in": {"image": "soft"}, "set": {"folder": "out", "name": "b"}},
    }
    (tmp_path / "x.ng").write_text(json.dumps({"nodegraph": 1, "nodes": nodes}))
    done = nodegraph("run", "x.ng")
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "out") == ["b.png"]
    assert "1 skipped" in done.stderr
    assert np.array_equal(load(tmp_path / "out" / "b.png"), load(STREET))
