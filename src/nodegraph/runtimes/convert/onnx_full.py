"""Turns all numbers of an ONNX model that are stored in 16 bits into float32."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnx import ModelProto

_FLOAT, _HALF, _BRAIN = 1, 10, 16
"""ONNX's numbers for float32, float16 and bfloat16."""


def to_full(model: "ModelProto") -> "ModelProto":
    """Return the model with all its numbers in float32, pictures included; changes it in place."""
    for function in model.functions:
        for node in function.node:
            _fill_node(node)
    _fill(model.graph)
    return model


def _fill(graph: Any) -> None:
    """Turn the half-precision parts of a graph, and of the graphs inside its nodes, into float32."""
    for port in (*graph.input, *graph.output, *graph.value_info):
        if port.type.tensor_type.elem_type in (_HALF, _BRAIN):
            port.type.tensor_type.elem_type = _FLOAT
    for tensor in graph.initializer:
        _fill_tensor(tensor)
    for node in graph.node:
        _fill_node(node)


def _fill_node(node: Any) -> None:
    for attribute in node.attribute:
        if node.op_type == "Cast" and attribute.name == "to" and attribute.i in (_HALF, _BRAIN):
            attribute.i = _FLOAT
        if attribute.HasField("t"):
            _fill_tensor(attribute.t)
        if attribute.HasField("g"):
            _fill(attribute.g)
        for graph in attribute.graphs:
            _fill(graph)


def _fill_tensor(tensor: Any) -> None:
    import onnx

    if tensor.data_type in (_HALF, _BRAIN):
        values = onnx.numpy_helper.to_array(tensor).astype(np.float32)
        tensor.CopyFrom(onnx.numpy_helper.from_array(values, tensor.name))
