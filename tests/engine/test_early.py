"""Models that a run is sure to want are opened early; what is wrong with others is left to the run."""

import json
from pathlib import Path

import pytest

from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import Settings
from nodegraph.engine.early import open_models
from nodegraph.runtimes import pool


def chain(model: Node, **upscale: object) -> Graph:
    wires = {"model": Wire("load", "model")}
    return Graph(nodes={"load": model, "upscale": Node("upscale", wires=wires, **upscale)})  # type: ignore[arg-type]


def toy(folder: Path) -> str:
    path = folder / "model.toy"
    path.write_text(json.dumps({"toy": 1}))
    return str(path)


@pytest.fixture(autouse=True)
def _nobody_works() -> None:
    pool.close_shared()


def test_a_model_that_will_be_used_is_opened(tmp_path: Path) -> None:
    open_models(chain(Node("load_model", set={"path": toy(tmp_path)})), Settings())
    assert len(pool.shared().workers()) == 1


def test_a_model_that_nothing_upscales_with_is_not(tmp_path: Path) -> None:
    model = Node("load_model", set={"path": toy(tmp_path)})
    for graph in (
        Graph(nodes={"load": model}),
        chain(model, disabled=True),
        chain(model, bypassed=True),
        chain(Node("load_model", set=model.set, disabled=True)),
        chain(Node("load_model", wires={"path": Wire("folder", "path")})),
    ):
        open_models(graph, Settings())
    assert pool.shared().workers() == []


@pytest.mark.parametrize("content", [None, "no model", '{"toy": 1, "scale": "large"}'])
def test_what_cannot_be_opened_is_left_to_the_run(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "model.toy"
    if content is not None:
        path.write_text(content)
    open_models(chain(Node("load_model", set={"path": str(path)})), Settings())
    open_models(chain(Node("load_model", set={"path": toy(tmp_path)})), Settings(precision="fp64", runtime="nccn"))
