"""Which kinds of model files turn into which, by which ways, and what has to be installed for it."""

import importlib.util
import os
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from nodegraph.core.errors import FileRefused, ValueRefused, did_you_mean
from nodegraph.runtimes.filekind import kind_of
from nodegraph.runtimes.frameworks import Framework, framework_of
from nodegraph.runtimes.modelfiles import files_of
from nodegraph.runtimes.ncnn_pair import pair

Family = Literal["torch", "onnx", "ncnn"]
Half = Literal["fp32", "fp16"]

SUFFIXES: dict[str, Family] = {
    ".safetensors": "torch",
    ".pth": "torch",
    ".pt": "torch",
    ".ckpt": "torch",
    ".onnx": "onnx",
    ".param": "ncnn",
}
"""What a file that is to be written becomes, by its suffix."""
OLDEST_OPSET, NEWEST_OPSET = 11, 20
"""Versions of ONNX's operators that torch's exporters write for these networks."""

_WAYS: dict[tuple[str, str], tuple[str, ...]] = {
    ("torch", "torch"): ("weights",),
    ("torch", "onnx"): ("traced", "captured"),
    ("torch", "ncnn"): ("scripted",),
    ("onnx", "onnx"): ("rewritten",),
    ("onnx", "ncnn"): ("translated",),
    ("ncnn", "ncnn"): ("stored",),
}
"""In the order in which they are tried: the first one that is proved right is taken."""
_PACKAGES = {
    "traced": ("onnx", "onnxslim", "onnxruntime"),
    "captured": ("onnx", "onnxslim", "onnxruntime", "onnxscript"),
    "scripted": ("pnnx",),
    "rewritten": ("onnx", "onnxslim", "onnxruntime"),
    "translated": ("onnx", "pnnx"),
}
"""By way: what it imports or runs besides what is always there."""


class Plan(NamedTuple):
    """What is to be done."""

    source: Path
    """For a pair of ncnn, its description."""
    framework: Framework
    """Of the source."""
    target: Path
    family: Family
    """Of the target."""
    ways: tuple[str, ...]
    precision: Half
    opset: int | None

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that the target consists of; the one that names the model comes last."""
        name = self.target.name
        return (name,) if self.family != "ncnn" else (Path(name).with_suffix(".bin").name, name)


def plan(source: Path, target: Path, precision: str, opset: int | None) -> Plan:
    """Return what leads from one file to the other.

    Raises `FileRefused` for a source that is no model, `ValueRefused` for what cannot be done, each with a sentence.
    """
    source, target = (Path(os.path.abspath(os.path.expanduser(path))) for path in (source, target))
    if precision not in get_args(Half):
        raise ValueRefused(f"The precision {precision!r} cannot be written; choose fp32 or fp16.")
    family, target = _target(target)
    source, framework = family_of(source)
    ways = _WAYS.get((framework.name, family), ())
    if not ways:
        raise ValueRefused(_impossible(source, framework.name, target))
    if opset is not None and family != "onnx":
        raise ValueRefused(f"An opset belongs to ONNX files, but {target.name} is none; leave it out.")
    if opset is not None and framework.name != "torch":
        raise ValueRefused("The opset of an ONNX file cannot be changed here; convert the torch model with that opset.")
    if opset is not None and not OLDEST_OPSET <= opset <= NEWEST_OPSET:
        raise ValueRefused(f"The opset {opset} cannot be written; choose {OLDEST_OPSET} to {NEWEST_OPSET}.")
    able = _able(ways)
    if not able:
        missing = _missing(ways[0])
        packages, are = " and ".join(missing), "is" if len(missing) == 1 else "are"
        raise ValueRefused(
            f"Converting {source.name} to {target.suffix} needs {packages}, which {are} not installed; "
            "install with: pip install 'nodegraph[convert]'."
        )
    made = Plan(source, framework, target, family, able, "fp16" if precision == "fp16" else "fp32", opset)
    _check_apart(made)
    return made


def can_make(framework: str, family: str) -> bool:
    """Return whether what turns models of a framework into files of a family is installed."""
    return bool(_able(_WAYS.get((framework, family), ())))


def family_of(source: Path) -> tuple[Path, Framework]:
    """Return the file that names the model, and the framework it is for. Raises `FileRefused`."""
    kind = kind_of(source)
    if kind == "ncnn":
        found = pair(source)
        assert found is not None, "an ncnn model has two files"
        source = found.param
    return source, framework_of(kind)


def _target(target: Path) -> tuple[Family, Path]:
    if not target.name:
        raise ValueRefused("The name of the file to write is empty; name a file such as model.onnx.")
    if target.suffix.lower() == ".bin":
        target = target.with_suffix(".param")
    family = SUFFIXES.get(target.suffix.lower())
    if family is None:
        known = ", ".join(SUFFIXES)
        hint = did_you_mean(target.suffix.lower(), SUFFIXES)
        raise ValueRefused(f"{target.name} does not say what to write{hint}; its suffix must be one of {known}.")
    if target.is_dir():
        raise ValueRefused(f"{target} is a folder; name the file to write.")
    if not target.parent.is_dir():
        raise FileRefused(f"There is no folder {target.parent}; make it first, or name another one.")
    return family, target


def _check_apart(planned: Plan) -> None:
    own = files_of(planned.source)
    for name in planned.files:
        file = planned.target.with_name(name)
        if file.exists() and any(file.samefile(one) for one in own):
            raise ValueRefused(f"{file} is the model itself; write to another file.")


def _able(ways: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(way for way in ways if not _missing(way))


def _missing(way: str) -> list[str]:
    return [package for package in _PACKAGES.get(way, ()) if importlib.util.find_spec(package) is None]


def _impossible(source: Path, framework: str, target: Path) -> str:
    if framework == "toy":
        return f"{source.name} is a toy for tests and cannot be converted; choose a model."
    return (
        f"{source.name} is a model for {framework} and cannot be turned into {target.suffix}: the way back to a more "
        "general form does not exist; convert the file it was made from."
    )
