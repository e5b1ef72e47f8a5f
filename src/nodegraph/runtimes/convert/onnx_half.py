"""Turns ONNX models from full into half precision and back, leaving full what would leave the range of halves."""

from typing import TYPE_CHECKING, Any

import numpy as np

from nodegraph.core.errors import ConversionFailed
from nodegraph.runtimes.onnx_import import import_onnxruntime
from nodegraph.runtimes.samples import mixture

if TYPE_CHECKING:
    from onnx import ModelProto

_FLOAT, _HALF, _BRAIN = 1, 10, 16
"""ONNX's numbers for float32, float16 and bfloat16."""
_MOST = 65504.0
_SAFE = _MOST / 4
"""A value this large on a test picture may overflow on another one."""
_LEAST = 5.96e-8
_SIDE = 64


def to_full(model: "ModelProto") -> "ModelProto":
    """Return the model with all its numbers in float32; changes it in place."""
    for function in model.functions:
        for node in function.node:
            _fill_node(node)
    _fill(model.graph)
    return model


def to_half(model: "ModelProto") -> "ModelProto":
    """Return the model in float16, pictures included, with those steps in float32 whose numbers grow too large.

    Raises `ConversionFailed` for a model that does not run.
    """
    blocked = _too_large(model)
    from onnxruntime.transformers.float16 import convert_float_to_float16

    return convert_float_to_float16(  # type: ignore[no-any-return]
        model,
        min_positive_val=_LEAST,
        max_finite_val=_MOST,
        keep_io_types=False,
        disable_shape_infer=True,
        node_block_list=blocked,
    )


def _too_large(model: "ModelProto") -> list[str]:
    """Return the names of the nodes whose numbers or weights halves cannot hold; unnamed nodes get a name first."""
    import onnx

    for index, node in enumerate(model.graph.node):
        node.name = node.name or f"step_{index}"
    weights = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    heavy = {name for name, array in weights.items() if array.dtype == np.float32 and _peak(array) > _MOST}
    peaks = _peaks(model)
    blocked = []
    for node in model.graph.node:
        touched = (*node.input, *node.output)
        if heavy & set(node.input) or any(peaks.get(name, 0.0) > _SAFE for name in touched):
            blocked.append(node.name)
    return blocked


def _peaks(model: "ModelProto") -> dict[str, float]:
    """Return the largest number in each result on the way of a test picture through the model."""
    import onnx

    onnxruntime = import_onnxruntime()
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    known = {port.name for port in watched.graph.output}
    names = [name for node in watched.graph.node for name in node.output if name and name not in known]
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        session = onnxruntime.InferenceSession(watched.SerializeToString(), options, providers=["CPUExecutionProvider"])
        given = session.get_inputs()[0]
        results = session.run(None, {given.name: _picture(given.shape)})
    except Exception as error:
        # onnxruntime's own errors have no common class but this.
        reason = str(error).splitlines()[0][:200]
        raise ConversionFailed(f"its range cannot be measured, for it does not run ({reason})") from error
    outputs = (output.name for output in session.get_outputs())
    return {name: _peak(result) for name, result in zip(outputs, results, strict=True) if _is_float(result)}


def _picture(shape: list[Any]) -> Any:
    sides = [side if isinstance(side, int) and side > 0 else None for side in shape]
    channels = sides[1] or 3
    rows, columns = (side or _SIDE for side in sides[2:4])
    return np.ascontiguousarray(mixture(rows, columns, channels).transpose(2, 0, 1)[None])


def _is_float(result: Any) -> bool:
    return isinstance(result, np.ndarray) and result.dtype == np.float32


def _peak(array: Any) -> float:
    return float(np.abs(array).max()) if array.size else 0.0


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
