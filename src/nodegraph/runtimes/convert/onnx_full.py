"""Turns all numbers of an ONNX model that are stored in 16 bits into float32."""

import graphlib
from typing import TYPE_CHECKING, Any

import numpy as np

from nodegraph.core.errors import ConversionFailed

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
    _drop_idle_casts(model.graph)
    return model


def _drop_idle_casts(graph: Any) -> None:
    """Take out casts of what is float32 by now: pnnx drops them itself, and crashes over those of constants."""
    if any(attribute.HasField("g") or attribute.graphs for node in graph.node for attribute in node.attribute):
        return
    floats = {tensor.name for tensor in graph.initializer if tensor.data_type == _FLOAT}
    floats |= {port.name for port in graph.input if port.type.tensor_type.elem_type == _FLOAT}
    results = {port.name for port in graph.output}
    same: dict[str, str] = {}
    kept = []
    for node in _in_order(graph):
        for index, name in enumerate(node.input):
            node.input[index] = same.get(name, name)
        casts = node.op_type == "Cast" and any(one.name == "to" and one.i == _FLOAT for one in node.attribute)
        if casts and node.input[0] in floats and node.output[0] not in results:
            same[node.output[0]] = node.input[0]
            continue
        if casts:
            floats.update(node.output)
        kept.append(type(node).FromString(node.SerializeToString()))
    del graph.node[:]
    graph.node.extend(kept)


def _in_order(graph: Any) -> list[Any]:
    """Return the nodes so that each comes behind those it reads: some converters put their casts at the end."""
    makers = {name: index for index, node in enumerate(graph.node) for name in node.output if name}
    order = graphlib.TopologicalSorter(
        {index: {makers[name] for name in node.input if name in makers} for index, node in enumerate(graph.node)}
    )
    try:
        return [graph.node[index] for index in order.static_order()]
    except graphlib.CycleError as error:
        raise ConversionFailed("it computes in a circle") from error


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
