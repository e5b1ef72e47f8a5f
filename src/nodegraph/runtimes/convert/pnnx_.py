"""Turns torch and ONNX models into ncnn ones through pnnx, a program that does the work in a folder of its own."""

import importlib.util
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

from nodegraph.core import child
from nodegraph.core.errors import ConversionFailed
from nodegraph.runtimes.convert.tasks import Make
from nodegraph.runtimes.ncnn_layers import LAYER_TYPES

_STEM = "model"


def scripted(task: Make) -> None:
    """Turn a torch model into an ncnn one: traced at one size, told of a second, so that pnnx sees which sizes vary."""
    import torch

    from nodegraph.runtimes.convert.network import open_network

    network = open_network(Path(task.source))
    channels = network.fact.in_channels or 3
    picture = torch.rand(1, channels, task.side, task.side)
    made = Path(task.scratch) / f"{_STEM}.pt"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.trace(network.module, picture, check_trace=False).save(str(made))  # type: ignore[no-untyped-call]
    _run(task, made, channels)


def translated(task: Make) -> None:
    """Turn an ONNX model into an ncnn one, in full precision first, for pnnx does not read halves."""
    import onnx

    from nodegraph.runtimes.convert.onnx_files import load, strip
    from nodegraph.runtimes.convert.onnx_full import to_full

    model = to_full(load(Path(task.source)))
    strip(model)
    made = Path(task.scratch) / f"{_STEM}.onnx"
    onnx.save(model, made)
    shape = model.graph.input[0].type.tensor_type.shape
    _run(task, made, shape.dim[1].dim_value or 3)


def _run(task: Make, model: Path, channels: int) -> None:
    shapes = [f"[1,{channels},{side},{side}]f32" for side in (task.side, task.side * 3 // 2)]
    process = subprocess.Popen(
        [_program(), model.name, f"inputshape={shapes[0]}", f"inputshape2={shapes[1]}", _half(task)],
        cwd=model.parent,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        stderr=sys.stderr,
    )
    with child.at_last(process.kill):
        code = process.wait()
    made = [model.parent / f"{_STEM}.ncnn.{kind}" for kind in ("param", "bin")]
    if code or not all(file.is_file() for file in made):
        raise ConversionFailed("pnnx cannot translate this network (it ends with an error)")
    _check_layers(made[0])
    target = Path(task.target)
    shutil.copyfile(made[0], target)
    shutil.copyfile(made[1], target.with_suffix(".bin"))


def _half(task: Make) -> str:
    return f"fp16={int(task.precision == 'fp16')}"


def _program() -> str:
    """Return the program in the package pnnx, without importing that, which would import torch."""
    spec = importlib.util.find_spec("pnnx")
    places = spec.submodule_search_locations if spec is not None else None
    if not places:
        raise ConversionFailed("pnnx is not installed; install it with: pip install 'nodegraph[convert]'")
    return str(Path(places[0]) / ("pnnx.exe" if sys.platform == "win32" else "pnnx"))


def _check_layers(param: Path) -> None:
    """Refuse a description with operations that pnnx could not express in layers of ncnn."""
    lines = param.read_text(encoding="utf-8").splitlines()[2:]
    foreign = sorted({line.split()[0] for line in lines if line.strip()} - set(LAYER_TYPES))
    if foreign:
        raise ConversionFailed(f"ncnn has no layer for a part of this network ({', '.join(foreign[:3])})")
