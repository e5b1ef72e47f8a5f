"""Twins: a model once more as NAME.param and NAME.bin, so that ncnn runs it without torch, proved against torch."""

import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from color import Floats
from network import Compact

SECONDS = 300
"""How long pnnx may take."""
LARGEST = 1 / 255
"""How far a twin may be from its original anywhere, where white is 1."""


class Twin(NamedTuple):
    """What lies in the two files: text and weights, and what they differ from torch by, where white is 1."""

    param: bytes
    weights: bytes
    precision: str
    difference: float


class NoTwinError(Exception):
    """The network could not be converted, or what came of it is not the network."""


def twin_of(network: Compact, picture: Floats) -> Twin:
    """Return the twin with the smallest files that is true to the network on a picture (H, W, 3) in [0, 1].

    Weights of half precision are tried first. Raises `NoTwinError`.
    """
    expected = of_torch(network, picture)
    for precision in ("fp16", "fp32"):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            _convert(network, folder, half=precision == "fp16")
            param, weights = folder / "twin.param", folder / "twin.bin"
            found = of_ncnn(param, weights, picture)
            if found.shape != expected.shape:
                raise NoTwinError(f"The twin makes {found.shape} of {picture.shape}, not {expected.shape}.")
            difference = float(np.abs(found - expected).max())
            if difference <= LARGEST:
                return Twin(param.read_bytes(), weights.read_bytes(), precision, difference)
    raise NoTwinError(
        f"The twin differs from torch by {difference * 255:.2f}/255; at most {LARGEST * 255:.0f}/255 may be."
    )


def of_torch(network: Compact, picture: Floats) -> Floats:
    """Return the network's picture (scale * H, scale * W, 3), not clipped, of a picture (H, W, 3) in [0, 1]."""
    with torch.inference_mode():
        result = network(torch.from_numpy(picture.transpose(2, 0, 1).copy())[None])
    return result[0].numpy().transpose(1, 2, 0)


def of_ncnn(param: Path, weights: Path, picture: Floats) -> Floats:
    """Return what ncnn makes of a picture (H, W, 3) in [0, 1] on the processor, all in fp32. Raises `NoTwinError`."""
    import ncnn

    net = ncnn.Net()
    for name in ("fp16_packed", "fp16_storage", "fp16_arithmetic", "bf16_storage", "vulkan_compute"):
        setattr(net.opt, f"use_{name}", False)
    if net.load_param(str(param)) != 0 or net.load_model(str(weights)) != 0:
        raise NoTwinError("ncnn cannot read what pnnx wrote.")
    planes = np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32)
    with net.create_extractor() as extractor:
        extractor.input("in0", ncnn.Mat(planes).clone())
        code, result = extractor.extract("out0")
        if code != 0:
            raise NoTwinError(f"ncnn ends with code {code}.")
        return np.array(result).transpose(1, 2, 0)


def _convert(network: Compact, folder: Path, *, half: bool) -> None:
    """Write `twin.param` and `twin.bin` into the folder. Raises `NoTwinError`."""
    import pnnx

    with warnings.catch_warnings():
        # torch would rather export than trace, but traces are what pnnx reads.
        warnings.simplefilter("ignore", DeprecationWarning)
        traced = torch.jit.trace(network, torch.zeros(1, 3, 64, 64), check_trace=False)
        traced.save(folder / "network.pt")
    # Two sizes, so that none is taken for a constant.
    shapes = ("inputshape=[1,3,64,64]f32", "inputshape2=[1,3,80,96]f32")
    files = ("ncnnparam=twin.param", "ncnnbin=twin.bin")
    command = [pnnx.EXEC_PATH, "network.pt", *shapes, *files, f"fp16={half:d}"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NoTwinError(f"pnnx was not done after {SECONDS} s.") from None
    if done.returncode or not (folder / "twin.param").is_file():
        raise NoTwinError(f"pnnx failed: {(done.stderr or done.stdout).strip()[-500:]}")
