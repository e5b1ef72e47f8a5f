"""Writes small ncnn models: descriptions as text or binary, weights as ncnn's tools write them."""

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nodegraph.runtimes.ncnn_layers import LAYER_TYPES

Line = tuple[str, Sequence[str], Sequence[str], dict[int, Any]]
"""Type, blobs read, blobs made, parameters."""
HALF = struct.pack("<I", 0x01306B47)
PLAIN = bytes(4)


def text(layers: Sequence[Line]) -> str:
    blobs = {blob for _, bottoms, tops, _ in layers for blob in (*bottoms, *tops)}
    lines = ["7767517", f"{len(layers)} {len(blobs)}"]
    for index, (kind, bottoms, tops, params) in enumerate(layers):
        written = [
            f"{-23300 - key}={len(value)},{','.join(map(str, value))}" if isinstance(value, tuple) else f"{key}={value}"
            for key, value in params.items()
        ]
        lines.append(" ".join([kind, f"layer{index}", str(len(bottoms)), str(len(tops)), *bottoms, *tops, *written]))
    return "\n".join(lines) + "\n"


def binary(layers: Sequence[Line]) -> bytes:
    blobs: list[str] = []
    words: list[bytes] = []

    def whole(*numbers: int) -> None:
        words.append(struct.pack(f"<{len(numbers)}i", *numbers))

    def either(number: float) -> None:
        words.append(struct.pack("<f" if isinstance(number, float) else "<i", number))

    for kind, bottoms, tops, params in layers:
        for blob in (*bottoms, *tops):
            if blob not in blobs:
                blobs.append(blob)
        whole(LAYER_TYPES.index(kind), len(bottoms), len(tops), *(blobs.index(blob) for blob in (*bottoms, *tops)))
        for key, value in params.items():
            if isinstance(value, tuple):
                whole(-23300 - key, len(value))
                for part in value:
                    either(part)
            else:
                whole(key)
                either(value)
        whole(-233)
    return struct.pack("<3i", 7767517, len(layers), len(blobs)) + b"".join(words)


def plain(*arrays: Any, tagged: bool = True) -> bytes:
    """Weights in fp32, and after them what has no tag (biases, slopes)."""
    return (PLAIN if tagged else b"") + b"".join(np.asarray(array, "<f4").tobytes() for array in arrays)


def convolution(
    source: str, target: str, weights: Any, *, bias: Any = None, pad: int = 0, stride: int = 1
) -> tuple[Line, bytes]:
    """A convolution with weights `(made, read, k, k)`."""
    weights = np.asarray(weights, np.float32)
    params = {0: weights.shape[0], 1: weights.shape[2], 3: stride, 4: pad, 5: int(bias is not None), 6: weights.size}
    stored = plain(weights) + (b"" if bias is None else plain(bias, tagged=False))
    return ("Convolution", [source], [target], params), stored


def enlarging(channels: int = 3, scale: int = 2) -> Any:
    """Weights `(channels * scale^2, channels, 1, 1)` that repeat every pixel, for a `PixelShuffle` after them."""
    return np.eye(channels, dtype=np.float32).repeat(scale**2, 0)[:, :, None, None]


def centered(channels: int = 3, side: int = 3, factor: float = 1.0) -> Any:
    """Weights of a convolution that gives back the pixel in its center."""
    weights = np.zeros((channels, channels, side, side), np.float32)
    weights[:, :, side // 2, side // 2] = np.eye(channels) * factor
    return weights


def nearest(
    *,
    channels: int = 3,
    scale: int = 2,
    valid: int = 0,
    factor: float = 1.0,
    bias: float | None = None,
    source: str = "data",
    target: str = "output",
) -> tuple[list[Line], bytes]:
    """A network that repeats pixels; `valid` pixels are lost on each side, the values are multiplied and moved."""
    moved = None if bias is None else np.full(channels, bias, np.float32)
    side = 2 * valid + 1
    first, one = convolution(source, "a", centered(channels, side, factor), bias=moved)
    second, two = convolution("a", "b", enlarging(channels, scale))
    shuffle: Line = ("PixelShuffle", ["b"], [target], {0: scale})
    return [("Input", [], [source], {}), first, second, shuffle], one + two


def write(
    folder: Path, layers: Sequence[Line], weights: bytes, name: str = "model", *, as_binary: bool = False
) -> Path:
    """Write both files and return the description's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.bin").write_bytes(weights)
    path = folder / (f"{name}.param.bin" if as_binary else f"{name}.param")
    if as_binary:
        path.write_bytes(binary(layers))
    else:
        path.write_text(text(layers))
    return path
