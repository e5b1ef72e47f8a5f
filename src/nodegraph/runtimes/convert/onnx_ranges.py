"""How large the numbers inside an ONNX model become on a test picture."""

from typing import TYPE_CHECKING, Any

import numpy as np

from nodegraph.core.errors import ConversionFailed
from nodegraph.runtimes.onnx_import import import_onnxruntime
from nodegraph.runtimes.samples import mixture

if TYPE_CHECKING:
    from onnx import ModelProto

_SIDE = 64


def peaks(model: "ModelProto") -> dict[str, float]:
    """Return the largest absolute number of each float32 result of a step, by its name; no others are named.

    Raises `ConversionFailed` for a model that does not run.
    """
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
    return {name: peak(result) for name, result in zip(outputs, results, strict=True) if _is_float(result)}


def peak(array: Any) -> float:
    """Return the largest absolute number."""
    return float(np.abs(array).max()) if array.size else 0.0


def _picture(shape: list[Any]) -> Any:
    sides = [side if isinstance(side, int) and side > 0 else None for side in shape]
    rows, columns = (side or _SIDE for side in sides[2:4])
    return np.ascontiguousarray(mixture(rows, columns, sides[1] or 3).transpose(2, 0, 1)[None])


def _is_float(result: Any) -> bool:
    return isinstance(result, np.ndarray) and result.dtype == np.float32
