"""Writes a neural network in another form."""

from pathlib import Path
from typing import Annotated, Literal

import nodegraph
from nodegraph import Folder, Model, ModelFact, ModelFile, Number, Text, When, node, note, skipped
from nodes._kernels.files import Refused
from nodes._kernels.names import check_name

Form = Literal["safetensors", "pth", "onnx", "ncnn"]
Opset = Annotated[int | None, Number(11, 20, integer=True), When(format="onnx")]

_SUFFIXES = {"safetensors": ".safetensors", "pth": ".pth", "onnx": ".onnx", "ncnn": ".param"}
_LEADS_TO = {"torch": tuple(_SUFFIXES), "onnx": ("onnx", "ncnn"), "ncnn": ("ncnn",)}
"""By framework of a model: the forms it can take."""


@node(effect=True, synonyms=("export model", "onnx", "ncnn", "safetensors", "half precision", "save model"))
def convert_model(
    model: Model,
    folder: Folder,
    name: Annotated[str, Text()] = "",
    format: Form = "safetensors",  # noqa: A002 - the port's name
    precision: Literal["fp32", "fp16"] = "fp32",
    opset: Opset = None,
    if_exists: Literal["overwrite", "skip"] = "overwrite",
) -> ModelFile:
    """Write a model into a folder in another form, under its own name unless another one is given.

    Torch models become `.safetensors`, `.pth`, `.onnx` or, for *ncnn*, `.param` with `.bin`; ONNX models can become
    ncnn ones. *fp16* stores numbers in 16 bits. Both models then enlarge test pictures; how far they differ is told,
    and a result that is not right is not written. The *opset* is the version of ONNX's operators, 17 unless set.
    """
    target = _target(model.fact, folder, name, format)
    if if_exists == "skip" and target.exists():
        skipped(f"{target} exists.")
        return target
    folder.mkdir(parents=True, exist_ok=True)
    proof = nodegraph.convert(
        model.path, target, precision=precision, opset=opset if format == "onnx" else None, overwrite=True
    )
    note(f"{target.name}: {proof}.")
    return target


def _target(model: ModelFact, folder: Path, name: str, format_: str) -> Path:
    """Return the file to write. Raises `Refused`."""
    possible = _LEADS_TO.get(model.runtime or "torch", ())
    if format_ not in possible:
        choices = f"choose {' or '.join(possible)}" if possible else "choose another model"
        raise Refused(f"{model.name} is a model for {model.runtime} and cannot become {format_}; {choices}.")
    suffix = _SUFFIXES[format_]
    stem = name or model.name or "model"
    target = folder / check_name(stem, "" if stem.lower().endswith(suffix) else suffix)
    if target.is_dir():
        raise Refused(f"{target} is a folder; choose another name for the model.")
    if model.path is not None and target == Path(model.path):
        raise Refused(f"{target} is the model itself; choose another name or folder.")
    return target


@convert_model.infer
def _check(
    model: ModelFact,
    folder: Path,
    name: str,
    format: str,  # noqa: A002 - the port's name
) -> Path:
    return _target(model, folder, name, format)
