"""Python: graphs loaded and built in code, arrays upscaled, from any kind of place."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nodegraph as ng
from nodegraph.core.messages import Event, Finished, Progress
from nodegraph.engine.picture import Picture


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A model that enlarges three times, without a framework."""
    path = tmp_path / "three.toy"
    path.write_text(json.dumps({"toy": 1, "scale": 3, "operation": "nearest", "radius": 0, "channels": 3}))
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture on disk, saved by the program itself."""
    graph = ng.new()
    graph.add("save_image", image=gradient(), folder=tmp_path, name="photo")
    return graph.run().files[0]


def gradient() -> np.ndarray:
    return np.arange(20 * 30 * 3, dtype=np.uint16).reshape(20, 30, 3).astype(np.uint8)


def test_an_array_becomes_larger_and_keeps_its_dimensions(toy: Path) -> None:
    for array, shape, dtype in (
        (gradient(), (60, 90, 3), np.uint16),
        (gradient()[:, :, 0], (60, 90), np.uint16),
        (gradient() / 255, (60, 90, 3), np.float32),
    ):
        made = ng.upscale(array, model=toy)
        assert (made.shape, made.dtype) == (shape, dtype)
    exact = ng.upscale(gradient(), model=toy, scale=3)
    np.testing.assert_array_equal(exact[::3, ::3], gradient().astype(np.uint16) * 257)
    assert ng.upscale(gradient(), model=ng.open_model(toy), scale=1.5).shape == (30, 45, 3)
    picture = ng.upscale(Picture(gradient(), exif=b"exif"), model=toy)
    assert (picture.width, picture.exif) == (90, b"exif")


def test_a_wrong_picture_or_model_is_one_sentence(tmp_path: Path, toy: Path) -> None:
    with pytest.raises(ng.NodegraphError, match=r"image is .cat\.jpg., but must be an image"):
        ng.upscale("cat.jpg", model=toy)
    with pytest.raises(ng.NodegraphError, match="int32"):
        ng.upscale(np.zeros((3, 3), np.int32), model=toy)
    with pytest.raises(ng.NodegraphError, match=r"missing\.pth"):
        ng.upscale(gradient(), model=tmp_path / "missing.pth")


def test_a_graph_is_built_in_code_from_arrays_and_files(tmp_path: Path, photo: Path) -> None:
    graph = ng.new()
    loaded = graph.add("load_image", path=photo)
    small = graph.add("resize", image=loaded["image"], factor=0.5)
    mixed = graph.add("blend", base=small, layer=np.zeros((10, 15, 3), np.uint8), opacity=1.0)
    graph.add("save_image", image=mixed, folder=tmp_path / "out", name=loaded["name"])
    results = graph.run()
    assert results.files == (tmp_path / "out" / "photo.png",)
    assert results.finished.outcome == "done"
    assert results.finished.done == 1
    kept = graph.run(outputs=[mixed, loaded["name"]])
    assert kept.value(mixed).pixels.shape == (10, 15, 3)
    assert not kept.value(mixed).pixels.any()
    assert kept.value(loaded["name"]) == "photo"
    assert kept.files == (), "only what was asked for ran"


def test_a_graph_without_effects_gives_what_nobody_reads() -> None:
    graph = ng.new()
    half = graph.add("resize", image=gradient(), factor=0.5)
    last = graph.add("gaussian_blur", image=half)
    results = graph.run()
    assert results.value(last).pixels.shape == (10, 15, 3)
    with pytest.raises(ng.NodegraphError, match="kept no results of 'resize'"):
        results.value(half)


def test_relative_paths_lie_in_the_current_folder(tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    graph = ng.new()
    graph.add("save_image", image=graph.add("load_image", path="photo.png"), folder="here", name="x")
    monkeypatch.chdir("/")
    assert graph.run().files == (tmp_path / "here" / "x.png",)


def test_what_is_wrong_is_said_when_it_is_written(photo: Path) -> None:
    graph = ng.new()
    loaded = graph.add("load_image", path=photo)
    for call, words in (
        (lambda: graph.add("resiz"), "did you mean 'resize'"),
        (lambda: graph.add("resize", imag=loaded), "did you mean 'image'"),
        (lambda: graph.add("resize", image=loaded, factor="2"), "must be a number"),
        (lambda: graph.add("resize", image=loaded["name"]), "does not fit"),
        (lambda: loaded["imge"], "did you mean 'image'"),
        (lambda: ng.new().add("resize", image=loaded), "belongs to another graph"),
    ):
        with pytest.raises(ng.GraphError, match=words):
            call()


def test_all_failures_are_raised_together(tmp_path: Path) -> None:
    graph = ng.new()
    for name in ("one", "two"):
        loaded = graph.add("load_image", path=tmp_path / f"{name}.png")
        graph.add("save_image", image=loaded, folder=tmp_path)
    with pytest.raises(ng.RunError) as error:
        graph.run()
    assert "one.png" in str(error.value)
    assert "two.png" in str(error.value)


def test_a_graph_that_cannot_run_is_refused(tmp_path: Path) -> None:
    graph = ng.new()
    graph.add("save_image", folder=tmp_path)
    with pytest.raises(ng.GraphError, match="image"):
        graph.run()


def graph_file(folder: Path, photo: Path) -> Path:
    path = folder / "half.ng"
    path.write_text(
        json.dumps(
            {
                "nodegraph": 1,
                "parameters": {"photo": "load_image.path", "out-folder": "save_image.folder"},
                "nodes": {
                    "load_image": {"node": "load_image", "set": {"path": photo.name}},
                    "resize": {"node": "resize", "in": {"image": "load_image"}, "set": {"factor": 0.5}},
                    "save_image": {"node": "save_image", "in": {"image": "resize"}, "set": {"folder": "made"}},
                },
            }
        )
    )
    return path


def test_a_file_is_loaded_and_run_with_parameters(tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = ng.load(graph_file(tmp_path, photo))
    assert script.run().files == (tmp_path / "made" / "photo.png",)
    monkeypatch.chdir(tmp_path)
    assert script.run(photo="photo.png", out_folder="elsewhere").files == (tmp_path / "elsewhere" / "photo.png",)
    with pytest.raises(ng.GraphError, match="no parameter 'foto'"):
        script.run(foto="photo.png")
    with pytest.raises(ng.GraphError, match="There is no file"):
        ng.load(tmp_path / "none.ng")
    assert ng.load(script.graph).run().finished.done == 1


def test_events_come_while_it_runs(tmp_path: Path, photo: Path) -> None:
    events: list[Event] = []
    ng.load(graph_file(tmp_path, photo)).run(on_event=events.append)
    assert any(isinstance(event, Progress) and event.fraction == 1 for event in events)
    assert not any(isinstance(event, Finished) for event in events)


HOSTILE = "raise SystemExit('a file of the current folder was imported')"
SCRIPT = """
import sys
import numpy as np
import nodegraph as ng
made = ng.upscale(np.zeros((8, 8, 3), np.uint8), model=sys.argv[1])
print(made.shape, made.dtype)
"""


@pytest.mark.parametrize("way", ["script", "stdin", "thread"])
def test_it_works_from_any_place_even_beside_files_named_like_ours(tmp_path: Path, toy: Path, way: str) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for name in ("nodes.py", "cv2.py"):
        (place / name).write_text(HOSTILE)
    code = SCRIPT
    if way == "thread":
        body = "\n".join("    " + line for line in SCRIPT.strip().splitlines())
        code = f"import threading\ndef work():\n{body}\nt = threading.Thread(target=work)\nt.start()\nt.join()\n"
    (place / "script.py").write_text(code)
    command = [sys.executable, "-" if way == "stdin" else "script.py", str(toy)]
    done = subprocess.run(command, input=code, cwd=place, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "(24, 24, 3) uint16\n"


def test_two_threads_run_at_once(photo: Path) -> None:
    made: list[Any] = []

    def work() -> None:
        graph = ng.new()
        half = graph.add("resize", image=graph.add("load_image", path=photo), factor=0.5)
        made.append(graph.run().value(half).pixels.shape)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert made == [(10, 15, 3)] * 4


def test_importing_costs_nothing() -> None:
    code = "import sys, nodegraph; print(sorted({'numpy', 'cv2', 'torch', 'msgspec'} & set(sys.modules)))"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "[]\n"


def test_the_model_that_comes_along_goes_on_as_often_as_needed() -> None:
    small = np.random.default_rng(5).integers(0, 256, (12, 10, 3), np.uint8)
    twice = ng.upscale(ng.upscale(small, scale=4), scale=4)
    np.testing.assert_array_equal(ng.upscale(small, scale=16), twice)
    assert ng.upscale(small, scale=3).shape == (36, 30, 3)
    assert small.flags.writeable
