"""Writes the weights of ncnn models: in numbers of 16 or 32 bits, or as a blend of two models."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nodegraph.core.errors import ModelRefused, ValueRefused
from nodegraph.runtimes.convert.tasks import Make
from nodegraph.runtimes.ncnn_pair import pair
from nodegraph.runtimes.ncnn_param import Net, Value, read_param
from nodegraph.runtimes.ncnn_weights import FULL, HALF, PLAIN, count_weights, layout
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]


class _Stored(NamedTuple):
    numbers: "Numbers"
    tagged: bool
    half: bool


def stored(task: Make) -> None:
    """Write the weights in 16 or 32 bits; the description stays as it is, byte for byte.

    Raises `ModelRefused` for weights in whole numbers, or of layers that are not known.
    """
    param, _, arrays = _read(Path(task.source))
    half = task.precision == "fp16"
    _write(Path(task.target), param, (array._replace(half=half) for array in arrays))


def blended_ncnn(task: Make) -> None:
    """Write what lies between two models of the same layers: `1 - share` of the first and `share` of the second.

    Raises `ValueRefused` for models of other layers, `ModelRefused`.
    """
    param, first, ones = _read(Path(task.source))
    _, second, others = _read(Path(task.other))
    if _form(first) != _form(second):
        raise ValueRefused(
            f"{Path(task.source).name} and {Path(task.other).name} have different layers; "
            "choose two ncnn models that were made of the same network."
        )
    blends = (
        one._replace(numbers=_between(one.numbers, other.numbers, task.share))
        for one, other in zip(ones, others, strict=True)
    )
    _write(Path(task.target), param, blends)


def _between(one: "Numbers", other: "Numbers", share: float) -> "Numbers":
    # In double, so that a share of 0 or 1 gives one of the two to the last bit.
    return (one.astype(np.float64) * (1 - share) + other.astype(np.float64) * share).astype(np.float32)


def _read(path: Path) -> tuple[Path, Net, list[_Stored]]:
    files = pair(path)
    if files is None:
        raise ModelRefused(f"{path} is no ncnn model; choose its .param or .bin file.")
    net = read_param(files.param)
    count_weights(net, files)
    arrays = layout(net)
    if arrays is None:
        raise ModelRefused(f"{path.name} has layers whose weights are not known here; they cannot be rewritten.")
    content = files.bin.read_bytes()
    made, at = [], 0
    for array in arrays:
        tag = int.from_bytes(content[at : at + 4], "little") if array.tagged else PLAIN
        at += 4 * array.tagged
        if tag not in (HALF, FULL, PLAIN):
            raise ModelRefused(f"{path.name} is quantized, and its precision cannot be changed; use the model before.")
        half = tag == HALF
        numbers = np.frombuffer(content, "<f2" if half else "<f4", array.length, at).astype(np.float32)
        at += round_up(array.length * (2 if half else 4), 4)
        made.append(_Stored(numbers, array.tagged, half))
    return files.param, net, made


def _write(target: Path, param: Path, arrays: Iterator[_Stored]) -> None:
    target.write_bytes(param.read_bytes())
    with target.with_suffix(".bin").open("wb") as file:
        for array in arrays:
            if not array.tagged:
                file.write(array.numbers.astype("<f4").tobytes())
                continue
            file.write((HALF if array.half else PLAIN).to_bytes(4, "little"))
            with np.errstate(over="ignore"):  # What is too large for halves shows in the comparison.
                content = array.numbers.astype("<f2" if array.half else "<f4").tobytes()
            file.write(content + bytes(-len(content) % 4))


def _form(net: Net) -> list[tuple[str, tuple[int, ...], tuple[int, ...], dict[int, Value]]]:
    """Return what a network does, without the names of its parts."""
    numbers: dict[str, int] = {}
    form = []
    for layer in net.layers:
        for blob in layer.tops:
            numbers[blob] = len(numbers)
        bottoms, tops = (tuple(numbers[blob] for blob in blobs) for blobs in (layer.bottoms, layer.tops))
        form.append((layer.type, bottoms, tops, layer.params))
    return form
