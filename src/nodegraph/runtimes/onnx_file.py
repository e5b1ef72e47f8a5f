"""What an ONNX file is, judged before a framework may open it; runs only inside a worker process.

Refused are files that reach beyond their folder, tensors that are not all there, operators that onnxruntime does not
have or that open further files, and networks that take or give no picture.
"""

import math
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from nodegraph.core.errors import FileRefused, ModelRefused
from nodegraph.runtimes.filekind import check_regular
from nodegraph.runtimes.onnx_wire import Content, Damaged, Node, Port, Tensor, read

_BITS = {
    1: 32, 2: 8, 3: 8, 4: 16, 5: 16, 6: 32, 7: 64, 8: 8, 9: 8, 10: 16, 11: 64, 12: 32, 13: 64, 14: 64, 15: 128, 16: 16,
    17: 8, 18: 8, 19: 8, 20: 8, 21: 4, 22: 4, 23: 4, 24: 8, 25: 2, 26: 2,
}  # fmt: skip
"""Bits of an element by ONNX's number of its type."""
_FLOATS = {1: "fp32", 10: "fp16", 16: "bf16", 11: "fp64"}
_PIXELS = {1: "float32", 2: "uint8", 10: "float16", 16: "bfloat16", 11: "float64"}
"""What pictures may be made of."""
_KNOWN_DOMAINS = frozenset(
    ("", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc", "com.ms.internal.nhwc")
)
_OPENS_FILES = frozenset((("com.microsoft", "EPContext"),))
"""Operators that load programs or data from files that they name."""
_POOLS = (
    "MaxPool",
    "AveragePool",
    "LpPool",
    "ConvTranspose",
    "SpaceToDepth",
    "Reshape",
    "MatMul",
    "Einsum",
    "Attention",
)
_DRIVE = re.compile(r"^[A-Za-z]:")


class Described(NamedTuple):
    """What a file says of its network, before anything was run."""

    input: Port
    pixels: str
    """What pictures are made of that go in: `float32`, `float16`, `bfloat16`, `float64` or `uint8`."""
    output: Port
    precision: str
    """What most of its weights are stored in: `fp32`, `fp16` or `bf16`."""
    parameters: int
    quantized: bool
    places_matter: bool
    """Whether an operation treats pixels by their place (strides, windows), so that tiles may have to be aligned."""
    loops: bool
    """Whether a part of it is computed until something is so, which may never be."""


def describe(path: Path) -> Described:
    """Return what the file says of its network.

    Raises `FileRefused` for a file that is damaged, `ModelRefused` for one that is unsafe or of no use, each with a
    sentence.
    """
    size = check_regular(path)
    try:
        content = read(path)
    except (Damaged, ValueError, OSError) as error:
        raise FileRefused(f"The ONNX model {path} is damaged or was cut off; download it again.") from error
    _check_operators(path, content)
    _check_tensors(path, content, size)
    taken, given = _picture_ports(path, content)
    floats = [tensor for tensor in content.tensors if tensor.kind in _FLOATS]
    weights = {kind: sum(math.prod(tensor.shape) for tensor in floats if tensor.kind == kind) for kind in _FLOATS}
    most = max(weights, key=lambda kind: weights[kind])
    precision = _FLOATS[most if weights[most] else taken.kind if taken.kind in _FLOATS else 1]
    return Described(
        input=taken,
        pixels=_PIXELS[taken.kind],
        output=given,
        precision="fp32" if precision == "fp64" else precision,
        parameters=sum(weights.values()),
        quantized=any("QuantizeLinear" in node.operator or "Integer" in node.operator for node in content.nodes),
        places_matter=any(_by_place(node) for node in content.nodes),
        loops=any(node.operator == "Loop" for node in content.nodes),
    )


def _check_operators(path: Path, content: Content) -> None:
    for node in content.nodes:
        if (node.domain, node.operator) in _OPENS_FILES:
            raise ModelRefused(
                f"{path} holds the operator {node.operator}, which loads a compiled program from another file; "
                "get the plain ONNX model."
            )
        if node.domain not in _KNOWN_DOMAINS and node.domain not in content.function_domains:
            raise ModelRefused(
                f"{path} uses the operator {node.operator} of {node.domain!r}, which is no part of ONNX and not known "
                "here; export the model with standard operators only."
            )


def _check_tensors(path: Path, content: Content, size: int) -> None:
    """Refuse tensors that ask for more than is there, and those whose bytes lie outside of the model's folder."""
    if content.has_sparse:
        raise ModelRefused(f"{path} holds sparse weights, which are not supported; export the model with plain ones.")
    available = size
    seen: set[Path] = set()
    claimed = 0
    for tensor in content.tensors:
        if any(side < 0 for side in tensor.shape):
            raise FileRefused(f"The ONNX model {path} is damaged: a tensor has a negative size; download it again.")
        elements = math.prod(tensor.shape)
        needed = -(-elements * _BITS.get(tensor.kind, 8) // 8)
        claimed += needed
        if tensor.external:
            file, there = _external(path, tensor)
            if file not in seen:
                seen.add(file)
                available += there
            if _length(path, tensor, there) < needed:
                raise FileRefused(
                    f"{file}, which belongs to {path}, is shorter than the model says; download both again."
                )
        elif elements > 8 * tensor.stored:
            raise _filling(path, size, needed)
    if claimed > 2 * available:
        raise _filling(path, available, claimed)


def _filling(path: Path, size: int, claimed: int) -> ModelRefused:
    return ModelRefused(
        f"{path} is {size:,} bytes long but asks for weights of {claimed:,} bytes: it may be made to fill the memory; "
        "get the model from another source."
    )


def _external(path: Path, tensor: Tensor) -> tuple[Path, int]:
    """Return the file beside the model that holds the tensor's bytes, and its size."""
    location = tensor.external.get("location", "")
    folder = path.parent.resolve()
    parts = re.split(r"[/\\]", location)
    outside = not location or "\0" in location or location[0] in "/\\" or _DRIVE.match(location) or ".." in parts
    file = folder if outside else Path(os.path.realpath(folder / location))
    if outside or not file.is_relative_to(folder):
        raise ModelRefused(
            f"{path} keeps weights in {location!r}, outside of its own folder, which is not opened; put the files of a "
            "model into one folder, or get it as a single file."
        )
    try:
        status = file.stat()
    except OSError as error:
        raise FileRefused(
            f"{path} needs the file {location!r} beside it, which is missing; download it too, to the same folder."
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise ModelRefused(f"{path} keeps weights in {location!r}, which is no plain file; get the model once more.")
    return file, status.st_size


def _length(path: Path, tensor: Tensor, size: int) -> int:
    """Return how many bytes the tensor has in its file."""
    try:
        offset = int(tensor.external.get("offset") or 0)
        length = int(tensor.external.get("length") or size - offset)
    except ValueError as error:
        raise FileRefused(f"The ONNX model {path} is damaged; download it again.") from error
    return min(length, size - offset) if offset >= 0 and length >= 0 else -1


def _picture_ports(path: Path, content: Content) -> tuple[Port, Port]:
    inputs = [port for port in content.inputs if port.name not in content.initialized]
    if len(inputs) != 1:
        names = ", ".join(port.name for port in inputs[:4]) or "none"
        raise ModelRefused(
            f"{path} takes {len(inputs)} inputs ({names}) where an upscaling model takes one picture; "
            "it cannot be used here."
        )
    taken, given = inputs[0], content.outputs[0]
    if taken.kind not in _PIXELS or given.kind not in (0, *_PIXELS):
        raise ModelRefused(f"{path} takes or gives no pictures, so it cannot be used for upscaling.")
    for port in (taken, given):
        if port.shape is not None and len(port.shape) not in (3, 4):
            raise ModelRefused(
                f"{path} takes or gives tensors of {len(port.shape)} dimensions ({port.name}) where a picture has 4; "
                "it cannot be used for upscaling."
            )
    batch = taken.shape[0] if taken.shape is not None and len(taken.shape) == 4 else 1
    if isinstance(batch, int) and batch != 1:
        raise ModelRefused(f"{path} takes {batch} pictures at once; export the model for one picture at a time.")
    return taken, given


def _by_place(node: Node) -> bool:
    return node.operator in _POOLS or any(stride > 1 for stride in node.attributes.get("strides", ()))
