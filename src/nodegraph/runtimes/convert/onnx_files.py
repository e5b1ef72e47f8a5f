"""Writes ONNX files: simplified, in full or half precision, and without a word about the machine they were made on."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nodegraph.core.errors import ModelRefused
from nodegraph.runtimes.convert.onnx_full import to_full
from nodegraph.runtimes.convert.onnx_half import to_half
from nodegraph.runtimes.convert.tasks import Make
from nodegraph.runtimes.onnx_file import describe

if TYPE_CHECKING:
    from onnx import ModelProto


def rewritten(task: Make) -> None:
    """Write an ONNX file anew, in full or half precision. Raises `FileRefused`, `ModelRefused`."""
    write(task, Path(task.source), {})


def load(path: Path) -> "ModelProto":
    """Return the model in a file, judged first. Raises `FileRefused`, `ModelRefused`."""
    import onnx

    described = describe(path)
    if described.quantized:
        raise ModelRefused(f"{path.name} is quantized, and its precision cannot be changed; use the model before that.")
    return onnx.load(str(path))


def write(task: Make, made: Path, words: dict[str, str]) -> None:
    """Write the model in the file `made` as the task wishes; `words` go into its metadata beside its own."""
    import onnx
    import onnx.inliner
    import onnxslim

    model = to_full(onnx.inliner.inline_local_functions(load(made)))
    model = onnxslim.slim(model)
    if task.precision == "fp16":
        model = to_half(model)
    strip(model)
    told = {entry.key: entry.value for entry in model.metadata_props} | words
    onnx.helper.set_model_props(model, dict(sorted(told.items())))
    onnx.checker.check_model(model)
    onnx.save(model, task.target)


def strip(model: "ModelProto") -> None:
    """Take out what exporters note about code and machine: doc strings, metadata of parts, stack traces, functions."""
    model.doc_string = ""
    for function in model.functions:
        _strip(function)
        for node in function.node:
            _strip_node(node)
    _strip_graph(model.graph)


def _strip_graph(graph: Any) -> None:
    graph.doc_string = ""
    for part in (graph, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        _strip(part)
    for node in graph.node:
        _strip_node(node)


def _strip_node(node: Any) -> None:
    _strip(node)
    for attribute in node.attribute:
        attribute.doc_string = ""
        for graph in (*([attribute.g] if attribute.HasField("g") else []), *attribute.graphs):
            _strip_graph(graph)


def _strip(part: Any) -> None:
    part.doc_string = ""
    del part.metadata_props[:]
