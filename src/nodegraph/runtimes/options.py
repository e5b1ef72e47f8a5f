"""What a person may ask of a framework beyond the model, the device and the precision."""

from typing import Literal

import msgspec


class Options(msgspec.Struct, frozen=True):
    """Wishes for how a framework computes; a framework leaves aside what it does not know. The defaults are safe."""

    threads: int | Literal["auto", "half"] = "auto"
    """Of the CPU: `auto` is all cores that this process may use, `half` every second one, or a number."""
    winograd: bool = True
    """ncnn: convolutions of 3x3 by Winograd's method, faster and a little less exact."""
    sgemm: bool = True
    """ncnn: convolutions as products of matrices."""
    blocktime: int | None = None
    """ncnn: how many ms (0 to 400) a thread stays awake for more work; `None` is ncnn's own choice."""
    half_arithmetic: bool = False
    """ncnn in fp16: compute in half precision too, instead of only storing in it; errs by up to 7/255 on Vulkan."""
    compile: bool = False
    """torch: compile the network for the machine first; pays for many tiles of one size."""
    batch: int = 1
    """torch: how many equal tiles are computed together (1 to 64); for small tiles on a GPU, on a CPU it costs time."""
    provider: str = "auto"
    """onnxruntime: name of an execution provider (`CPUExecutionProvider`); `auto` is the device's best."""


DEFAULT = Options()
"""Nothing wished for."""
