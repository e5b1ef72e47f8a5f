"""Small ONNX networks with known results, in all the forms that files of the world have."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the package onnx is not installed; it makes the files of these tests")

from onnx import TensorProto, helper, numpy_helper  # noqa: E402

GAINS = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
"""By how much each channel is darkened: swapped channels show."""
LIGHT = 0.05
"""What is added to each pixel: a wrong number range shows."""
KINDS = {
    "float32": TensorProto.FLOAT,
    "float16": TensorProto.FLOAT16,
    "bfloat16": TensorProto.BFLOAT16,
    "float64": TensorProto.DOUBLE,
    "uint8": TensorProto.UINT8,
}


def enlarged(tile: Any, scale: int) -> Any:
    """What the networks make of a picture, without blur."""
    return tile.repeat(scale, 0).repeat(scale, 1) * GAINS[: tile.shape[2]] + np.float32(LIGHT)


def network(
    *,
    scale: float = 2,
    channels: int = 3,
    out_channels: int | None = None,
    last: bool = False,
    kind: str = "float32",
    weights: str = "float32",
    whole_in: float = 1.0,
    whole_out: float = 1.0,
    size: tuple[Any, Any] = ("height", "width"),
    valid: bool = False,
    window: int = 1,
    blur: float = 0.0,
    batch: Any = 1,
    named_channels: bool = True,
) -> Any:
    """Return a model that enlarges by repeating pixels, each channel darkened by its gain, all brightened a little.

    `blur` mixes in the mean of 3x3 pixels. `valid` leaves the convolution's border out. `window` folds pixels into
    channels around the convolution, so that only multiples of it work and results depend on the place. `whole_in` and
    `whole_out` are what white is.
    """
    given = channels if out_channels is None else out_channels
    nodes: list[Any] = []
    values: list[Any] = []

    def constant(name: str, array: Any) -> str:
        values.append(numpy_helper.from_array(array, name))
        return name

    def then(operator: str, *more: str, **attributes: Any) -> None:
        source = nodes[-1].output[0] if nodes else "picture"
        nodes.append(helper.make_node(operator, [source, *more], [f"step{len(nodes)}"], **attributes))

    inside = KINDS[weights]
    number = np.float16 if weights == "float16" else np.float32
    then("Cast", to=inside)
    if last:
        then("Transpose", perm=[0, 3, 1, 2])
    then("Mul", constant("from", np.array(1 / whole_in, number)))
    if window > 1:
        then("SpaceToDepth", blocksize=window)
    then(
        "Conv", constant("weights", kernel(channels, given, window, blur).astype(number)), pads=[0 if valid else 1] * 4
    )
    if window > 1:
        then("DepthToSpace", blocksize=window)
    then("Resize", "", constant("factors", np.array([1, 1, scale, scale], np.float32)), mode="nearest",
         coordinate_transformation_mode="asymmetric", nearest_mode="floor")  # fmt: skip
    then("Add", constant("light", np.array(LIGHT, number)))
    then("Mul", constant("to", np.array(whole_out, number)))
    if last:
        then("Transpose", perm=[0, 2, 3, 1])
    if kind == "uint8":
        then("Round")
    then("Cast", to=KINDS[kind])
    shown = channels if named_channels else "channels"
    shape = [batch, *size, shown] if last else [batch, shown, *size]
    port = helper.make_tensor_value_info("picture", KINDS[kind], shape)
    result = helper.make_tensor_value_info(nodes[-1].output[0], KINDS[kind], [None] * 4)
    graph = helper.make_graph(nodes, "test", [port], [result], values)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def endless() -> Any:
    """Return a model that adds to its picture again and again, as long as true is true."""
    numbers = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("before", "after")]
    going_on = [helper.make_tensor_value_info(name, TensorProto.BOOL, []) for name in ("was_true", "is_true")]
    turn = helper.make_tensor_value_info("turn", TensorProto.INT64, [])
    steps = [
        helper.make_node("Identity", ["was_true"], ["is_true"]),
        helper.make_node("Add", ["before", "light"], ["after"]),
    ]
    body = helper.make_graph(steps, "body", [turn, going_on[0], numbers[0]], [going_on[1], numbers[1]])
    loop = helper.make_node("Loop", ["", "true", "picture"], ["result"], body=body)
    values = [
        numpy_helper.from_array(np.array(True), "true"),
        numpy_helper.from_array(np.array(LIGHT, np.float32), "light"),
    ]
    return _around([loop], values)


def greedy(numbers: int) -> Any:
    """Return a model that makes so many numbers beside its picture, of which the file holds none."""
    steps = [
        helper.make_node("ConstantOfShape", ["many"], ["zeros"]),
        helper.make_node("ReduceMax", ["zeros"], ["zero"], keepdims=0),
        helper.make_node("Add", ["picture", "zero"], ["result"]),
    ]
    return _around(steps, [numpy_helper.from_array(np.array([numbers], np.int64), "many")])


def _around(steps: list[Any], values: list[Any]) -> Any:
    """Return a model that takes `picture` and gives `result`."""
    taken = helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, "height", "width"])
    given = helper.make_tensor_value_info("result", TensorProto.FLOAT, None)
    graph = helper.make_graph(steps, "test", [taken], [given], values)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def kernel(channels: int, given: int, window: int, blur: float) -> Any:
    """Return 3x3 weights that keep each pixel, darkened; in windows, pixels of one place do not mix with others."""
    cells = window * window
    weights = np.zeros((given * cells, channels * cells, 3, 3), np.float32)
    for cell in range(cells):
        for channel in range(given):
            gain = GAINS[channel]
            # SpaceToDepth and DepthToSpace (DCR) order channels as cell * channels + channel.
            plane = weights[cell * given + channel, cell * channels + channel % channels]
            plane += gain * blur / 9
            plane[1, 1] += gain * (1 - blur)
    return weights


def save(model: Any, path: Path) -> Path:
    """Write a model."""
    path.write_bytes(model.SerializeToString())
    return path


def noise(height: int, width: int, channels: int = 3, seed: int = 5) -> Any:
    """A picture that differs everywhere."""
    return np.random.default_rng(seed).random((height, width, channels), dtype=np.float32)
