"""ncnn models run: sizes, channels and ranges are found out, options are obeyed, and what does not fit is refused."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nodegraph.core.errors import ModelRefused
from nodegraph.runtimes import ncnn_
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.ncnn_ import NcnnRuntime
from nodegraph.runtimes.options import Options

from .conftest import enlarged
from .ncnn_models import HALF, centered, convolution, enlarging, nearest, plain, write

pytest.importorskip("ncnn")


@pytest.fixture
def runtime() -> Iterator[NcnnRuntime]:
    opened = NcnnRuntime()
    yield opened
    opened.close()


def noise(height: int, width: int, channels: int = 3) -> Any:
    return np.random.default_rng(0).random((height, width, channels), np.float32)


def run(opened: NcnnRuntime, tile: Any) -> Any:
    answer = opened.run(tile)
    assert not isinstance(answer, TooBig)
    return answer


CONVENTIONS = {"Real-ESRGAN": ("data", "output"), "waifu2x": ("Input1", "Eltwise4"), "pnnx": ("in0", "out0")}


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("as_binary", [False, True])
def test_blobs_are_found_by_what_they_do(
    tmp_path: Path, runtime: NcnnRuntime, convention: str, as_binary: bool
) -> None:
    source, target = CONVENTIONS[convention]
    path = write(tmp_path, *nearest(source=source, target=target), as_binary=as_binary)
    fact = runtime.open(path, "cpu", "fp32")
    assert (fact.runtime, fact.scale, fact.in_channels, fact.out_channels, fact.multiple_of) == ("ncnn", 2, 3, 3, 1)
    assert fact.parameters == 9 + 36
    tile = noise(5, 7)
    np.testing.assert_allclose(run(runtime, tile), enlarged(tile, 2), atol=1e-6)


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
@pytest.mark.parametrize("valid", [0, 1, 7, 18])
def test_networks_that_shrink_are_padded_first(tmp_path: Path, runtime: NcnnRuntime, scale: int, valid: int) -> None:
    fact = runtime.open(write(tmp_path, *nearest(scale=scale, valid=valid)), "cpu", "fp32")
    assert (fact.scale, fact.multiple_of, fact.minimum) == (scale, 1, 1)
    for shape in ((1, 1), (2, 3), (20, 9)):
        np.testing.assert_allclose(run(runtime, noise(*shape)), enlarged(noise(*shape), scale), atol=1e-6)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_channels_come_from_the_weights(tmp_path: Path, runtime: NcnnRuntime, channels: int) -> None:
    fact = runtime.open(write(tmp_path, *nearest(channels=channels)), "cpu", "fp32")
    assert (fact.in_channels, fact.out_channels) == (channels, channels)
    tile = noise(6, 5, channels)
    np.testing.assert_allclose(run(runtime, tile), enlarged(tile, 2), atol=1e-6)


@pytest.mark.parametrize(
    ("network", "tags"),
    [({"bias": 3.0}, ("0-255",)), ({"factor": 255.0}, ()), ({"bias": 0.01}, ()), ({"factor": 1 / 255}, ("0-255",))],
)
def test_what_stands_for_white_is_measured(
    tmp_path: Path, runtime: NcnnRuntime, network: dict[str, float], tags: tuple[str, ...]
) -> None:
    fact = runtime.open(write(tmp_path, *nearest(**network)), "cpu", "fp32")
    assert fact.tags == tags
    tile = noise(6, 5)
    np.testing.assert_allclose(run(runtime, tile), enlarged(tile, 2), atol=0.02)


def test_windows_and_strides_make_a_grid(tmp_path: Path, runtime: NcnnRuntime) -> None:
    half = np.full((3, 3, 2, 2), 0.0, np.float32)
    half[np.arange(3), np.arange(3)] = 0.25
    down, one = convolution("data", "a", half, stride=2)
    up, two = convolution("a", "b", enlarging(3, 4))
    layers = [("Input", [], ["data"], {}), down, up, ("PixelShuffle", ["b"], ["output"], {0: 4})]
    fact = runtime.open(write(tmp_path, layers, one + two), "cpu", "fp32")
    assert (fact.scale, fact.multiple_of, fact.minimum) == (2, 2, 2)


@pytest.mark.parametrize("options", [Options(), Options(winograd=False, sgemm=False), Options(threads=1, blocktime=0),
                                     Options(threads="half", blocktime=400), Options(threads=3)])  # fmt: skip
def test_options_change_no_pixel_here(tmp_path: Path, runtime: NcnnRuntime, options: Options) -> None:
    runtime.open(write(tmp_path, *nearest(valid=1)), "cpu", "fp32", options)
    tile = noise(33, 20)
    np.testing.assert_allclose(run(runtime, tile), enlarged(tile, 2), atol=1e-6)


@pytest.mark.parametrize(
    ("precision", "half_arithmetic", "on"),
    [
        ("fp32", False, set()),
        ("fp32", True, set()),
        ("fp16", False, {"use_fp16_storage", "use_fp16_packed"}),
        ("fp16", True, {"use_fp16_storage", "use_fp16_packed", "use_fp16_arithmetic"}),
        ("bf16", True, {"use_bf16_storage", "use_bf16_packed"}),
    ],
)
def test_fp32_means_it_and_half_arithmetic_is_asked_for_apart(
    precision: str, half_arithmetic: bool, on: set[str]
) -> None:
    import ncnn

    option = ncnn.Option()
    ncnn_._set_options(option, Options(half_arithmetic=half_arithmetic), precision, vulkan=False)
    reduced = {f"use_{kind}_{what}" for kind in ("fp16", "bf16") for what in ("storage", "packed")} | {
        "use_fp16_arithmetic"
    }
    assert {name for name in reduced if getattr(option, name)} == on


def test_weights_in_half_precision_are_counted_and_read(tmp_path: Path, runtime: NcnnRuntime) -> None:
    line, _ = convolution("data", "output", centered())
    stored = HALF + centered().astype("<f2").tobytes()
    stored += bytes(-len(stored) % 4)
    path = write(tmp_path, [("Input", [], ["data"], {}), line], stored)
    assert runtime.open(path, "cpu", "fp32").parameters == 81


def _with(line: tuple[Any, ...], stored: bytes) -> tuple[list[Any], bytes]:
    first, one = convolution("data", "a", centered())
    return [("Input", [], ["data"], {}), first, line], one + stored


UNSUITABLE = {
    "cut off": (nearest()[0], nearest()[1][:-4], r"model\.bin holds 184 bytes, but the layers .* at least 188"),
    "of another model": (nearest()[0], nearest(scale=3)[1], "read 188: it is cut off or belongs to another model"),
    "endless weights": (_with(("Convolution", ["a"], ["b"], {0: 1 << 30, 1: 1, 6: 3 << 30}), b"")[0], b"", "at least"),
    "an unknown layer": (*_with(("Telepathy", ["a"], ["b"], {}), b""), r"does not know \(Telepathy\)"),
    "a list of numbers": (*_with(("Pooling", ["a"], ["b"], {4: 1}), b""), "list of numbers"),
    "channels that do not fit": (
        *_with(convolution("a", "b", np.zeros((3, 4, 1, 1)))[0], plain(np.zeros(12))),
        "reads 4 channels and is given 3",
    ),
    "shapes that do not fit": (
        *_with(("Eltwise", ["a", "data"], ["b"], {0: 1}), b""),
        "cannot enlarge pictures: layer2 adds",
    ),
    "two inputs": (
        [("Input", [], ["data"], {}), ("Input", [], ["mask"], {}), ("BinaryOp", ["data", "mask"], ["out"], {})],
        b"",
        "takes 2 inputs",
    ),
    "a result larger than any memory": (*_with(("Interp", ["a"], ["b"], {0: 2, 1: 1e5, 2: 1e5}), b""), "more memory"),
    "a smaller result": (*_with(*convolution("a", "b", np.zeros((3, 3, 2, 2)), stride=2)), "turns"),
}


@pytest.mark.parametrize("what", UNSUITABLE)
def test_what_does_not_fit_is_refused_before_ncnn_sees_it(tmp_path: Path, runtime: NcnnRuntime, what: str) -> None:
    layers, weights, sentence = UNSUITABLE[what]
    with pytest.raises(ModelRefused, match=sentence):
        runtime.open(write(tmp_path, layers, weights), "cpu", "fp32")


def test_no_memory_is_a_value(tmp_path: Path, runtime: NcnnRuntime) -> None:
    # 2 TB for the output; the address space of this process ends before.
    resource = pytest.importorskip("resource")
    runtime.open(write(tmp_path, *nearest(scale=40)), "cpu", "fp32")
    tile = noise(900, 900)
    before = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as statm:
        used = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (2 << 30), before[1]))
    try:
        answer = runtime.run(tile)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
    assert isinstance(answer, TooBig)


def test_what_c_code_prints_is_overheard_and_passed_on() -> None:
    import subprocess
    import sys

    script = """
import os
from nodegraph.runtimes.ncnn_log import Overheard
ears = Overheard()
os.write(2, b"hello\\nvkQueueSubmit failed -4\\n")
ears.catch_up()
print(ears.fault(), ears.shortage())
ears.forget()
os.write(2, b"vkAllocateMemory failed -2\\n")
ears.catch_up()
print(ears.fault(), ears.shortage())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "vkQueueSubmit failed -4 None\nNone vkAllocateMemory failed -2\n"
    assert done.stderr == "hello\nvkQueueSubmit failed -4\nvkAllocateMemory failed -2\n"


def test_the_size_of_a_number_in_binary_form_is_not_mistaken() -> None:
    from nodegraph.runtimes.ncnn_param import _either

    for number in (0, 1, 3, 255, -1, 36864, 1 << 22):
        assert _either(struct.pack("<i", number)) == number
    for real in (0.1, 0.5, 2.0, -0.2, 1e-5):
        assert _either(struct.pack("<f", real)) == pytest.approx(real)
