"""Turns an ONNX model into half precision, leaving full what would leave the range of halves or lose digits in them.

Each step computes in halves or in full, and between the two a cast is put. (The converter that comes with onnxruntime
passes every result of a step that is left full through halves, so that large numbers are lost all the same, and names
two casts alike where such a step reads a value twice.)
"""

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nodegraph.core.errors import ConversionFailed
from nodegraph.runtimes.convert.onnx_ranges import peak, peaks

if TYPE_CHECKING:
    from onnx import ModelProto

_Home = Literal["half", "full"]

_FLOAT, _HALF = 1, 10
"""ONNX's numbers for float32 and float16."""
_MOST = 65504.0
_SAFE = _MOST / 4
"""A number this large on the test picture may overflow on another one."""
_DELICATE = frozenset((
    "ReduceMean", "ReduceSum", "ReduceL2", "ReduceSumSquare", "Pow", "Sqrt", "Reciprocal", "Div", "Exp", "Softmax",
    "LayerNormalization", "InstanceNormalization", "GroupNormalization", "GlobalAveragePool", "CumSum",
))  # fmt: skip
"""Sums over many numbers and what is built of them, in which halves lose too many digits."""
_FULL_ONLY = frozenset(
    ("Resize", "Upsample", "GridSample", "Range", "RandomNormalLike", "RandomUniformLike", "EyeLike")
)
"""Steps that have inputs in float32 by definition, or are not everywhere offered in halves."""


def to_half(model: "ModelProto") -> "ModelProto":
    """Return the model in float16, pictures included; changes it in place.

    Raises `ConversionFailed` for a model that does not run, or that holds other graphs inside.
    """
    for node in model.graph.node:
        if any(attribute.HasField("g") or attribute.graphs for attribute in node.attribute):
            raise ConversionFailed(f"it branches ({node.op_type}), which is not turned into halves")
    _Rewriting(model.graph, peaks(model)).rewrite()
    return model


class _Rewriting:
    """One graph on its way into halves."""

    def __init__(self, graph: Any, highest: dict[str, float]) -> None:
        import onnx

        self._onnx = onnx
        self._graph = graph
        self._highest = highest
        self._weights = {one.name: one for one in graph.initializer if one.data_type == _FLOAT}
        self._used: dict[str, tuple[str, _Home]] = {}
        """By new name: a weight and what it is stored in."""
        self._homes: dict[str, _Home] = {}
        """What each float result is stored in."""
        self._nodes: list[Any] = []
        self._casts: set[str] = set()

    def rewrite(self) -> None:
        """Put the nodes, weights and ports of the graph anew."""
        for port in self._graph.input:
            if port.type.tensor_type.elem_type == _FLOAT and port.name not in self._weights:
                port.type.tensor_type.elem_type = _HALF
                self._homes[port.name] = "half"
        sizes: set[str] = set()
        for node in self._graph.node:
            self._place(node, self._home(node, sizes))
        for port in self._graph.output:
            if port.type.tensor_type.elem_type == _FLOAT:
                self._deliver(port)
        kept = [one for one in self._graph.initializer if one.name not in self._weights]
        made = [self._weight(name, *source) for name, source in self._used.items()]
        for part, new in ((self._graph.node, self._nodes), (self._graph.initializer, [*kept, *made])):
            copies = [type(one).FromString(one.SerializeToString()) for one in new]
            del part[:]
            part.extend(copies)
        del self._graph.value_info[:]

    def _home(self, node: Any, sizes: set[str]) -> _Home:
        """Return what the node computes in. `sizes` gathers numbers made of sizes; halves count to 2048 only."""
        given = [name for name in node.input if name in self._highest or name in self._homes]
        reads = any(name not in self._weights for name in node.input)
        if reads and node.op_type != "Identity" and sizes.issuperset(given):
            sizes.update(node.output)
            return "full"
        heavy = [name for name in node.input if name in self._weights and self._peak(name) > _MOST]
        large = any(self._highest.get(name, 0.0) > _SAFE for name in (*node.input, *node.output))
        return "full" if heavy or large or node.op_type in _DELICATE or node.op_type in _FULL_ONLY else "half"

    def _place(self, node: Any, home: _Home) -> None:
        gives_floats = [name for name in node.output if name in self._highest]
        for index, name in enumerate(node.input):
            if name in self._weights:
                node.input[index] = self._stored(name, home if gives_floats else "full")
            elif gives_floats and self._homes.get(name, home) != home:
                node.input[index] = self._cast(name, home)
        if home == "half" and gives_floats:
            self._retype(node)
        self._homes.update(dict.fromkeys(gives_floats, home))
        self._nodes.append(node)

    def _retype(self, node: Any) -> None:
        for attribute in node.attribute:
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == _FLOAT:
                attribute.i = _HALF
            if attribute.HasField("t") and attribute.t.data_type == _FLOAT:
                attribute.t.CopyFrom(self._halved(attribute.t, attribute.t.name))

    def _stored(self, name: str, home: _Home) -> str:
        new = name if home == "full" else f"{name}_half"
        self._used[new] = (name, home)
        return new

    def _cast(self, name: str, home: _Home) -> str:
        new = f"{name}_{home}"
        if new not in self._casts:
            self._casts.add(new)
            kind = _FLOAT if home == "full" else _HALF
            self._nodes.append(self._onnx.helper.make_node("Cast", [name], [new], name=f"to_{new}", to=kind))
        return new

    def _deliver(self, port: Any) -> None:
        """Give a picture out in halves."""
        port.type.tensor_type.elem_type = _HALF
        if self._homes.get(port.name) != "full":
            return
        inner = f"{port.name}_inside"
        for node in self._nodes:
            for names in (node.input, node.output):
                for index, name in enumerate(names):
                    if name == port.name:
                        names[index] = inner
        self._nodes.append(self._onnx.helper.make_node("Cast", [inner], [port.name], name=f"to_{port.name}", to=_HALF))

    def _weight(self, new: str, name: str, home: _Home) -> Any:
        return self._weights[name] if home == "full" else self._halved(self._weights[name], new)

    def _halved(self, tensor: Any, name: str) -> Any:
        values = np.clip(self._onnx.numpy_helper.to_array(tensor), -_MOST, _MOST)
        return self._onnx.numpy_helper.from_array(values.astype(np.float16), name)

    def _peak(self, name: str) -> float:
        return peak(self._onnx.numpy_helper.to_array(self._weights[name]))
