"""Small networks on disk, and what lies in folders afterwards."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nodegraph.runtimes.pool import close_shared


@pytest.fixture(scope="module", autouse=True)
def workers() -> Iterator[None]:
    """Share one set of workers among the tests of a file, and end it after them."""
    yield
    close_shared()


def compact(seed: int = 0, *, features: int = 8, layers: int = 2, scale: int = 2) -> Any:
    """Return a Compact network of torch with random weights."""
    import torch

    from nodegraph.runtimes.torch_import import import_spandrel

    import_spandrel()
    from spandrel.architectures.Compact import Compact

    torch.manual_seed(seed)
    return Compact(num_feat=features, num_conv=layers, upscale=scale, act_type="prelu")


def save(network: Any, path: Path, **words: str) -> Path:
    """Write its weights as training programs do, with words beside them."""
    import torch

    torch.save({"params_ema": network.state_dict(), **words}, path)
    return path


def save_onnx(path: Path, *, seed: int = 0, features: int = 8, gain: float = 1.0, cut: int = 0, **words: str) -> Path:
    """Write an ONNX network that doubles: two convolutions and a shuffle, on top of the picture itself.

    Between its layers numbers are `gain` times as large. `cut` lets it see no more than so many rows and columns.
    """
    onnx = pytest.importorskip("onnx", reason="the package onnx is not installed; it makes the files of these tests")
    from onnx import TensorProto, helper

    random = np.random.default_rng(seed)

    def numbers(name: str, *shape: int, times: float = 1.0) -> Any:
        values = random.standard_normal(shape).astype(np.float32) * np.float32(0.2 * times)
        return onnx.numpy_helper.from_array(values, name)

    def whole(name: str, *values: int) -> Any:
        return onnx.numpy_helper.from_array(np.array(values, np.int64), name)

    values = [
        numbers("w1", features, 3, 3, 3, times=gain),
        numbers("b1", features, times=gain),
        onnx.numpy_helper.from_array(np.full((features, 1, 1), 0.2, np.float32), "slope"),
        numbers("w2", 12, features, 3, 3, times=0.2 / gain),
        numbers("b2", 12, times=0.1),
        onnx.numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "factors"),
    ]
    nodes = []
    picture = "input"
    if cut:
        values += [whole("from", 0, 0), whole("to", cut, cut), whole("axes", 2, 3)]
        nodes.append(helper.make_node("Slice", ["input", "from", "to", "axes"], ["piece"]))
        picture = "piece"
    nodes += [
        helper.make_node("Conv", [picture, "w1", "b1"], ["x1"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
        helper.make_node("PRelu", ["x1", "slope"], ["x2"]),
        helper.make_node("Conv", ["x2", "w2", "b2"], ["x3"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
        helper.make_node("DepthToSpace", ["x3"], ["x4"], blocksize=2, mode="CRD"),
        helper.make_node("Resize", [picture, "", "factors"], ["x5"], mode="nearest", nearest_mode="floor",
                         coordinate_transformation_mode="asymmetric"),
        helper.make_node("Add", ["x4", "x5"], ["output"]),
    ]  # fmt: skip
    for node in nodes:
        node.doc_string = f'File "{__file__}", line 1, in forward'
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 3, "height", "width"])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", 3, "rows", "columns"])],
        values,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, words)
    onnx.save(model, path)
    return path


def names(folder: Path) -> list[str]:
    """Return everything in a folder, hidden or not."""
    return sorted(os.listdir(folder))


def telling(path: Path, *secrets: str) -> list[str]:
    """Return what in a file tells of the machine it was made on."""
    content = path.read_bytes()
    words = (*secrets, str(Path.home()), str(Path(__file__).parents[3]), ".py", "site-packages", "Traceback", "/tmp/")
    return [word for word in words if word.encode() in content]
